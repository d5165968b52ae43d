/* The shapes of Modbus messages (MODBUS Application Protocol 1.1b3), and the numbers that UMAS, carried by
 * Schneider controllers in function 90, needs. Names and classes of commands are in data/commands. Constant
 * tables; nothing fails. Used by proto/modbus.c. */
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

bool modbus_is_public(unsigned code); /* stands in data/commands/modbus.yaml */

/* Could this body (what follows the function code) be a request, an answer, of this function? Only lengths
 * that the function's own counts explain are accepted. A function whose body has no known shape fits neither.
 */
bool modbus_fits_request(unsigned code, struct rd body);
bool modbus_fits_answer(unsigned code, struct rd body);

/* The sub-function of 8 or the MEI type of 43 in a body; -1 for others. */
int64_t modbus_sub(unsigned code, struct rd body);

#endif
