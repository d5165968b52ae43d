/* Which decoder a payload belongs to. The candidates of a transport are asked in a fixed order, those whose
 * port is seen first, of the others only those that can begin with its first byte; nothing is named by its
 * port alone. Built once from the decoders that are linked in; owns only its lists. */
#ifndef MIMAMORI_DECODE_NAMING_H
#define MIMAMORI_DECODE_NAMING_H

#include "decode/decoder.h"

enum { NAMES_MAX = 128, HINTS_MAX = 256 }; /* naming_init() fails when there are more */

/* A set of decoders: bits are their places in a list. */
__extension__ typedef unsigned __int128 name_set;

struct naming {
	struct names {
		const struct decoder *list[NAMES_MAX];
		unsigned count;
		name_set hints[HINTS_MAX]; /* of those that share ports; 0 none */
		unsigned hints_count;
		name_set begin
			[256]; /* of those that are asked of a payload with this first byte, away from their ports */
		uint8_t *port; /* of 65,536 ports: which of the sets; NULL where there are no ports */
	} tcp, udp, ip, ether, llc;
};

struct verdict {
	const struct decoder *decoder; /* NULL: none */
	enum certainty certainty;      /* SURE also when a likely one is borne out by its port */
	enum role role;
	bool hinted; /* LIKELY on a port of its own */
};

int naming_init(struct naming *n); /* 0, -ENOMEM or -E2BIG */
void naming_clear(struct naming *n);
struct verdict naming_smell(const struct naming *n, const struct talk *t, struct rd head);
/* The same where the other side of the conversation is likely a protocol's (PROTO_none: not known): of those
 * that are only likely that one goes first. Weak answers of one protocol look like another's. */
struct verdict naming_smell_beside(const struct naming *n, const struct talk *t, struct rd head,
				   enum protocol other);

/* The decoder of a frame below transport: by ethertype, SAPs or IP protocol number, and content. NULL: none.
 */
const struct decoder *naming_exact(const struct naming *n, enum on on, const struct talk *t, struct rd head,
				   enum role *ret_role);

bool decoder_has_port(const struct decoder *d, uint16_t port);
/* May a payload away from the decoder's ports begin so? */
bool decoder_begins(const struct decoder *d, uint8_t first);

#endif
