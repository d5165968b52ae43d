/* Conversations whose payload is followed: a fixed table in the order of last use. */
#include "decode/inside.h"

#include <errno.h>
#include <stdlib.h>

int talks_init(struct talks *t, const struct stack_limits *limits)
{
	size_t most = limits->flows / 8; /* of the flows that are remembered, those that are listened to */

	memset(t, 0, sizeof *t);
	t->pool.limit = limits->stream_bytes;
	t->max = (uint16_t)(most < TALKS_MIN ? TALKS_MIN : most > TALKS_MAX ? TALKS_MAX : most);
	t->list = calloc((size_t)t->max + 1, sizeof *t->list);
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

void lane_forget(struct stack *s, struct lane *l)
{
	s->talks.pool.used -= l->kept_room;
	free(l->kept);
	l->kept = NULL;
	l->kept_n = l->kept_room = 0;
}

static void state_free(struct talks *t, struct conversation *c)
{
	if (c->state)
		state_give(&t->states, c->state, c->decoder->state_size);
	c->state = NULL;
}

void steady_tell(struct stack *s, const struct flow_slot *f, unsigned end)
{
	struct steady *t = &s->talks.list[f->talk].steady[end];
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
		if (s->talks.list[f->talk].steady[end].more)
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
		stream_clear(&c->lane[end].stream, &t->pool);
		lane_forget(s, &c->lane[end]);
	}
	state_free(t, c);
	unlink_talk(t, i);
	c->flow = NULL;
	t->order[i].older = t->free;
	t->free = i;
	f->talk = 0;
}

/* The one unused for longest goes; when its flow speaks again it begins anew. */
static void drop_oldest(struct stack *s)
{
	struct conversation *c = s->talks.list + oldest(&s->talks);

	s->counts.talks_dropped += !(c->flow->marks & FLOW_CLOSED);
	talk_drop(s, c->flow);
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

bool lane_keep(struct stack *s, const struct conversation *c, struct lane *l, const uint8_t *bytes, size_t n)
{
	uint32_t room = l->kept_room ? l->kept_room : 512;

	while (room < l->kept_n + n)
		room *= 2;
	if (room != l->kept_room) {
		uint8_t *more;

		if (room > 2 * DECODER_KEEP || !make_room(s, c, room - l->kept_room))
			return false;
		more = realloc(l->kept, room);
		if (!more)
			return false;
		s->talks.pool.used += room - l->kept_room;
		l->kept = more;
		l->kept_room = room;
	}
	memcpy(l->kept + l->kept_n, bytes, n);
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
	fetch(&c->steady[v->end], sizeof *c->steady);
	if (v->kind == VIEW_TCP)
		fetch(c->lane, sizeof c->lane);
	if (v->claimed)
		fetch(&c->tally, 64);
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

bool talk_name(struct stack *s, struct conversation *c, const struct decoder *d)
{
	struct talks *t = &s->talks;

	state_free(t, c);
	c->decoder = d;
	while (t->states.used + d->state_size > TALK_STATE_MAX && t->list + oldest(t) != c)
		drop_oldest(s);
	if (d->state_size == 0)
		return true;
	c->state = state_take(&t->states, d->state_size, decoder_clears(d), TALK_STATE_MAX);
	return c->state != NULL;
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
				stream_clear(&t->list[i].lane[end].stream, &t->pool);
				free(t->list[i].lane[end].kept);
			}
	for (uint16_t i = 1; t->list && i <= t->used; i++)
		free(t->list[i].state);
	state_pool_clear(&t->states);
	free(t->list);
	free(t->order);
	t->list = NULL;
	t->order = NULL;
}
