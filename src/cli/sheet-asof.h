/* The option --as-of of the verbs of mimamori sheet. */
#ifndef MIMAMORI_CLI_SHEET_ASOF_H
#define MIMAMORI_CLI_SHEET_ASOF_H

#include "assess/asof.h"
#include "cli/site.h"

/* text NULL: nothing is opened, *ret NULL. What is wrong is told; EXIT_DONE or the exit code. */
int sheet_asof_open(struct cli *cli, struct store *s, const char *text, struct asof **ret);

/* asof_rows(), failures told. */
int sheet_asof_walk(struct cli *cli, struct asof *a, const char *system, const char *sheet, sheet_row_fn *fn,
		    void *ctx);
/* What is said of rows that could not be had: negative code. */
int sheet_asof_failed(struct cli *cli, struct asof *a, int code, const char *system);

/* For people, on standard error: which moment that is, and what nobody knows of it any more. words: rows
 * whose question was another one and is shown in today's words. */
void sheet_asof_say(const struct cli *cli, const struct asof *a, int words, int64_t frozen);

#endif
