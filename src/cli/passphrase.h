/* A passphrase, typed without echo or read from a file; never an argument of the command line, where every
 * user of the machine could read it. The caller wipes it with passphrase_wipe(). */
#ifndef MIMAMORI_CLI_PASSPHRASE_H
#define MIMAMORI_CLI_PASSPHRASE_H

#include "assess/people.h"
#include "cli/cli.h"

enum { PASSPHRASE_ROOM = PASSPHRASE_MOST + 1 };

/* file: its first line; NULL: asked on the terminal, with `prompt` (a key), twice when it is a new one.
 * EXIT_DONE, or what was wrong is told and its exit code returned. */
int passphrase_read(struct cli *cli, const char *file, const char *prompt, bool twice,
		    char ret[PASSPHRASE_ROOM]);
void passphrase_wipe(char p[PASSPHRASE_ROOM]);

#endif
