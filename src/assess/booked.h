/* When people said that somebody works on equipment: planned beforehand (records of kind work-window, with
 * their hours) or written down afterwards (maintenance-visit, a day). Read whole, once, into memory of
 * bounded size; times are those of the site's zone. */
#ifndef MIMAMORI_ASSESS_BOOKED_H
#define MIMAMORI_ASSESS_BOOKED_H

#include "assess/hours.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BOOKED_MAX = 2048, BOOKED_MEMBERS_MAX = 100000 };

struct booked {
	int64_t record;
	int64_t system, device; /* 0: of the whole site; a device: of it alone */
	int64_t from, until;    /* us; hours counts within */
	struct hours hours;
	bool visit; /* written afterwards */
};

struct booked_member {
	int64_t system, device;
};

struct bookings {
	struct booked *at;
	struct booked_member *member; /* in order */
	size_t count, members;
	int zone; /* minutes east */
};

/* 0, -EIO or -ENOMEM; of more than BOOKED_MAX records the newest. booked_free() in any case. */
int bookings_read(struct store *site, struct bookings *ret);
void bookings_free(struct bookings *b);

/* The record that covers this moment for one of two devices (0: none): a work window rather than a visit;
 * NULL: nobody said anything. Borrowed. */
const struct booked *booked_at(const struct bookings *b, int64_t device, int64_t other, int64_t when);

#endif
