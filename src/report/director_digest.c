#include "report/director_digest.h"

#include "report/director_json.h"
#include "report/director_paper.h"
#include "report/director_words.h"
#include "report/press.h"
#include "report/press_texts.h"
#include "report/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const verdicts[DIGEST_VERDICTS] = {"met", "partly", "not-met", "unknown", "person"};
static const char *const watched_names[] = {"not", "part", "all"};

const char *digest_words(const struct digest_month *m, enum language l, char *buf, size_t room)
{
	char days[WORD_TEXT];
	const char *key = m->ahead                                ? "digest.ahead"
			  : m->quiet && m->watched == WATCHED_NOT ? "digest.quiet-unwatched"
			  : m->quiet                              ? "digest.quiet"
			  : m->unfinished             ? "digest.unfinished" /* with how many days */
			  : m->watched == WATCHED_NOT ? "digest.unwatched"
						      : NULL;

	*buf = '\0';
	if (key)
		lang_fill_buf(buf, room, lang(l, key),
			      (const struct lang_arg[]){{"n", grouped(days, (int64_t)m->days->total)},
							{NULL, NULL}});
	return buf;
}

/* --- JSON */

static void pair(struct out *o, const char *key, const char *ja, const char *en)
{
	if (!*ja) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_str(o, "ja", ja);
	json_str(o, "en", en);
	json_end_object(o);
}

static void month_json(struct out *o, const struct digest_month *m)
{
	char ja[400], en[400];

	json_object(o, NULL);
	json_str(o, "month", m->month);
	json_str(o, "from", m->first_day);
	json_str(o, "until", m->last_day);
	json_bool(o, "ahead", m->ahead);
	json_bool(o, "unfinished", m->unfinished);
	json_str(o, "watched", watched_names[m->watched]);
	json_bool(o, "quiet", m->quiet);
	pair(o, "words", digest_words(m, LANG_JA, ja, sizeof ja), digest_words(m, LANG_EN, en, sizeof en));
	figure_json(o, "days", m->days);
	json_array(o, "counts");
	for (size_t c = 0; c < digest_count(); c++)
		figure_json(o, NULL, m->count[c]);
	json_end_array(o);
	json_object(o, "verdicts");
	for (int v = 0; v < DIGEST_VERDICTS; v++)
		if (m->verdict[v])
			figure_json(o, verdicts[v], m->verdict[v]);
	json_end_object(o);
	json_end_object(o);
}

void digest_json(struct out *o, const struct digest *d)
{
	json_object(o, NULL);
	json_str(o, "site", d->site);
	json_str(o, "system", d->system);
	json_str(o, "sheet", d->sheet);
	json_time(o, "at", d->now);
	json_str(o, "year", d->year);
	json_str(o, "from", d->first_day);
	json_str(o, "until", d->last_day);
	json_array(o, "months");
	for (size_t i = 0; i < d->months; i++)
		month_json(o, &d->month[i]);
	json_end_array(o);
	pair(o, "note", lang(LANG_JA, "digest.note"), lang(LANG_EN, "digest.note"));
	json_end_object(o);
}

/* --- a table */

const struct digest_column digest_columns[DIGEST_COLUMNS] = {
	{"digest.c-month", 9}, {"digest.c-watched", 14}, {"digest.c-days", 8},   {"digest.c-figure", 30},
	{"digest.c-value", 8}, {"digest.c-unknown", 24}, {"digest.c-rows", 60},  {"digest.c-words", 40},
	{"digest.c-site", 16}, {"digest.c-system", 8},   {"digest.c-as-of", 18},
};

struct telling_table {
	const struct digest *d;
	const struct digest_month *m;
	enum language l;
	void (*cell)(void *ctx, const char *text);
	void *ctx;
};

/* "devices that appeared" of "2026-11.devices-new": the month has a column of its own. */
static const char *what(char *buf, const struct figure *f, enum language l)
{
	const char *name = strchr(f->name, '.') + 1, *verdict = director_word(l, "verdict-", name);

	snprintf(buf, DIRECTOR_TEXT, "%s", *verdict ? verdict : director_word(l, "f-", name));
	return buf;
}

static void line(const struct telling_table *t, const struct figure *f)
{
	char buf[DIRECTOR_TEXT], key[WORD_TEXT];

	t->cell(t->ctx, t->m->month);
	snprintf(key, sizeof key, "digest.watched-%s", t->m->ahead ? "ahead" : watched_names[t->m->watched]);
	t->cell(t->ctx, lang(t->l, key));
	t->cell(t->ctx, t->m->ahead ? "" : director_value(buf, t->m->days, t->l));
	t->cell(t->ctx, what(buf, f, t->l));
	snprintf(key, sizeof key, "%lld", (long long)f->value);
	t->cell(t->ctx, f->unknown ? "" : key);
	t->cell(t->ctx, f->unknown ? lang(t->l, f->unknown) : "");
	t->cell(t->ctx, f->unknown || !f->total ? "" : director_rows(buf, f, FIGURE_ROWS, t->l));
	t->cell(t->ctx, digest_words(t->m, t->l, buf, sizeof buf));
	t->cell(t->ctx, t->d->site);
	t->cell(t->ctx, t->d->system);
	t->cell(t->ctx, local_minute(key, t->d->now, t->d->zone_minutes));
}

static void figures(const struct digest_month *m, void (*fn)(void *ctx, const struct figure *f), void *ctx)
{
	for (size_t c = 0; c < digest_count(); c++)
		fn(ctx, m->count[c]);
	for (int v = 0; v < DIGEST_VERDICTS; v++)
		if (m->verdict[v])
			fn(ctx, m->verdict[v]);
}

static void line_of(void *ctx, const struct figure *f) { line(ctx, f); }

void digest_table(const struct digest *d, enum language l, void (*cell)(void *ctx, const char *text),
		  void *ctx)
{
	struct telling_table t = {d, NULL, l, cell, ctx};

	for (size_t i = 0; i < d->months; i++) {
		t.m = &d->month[i];
		figures(t.m, line_of, &t);
	}
}

/* --- paper: only lines of the annex */

struct telling_paper {
	const struct digest_month *m;
	enum language l;
	struct out *out;
};

enum { ROWS_ON_PAPER = 8 };

static void put(struct telling_paper *t, const char *number, const char *name, const char *value,
		const char *rows)
{
	const char *const texts[SOURCE_TEXTS] = {[SOURCE_NUMBER] = number,
						 [SOURCE_FIGURE] = name,
						 [SOURCE_VALUE] = value,
						 [SOURCE_ROWS] = rows};

	press_put_texts(t->out, 'G', texts, SOURCE_TEXTS);
}

static void paper_line(void *ctx, const struct figure *f)
{
	struct telling_paper *t = ctx;
	char name[DIRECTOR_TEXT], value[DIRECTOR_TEXT], rows[DIRECTOR_TEXT];

	snprintf(value, sizeof value, "%s",
		 f->unknown ? director_word(t->l, "", "unknown-short") : director_value(rows, f, t->l));
	put(t, "", what(name, f, t->l), value, director_rows(rows, f, ROWS_ON_PAPER, t->l));
}

static void paper_month(struct telling_paper *t)
{
	char words[400], days[DIRECTOR_TEXT];

	put(t, t->m->month, director_word(t->l, "f-", "watched"),
	    t->m->ahead ? "" : director_value(days, t->m->days, t->l),
	    digest_words(t->m, t->l, words, sizeof words));
	/* nothing of it but what it says of itself: twelve such months would fill pages with "unknown" */
	if (!t->m->ahead && !(t->m->quiet && t->m->watched == WATCHED_NOT))
		figures(t->m, paper_line, t);
	else if (t->m->count[digest_count() - 1]->total)
		paper_line(t, t->m->count[digest_count() - 1]);
}

static void paper_words(const struct digest *d, enum language l, int zone_minutes, struct out *o)
{
	char head[400], title[200], time[24], at[WORD_TEXT];
	const char *w[PAPER_WORDS] = {NULL};

	snprintf(time, sizeof time, "%lld", (long long)(d->now / 1000000));
	lang_fill_buf(
		title, sizeof title, lang(l, d->months == 1 ? "digest.title-month" : "digest.title-year"),
		(const struct lang_arg[]){{"month", d->month[0].month}, {"year", d->year}, {NULL, NULL}});
	lang_fill_buf(head, sizeof head, lang(l, "digest.head"),
		      (const struct lang_arg[]){{"site", d->site},
						{"system", d->system},
						{"at", local_minute(at, d->now, zone_minutes)},
						{"from", d->month[0].first_day},
						{"until", d->month[d->months - 1].last_day},
						{NULL, NULL}});
	w[PAPER_LANGUAGE] = l == LANG_JA ? "ja" : "en";
	w[PAPER_ONLY] = "1";
	w[PAPER_TITLE] = w[PAPER_ANNEX] = title;
	w[PAPER_SUBTITLE] = w[PAPER_ANNEX_HOW] = head;
	w[PAPER_TIME] = time;
	w[PAPER_NOTE] = lang(l, "digest.note");
	w[PAPER_PAGE] = director_word(l, "", "page");
	w[PAPER_A_NUMBER] = lang(l, "digest.c-month");
	w[PAPER_A_FIGURE] = director_word(l, "", "c-figure");
	w[PAPER_A_VALUE] = director_word(l, "", "c-value");
	w[PAPER_A_ROWS] = director_word(l, "", "c-rows");
	press_put_texts(o, 'W', w, PAPER_WORDS);
}

int digest_paper(const struct digest *d, enum language l, const char *version, int zone_minutes,
		 struct out *o)
{
	struct telling_paper t = {NULL, l, o};

	press_put_begin(o, version);
	paper_words(d, l, zone_minutes, o);
	for (size_t i = 0; i < d->months; i++) {
		t.m = &d->month[i];
		paper_month(&t);
	}
	press_put_end(o);
	return o->error ? -ENOMEM : 0;
}
