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

enum { DIRECTOR_LAYERS = 5 }; /* network radio boundary monitoring identity (assess/control.h) */

/* One of the worst cases (assess/worst.h orders them), and what protects its devices today. */
struct director_worst {
	const char *record, *story, *harm /* stop wrong-value injury leak partner unknown */;
	const char *spread, *business;                  /* NULL: not said */
	const char *where;                              /* name of system or device; NULL the site */
	const char *safety, *quality, *delivery, *core; /* serious limited unknown none */
	const struct figure *money;                     /* yen, with its row; unknown: nobody estimated it */
	const char *limits;           /* what limits it, as people wrote it; NULL: nothing is said to */
	const struct figure *devices; /* that it hangs on */
	const struct figure
		*held; /* of these, with a protection that was seen at work; unknown: none was measured */
	const struct figure *broken;                 /* of these, where a protection was seen not to work */
	const struct figure *layer[DIRECTOR_LAYERS]; /* of these, held in each layer; NULL none */
	const struct figure *open;                   /* critical and high findings about them */
	bool expired;                                /* to be confirmed again */
};

struct director_change {
	const char *name; /* as its figure's: better worse, and those of assess/happened.h */
	const struct figure *count;
};

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
	int64_t now;      /* us */
	int zone_minutes; /* of the reader: where days begin */
	int64_t since;    /* us: a month before, what changed is counted from there */
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
	size_t worst_count; /* the first is the largest risk that stays; 0: nobody wrote one down */
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

struct director_of {
	const char *system; /* "site" or "s1" */
	int64_t now;        /* us */
	int zone_minutes;
};
/* Into *d, which is large: on the heap. 0, -ENOENT no such system, -ENOMEM, -EIO. */
int director_load(struct store *s, const struct director_of *of, struct arena *a, struct director *d);

#endif
