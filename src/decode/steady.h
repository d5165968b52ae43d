/* What an end of a conversation sends in the same way as before (from the same network card, VLAN and TTL): it says no more
 * than that it goes on. Counted where the conversation lies and told in a sum (sighting.more), at the latest when the
 * conversation's part is. Only where whoever listens asked for sums (stack_sum()). */
#ifndef MIMAMORI_DECODE_STEADY_H
#define MIMAMORI_DECODE_STEADY_H

#include "decode/view.h"

struct steady {
	int64_t last;
	struct packet at;     /* the latest */
	uint32_t more, bytes; /* not told yet: how many, their bytes */
	struct mac from;
	uint16_t vlan;
	uint8_t ttl;
	bool known;
};

/* Whether the frame is counted here; false, it is to be told. Who is at this end: as it was the last time. */
static inline bool steady_counts(struct steady *t, const struct view *v)
{
	const struct sighting *s = &v->seen;

	if (!t->known || !mac_same(t->from, s->from.mac) || t->vlan != s->vlan || t->ttl != s->ttl ||
	    v->to_group || s->air || s->wifi_from || t->bytes > INT32_MAX)
		return false;
	t->last = s->when;
	t->at = s->at;
	t->more++;
	t->bytes += s->bytes;
	return true;
}

/* What comes is measured against this one, which is told by itself. */
static inline void steady_begin(struct steady *t, const struct view *v)
{
	const struct sighting *s = &v->seen;

	*t = (struct steady){.from = s->from.mac,
			     .vlan = s->vlan,
			     .ttl = s->ttl,
			     .known = !v->to_group && !s->air && !s->wifi_from};
}

/* The sum of what was counted (t->more is not 0). ip, to: of the conversation. */
static inline void steady_sum(const struct steady *t, const struct ip *ip, const struct who *to,
			      struct sighting *ret)
{
	*ret = (struct sighting){.when = t->last,
				 .at = t->at,
				 .from = {t->from, *ip},
				 .to = *to,
				 .bytes = t->bytes,
				 .vlan = t->vlan,
				 .ttl = t->ttl,
				 .more = t->more - 1};
}

#endif
