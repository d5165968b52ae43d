/* The verbs of mimamori sheet, each in src/cli/sheet-VERB.c. */
#ifndef MIMAMORI_CLI_SHEET_H
#define MIMAMORI_CLI_SHEET_H

#include "cli/cli.h"

int cli_sheet_export(struct cli *cli, const char *site, int argc, char **argv);

#endif
