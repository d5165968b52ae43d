/* FL-net (OPCN-2, JEM 1479), the token bus over UDP of Japanese plants: 55000 cyclic, 55001 messages, 55002
 * participation, from 55003. By its magic, on any port; numbers are big-endian.
 *
 *	"FACN" | length 4 | from node 4 | to node 4 | version 4 | sequence 4 | control 4 |
 *	upper layer status 2 | M_SZ 2 | M_ADD 4 | MFT 1 | result 1 | 0 2 | TCD 2 | VER 2 |
 *	area 1 and 2: first word 2, words 2 each | MODE 2 | PVER 1 PRI 1 | block 1 of 1 | block length 2 |
 *	link 1 TW 1 | cycle 2, then data
 *
 * All nodes are equal: who asks is read from TCD (65003 to 65016 ask, 200 more answer), not from who spoke
 * first, and the answer is a conversation of its own.
 *
 * Points: with its token (65000, 65001) a node sends its part of the common memory, the words of area 1, then
 * those of area 2, in blocks of 1,024 bytes. They are the node's, by their place in the common memory, and told
 * when they differ from the time before (at the beginning: from 0), so a network has at most 8,704 of them; of a
 * node's part of area 2 the first 1,024 words are read. A block of words written counts as set at once.
 *
 * Proved on text: layout and codes in OMRON W440 (CJ1W-FLN22) appendix C, with a frame recorded there, which is
 * this decoder's vector (its data are as long as both areas); blocks in taiga-dev's notes on the protocol; profile
 * and network parameters in Mitsubishi Electric's FR-E700 FL remote manual 4.8.3 and 4.8.6. No text says in which
 * order a word's bytes come: they are read like those of the header, high byte first. What the upper layer status
 * says is from memory of JEM 1479. */
#include "base/quick.h"
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/words.h"

#include <stdio.h>

enum { HEAD = 64, NODE_MAX = 254, STEPS_MAX = 64, TEXT_ROOM_BYTES = 10 };
enum { AREAS = 2, AREA_1 = 1024, AREA_2 = 2048, BLOCK = 1024, RUNNING = 0x8000, WORDS_MAX = 64 };
enum {
	TOKEN = 65000,
	CYCLIC = 65001,
	PARTICIPATION = 65002,
	ASKS_FROM = 65003,
	ASKS_TO = 65016,
	ANSWER = 200,
	WORDS_READ = 65205,
	WORDS_WRITTEN = 65006,
	PARAMETERS = 65207,
	PROFILE = 65211,
	TRANSPARENT_MAX = 59999,
	VERSION_0 = 0x80
};

struct state {
	uint8_t node[2]; /* of each side, told once */
	bool told_status;
	uint16_t status;
	struct part {
		uint16_t first, words;
	} part[AREAS];
	uint8_t was[AREA_1 + AREA_2]; /* of the node that began */
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	uint32_t length, from, to, address;
	uint16_t status, size, tcd, block_size;
	struct part part[AREAS];
	uint8_t result, block;
	struct rd data;
};

static const uint16_t ports[] = {55000, 55001, 55002, 55003, 0};

static bool read_message(struct rd r, struct message *m)
{
	rd_skip(&r, 4);
	m->length = rd_be32(&r);
	m->from = rd_be32(&r) & 0xffff;
	m->to = rd_be32(&r) & 0xffff;
	rd_skip(&r, 12);
	m->status = rd_be16(&r);
	m->size = rd_be16(&r);
	m->address = rd_be32(&r);
	rd_skip(&r, 1);
	m->result = rd_u8(&r);
	rd_skip(&r, 2);
	m->tcd = rd_be16(&r);
	rd_skip(&r, 2);
	for (int i = 0; i < AREAS; i++) {
		m->part[i].first = rd_be16(&r);
		m->part[i].words = rd_be16(&r);
	}
	rd_skip(&r, 4);
	m->block = rd_u8(&r);
	rd_skip(&r, 1);
	m->block_size = rd_be16(&r);
	rd_skip(&r, 4);
	m->data = r;
	return rd_ok(&r);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;

	(void)t;
	if (!rd_starts(&head, "FACN", 4) || !read_message(head, &m) || m.length < HEAD ||
	    m.length > rd_left(&head) || m.from == 0 || m.from > NODE_MAX)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, ROLE_UNKNOWN);
}

/* --- what a node says of itself
 * ------------------------------------------------------------------------------ */

static struct text trimmed(struct rd room)
{
	return words_trim(
		text_of(room.at, rd_left(&room) ? strnlen((const char *)room.at, rd_left(&room)) : 0));
}

static void tell_text(struct emit *e, enum fact_kind kind, struct rd room)
{
	struct text t = trimmed(room);

	if (t.n > 0 && text_is_plain(t))
		emit_text(e, kind, SENDER, 90, t);
}

/* node name 10 | vendor 10 | model 10 | ... */
static void tell_parameters(struct emit *e, struct rd r)
{
	struct rd name = rd_sub(&r, TEXT_ROOM_BYTES), vendor = rd_sub(&r, TEXT_ROOM_BYTES),
		  model = rd_sub(&r, TEXT_ROOM_BYTES);

	if (!rd_ok(&r))
		return;
	tell_text(e, FACT_NAME, name);
	tell_text(e, FACT_MAKER, vendor);
	tell_text(e, FACT_MODEL, model);
}

/* What a device is, in the words of its profile (JEM-TR 214). */
static void tell_category(struct emit *e, struct text category)
{
	static const struct {
		const char *word, *kind;
	} kinds[] = {{"plc", "plc"}, {"pc", "plc"},      {"nc", "plc"},
		     {"cnc", "plc"}, {"computer", "pc"}, {"inv", "actuator"}};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (words_same(category, kinds[i].word))
			emit_str(e, FACT_KIND, SENDER, 80, kinds[i].kind);
	emit_pair(e, FACT_PROPERTY, SENDER, 90, "fl-net-category", category);
}

static void tell_entry(struct emit *e, struct text key, struct rd value)
{
	struct text t = trimmed(value);

	if (!t.n || !text_is_plain(t))
		return;
	if (words_same(key, "vendor"))
		emit_text(e, FACT_MAKER, SENDER, 90, t);
	else if (words_same(key, "dvmodel"))
		emit_text(e, FACT_MODEL, SENDER, 90, t);
	else if (words_same(key, "dvcategory"))
		tell_category(e, t);
}

/* Tag and length of ASN.1 (BER); false: neither. */
static bool read_tag(struct rd *r, unsigned *ret_tag, size_t *ret_length)
{
	unsigned length;

	*ret_tag = rd_u8(r);
	length = rd_u8(r);
	if (length == 0x81)
		length = rd_u8(r);
	else if (length == 0x82)
		length = rd_be16(r);
	*ret_length = length;
	return rd_ok(r);
}

/* Names and values in turn, PrintableString (13) each, inside SEQUENCEs (30), which are only walked into. */
static void tell_profile(struct emit *e, struct rd r)
{
	struct text key = {"", 0};
	unsigned tag;
	size_t length;

	for (int i = 0; i < STEPS_MAX && read_tag(&r, &tag, &length); i++) {
		struct rd value;

		if (tag == 0x30)
			continue;
		value = rd_sub(&r, length);
		if (!rd_ok(&value))
			return;
		if (tag == 0x13 && key.n)
			tell_entry(e, key, value);
		key = tag == 0x13 && !key.n ? text_rd(&value) : text_of("", 0);
	}
}

/* --- common memory
 * -------------------------------------------------------------------------------------------- */

/* Where a byte of a node's cyclic data is remembered; NULL: beyond what is read. */
static uint8_t *remembered(struct state *s, unsigned area, size_t offset)
{
	if (offset + 2 > (area ? AREA_2 : AREA_1))
		return NULL;
	return s->was + (area ? AREA_1 : 0) + offset;
}

static void tell_word(struct emit *e, const struct message *m, unsigned area, unsigned at, unsigned value)
{
	char name[24];
	int n = quick_fmt(name, sizeof name, "node%u/area%u:%04X", m->from, area + 1, at);

	emit_value(e, SENDER, text_of(name, (size_t)n), value, POINT_UINT16, false);
}

/* The block holds these bytes of both areas, one behind the other. */
static void hear_cyclic(struct state *s, const struct message *m, struct emit *e)
{
	size_t offset = (m->block ? m->block - 1u : 0) * (size_t)BLOCK, one = 2 * (size_t)m->part[0].words;
	size_t both = one + 2 * (size_t)m->part[1].words, size = m->block_size - HEAD;
	struct rd r = m->data;

	if (memcmp(s->part, m->part, sizeof s->part) != 0) {
		memset(s->was, 0, sizeof s->was);
		memcpy(s->part, m->part, sizeof s->part);
	}
	if (m->block_size < HEAD || size > rd_left(&r))
		return;
	r = rd_sub(&r, size);
	for (; offset < both && rd_left(&r) >= 2; offset += 2) {
		unsigned area = offset >= one;
		size_t within = offset - (area ? one : 0);
		uint8_t *was = remembered(s, area, within);
		const uint8_t *is = rd_bytes(&r, 2);

		if (!was || memcmp(was, is, 2) == 0)
			continue;
		memcpy(was, is, 2);
		tell_word(e, m, area, (unsigned)(m->part[area].first + within / 2),
			  (unsigned)is[0] << 8 | is[1]);
	}
}

/* The controller that a node belongs to runs or does not. */
static void tell_status(struct state *s, const struct message *m, struct emit *e)
{
	bool runs = m->status & RUNNING;

	if (s->told_status && (s->status & RUNNING) == (m->status & RUNNING))
		return;
	s->told_status = true;
	s->status = m->status;
	emit_str(e, FACT_PROPERTY, SENDER, 60, runs ? "fl-net-program=running" : "fl-net-program=stopped");
}

/* Words of a node's own memory, read or written by another. */
static void tell_words(struct emit *e, enum about about, const struct message *m, bool set)
{
	struct rd r = m->data;

	for (unsigned i = 0; i < m->size && i < WORDS_MAX && rd_left(&r) >= 2; i++) {
		char name[16];
		int n = quick_fmt(name, sizeof name, "word:%08X", m->address + i);

		emit_value(e, about, text_of(name, (size_t)n), rd_be16(&r), POINT_UINT16, set);
	}
}

/* --- messages
 * ------------------------------------------------------------------------------------------------ */

static void tell_node(struct state *s, enum side side, const struct message *m, struct emit *e)
{
	if (s->node[side] == m->from)
		return;
	s->node[side] = (uint8_t)m->from;
	emit_str(e, FACT_KIND, SENDER, 40, "plc");
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "fl-net-node=%u", m->from);
}

static void hear_request(const struct talk *t, const struct message *m, struct emit *e)
{
	char detail[48];

	snprintf(detail, sizeof detail, m->size ? "node %u, %08x x%u" : "node %u", m->to, m->address,
		 m->size);
	emit_request_by(e, SENDER, PROTO_fl_net, m->tcd, -1, text_z(detail));
	if (m->tcd == WORDS_WRITTEN && !t->to_group)
		tell_words(e, RECEIVER, m, true);
}

static void hear_answer(const struct message *m, struct emit *e)
{
	emit_answer_by(e, SENDER, PROTO_fl_net, m->tcd - ANSWER, -1, m->result != 0);
	if (m->result == 0 && m->tcd == WORDS_READ)
		tell_words(e, SENDER, m, false);
	if (m->result == 0 && m->tcd == PARAMETERS)
		tell_parameters(e, m->data);
	if (m->result == 0 && m->tcd == PROFILE)
		tell_profile(e, m->data);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = rd_rest(in);
	struct message m;

	if (!rd_starts(&r, "FACN", 4) || !read_message(r, &m) || m.length < HEAD)
		return BROKEN;
	if (m.from == 0 || m.from > NODE_MAX)
		return BROKEN;
	tell_node(t->state, t->side, &m, e);
	if ((m.tcd == TOKEN || m.tcd == CYCLIC) && t->side == FROM_CLIENT) {
		tell_status(t->state, &m, e);
		hear_cyclic(t->state, &m, e);
	} else if ((m.tcd >= ASKS_FROM && m.tcd <= ASKS_TO) || m.tcd <= TRANSPARENT_MAX) {
		hear_request(t, &m, e);
	} else if (m.tcd >= ASKS_FROM + ANSWER && m.tcd <= ASKS_TO + ANSWER) {
		hear_answer(&m, e);
	}
	return HEARD;
}

const struct decoder decoder_fl_net = {
	.protocol = PROTO_fl_net,
	.on = ON_UDP,
	.ports = ports,
	.begins = "46",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
