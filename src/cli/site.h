/* What the commands on a site share: which file, who acts, when.
 *
 *	mimamori NOUN VERB [SITE.db] ...
 *
 * SITE.db is the first argument after the verb when it ends in ".db", else $MIMAMORI_SITE. */
#ifndef MIMAMORI_CLI_SITE_H
#define MIMAMORI_CLI_SITE_H

#include "cli/cli.h"
#include "store/site.h"

/* One verb of a noun: run() gets the arguments after the verb and SITE.db. The usage of a noun is
 * cli.NOUN-usage in data/lang. */
struct verb {
	const char *name;
	int (*run)(struct cli *cli, const char *site, int argc, char **argv);
};

/* Finds the verb (nearest known one told when there is none) and the site, and runs it. verbs end with name
 * NULL. Returns the exit code. */
int cli_noun(struct cli *cli, const char *noun, const struct verb *verbs, int argc, char **argv);

/* Its name ends in ".db", and it is no field=value. */
bool cli_is_site(const char *arg);

/* Opens it; the error is told. EXIT_DONE or the exit code. */
int cli_site_open(struct cli *cli, const char *site, enum site_mode mode, struct store **ret_store);

/* At the end of a command: when it opened a site for writing and somebody watches that, core is told
 * (docs/decisions/041-writing-while-watched.md). */
void cli_site_poke(void);

int64_t cli_now(void);                      /* us; the only clock a command asks */
const char *cli_actor(const struct cli *c); /* "c3" of --as or $MIMAMORI_AS, else "local" */

/* A failed write is told by the store's own words; EXIT_NO_OUTPUT. */
int cli_store_failed(struct cli *cli, struct store *s, int code);

#endif
