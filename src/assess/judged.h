/* A whole sheet judged for one scope: every sub-item of the file and the scope's own items. */
#ifndef MIMAMORI_ASSESS_JUDGED_H
#define MIMAMORI_ASSESS_JUDGED_H

#include "assess/given.h"
#include "assess/verdict.h"

struct judged {
	const struct sheet_item *item;
	const struct given *given; /* what of it is the customer's; NULL of an own item */
	bool own;                  /* added by the company */
	bool asked;                /* at the system's usage level */
	bool provisional;
	struct verdict v;
	char question[HEX_ROOM], evidence[HEX_ROOM];
	int64_t as_of; /* us; 0: nothing it stands on */
};

struct judged_sheet {
	struct evidence evidence;
	const struct sheet *sheet;
	struct judged *row; /* in printed order, own items last */
	size_t count;
	unsigned open;     /* rows of identify that are not settled: what makes later rows provisional */
	const char *first; /* the first of them */
};

/* 0 or negative (-ENOENT: no such system). Clear it in any case. */
int judged_load(struct store *s, int64_t now, const char *system, const struct sheet *sheet,
		struct judged_sheet *ret);
void judged_clear(struct judged_sheet *j);
/* Which rows are provisional, and why: once more, after somebody changed verdicts. */
int judged_provisional(struct store *s, struct judged_sheet *j);

/* Answers of all scopes into table answer; what changed since the last time becomes an event of the site's
 * journal. Reads outcomes and records, asks no check. */
int answers_write(struct store *s, int64_t now);
/* Of one system alone. */
int answers_write_of(struct store *s, int64_t now, const char *system);

#endif
