/* Packets that carry frames or packets of their own: GRE with ERSPAN and PPTP, VXLAN, GENEVE. */
#include "decode/view.h"

enum {
	TYPE_ERSPAN = 0x88be, /* types I and II */
	TYPE_ERSPAN_3 = 0x22eb,
	TYPE_BRIDGED = 0x6558,
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

/* RFC 7348 5; the group policy extension sets more flags and fills in the third and fourth byte. */
static bool is_vxlan(const struct view *v)
{
	const uint8_t *p = v->rest.at;

	return rd_left(&v->rest) >= 22 && p[0] & 0x08 && !(p[0] & 0x77) && p[7] == 0 && looks_ethernet(p + 8);
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

enum layer layer_udp_tunnel(struct view *v)
{
	if (v->to_port == PORT_GENEVE)
		return geneve(v);
	if ((v->to_port == PORT_VXLAN || v->to_port == PORT_VXLAN_LINUX) && is_vxlan(v) && view_header(v, 8))
		return layer_tunnel(v, LAYER_ETHERNET);
	return LAYER_END;
}
