/* What a stack is, for the files of this room that work on it. */
#ifndef MIMAMORI_DECODE_INSIDE_H
#define MIMAMORI_DECODE_INSIDE_H

#include "decode/decoder.h"
#include "decode/flow.h"
#include "decode/fragment.h"
#include "decode/mirror.h"
#include "decode/naming.h"
#include "decode/radio.h"
#include "decode/shout.h"
#include "decode/speech.h"
#include "decode/stack.h"
#include "decode/statepool.h"
#include "decode/steady.h"
#include "decode/stream.h"
#include "decode/tally.h"
#include "decode/walks.h"

enum {
	BATCH = 32,
	FRESH_MAX = 4096,
	HEAD_KEEP = 4096,
	TALKS_MIN = 4,
	TALKS_MAX = 16384,
	TALK_STATE_MAX = 32 * 1024 * 1024
};

/* One direction's bytes between the wire and the decoder. */
struct lane {
	uint32_t kept_n; /* bytes in order that are not consumed yet; or, unnamed, the head */
	uint8_t smelled; /* payload segments looked at without a name */
	uint8_t likely;  /* enum protocol that found the head likely */
	bool hole;       /* bytes were lost before the next ones the decoder gets */
	bool enough;     /* the decoder wants no more from this side */
};

/* Where the kept ones of a lane lie. */
struct lane_kept {
	uint8_t *bytes;
	uint32_t room;
	struct packet at; /* the frame that brought the last of them */
	int64_t when;
};

/* What every frame that an end sends looks at. */
struct end {
	struct stream stream;
	struct steady steady;
};

/* A conversation whose payload is followed. In the order in which a frame looks at it, each part on cache lines of its
 * own: of the many conversations of a large plant most lie in memory that is far away, and it is lines that take time. */
struct conversation {
	struct flow_slot *flow; /* NULL: free */
	const struct decoder *decoder;
	void *state;
	uint32_t note[2];    /* by end: fact.note */
	struct lane lane[2]; /* by end */
	uint8_t broken;      /* in a row, without a message heard */
	uint8_t first;       /* the end that spoke first */
	bool sure, spoken;
	bool narrow;    /* its state is the first part alone (decoder.state_narrow) */
	uint8_t wanted; /* enum protocol it became (STARTTLS) */
	_Alignas(64) struct end end[2];
	_Alignas(64) struct tally tally;
	struct lane_kept kept[2]; /* by end */
};
_Static_assert(offsetof(struct conversation, end) == 64 && sizeof(struct end) == 64, "a cache line each");

/* A conversation's place in the order of last use. Kept apart from what it says: each packet moves one to the
 * front, and would fetch both its neighbours from memory. */
struct talk_order {
	uint16_t newer, older;
};

struct talks {
	struct conversation *list; /* 1-based, as order is: there 0 is the ring's own ends */
	struct talk_order *order;
	uint16_t used, free, max;
	struct state_pool states;
	struct stream_pool pool;
};

/* Flows that began and were not told: places of the cache, which may hold others by now. */
struct fresh {
	uint32_t slot[FRESH_MAX];
	unsigned count;
	bool more; /* than there was room for: all are to be looked at */
};

struct stack {
	struct decode_sink sink;
	struct speech_home home;
	struct stack_limits limits;
	struct stack_counts counts;
	struct flow_cache flows;
	struct naming naming;
	struct talks talks;
	struct fragments *fragments;
	struct mirror mirror;
	struct fresh fresh;
	struct shouts shouts;
	struct agreements *agreements; /* NULL before the first */
	struct walks walks;
	struct radio *radio; /* NULL before the first 802.11 frame */
	bool radio_read;     /* what data frames of it carry, too */
	bool sums;           /* what says nothing new may be told in sums */
	struct view views[BATCH];
	uint64_t scratch[DECODER_STATE_MAX / 8]; /* state of decoders that have no conversation */
};

/* talks.c: the table of conversations. */
int talks_init(struct talks *t, const struct stack_limits *limits);
void talks_clear(struct talks *t);
/* The conversation of a flow, made if need be (by ending the one unused for longest); NULL without memory. */
struct conversation *talk_of(struct stack *s, struct flow_slot *f);
/* Fetch ahead the conversation of a slot, then its decoder's state and what whoever listens has noted. */
void talk_prefetch(const struct talks *t, const struct flow_slot *f, const struct view *v);
void talk_prefetch_state(const struct stack *s, const struct flow_slot *f, const struct view *v);
void talk_drop(struct stack *s, struct flow_slot *f);
/* What its conversation (there is one) counted is told; of it, what one end sent. */
void talk_tell(struct stack *s, const struct flow_slot *f);
void steady_tell(struct stack *s, const struct flow_slot *f, unsigned end);
/* Gives it a decoder and its state; false when there is no memory for it. */
bool talk_name(struct stack *s, struct conversation *c, const struct decoder *d);
void talk_unname(struct stack *s, struct conversation *c);
/* All of its decoder's state, which so far is the first part of it (c->narrow); false without memory. */
bool talk_widen(struct stack *s, struct conversation *c);
/* Keeps bytes of a lane of c; false, and nothing kept, when there is no room. */
bool lane_keep(struct stack *s, struct conversation *c, struct lane *l, const uint8_t *bytes, size_t n);
void lane_forget(struct stack *s, struct conversation *c, struct lane *l);
static inline unsigned lane_end(const struct conversation *c, const struct lane *l)
{
	return l == &c->lane[1];
}

/* listen-*.c: payloads to decoders. Each returns whether the frame was broken by its payload. */
/* To be asked only with payload or a conversation, and not of a deaf flow. */
bool listen_tcp(struct stack *s, struct flow_slot *f, const struct view *v);
bool listen_datagram(struct stack *s, struct flow_slot *f, const struct view *v);
bool listen_frame(struct stack *s, const struct view *v);
/* The conversation (there is one) ends: what waits is heard. */
void listen_end(struct stack *s, struct flow_slot *f);

/* listen.c: what the above share. */
void speech_of(struct stack *s, const struct flow_slot *f, const struct view *v, struct emit *e);
/* The same in a conversation, of which end `from` speaks. */
void speech_in(struct stack *s, struct conversation *c, unsigned from, struct emit *e);
void talk_fill(struct talk *t, const struct flow_slot *f, unsigned from);
void flow_named(struct flow_slot *f, const struct decoder *d, enum role role, unsigned from);
/* The conversation went on as another protocol: it keeps the name it began with, its secrecy is the new
 * one's. */
void flow_became(struct flow_slot *f, const struct decoder *d);
void flow_said(struct flow_slot *f, const struct emit *e);

#endif
