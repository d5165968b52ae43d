/* What Modbus answers tell: values of registers, and what the device says it is. The question is needed to
 * read the answer: modbus_ask() keeps what matters of it (values only as many as fit). Emits about SERVER. */
#ifndef MIMAMORI_DECODE_MODBUS_VALUES_H
#define MIMAMORI_DECODE_MODBUS_VALUES_H

#include "decode/emit.h"
#include "decode/modbus.h"
#include "decode/umas.h"

enum { MODBUS_WRITES_KEPT = 16, MODBUS_POINTS_MAX = 64 };

struct modbus_asked {
	uint16_t transaction;
	uint8_t unit, code;
	uint8_t writes; /* how many of values[] */
	int16_t sub;
	uint16_t address, count;
	union {
		uint16_t values[MODBUS_WRITES_KEPT];
		struct umas_asked umas; /* of UMAS, as many variables as `writes` says */
	};
};

/* What a request is done to: "holding:100 x4", "unit3:coil:5"; empty where that says nothing. */
enum { MODBUS_DETAIL = 48 };
struct text modbus_detail(const struct modbus_asked *q, char buf[MODBUS_DETAIL]);

void modbus_ask(struct modbus_asked *q, unsigned code, struct rd body);
/* Which units of a conversation were told. */
struct modbus_units {
	uint8_t told[32]; /* a bit each */
	bool told_kind;
};
/* Once for each: a unit is told when it answers. */
void modbus_tell_unit(struct modbus_units *u, unsigned unit, struct emit *e);

/* The values in a good answer to q, or those that q wrote: at most MODBUS_POINTS_MAX points. */
void modbus_tell_values(struct emit *e, const struct modbus_asked *q, struct rd body);
void modbus_tell_identity(struct emit *e, unsigned unit, unsigned code, struct rd body);

#endif
