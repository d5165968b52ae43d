#include "web/events.h"

#include "web/answer.h"
#include "web/request.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BEAT_MS = 15000, CHECK_MS = 60000, AGAIN_MS = 2000, CHECKS_AT_ONCE = 1024 };

static const char *const topics[] = {"devices", "findings", "sheet",  "records",   "journal", "capture",
				     "session", "settings", "alarms", "incidents", "messages"};

struct stream {
	struct connection *connection;
	struct stream *next, **at; /* who points here */
	uint64_t ask;
	int64_t check; /* when core is to be asked again */
	bool screen;   /* on the shop floor: hears of what it shows, and of nothing else */
	char session[COOKIE_MAX + 1], bearer[BEARER_MAX + 1];
};

int events_open(struct events *e, struct server *s)
{
	*e = (struct events){.server = s, .heartbeat = blob_new(":\n\n", 3)};
	return e->heartbeat ? 0 : -ENOMEM;
}

void events_close(struct events *e)
{
	for (unsigned i = 0; i < e->kept; i++)
		blob_drop(e->ring[i].blob);
	blob_drop(e->heartbeat);
	*e = (struct events){0};
}

void events_leave(struct events *e, struct connection *c)
{
	struct stream *s = c->stream;

	if (s->ask)
		upstream_forget(&e->server->core, s->ask);
	*s->at = s->next;
	if (s->next)
		s->next->at = s->at;
	e->streams--;
	c->stream = NULL;
	free(s);
}

/* --- one page */

static bool send(struct connection *c, struct blob *b)
{
	if (c->out.bytes + b->n > EVENTS_QUEUE || c->out.pieces >= EVENTS_PIECES ||
	    outgoing_add(&c->out, b) < 0) {
		c->server->metrics.streams_slow++;
		connection_close(c);
		return false;
	}
	c->server->answer_bytes += b->n;
	return true;
}

static struct blob *written(const char *topic, uint64_t seq, uint32_t version)
{
	char text[128];
	int n = snprintf(text, sizeof text, "event: %s\nid: %llu\ndata: {\"version\":%u}\n\n", topic,
			 (unsigned long long)seq, version);

	return n > 0 && n < (int)sizeof text ? blob_new(text, (size_t)n) : NULL;
}

/* Of what a screen on the shop floor shows. */
static bool is_for_screens(const char *topic)
{
	static const char *const shown[] = {"alarms", "incidents", "capture"};

	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		if (strcmp(topic, shown[i]) == 0)
			return true;
	return false;
}

/* What happened since is not known: every topic once. */
static void send_all_topics(struct events *e, struct connection *c)
{
	for (size_t i = 0; i < sizeof topics / sizeof *topics && c->fd >= 0; i++) {
		struct blob *b;

		if (c->stream->screen && !is_for_screens(topics[i]))
			continue;
		if (!(b = written(topics[i], e->newest, e->version)))
			return;
		send(c, b);
		blob_drop(b);
	}
}

/* The events after the one that the page had last. */
static void send_since(struct events *e, struct connection *c, struct said last)
{
	char text[24], *end;
	uint64_t had;
	unsigned oldest = (e->next + EVENTS_KEPT - e->kept) % EVENTS_KEPT;

	if (!last.s || !said_copy(last, text, sizeof text))
		return;
	had = strtoull(text, &end, 10);
	if (*end || end == text || had > e->newest || (e->kept && had + 1 < e->ring[oldest].seq) ||
	    (!e->kept && had != e->newest)) {
		send_all_topics(e, c);
		return;
	}
	for (unsigned i = 0; i < e->kept && c->fd >= 0; i++) {
		const struct event_kept *k = &e->ring[(oldest + i) % EVENTS_KEPT];

		if (k->seq > had && (k->for_screens || !c->stream->screen))
			send(c, k->blob);
	}
}

/* --- may it listen? */

/* GET /api/v1/session is open to all and says whether the caller is signed in (data/api/session.yaml). */
static bool says(const struct response *r, const char *text)
{
	return r->status == 200 && r->body.s && memmem(r->body.s, r->body.n, text, strlen(text));
}

static bool may_listen(struct stream *s, const struct response *r)
{
	s->screen = says(r, "\"signed_in\":false") && says(r, "\"screen\":\"w");
	return s->screen || says(r, "\"signed_in\":true");
}

static uint64_t ask_core(struct stream *s, upstream_answer_fn *fn)
{
	struct connection *c = s->connection;
	struct request r = {.via = VIA_WEB,
			    .method = METHOD_GET,
			    .path = said_of("/api/v1/session"),
			    .session = said_of(*s->session ? s->session : NULL),
			    .bearer = said_of(*s->bearer ? s->bearer : NULL),
			    .peer = said_of(c->address),
			    .client_key = said_of(*c->client_key ? c->client_key : NULL)};

	return upstream_ask(&c->server->core, &r, fn, s);
}

static void checked(void *ctx, const struct response *r)
{
	struct stream *s = ctx;
	struct server *server = s->connection->server;

	if (r && r->more)
		return;
	s->ask = 0;
	if (!r || r->status >= 500) {
		s->check = server->now + AGAIN_MS;
	} else if (may_listen(s, r)) {
		s->check = server->now + CHECK_MS;
	} else {
		server->metrics.streams_ended++;
		connection_close(s->connection);
	}
}

static void begin(struct connection *c)
{
	struct events *e = &c->server->events;
	struct said last = c->exchange->head.last_event_id;

	answer_stream(c);
	connection_state(c, CONNECTION_STREAM);
	send_since(e, c, last);
	if (c->fd >= 0)
		request_drop(c);
	connection_pump(c);
}

static void allowed(void *ctx, const struct response *r)
{
	struct stream *s = ctx;
	struct connection *c = s->connection;
	bool yes;

	if (r && r->more)
		return;
	yes = r && may_listen(s, r);
	s->ask = 0;
	c->exchange->ask = 0;
	s->check = c->server->now + CHECK_MS;
	if (yes) {
		begin(c);
		return;
	}
	events_leave(&c->server->events, c);
	answer_refusal(c, r && r->status < 500 ? REFUSAL_SIGN_IN : REFUSAL_NO_CORE);
	connection_pump(c);
}

void events_join(struct connection *c)
{
	struct events *e = &c->server->events;
	const struct head *h = &c->exchange->head;
	struct stream *s = e->streams < EVENTS_STREAMS ? calloc(1, sizeof *s) : NULL;

	if (!s) {
		answer_refusal(c, REFUSAL_NO_ROOM);
		return;
	}
	said_copy(h->session, s->session, sizeof s->session);
	said_copy(h->bearer, s->bearer, sizeof s->bearer);
	s->connection = c;
	s->check = INT64_MAX;
	s->next = e->first;
	s->at = &e->first;
	if (e->first)
		e->first->at = &s->next;
	e->first = s;
	e->streams++;
	c->stream = s;
	if (!(s->ask = ask_core(s, allowed))) {
		events_leave(e, c);
		answer_refusal(c, REFUSAL_NO_CORE);
		return;
	}
	connection_state(c, CONNECTION_WAITS);
}

/* --- all of them */

static void to_all(struct events *e, struct blob *b, bool for_screens)
{
	for (struct stream *s = e->first, *next; s; s = next) {
		struct connection *c = s->connection;

		next = s->next;
		if (c->state == CONNECTION_STREAM && (for_screens || !s->screen) && send(c, b))
			connection_pump(c);
	}
}

static bool is_word(struct said topic)
{
	for (size_t i = 0; i < topic.n; i++)
		if ((topic.s[i] < 'a' || topic.s[i] > 'z') && topic.s[i] != '-')
			return false;
	return topic.n > 0 && topic.n < EVENTS_TOPIC;
}

static void keep(struct events *e, uint64_t seq, struct blob *b, bool for_screens)
{
	struct event_kept *k = &e->ring[e->next];

	if (e->kept == EVENTS_KEPT)
		blob_drop(k->blob);
	else
		e->kept++;
	*k = (struct event_kept){seq, b, for_screens};
	e->next = (e->next + 1) % EVENTS_KEPT;
}

void events_told(void *server, const struct event_message *m)
{
	struct server *s = server;
	struct events *e = &s->events;
	char topic[EVENTS_TOPIC];
	struct blob *b;

	cache_version(&s->cache, m->version);
	if (!is_word(m->topic) || !said_copy(m->topic, topic, sizeof topic) || m->seq <= e->newest ||
	    !(b = written(topic, m->seq, m->version)))
		return;
	e->newest = m->seq;
	e->version = m->version;
	s->metrics.events++;
	keep(e, m->seq, b, is_for_screens(topic));
	if (strcmp(topic, "session") == 0) {
		cache_clear(&s->cache);
		for (struct stream *one = e->first; one; one = one->next)
			if (one->connection->state == CONNECTION_STREAM)
				one->check = s->now;
	}
	to_all(e, b, is_for_screens(topic));
}

void events_tick(struct events *e)
{
	int64_t now = e->server->now;
	unsigned asked = 0;

	for (struct stream *s = e->first; s && asked < CHECKS_AT_ONCE; s = s->next)
		if (!s->ask && s->check <= now && s->connection->state == CONNECTION_STREAM) {
			s->ask = ask_core(s, checked);
			asked++;
		}
	if (now < e->beat)
		return;
	e->beat = now + BEAT_MS;
	to_all(e, e->heartbeat, true);
}
