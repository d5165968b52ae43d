/* The devices as lists sort, filter and search them: a table in memory, made from the store when it is first
 * asked for and again after the store has changed. A page of a hundred of 100,000 devices, filtered and
 * sorted, is then a walk over small rows, and only what is shown is read from the store. Some 250 bytes a
 * device. */
#ifndef MIMAMORI_SERVE_BOARD_H
#define MIMAMORI_SERVE_BOARD_H

#include "serve/api.h"

enum { BOARD_KEYS_MAX = 24, BOARD_NONE = 255 };

/* Which pairs of bytes a text has, hashed: a text without one of a query's pairs cannot hold it. */
struct board_pairs {
	uint64_t bit[2];
};
struct board_pairs board_pairs_of(const char *text, size_t n);
static inline bool board_may_hold(const struct board_pairs *text, const struct board_pairs *query)
{
	return (text->bit[0] & query->bit[0]) == query->bit[0] &&
	       (text->bit[1] & query->bit[1]) == query->bit[1];
}

struct board_row {
	int64_t id, first, last;
	struct board_pairs pairs; /* of its text */
	uint32_t text, text_n;    /* folded: all that it is found by, in board.text */
	uint8_t layer;            /* index into board_layers */
	uint8_t kind;             /* index into device_kinds; BOARD_NONE another */
	uint8_t state;            /* index into board_states; BOARD_NONE it has none yet */
	uint8_t severity;         /* of the worst finding about it; BOARD_NONE none */
	uint16_t findings;
	bool known;
};

struct board {
	struct board_row *row; /* by id */
	size_t count;
	char *text;
	size_t text_n, text_room;
	struct board_rank {
		char name[16];
		uint32_t *rank; /* of each row: equal values have equal ranks, none is UINT32_MAX */
	} rank[BOARD_KEYS_MAX];
	unsigned ranks;
	int64_t state; /* of the store when it was made */
};

extern const char *const board_layers[], *const board_states[]; /* NULL-terminated */

/* The board of now, or NULL: the store failed, or no memory. Belongs to the process. */
const struct board *board_of(struct call *c);
void board_forget(void); /* frees it */

/* The row of a device, or -1. */
int64_t board_at(const struct board *b, int64_t device);

/* A set of rows of the board, as bits, on the heap. */
struct board_set {
	uint8_t *bits;
	size_t count;
};
struct pick;
/* What a question says whose first column are devices; unknown ones are left out. NULL bits: it failed. */
struct board_set board_set_of(const struct board *b, struct pick *q);
static inline bool board_has(const struct board_set *s, size_t row)
{
	return s->bits[row / 8] >> row % 8 & 1;
}

/* The ranks of a sort key, made when they are first asked for; NULL: it failed. sql: the key, of a row d of
 * device_shown joined with device o. */
const uint32_t *board_rank(struct call *c, const char *name, const char *sql);

#endif
