/* GET /jclics, one edition, and its export. */
#include "serve/from_file.h"
#include "serve/tabular.h"

#include "assess/contact.h"
#include "assess/jclics.h"
#include "report/grid_table.h"
#include "report/jclics_table.h"

#include <stdio.h>
#include <string.h>

api_handler api_jclics_list, api_jclics_get, api_jclics_export;

enum { ROWS_MOST = 100 };

static int edition(struct call *c, const char *key, const struct jclics_edition *e)
{
	struct out *o = c->out;
	struct jclics_counts n;
	int r = jclics_count(c->store, e, c->today, &n);

	json_object(o, key);
	json_str(o, "name", e->name);
	json_pair(o, "title", e->title[LANG_JA], e->title[LANG_EN]);
	json_int(o, "slots", e->slots);
	json_int(o, "fields", e->fields);
	json_pair(o, "known", e->known[LANG_JA], e->known[LANG_EN]);
	json_pair(o, "unverified", e->unverified[LANG_JA], e->unverified[LANG_EN]);
	json_array(o, "paths");
	for (const struct jclics_path *p = e->paths; p->path; p++)
		json_pair(o, NULL, p->title[LANG_JA], p->title[LANG_EN]);
	json_end_array(o);
	json_int(o, "imported", n.imported);
	json_int(o, "answered", n.answered);
	json_int(o, "said_yes", n.said_yes);
	json_int(o, "expired", n.expired);
	json_end_object(o);
	return r;
}

int api_jclics_list(struct call *c)
{
	int r = 0;

	items_begin(c);
	for (size_t i = 0; i < jclics_edition_count && r == 0; i++)
		r = edition(c, NULL, &jclics_editions[i]);
	return r < 0 ? r : items_end(c, (int64_t)jclics_edition_count);
}

/* --- one edition */

struct showing {
	struct call *call;
	struct grid_judging *judging;
	int64_t rows;
};

static int one_finding(void *ctx, int64_t id)
{
	struct showing *s = ctx;

	if (s->rows++ < ROWS_MOST)
		json_id(s->call->out, NULL, 'f', id);
	return 0;
}

static int one_record(void *ctx, const struct grid_record *r)
{
	struct showing *s = ctx;

	if (s->rows++ < ROWS_MOST)
		json_id(s->call->out, NULL, 'r', r->id);
	return 0;
}

static int shown(void *ctx, const struct grid_binding *b)
{
	const struct grid_of all = {NULL, NULL};
	struct showing *s = ctx;
	struct out *o = s->call->out;
	char ja[400], en[400];
	struct grid_said said;
	int r = grid_judge_binding(s->judging, b, all, &said);

	s->rows = 0;
	json_object(o, NULL);
	json_str(o, "of", b->of == GRID_CHECK ? "check" : "record");
	json_str(o, "name", b->name);
	json_str(o, "topic", b->topic);
	json_pair(o, "title", grid_bound_title(LANG_JA, b, ja, sizeof ja),
		  grid_bound_title(LANG_EN, b, en, sizeof en));
	json_str(o, "state", grid_state_name(said.state));
	json_array(o, "findings");
	if (r == 0 && b->of == GRID_CHECK)
		r = grid_each_finding(s->judging, b, all, one_finding, s);
	json_end_array(o);
	json_array(o, "records");
	if (r == 0 && b->of == GRID_RECORD)
		r = grid_each_record(s->judging, b, all, one_record, s);
	json_end_array(o);
	json_int(o, "rows", s->rows);
	json_end_object(o);
	return r;
}

static void answer(struct call *c, const struct jclics_slot *s)
{
	struct contact who = {0};

	if (!s->answer) {
		json_null(c->out, "answer");
		return;
	}
	if (s->contact)
		contact_get(c->store, s->contact, &who);
	json_object(c->out, "answer");
	json_str(c->out, "answer", s->answer);
	json_str(c->out, "reason", s->reason);
	json_id(c->out, "contact", 'c', s->contact);
	json_str(c->out, "who", *who.name ? who.name : NULL);
	json_str(c->out, "answered_on", s->answered_on);
	json_str(c->out, "expires_on", s->expires_on);
	json_bool(c->out, "expired", s->expired);
	json_bool(c->out, "other_question", s->other_question);
	json_end_object(c->out);
}

static int slot(void *ctx, const struct jclics_slot *s)
{
	struct showing *x = ctx;
	struct call *c = x->call;
	bool against;
	int r = jclics_against(c->store, x->judging, s, &against);

	json_object(c->out, NULL);
	json_int(c->out, "slot", s->slot);
	json_str(c->out, "field", s->field);
	json_str(c->out, "question", s->question);
	answer(c, s);
	json_array(c->out, "shows");
	r = r < 0 ? r : jclics_each_beside(c->store, s, shown, x);
	json_end_array(c->out);
	json_bool(c->out, "against", against);
	json_end_object(c->out);
	return r;
}

static int detail(struct call *c, const struct jclics_edition *e, struct grid_judging *j)
{
	struct showing s = {c, j, 0};
	int r;

	json_object(c->out, NULL);
	r = edition(c, "edition", e);
	json_time(c->out, "as_of", c->now);
	json_array(c->out, "items");
	r = r < 0 ? r : jclics_each(c->store, e, c->today, slot, &s);
	json_end_array(c->out);
	json_end_object(c->out);
	return r < 0 ? r : 200;
}

int api_jclics_get(struct call *c)
{
	const struct jclics_edition *e = jclics_named(c->path[0]);
	struct grid_judging *j = NULL;
	int r;

	if (!e)
		return problem(c, 404, "no-such-path", NULL, NULL);
	r = grid_judge(c->store, "site", c->now, c->today, &j);
	r = r < 0 ? r : detail(c, e, j);
	grid_judging_free(j);
	return r;
}

/* --- as a file */

static void cell(void *ctx, const char *text) { tabular_cell(ctx, text); }

static int as_table(struct call *c, const struct jclics_table *t, const char *format)
{
	struct tabular_column columns[JCLICS_TABLE_COLUMNS];
	static struct tabular table;
	char title[64], name[80];
	int r;

	for (int i = 0; i < JCLICS_TABLE_COLUMNS; i++)
		columns[i] =
			(struct tabular_column){jclics_table_columns[i].key, jclics_table_columns[i].width};
	snprintf(title, sizeof title, "jclics.title-%.40s", t->edition->name);
	snprintf(name, sizeof name, "jclics-%.40s", t->edition->name);
	r = tabular_begin(&table, c, format, title, columns, JCLICS_TABLE_COLUMNS);
	if (r < 0)
		return r;
	r = jclics_table_cells(t, cell, &table);
	return r < 0 ? (tabular_end(&table, name), r) : tabular_end(&table, name);
}

static int as_json(struct call *c, const struct jclics_table *t)
{
	char name[100];
	int r = jclics_table_json(t, c->out);

	snprintf(name, sizeof name, "jclics-%.40s-%s.json", t->edition->name, c->today);
	attachment(c, "application/json", arena_text(c->arena, name, strlen(name)));
	return r < 0 ? r : 200;
}

int api_jclics_export(struct call *c)
{
	const char *format = query_text(c, "format");
	struct jclics_table t = {.store = c->store,
				 .edition = jclics_named(c->path[0]),
				 .questions = query_bool(c, "questions") == 1,
				 .language = c->language,
				 .now = c->now,
				 .today = c->today,
				 .zone_minutes = c->zone_minutes,
				 .version = c->api->version};
	int r;

	if (!t.edition)
		return problem(c, 404, "no-such-path", NULL, NULL);
	r = grid_judge(c->store, "site", c->now, c->today, &t.judging);
	if (r == 0)
		r = strcmp(format, "json") == 0 ? as_json(c, &t) : as_table(c, &t, format);
	grid_judging_free(t.judging);
	return r;
}
