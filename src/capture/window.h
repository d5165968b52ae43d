/* The bytes of one input, seen through a window that only moves forward. Fillers stand behind it: a
 * descriptor (file, pipe, socket), an unpacker (gzip, zstd) that draws from another window, bytes in memory
 * (tests and fuzzing). Memory is bounded by WINDOW_ROOM whatever the length of the input. Files are read and
 * not mapped: it costs less and a file that is cut while it is read does no harm (docs/decisions).
 *
 * Bytes at hand are read through `rd`. What was read stays valid until window_need() or window_skip() has to
 * refill. */
#ifndef MIMAMORI_CAPTURE_WINDOW_H
#define MIMAMORI_CAPTURE_WINDOW_H

#include "base/rd.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A small window: what is read stays near the processor, and pushes little else out of its cache. */
enum {
	WINDOW_ROOM = 1 << 20,  /* most bytes that can be asked for at once */
	WINDOW_START = 1 << 16, /* what a window begins with */
};

struct window;

/* Writes at most room bytes to `to`; returns how many, 0 at the end. Sets w->broken when the end is no proper
 * one. */
typedef size_t window_fill(struct window *w, uint8_t *to, size_t room);

struct window {
	struct rd rd;    /* what is at hand */
	uint64_t before; /* bytes of the input that lie before rd.start */
	uint64_t owed;   /* still to be skipped before the next byte */
	bool broken;     /* the filler met damage, or a read error */

	window_fill *fill; /* NULL: all of it is at hand */
	void (*close)(struct window *w);
	void *filler;               /* the filler's own */
	const struct window *below; /* unpackers: where the packed bytes come from */
	uint8_t *buf;
	size_t room;
};

void window_open(struct window *w, int fd); /* takes fd over */
/* Borrowed for the life of w. All at once, or (flowing) as if they came by a pipe. */
void window_of_bytes(struct window *w, const void *bytes, size_t n, bool flowing);
/* Windows on what `below` holds when unpacked; take it over (also when they fail). 0 or -ENOMEM. */
int window_gzip(struct window *w, struct window below);
int window_zstd(struct window *w, struct window below);
void window_close(struct window *w);

/* Are n bytes at hand (n <= WINDOW_ROOM)? Refills if it must; false when the input ends before. */
bool window_refill(struct window *w, size_t n);

static inline bool window_need(struct window *w, size_t n)
{
	return (rd_left(&w->rd) >= n && !w->owed) || window_refill(w, n);
}

/* Moves past n bytes that need not be looked at; false when the input ends before. */
bool window_skip(struct window *w, uint64_t n);

/* Moves past n bytes without disturbing what was read: what is not at hand is skipped at the next refill. */
void window_pass(struct window *w, uint64_t n);

/* Bytes passed so far, of the file as it lies on disk. */
uint64_t window_passed(const struct window *w);

#endif
