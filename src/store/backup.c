#include "store/backup.h"

#include "store/files.h"
#include "store/private.h"
#include "store/verify.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- copying */

static int copy_pages(struct store *from, sqlite3 *to)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from->db, "main");
	int r;

	if (!b)
		return store_code(sqlite3_errcode(to));
	sqlite3_backup_step(b, -1);
	r = store_code(sqlite3_backup_finish(b));
	if (r == 0) /* a copy needs no log beside it */
		r = store_code(sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL));
	return r;
}

static int copy_to(struct store *from, const char *aside, const char *named, struct err *e)
{
	sqlite3 *to = NULL;
	int r = store_code(sqlite3_open_v2(aside, &to, SQLITE_OPEN_READWRITE, NULL));

	if (r == 0)
		r = copy_pages(from, to);
	if (r < 0)
		err_set(e, r, named, r == -ENOSPC ? "site-no-room" : "cannot-write", "%s",
			sqlite3_errmsg(to));
	sqlite3_close(to);
	return r;
}

static int new_aside(const char *path, char **ret, struct err *e)
{
	int fd;

	if (asprintf(ret, "%s.making-XXXXXX", path) < 0) {
		*ret = NULL;
		return err_set(e, -ENOMEM, path, "cannot-write", "%s", strerror(ENOMEM));
	}
	fd = mkstemp(*ret);
	if (fd < 0) {
		int r = err_set(e, -errno, path, "cannot-write", "%s", strerror(errno));

		free(*ret);
		*ret = NULL;
		return r;
	}
	close(fd);
	return 0;
}

/* What was made aside takes its name, or goes when r says that it failed. */
static int settle(char *aside, const char *to, int r, struct err *e)
{
	if (r == 0 && file_take_name(aside, to, true) < 0)
		r = err_set(e, -errno, to, "cannot-write", "%s", strerror(errno));
	if (r < 0)
		unlink(aside);
	free(aside);
	return r;
}

int site_copy(struct store *s, const char *to, struct err *e)
{
	char *aside;
	int r = new_aside(to, &aside, e);

	if (r < 0)
		return r;
	r = copy_to(s, aside, to, e);
	return settle(aside, to, r, e);
}

static void count_flaw(void *ctx, const struct flaw *f) { (void)ctx, (void)f; }

static int verified(struct store *s, const char *named, struct copied *ret, struct err *e)
{
	struct verified v;
	int r = site_verify(s, NULL, count_flaw, NULL, &v);

	if (r < 0)
		return err_set(e, r, named, "cannot-write", "%s", strerror(-r));
	ret->events = v.events;
	return v.flaws ? err_set(e, ERR_DAMAGED, named, "copy-flawed", "%u", v.flaws) : 0;
}

static int verify_file(const char *path, const char *named, const struct store_part *const *parts,
		       struct copied *ret, struct err *e)
{
	struct store *s;
	int r = site_open(path, SITE_READ, parts, 0, &s, e);

	if (r < 0) {
		snprintf(e->subject, sizeof e->subject, "%s", named);
		return r;
	}
	r = verified(s, named, ret, e);
	store_free(s);
	return r;
}

/* Does `newer` hold everything that `older` holds? ret_same: of the same site at all. */
static bool follows(struct store *newer, struct store *older, bool *ret_same)
{
	unsigned char hash[HASH_BYTES];
	char origin[NOTE_NAME], hex[HASH_HEX], sql[160];
	int64_t seq;

	snprintf(origin, sizeof origin, "%s", site_setting(older, "origin", "?"));
	*ret_same = strcmp(origin, site_setting(newer, "origin", "")) == 0;
	if (!*ret_same || journal_tail(older, &seq, hash) < 0)
		return false;
	digest_hex(hash, hex);
	snprintf(sql, sizeof sql, "SELECT 1 FROM event WHERE seq = %lld AND hash = x'%s'", (long long)seq,
		 hex);
	return store_number(newer, sql, 0) == 1;
}

/* --- backup */

static int may_replace(struct store *s, const char *to, struct err *e)
{
	struct store *old;
	struct err why = {0};
	bool same = false, earlier;

	if (site_open(to, SITE_READ, s->parts, 0, &old, &why) < 0)
		return why.code == -ENOENT ? 0 : err_set(e, -EEXIST, to, "copy-other", "%s", "");
	earlier = follows(s, old, &same);
	store_free(old);
	return earlier ? 0 : err_set(e, -EEXIST, to, "copy-other", "%s", "");
}

static int tell(struct store *s, int64_t at, const char *actor, const char *kind, const char *file,
		const struct copied *c)
{
	const char *name = strrchr(file, '/');
	struct out o;
	int r;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	json_object(&o, NULL);
	json_str(&o, "file", name ? name + 1 : file);
	json_int(&o, "events", c->events);
	if (c->epoch) {
		char epoch[24];

		snprintf(epoch, sizeof epoch, "%lld", (long long)c->epoch);
		json_str(&o, "epoch", epoch);
	}
	json_end_object(&o);
	r = site_begin(s);
	if (r == 0)
		r = journal_append(s, at, kind, actor, out_bytes(&o, NULL), NULL);
	if (r == 0)
		r = site_commit(s);
	if (r < 0)
		site_rollback(s);
	out_clear(&o);
	return r;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int site_backup(struct store *s, const char *to, bool force, int64_t at, const char *actor,
		struct copied *ret, struct err *e)
{
	char *aside;
	int r;

	*ret = (struct copied){0};
	if (is_folder(to))
		return err_set(e, -EISDIR, to, "cannot-write", "%s", strerror(EISDIR));
	r = force ? 0 : may_replace(s, to, e);
	if (r < 0 || (r = new_aside(to, &aside, e)) < 0)
		return r;
	r = copy_to(s, aside, to, e);
	if (r == 0)
		r = verify_file(aside, site_path(s), s->parts, ret, e);
	if (r == 0 && file_take_name(aside, to, true) < 0)
		r = err_set(e, -errno, to, "cannot-write", "%s", strerror(errno));
	if (r < 0)
		unlink(aside);
	free(aside);
	if (r == 0 && (r = tell(s, at, actor, "backup-made", to, ret)) < 0)
		store_failed(s, r, e);
	return r;
}

/* --- restore */

/* Nobody else may have it open, and what its log holds is put into it. */
static int fold(struct store *old, struct err *e)
{
	int r;

	sqlite3_busy_timeout(old->db, 0);
	r = store_run(
		old,
		"PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
	if (r == 0 && store_number(old, "PRAGMA wal_checkpoint(TRUNCATE)", 1) != 0)
		r = -EBUSY;
	if (r == 0)
		r = store_run(old, "PRAGMA journal_mode=DELETE");
	return r < 0 ? store_failed(old, r, e) : 0;
}

/* The file that would be replaced: what it holds that the backup does not. */
static int weigh(struct store *from, struct store *old, bool force, struct copied *ret, struct err *e)
{
	bool same = false, all = follows(from, old, &same);
	int64_t epoch = strtoll(site_setting(old, "epoch", "0"), NULL, 10),
		more = site_events(old) - site_events(from);

	if (epoch > ret->epoch)
		ret->epoch = epoch;
	if (!all && !force && !same)
		return err_set(e, -EEXIST, site_path(old), "restore-other", "%s", "");
	if (!all && !force)
		return err_set(e, -EEXIST, site_path(old), "restore-newer", "%lld",
			       (long long)(more > 0 ? more : 0));
	return fold(old, e);
}

static int look_at_old(struct store *from, const char *to, bool force, struct copied *ret, struct err *e)
{
	struct err why = {0};
	struct store *old;
	int r = site_open(to, SITE_WRITE, from->parts, 0, &old, &why);

	if (r < 0 && (strcmp(why.key, "site-absent") == 0 || strcmp(why.key, "site-damaged") == 0 ||
		      strcmp(why.key, "site-empty") == 0))
		return 0;
	if (r < 0) {
		*e = why;
		return force && why.code != -EBUSY && !is_folder(to) ? 0 : r;
	}
	r = weigh(from, old, force, ret, e);
	store_free(old);
	return r;
}

static void move_side(const char *path, const char *kept, const char *end)
{
	char from[600], to[600];

	snprintf(from, sizeof from, "%s%s", path, end);
	snprintf(to, sizeof to, "%s%s", kept, end);
	rename(from, to); /* mostly there is none */
}

/* The old file gets a second name first, so that at no moment there is no site. */
static int keep_old(const char *to, struct copied *ret, struct err *e)
{
	if (access(to, F_OK) < 0)
		return 0;
	for (int n = 1; n < 100; n++) {
		char number[8] = "";

		if (n > 1)
			snprintf(number, sizeof number, ".%d", n);
		if (snprintf(ret->kept, sizeof ret->kept, "%s.before-restore%s", to, number) >=
		    (int)sizeof ret->kept)
			break;
		if (link(to, ret->kept) == 0 ||
		    (errno == EPERM && file_take_name(to, ret->kept, false) == 0)) {
			move_side(to, ret->kept,
				  "-wal"); /* of a damaged one: it must not be taken for the new file's */
			move_side(to, ret->kept, "-shm");
			return 0;
		}
		if (errno != EEXIST)
			break;
	}
	return err_set(e, -errno, ret->kept, "cannot-write", "%s", strerror(errno));
}

static int tell_restored(const char *aside, const char *from, const char *to,
			 const struct store_part *const *parts, int64_t at, const char *actor,
			 struct copied *ret, struct err *e)
{
	struct store *s;
	int r = site_open(aside, SITE_WRITE, parts, at, &s, e);

	if (r < 0)
		return r;
	site_take_key(s, to);
	ret->epoch++;
	r = tell(s, at, actor, "site-restored", from, ret);
	if (r < 0)
		store_failed(s, r, e);
	store_free(s);
	return r;
}

static int put(struct store *from, const char *to, int64_t at, const char *actor, struct copied *ret,
	       struct err *e)
{
	char *aside;
	int r = new_aside(to, &aside, e);

	if (r < 0)
		return r;
	r = copy_to(from, aside, to, e);
	if (r == 0)
		r = tell_restored(aside, site_path(from), to, from->parts, at, actor, ret, e);
	if (r == 0)
		r = keep_old(to, ret, e);
	return settle(aside, to, r, e);
}

static bool same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

int site_restore(const char *from, const char *to, const struct store_part *const *parts, bool force,
		 int64_t at, const char *actor, struct copied *ret, struct err *e)
{
	struct store *s;
	int r;

	*ret = (struct copied){0};
	if (same_file(from, to))
		return err_set(e, -EINVAL, to, "copy-itself", "%s", "");
	if ((r = site_open(from, SITE_READ, parts, at, &s, e)) < 0)
		return r;
	r = verified(s, from, ret, e);
	ret->epoch = strtoll(site_setting(s, "epoch", "0"), NULL, 10);
	if (r == 0)
		r = look_at_old(s, to, force, ret, e);
	if (r == 0)
		r = put(s, to, at, actor, ret, e);
	store_free(s);
	return r;
}
