/* A held table, for the files that keep, find and read its rows. */
#ifndef MIMAMORI_STORE_HELD_OWN_H
#define MIMAMORI_STORE_HELD_OWN_H

#include "store/held.h"

enum held_type { HELD_INT, HELD_REAL, HELD_TEXT };

/* The rows of each value, in the order in which they were written: row[start[g]] .. row[start[g + 1] - 1] for group g.
 * slot: group + 1 by the hash of its value, 0 free. */
struct held_index {
	uint32_t *slot, *start, *row;
	uint32_t mask, groups;
};

/* Words that were lately copied: most texts of a model are a few words again and again. */
enum { HELD_WORDS = 64 };
struct held_word {
	const char *copy;
	uint32_t n;
};

struct held_column {
	char name[32];
	enum held_type type;
	bool key;                   /* INTEGER PRIMARY KEY: no two rows have the same */
	uint32_t values, values_of; /* how many different ones, about; when it had so many rows */
	union {
		int64_t *integer;
		double *real;
		const char **text; /* NULL: none */
	};
	uint32_t *length; /* of texts */
	struct held_word *words;
	struct held_index *index; /* NULL: nobody asked */
};

struct held {
	char name[32];
	struct held *next;
	struct held_column *column;
	unsigned columns, at; /* at: the column that is written next */
	uint32_t rows, room;
	int error;
	bool asked;  /* a column has an index */
	char *chunk; /* of texts; each begins with the address of the one before */
	size_t chunk_used;
};

void held_free(struct held *all);

void held_index_free(struct held_index *x);
/* Makes the index if it is not there. NULL without memory. */
const struct held_index *held_index_of(struct held *h, unsigned column);
/* The rows with this value: count of them, from *ret_row. */
uint32_t held_find_int(const struct held *h, unsigned column, int64_t v, const uint32_t **ret_row);
uint32_t held_find_text(const struct held *h, unsigned column, const char *text, size_t n,
			const uint32_t **ret_row);

double held_rows_of_value(const struct held *h, unsigned column); /* how many rows a value of it has, about */
int held_module(sqlite3 *db, struct held *const *all);            /* SQL's side, held-read.c */

#endif
