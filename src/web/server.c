#include "web/server.h"

#include "web/connection.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	EVENTS_AT_ONCE = 256,
	ACCEPTS_AT_ONCE = 64,
	SPARE_DESCRIPTORS = 32,
	SWEEP_MS = 250,
	STOP_MS = 5000,
	UNHEARD_MS = 60000
};

/* --- deadlines */

static void sweep(struct server *s)
{
	for (unsigned i = 0; i < DUE_COUNT; i++)
		while (s->due[i].first && s->due[i].first->deadline <= s->now) {
			struct connection *c = s->due[i].first;

			connection_late(c);
			if (s->due[i].first == c && c->deadline <= s->now)
				connection_close(c); /* never twice the same */
		}
}

/* Who keeps a place without using it: first one that is idle, then one that has not said who he is. */
static bool make_room(struct server *s)
{
	static const enum due order[] = {DUE_IDLE, DUE_LINGER, DUE_NEW, DUE_HEAD};

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (s->due[order[i]].first) {
			connection_close(s->due[order[i]].first);
			s->metrics.made_room++;
			return true;
		}
	return false;
}

/* --- who comes */

static struct ip ip_of(const struct sockaddr_storage *a)
{
	if (a->ss_family == AF_INET)
		return ip_of4((const uint8_t *)&((const struct sockaddr_in *)(const void *)a)->sin_addr);
	return ip_of6((const uint8_t *)&((const struct sockaddr_in6 *)(const void *)a)->sin6_addr);
}

static void welcome(struct server *s, int fd, const struct sockaddr_storage *from)
{
	if (s->connections >= s->connections_most && !make_room(s)) {
		s->metrics.refused[REFUSAL_NO_ROOM]++;
		close(fd);
		return;
	}
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
	/* A page that went without a word (cable, sleep) is noticed at a heartbeat that nobody acknowledges.
	 */
	setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &(unsigned){UNHEARD_MS}, sizeof(unsigned));
	connection_new(s, fd, ip_of(from));
}

static void rest(struct server *s, bool resting)
{
	struct epoll_event e = {.events = resting ? 0 : (uint32_t)EPOLLIN};

	s->resting = resting;
	for (unsigned i = 0; i < s->listeners; i++) {
		e.data.ptr = &s->listener[i];
		epoll_ctl(s->epoll, EPOLL_CTL_MOD, s->listener[i], &e);
	}
}

static void arrived(struct server *s, int listener)
{
	for (int i = 0; i < ACCEPTS_AT_ONCE && s->accepting; i++) {
		struct sockaddr_storage from;
		socklen_t n = sizeof from;
		int fd = accept4(listener, (struct sockaddr *)&from, &n, SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (fd >= 0) {
			welcome(s, fd, &from);
		} else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
			if (make_room(s))
				continue;
			rest(s, true);
			return;
		} else if (errno != EINTR && errno != ECONNABORTED) {
			return;
		}
	}
}

/* --- the loop */

static bool is_listener(const struct server *s, const void *what)
{
	return what >= (const void *)s->listener && what < (const void *)(s->listener + SERVER_LISTENERS);
}

static void ready(void *ctx, short events)
{
	struct epoll_event e[EVENTS_AT_ONCE];
	struct server *s = ctx;
	int n;

	(void)events;
	connections_reap(s);
	s->now = loop_clock();
	n = epoll_wait(s->epoll, e, EVENTS_AT_ONCE, 0);
	for (int i = 0; i < n; i++)
		if (is_listener(s, e[i].data.ptr))
			arrived(s, *(const int *)e[i].data.ptr);
		else
			connection_ready(e[i].data.ptr, e[i].events);
}

static void often(void *ctx)
{
	struct server *s = ctx;

	connections_reap(s);
	s->now = loop_clock();
	sweep(s);
	if (s->resting && s->accepting)
		rest(s, false);
}

static void told(void *ctx, const struct event_message *m)
{
	struct server *s = ctx;

	s->now = loop_clock();
	events_told(s, m);
}

int server_open(struct server *s, struct loop *loop, unsigned descriptors)
{
	int r;

	s->loop = loop;
	s->now = loop_clock();
	s->accepting = true;
	s->connections_most = descriptors > SERVER_CONNECTIONS + SPARE_DESCRIPTORS
				      ? SERVER_CONNECTIONS
				      : descriptors - SPARE_DESCRIPTORS;
	s->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (s->epoll < 0)
		return -errno;
	if (!(s->peers = peers_new()))
		return -ENOMEM;
	upstream_open(&s->core, loop, told, s);
	if ((r = events_open(&s->events, s)) < 0 || (r = loop_watch(loop, s->epoll, NULL, ready, s)) < 0)
		return r;
	r = loop_every(loop, SWEEP_MS, often, s);
	return r < 0 ? r : 0;
}

void server_close(struct server *s)
{
	s->stopping = true;
	for (unsigned i = 0; i < DUE_COUNT; i++)
		while (s->due[i].first)
			connection_close(s->due[i].first);
	connections_reap(s);
	upstream_close(&s->core);
	cache_clear(&s->cache);
	events_close(&s->events);
	peers_free(s->peers);
	for (unsigned i = 0; i < s->listeners; i++)
		close(s->listener[i]);
	close(s->epoll);
}

int server_listen(struct server *s, int fd)
{
	struct epoll_event e = {.events = EPOLLIN};

	if (s->listeners == SERVER_LISTENERS)
		return -ENOSPC;
	s->listener[s->listeners] = fd;
	e.data.ptr = &s->listener[s->listeners];
	if (epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &e) < 0)
		return -errno;
	s->listeners++;
	return 0;
}

/* A date of RFC 9110 5.6.7, without the C library's tables of zones. */
static void write_date(struct server *s)
{
	static const char days[] = "ThuFriSatSunMonTueWed", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int64_t day = s->wall / 86400, second = s->wall % 86400, z = day + 719468, era = z / 146097;
	int64_t doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int64_t month = mp < 10 ? mp + 2 : mp - 10, year = yoe + era * 400 + (month <= 1);

	snprintf(s->date, sizeof s->date, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT", days + day % 7 * 3,
		 (int)(doy - (153 * mp + 2) / 5 + 1), months + month * 3, (int)(year % 10000),
		 (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

static void stop_when_quiet(struct server *s)
{
	bool busy = s->due[DUE_ANSWER].first || s->due[DUE_SEND].first || s->due[DUE_LINGER].first;

	if (!busy || s->now >= s->stop_at)
		loop_stop(s->loop);
}

void server_tick(struct server *s, int64_t wall)
{
	connections_reap(s);
	s->now = loop_clock();
	s->wall = wall;
	write_date(s);
	events_tick(&s->events);
	if (s->stopping)
		stop_when_quiet(s);
}

void server_stop(struct server *s)
{
	static const enum due ended[] = {DUE_NEW, DUE_HEAD, DUE_IDLE, DUE_STREAM};

	if (s->stopping)
		return;
	s->stopping = true;
	s->accepting = false;
	s->stop_at = loop_clock() + STOP_MS;
	for (unsigned i = 0; i < s->listeners; i++)
		epoll_ctl(s->epoll, EPOLL_CTL_DEL, s->listener[i], NULL);
	for (size_t i = 0; i < sizeof ended / sizeof *ended; i++)
		while (s->due[ended[i]].first)
			connection_close(s->due[ended[i]].first);
	stop_when_quiet(s);
}
