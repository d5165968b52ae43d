#include "store/verify.h"

#include "store/compare.h"
#include "store/merkle.h"
#include "store/migrate.h"
#include "store/private.h"
#include "store/seal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* --- telling */

void verify_flaw(struct verify *v, const char *key, int64_t seq, const char *table, const char *row,
		 const char *detail)
{
	struct flaw f = {.key = key, .seq = seq};

	if (v->told->flaws++ >= FLAWS_TOLD)
		return;
	snprintf(f.table, sizeof f.table, "%s", table);
	snprintf(f.row, sizeof f.row, "%s", row);
	snprintf(f.detail, sizeof f.detail, "%s", detail);
	v->fn(v->ctx, &f);
}

/* What SQLite itself says when a page cannot be read. */
static void unreadable(struct verify *v, const char *table)
{
	verify_flaw(v, "page", 0, table, "", sqlite3_errmsg(v->file->db));
}

static const char *text(sqlite3_stmt *st, int column)
{
	return (const char *)sqlite3_column_text(st, column);
}

/* --- pages and schema */

static void pages(struct verify *v)
{
	sqlite3_stmt *st = store_prepare(v->file, "PRAGMA integrity_check(20)");
	int r = SQLITE_ERROR;

	while (st && (r = sqlite3_step(st)) == SQLITE_ROW) {
		const char *said = (const char *)sqlite3_column_text(st, 0);

		if (said && strcmp(said, "ok") != 0)
			verify_flaw(v, "page", 0, "", "", said);
	}
	if (r != SQLITE_DONE)
		unreadable(v, "");
	sqlite3_finalize(st);
}

#define SCHEMA                                                                                               \
	"SELECT name, type || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema"                \
	" WHERE name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY name, type"

static void schema_text(struct verify *v)
{
	struct side file, again;

	side_open(&file, v->file, SCHEMA);
	side_open(&again, v->again, SCHEMA);
	while (file.more || again.more) {
		int order = side_order(&file, &again, 1);

		if (order < 0)
			verify_flaw(v, "schema-extra", 0, side_text(&file, 0), "", "");
		else if (order > 0)
			verify_flaw(v, "schema-missing", 0, side_text(&again, 0), "", "");
		else if (!side_same(&file, &again, 1))
			verify_flaw(v, "schema-differs", 0, side_text(&file, 0), "", "");
		if (order <= 0)
			side_next(&file);
		if (order >= 0)
			side_next(&again);
	}
	if (side_close(&file) < 0)
		unreadable(v, "sqlite_schema");
	side_close(&again);
}

/* A file that was brought forward has the schema that its last migration recorded; any other that of this
 * version. */
static void schema(struct verify *v)
{
	char hex[HASH_HEX] = "";

	if (!*v->schema) {
		schema_text(v);
		return;
	}
	if (schema_hash(v->file, hex) < 0 || strcmp(hex, v->schema) != 0)
		verify_flaw(v, "schema-differs", 0, "sqlite_schema", "", "");
}

/* --- events */

static void bad_event(struct verify *v, const char *key, int64_t seq, const char *detail)
{
	verify_flaw(v, key, seq, "", "", detail);
	v->chained = false;
}

static bool in_place(struct verify *v, int64_t seq, bool whole)
{
	int64_t expected = v->told->events + 1;
	char span[48];

	if (seq == expected && whole)
		return true;
	if (seq == expected) {
		bad_event(v, "altered", seq, "");
	} else if (seq < expected) {
		bad_event(v, "inserted", seq, "");
	} else {
		snprintf(span, sizeof span, "%lld", (long long)(seq - expected));
		bad_event(v, "removed", expected, span);
	}
	return false;
}

static bool is_chained(struct verify *v, const struct event *e)
{
	unsigned char hash[HASH_BYTES];

	event_hash(e, e->prev, hash);
	if (memcmp(hash, e->hash, HASH_BYTES) != 0)
		bad_event(v, "altered", e->seq, "");
	else if (memcmp(e->prev, v->told->hash, HASH_BYTES) != 0)
		bad_event(v, "unchained", e->seq, "");
	return v->chained;
}

static void apply(struct verify *v, const struct event *e)
{
	int r = journal_apply(v->again, e);
	char kind[64];

	if (r == 0)
		return;
	snprintf(kind, sizeof kind, "%.*s", (int)(e->kind_n < 60 ? e->kind_n : 60), e->kind);
	bad_event(v, r == -EINVAL ? "unknown-kind" : "cannot-apply", e->seq,
		  r == -EINVAL ? kind : store_error(v->again));
}

/* A checkpoint in the file speaks of all events before it. */
static void checkpoint(struct verify *v, const struct event *e)
{
	sqlite3_stmt *st = store_prepare(v->again, "SELECT json_extract(?1, '$.note')");
	unsigned char root[HASH_BYTES];
	const char *text = "";
	struct note n;

	sqlite3_bind_text64(st, 1, e->body, e->body_n, SQLITE_STATIC, SQLITE_UTF8);
	if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_type(st, 0) == SQLITE_TEXT)
		text = (const char *)sqlite3_column_text(st, 0);
	merkle_root(&v->tree, root);
	if (note_read(rd_of(text, strlen(text)), &n) < 0 || strcmp(n.origin, v->origin) != 0 ||
	    n.size != v->tree.size || memcmp(n.root, root, HASH_BYTES) != 0 ||
	    !note_signed_by(&n, v->public_key))
		verify_flaw(v, "checkpoint", e->seq, "checkpoint", "", "");
	else
		v->told->checkpoints++;
	sqlite3_finalize(st);
}

static void migrated(struct verify *v, const struct event *e)
{
	sqlite3_stmt *st = store_prepare(v->again, "SELECT json_extract(?1, '$.schema_hash')");

	sqlite3_bind_text64(st, 1, e->body, e->body_n, SQLITE_STATIC, SQLITE_UTF8);
	if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_type(st, 0) == SQLITE_TEXT)
		snprintf(v->schema, sizeof v->schema, "%s", text(st, 0));
	sqlite3_finalize(st);
}

static bool is_of(const struct event *e, const char *kind)
{
	return e->kind_n == strlen(kind) && memcmp(e->kind, kind, e->kind_n) == 0;
}

/* The first event says whose file it is. */
static void identity(struct verify *v)
{
	snprintf(v->origin, sizeof v->origin, "%s", site_setting(v->again, "origin", ""));
	snprintf(v->told->key, sizeof v->told->key, "%s", site_setting(v->again, "public-key", ""));
	if (!key_of_hex(v->told->key, v->public_key))
		*v->told->key = '\0';
}

/* The checkpoint that was kept outside, when the tree has grown to its size. */
static void compare_outside(struct verify *v)
{
	unsigned char root[HASH_BYTES];

	if (!v->outside || v->outside->size != v->tree.size)
		return;
	v->compared = true;
	merkle_root(&v->tree, root);
	if (memcmp(root, v->outside->root, HASH_BYTES) != 0)
		verify_flaw(v, "outside-differs", (int64_t)v->tree.size, "", "", "");
}

static void outside(struct verify *v)
{
	char size[24];

	if (!v->outside)
		return;
	snprintf(size, sizeof size, "%llu", (unsigned long long)v->outside->size);
	if (strcmp(v->outside->origin, v->origin) != 0)
		verify_flaw(v, "outside-foreign", 0, "", "", v->outside->origin);
	else if (!note_signed_by(v->outside, v->public_key))
		verify_flaw(v, "outside-key", 0, "", "", "");
	else if (v->chained && !v->compared)
		verify_flaw(v, "outside-cut", v->told->events + 1, "", "", size);
}

static void event(struct verify *v, sqlite3_stmt *row)
{
	struct verified *told = v->told;
	struct event e;
	bool whole = event_read(row, &e);

	if (!in_place(v, e.seq, whole) || !is_chained(v, &e))
		return;
	if (!told->events)
		told->first_at = e.at;
	else if (e.at < told->last_at)
		told->clock_back++;
	told->events = e.seq;
	told->last_at = e.at;
	memcpy(told->hash, e.hash, HASH_BYTES);
	if (is_of(&e, "checkpoint-made"))
		checkpoint(v, &e);
	if (is_of(&e, "site-migrated"))
		migrated(v, &e);
	merkle_add(&v->tree, e.hash);
	compare_outside(v);
	apply(v, &e);
	if (e.seq == 1)
		identity(v);
}

static void events(struct verify *v)
{
	sqlite3_stmt *st =
		store_prepare(v->file, "SELECT " EVENT_COLUMNS " FROM event NOT INDEXED ORDER BY seq");
	int r = SQLITE_ERROR;

	v->chained = true;
	store_run(v->again, "BEGIN");
	while (st && v->chained && (r = sqlite3_step(st)) == SQLITE_ROW)
		event(v, st);
	if (v->chained && r != SQLITE_DONE) {
		unreadable(v, "event");
		v->chained = false;
	}
	sqlite3_finalize(st);
	store_run(v->again, "COMMIT");
	merkle_root(&v->tree, v->told->root);
}

/* Without one the key was not there when the last event was written: that is told, and no flaw. */
static void signature(struct verify *v, const void *value, int n)
{
	char text[256];
	int length = tail_text(text, sizeof text, v->origin, v->told->events, v->told->hash);

	if (n == SIGNATURE_BYTES && key_signed(v->public_key, text, (size_t)length, value))
		v->told->is_signed = true;
	else
		bad_event(v, "signature", v->told->events, "");
}

/* The end of the journal as the last transaction left it. */
static void end(struct verify *v)
{
	sqlite3_stmt *st = store_prepare(v->file, "SELECT seq, hash, signature FROM tail WHERE id = 1");
	int r = st ? sqlite3_step(st) : SQLITE_ERROR;
	int64_t seq = r == SQLITE_ROW ? sqlite3_column_int64(st, 0) : -1;
	char count[24];

	snprintf(count, sizeof count, "%lld", (long long)(seq - v->told->events));
	if (r != SQLITE_ROW)
		bad_event(v, "no-tail", 0, r == SQLITE_DONE ? "" : sqlite3_errmsg(v->file->db));
	else if (seq > v->told->events)
		bad_event(v, "removed", v->told->events + 1, count);
	else if (seq < v->told->events)
		bad_event(v, "inserted", seq + 1, "");
	else if (sqlite3_column_bytes(st, 1) != HASH_BYTES ||
		 memcmp(sqlite3_column_blob(st, 1), v->told->hash, HASH_BYTES) != 0)
		bad_event(v, "altered", seq, "");
	else if (sqlite3_column_type(st, 2) != SQLITE_NULL)
		signature(v, sqlite3_column_blob(st, 2), sqlite3_column_bytes(st, 2));
	sqlite3_finalize(st);
}

/* --- tables */

static void each_rebuilt(struct verify *v)
{
	struct covered c;

	for (size_t p = 0; v->file->parts && v->file->parts[p]; p++)
		for (size_t i = 0; v->file->parts[p]->tables[i]; i++)
			if (covered_read(v->file->parts[p]->tables[i], &c)) {
				compare_table(v, &c);
				v->told->rebuilt++;
			}
}

/* The event that opened it says since when. */
static bool is_open(struct verify *v, const char *table)
{
	sqlite3_stmt *st =
		store_prepare(v->again, "SELECT seq FROM seal WHERE table_name = ?1 AND hash = ''");
	char sql[80];
	int64_t at;
	bool open;

	sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
	open = st && sqlite3_step(st) == SQLITE_ROW;
	if (open) {
		snprintf(sql, sizeof sql, "SELECT at FROM event WHERE seq = %lld",
			 (long long)sqlite3_column_int64(st, 0));
		at = store_number(v->file, sql, 0);
		if (!v->told->open++ || at < v->told->open_since)
			v->told->open_since = at;
	}
	sqlite3_finalize(st);
	return open;
}

static void one_sealed(struct verify *v, const char *table)
{
	char hex[HASH_HEX] = "", sql[200];
	sqlite3_stmt *st;

	sqlite3_snprintf(sizeof sql, sql, "SELECT 1 FROM seal WHERE table_name = %Q", table);
	if (store_number(v->again, sql, 0) == 0) { /* never sealed: never written to */
		sqlite3_snprintf(sizeof sql, sql, "SELECT 1 FROM \"%w\" LIMIT 1", table);
		if (store_number(v->file, sql, 0) != 0)
			verify_flaw(v, "content", 0, table, "", "");
		return;
	}
	if (store_content_hash(v->file, table, hex) < 0)
		unreadable(v, table);
	st = store_prepare(v->again, "SELECT seq, hash FROM seal WHERE table_name = ?1");
	sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
	if (*hex && sqlite3_step(st) == SQLITE_ROW &&
	    strcmp((const char *)sqlite3_column_text(st, 1), hex) != 0)
		verify_flaw(v, "content", sqlite3_column_int64(st, 0), table, "", "");
	sqlite3_finalize(st);
}

static void each_sealed(struct verify *v)
{
	sqlite3_stmt *st = store_prepare(
		v->again, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
			  "'sqlite@_%' ESCAPE '@' ORDER BY name");

	while (st && sqlite3_step(st) == SQLITE_ROW) {
		const char *table = (const char *)sqlite3_column_text(st, 0);

		if (!store_is_sealed(v->again, table) || is_open(v, table))
			continue;
		one_sealed(v, table);
		v->told->sealed++;
	}
	sqlite3_finalize(st);
}

/* Names, addresses and numbers of people stand in no event, only their salted hash does. */
static void contacts(struct verify *v)
{
	sqlite3_stmt *st = store_prepare(
		v->file, "SELECT id, commitment, salt, name, mail, phone FROM contact WHERE erased = 0");
	char hex[HASH_HEX], row[32];

	while (st && sqlite3_step(st) == SQLITE_ROW) {
		const char *said = text(st, 1);

		contact_commitment(sqlite3_column_blob(st, 2), (size_t)sqlite3_column_bytes(st, 2),
				   text(st, 3), text(st, 4), text(st, 5), hex);
		if (said && strcmp(said, hex) == 0)
			continue;
		snprintf(row, sizeof row, "c%lld", (long long)sqlite3_column_int64(st, 0));
		verify_flaw(v, "person", 0, "contact", row, "");
	}
	sqlite3_finalize(st);
}

int site_verify(struct store *s, const struct note *checkpoint_outside, flaw_fn *fn, void *ctx,
		struct verified *ret)
{
	struct verify v = {.file = s, .fn = fn, .ctx = ctx, .told = ret, .outside = checkpoint_outside};
	int r = store_memory(&v.again);

	*ret = (struct verified){0};
	if (r == 0)
		r = site_indexes(v.again);
	if (r < 0) {
		store_free(v.again);
		return r;
	}
	v.again->parts = s->parts;
	store_run(s, "BEGIN");
	pages(&v);
	events(&v);
	schema(&v);
	if (v.chained)
		end(&v);
	outside(&v);
	if (v.chained) {
		each_rebuilt(&v);
		each_sealed(&v);
		contacts(&v);
	}
	store_run(s, "COMMIT");
	store_free(v.again);
	return 0;
}
