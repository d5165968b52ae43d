/* The arguments of a verb: options from a table, the rest are words. */
#ifndef MIMAMORI_CLI_ARGS_H
#define MIMAMORI_CLI_ARGS_H

#include "cli/cli.h"

enum { ARG_WORDS = 256, ARG_OPTIONS = 16 };

struct arg {
	const char *name;  /* "--kind"; NULL ends the table */
	bool flag;         /* takes no value */
	const char *value; /* NULL: not given; a flag that is given has "" */
};

struct words {
	const char *word[ARG_WORDS];
	unsigned n, most; /* more than `most` are refused */
};

/* argv[0] is the first argument after the verb. Common options are taken, too. EXIT_DONE, or what was wrong
 * is told and its exit code returned. */
int cli_args(struct cli *cli, int argc, char **argv, struct arg *args, struct words *words);

#endif
