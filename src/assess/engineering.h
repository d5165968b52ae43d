/* Work on controllers that was seen, as pieces of work: what one client did to one controller (table
 * `operation`: stops, program transfers, addresses, passwords ...) without a pause of half an hour, and the
 * record that says so: a work window booked for it, or the visit that somebody wrote down afterwards (JSSEC
 * 42-3). Made anew before each judging (table `engineering`); only of a site, for without one nobody can have
 * written anything. Setting clocks, reserving and switching communication are everyday work of machines and
 * no piece of work by themselves. */
#ifndef MIMAMORI_ASSESS_ENGINEERING_H
#define MIMAMORI_ASSESS_ENGINEERING_H

#include "store/store.h"

enum { ENGINEERING_MAX = 5000 }; /* pieces of work, the newest */

int engineering_refresh(
	struct store *s); /* 0 or negative (-EIO, -ENOMEM); nothing on a store that is no site */

#endif
