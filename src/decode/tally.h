/* Requests of one conversation and their answers, counted where the conversation lies: who polls asks the same few
 * things all day, and only the first of each says something new. That one is told as it is; those behind it are told in
 * a sum (fact.more), at the latest when the conversation's part is. What changes how a controller runs (deed_is_operation)
 * is never counted here, nor are its answers: each is told by itself. Only where whoever listens asked for sums
 * (stack_sum()). */
#ifndef MIMAMORI_DECODE_TALLY_H
#define MIMAMORI_DECODE_TALLY_H

#include "decode/emit.h"

#include <stdbool.h>
#include <stdint.h>

enum { TALLY_PLACES = 6 };

enum tally_kind { TALLY_REQUEST, TALLY_ANSWERED, TALLY_REFUSED, TALLY_KINDS };

struct tally_place {
	uint64_t code;               /* and sub, in the upper half */
	uint16_t protocol;           /* enum protocol; 0: free */
	uint8_t asker;               /* end of the conversation that asks, 0 or 1 */
	uint8_t told;                /* a bit a kind: the first was told */
	uint32_t count[TALLY_KINDS]; /* not told yet */
};

struct tally {
	struct tally_place place[TALLY_PLACES];
	uint32_t turns; /* how often a place was wanted */
};

/* Whether it is counted; false, it is to be told now. */
bool tally_counts(struct emit *e, enum about asker, enum protocol p, int64_t code, int64_t sub,
		  enum tally_kind kind);

/* Tells what was counted, as of e, whose from is end `from` of the conversation; all places are free again. */
void tally_tell(struct tally *t, const struct emit *e);

#endif
