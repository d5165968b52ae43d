/* A grid as JSON, in both languages, every function with its rows. */
#include "report/grid_table.h"

#include "store/site.h"

#include <stdio.h>

enum { IDS_MOST = 1000 };

struct writing_json {
	const struct grid_table *t;
	struct out *o;
	unsigned ids;
};

static void pair(struct out *o, const char *key, const char *const text[LANG_COUNT])
{
	if (!text[LANG_JA]) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_str(o, "ja", text[LANG_JA]);
	json_str(o, "en", text[LANG_EN]);
	json_end_object(o);
}

static void one_id(struct writing_json *w, char letter, int64_t id)
{
	char text[24];

	snprintf(text, sizeof text, "%c%lld", letter, (long long)id);
	if (w->ids++ < IDS_MOST)
		json_str(w->o, NULL, text);
}

static int one_finding(void *ctx, int64_t id)
{
	one_id(ctx, 'f', id);
	return 0;
}

static int one_record(void *ctx, const struct grid_record *r)
{
	one_id(ctx, 'r', r->id);
	return 0;
}

static void numbers(struct out *o, const struct grid_number *n)
{
	json_object(o, "devices");
	json_int(o, "have", n->have);
	json_int(o, "lack", n->lack);
	json_int(o, "unknown", n->unknown);
	json_end_object(o);
}

static int binding(struct writing_json *w, const struct grid_entry *e, const struct grid_binding *b)
{
	static const char *const of[] = {"check", "record", "detector", "control", "pack"};
	struct grid_said said;
	int r = grid_judge_binding(w->t->judging, b, e->of, &said);

	json_object(w->o, NULL);
	json_str(w->o, "of", of[b->of]);
	json_str(w->o, "name", b->name);
	json_str(w->o, "topic", b->topic);
	json_str(w->o, "state", grid_state_name(said.state));
	numbers(w->o, &said.devices);
	w->ids = 0;
	json_array(w->o, "rows");
	if (r == 0 && b->of == GRID_CHECK && !w->t->without_rows)
		r = grid_each_finding(w->t->judging, b, e->of, one_finding, w);
	if (r == 0 && b->of == GRID_RECORD && !w->t->without_rows)
		r = grid_each_record(w->t->judging, b, e->of, one_record, w);
	json_end_array(w->o);
	json_int(w->o, "rows_total", w->ids);
	json_end_object(w->o);
	return r;
}

static int entry(void *ctx, const struct grid_entry *e)
{
	struct writing_json *w = ctx;
	int r = 0;

	json_object(w->o, NULL);
	json_str(w->o, "kind", e->kind);
	json_str(w->o, "line", e->line ? e->line->name : NULL);
	json_str(w->o, "step", e->step->name);
	json_str(w->o, e->line ? "function" : "document", e->function->name);
	pair(w->o, "title", e->function->title);
	json_str(w->o, "state", grid_state_name(e->said.state));
	json_str(w->o, "by", grid_by_name(e->said.by));
	numbers(w->o, &e->said.devices);
	pair(w->o, "guide", e->function->guide);
	json_array(w->o, "shown_by");
	for (unsigned i = 0; i < e->function->binding_count && r == 0; i++)
		r = binding(w, e, &e->function->bindings[i]);
	json_end_array(w->o);
	json_end_object(w->o);
	return r;
}

static void axis(struct out *o, const char *key, const char *name, const struct grid_axis *list, unsigned n)
{
	json_array(o, key);
	for (unsigned i = 0; i < n; i++) {
		json_object(o, NULL);
		json_str(o, name, list[i].name);
		json_int(o, "number", list[i].number);
		pair(o, "title", list[i].title);
		pair(o, "gate", list[i].gate);
		json_end_object(o);
	}
	json_end_array(o);
}

int grid_table_json(const struct grid_table *t, struct out *o)
{
	struct writing_json w = {.t = t, .o = o};
	int r;

	json_object(o, NULL);
	json_str(o, "grid", t->grid->name);
	json_int(o, "version", t->grid->version);
	json_str(o, "program", t->version);
	json_str(o, "site", site_setting(t->store, "name", ""));
	json_str(o, "system", t->system);
	json_time(o, "as_of", t->now);
	pair(o, "title", t->grid->title);
	pair(o, "source", t->grid->source);
	pair(o, "note", t->grid->note);
	pair(o, "unverified", t->grid->unverified);
	axis(o, "lines", "line", t->grid->lines, t->grid->line_count);
	axis(o, "steps", "step", t->grid->steps, t->grid->step_count);
	json_array(o, "functions");
	r = grid_each(t->judging, t->grid, t->kind, entry, &w);
	json_end_array(o);
	json_end_object(o);
	return r;
}
