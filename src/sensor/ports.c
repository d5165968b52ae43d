/* The interfaces: opened once, with the rights that were there at the start, read in turn, counted. One that
 * is down goes on by itself when it is up again; one that is gone is another interface when it comes back, so
 * sensor ends (SENSOR_AGAIN) and is started anew by gate, which opens it. */
#include "sensor/sensor.h"

#include <errno.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>

void port_state(struct port *p, enum relay_state state, int error)
{
	if (p->told.state == state && p->told.error == error && p->told.since)
		return;
	p->told.state = (uint8_t)state;
	p->told.error = error;
	p->told.since = wall_clock();
	if (p->sensor->heard)
		relay_interface(p->sensor->relay, &p->told);
}

static void open_port(struct port *p)
{
	struct err e = {0};
	int r = live_open(p->name, &p->sensor->options.live, &p->live, &e);

	p->index = (int)if_nametoindex(p->name);
	if (r == 0) {
		port_state(p, RELAY_UP, 0);
		return;
	}
	p->live = NULL;
	sensor_say(p->name, e.detail);
	port_state(p,
		   r == -EPERM || r == -ENOENT ? RELAY_REFUSED
		   : r == -ENETDOWN            ? RELAY_DOWN
					       : RELAY_GONE,
		   -r);
}

void ports_open(struct sensor *s)
{
	for (unsigned i = 0; i < s->options.interfaces; i++) {
		struct port *p = &s->port[i];

		p->sensor = s;
		p->name = s->options.interface[i];
		p->told.index = (uint8_t)i;
		snprintf(p->told.name, sizeof p->told.name, "%s", p->name);
		open_port(p);
	}
}

static void on_frame(void *ctx, const struct frame *f)
{
	struct port *p = ctx;

	p->now.frames++;
	p->now.bytes += f->wire;
	p->now.last = f->when > p->now.last ? f->when : p->now.last;
	frames_take(p->sensor, f);
}

static void on_ready(void *ctx, short events)
{
	struct port *p = ctx;
	struct err e = {0};

	(void)events;
	/* An error says that it is down or gone; which of them, netlink tells (links.c). */
	live_take(p->live, on_frame, p, &e);
}

void ports_watch(struct sensor *s)
{
	for (unsigned i = 0; i < s->options.interfaces; i++)
		if (s->port[i].live)
			loop_watch(s->loop, live_fd(s->port[i].live), NULL, on_ready, &s->port[i]);
}

void ports_count(struct sensor *s)
{
	uint64_t received, dropped;

	for (unsigned i = 0; i < s->options.interfaces; i++) {
		struct port *p = &s->port[i];

		if (!p->live)
			continue;
		live_counts(p->live, &received, &dropped);
		p->now.dropped += dropped - p->dropped;
		p->dropped = dropped;
	}
}

void ports_tell(struct sensor *s)
{
	for (unsigned i = 0; i < s->options.interfaces; i++)
		relay_interface(s->relay, &s->port[i].told);
}

void ports_close(struct sensor *s)
{
	for (unsigned i = 0; i < s->options.interfaces; i++) {
		live_free(s->port[i].live);
		s->port[i].live = NULL;
	}
}
