/* mimamori ledger: the plant's own list of equipment, beside what was seen. */
#include "cli/ledger.h"

#include "cli/commands.h"

int cli_ledger(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"import", ledger_import_verb},
					    {"list", ledger_list_verb},
					    {"diff", ledger_diff_verb},
					    {"export", ledger_export_verb},
					    {NULL, NULL}};

	return cli_noun(cli, "ledger", verbs, argc, argv);
}
