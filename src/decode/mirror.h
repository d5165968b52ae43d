/* Double mirror: a switch that copies both the way in and the way out of a frame, or two ports on its path,
 * records it twice. That is a property of the capture between two addresses, declared only when at least a
 * fifth of the TCP segments with payload between them come twice within a millisecond, identification and
 * all; from then on second copies are set aside. What came before stays countable: flows keep the copies
 * apart until they are told (docs/decisions/double-mirror.md). A datagram of UDP whose sender numbers what he sends is
 * told from its copy by itself. */
#ifndef MIMAMORI_DECODE_MIRROR_H
#define MIMAMORI_DECODE_MIRROR_H

#include "decode/view.h"

enum { MIRROR_RECENT = 4096, MIRROR_PAIRS = 8192 };

struct mirror {
	struct {
		uint64_t print;
		int64_t when;
	} recent[MIRROR_RECENT];
	struct {
		uint64_t pair;
		uint32_t segments, twins; /* TCP with payload; twins: second copies among them */
	} pairs[MIRROR_PAIRS];
};

/* Fetches from memory, ahead, what mirror_twin() will look at. */
void mirror_fetch(const struct mirror *m, struct view *v);
/* Is this the second copy of a packet just seen? To be asked once for each. */
bool mirror_twin(struct mirror *m, const struct view *v);
/* Of one that mirror_twin() said so of: surely so, whatever else the capture shows? UDP alone: TCP's copies do no harm. */
bool mirror_is_copy(const struct view *v);
bool mirror_declared(const struct mirror *m, uint64_t pair);

#endif
