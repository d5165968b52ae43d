#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FIRST_HAND = 3, FREE_FROM = FIRST_HAND + CHILD_HANDS_MAX };

int child_find(const char *program, char path[CHILD_PATH])
{
	static const char *const places[] = {"", "../lib/mimamori/"};
	char self[CHILD_PATH], first[CHILD_PATH] = "";
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	int folder;

	self[n < 0 ? 0 : n] = '\0';
	folder = strrchr(self, '/') ? (int)(strrchr(self, '/') - self) + 1 : 0;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		if (snprintf(path, CHILD_PATH, "%.*s%s%s", folder, self, places[i], program) >= CHILD_PATH)
			return -ENOENT;
		if (access(path, X_OK) == 0)
			return 0;
		if (!*first)
			memcpy(first, path, sizeof first);
	}
	memcpy(path, first, sizeof first);
	return -ENOENT;
}

/* In the child: descriptors to their places, by way of numbers that are none of them. */
static bool place(const int *from, unsigned count)
{
	int aside[FIRST_HAND + CHILD_HANDS_MAX];

	for (unsigned i = 0; i < count; i++) {
		aside[i] = fcntl(from[i], F_DUPFD_CLOEXEC, FREE_FROM);
		if (aside[i] < 0)
			return false;
	}
	for (unsigned i = 0; i < count; i++)
		if (dup2(aside[i], (int)i) < 0)
			return false;
	return true;
}

static void become(const struct child *c, const char *path, int in, int out)
{
	char *args[CHILD_ARGS_MAX + 2] = {(char *)(size_t)path}, home[CHILD_PATH];
	char *environment[] = {home, NULL};
	int from[FIRST_HAND + CHILD_HANDS_MAX] = {in, out, STDERR_FILENO};

	for (unsigned i = 0; i < CHILD_ARGS_MAX && c->args[i]; i++)
		args[i + 1] = (char *)(size_t)c->args[i];
	for (unsigned i = 0; i < c->hands; i++)
		from[FIRST_HAND + i] = c->hand[i];
	snprintf(home, sizeof home, "HOME=%s", getenv("HOME") ? getenv("HOME") : "");
	if (place(from, FIRST_HAND + c->hands)) {
		close_range(FIRST_HAND + c->hands, ~0u, 0);
		execve(path, args, environment);
	}
	_exit(127);
}

/* Feeds and hears it at once, so that neither waits for the other for ever. */
static int talk(const struct child *c, int to, int from, size_t *ret_n)
{
	size_t sent = 0, heard = 0;

	while (from >= 0) {
		struct pollfd p[2] = {{from, POLLIN, 0}, {to, POLLOUT, 0}};
		char over;
		ssize_t n;

		if (to >= 0 && sent == c->in_size) {
			close(to);
			to = p[1].fd = -1;
		}
		if (poll(p, 2, -1) < 0 && errno != EINTR)
			break;
		if (p[1].revents) {
			n = write(to, (const char *)c->in + sent, c->in_size - sent);
			sent = n > 0                               ? sent + (size_t)n
			       : errno == EAGAIN || errno == EINTR ? sent
								   : c->in_size;
		}
		if (!p[0].revents)
			continue;
		n = heard < c->out_room ? read(from, c->out + heard, c->out_room - heard)
					: read(from, &over, 1);
		if (n == 0)
			break;
		if (n > 0 && heard == c->out_room)
			heard = c->out_room + 1;
		else if (n > 0)
			heard += (size_t)n;
		if (heard > c->out_room)
			break;
	}
	if (to >= 0)
		close(to);
	*ret_n = heard;
	return heard > c->out_room ? -EMSGSIZE : 0;
}

static int wait_for(pid_t pid, struct child_end *ret)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (WIFSIGNALED(status))
		snprintf(ret->detail, sizeof ret->detail, "signal %d", WTERMSIG(status));
	else
		snprintf(ret->detail, sizeof ret->detail, "status %d", WEXITSTATUS(status));
	return -ECHILD;
}

/* The parent's half (pid 0: somebody else is the parent), with the writing end not blocking: a child that
 * reads slowly is still heard. */
static int attend(const struct child *c, pid_t pid, int to, int from, struct child_end *ret)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	int code, ended;

	sigaction(SIGPIPE, &ignore, &before);
	fcntl(to, F_SETFL, O_NONBLOCK);
	code = talk(c, to, from, &ret->out_size);
	close(from);
	if (code < 0 && pid > 0)
		kill(pid, SIGKILL);
	ended = pid > 0 ? wait_for(pid, ret) : ret->out_size ? 0 : -ECHILD;
	sigaction(SIGPIPE, &before, NULL);
	return code < 0 ? code : ended;
}

static child_starter *starter;

void child_through(child_starter *fn) { starter = fn; }

/* Forks, or has it started. The process, 0 that of somebody else, or negative. */
static pid_t start(const struct child *c, const char *path, int in, int out)
{
	pid_t pid = starter ? starter(c, in, out) : fork();

	if (pid == 0 && !starter)
		become(c, path, in, out);
	return pid < 0 && !starter ? -errno : pid;
}

int child_run(const struct child *c, struct child_end *ret)
{
	char path[CHILD_PATH];
	int in[2], out[2], code;
	pid_t pid;

	*ret = (struct child_end){0};
	if (!starter && child_find(c->program, path) < 0)
		return -ENOENT;
	if (pipe2(in, O_CLOEXEC) < 0)
		return -errno;
	if (pipe2(out, O_CLOEXEC) < 0) {
		code = -errno;
		close(in[0]);
		close(in[1]);
		return code;
	}
	pid = start(c, path, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	if (pid >= 0)
		return attend(c, pid, in[1], out[0], ret);
	close(in[1]);
	close(out[0]);
	return (int)pid;
}
