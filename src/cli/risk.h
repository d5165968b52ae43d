/* What the files of mimamori risk share. */
#ifndef MIMAMORI_CLI_RISK_H
#define MIMAMORI_CLI_RISK_H

#include "assess/worst.h"
#include "cli/site.h"

/* "internet" as people read it; as it is for programs. Static buffer. */
const char *risk_word(const struct cli *cli, const char *before, const char *token);
/* Opens the site for reading and reads its worst cases; both are the caller's to free. system: NULL, or one
 * that has to be there. EXIT_DONE, or it is told. */
int risk_open(struct cli *cli, const char *site, const char *system, struct store **ret,
	      struct worst **ret_worst);
void risk_name(struct store *s, int64_t device, char *buf, size_t room);

int cli_risk_table(struct cli *cli, const char *site, int argc, char **argv);
int cli_risk_zones(struct cli *cli, const char *site, int argc, char **argv);

#endif
