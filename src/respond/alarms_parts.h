/* What the files of alarms share (alarms.h). Inside the room only.
 *
 * A *thing* is one (detector, by, on, key) going on: alarms_things.c. A *group* is an alarm: alarms_groups.c.
 * A *touch* is one device that a group concerns, in one part and for one lamp: alarms_touch.c. Each lives in
 * an array of bounded size, found by its index; things and touches also by a hash. */
#ifndef MIMAMORI_RESPOND_ALARMS_PARTS_H
#define MIMAMORI_RESPOND_ALARMS_PARTS_H

#include "assess/hours.h"
#include "base/out.h"
#include "respond/alarms.h"
#include "store/site.h"

#define ALARM_SECOND INT64_C(1000000)

enum {
	NO_INDEX = UINT32_MAX,
	ALARM_DATA = 400, /* bytes of the values of one thing, as JSON */
	ALARM_EDGES = 3,
	ALARM_TOUCHES = 32768,
	ALARM_WINDOWS = 256,
	ALARM_ROWS_A_WRITE = 4000, /* new rows of history; more are counted only */
};

struct thing {
	const struct alarm_words *words; /* NULL: free */
	struct who by, on;
	int64_t by_device, on_device;
	int64_t began, last, off_at; /* off_at: when it was said to be over, 0 it is on */
	int64_t stays;               /* flapping and critical: not over before */
	int64_t edge[ALARM_EDGES];   /* when it last went on or off, not counting its beginning */
	int64_t row, next_row, work; /* of table signal, 0 none yet; the record of the work window */
	uint64_t count;
	uint32_t next, group; /* of its hash, or of the free ones */
	uint32_t touch[2];    /* by, on */
	uint32_t times;       /* signals */
	struct packet packet;
	bool claimed, learning, raised, held, over, dirty;
	bool lost; /* whose address it is will not be found */
	char key[SIGNAL_KEY], data[ALARM_DATA];
};

enum group_kind { GROUP_BY, GROUP_ON, GROUP_CLAIMED, GROUP_MANY, GROUP_OWN /* many-sources, many-causes */ };
enum group_end { END_NONE, END_OVER, END_PERSON, END_APPROVED, END_JOINED };

/* As the file has it; what differs from it becomes an event. */
struct alarm_file {
	bool written, ended, many, acknowledged, dismissed;
	enum severity severity;
	int64_t shelved_until; /* us, by the clock of who writes; 0 not shelved */
};

struct alarm {
	bool used, many, detached; /* detached: dismissed, and a graver one took its place */
	enum group_kind kind;
	enum severity severity;
	const struct alarm_words *words; /* of its gravest thing */
	struct who cause;
	int64_t cause_device;
	struct who by, on; /* of its gravest thing, as what follows */
	int64_t by_device, on_device;
	char key[SIGNAL_KEY], data[ALARM_DATA];
	int64_t id, began, last, ended; /* ended 0: stands */
	enum group_end end;
	uint32_t joined; /* the group it became part of */
	uint32_t active, things, concerned;
	uint64_t count;
	int64_t work;
	struct packet first[ALARM_PACKETS / 2], newest[ALARM_PACKETS / 2];
	unsigned firsts, newests;         /* newests: seen in all; a ring */
	bool flaps, dirty, packets_dirty; /* flaps: is to be shelved */
	struct alarm_file file, next;     /* next: once what is being written is committed */
};

struct touch {
	uint32_t group, next;         /* group NO_INDEX: free */
	int64_t device, since, until; /* until 0: it still is */
	uint32_t standing;
	uint8_t part, lamp, severity; /* part 0 by, 1 on */
	bool dirty, written, next_written;
};

struct work_window {
	int64_t record, from, until; /* us; until is the first moment after it */
	int64_t device, system;      /* 0: any; both: the site */
	struct hours hours;          /* of each day */
};

struct member {
	int64_t system, device;
};

struct alarms {
	struct thing *thing;
	uint32_t things_room, things_most, things_free, things_used, hand;
	uint32_t *buckets, bucket_mask;
	struct alarm *group;
	uint32_t groups_most;
	struct touch *touch;
	uint32_t touches_room, touches_free;
	uint32_t *touch_buckets;
	int64_t now, tick;                     /* the source's clock; the last tick */
	int64_t raised_at[ALARMS_RAISED_MOST]; /* ring of when the last ones were raised */
	unsigned raised_hand;
	unsigned blind; /* things of watch-blind that stand */
	int64_t sight_since;
	uint64_t seed;
	struct work_window window[ALARM_WINDOWS];
	unsigned windows;
	struct member *member; /* of systems; sorted */
	size_t members;
	int zone;                         /* minutes east, of the site */
	int64_t heard, next_heard;        /* the last event whose acts are known here */
	int64_t watched;                  /* when the file was last told that detection runs */
	int64_t read;                     /* likewise of alarms_site() */
	int64_t last_signal, next_signal; /* the last row of history */
	bool pending, history, stale;     /* stale: the file has other devices than memory */
	struct alarms_counts counts;
};

/* alarms_things.c */
struct thing *thing_find(const struct alarms *a, const struct thing *like);
struct thing *thing_make(struct alarms *a, const struct thing *like); /* NULL: no room */
void thing_free(struct alarms *a, struct thing *t);
int things_begin(struct alarms *a);
void things_end(struct alarms *a);
static inline uint32_t thing_index(const struct alarms *a, const struct thing *t)
{
	return (uint32_t)(t - a->thing);
}

/* alarms_groups.c */
void thing_raise(struct alarms *a, struct thing *t); /* joins or begins its alarm */
void thing_known(struct alarms *a, struct thing *t); /* whose its addresses are is known by now */
void thing_lower(struct alarms *a, struct thing *t, enum group_end how); /* no longer counts towards it */
void group_count(struct alarms *a, struct alarm *g, const struct thing *t, uint32_t count);
struct alarm *group_own(struct alarms *a, const char *name, bool make); /* many-sources, many-causes */
void groups_age(struct alarms *a); /* frees those that ended and were written */
void group_free(struct alarms *a, struct alarm *g);
static inline uint32_t group_index(const struct alarms *a, const struct alarm *g)
{
	return (uint32_t)(g - a->group);
}

/* alarms_touch.c */
int touches_begin(struct alarms *a);
void touches_end(struct alarms *a);
void thing_touch(struct alarms *a, struct thing *t); /* its devices, as far as they are known */
void thing_untouch(struct alarms *a, struct thing *t);
struct touch *touch_find(const struct alarms *a, uint32_t group, int64_t device, unsigned part,
			 unsigned lamp);
struct touch *touch_make(struct alarms *a, uint32_t group, int64_t device, unsigned part, unsigned lamp);
void touches_forget(struct alarms *a, uint32_t group);

/* alarms_work.c */
int work_read(struct alarms *a, struct store *site);
int64_t work_over(const struct alarms *a, int64_t by, int64_t on, int64_t when); /* the record, 0 none */

/* alarms_load.c */
void alarms_forget(struct alarms *a); /* things, alarms and devices; not the clock */
int alarm_reload(struct alarms *a, struct store *site, int64_t id); /* one that ended stands again */

/* alarms_rows.c */
int rows_of_groups(struct alarms *a, struct store *site); /* counters, packets, devices of what changed */
int rows_of_history(struct alarms *a, struct store *site);
int rows_step(sqlite3_stmt *st); /* steps and resets: 0 or -EIO */

/* alarms_events.c: what becomes of each alarm. How many events, or negative */
int events_of_groups(struct alarms *a, struct store *site, int64_t at);

/* alarms_names.c: whom sentences name, and sentences filled in */
/* What fills the sentences of an alarm (alarm_fill.h). 0 or negative. */
int group_data(const struct alarm *g, struct store *site, char *to, size_t room);
void who_text(const struct who *w, char *to, size_t room); /* "02:00:00:00:00:01 10.0.0.1"; "" none */
void cause_text(const struct alarm *g, char *to,
		size_t room); /* "d3", else an address; "" nobody in particular */
void who_read(const char *text, struct who *ret);
bool who_is_none(const struct who *w);

#endif
