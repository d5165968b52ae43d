/* A pack goes out: JSON, and the lines of a table. */
#include "assess/pack_file.h"
#include "assess/pack_own.h"

#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* --- JSON */

static int answer_json(void *ctx, const struct pack_question *q)
{
	struct out *o = ctx;

	json_object(o, NULL);
	json_str(o, "question", q->id);
	json_str(o, "choice", q->choice);
	json_str(o, "words", q->words);
	json_str(o, "evidence", q->evidence);
	json_str(o, "day", q->day);
	json_end_object(o);
	return o->error ? -ENOMEM : 0;
}

static void how_json(struct out *o)
{
	json_object(o, "how");
	json_str(o, "ja", lang(LANG_JA, "pack.how-json"));
	json_str(o, "en", lang(LANG_EN, "pack.how-json"));
	json_end_object(o);
}

int pack_json(struct store *s, int64_t id, struct out *o)
{
	sqlite3_stmt *st = sql_of(s, "SELECT hash, content FROM pack WHERE id = ?1", "i", id);
	int r = st && sqlite3_step(st) == SQLITE_ROW ? 0 : -ENOENT;

	if (r == 0) {
		json_object(o, NULL);
		json_str(o, "form", PACK_FORM);
		json_str(o, "hash", (const char *)sqlite3_column_text(st, 0));
		how_json(o);
		json_array(o, "answers");
		r = pack_questions(s, id, answer_json, o);
		json_end_array(o);
		json_raw(o, "content", (const char *)sqlite3_column_text(st, 1),
			 (size_t)sqlite3_column_bytes(st, 1));
		json_end_object(o);
	}
	sqlite3_finalize(st);
	return r;
}

/* --- the table */

enum { CHOICES_TEXT = 4000, CHOICES_MOST = 60, HELP_TEXT = 2000 };

struct writer {
	const struct pack_writer *w;
	struct pack p;
	enum language l;
	char site[128];
	char choices[CHOICES_TEXT];
	unsigned listed;
};

/* The lines of the list that a cell offers: every choice of every question, once. */
static bool is_listed(const struct writer *t, const char *title)
{
	size_t n = strlen(title);

	for (const char *at = t->choices; *at; at += strcspn(at, "\n"), at += *at == '\n')
		if (strncmp(at, title, n) == 0 && (at[n] == '\n' || !at[n]))
			return true;
	return false;
}

static void list_choice(struct writer *t, const char *title)
{
	size_t n = strlen(t->choices);

	if (is_listed(t, title) || t->listed == CHOICES_MOST || n + strlen(title) + 2 > sizeof t->choices)
		return;
	snprintf(t->choices + n, sizeof t->choices - n, "%s%s", n ? "\n" : "", title);
	t->listed++;
}

static void list_choices(struct writer *t)
{
	const struct pack_form *f = &pack_forms[t->p.kind];

	for (size_t i = 0; i < f->count; i++)
		for (unsigned k = 0; k < f->asks[i].choice_count; k++)
			list_choice(t, f->asks[i].choices[k].title[t->l]);
}

static int heads(struct writer *t)
{
	const struct pack_column columns[] = {
		{lang(t->l, "pack.column-number"), "text", 10, false, NULL},
		{lang(t->l, "pack.column-about"), "text", 18, false, NULL},
		{lang(t->l, "pack.column-ask"), "text", 46, false, NULL},
		{lang(t->l, "pack.column-help"), "text", 36, false, NULL},
		{lang(t->l, "pack.column-choice"), "choice", 18, false, t->choices},
		{lang(t->l, "pack.column-words"), "text", 40, false, NULL},
		{lang(t->l, "pack.column-day"), "date", 12, false, NULL},
		{lang(t->l, "pack.column-evidence"), "text", 28, false, NULL},
		{PACK_COLUMN_PACK, "text", 4, true, NULL},
		{PACK_COLUMN_SITE, "text", 4, true, NULL},
		{PACK_COLUMN_KIND, "text", 4, true, NULL},
		{PACK_COLUMN_HASH, "text", 4, true, NULL},
		{PACK_COLUMN_QUESTION, "text", 4, true, NULL},
	};
	int r = 0;

	for (size_t i = 0; r == 0 && i < sizeof columns / sizeof *columns; i++)
		r = t->w->column(t->w->ctx, &columns[i]);
	return r;
}

enum { CELLS = 13 };

static int line(struct writer *t, const char *const cell[CELLS])
{
	return t->w->line(t->w->ctx, cell, CELLS);
}

/* A line that explains: its first cell begins with "#". */
static int note(struct writer *t, const char *text)
{
	const char *cell[CELLS] = {text};

	for (int i = 1; i < CELLS; i++)
		cell[i] = "";
	return line(t, cell);
}

static const char *title_of(const struct pack_ask *ask, const char *value, enum language l)
{
	for (unsigned i = 0; ask && value && i < ask->choice_count; i++)
		if (strcmp(ask->choices[i].value, value) == 0)
			return ask->choices[i].title[l];
	return value ? value : "";
}

/* "one / two" and what a good answer says. */
static void help_of(const struct writer *t, const struct pack_ask *ask, const char *help, char *buf,
		    size_t room)
{
	char all[600] = "";
	size_t n = 0;

	for (unsigned i = 0; ask && i < ask->choice_count && n < sizeof all; i++)
		n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", i ? " / " : "",
				      ask->choices[i].title[t->l]);
	lang_fill_buf(buf, room, lang(t->l, "pack.help-cell"),
		      (const struct lang_arg[]){{"choices", all}, {"help", help}, {NULL, NULL}});
}

static int question_line(void *ctx, const struct pack_question *q)
{
	struct writer *t = ctx;
	const struct pack_ask *ask = pack_ask_named(&pack_forms[t->p.kind], q->name);
	char help[HELP_TEXT], pack[24];

	help_of(t, ask, q->help[t->l], help, sizeof help);
	snprintf(pack, sizeof pack, "p%lld", (long long)t->p.id);
	return line(t, (const char *const[CELLS]){q->id, q->about, q->ask[t->l], help,
						  title_of(ask, q->choice, t->l), q->words ? q->words : "",
						  q->day ? q->day : "", q->evidence ? q->evidence : "", pack,
						  t->site, pack_kind_name(t->p.kind), t->p.hash, q->id});
}

static int device_line(void *ctx, const struct pack_device *d)
{
	struct writer *t = ctx;
	char text[1200];

	lang_fill_buf(text, sizeof text, lang(t->l, "pack.device-line"),
		      (const struct lang_arg[]){{"number", d->number ? d->number : "-"},
						{"name", d->name ? d->name : "-"},
						{"maker", d->maker ? d->maker : "-"},
						{"model", d->model_name ? d->model_name : "-"},
						{"firmware", d->firmware ? d->firmware : "-"},
						{"serial", d->serial ? d->serial : "-"},
						{NULL, NULL}});
	return note(t, text);
}

static int foreword(struct writer *t, const char *site_name)
{
	char text[1600];

	lang_fill_buf(text, sizeof text,
		      lang(t->l, t->p.kind == PACK_QUESTIONS ? "pack.foreword-questions"
							     : "pack.foreword-requirements"),
		      (const struct lang_arg[]){{"site", *site_name ? site_name : lang(t->l, "pack.we")},
						{"vendor", t->p.vendor},
						{"title", t->p.title},
						{"due", t->p.due_on},
						{NULL, NULL}});
	return note(t, text);
}

int pack_table(struct store *s, int64_t id, enum language l, const struct pack_writer *w)
{
	struct writer t = {.w = w, .l = l};
	char site_name[512] = "";
	sqlite3_stmt *st;
	int r = pack_get(s, id, &t.p);

	if (r < 0)
		return r;
	st = sql_of(s, "SELECT content->>'site', content->>'site_name' FROM pack WHERE id = ?1", "i", id);
	if (!st || sqlite3_step(st) != SQLITE_ROW)
		r = -EIO;
	else {
		sql_text(st, 0, t.site, sizeof t.site);
		sql_text(st, 1, site_name, sizeof site_name);
	}
	sqlite3_finalize(st);
	list_choices(&t);
	if (r == 0)
		r = heads(&t);
	if (r == 0)
		r = foreword(&t, site_name);
	if (r == 0)
		r = pack_questions(s, id, question_line, &t);
	return r == 0 ? pack_devices(s, id, device_line, &t) : r;
}
