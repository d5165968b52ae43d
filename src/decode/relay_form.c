#include "decode/relay_form.h"

#include "decode/decoder.h"

#include <string.h>

#define FIELD(type, member, kind, most)                                                                      \
	{                                                                                                    \
		offsetof(struct type, member), sizeof(((struct type *)0)->member), kind, most                \
	}
#define COUNT_MAX (UINT64_C(1) << 62) /* so that sums of a few never go round */

const struct form form_hello[] = {
	FIELD(relay_hello, version, FORM_AMOUNT, RELAY_VERSION),
	FIELD(relay_hello, interfaces, FORM_AMOUNT, RELAY_INTERFACES),
	FIELD(relay_hello, payload, FORM_AMOUNT, 1),
	FIELD(relay_hello, replay, FORM_AMOUNT, 1),
	FIELD(relay_hello, began, FORM_TIME, 0),
	FIELD(relay_hello, replay_first, FORM_TIME, 0),
	{0},
};

const struct form form_sighting[] = {
	FIELD(sighting, when, FORM_TIME, 0),
	FIELD(sighting, lasts, FORM_AMOUNT, UINT32_MAX),
	FIELD(sighting, more, FORM_AMOUNT, UINT32_MAX),
	FIELD(sighting, bytes, FORM_AMOUNT, UINT32_MAX),
	FIELD(sighting, at.file, FORM_AMOUNT, INT32_MAX),
	FIELD(sighting, at.n, FORM_AMOUNT, UINT32_MAX),
	FIELD(sighting, from, FORM_BYTES, 0),
	FIELD(sighting, to, FORM_BYTES, 0),
	FIELD(sighting, vlan, FORM_AMOUNT, UINT16_MAX),
	FIELD(sighting, ttl, FORM_AMOUNT, UINT8_MAX),
	FIELD(sighting, inner, FORM_AMOUNT, 1),
	FIELD(sighting, arp, FORM_AMOUNT, 1),
	FIELD(sighting, wifi_from, FORM_AMOUNT, 1),
	FIELD(sighting, air, FORM_AMOUNT, 1),
	{0},
};

const struct form form_flow[] = {
	FIELD(flow, client, FORM_BYTES, 0),
	FIELD(flow, server, FORM_BYTES, 0),
	FIELD(flow, client_port, FORM_AMOUNT, UINT16_MAX),
	FIELD(flow, server_port, FORM_AMOUNT, UINT16_MAX),
	FIELD(flow, transport, FORM_AMOUNT, UINT8_MAX),
	FIELD(flow, encrypted, FORM_AMOUNT, SECRECY_UNKNOWN),
	FIELD(flow, answered, FORM_AMOUNT, FLOW_REFUSED),
	FIELD(flow, oriented, FORM_AMOUNT, 1),
	FIELD(flow, started, FORM_AMOUNT, 1),
	FIELD(flow, payload_seen, FORM_AMOUNT, 1),
	FIELD(flow, bare_syn, FORM_AMOUNT, 1),
	FIELD(flow, protocol, FORM_AMOUNT, PROTO_COUNT - 1),
	FIELD(flow, packets, FORM_AMOUNT, UINT32_MAX),
	FIELD(flow, bytes, FORM_AMOUNT, COUNT_MAX),
	FIELD(flow, packets_up, FORM_AMOUNT, UINT32_MAX),
	FIELD(flow, bytes_up, FORM_AMOUNT, COUNT_MAX),
	FIELD(flow, payload, FORM_AMOUNT, COUNT_MAX),
	FIELD(flow, first, FORM_TIME, 0),
	FIELD(flow, last, FORM_TIME, 0),
	FIELD(flow, first_packet.file, FORM_AMOUNT, INT32_MAX),
	FIELD(flow, first_packet.n, FORM_AMOUNT, UINT32_MAX),
	FIELD(flow, last_packet.file, FORM_AMOUNT, INT32_MAX),
	FIELD(flow, last_packet.n, FORM_AMOUNT, UINT32_MAX),
	{0},
};

#define COUNT(member) FIELD(relay_period, member, FORM_AMOUNT, COUNT_MAX)

const struct form form_period[] = {
	FIELD(relay_period, from, FORM_TIME, 0),
	FIELD(relay_period, to, FORM_TIME, 0),
	FIELD(relay_period, now, FORM_TIME, 0),
	COUNT(frames),
	COUNT(bytes),
	COUNT(unsaid),
	COUNT(malformed),
	COUNT(cut),
	COUNT(duplicates),
	COUNT(group),
	COUNT(conversations),
	COUNT(two_way),
	COUNT(fragments_dropped),
	COUNT(stream_bytes_dropped),
	COUNT(flows_evicted),
	COUNT(talks_dropped),
	COUNT(wifi_protected),
	FIELD(relay_period, clock_jump, FORM_SPAN, 0),
	FIELD(relay_period, file, FORM_AMOUNT, INT32_MAX),
	FIELD(relay_period, storing, FORM_AMOUNT, RELAY_STORINGS - 1),
	FIELD(relay_period, store_error, FORM_AMOUNT, INT16_MAX),
	FIELD(relay_period, file_frames, FORM_AMOUNT, UINT32_MAX),
	COUNT(file_bytes),
	FIELD(relay_period, file_first, FORM_TIME, 0),
	FIELD(relay_period, file_last, FORM_TIME, 0),
	FIELD(relay_period, snaplen, FORM_AMOUNT, UINT32_MAX),
	FIELD(relay_period, interfaces, FORM_AMOUNT, RELAY_INTERFACES),
	{0},
};

const struct form form_meter[] = {
	FIELD(relay_meter, frames, FORM_AMOUNT, COUNT_MAX),
	FIELD(relay_meter, bytes, FORM_AMOUNT, COUNT_MAX),
	FIELD(relay_meter, dropped, FORM_AMOUNT, COUNT_MAX),
	FIELD(relay_meter, last, FORM_TIME, 0),
	{0},
};

const struct form form_interface[] = {
	FIELD(relay_interface, index, FORM_AMOUNT, RELAY_INTERFACES - 1),
	FIELD(relay_interface, state, FORM_AMOUNT, RELAY_STATES - 1),
	FIELD(relay_interface, error, FORM_AMOUNT, INT16_MAX),
	FIELD(relay_interface, since, FORM_TIME, 0),
	FIELD(relay_interface, name, FORM_TEXT, 0),
	{0},
};

const struct form form_input[] = {
	FIELD(relay_input, index, FORM_AMOUNT, UINT8_MAX),
	FIELD(relay_input, truncated, FORM_AMOUNT, 1),
	FIELD(relay_input, ended, FORM_AMOUNT, 1),
	FIELD(relay_input, snaplen, FORM_AMOUNT, UINT32_MAX),
	FIELD(relay_input, packets, FORM_AMOUNT, COUNT_MAX),
	FIELD(relay_input, bytes, FORM_AMOUNT, COUNT_MAX),
	FIELD(relay_input, first, FORM_TIME, 0),
	FIELD(relay_input, last, FORM_TIME, 0),
	FIELD(relay_input, name, FORM_TEXT, 0),
	FIELD(relay_input, format, FORM_TEXT, 0),
	{0},
};

const struct form form_tick[] = {
	FIELD(relay_tick, now, FORM_TIME, 0),
	FIELD(relay_tick, last, FORM_TIME, 0),
	FIELD(relay_tick, frames, FORM_AMOUNT, COUNT_MAX),
	FIELD(relay_tick, interfaces, FORM_AMOUNT, RELAY_INTERFACES),
	FIELD(relay_tick, up, FORM_AMOUNT, RELAY_INTERFACES),
	FIELD(relay_tick, replay, FORM_AMOUNT, 1),
	FIELD(relay_tick, ended, FORM_AMOUNT, 1),
	{0},
};

uint8_t *form_pack(const struct form *f, const void *what, uint8_t *p)
{
	for (; f->as != FORM_END; f++) {
		memcpy(p, (const uint8_t *)what + f->at, f->size);
		p += f->size;
	}
	return p;
}

static bool in_bounds(const struct form *f, const uint8_t *bytes)
{
	uint64_t amount = 0; /* the machine's order is little-endian on all we run on; checked below */
	int64_t time;

	switch (f->as) {
	case FORM_AMOUNT:
		memcpy(&amount, bytes, f->size);
		return amount <= f->most;
	case FORM_TIME:
	case FORM_SPAN:
		memcpy(&time, bytes, sizeof time);
		return time >= (f->as == FORM_TIME ? 0 : -RELAY_TIME_MAX) && time <= RELAY_TIME_MAX;
	case FORM_TEXT:
		return memchr(bytes, '\0', f->size) != NULL;
	default:
		return true;
	}
}

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "an amount of fewer bytes is read as the low ones");

/* A value out of its bounds is not stored: a bool of 2 must never be looked at. */
void form_unpack(const struct form *f, struct rd *in, void *ret_what, size_t size)
{
	memset(ret_what, 0, size);
	for (; f->as != FORM_END; f++) {
		const uint8_t *bytes = rd_bytes(in, f->size);

		if (bytes && in_bounds(f, bytes))
			memcpy((uint8_t *)ret_what + f->at, bytes, f->size);
		else
			rd_spoil(in);
	}
}
