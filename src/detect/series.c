#include "detect/series.h"

#include "base/hash.h"
#include "fact/fact.h"

static void keep_kind(struct series *s, double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	s->different |= 1u << (hash_mix(bits) >> 40) % 32;
}

bool series_varies(const struct series *s) { return __builtin_popcount(s->different) >= SERIES_DIFFERENT; }

static void begin(struct series *s, int64_t at, double value)
{
	s->first = s->last = s->since = at;
	s->value = value;
	s->least = -1;
}

static void end_learning(struct series *s, int64_t at, int64_t learn)
{
	const int64_t least = INT64_C(60000000); /* seconds of values show nothing of what is usual */

	if (s->learnt || s->count < SERIES_ENOUGH || at - s->first < (learn > least ? learn : least))
		return;
	s->learnt = true;
	s->first_low = s->low;
	s->first_high = s->high;
}

unsigned series_patience(const struct series *s, unsigned usually) { return usually << s->again; }

/* What ended and begins again; a week without any forgives. */
static void keep_again(struct series *s, uint8_t before, int64_t at)
{
	enum { AGAIN_MOST = 6 };
	const int64_t week = 7 * INT64_C(86400) * 1000000;

	if (s->signs & ~before) {
		s->again = (uint8_t)(at - s->sign_ended > week || !s->sign_ended ? 0
				     : s->again < AGAIN_MOST                     ? s->again + 1
										 : s->again);
		s->sign_ended = at;
	} else if (before & ~s->signs) {
		s->sign_ended = at;
	}
}

/* A Modbus register does not say whether it has a sign. One that hovers about zero has: 65535 after 2 is -1.
 * So far from it, 65535 stays what it looks like, the code of a broken sensor. */
static double with_sign(const struct series *s, double value)
{
	enum { NEAR = 64 };
	double below = value - 65536;

	if ((s->protocol != PROTO_modbus && s->protocol != PROTO_modbus_rtu) || value < 32768 ||
	    value > 65535 || s->count == 0)
		return value;
	if (s->learnt)
		return series_reaches(s, below) ? below : value;
	return s->value - below <= NEAR && below - s->value <= NEAR ? below : value;
}

unsigned series_take(struct series *s, int64_t at, double value, int64_t learn)
{
	uint8_t before = s->signs;

	value = with_sign(s, value);
	if (s->count == 0)
		begin(s, at, value);
	if (s->count < UINT32_MAX)
		s->count++;
	series_pace_take(s, at);
	if (s->learnt || !series_is_fault(s, value)) {
		keep_kind(s, value);
		series_run_take(s, at, value);
		series_range_take(s, value);
		s->value = value;
	}
	keep_again(s, before, at);
	end_learning(s, at, learn);
	return before ^ s->signs;
}
