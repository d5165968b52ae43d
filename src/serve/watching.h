/* What core knows of the watching itself: interfaces, losses, what the mirror shows, the packet store, a
 * replay. It is the evidence's quality (GET /capture, the summary, /metrics). core/feed.h owns one and fills
 * it from what sensor tells at the end of each period; readers get a pointer (struct api) and only read, in
 * core's one thread. A reader process (fork) has the state of the moment it began. Counts are since serve
 * began unless said otherwise; a sensor that was started anew goes on counting. Times: us since 1970 UTC,
 * INT64_MIN never. */
#ifndef MIMAMORI_SERVE_WATCHING_H
#define MIMAMORI_SERVE_WATCHING_H

#include <stdbool.h>
#include <stdint.h>

enum { WATCHED_MAX = 8, WATCHED_NAME = 32, WATCHED_PERIODS = 120 };

enum watched_state {
	WATCHED_UP,      /* frames are read */
	WATCHED_DOWN,    /* it is there, but down: no cable, or switched off */
	WATCHED_GONE,    /* it is not there (any more); sensor looks for it again every second */
	WATCHED_REFUSED, /* sensor may not open it */
	WATCHED_STATES
};
extern const char *const watched_states[]; /* "up" "down" "gone" "refused", NULL-terminated */

struct watched_interface {
	char name[WATCHED_NAME];
	uint8_t state;          /* enum watched_state */
	int64_t since;          /* in this state */
	int64_t last;           /* its last frame */
	uint64_t frames, bytes; /* read by sensor */
	uint64_t dropped;       /* frames that the kernel or the card lost */
	uint64_t times_down;    /* how often it went down or away */
};

/* One period of some 5 s. Counts are of this period alone. */
struct watched_period {
	int64_t from, to;
	uint64_t frames, bytes;
	uint64_t dropped; /* by the kernel or the card */
	uint64_t unsaid;  /* messages that sensor had no room for, because core could not keep up */
	uint64_t malformed, duplicates, cut; /* frames: damaged, second copies, without their whole payload */
	struct {
		uint64_t frames, bytes, dropped;
	} interface[WATCHED_MAX]; /* as in capture_state.interface */
	int64_t clock_jump;       /* us the clock was set forward (or back, negative) in it; 0 none */
	uint32_t ms;              /* it took core so long to take it in */
};

/* Is this port mirrored at all, and both ways? Over the last minutes (the periods that are kept). */
enum watched_mirror {
	MIRROR_QUIET,     /* too little was seen to say */
	MIRROR_GOOD,      /* both directions of conversations are seen */
	MIRROR_ONE_WAY,   /* mostly one direction only */
	MIRROR_BROADCAST, /* nothing but broadcast and multicast: the port is not mirrored */
	MIRROR_STATES
};
extern const char *const watched_mirrors[]; /* "quiet" "good" "one-way" "broadcast" */

enum watched_storing {
	STORING_NOT,   /* not asked for, or a replay: the packets are in the file that is replayed */
	STORING_WAITS, /* no file was handed out yet */
	STORING_GOES,
	STORING_FULL, /* the disk is full, or the file could not be written: watching goes on without */
	STORING_STATES
};
extern const char *const watched_storings[]; /* "off" "waiting" "on" "full" */

struct capture_state {
	int64_t began;      /* serve */
	int64_t now;        /* by sensor's clock, at the end of the last period */
	int64_t last_frame; /* of any interface */
	bool sensor;        /* sensor's channel is open */
	uint64_t sensor_restarts;
	uint64_t broken; /* channels that were closed because of a bad message */

	struct watched_interface interface[WATCHED_MAX];
	unsigned interfaces; /* 0 with a replay */

	uint64_t frames, bytes, dropped, unsaid, malformed, duplicates, cut; /* sums of all periods */
	uint64_t periods;                                                    /* how many there were */
	struct watched_period
		period[WATCHED_PERIODS]; /* the last ones: number n lies at n % WATCHED_PERIODS */

	uint8_t mirror;                  /* enum watched_mirror */
	uint64_t conversations, two_way; /* TCP, of the last minutes: halved now and then, as are what they
					    are compared with */

	int64_t clock_jumped; /* when, the last time */
	int64_t clock_jump;   /* by how many us */
	uint64_t clock_jumps;

	uint8_t storing;                     /* enum watched_storing */
	int storing_error;                   /* errno while STORING_FULL */
	bool payload;                        /* packets are stored whole */
	uint64_t packet_files, packet_bytes; /* that lie there now */
	int64_t packets_from;                /* the oldest packet kept */

	bool replay;
	char replay_name[256]; /* base name of the file */
	int64_t replay_first;  /* time of its first frame as it was recorded; it is shown as at `began` */
	bool replay_ended;
	uint64_t replay_frames;

	struct watched_detecting {
		uint64_t signals, alarms; /* said by detectors; alarms that stand, shelved ones too */
		uint64_t dropped;         /* rows of detectors' tables that found no room */
		uint64_t lost;            /* signals that alarms had no room to list; counted in them */
		uint64_t bytes;           /* of detectors and alarms */
		uint64_t states_refused;  /* what was learnt and could not be read again */
		bool blind;               /* nothing can be seen now: nobody is called silent */
		uint32_t ms;              /* the last writing took */
	} detecting;

	int64_t judged;      /* when checks were last asked */
	uint32_t judging_ms; /* how long it took */
};

/* The i-th last period, 0 the newest; NULL when there are not so many. */
const struct watched_period *watched_period(const struct capture_state *s, unsigned i);

#endif
