/* GET /grids, a whole grid, and a grid as a file. */
#include "serve/from_file.h"
#include "serve/grid_json.h"
#include "serve/tabular.h"

#include "report/grid_table.h"

#include <stdio.h>
#include <string.h>

api_handler api_grids_list, api_grids_get, api_grids_export;

enum { OPEN_SHOWN = 20 };

int api_grids_list(struct call *c)
{
	items_begin(c);
	for (size_t i = 0; i < grid_count; i++)
		json_grid_short(c->out, NULL, &grids[i]);
	return items_end(c, (int64_t)grid_count);
}

/* --- a whole grid */

static void kinds(struct call *c, const struct grid_call *g)
{
	const char *name;
	int64_t devices;

	json_array(c->out, "kinds");
	for (unsigned n = 0; g->grid->by_kind && (name = grid_kind(g->judging, n, &devices)); n++) {
		json_object(c->out, NULL);
		json_str(c->out, "kind", name);
		json_pair(c->out, "title", grid_kind_title(LANG_JA, name), grid_kind_title(LANG_EN, name));
		json_int(c->out, "devices", devices);
		json_end_object(c->out);
	}
	json_end_array(c->out);
}

static int steps(struct call *c, struct grid_call *g)
{
	const struct grid_of of = {g->kind, NULL};
	int64_t here;

	json_array(c->out, "steps");
	for (unsigned i = 0; i < g->grid->step_count; i++) {
		const struct grid_axis *a = &g->grid->steps[i];

		json_object(c->out, NULL);
		json_str(c->out, "name", a->name);
		json_int(c->out, "number", a->number);
		json_grid_pair(c->out, "title", a->title);
		here = a->life ? grid_here(g->judging, of, a->life) : 0;
		if (here < 0)
			return (int)here;
		if (a->life)
			json_int(c->out, "here", here);
		else
			json_null(c->out, "here");
		json_end_object(c->out);
	}
	json_end_array(c->out);
	return 0;
}

static int one_line(struct call *c, struct grid_call *g, unsigned line)
{
	const struct grid_axis *a = &g->grid->lines[line];
	int r = 0;

	json_object(c->out, NULL);
	json_str(c->out, "name", a->name);
	json_int(c->out, "number", a->number);
	json_grid_pair(c->out, "title", a->title);
	json_array(c->out, "places");
	for (unsigned step = 0; step < g->grid->step_count && r == 0; step++) {
		struct grid_place p;

		r = grid_judge_place(g->judging, g->grid, line, step, g->kind, &p);
		json_grid_place(c->out, NULL, &p);
	}
	json_end_array(c->out);
	json_end_object(c->out);
	return r;
}

static int lines(struct call *c, struct grid_call *g)
{
	unsigned left_out = 0;
	int r = 0;

	json_array(c->out, "lines");
	for (unsigned line = 0; line < g->grid->line_count && r == 0; line++)
		if (grid_line_shown(g->grid, line, g->kind))
			r = one_line(c, g, line);
		else
			left_out++;
	json_end_array(c->out);
	json_int(c->out, "left_out", left_out);
	return r;
}

/* --- gates */

struct opened {
	struct call *call;
	int64_t n;
};

static int one_open(void *ctx, const struct grid_axis *line, const struct grid_function *f,
		    enum grid_state state)
{
	struct opened *o = ctx;

	if (o->n++ >= OPEN_SHOWN)
		return 0;
	json_object(o->call->out, NULL);
	json_str(o->call->out, "name", f->name);
	json_str(o->call->out, "line", line ? line->name : NULL);
	json_grid_pair(o->call->out, "title", f->title);
	json_str(o->call->out, "state", grid_state_name(state));
	json_end_object(o->call->out);
	return 0;
}

struct ids {
	struct call *call;
	int n;
};

static int one_record(void *ctx, const struct grid_record *r)
{
	static const char seen[] = "SELECT 1 FROM record r WHERE r.id = ?1 AND " SEES_SYSTEM("r.system");
	struct ids *ids = ctx;
	struct scan s = kept_run(ids->call, seen, r->id);

	if (s.more && ids->n++ < OPEN_SHOWN)
		json_id(ids->call->out, NULL, 'r', r->id);
	return kept_end(&s);
}

static int one_document(struct call *c, struct grid_call *g, const struct grid_function *f)
{
	struct ids ids = {c, 0};
	struct grid_said said;
	char wanted[120];
	int r = grid_judge_document(g->judging, f, &said);
	const char *pack = NULL;

	json_object(c->out, NULL);
	json_str(c->out, "name", f->name);
	json_grid_pair(c->out, "title", f->title);
	json_str(c->out, "state", grid_state_name(said.state));
	json_array(c->out, "records");
	for (unsigned i = 0; i < f->binding_count && r == 0; i++)
		if (f->bindings[i].of == GRID_RECORD)
			r = grid_each_record(g->judging, &f->bindings[i], (struct grid_of){NULL, NULL},
					     one_record, &ids);
		else if (f->bindings[i].of == GRID_PACK)
			pack = f->bindings[i].name;
	json_end_array(c->out);
	json_array(c->out, "wanted");
	for (unsigned i = 0; i < f->binding_count; i++)
		if (f->bindings[i].of == GRID_RECORD) {
			const struct grid_binding *b = &f->bindings[i];

			snprintf(wanted, sizeof wanted, "%.60s%s%.50s", b->name, b->topic ? ":" : "",
				 b->topic ? b->topic : "");
			json_str(c->out, NULL, wanted);
		}
	json_end_array(c->out);
	json_str(c->out, "export", f->export_name);
	json_str(c->out, "pack", pack);
	json_end_object(c->out);
	return r;
}

static int one_gate(struct call *c, struct grid_call *g, unsigned step)
{
	const struct grid_axis *a = &g->grid->steps[step];
	struct opened o = {c, 0};
	int r;

	json_object(c->out, NULL);
	json_str(c->out, "step", a->name);
	json_grid_pair(c->out, "title", a->title);
	json_grid_pair(c->out, "gate", a->gate);
	json_array(c->out, "first");
	r = grid_each_open(g->judging, g->grid, step, one_open, &o);
	json_end_array(c->out);
	json_int(c->out, "open", o.n);
	json_array(c->out, "documents");
	for (unsigned i = 0; i < g->grid->document_count && r == 0; i++)
		if (g->grid->documents[i].step == step)
			r = one_document(c, g, &g->grid->documents[i]);
	json_end_array(c->out);
	json_end_object(c->out);
	return r;
}

static int gates(struct call *c, struct grid_call *g)
{
	int r = 0;

	json_array(c->out, "gates");
	for (unsigned i = 0; i < g->grid->step_count && r == 0; i++)
		if (g->grid->steps[i].gate[LANG_JA])
			r = one_gate(c, g, i);
	json_end_array(c->out);
	return r;
}

static int whole(struct call *c, struct grid_call *g)
{
	int r;

	json_object(c->out, NULL);
	json_grid_short(c->out, "grid", g->grid);
	json_system(c, "system", &g->system);
	json_time(c->out, "as_of", c->now);
	json_str(c->out, "kind", g->kind);
	kinds(c, g);
	json_int(c->out, "devices", grid_devices(g->judging, (struct grid_of){g->kind, NULL}));
	r = steps(c, g);
	r = r < 0 ? r : lines(c, g);
	r = r < 0 ? r : gates(c, g);
	json_end_object(c->out);
	return r < 0 ? r : 200;
}

int api_grids_get(struct call *c)
{
	struct grid_call g;
	int r = grid_call_begin(&g, c, false);

	r = r ? r : whole(c, &g);
	grid_call_end(&g);
	return r;
}

/* --- as a file */

static void cell(void *ctx, const char *text) { tabular_cell(ctx, text); }

static int as_table(struct call *c, const struct grid_table *t, const char *format)
{
	struct tabular_column columns[GRID_TABLE_COLUMNS];
	static struct tabular table;
	char title[64], name[80];
	int r;

	for (int i = 0; i < GRID_TABLE_COLUMNS; i++)
		columns[i] = (struct tabular_column){grid_table_columns[i].key, grid_table_columns[i].width};
	snprintf(title, sizeof title, "grid.title-%.40s", t->grid->name);
	snprintf(name, sizeof name, "grid-%.40s-%.20s", t->grid->name, t->system);
	r = tabular_begin(&table, c, format, title, columns, GRID_TABLE_COLUMNS);
	if (r < 0)
		return r;
	r = grid_table_cells(t, cell, &table);
	return r < 0 ? (tabular_end(&table, name), r) : tabular_end(&table, name);
}

static int as_json(struct call *c, const struct grid_table *t)
{
	char name[100];
	int r = grid_table_json(t, c->out);

	snprintf(name, sizeof name, "grid-%.40s-%.20s-%s.json", t->grid->name, t->system, c->today);
	attachment(c, "application/json", arena_text(c->arena, name, strlen(name)));
	return r < 0 ? r : 200;
}

int api_grids_export(struct call *c)
{
	const char *format = query_text(c, "format");
	struct grid_call g;
	int r = grid_call_begin(&g, c, true);

	if (r == 0) {
		const struct grid_table t = {.store = c->store,
					     .grid = g.grid,
					     .judging = g.judging,
					     .system = c->path[1],
					     .kind = g.kind,
					     .without_rows = viewer_restricted(&c->viewer),
					     .language = c->language,
					     .now = c->now,
					     .zone_minutes = c->zone_minutes,
					     .version = c->api->version};

		r = strcmp(format, "json") == 0 ? as_json(c, &t) : as_table(c, &t, format);
	}
	grid_call_end(&g);
	return r;
}
