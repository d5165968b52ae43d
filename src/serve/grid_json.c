#include "serve/grid_json.h"

#include <errno.h>
#include <string.h>

static bool has_kind(const struct grid_judging *j, const char *kind)
{
	const char *name;

	for (unsigned n = 0; (name = grid_kind(j, n, NULL)); n++)
		if (strcmp(name, kind) == 0)
			return true;
	return false;
}

static int kind_of(struct grid_call *g, struct call *c, bool all)
{
	const char *asked = query_text(c, "device_kind");

	if (!g->grid->by_kind)
		return 0;
	if (asked && !has_kind(g->judging, asked))
		return problem(c, 400, "bad-parameter", "device_kind", "device_kind");
	g->kind = asked ? asked : all ? NULL : grid_kind(g->judging, 0, NULL);
	return 0;
}

int grid_call_begin(struct grid_call *g, struct call *c, bool all)
{
	int r;

	*g = (struct grid_call){.grid = grid_named(c->path[0])};
	r = g->grid ? system_named(c, c->path[1], &g->system) : -ENOENT;
	if (r == -ENOENT)
		return problem(c, 404, "no-such-path", NULL, NULL);
	r = r < 0 ? r : grid_judge(c->store, c->path[1], c->now, c->today, &g->judging);
	return r < 0 ? r : kind_of(g, c, all);
}

void grid_call_end(struct grid_call *g) { grid_judging_free(g->judging); }

void json_grid_pair(struct out *o, const char *key, const char *const text[LANG_COUNT])
{
	json_pair(o, key, text[LANG_JA], text[LANG_EN]);
}

void json_grid_number(struct out *o, const char *key, const struct grid_number *n)
{
	json_object(o, key);
	json_int(o, "have", n->have);
	json_int(o, "lack", n->lack);
	json_int(o, "unknown", n->unknown);
	json_end_object(o);
}

void json_grid_place(struct out *o, const char *key, const struct grid_place *p)
{
	json_object(o, key);
	json_str(o, "state", grid_state_name(p->state));
	json_grid_number(o, "functions", &p->functions);
	json_int(o, "ask", p->ask);
	json_end_object(o);
}

void json_grid_axis(struct out *o, const char *key, const struct grid_axis *a)
{
	json_object(o, key);
	json_str(o, "name", a->name);
	json_int(o, "number", a->number);
	json_grid_pair(o, "title", a->title);
	json_end_object(o);
}

void json_grid_short(struct out *o, const char *key, const struct grid_def *g)
{
	json_object(o, key);
	json_str(o, "name", g->name);
	json_int(o, "version", g->version);
	json_bool(o, "by_kind", g->by_kind);
	json_grid_pair(o, "title", g->title);
	json_grid_pair(o, "source", g->source);
	json_grid_pair(o, "note", g->note);
	json_grid_pair(o, "unverified", g->unverified);
	json_int(o, "lines", g->line_count);
	json_int(o, "steps", g->step_count);
	json_end_object(o);
}
