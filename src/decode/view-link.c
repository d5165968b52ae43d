/* Links other than Ethernet and 802.11 (tcpdump.org/linktypes.html). */
#include "decode/view.h"

enum { ARPHRD_ETHER = 1, ARPHRD_LOOPBACK = 772, ARPHRD_WIFI = 801 };

/* What a Linux "cooked" header says about the sender; its receiver is not recorded. */
static enum layer cooked(struct view *v, unsigned hardware, unsigned packet_type, unsigned length,
			 const uint8_t *mac)
{
	bool ethernet = hardware == ARPHRD_ETHER || hardware == ARPHRD_LOOPBACK || hardware == ARPHRD_WIFI;

	v->kind = VIEW_OPAQUE;
	v->to_group = packet_type == 1 || packet_type == 2;
	if (ethernet && length == 6)
		v->seen.from.mac = mac_of(mac);
	if (v->type >= 0x600)
		return LAYER_TYPE;
	return v->type == 4 ? LAYER_LLC : LAYER_END; /* LINUX_SLL_P_802_2 */
}

static enum layer layer_sll(struct view *v)
{
	const uint8_t *p = view_header(v, 16);

	if (!p)
		return LAYER_END;
	v->type = be16(p + 14);
	return cooked(v, be16(p + 2), be16(p), be16(p + 4), p + 6);
}

static enum layer layer_sll2(struct view *v)
{
	const uint8_t *p = view_header(v, 20);

	if (!p)
		return LAYER_END;
	v->type = be16(p);
	return cooked(v, be16(p + 8), p[10], p[11], p + 12);
}

/* An address family in the byte order of the machine that captured. IPv6 has another number on each system.
 */
static enum layer layer_null(struct view *v)
{
	const uint8_t *p = view_header(v, 4);
	uint32_t family;

	if (!p)
		return LAYER_END;
	family = p[0] == 0 && p[1] == 0 ? be32(p) : (uint32_t)(p[0] | p[1] << 8);
	switch (family) {
	case 2:
		return LAYER_IP4;
	case 10:
	case 24:
	case 28:
	case 30:
		return LAYER_IP6;
	default:
		return LAYER_END;
	}
}

/* PPP in HDLC-like framing (RFC 1662), with or without address and control; pppd writes a direction there;
 * Cisco HDLC carries ethertypes. */
static enum layer layer_hdlc(struct view *v)
{
	int first = rd_peek(&v->rest, 0), second = rd_peek(&v->rest, 1);

	if (second == 0x03 && (first == 0xff || first <= 1))
		return view_header(v, 2) ? LAYER_PPP : LAYER_END;
	if (second == 0 && (first == 0x0f || first == 0x8f)) {
		const uint8_t *p = view_header(v, 4);

		v->type = p ? be16(p + 2) : 0;
		return v->type >= 0x600 ? LAYER_TYPE : LAYER_END;
	}
	return LAYER_PPP;
}

/* Attributes of length, type, value, padded to four, in the order of the machine that captured. */
static enum layer layer_nflog(struct view *v)
{
	enum { HARDWARE_ADDRESS = 8, PAYLOAD = 9 };
	const uint8_t *p = view_header(v, 4);
	uint8_t family = p ? p[0] : 0;

	while (p && (p = view_header(v, 4))) {
		bool big = p[0] == 0 && p[2] == 0 && p[3] != 0;
		unsigned length = big ? be16(p) : (unsigned)(p[0] | p[1] << 8);
		unsigned type = big ? be16(p + 2) : (unsigned)(p[2] | p[3] << 8);

		if (length < 4)
			return view_broken(v);
		length -= 4;
		if ((type & 0x7fff) == PAYLOAD) {
			view_claim(v, length);
			return family == 2 || family == 10 ? LAYER_IP : LAYER_END;
		}
		p = view_header(v, (length + 3) & ~3u);
		if (p && type == HARDWARE_ADDRESS && length >= 12 && be16(p) == 6)
			v->seen.from.mac = mac_of(p + 4);
	}
	return LAYER_END;
}

/* PPPoE without its Ethernet header: code 0 is a session. */
static enum layer layer_pppoe_bare(struct view *v)
{
	v->type = rd_peek(&v->rest, 1) == 0 ? 0x8864 : 0x8863;
	return LAYER_TYPE;
}

enum layer layer_link(struct view *v, enum layer link)
{
	switch (link) {
	case LAYER_SLL:
		return layer_sll(v);
	case LAYER_SLL2:
		return layer_sll2(v);
	case LAYER_NULL:
		return layer_null(v);
	case LAYER_PPP_HDLC:
		return layer_hdlc(v);
	case LAYER_PPPOE:
		return layer_pppoe_bare(v);
	case LAYER_NFLOG:
		return layer_nflog(v);
	default:
		return LAYER_END;
	}
}
