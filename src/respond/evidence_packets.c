/* The packets of the devices concerned, from the packet store: packets.pcapng from shortly before it began,
 * then, with what room is left, packets-before.pcapng. Files that the store may delete meanwhile are linked
 * into the bag first. */
#include "respond/evidence_parts.h"

#include "assess/sql.h"
#include "base/addr.h"
#include "capture/write.h"
#include "decode/view.h"
#include "store/site.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MINUTE INT64_C(60000000)

enum {
	BATCH = 64,
	FILES_MOST = 256,
	JUST_BEFORE = 5, /* minutes */
};

struct stored {
	char *path[FILES_MOST];
	int64_t source[FILES_MOST];
	bool held[FILES_MOST]; /* by a second name in the bag */
	unsigned count;
	bool replay; /* the original that is played: its times are those of the recording */
};

struct taking {
	struct bag *bag;
	struct stored files;
	struct mac *macs; /* sorted */
	struct ip *ips;
	size_t mac_count, ip_count;
	int64_t bytes, most; /* taken; how many there is room for */
	bool scarce;         /* the disk has less than there may be */
};

/* --- whose */

static int by_bytes_mac(const void *a, const void *b) { return memcmp(a, b, sizeof(struct mac)); }
static int by_bytes_ip(const void *a, const void *b) { return memcmp(a, b, sizeof(struct ip)); }

static int learn_addresses(struct taking *t)
{
	sqlite3_stmt *st = sql_of(t->bag->store,
				  "SELECT value FROM address WHERE device IN (SELECT device FROM "
				  "incident_device WHERE incident = ?1) LIMIT 20000",
				  "i", t->bag->incident);
	size_t room = 20000;
	char text[64];

	t->macs = calloc(room, sizeof *t->macs);
	t->ips = calloc(room, sizeof *t->ips);
	while (t->macs && t->ips && st && sqlite3_step(st) == SQLITE_ROW) {
		struct mac mac;
		struct ip ip;

		memset(&mac, 0, sizeof mac);
		memset(&ip, 0, sizeof ip);
		sql_text(st, 0, text, sizeof text);
		if (mac_parse(text, &mac))
			t->macs[t->mac_count++] = mac;
		else if (ip_parse(text, &ip))
			t->ips[t->ip_count++] = ip;
	}
	sqlite3_finalize(st);
	if (!t->macs || !t->ips)
		return -ENOMEM;
	qsort(t->macs, t->mac_count, sizeof *t->macs, by_bytes_mac);
	qsort(t->ips, t->ip_count, sizeof *t->ips, by_bytes_ip);
	return 0;
}

static bool is_its(const struct taking *t, const struct who *w)
{
	return bsearch(&w->mac, t->macs, t->mac_count, sizeof *t->macs, by_bytes_mac) ||
	       bsearch(&w->ip, t->ips, t->ip_count, sizeof *t->ips, by_bytes_ip);
}

/* Every layer of addresses, from the outside in. */
static bool concerns(const struct taking *t, const struct frame *f)
{
	struct view v;

	if (t->bag->of_site)
		return true;
	view_frame(&v, f);
	if (v.inside == LAYER_UNKNOWN)
		return false;
	do {
		if (v.kind != VIEW_NOTHING && (is_its(t, &v.seen.from) || is_its(t, &v.seen.to)))
			return true;
		while (v.kind == VIEW_TUNNEL) {
			view_inside(&v);
			if (v.kind != VIEW_NOTHING && (is_its(t, &v.seen.from) || is_its(t, &v.seen.to)))
				return true;
		}
	} while (v.later.at && view_next(&v));
	return false;
}

/* --- which files */

static void add_file(struct taking *t, const char *name, int64_t source)
{
	char path[PATH_MAX], held[PATH_MAX];
	struct stored *f = &t->files;

	snprintf(path, sizeof path, "%s.packets/%s", site_path(t->bag->store), name);
	if (f->count == FILES_MOST || strchr(name, '/') || access(path, R_OK) < 0)
		return;
	/* Held by a second name, it stays while it is read; where that may not be, it is read where it lies.
	 */
	if (snprintf(held, sizeof held, "%s/.held-%u.pcapng", t->bag->path, f->count) >= (int)sizeof held)
		return;
	f->held[f->count] = link(path, held) == 0;
	f->source[f->count] = source;
	f->path[f->count] = strdup(f->held[f->count] ? held : path);
	f->count += f->path[f->count] != NULL;
}

static void let_go(struct taking *t)
{
	for (unsigned i = 0; i < t->files.count; i++) {
		if (t->files.held[i])
			unlink(t->files.path[i]);
		free(t->files.path[i]);
	}
}

/* A row may be younger than the end of its file, so the last one is always looked at. */
static void find_files(struct taking *t)
{
	sqlite3_stmt *st = sql_of(t->bag->store,
				  "SELECT p.file, p.source FROM packet_file p JOIN source s ON s.id = "
				  "p.source WHERE p.gone = 0 AND (s.last IS NULL OR "
				  "s.last >= ?1 OR p.source = (SELECT max(source) FROM packet_file WHERE "
				  "gone = 0)) AND (s.first IS NULL OR s.first <= ?2) "
				  "ORDER BY p.source",
				  "ii", t->bag->begins, t->bag->ends);
	char name[64];

	while (st && sqlite3_step(st) == SQLITE_ROW) {
		sql_text(st, 0, name, sizeof name);
		add_file(t, name, sqlite3_column_int64(st, 1));
	}
	sqlite3_finalize(st);
	if (t->files.count == 0) {
		add_file(t, "replay", sql_number(t->bag->store, 0, "SELECT max(id) FROM source", ""));
		t->files.replay = t->files.count > 0;
	}
}

/* What the store had and has no more, or never had. */
static void name_gaps(struct taking *t)
{
	struct bag *b = t->bag;
	int64_t from = sql_number(
		b->store, 0,
		"SELECT min(s.first) FROM packet_file p JOIN source s ON s.id = p.source WHERE p.gone = 0",
		"");
	int64_t gone = sql_number(b->store, 0,
				  "SELECT count(*) FROM packet_file p JOIN source s ON s.id = p.source WHERE "
				  "p.gone = 1 AND s.last >= ?1 AND s.first <= ?2",
				  "ii", b->begins, b->ends);

	if (t->files.count == 0)
		bag_lacks(b, "packets.pcapng", gone ? "packets-gone" : "no-packets", "%s", "");
	else if (gone)
		bag_lacks(b, "packets.pcapng", "packets-gone", "%lld", (long long)gone);
	else if (!t->files.replay && from > b->began)
		bag_lacks(b, "packets.pcapng", "not-kept", "%lld", (long long)from);
}

/* --- taking */

struct piece {
	struct taking *taking;
	const char *name;
	int64_t from, to;
	struct writer writer;
	int64_t reached; /* time of the first frame that found no room; 0 all did */
	int error;
	uint32_t file;  /* of the capture, the last one looked up */
	int64_t source; /* the number it has in the model */
};

static void unread(void *ctx, const struct err *e)
{
	struct piece *p = ctx;

	(void)e;
	bag_lacks(p->taking->bag, p->name, "unreadable", "%s", "");
}

static int64_t source_of(struct piece *p, const struct capture *c, uint32_t file)
{
	const struct stored *f = &p->taking->files;

	for (unsigned i = 0; p->file != file + 1 && i < f->count; i++)
		if (strcmp(f->path[i], capture_file(c, file)->path) == 0) {
			p->source = f->source[i];
			p->file = file + 1;
		}
	return p->source;
}

static void take(struct piece *p, struct capture *c, const struct frame *f)
{
	struct taking *t = p->taking;
	char comment[48];

	if (p->reached || p->error || !concerns(t, f))
		return;
	if (t->bytes + f->captured + 64 > t->most) {
		p->reached = f->when;
		return;
	}
	t->bytes += f->captured + 64;
	snprintf(comment, sizeof comment, "%lld:%u", (long long)source_of(p, c, f->at.file), f->at.n);
	p->error = writer_frame(&p->writer, f, comment);
	t->bag->packets += p->error == 0;
}

static void read_all(struct piece *p)
{
	struct taking *t = p->taking;
	const struct capture_options span = {t->files.replay ? INT64_MIN : p->from,
					     t->files.replay ? INT64_MAX : p->to, NULL};
	const char *paths[FILES_MOST];
	struct frame frames[BATCH];
	struct capture *c;
	unsigned n;

	for (unsigned i = 0; i < t->files.count; i++)
		paths[i] = t->files.path[i];
	if (capture_open(paths, t->files.count, &span, unread, p, &c) < 0)
		return;
	while (!p->reached && !p->error && (n = capture_next(c, frames, BATCH)))
		for (unsigned i = 0; i < n; i++)
			take(p, c, &frames[i]);
	capture_free(c);
}

static void one_piece(struct taking *t, const char *name, int64_t from, int64_t to)
{
	struct piece p = {.taking = t, .name = name, .from = from, .to = to};
	int fd = bag_open(t->bag, name), r;

	if (fd < 0)
		return;
	r = writer_init(&p.writer, fd, false, NULL);
	if (r == 0) {
		read_all(&p);
		r = writer_finish(&p.writer);
		r = p.error < 0 ? p.error : r;
		writer_clear(&p.writer);
	}
	/* What was written ends with a whole packet, also where the disk was full: it is kept. */
	bag_close(t->bag, fd, name, r < 0 ? r : 0, true);
	if (p.reached)
		bag_lacks(t->bag, name, t->scarce ? "no-room" : "cut", "%lld", (long long)p.reached);
}

static void find_room(struct taking *t)
{
	int64_t room = bag_room(t->bag), most = (int64_t)EVIDENCE_PACKETS_MB << 20;

	t->scarce = room < most;
	t->most = t->scarce ? room : most;
}

void bag_packets(struct bag *b)
{
	static struct taking t;
	int64_t middle = b->began - JUST_BEFORE * MINUTE;

	t = (struct taking){.bag = b};
	if (learn_addresses(&t) == 0) {
		find_room(&t);
		find_files(&t);
		name_gaps(&t);
		if (t.files.count)
			one_piece(&t, "packets.pcapng", middle, b->ends + MINUTE);
		if (t.files.count && !t.files.replay && middle > b->begins)
			one_piece(&t, "packets-before.pcapng", b->begins, middle - 1);
	}
	let_go(&t);
	free(t.macs);
	free(t.ips);
}
