/* mimamori system: the verbs that only look (system-list.c), on the system with that number. The exit code.
 */
#ifndef MIMAMORI_CLI_SYSTEM_H
#define MIMAMORI_CLI_SYSTEM_H

#include "cli/cli.h"

#include <stdint.h>

int cli_system_list(struct cli *cli, const char *site);
int cli_system_show(struct cli *cli, const char *site, int64_t id);
int cli_system_propose(struct cli *cli, const char *site, int64_t id);

#endif
