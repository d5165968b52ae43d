/* Incidents: the only word for a case. One way from suspected to closed, with deeds that are guarded by one
 * table, incident.def. Everything that is done is an event and a row of `deed`; rows of `incident` follow
 * from events alone, so that a restart loses nothing and `journal verify` makes them again.
 *
 * Opening freezes evidence: a row of `evidence` waits (evidence.h) and whoever writes the site - core, or the
 * command line where nobody watches - has it made.
 *
 * All that writes runs in the caller's transaction (site_begin()); on an error he rolls back. Errors fill err
 * with keys of data/lang/incident.yaml without the topic. */
#ifndef MIMAMORI_RESPOND_INCIDENT_H
#define MIMAMORI_RESPOND_INCIDENT_H

#include "assess/role.h"
#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum incident_state {
#define STATE(symbol, name) INCIDENT_##symbol,
#define DEED(symbol, name, from, to, right, needs, items)
#define FIELD(deed, name, type, must, choices)
#include "respond/incident.def"
#undef STATE
#undef DEED
#undef FIELD
	INCIDENT_STATES,
	INCIDENT_STAYS = INCIDENT_STATES
};
extern const char *const incident_states[INCIDENT_STATES];

enum incident_field_type {
	FIELD_LINE,
	FIELD_LONG,
	FIELD_CHOICE,
	FIELD_CONTACT,
	FIELD_DEVICES,
	FIELD_ALARMS,
	FIELD_INCIDENT,
	FIELD_NUMBER
};
struct incident_field {
	const char *deed, *name;
	enum incident_field_type type;
	bool must;
	const char *choices; /* joined by blanks; "" */
};
extern const struct incident_field incident_fields[];
extern const size_t incident_field_count;

enum incident_need {
	NEEDS_WORDS = 1,
	NEEDS_EVIDENCE = 2,
	NEEDS_BOTH = 4,
	NEEDS_KEY = 8,
	NEEDS_APPROVED = 16,
	NEEDS_EQUAL = 32,
	NEEDS_WATCHED = 64,
	NEEDS_SWEPT = 128,
	NEEDS_SCOPE = 256,
	NEEDS_PLANS = 512,
};
/* A line of the table. */
struct incident_deed_line {
	const char *name;
	unsigned from;          /* set of 1 << enum incident_state */
	enum incident_state to; /* or INCIDENT_STAYS */
	enum right right;
	unsigned needs;
	const char *items; /* sub-items that it proves, joined by blanks */
};
extern const struct incident_deed_line incident_deeds[];
extern const size_t incident_deed_count;

enum { INCIDENT_TITLE = 200, INCIDENT_WORDS = 2000, INCIDENT_DEVICES = 200 };

/* What one is opened from: an alarm (its title, devices and beginning are taken), devices, or words alone.
 * The other members may be 0 or NULL. */
struct incident_opening {
	int64_t alarm;
	const int64_t *devices; /* done to them */
	size_t count;
	const char *title; /* what was seen; NULL with an alarm: the alarm's, in the site's language */
	const char *words; /* more, for the timeline */
	int64_t person;    /* picked from the roster on a wallboard */
};
/* err: no-alarm no-device no-title has-incident (the alarm's; subject "i3") no-person too-long. */
int incident_open(struct store *s, const struct incident_opening *o, const struct writing *w, int64_t *ret_id,
		  struct err *e);

/* A deed. err: no-incident no-deed not-now (detail: what is possible, as names joined by ", ") changed
 * no-words no-FIELD bad-field no-evidence both-sides no-side same-person not-approved not-swept not-measured
 * no-scope no-key bad-passphrase ... */
struct incident_asking {
	int64_t incident;
	const char *deed, *words;
	const char *fields; /* JSON object, or NULL: values are texts, lists of ids for DEVICES and ALARMS */
	int64_t version;    /* as the caller saw it; 0: not asked. Otherwise now: changed */
	const char *side; /* with setting two-people off: for which side he speaks; NULL: the contact's own */
	const char *passphrase; /* NULL: declared, not proven */
};
/* *ret_waits: what was told counts once the other side says the same; the state stays. May be NULL. */
int incident_deed(struct store *s, const struct incident_asking *a, const struct writing *w, bool *ret_waits,
		  struct err *e);

/* What is possible with an incident: each line of the table that begins in its state, or that the state rules
 * out. why: key of data/lang/incident.yaml; detail fills {detail}. rights: the caller's, as a set of
 * 1 << enum right. */
struct incident_choice {
	const struct incident_deed_line *line;
	bool allowed, here; /* here: its state has this deed at all */
	const char *why;    /* static; NULL when allowed */
	char detail[200];
	bool said_it, said_ot; /* of deeds that want both sides: who has spoken */
};
typedef int incident_choice_fn(void *ctx, const struct incident_choice *c);
int incident_may(struct store *s, int64_t id, uint64_t rights, const char *actor, int64_t now,
		 incident_choice_fn *fn, void *ctx);

/* The flows against the approved profile, since an incident was restored (or verified): what closing rests
 * on. Only time in which frames came counts. */
enum incident_measured { MEASURED_NOT, MEASURED_DIFFERS, MEASURED_EQUAL };
struct incident_measure {
	enum incident_measured state;
	int64_t since, watched, needed; /* us */
	int64_t unapproved;             /* devices without an approved profile */
	int64_t unseen;                 /* devices not seen since then */
	int64_t differences;            /* flows, services, commands otherwise than approved, since then */
	int64_t attacker;               /* flows of those that caused it, since then */
	int64_t alarms;                 /* of its alarms that are not over */
};
int incident_measure(struct store *s, int64_t id, int64_t now, struct incident_measure *ret);
/* Each difference, in words of a profile: device, what, key, when last. */
typedef int incident_difference_fn(void *ctx, int64_t device, const char *what, const char *key,
				   int64_t last);
int incident_differences(struct store *s, int64_t id, incident_difference_fn *fn, void *ctx);

/* Emergency mode: pages show only what is needed. On only while a confirmed incident is not contained; goes
 * off by itself when the last one is. err: no-confirmed is-on is-off. */
int emergency_set(struct store *s, bool on, const char *reason, const struct writing *w, struct err *e);
bool emergency_is_on(struct store *s, int64_t *ret_incident, int64_t *ret_since);
bool emergency_may(struct store *s); /* a confirmed incident is there */

#endif
