/* More masters than a controller has. second-master: somebody who never asked this controller for anything
 * begins to, while it has a master that is known (the site saw it before, or people approved it); orders are
 * told by new-master, so this is of asking. register-sweep: somebody walks through a controller's values
 * address by address (fact `sweep`), as one does to find out what is there; a poller of many blocks does the same, and
 * comes round: so a walk is told when it did not come round WALK_ROUNDS times within WAIT, a long one at once, and who
 * polls from some place on is not told of that place again. master-duplicated: two masters of one group where there can
 * be but one (the decoder saw both).
 *
 * A plant that is still being learnt is learning who its masters are: history only. Whoever was a partner
 * when the profile was approved may ask as he likes. */
#include "decode/walk.h"
#include "detect/known.h"
#include "detect/recent.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define AGAIN      (30 * MINUTE_US) /* nothing for so long: it begins anew */
#define TELL_EVERY (10 * SECOND_US)
#define WAIT       (10 * MINUTE_US) /* for a walk to come round */
enum { PAIRS_MAX = 8192, SERVERS_MAX = 8192, WALKS_MAX = 4096, PLACE = 48 };

struct asking { /* key: client, server */
	struct who client, server;

	int64_t last, told; /* watched; told: as new; 0 not */
	uint32_t requests, untold;
	uint8_t is_known; /* it asked before, or was approved */
	uint8_t pad[7];
};

struct served { /* key: server */
	struct who server;

	struct who master; /* the last known one that asked */
	int64_t last;      /* watched; 0: none */
	uint32_t requests, pad;
};

struct walked { /* key: up to place */
	struct who client, server;
	char place[PLACE]; /* where it began, as the fact says */

	struct who about, peer; /* as they were seen */
	struct packet at;
	int64_t first, last, when; /* watched; when: by the source's clock */
	uint32_t rounds, steps;
	uint16_t protocol;
	uint8_t transport, told;
	uint8_t pad[4];
};

struct state {
	struct table *pairs, *servers, *walks;
	uint32_t waiting; /* of walks: how many at most are neither told nor a poller's */
};

static const char second[] = "second-master", sweep[] = "register-sweep", duplicated[] = "master-duplicated";

static int begin(struct detect *d, void **ret_state)
{
	static const struct detect_table pairs = {"second-master.pairs", sizeof(struct asking),
						  offsetof(struct asking, last), PAIRS_MAX, 2},
					 servers = {"second-master.servers", sizeof(struct served),
						    offsetof(struct served, master), SERVERS_MAX, 1},
					 walks = {"register-sweep", sizeof(struct walked),
						  offsetof(struct walked, about), WALKS_MAX, 1};
	struct state *s = calloc(1, sizeof *s);

	if (!s)
		return -ENOMEM;
	*ret_state = s;
	s->pairs = detect_table(d, &pairs);
	s->servers = detect_table(d, &servers);
	s->walks = detect_table(d, &walks);
	s->waiting = 1; /* there may be some from before a restart */
	return s->pairs && s->servers && s->walks ? 0 : -ENOMEM;
}

/* It gave this controller requests of some class before detectors listened, or people approved the pair. */
static bool was_partner(const struct detect *d, const struct fact *f)
{
	const struct known_device *client = known_who(d, &f->about), *server = known_who(d, &f->peer);

	if (!client || !server)
		return false;
	if (server->approved && known_peer(d, server, client->id))
		return true;
	for (unsigned c = 0; c < CLASS_COUNT; c++)
		if (known_commanded(d, client->id, server->id, f->source, (enum command_class)c))
			return true;
	return false;
}

static struct asking *asking_of(const struct state *s, const struct detect *d, const struct fact *f)
{
	struct asking key, *a;

	memset(&key, 0, sizeof key);
	key.client = known_key(d, &f->about);
	key.server = known_key(d, &f->peer);
	a = recent_row(s->pairs, &key,
		       &(struct recent){offsetof(struct asking, last), offsetof(struct asking, requests)});
	if (a && !a->last)
		a->is_known = was_partner(d, f);
	return a;
}

static struct served *served_of(const struct state *s, const struct asking *a)
{
	struct served key;

	memset(&key, 0, sizeof key);
	key.server = a->server;
	return recent_row(s->servers, &key,
			  &(struct recent){offsetof(struct served, last), offsetof(struct served, requests)});
}

static struct signal signal_of(const struct fact *f, const char *detector, bool more, uint32_t count)
{
	struct signal s = {.detector = detector,
			   .what = more ? SIGNAL_MORE : SIGNAL_ON,
			   .when = f->when,
			   .by = f->about,
			   .on = f->peer,
			   .packet = f->at,
			   .claimed = f->transport == 17,
			   .count = count ? count : 1};

	snprintf(s.key, sizeof s.key, "%s", protocol_token((enum protocol)f->source));
	signal_value(&s, "protocol", "%s", protocol_title((enum protocol)f->source));
	return s;
}

static void say_second(struct detect *d, struct asking *a, const struct served *v, const struct fact *f)
{
	int64_t now = detect_watched(d);
	bool more = a->told && now - a->last <= AGAIN;
	struct signal s = signal_of(f, second, more, a->untold);
	char ip[IP_TEXT];

	if (more && now - a->told < TELL_EVERY)
		return;
	if (!ip_is_none(v->master.ip))
		signal_value(&s, "master", "%s", ip_text(v->master.ip, ip));
	a->told = now;
	a->untold = 0;
	detect_say(d, &s);
}

static void on_request(struct detect *d, const struct state *s, const struct fact *f)
{
	struct asking *a = asking_of(s, d, f);
	struct served *v = a ? served_of(s, a) : NULL;
	int64_t now = detect_watched(d);
	bool asks = f->num[2] == CLASS_READ || f->num[2] == CLASS_DIAGNOSE || f->num[2] == CLASS_OTHER;

	if (!v)
		return;
	a->requests++;
	a->untold += f->more + 1;
	if (a->is_known) {
		v->master = f->about;
		v->last = now;
		v->requests++;
	} else if (v->last && asks)
		say_second(d, a, v, f);
	a->last = now;
}

static void say_walk(struct detect *d, struct walked *w)
{
	struct signal said = {.detector = sweep,
			      .what = SIGNAL_ON,
			      .when = w->when,
			      .by = w->about,
			      .on = w->peer,
			      .packet = w->at,
			      .claimed = w->transport == 17,
			      .count = 1};

	snprintf(said.key, sizeof said.key, "%s", protocol_token(w->protocol));
	signal_value(&said, "protocol", "%s", protocol_title(w->protocol));
	signal_value(&said, "steps", "%u", w->steps);
	w->told = 1;
	detect_say(d, &said);
}

static bool is_waiting(const struct walked *w) { return !w->told && w->rounds < WALK_ROUNDS; }

static struct walked *walk_of(const struct state *s, const struct detect *d, const struct fact *f)
{
	const char *place = memchr(f->value.s, ' ', f->value.n);
	size_t n = place ? (size_t)(f->value.s + f->value.n - place) : 0;
	struct walked key;

	memset(&key, 0, sizeof key);
	key.client = known_key(d, &f->about);
	key.server = known_key(d, &f->peer);
	memcpy(key.place, n ? place : "", n < PLACE ? n : PLACE);
	return recent_row(s->walks, &key,
			  &(struct recent){offsetof(struct walked, last), offsetof(struct walked, rounds)});
}

static void on_sweep(struct detect *d, struct state *s, const struct fact *f)
{
	const struct known_device *server = known_who(d, &f->peer), *client = known_who(d, &f->about);
	struct walked *w;

	if (server && client && server->approved && known_peer(d, server, client->id))
		return;
	w = walk_of(s, d, f);
	if (!w)
		return;
	if (!w->rounds) {
		w->about = f->about;
		w->peer = f->peer;
		w->at = f->at;
		w->first = detect_watched(d);
		w->when = f->when;
		w->protocol = f->source;
		w->transport = f->transport;
	}
	w->last = detect_watched(d);
	w->rounds += f->more + 1;
	w->steps = (uint32_t)f->num[0];
	if (w->steps >= WALK_LONG && is_waiting(w))
		say_walk(d, w);
	s->waiting += is_waiting(w);
}

/* What did not come round is no poller's. */
static void tick(struct detect *d, void *state, int64_t now)
{
	struct state *s = state;
	uint32_t waiting = 0;

	(void)now;
	for (uint32_t i = 0; s->waiting && i < s->walks->count; i++) {
		struct walked *w = table_at(s->walks, i);

		if (is_waiting(w) && detect_watched(d) - w->first >= WAIT)
			say_walk(d, w);
		waiting += is_waiting(w);
	}
	s->waiting = waiting;
}

static void on_attack(struct detect *d, const struct fact *f)
{
	static const char token[] = "cc-link-master-duplicate";
	struct signal s;

	if (f->value.n != sizeof token - 1 || memcmp(f->value.s, token, f->value.n) != 0)
		return;
	s = signal_of(f, duplicated, false, f->more + 1);
	s.at_once = true;
	s.on = f->about;
	detect_say(d, &s);
}

static void on_fact(struct detect *d, void *state, const struct fact *f)
{
	if (f->source == PROTO_snmp) /* network parts, not equipment */
		return;
	if (f->kind == FACT_COMMAND)
		on_request(d, state, f);
	else if (f->kind == FACT_SWEEP)
		on_sweep(d, state, f);
	else if (f->kind == FACT_ATTACK)
		on_attack(d, f);
}

const struct detector second_master_detector = {.name = second,
						.facts = DETECT_FACT(COMMAND) | DETECT_FACT(SWEEP) |
							 DETECT_FACT(ATTACK),
						.begin = begin,
						.end = free,
						.fact = on_fact,
						.tick = tick};
const struct detector register_sweep_detector = {.name = sweep};
const struct detector master_duplicated_detector = {.name = duplicated};
