#include "assess/freeze.h"

#include "assess/assess.h"
#include "assess/rows.h"
#include "assess/system.h"
#include "base/out.h"
#include "base/text.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* --- one row as JSON */

static const char *const leads[] = {"it", "ot", "both"};

static void asked(struct out *o, const struct sheet_row *r)
{
	json_str(o, "item", r->item);
	json_str(o, "title_ja", r->title[LANG_JA]);
	json_str(o, "title_en", r->title[LANG_EN]);
	json_bool(o, "given_ja", !r->own && r->title_from[LANG_JA] == FROM_USER);
	json_bool(o, "given_en", !r->own && r->title_from[LANG_EN] == FROM_USER);
	json_str(o, "parent", r->parent);
	json_str(o, "item_title_ja", r->item_title[LANG_JA]);
	json_str(o, "item_title_en", r->item_title[LANG_EN]);
	json_bool(o, "own", r->own);
	json_str(o, "category", r->category);
	json_str(o, "key_point", r->key_point);
	json_str(o, "mark", r->mark);
	json_str(o, "lead", leads[r->lead]);
	json_int(o, "levels", r->levels);
	json_bool(o, "levels_ours", r->levels_from == FROM_OURS);
	json_bool(o, "asked", r->asked);
}

static void decided(struct out *o, const struct sheet_row *r)
{
	json_str(o, "choice", r->decision.choice);
	json_str(o, "reason", r->decision.reason);
	json_str(o, "point", r->decision.point);
	json_int(o, "contact", r->decision.contact);
	json_int(o, "decided_at", r->decision.at);
	json_str(o, "decision", r->decision.hash);
	json_str(o, "item_choice", r->item_choice);
	json_str(o, "state", r->state);
}

static void numbers(struct out *o, const char *key, char letter, const int64_t *id, size_t n)
{
	char buf[24];

	json_array(o, key);
	for (size_t i = 0; i < n && i < 50; i++) {
		snprintf(buf, sizeof buf, "%c%lld", letter, (long long)id[i]);
		json_str(o, NULL, buf);
	}
	json_end_array(o);
}

static void evidenced(struct out *o, const struct sheet_row *r)
{
	json_str(o, "verdict", r->verdict);
	json_bool(o, "expired", r->expired);
	json_str(o, "grade", r->grade);
	json_str(o, "coverage_ja", r->coverage[LANG_JA]);
	json_str(o, "coverage_en", r->coverage[LANG_EN]);
	json_str(o, "needs_ja", r->needs[LANG_JA]);
	json_str(o, "needs_en", r->needs[LANG_EN]);
	json_str(o, "provisional_ja", r->provisional[LANG_JA]);
	json_str(o, "provisional_en", r->provisional[LANG_EN]);
	json_int(o, "as_of", r->as_of);
	json_str(o, "expires", r->expires);
	json_int(o, "finding_count", (int64_t)r->finding_count);
	numbers(o, "findings", 'f', r->findings, r->finding_count);
	numbers(o, "records", 'r', r->records, r->record_count);
	json_str(o, "evidence", r->evidence_hash);
	json_str(o, "question", r->question_hash);
}

static void signatures(struct out *o, const struct sheet_row *r)
{
	json_array(o, "signatures");
	for (size_t i = 0; i < r->signature_count; i++) {
		const struct sheet_signature *g = &r->signatures[i];

		json_object(o, NULL);
		json_int(o, "contact", g->contact);
		json_str(o, "side", g->side);
		json_str(o, "role", g->role);
		json_int(o, "at", g->at);
		json_bool(o, "proven", g->proven);
		json_int(o, "reopened", g->reopened);
		json_end_object(o);
	}
	json_end_array(o);
}

static int row(void *ctx, const struct sheet_row *r)
{
	struct out *o = ctx;

	json_object(o, NULL);
	asked(o, r);
	decided(o, r);
	evidenced(o, r);
	signatures(o, r);
	json_end_object(o);
	return o->error ? -ENOMEM : 0;
}

/* --- the rules of the day, and what the system was then */

static void scope(struct out *o, struct store *s, const char *system, const char *today)
{
	struct system_row r;

	if (!system_number(system) || system_get(s, system_number(system), today, &r) < 0)
		return;
	json_str(o, "system_name", r.name);
	json_str(o, "system_level", r.level);
	json_bool(o, "system_stray", r.stray);
}

static void rules(struct out *o, const char *sheet)
{
	static const char *const choices[] = {"adopt", "part", "not"};
	static const char *const verdicts[] = {"met", "partly", "not-met", "unknown"};
	const struct sheet *known = sheet_named(sheet);
	char key[96];

	json_int(o, "sheet_version", known ? known->version : 0);
	if (known) {
		json_str(o, "source_ja", known->source_ja);
		json_str(o, "source_en", known->source_en);
		json_str(o, "note_ja", known->note_ja);
		json_str(o, "note_en", known->note_en);
	}
	json_object(o, "states");
	for (int c = 0; c < 3; c++)
		for (int v = 0; v < 5; v++) {
			snprintf(key, sizeof key, "%s %s", choices[c], v < 4 ? verdicts[v] : "expired");
			json_str(o, key, sheet_state(choices[c], verdicts[v < 4 ? v : 3], v == 4));
		}
	json_end_object(o);
	json_object(o, "checks");
	for (size_t i = 0; i < check_count; i++)
		json_int(o, checks[i].name, checks[i].version);
	json_end_object(o);
}

static int append(struct store *s, const char *rows, const char *system, const char *sheet, const char *name,
		  const struct writing *w, int64_t *ret_id)
{
	char hash[HASH_HEX];
	struct out o;
	size_t n;
	int r;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	hash_hex(rows, strlen(rows), hash);
	json_object(&o, NULL);
	json_str(&o, "name", name);
	json_str(&o, "system", system);
	json_str(&o, "sheet", sheet);
	json_str(&o, "hash", hash);
	scope(&o, s, system, w->today);
	rules(&o, sheet);
	out_str(&o, ",\"rows\":"); /* hashed as they stand: not written again */
	out_str(&o, rows);
	out_char(&o, '}');
	r = o.error ? -ENOMEM : journal_append(s, w->at, "sheet-frozen", w->actor, out_bytes(&o, &n), NULL);
	if (r == 0)
		*ret_id = sqlite3_last_insert_rowid(store_db(s));
	out_clear(&o);
	return r;
}

int freeze_sheet(struct store *s, const char *system, const char *sheet, const char *name,
		 const struct writing *w, int64_t *ret_id, struct err *e)
{
	struct out o;
	size_t n;
	int r;

	if (!name || name[strspn(name, " ")] == '\0' || strlen(name) > 300 || !text_shows(text_z(name)))
		return err_set(e, -EINVAL, "name", "bad-frozen-name", "%s", "");
	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	json_array(&o, NULL);
	r = sheet_rows(s, w->at, system, sheet, row, &o);
	json_end_array(&o);
	if (r == -ENOENT)
		err_set(e, r, system, "no-system", "%s", "");
	if (r == 0)
		r = append(s, out_bytes(&o, &n), system, sheet, name, w, ret_id);
	out_clear(&o);
	return r;
}

/* --- read back */

int frozen_whole(struct store *s, int64_t id, char ret_name[400], int64_t *ret_at)
{
	sqlite3_stmt *st = NULL;
	char hash[HASH_HEX];
	int r = -ENOENT;

	if (sqlite3_prepare_v2(store_db(s), "SELECT name, at, hash, body->'rows' FROM frozen WHERE id = ?1",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, id);
	if (sqlite3_step(st) == SQLITE_ROW) {
		const char *rows = (const char *)sqlite3_column_text(st, 3);

		snprintf(ret_name, 400, "%s", sqlite3_column_text(st, 0));
		*ret_at = sqlite3_column_int64(st, 1);
		hash_hex(rows ? rows : "", rows ? strlen(rows) : 0, hash);
		r = strcmp(hash, (const char *)sqlite3_column_text(st, 2)) == 0;
	}
	sqlite3_finalize(st);
	return r;
}

/* --- snapshots */

static void take(char *to, size_t room, const char *s) { snprintf(to, room, "%s", s ? s : ""); }

static struct snapshot_row *place(struct snapshot *s, const char *item)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->row[i].item, item) == 0)
			return &s->row[i];
	if (s->count == SNAPSHOT_MAX)
		return NULL;
	take(s->row[s->count].item, sizeof s->row->item, item);
	return &s->row[s->count++];
}

const struct snapshot_row *snapshot_row(const struct snapshot *s, const char *item)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->row[i].item, item) == 0)
			return &s->row[i];
	return NULL;
}

static int now_row(void *ctx, const struct sheet_row *r)
{
	struct snapshot_row *to = place(ctx, r->item);

	if (to) {
		take(to->verdict, sizeof to->verdict, r->verdict);
		take(to->choice, sizeof to->choice, r->decision.choice);
	}
	return 0;
}

/* Rows of a statement: item, verdict or NULL, choice or NULL; later rows overwrite earlier ones. */
static int read_rows(struct store *s, const char *sql, const struct snapshot_of *of, struct snapshot *ret)
{
	sqlite3_stmt *st = NULL;
	int r;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, of->system, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, of->sheet, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 3, of->frozen ? of->frozen : of->until);
	while ((r = sqlite3_step(st)) == SQLITE_ROW) {
		struct snapshot_row *to = place(ret, (const char *)sqlite3_column_text(st, 0));

		if (to && sqlite3_column_type(st, 1) != SQLITE_NULL)
			take(to->verdict, sizeof to->verdict, (const char *)sqlite3_column_text(st, 1));
		if (to && sqlite3_column_type(st, 2) != SQLITE_NULL)
			take(to->choice, sizeof to->choice, (const char *)sqlite3_column_text(st, 2));
	}
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static const char frozen_rows[] = "SELECT r.value->>'item', r.value->>'verdict', r.value->>'choice' FROM "
				  "frozen f, json_each(f.body, '$.rows') r"
				  " WHERE f.id = ?3 AND ?1 = ?1 AND ?2 = ?2 ORDER BY r.key";
static const char answers_then[] =
	"SELECT c.value->>0, c.value->>1, NULL FROM event e, json_each(e.body, '$.changes') c WHERE e.kind ="
	" 'answers-changed' AND e.body->>'system' = ?1 AND e.body->>'sheet' = ?2 AND e.at <= ?3 ORDER BY "
	"e.seq, c.key";
static const char decisions_then[] =
	"SELECT e.body->>'item', NULL, coalesce(e.body->>'choice', '') FROM event e WHERE e.kind IN "
	"('decision-made',"
	" 'decision-withdrawn') AND e.body->>'system' = ?1 AND e.body->>'sheet' = ?2 AND e.at <= ?3"
	" AND e.body->>'item' GLOB '*[-A]*' ORDER BY e.seq";

int snapshot_load(struct store *s, const struct snapshot_of *of, struct snapshot *ret)
{
	char name[400];
	int64_t at;
	int r;

	ret->count = 0;
	memset(ret->row, 0, sizeof ret->row);
	if (of->frozen) {
		r = frozen_whole(s, of->frozen, name, &at);
		return r < 0 ? r : read_rows(s, frozen_rows, of, ret);
	}
	if (!of->until)
		return sheet_rows(s, of->now, of->system, of->sheet, now_row, ret);
	r = read_rows(s, answers_then, of, ret);
	return r < 0 ? r : read_rows(s, decisions_then, of, ret);
}
