#include "detect/series.h"

#include <math.h>

/* Three of five values outside raise it, five inside in a row end it. */
enum { OF = 5, RAISES = 3, ENDS = 5, FAULTS_VARY = 3 };

/* What sensors and their converters send when nothing can be measured: DS18B20 (-127 no answer, 85 as after
 * power-on; its data sheet), registers of 16 bits at their end and as tenths and hundredths of it, and what
 * programs write for "no value". A code is one only where it lies outside what the series ever reached. */
static const double faults[] = {-127,    85,     65535,  32767,   -32768,       6553.5,        3276.7,
				-3276.8, 655.35, 327.67, -327.68, 9999,         -9999,         999.9,
				-999.9,  999,    -999,   850,     2147483647.0, -2147483648.0, 4294967295.0};

/* Units and scales that people set by mistake: how a value looks after it. */
static const struct {
	const char *words;
	float times, plus;
} changes[] = {
	{"", 1, 0},
	{"°C → °F", 1.8f, 32},
	{"°F → °C", 1 / 1.8f, -32 / 1.8f},
	{"°C → K", 1, 273.15f},
	{"K → °C", 1, -273.15f},
	{"× 10", 10, 0},
	{"÷ 10", 0.1f, 0},
	{"× 100", 100, 0},
	{"÷ 100", 0.01f, 0},
	{"× 1000", 1000, 0},
	{"÷ 1000", 0.001f, 0},
};

const char *series_change(const struct series *s) { return changes[s->change].words; }

/* A quarter of what it ranges, and never less than a few of its own steps. */
static float margin(const struct series *s)
{
	float quarter = (s->first_high - s->first_low) / 4, steps = 4 * s->step,
	      least = 1e-5f * fmaxf(fabsf(s->low), fabsf(s->high));

	return fmaxf(fmaxf(quarter, steps), least);
}

static bool lies_outside(const struct series *s, double v, float by)
{
	return !(v <= (double)s->high + (double)by && v >= (double)s->low - (double)by); /* NaN does, too */
}

bool series_reaches(const struct series *s, double v) { return !lies_outside(s, v, margin(s)); }

bool series_is_fault(const struct series *s, double v)
{
	if (v - v != 0)
		return true;
	if (s->count <= SERIES_BLOCK || (v <= (double)s->high && v >= (double)s->low))
		return false;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (fabs(v - faults[i]) < 1e-6 * fabs(v))
			return lies_outside(s, v, margin(s));
	return false;
}

bool series_counts(const struct series *s)
{
	uint32_t more = s->ups > s->downs ? s->ups : s->downs, less = s->ups + s->downs - more;

	return more >= 16 && less <= more / 50;
}

/* --- what was reached */

static void keep_extremes(struct series *s, float v)
{
	if (s->in_block == 0) {
		s->top[0] = s->bottom[0] = v;
		s->top[1] = -INFINITY;
		s->bottom[1] = INFINITY;
		return;
	}
	if (v > s->top[0]) {
		s->top[1] = s->top[0];
		s->top[0] = v;
	} else if (v > s->top[1]) {
		s->top[1] = v;
	}
	if (v < s->bottom[0]) {
		s->bottom[1] = s->bottom[0];
		s->bottom[0] = v;
	} else if (v < s->bottom[1]) {
		s->bottom[1] = v;
	}
}

/* A single stray value of eight teaches nothing. */
static void keep_reached(struct series *s, float v)
{
	if (s->count <= 2)
		s->low = s->high = v;
	keep_extremes(s, v);
	if (++s->in_block < SERIES_BLOCK)
		return;
	s->in_block = 0;
	s->high = fmaxf(s->high, s->top[1]);
	s->low = fminf(s->low, s->bottom[1]);
}

static void keep_step(struct series *s, float v)
{
	float step = fabsf(v - (float)s->value);

	if (!s->learnt && step < 1e30f && step > s->leap)
		s->leap = step;
	if (s->count < 2)
		s->level = v;
	s->ups += v > (float)s->value;
	s->downs += v < (float)s->value;
	s->level += (v - s->level) / 8;
	if (!s->learnt && step < 1e30f)
		s->step += (step - s->step) / (float)(s->count < 64 ? s->count : 64);
}

/* --- what is outside */

static uint8_t change_of(const struct series *s, float v)
{
	float slack = fmaxf(8 * s->step, (s->first_high - s->first_low) / 8); /* level lags by 8 values */

	for (uint8_t i = 1; i < sizeof changes / sizeof *changes; i++) {
		float looks = changes[i].times * s->level + changes[i].plus, by = changes[i].times * slack;

		if (fabsf(v - looks) <= by && fabsf(looks - s->level) > 3 * by)
			return i;
	}
	return 0;
}

/* It came to the code at once: what passes through 85 degrees on its way has been measured. */
static bool is_fault_now(const struct series *s, double v)
{
	return series_is_fault(s, v) &&
	       (series_is_fault(s, s->value) || !lies_outside(s, s->value, margin(s)));
}

static void raise(struct series *s, double v)
{
	s->change = 0;
	if (is_fault_now(s, v))
		s->signs |= SERIES_FAULT;
	else if ((s->change = change_of(s, (float)v)))
		s->signs |= SERIES_UNIT;
	else
		s->signs |= SERIES_RANGE;
	s->inside = 0;
}

static bool may_raise(const struct series *s, double v)
{
	if (series_is_fault(s, v))
		return __builtin_popcount(s->different) >= FAULTS_VARY && !series_counts(s);
	return series_varies(s) && !series_counts(s) && s->first_high > s->first_low;
}

static void judge(struct series *s, double v)
{
	bool outside = lies_outside(s, v, margin(s));

	s->outside = (uint8_t)(((unsigned)s->outside << 1 | outside) & ((1u << OF) - 1));
	if (s->signs & SERIES_OUTSIDE) {
		s->inside = (uint16_t)(lies_outside(s, v, margin(s) / 2) ? 0 : s->inside + 1);
		if (s->inside >= series_patience(s, ENDS))
			s->signs &= (uint8_t)~SERIES_OUTSIDE;
	} else if (outside && __builtin_popcount(s->outside) >= RAISES && may_raise(s, v)) {
		raise(s, v);
	}
}

/* Four times as far as ever before, and a tenth of all that it ranges; twice within a few values: there and
 * back again. One alone is a machine that was switched. */
static void judge_step(struct series *s, double v)
{
	enum { FARTHER = 4, CALM = 60, SOON = 5, TWICE = 2 };
	float step = fabsf((float)(v - s->value)), tenth = (s->first_high - s->first_low) / 10;
	bool leaps = step > FARTHER * s->leap && step > tenth && s->leap > 0;

	s->leaps = (uint8_t)((unsigned)s->leaps << 1 | leaps);
	s->calm = (uint16_t)(leaps ? 0 : s->calm < UINT16_MAX ? s->calm + 1 : s->calm);
	if (s->calm >= series_patience(s, CALM))
		s->signs &= (uint8_t)~SERIES_JUMP;
	if (leaps && __builtin_popcount(s->leaps & ((1u << SOON) - 1)) >= TWICE && series_varies(s) &&
	    !series_counts(s))
		s->signs |= SERIES_JUMP;
}

void series_range_take(struct series *s, double v)
{
	bool number = v - v == 0 && fabs(v) < 1e30;

	if (s->learnt)
		judge(s, v);
	if (s->learnt && number)
		judge_step(s, v);
	if (!number)
		return;
	if (!s->learnt) {
		keep_step(s, (float)v);
		keep_reached(s, (float)v);
	} else if (!s->outside) {
		keep_step(s, (float)v);
	}
}
