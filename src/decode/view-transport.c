/* TCP and UDP headers, and the tunnels that IP carries. */
#include "decode/view.h"

enum { IP_IN_IP4 = 4, IP_TCP = 6, IP_UDP = 17, IP_IN_IP6 = 41, IP_GRE = 47, IP_AH = 51, IP_ICMP6 = 58 };

static bool transport_ports(struct view *v)
{
	const uint8_t *p = v->rest.at;

	if (rd_left(&v->rest) < 4) {
		v->broken |= !v->cut;
		return false;
	}
	v->from_port = be16(p);
	v->to_port = be16(p + 2);
	return true;
}

static enum layer layer_tcp(struct view *v)
{
	const uint8_t *p;
	unsigned header;

	if (!transport_ports(v))
		return LAYER_END;
	p = view_header(v, 20);
	if (!p)
		return LAYER_END;
	header = (p[12] >> 4) * 4u;
	if (header < 20)
		return view_broken(v);
	v->seq = be32(p + 4);
	v->ack = be32(p + 8);
	v->tcp_flags = p[13];
	v->checksum = be16(p + 16);
	if (header > 20 && !view_header(v, header - 20))
		return LAYER_END;
	v->kind = VIEW_TCP;
	return LAYER_END;
}

static enum layer layer_udp(struct view *v)
{
	const uint8_t *p;
	unsigned length;

	if (!transport_ports(v))
		return LAYER_END;
	p = view_header(v, 8);
	if (!p)
		return LAYER_END;
	length = be16(p + 4);
	v->checksum = be16(p + 6);
	v->kind = VIEW_UDP;
	if (length >= 8 && length - 8 <= v->claimed)
		view_claim(v, length - 8);
	else if (length != 0) /* 0: a jumbogram, or segmentation offload */
		v->broken = true;
	switch (v->to_port) {
	case PORT_VXLAN:
	case PORT_VXLAN_GPE:
	case PORT_VXLAN_LINUX:
	case PORT_GENEVE:
		return layer_udp_tunnel(v);
	default:
		return LAYER_END;
	}
}

/* An authentication header (RFC 4302) hides nothing: what it vouches for follows. */
static enum layer layer_ah(struct view *v)
{
	const uint8_t *p = view_header(v, 12);

	if (!p)
		return LAYER_END;
	if (p[1] < 1)
		return view_broken(v);
	if (p[1] > 1 && !view_header(v, (p[1] - 1) * 4u))
		return LAYER_END;
	v->protocol = p[0];
	return ip_is4(v->seen.from.ip) ? LAYER_TRANSPORT : LAYER_IP6_MORE;
}

enum layer layer_transport(struct view *v)
{
	switch (v->protocol) {
	case IP_TCP:
		return layer_tcp(v);
	case IP_UDP:
		return layer_udp(v);
	case IP_ICMP6: /* neighbour discovery, RFC 4861: 133 to 137 */
		v->seen.arp = rd_peek(&v->rest, 0) >= 133 && rd_peek(&v->rest, 0) <= 137;
		return LAYER_END;
	case IP_IN_IP4:
		return layer_tunnel(v, LAYER_IP4);
	case IP_GRE:
		return layer_gre(v);
	case IP_AH:
		return layer_ah(v);
	case IP_IN_IP6:
		return layer_tunnel(v, LAYER_IP6);
	default:
		return LAYER_END;
	}
}
