/* Somebody whom an approved device has nothing to do with: two talk, and the profile of one of them does not
 * name the other. What counts as talking is what the profile was made of (inventory/observed.sql): answered,
 * or payload; no groups, no share of a scan. Whoever is outside may still get a name (DNS): the question
 * waits until the site has read it. Where nobody approved anything a pair that was never seen is told for the
 * history alone. */
#include "detect/known.h"
#include "detect/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PAIRS_MAX = 30000,
	WAITING_MAX = 128,
	SECOND = 1000000,
	AGAIN = 10 * SECOND,    /* a pair that goes on is told so once in so long */
	PATIENCE = 12 * SECOND, /* for a name */
	INFOS_A_MINUTE = 20     /* pairs of devices that nobody approved */
};

struct pair {                      /* key: client, server */
	struct who client, server; /* as known_key() tells them apart */
	uint8_t open;              /* said, and not over */
	struct who by, on;         /* as it was said first: what goes on is called the same */
	char key[SIGNAL_TEXT];
	int64_t said; /* watched */
};

struct waiting { /* to somebody outside, not judged yet; key: client, server */
	struct who client, server;
	uint8_t used;
	int64_t since; /* watched */
	struct flow flow;
};

struct new_peer {
	struct table *pairs;
	struct table *waiting;
	int64_t minute;
	unsigned infos; /* in this minute */
};

static int begin(struct detect *d, void **ret_state)
{
	struct new_peer *n = calloc(1, sizeof *n);

	if (!n)
		return -ENOMEM;
	n->pairs = detect_table(d, &(struct detect_table){"new-peer", sizeof(struct pair),
							  2 * sizeof(struct who), PAIRS_MAX, 1});
	n->waiting = detect_table(d, &(struct detect_table){"new-peer.waiting", sizeof(struct waiting),
							    2 * sizeof(struct who), WAITING_MAX, 1});
	*ret_state = n;
	return n->pairs && n->waiting ? 0 : -ENOMEM;
}

static bool is_talk(const struct flow *f)
{
	if (ip_is_multicast(f->server.ip) || ip_is_broadcast(f->server.ip) || mac_is_group(f->server.mac) ||
	    ip_is_unspecified(f->server.ip) || ip_is_unspecified(f->client.ip))
		return false;
	return f->answered == FLOW_ANSWERED || (f->payload_seen && f->answered != FLOW_REFUSED);
}

/* What it is called: somebody outside by name or network, where that is known. */
static void call(const struct detect *d, struct pair *p, const struct flow *f)
{
	const char *label;
	char ip[IP_TEXT];

	p->by = f->client;
	p->on = f->server;
	if (ip_is_none(f->server.ip) || known_on_site(d, f->server.ip))
		return;
	label = known_outside_label(d, f->server.ip);
	snprintf(p->key, sizeof p->key, "%s", label ? label : ip_text(f->server.ip, ip));
}

static void say(struct detect *d, const struct pair *p, const struct flow *f, uint8_t what, bool unapproved)
{
	struct signal s = {.detector = "new-peer", .what = what, .by = p->by, .on = p->on};

	s.learning = unapproved;
	snprintf(s.key, sizeof s.key, "%.*s", (int)strnlen(p->key, sizeof p->key), p->key);
	if (f) {
		s.packet = f->first_packet;
		s.claimed = f->answered != FLOW_ANSWERED;
	}
	if (f && f->protocol && f->protocol < PROTO_COUNT)
		signal_value(&s, "protocol", "%s", protocol_title((enum protocol)f->protocol));
	if (f && f->server_port)
		signal_value(&s, "port", "%u", f->server_port);
	detect_say(d, &s);
}

enum { NOTHING, STRANGE, UNAPPROVED /* of neither anything is approved */, WAIT };

/* Of one of the two, what its profile says of the other. */
static int against(const struct detect *d, const struct known_device *of, const struct known_device *other,
		   const struct who *who)
{
	if (!of || !of->approved)
		return UNAPPROVED;
	if (other)
		return known_peer(d, of, other->id) || other == of ? NOTHING : STRANGE;
	if (ip_is_none(who->ip) || known_on_site(d, who->ip))
		return STRANGE;
	if (known_outside(d, of, who->ip))
		return NOTHING;
	return known_outside_label(d, who->ip) ? STRANGE : WAIT;
}

static int judge(const struct detect *d, const struct flow *f)
{
	const struct known_device *client = known_who(d, &f->client), *server = known_who(d, &f->server);
	int of_client, of_server;

	if (!server && known_on_site(d, f->server.ip) && f->packets == f->packets_up)
		return NOTHING; /* nobody there who could be approved */
	of_client = against(d, client, server, &f->server);
	of_server = against(d, server, client, &f->client);
	if (of_client == STRANGE || of_server == STRANGE)
		return STRANGE;
	if (of_client == WAIT || of_server == WAIT)
		return WAIT;
	return of_client == UNAPPROVED && of_server == UNAPPROVED && client && server ? UNAPPROVED : NOTHING;
}

static struct pair *pair_of(struct detect *d, struct new_peer *n, const struct flow *f, bool *ret_new)
{
	const struct who key[2] = {known_key(d, &f->client), known_key(d, &f->server)};

	return table_add(n->pairs, key, ret_new);
}

static void strange(struct detect *d, struct new_peer *n, const struct flow *f)
{
	int64_t watched = detect_watched(d);
	bool is_new;
	struct pair *p = pair_of(d, n, f, &is_new);

	if (!p || (p->open && watched - p->said < AGAIN))
		return;
	is_new = !p->open;
	if (is_new)
		call(d, p, f);
	p->open = true;
	p->said = watched;
	say(d, p, f, is_new ? SIGNAL_ON : SIGNAL_MORE, false);
}

/* For the history: once a pair, a few each minute; while all is being learnt, nothing. */
static void unapproved(struct detect *d, struct new_peer *n, const struct flow *f)
{
	int64_t minute = detect_watched(d) / (60 * SECOND);
	bool is_new;
	struct pair *p = pair_of(d, n, f, &is_new);

	if (!p || !is_new || detect_learning(d, 0))
		return;
	if (minute != n->minute)
		n->infos = 0;
	n->minute = minute;
	if (n->infos++ >= INFOS_A_MINUTE)
		return;
	call(d, p, f);
	say(d, p, f, SIGNAL_ON, true);
}

static struct waiting *row_to_wait(struct table *t, const struct who key[2])
{
	bool is_new;

	if (table_full(t) && !table_find(t, key))
		for (uint32_t i = 0; i < t->count; i++)
			if (!((struct waiting *)table_at(t, i))->used)
				return table_replace(t, i, key);
	return table_add(t, key, &is_new);
}

static void wait_for_name(struct detect *d, struct new_peer *n, const struct flow *f)
{
	const struct who key[2] = {known_key(d, &f->client), known_key(d, &f->server)};
	struct waiting *w = row_to_wait(n->waiting, key);

	if (!w) {
		strange(d, n, f); /* no room to wait */
	} else if (!w->used) {
		w->used = true;
		w->since = detect_watched(d);
		w->flow = *f;
	}
}

static void take(struct detect *d, struct new_peer *n, const struct flow *f)
{
	switch (judge(d, f)) {
	case STRANGE:
		strange(d, n, f);
		break;
	case UNAPPROVED:
		unapproved(d, n, f);
		break;
	case WAIT:
		wait_for_name(d, n, f);
		break;
	default:
		break;
	}
}

static void flow(struct detect *d, void *state, const struct flow *f)
{
	if (known_devices(d) && is_talk(f))
		take(d, state, f);
}

/* Named meanwhile, or waited long enough. */
static void look_again(struct detect *d, struct new_peer *n)
{
	for (uint32_t i = 0; i < n->waiting->count; i++) {
		struct waiting *w = table_at(n->waiting, i);
		int is = w->used ? judge(d, &w->flow) : WAIT;

		if (!w->used || (is == WAIT && detect_watched(d) - w->since < PATIENCE))
			continue;
		w->used = false;
		if (is == STRANGE || is == WAIT)
			strange(d, n, &w->flow);
	}
}

static void tick(struct detect *d, void *state, int64_t now)
{
	(void)now;
	look_again(d, state);
}

/* Approved since, or there is no profile any more: over. */
static void known(struct detect *d, void *state)
{
	struct new_peer *n = state;

	if (!known_devices(d))
		return;
	look_again(d, n);
	for (uint32_t i = 0; i < n->pairs->count; i++) {
		struct pair *p = table_at(n->pairs, i);
		struct flow f = {.client = p->client, .server = p->server, .answered = FLOW_ANSWERED};

		if (!p->open)
			continue;
		f.packets = 2;
		f.packets_up = 1;
		if (judge(d, &f) == STRANGE || judge(d, &f) == WAIT)
			continue;
		p->open = false;
		say(d, p, NULL, SIGNAL_OFF, false);
	}
}

const struct detector new_peer_detector = {
	.name = "new-peer", .begin = begin, .end = free, .flow = flow, .tick = tick, .known = known};
