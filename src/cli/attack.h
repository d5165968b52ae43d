/* mimamori attack: what attack.c (reading) and attack-act.c (what people say) share. */
#ifndef MIMAMORI_CLI_ATTACK_H
#define MIMAMORI_CLI_ATTACK_H

#include "cli/cli.h"

int cli_attack_accept(struct cli *cli, const char *site, int argc, char **argv);
int cli_attack_reject(struct cli *cli, const char *site, int argc, char **argv);
int cli_attack_withdraw(struct cli *cli, const char *site, int argc, char **argv);
int cli_attack_add(struct cli *cli, const char *site, int argc, char **argv);
int cli_attack_measure(struct cli *cli, const char *site, int argc, char **argv);

#endif
