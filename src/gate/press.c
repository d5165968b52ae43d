/* A press, when core asks for one: the program gets the descriptors that core sends and nothing else. */
#include "daemon/press.h"
#include "gate/gate.h"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 60, HANDS_LEAST = 3 };

/* The descriptors as stdin, stdout, 3, 4; by way of numbers that are none of them. */
static bool place(const struct line_message *m)
{
	static const int to[LINE_HANDS] = {STDIN_FILENO, STDOUT_FILENO, 3, 4};
	int aside[LINE_HANDS];

	for (unsigned i = 0; i < m->hands; i++)
		if ((aside[i] = fcntl(m->fd[i], F_DUPFD_CLOEXEC, 16)) < 0)
			return false;
	for (unsigned i = 0; i < m->hands; i++)
		if (dup2(aside[i], to[i]) < 0)
			return false;
	return true;
}

static void become(const struct gate *g, const struct press_run *run, const char *path,
		   const struct line_message *m)
{
	const struct press_form *form = &press_forms[m->number];
	char *args[] = {(char *)(uintptr_t)form->program, (char *)(uintptr_t)form->word,
			*run->folder ? (char *)(uintptr_t)run->folder : NULL, NULL};
	char *environment[] = {(char[]){"HOME=/"}, NULL};
	int program = open(path, O_RDONLY | O_CLOEXEC);
	sigset_t none;

	setsid();
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (program < 0 || (program = fcntl(program, F_DUPFD_CLOEXEC, 32)) < 0 || !place(m))
		_exit(127);
	close_range(m->hands + 1, (unsigned)program - 1, 0);
	close_range((unsigned)program + 1, ~0u, 0);
	if (g->root &&
	    (setgroups(0, NULL) < 0 || setresgid(g->outside.gid, g->outside.gid, g->outside.gid) < 0 ||
	     setresuid(g->outside.uid, g->outside.uid, g->outside.uid) < 0))
		_exit(127);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	alarm(SECONDS);
	fexecve(program, args, environment); /* the folder it lies in may be closed to that user */
	_exit(127);
}

static bool make_folder(const struct gate *g, struct press_run *run)
{
	snprintf(run->folder, sizeof run->folder, "/tmp/mimamori-press-XXXXXX");
	if (!mkdtemp(run->folder)) {
		*run->folder = '\0';
		return false;
	}
	return !g->root || chown(run->folder, g->outside.uid, g->outside.gid) == 0;
}

static void tell(struct gate *g, int ticket, int status)
{
	post_tell(g, ROLE_CORE,
		  &(struct line_message){.kind = LINE_PRESSED, .number = status, .more = ticket});
}

void press_start(struct gate *g, const struct line_message *m)
{
	struct press_run *run = NULL;
	char path[CHILD_PATH];

	for (int i = 0; i < GATE_PRESSES && !run; i++)
		if (!g->press[i].pid)
			run = &g->press[i];
	if (!run || m->number < 0 || m->number >= PRESS_FORM_COUNT || m->hands < HANDS_LEAST ||
	    child_find(press_forms[m->number].program, path) < 0) {
		tell(g, m->more, -1);
		return;
	}
	*run = (struct press_run){.ticket = m->more};
	if ((press_forms[m->number].folder && !make_folder(g, run)) || (run->pid = fork()) < 0) {
		tell(g, m->more, -1);
		run->pid = 0;
		return;
	}
	if (run->pid == 0)
		become(g, run, path, m);
}

/* The folder is empty again: a press removes what it wrote. */
bool press_ended(struct gate *g, pid_t pid, int status)
{
	for (int i = 0; i < GATE_PRESSES; i++) {
		struct press_run *run = &g->press[i];

		if (run->pid != pid)
			continue;
		if (*run->folder && rmdir(run->folder) < 0)
			gate_say("gate.folder-left", run->folder, "");
		tell(g, run->ticket, status);
		run->pid = 0;
		return true;
	}
	return false;
}
