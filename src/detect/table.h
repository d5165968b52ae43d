/* What a detector remembers: tables of bounded size (inventory/table.h) that the room keeps over restarts.
 * A detector asks for each of its tables in begin(), works on rows as with any table, and need not say what
 * it changed: saving compares pages of rows by their hashes and writes those that differ.
 *
 * Rows go into the site's file as they lie in memory: no pointers in them, no hashes made with table_seed(),
 * times by the watched clock (detect_watched()) or by the source's. A file from another build is refused by
 * its sizes; whoever changes what a row means without changing its size gives it another version. Devices
 * are best known by their addresses: a number is another's after people merged two. What is read back is as
 * good as the file: an index or a length in a row is checked before it is used. */
#ifndef MIMAMORI_DETECT_TABLE_H
#define MIMAMORI_DETECT_TABLE_H

#include "inventory/table.h"

struct detect;

enum {
	DETECT_TABLES = 64,
	DETECT_TABLE_NAME = 48,
	DETECT_PAGE = 32768, /* bytes of rows in one row of detect_state, at most; a row is never cut */
};

struct detect_table {
	const char *name; /* "silent-device" or "silent-device.gaps"; static, at most DETECT_TABLE_NAME */
	size_t row_size, key_size;
	uint32_t max;     /* rows; what finds no room is counted (detect_counts.dropped) */
	uint16_t version; /* of what a row means */
};

/* In begin() only. NULL: no memory, or too many tables. Borrowed; freed with the room. */
struct table *detect_table(struct detect *d, const struct detect_table *t);

#endif
