/* Who is on duty: the records of kind roster, the absences of contacts and the records of kind responsible,
 * put together for one moment. Reads; decides nothing; a roster whose hours cannot be computed (old free
 * text) covers no minute and is named, so that nobody relies on it. */
#ifndef MIMAMORI_ASSESS_ROSTER_H
#define MIMAMORI_ASSESS_ROSTER_H

#include "assess/contact.h"
#include "assess/hours.h"
#include "base/err.h"
#include "base/out.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

/* In the order in which they are called. */
enum duty_part { DUTY_JUDGE, DUTY_SECOND, DUTY_RESPONSIBLE, DUTY_DEPUTY, DUTY_CSIRT, DUTY_PARTS };
extern const char *const duty_part_names[DUTY_PARTS]; /* judge second responsible deputy csirt */

enum { DUTY_MOST = 16 };

/* One person to be called. Never an erased one. */
struct duty {
	int64_t contact;
	enum duty_part part;
	int64_t record; /* roster or responsible that says so; 0: a contact of side csirt */
	bool away;      /* absent that day: named, not called while anybody else is there */
	bool limited;   /* may judge minor ones only: graver ones go to the next, too */
	bool no_mail, no_phone;
};

struct on_duty {
	struct duty list[DUTY_MOST]; /* in the order of call, nobody twice */
	unsigned count;
	bool gap;         /* no roster covers this minute */
	bool uncomputed;  /* some roster's hours cannot be computed */
	int64_t handover; /* us: when the roster is next another; 0 never */
};

/* Who judges at that moment, for a severity ("critical" ... "low"; NULL any) and a system ("site", "s1"). A
 * system's own roster comes before the site's. 0 or -EIO. */
int on_duty(struct store *s, int64_t at, const char *severity, const char *system, struct on_duty *ret);

/* One roster as it was written. */
struct roster {
	int64_t record;
	char system[24];
	struct hours hours;
	bool computed;         /* false: free text of old, which covers no minute */
	bool limited, stated;  /* judges minor ones only; hours with nobody are known and told */
	int64_t judge, second; /* contacts; second 0: there is none, and a reason why */
};
enum { ROSTERS_MOST = 200 };
/* In the order of their numbers. How many; negative -EIO. Those past the bound are not read. */
int rosters_read(struct store *s, struct roster ret[ROSTERS_MOST]);

/* What is wrong with the rosters over a week, as a JSON array of arrays: what, system, record, contact,
 * person, hours, since, until as the columns of duty_gap. The caller clears it. 0 or negative. */
int roster_gaps(struct store *s, int64_t now, struct out *ret_rows);
/* The same into table duty_gap (model.sql), which checks ask; and the
 * settings 'roster' (1: somebody wrote one), 'told' (1: there are messages) and 'tell_within' (us). In the
 * caller's transaction, before each judging; writes only when something is otherwise. 0 or -EIO. */
int roster_refresh(struct store *s, int64_t now);

#endif
