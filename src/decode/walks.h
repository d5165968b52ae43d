/* What each two ends walked through in conversations that are over: who opens a connection for each request walks all the
 * same (decode/walk.h). A fixed number of places, found by client, server and protocol. Who has walked some steps in the last
 * ten minutes keeps his place against others, so made-up ends push out their own kind; who finds none is seen to walk
 * within a conversation alone. */
#ifndef MIMAMORI_DECODE_WALKS_H
#define MIMAMORI_DECODE_WALKS_H

#include "decode/walk.h"

enum { WALKS_PLACES = 256, WALKS_NAMES = 64 };

struct walks_ends { /* compared as a whole, but for when */
	struct ip client, server;
	uint64_t protocol;
	int64_t when;
};

struct walks {
	struct walks_place {
		struct walks_ends ends;
		struct walk walk;
	} places[WALKS_PLACES];
	struct walks_name {
		struct walks_ends ends;
		struct walk_names walk;
	} names[WALKS_NAMES];
};

/* Zeroed for ends that are new; NULL: no place. */
struct walk *walks_of(struct walks *w, const struct walks_ends *ends);
struct walk_names *walks_names_of(struct walks *w, const struct walks_ends *ends);

#endif
