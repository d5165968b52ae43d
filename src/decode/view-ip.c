/* IPv4 (RFC 791) and IPv6 (RFC 8200) headers. Checksums are not verified: where the capturing host offloads
 * them they are wrong in every frame it sends. */
#include "decode/view.h"

/* The length the IP header gives, against what is there. 0 is what hosts write that leave segmenting to their
 * network card; a longer one than the frame is broken, and what is there is read all the same. */
static void ip_length(struct view *v, uint32_t length)
{
	if (length == 0)
		return;
	if (length <= v->claimed)
		view_claim(v, length);
	else
		v->broken = true;
}

enum layer layer_ip4(struct view *v)
{
	const uint8_t *p = view_header(v, 20);
	uint32_t header, total;
	uint16_t fragment;

	if (!p)
		return LAYER_END;
	header = (p[0] & 15u) * 4;
	total = be16(p + 2);
	if (p[0] >> 4 != 4 || header < 20 || (total && total < header))
		return view_broken(v);
	v->kind = VIEW_IP;
	v->seen.from.ip = ip_of4(p + 12);
	v->seen.to.ip = ip_of4(p + 16);
	v->seen.ttl = p[8];
	v->protocol = p[9];
	v->ident = be16(p + 4);
	v->to_group |= (p[16] & 0xf0) == 0xe0 || be32(p + 16) == 0xffffffff;
	if (header > 20 && !view_header(v, header - 20))
		return LAYER_END;
	ip_length(v, total ? total - header : 0);
	fragment = be16(p + 6);
	if (!(fragment & 0x3fff))
		return LAYER_TRANSPORT;
	v->kind = VIEW_FRAGMENT;
	v->fragment = v->ident;
	v->offset = (fragment & 0x1fffu) * 8;
	v->more = fragment & 0x2000;
	return LAYER_END;
}

static enum layer ip6_fragment(struct view *v)
{
	const uint8_t *p = view_header(v, 8);

	if (!p)
		return LAYER_END;
	v->protocol = p[0];
	v->offset = be16(p + 2) & 0xfff8u;
	v->more = p[3] & 1;
	v->fragment = be32(p + 4);
	if (v->offset == 0 && !v->more) /* an atomic fragment (RFC 6946) is whole */
		return LAYER_IP6_MORE;
	v->kind = VIEW_FRAGMENT;
	return LAYER_END;
}

/* Who a packet is really for, while it is routed by way of others (RFC 5095: type 0, still seen; RFC
 * 6275 6.4: type 2). */
static void ip6_final_destination(struct view *v, const uint8_t *p, const uint8_t *addresses)
{
	unsigned count = p[1] / 2;

	if ((p[2] == 0 || p[2] == 2) && p[3] > 0 && count > 0)
		v->seen.to.ip = ip_of6(addresses + (count - 1) * 16);
}

/* A mobile host's home address (RFC 6275 6.3) among destination options: it is who the packet is from. */
static void ip6_home_address(struct view *v, struct rd options)
{
	enum { PAD1 = 0, HOME_ADDRESS = 201 };

	while (rd_left(&options) >= 2) {
		unsigned type = rd_u8(&options);
		struct rd value;

		if (type == PAD1)
			continue;
		value = rd_sub(&options, rd_u8(&options));
		if (type == HOME_ADDRESS && rd_left(&value) == 16)
			v->seen.from.ip = ip_of6(value.at);
	}
}

/* One extension header of the form next, length in units of eight bytes less one, content. */
static bool ip6_extension(struct view *v)
{
	const uint8_t *p = view_header(v, 8), *more = p ? view_header(v, p[1] * 8u) : NULL;

	if (!more)
		return false;
	if (v->protocol == 43)
		ip6_final_destination(v, p, more);
	else if (v->protocol == 60)
		ip6_home_address(v, rd_of(p + 2, 6 + p[1] * 8u));
	v->protocol = p[0];
	return true;
}

/* Extension headers up to one that carries something (RFC 8200 4.1, RFC 7045). */
enum layer layer_ip6_more(struct view *v)
{
	for (unsigned n = 0; n < 16; n++) {
		switch (v->protocol) {
		case 0:   /* hop-by-hop options */
		case 43:  /* routing */
		case 60:  /* destination options */
		case 135: /* mobility */
		case 139: /* host identity */
		case 140: /* shim6 */
			if (!ip6_extension(v))
				return LAYER_END;
			break;
		case 44:
			return ip6_fragment(v);
		case 59: /* nothing follows */
			return LAYER_END;
		default:
			return LAYER_TRANSPORT;
		}
	}
	return view_broken(v);
}

enum layer layer_ip6(struct view *v)
{
	const uint8_t *p = view_header(v, 40);

	if (!p)
		return LAYER_END;
	if (p[0] >> 4 != 6)
		return view_broken(v);
	v->kind = VIEW_IP;
	v->seen.from.ip = ip_of6(p + 8);
	v->seen.to.ip = ip_of6(p + 24);
	v->seen.ttl = p[7];
	v->protocol = p[6];
	v->to_group |= p[24] == 0xff;
	ip_length(v, be16(p + 4));
	return LAYER_IP6_MORE;
}
