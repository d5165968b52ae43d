#include "capture/window.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int descriptor(const struct window *w) { return (int)(intptr_t)w->filler; }

static size_t flow_fill(struct window *w, uint8_t *to, size_t room)
{
	ssize_t n;

	do
		n = read(descriptor(w), to, room);
	while (n < 0 && errno == EINTR);
	w->broken |= n < 0;
	return n > 0 ? (size_t)n : 0;
}

static void flow_close(struct window *w) { close(descriptor(w)); }

void window_open(struct window *w, int fd)
{
	*w = (struct window){.fill = flow_fill, .close = flow_close, .filler = (void *)(intptr_t)fd};
}

struct pieces {
	struct rd left;
};

static size_t pieces_fill(struct window *w, uint8_t *to, size_t room)
{
	enum { PIECE = 1777 }; /* odd, so that everything is cut somewhere */
	struct pieces *p = w->filler;
	size_t n = rd_left(&p->left) < room ? rd_left(&p->left) : room;

	n = n < PIECE ? n : PIECE;
	if (n)
		memcpy(to, rd_bytes(&p->left, n), n);
	return n;
}

static void pieces_close(struct window *w) { free(w->filler); }

void window_of_bytes(struct window *w, const void *bytes, size_t n, bool flowing)
{
	struct pieces *p = flowing ? malloc(sizeof *p) : NULL;

	*w = (struct window){.rd = rd_of(bytes, n)};
	if (!p)
		return;
	p->left = w->rd;
	*w = (struct window){.fill = pieces_fill, .close = pieces_close, .filler = p};
}

void window_close(struct window *w)
{
	if (w->close)
		w->close(w);
	free(w->buf);
	*w = (struct window){0};
}

/* Moves what is left to the front and makes room for n bytes. */
static bool make_room(struct window *w, size_t n)
{
	size_t left = rd_left(&w->rd), room = w->room ? w->room : WINDOW_START;
	uint8_t *grown = w->buf;

	while (room < n)
		room *= 2;
	if (room != w->room) {
		grown = malloc(room);
		if (!grown)
			return false;
	}
	w->before += rd_used(&w->rd);
	if (left)
		memmove(grown, w->rd.at, left);
	if (grown != w->buf)
		free(w->buf);
	w->buf = grown;
	w->room = room;
	w->rd = rd_of(grown, left);
	return true;
}

bool window_refill(struct window *w, size_t n)
{
	uint64_t owed = w->owed;

	w->owed = 0;
	if (owed && !window_skip(w, owed)) {
		w->broken = true;
		return false;
	}
	if (rd_left(&w->rd) >= n)
		return true;
	if (!w->fill || n > WINDOW_ROOM || !make_room(w, n))
		return false;
	while (rd_left(&w->rd) < n) {
		size_t have = rd_left(&w->rd), got = w->fill(w, w->buf + have, w->room - have);

		if (!got)
			return false;
		w->rd.end += got;
	}
	return true;
}

bool window_skip(struct window *w, uint64_t n)
{
	for (;;) {
		size_t left = rd_left(&w->rd);

		if (n <= left) {
			rd_skip(&w->rd, (size_t)n);
			return true;
		}
		rd_skip(&w->rd, left);
		n -= left;
		if (!window_refill(w, 1))
			return false;
	}
}

void window_pass(struct window *w, uint64_t n)
{
	uint64_t now = n < rd_left(&w->rd) ? n : rd_left(&w->rd);

	rd_skip(&w->rd, (size_t)now);
	w->owed += n - now;
}

uint64_t window_passed(const struct window *w)
{
	return w->below ? window_passed(w->below) : w->before + rd_used(&w->rd);
}
