/* Somebody else publishes a topic beside the one who always does: values that are put in between hide what
 * really happens (reference/anomaly.md 4, "second sender"). Told when the two take turns; one who takes over
 * after the other fell silent is a device that was exchanged, or was given another address. Topics that
 * several publish from the beginning are theirs together. Brokers hand on what others publish: they are
 * nobody here. */
#include "detect/known.h"
#include "detect/recent.h"

#include "base/hash.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOGETHER   (10 * MINUTE_US) /* heard so shortly after each other, they publish at the same time */
#define TAKEN_OVER DAY_US           /* silent for so long: the other is the sender from now on */
#define TELL_EVERY (10 * SECOND_US)
#define AGAIN      (30 * MINUTE_US)
enum { TOPICS_MAX = 20000, BROKERS_MAX = 256, ENOUGH = 64 };

struct topic { /* key: hash */
	uint64_t hash;

	struct who usual, other;
	uint32_t times; /* told by the usual one */
	int64_t first, last;
	int64_t last_other; /* 0: nobody else, ever */
	int64_t told;
	uint32_t between; /* the usual one came after the other */
	uint32_t shared;  /* several publish it: that is its way */
};

struct broker { /* key: who */
	struct who who;

	uint32_t times;
	int64_t last;
};

struct state {
	struct table *topics, *brokers;
};

static int begin(struct detect *d, void **ret_state)
{
	static const struct detect_table topics = {"series-sender", sizeof(struct topic),
						   offsetof(struct topic, usual), TOPICS_MAX, 1},
					 brokers = {"series-sender.brokers", sizeof(struct broker),
						    offsetof(struct broker, times), BROKERS_MAX, 1};
	struct state *s = calloc(1, sizeof *s);

	if (!s)
		return -ENOMEM;
	*ret_state = s;
	s->topics = detect_table(d, &topics);
	s->brokers = detect_table(d, &brokers);
	return s->topics && s->brokers ? 0 : -ENOMEM;
}

static void say(struct detect *d, struct topic *t, const struct fact *f, const char *name, int64_t now)
{
	struct signal s = {.detector = "series-sender",
			   .what = t->told && now - t->told < AGAIN ? SIGNAL_MORE : SIGNAL_ON,
			   .when = f->when,
			   .by = t->other,
			   .on = t->usual,
			   .packet = f->at};
	double value;

	if (t->told && now - t->told < TELL_EVERY)
		return;
	t->told = now;
	snprintf(s.key, sizeof s.key, "%.*s", text_within(name, SIGNAL_KEY - 1), name);
	signal_value(&s, "name", "%.*s", text_within(name, 60), name);
	memcpy(&value, f->num, sizeof value);
	signal_value(&s, "value", "%.10g", value);
	detect_say(d, &s);
}

static void usual_speaks(struct topic *t, int64_t now)
{
	t->times += t->times < UINT32_MAX;
	t->last = now;
	t->between |= t->last_other && now - t->last_other <= TOGETHER;
}

static bool is_learnt(const struct topic *t, const struct detect *d, int64_t now)
{
	return t->times >= ENOUGH && now - t->first >= detect_learning_time(d);
}

static void other_speaks(struct detect *d, struct topic *t, const struct who *by, const struct fact *f,
			 int64_t now)
{
	char clean[TEXT_ROOM];

	if (!is_learnt(t, d, now)) {
		t->shared = true;
	} else if (now - t->last > TAKEN_OVER) {
		t->usual = *by;
		t->last_other = t->between = 0;
		usual_speaks(t, now);
		return;
	} else if (t->between && now - t->last <= TOGETHER) {
		t->other = *by;
		text_clean(f->value, clean);
		say(d, t, f, clean, now);
	}
	t->other = *by;
	t->last_other = now;
	t->between = 0;
}

static void on_point(struct detect *d, const struct state *s, const struct fact *f)
{
	struct topic key = {.hash = hash_bytes(f->value.s, f->value.n, 1)}, *t;
	struct broker b;
	int64_t now = detect_watched(d);

	memset(&b, 0, sizeof b);
	b.who = known_key(d, &f->about);
	if (s->brokers->count && table_find(s->brokers, &b))
		return;
	t = recent_row(s->topics, &key,
		       &(struct recent){offsetof(struct topic, last), offsetof(struct topic, times)});
	if (!t || t->shared)
		return;
	if (!t->last) {
		t->usual = b.who;
		t->first = now;
	}
	if (memcmp(&t->usual, &b.who, sizeof b.who) == 0)
		usual_speaks(t, now);
	else
		other_speaks(d, t, &b.who, f, now);
}

/* What it seemed to publish before it was known as a broker is not its own. */
static void is_broker(const struct detect *d, const struct state *s, const struct who *about)
{
	struct broker key, *b;

	memset(&key, 0, sizeof key);
	key.who = known_key(d, about);
	b = recent_row(s->brokers, &key,
		       &(struct recent){offsetof(struct broker, last), offsetof(struct broker, times)});
	if (!b)
		return;
	b->last = detect_watched(d);
	for (uint32_t i = 0; b->times == 0 && i < s->topics->count; i++) {
		struct topic *t = table_at(s->topics, i);

		if (memcmp(&t->usual, &key.who, sizeof key.who) == 0)
			memset((char *)t + offsetof(struct topic, usual), 0,
			       sizeof *t - offsetof(struct topic, usual));
	}
	b->times += b->times < UINT32_MAX;
}

/* Who sends what this device always sent is learnt anew. */
static void on_anew(struct detect *d, void *state, const struct known_device *device)
{
	const struct state *s = state;

	for (uint32_t i = 0; i < s->topics->count; i++) {
		struct topic *t = table_at(s->topics, i);

		if (known_who(d, &t->usual) == device)
			memset((char *)t + offsetof(struct topic, usual), 0,
			       sizeof *t - offsetof(struct topic, usual));
	}
}

static void on_fact(struct detect *d, void *state, const struct fact *f)
{
	if (f->source != PROTO_mqtt)
		return;
	if (f->kind == FACT_POINT)
		on_point(d, state, f);
	else if (f->kind == FACT_ROLE && f->value.n == 6 && memcmp(f->value.s, "broker", 6) == 0)
		is_broker(d, state, &f->about);
}

const struct detector series_sender_detector = {.name = "series-sender",
						.facts = DETECT_FACT(POINT) | DETECT_FACT(ROLE),
						.begin = begin,
						.end = free,
						.fact = on_fact,
						.anew = on_anew};
