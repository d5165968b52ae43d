/* Two databases side by side, for verify.c: the site file and what its journal makes again. Inside the room
 * only. */
#ifndef MIMAMORI_STORE_COMPARE_H
#define MIMAMORI_STORE_COMPARE_H

#include "store/merkle.h"
#include "store/private.h"
#include "store/verify.h"

struct verify {
	struct store *file, *again; /* again: in memory, rebuilt */
	flaw_fn *fn;
	void *ctx;
	struct verified *told;
	const struct note *outside;
	bool chained;          /* every event so far is good */
	bool compared;         /* with the one outside */
	char schema[HASH_HEX]; /* hash after the last migration; "" there was none */
	char origin[NOTE_NAME];
	unsigned char public_key[PUBLIC_BYTES];
	struct merkle tree;
};

void verify_flaw(struct verify *v, const char *key, int64_t seq, const char *table, const char *row,
		 const char *detail);

/* Rows of a SELECT in order, one at hand. */
struct side {
	sqlite3_stmt *at;
	bool more;
	int error;
};
void side_open(struct side *r, struct store *s, const char *sql);
void side_next(struct side *r);
int side_close(struct side *r);                          /* 0, or what failed */
const char *side_text(const struct side *r, int column); /* "" for NULL */
/* Of the first `columns` columns: < 0 when a comes first (or b is at its end), > 0 the other way, 0 the same.
 */
int side_order(const struct side *a, const struct side *b, int columns);
bool side_same(const struct side *a, const struct side *b, int from); /* every column from this one on */

/* A table that events rebuild. */
void compare_table(struct verify *v, const struct covered *c);

#endif
