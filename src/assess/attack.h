/* Attack assumptions: what an attacker could do at an element or a link of the drawing, and why that is
 * likely here. Kinds of attacks are data (data/attacks/NAME.yaml, packed by tools/attacks.py;
 * docs/adding/attack.md). Each has reasons: a SELECT over the model as checks are, or the findings of checks.
 *
 * attacks_propose() asks them all at each judging, after the checks, and fills assumption and
 * assumption_why (store/model.sql). Nothing of it is a score: `weight` is an order with a sentence behind
 * each row. Bounded: ATTACK_ROWS of one attack, gravest and lowest numbers first; what finds no room is
 * counted in limit_ as "attack NAME".
 *
 * What people say stands beside (table assumption_said, written by events alone): accepted, rejected with a
 * reason, or added where nobody proposed anything. It hangs on attack and place and so outlives judgings:
 *
 *	"d3"  "r4"               an element: a device, or one entered by hand (record manual-device)
 *	"d3~d7"  "d3~o1"         a link, its client first; an end may be "r4", too
 *	"sensor"                 every element of that kind
 *	"sensor~plc"  "sensor~outside"   every link between these kinds
 *
 * The closest word counts: of the place itself, else of its kind; of the site, else the newest of a system.
 * Devices that were merged since are followed. The id of an assumption is "theft@d3"; "t5" is the fifth of
 *the last judging and means the same until the next one. */
#ifndef MIMAMORI_ASSESS_ATTACK_H
#define MIMAMORI_ASSESS_ATTACK_H

#include "assess/assess.h"
#include "assess/writing.h"
#include "base/err.h"
#include "base/lang.h"

enum {
	ATTACK_ROWS = 2000, /* assumptions of one attack */
	ATTACK_NAME = 32,   /* bytes with the terminator */
	ATTACK_PLACE = 96,
	ATTACK_ID = ATTACK_NAME + ATTACK_PLACE,
	ATTACK_WORDS = 1000,     /* characters of what people say */
	ATTACK_SAID_MAX = 20000, /* places that people judged */
};

enum attack_weight {
	ATTACK_NOW,    /* what was seen lets it happen now */
	ATTACK_EASED,  /* what was seen makes it easier */
	ATTACK_PLACED, /* what the thing is and where it stands */
	ATTACK_WEIGHTS
};

/* As the worst cases that people record (data/records/worst-case.yaml). Bits of attack.harms. */
enum harm { HARM_STOP, HARM_WRONG_VALUE, HARM_INJURY, HARM_LEAK, HARM_PARTNER, HARM_COUNT };

enum measure_layer { LAYER_PHYSICAL, LAYER_HUMAN, LAYER_TECHNICAL, LAYER_COUNT };

enum { ATTACK_ON_ELEMENT = 1, ATTACK_ON_LINK = 2 };

struct attack_reason {
	const char *name;
	enum attack_weight weight;
	const char *question; /* SELECT device, peer or outside, packet ... ; `finding` when it is one's */
	struct sentence say;  /* ja NULL: the finding's own title */
};

struct attack_measure {
	const char *name;
	enum measure_layer layer;
	const char *control;      /* data/controls: measured to hold; NULL */
	const char *const *kinds; /* proposed for these kinds of devices only, NULL-terminated; NULL all */
	const char *what[LANG_COUNT], *how[LANG_COUNT];
};

struct attack {
	const char *name;
	unsigned version;
	unsigned on;                   /* ATTACK_ON_ELEMENT, ATTACK_ON_LINK */
	unsigned threats;              /* bit n: IPA's threat n of twelve */
	const char *const *techniques; /* ATT&CK for ICS, NULL-terminated */
	unsigned harms;                /* bits of enum harm: what it can lead to */
	const char *const *items;      /* sub-items of the sheet that speak of it, NULL-terminated */
	const char *title[LANG_COUNT], *what[LANG_COUNT];
	const struct attack_reason *reasons;
	size_t reason_count;
	const struct attack_measure *measures;
	size_t measure_count;
};

extern const struct attack attacks[]; /* sorted by name */
extern const size_t attack_count;

const struct attack *attack_find(const char *name);    /* NULL none */
const char *attack_weight_token(enum attack_weight w); /* "now" "eased" "placed" */
const char *harm_token(enum harm h);                   /* "stop" "wrong-value" ... */
/* Whether it makes sense for a device, or a link between devices, of these kinds; NULL: not known. */
bool measure_suits(const struct attack_measure *m, const char *kind, const char *far_kind);
const char *measure_layer_token(enum measure_layer l); /* "physical" ... */

/* In the caller's transaction, after findings are made. 0 or negative; a reason that fails or runs out of its
 * budget is named in limit_ ("attack NAME (stopped)") and the others go on. */
int attacks_propose(struct store *s);

/* assumption.state, .added and .measures anew, and the rows that only people named: after an act. */
int attacks_refresh(struct store *s);

/* What somebody says. */
struct attack_saying {
	const char *system; /* "site" or "s1" */
	const char *attack; /* a kind, "theft" */
	const char *place;  /* as above */
	const char *words;  /* a reason: wanted to reject, and of attack "other" */
	const char *harms;  /* JSON list of tokens, or NULL: as its kind says */
};

/* In an open transaction; errors fill err (keys of data/lang/attack.yaml): -EINVAL what was said is not
 * whole, -ENOENT no such attack or place, -ENOSPC too many. attack_accept() of what nobody proposed adds
 * it. */
int attack_accept(struct store *s, const struct attack_saying *said, const struct writing *w, struct err *e);
int attack_reject(struct store *s, const struct attack_saying *said, const struct writing *w, struct err *e);
int attack_withdraw(struct store *s, const struct attack_saying *said, const struct writing *w,
		    struct err *e); /* as if nobody had said anything */

/* "theft@d3", or "t5": name and place. 0, -EINVAL, or -ENOENT: no such number now. */
int attack_id_read(struct store *s, const char *id, char ret_attack[ATTACK_NAME],
		   char ret_place[ATTACK_PLACE]);

#endif
