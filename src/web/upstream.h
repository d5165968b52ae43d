/* The channel to core: questions asked, answers matched by number. Core may be away (it is being started
 * anew): then nothing can be asked, and what was asked is told so. Core is believed no more than its messages
 * parse. */
#ifndef MIMAMORI_WEB_UPSTREAM_H
#define MIMAMORI_WEB_UPSTREAM_H

#include "base/loop.h"
#include "serve/message.h"

enum { UPSTREAM_ASKS = 4096 };

/* One part of an answer; NULL: core went away, no more will come. The last (more = 0, or NULL) ends the
 * question. */
typedef void upstream_answer_fn(void *ctx, const struct response *r);
typedef void upstream_event_fn(void *ctx, const struct event_message *e);

struct upstream {
	struct channel channel; /* fd -1: core is away */
	struct loop *loop;
	struct upstream_ask {
		uint64_t id; /* 0: free */
		upstream_answer_fn *fn;
		void *ctx;
		int next_free;
	} ask[UPSTREAM_ASKS];
	int first_free; /* -1 */
	unsigned asked;
	uint64_t turns;
	upstream_event_fn *event;
	void *event_ctx;
};

void upstream_open(struct upstream *u, struct loop *loop, upstream_event_fn *event, void *ctx);
void upstream_close(struct upstream *u);
/* A new socket to core, in the place of an earlier one. */
void upstream_take(struct upstream *u, int fd);
bool upstream_is_up(const struct upstream *u);

/* r->id is set here. Returns the question's number, or 0: core is away or takes no more now. */
uint64_t upstream_ask(struct upstream *u, struct request *r, upstream_answer_fn *fn, void *ctx);
void upstream_forget(struct upstream *u, uint64_t id); /* its answer is for nobody */

#endif
