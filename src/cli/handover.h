/* Handing a document to the press (report/press.h) and hearing what became of it. */
#ifndef MIMAMORI_CLI_HANDOVER_H
#define MIMAMORI_CLI_HANDOVER_H

#include "cli/cli.h"
#include "report/aside.h"
#include "report/press.h"

struct handover {
	const char *path;          /* as people know the file, for sentences */
	const char *form;          /* "pdf", "xlsx", "table", "director" */
	const struct aside *file;  /* what is written to */
	const struct aside *annex; /* of a PDF; else NULL */
	const struct out *document;
};

/* The exit code; what failed was told. The texts of *ret_answer lie in the arena. */
int cli_hand_over(const struct cli *cli, const struct handover *h, struct arena *a,
		  struct press_answer *ret_answer);

/* "xlsx" of "list.xlsx"; "" when there is none. Points into path. */
const char *cli_suffix(const char *path);

/* The sentence that a file cannot be written; EXIT_NO_OUTPUT. code: negative errno. */
int cli_unwritable(const struct cli *cli, const char *path, int code);

#endif
