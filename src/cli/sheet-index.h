/* sheet export --evidence-index. */
#ifndef MIMAMORI_CLI_SHEET_INDEX_H
#define MIMAMORI_CLI_SHEET_INDEX_H

#include "assess/asof.h"
#include "cli/cli.h"

struct sheet_index {
	struct cli *cli;
	const char *output, *system, *sheet;
};

/* The suffix of output chooses the form; a: as of then, or NULL. The exit code; told. */
int sheet_index_write(const struct sheet_index *x, struct store *s, struct asof *a);

#endif
