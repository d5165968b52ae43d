#define SQLITE_ENABLE_PREUPDATE_HOOK /* declared only then; Debian builds it in */
#include "store/seal.h"

#include "store/private.h"
#include "store/script.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- which tables */

bool covered_read(const char *spec, struct covered *ret)
{
	return sscanf(spec, "%47[a-z_0-9]( %399[^)]) BY %99[^\n]", ret->table, ret->columns, ret->by) == 3;
}

static bool lists(const char *columns, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = columns; (at = strstr(at, name)); at += n)
		if ((at == columns || at[-1] == ' ' || at[-1] == ',') &&
		    (!at[n] || at[n] == ',' || at[n] == ' '))
			return true;
	return false;
}

static bool covers_column(const struct store *s, const char *table, const char *column)
{
	struct covered c;

	for (size_t p = 0; s->parts && s->parts[p]; p++)
		for (size_t i = 0; s->parts[p]->tables[i]; i++)
			if (covered_read(s->parts[p]->tables[i], &c) && strcmp(c.table, table) == 0 &&
			    lists(c.columns, column))
				return true;
	return false;
}

bool store_is_sealed(struct store *s, const char *table)
{
	/* the chain itself, its end, and answers that are kept for a day and prove nothing */
	static const char *const apart[] = {"event", "tail", "answered_request"};
	sqlite3_stmt *columns;
	bool open = false;

	for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
		if (strcmp(table, apart[i]) == 0)
			return false;
	if (!(columns = store_prepare(s, "SELECT name FROM pragma_table_info(?1)")))
		return true;
	sqlite3_bind_text(columns, 1, table, -1, SQLITE_STATIC);
	while (!open && sqlite3_step(columns) == SQLITE_ROW)
		open = !covers_column(s, table, (const char *)sqlite3_column_text(columns, 0));
	sqlite3_finalize(columns);
	return open;
}

/* The model, and what is computed of it. */
const char *const store_watched[] = {"access_point",  "access_point_reason",
				     "address",       "alarm",
				     "alarm_device",  "alarm_packet",
				     "answer",        "answered",
				     "certificate",   "command",
				     "detect_state",  "device",
				     "device_rhythm", "difference",
				     "fact",          "finding",
				     "finding_about", "finding_item",
				     "finding_life",  "finding_packet",
				     "flow",          "hop",
				     "limit_",        "login",
				     "neighbour",     "operation",
				     "outcome",       "outcome_marks",
				     "outside",       "outside_address",
				     "outside_name",  "packet_file",
				     "point",         "port_map",
				     "scan",          "secret",
				     "service",       "service_closed",
				     "setting",       "signal",
				     "source",        "time_sync",
				     "tls",           "wifi_client",
				     "wifi_leave",    NULL};

static bool is_watched(const char *table)
{
	for (const char *const *t = store_watched; *t; t++)
		if (strcmp(*t, table) == 0)
			return true;
	return false;
}

void store_watch(struct store *s, bool watching) { s->watching = watching; }

/* --- noticing */

static struct sealed *sealed_named(struct store *s, const char *table)
{
	for (size_t i = 0; i < s->sealed_count; i++)
		if (strcmp(s->sealed[i].name, table) == 0)
			return &s->sealed[i];
	return NULL;
}

/* Called for every row. SQLite hands the name by the address it has in the schema: mostly the one of the row
 * before. */
static void changed(void *ctx, sqlite3 *db, int what, const char *schema, const char *table,
		    sqlite3_int64 before, sqlite3_int64 after)
{
	struct store *s = ctx;

	(void)db, (void)what, (void)schema, (void)before, (void)after;
	if (table != s->hooked) {
		s->hooked = table;
		s->hooked_is = sealed_named(s, table);
	}
	if (s->hooked_is)
		s->hooked_is->changed = true;
}

static int add(struct store *s, const char *table)
{
	if (!store_is_sealed(s, table))
		return 0;
	if (s->sealed_count == TABLES_MAX)
		return -ENOSPC;
	s->sealed[s->sealed_count] = (struct sealed){.name = strdup(table), .watched = is_watched(table)};
	return s->sealed[s->sealed_count++].name ? 0 : -ENOMEM;
}

static bool is_open(struct store *s, const char *table)
{
	sqlite3_stmt *st = store_kept(s, "SELECT 1 FROM seal WHERE table_name = ?1 AND hash = ''");
	bool open;

	sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
	open = st && sqlite3_step(st) == SQLITE_ROW;
	store_give_back(st);
	return open;
}

/* Left open by who watched before, and was killed or is another process: to be sealed by who commits next. */
static void find_open(struct store *s)
{
	for (size_t i = 0; i < s->sealed_count; i++)
		if (s->sealed[i].watched && is_open(s, s->sealed[i].name))
			s->sealed[i].changed = true;
}

int seal_open(struct store *s)
{
	sqlite3_stmt *tables =
		store_prepare(s, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
				 "'sqlite@_%' ESCAPE '@' ORDER BY name");
	int r = 0;

	seal_close(s);
	if (!tables)
		return -EIO;
	while (r == 0 && sqlite3_step(tables) == SQLITE_ROW)
		r = add(s, (const char *)sqlite3_column_text(tables, 0));
	sqlite3_finalize(tables);
	find_open(s);
	sqlite3_preupdate_hook(s->db, changed, s);
	return r;
}

void seal_forget(struct store *s, bool all)
{
	for (size_t i = 0; i < s->sealed_count; i++)
		s->sealed[i].changed = all;
	s->hooked = NULL;
}

void seal_close(struct store *s)
{
	if (s->sealed_count)
		sqlite3_preupdate_hook(s->db, NULL, NULL);
	while (s->sealed_count)
		free(s->sealed[--s->sealed_count].name);
	s->hooked = NULL;
}

/* --- hashing */

static void value(struct digest *d, sqlite3_stmt *row, int at)
{
	int type = sqlite3_column_type(row, at);
	double real;
	int64_t bits;

	digest_int(d, type);
	switch (type) {
	case SQLITE_INTEGER:
		digest_int(d, sqlite3_column_int64(row, at));
		break;
	case SQLITE_FLOAT:
		real = sqlite3_column_double(row, at);
		memcpy(&bits, &real, sizeof bits);
		digest_int(d, bits);
		break;
	case SQLITE_TEXT:
	case SQLITE_BLOB:
		digest_text(d, sqlite3_column_blob(row, at), (size_t)sqlite3_column_bytes(row, at));
		break;
	}
}

/* NOT INDEXED: rows in the order of the table's own tree, its rowid or its primary key. */
int store_content_hash(struct store *s, const char *table, char ret_hex[HASH_HEX])
{
	unsigned char hash[HASH_BYTES];
	sqlite3_stmt *rows;
	struct digest d;
	char sql[128];
	int r;

	sqlite3_snprintf(sizeof sql, sql, "SELECT * FROM \"%w\" NOT INDEXED", table);
	if (!(rows = store_prepare(s, sql)))
		return -EIO;
	digest_start(&d);
	digest_text(&d, table, strlen(table));
	while ((r = sqlite3_step(rows)) == SQLITE_ROW) {
		int n = sqlite3_column_count(rows);

		digest_int(&d, n);
		for (int i = 0; i < n; i++)
			value(&d, rows, i);
	}
	sqlite3_finalize(rows);
	digest_end(&d, hash);
	digest_hex(hash, ret_hex);
	return store_code(r);
}

/* --- sealing */

static bool is_known(struct store *s, const char *table, const char *hex)
{
	sqlite3_stmt *st = store_prepare(s, "SELECT 1 FROM seal WHERE table_name = ?1 AND hash = ?2");
	bool known;

	sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, hex, -1, SQLITE_STATIC);
	known = st && sqlite3_step(st) == SQLITE_ROW;
	sqlite3_finalize(st);
	return known;
}

/* Watched and changed, but not yet said to be open. */
static int opened(struct store *s, int64_t at)
{
	unsigned count = 0;
	struct out o;
	int r = 0;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	json_object(&o, NULL);
	json_array(&o, "tables");
	for (size_t i = 0; i < s->sealed_count; i++)
		if (s->sealed[i].watched && s->sealed[i].changed && !is_open(s, s->sealed[i].name)) {
			json_str(&o, NULL, s->sealed[i].name);
			count++;
		}
	json_end_array(&o);
	json_end_object(&o);
	if (count)
		r = journal_append(s, at, "tables-opened", "mimamori", out_bytes(&o, NULL), NULL);
	out_clear(&o);
	return r;
}

static int members(struct store *s, struct out *o, unsigned *ret_count)
{
	char hex[HASH_HEX];
	int r = 0;

	*ret_count = 0;
	for (size_t i = 0; r == 0 && i < s->sealed_count; i++) {
		struct sealed *t = &s->sealed[i];

		if (!t->changed || (t->watched && s->watching))
			continue;
		r = store_content_hash(s, t->name, hex);
		if (r < 0)
			break;
		t->changed = false;
		if (is_known(s, t->name, hex))
			continue;
		json_str(o, t->name, hex);
		++*ret_count;
	}
	return r;
}

int store_seal_member(struct store *s, struct out *o)
{
	unsigned count;
	int r;

	json_object(o, "tables");
	r = members(s, o, &count);
	json_end_object(o);
	return r;
}

int store_seal(struct store *s, int64_t at)
{
	unsigned count = 0;
	struct out o;
	int r = s->watching ? opened(s, at) : 0;

	if (r < 0)
		return r;
	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	json_object(&o, NULL);
	json_object(&o, "tables");
	r = members(s, &o, &count);
	json_end_object(&o);
	json_end_object(&o);
	if (r == 0 && count)
		r = journal_append(s, at, "tables-sealed", "mimamori", out_bytes(&o, NULL), NULL);
	out_clear(&o);
	return r;
}

int store_seal_open(struct store *s, int64_t at)
{
	bool watching = s->watching;
	int r;

	find_open(s); /* also those that a transaction which failed made forget */
	s->watching = false;
	r = store_seal(s, at);
	s->watching = watching;
	return r;
}
