/* Writing rows: one prepared statement a table, values in the order of its columns. The first error is kept;
 * ask rows_end(). */
#ifndef MIMAMORI_INVENTORY_ROWS_H
#define MIMAMORI_INVENTORY_ROWS_H

#include "base/addr.h"
#include "base/text.h"
#include "fact/fact.h"
#include "store/store.h"

struct rows {
	sqlite3_stmt *st;
	int column, columns, error;
	int64_t count;
};

int rows_begin(struct rows *r, struct store *s, const char *table, int columns);
void rows_int(struct rows *r, int64_t v);
void rows_id(struct rows *r, uint32_t id); /* 0 is NULL */
void rows_real(struct rows *r, double v);
void rows_null(struct rows *r);
void rows_str(struct rows *r, const char *s);    /* static or kept until rows_next(); NULL or "" is NULL */
void rows_word(struct rows *r, const char *s);   /* the same, but "" stays "" */
void rows_text(struct rows *r, struct text raw); /* cleaned; empty stays "" */
void rows_text_or_null(struct rows *r, const char *s); /* cleaned; "" is NULL */
void rows_mac(struct rows *r, struct mac m);           /* none is NULL */
void rows_ip(struct rows *r, struct ip ip);
void rows_packet(struct rows *r, struct packet p);
void rows_next(struct rows *r); /* the row is done */
int rows_end(struct rows *r);   /* 0 or negative */

#endif
