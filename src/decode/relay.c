#include "decode/relay.h"

#include "base/hash.h"
#include "decode/relay_form.h"

#include <errno.h>
#include <stdlib.h>

/* What is held: sightings, and facts whose texts are short; the longest time that one sighting speaks of. */
enum { HELD = 32768, FACTS_HELD = 16384, TEXT_HELD = 224, PLACES = 8, LASTS_MAX = 60 * 1000000 };

struct held_fact {
	struct fact fact; /* its texts lie in text */
	uint64_t hash;    /* 0: free */
	uint64_t turn;    /* when it was first said */
	char text[TEXT_HELD];
};

/* Places by hash: pages of memory that nobody needs are never touched. */
struct relay {
	struct channel *to;
	uint64_t unsaid, turn;
	struct sighting held[HELD]; /* when 0: free */
	struct held_fact fact[FACTS_HELD];
	uint16_t order[FACTS_HELD];
};

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
	return memcmp(&a->from, &b->from, sizeof a->from) == 0 && memcmp(&a->to, &b->to, sizeof a->to) == 0 &&
	       a->vlan == b->vlan && a->ttl == b->ttl && a->inner == b->inner && a->arp == b->arp &&
	       a->wifi_from == b->wifi_from && b->when >= a->when && b->when - a->when <= LASTS_MAX &&
	       a->bytes <= INT32_MAX && b->bytes <= INT32_MAX && a->more <= INT32_MAX && b->more <= INT32_MAX;
}

static struct sighting *place(struct relay *r, const struct sighting *s)
{
	uint64_t from = hash_bytes(&s->from, sizeof s->from, s->ttl),
		 to = hash_bytes(&s->to, sizeof s->to, s->vlan);

	return &r->held[hash_two(from, to) % HELD];
}

static void on_sighting(void *ctx, const struct sighting *s)
{
	struct relay *r = ctx;
	struct sighting *h = place(r, s);
	int64_t until;

	if (h->when && same_but_later(h, s)) {
		until = s->when + s->lasts - h->when;
		if (until > h->lasts)
			h->lasts = (uint32_t)until;
		h->more += 1 + s->more;
		h->bytes += s->bytes;
		return;
	}
	if (h->when)
		say_sighting(r, h);
	*h = *s;
	if (!s->when) /* 1970-01-01 00:00:00 exactly: no place is free for it */
		say_sighting(r, s);
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

/* What inventory only counts may wait and be counted here: commands, and whatever it keeps once for each
 * value. */
static bool may_wait(const struct fact *f)
{
	return f->value.n + f->other.n <= TEXT_HELD &&
	       (f->kind == FACT_COMMAND || f->kind == FACT_ANSWER || fact_fold(f->kind) != FOLD_EVENT);
}

static bool same_text(struct text a, struct text b)
{
	return a.n == b.n && (!a.n || memcmp(a.s, b.s, a.n) == 0);
}

static bool same_fact(const struct fact *a, const struct fact *b)
{
	return a->kind == b->kind && a->source == b->source && a->confidence == b->confidence &&
	       a->port == b->port && a->transport == b->transport &&
	       memcmp(&a->about, &b->about, sizeof a->about) == 0 &&
	       memcmp(&a->peer, &b->peer, sizeof a->peer) == 0 &&
	       memcmp(a->num, b->num, sizeof a->num) == 0 && same_text(a->value, b->value) &&
	       same_text(a->other, b->other) && a->more < INT32_MAX && a->at.file == b->at.file;
}

static uint64_t fact_hash(const struct fact *f)
{
	uint64_t about = hash_bytes(&f->about, sizeof f->about, f->kind),
		 peer = hash_bytes(&f->peer, sizeof f->peer, f->source),
		 what = hash_bytes(f->value.s, f->value.n, (uint64_t)f->num[0]);

	return hash_two(hash_two(about, peer), what) | 1;
}

/* Where it is, else a free place, else one that is to be given up, of the few that are looked at. */
static struct held_fact *fact_place(struct relay *r, const struct fact *f, uint64_t hash)
{
	struct held_fact *free_one = NULL, *h;

	for (uint64_t i = 0; i < PLACES; i++) {
		h = &r->fact[((hash >> 16) + i) % FACTS_HELD];
		if (h->hash == hash && same_fact(&h->fact, f))
			return h;
		if (!h->hash && !free_one)
			free_one = h;
	}
	return free_one ? free_one : &r->fact[(hash >> 16) % FACTS_HELD];
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

static void on_fact(void *ctx, const struct fact *f)
{
	struct relay *r = ctx;
	struct held_fact *h;
	uint64_t hash;

	if (!may_wait(f)) {
		say_fact(r, f);
		return;
	}
	hash = fact_hash(f);
	h = fact_place(r, f, hash);
	if (h->hash == hash && same_fact(&h->fact, f)) {
		h->fact.more++;
		return;
	}
	if (h->hash)
		say_fact(r, &h->fact);
	hold_fact(h, f, hash);
	h->turn = ++r->turn;
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

/* In the order in which they were first said: where something was seen first is evidence. */
static void flush_facts(struct relay *r)
{
	size_t n = 0;

	for (size_t i = 0; i < FACTS_HELD; i++)
		if (r->fact[i].hash)
			r->order[n++] = (uint16_t)i;
	sorting = r->fact;
	qsort(r->order, n, sizeof *r->order, by_turn);
	for (size_t i = 0; i < n; i++) {
		say_fact(r, &r->fact[r->order[i]].fact);
		r->fact[r->order[i]].hash = 0;
	}
}

void relay_flush(struct relay *r)
{
	for (size_t i = 0; i < HELD; i++)
		if (r->held[i].when) {
			say_sighting(r, &r->held[i]);
			r->held[i].when = 0;
		}
	flush_facts(r);
}

/* --- what may not */

static int tell(struct relay *r, enum relay_kind kind, const struct form *f, const void *what, uint8_t *body)
{
	return channel_put(r->to, (uint8_t)kind, body, (size_t)(form_pack(f, what, body) - body), NULL, 0);
}

int relay_hello(struct relay *r, const struct relay_hello *h)
{
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

/* --- core's side */

static bool whole(const struct rd *in) { return rd_ok(in) && rd_empty(in); }

static bool take_sighting(const struct relay_ear *to, struct rd *in)
{
	struct sighting s;

	form_unpack(form_sighting, in, &s, sizeof s);
	if (!whole(in) || s.lasts > LASTS_MAX || s.more == UINT32_MAX)
		return false;
	to->sink.sighting(to->sink.ctx, &s);
	return true;
}

static bool take_fact(const struct relay_ear *to, struct rd *in)
{
	struct fact f;

	if (!fact_unpack(in, &f) || !whole(in) || f.when < 0 || f.when > RELAY_TIME_MAX ||
	    f.at.file > INT32_MAX)
		return false;
	to->sink.fact(to->sink.ctx, &f);
	return true;
}

static bool take_flow(const struct relay_ear *to, struct rd *in)
{
	struct flow f;

	form_unpack(form_flow, in, &f, sizeof f);
	if (!whole(in) || !f.packets || f.packets_up > f.packets || f.bytes_up > f.bytes || f.last < f.first)
		return false;
	to->sink.flow(to->sink.ctx, &f);
	return true;
}

static bool take_hello(const struct relay_ear *to, struct rd *in)
{
	struct relay_hello h;

	form_unpack(form_hello, in, &h, sizeof h);
	if (!whole(in) || h.version != RELAY_VERSION)
		return false;
	to->hello(to->ctx, &h);
	return true;
}

static bool take_interface(const struct relay_ear *to, struct rd *in)
{
	struct relay_interface i;

	form_unpack(form_interface, in, &i, sizeof i);
	if (!whole(in))
		return false;
	to->interface(to->ctx, &i);
	return true;
}

static bool take_input(const struct relay_ear *to, struct rd *in)
{
	struct relay_input i;

	form_unpack(form_input, in, &i, sizeof i);
	if (!whole(in) || i.last < i.first)
		return false;
	to->input(to->ctx, &i);
	return true;
}

static bool take_period(const struct relay_ear *to, struct rd *in)
{
	struct relay_period p;

	form_unpack(form_period, in, &p, sizeof p);
	for (unsigned i = 0; i < p.interfaces; i++)
		form_unpack(form_meter, in, &p.meter[i], sizeof p.meter[i]);
	if (!whole(in) || p.to < p.from || p.file_last < p.file_first || p.two_way > p.conversations)
		return false;
	to->period(to->ctx, &p);
	return true;
}

int relay_take(const struct relay_ear *to, uint8_t kind, struct rd body)
{
	static bool (*const takes[])(const struct relay_ear *, struct rd *) = {
		[RELAY_HELLO] = take_hello,   [RELAY_SIGHTING] = take_sighting,
		[RELAY_FACT] = take_fact,     [RELAY_FLOW] = take_flow,
		[RELAY_PERIOD] = take_period, [RELAY_INTERFACE] = take_interface,
		[RELAY_INPUT] = take_input,
	};

	if (kind >= sizeof takes / sizeof *takes || !takes[kind])
		return -EBADMSG;
	return takes[kind](to, &body) ? 0 : -EBADMSG;
}
