/* The objects of DNP3 (IEEE 1815-2012 chapter 11 and annex A): headers, sizes, values, device attributes.
 *
 *	group 1 | variation 1 | qualifier 1 | range 0..8 | ([index or size] object)...
 *
 * Constant tables; owns nothing. Object sizes and values proved on Zeek's and opendnp3's captures. */
#ifndef MIMAMORI_DECODE_DNP3_H
#define MIMAMORI_DECODE_DNP3_H

#include "decode/emit.h"

enum { DNP3_POINTS_MAX = 64, DNP3_NAME = 48 };

/* One header with its objects; where none follow (a question) `objects` is empty. */
struct dnp3_block {
	uint8_t group, variation;
	uint8_t prefix; /* bytes of index before each object; 0: numbered from `first` */
	bool sized;     /* the prefix is a size instead */
	bool packed;    /* one or two bits an object */
	uint8_t bits;   /* of a packed one */
	uint8_t bytes;  /* of an object that is not packed; 0: none follow, or the size is not known */
	uint32_t first, count;
	struct rd objects;
};

/* The next block. with_data: objects follow the header. False at the end and where nothing sensible stands;
 * a block whose size is not known takes all that is left. */
bool dnp3_next(struct rd *r, bool with_data, struct dnp3_block *ret);

/* One object of a block in order, from *i = 0 on; false at its end. */
struct dnp3_object {
	uint32_t index;
	struct rd bytes; /* empty where the objects are packed: then value counts */
	unsigned value;  /* of a packed one */
};
bool dnp3_object(struct dnp3_block *b, uint32_t *i, struct dnp3_object *ret);

/* What a controller answers: at most *room points more, the numbers or (bits) the states and device
 * attributes. outstation: 0, or the address to name where there are several. */
void dnp3_tell(struct emit *e, const struct dnp3_block *b, bool bits, unsigned outstation, unsigned *room);

/* A control (CROB, analog output): what is set, and whether its status says that it was done. False: this is
 * none. */
struct dnp3_control {
	bool analog;
	uint8_t status;
	uint32_t index;
	double value;
	uint8_t type; /* enum point_type */
};
bool dnp3_control(const struct dnp3_block *b, const struct dnp3_object *o, struct dnp3_control *ret);
struct text dnp3_control_name(char buf[DNP3_NAME], const struct dnp3_control *c, unsigned outstation);

#endif
