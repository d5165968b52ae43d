/* Bags of evidence that wait (respond/evidence.h): made one after the other by a process forked here, which
 * reads the site and writes beside it; when it has said what it made, core tells the journal. One that ends
 * without a word is tried again, and the third time what is missing is everything. */
#include "core/core.h"

#include "assess/writing.h"
#include "base/err.h"
#include "respond/evidence.h"
#include "respond/parts.h"
#include "store/checkpoint.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAKING_SECONDS = 600, TRIES = 3 };

/* One at a time in a core. */
static struct {
	struct core *core;
	int fd;     /* the report comes through it; -1 none is made */
	int64_t id; /* of the bag */
	int tries;
	size_t n;
	char report[EVIDENCE_REPORT];
} making = {.fd = -1};

static void make_and_end(const struct core *core, int64_t id, int fd)
{
	static char report[EVIDENCE_REPORT];
	struct store *s = NULL;
	struct err e = {0};

	alarm(MAKING_SECONDS);
	site_forget_key(core->store); /* it reads packets */
	reader_let_go(core);
	if (site_open(core->site, SITE_READ, site_parts(), core_now(), &s, &e) < 0)
		_exit(1);
	sqlite3_exec(store_db(s), "PRAGMA temp_store=MEMORY", NULL, NULL, NULL);
	if (evidence_make(s, id, core_now(), report) < 0 ||
	    write(fd, report, strlen(report)) != (ssize_t)strlen(report))
		_exit(1);
	_exit(0);
}

static void tell(struct core *c, const char *report)
{
	struct writing w = {.at = core_now(), .actor = "mimamori", .today = ""};
	struct err e = {0};
	int r;

	if (!c->store || c->read_only)
		return;
	site_time(c->store, w.at);
	r = site_begin(c->store);
	if (r == 0) {
		r = evidence_told(c->store, report, &w, &e);
		r = r < 0 ? r : site_commit(c->store);
		if (r < 0)
			site_rollback(c->store);
	}
	core_wrote(c, r == -EINVAL ? 0 : r);
	core_changed(c, "incidents");
}

static void gave_up(struct core *c)
{
	char report[300];

	snprintf(report, sizeof report,
		 "{\"evidence\":%lld,\"complete\":0,\"missing\":[{\"what\":\"all\",\"why\":\"died\","
		 "\"detail\":\"\"}],\"files\":[],\"bytes\":0,"
		 "\"packets\":0,\"digest\":null}",
		 (long long)making.id);
	tell(c, report);
}

static void ended(struct core *c)
{
	bool whole = making.n > 1 && making.report[making.n - 1] == '}';

	loop_forget(c->loop, making.fd);
	close(making.fd);
	making.fd = -1;
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	if (whole) {
		making.report[making.n] = '\0';
		tell(c, making.report);
		making.tries = 0;
	} else if (making.tries >= TRIES) {
		gave_up(c);
		making.tries = 0;
	}
}

static void on_report(void *ctx, short events)
{
	ssize_t n = read(making.fd, making.report + making.n, sizeof making.report - 1 - making.n);

	(void)events;
	if (n > 0)
		making.n += (size_t)n;
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		ended(ctx);
}

static void begin(struct core *c, int64_t id)
{
	struct err e = {0};
	char *note = NULL;
	int pair[2];
	pid_t pid;

	/* What has been written so far is signed: a copy of this goes into the bag. */
	if (checkpoint_make(c->store, core_now(), "mimamori", &note, &e) == 0)
		free(note);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return;
	making.tries = making.id == id ? making.tries + 1 : 1;
	making.id = id;
	making.n = 0;
	pid = fork();
	if (pid == 0) {
		close(pair[0]);
		make_and_end(c, id, pair[1]);
	}
	close(pair[1]);
	if (pid < 0 || loop_watch(c->loop, pair[0], NULL, on_report, c) < 0) {
		close(pair[0]);
		return;
	}
	making.fd = pair[0];
}

void core_evidence_copied(struct core *c, const struct request *r, const struct viewer *v)
{
	static const char before[] = "/api/v1/incidents/i", after[] = "/evidence";
	char body[CORE_NOTE], path[80];
	size_t n = r->path.n;

	if (n >= sizeof path || n <= sizeof before + sizeof after - 2)
		return;
	memcpy(path, r->path.s, n);
	path[n] = '\0';
	if (strncmp(path, before, sizeof before - 1) != 0 || strcmp(path + n - sizeof after + 1, after) != 0)
		return;
	snprintf(body, sizeof body, "{\"incident\":%ld,\"who\":\"%.20s\"}",
		 strtol(path + sizeof before - 1, NULL, 10), v->actor);
	core_note(c, "evidence-handed-over", body);
	core_write_notes(c); /* before it is handed out */
}

void core_evidence(struct core *c)
{
	int64_t id = c->store && !c->read_only && making.fd < 0 ? evidence_waiting(c->store) : 0;

	if (id)
		begin(c, id);
}
