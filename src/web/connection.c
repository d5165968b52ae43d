#include "web/connection.h"

#include "web/answer.h"
#include "web/request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FIRST_ROOM = 4096, IN_MOST = 65536, TAKEN_AT_ONCE = 262144, RECORD = 16384 };

static const int64_t due_ms[DUE_COUNT] = {
	[DUE_NEW] = 10000,    [DUE_HEAD] = 10000, [DUE_IDLE] = 30000,  [DUE_BODY] = 10000,
	[DUE_ANSWER] = 60000, [DUE_SEND] = 30000, [DUE_LINGER] = 2000, [DUE_STREAM] = INT64_MAX / 2};

static const uint8_t due_of[] = {
	[CONNECTION_NEW] = DUE_NEW,    [CONNECTION_SHAKES] = DUE_NEW,    [CONNECTION_IDLE] = DUE_IDLE,
	[CONNECTION_HEAD] = DUE_HEAD,  [CONNECTION_BODY] = DUE_BODY,     [CONNECTION_WAITS] = DUE_ANSWER,
	[CONNECTION_SENDS] = DUE_SEND, [CONNECTION_STREAM] = DUE_STREAM, [CONNECTION_LINGERS] = DUE_LINGER};

static void take_from_list(struct connection *c)
{
	struct due_list *l = &c->server->due[c->due];

	*(c->older ? &c->older->newer : &l->first) = c->newer;
	*(c->newer ? &c->newer->older : &l->last) = c->older;
	c->older = c->newer = NULL;
}

static void put_on_list(struct connection *c, enum due due)
{
	struct due_list *l = &c->server->due[due];

	c->due = (uint8_t)due;
	c->deadline = c->server->now + due_ms[due];
	c->older = l->last;
	*(l->last ? &l->last->newer : &l->first) = c;
	l->last = c;
}

void connection_state(struct connection *c, enum connection_state state)
{
	c->state = (uint8_t)state;
	take_from_list(c);
	put_on_list(c, (enum due)due_of[state]);
}

/* Something moved: the same list, from now on. A head has one deadline for all of it, and so has a handshake.
 */
static void moved(struct connection *c)
{
	if (c->state == CONNECTION_BODY || c->state == CONNECTION_SENDS)
		connection_state(c, (enum connection_state)c->state);
}

static bool wants_in(const struct connection *c)
{
	return !c->eof && (c->state != CONNECTION_WAITS || c->in.n < IN_MOST) &&
	       (c->state != CONNECTION_SENDS || c->in.n < IN_MOST);
}

static bool wants_out(const struct connection *c)
{
	return c->out.bytes > 0 ||
	       (c->state == CONNECTION_SHAKES && c->tls && gnutls_record_get_direction(c->tls) == 1);
}

static void watch(struct connection *c)
{
	uint32_t want = (wants_in(c) ? (uint32_t)EPOLLIN : 0) | (wants_out(c) ? (uint32_t)EPOLLOUT : 0);
	struct epoll_event e = {.events = want, .data = {.ptr = c}};

	if (c->fd < 0 || want == c->watched)
		return;
	if (epoll_ctl(c->server->epoll, EPOLL_CTL_MOD, c->fd, &e) == 0)
		c->watched = want;
}

void connection_new(struct server *s, int fd, struct ip address)
{
	struct peer *peer = peers_enter(s->peers, address, s->now);
	struct connection *c = peer ? calloc(1, sizeof *c) : NULL;
	struct epoll_event e = {.events = EPOLLIN, .data = {.ptr = c}};

	if (!c || epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &e) < 0) {
		s->metrics.refused[peer ? REFUSAL_NO_ROOM : REFUSAL_TOO_OFTEN]++;
		if (peer)
			peers_leave(s->peers, peer, s->now);
		free(c);
		close(fd);
		return;
	}
	*c = (struct connection){.server = s, .fd = fd, .peer = peer, .watched = EPOLLIN};
	ip_text(address, c->address);
	put_on_list(c, DUE_NEW);
	s->connections++;
	s->metrics.connections++;
}

static void drop_incoming(struct connection *c)
{
	free(c->in.bytes);
	c->in = (struct incoming){0};
}

void connection_close(struct connection *c)
{
	struct server *s = c->server;

	if (c->fd < 0)
		return;
	take_from_list(c);
	request_drop(c);
	if (c->stream)
		events_leave(&s->events, c);
	s->answer_bytes -= c->out.bytes;
	outgoing_clear(&c->out);
	drop_incoming(c);
	if (c->tls)
		gnutls_deinit(c->tls);
	close(c->fd);
	c->tls = NULL;
	c->fd = -1;
	peers_leave(s->peers, c->peer, s->now);
	s->connections--;
	c->newer = s->dead;
	s->dead = c;
}

void connections_reap(struct server *s)
{
	while (s->dead) {
		struct connection *next = s->dead->newer;

		free(s->dead);
		s->dead = next;
	}
}

/* --- bytes in */

static bool grow(struct incoming *in, size_t most)
{
	size_t room = in->room ? in->room * 2 : FIRST_ROOM;
	char *bytes;

	if (in->n < in->room)
		return true;
	if (room > most || !(bytes = realloc(in->bytes, room)))
		return false;
	in->bytes = bytes;
	in->room = room;
	return true;
}

/* > 0 bytes; 0 the end; -EAGAIN; another negative: broken. */
static ssize_t pull(struct connection *c, void *to, size_t room)
{
	ssize_t n;

	if (c->plain) {
		n = recv(c->fd, to, room, 0);
		return n < 0 ? -errno : n;
	}
	do
		n = gnutls_record_recv(c->tls, to, room);
	while (n == GNUTLS_E_INTERRUPTED);
	/* A wish to negotiate anew is a wish to leave: TLS 1.2 clients have no business doing so. */
	return n == GNUTLS_E_AGAIN ? -EAGAIN : n == GNUTLS_E_PREMATURE_TERMINATION ? 0 : n < 0 ? -EPROTO : n;
}

/* Everything there is, up to a bound. False: the connection is closed. */
static bool fill(struct connection *c)
{
	struct incoming *in = &c->in;
	size_t taken = 0;
	bool all = false;

	while (!all && taken < TAKEN_AT_ONCE && in->n < IN_MOST && grow(in, IN_MOST)) {
		ssize_t n = pull(c, in->bytes + in->n, in->room - in->n);

		if (n == -EAGAIN)
			break;
		if (n == 0)
			c->eof = true;
		if (n < 0 || (n == 0 && c->state != CONNECTION_WAITS && c->state != CONNECTION_SENDS)) {
			connection_close(c);
			return false;
		}
		all = n == 0 ||
		      ((size_t)n < in->room - in->n && (c->plain || !gnutls_record_check_pending(c->tls)));
		in->n += (size_t)n;
		taken += (size_t)n;
	}
	return true;
}

static void lingering(struct connection *c)
{
	char waste[4096];
	ssize_t n = recv(c->fd, waste, sizeof waste, 0);

	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		connection_close(c);
}

/* --- bytes out */

static ssize_t push(struct connection *c, const void *bytes, size_t n)
{
	ssize_t done;

	if (c->plain) {
		done = send(c->fd, bytes, n, MSG_NOSIGNAL);
		return done < 0 ? -errno : done;
	}
	/* After "again" GnuTLS wants the same bytes once more: the first piece stays where it is. */
	do
		done = gnutls_record_send(c->tls, bytes, n < RECORD ? n : RECORD);
	while (done == GNUTLS_E_INTERRUPTED);
	return done == GNUTLS_E_AGAIN ? -EAGAIN : done < 0 ? -EPROTO : done;
}

static void flush(struct connection *c)
{
	const uint8_t *at;
	bool some = false;
	size_t n;

	while (c->fd >= 0 && outgoing_next(&c->out, &at, &n)) {
		ssize_t done = push(c, at, n);

		if (done == -EAGAIN)
			break;
		if (done < 0) {
			connection_close(c);
			return;
		}
		outgoing_sent(&c->out, (size_t)done);
		c->server->answer_bytes -= (size_t)done;
		c->server->metrics.sent_bytes += (uint64_t)done;
		some = true;
	}
	if (some)
		moved(c);
}

static void say_goodbye(struct connection *c)
{
	if (c->tls)
		gnutls_bye(c->tls, GNUTLS_SHUT_WR);
	shutdown(c->fd, SHUT_WR);
	drop_incoming(c);
	connection_state(c, CONNECTION_LINGERS);
}

/* The answer is out: the next request, or the end. */
static void answered(struct connection *c)
{
	request_drop(c);
	if (c->closes || c->eof || c->server->stopping) {
		say_goodbye(c);
		return;
	}
	if (c->in.n == 0)
		drop_incoming(c);
	connection_state(c, CONNECTION_IDLE);
}

void connection_pump(struct connection *c)
{
	bool more = true;

	while (more && c->fd >= 0) {
		more = false;
		if (c->state >= CONNECTION_IDLE && c->state <= CONNECTION_BODY)
			request_take(c);
		flush(c);
		if (c->fd >= 0 && c->state == CONNECTION_SENDS && c->out.bytes == 0 &&
		    !(c->exchange && c->exchange->continues)) {
			answered(c);
			more = c->state == CONNECTION_IDLE && c->in.n > 0;
		}
	}
	watch(c);
}

/* --- the first bytes */

/* TLS begins with a record of type 22; a letter is somebody who typed http://. */
static void look(struct connection *c)
{
	unsigned char first;
	ssize_t n = recv(c->fd, &first, 1, MSG_PEEK);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n == 1 && first >= 'A' && first <= 'Z') {
		c->plain = true;
		connection_state(c, CONNECTION_HEAD);
	} else if (n == 1 && first == 22 && (c->tls = tls_session(&c->server->tls, c->fd))) {
		c->state =
			CONNECTION_SHAKES; /* the deadline of the first byte holds for the handshake, too */
	} else {
		connection_close(c);
	}
}

static void shake(struct connection *c)
{
	int r;

	do
		r = gnutls_handshake(c->tls);
	while (r == GNUTLS_E_INTERRUPTED || r == GNUTLS_E_WARNING_ALERT_RECEIVED);
	if (r == GNUTLS_E_AGAIN)
		return;
	if (r < 0) {
		c->server->metrics.handshakes_failed++;
		gnutls_alert_send_appropriate(c->tls, r);
		connection_close(c);
		return;
	}
	c->server->metrics.handshakes++;
	tls_client_key(c->tls, c->client_key);
	connection_state(c, CONNECTION_IDLE);
}

void connection_ready(struct connection *c, uint32_t events)
{
	if (c->fd < 0)
		return;
	if (c->state == CONNECTION_LINGERS) {
		lingering(c);
		return;
	}
	if (events & (EPOLLERR | EPOLLHUP) && !(events & EPOLLIN)) {
		connection_close(c);
		return;
	}
	if (c->state == CONNECTION_NEW)
		look(c);
	if (c->fd >= 0 && c->state == CONNECTION_SHAKES)
		shake(c);
	if (c->fd < 0 || c->state < CONNECTION_IDLE) {
		watch(c);
		return;
	}
	if (events & EPOLLIN && wants_in(c) && !fill(c))
		return;
	if (c->state == CONNECTION_STREAM)
		c->in.n = 0; /* nobody speaks while he listens */
	connection_pump(c);
}

void connection_late(struct connection *c)
{
	if (c->state == CONNECTION_HEAD || c->state == CONNECTION_BODY) {
		answer_refusal(c, REFUSAL_SLOW);
		connection_pump(c);
	} else if (c->state == CONNECTION_WAITS) {
		request_forget_ask(c);
		answer_refusal(c, REFUSAL_CORE_SLOW);
		connection_pump(c);
	} else {
		c->server->metrics.timed_out++;
		connection_close(c);
	}
}
