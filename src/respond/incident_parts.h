/* Inside the room: what the files of incidents share. */
#ifndef MIMAMORI_RESPOND_INCIDENT_PARTS_H
#define MIMAMORI_RESPOND_INCIDENT_PARTS_H

#include "assess/event.h"
#include "assess/people.h"
#include "respond/incident.h"

/* An incident as it stands. */
struct incident_now {
	int64_t id;
	enum incident_state state;
	int64_t since, opened, verified /* 0 not */, round, seq, merged_into;
	bool exception;
	char class[12];
};
int incident_read(struct store *s, int64_t id, struct incident_now *ret); /* 0, -ENOENT, -EIO */

enum incident_state incident_state_named(const char *name); /* INCIDENT_STATES: none */
/* The line of a deed that begins in this state; none does: any line of it; no such deed: NULL. */
const struct incident_deed_line *incident_line(const char *deed, enum incident_state state);

/* One deed while it is looked at. */
struct deed_now {
	struct store *store;
	const struct incident_deed_line *line;
	struct incident_now i;
	int64_t at, contact; /* 0: nobody in particular */
	const char *side;    /* for which side he speaks; NULL */
	char own_side[12];
	bool two_people;   /* one person speaks for one side only */
	const char *words; /* NULL: only what is possible is asked */
	const char *fields;
	char detail[200]; /* of what is wrong */
};

/* What stands against it, or NULL: a key of data/lang/incident.yaml. */
const char *deed_guarded(struct deed_now *d);
/* Who has spoken in this round, of those deeds that want both sides; 0 nobody. */
struct deed_sides {
	int64_t it, ot; /* contacts */
	int64_t n_it, n_ot;
};
void deed_sides(struct store *s, const struct incident_now *i, const char *deed, struct deed_sides *ret);

/* The fields that were given: checked, and written anew in the order of the table (out holds a JSON object).
 */
int deed_fields(struct store *s, const char *deed, const char *given, struct out *ret, struct err *e);
/* One of them as text; false: not given. */
bool deed_field(struct store *s, const char *fields, const char *name, char *to, size_t room);

/* A deed while it is done. */
struct doing {
	struct deed_now d;
	const struct incident_asking *asking;
	const struct writing *w;
	struct out fields; /* JSON object, checked */
	const char *json;  /* the same as text */
	int64_t n;         /* of the deed */
	bool waits;        /* for the other side */
	enum incident_state became;
	char key[PERSON_KEY_HEX], signature[PERSON_SIGN_HEX];
};
/* `set` and what stands beside it. */
int deed_follows(struct doing *g, struct out *o, struct err *e);

bool words_fit(const char *words, size_t most); /* something to read, not too long */

#endif
