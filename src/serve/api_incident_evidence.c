/* GET /incidents/{id}/evidence: a bag as tar (POSIX ustar), as it lies on the disk: hashes are not looked at
 * here, they travel with it (SHA256SUMS). */
#include "respond/evidence.h"
#include "serve/from_file.h"
#include "serve/incident_json.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

api_handler api_incidents_evidence;

enum { BLOCK = 512 };

/* Numbers of a header: octal digits and a NUL. */
static void octal(char *to, size_t room, uint64_t v)
{
	to[--room] = '\0';
	while (room) {
		to[--room] = (char)('0' + (v & 7));
		v >>= 3;
	}
}

/* POSIX.1-2001 pax, 4.18 "ustar Interchange Format". */
static void head(struct out *o, const char *name, uint64_t bytes, int64_t when)
{
	char h[BLOCK] = {0};
	unsigned sum = 0;

	snprintf(h, 100, "%.99s", name);
	octal(h + 100, 8, 0600);
	octal(h + 108, 8, 0);
	octal(h + 116, 8, 0);
	octal(h + 124, 12, bytes);
	octal(h + 136, 12, (uint64_t)when);
	memset(h + 148, ' ', 8);
	h[156] = '0';
	memcpy(h + 257,
	       "ustar\0"
	       "00",
	       8);
	for (int i = 0; i < BLOCK; i++)
		sum += (unsigned char)h[i];
	octal(h + 148, 7, sum);
	out_put(o, h, BLOCK);
}

static void fill(struct out *o, uint64_t bytes)
{
	static const char zeros[BLOCK];

	if (bytes % BLOCK)
		out_put(o, zeros, BLOCK - bytes % BLOCK);
}

static int one_file(struct call *c, const char *folder, const char *within, const char *name, int64_t when)
{
	char path[PATH_MAX], inside[96];
	struct stat st;
	uint64_t before;
	int fd, r;

	if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
		return -ENAMETOOLONG;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || fstat(fd, &st) < 0) {
		r = -errno;
		if (fd >= 0)
			close(fd);
		return r == -ENOENT ? 0 : r; /* a file that is gone is missed by its hash */
	}
	snprintf(inside, sizeof inside, "%.40s/%.50s", within, name);
	head(c->out, inside, (uint64_t)st.st_size, when / 1000000);
	before = c->out->total;
	r = file_to_body(c, fd);
	close(fd);
	if (r == 0 && c->out->total - before != (uint64_t)st.st_size)
		r = -EIO;
	fill(c->out, (uint64_t)st.st_size);
	return r;
}

/* The bag that is asked for, or the newest one that is done; 0 none. */
static int64_t bag_of(struct call *c, int64_t incident, int64_t asked)
{
	struct scan s = kept_run(c,
				 "SELECT id, incident FROM evidence WHERE done IS NOT NULL AND incident IN "
				 "(SELECT id FROM incident WHERE id = ?1 OR merged_into = "
				 "?1) ORDER BY id DESC",
				 incident);
	int64_t found = 0;

	for (; s.more && !found; scan_next(&s))
		if (!asked || asked == s.key)
			found = s.key;
	kept_end(&s);
	return found;
}

static int put_all(struct call *c, int64_t bag, const char *folder, const char *within)
{
	struct scan s = kept_run(
		c,
		"SELECT f.rowid, f.name, e.done FROM (SELECT 1 AS rowid, name, evidence FROM evidence_file "
		"UNION ALL SELECT 2, 'SHA256SUMS', id "
		"FROM evidence) f JOIN evidence e ON e.id = f.evidence WHERE f.evidence = ?1 ORDER BY 1, 2",
		bag);
	int r = 0;

	for (; s.more && r == 0; scan_next(&s))
		r = one_file(c, folder, within, scan_str(&s, 1), scan_int(&s, 2));
	kept_end(&s);
	for (int i = 0; i < 2 && r == 0; i++) { /* two empty blocks end it */
		static const char zeros[BLOCK];

		out_put(c->out, zeros, BLOCK);
	}
	return r;
}

int api_incidents_evidence(struct call *c)
{
	int64_t incident = id_number(c->path[0]), bag = bag_of(c, incident, id_number(query_text(c, "bag")));
	char folder[PATH_MAX], name[80];
	const char *within;
	int r;

	if (!incident_exists(c, incident))
		return problem_said(c, 404, "incident.no-incident", c->path[0], "");
	if (!bag || !evidence_folder(c->store, bag, folder, sizeof folder) || access(folder, R_OK) < 0)
		return problem_said(c, 404, "incident.no-evidence-yet", c->path[0], "");
	snprintf(name, sizeof name, "incident-i%lld-e%lld.tar", (long long)incident, (long long)bag);
	within = arena_text(c->arena, name, strlen(name) - 4);
	r = put_all(c, bag, folder, within ? within : "evidence");
	if (r < 0)
		return r;
	attachment(c, "application/x-tar", name);
	return 200;
}
