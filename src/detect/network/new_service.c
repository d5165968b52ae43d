/* An approved device answers at a port that its profile does not name. Its protocol may change without being
 * said here (a check compares that): one that is named late would be another one each time. Ports that are
 * chosen anew for each conversation (data of FTP, RPC) are no service. */
#include "detect/known.h"
#include "detect/table.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	ROWS_MAX = 10000,
	SECOND = 1000000,
	AGAIN = 10 * SECOND, /* one that goes on is told so once in so long */
	CHOSEN_FROM = 32768  /* ports from here on are mostly chosen by the system */
};

struct offered {        /* key: up to port */
	struct who who; /* as known_key() tells it apart */
	uint16_t port;
	uint8_t transport, pad[7];
	uint8_t open;
	uint16_t protocol;
	struct who called; /* as it was said first */
	int64_t said;      /* watched */
};

enum { KEY = sizeof(struct who) + 10 };
_Static_assert(offsetof(struct offered, open) == KEY, "a row begins with its key");

static int begin(struct detect *d, void **ret_state)
{
	*ret_state = detect_table(
		d, &(struct detect_table){"new-service", sizeof(struct offered), KEY, ROWS_MAX, 1});
	return *ret_state ? 0 : -ENOMEM;
}

static void say(struct detect *d, const struct offered *o, struct packet at, uint8_t what)
{
	struct signal s = {
		.detector = "new-service", .what = what, .by = o->called, .on = o->called, .packet = at};

	snprintf(s.key, sizeof s.key, "%s/%u", o->transport == 6 ? "tcp" : "udp", o->port);
	if (o->protocol && o->protocol < PROTO_COUNT)
		signal_value(&s, "protocol", "%s", protocol_title((enum protocol)o->protocol));
	detect_say(d, &s);
}

/* Is it one that is offered, as far as can be told? */
static bool is_service(const struct flow *f)
{
	if (f->answered != FLOW_ANSWERED || !f->oriented || !f->server_port ||
	    (f->transport != 6 && f->transport != 17))
		return false;
	if (mac_is_group(f->server.mac) || ip_is_nobody(f->server.ip))
		return false;
	return f->server_port < CHOSEN_FROM || f->protocol;
}

/* Data of an FTP session: a port of its own each time. */
static bool is_ftp_data(const struct detect *d, const struct known_device *v, const struct flow *f)
{
	return !f->protocol && f->server_port >= 1024 && f->transport == 6 &&
	       known_service(d, v, 6, 21, PROTO_none);
}

static struct offered *row_of(const struct detect *d, struct table *t, const struct flow *f)
{
	struct offered key;
	bool is_new;

	memset(&key, 0, sizeof key);
	key.who = known_key(d, &f->server);
	key.port = f->server_port;
	key.transport = f->transport;
	return table_add(t, &key, &is_new);
}

static void flow(struct detect *d, void *state, const struct flow *f)
{
	const struct known_device *v = is_service(f) ? known_who(d, &f->server) : NULL;
	int64_t watched = detect_watched(d);
	struct offered *o;
	bool goes_on;

	if (!v || !v->approved || known_service(d, v, f->transport, f->server_port, PROTO_none) ||
	    is_ftp_data(d, v, f) || !(o = row_of(d, state, f)))
		return;
	goes_on = o->open;
	if (goes_on && watched - o->said < AGAIN)
		return;
	if (!goes_on)
		o->called = f->server;
	o->open = true;
	o->said = watched;
	o->protocol = f->protocol ? f->protocol : o->protocol;
	say(d, o, f->first_packet, goes_on ? SIGNAL_MORE : SIGNAL_ON);
}

static bool still_strange(const struct detect *d, const struct offered *o)
{
	const struct known_device *v = known_who(d, &o->who);

	return v && v->approved && !known_service(d, v, o->transport, o->port, PROTO_none);
}

/* Approved since, or nothing is approved any more: over. */
static void known(struct detect *d, void *state)
{
	struct table *t = state;

	for (uint32_t i = 0; known_devices(d) && i < t->count; i++) {
		struct offered *o = table_at(t, i);

		if (!o->open || still_strange(d, o))
			continue;
		o->open = false;
		say(d, o, (struct packet){0, 0}, SIGNAL_OFF);
	}
}

const struct detector new_service_detector = {
	.name = "new-service", .begin = begin, .flow = flow, .known = known};
