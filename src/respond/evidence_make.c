/* Filling a bag: aside, then under its own name when it is whole. Small things first, packets last, so that
 * a disk that becomes full costs packets only; what could not be kept is named. */
#include "respond/evidence_parts.h"

#include "assess/sql.h"
#include "store/site.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const char sums[] = "SHA256SUMS", report_name[] = ".report.json";
enum { SUMS_ROOM = EVIDENCE_FILES * 128 };

/* --- its files */

void bag_lacks(struct bag *b, const char *what, const char *why, const char *format, ...)
{
	struct bag_missing *m = &b->missing[b->missings];
	va_list values;

	if (b->missings == BAG_MISSING)
		return;
	b->missings++;
	snprintf(m->what, sizeof m->what, "%s", what);
	m->why = why;
	va_start(values, format);
	vsnprintf(m->detail, sizeof m->detail, format, values);
	va_end(values);
}

static const char *why_of(int code)
{
	return code == -ENOSPC || code == -EDQUOT || code == -EFBIG ? "no-room" : "unwritable";
}

int64_t bag_room(const struct bag *b)
{
	struct statvfs disk;

	if (fstatvfs(b->folder, &disk) < 0)
		return INT64_MAX;
	return (int64_t)disk.f_bavail * (int64_t)disk.f_frsize - BAG_SPARES;
}

int bag_open(struct bag *b, const char *name)
{
	int fd = b->files < EVIDENCE_FILES
			 ? openat(b->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)
			 : -1;
	int r = fd < 0 ? -errno : bag_room(b) < 0 ? -ENOSPC : 0;

	if (r < 0 && fd >= 0) {
		close(fd);
		unlinkat(b->folder, name, 0);
	}
	if (r < 0)
		bag_lacks(b, name, why_of(r), "%s", strerror(-r));
	return r < 0 ? r : fd;
}

void bag_close(struct bag *b, int fd, const char *name, int r, bool keep)
{
	struct bag_file *f = &b->file[b->files];
	int written = fsync(fd) < 0 ? -errno : 0;

	if (close(fd) < 0 && written == 0)
		written = -errno;
	if (r == 0)
		r = written;
	if (r == 0 && !keep && bag_room(b) < 0)
		r = -ENOSPC;
	if (r < 0)
		bag_lacks(b, name, why_of(r), "%s", strerror(-r));
	if (r < 0 && !keep) {
		unlinkat(b->folder, name, 0);
		return;
	}
	if (file_digest(b->folder, name, f->hash, &f->bytes) < 0) {
		bag_lacks(b, name, "unreadable", "%s", "");
		return;
	}
	snprintf(f->name, sizeof f->name, "%s", name);
	b->files++;
}

/* --- SHA256SUMS: its room is taken first, so that even a full disk has one */

static int sums_reserve(struct bag *b)
{
	int fd = openat(b->folder, sums, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int r = fd < 0 ? errno : posix_fallocate(fd, 0, SUMS_ROOM);

	if (r && fd >= 0)
		close(fd);
	return r ? -r : fd;
}

static int sums_write(struct bag *b, int fd)
{
	char line[HASH_HEX + 48];
	off_t at = 0;

	for (unsigned i = 0; i < b->files; i++) {
		int n = snprintf(line, sizeof line, "%s  %s\n", b->file[i].hash, b->file[i].name);

		if (pwrite(fd, line, (size_t)n, at) != n)
			return -EIO;
		at += n;
	}
	return ftruncate(fd, at) < 0 || fsync(fd) < 0 ? -errno : 0;
}

/* --- the report: body of evidence-frozen */

static void put_missing(const struct bag *b, struct out *o)
{
	json_array(o, "missing");
	for (unsigned i = 0; i < b->missings; i++) {
		json_object(o, NULL);
		json_str(o, "what", b->missing[i].what);
		json_str(o, "why", b->missing[i].why);
		json_str(o, "detail", b->missing[i].detail);
		json_end_object(o);
	}
	json_end_array(o);
}

static void put_files(const struct bag *b, struct out *o)
{
	int64_t bytes = 0;

	json_array(o, "files");
	for (unsigned i = 0; i < b->files; i++) {
		json_object(o, NULL);
		json_str(o, "name", b->file[i].name);
		json_int(o, "bytes", b->file[i].bytes);
		json_str(o, "hash", b->file[i].hash);
		json_end_object(o);
		bytes += b->file[i].bytes;
	}
	json_end_array(o);
	json_int(o, "bytes", bytes);
}

static int report(const struct bag *b, const char *digest, char ret[EVIDENCE_REPORT])
{
	struct out o;
	size_t n = 0;
	const char *json;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	json_object(&o, NULL);
	json_int(&o, "evidence", b->id);
	json_int(&o, "incident", b->incident);
	json_int(&o, "complete", b->missings == 0);
	put_missing(b, &o);
	put_files(b, &o);
	json_int(&o, "packets", b->packets);
	json_str(&o, "digest", *digest ? digest : NULL);
	json_end_object(&o);
	json = out_bytes(&o, &n);
	if (o.error || n >= EVIDENCE_REPORT)
		r = -ENOMEM;
	else
		memcpy(ret, json, n + 1);
	out_clear(&o);
	return r;
}

/* --- its folder */

/* Of an attempt that was killed. */
static void empty(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *at;

	while (d && (at = readdir(d)))
		if (strcmp(at->d_name, ".") != 0 && strcmp(at->d_name, "..") != 0)
			unlinkat(fd, at->d_name, 0);
	if (d)
		closedir(d);
	else if (fd >= 0)
		close(fd);
	rmdir(path);
}

static int make_folder(const char *path) { return mkdir(path, 0700) < 0 && errno != EEXIST ? -errno : 0; }

/* SITE.db.evidence/i1/.e1.new, with the folders above it. */
static int begin_folder(struct bag *b, const char *folder, char aside[PATH_MAX])
{
	char above[PATH_MAX];
	const char *slash = strrchr(folder, '/');
	int r, n = snprintf(aside, PATH_MAX, "%.*s/.%s.new", (int)(slash - folder), folder, slash + 1);

	if (n >= PATH_MAX)
		return -ENAMETOOLONG;
	snprintf(above, sizeof above, "%s.evidence", site_path(b->store));
	r = make_folder(above);
	snprintf(above, sizeof above, "%.*s", (int)(slash - folder), folder);
	if (r == 0)
		r = make_folder(above);
	empty(aside);
	b->path = aside;
	if (r == 0 && mkdir(aside, 0700) < 0)
		r = -errno;
	if (r == 0 && (b->folder = open(aside, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
		r = -errno;
	return r;
}

static int sync_above(const char *folder)
{
	char above[PATH_MAX];
	int fd, r;

	snprintf(above, sizeof above, "%.*s", (int)(strrchr(folder, '/') - folder), folder);
	fd = open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	r = fd < 0 || fsync(fd) < 0 ? -errno : 0;
	if (fd >= 0)
		close(fd);
	return r;
}

static int take_name(struct bag *b, const char *aside, const char *folder)
{
	int r = fsync(b->folder) < 0 ? -errno : 0;

	if (rename(aside, folder) < 0)
		return -errno;
	return r < 0 ? r : sync_above(folder);
}

/* What is needed to tell the journal, should this process end before it can: read again by the next. */
static void keep_report(struct bag *b, const char *text)
{
	int fd = openat(b->folder, report_name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	size_t n = strlen(text);

	if (fd < 0)
		return;
	if (write(fd, text, n) != (ssize_t)n || fsync(fd) < 0)
		unlinkat(b->folder, report_name, 0);
	close(fd);
}

static bool kept_report(const char *folder, char ret[EVIDENCE_REPORT])
{
	char path[PATH_MAX + 16];
	ssize_t n = -1;
	int fd;

	snprintf(path, sizeof path, "%s/%s", folder, report_name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd >= 0) {
		n = read(fd, ret, EVIDENCE_REPORT - 1);
		close(fd);
	}
	ret[n > 0 ? n : 0] = '\0';
	return n > 0 && ret[n - 1] == '}';
}

/* --- all of it */

static int about(struct bag *b)
{
	sqlite3_stmt *st = sql_of(b->store,
				  "SELECT e.incident, e.begins, e.ends, i.began FROM evidence e JOIN "
				  "incident i ON i.id = e.incident WHERE "
				  "e.id = ?1",
				  "i", b->id);
	int r = st ? -ENOENT : -EIO;

	if (st && sqlite3_step(st) == SQLITE_ROW) {
		b->incident = sqlite3_column_int64(st, 0);
		b->begins = sqlite3_column_int64(st, 1);
		b->ends = sqlite3_column_int64(st, 2);
		b->began = sqlite3_column_int64(st, 3);
		r = 0;
	}
	sqlite3_finalize(st);
	b->of_site = sql_number(b->store, 0, "SELECT count(*) FROM incident_device WHERE incident = ?1", "i",
				b->incident) == 0;
	return r;
}

static int fill(struct bag *b, const char *folder, const char *aside, char ret[EVIDENCE_REPORT])
{
	char digest[HASH_HEX] = "";
	int64_t bytes;
	int fd = sums_reserve(b), r = fd < 0 ? fd : 0;

	if (r == 0) {
		bag_papers(b);
		bag_rows(b);
		bag_packets(b);
		r = b->files ? sums_write(b, fd) : -ENOSPC; /* a bag without a file is none */
		close(fd);
	}
	if (r == 0)
		r = file_digest(b->folder, sums, digest, &bytes);
	if (r == 0)
		r = report(b, digest, ret);
	if (r == 0)
		keep_report(b, ret);
	return r < 0 ? r : take_name(b, aside, folder);
}

int evidence_make(struct store *s, int64_t id, int64_t now, char ret[EVIDENCE_REPORT])
{
	struct bag b = {.store = s, .id = id, .now = now, .folder = -1};
	char folder[PATH_MAX - 32], aside[PATH_MAX] = "";
	int r = about(&b);

	if (r < 0 || !evidence_folder(s, id, folder, sizeof folder))
		return r < 0 ? r : -ENAMETOOLONG;
	if (kept_report(folder, ret))
		return 0;
	r = begin_folder(&b, folder, aside);
	if (r == 0)
		r = fill(&b, folder, aside, ret);
	if (b.folder >= 0)
		close(b.folder);
	if (r == 0)
		return 0;
	/* Not even its list of hashes: nothing is kept, and that is what the journal says. */
	if (*aside)
		empty(aside);
	b.files = b.missings = 0;
	b.packets = 0;
	bag_lacks(&b, "all", why_of(r), "%s", strerror(-r));
	return report(&b, "", ret);
}
