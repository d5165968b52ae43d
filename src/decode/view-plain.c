/* Ethernet, IPv4 and TCP or UDP, each header whole and plain: nine frames of ten. All that is asked of such a
 * frame is checked before anything is written, and any doubt leaves it to the layers; what comes out is what
 * they would have read (tests/unit/decode-plain holds the two against each other). */
#include "decode/view.h"

enum { ETHERNET = 14, IP4 = 20, TCP = 20, UDP = 8, IP_TCP = 6, IP_UDP = 17 };

/* The transport header's length, 0 when the layers should look. ip: the packet of n bytes. */
static inline uint32_t transport_header(const uint8_t *ip, uint32_t n)
{
	const uint8_t *p = ip + IP4;
	uint32_t header, length;

	if (ip[9] == IP_TCP && n >= IP4 + TCP) {
		header = (p[12] >> 4) * 4u;
		return header >= TCP && IP4 + header <= n ? header : 0;
	}
	if (ip[9] != IP_UDP || n < IP4 + UDP)
		return 0;
	length = be16(p + 4);
	switch (be16(p + 2)) {
	case PORT_VXLAN:
	case PORT_VXLAN_GPE:
	case PORT_VXLAN_LINUX:
	case PORT_GENEVE:
		return 0;
	default:
		return length >= UDP && IP4 + length <= n ? UDP : 0;
	}
}

static inline void take_transport(struct view *v, const uint8_t *p)
{
	v->from_port = be16(p);
	v->to_port = be16(p + 2);
	if (v->protocol == IP_UDP) {
		v->kind = VIEW_UDP;
		v->checksum = be16(p + 6);
		return;
	}
	v->kind = VIEW_TCP;
	v->seq = be32(p + 4);
	v->ack = be32(p + 8);
	v->tcp_flags = p[13];
	v->checksum = be16(p + 16);
}

static inline void take_ip(struct view *v, const uint8_t *ip)
{
	v->seen.from.ip = ip_of4(ip + 12);
	v->seen.to.ip = ip_of4(ip + 16);
	v->seen.ttl = ip[8];
	v->protocol = ip[9];
	v->ident = be16(ip + 4);
	v->to_group = (ip[16] & 0xf0) == 0xe0 || be32(ip + 16) == 0xffffffff;
}

bool view_plain(struct view *v, const struct frame *f)
{
	const uint8_t *p = f->bytes, *ip = p + ETHERNET;
	uint32_t n, header;

	if (f->captured < ETHERNET + IP4 + UDP || f->captured < f->wire || be16(p + 12) != 0x0800 ||
	    ip[0] != 0x45)
		return false;
	n = be16(ip + 2);
	if (n > f->captured - ETHERNET || (be16(ip + 6) & 0x3fff) || !(header = transport_header(ip, n)))
		return false;
	v->seen.when = f->when;
	v->seen.at = f->at;
	v->seen.bytes = v->wire = f->wire;
	memcpy(v->seen.to.mac.b, p, sizeof v->seen.to.mac.b);
	memcpy(v->seen.from.mac.b, p + 6, sizeof v->seen.from.mac.b);
	v->inside = LAYER_ETHERNET;
	v->type = 0x0800;
	take_ip(v, ip);
	v->to_group = v->to_group || p[0] & 1;
	take_transport(v, ip + IP4);
	v->rest = rd_of(p, f->captured);
	v->rest.at = ip + IP4 + header;
	v->rest.end = v->kind == VIEW_UDP ? ip + IP4 + be16(ip + IP4 + 4) : ip + n;
	v->claimed = (uint32_t)rd_left(&v->rest);
	return true;
}
