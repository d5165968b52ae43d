/* BER elements as MMS (ISO 9506-2) uses them, names of variables, and values in data.
 *
 * Elements of one byte of tag or, with high numbers, up to three; definite lengths only. Data may nest; it is
 * walked with a stack of MMS_NEST levels and no recursion, what lies deeper is counted as one leaf and not
 * looked into. Proved on captures (../shared/corpus/ot/iec61850) beside tshark. Owns nothing. */
#ifndef MIMAMORI_DECODE_MMSDATA_H
#define MIMAMORI_DECODE_MMSDATA_H

#include "decode/emit.h"

enum { MMS_NEST = 8, MMS_VALUES_MAX = 64, MMS_NAME = 160 };

struct mms_element {
	uint8_t first;   /* the first byte: class, constructed, low number */
	unsigned number; /* of the tag */
	struct rd body;
};
/* The next element; false at the end or where none stands. */
bool mms_next(struct rd *r, struct mms_element *ret);
/* The next one among its siblings with this first byte; what stands before it is passed over. */
bool mms_find(struct rd *r, unsigned first, struct rd *ret_body);

/* A variable as "domain/item", "item"; empty when it is none. */
struct text mms_name(struct rd object, char buf[MMS_NAME]);

/* A number in a value: which result or variable it stands in, and which leaf of it (-1: the value is no
 * structure). */
struct mms_value {
	double value;
	uint16_t place;
	int16_t leaf;
	uint8_t type; /* enum point_type */
};
/* The values of a list of data or access results, at most max; returns how many. ret_good: the results (a bit
 * each) that are no failures. */
unsigned mms_values(struct rd list, struct mms_value *out, unsigned max, uint64_t *ret_good);

/* "name", "name[leaf]" */
void mms_tell(struct emit *e, enum about about, struct text name, const struct mms_value *v, bool set);
/* The same under a name that is none of a secret (words_is_secret()): of a list, asked once for all of it. */
void mms_tell_plain(struct emit *e, enum about about, struct text name, const struct mms_value *v, bool set);
/* The results of an information report named RPT: values as "report[member]". */
void mms_tell_report(struct emit *e, struct rd results);

#endif
