/* mimamori-web as a whole: one thread, one loop, and what its parts share. Nothing here parses or decides. */
#ifndef MIMAMORI_WEB_SERVER_H
#define MIMAMORI_WEB_SERVER_H

#include "base/loop.h"
#include "web/cache.h"
#include "web/events.h"
#include "web/metrics.h"
#include "web/peers.h"
#include "web/tls.h"
#include "web/upstream.h"

enum {
	SERVER_LISTENERS = 8,
	SERVER_CONNECTIONS = 12288, /* with more, the one that has been idle longest is closed */
	SERVER_BODIES = 64 << 20,   /* bytes of requests that are not yet whole, of all connections */
	SERVER_ANSWERS =
		256 << 20, /* bytes of answers that browsers have not yet taken, of all connections */
};

/* What a connection may take its time for; each its own list, in the order of deadlines. */
enum due { DUE_NEW, DUE_HEAD, DUE_IDLE, DUE_BODY, DUE_ANSWER, DUE_SEND, DUE_LINGER, DUE_STREAM, DUE_COUNT };

struct connection;

struct server {
	struct loop *loop;
	struct tls tls;
	int epoll;
	int listener[SERVER_LISTENERS];
	unsigned listeners;
	bool accepting; /* false: stopping */
	bool resting;   /* no descriptor was left a moment ago: whoever comes waits in the kernel */
	struct due_list {
		struct connection *first, *last;
	} due[DUE_COUNT];
	unsigned connections, connections_most;
	struct connection *dead; /* closed, not yet freed: this turn may still name them */
	struct peers *peers;
	struct upstream core;
	struct cache cache;
	struct events events;
	struct metrics metrics;
	size_t body_bytes, answer_bytes;
	int64_t now;   /* loop_clock() of this turn */
	int64_t wall;  /* seconds since 1970, told by main every second */
	char date[40]; /* of HTTP */
	bool stopping;
	int64_t stop_at;
};

/* 0 or negative errno. The loop and the opened tls stay the caller's. */
int server_open(struct server *s, struct loop *loop, unsigned descriptors);
void server_close(struct server *s);
int server_listen(struct server *s, int fd);      /* a listening socket becomes the server's */
void server_tick(struct server *s, int64_t wall); /* every second */
void server_stop(
	struct server *s); /* no more accepted; ends the loop when the last answer is out, or after 5 s */

#endif
