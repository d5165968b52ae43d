/* The parts of the directors' page, each filled by its own file. Inside the room only. 0 or negative. */
#ifndef MIMAMORI_ASSESS_DIRECTOR_PART_H
#define MIMAMORI_ASSESS_DIRECTOR_PART_H

#include "assess/director.h"

#include <sqlite3.h>

struct directing {
	struct store *store;
	struct director *d;
	int64_t system; /* 0: the site */
};

int director_sheet(struct directing *w);   /* functions, what is open, what got better and worse */
int director_worst(struct directing *w);   /* worst cases, businesses */
int director_changes(struct directing *w); /* what happened since */
int director_asked(struct directing *w);   /* what is asked, what was answered */

const char *director_text(struct directing *w, const char *s); /* a copy; NULL for NULL and "" */
const char *director_column(struct directing *w, sqlite3_stmt *row, int column);
const char *director_id(struct directing *w, char letter, int64_t id);
/* A figure whose rows are the first column (numbers) of a statement, with two numbers as ?1 and ?2. */
struct figure *director_count(struct directing *w, const char *name, enum figure_of of, char letter,
			      const char *sql, int64_t one, int64_t two);
void director_unknown(const struct figure *f, const char *why); /* of a figure that this page made */

#endif
