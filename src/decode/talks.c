/* Conversations whose payload is followed: a fixed table in the order of last use. */
#include "base/pages.h"
#include "decode/inside.h"

#include <errno.h>
#include <stdlib.h>

int talks_init(struct talks *t, const struct stack_limits *limits)
{
	size_t most = limits->flows / 8; /* of the flows that are remembered, those that are listened to */

	memset(t, 0, sizeof *t);
	t->pool.limit = limits->stream_bytes;
	t->max = (uint16_t)(most < TALKS_MIN ? TALKS_MIN : most > TALKS_MAX ? TALKS_MAX : most);
	t->list = pages_new(((size_t)t->max + 1) * sizeof *t->list);
	t->order = calloc((size_t)t->max + 1, sizeof *t->order);
	return t->list && t->order ? 0 : -ENOMEM;
}

static void unlink_talk(struct talks *t, uint16_t i)
{
	struct talk_order o = t->order[i];

	t->order[o.newer].older = o.older;
	t->order[o.older].newer = o.newer;
}

static void link_newest(struct talks *t, uint16_t i)
{
	struct talk_order *o = t->order + i, *ends = t->order;

	o->newer = 0;
	o->older = ends->older; /* the ends' older is the newest: the list is a ring */
	t->order[o->older].newer = i;
	ends->older = i;
}

static uint16_t newest(const struct talks *t) { return t->order[0].older; }
static uint16_t oldest(const struct talks *t) { return t->order[0].newer; }

void lane_forget(struct stack *s, struct conversation *c, struct lane *l)
{
	struct lane_kept *k = &c->kept[lane_end(c, l)];

	s->talks.pool.used -= k->room;
	free(k->bytes);
	k->bytes = NULL;
	l->kept_n = k->room = 0;
}

static void state_free(struct talks *t, struct conversation *c)
{
	if (c->state)
		state_give(&t->states, c->state,
			   c->narrow ? decoder_narrow(c->decoder) : c->decoder->state_size);
	c->state = NULL;
	c->narrow = false;
}

void steady_tell(struct stack *s, const struct flow_slot *f, unsigned end)
{
	struct steady *t = &s->talks.list[f->talk].end[end].steady;
	const struct who to = {f->mac[!end], f->ip[!end]};
	struct sighting sum;

	steady_sum(t, &f->ip[end], &to, &sum);
	s->sink.sighting(s->sink.ctx, &sum);
	t->known = false;
	t->more = t->bytes = 0;
}

/* As of the last frame that was seen of it. */
void talk_tell(struct stack *s, const struct flow_slot *f)
{
	const struct view v = {.seen = {.when = f->last,
					.at = f->last_packet,
					.from = {f->mac[0], f->ip[0]},
					.to = {f->mac[1], f->ip[1]}}};
	struct emit e;

	if (!s->sums)
		return;
	for (unsigned end = 0; end < 2; end++)
		if (s->talks.list[f->talk].end[end].steady.more)
			steady_tell(s, f, end);
	speech_of(s, f, &v, &e);
	tally_tell(&s->talks.list[f->talk].tally, &e);
}

void talk_drop(struct stack *s, struct flow_slot *f)
{
	struct talks *t = &s->talks;
	uint16_t i = f->talk;
	struct conversation *c = t->list + i;

	if (!i)
		return;
	talk_tell(s, f);
	for (int end = 0; end < 2; end++) {
		stream_clear(&c->end[end].stream, &t->pool);
		lane_forget(s, c, &c->lane[end]);
	}
	state_free(t, c);
	unlink_talk(t, i);
	c->flow = NULL;
	t->order[i].older = t->free;
	t->free = i;
	f->talk = 0;
}

/* Whoever is dropped was not looked at for long: the next one to go is fetched, and the line of the one behind it that
 * says where its parts are. Inline: a function that does nothing else is left out by the compiler. */
static inline __attribute__((always_inline)) void fetch_oldest(const struct talks *t)
{
	uint16_t next = oldest(t);
	const struct conversation *c = t->list + next;

	if (!next)
		return;
	__builtin_prefetch(t->list + t->order[next].newer);
	__builtin_prefetch(c->flow, 1);
	__builtin_prefetch((const char *)c->flow + 64);
	__builtin_prefetch(c->end, 1);
	__builtin_prefetch(c->end + 1, 1);
	__builtin_prefetch(&c->tally, 1);
	__builtin_prefetch(c->state, 1);
}

/* The one unused for longest goes; when its flow speaks again it begins anew. */
static void drop_oldest(struct stack *s)
{
	struct conversation *c = s->talks.list + oldest(&s->talks);

	s->counts.talks_dropped += !(c->flow->marks & FLOW_CLOSED);
	talk_drop(s, c->flow);
	fetch_oldest(&s->talks);
}

/* More room for a lane, if need be by dropping what has been quiet for longest; false when there is none. */
static bool make_room(struct stack *s, const struct conversation *c, size_t more)
{
	struct talks *t = &s->talks;

	while (t->pool.used + more > t->pool.limit) {
		if (t->list + oldest(t) == c)
			return false;
		drop_oldest(s);
	}
	return true;
}

bool lane_keep(struct stack *s, struct conversation *c, struct lane *l, const uint8_t *bytes, size_t n)
{
	struct lane_kept *k = &c->kept[lane_end(c, l)];
	uint32_t room = k->room ? k->room : 512;

	while (room < l->kept_n + n)
		room *= 2;
	if (room != k->room) {
		uint8_t *more;

		if (room > 2 * DECODER_KEEP || !make_room(s, c, room - k->room))
			return false;
		more = realloc(k->bytes, room);
		if (!more)
			return false;
		s->talks.pool.used += room - k->room;
		k->bytes = more;
		k->room = room;
	}
	memcpy(k->bytes + l->kept_n, bytes, n);
	l->kept_n += (uint32_t)n;
	return true;
}

static uint16_t talk_new(struct stack *s)
{
	struct talks *t = &s->talks;
	uint16_t i = t->free;

	if (!i && t->used < t->max)
		return ++t->used;
	if (!i) {
		drop_oldest(s);
		i = t->free;
	}
	t->free = t->order[i].older;
	return i;
}

struct conversation *talk_of(struct stack *s, struct flow_slot *f)
{
	struct talks *t = &s->talks;
	uint16_t i = f->talk;

	if (i) {
		if (newest(t) != i) {
			unlink_talk(t, i);
			link_newest(t, i);
		}
		return t->list + i;
	}
	i = talk_new(s);
	memset(t->list + i, 0, sizeof *t->list);
	t->list[i].flow = f;
	f->talk = i;
	link_newest(t, i);
	return t->list + i;
}

static inline void fetch(const void *at, size_t bytes)
{
	const char *p = at;

	for (size_t i = 0; i < bytes; i += 64)
		__builtin_prefetch(p + i, 1);
}

/* What a frame of this make will touch, and no more: each line that is fetched delays the next. */
void talk_prefetch(const struct talks *t, const struct flow_slot *f, const struct view *v)
{
	const struct conversation *c = t->list + f->talk;

	if (!f->talk)
		return;
	fetch(c, 1);
	fetch(&c->end[v->end], 1);
	if (v->kind == VIEW_TCP)
		fetch(&c->end[!v->end], 1);
	if (v->claimed)
		fetch(&c->tally, 1);
}

/* As far as a decoder that keeps what it uses most in front will look. */
void talk_prefetch_state(const struct stack *s, const struct flow_slot *f, const struct view *v)
{
	enum { AHEAD = 192 };
	const struct conversation *c = s->talks.list + f->talk;

	if (!f->talk || !v->claimed)
		return;
	if (c->state)
		fetch(c->state, AHEAD);
	if (c->note[v->end] && s->sink.soon)
		s->sink.soon(s->sink.ctx, c->note[v->end]);
}

/* If need be by ending what has been quiet for longest; NULL without memory. */
static void *state_new(struct stack *s, const struct conversation *c, size_t size, size_t clear)
{
	struct talks *t = &s->talks;

	while (t->states.used + size > TALK_STATE_MAX && t->list + oldest(t) != c)
		drop_oldest(s);
	return state_take(&t->states, size, clear, TALK_STATE_MAX);
}

bool talk_name(struct stack *s, struct conversation *c, const struct decoder *d)
{
	state_free(&s->talks, c);
	c->decoder = d;
	if (d->state_size == 0)
		return true;
	c->state = state_new(s, c, decoder_narrow(d), decoder_clears(d));
	c->narrow = c->state && decoder_narrow(d) < d->state_size;
	return c->state != NULL;
}

bool talk_widen(struct stack *s, struct conversation *c)
{
	size_t begins = decoder_narrow(c->decoder);
	void *wide = c->narrow ? state_new(s, c, c->decoder->state_size, 0) : NULL;

	if (!wide)
		return false;
	memcpy(wide, c->state, begins);
	state_free(&s->talks, c);
	c->state = wide;
	return true;
}

void talk_unname(struct stack *s, struct conversation *c)
{
	state_free(&s->talks, c);
	c->decoder = NULL;
}

void talks_clear(struct talks *t)
{
	for (uint16_t i = 1; t->list && i <= t->used; i++)
		if (t->list[i].flow)
			for (int end = 0; end < 2; end++) {
				stream_clear(&t->list[i].end[end].stream, &t->pool);
				free(t->list[i].kept[end].bytes);
			}
	for (uint16_t i = 1; t->list && i <= t->used; i++)
		state_free(t, &t->list[i]);
	state_pool_clear(&t->states);
	pages_free(t->list, ((size_t)t->max + 1) * sizeof *t->list);
	free(t->order);
	t->list = NULL;
	t->order = NULL;
}
