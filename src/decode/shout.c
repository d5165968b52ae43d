#include "decode/shout.h"

static const int64_t ANSWERED_US = 10 * INT64_C(1000000);

static bool is_answer(const struct shout *asked, const struct who *who, uint16_t from_port, uint16_t to_port,
		      int64_t when)
{
	return asked->when && from_port != to_port && asked->from_port == to_port &&
	       asked->to_port == from_port && !ip_same(asked->who.ip, who->ip) && when >= asked->when &&
	       when - asked->when <= ANSWERED_US;
}

const struct who *shout_heard(struct shouts *s, const struct who *who, uint16_t from_port, uint16_t to_port,
			      int64_t when)
{
	for (unsigned back = 1; back <= SHOUTS; back++) { /* the latest first */
		struct shout *asked = &s->ring[(s->next + SHOUTS - back) % SHOUTS];

		if (is_answer(asked, who, from_port, to_port, when))
			return &asked->who;
	}
	if (from_port != to_port && !ip_is_nobody(who->ip))
		s->ring[s->next++ % SHOUTS] = (struct shout){when, *who, from_port, to_port};
	return NULL;
}
