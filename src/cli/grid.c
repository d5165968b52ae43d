/* mimamori grid: threats x life states, components x steps: what is there, what lacks, what nobody knows. */
#include "cli/grid.h"

#include "cli/commands.h"
#include "cli/table.h"

#include <errno.h>
#include <string.h>

int grid_wrong(const struct cli *cli, const char *key, const char *subject)
{
	return cli_say(cli, EXIT_USAGE, key, (const struct lang_arg[]){{"subject", subject}, {NULL, NULL}});
}

/* --- which grid, which system, which kind */

static int judge(struct grid_ask *ask)
{
	const struct cli *cli = ask->a.cli;
	int r = grid_judge(ask->a.store, ask->system, ask->a.writing.at, ask->a.today, &ask->judging);

	if (r == -ENOENT)
		return grid_wrong(cli, "grid.no-system", ask->system);
	return r < 0 ? cli_store_failed(ask->a.cli, ask->a.store, r) : EXIT_DONE;
}

/* The kind that was named, if there is one; without one shown is that of the most devices. */
static int kind_of(struct grid_ask *ask)
{
	const char *name;

	if (!ask->grid->by_kind || !ask->kind)
		return EXIT_DONE;
	for (unsigned n = 0; (name = grid_kind(ask->judging, n, NULL)); n++)
		if (strcmp(name, ask->kind) == 0)
			return EXIT_DONE;
	return grid_wrong(ask->a.cli, "grid.no-kind", ask->kind);
}

int grid_ask_begin(struct grid_ask *ask, struct cli *cli, const char *site, int argc, char **argv)
{
	const struct option_of options[] = {{"--system", &ask->system, NULL}, {"--kind", &ask->kind, NULL},
					    {"--line", &ask->line, NULL},     {"--step", &ask->step, NULL},
					    {"--output", &ask->output, NULL}, {"-o", &ask->output, NULL},
					    {"--gates", NULL, &ask->gates},   {NULL, NULL, NULL}};
	struct arguments words;
	int code;

	*ask = (struct grid_ask){.system = "site"};
	code = arguments_read(cli, &site, argc, argv, options, &words);
	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 1);
	if (code == EXIT_DONE && words.count == 0)
		code = cli_say(cli, EXIT_USAGE, "grid.which", NULL);
	if (code == EXIT_DONE && !(ask->grid = grid_named(words.list[0])))
		code = grid_wrong(cli, "grid.no-grid", words.list[0]);
	if (code == EXIT_DONE)
		code = acting_open(&ask->a, cli, site, SITE_READ);
	if (code == EXIT_DONE)
		code = judge(ask);
	return code == EXIT_DONE ? kind_of(ask) : code;
}

void grid_ask_end(struct grid_ask *ask)
{
	grid_judging_free(ask->judging);
	store_free(ask->a.store);
}

/* --- list */

static int list(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"grid", "title", "#lines", "#steps", "#functions", NULL};
	const struct option_of options[] = {{NULL, NULL, NULL}};
	struct arguments words;
	int code = arguments_read(cli, &site, argc, argv, options, &words);
	struct table *t;

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	if (code != EXIT_DONE)
		return code;
	if (!(t = table_new(cli, "grid", columns)))
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	for (size_t i = 0; i < grid_count; i++) {
		table_cell(t, grids[i].name);
		table_cell(t, grids[i].title[cli->language]);
		table_number(t, grids[i].line_count);
		table_number(t, grids[i].step_count);
		table_number(t, grids[i].function_count);
	}
	return table_print(t, NULL);
}

static const struct verb verbs[] = {
	{"list", list}, {"show", cli_grid_show}, {"export", cli_grid_export}, {NULL, NULL}};

int cli_grid(struct cli *cli, int argc, char **argv) { return cli_noun(cli, "grid", verbs, argc, argv); }
