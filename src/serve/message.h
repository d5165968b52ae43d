/* What core, web and the command line say to each other, on a channel (base/channel.h). Web and the control
 * socket send requests, core answers; core pushes events to web. Every text is a length and bytes; the reader
 * takes them as hostile, whoever sent them (a web that was taken over is expected). Texts are borrowed.
 *
 * A request is one HTTP request without its transport: web has checked framing, sizes and UTF-8 and decides
 * nothing; who may do what is decided in core (serve/api.h). */
#ifndef MIMAMORI_SERVE_MESSAGE_H
#define MIMAMORI_SERVE_MESSAGE_H

#include "base/channel.h"

enum message_kind { MESSAGE_REQUEST = 1, MESSAGE_RESPONSE, MESSAGE_EVENT };
enum {
	REQUEST_BODY_MAX = 8 << 20 /* a table to import */,
	RESPONSE_PART_MAX = 1 << 20,
	MESSAGE_MAX = 9 << 20
};

enum method { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE, METHOD_COUNT };
enum via { VIA_WEB, VIA_CONTROL };

/* NULL (and length 0): absent. Not terminated: the bytes of a message. */
struct said {
	const char *s;
	size_t n;
};

/* X(name): the texts of a request, in the order they are sent. */
#define REQUEST_TEXTS(X)                                                                                     \
	X(path)    /* "/api/v1/devices/d3", percent-decoded once by web, valid UTF-8, no "..", no NUL */     \
	X(query)   /* as it came, after "?" */                                                               \
	X(session) /* value of the cookie */                                                                 \
	X(bearer)  /* of Authorization: Bearer */                                                            \
	X(csrf)    /* X-Mimamori-CSRF */                                                                     \
	X(if_none_match)   /* the header */                                                                  \
	X(if_match)        /* the header */                                                                  \
	X(idempotency_key) /* the header */                                                                  \
	X(content_type)    /* the header */                                                                  \
	X(accept)          /* the header */                                                                  \
	X(accept_language) /* the header */                                                                  \
	X(user_agent)      /* the header, at most 256 bytes */                                               \
	X(peer)            /* address of the other side, "192.0.2.7" */                                      \
	X(client_key)      /* SHA-256 of a client certificate that was verified, hex: mutual TLS */          \
	X(body)

struct request {
	uint64_t id; /* chosen by the sender; an answer has it again */
	uint8_t via, method;
	uint32_t uid; /* control socket: the peer's, set by core, never read from the message */
#define X(name) struct said name;
	REQUEST_TEXTS(X)
#undef X
};

/* X(name): the texts of a response. body is one part of it. */
#define RESPONSE_TEXTS(X)                                                                                    \
	X(content_type)                                                                                      \
	X(etag)        /* with its quotes */                                                                 \
	X(cache)       /* Cache-Control; absent: no-store */                                                 \
	X(cookie)      /* Set-Cookie */                                                                      \
	X(location)    /* Location */                                                                        \
	X(disposition) /* Content-Disposition */                                                             \
	X(allow)       /* Allow, of a 405 */                                                                 \
	X(body)

struct response {
	uint64_t id;
	uint16_t status;
	uint16_t retry_after; /* seconds; 0 none */
	uint8_t more;         /* 1: another part follows, of which only id, more and body count */
	uint8_t shared;   /* 1: web may give this body again to the same session while the version stays */
	uint32_t version; /* of the state it was made from; see struct event_message */
#define X(name) struct said name;
	RESPONSE_TEXTS(X)
#undef X
};

/* Something changed: pages fetch again. Tells nothing else, so that every signed-in page may have it. */
struct event_message {
	uint64_t seq; /* rising, over restarts, too */
	uint32_t version;
	struct said topic; /* devices findings sheet records journal capture session settings */
};

struct said said_of(const char *text); /* NULL: absent */
bool said_is(struct said s, const char *text);
/* A terminated copy; false when it is absent, too long or holds a NUL. */
bool said_copy(struct said s, char *buf, size_t room);

/* As channel_put(). */
int message_request(struct channel *c, const struct request *r);
int message_response(struct channel *c, const struct response *r);
int message_event(struct channel *c, const struct event_message *e);
/* A body of any length, in parts. -ENOBUFS: the queue has no room for all of it, nothing was queued. */
int message_answer(struct channel *c, const struct response *r, const void *body, size_t n);

/* The body of a message of that kind. False: it is not exactly one. */
bool message_read_request(struct rd body, struct request *ret);
bool message_read_response(struct rd body, struct response *ret);
bool message_read_event(struct rd body, struct event_message *ret);

extern const char *const method_names[METHOD_COUNT]; /* "GET" ... */

#endif
