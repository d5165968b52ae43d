/* Values that MQTT, CoAP or Modbus carry: silent, stuck, outside what they reached, a sensor's fault code,
 * another unit. What is usual for a series is series.h; here is whose it is, and that a device that says
 * nothing at all is the matter of silent-device alone.
 *
 * A broker hands on what others publish: where the publisher itself is seen, its copy by the broker is none.
 */
#include "detect/known.h"
#include "detect/recent.h"
#include "detect/series.h"

#include "base/hash.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define HEARD_GAP (2 * MINUTE_US) /* a device that said nothing for so long begins anew */
enum {
	SERIES_MAX = 20000,
	HOLDERS_MAX = 8192,
	TOPICS_MAX = 20000,
	LOOKED_AT = 256,
	LOOKED_IN_S = 8,
	AHEAD = 8,
	KEY_SIZE = offsetof(struct series, name),
	MARKS = 8192,
	OWNERS = 4096
};

struct holder { /* key: who. Who publishes or holds values */
	struct who who;

	uint16_t broker; /* hands on what others publish */
	uint32_t values;
	int64_t since, last; /* watched: heard all the while; heard last */
};

struct topic { /* key: hash. Who publishes it, brokers aside */
	uint64_t hash;

	struct who by;
	uint16_t pad;
	uint32_t times;
	int64_t last; /* watched */
};

struct state {
	struct table *series, *holders, *topics;
	uint32_t hand;              /* which series is looked at next */
	uint32_t marked;            /* of so many holders */
	uint64_t marks[MARKS / 64]; /* by hash of their addresses: most frames are sent by nobody marked */
	struct owner { /* whose values are: asked for each of them, and the same again and again */
		struct who by, key;
		uint32_t holder; /* row + 1; 0 not known */
	} owners[OWNERS];
	uint32_t last[HOLDERS_MAX]; /* by holder: series of its last value */
	uint32_t next[SERIES_MAX];  /* by series: which of the same holder came after it the last time */
};

static int begin(struct detect *d, void **ret_state)
{
	static const struct detect_table series = {"series", sizeof(struct series),
						   offsetof(struct series, name), SERIES_MAX, 1},
					 holders = {"series.holders", sizeof(struct holder),
						    offsetof(struct holder, broker), HOLDERS_MAX, 1},
					 topics = {"series.topics", sizeof(struct topic),
						   offsetof(struct topic, by), TOPICS_MAX, 1};
	struct state *s = calloc(1, sizeof *s);

	if (!s)
		return -ENOMEM;
	*ret_state = s;
	s->series = detect_table(d, &series);
	s->holders = detect_table(d, &holders);
	s->topics = detect_table(d, &topics);
	return s->series && s->holders && s->topics ? 0 : -ENOMEM;
}

/* --- what is said */

static const struct {
	uint8_t sign;
	const char *detector;
} signs[] = {
	{SERIES_SILENT, "series-silent"}, {SERIES_STUCK, "series-stuck"}, {SERIES_RANGE, "series-range"},
	{SERIES_FAULT, "series-fault"},   {SERIES_UNIT, "series-unit"},   {SERIES_JUMP, "series-jump"},
};

static void values_of(struct signal *g, const struct series *s, uint8_t sign, double value, int64_t now)
{
	if (sign == SERIES_SILENT) {
		signal_value(g, "period", "%.3g", (double)s->period);
		signal_value(g, "since", "%lld", (long long)((now - s->last) / SECOND_US));
		return;
	}
	signal_value(g, "value", "%.6g", value);
	if (sign == SERIES_STUCK) {
		signal_value(g, "times", "%u", s->run);
		signal_value(g, "longest", "%u", s->longest_run);
	} else if (sign == SERIES_UNIT) {
		signal_value(g, "before", "%.4g", (double)s->level);
		signal_value(g, "change", "%s", series_change(s));
	} else {
		signal_value(g, "low", "%.6g", (double)s->first_low);
		signal_value(g, "high", "%.6g", (double)s->first_high);
	}
}

static void say(struct detect *d, const struct series *s, unsigned changed, const struct fact *f,
		double value)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		struct signal g = {.detector = signs[i].detector,
				   .what = s->signs & signs[i].sign ? SIGNAL_ON : SIGNAL_OFF,
				   .when = f ? f->when : 0,
				   .by = s->about,
				   .on = s->about};

		if (!(changed & signs[i].sign))
			continue;
		if (f)
			g.packet = f->at;
		snprintf(g.key, sizeof g.key, "%s", s->name);
		signal_value(&g, "name", "%s", s->name);
		values_of(&g, s, signs[i].sign, value, detect_watched(d));
		detect_say(d, &g);
	}
}

/* --- whose a value is */

static struct holder *holder_of(struct state *s, const struct who *key, int64_t now)
{
	struct holder h, *r;

	memset(&h, 0, sizeof h);
	h.who = *key;
	r = recent_row_of(s->holders, &h,
			  &(struct recent){offsetof(struct holder, last), offsetof(struct holder, values)},
			  offsetof(struct holder, broker));
	if (r && !r->last) {
		r->since = r->last = now;
		s->marked = 0; /* all are marked anew: it may have taken another's place */
	}
	return r;
}

/* The row stays, what was learnt in it is gone. */
static void begin_again(struct series *r)
{
	memset((char *)r + offsetof(struct series, name), 0, sizeof *r - offsetof(struct series, name));
}

static void forget(struct state *s, const struct who *about, uint16_t protocol, uint64_t hash)
{
	struct series key, *r;

	memset(&key, 0, sizeof key);
	key.about = *about;
	key.protocol = protocol;
	key.hash = hash;
	r = table_find(s->series, &key);
	if (r)
		begin_again(r);
}

/* Is it somebody else's, and this a copy of it? */
static bool is_copy(struct state *s, const struct holder *h, const struct who *by, const struct fact *f,
		    uint64_t hash, int64_t now)
{
	struct topic key = {.hash = hash}, *t;

	if (f->source != PROTO_mqtt)
		return false;
	if (h->broker) {
		t = table_find(s->topics, &key);
		return t && memcmp(&t->by, by, sizeof *by) != 0;
	}
	t = recent_row(s->topics, &key,
		       &(struct recent){offsetof(struct topic, last), offsetof(struct topic, times)});
	if (t) {
		t->by = *by;
		t->times++;
		t->last = now;
	}
	return false;
}

/* It turns out to be a broker: what it seemed to publish of others is not its own. */
static void is_broker(struct state *s, const struct who *key, int64_t now)
{
	struct holder *h = holder_of(s, key, now);

	if (!h || h->broker)
		return;
	h->broker = true;
	for (uint32_t i = 0; i < s->topics->count; i++) {
		struct topic *t = table_at(s->topics, i);

		if (memcmp(&t->by, key, sizeof *key) != 0)
			continue;
		forget(s, key, PROTO_mqtt, t->hash);
		memset(&t->by, 0, sizeof t->by);
	}
}

/* --- a value */

static void fetch(const struct state *s, uint32_t row)
{
	const char *r = row < s->series->count ? table_at(s->series, row) : NULL;

	for (size_t i = 0; r && i < sizeof(struct series); i += 64)
		__builtin_prefetch(r + i, 1);
}

/* A device's values come in the same order each time: the row after its last is looked at first, and the one after it
 * fetched. */
static struct series *row_of(struct state *s, uint32_t *last, const struct series *key)
{
	uint32_t *next = &s->next[*last];
	struct series *r = *next < s->series->count ? table_at(s->series, *next) : NULL;

	if (!r || !key_same(r, key, KEY_SIZE))
		r = recent_row_of(
			s->series, key,
			&(struct recent){offsetof(struct series, last), offsetof(struct series, count)},
			KEY_SIZE);
	if (!r)
		return NULL;
	*last = *next = table_row(s->series, r);
	fetch(s, s->next[*last]);
	return r;
}

static struct series *series_of(struct state *s, uint32_t *last, const struct who *about,
				const struct fact *f, uint64_t hash)
{
	char clean[TEXT_ROOM];
	struct series key, *r;
	size_t n;

	memset(&key, 0, KEY_SIZE); /* the rest is not looked at */
	key.about = *about;
	key.protocol = f->source;
	key.hash = hash;
	r = row_of(s, last, &key);
	if (!r || r->name[0])
		return r;
	n = text_clean(f->value, clean);
	while (n >= SERIES_NAME) { /* the end says more: line1/press3/oil/temperature */
		const char *cut = clean + n - SERIES_NAME + 1;

		while ((*cut & 0xc0) == 0x80)
			cut++;
		n = strlen(cut);
		memmove(clean, cut, n + 1);
	}
	memcpy(r->name, clean, n + 1);
	return r;
}

static uint32_t place_of(const struct who *by)
{
	const uint8_t *p = (const uint8_t *)by;

	return (uint32_t)(key_fold(key_word(p) ^ key_word(p + 14), key_word(p + 8) ^ 0xa0761d6478bd642fu) %
			  OWNERS);
}

/* NULL: no memory. */
static struct holder *holder_of_fact(struct detect *d, struct state *s, const struct fact *f, int64_t now)
{
	struct owner *o = &s->owners[place_of(&f->about)];
	struct holder *h =
		o->holder && o->holder <= s->holders->count ? table_at(s->holders, o->holder - 1) : NULL;

	if (h && key_same(&o->by, &f->about, sizeof o->by) && key_same(&h->who, &o->key, sizeof o->key))
		return h;
	*o = (struct owner){f->about, known_key(d, &f->about), 0};
	h = holder_of(s, &o->key, now);
	if (h)
		o->holder = table_row(s->holders, h) + 1;
	return h;
}

/* Who is told apart how may have changed. */
static void on_known(struct detect *d, void *state)
{
	struct state *s = state;

	(void)d;
	memset(s->owners, 0, sizeof s->owners);
}

/* What was said of its values is over: they are learnt anew, as after a change that was planned. */
static void on_anew(struct detect *d, void *state, const struct known_device *device)
{
	struct state *s = state;

	for (uint32_t i = 0; i < s->series->count; i++) {
		struct series *r = table_at(s->series, i);
		unsigned had = r->signs;

		if (known_who(d, &r->about) != device)
			continue;
		r->signs = 0;
		say(d, r, had, NULL, r->value);
		begin_again(r);
	}
}

static void on_point(struct detect *d, struct state *s, const struct fact *f)
{
	int64_t now = detect_watched(d);
	struct holder *h = holder_of_fact(d, s, f, now);
	uint32_t *last = h ? &s->last[table_row(s->holders, h)] : NULL;
	struct who about;
	struct series *r;
	unsigned changed;
	uint64_t hash;
	double value;

	if (!h)
		return;
	fetch(s, s->next[*last]);
	about = h->who;
	hash = hash_bytes(f->value.s, f->value.n, 1);
	if (is_copy(s, h, &about, f, hash, now))
		return;
	h->last = now;
	h->values++;
	r = series_of(s, last, &about, f, hash);
	if (!r)
		return;
	memcpy(&value, f->num, sizeof value);
	changed = series_take(r, now, value, detect_learning_time(d));
	if (changed)
		say(d, r, changed, f, value);
}

static void on_fact(struct detect *d, void *state, const struct fact *f)
{
	struct who about;

	if (f->kind == FACT_POINT) {
		on_point(d, state, f);
	} else if (f->kind == FACT_ROLE && f->source == PROTO_mqtt && f->value.n == 6 &&
		   memcmp(f->value.s, "broker", 6) == 0) {
		about = known_key(d, &f->about);
		is_broker(state, &about, detect_watched(d));
	}
}

/* --- what does not come */

static uint32_t mark_of(uint64_t address)
{
	return (uint32_t)(key_fold(address, 0xa0761d6478bd642fu) % MARKS);
}

static uint32_t mark_of_mac(struct mac m) { return mark_of(mac_u64(m)); }

static uint32_t mark_of_ip(const struct ip *ip) { return mark_of(key_word(ip->b) ^ key_word(ip->b + 8)); }

static void mark(struct state *s, uint32_t m) { s->marks[m / 64] |= UINT64_C(1) << m % 64; }

static bool is_marked(const struct state *s, uint32_t m) { return s->marks[m / 64] >> m % 64 & 1; }

static void mark_all(struct state *s)
{
	memset(s->marks, 0, sizeof s->marks);
	for (uint32_t i = 0; i < s->holders->count; i++) {
		const struct holder *h = table_at(s->holders, i);

		mark(s, mac_is_none(h->who.mac) ? mark_of_ip(&h->who.ip) : mark_of_mac(h->who.mac));
	}
	s->marked = s->holders->count;
}

static void on_sighting(struct detect *d, void *state, const struct sighting *g)
{
	struct state *s = state;
	int64_t now = detect_watched(d);
	struct who key;
	struct holder *h;

	if (s->marked != s->holders->count)
		mark_all(s);
	if (!s->marked || (!is_marked(s, mark_of_mac(g->from.mac)) && !is_marked(s, mark_of_ip(&g->from.ip))))
		return;
	key = known_key(d, &g->from);
	h = key_find(s->holders, &key, key_hash(s->holders, &key, sizeof key), sizeof key);
	if (!h)
		return;
	if (now - h->last > HEARD_GAP)
		h->since = now;
	h->last = now;
}

/* A device that was heard since is there; a value that is due since then does not come. */
static void look_at(struct detect *d, const struct state *s, struct series *r, int64_t now)
{
	struct holder key, *h;

	if (!r->learnt || r->signs & SERIES_SILENT)
		return;
	memset(&key, 0, sizeof key);
	key.who = r->about;
	h = table_find(s->holders, &key);
	if (!h || h->last - r->last < (now - r->last) / 2)
		return;
	if (series_is_lost(r, now, h->since))
		say(d, r, SERIES_SILENT, NULL, 0);
}

/* While nobody sees anything the watched clock stands, and nothing is due. */
static void on_tick(struct detect *d, void *state, int64_t now)
{
	struct state *s = state;
	uint32_t n = s->series->count / LOOKED_IN_S;

	(void)now;
	if (n < LOOKED_AT) /* few: each second */
		n = s->series->count < LOOKED_AT ? s->series->count : LOOKED_AT;
	for (uint32_t i = 0; i < n; i++) {
		s->hand = s->hand + 1 < s->series->count ? s->hand + 1 : 0;
		__builtin_prefetch(&((struct series *)table_at(s->series, s->hand))[AHEAD].learnt);
		look_at(d, s, table_at(s->series, s->hand), detect_watched(d));
	}
}

const struct detector series_silent_detector = {.name = "series-silent",
						.facts = DETECT_FACT(POINT) | DETECT_FACT(ROLE),
						.begin = begin,
						.end = free,
						.fact = on_fact,
						.sighting = on_sighting,
						.known = on_known,
						.anew = on_anew,
						.tick = on_tick};
const struct detector series_stuck_detector = {.name = "series-stuck"};
const struct detector series_range_detector = {.name = "series-range"};
const struct detector series_fault_detector = {.name = "series-fault"};
const struct detector series_unit_detector = {.name = "series-unit"};
const struct detector series_jump_detector = {.name = "series-jump"};
