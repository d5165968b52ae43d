/* What a vendor said joins a pack: checked whole, then told in one event. */
#include "assess/pack_own.h"

#include "assess/event.h"
#include "assess/record_value.h"
#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An answer as it will be kept; NULL nothing. */
struct kept {
	char *question, *choice, *words, *evidence, day[DATE_ROOM];
	bool whole;
};

struct answering {
	struct store *store;
	const struct pack *pack;
	const struct pack_said *said;
	struct kept kept;
	struct pack_counted *counted;
	struct event_body body;
	struct err *e;
};

static const char *where(const struct answering *a)
{
	return a->said->cell ? a->said->cell : a->said->question;
}

static int bad(const struct answering *a, const char *key, const char *detail)
{
	return err_set(a->e, -EINVAL, where(a), key, "%s", detail);
}

static void forget(struct kept *k)
{
	free(k->question);
	free(k->choice);
	free(k->words);
	free(k->evidence);
	*k = (struct kept){0};
}

/* --- one answer, against its question */

/* One row for each answer that came, in order (?2: JSON [{q, c}], its question and choice), with its
 * question. */
static const char find_sql[] =
	"WITH q AS MATERIALIZED (SELECT n.value->>'id' AS id, n.value AS v FROM pack p, json_each(p.content, "
	"'$.questions') n WHERE p.id = ?1), c AS MATERIALIZED (SELECT s.key AS n, s.value->>'q' AS id, "
	"s.value->>'c' AS choice FROM json_each(?2) s) SELECT q.id, q.v->'wants', a.choice, a.words, "
	"a.evidence, "
	"a.day, a.taken, (SELECT k.value->>'value' FROM json_each(q.v, '$.choices') k WHERE c.choice IN "
	"(k.value->>'value', k.value->>'ja', k.value->>'en')), (SELECT k.value->'wants' FROM json_each(q.v, "
	"'$.choices') k WHERE c.choice IN (k.value->>'value', k.value->>'ja', k.value->>'en')), (SELECT "
	"group_concat(k.value->>'ja' || ' / ' || (k.value->>'en'), ', ') FROM json_each(q.v, '$.choices') "
	"k), "
	"a.question IS NOT NULL FROM c LEFT JOIN q ON q.id = c.id LEFT JOIN pack_answer a ON a.pack = ?1 AND "
	"a.question = c.id ORDER BY c.n";

static int text_of(struct answering *a, const char *said, size_t most, bool lines, char **ret)
{
	struct err e = {0};
	int r = value_text("", said ? said : "", most, lines, ret, &e);

	if (r < 0)
		return bad(a, e.key, e.detail);
	if (!**ret) {
		free(*ret);
		*ret = NULL;
	}
	return 0;
}

static int day_of(struct answering *a)
{
	char *day = NULL;
	int r = text_of(a, a->said->day, PACK_LINE, false, &day);

	if (r == 0 && day && !date_parse(day, a->kept.day))
		r = bad(a, "bad-date", day);
	free(day);
	return r;
}

static int choice_of(struct answering *a, sqlite3_stmt *row)
{
	const char *choice = (const char *)sqlite3_column_text(row, 7);

	if (!a->said->choice || !*a->said->choice)
		return 0;
	if (!choice)
		return bad(a, "bad-choice", (const char *)sqlite3_column_text(row, 9));
	a->kept.choice = strdup(choice);
	return a->kept.choice ? 0 : event_failed(a->store, -ENOMEM, a->e);
}

static bool is_whole(const struct kept *k, unsigned wants)
{
	return (!(wants & WANTS_CHOICE) || k->choice) && (!(wants & WANTS_WORDS) || k->words) &&
	       (!(wants & WANTS_EVIDENCE) || k->evidence) && (!(wants & WANTS_DAY) || *k->day);
}

static bool same(const char *a, sqlite3_stmt *row, int column)
{
	const char *b = (const char *)sqlite3_column_text(row, column);

	return strcmp(a ? a : "", b ? b : "") == 0;
}

static void kept_json(struct answering *a)
{
	const struct kept *k = &a->kept;

	json_object(&a->body.o, NULL);
	json_str(&a->body.o, "question", k->question);
	json_str(&a->body.o, "choice", k->choice);
	json_str(&a->body.o, "words", k->words);
	json_str(&a->body.o, "evidence", k->evidence);
	json_str(&a->body.o, "day", *k->day ? k->day : NULL);
	json_int(&a->body.o, "whole", k->whole);
	json_end_object(&a->body.o);
	a->counted->changed++;
}

/* Beside what was said before: nothing new, or a change that is not too late. */
static int join(struct answering *a, sqlite3_stmt *row)
{
	const struct kept *k = &a->kept;
	bool before = sqlite3_column_int(row, 10) != 0,
	     empty = !k->choice && !k->words && !k->evidence && !*k->day;

	if (empty && !before) {
		a->counted->empty++;
		return 0;
	}
	if (same(k->choice, row, 2) && same(k->words, row, 3) && same(k->evidence, row, 4) &&
	    same(k->day, row, 5)) {
		a->counted->same++;
		return 0;
	}
	if (sqlite3_column_type(row, 6) != SQLITE_NULL)
		return bad(a, "already-taken", a->said->question);
	kept_json(a);
	return 0;
}

static int fill(struct answering *a, sqlite3_stmt *row)
{
	struct kept *k = &a->kept;
	int r = choice_of(a, row);

	k->question = strdup(a->said->question);
	if (r == 0)
		r = text_of(a, a->said->words, PACK_WORDS, true, &k->words);
	if (r == 0)
		r = text_of(a, a->said->evidence, PACK_LINE, false, &k->evidence);
	if (r == 0)
		r = day_of(a);
	k->whole = is_whole(k, pack_wants_of((const char *)sqlite3_column_text(row, 1)) |
				       pack_wants_of((const char *)sqlite3_column_text(row, 8)));
	return r == 0 && !k->question ? event_failed(a->store, -ENOMEM, a->e) : r;
}

static char *trimmed(const char *s)
{
	struct err e;
	char *ret = NULL;

	value_text("", s ? s : "", PACK_LINE, false, &ret, &e);
	return ret;
}

static int take_one(struct answering *a, sqlite3_stmt *row)
{
	int r;

	if (sqlite3_column_type(row, 0) == SQLITE_NULL)
		return bad(a, "no-question", a->said->question);
	r = fill(a, row);
	if (r == 0)
		r = join(a, row);
	forget(&a->kept);
	return r;
}

static void list_json(struct out *o, const struct pack_said *said, size_t count)
{
	json_array(o, NULL);
	for (size_t i = 0; i < count; i++) {
		char *choice = trimmed(said[i].choice);

		json_object(o, NULL);
		json_str(o, "q", said[i].question);
		json_str(o, "c", choice);
		json_end_object(o);
		free(choice);
	}
	json_end_array(o);
}

static int take_all(struct answering *a, const struct pack_said *said, size_t count)
{
	struct out list;
	sqlite3_stmt *st;
	size_t n = 0;
	int r = out_init(&list, -1), step = SQLITE_ERROR;

	if (r < 0)
		return event_failed(a->store, r, a->e);
	list_json(&list, said, count);
	st = sql_of(a->store, find_sql, "it", a->pack->id, out_bytes(&list, NULL));
	while (st && r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW && n < count) {
		a->said = &said[n++];
		r = take_one(a, st);
	}
	sqlite3_finalize(st);
	out_clear(&list);
	return r == 0 && (!st || step != SQLITE_DONE) ? event_failed(a->store, -EIO, a->e) : r;
}

/* --- all of them */

/* A newer pack of the same vendor, kind and system that was answered already: this one's time is over. */
static int64_t newer(struct store *s, const struct pack *p)
{
	return sql_number(
		s, 0,
		"SELECT max(n.id) FROM pack n WHERE n.vendor = ?1 AND n.kind = ?2 AND n.system = ?3 AND n.id "
		"> ?4 AND n.answered IS NOT NULL AND n.withdrawn IS NULL",
		"ttti", p->vendor, pack_kind_name(p->kind), p->system, p->id);
}

static int open_still(struct store *s, int64_t id, struct pack *p, struct err *e)
{
	char shown[24], by[24];
	int64_t later;
	int r = pack_get(s, id, p);

	snprintf(shown, sizeof shown, "p%lld", (long long)id);
	if (r == -ENOENT)
		return err_set(e, -ENOENT, shown, "no-pack", "%s", "");
	if (r < 0)
		return event_failed(s, r, e);
	if (p->withdrawn)
		return err_set(e, -EINVAL, shown, "withdrawn", "%s", "");
	later = newer(s, p);
	snprintf(by, sizeof by, "p%lld", (long long)later);
	return later ? err_set(e, -EINVAL, shown, "superseded", "%s", by) : 0;
}

int pack_answer(struct store *s, int64_t id, const struct pack_said *said, size_t count, const char *source,
		const struct writing *w, struct pack_counted *ret, struct err *e)
{
	struct pack p;
	struct answering a = {.store = s, .pack = &p, .counted = ret, .e = e};
	int r;

	*ret = (struct pack_counted){0};
	if ((r = open_still(s, id, &p, e)) < 0)
		return r;
	event_begin(&a.body);
	json_int(&a.body.o, "pack", id);
	json_str(&a.body.o, "source", source);
	json_array(&a.body.o, "answers");
	r = take_all(&a, said, count);
	json_end_array(&a.body.o);
	if (r == 0 && ret->changed)
		r = event_told(&a.body, s, "pack-answered", w, e);
	else
		out_clear(&a.body.o);
	if (r == 0 && pack_get(s, id, &p) == 0)
		ret->whole = p.whole;
	return r;
}
