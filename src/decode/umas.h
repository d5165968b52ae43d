/* What UMAS (function 90 of Modicon controllers) asks for and answers: variables, reservations, who the controller is.
 * Schneider has published nothing: layouts are those of Apache PLC4X (umas.mspec, text) and of Redpoint's
 * modicon-info.nse; how a reservation is laid out is from memory. No public capture was at hand to prove them on.
 * Bodies begin with the pairing key. Emits about SERVER but for the station that reserves. */
#ifndef MIMAMORI_DECODE_UMAS_H
#define MIMAMORI_DECODE_UMAS_H

#include "decode/emit.h"

enum { UMAS_READS_KEPT = 4, UMAS_WRITES_KEPT = 2, UMAS_DETAIL = 48 };

/* A variable that is read or written: a place in a block of the controller's memory. */
struct umas_variable {
	uint8_t bytes, count;
	uint16_t block;
	uint32_t offset;
};

/* Reads: the first variables; writes: the first ones with the first value of each. */
enum { UMAS_READ_VARIABLES = 0x22 };

struct umas_asked {
	union {
		struct umas_variable read[UMAS_READS_KEPT];
		struct {
			struct umas_variable to[UMAS_WRITES_KEPT];
			uint64_t value[UMAS_WRITES_KEPT];
		} written;
	};
};

/* What a request asks for; returns how many variables are kept. detail: what it is done to, in room. */
unsigned umas_ask(struct emit *e, unsigned sub, struct rd body, struct umas_asked *ret,
		  char room[UMAS_DETAIL], struct text *ret_detail);
/* A good answer to it. */
void umas_tell(struct emit *e, unsigned sub, const struct umas_asked *q, unsigned n, struct rd body);

#endif
