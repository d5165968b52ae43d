/* Items of SECS-II messages (SEMI E5) and what stands in them by its place: identifiers, numbers, reports. Used by
 * proto/hsms.c. Borrowed bytes, nothing allocated; walks are bounded, whatever a list counts. */
#ifndef MIMAMORI_DECODE_SECS_H
#define MIMAMORI_DECODE_SECS_H

#include "base/rd.h"
#include "base/text.h"
#include "fact/fact.h"

enum { SECS_LIST = 0, SECS_BINARY = 010, SECS_BOOLEAN = 011, SECS_ASCII = 020 };

struct secs_item {
	unsigned format, length; /* of a list: how many items follow */
	struct rd data;
};

/* The next item, a list without what it holds; false: none, or none that makes sense. */
bool secs_next(struct rd *r, struct secs_item *ret);
/* The same, past all that a list holds. */
bool secs_step(struct rd *r, struct secs_item *ret);
/* The next item is a list: how many there are in it, and r behind its head; -1 otherwise. */
int secs_list(struct rd *r);

/* A number that is alone in its item; text that is a number, too. type: as it is sent, POINT_UNKNOWN for text. */
bool secs_number(const struct secs_item *item, double *ret, enum point_type *ret_type);
/* An identifier that is an unsigned number (as nearly all are); 0: none. */
uint32_t secs_id(const struct secs_item *item);
/* Plain text of the item, without outer blanks; empty otherwise. */
struct text secs_text(const struct secs_item *item);

#endif
