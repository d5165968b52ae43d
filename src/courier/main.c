/* mimamori-courier: started by mimamori-gate, with the line to it as descriptor 3. Ends when gate says so or
 * is gone: 0; 1 when it could not begin; 75 when files it was allowed to read were replaced since: behind its
 * walls it cannot open the new ones, and gate starts it anew. */
#include "courier/courier.h"

#include "daemon/role.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { RENEW = 75, TICK_MS = 5000 };

static struct courier courier;
static volatile sig_atomic_t ending;
static bool renewing;

/* What a name is looked up by and certificates are checked with. */
static const char *const readable[] = {"/etc/resolv.conf",
				       "/etc/hosts",
				       "/etc/nsswitch.conf",
				       "/etc/host.conf",
				       "/etc/gai.conf",
				       "/run/systemd/resolve",
				       "/run/NetworkManager",
				       "/run/resolvconf",
				       "/etc/ssl/certs",
				       "/usr/share/ca-certificates",
				       "/usr/local/share/ca-certificates",
				       NULL};

/* --- core */

static bool core_wants(void *ctx) { return channel_waits(&((struct courier *)ctx)->core); }

/* Whoever comes next does not know what this one had handed out. */
static void core_gone(struct courier *c)
{
	static const struct courier_settings none;

	if (c->core.fd >= 0)
		loop_forget(c->loop, c->core.fd);
	channel_close(&c->core);
	c->core.fd = -1;
	outlets_stop(c);
	c->settings = none;
}

static int take(struct courier *c, uint8_t kind, struct rd body)
{
	static struct courier_settings s;
	static struct courier_job j;

	if (kind == COURIER_SETTINGS && courier_read_settings(body, &s))
		outlets_settings(c, &s);
	else if (kind == COURIER_JOB && courier_read_job(body, &j))
		outlet_take(c, &j);
	else
		return -EBADMSG;
	return 0;
}

static void on_core(void *ctx, short events)
{
	struct courier *c = ctx;
	uint8_t kind;
	struct rd body;
	int r = channel_fill(&c->core);

	(void)events;
	while (r >= 0 && (r = channel_next(&c->core, &kind, &body)) > 0)
		r = take(c, kind, body);
	if (r >= 0)
		r = channel_flush(&c->core);
	if (r < 0)
		core_gone(c);
}

static void core_given(struct courier *c, int fd)
{
	core_gone(c);
	channel_open(&c->core, fd, COURIER_MESSAGE + 1, COURIER_QUEUE);
	if (loop_watch(c->loop, fd, core_wants, on_core, c) < 0)
		core_gone(c);
}

/* --- gate */

static void hear(struct courier *c, struct line_message *m)
{
	if (m->kind == LINE_CORE && m->hands == 1) {
		core_given(c, m->fd[0]);
		m->hands = 0;
	} else if (m->kind == LINE_STOP) {
		loop_stop(c->loop);
	}
	for (unsigned i = 0; i < m->hands; i++)
		close(m->fd[i]);
}

/* Gate's end is ours. */
static void on_line(void *ctx, short events)
{
	struct courier *c = ctx;
	struct line_message m;
	int r;

	(void)events;
	while ((r = line_receive(LINE_FD, &m)) > 0)
		hear(c, &m);
	if (r < 0)
		loop_stop(c->loop);
}

/* --- running */

static void on_signal(int number)
{
	(void)number;
	ending = 1;
}

/* The walls hold files, not names: one that was replaced under its name (DHCP does so) is out of reach. */
static bool is_out_of_reach(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
	return fd < 0 && errno == EACCES && access(path, F_OK) == 0;
}

static void tick(void *ctx)
{
	struct courier *c = ctx;

	renewing = !c->outlet[COURIER_MAIL].running && !c->outlet[COURIER_WEBHOOK].running &&
		   (is_out_of_reach("/etc/resolv.conf") || is_out_of_reach("/etc/hosts"));
	if (ending || renewing)
		loop_stop(c->loop);
}

static void handle_signals(void)
{
	struct sigaction end = {.sa_handler = on_signal}, ignore = {.sa_handler = SIG_IGN};

	sigaction(SIGTERM, &end, NULL);
	sigaction(SIGINT, &end, NULL);
	sigaction(SIGHUP, &end, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGCHLD, &ignore, NULL); /* the kernel buries workers */
}

int main(void)
{
	struct courier *c = &courier;
	unsigned walls;

	handle_signals();
	fcntl(LINE_FD, F_SETFL, fcntl(LINE_FD, F_GETFL) | O_NONBLOCK);
	c->core.fd = -1;
	outlets_begin(c);
	if (role_user() < 0 || work_ready() < 0 || !(c->loop = loop_new()))
		return 1;
	walls = role_enter(ROLE_COURIER, readable, NULL);
	if (loop_watch(c->loop, LINE_FD, NULL, on_line, c) < 0 || loop_every(c->loop, TICK_MS, tick, c) < 0 ||
	    role_ready(ROLE_COURIER, walls) < 0)
		return 1;
	loop_run(c->loop);
	outlets_stop(c);
	loop_free(c->loop);
	return renewing ? RENEW : 0;
}
