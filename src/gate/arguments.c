/* The command line of gate, as `mimamori serve` writes it:
 *
 *	mimamori-gate SITE.db [--listen ADDR:PORT]... [--user UID:GID] [--packets-mb N] [--packets-days N] [--
 *sensor's]
 *
 * What comes after -- is handed to sensor unread. */
#include "gate/gate.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BACKLOG = 512, PACKETS_MB = 1024, PACKETS_DAYS = 7, DAY = 86400 };

static int bind_to(const struct addrinfo *a)
{
	int fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1, r;

	if (fd < 0)
		return -errno;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (a->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
	if (bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	r = -errno;
	close(fd);
	return r;
}

/* "127.0.0.1:8443" or "[::1]:8443". */
static int add_listener(struct gate *g, const char *given)
{
	const struct addrinfo hints = {.ai_family = AF_UNSPEC,
				       .ai_socktype = SOCK_STREAM,
				       .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV};
	const char *text = given, *colon = strrchr(text, ':');
	char *host = g->host[g->listens < GATE_LISTEN ? g->listens : 0];
	size_t n = colon ? (size_t)(colon - text) : 0;
	struct addrinfo *a = NULL;
	int fd = -EINVAL;

	if (n > 2 && text[0] == '[' && text[n - 1] == ']') {
		text++;
		n -= 2;
	}
	if (n && n < sizeof g->host[0] && g->listens < GATE_LISTEN) {
		memcpy(host, text, n);
		host[n] = '\0';
		if (getaddrinfo(host, colon + 1, &hints, &a) == 0) {
			fd = bind_to(a);
			freeaddrinfo(a);
		}
	}
	if (fd < 0) {
		gate_say("gate.cannot-listen", given, strerror(-fd));
		return fd;
	}
	g->address[g->listens] = given;
	g->listen[g->listens++] = fd;
	return 0;
}

/* "UID:GID", looked up by whoever starts gate: looking up names loads what a machine's administrator chose.
 */
static int set_outside(struct gate *g, const char *ids)
{
	unsigned uid, gid;

	if (!g->root)
		return 0;
	if (!ids || sscanf(ids, "%u:%u", &uid, &gid) != 2 || uid == 0) {
		gate_say("gate.usage", "", "");
		return -EINVAL;
	}
	g->outside = (struct user){uid, gid};
	return 0;
}

/* Core runs as the owner of the site, or, while there is none yet, of its folder. */
static int set_owner(struct gate *g)
{
	struct stat st;
	struct user *u = &g->post[ROLE_CORE].user;
	char *slash;

	snprintf(g->folder, sizeof g->folder, "%s", g->site);
	slash = strrchr(g->folder, '/');
	if (slash == g->folder)
		slash[1] = '\0';
	else if (slash)
		*slash = '\0';
	else
		snprintf(g->folder, sizeof g->folder, ".");
	if (stat(g->site, &st) < 0 && stat(g->folder, &st) < 0) {
		gate_say("gate.no-folder", g->folder, strerror(errno));
		return -errno;
	}
	*u = (struct user){st.st_uid, st.st_gid};
	g->packets.owner = *u;
	return 0;
}

static int64_t number(const char *text, int64_t otherwise)
{
	char *end;
	long long v = text ? strtoll(text, &end, 10) : 0;

	return text && *text && !*end && v > 0 && v < INT64_C(1) << 40 ? v : otherwise;
}

static void give(struct post *p, const char *arg)
{
	for (int i = 0; i < GATE_ARGS; i++)
		if (!p->args[i]) {
			p->args[i] = (char *)(uintptr_t)arg;
			return;
		}
}

static void set_posts(struct gate *g)
{
	static const char *const programs[GATE_POSTS] = {[ROLE_SENSOR] = "mimamori-sensor",
							 [ROLE_CORE] = "mimamori-core",
							 [ROLE_WEB] = "mimamori-web",
							 [ROLE_COURIER] = "mimamori-courier"};
	static char tls[GATE_PATH];

	snprintf(tls, sizeof tls, "%s.tls", g->site);
	for (int i = 0; i < GATE_POSTS; i++) {
		struct post *p = &g->post[i];

		p->gate = g;
		p->role = (enum role)i;
		p->line = -1;
		p->program = programs[i];
		if (i != ROLE_CORE)
			p->user = g->outside;
		give(p, programs[i]);
	}
	give(&g->post[ROLE_CORE], g->site);
	if (g->packets.replay) {
		give(&g->post[ROLE_CORE], "--replay");
		give(&g->post[ROLE_CORE], g->packets.replay);
	}
	for (unsigned i = 0; i < g->listens; i++)
		give(&g->post[ROLE_CORE], g->address[i]);
	give(&g->post[ROLE_WEB], tls);
}

int gate_arguments(struct gate *g, int argc, char **argv)
{
	const char *user = NULL, *mb = NULL, *days = NULL;
	int at = 2, r = 0;

	if (argc < 2 || argv[1][0] == '-') {
		gate_say("gate.usage", "", "");
		return -EINVAL;
	}
	g->site = argv[1];
	g->root = geteuid() == 0;
	for (; r == 0 && at + 1 < argc && strcmp(argv[at], "--") != 0; at += 2) {
		if (strcmp(argv[at], "--listen") == 0)
			r = add_listener(g, argv[at + 1]);
		else if (strcmp(argv[at], "--user") == 0)
			user = argv[at + 1];
		else if (strcmp(argv[at], "--replay") == 0)
			g->packets.replay = realpath(argv[at + 1], NULL); /* lives as long as gate */
		else if (strcmp(argv[at], "--packets-mb") == 0)
			mb = argv[at + 1];
		else if (strcmp(argv[at], "--packets-days") == 0)
			days = argv[at + 1];
		else
			break;
	}
	if (r == 0 && at < argc && strcmp(argv[at], "--") != 0) {
		gate_say("gate.usage", "", "");
		r = -EINVAL;
	}
	g->packets.bytes_most = (uint64_t)number(mb, PACKETS_MB) * 1000000;
	g->packets.seconds_most = number(days, PACKETS_DAYS) * DAY;
	if (r < 0 || (r = set_outside(g, user)) < 0 || (r = set_owner(g)) < 0)
		return r;
	set_posts(g);
	for (at++; at < argc; at++)
		give(&g->post[ROLE_SENSOR], argv[at]);
	return 0;
}
