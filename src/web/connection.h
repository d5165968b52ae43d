/* One browser's connection: bytes through TLS, the order of its requests, its deadlines. A connection answers
 *one request after the other; what comes in meanwhile waits in its buffer (pipelining keeps its order by
 *that).
 *
 *	NEW -> SHAKES -> IDLE -> HEAD -> BODY -> WAITS -> SENDS -> IDLE ...
 *	                                      `-> STREAM        `-> LINGERS -> closed
 *
 * Memory comes with use: a connection that says nothing holds this struct alone, an idle one its TLS session.
 */
#ifndef MIMAMORI_WEB_CONNECTION_H
#define MIMAMORI_WEB_CONNECTION_H

#include "web/body.h"
#include "web/outgoing.h"
#include "web/server.h"

enum connection_state {
	CONNECTION_NEW,
	CONNECTION_SHAKES,
	CONNECTION_IDLE,
	CONNECTION_HEAD,
	CONNECTION_BODY,
	CONNECTION_WAITS, /* for core */
	CONNECTION_SENDS,
	CONNECTION_STREAM, /* server-sent events */
	CONNECTION_LINGERS /* all is said; takes what still comes, so that the answer is not cut by a reset */
};

/* One request and what its answer needs to know of it. */
struct exchange {
	struct head head;
	struct body body;
	int64_t began;           /* loop_clock() */
	uint64_t ask;            /* to core; 0 none */
	enum guess guess;        /* GUESS_COUNT: none */
	bool continues, metrics; /* an answer in parts is on its way; web's own numbers are added */
	char cached_as[CACHE_KEY_MAX];
	size_t cached_as_n; /* 0: not to be kept */
	char bytes[];       /* of the head */
};

struct connection {
	struct server *server;
	int fd; /* -1: closed */
	uint8_t state, due;
	bool plain, eof, closes; /* closes: after this answer */
	uint32_t watched;        /* what epoll was told */
	gnutls_session_t tls;
	struct peer *peer;
	struct connection *older, *newer; /* in its list of deadlines; newer: of the dead */
	int64_t deadline;
	struct incoming {
		char *bytes;
		size_t n, room;
	} in;
	struct outgoing out;
	struct exchange *exchange;
	struct stream *stream;
	char address[IP_TEXT], client_key[TLS_KEY_TEXT];
};

/* Takes fd (closed when it fails, or when this address has its number of connections already). */
void connection_new(struct server *s, int fd, struct ip address);
void connection_ready(struct connection *c, uint32_t events); /* of epoll */
void connection_late(struct connection *c);                   /* its deadline has come */
void connection_close(struct connection *c);                  /* freed by connections_reap() */
void connections_reap(struct server *s);

/* Goes on with whatever can go on: sends, takes the next request, sends again. After anything was queued. */
void connection_pump(struct connection *c);
void connection_state(struct connection *c, enum connection_state state);

#endif
