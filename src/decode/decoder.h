/* One protocol. A decoder is pure: a bounded reader and its conversation's small state in, facts out. No memory of its own,
 * no clock, no files, no opinion. Ports are hints, never proof.
 *
 * The stack shows the first bytes of each side to smells(); the first decoder that is SURE (or LIKELY and borne out by its
 * port or by the other side) owns the conversation. Then decode() gets what follows, in order, one side at a time: over TCP
 * a stream, over UDP one datagram a call, over ETHER one frame. It consumes whole messages only and answers:
 *
 *	HEARD   one whole message (or more) was consumed; called again while bytes are left
 *	MORE    short, not malformed: leave *in as it was; the stack keeps the bytes (at most DECODER_KEEP) until more come
 *	ENOUGH  nothing more is wanted from this side: the stack stops following its payload (it goes on counting)
 *	BROKEN  these bytes will never make sense: the frame is counted as malformed, the stack resynchronises
 *	WIDER   the state's first part is not enough (talk->narrow): called again with the same bytes and all of it
 *
 * Over UDP and ETHER there is no more to come: MORE means the datagram was cut, which is malformed unless the frame was cut
 * by the snap length.
 *
 * A stream may have a hole (lost segments, missed start): then state is kept, talk->hole is true for the first call after
 * it, and the bytes may begin in mid-message. */
#ifndef MIMAMORI_DECODE_DECODER_H
#define MIMAMORI_DECODE_DECODER_H

#include "decode/emit.h"
#include "fact/fact.h"

enum on { ON_TCP = 1, ON_UDP = 2, ON_ETHER = 4, ON_IP = 8, ON_LLC = 16 };
enum heard { HEARD, MORE, ENOUGH, BROKEN, WIDER };
enum side { FROM_CLIENT, FROM_SERVER };
enum depth { DEPTH_NAMED, DEPTH_IDENTITY, DEPTH_COMMANDS, DEPTH_VALUES };
enum secrecy { SECRECY_CLEAR, SECRECY_ENCRYPTED, SECRECY_UNKNOWN };

/* How surely these bytes are this protocol, and what they make of their sender. */
enum certainty { NOT_MINE, LIKELY, SURE };
enum role { ROLE_UNKNOWN, ROLE_CLIENT, ROLE_SERVER };
struct smell {
	uint8_t certainty, role;
};

enum { DECODER_KEEP = 64 * 1024, DECODER_STATE_MAX = 8192 };

/* What the bytes of a frame below IP begin with:
 *
 *	ON_ETHER  the payload behind the ethertype, tags taken off, padding included
 *	ON_LLC    the payload behind DSAP, SSAP and control (STP: 0x4242); SNAP of an organisation other than Ethernet's
 *	          (CDP): 0xaaaa, from the organisation code on (00 00 0c 20 00 ...)
 *	ON_IP     the IP payload
 *
 * Reassembled 802.11 management frames come ON_ETHER under a private ethertype, whole from frame control on, without FCS. */
enum { ETHERTYPE_WIFI_MGMT = 0xff01 };

/* One conversation as a decoder sees it. */
struct talk {
	void *state; /* decoder->state_size bytes, zero at the start, shared by both sides; NULL in smells()
		      */
	enum side side; /* who sends these bytes, as far as known (in smells(): FROM_CLIENT = the flow's lower
			   guess) */
	uint8_t transport;                 /* IP protocol number, 0 below IP */
	uint16_t from_port, to_port;       /* of these bytes */
	uint16_t client_port, server_port; /* of the conversation */
	uint16_t ethertype; /* ON_ETHER: type; ON_LLC: DSAP << 8 | SSAP; ON_IP: IP protocol number */
	bool hole;          /* bytes were lost just before these */
	bool cut;           /* the frame was cut by the snap length: what is missing was not recorded */
	bool to_group;      /* sent to a multicast or broadcast address */
	bool narrow;        /* of the state only decoder->state_narrow bytes are there */
};

struct decoder {
	enum protocol protocol;
	unsigned on;           /* set of enum on */
	const uint16_t *ports; /* hints, 0-terminated; ON_ETHER: ethertypes; ON_LLC: SAPs; ON_IP: IP protocol
				  numbers; may be NULL */
	/* The bytes with which a payload away from those ports can begin, in hexadecimal: "16 80-ff"; "":
	 * there it is never this protocol; NULL: any. Smells() is not asked of others. On its ports it always
	 * is. */
	const char *begins;
	enum depth depth;
	/* Below IP: a sender never sends the same bytes again within a millisecond, since they are numbered or,
	 * by their standard, far apart: what comes so is the copy of a double mirror. */
	bool said_once;
	enum secrecy secrecy; /* of a conversation of this protocol, unless emit_secrecy() says otherwise */
	size_t state_size;    /* at most DECODER_STATE_MAX */
	size_t state_clear; /* of it, how many bytes from its front are zero at first; 0: all. What lies behind them is
			       the decoder's to write before it reads: the places of requests that wait */
	size_t state_narrow; /* with how many bytes of it a conversation begins, state_clear among them; 0: with all. For
				those of whom one sender opens thousands: he does not take everybody's room */
	struct smell (*smells)(const struct talk *t, struct rd head);
	enum heard (*decode)(struct talk *t, struct rd *in, struct emit *e);
	/* Over TCP, may be NULL: the conversation is over (closed, or the capture ends): what still waits for
	 * an answer is told. */
	void (*over)(struct talk *t, struct emit *e);
};

/* All decoders, indexed by enum protocol; NULL where a token has none. Made by the build from the files in
 * proto/. */
extern const struct decoder *const decoders[PROTO_COUNT];

static inline size_t decoder_narrow(const struct decoder *d)
{
	return d->state_narrow ? d->state_narrow : d->state_size;
}

static inline size_t decoder_clears(const struct decoder *d)
{
	return d->state_clear ? d->state_clear : d->state_size;
}

/* For smells(): is one of these the talk's port, on either side? */
static inline bool talk_on_port(const struct talk *t, uint16_t port)
{
	return t->from_port == port || t->to_port == port;
}

static inline struct smell smell(enum certainty certainty, enum role role)
{
	return (struct smell){(uint8_t)certainty, (uint8_t)role};
}

#endif
