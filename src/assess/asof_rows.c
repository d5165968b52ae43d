/* The rows as they stood: judged by what the journal had told, shown by the rules of rows.c. */
#include "assess/asof_parts.h"
#include "assess/sql.h"
#include "assess/system.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what was told */

static const char *kept(struct asof *a, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return arena_text(a->arena, s ? s : "", s ? strlen(s) : 0);
}

static bool read_told(struct asof *a, sqlite3_stmt *st, struct asof_told *to)
{
	*to = (struct asof_told){.item = kept(a, st, 0),
				 .verdict = kept(a, st, 1),
				 .grade = kept(a, st, 2),
				 .expired = sqlite3_column_int(st, 3) != 0,
				 .evidence = kept(a, st, 4),
				 .question = kept(a, st, 5),
				 .seq = sqlite3_column_int64(st, 6),
				 .at = sqlite3_column_int64(st, 7)};
	return to->item && to->verdict && to->grade && to->evidence && to->question;
}

int asof_told(struct asof *a, const char *system, const char *sheet, struct asof_told **ret,
	      size_t *ret_count)
{
	static const char sql[] =
		"SELECT w.item, w.verdict, w.grade, w.expired, w.evidence_hash, w.question_hash, w.seq, e.at"
		" FROM answered w JOIN event e ON e.seq = w.seq WHERE w.system = ?1 AND w.sheet = ?2"
		" ORDER BY w.item";
	int64_t room =
		sql_number(a->past, 0, "SELECT count(*) FROM answered WHERE system = ?1 AND sheet = ?2", "tt",
			   system, sheet);
	struct asof_told *list = arena_get(a->arena, (size_t)room + 1, sizeof *list);
	sqlite3_stmt *st = sql_of(a->past, sql, "tt", system, sheet);
	bool fits = list != NULL;
	size_t n = 0;
	int r = st ? SQLITE_DONE : SQLITE_ERROR;

	while (st && fits && (r = sqlite3_step(st)) == SQLITE_ROW && n < (size_t)room)
		fits = read_told(a, st, &list[n++]);
	sqlite3_finalize(st);
	*ret = list;
	*ret_count = n;
	return !fits ? -ENOMEM : r == SQLITE_DONE ? 0 : -EIO;
}

static int by_item(const void *key, const void *at)
{
	return strcmp(key, ((const struct asof_told *)at)->item);
}

/* --- what lapsed between the last judging and the moment */

/* The same evidence on the day of the last judging; false: nothing lapsed since. */
static bool evidence_then(struct asof *a, const struct evidence *now, int64_t at, struct record_seen *room,
			  struct evidence *ret)
{
	bool differs = false;

	*ret = *now;
	ret->record = room;
	date_at(at, site_zone(a->past), ret->today);
	for (size_t i = 0; i < now->records; i++) {
		room[i] = now->record[i];
		room[i].lapsed = room[i].expires_on && strcmp(room[i].expires_on, ret->today) < 0;
		differs |= room[i].lapsed != now->record[i].lapsed;
	}
	return differs;
}

static bool has(const struct verdict *v, const struct sheet_item *item, enum record_state state)
{
	for (size_t i = 0; item->records[i].kind && i < NEEDED_MAX; i++)
		if (v->needed[i] == state)
			return true;
	return false;
}

/* Of evidence that stands, what lapsed takes away. An old "no" stays one, and what was unknown stays unknown.
 * What measuring alone showed does not lapse. */
static void lapse(struct judged *j, const struct verdict *before, const struct verdict *after,
		  const char *grade)
{
	bool stood = strcmp(j->v.word, "met") == 0 || strcmp(j->v.word, "partly") == 0;
	bool needed = has(after, j->item, RECORD_LAPSED) && !has(before, j->item, RECORD_LAPSED);
	bool spoken = after->expired && !before->expired && strcmp(grade, "measured") != 0;
	bool unknown = strcmp(j->v.word, "unknown") == 0 && !j->v.expired && needed;

	if (stood && !needed && !spoken) {
		if (strcmp(j->v.word, "met") == 0 && has(after, j->item, RECORD_PARTLY) &&
		    !has(before, j->item, RECORD_PARTLY)) {
			j->v.word = "partly";
			*j->evidence = '\0';
		}
		return;
	}
	if (!(stood || unknown) || !(needed || spoken))
		return;
	j->v.word = "unknown";
	j->v.grade = "none";
	j->v.expired = true;
	*j->evidence = '\0';
}

/* --- each row judged by what was told */

struct then {
	struct asof *asof;
	struct judged_sheet judged;
	struct asof_told *told;
	size_t tolds;
	struct record_seen *records; /* room for all of the scope's */
	struct row_then {
		char question[HEX_ROOM]; /* of today's words */
		bool whole;              /* records alone answer it, and they say what was told */
	} * row;
	int64_t *mine; /* findings of the row at hand */
	size_t at;     /* row at hand */
	sheet_row_fn *fn;
	void *ctx;
};

static void settle(struct then *t, const struct judged *from, const struct asof_told *told, struct judged *to)
{
	struct row_then *row = &t->row[to - t->judged.row];
	struct evidence before;
	struct verdict then, now = from->v;

	*to = *from;
	memcpy(row->question, from->question, sizeof row->question);
	to->v.word = told->verdict;
	to->v.grade = told->grade;
	to->v.expired = told->expired;
	snprintf(to->evidence, sizeof to->evidence, "%s", told->evidence);
	snprintf(to->question, sizeof to->question, "%s", told->question);
	if (evidence_then(t->asof, &t->judged.evidence, told->at, t->records, &before)) {
		verdict_of(&before, to->item, &then);
		lapse(to, &then, &now, told->grade);
	}
	row->whole = !to->item->checks[0] && strcmp(to->v.word, now.word) == 0;
}

/* Rows of which nothing was told were not asked then. */
static int judge(struct then *t)
{
	size_t kept_rows = 0;

	for (size_t i = 0; i < t->judged.count; i++) {
		struct judged row = t->judged.row[i];
		const struct asof_told *told =
			t->tolds ? bsearch(row.item->item, t->told, t->tolds, sizeof *t->told, by_item)
				 : NULL;

		if (told)
			settle(t, &row, told, &t->judged.row[kept_rows++]);
	}
	t->judged.count = kept_rows;
	return kept_rows == 0 ? -ENODATA : judged_provisional(t->asof->past, &t->judged);
}

/* --- findings */

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The devices of a system then, rising; in the arena. */
static int devices_of(struct asof *a, int64_t number, int64_t **ret, size_t *ret_count)
{
	int64_t room =
		sql_number(a->past, 0, "SELECT count(*) FROM system_device WHERE system = ?1", "i", number);
	sqlite3_stmt *st = sql_of(
		a->past, "SELECT device FROM system_device WHERE system = ?1 ORDER BY device", "i", number);

	*ret_count = 0;
	*ret = arena_get(a->arena, (size_t)room + 1, sizeof **ret);
	while (*ret && st && *ret_count < (size_t)room && sqlite3_step(st) == SQLITE_ROW)
		(*ret)[(*ret_count)++] = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return *ret ? st ? 0 : -EIO : -ENOMEM;
}

int asof_mark_scope(struct asof *a, int64_t number)
{
	int64_t *device = NULL;
	size_t count = 0;
	int r = a->scope == number ? 0 : devices_of(a, number, &device, &count);

	if (r < 0 || a->scope == number)
		return r;
	for (size_t i = 0; i < a->findings; i++) {
		struct asof_finding *f = &a->finding[i];

		f->in_scope =
			number == 0 || (!f->device && strcmp(f->subject, "site") == 0) ||
			(f->device && count && bsearch(&f->device, device, count, sizeof *device, by_value));
	}
	a->scope = number;
	return 0;
}

static bool asks(const struct sheet_item *item, const struct check *c)
{
	for (size_t i = 0; item->checks[i]; i++)
		if (strcmp(item->checks[i], c->name) == 0)
			return true;
	return false;
}

static size_t findings_of(struct then *t, const struct sheet_item *item)
{
	struct asof *a = t->asof;
	size_t n = 0;

	for (size_t i = 0; i < a->findings; i++)
		if (a->finding[i].in_scope && asks(item, a->finding[i].check))
			t->mine[n++] = a->finding[i].id;
	if (n) /* an empty list has no place in memory */
		qsort(t->mine, n, sizeof *t->mine, by_value);
	return n;
}

/* --- words */

/* Of a frozen sheet that holds this very question. */
static bool frozen_title(struct asof *a, const char *sheet, const struct sheet_row *row,
			 const char *title[LANG_COUNT])
{
	sqlite3_stmt *st =
		sql_of(a->live,
		       "SELECT r.value->>'title_ja', r.value->>'title_en' FROM frozen f,"
		       " json_each(f.body, '$.rows') r WHERE f.sheet = ?1 AND r.value->>'item' = ?2"
		       " AND r.value->>'question' = ?3 ORDER BY f.id DESC LIMIT 1",
		       "ttt", sheet, row->item, row->question_hash);
	bool found = st && sqlite3_step(st) == SQLITE_ROW;

	if (found) {
		title[LANG_JA] = kept(a, st, 0);
		title[LANG_EN] = kept(a, st, 1);
	}
	sqlite3_finalize(st);
	return found && title[LANG_JA] && title[LANG_EN];
}

static void words(struct then *t, struct sheet_row *row)
{
	struct asof *a = t->asof;

	a->words = "same";
	if (strcmp(row->question_hash, t->row[t->at].question) == 0)
		return;
	a->words = frozen_title(a, t->judged.sheet->name, row, row->title) ? "frozen" : "today";
}

/* What the journal does not hold is left out, never taken from today. */
static int then_row(void *ctx, const struct sheet_row *from)
{
	struct then *t = ctx;
	const struct sheet_item *item = t->judged.row[t->at].item;
	struct sheet_row row = *from;

	for (int l = 0; l < LANG_COUNT; l++) {
		row.coverage[l] = NULL;
		if (!t->row[t->at].whole)
			row.needs[l] = NULL;
	}
	if (!t->row[t->at].whole)
		row.as_of = 0;
	row.finding_count = findings_of(t, item);
	row.findings = t->mine;
	words(t, &row);
	t->at++;
	return t->fn(t->ctx, &row);
}

int asof_rows(struct asof *a, const char *system, const char *sheet, sheet_row_fn *fn, void *ctx)
{
	const struct sheet *known = sheet_named(sheet);
	struct then t = {.asof = a, .fn = fn, .ctx = ctx};
	int r;

	if (!known)
		return -ENOENT;
	r = judged_load(a->past, a->moment.at, system, known, &t.judged);
	if (r == 0)
		r = asof_told(a, system, sheet, &t.told, &t.tolds);
	if (r == 0)
		r = asof_mark_scope(a, t.judged.evidence.number);
	if (r == 0) {
		t.row = arena_get(t.judged.evidence.arena, t.judged.count + 1, sizeof *t.row);
		t.mine = arena_get(t.judged.evidence.arena, a->findings + 1, sizeof *t.mine);
		t.records =
			arena_get(t.judged.evidence.arena, t.judged.evidence.records + 1, sizeof *t.records);
		r = t.row && t.mine && t.records ? judge(&t) : -ENOMEM;
	}
	if (r == 0)
		r = sheet_rows_judged(a->past, &t.judged, then_row, &t);
	judged_clear(&t.judged);
	return r;
}
