/* Grids (data/grids, packed by tools/grids.py): twelve threats x five states of a device's life, a kind of
 * device at a time; five components x five steps of bringing a system in. In each place stand functions, each
 * shown by something: a check, a record, a detector, a measured control. A function that only a guide tells
 * of is unknown: ask people.
 *
 * Device by device each binding says yes, no or nothing:
 *
 *	check     a finding about the device says no; where the good state itself was seen (outcome_marks),
 *	          yes. Nothing found is nothing: silence proves nothing
 *	record    a valid one that covers the device: yes, or no when it says partly or no. None, or expired:
 *	          nothing
 *	detector  yes while the site is watched and the device was seen since then (of data: it sends values)
 *	control   as measured (table control_held)
 *	pack      yes while one stands for this system; of questions, once it was answered
 *
 * A function lacks on a device where one binding says no, it has where one says yes and none no, else it is
 * unknown. A place lacks when a function lacks anywhere, has when every function has everywhere, else it is
 * unknown. So unknown never turns into "have" by counting. All is done in bits, so 10,000 devices cost some
 * milliseconds. Everything is computed at the moment of reading and kept nowhere. */
#ifndef MIMAMORI_ASSESS_GRID_H
#define MIMAMORI_ASSESS_GRID_H

#include "base/lang.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- what is asked: read-only tables */

enum grid_bound { GRID_CHECK, GRID_RECORD, GRID_DETECTOR, GRID_CONTROL, GRID_PACK /* of a document */ };

struct grid_binding {
	enum grid_bound of;
	const char *name, *topic; /* topic: of a record; NULL any */
	bool data;                /* of a detector: watches values, so of devices that send some */
};

/* A threat or a component; a life state or a step. */
struct grid_axis {
	const char *name;
	unsigned number;
	const char *title[LANG_COUNT];
	const char *gate[LANG_COUNT]; /* of a step: what has to be settled before the next; NULL */
	const char *life;             /* of a step: devices in this state are here now; NULL */
	unsigned layers;              /* of a component: bits of LAYERS whose devices it is; 0: all */
};

struct grid_function {
	const char *name;
	unsigned line, step; /* indexes into the grid's */
	const char *title[LANG_COUNT];
	const char *guide[LANG_COUNT]; /* what to ask people; NULL */
	const char *const *kinds;      /* kinds of device that it belongs to, NULL-terminated; NULL: all */
	const struct grid_binding *bindings;
	unsigned binding_count;
	const char *export_name; /* a document that the product writes: "sheet" "ledger" ...; NULL */
};

struct grid_def {
	const char *name;
	unsigned version;
	bool by_kind; /* of one kind of device at a time */
	const char *title[LANG_COUNT], *source[LANG_COUNT], *note[LANG_COUNT];
	const char *
		unverified[LANG_COUNT]; /* what is not compared with its source; said in every export. NULL */
	const struct grid_axis *lines;
	unsigned line_count;
	const struct grid_axis *steps;
	unsigned step_count;
	const struct grid_function *functions;
	unsigned function_count;
	const struct grid_function *documents; /* of a step, whatever the line */
	unsigned document_count;
};

extern const struct grid_def grids[];
extern const size_t grid_count;

const struct grid_def *grid_named(const char *name); /* NULL: there is none */
const struct grid_function *grid_function(const struct grid_def *g, const char *name); /* likewise */
bool grid_belongs(const struct grid_function *f, const char *kind);                    /* kind NULL: yes */

/* --- what evidence says of it */

enum grid_state { GRID_NONE /* nothing stands there */, GRID_HAVE, GRID_LACK, GRID_UNKNOWN };
/* What a function that is there rests on: the strongest. */
enum grid_by { GRID_BY_NOTHING, GRID_BY_RECORD, GRID_BY_MEASURE };

const char *grid_state_name(enum grid_state s); /* "none" "have" "lack" "unknown" */
const char *grid_by_name(enum grid_by by);      /* "nothing" "record" "measure" */

struct grid_number {
	int64_t have, lack, unknown;
};

struct grid_said {
	enum grid_state state;
	enum grid_by by;
	struct grid_number devices; /* a scope without devices counts as one */
};

struct grid_place {
	enum grid_state state;
	struct grid_number functions;
	unsigned ask; /* of these, only people can tell */
};

struct grid_judging; /* one scope, all evidence as bits */

/* Which devices: of this kind, else of the layers of this line; an own selection of each question. */
struct grid_of {
	const char *kind;             /* NULL: the grid is not by kind */
	const struct grid_axis *line; /* then its layers count; NULL: every device of the scope */
};

/* system: "site" or "s1". now: us; today: "2026-11-30" where the site stands. 0; -ENOENT no such system;
 * -ENOMEM, -EIO. */
int grid_judge(struct store *s, const char *system, int64_t now, const char *today,
	       struct grid_judging **ret);
void grid_judging_free(struct grid_judging *j);

/* Kinds of device in the scope, most devices first. NULL: the n-th is none. */
const char *grid_kind(const struct grid_judging *j, unsigned n, int64_t *ret_devices);
int64_t grid_devices(struct grid_judging *j, struct grid_of of);
/* Of these, how many are in this life state now. 0 or more; negative: the store failed. */
int64_t grid_here(struct grid_judging *j, struct grid_of of, const char *life);

/* One binding, whose names have to outlive the judging; a function; a place (GRID_NONE: nothing stands
 * there). 0 or -ENOMEM, -EIO. */
int grid_judge_binding(struct grid_judging *j, const struct grid_binding *b, struct grid_of of,
		       struct grid_said *ret);
int grid_judge_function(struct grid_judging *j, const struct grid_function *f, struct grid_of of,
			struct grid_said *ret);
int grid_judge_place(struct grid_judging *j, const struct grid_def *g, unsigned line, unsigned step,
		     const char *kind, struct grid_place *ret);
/* A document is there, or it is not: it has when something says yes and nothing no, wherever. GRID_NONE: it
 * is a file that the product writes at any time. */
int grid_judge_document(struct grid_judging *j, const struct grid_function *f, struct grid_said *ret);
/* Of the functions of a line: its layers, or the kind. */
struct grid_of grid_of(const struct grid_def *g, unsigned line, const char *kind);

/* Is the line shown at all? Only when some function of it, for this kind, is bound to evidence: a line of
 * advice alone would be a tick box. */
bool grid_line_shown(const struct grid_def *g, unsigned line, const char *kind);

/* --- what is open before the next step: functions of all lines, then documents, that are not there. line
 * NULL: a document. fn returning negative ends it with that. */
typedef int grid_open_fn(void *ctx, const struct grid_axis *line, const struct grid_function *f,
			 enum grid_state state);
int grid_each_open(struct grid_judging *j, const struct grid_def *g, unsigned step, grid_open_fn *fn,
		   void *ctx);

/* --- everything, function by function: what exports are made of. kind NULL: all kinds of a grid by kind. */
struct grid_entry {
	const char *kind;             /* NULL: not by kind */
	const struct grid_axis *line; /* NULL: a document */
	const struct grid_axis *step;
	const struct grid_function *function;
	struct grid_of of;
	struct grid_said said;
};
int grid_each(struct grid_judging *j, const struct grid_def *g, const char *kind,
	      int (*fn)(void *ctx, const struct grid_entry *e), void *ctx);

/* --- the rows behind. fn returning negative ends it with that. */

/* Devices on which the function is in this state (GRID_HAVE, GRID_LACK, GRID_UNKNOWN), by their numbers. */
int grid_each_device(struct grid_judging *j, const struct grid_function *f, struct grid_of of,
		     enum grid_state state, int (*fn)(void *ctx, int64_t device), void *ctx);
/* Findings of a check that say no for one of these devices. */
int grid_each_finding(struct grid_judging *j, const struct grid_binding *b, struct grid_of of,
		      int (*fn)(void *ctx, int64_t finding), void *ctx);

struct grid_record {
	int64_t id;
	char says;   /* y p n */
	bool lapsed; /* its last valid day is over: it says nothing any more */
};
/* Records that a binding takes, for one of these devices. */
int grid_each_record(struct grid_judging *j, const struct grid_binding *b, struct grid_of of,
		     int (*fn)(void *ctx, const struct grid_record *r), void *ctx);

#endif
