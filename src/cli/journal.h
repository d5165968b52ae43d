/* mimamori journal: what its verbs share. */
#ifndef MIMAMORI_CLI_JOURNAL_H
#define MIMAMORI_CLI_JOURNAL_H

#include "cli/arguments.h"
#include "store/note.h"

#include <stdint.h>

/* Reads the options of a verb, the common ones, and the site (whatever its name ends in: a backup is
 * looked at, too); a number goes to *ret_argument (NULL: none is taken). options end with name NULL.
 * EXIT_DONE, or it is told. */
int journal_options(struct cli *cli, const char **site, int argc, char **argv,
		    const struct option_of *options, const char **ret_argument);

int journal_number(struct cli *cli, const char *text,
		   int64_t *ret); /* of an event; EXIT_DONE, or it is told */

/* A checkpoint file; text is on the heap and the note borrows from it. EXIT_DONE, or it is told. */
int journal_note(struct cli *cli, const char *path, char **ret_text, struct note *ret);

int journal_checkpoint(struct cli *cli, const char *site, int argc, char **argv);
int journal_prove(struct cli *cli, const char *site, int argc, char **argv);
int journal_verify_proof(struct cli *cli, const char *path, const char *outside);
int journal_verify(struct cli *cli, const char *site, int argc, char **argv);

#endif
