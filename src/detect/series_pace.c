#include "detect/series.h"

#include <math.h>

/* A value within this of the last belongs to it: several of one message, a buffer that is emptied. */
enum { TOGETHER_US = 100000 };
enum { LOST_SECONDS = 10 };
enum { GAPS_ENOUGH = 32, LOST_PERIODS = 5, IN_TIME = 3, STEADY_ENOUGH = 250 };

/* One gap in ten may be long: more, and it comes as it likes. */
static bool is_regular(const struct series *s)
{
	return s->learnt && s->gaps >= GAPS_ENOUGH && s->long_gaps <= s->gaps / 10;
}

/* Half as long again as the longest gap so far: machines stop for the night. Never within a few seconds: what
 * comes ten times a second may be late for once. */
static float lost_after(const struct series *s)
{
	float periods = LOST_PERIODS * s->period, longest = 1.5f * s->longest;

	return fmaxf(fmaxf(periods, longest), LOST_SECONDS);
}

static void learn(struct series *s, float gap)
{
	float most = 4 * s->period, bounded = s->gaps && gap > most ? most : gap;

	s->gaps++;
	s->long_gaps += gap > 2.5f * s->period && s->gaps > 1;
	s->period += (bounded - s->period) / (float)(s->gaps < 16 ? s->gaps : 16);
	if (gap > s->longest)
		s->longest = gap;
}

/* It came again, in time or at another pace. Another pace that is kept for long is its pace from then on: it
 * was told as lost all the while. */
static void comes_back(struct series *s, float gap)
{
	if (gap <= 2 * s->period) {
		s->steady = 0;
		if (s->on_time < UINT16_MAX && ++s->on_time >= series_patience(s, IN_TIME))
			s->signs &= (uint8_t)~SERIES_SILENT;
		return;
	}
	s->on_time = 0;
	if (s->steady && gap > s->trial / 2 && gap < s->trial * 2) {
		s->steady++;
	} else {
		s->steady = 1;
		s->trial = gap;
	}
	if (s->steady < STEADY_ENOUGH)
		return;
	s->period = s->longest = s->trial;
	s->steady = 0;
	s->signs &= (uint8_t)~SERIES_SILENT;
}

void series_pace_take(struct series *s, int64_t at)
{
	float gap = (float)(at - s->last) / 1e6f;

	if (at - s->last < TOGETHER_US) /* also what is late or out of order */
		return;
	s->last = at;
	if (!s->learnt)
		learn(s, gap);
	else if (s->signs & SERIES_SILENT)
		comes_back(s, gap);
}

bool series_is_lost(struct series *s, int64_t at, int64_t from)
{
	int64_t since = from > s->last ? from : s->last;

	if (s->signs & SERIES_SILENT || !is_regular(s) || (float)(at - since) / 1e6f <= lost_after(s))
		return false;
	s->signs |= SERIES_SILENT;
	s->on_time = s->steady = 0;
	return true;
}
