/* The plant's own list of equipment: a CSV file (RFC 4180; UTF-8 with or without BOM, or Shift_JIS) with one
 * row a device. Columns are guessed from their headings (data/ledger/columns.yaml) and, where those say
 * nothing, from what stands in them; the guess is kept so that it can be shown. A row that cannot be used is
 * named by its line, never guessed at. */
#ifndef MIMAMORI_INVENTORY_LEDGER_H
#define MIMAMORI_INVENTORY_LEDGER_H

#include "base/addr.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum ledger_column {
	LEDGER_MAC,
	LEDGER_IP,
	LEDGER_NUMBER,
	LEDGER_NAME,
	LEDGER_LINE,
	LEDGER_PLACE,
	LEDGER_OWNER,
	LEDGER_COLUMNS
};

struct ledger_row {
	unsigned line_no; /* in the file, from 1 */
	struct mac mac;   /* none: not given */
	struct ip ip;
	const char *number, *name, *line, *place, *owner; /* "" when not given */
};

struct ledger_bad {
	unsigned line_no;
	const char *reason; /* "no-address" "bad-mac" "bad-ip" "twice" "too-few-columns" */
};

struct ledger {
	struct ledger_row *rows;
	size_t count;
	struct ledger_bad *bad; /* at most LEDGER_BAD_MAX, the rest counted in bad_count */
	size_t bad_count;
	const char *encoding;                /* "UTF-8" "Shift_JIS" */
	int column[LEDGER_COLUMNS];          /* index of the column, -1 none */
	const char *heading[LEDGER_COLUMNS]; /* as it stands in the file, or "" */
	bool guessed[LEDGER_COLUMNS];        /* by what stands in it, not by its heading */
	char *text;                          /* what the strings point into */
};

enum { LEDGER_ROWS_MAX = 200000, LEDGER_BAD_MAX = 100, LEDGER_BYTES_MAX = 64 << 20 };

/* How well a heading names a column: 1000 the very word, else the length of the longest known word in it, 0
 * not at all. */
int ledger_heading_fits(const char *cell, enum ledger_column *ret_column);
bool ledger_same_heading(const char *a, const char *b); /* but for case, spaces and punctuation */

const char *ledger_column_name(enum ledger_column c); /* "mac" "ip" "number" ... */

/* From a file, or from bytes. err keys: ledger-unreadable, ledger-too-large, ledger-encoding,
 * ledger-no-address-column, ledger-empty. 0 or negative. */
int ledger_read(const char *path, struct ledger *ret_ledger, struct err *e);
int ledger_parse(const char *bytes, size_t n, const char *path, struct ledger *ret_ledger, struct err *e);
void ledger_clear(struct ledger *l);

#endif
