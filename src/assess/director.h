/* What the one page for executives says (mission: 15 minutes a month): which business hangs on it and at
 * which level, the five functions by counts, the three worst cases with money, what changed since a month
 * ago, what is asked of them, the risk that stays. Whoever shows it (page, terminal, paper, JSON) takes it
 * from here and adds nothing. No word of information technology comes from here or from
 * data/lang/director.yaml (tests/cli/director holds the list); what people wrote themselves stands as they
 * wrote it.
 *
 * Every figure has its rows (figure.h). Nothing is scored. Without data a figure is unknown, never good;
 * while sub-items of identify are open the page is provisional and says how many.
 *
 * All texts lie in the arena and are never NULL where not said otherwise. */
#ifndef MIMAMORI_ASSESS_DIRECTOR_H
#define MIMAMORI_ASSESS_DIRECTOR_H

#include "assess/figure.h"
#include "assess/rows.h"
#include "base/date.h"
#include "store/store.h"

enum {
	DIRECTOR_BUSINESSES = 8, /* listed; the figure counts all */
	DIRECTOR_WORST = 3,
	DIRECTOR_CHANGES = 12,
	DIRECTOR_ASKED = 12,    /* that wait, soonest first */
	DIRECTOR_ANSWERED = 8,  /* within the month, newest first */
	DIRECTOR_FUNCTIONS = 5, /* in the order of enum csf */
	DIRECTOR_VERDICTS = 5,  /* met partly not-met unknown person */
	DIRECTOR_SYSTEMS = 8,
};

struct director_system {
	const char *id, *name, *level, *status; /* "s1"; poc core important; trial live ended */
};

struct director_business {
	const char *record, *business, *weight /* core important support trial */, *dependence;
	const char *system, *system_name, *level; /* level NULL: of the site, or not decided */
	int64_t endures;                          /* hours; -1 unknown */
	const char *fallback;                     /* NULL: none */
	bool expired;                             /* written long ago: to be confirmed */
};

struct director_function {
	enum csf function;
	const struct figure *rows; /* sub-items asked */
	const struct figure
		*verdict[DIRECTOR_VERDICTS]; /* person: to be answered by records, nothing valid yet */
};

struct director_worst {
	const char *record, *story, *harm /* stop wrong-value injury leak partner */, *spread,
		*serious;           /* serious NULL unknown */
	const char *business;       /* NULL: none named */
	const char *where;          /* name of system or device; NULL the site */
	int64_t loss;               /* yen; -1 nobody estimated it */
	const struct figure *money; /* the same with its row; unknown when there is no estimate */
	const char *limits;         /* what limits it today, as people wrote it; NULL: nothing */
	const struct figure *held;  /* measured controls that hold for it; unknown: none was measured */
	const struct figure *open;  /* critical and high findings of its devices; unknown: not looked at */
	bool expired;
};

struct director_change {
	const char *name; /* devices-new devices-gone weaknesses-new weaknesses-closed alarms incidents
			     decisions signatures better worse records answers */
	const struct figure *count;
};

enum director_kind { ASKED_BUDGET, ASKED_PEOPLE, ASKED_ORDER, ASKED_ACCEPT, ASKED_STOP };

struct director_asked {
	const char *record, *asked, *kind, *otherwise; /* kind: budget people order accept stop-authority */
	int64_t cost;                                  /* yen; -1: none given */
	const char *no_cost;                           /* the reason; NULL */
	const char *due_on;
	bool late;                                     /* past it */
	const char *answer;                            /* waiting granted accepted refused later */
	const char *again_on;                          /* later: asked again on; NULL */
	const char *answered_by, *answered_on, *words; /* name; NULL not answered */
	bool proven; /* signed with the key of who answered, and unchanged since */
	bool own;   /* answered from his own account or with his key; false: somebody wrote it down for him */
	bool paper; /* copied from paper */
	bool changed; /* the record was changed after the answer */
	unsigned version;
};

struct director {
	struct arena *arena;
	int64_t now;   /* us */
	int64_t since; /* us: a month before, what changed is counted from there */
	char today[DATE_ROOM], since_on[DATE_ROOM];
	const char *site, *system, *system_name; /* system "site": all of them */
	const char *level;                       /* of the system; NULL of the site */
	int64_t as_of;                           /* us, end of what was last seen; 0: nothing was */
	bool provisional;
	const struct figure *open;      /* sub-items of identify that are not settled */
	const struct figure *strangers; /* devices nobody has listed; unknown without a list */
	const struct figure *watched;   /* days since `since` on which anything was seen */

	struct director_system systems[DIRECTOR_SYSTEMS];
	size_t system_count;
	struct director_business business[DIRECTOR_BUSINESSES];
	size_t business_count;
	const struct figure *businesses;
	struct director_function function[DIRECTOR_FUNCTIONS];
	enum csf weakest; /* with the most that is not known or not met; see weakest_known */
	bool weakest_known;
	struct director_worst worst[DIRECTOR_WORST];
	size_t worst_count;
	const struct figure *worst_all;
	struct director_change change[DIRECTOR_CHANGES];
	size_t change_count;
	struct director_asked asked[DIRECTOR_ASKED], answered[DIRECTOR_ANSWERED];
	size_t asked_count, answered_count;
	const struct figure *waiting, *cost,
		*answers; /* all that wait; what they cost together; answered within the month */
	const struct director_worst
		*stays; /* the largest risk that stays; NULL: no worst case is written down */
	struct figures figures;
};

/* system: "site" or "s1". today: the day where the reader is. Into *d, which is large: on the heap. 0,
 * -ENOENT no such system, -ENOMEM, -EIO. */
int director_load(struct store *s, int64_t now, const char *today, const char *system, struct arena *a,
		  struct director *d);

#endif
