/* The flow cache: a fixed number of 128-byte slots, four to a set. A conversation that finds its set full
 * takes the place of the one not seen for longest, which is reported as a part (struct flow) and forgotten;
 * so memory never grows, and each packet is in exactly one part. Ends: in a slot the two ends are 0 and 1 in
 * the order of their addresses and ports; which of them is the client is one bit, decided by SYN, content or
 * port. */
#ifndef MIMAMORI_DECODE_FLOW_H
#define MIMAMORI_DECODE_FLOW_H

#include "decode/decoder.h"
#include "decode/view.h"

#include <stdbool.h>

/* How it is known which end is the client; a better reason replaces a worse one. */
enum orientation { BY_PORT, BY_HINT, BY_CONTENT, BY_SYN };

enum flow_mark {
	FLOW_STARTED = 1,       /* the conversation's first packet is in this part */
	FLOW_MORE_THAN_SYN = 2, /* something other than bare SYN was seen */
	FLOW_SYN = 4,           /* isn is that of the client's SYN */
	FLOW_CLOSED = 8,        /* FIN both ways, or RST */
	FLOW_DEAF = 16, /* payload is no longer looked at: nothing named it, or the decoder has had enough */
	FLOW_UNREACHABLE = 32, /* ICMP said: no such port */
	FLOW_SURE = 64,        /* named by a decoder that was sure, or that has understood a message since */
	FLOW_SECRECY_SAID = 128, /* by emit_secrecy() */
};

/* What one end did; bits for end 0, shifted left by one for end 1. */
enum end_mark {
	END_PAYLOAD = 1,
	END_SYN_ACK = 4,
	END_RST = 16,
	END_FIN = 64,
	END_ENOUGH = 256,
	END_SENT = 1024,
	/* of the conversation, not of an end: */
	FLOW_TOLD = 4096,   /* a part of it was reported */
	FLOW_WAITED = 8192, /* it was too young to be told once (stack_tell_new()) */
	FLOW_LAST = 16384   /* of UDP: the last datagram was end 1's */
};

struct flow_slot {
	struct ip ip[2];
	uint16_t port[2];
	uint8_t transport;
	uint8_t client : 1, orientation : 2, secrecy : 2; /* client: which end */
	uint8_t marks;                                    /* enum flow_mark */
	uint8_t protocol;                                 /* enum protocol */
	struct mac mac[2];
	uint16_t end_marks;
	uint16_t talk; /* index + 1 of its conversation, 0 none */
	int64_t first, last;
	struct packet first_packet, last_packet;
	uint32_t packets[2], bytes[2], payload; /* packets[1]: sent by end 1 */
	uint32_t copy_bytes[2];                 /* of these, by suspected second copies */
	uint32_t copy_payload;
	uint16_t copies[2];
	union {
		uint32_t isn; /* TCP */
		struct {
			uint8_t likely[2]; /* UDP: decoder that found an end's bytes likely */
			uint8_t smelled, broken;
		};
	};
};

enum { FLOW_WAYS = 4 };

struct flow_set {
	uint32_t used[FLOW_WAYS]; /* when last, in frames; 0 free */
	uint16_t tag[FLOW_WAYS];
	bool evicted;      /* something was given up here: what looks new may have been known */
	uint8_t unused[7]; /* two sets to a cache line */
};

_Static_assert(sizeof(struct flow_slot) == 128, "a slot is two cache lines");

struct flow_cache {
	struct flow_slot *slots; /* on a cache line's border; the sets lie behind them */
	struct flow_set *sets;
	uint32_t set_mask, clock;
	uint64_t evicted;
};

int flow_cache_init(struct flow_cache *c, size_t slots); /* 0 or -ENOMEM */
void flow_cache_clear(struct flow_cache *c);

/* Fills in the view's end, pair and hash: what the cache finds it by. To be called again when ends or ports
 * change. */
void flow_hash(struct view *v);
uint64_t flow_pair(const struct ip *a, const struct ip *b);

void flow_prefetch_set(const struct flow_cache *c, const struct view *v);
/* The slot that is fetched: most likely this view's, or the one it will be given. The view notes it. */
const struct flow_slot *flow_prefetch(const struct flow_cache *c, struct view *v);

/* The slot of this view, or NULL. */
struct flow_slot *flow_find(struct flow_cache *c, const struct view *v);

/* A slot for a conversation that has none, to be handed to flow_start(). */
struct flow_claim {
	struct flow_slot *slot;
	bool given_up; /* it still holds another conversation, which had to give it up: to be told before */
	bool is_first; /* for flow_start() */
};

struct flow_claim flow_claim(struct flow_cache *c, const struct view *v);

void flow_cache_reset(struct flow_cache *c); /* every slot is free again */
void flow_each(struct flow_cache *c, void (*visit)(void *, struct flow_slot *), void *ctx);

/* A new conversation in a claimed slot, or in the slot of one that ended. */
void flow_start(struct flow_slot *f, const struct view *v, bool is_first);
void flow_count(struct flow_slot *f, const struct view *v);   /* a frame of it */
void flow_payload(struct flow_slot *f, const struct view *v); /* what a whole packet says: flags, payload */
void flow_orient(struct flow_slot *f, unsigned client, enum orientation why);
/* Has enough been seen of it to say what it is: named, or never to be; answered, or refused? */
bool flow_is_ripe(const struct flow_slot *f);
/* The counts so far were reported: what follows is another part of the same conversation. */
void flow_continue(struct flow_slot *f);
/* Does this packet begin another conversation between the same ends and ports? */
bool flow_restarts(const struct flow_slot *f, const struct view *v);

/* Of UDP, counted next: was the one before it the same end's, a moment ago? Only then can it be a copy. */
bool flow_goes_on(struct flow_slot *f, unsigned from, int64_t when);
/* Of UDP: four of five datagrams came twice. */
bool flow_doubled(const struct flow_slot *f);

/* The part as it is told; mirrored: its second copies are taken off. */
void flow_tell(const struct flow_slot *f, bool mirrored, struct flow *ret_flow);

#endif
