/* Writing rows: values in the order of a table's columns. Rows wait until a handful is full and go to the
 * database in one statement: starting a statement costs as much as a short row. The first error is kept; ask
 * rows_end(). */
#ifndef MIMAMORI_INVENTORY_ROWS_H
#define MIMAMORI_INVENTORY_ROWS_H

#include "base/addr.h"
#include "base/text.h"
#include "fact/fact.h"
#include "store/held.h"

enum { ROWS_TOGETHER = 16 };

struct cell {
	const char *text; /* static, or in rows.text */
	union {
		int64_t integer;
		double real;
	};
	int type; /* SQLITE_INTEGER ... */
	int n;    /* bytes of text */
};

struct rows {
	struct store *store;
	struct held *
		held; /* where they go at once, when the table is held; then only text is used of what follows */
	const char *table;
	sqlite3_stmt *one, *together; /* together: made when the table proves to be long */
	struct cell *cells, *bound;   /* of the rows that wait; what together has */
	char *text;                   /* their texts */
	size_t used;                  /* of text */
	int waiting, column, columns, error;
	int64_t count;
};

int rows_begin(struct rows *r, struct store *s, const char *table, int columns);
void rows_int(struct rows *r, int64_t v);
void rows_id(struct rows *r, uint32_t id); /* 0 is NULL */
void rows_real(struct rows *r, double v);
void rows_null(struct rows *r);
void rows_str(struct rows *r, const char *s);    /* static, or kept until rows_end(); NULL or "" is NULL */
void rows_word(struct rows *r, const char *s);   /* the same, but "" stays "" */
void rows_copy(struct rows *r, const char *s);   /* ours, short and plain, copied; NULL is NULL */
void rows_text(struct rows *r, struct text raw); /* cleaned; empty stays "" */
void rows_name(struct rows *r, struct text raw); /* the same; blanks alone are said as codes */
void rows_text_or_null(struct rows *r, const char *s); /* cleaned; "" is NULL */
void rows_mac(struct rows *r, struct mac m);           /* none is NULL */
void rows_ip(struct rows *r, struct ip ip);
void rows_packet(struct rows *r, struct packet p);
void rows_next(struct rows *r); /* the row is done */
int rows_end(struct rows *r);   /* 0 or negative */

#endif
