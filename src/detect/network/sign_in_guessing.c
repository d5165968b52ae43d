/* Guessing of passwords, whatever protocol tells of sign-ins: many tries of one client at one server, of one
 * client at many, of many at one; the try that was let in at last; and, told apart from these, a program that
 * goes on with a password that is refused.
 *
 * What tells guessing from a person or a program is that the secret changes (facts carry a tag of it). Where
 * it cannot be seen (SSH, digests), it is the pace: nobody types so fast, and a program keeps its rhythm. */
#include "decode/commands.h"
#include "detect/known.h"
#include "detect/rate.h"
#include "detect/recent.h"

#include "base/hash.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define WINDOW       (5 * MINUTE_US) /* of a burst */
#define SLOW_WINDOW  DAY_US          /* of patient guessing */
#define FAST_WINDOW  (10 * SECOND_US)
#define OVER         (5 * MINUTE_US)  /* no try for so long: what comes next is another matter */
#define REMEMBERED   HOUR_US          /* let in so long after guessing: it belongs to it */
#define PATIENCE     (15 * MINUTE_US) /* a program repeats itself for so long before anybody is told */
#define PROGRAM_PACE (5 * SECOND_US)  /* even steps of at least this are a program's, not a dictionary's */
#define TELL_EVERY   (10 * SECOND_US)

/* Zeek tells of 20 refused sign-ins by FTP in 15 minutes and of 30 by SSH in 30 (its detect-bruteforcing
 * scripts); equipment has fewer people who mistype, and nobody mistypes ten passwords in five minutes. */
enum {
	GUESSES = 10,      /* refused, the secret changing */
	GUESSES_FAST = 6,  /* refused by a controller faster than anybody types */
	SESSIONS = 20,     /* tries whose result cannot be read */
	GUESSES_SLOW = 20, /* changes of the secret in a day */
	SECRETS = 3,       /* a person has so many to try */
	SPRAYED = 5,       /* servers that refused one client */
	GANG = 3,          /* clients that one server refused, */
	GANG_GUESSES = 20, /* and how often */
	REPEATS = 6,       /* of the same refused secret, */
	REPEATS_SOON = 60, /* and so many without PATIENCE */
	OTHERS = 8,
	PAIRS_MAX = 8192,
	ENDS_MAX = 4096,
};

struct pair { /* key: up to port */
	struct who by, on;
	uint16_t protocol, port;

	struct who from, to; /* as first seen */
	struct rate refused, unclear, changed, changed_slow, fast;
	uint64_t secret;     /* the last refused; 0 not to be seen */
	int64_t same_since;  /* watched, as all times here; the same secret is refused */
	int64_t last;        /* try */
	int64_t step, waver; /* smoothed: time between two bursts of tries, and how far that varies */
	int64_t guessing, told, ended, repeating; /* 0 not */
	int64_t let_in;                           /* last; 0 never */
	uint32_t same, tries, untold;
	uint32_t patient; /* guesses a few times an hour: told once a day */
};

struct end { /* key: up to target */
	struct who who;
	uint32_t target; /* 1: all who try at it; 0: all at which it tries */

	struct who shown;
	struct rate refused;
	struct {
		uint32_t hash, second;
	} other[OTHERS]; /* the last different ones on the other side, and when */
	int64_t last, on, told;
	uint32_t next, tries;
};

struct state {
	struct table *pairs, *ends;
};

/* One try, or several equal ones. */
struct
try {
	struct detect *d;
	int64_t now; /* watched */
	int64_t when;
	const struct who *by, *on;
	struct packet at;
	uint64_t secret;
	uint32_t n;
	uint16_t protocol, port;
	bool claimed;
};

static const char guessing[] = "sign-in-guessing", guessed[] = "sign-in-guessed",
		  refused[] = "sign-in-refused", swarm[] = "sign-in-swarm";

static int begin(struct detect *d, void **ret_state)
{
	static const struct detect_table pairs = {"sign-in-guessing.pairs", sizeof(struct pair),
						  offsetof(struct pair, from), PAIRS_MAX, 1},
					 ends = {"sign-in-guessing.ends", sizeof(struct end),
						 offsetof(struct end, shown), ENDS_MAX, 1};
	struct state *s = calloc(1, sizeof *s);

	if (!s)
		return -ENOMEM;
	*ret_state = s;
	s->pairs = detect_table(d, &pairs);
	s->ends = detect_table(d, &ends);
	return s->pairs && s->ends ? 0 : -ENOMEM;
}

static struct pair *pair_of(const struct state *s, const struct try *t)
{
	struct pair key, *p;

	memset(&key, 0, sizeof key);
	key.by = known_key(t->d, t->by);
	key.on = known_key(t->d, t->on);
	key.protocol = t->protocol;
	key.port = t->port;
	p = recent_row(s->pairs, &key,
		       &(struct recent){offsetof(struct pair, last), offsetof(struct pair, tries)});
	if (p && !p->last) {
		p->from = *t->by;
		p->to = *t->on;
	}
	return p;
}

static struct signal signal_of(const struct try *t, const char *detector, bool more)
{
	struct signal s = {.detector = detector,
			   .what = more ? SIGNAL_MORE : SIGNAL_ON,
			   .when = t->when,
			   .by = *t->by,
			   .on = *t->on,
			   .packet = t->at,
			   .at_once = true,
			   .claimed = t->claimed};

	signal_value(&s, "protocol", "%s", protocol_title(t->protocol));
	return s;
}

/* --- one client at one server */

static void say(const struct try *t, const struct pair *p, const char *detector, bool more)
{
	struct signal s = signal_of(t, detector, more);

	s.by = p->from;
	s.on = p->to;
	s.count = p->untold;
	snprintf(s.key, sizeof s.key, "%s/%u", protocol_token(p->protocol), p->port);
	signal_value(&s, "port", "%u", p->port);
	signal_value(&s, "tries", "%u", p->tries);
	detect_say(t->d, &s);
}

static void tell(const struct try *t, struct pair *p)
{
	bool more = p->guessing != 0;
	int64_t pause = more ? TELL_EVERY : p->patient ? DAY_US : 0;

	if (p->told && t->now - p->told < pause)
		return;
	if (!more)
		p->guessing = t->now;
	say(t, p, guessing, more);
	p->told = t->now;
	p->untold = 0;
}

/* Every try, whatever came of it. */
static void keep_try(const struct try *t, struct pair *p)
{
	if (t->now - p->last > OVER) {
		p->ended = p->guessing ? p->last : p->ended;
		p->guessing = 0;
		p->tries = 0;
	}
	p->tries += t->n;
	p->untold += t->n;
}

/* A program that tries twice at a time (Basic, then Digest) still has one pace. */
static void keep_pace(const struct try *t, struct pair *p)
{
	int64_t step = t->now - p->last, off = step > p->step ? step - p->step : p->step - step;

	if (!p->last || step < SECOND_US)
		return;
	if (!p->step || step > OVER) {
		p->step = step > OVER ? 0 : step;
		p->waver = p->step / 2;
		return;
	}
	p->step += (step - p->step) / 4;
	p->waver += (off - p->waver) / 4;
}

static bool has_a_programs_pace(const struct pair *p, uint32_t n)
{
	return p->step >= PROGRAM_PACE && p->waver < p->step / 4 && n <= 3 * (WINDOW / p->step + 1);
}

/* The same secret as last time, or another? One that cannot be seen is taken for the same. */
static void keep_secret(const struct try *t, struct pair *p)
{
	bool same = p->same && t->secret == p->secret;

	if (!same) {
		p->same = 0;
		p->same_since = t->now;
	}
	p->same += t->n;
	rate_add(&p->changed, t->now, WINDOW, !same);
	rate_add(&p->changed_slow, t->now, SLOW_WINDOW, !same);
	p->secret = t->secret;
}

static bool is_of_controllers(uint16_t protocol)
{
	return protocol < PROTO_COUNT && command_tables[protocol].count;
}

static bool is_guessing(const struct try *t, struct pair *p)
{
	uint32_t n = rate_add(&p->refused, t->now, WINDOW, 0),
		 changes = rate_add(&p->changed, t->now, WINDOW, 0);
	bool burst = n >= GUESSES && (t->secret ? changes > SECRETS : !has_a_programs_pace(p, n));

	/* Programs hold one name and one password for a controller; six others within seconds are a list. */
	burst |= is_of_controllers(t->protocol) &&
		 rate_add(&p->fast, t->now, FAST_WINDOW, 0) >= GUESSES_FAST &&
		 (!t->secret || changes > SECRETS);

	p->patient = !burst && rate_add(&p->changed_slow, t->now, SLOW_WINDOW, 0) >= GUESSES_SLOW;
	return p->guessing || burst || p->patient;
}

/* The same again and again: a program whose password is out of date. Told once, until it is let in. */
static void tell_repeated(const struct try *t, struct pair *p)
{
	bool long_enough = t->now - p->same_since >= PATIENCE || p->same >= REPEATS_SOON;

	if (p->repeating || p->same < REPEATS || !long_enough)
		return;
	p->repeating = t->now;
	say(t, p, refused, false);
	p->untold = 0;
}

static void was_refused(const struct try *t, struct pair *p)
{
	keep_try(t, p);
	keep_secret(t, p);
	keep_pace(t, p);
	rate_add(&p->refused, t->now, WINDOW, t->n);
	rate_add(&p->fast, t->now, FAST_WINDOW, t->n);
	p->last = t->now;
	if (is_guessing(t, p))
		tell(t, p);
	else
		tell_repeated(t, p);
}

/* Nobody can see how it went. The same secret again is a program that gets no answer. */
static void was_unclear(const struct try *t, struct pair *p)
{
	bool counts = !t->secret || t->secret != p->secret;

	keep_try(t, p);
	p->secret = t->secret;
	p->last = t->now;
	if (rate_add(&p->unclear, t->now, WINDOW, counts ? t->n : 0) >= SESSIONS)
		tell(t, p);
}

static void was_let_in(const struct try *t, struct pair *p)
{
	keep_try(t, p);
	if (p->guessing || (p->ended && t->now - p->ended <= REMEMBERED))
		say(t, p, guessed, false);
	memset(&p->refused, 0, sizeof p->refused);
	memset(&p->unclear, 0, sizeof p->unclear);
	p->last = p->let_in = t->now;
	p->same = p->tries = p->untold = 0;
	p->repeating = p->guessing = p->ended = 0;
}

/* --- one against many, many against one */

static struct end *end_of(const struct state *s, const struct who *key_of, const struct who *shown,
			  bool target)
{
	struct end key, *e;

	memset(&key, 0, sizeof key);
	key.who = *key_of;
	key.target = target;
	e = recent_row(s->ends, &key,
		       &(struct recent){offsetof(struct end, last), offsetof(struct end, tries)});
	if (e && !e->last)
		e->shown = *shown;
	return e;
}

/* How many different ones were on the other side within a window, this one included. */
static unsigned others(struct end *e, const struct who *other, int64_t now)
{
	uint32_t hash = (uint32_t)hash_bytes(other, sizeof *other, 1),
		 second = (uint32_t)(now / SECOND_US) + 1;
	unsigned n = 0, at = OTHERS;

	for (unsigned i = 0; i < OTHERS; i++) {
		bool recent = e->other[i].second && second - e->other[i].second <= WINDOW / SECOND_US;

		if (e->other[i].second && e->other[i].hash == hash)
			at = i;
		else
			n += recent;
	}
	if (at == OTHERS)
		at = e->next++ % OTHERS;
	e->other[at].hash = hash;
	e->other[at].second = second;
	return n + 1;
}

static void say_end(const struct try *t, struct end *e, unsigned many)
{
	struct signal s = signal_of(t, e->target ? swarm : guessing, e->on != 0);

	if (e->on && t->now - e->told < TELL_EVERY)
		return;
	if (e->target) {
		s.on = e->shown;
		memset(&s.by, 0, sizeof s.by); /* nobody in particular */
	} else
		s.by = e->shown;
	snprintf(s.key, sizeof s.key, "%s", e->target ? "" : "many-servers");
	signal_value(&s, "tries", "%u", e->tries);
	signal_value(&s, e->target ? "clients" : "servers", "%u", many);
	e->on = e->on ? e->on : t->now;
	e->told = t->now;
	detect_say(t->d, &s);
}

static void at_the_end(const struct state *s, const struct try *t, const struct pair *p, bool target)
{
	struct end *e = end_of(s, target ? &p->on : &p->by, target ? &p->to : &p->from, target);
	uint32_t n;
	unsigned many;

	if (!e || (p->let_in && t->now - p->let_in <= REMEMBERED)) /* it is at home there, and slipped */
		return;
	if (t->now - e->last > OVER)
		e->on = e->tries = 0;
	e->last = t->now;
	e->tries += t->n;
	n = rate_add(&e->refused, t->now, WINDOW, t->n);
	many = others(e, target ? &p->by : &p->on, t->now);
	if (target ? many >= GANG && n >= GANG_GUESSES : many >= SPRAYED)
		say_end(t, e, many);
}

/* --- what is heard */

/* A secret that is none cannot be guessed: who is refused without one is misconfigured, not guessing. */
static uint64_t secret_of(const struct fact *f)
{
	static const char none[] = "anonymous";

	if (f->value.n == sizeof none - 1 && memcmp(f->value.s, none, f->value.n) == 0)
		return 1;
	return (uint64_t)f->num[2];
}

static void on_fact(struct detect *d, void *state, const struct fact *f)
{
	struct state *s = state;
	struct try t;
	struct pair *p;

	if (f->kind != FACT_LOGIN)
		return;
	t = (struct try){d,
			 detect_watched(d),
			 f->when,
			 &f->about,
			 &f->peer,
			 f->at,
			 secret_of(f),
			 f->more + 1,
			 f->source,
			 f->port,
			 f->transport == 17 && f->num[0] == LOGIN_UNKNOWN};
	p = pair_of(s, &t);
	if (!p)
		return;
	if (f->num[0] == LOGIN_OK) {
		was_let_in(&t, p);
	} else if (f->num[0] == LOGIN_FAILED) {
		was_refused(&t, p);
		at_the_end(s, &t, p, false);
		at_the_end(s, &t, p, true);
	} else {
		was_unclear(&t, p);
	}
}

/* Remote desktops say nothing of sign-ins in clear: each conversation that begins may be one. */
static void on_flow(struct detect *d, void *state, const struct flow *f)
{
	struct try t = {d, detect_watched(d), f->last,        &f->client, &f->server, f->last_packet, 0,
			1, f->protocol,       f->server_port, false};
	struct pair *p;

	if (f->protocol != PROTO_rdp || !f->started || f->answered != FLOW_ANSWERED)
		return;
	p = pair_of(state, &t);
	if (p)
		was_unclear(&t, p);
}

const struct detector sign_in_guessing_detector = {.name = guessing,
						   .facts = DETECT_FACT(LOGIN),
						   .begin = begin,
						   .end = free,
						   .fact = on_fact,
						   .flow = on_flow};
const struct detector sign_in_guessed_detector = {.name = guessed};
const struct detector sign_in_refused_detector = {.name = refused};
const struct detector sign_in_swarm_detector = {.name = swarm};
