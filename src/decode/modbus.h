/* The shape of Modbus messages (MODBUS Application Protocol 1.1b3). Constant tables; nothing fails. What its
 * functions and those of UMAS, which Schneider controllers carry in function 90, are called:
 * data/commands/modbus.yaml, umas.yaml. Used by proto/modbus.c and proto/modbus-rtu.c. */
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

/* Could this body (what follows the function code) be a request, an answer, of this function? Only lengths
 * that the function's own counts explain are accepted. A function whose body has no known shape fits neither.
 */
bool modbus_fits_request(unsigned code, struct rd body);
bool modbus_fits_answer(unsigned code, struct rd body);

/* How many bytes the body has, where nothing but the message says so (Modbus RTU): MODBUS_REST where its function
 * leaves that open, MODBUS_WAITS while the byte that tells is not there, MODBUS_UNKNOWN for other functions. */
enum { MODBUS_REST = -1, MODBUS_WAITS = -2, MODBUS_UNKNOWN = -3 };
int modbus_body_of_request(unsigned code, struct rd body);
int modbus_body_of_answer(unsigned code, struct rd body);

/* The sub-function of 8 or the MEI type of 43 in a body; -1 for others. */
int64_t modbus_sub(unsigned code, struct rd body);

#endif
