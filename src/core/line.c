/* What gate says: channels to the others, and how they fare. */
#include "core/core.h"

#include "daemon/role.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* {"role":"web","signal":9,"restarts":1} */
static void note_death(struct core *c, const struct line_message *m)
{
	struct core_role *r = &c->role[m->role];
	char body[CORE_NOTE];

	r->up = false;
	r->walls = 0;
	r->last_status = m->number;
	r->last_died = core_now();
	r->restarts = (unsigned)m->more;
	snprintf(body, sizeof body, "{\"role\":\"%s\",\"%s\":%d,\"restarts\":%u}", role_names[m->role],
		 WIFSIGNALED(m->number) ? "signal" : "status",
		 WIFSIGNALED(m->number) ? WTERMSIG(m->number) : WEXITSTATUS(m->number), r->restarts);
	core_note(c, "role-died", body);
	if (m->role == ROLE_SENSOR)
		feed_sensor_died(c->feed, r->restarts);
	if (m->role == ROLE_COURIER)
		core_courier_gone(c);
	core_changed(c, "capture");
}

static void note_life(struct core *c, const struct line_message *m)
{
	struct core_role *r = &c->role[m->role];
	char body[CORE_NOTE];

	r->up = true;
	r->missing = false;
	r->walls = m->number % LINE_RESTARTS;
	r->restarts = (unsigned)m->number / LINE_RESTARTS;
	r->pid = m->more;
	if (!r->last_died)
		return;
	snprintf(body, sizeof body, "{\"role\":\"%s\",\"restarts\":%u}", role_names[m->role], r->restarts);
	core_note(c, "role-restarted", body);
	core_changed(c, "capture");
}

static void note_missing(struct core *c, uint8_t role)
{
	c->role[role].missing = true;
	if (role == ROLE_COURIER)
		core_courier_missing(c);
}

static void join_web(struct core *c, struct line_message *m)
{
	if (!m->hands)
		return;
	c->web.core = c;
	c->web.via = VIA_WEB;
	peer_begin(&c->web, m->fd[0]);
	m->fd[0] = -1;
}

/* One message; descriptors that nobody took are closed after. */
static void hear(struct core *c, struct line_message *m)
{
	bool known = m->role < ROLE_PRESS;

	if (m->kind == LINE_WEB)
		join_web(c, m);
	else if (m->kind == LINE_SENSOR && m->hands) {
		feed_sensor(c->feed, m->fd[0]);
		m->fd[0] = -1;
	} else if (m->kind == LINE_COURIER && m->hands) {
		core_courier_given(c, m->fd[0]);
		m->fd[0] = -1;
	} else if (m->kind == LINE_FILE_GONE && m->number > 0)
		feed_file_gone(c->feed, (uint32_t)m->number);
	else if (m->kind == LINE_DIED && known)
		note_death(c, m);
	else if (m->kind == LINE_UP && known)
		note_life(c, m);
	else if (m->kind == LINE_MISSING && known)
		note_missing(c, m->role);
	else if (m->kind == LINE_STOP)
		loop_stop(c->loop);
}

/* Gate's end is core's. */
static void on_line(void *ctx, short events)
{
	struct core *c = ctx;
	struct line_message m;
	int r;

	(void)events;
	while ((r = line_receive(LINE_FD, &m)) > 0) {
		hear(c, &m);
		for (unsigned i = 0; i < m.hands; i++)
			if (m.fd[i] >= 0)
				close(m.fd[i]);
	}
	if (r < 0)
		loop_stop(c->loop);
	core_write_notes(c);
}

void line_blame(enum role role)
{
	line_send(LINE_FD, &(struct line_message){.kind = LINE_RESTART, .role = (uint8_t)role, .number = 1});
}

int line_begin(struct core *c)
{
	fcntl(LINE_FD, F_SETFL, O_NONBLOCK);
	return loop_watch(c->loop, LINE_FD, NULL, on_line, c);
}
