/* mimamori sheet: one verb a file. */
#include "cli/sheet.h"
#include "cli/commands.h"
#include "cli/site.h"

static const struct verb verbs[] = {
	{"export", cli_sheet_export},
	{NULL, NULL},
};

int cli_sheet(struct cli *cli, int argc, char **argv) { return cli_noun(cli, "sheet", verbs, argc, argv); }
