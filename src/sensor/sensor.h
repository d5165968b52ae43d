/* mimamori-sensor: frames in, facts out (DESIGN 3.1.4). What its files share. One thread, one loop; it opens
 *its interfaces or the file to replay, gives every right away, and from then on holds nothing but these, its
 *line to gate, its channel to core and one packet file. It never waits for core.
 *
 *	mimamori-sensor [--interface NAME]... [--ring MB] [--snaplen N] [--no-payload] [--no-packets]
 *			[--packets-mb N] [--period MS] [--replay FILE [--speed N]]
 *
 * Exit status: 0 asked to stop; 75 an interface came back and has to be opened anew: start me again; 64 bad
 * arguments; 66 the file to replay cannot be read. */
#ifndef MIMAMORI_SENSOR_SENSOR_H
#define MIMAMORI_SENSOR_SENSOR_H

#include "base/channel.h"
#include "base/loop.h"
#include "capture/capture.h"
#include "capture/live.h"
#include "capture/write.h"
#include "decode/relay.h"

enum { SENSOR_STOPPED = 0, SENSOR_USAGE = 64, SENSOR_NO_INPUT = 66, SENSOR_AGAIN = 75 };
enum { SENSOR_BATCH = 32, SENSOR_BATCH_BYTES = 1 << 17, SENSOR_TICK = 200 /* ms */ };
enum { SENSOR_NEWS_MS = 400, SENSOR_SECOND = 1000 }; /* how soon core hears what is new; what time it is */

struct sensor;

struct options {
	const char *interface[RELAY_INTERFACES];
	unsigned interfaces;
	struct live_options live;
	bool store, payload; /* packets are kept; whole */
	unsigned packets_mb; /* what all packet files together may take: a file is a sixteenth */
	unsigned period_ms;
	const char *replay;
	double speed; /* 1: as recorded; 0: as fast as it goes */
};

/* One interface. */
struct port {
	struct sensor *sensor;
	const char *name;
	struct live *live; /* NULL: it could not be opened */
	int index;         /* its number while it is open; 0 not known */
	struct relay_interface told;
	struct relay_meter now; /* of this period */
	uint64_t dropped;       /* as live_counts() said last */
};

/* The packet file that is written. */
struct packets {
	struct writer writer;
	int fd;          /* -1: none */
	uint32_t number; /* of its name; 0 none */
	uint32_t frames;
	int64_t first, last;
	int64_t began, asked,
		full; /* loop_clock(): this file, asked for another (0 not), nothing could be stored */
	enum relay_storing state;
	int error;
};

struct replay {
	struct capture *capture;
	bool ended;
	int64_t first;                    /* as recorded; INT64_MIN none yet */
	int64_t began;                    /* wall clock, when it was played */
	int64_t shown;                    /* what the frames of now are shown as */
	struct frame frame[SENSOR_BATCH]; /* read, and not yet due from `at` on */
	unsigned at, count;
};

struct sensor {
	struct options options;
	struct loop *loop;
	int status; /* exit status once the loop ends */

	struct channel core;
	bool heard;    /* core's channel was told hello */
	bool watching; /* frames are read: the first packet file is there, or there will be none */
	struct relay *relay;
	struct decode_sink to_core; /* relay's; what stack speaks to may shift times before it (replay.c) */
	struct stack *stack;

	struct port port[RELAY_INTERFACES];
	int links; /* netlink: which interfaces come and go; -1 */
	struct packets packets;
	struct replay replay;

	struct frame batch[SENSOR_BATCH]; /* copied: libpcap takes its bytes back */
	unsigned batched;
	size_t batch_used;
	uint8_t batch_bytes[SENSOR_BATCH_BYTES];

	struct relay_period period;
	struct stack_counts counted;  /* stack's counts when this period began */
	uint64_t unsaid;              /* relay's, likewise */
	int64_t period_began;         /* loop_clock() */
	int64_t told_news, told_tick; /* likewise */
	uint64_t frames, ticked;      /* of all periods; until the last tick */
	int64_t wall, monotonic; /* us, taken together: a jump shows when one goes on without the other */
};

/* clock.c: the only file here that reads one. */
int64_t wall_clock(void);      /* us since 1970 */
int64_t monotonic_clock(void); /* us */

/* arguments.c: 0 or SENSOR_USAGE, said on stderr. */
int arguments(struct options *o, int argc, char **argv);
void sensor_say(const char *what, const char *why); /* one line for the service's log */

/* ports.c: interfaces. */
void ports_open(struct sensor *s);  /* before the walls; what fails is told and waits */
void ports_watch(struct sensor *s); /* frames are read from now on */
void ports_count(struct sensor *s); /* what the kernel lost so far goes into the period */
void ports_tell(struct sensor *s);  /* all states, to a core that hears us anew */
void ports_close(struct sensor *s);
void port_state(struct port *p, enum relay_state state, int error);

/* links.c: what the kernel says of them. */
void links_open(struct sensor *s); /* before the walls */
void links_watch(struct sensor *s);

/* packets.c: the packet store's file. */
void packets_begin(struct sensor *s);
void packets_given(struct sensor *s, int32_t number, int fd); /* gate's answer; owns fd; -1 it has none now */
struct packet packets_add(struct sensor *s, const struct frame *f); /* where it lies; n 0: nowhere */
void packets_flush(struct sensor *s);
void packets_tick(struct sensor *s);
void packets_end(struct sensor *s);
bool packets_wait(const struct sensor *s); /* the first file is not there yet */

/* headers.c: how many bytes of a frame are headers, up to the one of its transport. */
uint32_t headers_length(const struct frame *f);

/* replay.c */
int replay_open(struct sensor *s); /* before the walls: 0 or SENSOR_NO_INPUT */
void replay_watch(struct sensor *s);
void replay_tell(struct sensor *s);
struct decode_sink replay_sink(struct sensor *s);

/* frames.c: into the stack. */
void frames_take(void *sensor, const struct frame *f); /* a frame, borrowed */
void frames_flush(struct sensor *s);

/* news.c: what is new is told at once, and each second what time it is. */
void news_tick(struct sensor *s);
void news_tell(struct sensor *s); /* now */

/* period.c */
void period_begin(struct sensor *s);
void period_end(struct sensor *s); /* tells it, and begins the next */
void period_tick(struct sensor *s);
void core_hello(struct sensor *s);

#endif
