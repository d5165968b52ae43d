/* From sensor to core: what decoding says, and at the end of each period what it cost and lost. Messages on a
 * channel (base/channel.h); both ends are one build on one machine, so numbers are in the machine's order.
 * Core trusts nothing of it: every length, enumeration and time is checked before anything is believed, and
 * one bad message means that the channel is to be closed.
 *
 * Sightings, and facts that are only counted, are gathered here first: equal ones (who, whom, VLAN, TTL ...)
 * become one until the period ends, or until another needs their place. What was not said in this period or
 * the last one goes out with the next tick, some half a second later; so do orders (commands that do more
 * than read). A message that finds the queue full is dropped and counted (`unsaid`): core could not keep up.
 * What a period tells, and news of interfaces, has room kept for it.
 *
 * `at.file` of what crosses is the number of a packet file (daemon/line.h), or the index of the input in a
 * replay; core makes a source of the site of it. */
#ifndef MIMAMORI_DECODE_RELAY_H
#define MIMAMORI_DECODE_RELAY_H

#include "base/channel.h"
#include "decode/stack.h"

enum { RELAY_VERSION = 3, RELAY_INTERFACES = 8, RELAY_NAME = 32, RELAY_TEXT = 256 };
enum { RELAY_LASTS_MAX = 60 * 1000000 }; /* us: the longest time that one sighting speaks of */
enum { RELAY_MESSAGE_MAX = FACT_PACKED_MAX + 16, RELAY_QUEUE_MAX = 16 << 20, RELAY_KEPT = 64 << 10 };

enum relay_kind {
	RELAY_HELLO = 1, /* first on each channel */
	RELAY_SIGHTING,
	RELAY_FACT,
	RELAY_FLOW,
	RELAY_PERIOD,
	RELAY_INTERFACE, /* an interface changed its state */
	RELAY_INPUT,     /* a replay: an input of it, and its counts so far */
	RELAY_TICK,      /* each second: what time it is, and whether anything can be seen */
};

/* Times that cross: from 1970 on, some 285 years. */
#define RELAY_TIME_MAX (INT64_C(1) << 53)

enum relay_state { RELAY_UP, RELAY_DOWN, RELAY_GONE, RELAY_REFUSED, RELAY_STATES };
enum relay_storing { RELAY_STORE_NOT, RELAY_STORE_WAITS, RELAY_STORE_GOES, RELAY_STORE_FULL, RELAY_STORINGS };

struct relay_hello {
	uint16_t version;
	uint8_t interfaces; /* RELAY_INTERFACE follows for each */
	bool payload;       /* packets are stored whole */
	bool replay;
	int64_t began;
	int64_t replay_first; /* as it was recorded; 0 not known yet */
};

struct relay_interface {
	uint8_t index, state; /* enum relay_state */
	int32_t error;        /* errno, when it is not up */
	int64_t since;
	char name[RELAY_NAME];
};

struct relay_input {
	uint8_t index;
	bool truncated, ended;
	uint32_t snaplen;
	uint64_t packets, bytes;
	int64_t first, last; /* as recorded; 0 no packet yet */
	char name[RELAY_TEXT], format[RELAY_NAME];
};

struct relay_tick {
	int64_t now;            /* the wall clock, which the times of what is told follow, in a replay, too */
	int64_t last;           /* time of the last frame, as it is told; 0 none yet */
	uint64_t frames;        /* since the last tick */
	uint8_t interfaces, up; /* how many are watched; of how many frames are read */
	bool replay, ended;     /* ended: nothing more comes of it */
};

/* Counts are of the period alone. */
struct relay_period {
	int64_t from, to;       /* by the frames' clock; by the wall clock when nothing came */
	int64_t now;            /* the wall clock at its end */
	uint64_t frames, bytes; /* all of it */
	uint64_t unsaid;
	uint64_t malformed, cut, duplicates, group, conversations, two_way;
	uint64_t fragments_dropped, stream_bytes_dropped, flows_evicted, talks_dropped, wifi_protected;
	int64_t clock_jump; /* us that the wall clock went forward (back: negative) beside the monotonic one
			     */

	uint32_t file;                    /* packet file this period lies in; 0 none */
	uint8_t storing;                  /* enum relay_storing */
	int32_t store_error;              /* errno while RELAY_STORE_FULL */
	uint64_t file_frames, file_bytes; /* in that file so far */
	int64_t file_first, file_last;    /* times in it; 0 none */
	uint32_t snaplen;                 /* of it; 0 whole frames */

	uint8_t interfaces;
	struct relay_meter {
		uint64_t frames, bytes, dropped;
		int64_t last; /* time of its last frame; 0 none */
	} meter[RELAY_INTERFACES];
};

/* --- sensor's side */

struct relay;

struct relay *relay_new(struct channel *to /* borrowed; may be closed and opened again between calls */);
void relay_free(struct relay *r);
struct decode_sink relay_sink(struct relay *r);
void relay_flush(struct relay *r);            /* what is held goes out: a period ends */
void relay_news(struct relay *r);             /* what is new of it */
uint64_t relay_unsaid(const struct relay *r); /* so far */

/* 0, or what channel_put() says. */
int relay_hello(struct relay *r, const struct relay_hello *h);
int relay_interface(struct relay *r, const struct relay_interface *i);
int relay_input(struct relay *r, const struct relay_input *i);
int relay_period(struct relay *r, const struct relay_period *p);
int relay_tick(struct relay *r, const struct relay_tick *t);

/* --- core's side */

struct relay_ear {
	void *ctx;
	struct decode_sink sink; /* of sightings, facts and flows */
	void (*hello)(void *ctx, const struct relay_hello *h);
	void (*interface)(void *ctx, const struct relay_interface *i);
	void (*input)(void *ctx, const struct relay_input *i);
	void (*period)(void *ctx, const struct relay_period *p);
	void (*tick)(void *ctx, const struct relay_tick *t);
};

/* One message to whom it concerns: 0, or -EBADMSG and nobody was told. */
int relay_take(const struct relay_ear *to, uint8_t kind, struct rd body);

#endif
