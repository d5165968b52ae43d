/* Lists: {"items": [...], "total": n, "next": cursor}. A resource says from where its rows come, how they are
 * sorted and written; filters are pieces of SQL that its handler adds. The cursor is opaque to callers. */
#ifndef MIMAMORI_SERVE_LIST_H
#define MIMAMORI_SERVE_LIST_H

#include "serve/pick.h"

/* A key of `sort`: its SQL; `last`: 1 when rows without a value come last whichever way it sorts. */
struct sort_key {
	const char *name, *sql;
};

struct listing {
	const char *columns;                         /* of a row; the first is its number */
	const char *from;                            /* "device d LEFT JOIN ..."; what the filters may name */
	const char *count_from;                      /* the same without what only columns need; NULL: from */
	const char *id;                              /* unique, ends every order: "d.id" */
	const struct sort_key *keys;                 /* ended by name NULL */
	const char *sort;                            /* when none is asked for: "-last" */
	void (*row)(struct call *c, struct scan *s); /* one item, an object */
};

/* The filters of a list: "WHERE 1" and pieces " AND ..." with a value each. */
struct filters {
	struct pick q; /* as it is put together */
};

void filters_begin(struct filters *f, struct call *c);
void filter(struct filters *f, const char *sql);
void filter_number(struct filters *f, const char *sql, int64_t v);
void filter_text(struct filters *f, const char *sql, const char *v); /* v NULL: nothing is added */
/* " AND (column IN (:, :))" of the words of a parameter joined by commas; NULL: nothing. */
void filter_words(struct filters *f, const char *column, const char *words);
/* Each word of `q` (base/fold.h) has to be in the folded text of one of these columns. */
void filter_search(struct filters *f, const char *text_expression, const char *q);

/* The whole answer. A status. */
int list_answer(struct call *c, const struct listing *l, struct filters *f);
/* How many rows a cursor skips ("o200"; NULL none); -1 it is no cursor. */
int64_t list_offset(const char *cursor);
/* {"items": [ opened; its end. For lists without pages. */
void items_begin(struct call *c);
int items_end(struct call *c, int64_t total);

#endif
