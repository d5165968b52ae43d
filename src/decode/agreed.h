/* What one conversation agrees on and another carries: an I/O connection of EtherNet/IP is opened over TCP and filled
 * over UDP, one of PROFINET over UDP and filled below IP. Decoders keep nothing between conversations, so the stack
 * keeps this for them: a fixed number of records, each found by up to four keys (both ways of the data, the name
 * by which it is closed, and whose it is, for when it is opened again under another name); a key that is used again is
 * the newer record's alone. When all are taken, one that was not used since the last look round gives way and is
 * counted; so a flood of made-up agreements pushes out its own kind, not what is in use. Reached through
 * emit_agreed() and its like (decode/emit.h); nothing here fails. */
#ifndef MIMAMORI_DECODE_AGREED_H
#define MIMAMORI_DECODE_AGREED_H

#include "base/addr.h"

enum { AGREED_KEYS = 4, AGREED_ROOM = 512, AGREED_MAX = 4096 };

/* Compared as a whole: zero what is not used. protocol 0: no key. */
struct agreed_key {
	uint8_t from[16], to[16];
	uint32_t id;
	uint16_t protocol, what;
};

struct agreements;

void *agreed_find(struct agreements *a, const struct agreed_key *key, unsigned *ret_which);
/* Takes this key off the record that has it, and gives the record: no use of it. */
void *agreed_unname(struct agreements *a, const struct agreed_key *key);
void *agreed_make(struct agreements **a, const struct agreed_key keys[AGREED_KEYS], uint64_t *dropped);
void agreed_end(struct agreements *a, void *room);
void agreed_free(struct agreements *a);

/* Data from one address to another (none: to a group) under a number. */
static inline struct agreed_key agreed_way(uint16_t protocol, struct ip from, struct ip to, uint32_t id)
{
	struct agreed_key k = {.id = id, .protocol = protocol};

	memcpy(k.from, from.b, sizeof k.from);
	memcpy(k.to, to.b, sizeof k.to);
	return k;
}

#endif
