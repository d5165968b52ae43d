/* What the files of grid.h share. Inside the room only. */
#ifndef MIMAMORI_ASSESS_GRID_PARTS_H
#define MIMAMORI_ASSESS_GRID_PARTS_H

#include "assess/grid.h"

#include "assess/system.h"

#include "assess/marks.h"
#include "base/date.h"

enum {
	GRID_LAYERS = 5,
	GRID_BOUND_MAX = 32, /* bindings of a function: tools/grids.py holds to it */
	GRID_KINDS_MAX = 64, /* kinds beyond are counted as the last one's neighbours: not shown */
	GRID_KEPT_MAX = 256, /* bindings whose bits are kept; more are worked out again */
};

/* Device ids, and the scope itself: one bit behind the last id. Where no device was selected it stands for
 * all of them, so that a record about a system that is only planned counts. */
struct grid_bits {
	struct marks have, lack;
};

struct grid_kind_row {
	char name[48];
	struct marks devices;
	int64_t count;
};

struct grid_kept {
	struct grid_binding b; /* its names outlive the judging */
	struct grid_bits bits;
};

struct grid_judging {
	struct store *store;
	char system[24];
	int64_t number; /* of the system; 0 the site */
	int64_t now;
	char today[DATE_ROOM];
	int64_t scope;         /* the bit of the scope */
	struct marks members;  /* devices of the scope */
	struct marks selected; /* of the question at hand */
	struct marks layer[GRID_LAYERS];
	struct grid_kind_row kind[GRID_KINDS_MAX];
	unsigned kinds;
	struct grid_kept kept[GRID_KEPT_MAX];
	unsigned kept_count;
};

/* What a binding says, as bits of the whole scope. Borrowed until the next call. */
int grid_bits_of(struct grid_judging *j, const struct grid_binding *b, const struct grid_bits **ret);
void grid_bits_clear(struct grid_bits *b);

/* The devices that are meant; the bit of the scope where there is none. Borrowed until the next call. */
const struct marks *grid_select(struct grid_judging *j, struct grid_of of);

/* Rows of records that a binding takes, with ?1 today: id, says, device, system, lapsed. */
sqlite3_stmt *grid_record_rows(struct grid_judging *j, const struct grid_binding *b);
/* Sets the devices that this row covers. */
int grid_record_covers(struct grid_judging *j, sqlite3_stmt *row, struct marks *to);
/* Rows of (finding, device): whom each finding of a check blames; device NULL: the scope as a whole. */
sqlite3_stmt *grid_finding_rows(struct grid_judging *j, const struct grid_binding *b);

#endif
