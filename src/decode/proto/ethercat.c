/* EtherCAT (IEC 61158-4-12; ETG.1000.4), straight on Ethernet (88a4) or in UDP 34980:
 *
 *	length 11 bits, 0, type 4 bits (1: datagrams) | datagrams
 *	command 1 | index 1 | address 4 | length 11 bits .. more 1 bit | interrupts 2 | data | counter 2
 *
 * A frame passes all slaves and comes back: what slaves did is counted in it. The first slave sets bit 1 of the
 * sender's MAC in what comes back, so that MAC is no device. Slaves have no MAC: what is known of them is told of
 * the master, by their station number.
 *
 * A master that brings its own slaves up or down (AL Control, station addresses) is the normal start of a bus. Whoever sends
 * the process data is the master, before there are any whoever spoke first; when he is silent for ten seconds another may
 * follow him. The same by anybody else has numbers of its own (OTHERS, data/commands). One recording is taken for one bus: of two,
 * or of a master that uses a second port for redundancy, the later one is told as another until it sends process data
 * and the first does not. Proved by the dissector of Wireshark 4.0 on a capture that scapy's EtherCAT
 * layer built (tests/captures/ethercat). */
#include "decode/decoder.h"

#include <stdio.h>

enum {
	DATAGRAMS = 1,
	TYPES_LAST = 5,
	COMMAND_LAST = 14,
	DATAGRAMS_MAX = 128,
	HEADER = 10,
	MORE_FOLLOW = 0x8000
};
enum { NOP = 0, APRD = 1, APWR = 2, FPRD = 4, FPWR = 5, BRD = 7, BWR = 8, ARMW = 13, LRD = 10, LRW = 12 };
enum {
	STATION = 0x0010,
	RESET = 0x0040,
	AL_CONTROL = 0x0120,
	ERRORS = 0x0300,
	SII_CONTROL = 0x0502,
	SII_WRITE = 0x01
};
enum { OTHERS = 0x10000 /* in the sub-code: by somebody who is not the bus's master */ };
#define MASTER_SILENT_US (10 * INT64_C(1000000))
enum { MAILBOX_FIRST = 0x1000, FOE = 4, COE = 3, SERVICE_CODE = 0x100 };

static const uint16_t ports[] = {0x88a4, 0}; /* 34980: the UDP port has the number of the ethertype */

struct datagram {
	unsigned command, station, offset, done;
	bool more;
	struct rd data;
};

static bool next_datagram(struct rd *r, struct datagram *ret)
{
	unsigned length;

	ret->command = rd_u8(r);
	rd_skip(r, 1);
	ret->station = rd_le16(r);
	ret->offset = rd_le16(r);
	length = rd_le16(r);
	rd_skip(r, 2);
	ret->more = length & MORE_FOLLOW;
	ret->data = rd_sub(r, length & 0x7ff);
	ret->done = rd_le16(r);
	return rd_ok(r) && ret->command <= COMMAND_LAST;
}

/* The frame's datagrams; false when it is none. */
static bool read_frame(struct rd *r, unsigned *ret_type, struct rd *ret_body)
{
	unsigned head = rd_le16(r), length = head & 0x7ff;

	*ret_type = head >> 12;
	*ret_body = rd_sub(r, length);
	return rd_ok(r) && length >= HEADER + 2 && !(head & 0x0800) && *ret_type >= DATAGRAMS &&
	       *ret_type <= TYPES_LAST;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd body;
	struct datagram d;
	unsigned type;

	if (t->transport == 17 && !talk_on_port(t, ports[0]))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (!read_frame(&head, &type, &body) || (type == DATAGRAMS && !next_datagram(&body, &d)))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, ROLE_UNKNOWN);
}

/* --- what is asked --- */

static bool writes(const struct datagram *d)
{
	return d->command == APWR || d->command == FPWR || d->command == BWR;
}

static bool is_process_data(const struct datagram *d) { return d->command >= LRD && d->command <= LRW; }

static bool has_process_data(struct rd body)
{
	struct datagram d;

	for (unsigned i = 0; i < DATAGRAMS_MAX && next_datagram(&body, &d); i++) {
		if (is_process_data(&d))
			return true;
		if (!d.more)
			break;
	}
	return false;
}

struct bus { /* kept by the stack */
	struct mac master;
	bool runs; /* it sent process data */
	int64_t last;
};

static struct bus *bus_of(struct emit *e)
{
	static const struct agreed_key keys[AGREED_KEYS] = {{.protocol = PROTO_ethercat, .what = 1}};
	struct bus *b = emit_agreed(e, keys, &(unsigned){0});

	return b ? b : emit_agree(e, keys);
}

/* What comes back says nothing new of who is the master. */
static bool was_others(struct emit *e, const struct who *w)
{
	const struct bus *b = bus_of(e);

	return b && b->last && !mac_same(b->master, w->mac);
}

static bool is_master(struct emit *e, const struct who *w, bool runs)
{
	struct bus *b = bus_of(e);
	int64_t now = emit_now(e);

	if (!b)
		return true;
	if (!mac_same(b->master, w->mac)) {
		if (b->last && now - b->last < MASTER_SILENT_US && (b->runs || !runs))
			return false;
		b->master = w->mac;
		b->runs = false;
	}
	b->runs |= runs;
	b->last = now;
	return true;
}

/* Registers whose writing is more than a value. */
static int64_t sub_of(const struct datagram *d)
{
	bool known =
		d->offset == STATION || d->offset == RESET || d->offset == AL_CONTROL || d->offset == ERRORS;

	if (!writes(d))
		return -1;
	if (d->offset == SII_CONTROL && rd_peek(&d->data, 0) == SII_WRITE)
		return SII_CONTROL;
	return known ? (int64_t)d->offset : -1;
}

/* What masters do with each start, done by another. */
static int64_t sub_by(const struct datagram *d, bool others)
{
	int64_t sub = sub_of(d);

	return others && (sub == AL_CONTROL || sub == STATION) ? sub | OTHERS : sub;
}

static struct text detail_of(const struct datagram *d, char buf[48])
{
	static const char *const states[] = {
		[1] = "INIT", [2] = "PRE-OP", [3] = "BOOT", [4] = "SAFE-OP", [8] = "OP"};
	unsigned state = rd_empty(&d->data) ? 0 : d->data.at[0] & 0x0f;
	bool named = d->offset == AL_CONTROL && state < sizeof states / sizeof *states && states[state];

	return text_of(buf,
		       (size_t)snprintf(buf, 48, "%s %u register 0x%04x%s%s",
					d->command == APWR ? "position" : "station",
					d->command == APWR ? (0x10000 - d->station) & 0xffff : d->station,
					d->offset, named ? " " : "", named ? states[state] : ""));
}

/* length 2 | address 2 | 1 | protocol 4 bits, counter | what it holds; false: no message of a mailbox. */
static bool read_mailbox(const struct datagram *d, unsigned *ret_protocol, struct rd *ret_body)
{
	struct rd r = d->data;
	unsigned length = rd_le16(&r);

	rd_skip(&r, 3);
	*ret_protocol = rd_u8(&r) & 0x0f;
	*ret_body = rd_sub(&r, length);
	return rd_ok(&r) && length >= 6 && d->offset >= MAILBOX_FIRST &&
	       (*ret_protocol == COE || *ret_protocol == FOE);
}

/* CoE: number 9 bits, 3 | service 4 bits (2 SDO request, 3 answer); SDO: command 1 | index 2 | sub-index 1 |
 * data 4. FoE: operation 1 (1 read, 2 write) | 0 | password 4 | name */
static void hear_mailbox_request(const struct datagram *d, struct emit *e)
{
	unsigned protocol, kind, command, index, part;
	struct rd r;
	char buf[48];

	if ((d->command != FPWR && d->command != APWR) || !read_mailbox(d, &protocol, &r))
		return;
	if (protocol == FOE) {
		kind = rd_u8(&r);
		rd_skip(&r, 5);
		if (rd_ok(&r) && (kind == 1 || kind == 2))
			emit_request(e, PROTO_ethercat, SERVICE_CODE * FOE + kind, -1,
				     text_of(r.at, rd_left(&r)));
		return;
	}
	kind = rd_le16(&r) >> 12;
	command = rd_u8(&r) >> 5;
	index = rd_le16(&r);
	part = rd_u8(&r);
	if (rd_ok(&r) && kind == 2 && (command == 1 || command == 2))
		emit_request(e, PROTO_ethercat, SERVICE_CODE * COE + command, -1,
			     text_of(buf, (size_t)snprintf(buf, sizeof buf, "station %u object 0x%04x:%02u",
							   d->station, index, part)));
}

/* --- what comes back --- */

/* The identity object 1018: vendor, product, revision, serial, as a slave answers in its mailbox. */
static void tell_slave(const struct datagram *d, const struct who *master, struct emit *e)
{
	static const char *const parts[] = {"", "vendor", "product", "revision", "serial"};
	unsigned protocol, kind, command, index, part;
	uint32_t value;
	struct rd r;
	char buf[48];

	if (d->command != FPRD || !read_mailbox(d, &protocol, &r) || protocol != COE)
		return;
	kind = rd_le16(&r) >> 12;
	command = rd_u8(&r);
	index = rd_le16(&r);
	part = rd_u8(&r);
	value = rd_le32(&r);
	if (!rd_ok(&r) || kind != 3 || command != 0x43 || index != 0x1018 || part < 1 || part > 4)
		return;
	emit_text_of(e, FACT_PROPERTY, master, 90,
		     text_of(buf, (size_t)snprintf(buf, sizeof buf, "slave-%u-%s=0x%08x", d->station,
						   parts[part], value)));
}

static void tell_answer(const struct datagram *d, const struct who *master, bool others, struct emit *e)
{
	emit_fact(e, (struct fact){.kind = FACT_ANSWER,
				   .source = PROTO_ethercat,
				   .confidence = 90,
				   .about = *master,
				   .peer = emit_who(e, RECEIVER),
				   .num = {d->command, sub_by(d, others), d->done == 0}});
	if (d->done)
		tell_slave(d, master, e);
}

/* Has any slave touched it? */
static bool came_back(struct rd body)
{
	struct datagram d;

	for (unsigned i = 0; i < DATAGRAMS_MAX && next_datagram(&body, &d); i++) {
		if (d.done)
			return true;
		if (!d.more)
			break;
	}
	return false;
}

static struct who master_of(bool back, const struct talk *t, struct emit *e)
{
	struct who w = emit_who(e, SENDER);

	if (!back || t->ethertype != ports[0] || !mac_is_local(w.mac))
		return w;
	emit_text_of(e, FACT_VIRTUAL_MAC, &w, 80, text_of("", 0));
	w.mac.b[0] = (uint8_t)(w.mac.b[0] & ~2u);
	return w;
}

static bool hear_datagrams(const struct talk *t, struct rd body, struct emit *e)
{
	bool back = came_back(body);
	struct who master = master_of(back, t, e);
	bool others = back ? was_others(e, &master) : !is_master(e, &master, has_process_data(body));
	struct datagram d;
	char buf[48];

	if (!back && !others) {
		emit_text_of(e, FACT_ROLE, &master, 80, text_z("master"));
		emit_text_of(e, FACT_KIND, &master, 60, text_z("plc"));
	}
	for (unsigned i = 0; i < DATAGRAMS_MAX; i++) {
		if (!next_datagram(&body, &d))
			return false;
		if (back)
			tell_answer(&d, &master, others, e);
		else
			emit_request(e, PROTO_ethercat, d.command, sub_by(&d, others),
				     writes(&d) ? detail_of(&d, buf) : text_of("", 0));
		if (!back)
			hear_mailbox_request(&d, e);
		if (!d.more)
			break;
	}
	return true;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in, body;
	unsigned type;

	if (!read_frame(&r, &type, &body))
		return BROKEN;
	if (type == DATAGRAMS && !hear_datagrams(t, body, e))
		return BROKEN;
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_ethercat = {
	.protocol = PROTO_ethercat,
	.on = ON_ETHER | ON_UDP,
	.ports = ports,
	.begins = "",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
