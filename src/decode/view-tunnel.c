/* Packets that carry frames or packets of their own: GRE with ERSPAN and PPTP, VXLAN, GENEVE. */
#include "decode/view.h"

enum {
	TYPE_ERSPAN = 0x88be, /* types I and II */
	TYPE_ERSPAN_3 = 0x22eb,
	TYPE_BRIDGED = 0x6558,
	TYPE_ARUBA = 0x8200, /* to 83f0 and 9000: a wireless controller's 802.11 frames */
	TYPE_ARUBA_LAST = 0x83f0,
	TYPE_ARUBA_KEEP = 0x9000,
};

/* draft-foschiano-erspan: type I has no header and no sequence number, type II has 8 bytes, type III 12 and
 * perhaps a subheader of 8. */
static enum layer erspan(struct view *v, unsigned type, bool numbered)
{
	const uint8_t *p;

	if (type == TYPE_ERSPAN)
		return !numbered || view_header(v, 8) ? layer_tunnel(v, LAYER_ETHERNET) : LAYER_END;
	p = view_header(v, 12);
	if (!p || (p[11] & 1 && !view_header(v, 8)))
		return LAYER_END;
	return layer_tunnel(v, (p[10] >> 2 & 31) == 2 ? LAYER_IP : LAYER_ETHERNET);
}

/* RFC 2784, RFC 2890; version 1 is PPTP's (RFC 2637). */
enum layer layer_gre(struct view *v)
{
	enum { CHECKSUM = 0x80, ROUTING = 0x40, KEY = 0x20, SEQUENCE = 0x10, ACKNOWLEDGES = 0x80 };
	const uint8_t *p = view_header(v, 4);
	unsigned type, more = 0;
	bool pptp;

	if (!p)
		return LAYER_END;
	pptp = (p[1] & 7) == 1;
	if (p[0] & ROUTING || (p[1] & 7) > 1)
		return LAYER_END;
	type = be16(p + 2);
	more += p[0] & CHECKSUM ? 4 : 0;
	more += p[0] & KEY ? 4 : 0;
	more += p[0] & SEQUENCE ? 4 : 0;
	more += pptp && p[1] & ACKNOWLEDGES ? 4 : 0;
	if (more && !view_header(v, more))
		return LAYER_END;
	if (v->claimed == 0)
		return LAYER_END; /* a keep-alive, or PPTP's bare acknowledgement */
	if (type == TYPE_ERSPAN || type == TYPE_ERSPAN_3)
		return erspan(v, type, p[0] & SEQUENCE);
	if (type == TYPE_BRIDGED)
		return layer_tunnel(v, LAYER_ETHERNET);
	if ((type >= TYPE_ARUBA && type <= TYPE_ARUBA_LAST) || type == TYPE_ARUBA_KEEP)
		return layer_tunnel(v, LAYER_WIFI);
	v->type = (uint16_t)type;
	return layer_tunnel(v, pptp ? LAYER_PPP_HDLC : layer_of_type(type));
}

/* Does an Ethernet frame begin here? Asked where only a port says so. */
static bool looks_ethernet(const uint8_t *p)
{
	static const uint16_t usual[] = {0x0800, 0x86dd, 0x0806, 0x8100, 0x88a8, 0x88cc, 0x8847};
	unsigned type = be16(p + 12);

	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (usual[i] == type)
			return true;
	return type < 0x600;
}

/* RFC 7348 5. The group policy extension sets the first flag and fills in the third and fourth byte; the
 * generic protocol extension (port 4790) says in the fourth what it carries. */
static enum layer vxlan(struct view *v)
{
	enum { HAS_ID = 0x08, HAS_PROTOCOL = 0x04, MUST_BE_ZERO = 0x73 };
	static const enum layer carried[] = {LAYER_END, LAYER_IP4, LAYER_IP6, LAYER_ETHERNET};
	const uint8_t *p = v->rest.at;
	enum layer inside = LAYER_ETHERNET;

	if (rd_left(&v->rest) < 22 || !(p[0] & HAS_ID) || p[0] & MUST_BE_ZERO || p[7] != 0)
		return LAYER_END;
	if (p[0] & HAS_PROTOCOL)
		inside = p[3] < sizeof carried / sizeof *carried ? carried[p[3]] : LAYER_END;
	if (inside == LAYER_ETHERNET && !looks_ethernet(p + 8))
		return LAYER_END;
	if (inside == LAYER_END || !view_header(v, 8))
		return LAYER_END;
	return layer_tunnel(v, inside);
}

/* RFC 8926 3.4 */
static enum layer geneve(struct view *v)
{
	const uint8_t *p = v->rest.at;
	unsigned type, options;

	if (rd_left(&v->rest) < 8 || p[0] >> 6 != 0 || p[1] & 0x3f || p[7] != 0)
		return LAYER_END;
	type = be16(p + 2);
	options = (p[0] & 0x3fu) * 4;
	if (type != TYPE_BRIDGED && layer_of_type(type) == LAYER_END)
		return LAYER_END;
	if (!view_header(v, 8) || (options && !view_header(v, options)))
		return LAYER_END;
	return layer_tunnel(v, type == TYPE_BRIDGED ? LAYER_ETHERNET : layer_of_type(type));
}

enum layer layer_udp_tunnel(struct view *v) { return v->to_port == PORT_GENEVE ? geneve(v) : vxlan(v); }
