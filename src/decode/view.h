/* One frame read down to its innermost packet. A view borrows the frame's bytes; nothing here keeps state or
 * allocates, so views of a whole batch can be made before any table is touched.
 *
 * A tunnel ends a view (VIEW_TUNNEL): when its outside has been reported, view_inside() reads on into the
 * same view. A fragment does too (VIEW_FRAGMENT): view_whole() reads on with the reassembled payload. */
#ifndef MIMAMORI_DECODE_VIEW_H
#define MIMAMORI_DECODE_VIEW_H

#include "base/rd.h"
#include "decode/stack.h"

enum view_kind {
	VIEW_NOTHING,  /* no layer of it could be read: nobody was seen */
	VIEW_OPAQUE,   /* a link header and nothing a decoder could read (protected, damaged, unknown) */
	VIEW_ETHER,    /* a payload by ethertype */
	VIEW_LLC,      /* a payload by LLC service access points */
	VIEW_IP,       /* an IP packet without ports */
	VIEW_TCP,      /* rest is the segment's payload */
	VIEW_UDP,      /* rest is the datagram's payload */
	VIEW_FRAGMENT, /* a piece of an IP packet */
	VIEW_TUNNEL,   /* rest is a packet of its own */
};

/* Where reading goes on. Also the kind of what a tunnel holds. */
enum layer {
	LAYER_END,
	LAYER_ETHERNET,
	LAYER_SLL,
	LAYER_SLL2,
	LAYER_NULL,
	LAYER_PPP,
	LAYER_PPP_HDLC,
	LAYER_PPPOE,
	LAYER_WIFI,
	LAYER_RADIOTAP,
	LAYER_PPI,
	LAYER_PRISM,
	LAYER_NFLOG,
	LAYER_AMSDU,
	LAYER_LLC,
	LAYER_TYPE, /* by view.type, an ethertype */
	LAYER_IP,   /* by the version nibble */
	LAYER_IP4,
	LAYER_IP6,
	LAYER_IP6_MORE,  /* by view.protocol, an extension header or what it carries */
	LAYER_TRANSPORT, /* by view.protocol */
	LAYER_UNKNOWN,   /* a link type nothing is guessed from */
};

enum tcp_flag { TCP_FIN = 1, TCP_SYN = 2, TCP_RST = 4, TCP_PSH = 8, TCP_ACK = 16 };

/* UDP ports of tunnels. */
enum {
	PORT_VXLAN = 4789,
	PORT_VXLAN_GPE = 4790,
	PORT_VXLAN_LINUX = 8472, /* Linux' own, before the number was given out */
	PORT_GENEVE = 6081,
};

enum { VIEW_DEPTH = 8 }; /* tags, labels and tunnels inside one another */

struct view {
	struct sighting seen;
	struct rd later;  /* the frame holds more packets (802.11 A-MSDU): they begin here */
	struct rd rest;   /* what follows the headers read so far, padding taken off */
	struct rd radio;  /* 802.11: the frame from its own header on, without FCS; else empty */
	uint32_t wire;    /* bytes of the whole frame on the wire, also for what is inside a tunnel */
	uint32_t claimed; /* bytes `rest` had on the wire; more than are at hand when the frame was cut */
	enum view_kind kind;
	enum layer inside; /* VIEW_TUNNEL: what it holds */
	uint16_t type;     /* VIEW_ETHER: ethertype; VIEW_LLC: DSAP << 8 | SSAP */
	uint16_t from_port, to_port;
	uint8_t protocol; /* IP protocol number */
	uint8_t depth;
	uint8_t end; /* of its conversation, 0 or 1: who sent it */
	uint8_t tcp_flags;
	bool broken;       /* some layer makes no sense */
	bool cut;          /* by the snap length */
	bool secret;       /* encrypted below IP (802.11) */
	bool to_group;     /* multicast or broadcast */
	bool shut;         /* what 802.11 data frames carry is not read, but for EAPOL */
	bool more;         /* VIEW_FRAGMENT: not the last */
	bool untold;       /* its sighting waits until its conversation is found */
	bool copied;       /* a second copy of a frame seen just before (double mirror suspected) */
	uint16_t ident;    /* IPv4 identification */
	uint16_t checksum; /* of TCP or UDP, never verified */
	uint32_t offset;   /* VIEW_FRAGMENT: of rest, in bytes */
	uint32_t fragment; /* VIEW_FRAGMENT: identification */
	uint32_t seq, ack; /* TCP */
	uint64_t pair;     /* hash of the two addresses, either way round */
	uint64_t hash;     /* of the conversation; 0 when it belongs to none */
	uint64_t print;    /* what copies of it share; 0 not known yet (mirror.h) */
	const struct flow_slot *near; /* where its conversation most likely is (flow_prefetch()), or NULL */
};

/* Reads a frame; v->inside is LAYER_UNKNOWN for a link type that is not known. */
void view_frame(struct view *v, const struct frame *f);
/* The same, but what 802.11 data frames carry is left unread: only who sends to whom, and EAPOL. */
void view_frame_shut(struct view *v, const struct frame *f);
/* How many bytes of a frame are stored while radio is watched: of 802.11 data frames the headers, the IV or the
 * LLC header, and EAPOL whole; of everything else all of it. */
uint32_t view_radio_kept(const struct frame *f);
/* The same by layers alone, which read everything: view_frame() takes a shorter way to the same where a frame
 * is of the commonest make. */
void view_by_layers(struct view *v, const struct frame *f);
/* view-plain.c: the shorter way; false, and v untouched but for its zeros, when the frame is not of that
 * make. */
bool view_plain(struct view *v, const struct frame *f);
void view_inside(struct view *v);
void view_whole(struct view *v, const uint8_t *bytes, size_t n);
bool view_next(struct view *v); /* the next packet of a frame that holds several */
/* The packet an ICMP error quotes: its ends and ports, as far as quoted. */
void view_quoted(struct view *v, const struct view *error);

static inline bool view_has_flow(const struct view *v)
{
	return v->kind >= VIEW_IP && v->kind <= VIEW_FRAGMENT;
}

/* For the layers: takes a header of n bytes off, NULL when it is not there (then the view is at its end). */
static inline __attribute__((always_inline)) const uint8_t *view_header(struct view *v, size_t n)
{
	const uint8_t *p = rd_bytes(&v->rest, n);

	if (p)
		v->claimed = v->claimed > n ? v->claimed - (uint32_t)n : 0;
	else
		v->broken |= !v->cut;
	return p;
}

/* What is left was n bytes on the wire; anything behind that is padding. */
static inline void view_claim(struct view *v, uint32_t n)
{
	if (rd_left(&v->rest) > n)
		v->rest.end = v->rest.at + n;
	v->claimed = n;
}

static inline enum layer view_broken(struct view *v)
{
	v->broken = true;
	return LAYER_END;
}

/* Another layer of tags or tunnels: false when there are too many. */
static inline bool view_deeper(struct view *v) { return v->depth++ < VIEW_DEPTH; }

static inline uint16_t be16(const uint8_t *p) { return (uint16_t)(p[0] << 8 | p[1]); }

static inline uint32_t be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

enum layer layer_of_link(uint32_t link); /* LAYER_UNKNOWN: nothing is guessed from it */
enum layer layer_type(struct view *v);   /* view-type.c: tags, labels, PPPoE, ARP */
enum layer layer_of_type(unsigned ethertype);
enum layer layer_llc(struct view *v);
enum layer layer_ppp(struct view *v);
enum layer layer_link(struct view *v, enum layer link); /* view-link.c: all links but Ethernet and 802.11 */
enum layer layer_wifi(struct view *v, enum layer link); /* view-wifi.c */
enum layer layer_ip4(struct view *v);                   /* view-ip.c */
enum layer layer_ip6(struct view *v);
enum layer layer_ip6_more(struct view *v);
enum layer layer_transport(struct view *v); /* view-transport.c */
enum layer layer_gre(struct view *v);       /* view-tunnel.c */
enum layer layer_udp_tunnel(struct view *v);
enum layer layer_tunnel(struct view *v,
			enum layer inside); /* ends the view at a tunnel, if it holds something */

#endif
