/* PROFINET IO context management (IEC 61158-6-10, 5): DCE RPC without connection over UDP, from port 34964 on:
 *
 *	4 | type 1 | flags 2 | data representation 3 | serial 1 | object 16 | interface 16 | activity 16
 *	boot 4 | version 4 | sequence 4 | operation 2 | hints 4 | length 2 | fragment 2 | 0 | serial 1
 *	request: 4 | length 4 | 12 | blocks
 *	answer:	 status 4 | length 4 | 12 | blocks
 *	block:	 type 2 | length 2 | version 2 | ...	(always big-endian)
 *
 * An answer comes from another port, in a conversation of its own, and names its operation itself. What a Connect
 * agrees on is kept for the data (decode/pnio-relation.h). Controller and device ask each other: who asks is said by the message.
 * Proved on the captures of icsnpp-profinet-io-cm; identification (I&M 0) is from the text, proved by a vector of
 * the unit test. */
#include "decode/decoder.h"
#include "decode/pnio-relation.h"
#include "decode/pnio.h"
#include "decode/words.h"

#include <stdio.h>

enum {
	RPC = 4,
	REQUEST = 0,
	PING = 1,
	RESPONSE = 2,
	FAULT = 3,
	WORKING = 4,
	NO_CALL = 5,
	REJECT = 6,
	ACK = 7,
	CANCEL = 8,
	TYPES = 11
};
enum { HEADER = 80, LITTLE = 0x10, BLOCKS_MAX = 64 };
enum { CONNECT = 0, RELEASE = 1, READ = 2, WRITE = 3, CONTROL = 4, READ_IMPLICIT = 5 };
enum { OF_DEVICE = 1, OF_CONTROLLER = 2, INTERFACE_LAST = 4 };
enum {
	WRITE_REQUEST = 0x0008,
	READ_REQUEST = 0x0009,
	IM0 = 0x0020,
	AR_REQUEST = 0x0101,
	READ_ANSWER = 0x8009
};
enum { AR_SUPERVISOR = 6, READ_HEADER_REST = 20 };

struct state {
	bool told; /* who makes the device */
};

static const uint16_t ports[] = {34964, 0};

/* dea0000N-6c97-11d1-8271-00a02442df7d; objects: dea00000-6c97-11d1-8271, then instance, device, vendor */
static const uint8_t uuid_big[16] = {0xde, 0xa0, 0x00, 0x00, 0x6c, 0x97, 0x11, 0xd1,
				     0x82, 0x71, 0x00, 0xa0, 0x24, 0x42, 0xdf, 0x7d};
static const uint8_t uuid_little[16] = {0x00, 0x00, 0xa0, 0xde, 0x97, 0x6c, 0xd1, 0x11,
					0x82, 0x71, 0x00, 0xa0, 0x24, 0x42, 0xdf, 0x7d};

struct call {
	unsigned type, interface, operation, vendor, device; /* vendor 0: the object is none of PROFINET's */
	bool little, later;
	struct rd body;
};

static uint16_t u16(struct rd *r, bool little) { return little ? rd_le16(r) : rd_be16(r); }
static uint32_t u32(struct rd *r, bool little) { return little ? rd_le32(r) : rd_be32(r); }

/* The number in a UUID of PROFINET's; -1: another's. n: how many bytes of its end are alike. */
static int number_of(const uint8_t *uuid, bool little, size_t n)
{
	const uint8_t *like = little ? uuid_little : uuid_big;
	size_t at = little ? 0 : 3;

	for (size_t i = 0; i < n; i++)
		if (i != at && uuid[i] != like[i])
			return -1;
	return uuid[at];
}

static bool read_call(struct rd *r, struct call *c)
{
	unsigned version = rd_u8(r), length, fragment;
	const uint8_t *object, *interface;
	int number = -1;

	c->type = rd_u8(r);
	rd_skip(r, 2);
	c->little = rd_u8(r) & LITTLE;
	rd_skip(r, 3);
	object = rd_bytes(r, 16);
	interface = rd_bytes(r, 16);
	rd_skip(r, 16 + 4 + 4 + 4);
	c->operation = u16(r, c->little);
	rd_skip(r, 4);
	length = u16(r, c->little);
	fragment = u16(r, c->little);
	rd_skip(r, 2);
	if (!rd_ok(r) || version != RPC || c->type >= TYPES)
		return false;
	number = number_of(interface, c->little, 16);
	c->interface = (unsigned)number;
	c->later = fragment > 0;
	c->vendor = number_of(object, c->little, 10) == 0 ? (unsigned)(object[14] << 8 | object[15]) : 0;
	c->device = (unsigned)(object[12] << 8 | object[13]);
	c->body = rd_sub(r, length < rd_left(r) ? length : rd_left(r));
	return number >= OF_DEVICE && number <= INTERFACE_LAST && rd_left(&c->body) == length;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct call c;

	(void)t;
	if (!read_call(&head, &c))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (c.type == REQUEST || c.type == PING || c.type == ACK || c.type == CANCEL)
		return smell(SURE, ROLE_CLIENT);
	return smell(SURE, c.type >= RESPONSE && c.type <= REJECT ? ROLE_SERVER : ROLE_UNKNOWN);
}

/* --- blocks --- */

static struct text trimmed(struct rd r)
{
	struct text t = text_rd(&r);

	while (t.n && t.s[t.n - 1] == '\0')
		t.n--;
	return words_trim(t);
}

/* type 2 | identity 16 | session 2 | MAC 6 | object 16 | properties 4 | time-out 2 | port 2 | length 2 | name
 * of the station */
static void tell_relation(struct emit *e, struct rd r)
{
	unsigned type = rd_be16(&r);
	struct rd name;

	rd_skip(&r, 16 + 2 + 6 + 16 + 4 + 2 + 2);
	name = rd_sub(&r, rd_be16(&r));
	if (!rd_ok(&r))
		return;
	emit_str(e, FACT_ROLE, SENDER, 85, type == AR_SUPERVISOR ? "engineering-station" : "master");
	emit_str(e, FACT_ROLE, RECEIVER, 85, "slave");
	if (type != AR_SUPERVISOR)
		emit_str(e, FACT_KIND, SENDER, 55, "plc");
	if (!rd_empty(&name))
		emit_text(e, FACT_NAME, SENDER, 85, text_rd(&name));
}

/* vendor 2 | order number 20 | serial 16 | hardware 2 | V 1 | firmware 3 | ... */
static void tell_im0(struct emit *e, struct rd r)
{
	unsigned vendor = rd_be16(&r), hardware, letter, v[3];
	struct rd order = rd_sub(&r, 20), serial = rd_sub(&r, 16);

	hardware = rd_be16(&r);
	letter = rd_u8(&r);
	for (int i = 0; i < 3; i++)
		v[i] = rd_u8(&r);
	if (!rd_ok(&r))
		return;
	pnio_tell_maker(e, SENDER, vendor, 0);
	if (trimmed(order).n)
		emit_text(e, FACT_MODEL, SENDER, 90, trimmed(order));
	if (trimmed(serial).n)
		emit_text(e, FACT_SERIAL, SENDER, 90, trimmed(serial));
	emit_fmt(e, FACT_HARDWARE, SENDER, 90, "%u", hardware);
	if (letter >= 'A' && letter <= 'Z')
		emit_fmt(e, FACT_FIRMWARE, SENDER, 90, "%c%u.%u.%u", (int)letter, v[0], v[1], v[2]);
}

struct place {
	unsigned slot, subslot, index;
};

/* sequence 2 | relation 16 | API 4 | slot 2 | subslot 2 | 2 | index 2 | length 4 */
static bool read_place(struct rd r, struct place *ret)
{
	rd_skip(&r, 2 + 16 + 4);
	ret->slot = rd_be16(&r);
	ret->subslot = rd_be16(&r);
	rd_skip(&r, 2);
	ret->index = rd_be16(&r);
	return rd_ok(&r);
}

static struct text detail_of(struct rd blocks, char buf[64])
{
	struct pnio_block b;
	struct place p;

	if (!pnio_block(&blocks, &b) || b.type != WRITE_REQUEST || !read_place(b.value, &p))
		return text_of("", 0);
	return text_of(buf, (size_t)snprintf(buf, 64, "slot %u subslot %u index 0x%04x", p.slot, p.subslot,
					     p.index));
}

/* --- calls --- */

/* Past the lengths of the array: the blocks. */
static struct rd blocks_of(const struct call *c, uint32_t *ret_first)
{
	struct rd r = c->body;
	uint32_t n;

	*ret_first = u32(&r, c->little);
	rd_skip(&r, 12);
	n = u32(&r, c->little);
	return rd_sub(&r, n < rd_left(&r) ? n : rd_left(&r));
}

static int64_t sub_of(const struct call *c) { return c->interface == OF_DEVICE ? -1 : (int64_t)c->interface; }

static void hear_request(struct state *s, struct emit *e, const struct call *c)
{
	uint32_t most;
	struct rd blocks = blocks_of(c, &most);
	struct pnio_block b;
	char buf[64];

	emit_request_by(e, SENDER, PROTO_profinet_io, c->operation, sub_of(c),
			c->operation == WRITE ? detail_of(blocks, buf) : text_of("", 0));
	if (c->interface == OF_DEVICE && c->vendor && !s->told) {
		pnio_tell_maker(e, RECEIVER, c->vendor, c->device);
		s->told = true;
	}
	if (c->operation == CONNECT)
		pnio_connect(e, blocks);
	else if (c->operation == RELEASE && c->interface == OF_DEVICE)
		pnio_release(e, blocks);
	if (c->operation == CONNECT && pnio_block(&blocks, &b) && b.type == AR_REQUEST)
		tell_relation(e, b.value);
}

/* Of slot 0: the device itself; other slots are its modules. */
static void hear_read(struct emit *e, struct rd blocks)
{
	struct pnio_block b;
	struct place p = {1, 0, 0};

	for (unsigned i = 0; i < BLOCKS_MAX && !rd_empty(&blocks) && pnio_block(&blocks, &b); i++) {
		if (b.type == READ_ANSWER)
			(void)read_place(b.value, &p);
		else if (b.type == IM0 && p.slot == 0)
			tell_im0(e, b.value);
	}
}

static void hear_answer(struct emit *e, const struct call *c)
{
	uint32_t status;
	struct rd blocks = blocks_of(c, &status);
	bool refused = c->type != RESPONSE || status != 0;

	emit_answer_by(e, SENDER, PROTO_profinet_io, c->operation, sub_of(c), refused);
	if (!refused && (c->operation == READ || c->operation == READ_IMPLICIT))
		hear_read(e, blocks);
	if (!refused && c->operation == CONNECT)
		pnio_connected(e, blocks);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in;
	struct call c;

	if (!read_call(&r, &c))
		return BROKEN;
	if (c.later) /* of a long message: the rest */
		;
	else if (c.type == REQUEST)
		hear_request(t->state, e, &c);
	else if (c.type == RESPONSE || c.type == FAULT || c.type == REJECT)
		hear_answer(e, &c);
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_profinet_io = {
	.protocol = PROTO_profinet_io,
	.on = ON_UDP,
	.ports = ports,
	.begins = "04",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
