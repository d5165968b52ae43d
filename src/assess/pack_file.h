/* A pack as a file, out and back. Out: JSON here, XLSX by the press (report/press_table.h) from pack_table().
 * Back: JSON, or a table (ingest/grid.h: XLSX or CSV). Both are hostile: bounded, nothing of them is
 *believed. What is refused is told with what and where:
 *
 *	not-a-pack   no such form                          other-site   made by another site
 *	no-pack      of this site, but never made          other-pack   another one than the caller named
 *	other-vendor the caller answers for another        wrong-kind   says that it is of another kind
 *	altered      hash or words of a question differ    twice        a question that is answered twice
 *	cell-...     a cell that cannot be believed: formula, merged, cut; an answer without its question
 *
 * What an answer may be is pack_answer()'s to say (pack.h). */
#ifndef MIMAMORI_ASSESS_PACK_FILE_H
#define MIMAMORI_ASSESS_PACK_FILE_H

#include "assess/pack.h"
#include "base/arena.h"
#include "ingest/grid.h"

/* Names of the hidden columns, the same in every language. */
#define PACK_COLUMN_PACK     "mimamori-pack"
#define PACK_COLUMN_SITE     "mimamori-site"
#define PACK_COLUMN_KIND     "mimamori-kind"
#define PACK_COLUMN_HASH     "mimamori-hash"
#define PACK_COLUMN_QUESTION "mimamori-question"

enum { PACK_FILE_MAX = 6 << 20 /* bytes of a JSON file that comes back */ };

/* The JSON file: {form, hash, content, answers: [...]}. 0 or negative. */
int pack_json(struct store *s, int64_t id, struct out *o);

/* The lines of the table, in one language. column: for the heads, once each; line: cells in their order. */
struct pack_column {
	const char *heading, *kind; /* press_table.h */
	unsigned width;
	bool hidden;
	const char *choices; /* a line each; NULL none */
};
enum { PACK_COLUMNS = 16 };
struct pack_writer {
	int (*column)(void *ctx, const struct pack_column *c);
	int (*line)(void *ctx, const char *const *cell, unsigned columns);
	void *ctx;
};
int pack_table(struct store *s, int64_t id, enum language l, const struct pack_writer *w);

/* Who brings it. */
struct pack_bringer {
	int64_t pack;       /* the one that is meant; 0: whichever the file names */
	int64_t contact;    /* a vendor's person, who answers for his own only; 0: staff */
	const char *vendor; /* the vendor that is meant; NULL: any */
};

/* What the file says, checked against the pack it names; texts lie in the arena. */
struct pack_back {
	int64_t pack;
	struct pack_said *said;
	size_t count;
};
int pack_read_json(struct store *s, const char *bytes, size_t n, const struct pack_bringer *b,
		   struct arena *a, struct pack_back *ret, struct err *e);
int pack_read_table(struct store *s, const struct grid *g, const struct pack_bringer *b, struct arena *a,
		    struct pack_back *ret, struct err *e);

#endif
