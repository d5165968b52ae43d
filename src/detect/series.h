/* One series of values (a register, a topic, a field of one): what is usual for it, and when it is not.
 *Learnt from its beginning, then frozen: somebody who moves a value slowly must not teach a new normal. A
 *value in a table's row (table.h); causal, no clock of its own; any number, any time is safe.
 *
 * Learning ends when the series is old enough and has told enough; until then nothing is said. It is learnt anew
 * when people say so (detector.h, anew), in an emptied row.
 *
 *	pace   late or lost: five of its periods without a value, and longer than ever before    series_pace.c
 *	run    stuck: equal values three times longer than ever before, or hardly moving at all  series_run.c
 *	range  outside what was reached, a sensor's fault code, another unit or scale series_range.c
 *
 * Sensible only for some: a constant set-point, a contact or a status word of a few states is never stuck and
 * has no range, nor has a counter (it stands while the machine does), and what comes as it likes has no pace.
 */
#ifndef MIMAMORI_DETECT_SERIES_H
#define MIMAMORI_DETECT_SERIES_H

#include "base/addr.h"

enum { SERIES_NAME = 48 };
enum { SERIES_BLOCK = 8, SERIES_WINDOW = 32 };
enum { SERIES_ENOUGH = 64 };    /* values before anything is learnt */
enum { SERIES_DIFFERENT = 12 }; /* values a series must have shown to be one that varies */

/* What is unusual now; in series.signs. */
enum series_sign {
	SERIES_SILENT = 1,
	SERIES_STUCK = 2,
	SERIES_RANGE = 4,
	SERIES_FAULT = 8,
	SERIES_UNIT = 16,
	SERIES_JUMP = 32,
	SERIES_OUTSIDE = SERIES_RANGE | SERIES_FAULT | SERIES_UNIT,
};

struct series {            /* key: up to hash */
	struct who about;  /* known_key() */
	uint16_t protocol; /* enum protocol */
	uint64_t hash;     /* of the whole name */

	char name[SERIES_NAME]; /* clean; the end of a long one, which says more than its beginning */
	int64_t first, last;    /* us; last: of the last value that counts for the pace */
	int64_t sign_ended;     /* us: when a sign began or ended last; 0 never */
	uint32_t count;         /* values */
	uint32_t different;     /* which of 32 kinds of values were seen: a bit each */
	uint8_t signs;          /* enum series_sign */
	uint8_t learnt;
	uint8_t again; /* ended and began again within a week, so many times */

	/* pace, in seconds */
	uint8_t steady;           /* gaps in a row as long as `trial` */
	float trial;              /* another pace since it was lost */
	float period, longest;    /* between two values: usually, at most */
	uint32_t gaps, long_gaps; /* long: more than twice the usual */
	uint16_t on_time;         /* values in time since it was lost */

	/* run */
	uint8_t in_window, narrow; /* values in it; windows in a row that hardly moved */
	uint32_t run, longest_run;
	double value;          /* the last */
	int64_t since;         /* it stands */
	float longest_time;    /* seconds */
	float rest;            /* at which the longest run stood: a machine at rest */
	float least;           /* the least that a window of values ranged; < 0: not known */
	float lowest, highest; /* of the window at hand */
	uint16_t moved;        /* changes since it was stuck */

	/* range */
	uint16_t inside;             /* values in a row */
	uint8_t outside, in_block;   /* outside: the last 5 values, a bit each */
	uint8_t change;              /* which map of units explains it; 0 none */
	uint8_t leaps;               /* jumps among the last 8 values, a bit each */
	uint16_t calm;               /* values in a row without one */
	float leap;                  /* the farthest that it moved at once while it was learnt */
	float top[2], bottom[2];     /* the two highest and lowest of the block at hand */
	float low, high;             /* reached by at least two of eight values */
	float first_low, first_high; /* when learning ended */
	float step, level;           /* smoothed: how far it moves from value to value; where it is */
	uint32_t ups, downs;
};
_Static_assert(sizeof(struct series) <= 256, "20,000 of these are kept");

/* A value arrived: which signs changed. learn: us that a series is learnt at least. */
unsigned series_take(struct series *s, int64_t at, double value, int64_t learn);

/* Nothing arrived until `at`; from: since when anything could have (the device was heard). True: it is silent
 * now and was not before. */
bool series_is_lost(struct series *s, int64_t at, int64_t from);

/* How many values (or changes) as usual end a sign that usually takes so many: twice as many each time that
 * it began again, so that what comes and goes is one alarm and not a hundred. */
unsigned series_patience(const struct series *s, unsigned usually);

/* For sentences. */
const char *series_change(const struct series *s); /* "°C → °F", "×10"; "" */

/* --- the three, for series.c */

void series_pace_take(struct series *s, int64_t at);
void series_run_take(struct series *s, int64_t at, double value);
void series_range_take(struct series *s, double value);
bool series_varies(const struct series *s);
bool series_counts(const struct series *s); /* only ever upwards (or downwards): pieces, energy, times */
bool series_reaches(const struct series *s, double value);  /* within its range and the margin */
bool series_is_fault(const struct series *s, double value); /* a code that stands for a broken sensor */

#endif
