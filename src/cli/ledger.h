/* The verbs of mimamori ledger: one file each. */
#ifndef MIMAMORI_CLI_LEDGER_H
#define MIMAMORI_CLI_LEDGER_H

#include "cli/site.h"

int ledger_import_verb(struct cli *cli, const char *site, int argc, char **argv);
int ledger_list_verb(struct cli *cli, const char *site, int argc, char **argv);
int ledger_diff_verb(struct cli *cli, const char *site, int argc, char **argv);
int ledger_export_verb(struct cli *cli, const char *site, int argc, char **argv);

#endif
