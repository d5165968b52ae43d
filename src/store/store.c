#include "store/private.h"

#include "base/jsontext.h"
#include "store/script.h"

#include <errno.h>
#include <stdlib.h>

extern const char model_sql[], run_indexes_sql[], model_indexes_sql[], site_sql[], site_indexes_sql[];

int store_code(int sqlite)
{
	switch (sqlite & 0xff) {
	case SQLITE_OK:
	case SQLITE_DONE:
	case SQLITE_ROW:
		return 0;
	case SQLITE_BUSY:
		return -EBUSY;
	case SQLITE_FULL:
		return -ENOSPC;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return -EBADMSG;
	}
	return -EIO;
}

int store_failed(const struct store *s, int code, struct err *e)
{
	const char *key = code == -EBUSY     ? "site-busy"
			  : code == -ENOSPC  ? "site-no-room"
			  : code == -EBADMSG ? "site-damaged"
					     : "site-unreadable";

	return err_set(e, code, s->path, key, "%s", sqlite3_errmsg(s->db));
}

int store_run(struct store *s, const char *sql)
{
	return store_code(sqlite3_exec(s->db, sql, NULL, NULL, NULL));
}

sqlite3_stmt *store_prepare(struct store *s, const char *sql)
{
	sqlite3_stmt *st = NULL;

	return sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK ? st : NULL;
}

int64_t store_number(struct store *s, const char *sql, int64_t none)
{
	sqlite3_stmt *st = store_prepare(s, sql);
	int64_t v = st && sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : none;

	sqlite3_finalize(st);
	return v;
}

/* Whether text from outside is JSON is asked of SQL in many places: json_valid() answers more strictly than
 * SQLite's own (base/jsontext.h). */
static void json_valid(sqlite3_context *ctx, int n, sqlite3_value **values)
{
	const char *s = (const char *)sqlite3_value_text(values[0]);
	size_t bytes = (size_t)sqlite3_value_bytes(values[0]);

	(void)n;
	if (s)
		sqlite3_result_int(ctx, jsontext_is_strict(text_of(s, bytes)));
}

int store_functions(sqlite3 *db)
{
	return store_code(sqlite3_create_function(db, "json_valid", 1,
						  SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
						  json_valid, NULL, NULL));
}

int store_tables(struct store *s)
{
	int r = store_run(s, model_sql);

	return r < 0 ? r : store_run(s, site_sql);
}

int store_model(const char *name, bool assessed, struct store **ret_store)
{
	struct store *s = calloc(1, sizeof *s);
	int r = -ENOMEM;

	if (!s)
		return r;
	if (sqlite3_open_v2(name, &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI,
			    NULL) == SQLITE_OK)
		r = store_run(
			s, "PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA "
			   "temp_store=MEMORY; PRAGMA trusted_schema=OFF;");
	if (r == 0)
		r = store_functions(s->db);
	if (r == 0)
		r = store_run(s, "BEGIN"); /* a commit for each table would be half of it */
	if (r == 0)
		r = assessed ? store_tables(s) : store_run(s, model_sql);
	if (r == 0)
		r = store_run(s, "COMMIT");
	if (r < 0) {
		store_free(s);
		return r;
	}
	*ret_store = s;
	return 0;
}

int store_memory(struct store **ret_store)
{
	/* One thread and no statistics: a lock for every allocation costs a tenth of writing a model. Without
	 * effect once somebody else has used SQLite in this process. */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	return store_model(":memory:", true, ret_store);
}

sqlite3 *store_db(struct store *s) { return s->db; }
int store_begin(struct store *s) { return s->path ? site_begin(s) : store_run(s, "BEGIN"); }
int store_commit(struct store *s) { return s->path ? site_commit(s) : store_run(s, "COMMIT"); }
int store_index(struct store *s)
{
	return s->held ? 0 : store_script(s, run_indexes_sql);
} /* held: each has its own */

int site_indexes(struct store *s)
{
	int r = store_number(s, "SELECT 1 FROM sqlite_schema WHERE name = 'flow_out'", 0) == 1
			? 0
			: store_run(s, model_indexes_sql);

	return r < 0 ? r : store_run(s, site_indexes_sql);
}
const char *store_error(const struct store *s) { return sqlite3_errmsg(s->db); }

void store_free(struct store *s)
{
	if (!s)
		return;
	store_forget(s);
	script_forget(s);
	seal_close(s);
	sqlite3_close(s->db);
	held_free(s->held);
	if (s->key)
		key_forget(s->key);
	free(s->key);
	free(s->path);
	free(s);
}
