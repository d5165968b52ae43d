/* The requests and answers inside SLMP frames (Mitsubishi SH-080956ENG 5; CLPA BAP-C2006), binary and ASCII:
 * which places of memory are asked for or set, what the answer holds, what a device says of itself. Used by
 * proto/slmp.c, which reads the frames. In binary numbers are little-endian; in ASCII the same numbers are
 * hexadecimal digits, highest first, and a place is its area's letters and a number in the area's own radix.
 * Proved by the golden vectors of plc-comm-slmp (each shape of places) and by rt-labs c-link (node search,
 * set IP address, errors); ASCII by SH-080956ENG, with which two public implementations agree (pymcprotocol's client,
 * whose bits, words, letters and numbers are written so; a server that was written from the manual's tables). */
#ifndef MIMAMORI_DECODE_SLMP_H
#define MIMAMORI_DECODE_SLMP_H

#include "decode/melsec.h"

struct slmp_reader {
	struct rd r;
	bool ascii;
};

enum {
	SLMP_READ_TYPE = 0x0101,
	SLMP_MONITOR_ENTRY = 0x0801,
	SLMP_MONITOR = 0x0802,
	SLMP_UNLOCK = 0x1630,
	SLMP_LOCK = 0x1631
};
enum { SLMP_NODE_SEARCH = 0x0e30, SLMP_SET_ADDRESS = 0x0e31, SLMP_CYCLIC = 0x0e70, SLMP_SECRET = 32 };

/* A number of so many bytes; past the end or with other than digits the reader is bad. */
uint32_t slmp_number(struct slmp_reader *s, unsigned bytes);

/* Reads what follows the subcommand of a request into q, whose command and sub are set: places, and the
 * values it sets. What has no known shape has no places. */
void slmp_ask(struct melsec_asked *q, struct slmp_reader body);
/* What is said of it, where a request has a deed: places, a file, an address, a label. In buf. */
struct text slmp_detail(char buf[MELSEC_DETAIL], const struct melsec_asked *q, struct slmp_reader body);
/* Does this request bring a password: unlock, lock, a file's? In buf (SLMP_SECRET), without the blanks that fill it; whoever is
 * done with it clears it. */
bool slmp_has_secret(const struct melsec_asked *q);
struct text slmp_secret(char *buf, const struct melsec_asked *q, struct slmp_reader body);
/* Reads the good answer's data into q's values: false, and none, when its length is not what q asked for. */
bool slmp_hear(struct melsec_asked *q, struct slmp_reader body);
/* Type name and node search: who the sender, or the node, is. */
void slmp_tell_identity(struct emit *e, unsigned command, struct slmp_reader body);

/* A whole binary frame (3E, 4E, or LMT of TSN) as it stands inside others'. Answers of LMT alone name what they
 * answer. */
struct slmp_inside {
	enum protocol protocol; /* slmp, cc-link-ie-tsn: whose commands */
	bool answer, names_command;
	unsigned end, command, sub;
	uint8_t network, station;
	struct rd body; /* behind the subcommand, or end code */
};
bool slmp_inside(struct rd r, struct slmp_inside *ret); /* bytes behind the frame are padding */

/* The next bytes begin a cyclic frame of CC-Link IE Field Basic, which looks like SLMP but is
 * proto/cc-link-ief-basic.c's. */
bool slmp_is_cyclic(struct rd frame);

#endif
