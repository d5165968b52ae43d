#include "store/private.h"

#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int refuse(struct err *e, int code, const char *path, const char *key, const char *detail)
{
	return err_set(e, code, path, key, "%s", detail);
}

static int64_t pragma(struct store *s, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t v = -1;

	if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

/* A new file: everything in one transaction, so that a half-made site is an empty file. */
static int make(struct store *s, int64_t now)
{
	char sql[96];
	int r;

	snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d;", SITE_APPLICATION,
		 SITE_SCHEMA);
	if ((r = site_begin(s)) < 0)
		return r;
	r = store_tables(s);
	if (r == 0)
		r = store_index(s);
	if (r == 0)
		r = store_run(s, sql);
	if (r == 0)
		r = journal_append(s, now, "site-made", "mimamori", "{\"schema\":1}", NULL);
	if (r == 0)
		r = site_commit(s);
	if (r < 0)
		site_rollback(s);
	return r;
}

/* What the file is, before anything is written to it. */
static int look(struct store *s, bool fresh, struct err *e)
{
	int64_t id, version;

	if (fresh)
		return 0;
	id = pragma(s, "PRAGMA application_id");
	if (id < 0)
		return refuse(e, -EIO, s->path, "site-damaged", sqlite3_errmsg(s->db));
	if (id != SITE_APPLICATION)
		return refuse(e, -EINVAL, s->path, "site-foreign", "");
	version = pragma(s, "PRAGMA user_version");
	if (version > SITE_SCHEMA)
		return refuse(e, -EINVAL, s->path, "site-newer", "");
	return 0;
}

static int connect_to(struct store *s, enum site_mode mode, struct err *e)
{
	int flags = mode == SITE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;

	if (mode == SITE_CREATE)
		flags |= SQLITE_OPEN_CREATE;
	if (strncmp(s->path, "file:", 5) != 0) /* a path is no URI; store_join() attaches by one */
		flags |= SQLITE_OPEN_URI;
	if (sqlite3_open_v2(s->path, &s->db, flags, NULL) != SQLITE_OK)
		return refuse(e, -EIO, s->path, "site-unreadable", sqlite3_errmsg(s->db));
	sqlite3_busy_timeout(s->db, SITE_BUSY_MS);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	return 0;
}

static int settle(struct store *s, enum site_mode mode, bool fresh, int64_t now, struct err *e)
{
	int r = look(s, fresh, e);

	if (r < 0)
		return r;
	if (mode != SITE_READ)
		r = store_run(s, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
	if (r == 0)
		r = store_run(s, "PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON;");
	if (r == 0 && fresh)
		r = make(s, now);
	return r < 0 ? refuse(e, r, s->path, r == -EBUSY ? "site-busy" : "site-damaged",
			      sqlite3_errmsg(s->db))
		     : 0;
}

int site_open(const char *path, enum site_mode mode, const struct store_part *const *parts, int64_t now,
	      struct store **ret_store, struct err *e)
{
	bool there = access(path, F_OK) == 0;
	struct store *s;
	int r;

	if (!there && mode != SITE_CREATE)
		return refuse(e, -ENOENT, path, "site-absent", "");
	s = calloc(1, sizeof *s);
	if (!s || !(s->path = strdup(path))) {
		free(s);
		return refuse(e, -ENOMEM, path, "site-unreadable", strerror(ENOMEM));
	}
	s->parts = parts;
	r = connect_to(s, mode, e);
	if (r == 0)
		r = settle(s, mode, !there, now, e);
	if (r < 0) {
		store_free(s);
		return r;
	}
	*ret_store = s;
	return 0;
}

const char *site_path(const struct store *s) { return s->path; }

int site_begin(struct store *s)
{
	int r = sqlite3_exec(s->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

	return r == SQLITE_OK ? 0 : r == SQLITE_BUSY ? -EBUSY : -EIO;
}

int site_commit(struct store *s) { return store_run(s, "COMMIT"); }

void site_rollback(struct store *s)
{
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

const char *site_setting(struct store *s, const char *key, const char *otherwise)
{
	sqlite3_stmt *st = NULL;
	const char *v = otherwise;

	if (sqlite3_prepare_v2(s->db, "SELECT value FROM site WHERE key = ?1", -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC);
		if (sqlite3_step(st) == SQLITE_ROW) {
			snprintf(s->setting, sizeof s->setting, "%s", sqlite3_column_text(st, 0));
			v = s->setting;
		}
	}
	sqlite3_finalize(st);
	return v;
}
