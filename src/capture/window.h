/* The bytes of one input, seen through a window that only moves forward. Four fillers stand behind it: a
 * mapped file (no copy; pages behind the cursor are given back), bytes in memory (tests and fuzzing), a
 * descriptor that only flows (pipe, socket), and an unpacker (gzip, zstd) that draws from another window.
 * Memory is bounded by WINDOW_ROOM whatever the length of the input.
 *
 * Bytes at hand are read through `rd`. What was read stays valid until window_need() or window_skip() has to
 * refill. */
#ifndef MIMAMORI_CAPTURE_WINDOW_H
#define MIMAMORI_CAPTURE_WINDOW_H

#include "base/rd.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	WINDOW_ROOM = 1 << 20,  /* most bytes that can be asked for at once */
	WINDOW_START = 1 << 17, /* what a flowing window begins with */
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

	const uint8_t *released; /* mapped: pages before this were given back */
	size_t mapped;           /* mapped: length to unmap, else 0 */
};

/* Takes fd over (it is closed here or at window_close()). A regular file is mapped, anything else flows. 0 or
 * -errno. */
int window_open(struct window *w, int fd);
void window_of_bytes(struct window *w, const void *bytes, size_t n); /* borrowed for the life of w */
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

/* Gives back what lies behind the cursor of a mapped file; called between batches. */
void window_release(struct window *w);

/* Bytes passed so far, of the file as it lies on disk. */
uint64_t window_passed(const struct window *w);

#endif
