/* cEMI, KNX's telegrams as they stand in messages over IP (KNX Standard 03_06_03), for a listener. */
#ifndef MIMAMORI_DECODE_CEMI_H
#define MIMAMORI_DECODE_CEMI_H

#include "base/rd.h"
#include "base/text.h"

enum { CEMI_REQ = 0x11, CEMI_CON = 0x2e, CEMI_IND = 0x29, CEMI_NONE = -1, CEMI_ADDRESS = 24 };

struct telegram {
	unsigned code; /* of the message */
	bool data;     /* one of the data link (L_Data), all of which was read */
	bool to_group;
	uint16_t source, destination;
	int apci;       /* 10 bits; CEMI_NONE: it only opens or closes a connection on the bus */
	struct rd rest; /* behind the APCI */
};

struct telegram cemi_read(struct rd r);
/* "1/2/3" of a group, "1.2.3" of a device: where it goes. */
struct text cemi_address(const struct telegram *t, char out[CEMI_ADDRESS]);
/* An answer on the bus asks for nothing. */
bool cemi_is_answer(const struct telegram *t);

#endif
