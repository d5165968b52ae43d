/* Hours of a week: what they cover. Reading and writing them is hours_text.c's. */
#include "assess/hours.h"

#include <string.h>

unsigned hours_minute(int64_t us, int zone_minutes)
{
	/* 1970-01-01 was a Thursday: three days after Monday */
	int64_t minute = us / 60000000 - (us % 60000000 < 0) + zone_minutes + 3 * HOURS_DAY;

	minute %= HOURS_WEEK;
	return (unsigned)(minute < 0 ? minute + HOURS_WEEK : minute);
}

bool hours_cover(const struct hours *h, unsigned minute)
{
	for (unsigned i = 0; i < h->count; i++) {
		const struct hours_span *span = &h->span[i];

		for (unsigned day = 0; day < 7; day++) {
			unsigned from = day * HOURS_DAY + span->from, to = day * HOURS_DAY + span->to;

			if ((span->days >> day & 1) &&
			    ((minute >= from && minute < to) ||
			     (minute + HOURS_WEEK >= from && minute + HOURS_WEEK < to)))
				return true;
		}
	}
	return false;
}

static bool has(const struct hours_week *w, unsigned minute)
{
	return w->bits[minute / 64] >> (minute % 64) & 1;
}

void hours_add(struct hours_week *w, const struct hours *h)
{
	for (unsigned i = 0; i < h->count; i++)
		for (unsigned day = 0; day < 7; day++)
			for (unsigned m = h->span[i].from; (h->span[i].days >> day & 1) && m < h->span[i].to;
			     m++) {
				unsigned at = (day * HOURS_DAY + m) % HOURS_WEEK;

				w->bits[at / 64] |= UINT64_C(1) << (at % 64);
			}
}

unsigned hours_until_change(const struct hours *h, unsigned minute)
{
	struct hours_week w = {{0}};
	bool now;

	hours_add(&w, h);
	now = has(&w, minute);
	for (unsigned n = 1; n < HOURS_WEEK; n++)
		if (has(&w, (minute + n) % HOURS_WEEK) != now)
			return n;
	return 0;
}

/* A gap begins where the minute before is covered; without any such place all or nothing is. */
void hours_gaps(const struct hours_week *w, void (*gap)(void *ctx, unsigned from, unsigned to), void *ctx)
{
	unsigned first = 0;

	while (first < HOURS_WEEK && !has(w, first))
		first++;
	if (first == HOURS_WEEK) {
		gap(ctx, 0, HOURS_WEEK);
		return;
	}
	for (unsigned n = 1; n < HOURS_WEEK; n++) {
		unsigned from = (first + n) % HOURS_WEEK, length = 0;

		while (n + length < HOURS_WEEK && !has(w, (from + length) % HOURS_WEEK))
			length++;
		if (length)
			gap(ctx, from, from + length);
		n += length;
	}
}
