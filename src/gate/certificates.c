/* The certificates of a site, looked after by the program that knows TLS, run to its end each time before web
 * is started: makes what is missing or near its end. It runs as the site's owner, who keeps them. */
#include "gate/gate.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void become_maker(const struct gate *g, int program, const char *folder)
{
	const struct user u = g->post[ROLE_CORE].user;
	char *args[4 + GATE_LISTEN] = {(char[]){"mimamori-web"}, (char[]){"--make-certificates"},
				       (char *)(uintptr_t)folder};
	char *environment[] = {(char[]){"HOME=/"}, NULL};
	sigset_t none;

	for (unsigned i = 0; i < g->listens; i++) /* this machine's own name is added by itself */
		args[3 + i] = (char *)(uintptr_t)g->host[i];
	if (g->root && (setgroups(0, NULL) < 0 || setresgid(u.gid, u.gid, u.gid) < 0 ||
			setresuid(u.uid, u.uid, u.uid) < 0))
		_exit(127);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	fexecve(program, args, environment);
	_exit(127);
}

void gate_certificates(const struct gate *g)
{
	const struct user u = g->post[ROLE_CORE].user;
	char path[CHILD_PATH], folder[GATE_PATH], code[16];
	int program, status = 0;
	pid_t pid;

	if (child_find("mimamori-web", path) < 0 ||
	    snprintf(folder, sizeof folder, "%s.tls", g->site) >= (int)sizeof folder)
		return;
	if ((mkdir(folder, 0700) < 0 && errno != EEXIST) || (g->root && chown(folder, u.uid, u.gid) < 0)) {
		gate_say("gate.cannot-write", folder, strerror(errno));
		return;
	}
	program = open(path, O_RDONLY | O_CLOEXEC);
	pid = fork();
	if (pid == 0)
		become_maker(g, program, folder);
	if (program >= 0)
		close(program);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	snprintf(code, sizeof code, "%d", WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
	if (status)
		gate_say("gate.no-certificates", folder, code);
}
