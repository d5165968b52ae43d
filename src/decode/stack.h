/* Frames to conversations: link, network, transport, fragments, tunnels, reassembly under a budget, flows,
 * and the naming of flows by content. Owns its tables; all of them bounded; what they drop is counted
 * (stack_limits). Deterministic: the same frames give the same calls. */
#ifndef MIMAMORI_DECODE_STACK_H
#define MIMAMORI_DECODE_STACK_H

#include "capture/capture.h"
#include "fact/fact.h"

/* One frame's (or tunnelled inner frame's) sender and receiver, for the device table. mac none: the link
 * shows none. */
struct sighting {
	int64_t when;
	struct packet at;
	struct who from, to;
	uint32_t bytes; /* wire length of the frame; 0 for an inner frame (already counted outside) */
	uint16_t vlan;  /* outermost, 0 none */
	uint8_t ttl;    /* IP TTL or hop limit, 0 below IP */
	bool inner;     /* inside a tunnel */
	bool arp;       /* an ARP or ND frame: its IP is a claim of an on-link host */
	bool wifi_from; /* 802.11: the sender is the radio station itself */
	bool air;       /* 802.11: heard in the air, where the neighbours are, too */
	/* Several equal ones in one (relay.h): how many more, and for how many us they went on after `when`;
	 * bytes is the sum, `at` the first. The stack itself tells each by itself: both 0. */
	uint32_t more, lasts;
};

/* Of the same two, in the same way: one may stand for both (`more`). */
static inline bool sighting_same_ends(const struct sighting *a, const struct sighting *b)
{
	return a->vlan == b->vlan && a->ttl == b->ttl && a->inner == b->inner && a->arp == b->arp &&
	       a->wifi_from == b->wifi_from && a->air == b->air &&
	       memcmp(&a->from, &b->from, sizeof a->from) == 0 && memcmp(&a->to, &b->to, sizeof a->to) == 0;
}

enum flow_answered { FLOW_UNANSWERED, FLOW_ANSWERED, FLOW_REFUSED };

/* A conversation, or the part of one since it was last reported. Any IP protocol makes one; ports are 0 where
 * it has none. Its ends are the innermost addresses: what a tunnel carries, not the tunnel. Later fragments
 * belong to the conversation of their first, as soon as that has been seen; a packet that an ICMP error
 * quotes belongs to none. */
struct flow {
	struct who client, server;
	uint16_t client_port, server_port; /* 0 where the transport has none */
	uint8_t transport;                 /* IP protocol number */
	uint8_t encrypted;                 /* enum secrecy */
	uint8_t answered; /* enum flow_answered: the server sent something / refused (RST to SYN, ICMP) */
	bool oriented;    /* by SYN or content; else by the higher port */
	bool started;     /* the first packet of the conversation is in this part: counts as one connection */
	bool payload_seen, bare_syn;   /* bare_syn: nothing but unanswered SYN: a scan's share */
	uint16_t protocol;             /* enum protocol */
	uint64_t packets, bytes;       /* both directions together; bytes on the wire as capinfos counts */
	uint64_t packets_up, bytes_up; /* of these, from the client */
	uint64_t payload;              /* payload bytes, both directions */
	int64_t first, last;
	struct packet first_packet, last_packet;
};

struct decode_sink {
	void *ctx;
	void (*sighting)(void *ctx, const struct sighting *s);
	void (*fact)(void *ctx, const struct fact *f);
	void (*flow)(
		void *ctx,
		const struct flow *f); /* ended, evicted, or at the end: each packet is in exactly one part */
	/* May be NULL. A frame of an end whose note (fact.note) this is comes soon: time to fetch from memory
	 * what the note stands for. */
	void (*soon)(void *ctx, uint32_t note);
	/* May be NULL: then a value is told as a fact of FACT_POINT. */
	void (*reading)(void *ctx, const struct reading *r);
};

struct stack_limits {
	size_t flows;          /* slots of the flow cache (131,072) */
	size_t stream_bytes;   /* all reassembly buffers together (8 MiB) */
	size_t fragment_bytes; /* all fragments waiting (1 MiB) */
};

struct stack_counts {
	uint64_t packets, bytes; /* all frames given */
	uint64_t malformed;      /* frames in which some layer was broken */
	uint64_t payload_cut;    /* frames cut by a snap length */
	uint64_t duplicates;     /* second copies set aside (double mirror) */
	uint64_t fragments_dropped, stream_bytes_dropped, flows_evicted, talks_dropped;
	struct {
		uint32_t link;
		uint64_t packets;
	} unsupported[32]; /* link types nothing is guessed from */
	unsigned unsupported_count;
	uint64_t tcp_conversations, tcp_two_way; /* for "mirror incomplete" */
	uint64_t wifi_protected;                 /* 802.11 data frames that are encrypted */
	uint64_t group_frames;                   /* broadcast and multicast frames */
};

struct stack;

struct stack *stack_new(const struct stack_limits *limits /* NULL: the defaults */,
			const struct decode_sink *sink);
/* What 802.11 data frames carry in clear is read, too. Unless this is asked for, only their headers are, and
 * EAPOL: radio brings the neighbours' words along. */
void stack_read_radio(struct stack *s);
/* What says nothing new may be told in sums, for whoever only counts it: requests that repeat what was asked before, and
 * their answers (decode/tally.h); frames of who goes on sending (decode/steady.h). */
void stack_sum(struct stack *s);
void stack_take(struct stack *s, const struct frame *frames, unsigned count); /* a batch, in order */
void stack_end(struct stack *s);                                              /* reports every open flow */
/* Reports every open flow's part since it was last reported; the flows go on. Each packet is in exactly one
 * part all the same. */
void stack_tell(struct stack *s);
/* Likewise, but only of flows that began and of which no part was reported yet; one of which too little was
 * seen to say what it is waits for the next call, not longer. Costs as much as there are of these. */
void stack_tell_new(struct stack *s);
const struct stack_counts *stack_counts(const struct stack *s);
void stack_free(struct stack *s);

#endif
