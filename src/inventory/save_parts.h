/* What the files of saving share. Inside the room only. */
#ifndef MIMAMORI_INVENTORY_SAVE_PARTS_H
#define MIMAMORI_INVENTORY_SAVE_PARTS_H

#include "inventory/save.h"

/* What each column of a table is when rows that mean the same become one: from it save_rows.c makes the
 * statements by which a run joins, keep_join.c those by which people merge two devices. */
enum save_how {
	END,
	KEY,     /* rows that are equal in these are one row */
	DEVICE,  /* a key, too: a device id, mapped */
	OF,      /* no key: the device it belongs to, mapped, as soon as it is known */
	OUTSIDE, /* likewise of what lies outside */
	ID,      /* its own number, going on where the site's end */
	SUM,
	LEAST,
	MOST,
	FIRST_PACKET,
	LAST_PACKET,
	NEWER,  /* the later capture's, when it has one */
	TOLD,   /* access_point.other: what the later announcements say, or do not say any more */
	KEEP,   /* as it was first seen */
	TELLING /* login.packet: of the capture in which a published password was used first */
};

struct save_column {
	const char *name;
	enum save_how how;
};

enum { COLUMNS_MAX = 25 };

struct save_table {
	const char *table;
	int64_t max; /* rows kept at most; 0: bounded by the number of devices */
	struct save_column columns[COLUMNS_MAX];
};
extern const struct save_table save_tables[]; /* ended by table NULL */

static inline bool save_is_device(enum save_how how) { return how == DEVICE || how == OF; }

/* Rows that differ in it are two, though their keys are equal: SQL, %s the row. NULL: none. */
const char *save_apart(const struct save_table *t);

/* save_rows.c: the rows of all tables but device and outside; *ret_unkept: see struct saved. */
int save_rows(struct store *site, int64_t *ret_unkept);
/* save_events.c: device-seen, device-changed and model-saved. */
int save_events(struct store *site, int64_t at, const char *actor, const struct saved *counts, bool model);

#endif
