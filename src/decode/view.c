/* The loop over layers, and the commonest of them. */
#include "decode/view.h"

static enum layer layer_ethernet(struct view *v)
{
	const uint8_t *p = view_header(v, 14);

	if (!p)
		return LAYER_END;
	v->kind = VIEW_OPAQUE;
	v->seen.to.mac = mac_of(p);
	v->seen.from.mac = mac_of(p + 6);
	v->to_group = p[0] & 1;
	v->type = be16(p + 12);
	if (v->type >= 0x600)
		return layer_of_type(v->type) == LAYER_IP4 ? LAYER_IP4 : LAYER_TYPE;
	if (v->type <=
	    v->claimed) /* IEEE 802.3: a length; longer ones are seen where offloading joined frames */
		view_claim(v, v->type);
	return LAYER_LLC;
}

static enum layer layer_ip(struct view *v)
{
	int first = rd_peek(&v->rest, 0);

	if (first < 0)
		return v->cut ? LAYER_END : view_broken(v);
	if (first >> 4 == 4)
		return LAYER_IP4;
	return first >> 4 == 6 ? LAYER_IP6 : view_broken(v);
}

enum layer layer_tunnel(struct view *v, enum layer inside)
{
	v->inside = inside;
	if (inside != LAYER_END && view_deeper(v))
		v->kind = VIEW_TUNNEL;
	return LAYER_END;
}

static void view_run(struct view *v, enum layer layer)
{
	while (layer != LAYER_END) {
		switch (layer) {
		case LAYER_ETHERNET:
			layer = layer_ethernet(v);
			break;
		case LAYER_TYPE:
			layer = layer_type(v);
			break;
		case LAYER_IP4:
			layer = layer_ip4(v);
			if (layer != LAYER_TRANSPORT)
				break;
			/* fall through */
		case LAYER_TRANSPORT:
			layer = layer_transport(v);
			break;
		case LAYER_IP6:
			layer = layer_ip6(v);
			break;
		case LAYER_IP6_MORE:
			layer = layer_ip6_more(v);
			break;
		case LAYER_IP:
			layer = layer_ip(v);
			break;
		case LAYER_LLC:
			layer = layer_llc(v);
			break;
		case LAYER_PPP:
			layer = layer_ppp(v);
			break;
		case LAYER_WIFI:
		case LAYER_RADIOTAP:
		case LAYER_PPI:
		case LAYER_PRISM:
		case LAYER_AMSDU:
			layer = layer_wifi(v, layer);
			break;
		default:
			layer = layer_link(v, layer);
			break;
		}
	}
}

enum layer layer_of_link(uint32_t link)
{
	static const struct {
		uint32_t link;
		enum layer layer;
	} links[] = {
		{LINK_ETHERNET, LAYER_ETHERNET},
		{LINK_NULL, LAYER_NULL},
		{LINK_LOOP, LAYER_NULL},
		{LINK_PPP, LAYER_PPP_HDLC},
		{LINK_PPP_HDLC, LAYER_PPP_HDLC},
		{LINK_PPP_PPPD, LAYER_PPP_HDLC},
		{LINK_RAW, LAYER_IP},
		{LINK_RAW_OLD, LAYER_IP},
		{14, LAYER_IP},
		{LINK_IPV4, LAYER_IP},
		{LINK_IPV6, LAYER_IP},
		{LINK_LINUX_SLL, LAYER_SLL},
		{LINK_LINUX_SLL2, LAYER_SLL2},
		{LINK_IEEE802_11, LAYER_WIFI},
		{LINK_IEEE802_11_RADIOTAP, LAYER_RADIOTAP},
		{LINK_IEEE802_11_PRISM, LAYER_PRISM},
		{LINK_PPI, LAYER_PPI},
		{LINK_NFLOG, LAYER_NFLOG},
		{LINK_PPP_ETHER, LAYER_PPPOE},
	};

	for (size_t i = 0; i < sizeof links / sizeof *links; i++)
		if (links[i].link == link)
			return links[i].layer;
	return LAYER_UNKNOWN;
}

static void read_layers(struct view *v, const struct frame *f, bool shut)
{
	enum layer layer = f->link == LINK_ETHERNET ? LAYER_ETHERNET : layer_of_link(f->link);

	memset(v, 0, sizeof *v);
	v->shut = shut;
	v->seen.when = f->when;
	v->seen.at = f->at;
	v->seen.bytes = v->wire = f->wire;
	v->rest = rd_of(f->bytes, f->captured);
	v->claimed = f->wire > f->captured ? f->wire : f->captured;
	v->cut = f->captured < f->wire;
	v->inside = layer;
	if (layer != LAYER_UNKNOWN)
		view_run(v, layer);
}

void view_frame(struct view *v, const struct frame *f)
{
	memset(v, 0, sizeof *v);
	if (f->link != LINK_ETHERNET || !view_plain(v, f))
		view_by_layers(v, f);
}

void view_frame_shut(struct view *v, const struct frame *f)
{
	memset(v, 0, sizeof *v);
	if (f->link != LINK_ETHERNET || !view_plain(v, f))
		read_layers(v, f, true);
}

void view_by_layers(struct view *v, const struct frame *f) { read_layers(v, f, false); }

/* What was seen so far was the outside of what comes now. */
static void view_anew(struct view *v)
{
	v->kind = VIEW_OPAQUE;
	v->hash = 0;
	v->to_group = v->secret = false;
	v->from_port = v->to_port = 0;
	v->seen.bytes = 0;
	v->seen.inner = true;
	v->seen.arp = v->seen.wifi_from = false;
	v->seen.from = v->seen.to = (struct who){{{0}}, {{0}}};
	v->seen.ttl = 0;
	v->inside = LAYER_END;
}

void view_inside(struct view *v)
{
	enum layer layer = v->inside;

	view_anew(v);
	view_run(v, layer);
}

bool view_next(struct view *v)
{
	if (rd_left(&v->later) < 14)
		return false;
	v->rest = v->later;
	v->later = rd_of(NULL, 0);
	v->claimed = (uint32_t)rd_left(&v->rest);
	v->depth = 0;
	view_anew(v);
	v->seen.inner = false;
	v->wire = 0; /* counted with the first */
	view_run(v, LAYER_AMSDU);
	return true;
}

void view_quoted(struct view *v, const struct view *error)
{
	memset(v, 0, sizeof *v);
	v->rest = error->rest;
	v->claimed = error->claimed;
	v->cut = true; /* as much as the sender saw fit */
	if (view_header(v, 8))
		view_run(v, LAYER_IP);
}

void view_whole(struct view *v, const uint8_t *bytes, size_t n)
{
	v->kind = VIEW_IP;
	v->rest = rd_of(bytes, n);
	v->claimed = (uint32_t)n;
	v->cut = false;
	v->offset = 0;
	view_run(v, ip_is4(v->seen.from.ip) ? LAYER_TRANSPORT : LAYER_IP6_MORE);
	if (v->kind == VIEW_FRAGMENT) { /* a fragment of a fragment */
		v->kind = VIEW_IP;
		v->broken = true;
	}
}
