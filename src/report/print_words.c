/* Everything of a printed sheet that is not a row: title, facts, headings, legend, revisions, what the export
 * says of itself. */
#include "assess/evidence.h"
#include "assess/system.h"
#include "base/date.h"
#include "report/print.h"
#include "report/words.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Words that are one sentence of data/lang/print.yaml each. */
static const struct {
	enum press_word word;
	const char *key;
} plain[] = {
	{PRESS_CONFIDENTIAL, "print.confidential"},
	{PRESS_SITE_LABEL, "print.site"},
	{PRESS_SYSTEM_LABEL, "print.system"},
	{PRESS_LEVEL_LABEL, "print.level"},
	{PRESS_AS_OF_LABEL, "print.as-of"},
	{PRESS_PRINTED_LABEL, "print.printed"},
	{PRESS_COLUMN_FUNCTION, "print.function"},
	{PRESS_COLUMN_CATEGORY, "print.category"},
	{PRESS_COLUMN_ITEM, "print.item"},
	{PRESS_COLUMN_VIEW, "print.view"},
	{PRESS_COLUMN_QUESTION, "print.question"},
	{PRESS_COLUMN_KEY_POINT, "print.key-point"},
	{PRESS_COLUMN_LEVELS, "print.levels"},
	{PRESS_COLUMN_POC, "print.poc"},
	{PRESS_COLUMN_CORE, "print.core"},
	{PRESS_COLUMN_IMPORTANT, "print.important"},
	{PRESS_COLUMN_DECISION, "print.decision"},
	{PRESS_COLUMN_VERDICT, "print.verdict"},
	{PRESS_COLUMN_REMARKS, "print.remarks"},
	{PRESS_COLUMN_REASON, "print.reason"},
	{PRESS_COLUMN_POINT, "print.point"},
	{PRESS_APPROVE_1, "print.approve-1"},
	{PRESS_APPROVE_2, "print.approve-2"},
	{PRESS_APPROVE_3, "print.approve-3"},
	{PRESS_REVISIONS, "print.revisions"},
	{PRESS_REVISION_NUMBER, "print.revision-number"},
	{PRESS_REVISION_DATE, "print.revision-date"},
	{PRESS_REVISION_WHAT, "print.revision-what"},
	{PRESS_REVISION_WHO, "print.revision-who"},
	{PRESS_LEGEND, "print.legend"},
	{PRESS_PAGE, "print.page"},
	{PRESS_POINT, "print.point-before"},
	{PRESS_BETWEEN, "print.between"},
	{PRESS_EVIDENCE, "print.evidence"},
	{PRESS_SIGNED, "print.signed"},
	{PRESS_CHOICES_HELP, "print.choices-help"},
	{PRESS_BOOK_SHEET, "print.book-sheet"},
	{PRESS_BOOK_NOTE, "print.book-note"},
};

static const char *number(struct arena *a, unsigned n)
{
	char buf[WORD_TEXT];

	grouped(buf, n);
	return arena_text(a, buf, strlen(buf));
}

static const char *date_of(const struct print *p, struct arena *a, int64_t us, bool minutes)
{
	char buf[WORD_TEXT];

	local_minute(buf, us, p->zone_minutes);
	return arena_text(a, buf, minutes ? strlen(buf) : strcspn(buf, " "));
}

/* The system as it is, or as it was when the sheet was frozen; id 0: the whole site. -ENOENT: there is none.
 */
static int system_of(const struct print *p, struct system_row *ret)
{
	const struct frozen *f = p->frozen;
	char today[DATE_ROOM];
	int64_t id = system_number(p->system);
	int code;

	*ret = (struct system_row){0};
	if (id && f && f->system_name) {
		*ret = (struct system_row){.id = id, .stray = f->stray};
		snprintf(ret->name, sizeof ret->name, "%s", f->system_name);
		snprintf(ret->level, sizeof ret->level, "%s", f->level ? f->level : "");
		return 0;
	}
	date_at(p->asof ? asof_of(p->asof)->at : p->now, site_zone(p->store), today);
	code = id ? system_get(p->store, id, today, ret) : 0;
	ret->stray = ret->stray && !f;
	return code;
}

/* The system's name and level; both are the defaults of the whole site otherwise. */
static int put_system(const struct print *p, struct arena *a, const char **word)
{
	struct system_row row;
	int code = system_of(p, &row);
	char key[64];

	word[PRESS_SYSTEM] = lang(p->language, "print.system-site");
	word[PRESS_LEVEL] = lang(p->language, "print.level-none");
	if (code < 0 || !row.id)
		return code;
	word[PRESS_SYSTEM] = print_filled(p, a, row.stray ? "print.system-stray" : "print.system-name",
					  (const struct lang_arg[]){{"name", row.name}, {NULL, NULL}});
	word[PRESS_LEVEL_TOKEN] = arena_text(a, row.level, strlen(row.level));
	snprintf(key, sizeof key, "print.level-%s", row.level);
	if (lang(p->language, key) != key)
		word[PRESS_LEVEL] = lang(p->language, key);
	return 0;
}

static const char *counts_line(const struct print *p, const struct print_counts *c, struct arena *a)
{
	return print_filled(p, a, "print.counts",
			    (const struct lang_arg[]){{"met", number(a, c->met)},
						      {"partly", number(a, c->partly)},
						      {"not-met", number(a, c->not_met)},
						      {"unknown", number(a, c->unknown)},
						      {"expired", number(a, c->expired)},
						      {"person", number(a, c->person)},
						      {"decided", number(a, c->decided)},
						      {"total", number(a, c->rows)},
						      {"amber", number(a, c->amber)},
						      {NULL, NULL}});
}

static const char *source_of(const struct print *p)
{
	const struct sheet *s = sheet_named(p->sheet);

	if (p->frozen && p->frozen->source[p->language])
		return p->frozen->source[p->language];
	return !s ? p->sheet : p->language == LANG_JA ? s->source_ja : s->source_en;
}

/* A trial past its end must be known before the rows are believed; "" when it is none. */
static const char *stray_line(const struct print *p, struct arena *a)
{
	struct system_row row;

	if (system_of(p, &row) < 0 || !row.stray)
		return "";
	return print_filled(p, a, "print.stray", (const struct lang_arg[]){{NULL, NULL}});
}

/* And so must an old version. */
static const char *frozen_line(const struct print *p, struct arena *a)
{
	char number[24], at[WORD_TEXT];

	if (!p->frozen)
		return "";
	snprintf(number, sizeof number, "F%lld", (long long)p->frozen->id);
	local_minute(at, p->frozen->at, p->zone_minutes);
	return print_filled(p, a, "print.frozen",
			    (const struct lang_arg[]){
				    {"number", number}, {"name", p->frozen->name}, {"at", at}, {NULL, NULL}});
}

/* And so must a day in the past, with what nobody knows of it any more. */
static const char *asof_line(const struct print *p, struct arena *a)
{
	char number[24], at[WORD_TEXT];

	if (!p->asof)
		return "";
	snprintf(number, sizeof number, "%lld", (long long)asof_of(p->asof)->seq);
	local_second(at, asof_of(p->asof)->at, p->zone_minutes);
	return print_filled(p, a, "audit.asof-line",
			    (const struct lang_arg[]){{"at", at}, {"seq", number}, {NULL, NULL}});
}

const char *print_warnings(const struct print *p, struct arena *a)
{
	const char *stray = stray_line(p, a), *frozen = p->asof ? asof_line(p, a) : frozen_line(p, a);
	size_t room;
	char *both;

	if (!stray || !frozen)
		return NULL;
	room = strlen(stray) + strlen(frozen) + 2;
	both = arena_get(a, room, 1);
	if (both)
		snprintf(both, room, "%s%s%s", stray, *stray && *frozen ? "\n" : "", frozen);
	return both;
}

const char *print_footer(const struct print *p, const struct print_counts *c, struct arena *a)
{
	const struct sheet *s = sheet_named(p->sheet);
	const char *note = !s ? "" : p->language == LANG_JA ? s->note_ja : s->note_en;

	if (p->frozen && p->frozen->note[p->language])
		note = p->frozen->note[p->language];
	return print_filled(
		p, a, c->official ? "print.footer-official" : "print.footer",
		(const struct lang_arg[]){
			{"source", source_of(p)}, {"note", note}, {"version", p->version}, {NULL, NULL}});
}

/* A title, which names the version when it is an old one. */
static const char *title_of(const struct print *p, struct arena *a, const char *today, const char *frozen)
{
	char number[24], at[WORD_TEXT];

	if (p->asof) {
		local_minute(at, asof_of(p->asof)->at, p->zone_minutes);
		return print_filled(p, a, "audit.asof-title",
				    (const struct lang_arg[]){
					    {"title", lang(p->language, today)}, {"at", at}, {NULL, NULL}});
	}
	if (!p->frozen)
		return lang(p->language, today);
	snprintf(number, sizeof number, "F%lld", (long long)p->frozen->id);
	return print_filled(p, a, frozen, (const struct lang_arg[]){{"number", number}, {NULL, NULL}});
}

/* The site's name; while it has none, that of its file. */
static const char *site_name(const struct print *p, struct arena *a)
{
	const char *name = site_setting(p->store, "name", ""), *slash;
	const char *path = p->asof ? asof_path(p->asof) : site_path(p->store);

	if (*name)
		return arena_text(a, name, strlen(name));
	if (!path)
		return lang(p->language, "print.no-name");
	slash = strrchr(path, '/');
	name = slash ? slash + 1 : path;
	return arena_text(a, name, strlen(name) > 3 ? strlen(name) - 3 : strlen(name)); /* without .db */
}

/* Of a day in the past: first what nobody knows of it. */
static const char *footer(const struct print *p, const struct print_counts *c, struct arena *a)
{
	const char *all = print_footer(p, c, a), *past = p->asof ? asof_line(p, a) : NULL;
	size_t room = all && past ? strlen(all) + strlen(past) + 2 : 0;
	char *both = room ? arena_get(a, room, 1) : NULL;

	if (!p->asof)
		return all;
	if (both)
		snprintf(both, room, "%s\n%s", past, all);
	return both;
}

static void put_facts(const struct print *p, const struct print_counts *c, struct arena *a, const char **word)
{
	char time[WORD_TEXT];

	word[PRESS_TITLE] = title_of(p, a, "print.title", "print.title-frozen");
	word[PRESS_ANNEX_TITLE] = title_of(p, a, "print.annex-title", "print.annex-title-frozen");
	word[PRESS_SITE] = site_name(p, a);
	if (p->asof)
		word[PRESS_AS_OF_LABEL] = lang(p->language, "audit.asof-label");
	word[PRESS_AS_OF] = p->asof    ? date_of(p, a, asof_of(p->asof)->at, true)
			    : c->as_of ? date_of(p, a, c->as_of, true)
				       : lang(p->language, "print.as-of-none");
	word[PRESS_PRINTED] = date_of(p, a, p->now, false);
	snprintf(time, sizeof time, "%lld", (long long)(p->now / 1000000));
	word[PRESS_TIME] = arena_text(a, time, strlen(time));
	word[PRESS_SUBTITLE] = print_filled(
		p, a, c->official ? "print.subtitle-official" : "print.subtitle-ours",
		(const struct lang_arg[]){
			{"source", source_of(p)}, {"count", number(a, c->official)}, {NULL, NULL}});
	word[PRESS_COUNTS] = counts_line(p, c, a);
	word[PRESS_FOOTER] = footer(p, c, a);
	word[PRESS_OWN_ITEMS] =
		print_filled(p, a, "print.own-items",
			     (const struct lang_arg[]){{"count", number(a, c->own)}, {NULL, NULL}});
	word[PRESS_ANNEX_NOTE] = print_filled(p, a, "print.annex-note",
					      (const struct lang_arg[]){{"site", word[PRESS_SITE]},
									{"system", word[PRESS_SYSTEM]},
									{"as-of", word[PRESS_AS_OF]},
									{NULL, NULL}});
}

/* The versions that were submitted are the revisions of the sheet: the newest that fit, oldest first. */
static int put_revisions(const struct print *p, struct arena *a, struct out *o)
{
	static const char sql[] =
		"SELECT * FROM (SELECT row_number() OVER (ORDER BY f.id) AS n, f.at, f.name, c.name AS who "
		"FROM frozen f"
		" LEFT JOIN event e ON e.seq = f.seq LEFT JOIN contact c ON 'c' || c.id = e.actor"
		" WHERE f.system = ?1 AND f.sheet = ?2 AND (?3 = 0 OR f.id <= ?3) ORDER BY n DESC LIMIT 4) "
		"ORDER BY n";
	sqlite3_stmt *q = NULL;
	int code = sqlite3_prepare_v2(store_db(p->store), sql, -1, &q, NULL);

	if (code == SQLITE_OK) {
		sqlite3_bind_text(q, 1, p->system, -1, SQLITE_STATIC);
		sqlite3_bind_text(q, 2, p->sheet, -1, SQLITE_STATIC);
		sqlite3_bind_int64(q, 3, p->frozen ? p->frozen->id : 0);
		while ((code = sqlite3_step(q)) == SQLITE_ROW)
			press_put_revision(
				o, &(struct press_revision){{(const char *)sqlite3_column_text(q, 0),
							     date_of(p, a, sqlite3_column_int64(q, 1), false),
							     (const char *)sqlite3_column_text(q, 2),
							     (const char *)sqlite3_column_text(q, 3)}});
	}
	sqlite3_finalize(q);
	return code == SQLITE_DONE ? 0 : -EIO;
}

int print_words(const struct print *p, const struct print_counts *c, struct arena *a, struct out *o)
{
	const char *word[PRESS_WORDS] = {
		[PRESS_FORM] = p->form,
		[PRESS_LANGUAGE] = p->language == LANG_JA ? "ja" : "en",
		[PRESS_CHOICES] = "◎\n△\n×",
	};
	int code = put_system(p, a, word);

	if (code < 0)
		return code;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		word[plain[i].word] = lang(p->language, plain[i].key);
	put_facts(p, c, a, word);
	press_put_words(o, word);
	return put_revisions(p, a, o);
}
