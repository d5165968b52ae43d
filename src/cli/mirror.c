#include "cli/mirror.h"

#include "base/hash.h"
#include "base/rd.h"

enum {
	OTHERS_FEW = 1000, /* of so many frames not one between two others: a switch floods now and then */
	PAIRS_ENOUGH = 4,  /* so many pairs must have spoken before a direction is missed */
	ONE_WAY_PERCENT = 5,
};

static void take_pair(struct mirror *m, uint64_t from, uint64_t to)
{
	uint64_t low = from < to ? from : to, high = from < to ? to : from;
	unsigned at = (unsigned)(hash_two(low, high) % MIRROR_PAIRS);
	uint8_t way = from == low ? 1 : 2;

	for (unsigned tries = 0; tries < 16; tries++, at = (at + 1) % MIRROR_PAIRS) {
		if (!m->pairs[at].ways) {
			m->pairs[at].low = low;
			m->pairs[at].high = high;
			m->pairs[at].ways = way;
			m->pair_count++;
			return;
		}
		if (m->pairs[at].low == low && m->pairs[at].high == high) {
			m->two_way += (m->pairs[at].ways | way) == 3 && m->pairs[at].ways != 3;
			m->pairs[at].ways |= way;
			return;
		}
	}
}

void mirror_take(struct mirror *m, const struct frame *f)
{
	struct rd r = rd_of(f->bytes, f->captured);
	const uint8_t *to = rd_bytes(&r, 6), *from = rd_bytes(&r, 6);

	m->frames++;
	m->bytes += f->wire;
	if (f->link != LINK_ETHERNET || !to || !from)
		return;
	if (mac_is_group(mac_of(to)))
		m->group++;
	else if (mac_same(mac_of(to), m->own) || mac_same(mac_of(from), m->own))
		m->own_frames++;
	else {
		m->others++;
		take_pair(m, mac_u64(mac_of(from)), mac_u64(mac_of(to)));
	}
}

enum mirror_verdict mirror_verdict(const struct mirror *m)
{
	uint64_t ethernet = m->group + m->own_frames + m->others;

	if (!m->frames)
		return MIRROR_NONE;
	if (!ethernet)
		return MIRROR_UNKNOWN;
	if (m->others * OTHERS_FEW < ethernet)
		return MIRROR_ORDINARY;
	if (m->pair_count >= PAIRS_ENOUGH && m->two_way * 100 < m->pair_count * ONE_WAY_PERCENT)
		return MIRROR_ONE_WAY;
	return MIRROR_GOOD;
}
