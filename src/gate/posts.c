/* Starting roles, joining them, and starting them anew. */
#include "daemon/role.h"
#include "gate/gate.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	ASKS_FOR_ANOTHER =
		75 /* what it wants next has to be opened with rights it gave away: interface, keys */
};
enum { FIRST_WAIT = 1000, LONGEST_WAIT = 60000, LONG_ENOUGH = 60000, ENVIRONMENT = 12, AT_ONCE = 32 };

/* What of our environment a role sees. */
static const char *const passed[] = {"TZ", "MIMAMORI_LANG", "LC_ALL", "LANG", "UBSAN_OPTIONS"};

static char home[] = "HOME=/";
#ifdef __SANITIZE_ADDRESS__
static char sanitizers[] =
	"ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1"; /* no leaks seen behind walls */
static char *const given[] = {home, sanitizers};
#else
static char *const given[] = {home};
#endif

static void fill_environment(const struct post *p, char user[32], char *ret[ENVIRONMENT])
{
	size_t n = 0;

	for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) {
		const char *value = getenv(passed[i]);
		size_t room = value ? strlen(passed[i]) + strlen(value) + 2 : 0;
		char *entry = room ? malloc(room) : NULL;

		if (!entry)
			continue;
		snprintf(entry, room, "%s=%s", passed[i], value);
		ret[n++] = entry;
	}
	for (size_t i = 0; i < sizeof given / sizeof *given; i++)
		ret[n++] = given[i];
	if (p->gate->root) {
		snprintf(user, 32, ROLE_USER "=%u:%u", (unsigned)p->user.uid, (unsigned)p->user.gid);
		ret[n++] = user;
	}
	ret[n] = NULL;
}

/* In the child: nothing of gate's is left but the line, which is 3. */
static void become(struct post *p, const char *path, int line, pid_t gate)
{
	char *environment[ENVIRONMENT], user[32];
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC), aside = fcntl(line, F_DUPFD, 10);
	sigset_t none;

	setsid();
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (getppid() != gate || nothing < 0 || aside < 0)
		_exit(127);
	dup2(nothing, STDIN_FILENO);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	dup2(aside, LINE_FD);
	close_range(LINE_FD + 1, ~0u, 0);
	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	fill_environment(p, user, environment);
	execve(path, p->args, environment);
	_exit(127);
}

static void hand(struct gate *g, enum role to, enum line_kind kind, int fd)
{
	post_tell(g, to, &(struct line_message){.kind = (uint8_t)kind, .hands = 1, .fd = {fd}});
}

void post_tell(struct gate *g, enum role to, const struct line_message *m)
{
	if (g->post[to].line >= 0)
		line_send(g->post[to].line, m);
}

/* A fresh stream between core and one of the others, when both run. */
static void join(struct gate *g, enum role other, enum line_kind core_hears)
{
	int pair[2];

	if (g->post[ROLE_CORE].line < 0 || g->post[other].line < 0 ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return;
	hand(g, other, LINE_CORE, pair[0]);
	hand(g, ROLE_CORE, core_hears, pair[1]);
	close(pair[0]);
	close(pair[1]);
}

static void tell_core_of(struct gate *g, const struct post *p)
{
	if (p->ready)
		post_tell(g, ROLE_CORE,
			  &(struct line_message){.kind = LINE_UP,
						 .role = (uint8_t)p->role,
						 .number = (p->walls & (LINE_RESTARTS - 1)) +
							   (int)(p->restarts & 0xffff) * LINE_RESTARTS,
						 .more = p->pid});
	else if (p->missing)
		post_tell(g, ROLE_CORE,
			  &(struct line_message){.kind = LINE_MISSING, .role = (uint8_t)p->role});
}

static void tell_death(struct gate *g, const struct post *p)
{
	post_tell(g, ROLE_CORE,
		  &(struct line_message){.kind = LINE_DIED,
					 .role = (uint8_t)p->role,
					 .number = p->last_status,
					 .more = (int)p->restarts});
}

/* What a role is told first. */
static void introduce(struct post *p)
{
	struct gate *g = p->gate;

	if (p->role == ROLE_WEB)
		for (unsigned i = 0; i < g->listens; i++)
			hand(g, ROLE_WEB, LINE_LISTEN, g->listen[i]);
	if (p->role == ROLE_SENSOR || p->role == ROLE_CORE)
		join(g, ROLE_SENSOR, LINE_SENSOR);
	if (p->role == ROLE_WEB || p->role == ROLE_CORE)
		join(g, ROLE_WEB, LINE_WEB);
	if (p->role == ROLE_COURIER || p->role == ROLE_CORE)
		join(g, ROLE_COURIER, LINE_COURIER);
	if (p->role != ROLE_CORE)
		return;
	if (p->restarts)
		tell_death(g, p);
	for (int i = 0; i < GATE_POSTS; i++)
		tell_core_of(g, &g->post[i]);
}

static void next_packet_file(struct gate *g)
{
	struct line_message m = {.kind = LINE_PACKET_FILE, .hands = 1};
	unsigned number = 0, gone;
	int fd = packets_next(&g->packets, &number);

	if (fd < 0) {
		/* no descriptor: there is none now, ask again later */
		post_tell(g, ROLE_SENSOR, &(struct line_message){.kind = LINE_PACKET_FILE, .number = fd});
		return;
	}
	m.number = (int32_t)number;
	m.fd[0] = fd;
	post_tell(g, ROLE_SENSOR, &m);
	close(fd);
	while ((gone = packets_trim(&g->packets)) > 0)
		post_tell(g, ROLE_CORE,
			  &(struct line_message){.kind = LINE_FILE_GONE, .number = (int32_t)gone});
}

/* One that said what it may not is ended as if it had died: told in the journal, started anew after a pause.
 */
static void restart_on_demand(struct gate *g, const struct line_message *m)
{
	struct post *p = m->role < GATE_POSTS ? &g->post[m->role] : NULL;

	if (!p || p->role == ROLE_CORE || !p->pid)
		return;
	p->asked = m->number == 0;
	kill(p->pid, p->asked ? SIGHUP : SIGKILL);
}

/* The whole vocabulary of the roles: who may say what. */
static void hear(struct post *p, const struct line_message *m)
{
	struct gate *g = p->gate;

	if (m->kind == LINE_READY && !p->ready) {
		p->ready = true;
		p->walls = m->number;
		tell_core_of(g, p);
	} else if (m->kind == LINE_NEXT_FILE && p->role == ROLE_SENSOR) {
		next_packet_file(g);
	} else if (m->kind == LINE_PRESS && p->role == ROLE_CORE) {
		press_start(g, m);
	} else if (m->kind == LINE_RESTART && p->role == ROLE_CORE) {
		restart_on_demand(g, m);
	}
}

/* An end of the line is left to the process's end. A few messages at once: who never stops talking does not
 * keep gate from the others. */
static void on_line(void *ctx, short events)
{
	struct post *p = ctx;
	struct line_message m;
	int r;

	(void)events;
	for (int n = 0; n < AT_ONCE && p->line >= 0 && (r = line_receive(p->line, &m)) != 0; n++) {
		if (r < 0) {
			loop_forget(p->gate->loop, p->line);
			if (r == -EBADMSG && p->pid)
				kill(p->pid, SIGKILL); /* no message of ours */
			return;
		}
		hear(p, &m);
		for (unsigned i = 0; i < m.hands; i++)
			close(m.fd[i]);
	}
}

static void later(struct post *p)
{
	int64_t now = loop_clock();

	if (!p->wait || now - p->started >= LONG_ENOUGH)
		p->wait = FIRST_WAIT;
	p->again = now + p->wait;
	p->wait = p->wait * 2 > LONGEST_WAIT ? LONGEST_WAIT : p->wait * 2;
}

static bool find(struct post *p, char path[CHILD_PATH])
{
	if (child_find(p->program, path) == 0)
		return true;
	if (!p->missing)
		gate_say("gate.missing", p->program, path);
	p->missing = true;
	return false;
}

void post_start(struct post *p)
{
	struct gate *g = p->gate;
	char path[CHILD_PATH];
	pid_t self = getpid();
	int pair[2];

	p->again = 0;
	p->started = loop_clock();
	if (!find(p, path)) {
		tell_core_of(g, p);
		return;
	}
	if (p->role == ROLE_WEB)
		gate_certificates(g);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) {
		later(p);
		return;
	}
	p->pid = fork();
	if (p->pid == 0)
		become(p, path, pair[1], self);
	close(pair[1]);
	if (p->pid < 0) {
		p->pid = 0;
		close(pair[0]);
		later(p);
		return;
	}
	fcntl(pair[0], F_SETFL, O_NONBLOCK);
	p->line = pair[0];
	loop_watch(g->loop, p->line, NULL, on_line, p);
	introduce(p);
}

void post_ended(struct post *p, int status)
{
	struct gate *g = p->gate;
	char number[16];

	p->pid = 0;
	p->ready = false;
	p->last_status = status;
	if (p->line >= 0) {
		loop_forget(g->loop, p->line);
		close(p->line);
		p->line = -1;
	}
	if (g->stage)
		return;
	if (p->asked || (WIFEXITED(status) && WEXITSTATUS(status) == ASKS_FOR_ANOTHER)) {
		p->again = loop_clock() + (p->asked ? 0 : FIRST_WAIT);
		p->asked = false;
		return;
	}
	p->restarts++;
	snprintf(number, sizeof number, "%d", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	gate_say(WIFSIGNALED(status) ? "gate.died-signal" : "gate.died-status", p->program, number);
	tell_death(g, p);
	later(p);
}

void posts_tick(struct gate *g)
{
	static const enum role order[] = {ROLE_CORE, ROLE_SENSOR, ROLE_WEB, ROLE_COURIER};

	for (int i = 0; i < GATE_POSTS; i++) {
		struct post *p = &g->post[order[i]];

		if (!p->pid && p->again && p->again <= loop_clock() && !g->stage)
			post_start(p);
	}
}
