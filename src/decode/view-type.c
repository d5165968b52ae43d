/* What an ethertype, an LLC header or a PPP protocol number announces. */
#include "decode/decoder.h"
#include "decode/view.h"

enum {
	TYPE_IP4 = 0x0800,
	TYPE_ARP = 0x0806,
	TYPE_TEB = 0x6558, /* transparent Ethernet bridging */
	TYPE_VLAN = 0x8100,
	TYPE_IP6 = 0x86dd,
	TYPE_PPP = 0x880b,
	TYPE_MPLS = 0x8847,
	TYPE_MPLS_GROUP = 0x8848,
	TYPE_PPPOE = 0x8864,
	TYPE_QINQ = 0x88a8,
	TYPE_MACSEC = 0x88e5,
	TYPE_BACKBONE = 0x88e7, /* IEEE 802.1ah: a customer's frame in a provider's */
	TYPE_VNTAG = 0x8926,
	TYPE_HSR = 0x892f,
	TYPE_QINQ_OLD = 0x9100,
	TYPE_QINQ_OLDER = 0x9200,
};

static enum layer layer_vlan(struct view *v)
{
	const uint8_t *p = view_header(v, 4);

	if (!p || !view_deeper(v))
		return LAYER_END;
	if (!v->seen.vlan)
		v->seen.vlan = be16(p) & 0xfff;
	v->type = be16(p + 2);
	if (v->type >= 0x600)
		return LAYER_TYPE;
	if (v->type <= v->claimed)
		view_claim(v, v->type);
	return LAYER_LLC;
}

/* Cisco VN-Tag (a word of virtual interfaces) and the ring tag of IEC 62439-3 (path and size, sequence
 * number): four bytes, then the inner type. */
static enum layer layer_tag(struct view *v)
{
	const uint8_t *p = view_header(v, 6);

	if (!p || !view_deeper(v))
		return LAYER_END;
	v->type = be16(p + 4);
	return LAYER_TYPE;
}

/* IEEE 802.1AE where it only signs: the payload is there, and 16 bytes of check value behind it. Encrypted it
 * is what it is. */
static enum layer layer_macsec(struct view *v)
{
	enum { SCI = 0x20, ENCRYPTED = 0x08, CHANGED = 0x04, CHECK = 16 };
	const uint8_t *p = v->rest.at;

	v->kind = VIEW_ETHER;
	if (rd_left(&v->rest) < 6 || p[0] & (ENCRYPTED | CHANGED) || v->claimed < 8 + CHECK)
		return LAYER_END;
	if (!view_deeper(v) || !view_header(v, p[0] & SCI ? 14 : 6) || !(p = view_header(v, 2)))
		return LAYER_END;
	if (v->claimed >= CHECK)
		view_claim(v, v->claimed - CHECK);
	v->kind = VIEW_OPAQUE;
	v->type = be16(p);
	return LAYER_TYPE;
}

/* RFC 3032. The label says nothing about what it carries: the first nibble does (RFC 4928); an Ethernet
 * pseudowire begins with a control word of zero (RFC 4385) or with the frame itself. */
static enum layer layer_mpls(struct view *v)
{
	const uint8_t *p;

	do {
		p = view_header(v, 4);
		if (!p || !view_deeper(v))
			return LAYER_END;
	} while (!(p[2] & 1));
	switch (rd_peek(&v->rest, 0) >> 4) {
	case 4:
		return LAYER_IP4;
	case 6:
		return LAYER_IP6;
	case 0:
		return rd_left(&v->rest) > 18 && view_header(v, 4) ? layer_tunnel(v, LAYER_ETHERNET)
								   : LAYER_END;
	default:
		return LAYER_END;
	}
}

/* RFC 2516: version and type, code, session, length. */
static enum layer layer_pppoe(struct view *v)
{
	const uint8_t *p = view_header(v, 6);

	if (!p || !view_deeper(v))
		return LAYER_END;
	if (p[0] != 0x11)
		return view_broken(v);
	if (be16(p + 4) <= v->claimed)
		view_claim(v, be16(p + 4));
	return LAYER_PPP;
}

/* RFC 1661, with the one-byte form of RFC 1661 6.5. */
enum layer layer_ppp(struct view *v)
{
	int first = rd_peek(&v->rest, 0);
	const uint8_t *p = view_header(v, first >= 0 && first & 1 ? 1 : 2);

	if (!p)
		return LAYER_END;
	switch (first & 1 ? first : be16(p)) {
	case 0x21:
		return LAYER_IP4;
	case 0x57:
		return LAYER_IP6;
	case 0x281: /* MPLS, unicast and multicast (RFC 3032 4.3) */
	case 0x283:
		v->type = 0x8847;
		return LAYER_TYPE;
	default:
		return LAYER_END;
	}
}

/* RFC 826: an Ethernet/IPv4 one names two hosts; the decoder says the rest. */
static enum layer layer_arp(struct view *v)
{
	static const uint8_t ethernet_ip4[6] = {0, 1, 8, 0, 6, 4};
	const uint8_t *p = v->rest.at;

	v->seen.arp = true;
	v->kind = VIEW_ETHER;
	if (rd_left(&v->rest) < 28)
		return v->cut ? LAYER_END : view_broken(v);
	if (memcmp(p, ethernet_ip4, 6) != 0)
		return LAYER_END;
	if (be32(p + 14) != 0 && mac_same(mac_of(p + 8), v->seen.from.mac))
		v->seen.from.ip = ip_of4(p + 14);
	if (be32(p + 24) != 0)
		v->seen.to.ip = ip_of4(p + 24);
	return LAYER_END;
}

/* IEEE 802.2. Unnumbered control is one byte, the others two. SNAP with Ethernet's own organisation code
 * carries an ethertype; other organisations (CDP: 00000C) go to the decoders as LLC, from the organisation
 * code on. */
enum layer layer_llc(struct view *v)
{
	static const uint8_t novell_raw[2] = {0xff, 0xff};
	const uint8_t *p = v->rest.at;

	if (rd_starts(&v->rest, novell_raw, 2)) {
		v->type = 0xffff;
		v->kind = VIEW_LLC;
		return LAYER_END;
	}
	p = view_header(v, 3);
	if (!p)
		return LAYER_END;
	v->type = be16(p);
	v->kind = VIEW_LLC;
	if ((p[2] & 3) != 3)
		return view_header(v, 1) ? LAYER_END : LAYER_END;
	if (v->type != 0xaaaa || rd_left(&v->rest) < 5)
		return LAYER_END;
	p = v->rest.at;
	if ((p[0] | p[1] | p[2]) != 0 && !(p[0] == 0 && p[1] == 0 && p[2] == 0xf8)) /* 0000f8: IEEE 802.1H */
		return LAYER_END;
	p = view_header(v, 5);
	v->kind = VIEW_OPAQUE;
	v->type = be16(p + 3);
	return LAYER_TYPE;
}

enum layer layer_of_type(unsigned ethertype)
{
	switch (ethertype) {
	case TYPE_IP4:
		return LAYER_IP4;
	case TYPE_IP6:
		return LAYER_IP6;
	case TYPE_ARP:
	case TYPE_VLAN:
	case TYPE_QINQ:
	case TYPE_MPLS:
	case TYPE_MPLS_GROUP:
		return LAYER_TYPE;
	case TYPE_PPP:
		return LAYER_PPP_HDLC;
	default:
		return LAYER_END;
	}
}

enum layer layer_type(struct view *v)
{
	switch (v->type) {
	case TYPE_IP4:
		return LAYER_IP4;
	case TYPE_IP6:
		return LAYER_IP6;
	case TYPE_ARP:
		return layer_arp(v);
	case TYPE_VLAN:
	case TYPE_QINQ:
	case TYPE_QINQ_OLD:
	case TYPE_QINQ_OLDER:
		return layer_vlan(v);
	case TYPE_VNTAG:
	case TYPE_HSR:
		return layer_tag(v);
	case TYPE_MACSEC:
		return layer_macsec(v);
	case TYPE_BACKBONE:
		return view_header(v, 4) ? layer_tunnel(v, LAYER_ETHERNET) : LAYER_END;
	case TYPE_MPLS:
	case TYPE_MPLS_GROUP:
		return layer_mpls(v);
	case TYPE_PPPOE:
		return layer_pppoe(v);
	case TYPE_PPP:
		return LAYER_PPP;
	case TYPE_TEB:
		return layer_tunnel(v, LAYER_ETHERNET);
	default:
		v->kind = VIEW_ETHER;
		return LAYER_END;
	}
}
