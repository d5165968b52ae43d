/* Server-sent events: what core tells has changed goes to every page that listens (GET /api/v1/events). Only
 * with a session, a token or a screen's cookie (which hears of what it shows alone): core is asked once when
 * a stream begins, every minute, and whenever sessions changed. The last thousand events are kept: a page
 * that comes back says the last one it had (Last-Event-ID) and gets the others; one that was away for longer
 * is told once of every topic. A page that does not take what it is sent is cut off. */
#ifndef MIMAMORI_WEB_EVENTS_H
#define MIMAMORI_WEB_EVENTS_H

#include "serve/message.h"
#include "web/outgoing.h"

enum {
	EVENTS_KEPT = 1000,
	EVENTS_STREAMS = 4096,
	EVENTS_TOPIC = 24,
	EVENTS_QUEUE = 262144,
	EVENTS_PIECES = 2048
};

struct connection;
struct server;

struct events {
	struct server *server;
	struct event_kept {
		uint64_t seq;
		struct blob *blob;
		bool for_screens;
	} ring[EVENTS_KEPT];
	unsigned next, kept;
	uint64_t newest;
	uint32_t version;
	struct stream *first;
	unsigned streams;
	int64_t beat; /* when the next heartbeat is due */
	struct blob *heartbeat;
};

int events_open(struct events *e, struct server *s);
void events_close(struct events *e);
void events_told(void *server, const struct event_message *m); /* by core */
void events_tick(struct events *e);                            /* every second */

/* The request of c asks for the stream: it waits for core's word. */
void events_join(struct connection *c);
void events_leave(struct events *e, struct connection *c);

#endif
