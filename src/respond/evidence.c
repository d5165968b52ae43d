/* Bags of evidence as the journal knows them: asked for, frozen, compared. */
#include "respond/evidence_parts.h"

#include "assess/event.h"
#include "assess/sql.h"
#include "store/site.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MINUTE INT64_C(60000000)

int evidence_ask(struct store *s, int64_t incident, const char *why, const struct writing *w, int64_t *ret_id,
		 struct err *e)
{
	int64_t began = sql_number(s, w->at, "SELECT began FROM incident WHERE id = ?1", "i", incident);
	int64_t id = 1 + sql_number(s, 0, "SELECT max(id) FROM evidence", "");
	struct event_body b;
	char name[24];

	snprintf(name, sizeof name, "i%lld", (long long)incident);
	if (sql_number(s, 0, "SELECT count(*) FROM evidence WHERE incident = ?1", "i", incident) >=
	    EVIDENCE_BAGS)
		return err_set(e, -ENOSPC, name, "too-many-bags", "%d", EVIDENCE_BAGS);
	event_begin(&b);
	json_int(&b.o, "evidence", id);
	json_int(&b.o, "incident", incident);
	json_str(&b.o, "why", why);
	json_int(&b.o, "begins", (began < w->at ? began : w->at) - EVIDENCE_BEFORE_MINUTES * MINUTE);
	json_int(&b.o, "ends", w->at);
	if (ret_id)
		*ret_id = id;
	return event_told(&b, s, "evidence-asked", w, e);
}

int64_t evidence_waiting(struct store *s)
{
	return sql_number(s, 0, "SELECT id FROM evidence WHERE done IS NULL ORDER BY id LIMIT 1", "");
}

bool evidence_folder(struct store *s, int64_t id, char *ret, size_t room)
{
	int64_t incident = sql_number(s, 0, "SELECT incident FROM evidence WHERE id = ?1", "i", id);
	const char *site = site_path(s);
	int n = site && incident ? snprintf(ret, room, "%s.evidence/i%lld/e%lld", site, (long long)incident,
					    (long long)id)
				 : -1;

	return n > 0 && (size_t)n < room;
}

/* --- what evidence_make() said becomes an event */

int evidence_told(struct store *s, const char *report, const struct writing *w, struct err *e)
{
	struct event_body b;
	sqlite3_stmt *st;
	bool fits;

	st = sql_of(s,
		    "SELECT CASE WHEN json_valid(?1) THEN json_type(?1, '$.files') = 'array' AND EXISTS "
		    "(SELECT 1 FROM "
		    "evidence WHERE id = ?1 ->> "
		    "'$.evidence' AND done IS NULL) END",
		    "t", report);
	fits = st && sqlite3_step(st) == SQLITE_ROW && sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	if (!fits)
		return err_set(e, -EINVAL, "", "bad-report", "%s", "");
	event_begin(&b);
	/* The report is the inside of the event, so its braces go. */
	b.o.used = b.o.total = 0;
	b.o.first = true;
	b.o.depth = 0;
	json_raw(&b.o, NULL, report, strlen(report) - 1);
	b.o.first = false;
	b.o.depth = 1;
	return event_told(&b, s, "evidence-frozen", w, e);
}

/* --- comparing */

int file_digest(int folder, const char *name, char ret_hex[HASH_HEX], int64_t *ret_bytes)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	unsigned char hash[HASH_BYTES];
	static char buf[65536];
	struct digest d;
	ssize_t n;

	if (fd < 0)
		return -errno;
	digest_start(&d);
	*ret_bytes = 0;
	while ((n = read(fd, buf, sizeof buf)) > 0) {
		digest_bytes(&d, buf, (size_t)n);
		*ret_bytes += n;
	}
	close(fd);
	digest_end(&d, hash);
	digest_hex(hash, ret_hex);
	return n < 0 ? -EIO : 0;
}

static const char *flaw_of(int folder, const char *name, const char *hash)
{
	char is[HASH_HEX];
	int64_t bytes;
	int r = file_digest(folder, name, is, &bytes);

	return r == -ENOENT ? "absent" : r < 0 ? "unreadable" : strcmp(is, hash) != 0 ? "differs" : "";
}

struct comparing {
	struct store *store;
	int64_t id, damaged;
	int folder;
	evidence_fn *fn;
	void *ctx;
};

static void say(struct comparing *c, const char *name, const char *flaw)
{
	c->damaged += *flaw != '\0';
	if (c->fn)
		c->fn(c->ctx, name, flaw);
}

static void listed(struct comparing *c)
{
	sqlite3_stmt *st =
		sql_of(c->store, "SELECT name, hash FROM evidence_file WHERE evidence = ?1 ORDER BY name",
		       "i", c->id);
	char name[64], hash[HASH_HEX];

	while (st && sqlite3_step(st) == SQLITE_ROW) {
		sql_text(st, 0, name, sizeof name);
		say(c, name, flaw_of(c->folder, name, sql_text(st, 1, hash, sizeof hash)));
	}
	sqlite3_finalize(st);
}

static void extra(struct comparing *c)
{
	int fd = openat(c->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *at;

	while (d && (at = readdir(d)))
		if (at->d_name[0] != '.' && strcmp(at->d_name, "SHA256SUMS") != 0 &&
		    sql_number(c->store, 0,
			       "SELECT count(*) FROM evidence_file WHERE evidence = ?1 AND name = ?2", "it",
			       c->id, at->d_name) == 0)
			say(c, at->d_name, "extra");
	if (d)
		closedir(d);
	else if (fd >= 0)
		close(fd);
}

int evidence_check(struct store *s, int64_t id, evidence_fn *fn, void *ctx, const struct writing *w,
		   int64_t *ret_damaged, struct err *e)
{
	struct comparing c = {.store = s, .id = id, .fn = fn, .ctx = ctx};
	char folder[PATH_MAX], digest[HASH_HEX];
	struct event_body b;
	sqlite3_stmt *st;

	if (!evidence_folder(s, id, folder, sizeof folder) ||
	    sql_number(s, 0, "SELECT count(*) FROM evidence WHERE id = ?1 AND done IS NOT NULL", "i", id) ==
		    0)
		return err_set(e, -ENOENT, "", "no-evidence-yet", "%s", "");
	c.folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	listed(&c);
	if (c.folder >= 0)
		extra(&c);
	st = sql_of(s, "SELECT digest FROM evidence WHERE id = ?1", "i", id);
	if (st && sqlite3_step(st) == SQLITE_ROW && *sql_text(st, 0, digest, sizeof digest))
		say(&c, "SHA256SUMS", flaw_of(c.folder, "SHA256SUMS", digest));
	sqlite3_finalize(st);
	if (c.folder >= 0)
		close(c.folder);
	if (ret_damaged)
		*ret_damaged = c.damaged;
	event_begin(&b);
	json_int(&b.o, "evidence", id);
	json_int(&b.o, "damaged", c.damaged);
	return event_told(&b, s, "evidence-checked", w, e);
}
