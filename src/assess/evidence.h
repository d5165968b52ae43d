/* What the verdicts of one scope are made from: the outcomes of the checks, the records that concern it, and
 * how much of the plant was seen. A scope is a system ("s1") or everything ("site").
 *
 * A record that hangs on the site speaks for every system; a record of one system or one device is, for the
 * site, a part. Owned by the arena of the evidence; read once, at one moment. */
#ifndef MIMAMORI_ASSESS_EVIDENCE_H
#define MIMAMORI_ASSESS_EVIDENCE_H

#include "assess/assess.h"
#include "assess/sheet.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/lang.h"

enum { HEX_ROOM = 65, SYSTEM_ROOM = 24 };

struct outcome_seen {
	bool asked;      /* there is an outcome of this check */
	bool unfinished; /* it did not end, or found more than is kept */
	int64_t findings, looked, good;
	char found[HEX_ROOM]; /* hash of the identities of its findings */
};

struct record_seen {
	int64_t id, device; /* device 0: of the whole system, or of a device that is no more */
	const char *kind, *topic, *item, *hash, *made_on,
		*expires_on; /* topic, item "" none; expires_on NULL */
	char says;           /* y p n */
	bool whole;          /* speaks for the whole scope */
	bool lapsed;         /* its last valid day is over */
	bool proven;         /* signed with its owner's key */
};

struct evidence {
	char system[SYSTEM_ROOM];
	int64_t number; /* of the system; 0 the site */
	unsigned level; /* enum level; 0 the site */
	int64_t now;
	char today[DATE_ROOM];
	int64_t devices; /* in the scope */
	int64_t seconds, listed, matched, capture_end;
	bool mirror_incomplete, payload_cut;
	struct outcome_seen *outcome; /* one a check, in the order of checks[] */
	struct record_seen *record;   /* by kind, topic, device, id */
	size_t records;
	struct arena *arena;
};

/* 0 or negative: -ENOENT no such system, -ENOMEM, -EIO. Free with evidence_free(), also after a failure. */
int evidence_load(struct store *s, int64_t now, const char *system, struct evidence *ret);
void evidence_free(struct evidence *e);

/* Records of one kind (n bytes of `kind`) lie together: from evidence_first() while record_order() is 0. */
size_t evidence_first(const struct evidence *e, const char *kind, size_t n);
int record_order(const struct record_seen *r, const char *kind, size_t n);

/* Outcome of a check by its name; NULL: it was not asked. */
const struct outcome_seen *evidence_outcome(const struct evidence *e, const char *check);
const struct check *check_by_name(const char *name); /* NULL: there is none */
/* Its sentence speaks of one finding; of the check as such: "{device} was signed in to ..." is "a device was
 * signed in to ...". In the arena; NULL: no memory. */
const char *check_title(const char *title, enum language l, struct arena *a);

/* The zone in which the site counts its days: setting "zone-minutes", else Japan's. */
int site_zone(struct store *s);

#endif
