/* What the files of feed share. Inside core only. */
#ifndef MIMAMORI_CORE_FEED_PARTS_H
#define MIMAMORI_CORE_FEED_PARTS_H

#include "assess/life_states.h"
#include "base/channel.h"
#include "core/feed.h"
#include "decode/relay.h"
#include "inventory/inventory.h"
#include "inventory/save.h"
#include "store/digest.h"
#include "store/site.h"

enum { FEED_SOURCES = 64 };

/* A file that packets are numbered in, and the row of `source` that it is. */
struct feed_source {
	bool used,
		is_input; /* of a replay; else a packet file, or number 0: packets that are stored nowhere */
	uint32_t number;
	struct save_source row;
	char name[RELAY_TEXT], format[RELAY_NAME];
	uint64_t bytes, dropped; /* of the packet file; dropped: not yet saved */
};

/* What was gathered and is not yet in the site. */
struct gathered {
	bool any;
	int64_t from, to;
	struct stack_counts counts;
};

struct feed {
	struct feed_core core;
	struct channel channel; /* fd -1: no sensor */
	bool greeted, replay;
	struct inventory *inventory;
	struct decode_sink sink;            /* inventory's */
	const struct decode_sink *listener; /* or NULL */
	struct feed_source source[FEED_SOURCES];
	unsigned next_source;          /* the one whose place is taken next */
	struct feed_source *latest;    /* of this period */
	struct gathered now, kept;     /* now: in inventory; kept: in run */
	struct store *period;          /* where runs are written, one after the other; NULL: not made */
	struct store *run;             /* the same while it holds what could not be saved yet; else NULL */
	bool ending;                   /* nothing more is to come for now */
	bool fresh;                    /* something new since the checks were asked */
	int64_t judged, sealed, saved; /* loop_clock() */
	int64_t save_took;             /* ms that the last saving took, judging included */
	int64_t took;                  /* ms that the last judging took */
	bool ever_judged;
	struct life_moves moves;
	const struct feed_source *writing; /* the packet file of the last period */
	struct feed_digest {
		int fd, timer; /* -1 */
		struct digest sha;
		char name[RELAY_TEXT];
		int64_t source, size;
	} digest;
	struct capture_state state;
	struct feed_mirror {
		uint64_t periods, frames, group;
	} mirror; /* sums of some minutes */
};

/* feed_state.c */
void state_hello(struct feed *f, const struct relay_hello *h);
void state_interface(struct feed *f, const struct relay_interface *i);
void state_input(struct feed *f, const struct relay_input *i);
void state_period(struct feed *f, const struct relay_period *p);
void state_took(struct feed *f, int64_t ms); /* the last period, to be saved */
void state_files(struct feed *f, struct store *site);
void state_file_gone(struct feed *f, struct store *site, uint32_t number);

/* feed_source.c: where a packet lies, as the site counts. */
struct packet source_packet(struct feed *f, struct packet at);
void source_grow(struct feed *f, const struct relay_period *p);
void source_input(struct feed *f, const struct relay_input *i);
int sources_save(struct feed *f, struct store *site); /* in a transaction */

/* feed_digest.c: a packet file that is finished goes into the journal with its hash. */
void digest_begin(struct feed *f, const struct feed_source *s);
void digest_finish(struct feed *f, const struct feed_source *last);

/* feed_save.c */
void save_gathered(struct feed *f);
void save_end(struct feed *f);
int feed_begin(struct store *site); /* a transaction, for which nobody is waited long */

#endif
