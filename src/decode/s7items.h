/* What an S7comm job reads and writes: items (a place in a memory area of the controller) and their values.
 *
 * Layouts: proved on captures (snap7, WinCC and STEP 7 stations, ../shared/corpus/ot/s7comm) beside tshark.
 * Names are those of STEP 7: DB5.DBW4, M0.1, IB0, QW2, T8, C8. Owns nothing; bounded by the arrays that are
 * given. */
#ifndef MIMAMORI_DECODE_S7ITEMS_H
#define MIMAMORI_DECODE_S7ITEMS_H

#include "decode/emit.h"

enum { S7_ITEMS_MAX = 20, S7_VALUES_MAX = 64, S7_NAME = 40 };

struct s7_item {
	uint8_t area, type; /* area 0: an item of another kind, which is counted only */
	uint16_t db, count;
	uint32_t at; /* the address in bits; of timers and counters their number */
};

struct s7_value {
	double value;
	uint16_t element;
	uint8_t item;
};

/* The items of a job's parameter, from their count on; returns how many of them are kept. */
unsigned s7_items(struct rd parameter, struct s7_item items[S7_ITEMS_MAX]);

/* The values in a data part (of an answer to a read, or of a write), at most max. ret_good: the items
 * whose return code is good (a bit each). */
unsigned s7_values(const struct s7_item *items, unsigned n, struct rd data, struct s7_value *out,
		   unsigned max, uint32_t *ret_good);

/* How far it goes from item->at on, in the same measure. */
uint64_t s7_span(const struct s7_item *item);
/* "DB5.DBW4" of an element of an item. */
struct text s7_name(char buf[S7_NAME], const struct s7_item *item, unsigned element);
void s7_tell(struct emit *e, const struct s7_item *item, const struct s7_value *v, bool written);

#endif
