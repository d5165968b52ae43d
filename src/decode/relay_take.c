/* Core's side of relay.h: every message is hostile until its form was read. */
#include "decode/relay_form.h"

#include <errno.h>

static bool whole(const struct rd *in) { return rd_ok(in) && rd_empty(in); }

static bool take_sighting(const struct relay_ear *to, struct rd *in)
{
	struct sighting s;

	form_unpack(form_sighting, in, &s, sizeof s);
	if (!whole(in) || s.lasts > RELAY_LASTS_MAX || s.more == UINT32_MAX)
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

static bool take_tick(const struct relay_ear *to, struct rd *in)
{
	struct relay_tick t;

	form_unpack(form_tick, in, &t, sizeof t);
	if (!whole(in) || t.up > t.interfaces)
		return false;
	to->tick(to->ctx, &t);
	return true;
}

int relay_take(const struct relay_ear *to, uint8_t kind, struct rd body)
{
	static bool (*const takes[])(const struct relay_ear *, struct rd *) = {
		[RELAY_HELLO] = take_hello,   [RELAY_SIGHTING] = take_sighting,
		[RELAY_FACT] = take_fact,     [RELAY_FLOW] = take_flow,
		[RELAY_PERIOD] = take_period, [RELAY_INTERFACE] = take_interface,
		[RELAY_INPUT] = take_input,   [RELAY_TICK] = take_tick,
	};

	if (kind >= sizeof takes / sizeof *takes || !takes[kind])
		return -EBADMSG;
	return takes[kind](to, &body) ? 0 : -EBADMSG;
}
