/* mimamori grid show --line LINE [--step STEP]: the functions and the rows behind; --gates: what is open. */
#include "cli/grid.h"

#include "cli/table.h"
#include "report/grid_table.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_ROOM = 400, ROWS_SHOWN = 12 };

struct listing {
	struct grid_ask *ask;
	struct table *table;
	int step;
	char rows[ROWS_ROOM];
	unsigned n;
};

static const char *word(const struct cli *cli, const char *before, const char *token)
{
	char key[64];

	if (strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "grid.%s%s", before, token);
	return lang(cli->language, key);
}

static void row_id(struct listing *l, char letter, int64_t id)
{
	size_t at = strlen(l->rows);

	if (l->n++ < ROWS_SHOWN)
		snprintf(l->rows + at, sizeof l->rows - at, "%s%c%lld", at ? " " : "", letter, (long long)id);
	else if (l->n == ROWS_SHOWN + 1)
		snprintf(l->rows + at, sizeof l->rows - at, " …");
}

static int one_finding(void *ctx, int64_t id)
{
	row_id(ctx, 'f', id);
	return 0;
}

static int one_record(void *ctx, const struct grid_record *r)
{
	row_id(ctx, 'r', r->id);
	return 0;
}

static int one_binding(struct listing *l, const struct grid_binding *b, struct grid_of of)
{
	enum language language = l->ask->a.cli->language;
	char words[400], title[400];
	struct grid_said said;
	int r = grid_judge_binding(l->ask->judging, b, of, &said);

	l->rows[0] = '\0';
	l->n = 0;
	if (r == 0 && b->of == GRID_CHECK)
		r = grid_each_finding(l->ask->judging, b, of, one_finding, l);
	if (r == 0 && b->of == GRID_RECORD)
		r = grid_each_record(l->ask->judging, b, of, one_record, l);
	table_cell(l->table, NULL);
	table_cell(l->table, grid_bound_title(language, b, title, sizeof title));
	table_cell(l->table,
		   word(l->ask->a.cli, b->of == GRID_CHECK || b->of == GRID_DETECTOR ? "check-" : "state-",
			grid_state_name(said.state)));
	table_number(l->table, said.devices.have);
	table_number(l->table, said.devices.lack);
	table_number(l->table, said.devices.unknown);
	table_cell(l->table, grid_bound_words(language, b, words, sizeof words));
	table_text(l->table, l->rows);
	return r;
}

static int one_function(struct listing *l, const struct grid_function *f, struct grid_of of)
{
	const struct cli *cli = l->ask->a.cli;
	struct grid_said said;
	int r = grid_judge_function(l->ask->judging, f, of, &said);

	table_cell(l->table, l->ask->grid->steps[f->step].title[cli->language]);
	table_cell(l->table, f->title[cli->language]);
	table_cell(l->table, word(cli, "state-", grid_state_name(said.state)));
	table_number(l->table, said.devices.have);
	table_number(l->table, said.devices.lack);
	table_number(l->table, said.devices.unknown);
	table_cell(l->table,
		   f->binding_count ? word(cli, "by-", grid_by_name(said.by)) : f->guide[cli->language]);
	table_cell(l->table, NULL);
	for (unsigned i = 0; i < f->binding_count && r == 0; i++)
		r = one_binding(l, &f->bindings[i], of);
	return r;
}

int grid_show_place(struct grid_ask *ask, unsigned line, int step)
{
	static const char *const columns[] = {"step",     "function", "state", "#have", "#lack",
					      "#unknown", "shown-by", "rows",  NULL};
	const struct grid_def *g = ask->grid;
	struct listing l = {.ask = ask, .table = table_new(ask->a.cli, "grid", columns), .step = step};
	int r = 0;

	if (!l.table)
		return cli_say(ask->a.cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	table_wrap(l.table, 1);
	table_wrap(l.table, 6);
	table_wrap(l.table, 7);
	for (unsigned s = 0; s < g->step_count; s++)
		for (unsigned i = 0; i < g->function_count && r == 0; i++)
			if (g->functions[i].line == line && g->functions[i].step == s &&
			    (step < 0 || (unsigned)step == s) && grid_belongs(&g->functions[i], ask->kind))
				r = one_function(&l, &g->functions[i], grid_of(g, line, ask->kind));
	if (r == 0)
		return table_print(l.table, lang(ask->a.cli->language, "grid.nothing-there"));
	table_free(l.table);
	return cli_store_failed(ask->a.cli, ask->a.store, r);
}

/* --- gates */

static int one_open(void *ctx, const struct grid_axis *line, const struct grid_function *f,
		    enum grid_state state)
{
	struct listing *l = ctx;
	const struct cli *cli = l->ask->a.cli;

	table_cell(l->table, l->ask->grid->steps[l->step].title[cli->language]);
	table_cell(l->table, line ? line->title[cli->language] : lang(cli->language, "grid.document"));
	table_cell(l->table, f->title[cli->language]);
	table_cell(l->table, word(cli, "state-", grid_state_name(state)));
	return 0;
}

int grid_show_gates(struct grid_ask *ask)
{
	static const char *const columns[] = {"step", "line", "function", "state", NULL};
	struct listing l = {.ask = ask, .table = table_new(ask->a.cli, "grid", columns)};
	int r = 0;

	if (!l.table)
		return cli_say(ask->a.cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	for (unsigned s = 0; s < ask->grid->step_count && r == 0; s++) {
		l.step = (int)s;
		if (ask->grid->steps[s].gate[LANG_JA])
			r = grid_each_open(ask->judging, ask->grid, s, one_open, &l);
	}
	if (r == 0)
		return table_print(l.table, lang(ask->a.cli->language, "grid.gate-clear"));
	table_free(l.table);
	return cli_store_failed(ask->a.cli, ask->a.store, r);
}
