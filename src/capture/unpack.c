/* Fillers that unpack gzip (RFC 1952) and zstd (RFC 8878) from the window below. Several members or frames
 * one after the other are one stream, as gzip and zstd themselves read them; what follows the last is
 * ignored. */
#include "capture/window.h"

#include <errno.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

/* A bomb is no capture: real ones unpack to less than 60 times their size. Beyond this the stream ends as
 * damaged. */
enum { EXPANSION = 250, EXPANSION_FREE = 64 << 20 };

struct unpack {
	struct window below;
	uint64_t given;
	bool ended;
	z_stream z;
	ZSTD_DStream *zstd;
};

static bool too_much(const struct unpack *u)
{
	return u->given > EXPANSION_FREE && u->given / EXPANSION > window_passed(&u->below);
}

/* What unpackers share: keeps the stream fed until it gives something. `step` moves the window below and
 * returns bytes given, or -1 at damage; it sets u->ended at the stream's end. */
static size_t unpack(struct window *w, uint8_t *to, size_t room,
		     ptrdiff_t (*step)(struct unpack *, uint8_t *, size_t))
{
	struct unpack *u = w->filler;

	while (!u->ended && !w->broken) {
		ptrdiff_t got;

		if (!window_need(&u->below, 1) || too_much(u)) {
			w->broken = true;
			break;
		}
		got = step(u, to, room);
		w->broken |= got < 0;
		if (got > 0) {
			u->given += (uint64_t)got;
			return (size_t)got;
		}
	}
	return 0;
}

static void gzip_next_member(struct unpack *u)
{
	static const uint8_t magic[] = {0x1f, 0x8b};

	u->ended = !window_need(&u->below, sizeof magic) || !rd_starts(&u->below.rd, magic, sizeof magic) ||
		   inflateReset(&u->z) != Z_OK;
}

static ptrdiff_t gzip_step(struct unpack *u, uint8_t *to, size_t room)
{
	struct rd *in = &u->below.rd;
	size_t take = rd_left(in) < 1 << 20 ? rd_left(in) : 1 << 20;
	int r;

	u->z.next_in = (uint8_t *)(uintptr_t)in->at;
	u->z.avail_in = (uInt)take;
	u->z.next_out = to;
	u->z.avail_out = (uInt)room;
	r = inflate(&u->z, Z_NO_FLUSH);
	rd_skip(in, take - u->z.avail_in);
	if (r == Z_STREAM_END)
		gzip_next_member(u);
	else if (r != Z_OK && u->z.avail_out == room)
		return -1;
	return (ptrdiff_t)(room - u->z.avail_out);
}

static size_t gzip_fill(struct window *w, uint8_t *to, size_t room) { return unpack(w, to, room, gzip_step); }

static ptrdiff_t zstd_step(struct unpack *u, uint8_t *to, size_t room)
{
	struct rd *in = &u->below.rd;
	ZSTD_inBuffer from = {in->at, rd_left(in) < 1 << 20 ? rd_left(in) : 1 << 20, 0};
	ZSTD_outBuffer into = {to, room, 0};
	size_t r = ZSTD_decompressStream(u->zstd, &into, &from);

	rd_skip(in, from.pos);
	if (ZSTD_isError(r))
		return into.pos ? (ptrdiff_t)into.pos : -1;
	if (r == 0)
		u->ended = !window_need(&u->below, 1);
	return (ptrdiff_t)into.pos;
}

static size_t zstd_fill(struct window *w, uint8_t *to, size_t room) { return unpack(w, to, room, zstd_step); }

static void unpack_close(struct window *w)
{
	struct unpack *u = w->filler;

	if (u->zstd)
		ZSTD_freeDStream(u->zstd);
	else
		inflateEnd(&u->z);
	window_close(&u->below);
	free(u);
}

/* Puts the unpacker in front; u is NULL or not ready when memory ran out. */
static int unpack_open(struct window *w, struct unpack *u, struct window *below, window_fill *fill)
{
	if (!u) {
		window_close(below);
		return -ENOMEM;
	}
	u->below = *below;
	*w = (struct window){.fill = fill, .close = unpack_close, .filler = u, .below = &u->below};
	return 0;
}

int window_gzip(struct window *w, struct window below)
{
	struct unpack *u = calloc(1, sizeof *u);

	if (u && inflateInit2(&u->z, 15 + 16) != Z_OK) {
		free(u);
		u = NULL;
	}
	return unpack_open(w, u, &below, gzip_fill);
}

int window_zstd(struct window *w, struct window below)
{
	struct unpack *u = calloc(1, sizeof *u);

	if (u && !(u->zstd = ZSTD_createDStream())) {
		free(u);
		u = NULL;
	}
	return unpack_open(w, u, &below, zstd_fill);
}
