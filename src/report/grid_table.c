#include "report/grid_table.h"

#include "assess/system.h"
#include "report/words.h"
#include "store/site.h"

#include <stdio.h>
#include <string.h>

const struct grid_table_column grid_table_columns[GRID_TABLE_COLUMNS] = {
	{"grid.c-kind", 16},   {"grid.c-line", 22},     {"grid.c-step", 20},     {"grid.c-function", 44},
	{"grid.c-state", 10},  {"grid.c-by", 12},       {"grid.c-have", 8},      {"grid.c-lack", 8},
	{"grid.c-unknown", 8}, {"grid.c-shown-by", 50}, {"grid.c-findings", 24}, {"grid.c-records", 24},
	{"grid.c-ask", 40},    {"grid.c-name", 24},
};

enum { IDS_SHOWN = 20, CELL_ROOM = 4096 };

struct writing_out {
	const struct grid_table *t;
	void (*cell)(void *ctx, const char *text);
	void *ctx;
	char text[CELL_ROOM];
	unsigned ids;
};

static void put(struct writing_out *w, const char *text) { w->cell(w->ctx, text); }

static void put_number(struct writing_out *w, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)n);
	put(w, text);
}

static void put_key(struct writing_out *w, const char *before, const char *token)
{
	char key[64];

	snprintf(key, sizeof key, "grid.%s%s", before, token);
	put(w, lang(w->t->language, key));
}

/* --- the rows that explain */

static void note(struct writing_out *w, const char *text)
{
	char line[CELL_ROOM];

	if (!text)
		return;
	snprintf(line, sizeof line, "# %s", text);
	put(w, line);
	for (int i = 1; i < GRID_TABLE_COLUMNS; i++)
		put(w, NULL);
}

/* "Furnace monitoring (s1)"; the site's name. */
static void scope_name(const struct grid_table *t, char *buf, size_t room)
{
	struct system_row row = {0};

	if (strcmp(t->system, "site") != 0 && system_get(t->store, system_number(t->system), "", &row) == 0)
		snprintf(buf, room, "%s (%s)", row.name, t->system);
	else
		snprintf(buf, room, "%s", lang(t->language, "grid.whole-site"));
}

static void explain(struct writing_out *w)
{
	const struct grid_table *t = w->t;
	enum language l = t->language;
	char line[1024], scope[500], when[WORD_TEXT], zone[WORD_TEXT], version[24];
	const struct lang_arg args[] = {{"grid", t->grid->title[l]},
					{"version", version},
					{"site", site_setting(t->store, "name", "-")},
					{"system", scope},
					{"time", local_minute(when, t->now, t->zone_minutes)},
					{"zone", zone_name(zone, t->zone_minutes, l)},
					{"program", t->version},
					{NULL, NULL}};

	snprintf(version, sizeof version, "%u", t->grid->version);
	scope_name(t, scope, sizeof scope);
	note(w, lang_fill_buf(line, sizeof line, lang(l, "grid.head"), args));
	note(w, t->grid->source[l]);
	note(w, t->grid->note[l]);
	note(w, t->grid->unverified[l]);
}

/* --- what shows it, and the rows behind */

static void append(struct writing_out *w, const char *between, const char *text)
{
	size_t n = strlen(w->text);

	snprintf(w->text + n, sizeof w->text - n, "%s%s", n ? between : "", text);
}

static void shown_by(struct writing_out *w, const struct grid_function *f)
{
	char words[400];

	w->text[0] = '\0';
	for (unsigned i = 0; i < f->binding_count; i++)
		append(w, "; ", grid_bound_words(w->t->language, &f->bindings[i], words, sizeof words));
	if (f->export_name)
		append(w, "; ", lang(w->t->language, "grid.made-any-time"));
	put(w, w->text);
}

static void one_id(struct writing_out *w, char letter, int64_t id)
{
	char text[24];

	if (w->ids++ < IDS_SHOWN) {
		snprintf(text, sizeof text, "%c%lld", letter, (long long)id);
		append(w, " ", text);
	}
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

static int rows_behind(struct writing_out *w, const struct grid_entry *e, enum grid_bound of)
{
	int r = 0;

	w->text[0] = '\0';
	w->ids = 0;
	for (unsigned i = 0; i < e->function->binding_count && r == 0 && !w->t->without_rows; i++) {
		const struct grid_binding *b = &e->function->bindings[i];

		if (b->of != of)
			continue;
		r = of == GRID_CHECK ? grid_each_finding(w->t->judging, b, e->of, one_finding, w)
				     : grid_each_record(w->t->judging, b, e->of, one_record, w);
	}
	if (w->ids > IDS_SHOWN)
		append(w, " ", "…");
	put(w, w->text);
	return r;
}

static int one_row(void *ctx, const struct grid_entry *e)
{
	struct writing_out *w = ctx;
	enum language l = w->t->language;
	const struct grid_said *s = &e->said;
	int r;

	put(w, e->kind ? grid_kind_title(l, e->kind) : NULL);
	put(w, e->line ? e->line->title[l] : lang(l, "grid.document"));
	put(w, e->step->title[l]);
	put(w, e->function->title[l]);
	put_key(w, "state-", grid_state_name(s->state));
	put_key(w, "by-", grid_by_name(s->by));
	put_number(w, s->devices.have);
	put_number(w, s->devices.lack);
	put_number(w, s->devices.unknown);
	shown_by(w, e->function);
	r = rows_behind(w, e, GRID_CHECK);
	r = r < 0 ? r : rows_behind(w, e, GRID_RECORD);
	put(w, e->function->guide[l]);
	put(w, e->function->name);
	return r;
}

int grid_table_cells(const struct grid_table *t, void (*cell)(void *ctx, const char *text), void *ctx)
{
	struct writing_out w = {.t = t, .cell = cell, .ctx = ctx};

	explain(&w);
	return grid_each(t->judging, t->grid, t->kind, one_row, &w);
}
