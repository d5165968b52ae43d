/* Double mirror: a switch that copies both the way in and the way out of a frame, or two ports on its path,
 * records it twice. That is a property of the capture between two addresses, declared only when at least a
 * fifth of the TCP segments with payload between them come twice within a millisecond, identification and
 * all; from then on second copies are set aside. What came before stays countable: flows keep the copies
 * apart until they are told (docs/decisions/double-mirror.md). A datagram of UDP whose sender numbers what he sends is
 * told from its copy by itself, and so is a frame below IP that is never sent twice (decoder.said_once). Of other
 * frames below IP their sender shows it. */
#ifndef MIMAMORI_DECODE_MIRROR_H
#define MIMAMORI_DECODE_MIRROR_H

#include "decode/view.h"

enum { MIRROR_RECENT = 4096, MIRROR_PAIRS = 8192, MIRROR_FRAMES = 1024, MIRROR_SENDERS = 256 };

/* How many there were, second copies not among them, and how many of these. */
struct mirror_share {
	uint32_t firsts, twins;
};

struct mirror {
	struct {
		uint64_t print;
		int64_t when;
	} recent[MIRROR_RECENT];
	struct {
		uint64_t pair;
		struct mirror_share share; /* TCP with payload; twins of numbered UDP, too */
	} pairs[MIRROR_PAIRS];
	struct {
		uint64_t print;
		int64_t when, apart; /* apart: from the same bytes before those of `when`; INT64_MAX none */
	} frames[MIRROR_FRAMES];     /* below IP */
	struct {
		uint64_t sender; /* MAC */
		struct mirror_share share;
	} senders[MIRROR_SENDERS];
	struct mirror_share sure; /* of all that is told from its copy by itself, TCP with payload among it */
};

/* Fetches from memory, ahead, what mirror_twin() will look at. */
void mirror_fetch(const struct mirror *m, struct view *v);
/* Is this the second copy of a packet just seen? To be asked once for each. */
bool mirror_twin(struct mirror *m, const struct view *v);
/* Of one that mirror_twin() said so of: surely so, whatever else the capture shows? UDP alone: TCP's copies do no harm. */
bool mirror_is_copy(const struct view *v);
bool mirror_declared(const struct mirror *m, uint64_t pair);
/* Did nearly everything that can be told from its copy come twice? Then what cannot be told did, too. */
bool mirror_everywhere(const struct mirror *m);
/* Is this frame below IP a second copy? To be asked once for each; once: its protocol never says the same twice. */
bool mirror_frame_copied(struct mirror *m, const struct view *v, bool once);

#endif
