/* One request to a site, as its API takes it: by the control socket while it is watched, else in this process
 * on the file itself. So a command does the same whether or not `mimamori serve` runs. */
#ifndef MIMAMORI_CLI_ASKING_H
#define MIMAMORI_CLI_ASKING_H

#include "cli/watching.h"

/* method "GET"; path "/accounts", with its query behind "?"; body JSON or NULL. A problem is told in its own
 * words. EXIT_DONE, and *ret_json is the caller's to free (NULL: an empty answer); else the exit code. */
int site_ask(struct cli *cli, const char *site, const char *method, const char *path, const char *body,
	     struct answer_json **ret_json);

#endif
