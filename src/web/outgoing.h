/* Bytes that wait to be sent to one browser: pieces in order, each of a blob that may stand in many queues at
 * once (an event that goes to a thousand), or of a table of the program (pages). */
#ifndef MIMAMORI_WEB_OUTGOING_H
#define MIMAMORI_WEB_OUTGOING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct blob {
	unsigned holders;
	size_t n;
	uint8_t bytes[];
};

struct blob *blob_new(const void *bytes, size_t n); /* one holder; bytes NULL: to be filled; NULL */
struct blob *blob_of(const void *a, size_t n, const void *b, size_t m); /* two parts in one */
struct blob *blob_hold(struct blob *b);
void blob_drop(struct blob *b);

struct outgoing {
	struct piece *first, *last;
	size_t bytes; /* not yet sent */
	unsigned pieces;
};

/* Adds all of a blob; the queue becomes one more holder. -ENOMEM. */
int outgoing_add(struct outgoing *o, struct blob *b);
/* Adds bytes that are there for ever. */
int outgoing_lasting(struct outgoing *o, const void *bytes, size_t n);
/* The bytes to send next, borrowed; false: none. */
bool outgoing_next(const struct outgoing *o, const uint8_t **ret_at, size_t *ret_n);
void outgoing_sent(struct outgoing *o, size_t n); /* n: at most what outgoing_next() said */
void outgoing_clear(struct outgoing *o);

#endif
