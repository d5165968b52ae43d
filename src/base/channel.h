/* Messages between two of our processes over a stream socket: a length, a kind, bytes. Neither side trusts
 *the other: a length over the channel's bound breaks it (-EBADMSG) before anything is reserved for it.
 *
 *	| length 4, little-endian, of what follows | kind 1 | body |
 *
 * Never blocks: what cannot be sent now is queued up to a bound; who waits (base/loop.h) calls
 * channel_flush() when the socket can be written to and channel_fill() when it can be read. Owns its
 * descriptor and both buffers. */
#ifndef MIMAMORI_BASE_CHANNEL_H
#define MIMAMORI_BASE_CHANNEL_H

#include "base/rd.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct channel {
	int fd; /* -1: closed */
	struct channel_bytes {
		uint8_t *bytes;
		size_t from, to, room;
	} in, out;
	size_t message_max; /* largest length */
	size_t queue_max;   /* bytes waiting to be sent */
};

enum { CHANNEL_HEAD = 5 };

/* Takes fd, which becomes non-blocking. Buffers grow as they are needed, up to the bounds. */
void channel_open(struct channel *c, int fd, size_t message_max, size_t queue_max);
void channel_close(struct channel *c);

/* Queues one message, given in two pieces (either may be empty). 0; -ENOBUFS: it does not fit into the queue
 * now and nothing was queued; -EMSGSIZE it is over message_max; -EPIPE closed; -ENOMEM. */
int channel_put(struct channel *c, uint8_t kind, const void *body, size_t n, const void *more, size_t more_n);
bool channel_waits(const struct channel *c); /* something is queued */
/* Sends what the socket takes. 0, or negative: it is broken (-EPIPE ...). */
int channel_flush(struct channel *c);

/* Reads what is there, up to a bound. > 0 bytes; 0 nothing now; -EPIPE the other side has closed; else
 * negative. */
int channel_fill(struct channel *c);
/* The next whole message: 1, its body borrowed until the next channel_fill(); 0 none yet; -EBADMSG a length
 * out of bounds: the channel can only be closed. */
int channel_next(struct channel *c, uint8_t *ret_kind, struct rd *ret_body);

#endif
