/* The files of a sample, and the packets of all its rows. */
#include "report/sampling_parts.h"

#include "assess/sql.h"
#include "store/journal.h"
#include "store/site.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- files */

int sampled(struct sampling *w, bool row, const char *name, const void *bytes, size_t n)
{
	struct sampled_file *f = &w->file[w->told->files];

	if (w->told->files == SAMPLE_FILES)
		return -E2BIG;
	if (row)
		snprintf(f->name, sizeof f->name, "%02u-%.15s/%.60s", w->row + 1, w->s->pick[w->row]->item,
			 name);
	else
		snprintf(f->name, sizeof f->name, "%.80s", name);
	hash_hex(bytes, n, f->hash);
	w->told->files++;
	return w->put(w->ctx, f->name, bytes, n);
}

int sampled_out(struct sampling *w, bool row, const char *name, struct out *o)
{
	size_t n;
	const char *bytes;
	int r;

	bytes = out_bytes(o, &n);
	r = o->error ? -ENOMEM : sampled(w, row, name, bytes, n);
	out_clear(o);
	return r;
}

int64_t sampled_number(const char *id) { return *id ? strtoll(id + 1, NULL, 10) : 0; }

void sampled_event(struct sampling *w, int64_t seq)
{
	for (size_t i = 0; i < w->events; i++)
		if (w->event[i] == seq)
			return;
	if (seq > 0 && w->events < ROW_EVENTS)
		w->event[w->events++] = seq;
	else
		w->events_cut |= seq > 0;
}

void sampled_lacks(struct sampling *w, unsigned row, const char *key, const char *what)
{
	for (unsigned i = 0; i < w->lacks[row]; i++)
		if (strcmp(w->lack[row][i].key, key) == 0 &&
		    strcmp(w->lack[row][i].what, what ? what : "") == 0)
			return;
	if (w->lacks[row] == ROW_LACKS)
		return;
	w->lack[row][w->lacks[row]++] = (struct row_lack){key, what ? what : ""};
	w->told->lacks++;
}

/* SubjectPublicKeyInfo of RFC 8410: a fixed head, then the key. */
void sampled_pem(struct out *o, const unsigned char key[PUBLIC_BYTES])
{
	unsigned char der[12 + PUBLIC_BYTES] = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03,
						0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
	char text[100];

	memcpy(der + 12, key, PUBLIC_BYTES);
	out_fmt(o, "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n",
		sodium_bin2base64(text, sizeof text, der, sizeof der, sodium_base64_VARIANT_ORIGINAL));
}

/* --- packets */

static int by_packet(const void *a, const void *b)
{
	const struct cut_packet *x = a, *y = b;

	if (x->packet != y->packet)
		return x->packet < y->packet ? -1 : 1;
	return x->row != y->row ? (x->row < y->row ? -1 : 1)
				: (x->finding > y->finding) - (x->finding < y->finding);
}

static bool wants(const struct sampling *w, int64_t source)
{
	for (size_t i = 0; i < w->packets; i++)
		if ((int64_t)(w->packet[i].packet >> 32) == source)
			return true;
	return false;
}

static void cut_file(struct sampling *w, struct sample_cutting *k, const char *path, int64_t source)
{
	if (!path || k->files == CUT_FILES || !wants(w, source) || access(path, R_OK) < 0)
		return;
	k->path[k->files] = path;
	k->source[k->files++] = source;
}

static void store_files(struct sampling *w, struct sample_cutting *k)
{
	sqlite3_stmt *st = sql_of(w->s->store,
				  "SELECT source, file FROM packet_file WHERE gone = 0 ORDER BY source", "");
	const char *site = site_path(w->s->store);

	while (site && st && sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 1);
		size_t room = strlen(site) + strlen(name) + 16;
		char *path = strchr(name, '/') ? NULL : arena_get(w->arena, room, 1);

		if (path)
			snprintf(path, room, "%s.packets/%s", site, name);
		cut_file(w, k, path, sqlite3_column_int64(st, 0));
	}
	sqlite3_finalize(st);
}

/* SHA-256 of a file, as it was taken in. */
static bool digest_of(const char *path, char ret_hex[HASH_HEX])
{
	unsigned char buf[65536], hash[HASH_BYTES];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct digest d;
	ssize_t n = -1;

	digest_start(&d);
	while (fd >= 0 && (n = read(fd, buf, sizeof buf)) > 0)
		digest_bytes(&d, buf, (size_t)n);
	digest_end(&d, hash);
	digest_hex(hash, ret_hex);
	if (fd >= 0)
		close(fd);
	return n == 0;
}

/* A capture at hand is an original only by its hash, whatever it is called. */
static void capture_files_of(struct sampling *w, struct sample_cutting *k)
{
	for (unsigned i = 0; i < w->s->capture_count; i++) {
		char hex[HASH_HEX];
		sqlite3_stmt *st;

		if (!digest_of(w->s->captures[i], hex))
			continue;
		st = sql_of(w->s->store, "SELECT source FROM taken WHERE digest = ?1", "t", hex);
		while (st && sqlite3_step(st) == SQLITE_ROW)
			cut_file(w, k, w->s->captures[i], sqlite3_column_int64(st, 0));
		sqlite3_finalize(st);
	}
	for (unsigned i = 0; i < w->s->known_count; i++)
		cut_file(w, k, w->s->known[i].path, w->s->known[i].source);
}

static int map_file(struct sampling *w, int fd)
{
	struct stat st;
	void *bytes;
	int r;

	if (fstat(fd, &st) < 0 || st.st_size == 0)
		return fstat(fd, &st) < 0 ? -errno : 0;
	bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		return -errno;
	r = sampled(w, true, "packets.pcapng", bytes, (size_t)st.st_size);
	munmap(bytes, (size_t)st.st_size);
	return r;
}

static void count_wanted(const struct sampling *w, struct cut_row *rows)
{
	for (size_t i = 0; i < w->packets; i++)
		if (i == 0 || w->packet[i].packet != w->packet[i - 1].packet ||
		    w->packet[i].row != w->packet[i - 1].row)
			rows[w->packet[i].row].wanted++;
}

static int packets_out(struct sampling *w, struct sample_cutting *k)
{
	char text[64];
	int r = 0;

	for (unsigned i = 0; i < k->rows && r == 0; i++) {
		w->row = i;
		if (k->row[i].taken)
			r = map_file(w, k->fd[i]);
		w->told->packets += k->row[i].taken;
		if (k->row[i].taken == k->row[i].wanted)
			continue;
		snprintf(text, sizeof text, "%u / %u", k->row[i].taken, k->row[i].wanted);
		sampled_lacks(w, i, *k->full ? "lacks-packets-full" : "lacks-packets",
			      arena_text(w->arena, text, strlen(text)));
	}
	return r;
}

struct shared {
	struct cut_row row[SAMPLE_ROWS];
	bool full;
};

int sampled_packets(struct sampling *w)
{
	struct sample_cutting k = {.packet = w->packet, .packets = w->packets, .rows = w->s->picks};
	struct shared *shared =
		mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int r = shared == MAP_FAILED ? -ENOMEM : 0;

	if (r < 0 || w->packets == 0)
		return r < 0 ? r : munmap(shared, sizeof *shared);
	qsort(w->packet, w->packets, sizeof *w->packet, by_packet);
	k.row = shared->row;
	k.full = &shared->full;
	count_wanted(w, k.row);
	store_files(w, &k);
	capture_files_of(w, &k);
	for (unsigned i = 0; i < k.rows; i++) {
		k.fd[i] = k.row[i].wanted ? memfd_create("packets", MFD_CLOEXEC) : -1;
		if (k.row[i].wanted && k.fd[i] < 0)
			r = -errno;
	}
	if (r == 0 && k.files)
		r = w->s->cut ? w->s->cut(w->s->cut_ctx, &k) : sample_cut(&k);
	if (r == 0)
		r = packets_out(w, &k);
	for (unsigned i = 0; i < k.rows; i++)
		if (k.fd[i] >= 0)
			close(k.fd[i]);
	munmap(shared, sizeof *shared);
	return r;
}
