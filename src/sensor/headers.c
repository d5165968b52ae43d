/* Where the payload begins: what is stored of a packet when payloads are not to be kept. Whatever is not
 * understood keeps 64 bytes, the length of the shortest Ethernet frame. */
#include "sensor/sensor.h"

enum { LEAST = 64, TYPE_IP4 = 0x0800, TYPE_IP6 = 0x86dd, TYPE_VLAN = 0x8100, TYPE_QINQ = 0x88a8 };
enum { IP_TCP = 6, IP_UDP = 17, UDP_HEADER = 8, IP6_HEADER = 40, VLANS_MAX = 4 };

/* What is left of the transport's header, from here. */
static bool skip_transport(struct rd *r, unsigned protocol)
{
	if (protocol == IP_UDP) {
		rd_skip(r, UDP_HEADER);
		return true;
	}
	if (protocol != IP_TCP || rd_peek(r, 12) < 0)
		return false;
	rd_skip(r, (size_t)(rd_peek(r, 12) >> 4) * 4);
	return true;
}

static bool skip_network(struct rd *r, unsigned type)
{
	int first = rd_peek(r, 0), protocol = rd_peek(r, type == TYPE_IP4 ? 9 : 6);

	if (first < 0 || protocol < 0 || (type != TYPE_IP4 && type != TYPE_IP6))
		return false;
	rd_skip(r, type == TYPE_IP4 ? (size_t)(first & 15) * 4 : IP6_HEADER);
	return skip_transport(r, (unsigned)protocol);
}

static unsigned skip_ethernet(struct rd *r)
{
	unsigned type;

	rd_skip(r, 12);
	type = rd_be16(r);
	for (int i = 0; i < VLANS_MAX && (type == TYPE_VLAN || type == TYPE_QINQ); i++) {
		rd_skip(r, 2);
		type = rd_be16(r);
	}
	return type;
}

uint32_t headers_length(const struct frame *f)
{
	struct rd r = rd_of(f->bytes, f->captured);
	uint32_t least = f->captured < LEAST ? f->captured : LEAST, used;
	bool known = f->link == LINK_ETHERNET && skip_network(&r, skip_ethernet(&r));

	used = known && rd_ok(&r) ? (uint32_t)rd_used(&r) : least;
	return used > f->captured ? f->captured : used;
}
