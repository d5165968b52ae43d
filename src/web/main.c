/* mimamori-web FOLDER: HTTPS for browsers and tools (DESIGN 3.1.4). Started by gate with its line as
 * descriptor 3; reads the certificates in FOLDER (SITE.db.tls), gives its rights away, then takes a listening
 * socket and a socket to core. One thread. No database, no file after the start.
 *
 * LINE_STOP and SIGTERM end it in good order. New certificates want a new process, because behind its walls
 * it can read no key: SIGHUP ends it in the same good order with status RENEW, as does its own certificate
 * when that is near its end, and gate, which makes certificates before it starts web, starts it anew.
 *
 * mimamori-web --make-certificates | --import-certificate | --client-certificates: web/certificate.h. */
#include "base/lang.h"
#include "daemon/line.h"
#include "daemon/role.h"
#include "web/certificate.h"
#include "web/server.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { RENEW = 75, TICK_MS = 1000, DAY = 86400 };

static struct server server;
static volatile sig_atomic_t ending, renewing;

static int64_t wall_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec;
}

static void say(const char *key, const char *subject, const char *detail)
{
	const char *in = getenv("MIMAMORI_LANG");
	char line[2048];

	lang_fill_buf(line, sizeof line, lang(in && strncmp(in, "ja", 2) == 0 ? LANG_JA : LANG_EN, key),
		      (const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}});
	dprintf(STDERR_FILENO, "mimamori: %s\n", line);
}

static int usage(void)
{
	say("http.usage", "", "");
	return 2;
}

/* --- certificates */

static int told(int r, const struct err *e, const char *done, const char *folder)
{
	if (r < 0)
		say(e->key, e->subject, e->detail);
	else if (done)
		say(done, folder, "");
	return r < 0 ? 5 : 0;
}

static int make(int argc, char **argv)
{
	struct err e = {0};
	bool made = false;
	int r = certificates_make(argv[0], (const char *const *)argv + 1, (size_t)argc - 1, wall_clock(),
				  &made, &e);

	return told(r, &e, made ? "http.certificates-made" : NULL, argv[0]);
}

static int import(int argc, char **argv)
{
	struct err e = {0};

	if (argc != 3)
		return usage();
	return told(certificate_import(argv[0], argv[1], argv[2], wall_clock(), &e), &e,
		    "http.certificate-imported", argv[0]);
}

static int clients(int argc, char **argv)
{
	bool off = argc == 2 && strcmp(argv[1], "off") == 0;
	struct err e = {0};

	if (!off && !(argc == 3 && (strcmp(argv[2], "ask") == 0 || strcmp(argv[2], "require") == 0)))
		return usage();
	return told(certificate_clients(argv[0], off ? NULL : argv[1], !off && argv[2][0] == 'r',
					wall_clock(), &e),
		    &e, "http.clients-set", argv[0]);
}

static const struct {
	const char *option;
	int (*run)(int argc, char **argv);
} verbs[] = {
	{"--make-certificates", make}, {"--import-certificate", import}, {"--client-certificates", clients}};

/* --- serving */

static void on_signal(int number)
{
	ending = 1;
	renewing |= number == SIGHUP;
}

static void hear(struct line_message *m)
{
	if (m->kind == LINE_CORE && m->hands == 1) {
		cache_forget(&server.cache);
		upstream_take(&server.core, m->fd[0]);
		m->hands = 0;
	} else if (m->kind == LINE_LISTEN && m->hands == 1 && server_listen(&server, m->fd[0]) == 0) {
		m->hands = 0;
	} else if (m->kind == LINE_STOP) {
		server_stop(&server);
	}
	for (unsigned i = 0; i < m->hands; i++)
		close(m->fd[i]);
}

/* Gate's end is ours. */
static void on_line(void *ctx, short events)
{
	struct line_message m;
	int r;

	(void)ctx;
	(void)events;
	while ((r = line_receive(LINE_FD, &m)) > 0)
		hear(&m);
	if (r < 0)
		loop_stop(server.loop);
}

static void every_second(void *ctx)
{
	const int64_t *began = ctx;
	int64_t now = wall_clock();

	server_tick(&server, now);
	/* Once a day at most, so that a certificate that cannot be renewed does no harm before its end. */
	if (server.tls.ours && now - *began > DAY && server.tls.expires - now < (int64_t)RENEW_DAYS * DAY)
		ending = renewing = 1;
	if (ending)
		server_stop(&server);
}

/* Connections want descriptors; what the limit leaves. */
static unsigned descriptors(void)
{
	struct rlimit l;

	if (getrlimit(RLIMIT_NOFILE, &l) < 0)
		return 1024;
	l.rlim_cur = l.rlim_max;
	setrlimit(RLIMIT_NOFILE, &l);
	getrlimit(RLIMIT_NOFILE, &l);
	return l.rlim_cur > 1U << 20 ? 1U << 20 : (unsigned)l.rlim_cur;
}

static void handle_signals(void)
{
	struct sigaction end = {.sa_handler = on_signal}, ignore = {.sa_handler = SIG_IGN};

	sigaction(SIGTERM, &end, NULL);
	sigaction(SIGINT, &end, NULL);
	sigaction(SIGHUP, &end, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
}

static int run(struct loop *loop)
{
	static const char *const nothing[] = {NULL};
	int64_t began = wall_clock();
	unsigned walls, most = descriptors(); /* behind the walls it cannot be asked */
	int r;

	fcntl(LINE_FD, F_SETFL, fcntl(LINE_FD, F_GETFL) | O_NONBLOCK);
	if (role_user() < 0) {
		say("http.no-user", "", "");
		return 1;
	}
	walls = role_enter(ROLE_WEB, nothing, NULL);
	if ((r = server_open(&server, loop, most)) < 0 ||
	    (r = loop_watch(loop, LINE_FD, NULL, on_line, NULL)) < 0 ||
	    (r = loop_every(loop, TICK_MS, every_second, &began)) < 0) {
		say("http.no-start", "", strerror(-r));
		return 1;
	}
	server_tick(&server, began);
	if (role_ready(ROLE_WEB, walls) < 0)
		return 1;
	r = loop_run(loop);
	server_close(&server);
	return r < 0 ? 1 : renewing ? RENEW : 0;
}

static int serve(const char *folder)
{
	struct loop *loop = loop_new();
	struct err e = {0};
	int r;

	if (!loop)
		return 1;
	handle_signals();
	if (tls_open(&server.tls, folder, wall_clock(), &e) < 0) {
		say(e.key, e.subject, e.detail);
		r = 1;
	} else {
		r = run(loop);
	}
	tls_close(&server.tls);
	loop_free(loop);
	return r;
}

int main(int argc, char **argv)
{
	if (argc > 2)
		for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
			if (strcmp(argv[1], verbs[i].option) == 0)
				return verbs[i].run(argc - 2, argv + 2);
	return argc == 2 && argv[1][0] != '-' ? serve(argv[1]) : usage();
}
