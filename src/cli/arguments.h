/* Options and words of a verb on a site, read the same way everywhere. */
#ifndef MIMAMORI_CLI_ARGUMENTS_H
#define MIMAMORI_CLI_ARGUMENTS_H

#include "cli/site.h"

/* An option with a value (ret stays as it is when the option is absent) or without (flag). */
struct option_of {
	const char *name;
	const char **ret;
	bool *flag;
};

/* All that is neither an option nor SITE.db, in order: moved to the front of argv, which the list borrows. */
struct arguments {
	char **list;
	int count;
};

/* SITE.db may stand anywhere; with site NULL it is a word like others. Common options are taken, too. options
 * end with name NULL. EXIT_DONE, or what is wrong was told. */
int arguments_read(struct cli *cli, const char **site, int argc, char **argv, const struct option_of *options,
		   struct arguments *ret);

/* EXIT_DONE, or the first word that is too many was told. */
int arguments_most(const struct cli *cli, const struct arguments *words, int most);

/* A value is missing or wrong: told. */
int arguments_wrong(const struct cli *cli, const char *subject);

#endif
