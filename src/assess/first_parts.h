/* Shared by the files of first.h. */
#ifndef MIMAMORI_ASSESS_FIRST_PARTS_H
#define MIMAMORI_ASSESS_FIRST_PARTS_H

#include "assess/first.h"

struct wording;

/* What decides about one device. */
struct candidate {
	int64_t device;
	enum first_reach reach;
	enum first_ease ease;
	int severity; /* of its gravest flaw */
	unsigned flaws, uncovered;
	size_t own, worst; /* indices into worst.list: of itself; the gravest it is worth. SIZE_MAX none */
	int64_t commands, place; /* place: of `worst` in the order */
	bool asked, retired;
};

struct choosing {
	struct store *store;
	const struct worst *worst;
	struct first *ret;
	int64_t last;
	struct candidate *of;     /* by number of device */
	struct candidate **order; /* places, first first */
	const struct candidate *first[FIRST_MOST];
	sqlite3_stmt *kind, *reach, *flaws, *attacks;
	struct wording *words;
};

/* What decides, of each device: fills last and of, which is the caller's to free. 0, -ENOMEM, -EIO. */
int first_gather(struct choosing *x, const char *system);

/* first_words.c: reasons in words, with the rows behind them. */
int first_words_begin(struct choosing *x);
void first_words_end(struct choosing *x);
bool first_same_kind(struct choosing *x, int64_t a, int64_t b);
int first_reasons(struct choosing *x, struct first_place *p, const struct candidate *c);

#endif
