#include "report/sampling_packets.h"

#include "capture/write.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 64 };

struct cutting {
	struct sample_cutting *k;
	struct writer writer[SAMPLE_ROWS];
	int64_t bytes;
};

static void unread(void *ctx, const struct err *e)
{
	(void)ctx;
	(void)e; /* what could not be read is missing, and counted as such */
}

/* Its first place among the wanted; k->packets: nobody wants it. */
static size_t first_of(const struct sample_cutting *k, uint64_t packet)
{
	size_t low = 0, high = k->packets;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (k->packet[middle].packet < packet)
			low = middle + 1;
		else
			high = middle;
	}
	return low < k->packets && k->packet[low].packet == packet ? low : k->packets;
}

/* "f12 f15 0:2313": for which findings, and its number in the original. */
static void comment_of(const struct sample_cutting *k, size_t at, unsigned row, char *buf, size_t room)
{
	uint64_t packet = k->packet[at].packet;
	size_t n = 0;

	for (; at < k->packets && k->packet[at].packet == packet && n < room; at++)
		if (k->packet[at].row == row && n + 60 < room)
			n += (size_t)snprintf(buf + n, room - n, "f%lld ", (long long)k->packet[at].finding);
	snprintf(buf + n, room - n, "%u:%u", (unsigned)(packet >> 32), (unsigned)packet);
}

static void take(struct cutting *c, const struct frame *f, uint64_t packet)
{
	struct sample_cutting *k = c->k;
	size_t first = first_of(k, packet);
	char comment[400];

	for (size_t at = first; at < k->packets && k->packet[at].packet == packet && !*k->full; at++) {
		unsigned row = k->packet[at].row;

		if (at > first && k->packet[at - 1].row == row)
			continue; /* once a row: they lie by row */
		c->bytes += f->captured + 64;
		*k->full = c->bytes > CUT_BYTES;
		comment_of(k, at, row, comment, sizeof comment);
		if (!*k->full && writer_frame(&c->writer[row], f, comment) == 0)
			k->row[row].taken++;
	}
}

/* A file may stand for several numbers of the model: inspected, and played again. */
static void one_frame(struct cutting *c, const char *path, const struct frame *f)
{
	for (unsigned i = 0; i < c->k->files; i++)
		if (strcmp(c->k->path[i], path) == 0)
			take(c, f, (uint64_t)c->k->source[i] << 32 | f->at.n);
}

static int walk(struct cutting *c)
{
	static const struct capture_options all = {INT64_MIN, INT64_MAX, NULL};
	const char *path[CUT_FILES];
	struct frame frames[BATCH];
	struct capture *capture;
	unsigned n, paths = 0;

	for (unsigned i = 0; i < c->k->files; i++) {
		bool twice = false;

		for (unsigned j = 0; j < paths; j++)
			twice |= strcmp(path[j], c->k->path[i]) == 0;
		if (!twice)
			path[paths++] = c->k->path[i];
	}
	if (paths == 0 || capture_open(path, paths, &all, unread, NULL, &capture) < 0)
		return 0;
	while (!*c->k->full && (n = capture_next(capture, frames, BATCH)))
		for (unsigned i = 0; i < n; i++)
			one_frame(c, capture_file(capture, frames[i].at.file)->path, &frames[i]);
	capture_free(capture);
	return 0;
}

int sample_cut(struct sample_cutting *k)
{
	struct cutting *c = calloc(1, sizeof *c);
	int r = c ? 0 : -ENOMEM;
	unsigned ready = 0;

	if (c)
		c->k = k;
	for (; r == 0 && ready < k->rows; ready++)
		if (k->fd[ready] >= 0)
			r = writer_init(&c->writer[ready], k->fd[ready], false, NULL);
	if (r == 0)
		r = walk(c);
	for (unsigned i = 0; c && i < ready; i++)
		if (k->fd[i] >= 0) {
			if (r == 0)
				r = writer_finish(&c->writer[i]);
			writer_clear(&c->writer[i]);
		}
	free(c);
	return r;
}
