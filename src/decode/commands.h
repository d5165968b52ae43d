/* The words of OT protocols: for each request its class, what it can do to equipment (deed), and the
 * standard's name. Made from data/commands/TOKEN.yaml by tools/commands.py; constant, nothing fails. Decoders
 * speak of requests with emit_request() (decode/emit.h), which looks here. */
#ifndef MIMAMORI_DECODE_COMMANDS_H
#define MIMAMORI_DECODE_COMMANDS_H

#include "fact/fact.h"

/* What a protocol itself asks of who gives orders. */
enum sign_in { SIGN_IN_UNKNOWN, SIGN_IN_NONE, SIGN_IN_OPTIONAL, SIGN_IN_PASSWORD, SIGN_IN_CERTIFICATE };

/* Who asks in it: one that goes on asking the others (polled), one (asked), either of two (equals), the controller
 * of a bus that starts and sets its own devices. */
enum partners { PARTNERS_NONE, PARTNERS_POLLED, PARTNERS_ASKED, PARTNERS_EQUALS, PARTNERS_BUS };
/* What in it only engineering tools do: nothing, the transfer of programs, whatever changes how a controller runs. */
enum engineering { ENGINEERING_NONE, ENGINEERING_PROGRAMS, ENGINEERING_ALL };

struct command_word {
	int64_t code, sub; /* sub -1: whatever the sub-code is */
	uint8_t class;     /* enum command_class */
	uint8_t deed;      /* enum deed */
	bool tool;         /* only engineering software asks for it */
	const char *name;
	const char *technique; /* of ATT&CK for ICS; "" none */
};

struct command_table {
	const struct command_word *words; /* by code, then sub */
	uint32_t count;                   /* 0: the protocol has no table */
	uint8_t sign_in, partners, engineering;
	bool hex; /* people write its codes in hexadecimal */
	const char *source;
};

extern const struct command_table command_tables[PROTO_COUNT];

/* The row of (code, sub), else that of the code whatever its sub; NULL where the table has neither. */
const struct command_word *command_find(enum protocol p, int64_t code, int64_t sub);
/* The same, never NULL: class other, no deed, "Unknown command" for what no table knows. */
const struct command_word *command_word(enum protocol p, int64_t code, int64_t sub);

const char *sign_in_token(enum sign_in s);

#endif
