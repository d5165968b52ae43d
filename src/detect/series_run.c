#include "detect/series.h"

/* Three times the longest run and ten more (reference/anomaly.md 4: all of 6 frozen sensors, none false); ten
 * times where it stands as it stood then: a machine that is off is off for longer at the weekend. */
enum { LONGER = 3, LONGER_AT_REST = 10, MORE = 10, MOVES = 3 };
/* A window that ranges less than a tenth of the least one so far, three times in a row. */
enum { NARROWER = 10, WIDER = 3, NARROW_WINDOWS = 3 };

static bool may_be_stuck(const struct series *s) { return series_varies(s) && !series_counts(s); }

static void keep_run(struct series *s, float lasted)
{
	if (s->run > s->longest_run) {
		s->longest_run = s->run;
		s->rest = (float)s->value;
	}
	if (lasted > s->longest_time)
		s->longest_time = lasted;
}

static bool is_too_long(const struct series *s, float lasted)
{
	uint32_t times = (float)s->value == s->rest ? LONGER_AT_REST : LONGER;

	return s->run > times * (uint64_t)s->longest_run + MORE && lasted > (float)times * s->longest_time;
}

static void changes(struct series *s, int64_t at, float lasted)
{
	if (!s->learnt)
		keep_run(s, lasted);
	s->run = 1;
	s->since = at;
	if (s->moved < UINT16_MAX)
		s->moved++;
	if (s->moved >= series_patience(s, MOVES) && s->narrow < NARROW_WINDOWS)
		s->signs &= (uint8_t)~SERIES_STUCK;
}

static void raise(struct series *s)
{
	s->signs |= SERIES_STUCK;
	s->moved = 0;
}

static void window_ends(struct series *s)
{
	float range = s->highest - s->lowest;

	s->in_window = 0;
	if (!s->learnt) {
		s->least = s->least < 0 || range < s->least ? range : s->least;
		return;
	}
	if (s->least <= 0 || range == 0) /* it stood still before; or it does now: its run tells */
		return;
	if (range < s->least / NARROWER) {
		if (s->narrow < NARROW_WINDOWS && ++s->narrow == NARROW_WINDOWS && may_be_stuck(s))
			raise(s);
	} else if (range > s->least / WIDER) {
		s->narrow = 0;
	}
}

static void keep_window(struct series *s, float v)
{
	if (s->in_window == 0 || v < s->lowest)
		s->lowest = v;
	if (s->in_window == 0 || v > s->highest)
		s->highest = v;
	if (++s->in_window == SERIES_WINDOW)
		window_ends(s);
}

void series_run_take(struct series *s, int64_t at, double value)
{
	float lasted = at > s->since ? (float)(at - s->since) / 1e6f : 0;

	if (value == s->value || (value != value && s->value != s->value)) {
		if (s->run < UINT32_MAX)
			s->run++;
	} else {
		changes(s, at, lasted);
	}
	if (value > -1e30 && value < 1e30) /* a number that a float holds */
		keep_window(s, (float)value);
	if (s->learnt && !(s->signs & SERIES_STUCK) && may_be_stuck(s) && is_too_long(s, lasted))
		raise(s);
}
