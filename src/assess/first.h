/* What an attacker would choose first. He looks for the cheapest way to the greatest harm, so places are put
 * into an order, not given points. What decides, in this order, each a word that stands in the data:
 *
 *	reach      from where it answered: the internet, another segment, the same segment
 *	ease       what it takes: a published password that works, no sign-in, a sign-in readable on the wire,
 *	           a system without fixes, another flaw, none known
 *	worth      the gravest worst case of it, or of what it commands (worst.h)
 *	uncovered  flaws that no measured control of another layer covers (control.h)
 *
 * Each place says why in sentences, and each reason names the rows behind it. Unknown is a word of its own
 *and never counts as safe: what nobody saw reached stands after what was seen, with "not seen", not with
 *"no". On a big site places of the same kind, model and reasons are one, with their number. At most
 *FIRST_MOST. */
#ifndef MIMAMORI_ASSESS_FIRST_H
#define MIMAMORI_ASSESS_FIRST_H

#include "assess/control.h"
#include "assess/worst.h"
#include "base/lang.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum { FIRST_MOST = 50, FIRST_REASONS = 8, FIRST_ROWS = 12, FIRST_DEVICES = 12, FIRST_SENTENCE = 320 };

enum first_reach { REACH_INTERNET, REACH_OTHER, REACH_SAME, REACH_UNSEEN };

const char *first_reach_token(enum first_reach r); /* internet other-segment same-segment not-seen */
const char *
first_ease_token(enum first_ease e); /* default-password no-sign-in clear-sign-in old-system flaw none */

/* A row behind a reason: what to open. */
struct first_row {
	char letter; /* f finding, r record, d device (whose controls), n flow, t attack assumption */
	int64_t id;
};

enum first_why { WHY_REACH, WHY_EASE, WHY_WORTH, WHY_COMMANDS, WHY_UNCOVERED, WHY_COVERED, WHY_ATTACKS };
const char *first_why_token(enum first_why w); /* reach ease worth commands uncovered covered attacks */

struct first_reason {
	enum first_why why;
	char sentence[LANG_COUNT][FIRST_SENTENCE];
	struct first_row row[FIRST_ROWS];
	unsigned rows;
	int64_t total; /* rows there are; more than `rows` are counted only */
};

struct first_place {
	int64_t device; /* the first of them by number */
	int64_t devices[FIRST_DEVICES];
	int64_t count; /* devices it stands for */
	enum first_reach reach;
	enum first_ease ease;
	int64_t worst;             /* record; 0: none is recorded (unknown, not harmless) */
	int64_t commands;          /* the device whose worst case that is; 0: its own */
	unsigned flaws, uncovered; /* of the first */
	struct first_reason reason[FIRST_REASONS];
	unsigned reasons;
};

struct first {
	struct first_place place[FIRST_MOST];
	unsigned count;
	int64_t devices, dropped; /* devices that were compared; places beyond FIRST_MOST */
};

/* system: NULL the site, or "s1": only its devices. 0, -ENOMEM, -EIO; free() it. */
int first_read(struct store *s, const struct worst *w, const char *system, struct first **ret);

#endif
