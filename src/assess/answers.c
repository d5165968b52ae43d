/* Answers of every scope, written; what is new since the journal last told it becomes one event a scope. */
#include "assess/ask.h"
#include "assess/judged.h"
#include "assess/said.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void text(sqlite3_stmt *st, int at, const char *s)
{
	if (s && *s)
		sqlite3_bind_text(st, at, s, -1, SQLITE_TRANSIENT);
	else
		sqlite3_bind_null(st, at);
}

static void versions(const struct judged_sheet *j, const struct judged *row, struct line *to)
{
	*to = (struct line){0};
	to->used = (size_t)snprintf(to->text, sizeof to->text, "%s@%u", j->sheet->name, j->sheet->version);
	for (size_t i = 0; row->item->checks[i] && to->used < sizeof to->text - 80; i++) {
		const struct check *c = check_by_name(row->item->checks[i]);

		to->used += (size_t)snprintf(to->text + to->used, 80, " %.60s@%u", row->item->checks[i],
					     c ? c->version : 0);
	}
}

static const char insert[] = "INSERT INTO answer(system, sheet, item, verdict, grade, coverage_ja, "
			     "coverage_en, needs_ja, needs_en,"
			     " expired, as_of, expires, provisional, provisional_ja, provisional_en, "
			     "evidence_hash, question_hash, versions)"
			     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, nullif(?11, 0), ?12, ?13, "
			     "?14, ?15, ?16, ?17, ?18)";

static int write_row(const struct judged_sheet *j, const struct judged *row, sqlite3_stmt *st)
{
	struct line said;
	int r;

	sqlite3_bind_text(st, 1, j->evidence.system, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, j->sheet->name, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 3, row->item->item, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 4, row->v.word, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 5, row->v.grade, -1, SQLITE_STATIC);
	for (int l = 0; l < LANG_COUNT; l++) {
		said_coverage(&said, (enum language)l, &j->evidence, &row->v);
		text(st, 6 + l, said.text);
		said_needs(&said, (enum language)l, row->item, &row->v);
		text(st, 8 + l, said.text);
		said_provisional(&said, (enum language)l, row->provisional ? j->open : 0, j->first);
		text(st, 14 + l, said.text);
	}
	sqlite3_bind_int(st, 10, row->v.expired);
	sqlite3_bind_int64(st, 11, row->as_of);
	text(st, 12, row->v.expires);
	sqlite3_bind_int(st, 13, row->provisional);
	sqlite3_bind_text(st, 16, row->evidence, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 17, row->question, -1, SQLITE_STATIC);
	versions(j, row, &said);
	text(st, 18, said.text);
	r = sqlite3_step(st);
	sqlite3_reset(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

/* --- what changed, for the journal */

static const char changed[] =
	"SELECT a.item, a.verdict, a.grade, a.expired, a.evidence_hash, a.question_hash FROM answer a"
	" LEFT JOIN answered b ON b.system = a.system AND b.sheet = a.sheet AND b.item = a.item"
	" WHERE a.system = ?1 AND a.sheet = ?2 AND (b.item IS NULL OR a.verdict <> b.verdict OR a.grade <> "
	"b.grade"
	" OR a.expired <> b.expired OR a.evidence_hash <> b.evidence_hash OR a.question_hash <> "
	"b.question_hash)"
	" ORDER BY a.rowid";

static int changes(sqlite3_stmt *st, struct out *o)
{
	int n = 0;

	for (; sqlite3_step(st) == SQLITE_ROW; n++) {
		json_array(o, NULL);
		for (int i = 0; i < 6; i++)
			if (i == 3)
				json_int(o, NULL, sqlite3_column_int64(st, i));
			else
				json_str(o, NULL, (const char *)sqlite3_column_text(st, i));
		json_end_array(o);
	}
	return n;
}

/* The moment of judging may be the beginning of a day; the journal's time does not run back for it. */
static int64_t not_before(struct store *s, int64_t now)
{
	int64_t last = ask_number(store_db(s), "SELECT at FROM event ORDER BY seq DESC LIMIT 1", 0);

	return last > now ? last : now;
}

static int tell(struct store *s, int64_t now, const char *system, const char *sheet)
{
	sqlite3_stmt *st = NULL;
	struct out o;
	size_t n;
	int r = 0;

	if (sqlite3_prepare_v2(store_db(s), changed, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	if (out_init(&o, -1) < 0) {
		sqlite3_finalize(st);
		return -ENOMEM;
	}
	sqlite3_bind_text(st, 1, system, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, sheet, -1, SQLITE_STATIC);
	json_object(&o, NULL);
	json_str(&o, "system", system);
	json_str(&o, "sheet", sheet);
	json_array(&o, "changes");
	if (changes(st, &o) > 0) {
		json_end_array(&o);
		json_end_object(&o);
		r = journal_append(s, not_before(s, now), "answers-changed", "mimamori", out_bytes(&o, &n),
				   NULL);
	}
	sqlite3_finalize(st);
	out_clear(&o);
	return r;
}

/* --- all scopes */

static int write_sheet(struct store *s, int64_t now, const char *system, const struct sheet *sheet,
		       sqlite3_stmt *st)
{
	struct judged_sheet j;
	int r = judged_load(s, now, system, sheet, &j);

	for (size_t i = 0; i < j.count && r == 0; i++)
		r = write_row(&j, &j.row[i], st);
	judged_clear(&j);
	return r < 0 || !site_path(s) ? r : tell(s, now, system, sheet->name);
}

static int write_scope(struct store *s, int64_t now, const char *system, sqlite3_stmt *st)
{
	int r = 0;

	for (size_t i = 0; i < sheet_count && r == 0; i++)
		r = write_sheet(s, now, system, &sheets[i], st);
	return r;
}

static int prepared(sqlite3 *db, const char *system, sqlite3_stmt **ret)
{
	sqlite3_stmt *forget = NULL;
	int r = -EIO;

	if (sqlite3_prepare_v2(db, "DELETE FROM answer WHERE ?1 IS NULL OR system = ?1", -1, &forget, NULL) ==
	    SQLITE_OK) {
		sqlite3_bind_text(forget, 1, system, -1, SQLITE_STATIC);
		r = sqlite3_step(forget) == SQLITE_DONE ? 0 : -EIO;
	}
	sqlite3_finalize(forget);
	return r == 0 && sqlite3_prepare_v2(db, insert, -1, ret, NULL) == SQLITE_OK ? 0 : -EIO;
}

int answers_write_of(struct store *s, int64_t now, const char *system)
{
	sqlite3_stmt *st = NULL;
	int r = prepared(store_db(s), system, &st);

	if (r == 0)
		r = write_scope(s, now, system, st);
	sqlite3_finalize(st);
	return r;
}

int answers_write(struct store *s, int64_t now)
{
	sqlite3 *db = store_db(s);
	sqlite3_stmt *st = NULL, *system = NULL;
	int r = prepared(db, NULL, &st);

	if (r == 0 && sqlite3_prepare_v2(db, "SELECT 's' || id FROM system ORDER BY id", -1, &system, NULL) !=
			      SQLITE_OK)
		r = -EIO;
	if (r == 0)
		r = write_scope(s, now, "site", st);
	while (r == 0 && sqlite3_step(system) == SQLITE_ROW)
		r = write_scope(s, now, (const char *)sqlite3_column_text(system, 0), st);
	sqlite3_finalize(st);
	sqlite3_finalize(system);
	return r;
}
