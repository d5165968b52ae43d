#include "store/private.h"

#include "store/files.h"
#include "store/journal.h"
#include "store/migrate.h"
#include "store/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int refuse(struct err *e, int code, const char *path, const char *key, const char *detail)
{
	return err_set(e, code, path, key, "%s", detail);
}

/* --- what the file is, before anything is written to it */

static bool is_sqlite(const char *path)
{
	char magic[16] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool is = fd >= 0 && read(fd, magic, sizeof magic) == sizeof magic &&
		  memcmp(magic, "SQLite format 3", sizeof magic) == 0;

	if (fd >= 0)
		close(fd);
	return is;
}

static int look_at_file(const char *path, enum site_mode mode, bool *ret_there, struct err *e)
{
	struct stat st;

	*ret_there = stat(path, &st) == 0;
	if (!*ret_there && errno != ENOENT)
		return refuse(e, -errno, path, "site-unreadable", strerror(errno));
	if (!*ret_there)
		return mode == SITE_CREATE ? 0 : refuse(e, -ENOENT, path, "site-absent", "");
	if (!S_ISREG(st.st_mode))
		return refuse(e, -EINVAL, path, "site-unreadable",
			      strerror(S_ISDIR(st.st_mode) ? EISDIR : EINVAL));
	if (st.st_size == 0)
		return refuse(e, -EINVAL, path, "site-empty", "");
	if (access(path, R_OK) < 0 || (mode != SITE_READ && access(path, W_OK) < 0))
		return refuse(e, -errno, path, "site-unreadable", strerror(errno));
	return is_sqlite(path) ? 0 : refuse(e, -EINVAL, path, "site-foreign", "");
}

static int look_inside(struct store *s, enum site_mode mode, struct err *e)
{
	int64_t id = store_number(s, "PRAGMA application_id", -1), version;

	if (id < 0) {
		int code = store_code(sqlite3_errcode(s->db));

		return store_failed(s, code < 0 ? code : -EBADMSG, e);
	}
	if (id != SITE_APPLICATION)
		return refuse(e, -EINVAL, s->path, "site-foreign", "");
	version = store_number(s, "PRAGMA user_version", -1);
	if (version > SITE_SCHEMA)
		return refuse(e, -EINVAL, s->path, "site-newer", "");
	if (version < 1)
		return refuse(e, -EIO, s->path, "site-damaged", "user_version");
	if (version < SITE_SCHEMA && mode == SITE_READ)
		return refuse(e, -EINVAL, s->path, "site-older", "");
	return 0;
}

/* --- opening */

#define LOOK "SELECT count(*) FROM sqlite_schema"

static int connect_to(struct store *s, int flags, struct err *e)
{
	int r;

	if (strncmp(s->path, "file:", 5) != 0) /* a path is no URI; store_join() attaches by one */
		flags |= SQLITE_OPEN_URI;
	if (sqlite3_open_v2(s->path, &s->db, flags, NULL) != SQLITE_OK)
		return refuse(e, -EIO, s->path, "site-unreadable", sqlite3_errmsg(s->db));
	sqlite3_extended_result_codes(s->db, 0);
	sqlite3_busy_timeout(s->db, SITE_BUSY_MS);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	r = store_run(s, "PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON;");
	if (r == 0)
		r = store_functions(s->db);
	return r < 0 ? store_failed(s, r, e) : 0;
}

/* Read as a writer that writes nothing where that is allowed, so that the last one to close takes the side
 * files of the log away; else read-only; and where not even the folder can be written to, as a file that
 * nobody changes. */
static int connect_to_read(struct store *s, struct err *e)
{
	char *wal = NULL, *uri;
	struct stat st;
	bool logged;
	int r;

	if (asprintf(&wal, "%s-wal", s->path) < 0)
		return refuse(e, -ENOMEM, s->path, "site-unreadable", strerror(ENOMEM));
	logged = stat(wal, &st) == 0 && st.st_size > 0;
	free(wal);
	if (access(s->path, W_OK) == 0 && (r = connect_to(s, SQLITE_OPEN_READWRITE, e)) == 0 &&
	    store_number(s, LOOK, -1) >= 0)
		return store_run(s, "PRAGMA query_only=ON");
	sqlite3_close(s->db);
	s->db = NULL;
	if ((r = connect_to(s, SQLITE_OPEN_READONLY, e)) < 0 || store_number(s, LOOK, -1) >= 0 || logged ||
	    strpbrk(s->path, "?#%"))
		return r;
	if (!(uri = sqlite3_mprintf("file:%s?immutable=1", s->path)))
		return r;
	sqlite3_close(s->db);
	r = store_code(sqlite3_open_v2(uri, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL));
	if (r == 0)
		r = store_functions(s->db);
	sqlite3_free(uri);
	return r < 0 ? store_failed(s, r, e) : 0;
}

static struct store *store_for(const char *path, const struct store_part *const *parts, int64_t now)
{
	struct store *s = calloc(1, sizeof *s);

	if (!s || !(s->path = strdup(path))) {
		free(s);
		return NULL;
	}
	s->parts = parts;
	s->now = now;
	return s;
}

/* --- the key beside it */

static int key_refused(const char *path, int code, struct err *e)
{
	return refuse(e, code, path, code == -EINVAL ? "key-damaged" : "key-unreadable", strerror(-code));
}

/* A key that is absent, unreadable or another site's signs nothing here; `journal checkpoint` says which it
 * is. */
void site_take_key(struct store *s, const char *site)
{
	char hex[PUBLIC_HEX] = "";

	free(s->key);
	if (!(s->key = calloc(1, sizeof *s->key)))
		return;
	if (key_load(site, s->key) == 0)
		key_hex(s->key->public_key, hex);
	if (*hex && strcmp(hex, site_setting(s, "public-key", "")) == 0)
		return;
	key_forget(s->key);
	free(s->key);
	s->key = NULL;
}

/* --- making a new one */

static int tell_made(struct store *s, int64_t now)
{
	unsigned char id[16], hash[HASH_BYTES] = {0};
	char body[256], hex[HASH_HEX], key[PUBLIC_HEX];

	key_random(id, sizeof id);
	memcpy(hash, id, sizeof id);
	digest_hex(hash, hex);
	key_hex(s->key->public_key, key);
	snprintf(body, sizeof body, "{\"schema\":%d,\"site\":\"%.32s\",\"public_key\":\"%s\"}", SITE_SCHEMA,
		 hex, key);
	return journal_append(s, now, "site-made", "mimamori", body, NULL);
}

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
		r = site_indexes(s);
	if (r == 0)
		r = store_run(s, sql);
	if (r == 0)
		r = seal_open(s);
	if (r == 0)
		r = tell_made(s, now);
	if (r == 0)
		r = site_commit(s);
	if (r < 0)
		site_rollback(s);
	return r;
}

static int make_aside(const char *aside, const char *path, const struct store_part *const *parts, int64_t now,
		      struct err *e)
{
	struct store *s = store_for(aside, parts, now);
	int r = s && (s->key = calloc(1, sizeof *s->key)) ? key_make(path, s->key) : -ENOMEM;

	if (r < 0) {
		store_free(s);
		return key_refused(path, r, e);
	}
	r = connect_to(s, SQLITE_OPEN_READWRITE, e);

	if (r == 0)
		r = store_run(s, "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=FULL;");
	if (r == 0)
		r = make(s, now);
	if (r < 0)
		store_failed(s, r, e);
	store_free(s);
	return r;
}

/* Made whole under another name, so that a half-made site is never seen. Somebody else who makes it at the
 * same moment wins. */
static int site_make(const char *path, const struct store_part *const *parts, int64_t now, struct err *e)
{
	char *aside = NULL;
	int fd, r;

	if (asprintf(&aside, "%s.making-XXXXXX", path) < 0)
		return refuse(e, -ENOMEM, path, "site-unreadable", strerror(ENOMEM));
	if ((fd = mkstemp(aside)) < 0) {
		r = refuse(e, -errno, path, "site-unreadable", strerror(errno));
		free(aside);
		return r;
	}
	close(fd);
	r = make_aside(aside, path, parts, now, e);
	if (r == 0 && file_take_name(aside, path, false) < 0 && errno != EEXIST)
		r = refuse(e, -errno, path, "site-unreadable", strerror(errno));
	unlink(aside);
	free(aside);
	return r;
}

static int ready(struct store *s, enum site_mode mode, struct err *e)
{
	int r = look_inside(s, mode, e);

	if (r < 0)
		return r;
	if (mode != SITE_READ)
		r = store_run(s, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
	if (r == 0 && mode != SITE_READ)
		r = seal_open(s);
	if (r == 0 && mode != SITE_READ && mode != SITE_UNSIGNED)
		site_take_key(s, s->path);
	if (r < 0)
		return store_failed(s, r, e);
	return mode == SITE_READ ? 0 : site_migrate(s, site_migrations, SITE_SCHEMA, s->now, e);
}

int site_open(const char *path, enum site_mode mode, const struct store_part *const *parts, int64_t now,
	      struct store **ret_store, struct err *e)
{
	struct store *s;
	bool there;
	int r = look_at_file(path, mode, &there, e);

	if (r == 0 && !there)
		r = site_make(path, parts, now, e);
	if (r < 0)
		return r;
	if (!(s = store_for(path, parts, now)))
		return refuse(e, -ENOMEM, path, "site-unreadable", strerror(ENOMEM));
	r = mode == SITE_READ ? connect_to_read(s, e) : connect_to(s, SQLITE_OPEN_READWRITE, e);
	if (r == 0)
		r = ready(s, mode, e);
	if (r < 0) {
		store_free(s);
		return r;
	}
	*ret_store = s;
	return 0;
}

int64_t site_events(struct store *s) { return store_number(s, "SELECT max(seq) FROM event", 0); }
const char *site_path(const struct store *s) { return s->path; }

void site_time(struct store *s, int64_t now) { s->now = now; }

int site_begin(struct store *s)
{
	s->tail = (struct tail){0};
	return store_run(s, "BEGIN IMMEDIATE");
}

int site_commit(struct store *s)
{
	int r = store_seal(s, s->tail.grown ? s->tail.at : s->now);

	if (r == 0 && s->tail.grown)
		r = tail_write(s, s->tail.seq, s->tail.hash);
	if (r == 0)
		r = store_run(s, "COMMIT");
	s->tail = (struct tail){0};
	return r;
}

void site_rollback(struct store *s)
{
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	s->tail = (struct tail){0};
	seal_forget(s, false);
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

void site_forget_key(struct store *s)
{
	if (s && s->key)
		key_forget(s->key);
}
