/* What a recording shows of the port it is made at: is it a mirror port at all, and does it mirror both
 * directions? Looks at Ethernet addresses only. Bounded; a value. */
#ifndef MIMAMORI_CLI_MIRROR_H
#define MIMAMORI_CLI_MIRROR_H

#include "base/addr.h"
#include "capture/capture.h"

enum { MIRROR_PAIRS = 4096 };

struct mirror {
	struct mac own; /* of the recording interface; none: not known */
	uint64_t frames, bytes;
	uint64_t group;      /* broadcast and multicast */
	uint64_t own_frames; /* to or from this machine */
	uint64_t others;     /* between two others: an ordinary switch port does not show these */
	struct {
		uint64_t low, high; /* the two MACs */
		uint8_t ways;       /* 1: low spoke, 2: high spoke */
	} pairs[MIRROR_PAIRS];
	unsigned pair_count, two_way;
};

/* mirror-none: nothing came; mirror-ordinary: only group and own frames; mirror-one-way; mirror-good. */
enum mirror_verdict { MIRROR_NONE, MIRROR_ORDINARY, MIRROR_ONE_WAY, MIRROR_GOOD, MIRROR_UNKNOWN };

void mirror_take(struct mirror *m, const struct frame *f);
enum mirror_verdict mirror_verdict(const struct mirror *m);

#endif
