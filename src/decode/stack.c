/* Frames in, calls out. A batch is read first and its places in the tables are fetched ahead, then it is
 * counted and heard frame by frame, in order. */
#include "decode/inside.h"

#include <errno.h>
#include <stdlib.h>

enum { IP_ICMP = 1, IP_TCP = 6, IP_UDP = 17, IP_ICMP6 = 58 };

struct stack *stack_new(const struct stack_limits *limits, const struct decode_sink *sink)
{
	static const struct stack_limits usual = {131072, 8 << 20, 1 << 20};
	struct stack *s = calloc(1, sizeof *s);

	if (!s)
		return NULL;
	s->sink = *sink;
	s->home = (struct speech_home){.sink = &s->sink,
				       .agreements = &s->agreements,
				       .walks = &s->walks,
				       .dropped = &s->counts.talks_dropped,
				       .unheard = &s->counts.stream_bytes_dropped};
	s->limits = limits ? *limits : usual;
	s->fragments = fragments_new(s->limits.fragment_bytes);
	if (s->fragments && flow_cache_init(&s->flows, s->limits.flows) == 0 &&
	    talks_init(&s->talks, &s->limits) == 0 && naming_init(&s->naming) == 0)
		return s;
	stack_free(s);
	return NULL;
}

void stack_free(struct stack *s)
{
	if (!s)
		return;
	talks_clear(&s->talks);
	flow_cache_clear(&s->flows);
	naming_clear(&s->naming);
	fragments_free(s->fragments);
	agreed_free(s->agreements);
	free(s->radio);
	free(s);
}

/* Are copies of its datagrams copies, though nobody numbered them? */
static bool doubled(const struct stack *s, const struct flow_slot *f)
{
	return flow_doubled(f) || (f->transport == IP_UDP && mirror_everywhere(&s->mirror));
}

/* Reports what a slot holds. */
static inline void flow_report(struct stack *s, const struct flow_slot *f)
{
	bool copied = f->copies[0] || f->copies[1];
	bool mirrored =
		copied && (doubled(s, f) || mirror_declared(&s->mirror, flow_pair(&f->ip[0], &f->ip[1])));
	struct flow told;

	if (f->talk)
		talk_tell(s, f);
	flow_tell(f, mirrored, &told);
	if (mirrored)
		s->counts.duplicates += f->copies[0] + f->copies[1];
	if (f->transport == IP_TCP && told.started && !told.bare_syn) {
		s->counts.tcp_conversations++;
		s->counts.tcp_two_way += told.packets_up && told.packets_up < told.packets;
	}
	if (told.packets)
		s->sink.flow(s->sink.ctx, &told);
}

/* Its slot is wanted, or it has ended. */
static void flow_gone(struct stack *s, struct flow_slot *f)
{
	if (f->talk)
		listen_end(s, f);
	flow_report(s, f);
}

static void flow_ends(void *ctx, struct flow_slot *f) { flow_gone(ctx, f); }

static void fresh_add(struct stack *s, const struct flow_slot *f)
{
	if (s->fresh.count < FRESH_MAX)
		s->fresh.slot[s->fresh.count++] = (uint32_t)(f - s->flows.slots);
	else
		s->fresh.more = true;
}

static inline void flow_begins(struct stack *s, struct flow_slot *f, const struct view *v, bool is_first)
{
	flow_start(f, v, is_first);
	fresh_add(s, f);
}

static struct flow_slot *flow_new(struct stack *s, const struct view *v)
{
	struct flow_claim claim = flow_claim(&s->flows, v);

	if (claim.given_up)
		flow_gone(s, claim.slot);
	flow_begins(s, claim.slot, v, claim.is_first);
	return claim.slot;
}

static struct flow_slot *flow_of(struct stack *s, const struct view *v)
{
	struct flow_slot *f = flow_find(&s->flows, v);

	if (!f)
		return flow_new(s, v);
	if (flow_restarts(f, v)) {
		flow_gone(s, f);
		flow_begins(s, f, v, true);
	} else if (f->bytes[0] > INT32_MAX || f->bytes[1] > INT32_MAX || f->payload > INT32_MAX) {
		flow_report(s, f);
		flow_continue(f);
	}
	return f;
}

/* An ICMP error about a port that is not served: the conversation it quotes was refused (RFC 792, RFC
 * 4443 3.1). */
static void take_icmp(struct stack *s, const struct view *v)
{
	bool icmp4 = v->protocol == IP_ICMP && rd_peek(&v->rest, 0) == 3 && rd_peek(&v->rest, 1) == 3;
	bool icmp6 = v->protocol == IP_ICMP6 && rd_peek(&v->rest, 0) == 1 && rd_peek(&v->rest, 1) == 4;
	struct flow_slot *f;
	struct view quoted;

	if (!icmp4 && !icmp6)
		return;
	view_quoted(&quoted, v);
	if (quoted.kind < VIEW_IP || quoted.kind > VIEW_UDP)
		return;
	flow_hash(&quoted);
	f = flow_find(&s->flows, &quoted);
	if (f && quoted.end == f->client)
		f->marks |= FLOW_UNREACHABLE;
}

static void sight(struct stack *s, struct view *v)
{
	v->untold = false;
	s->sink.sighting(s->sink.ctx, &v->seen);
}

/* The sighting of a frame of this conversation. */
static void sight_in(struct stack *s, const struct flow_slot *f, struct view *v)
{
	struct steady *t = &s->talks.list[f->talk].end[v->end].steady;

	if (f->talk && steady_counts(t, v))
		return;
	if (f->talk && t->more)
		steady_tell(s, f, v->end);
	if (f->talk)
		steady_begin(t, v);
	sight(s, v);
}

static void take_flow(struct stack *s, struct view *v)
{
	struct flow_slot *f;

	v->copied = mirror_twin(&s->mirror, v);
	if (v->copied && (mirror_is_copy(v) || mirror_declared(&s->mirror, v->pair))) {
		s->counts.duplicates++;
		if (v->untold)
			sight(s, v);
		return;
	}
	f = flow_of(s, v);
	if (v->untold)
		sight_in(s, f, v);
	if (v->kind == VIEW_UDP && !flow_goes_on(f, v->end, v->seen.when))
		v->copied = false; /* answered in between, or later: asked again */
	flow_count(f, v);
	if (v->kind == VIEW_FRAGMENT)
		return;
	flow_payload(f, v);
	if (v->copied && v->kind == VIEW_UDP && doubled(s, f)) /* taken off when the flow is told */
		return;
	if (v->kind == VIEW_TCP) {
		if (!(f->marks & FLOW_DEAF) && (v->claimed || f->talk))
			v->broken |= listen_tcp(s, f, v);
		return;
	}
	if (v->kind == VIEW_IP)
		take_icmp(s, v);
	if (v->kind == VIEW_UDP || !v->broken)
		v->broken |= listen_datagram(s, f, v);
}

static void tell(struct stack *s, struct view *v)
{
	if (view_has_flow(v))
		flow_hash(v);
	if (v->kind != VIEW_NOTHING)
		s->sink.sighting(s->sink.ctx, &v->seen);
}

/* From the outside in: every layer of addresses is told, then what the innermost carries is counted and
 * heard. */
static void take_layers(struct stack *s, struct view *v)
{
	while (v->kind == VIEW_TUNNEL || v->kind == VIEW_FRAGMENT) {
		if (v->kind == VIEW_TUNNEL) {
			view_inside(v);
			tell(s, v);
			continue;
		}
		if (!fragments_take(s->fragments, v)) {
			flow_hash(v); /* its ports may be known by now */
			break;
		}
		flow_hash(v);
	}
	if (view_has_flow(v))
		take_flow(s, v);
	else if (v->kind == VIEW_ETHER || v->kind == VIEW_LLC)
		v->broken |= listen_frame(s, v);
}

static void take_unsupported(struct stack *s, uint32_t link)
{
	struct stack_counts *n = &s->counts;
	unsigned i = 0;

	while (i < n->unsupported_count && n->unsupported[i].link != link)
		i++;
	if (i == sizeof n->unsupported / sizeof *n->unsupported)
		i--; /* more kinds than can be named: counted with the last */
	if (i == n->unsupported_count) {
		n->unsupported[i].link = link;
		n->unsupported_count++;
	}
	n->unsupported[i].packets++;
}

/* Without memory for what it remembers nothing is said of stations. */
static void take_radio(struct stack *s, const struct view *v)
{
	struct emit e;

	if (!s->radio && !(s->radio = calloc(1, sizeof *s->radio)))
		return;
	speech_of(s, NULL, v, &e);
	e.source = PROTO_wifi;
	radio_hear(s->radio, v->radio, &e);
}

static void take_frame(struct stack *s, const struct frame *f, struct view *v)
{
	s->counts.packets++;
	s->counts.bytes += f->wire;
	s->counts.payload_cut += v->cut;
	if (v->inside == LAYER_UNKNOWN) {
		take_unsupported(s, f->link);
		return;
	}
	s->counts.group_frames += v->to_group;
	s->counts.wifi_protected += v->secret;
	v->untold = s->sums && (v->kind == VIEW_TCP || v->kind == VIEW_UDP);
	if (v->kind != VIEW_NOTHING && !v->untold)
		sight(s, v);
	if (v->radio.at)
		take_radio(s, v);
	take_layers(s, v);
	while (v->later.at && view_next(v)) {
		tell(s, v);
		take_layers(s, v);
	}
	s->counts.malformed += v->broken;
}

/* Each step for all frames, then the next: what one step fetches from memory has time to come. */
static void take_batch(struct stack *s, const struct frame *frames, unsigned count)
{
	const struct flow_slot *near[BATCH];

	for (unsigned i = 0; i < count; i++) {
		(s->radio_read ? view_frame : view_frame_shut)(&s->views[i], &frames[i]);
		if (!view_has_flow(&s->views[i]))
			continue;
		flow_hash(&s->views[i]);
		flow_prefetch_set(&s->flows, &s->views[i]);
	}
	for (unsigned i = 0; i < count; i++)
		if (s->views[i].hash) {
			near[i] = flow_prefetch(&s->flows, &s->views[i]);
			mirror_fetch(&s->mirror, &s->views[i]);
		}
	for (unsigned i = 0; i < count; i++)
		if (s->views[i].hash)
			talk_prefetch(&s->talks, near[i], &s->views[i]);
	for (unsigned i = 0; i < count; i++)
		if (s->views[i].hash)
			talk_prefetch_state(s, near[i], &s->views[i]);
	for (unsigned i = 0; i < count; i++)
		take_frame(s, &frames[i], &s->views[i]);
	s->counts.flows_evicted = s->flows.evicted;
	s->counts.fragments_dropped = fragments_dropped(s->fragments);
}

void stack_read_radio(struct stack *s) { s->radio_read = true; }
void stack_sum(struct stack *s) { s->sums = true; }

void stack_take(struct stack *s, const struct frame *frames, unsigned count)
{
	for (unsigned done = 0; done < count; done += BATCH)
		take_batch(s, frames + done, count - done < BATCH ? count - done : BATCH);
}

void stack_end(struct stack *s)
{
	flow_each(&s->flows, flow_ends, s);
	flow_cache_reset(&s->flows);
	state_pool_clear(&s->talks.states); /* what comes now, tables and pages, wants memory of its own */
	s->fresh.count = 0;
	s->fresh.more = false;
	s->counts.fragments_dropped = fragments_dropped(s->fragments) + fragments_waiting(s->fragments);
}

static void flow_part(void *ctx, struct flow_slot *f)
{
	if (!f->packets[0] && !f->packets[1])
		return;
	flow_report(ctx, f);
	flow_continue(f);
}

void stack_tell(struct stack *s)
{
	flow_each(&s->flows, flow_part, s);
	s->fresh.count = 0;
	s->fresh.more = false;
}

static void flow_part_if_new(void *ctx, struct flow_slot *f)
{
	struct stack *s = ctx;

	if (f->end_marks & FLOW_TOLD)
		return;
	if (flow_is_ripe(f) || f->end_marks & FLOW_WAITED) {
		flow_part(s, f);
		return;
	}
	f->end_marks |= FLOW_WAITED;
	fresh_add(s, f);
}

void stack_tell_new(struct stack *s)
{
	struct fresh *n = &s->fresh;
	unsigned count = n->count;
	bool more = n->more;

	n->count = 0;
	n->more = false;
	if (more)
		flow_each(&s->flows, flow_part_if_new, s);
	for (unsigned i = 0; !more && i < count; i++)
		flow_part_if_new(s, s->flows.slots + n->slot[i]);
}

const struct stack_counts *stack_counts(const struct stack *s) { return &s->counts; }
