/* GET /grids/{grid}/{system}/{line}/{step}: one place, its functions and the rows behind. */
#include "serve/grid_json.h"

#include "report/grid_table.h"

#include <string.h>

api_handler api_grids_place;

enum { ROWS_MOST = 100 };

struct showing {
	struct call *call;
	int64_t total;
	const char *function; /* of devices: what lacks there */
	enum grid_state state;
};

static bool sees(struct call *c, const char *sql, int64_t id)
{
	struct scan s;
	bool yes;

	if (!viewer_restricted(&c->viewer))
		return true;
	s = kept_run(c, sql, id);
	yes = s.more;
	kept_end(&s);
	return yes;
}

/* Whoever does not see all does not see how many there are, either. */
static int one_finding(void *ctx, int64_t id)
{
	struct showing *s = ctx;

	if (s->total++ < ROWS_MOST && sees(s->call, "SELECT 1 WHERE " SEES_FINDING("?1"), id))
		json_id(s->call->out, NULL, 'f', id);
	return 0;
}

static int one_record(void *ctx, const struct grid_record *r)
{
	struct showing *s = ctx;

	if (s->total++ < ROWS_MOST &&
	    sees(s->call, "SELECT 1 FROM record r WHERE r.id = ?1 AND " SEES_SYSTEM("r.system"), r->id))
		json_id(s->call->out, NULL, 'r', r->id);
	return 0;
}

static void total(struct call *c, const char *key, int64_t n)
{
	json_int(c->out, key, viewer_restricted(&c->viewer) ? 0 : n);
}

static int binding(struct call *c, struct grid_call *g, const struct grid_binding *b, struct grid_of of)
{
	static const char *const names[] = {"check", "record", "detector", "control", "pack"};
	struct showing findings = {.call = c}, records = {.call = c};
	char ja[400], en[400];
	struct grid_said said;
	int r = grid_judge_binding(g->judging, b, of, &said);

	json_object(c->out, NULL);
	json_str(c->out, "of", names[b->of]);
	json_str(c->out, "name", b->name);
	json_str(c->out, "topic", b->topic);
	json_pair(c->out, "title", grid_bound_title(LANG_JA, b, ja, sizeof ja),
		  grid_bound_title(LANG_EN, b, en, sizeof en));
	json_str(c->out, "state", grid_state_name(said.state));
	json_grid_number(c->out, "devices", &said.devices);
	json_array(c->out, "findings");
	if (r == 0 && b->of == GRID_CHECK)
		r = grid_each_finding(g->judging, b, of, one_finding, &findings);
	json_end_array(c->out);
	total(c, "findings_total", findings.total);
	json_array(c->out, "records");
	if (r == 0 && b->of == GRID_RECORD)
		r = grid_each_record(g->judging, b, of, one_record, &records);
	json_end_array(c->out);
	total(c, "records_total", records.total);
	json_end_object(c->out);
	return r;
}

static int function(struct call *c, struct grid_call *g, const struct grid_function *f, struct grid_of of)
{
	struct grid_said said;
	int r = grid_judge_function(g->judging, f, of, &said);

	json_object(c->out, NULL);
	json_str(c->out, "name", f->name);
	json_grid_pair(c->out, "title", f->title);
	json_str(c->out, "state", grid_state_name(said.state));
	json_str(c->out, "by", grid_by_name(said.by));
	json_grid_number(c->out, "devices", &said.devices);
	json_grid_pair(c->out, "guide", f->guide);
	json_array(c->out, "bindings");
	for (unsigned i = 0; i < f->binding_count && r == 0; i++)
		r = binding(c, g, &f->bindings[i], of);
	json_end_array(c->out);
	json_end_object(c->out);
	return r;
}

static int one_device(void *ctx, int64_t device)
{
	static const char name[] =
		"SELECT 0, coalesce(d.name, d.model, o.ip, o.mac) FROM device_shown d JOIN "
		"device o ON o.id = d.id WHERE d.id = ?1";
	struct showing *s = ctx;
	struct call *c = s->call;
	struct scan row;

	if (!sees_device(c, device) || s->total++ >= ROWS_MOST)
		return 0;
	row = kept_run(c, name, device);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'd', device);
	json_str(c->out, "name", row.more ? scan_str(&row, 1) : NULL);
	json_str(c->out, "state", grid_state_name(s->state));
	json_str(c->out, "function", s->function);
	json_end_object(c->out);
	return kept_end(&row);
}

/* The functions of the place, in their order. */
typedef int place_fn(struct call *c, struct grid_call *g, const struct grid_function *f, struct grid_of of,
		     void *ctx);

static int each(struct call *c, struct grid_call *g, unsigned line, unsigned step, place_fn *fn, void *ctx)
{
	int r = 0;

	for (unsigned i = 0; i < g->grid->function_count && r == 0; i++) {
		const struct grid_function *f = &g->grid->functions[i];

		if (f->line == line && f->step == step && grid_belongs(f, g->kind))
			r = fn(c, g, f, grid_of(g->grid, line, g->kind), ctx);
	}
	return r;
}

static int shown(struct call *c, struct grid_call *g, const struct grid_function *f, struct grid_of of,
		 void *ctx)
{
	(void)ctx;
	return function(c, g, f, of);
}

static int lacking(struct call *c, struct grid_call *g, const struct grid_function *f, struct grid_of of,
		   void *ctx)
{
	struct showing *s = ctx;

	(void)c;
	s->function = f->name;
	return grid_each_device(g->judging, f, of, s->state, one_device, s);
}

static int place(struct call *c, struct grid_call *g, unsigned line, unsigned step)
{
	struct showing devices = {.call = c, .state = GRID_LACK};
	struct grid_place p;
	int r = grid_judge_place(g->judging, g->grid, line, step, g->kind, &p);

	if (r < 0)
		return r;
	json_object(c->out, NULL);
	json_str(c->out, "grid", g->grid->name);
	json_str(c->out, "system", c->path[1]);
	json_str(c->out, "kind", g->kind);
	json_grid_axis(c->out, "line", &g->grid->lines[line]);
	json_grid_axis(c->out, "step", &g->grid->steps[step]);
	json_grid_place(c->out, "place", &p);
	json_array(c->out, "functions");
	r = each(c, g, line, step, shown, NULL);
	json_end_array(c->out);
	json_array(c->out, "devices");
	r = r < 0 ? r : each(c, g, line, step, lacking, &devices);
	json_end_array(c->out);
	json_int(c->out, "devices_total", devices.total);
	json_end_object(c->out);
	return r < 0 ? r : 200;
}

static int named(const struct grid_axis *list, unsigned n, const char *name)
{
	for (unsigned i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return (int)i;
	return -1;
}

int api_grids_place(struct call *c)
{
	struct grid_call g;
	int r = grid_call_begin(&g, c, false), line, step;

	if (r == 0) {
		line = named(g.grid->lines, g.grid->line_count, c->path[2]);
		step = named(g.grid->steps, g.grid->step_count, c->path[3]);
		r = line < 0 || step < 0 ? problem(c, 404, "no-such-path", NULL, NULL)
					 : place(c, &g, (unsigned)line, (unsigned)step);
	}
	grid_call_end(&g);
	return r;
}
