/* One direction of a TCP conversation: what is the next byte, and what came too early. Bytes are handed on in
 * order, straight from the frame when they come in order. All streams share one pool of bytes; nothing waits
 * for ever: a hole is skipped when too much waits behind it, when the other side acknowledges what is
 * missing, or at the end. */
#ifndef MIMAMORI_DECODE_STREAM_H
#define MIMAMORI_DECODE_STREAM_H

#include "base/rd.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct piece;

struct stream_pool {
	size_t used, limit; /* bytes held for all streams */
	uint64_t dropped;
};

struct stream {
	uint32_t next;        /* sequence number of the next byte */
	uint32_t acked;       /* how far the other side has acknowledged */
	struct piece *pieces; /* came too early, by sequence, no overlap */
	uint32_t waiting;     /* bytes in pieces */
	uint16_t count;       /* of pieces: they are looked through one by one */
	bool known : 1;       /* next is certain */
	bool guessed : 1;     /* next is what the other side acknowledged first */
	bool hole : 1; /* bytes were lost before the next ones handed on; who hands them on clears it */
	bool has_acked : 1;
};

/* Hands bytes on, in order. */
typedef void stream_sink(void *ctx, struct stream *s, const uint8_t *bytes, size_t n);

enum { STREAM_WAITING_MAX = 64 * 1024, STREAM_PIECES_MAX = 256 }; /* that wait behind a hole */

/* The stream begins (again) at this byte. */
void stream_start(struct stream *s, struct stream_pool *pool, uint32_t next);
/* A segment whose payload began at seq and was `claimed` bytes long, of which data are at hand. */
void stream_segment(struct stream *s, struct stream_pool *pool, uint32_t seq, struct rd data,
		    uint32_t claimed, stream_sink *sink, void *ctx);
/* The other side acknowledged everything before ack. */
void stream_acked(struct stream *s, struct stream_pool *pool, uint32_t ack, stream_sink *sink, void *ctx);
/* No more will come: what waits is handed on, holes and all. */
void stream_end(struct stream *s, struct stream_pool *pool, stream_sink *sink, void *ctx);
void stream_clear(struct stream *s, struct stream_pool *pool);

#endif
