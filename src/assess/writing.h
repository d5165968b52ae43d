/* Who writes and when: what every act on a site is told by its caller, as rooms ask no clock. */
#ifndef MIMAMORI_ASSESS_WRITING_H
#define MIMAMORI_ASSESS_WRITING_H

#include <stdint.h>

struct writing {
	int64_t at;        /* us */
	const char *actor; /* "c3", or "local": the command line without --as */
	const char *today; /* "2026-11-29" where the site stands */
};

#endif
