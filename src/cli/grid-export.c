/* mimamori grid export: every function with what shows it and the rows behind, as XLSX, CSV or JSON. */
#include "cli/grid.h"

#include "assess/evidence.h"
#include "cli/tablefile.h"
#include "report/grid_table.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static struct grid_table table_of(const struct grid_ask *ask)
{
	return (struct grid_table){.store = ask->a.store,
				   .grid = ask->grid,
				   .judging = ask->judging,
				   .system = ask->system,
				   .kind = ask->kind,
				   .language = ask->a.cli->language,
				   .now = ask->a.writing.at,
				   .zone_minutes = site_zone(ask->a.store),
				   .version = MIMAMORI_VERSION};
}

static int as_json(struct grid_ask *ask, const struct grid_table *t)
{
	struct aside file = {.fd = -1};
	struct out o;
	int r = ask->output ? aside_open(&file, ask->output) : 0;

	if (r < 0)
		return cli_unwritable(ask->a.cli, ask->output, r);
	if (out_init(&o, ask->output ? file.fd : 1) < 0) {
		aside_drop(&file);
		return cli_say(ask->a.cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	}
	r = grid_table_json(t, &o);
	out_char(&o, '\n');
	r = r < 0 ? r : out_finish(&o);
	out_clear(&o);
	if (r == 0 && ask->output)
		r = aside_keep(&file);
	else if (ask->output)
		aside_drop(&file);
	return r < 0 ? cli_unwritable(ask->a.cli, ask->output ? ask->output : "-", r) : EXIT_DONE;
}

static void cell(void *ctx, const char *text) { tablefile_cell(ctx, text); }

static int as_table(struct grid_ask *ask, const struct grid_table *t)
{
	static struct tablefile file;
	enum language l = ask->a.cli->language;
	const char *title = ask->grid->title[l];
	const struct tablefile_about about = {title, title, title, false};
	int code = tablefile_open(&file, ask->a.cli, ask->output, &about), r;

	if (code != EXIT_DONE)
		return code;
	for (int i = 0; i < GRID_TABLE_COLUMNS; i++)
		tablefile_column(&file,
				 &(struct tablefile_column){.heading = lang(l, grid_table_columns[i].key),
							    .width = grid_table_columns[i].width});
	r = grid_table_cells(t, cell, &file);
	return tablefile_close(&file, r < 0 ? cli_store_failed(ask->a.cli, ask->a.store, r) : EXIT_DONE);
}

int cli_grid_export(struct cli *cli, const char *site, int argc, char **argv)
{
	struct grid_ask ask;
	int code = grid_ask_begin(&ask, cli, site, argc, argv);
	struct grid_table t;

	if (code == EXIT_DONE) {
		bool json = ask.output ? strcasecmp(cli_suffix(ask.output), "json") == 0
				       : strcmp(cli->format, "json") == 0;

		t = table_of(&ask);
		code = json ? as_json(&ask, &t) : as_table(&ask, &t);
		if (code == EXIT_DONE && ask.output && !cli->quiet)
			cli_say(cli, 0, "grid.written",
				(const struct lang_arg[]){{"subject", ask.output}, {NULL, NULL}});
	}
	grid_ask_end(&ask);
	return code;
}
