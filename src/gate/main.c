/* mimamori-gate: starts the programs of serve, keeps them running, and ends them (DESIGN 3.1.4; gate.h).
 * Started by `mimamori serve`; SIGTERM or SIGINT end it. Exit status 0 after such an end, 1 when it could not
 * begin, 4 when another gate serves the site. */
#include "gate/gate.h"

#include "base/lang.h"
#include "daemon/role.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TICK = 200, TRIM = 60000, EXIT_HELD = 4 };

void gate_say(const char *key, const char *subject, const char *detail)
{
	const char *in = getenv("MIMAMORI_LANG");
	char line[1024];

	lang_fill_buf(line, sizeof line, lang(in && strncmp(in, "ja", 2) == 0 ? LANG_JA : LANG_EN, key),
		      (const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}});
	dprintf(STDERR_FILENO, "mimamori: %s\n", line);
}

/* One gate a site: SITE.db.pid is locked for as long as it lives, and holds its number. */
static int lock_site(struct gate *g)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char path[GATE_PATH], pid[16];

	if (snprintf(path, sizeof path, "%s.pid", g->site) >= (int)sizeof path)
		return -ENAMETOOLONG;
	g->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (g->lock < 0) {
		gate_say("gate.cannot-write", path, strerror(errno));
		return -errno;
	}
	if (fcntl(g->lock, F_SETLK, &whole) < 0) {
		fcntl(g->lock, F_GETLK, &whole);
		snprintf(pid, sizeof pid, "%d", (int)whole.l_pid);
		gate_say("gate.served", g->site, pid);
		return -EBUSY;
	}
	if (g->root && fchown(g->lock, g->packets.owner.uid, g->packets.owner.gid) < 0)
		gate_say("gate.packet-owner", path, strerror(errno));
	if (ftruncate(g->lock, 0) < 0 || dprintf(g->lock, "%d\n", (int)getpid()) < 0) {
		gate_say("gate.cannot-write", path, strerror(errno));
		return -EIO;
	}
	return 0;
}

/* --- signals */

static void bury(struct gate *g)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		struct post *p = g->post;

		while (p < g->post + GATE_POSTS && p->pid != pid)
			p++;
		if (p < g->post + GATE_POSTS)
			post_ended(p, status);
		else
			press_ended(g, pid, status);
	}
}

static void on_signal(void *ctx, short events)
{
	struct gate *g = ctx;
	struct signalfd_siginfo s;

	(void)events;
	while (read(g->signals, &s, sizeof s) == sizeof s) {
		if (s.ssi_signo == SIGCHLD)
			bury(g);
		else
			gate_stop(g);
	}
	gate_stop_tick(g);
}

static int catch_signals(struct gate *g)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	g->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return g->signals < 0 ? -errno : loop_watch(g->loop, g->signals, NULL, on_signal, g);
}

/* --- */

static void tick(void *ctx)
{
	posts_tick(ctx);
	gate_stop_tick(ctx);
}

static void trim(void *ctx)
{
	struct gate *g = ctx;
	unsigned gone;

	while ((gone = packets_trim(&g->packets)) > 0)
		post_tell(g, ROLE_CORE,
			  &(struct line_message){.kind = LINE_FILE_GONE, .number = (int32_t)gone});
}

static int prepare(struct gate *g)
{
	int r = lock_site(g);

	if (r < 0)
		return r;
	if ((r = packets_open(&g->packets, g->site)) < 0) {
		gate_say("gate.no-packets", g->site, strerror(-r));
		g->packets.folder = -1; /* the service goes on without */
	}
	if (!(g->loop = loop_new()) || catch_signals(g) < 0 || loop_every(g->loop, TICK, tick, g) < 0 ||
	    loop_every(g->loop, TRIM, trim, g) < 0) {
		gate_say("gate.no-memory", "", "");
		return -ENOMEM;
	}
	gate_walls(g);
	return 0;
}

int main(int argc, char **argv)
{
	static struct gate g = {.lock = -1, .signals = -1, .packets = {.folder = -1}};
	static const enum role order[GATE_POSTS] = {ROLE_CORE, ROLE_SENSOR, ROLE_WEB, ROLE_COURIER};
	int r;

	umask(0077);
	if (gate_arguments(&g, argc, argv) < 0)
		return 1;
	if ((r = prepare(&g)) < 0)
		return r == -EBUSY ? EXIT_HELD : 1;
	for (int i = 0; i < GATE_POSTS; i++)
		post_start(&g.post[order[i]]);
	if (loop_run(g.loop) < 0)
		return 1;
	loop_free(g.loop);
	return 0;
}
