#include "report/jclics_table.h"

#include "report/grid_table.h"
#include "report/words.h"
#include "store/site.h"

#include <stdio.h>
#include <string.h>

const struct jclics_table_column jclics_table_columns[JCLICS_TABLE_COLUMNS] = {
	{"jclics.c-slot", 8},    {"jclics.c-field", 20},  {"jclics.c-question", 50}, {"jclics.c-answer", 10},
	{"jclics.c-reason", 50}, {"jclics.c-by", 10},     {"jclics.c-on", 12},       {"jclics.c-expires", 12},
	{"jclics.c-state", 24},  {"jclics.c-beside", 60}, {"jclics.c-against", 16},
};

enum { CELL_ROOM = 4096 };

struct writing_out {
	const struct jclics_table *t;
	void (*cell)(void *ctx, const char *text);
	void *ctx;
	char text[CELL_ROOM];
};

static void put(struct writing_out *w, const char *text) { w->cell(w->ctx, text); }

static void note(struct writing_out *w, const char *text)
{
	char line[CELL_ROOM];

	snprintf(line, sizeof line, "# %s", text);
	put(w, line);
	for (int i = 1; i < JCLICS_TABLE_COLUMNS; i++)
		put(w, NULL);
}

static void explain(struct writing_out *w)
{
	const struct jclics_table *t = w->t;
	enum language l = t->language;
	char line[1024], when[WORD_TEXT], zone[WORD_TEXT], version[24];
	const struct lang_arg args[] = {{"edition", t->edition->title[l]},
					{"version", version},
					{"site", site_setting(t->store, "name", "-")},
					{"time", local_minute(when, t->now, t->zone_minutes)},
					{"zone", zone_name(zone, t->zone_minutes, l)},
					{"program", t->version},
					{NULL, NULL}};

	snprintf(version, sizeof version, "%u", jclics_version);
	note(w, lang_fill_buf(line, sizeof line, lang(l, "jclics.head"), args));
	note(w, t->edition->known[l]);
	note(w, t->edition->unverified[l]);
	note(w, lang(l, t->questions ? "jclics.with-questions" : "jclics.without-questions"));
}

static int beside(void *ctx, const struct grid_binding *b)
{
	struct writing_out *w = ctx;
	enum language l = w->t->language;
	char words[300], key[40];
	struct grid_said said;
	size_t at = strlen(w->text);
	int r = grid_judge_binding(w->t->judging, b, (struct grid_of){NULL, NULL}, &said);

	snprintf(key, sizeof key, "grid.state-%s", grid_state_name(said.state));
	snprintf(w->text + at, sizeof w->text - at, "%s%s: %s", at ? "; " : "",
		 grid_bound_words(l, b, words, sizeof words), lang(l, key));
	return r;
}

/* What is to be known of the answer: it has expired, it was to another question. */
static const char *state(const struct writing_out *w, const struct jclics_slot *s)
{
	return !s->answer ? NULL
			  : lang(w->t->language, s->expired          ? "jclics.state-expired"
						 : s->other_question ? "jclics.state-other"
								     : "jclics.state-valid");
}

static int row(void *ctx, const struct jclics_slot *s)
{
	struct writing_out *w = ctx;
	char number[24], who[24];
	bool against;
	int r = jclics_against(w->t->store, w->t->judging, s, &against);

	snprintf(number, sizeof number, "%u", s->slot);
	snprintf(who, sizeof who, "c%lld", (long long)s->contact);
	put(w, number);
	put(w, w->t->questions ? s->field : NULL);
	put(w, w->t->questions ? s->question : NULL);
	put(w, !s->answer ? NULL : lang(w->t->language, *s->answer == 'y' ? "jclics.yes" : "jclics.no"));
	put(w, s->reason);
	put(w, s->contact ? who : NULL);
	put(w, s->answered_on);
	put(w, s->expires_on);
	put(w, state(w, s));
	w->text[0] = '\0';
	if (r == 0)
		r = jclics_each_beside(w->t->store, s, beside, w);
	put(w, w->text);
	put(w, against ? lang(w->t->language, "jclics.against") : NULL);
	return r;
}

int jclics_table_cells(const struct jclics_table *t, void (*cell)(void *ctx, const char *text), void *ctx)
{
	struct writing_out w = {.t = t, .cell = cell, .ctx = ctx};

	explain(&w);
	return jclics_each(t->store, t->edition, t->today, row, &w);
}

/* --- JSON: what another site's mimamori compares with */

struct writing_json {
	const struct jclics_table *t;
	struct out *o;
};

static int beside_json(void *ctx, const struct grid_binding *b)
{
	struct writing_json *w = ctx;
	struct grid_said said;
	int r = grid_judge_binding(w->t->judging, b, (struct grid_of){NULL, NULL}, &said);

	json_object(w->o, NULL);
	json_str(w->o, "of", b->of == GRID_CHECK ? "check" : "record");
	json_str(w->o, "name", b->name);
	json_str(w->o, "topic", b->topic);
	json_str(w->o, "state", grid_state_name(said.state));
	json_end_object(w->o);
	return r;
}

static int slot_json(void *ctx, const struct jclics_slot *s)
{
	struct writing_json *w = ctx;
	bool against;
	int r = jclics_against(w->t->store, w->t->judging, s, &against);

	json_object(w->o, NULL);
	json_int(w->o, "slot", s->slot);
	if (w->t->questions) {
		json_str(w->o, "field", s->field);
		json_str(w->o, "question", s->question);
	}
	json_str(w->o, "answer", s->answer);
	json_str(w->o, "reason", s->reason);
	json_str(w->o, "answered_on", s->answered_on);
	json_str(w->o, "expires_on", s->expires_on);
	json_bool(w->o, "expired", s->expired);
	json_bool(w->o, "other_question", s->other_question);
	json_bool(w->o, "against", against);
	json_array(w->o, "beside");
	if (r == 0)
		r = jclics_each_beside(w->t->store, s, beside_json, w);
	json_end_array(w->o);
	json_end_object(w->o);
	return r;
}

static void pair(struct out *o, const char *key, const char *const text[LANG_COUNT])
{
	json_object(o, key);
	json_str(o, "ja", text[LANG_JA]);
	json_str(o, "en", text[LANG_EN]);
	json_end_object(o);
}

int jclics_table_json(const struct jclics_table *t, struct out *o)
{
	struct writing_json w = {t, o};
	int r;

	json_object(o, NULL);
	json_str(o, "mimamori", "jclics");
	json_str(o, "program", t->version);
	json_int(o, "version", jclics_version);
	json_str(o, "edition", t->edition->name);
	json_str(o, "site", site_setting(t->store, "name", ""));
	json_time(o, "as_of", t->now);
	pair(o, "known", t->edition->known);
	pair(o, "unverified", t->edition->unverified);
	json_bool(o, "questions", t->questions);
	json_array(o, "slots");
	r = jclics_each(t->store, t->edition, t->today, slot_json, &w);
	json_end_array(o);
	json_end_object(o);
	return r;
}
