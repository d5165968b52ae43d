/* The site as it was after an event: its tables made again in memory from the journal, as verify makes them,
 * but only up to there and only of some parts. What no event holds (the model, names of people) is not in it.
 */
#ifndef MIMAMORI_STORE_PAST_H
#define MIMAMORI_STORE_PAST_H

#include "store/store.h"

#include <stdint.h>

/* parts: names of store_part ("decision", "record"), NULL-terminated; s was opened with them. Events of their
 * kinds up to seq are copied into the table event as well, those of other kinds are passed over. 0, or
 * negative: -EBADMSG an event cannot be read or applied (journal verify tells which), -EIO, -ENOMEM. Free
 * with store_free(). */
int store_past(struct store *s, const char *const *parts, int64_t seq, struct store **ret);

#endif
