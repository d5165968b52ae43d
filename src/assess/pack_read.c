/* Packs as they are kept: read, never changed. */
#include "assess/pack_own.h"

#include "assess/contact.h"
#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[PACK_KINDS] = {"requirements", "questions"};

const char *pack_kind_name(enum pack_kind kind) { return kinds[kind]; }

int64_t pack_number(const char *text)
{
	char *end;
	long long n = text && *text == 'p' ? strtoll(text + 1, &end, 10) : 0;

	return n > 0 && !*end ? n : 0;
}

const struct pack_form *pack_form_named(const char *name)
{
	for (int i = 0; i < PACK_KINDS; i++)
		if (strcmp(pack_forms[i].name, name) == 0)
			return &pack_forms[i];
	return NULL;
}

const struct pack_ask *pack_ask_named(const struct pack_form *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->asks[i].name, name) == 0)
			return &f->asks[i];
	return NULL;
}

/* --- packs */

#define COLUMNS                                                                                              \
	"p.id, p.kind, p.vendor, p.title, p.system, p.level, p.due_on, p.contact, p.at, p.answered, "        \
	"p.withdrawn, p.hash, p.questions, p.covers, (SELECT count(*) FROM pack_answer a WHERE a.pack = "    \
	"p.id), (SELECT count(*) FROM pack_answer a WHERE a.pack = p.id AND a.whole), (SELECT count(*) "     \
	"FROM "                                                                                              \
	"pack_answer a WHERE a.pack = p.id AND a.taken IS NOT NULL)"

static void of_row(sqlite3_stmt *st, struct pack *p)
{
	char kind[16];

	*p = (struct pack){.id = sqlite3_column_int64(st, 0)};
	sql_text(st, 1, kind, sizeof kind);
	p->kind = strcmp(kind, kinds[PACK_QUESTIONS]) == 0 ? PACK_QUESTIONS : PACK_REQUIREMENTS;
	sql_text(st, 2, p->vendor, sizeof p->vendor);
	sql_text(st, 3, p->title, sizeof p->title);
	sql_text(st, 4, p->system, sizeof p->system);
	sql_text(st, 5, p->level, sizeof p->level);
	sql_text(st, 6, p->due_on, sizeof p->due_on);
	p->contact = sqlite3_column_int64(st, 7);
	p->at = sqlite3_column_int64(st, 8);
	p->answered = sqlite3_column_int64(st, 9);
	p->withdrawn = sqlite3_column_int64(st, 10);
	sql_text(st, 11, p->hash, sizeof p->hash);
	p->questions = (unsigned)sqlite3_column_int(st, 12);
	p->devices = (unsigned)sqlite3_column_int(st, 13);
	p->answers = (unsigned)sqlite3_column_int(st, 14);
	p->whole = (unsigned)sqlite3_column_int(st, 15);
	p->taken = (unsigned)sqlite3_column_int(st, 16);
}

int pack_get(struct store *s, int64_t id, struct pack *ret)
{
	sqlite3_stmt *st = sql_of(s, "SELECT " COLUMNS " FROM pack p WHERE p.id = ?1", "i", id);
	int step = st ? sqlite3_step(st) : SQLITE_ERROR;

	if (step == SQLITE_ROW)
		of_row(st, ret);
	sqlite3_finalize(st);
	return step == SQLITE_ROW ? 0 : step == SQLITE_DONE ? -ENOENT : -EIO;
}

int pack_each(struct store *s, const char *vendor, int (*fn)(void *ctx, const struct pack *p), void *ctx)
{
	sqlite3_stmt *st =
		sql_of(s, "SELECT " COLUMNS " FROM pack p WHERE ?1 IS NULL OR p.vendor = ?1 ORDER BY p.id",
		       "t", vendor);
	struct pack p;
	int r = 0, step = SQLITE_ERROR;

	while (st && r >= 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
		of_row(st, &p);
		r = fn(ctx, &p);
	}
	sqlite3_finalize(st);
	return r < 0 ? r : st && step == SQLITE_DONE ? 0 : -EIO;
}

bool pack_is_of(struct store *s, const struct pack *p, int64_t contact)
{
	struct contact c;

	if (!contact || contact_get(s, contact, &c) < 0 || c.erased || strcmp(c.side, "vendor") != 0)
		return false;
	return contact == p->contact || strcmp(c.unit, p->vendor) == 0;
}

/* --- questions */

static const char questions_sql[] =
	"SELECT q.value->>'id', q.value->>'about', q.value->>'name', q.value->>'$.title.ja', "
	"q.value->>'$.title.en', q.value->>'$.ask.ja', q.value->>'$.ask.en', q.value->>'$.help.ja', "
	"q.value->>'$.help.en', (SELECT group_concat(value, ' ') FROM json_each(q.value, '$.items')), "
	"q.value->'choices', q.value->'wants', a.choice, a.words, a.evidence, a.day, a.at, a.actor, "
	"a.source, "
	"a.whole, a.taken, a.taken_by, (SELECT group_concat('r' || r.record, ' ') FROM pack_record r WHERE "
	"r.pack = p.id AND r.question = q.value->>'id'), a.question IS NOT NULL, q.value->>'model' FROM pack "
	"p, "
	"json_each(p.content, '$.questions') q LEFT JOIN pack_answer a ON a.pack = p.id AND a.question = "
	"q.value->>'id' WHERE p.id = ?1 ORDER BY q.key";

static const char *text(sqlite3_stmt *st, int column)
{
	return (const char *)sqlite3_column_text(st, column);
}
static const char *or_empty(const char *s) { return s ? s : ""; }

unsigned pack_wants_of(const char *list)
{
	static const char *const names[] = {"\"choice\"", "\"words\"", "\"evidence\"", "\"day\""};
	unsigned wants = 0;

	for (unsigned i = 0; list && i < sizeof names / sizeof *names; i++)
		wants |= strstr(list, names[i]) ? 1u << i : 0;
	return wants;
}

static void question_of(sqlite3_stmt *st, struct pack_question *q)
{
	*q = (struct pack_question){
		.id = or_empty(text(st, 0)),
		.about = or_empty(text(st, 1)),
		.name = or_empty(text(st, 2)),
		.title = {or_empty(text(st, 3)), or_empty(text(st, 4))},
		.ask = {or_empty(text(st, 5)), or_empty(text(st, 6))},
		.help = {or_empty(text(st, 7)), or_empty(text(st, 8))},
		.items = or_empty(text(st, 9)),
		.choices = or_empty(text(st, 10)),
		.wants = pack_wants_of(text(st, 11)),
		.choice = text(st, 12),
		.words = text(st, 13),
		.evidence = text(st, 14),
		.day = text(st, 15),
		.answered = sqlite3_column_int64(st, 16),
		.actor = text(st, 17),
		.source = text(st, 18),
		.whole = sqlite3_column_int(st, 19) != 0,
		.taken = sqlite3_column_int64(st, 20),
		.taken_by = text(st, 21),
		.records = text(st, 22),
		.given = sqlite3_column_int(st, 23) != 0,
		.model = or_empty(text(st, 24)),
	};
}

int pack_questions(struct store *s, int64_t id, int (*fn)(void *ctx, const struct pack_question *q),
		   void *ctx)
{
	sqlite3_stmt *st = sql_of(s, questions_sql, "i", id);
	struct pack_question q;
	int r = 0, step = SQLITE_ERROR;

	while (st && r >= 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
		question_of(st, &q);
		r = fn(ctx, &q);
	}
	sqlite3_finalize(st);
	return r < 0 ? r : st && step == SQLITE_DONE ? 0 : -EIO;
}

/* --- devices */

static const char devices_sql[] =
	"SELECT CAST(substr(d.value->>'device', 2) AS INTEGER), d.value->>'number', d.value->>'name', "
	"d.value->>'maker', d.value->>'model_name', d.value->>'firmware', d.value->>'serial', "
	"(SELECT group_concat(value, ' ') FROM json_each(p.why, '$.' || (d.value->>'device'))), "
	"d.value->>'model' FROM pack p, json_each(p.content, '$.devices') d WHERE p.id = ?1 ORDER BY d.key";

int pack_devices(struct store *s, int64_t id, int (*fn)(void *ctx, const struct pack_device *d), void *ctx)
{
	sqlite3_stmt *st = sql_of(s, devices_sql, "i", id);
	int r = 0, step = SQLITE_ERROR;

	while (st && r >= 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
		struct pack_device d = {sqlite3_column_int64(st, 0),
					text(st, 1),
					text(st, 2),
					text(st, 3),
					text(st, 4),
					text(st, 5),
					text(st, 6),
					text(st, 7),
					text(st, 8)};

		r = fn(ctx, &d);
	}
	sqlite3_finalize(st);
	return r < 0 ? r : st && step == SQLITE_DONE ? 0 : -EIO;
}
