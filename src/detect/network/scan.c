/* Somebody who tries many: targets or ports that he never tried before, mostly in vain (bare SYN, refused,
 * nobody answers). Two looks: twelve within a minute, sixty within a day. What a source tried once is
 * remembered (a filter of bits), so that a server that asks the same hundred devices all day, some of them
 * switched off, tries nothing new; and who reaches more than he misses asks around, but does not scan.
 * Discovery by broadcast or multicast is none, neither is what a single path through the network does
 * (traceroute). It never waits for learning.
 *
 * Who tries in vain gets no answer, and that can be said of those alone to whom something was recorded: a mirror port
 * may show one direction. Over TCP he shows it himself, for whoever was answered goes on.
 *
 * Nothing of a bare SYN proves who sent it: such a signal is `claimed` until one of the attempts was answered
 * to the end. Sources made up at random try once each, and give way to others. */
#include "detect/known.h"
#include "detect/table.h"

#include "base/hash.h"
#include "inventory/seen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SOURCES_MAX = 4096,
	SECOND = 1000000,
	FAST_NEW = 12, /* new attempts in vain ... */
	FAST_S = 60,   /* ... within a minute */
	SLOW_NEW = 60, /* and within a day */
	SLOW_S = 86400,
	QUIET_S = 600, /* nothing new for so long: it is over */
	FILTER_WORDS = 64,
	TARGETS = 64, /* bits to tell one target from many */
	TRACEROUTE_FIRST = 33434,
	TRACEROUTE_LAST = 33534
};

struct window { /* counts since `began`, and of the window before */
	int64_t began;
	uint32_t missed, reached, missed_before, reached_before;
};

struct source {                  /* key: who */
	struct who who;          /* as known_key() tells it apart */
	uint8_t on, proven, one; /* one: a single target when it was said first */
	uint8_t hears;           /* something that was sent to him was recorded */
	uint16_t port;           /* of the first attempt of this scan; many: 0 */
	struct who called, target;
	uint32_t missed, said; /* new attempts in vain since it is on; when it was said last */
	struct window fast, slow;
	int64_t last;            /* watched: of a new attempt in vain */
	uint64_t targets, ports; /* bits of each, of this scan */
	uint64_t tried[FILTER_WORDS];
};

static int begin(struct detect *d, void **ret_state)
{
	*ret_state = detect_table(
		d, &(struct detect_table){"scan", sizeof(struct source), sizeof(struct who), SOURCES_MAX, 2});
	return *ret_state ? 0 : -ENOMEM;
}

/* --- what is an attempt */

static bool is_group(const struct who *w)
{
	return mac_is_group(w->mac) || ip_is_multicast(w->ip) || ip_is_broadcast(w->ip);
}

static bool in_vain(const struct flow *f)
{
	if (f->transport == 6)
		return f->started && !f->payload_seen && (f->bare_syn || f->answered == FLOW_REFUSED);
	return f->started && f->answered != FLOW_ANSWERED;
}

/* One that a source begins; of UDP only what is surely its own. */
static bool is_attempt(const struct flow *f)
{
	if (is_group(&f->server) || is_group(&f->client) || ip_is_unspecified(f->client.ip))
		return false;
	if (f->transport == 6)
		return f->oriented;
	if (f->transport == 17)
		return f->packets_up && f->server_port <= f->client_port &&
		       !(f->server_port >= TRACEROUTE_FIRST && f->server_port <= TRACEROUTE_LAST);
	return f->transport == 1 && f->packets_up;
}

/* --- sources */

/* Whoever did least of the next few gives way; nobody who did something. */
static struct source *source_of(struct table *t, const struct who *key)
{
	struct source *s = table_find(t, key), *best;
	bool is_new;

	if (s || !table_full(t))
		return s ? s : table_add(t, key, &is_new);
	best = table_at(t, t->hand);
	for (unsigned i = 0; i < 4; i++, t->hand = (t->hand + 1) % t->count) {
		struct source *x = table_at(t, t->hand);

		if (best->on || (!x->on && x->slow.missed < best->slow.missed))
			best = x;
	}
	if (best->on || best->slow.missed + best->slow.missed_before > 4)
		return NULL;
	return table_replace(t, table_row(t, best), key);
}

/* Stable over restarts, unlike base/hash.h; whoever prepares addresses that meet hides only what he tries. */
static uint64_t mark_of(const struct flow *f)
{
	uint64_t v[3] = {0, 0, (uint64_t)f->server_port << 8 | f->transport}, h = 0x6d696d616d6f7269u;

	if (ip_is_none(f->server.ip))
		memcpy(v, f->server.mac.b, 6);
	else
		memcpy(v, f->server.ip.b, 16);
	for (unsigned i = 0; i < 3; i++)
		h = hash_mix(h ^ v[i]);
	return h;
}

/* Was this tried before? It is, from now on. */
static bool tried_before(struct source *s, uint64_t mark)
{
	uint64_t *a = &s->tried[mark % FILTER_WORDS], *b = &s->tried[(mark >> 16) % FILTER_WORDS];
	uint64_t bit_a = UINT64_C(1) << (mark >> 32 & 63), bit_b = UINT64_C(1) << (mark >> 40 & 63);
	bool before = (*a & bit_a) && (*b & bit_b);

	*a |= bit_a;
	*b |= bit_b;
	return before;
}

static void turn(struct window *w, int64_t now, int64_t seconds)
{
	int64_t gone = now - w->began;

	if (w->began && gone < seconds * SECOND)
		return;
	w->missed_before = gone < 2 * seconds * SECOND ? w->missed : 0;
	w->reached_before = gone < 2 * seconds * SECOND ? w->reached : 0;
	w->missed = w->reached = 0;
	w->began = now;
}

static bool many(const struct window *w, unsigned least)
{
	unsigned missed = w->missed + w->missed_before, reached = w->reached + w->reached_before;

	return missed >= least && missed > 2 * reached;
}

/* --- saying it */

static void say(struct detect *d, const struct source *s, uint8_t what, struct packet at)
{
	struct signal g = {.detector = "scan", .what = what, .by = s->called, .packet = at};

	if (s->one)
		g.on = s->target;
	g.claimed = !s->proven;
	g.at_once = true;
	if (s->port)
		signal_value(&g, "port", "%u", s->port);
	signal_value(&g, "attempts", "%u", s->missed);
	detect_say(d, &g);
}

static void counted(struct detect *d, struct source *s, const struct flow *f)
{
	if (s->on) {
		if (s->missed < 2 * s->said)
			return;
		s->said = s->missed;
		say(d, s, SIGNAL_MORE, f->first_packet);
		return;
	}
	if (!many(&s->fast, FAST_NEW) && !many(&s->slow, SLOW_NEW))
		return;
	s->on = true;
	s->one = __builtin_popcountll(s->targets) == 1;
	s->called = f->client;
	s->said = s->missed;
	say(d, s, SIGNAL_ON, f->first_packet);
}

static unsigned target_bit(const struct who *w)
{
	struct ip_words ip = ip_words(w->ip);

	return hash_mix(ip_is_none(w->ip) ? mac_u64(w->mac)
					  : ip.high ^ ((uint64_t)ip.low << 32 | ip.middle)) %
	       TARGETS;
}

static void missed(struct source *s, const struct flow *f, int64_t now)
{
	if (now - s->last > (int64_t)SLOW_S * SECOND || !s->last) {
		s->targets = s->ports = s->missed = 0;
		s->port = f->server_port;
		s->target = f->server;
	}
	s->targets |= UINT64_C(1) << target_bit(&f->server);
	s->ports |= UINT64_C(1) << (f->server_port % 64);
	if (s->port != f->server_port)
		s->port = 0;
	s->missed += s->missed < UINT32_MAX / 4;
	s->fast.missed++;
	s->slow.missed++;
	s->last = now;
}

/* To whom something of this conversation was sent: he hears. */
static void hears(struct detect *d, struct table *t, const struct who *who)
{
	struct who key = known_key(d, who);
	struct source *s = table_find(t, &key);

	if (s)
		s->hears = true;
}

static void hearers(struct detect *d, struct table *t, const struct flow *f)
{
	if (!t->count)
		return;
	if (f->packets > f->packets_up)
		hears(d, t, &f->client);
	if (f->packets_up && !is_group(&f->server))
		hears(d, t, &f->server);
}

static void flow(struct detect *d, void *state, const struct flow *f)
{
	bool vain = in_vain(f);
	int64_t now = detect_watched(d);
	struct who key;
	struct source *s;
	uint64_t mark;

	hearers(d, state, f);
	if (!is_attempt(f) || (!vain && !f->started))
		return;
	key = known_key(d, &f->client);
	s = vain ? source_of(state, &key) : table_find(state, &key);
	if (!s)
		return;
	if (f->answered == FLOW_UNANSWERED && f->transport != 6 && !s->hears)
		return;
	s->proven |= f->transport == 6 && f->answered == FLOW_ANSWERED && f->packets_up > 1;
	mark = mark_of(f);
	if (tried_before(s, mark))
		return;
	turn(&s->fast, now, FAST_S);
	turn(&s->slow, now, SLOW_S);
	if (vain) {
		missed(s, f, now);
		counted(d, s, f);
	} else {
		s->fast.reached++;
		s->slow.reached++;
	}
}

static void tick(struct detect *d, void *state, int64_t now)
{
	struct table *t = state;

	(void)now;
	for (uint32_t i = 0; i < t->count; i++) {
		struct source *s = table_at(t, i);

		if (!s->on || detect_watched(d) - s->last < (int64_t)QUIET_S * SECOND)
			continue;
		say(d, s, SIGNAL_OFF, (struct packet){0, 0});
		s->on = s->proven = false;
		s->last = 0; /* the next one is another */
	}
}

const struct detector scan_detector = {.name = "scan", .begin = begin, .flow = flow, .tick = tick};
