/* How the messages of relay.h lie on the channel: for each structure a table of its fields, written one after
 * the other, each with the most it may be. Packing and unpacking walk the same table. Inside the room only.
 */
#ifndef MIMAMORI_DECODE_RELAY_FORM_H
#define MIMAMORI_DECODE_RELAY_FORM_H

#include "decode/relay.h"

enum form_as {
	FORM_END,
	FORM_BYTES,  /* as they are: addresses, counts that may be anything */
	FORM_AMOUNT, /* unsigned, of 1, 2, 4 or 8 bytes, at most `most` */
	FORM_TIME,   /* int64_t, 0 .. RELAY_TIME_MAX */
	FORM_SPAN,   /* int64_t, a difference of two times */
	FORM_TEXT,   /* characters, terminated */
};

struct form {
	uint16_t at, size;
	enum form_as as;
	uint64_t most;
};

extern const struct form form_hello[], form_sighting[], form_flow[], form_period[], form_meter[],
	form_interface[], form_input[], form_tick[];

/* Appends the fields of what to p, which has room for sizeof *what; returns the end. */
uint8_t *form_pack(const struct form *f, const void *what, uint8_t *p);
/* Fills what (zeroed first); bad when it is short, or a value is out of its bounds. */
void form_unpack(const struct form *f, struct rd *in, void *ret_what, size_t size);

#endif
