/* Declares every command of commands.def. */
#ifndef MIMAMORI_CLI_COMMANDS_H
#define MIMAMORI_CLI_COMMANDS_H

#include "cli/cli.h"

#define COMMAND(symbol, name) int cli_##symbol(struct cli *cli, int argc, char **argv);
#include "cli/commands.def"
#undef COMMAND

#endif
