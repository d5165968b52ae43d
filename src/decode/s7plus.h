/* Variables of S7comm-plus requests: where they are and what they hold. A request names them by the area (a data block,
 * inputs, outputs, memory) and the numbers that TIA Portal gave them, not by their symbols, which a recording does not
 * hold: DB2.10 is number 10 of data block 2. Layout proved on captures of S7-1200/1500 (../shared/corpus/ot/s7comm);
 * the types of data are from Th. Wiens' S7CommPlusDriver (text). Owns nothing, no recursion, bounded by its arrays. */
#ifndef MIMAMORI_DECODE_S7PLUS_H
#define MIMAMORI_DECODE_S7PLUS_H

#include "decode/emit.h"

enum { PLUS_ITEMS_MAX = 8, PLUS_NUMBERS_MAX = 3, PLUS_NAME = 48 };

struct plus_item {
	uint32_t area, number[PLUS_NUMBERS_MAX];
	uint8_t numbers;
};

struct plus_value {
	double value;
	uint8_t item, type; /* type: enum point_type */
};

/* Seven bits a byte, the highest says that more follow; at most ten bytes. plus_signed(): the second bit of the first
 * is the sign. */
uint64_t plus_number(struct rd *r);
int64_t plus_signed(struct rd *r);

/* count | fields | (symbol check | area | numbers | 1 + number...)...: the first items. Leaves r behind all of them. */
unsigned plus_items(struct rd *r, struct plus_item items[PLUS_ITEMS_MAX]);
/* (item, from 1 | flags 1 | type 1 | value)..., 0 at the end: values of the first items that are numbers. */
unsigned plus_values(struct rd *r, struct plus_value values[PLUS_ITEMS_MAX]);

/* "DB2.10"; empty for what is no variable of the program. */
struct text plus_name(char buf[PLUS_NAME], const struct plus_item *item);

#endif
