/* The vocabulary of Modbus (MODBUS Application Protocol 1.1b3) and of UMAS, which Schneider controllers carry
 * in function 90: names, classes of commands, and the shape of a message's body. Constant tables; nothing
 * fails. Used by proto/modbus.c. */
#ifndef MIMAMORI_DECODE_MODBUS_H
#define MIMAMORI_DECODE_MODBUS_H

#include "base/rd.h"
#include "fact/fact.h"

enum {
	MODBUS_DIAGNOSTICS = 8,
	MODBUS_SERVER_ID = 17,
	MODBUS_ENCAPSULATED = 43,
	MODBUS_UMAS = 90,
	MODBUS_EXCEPTION = 0x80,
	MODBUS_MEI_CANOPEN = 13,
	MODBUS_MEI_IDENTITY = 14,
};

struct modbus_word {
	uint8_t code;
	uint8_t class; /* enum command_class */
	const char *name;
};

/* Name and class of a function (sub: -1 or the sub-function of 8, the MEI type of 43). Never NULL. */
const struct modbus_word *modbus_function(unsigned code, int64_t sub);
const struct modbus_word *modbus_umas(unsigned code);
bool modbus_is_public(unsigned code); /* stands in the table of functions */

/* Could this body (what follows the function code) be a request, an answer, of this function? Only lengths
 * that the function's own counts explain are accepted. A function whose body has no known shape fits neither.
 */
bool modbus_fits_request(unsigned code, struct rd body);
bool modbus_fits_answer(unsigned code, struct rd body);

/* The sub-function of 8 or the MEI type of 43 in a body; -1 for others. */
int64_t modbus_sub(unsigned code, struct rd body);

#endif
