#include "decode/relay.h"

#include "base/hash.h"
#include "decode/relay_form.h"

#include <errno.h>
#include <stdlib.h>

/* What is held: sightings, and facts whose texts are short. */
enum { HELD = 32768, FACTS_HELD = 16384, TEXT_HELD = 224, PLACES = 8, SECOND_US = 1000000 };

/* What a place holds. One that was told stays known for a period or two, though it holds nothing: who comes
 * again is no news. */
enum holds { HOLDS_NONE, HOLDS_NEWS, HOLDS_MORE, HOLDS_TOLD };

struct hold {
	uint8_t holds; /* enum holds */
	bool listed;   /* among the news */
	bool rested;   /* nothing of it came for a period */
};

struct held_sighting {
	struct sighting seen;
	struct hold hold;
};

struct held_fact {
	struct fact fact; /* its texts lie in text */
	uint64_t hash;
	uint64_t turn; /* when it was first said */
	struct hold hold;
	char text[TEXT_HELD];
};

/* Places by hash: pages of memory that nobody needs are never touched. */
struct relay {
	struct channel *to;
	uint64_t unsaid, turn;
	struct held_sighting held[HELD];
	struct held_fact fact[FACTS_HELD];
	uint16_t new_held[HELD], new_fact[FACTS_HELD]; /* places whose news wait */
	unsigned new_helds, new_facts;
	uint16_t order[FACTS_HELD];
};

_Static_assert(HELD <= UINT16_MAX + 1 && FACTS_HELD <= UINT16_MAX + 1, "a place's number fits");

struct relay *relay_new(struct channel *to)
{
	struct relay *r = calloc(1, sizeof *r);

	if (r)
		r->to = to;
	return r;
}

void relay_free(struct relay *r) { free(r); }
uint64_t relay_unsaid(const struct relay *r) { return r->unsaid; }

/* --- what may be dropped: the queue keeps some room for what may not */

static void say(struct relay *r, enum relay_kind kind, const uint8_t *body, size_t n)
{
	const struct channel *c = r->to;

	if (c->out.to - c->out.from + n + CHANNEL_HEAD + RELAY_KEPT > c->queue_max ||
	    channel_put(r->to, (uint8_t)kind, body, n, NULL, 0) < 0)
		r->unsaid++;
}

static void say_sighting(struct relay *r, const struct sighting *s)
{
	uint8_t body[sizeof *s];

	say(r, RELAY_SIGHTING, body, (size_t)(form_pack(form_sighting, s, body) - body));
}

static bool same_but_later(const struct sighting *a, const struct sighting *b)
{
	return sighting_same_ends(a, b) && b->when >= a->when && b->when - a->when <= RELAY_LASTS_MAX &&
	       a->bytes <= INT32_MAX && b->bytes <= INT32_MAX && a->more <= INT32_MAX && b->more <= INT32_MAX;
}

static struct held_sighting *place(struct relay *r, const struct sighting *s)
{
	uint64_t from = hash_bytes(&s->from, sizeof s->from, s->ttl),
		 to = hash_bytes(&s->to, sizeof s->to, s->vlan);

	return &r->held[hash_two(from, to) % HELD];
}

static bool is_full(const struct hold *h) { return h->holds == HOLDS_NEWS || h->holds == HOLDS_MORE; }

/* More of what is held; false: another one. */
static bool add_sighting(struct held_sighting *h, const struct sighting *s)
{
	int64_t until;

	if (!same_but_later(&h->seen, s))
		return false;
	until = s->when + s->lasts - h->seen.when;
	if (until > h->seen.lasts)
		h->seen.lasts = (uint32_t)until;
	h->seen.more += 1 + s->more;
	h->seen.bytes += s->bytes;
	return true;
}

static void on_sighting(void *ctx, const struct sighting *s)
{
	struct relay *r = ctx;
	struct held_sighting *h = place(r, s);
	bool known = h->hold.holds == HOLDS_TOLD && sighting_same_ends(&h->seen, s);

	if (is_full(&h->hold)) {
		if (add_sighting(h, s))
			return;
		known = sighting_same_ends(&h->seen, s);
		say_sighting(r, &h->seen);
	}
	h->seen = *s;
	h->hold.rested = false;
	h->hold.holds = known ? HOLDS_MORE : HOLDS_NEWS;
	if (!known && !h->hold.listed) {
		h->hold.listed = true;
		r->new_held[r->new_helds++] = (uint16_t)(h - r->held);
	}
}

static void say_fact(struct relay *r, const struct fact *f)
{
	static uint8_t body[FACT_PACKED_MAX];
	size_t n = fact_pack(f, body, sizeof body);

	if (n)
		say(r, RELAY_FACT, body, n);
	else
		r->unsaid++;
}

static bool is_radio(const struct fact *f)
{
	return f->kind == FACT_ACCESS_POINT || f->kind == FACT_WIFI_CLIENT || f->kind == FACT_WIFI_LEAVE;
}

/* What inventory only counts may wait and be counted here: commands, radio, and whatever it keeps once for
 * each value. Values of points never do: that the same one comes again tells a stuck sensor from a silent
 * one. */
static bool may_wait(const struct fact *f)
{
	return f->value.n + f->other.n <= TEXT_HELD && (f->kind == FACT_COMMAND || f->kind == FACT_ANSWER ||
							is_radio(f) || fact_fold(f->kind) != FOLD_EVENT);
}

static bool same_text(struct text a, struct text b)
{
	return a.n == b.n && (!a.n || memcmp(a.s, b.s, a.n) == 0);
}

/* A request of which inventory keeps no detail: somebody who sets one register after the other is told once.
 */
static bool only_counted(const struct fact *f)
{
	return f->kind == FACT_COMMAND && !deed_is_operation((enum deed)f->num[3]);
}

static bool same_fact(const struct fact *a, const struct fact *b)
{
	return a->kind == b->kind && a->source == b->source && a->confidence == b->confidence &&
	       a->port == b->port && a->transport == b->transport &&
	       memcmp(&a->about, &b->about, sizeof a->about) == 0 &&
	       memcmp(&a->peer, &b->peer, sizeof a->peer) == 0 &&
	       memcmp(a->num, b->num, sizeof a->num) == 0 && same_text(a->value, b->value) &&
	       (only_counted(a) || same_text(a->other, b->other));
}

/* What inventory keeps by itself stays one within a second of the clock only (inventory/orders.c). */
static bool in_one(const struct fact *a, const struct fact *b)
{
	return a->kind != FACT_COMMAND || !deed_is_operation((enum deed)a->num[3]) ||
	       a->when / SECOND_US == b->when / SECOND_US;
}

/* An order tells something each time; to read is what goes on all day. */
static bool is_order(const struct fact *f) { return f->kind == FACT_COMMAND && f->num[2] != CLASS_READ; }

static uint64_t fact_hash(const struct fact *f)
{
	uint64_t about = hash_bytes(&f->about, sizeof f->about, f->kind),
		 peer = hash_bytes(&f->peer, sizeof f->peer, f->source),
		 what = hash_bytes(f->value.s, f->value.n, (uint64_t)f->num[0]);

	return hash_two(hash_two(about, peer), what) | 1;
}

/* Where it is, else a free place, else one that holds nothing, else one that is to be given up, of the few
 * that are looked at. */
static struct held_fact *fact_place(struct relay *r, const struct fact *f, uint64_t hash)
{
	struct held_fact *best = NULL, *h;

	for (uint64_t i = 0; i < PLACES; i++) {
		h = &r->fact[((hash >> 16) + i) % FACTS_HELD];
		if (h->hold.holds && h->hash == hash && same_fact(&h->fact, f))
			return h;
		if (!best || (is_full(&best->hold) && !is_full(&h->hold)) ||
		    (best->hold.holds && !h->hold.holds))
			best = h;
	}
	return best;
}

static void hold_fact(struct held_fact *h, const struct fact *f, uint64_t hash)
{
	h->hash = hash;
	h->fact = *f;
	if (f->value.n)
		memcpy(h->text, f->value.s, f->value.n);
	if (f->other.n)
		memcpy(h->text + f->value.n, f->other.s, f->other.n);
	h->fact.value = text_of(h->text, f->value.n);
	h->fact.other = text_of(h->text + f->value.n, f->other.n);
}

static void list_fact(struct relay *r, struct held_fact *h)
{
	if (!h->hold.listed)
		r->new_fact[r->new_facts++] = (uint16_t)(h - r->fact);
	h->hold.listed = true;
}

static void on_fact(void *ctx, const struct fact *f)
{
	struct relay *r = ctx;
	struct held_fact *h;
	uint64_t hash;
	bool known;

	if (!may_wait(f)) {
		say_fact(r, f);
		return;
	}
	hash = fact_hash(f);
	h = fact_place(r, f, hash);
	known = h->hold.holds && h->hash == hash && same_fact(&h->fact, f);
	if (known && is_full(&h->hold) && h->fact.more < INT32_MAX && h->fact.at.file == f->at.file &&
	    in_one(&h->fact, f)) {
		h->fact.more++;
		return;
	}
	if (is_full(&h->hold))
		say_fact(r, &h->fact);
	hold_fact(h, f, hash);
	h->turn = ++r->turn;
	h->hold.rested = false;
	h->hold.holds = known ? HOLDS_MORE : HOLDS_NEWS;
	if (!known || is_order(f))
		list_fact(r, h);
}

static void on_flow(void *ctx, const struct flow *f)
{
	uint8_t body[sizeof *f];

	say(ctx, RELAY_FLOW, body, (size_t)(form_pack(form_flow, f, body) - body));
}

struct decode_sink relay_sink(struct relay *r)
{
	return (struct decode_sink){.ctx = r, .sighting = on_sighting, .fact = on_fact, .flow = on_flow};
}

static const struct held_fact *sorting; /* qsort has no context; set and used within flush_facts() only */

static int by_turn(const void *a, const void *b)
{
	uint64_t x = sorting[*(const uint16_t *)a].turn, y = sorting[*(const uint16_t *)b].turn;

	return (x > y) - (x < y);
}

/* The places in r->order, in the order in which they were first said: where something was seen first is
 * evidence. */
static void say_facts(struct relay *r, size_t n)
{
	sorting = r->fact;
	qsort(r->order, n, sizeof *r->order, by_turn);
	for (size_t i = 0; i < n; i++) {
		struct held_fact *h = &r->fact[r->order[i]];

		say_fact(r, &h->fact);
		h->hold.holds = HOLDS_TOLD;
	}
}

void relay_news(struct relay *r)
{
	size_t n = 0;

	for (unsigned i = 0; i < r->new_helds; i++) {
		struct held_sighting *h = &r->held[r->new_held[i]];

		if (is_full(&h->hold)) {
			say_sighting(r, &h->seen);
			h->hold.holds = HOLDS_TOLD;
		}
		h->hold.listed = false;
	}
	for (unsigned i = 0; i < r->new_facts; i++) {
		struct hold *h = &r->fact[r->new_fact[i]].hold;

		if (is_full(h))
			r->order[n++] = r->new_fact[i];
		h->listed = false;
	}
	r->new_helds = r->new_facts = 0;
	say_facts(r, n);
}

/* A period ends: what held nothing since the last one is forgotten. */
static void rest(struct hold *h)
{
	if (h->holds == HOLDS_TOLD && h->rested)
		h->holds = HOLDS_NONE;
	h->rested = true;
}

void relay_flush(struct relay *r)
{
	size_t n = 0;

	for (size_t i = 0; i < HELD; i++) {
		struct held_sighting *h = &r->held[i];

		if (h->hold.holds == HOLDS_NONE)
			continue;
		if (is_full(&h->hold)) {
			say_sighting(r, &h->seen);
			h->hold.holds = HOLDS_TOLD;
		}
		rest(&h->hold);
	}
	for (size_t i = 0; i < FACTS_HELD; i++)
		if (is_full(&r->fact[i].hold))
			r->order[n++] = (uint16_t)i;
	say_facts(r, n);
	for (size_t i = 0; i < FACTS_HELD; i++)
		if (r->fact[i].hold.holds != HOLDS_NONE)
			rest(&r->fact[i].hold);
}

/* --- what may not */

static int tell(struct relay *r, enum relay_kind kind, const struct form *f, const void *what, uint8_t *body)
{
	return channel_put(r->to, (uint8_t)kind, body, (size_t)(form_pack(f, what, body) - body), NULL, 0);
}

/* Whoever listens now was told nothing yet. */
static void forget_told(struct relay *r)
{
	for (size_t i = 0; i < HELD; i++)
		if (r->held[i].hold.holds == HOLDS_TOLD)
			r->held[i].hold.holds = HOLDS_NONE;
	for (size_t i = 0; i < FACTS_HELD; i++)
		if (r->fact[i].hold.holds == HOLDS_TOLD)
			r->fact[i].hold.holds = HOLDS_NONE;
}

int relay_hello(struct relay *r, const struct relay_hello *h)
{
	forget_told(r);
	return tell(r, RELAY_HELLO, form_hello, h, (uint8_t[sizeof *h]){0});
}

int relay_interface(struct relay *r, const struct relay_interface *i)
{
	return tell(r, RELAY_INTERFACE, form_interface, i, (uint8_t[sizeof *i]){0});
}

int relay_input(struct relay *r, const struct relay_input *i)
{
	return tell(r, RELAY_INPUT, form_input, i, (uint8_t[sizeof *i]){0});
}

int relay_period(struct relay *r, const struct relay_period *p)
{
	uint8_t body[sizeof *p], *end = form_pack(form_period, p, body);

	for (unsigned i = 0; i < p->interfaces; i++)
		end = form_pack(form_meter, &p->meter[i], end);
	return channel_put(r->to, RELAY_PERIOD, body, (size_t)(end - body), NULL, 0);
}

int relay_tick(struct relay *r, const struct relay_tick *t)
{
	return tell(r, RELAY_TICK, form_tick, t, (uint8_t[sizeof *t]){0});
}
