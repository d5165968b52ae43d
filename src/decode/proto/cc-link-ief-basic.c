/* CC-Link IE Field Basic: a master's cyclic data over UDP 61450, by content. It looks like SLMP with command
 * 0E70, but stands apart:
 *
 *	request: 50 00 | 00 ff ff 03 00 | length 2 | 0 0 | 70 0e | 0 0 | version 2 | 0 0 | offset 2 | zeros 14
 *		 | master running 2 | 0 0 | clock 8 (ms since 1970) | master 4 | group 1 | 0 | frame 2
 *		 | timeout 2 | timeouts 2 | parameters 2 | stations 2 | which of them are connected 2 | 0 0
 *		 | slave 4 each (ffffffff: one more of the slave before) | RWw 64 each | RY 8 each
 *	answer:	 d0 00 | 00 ff ff 03 00 | length 2 | 0 0 | version 2 | end code 2 | offset 2 | zeros 14
 *		 | vendor 2 | 0 0 | model 4 | equipment version 2 | 0 0 | running 2 | error 2 | management 4
 *		 | slave 4 | group 1 | 0 | frame 2 | RWr 64 each | RX 8 each
 *
 * Little-endian, addresses too. The master asks all slaves at once (directed broadcast), each answers alone.
 * End code CFE0: the slave has another master already.
 *
 * Points: a station has 32 words RWw (set by the master), 32 words RWr, 64 bits RY (set) and 64 bits RX; they
 * are the slave's, numbered from 0 at its first station, in hexadecimal as its maker's people write them. Told
 * is what differs from the frame before, and at the beginning what is not 0: a place that stays 0 is no point.
 * So there are at most 192 points a station and 12,288 a network (four groups of 16 stations), and a value
 * that stands still costs a comparison. While its master counts a station as away, its words mean nothing and
 * are passed over; the slave's answers do not say so, and may hold zeros then.
 *
 * Proved: BAP-C2010 as rt-labs c-link quotes it, CLPA's own sample programs of master and slave (2016, in
 * markrey/MICA) for the order of what is carried, and the recording of nttcom's zeek-parser-CCLinkFieldBasic,
 * in which all of it is 0. */
#include "base/quick.h"
#include "decode/cyclic.h"
#include "decode/decoder.h"
#include "decode/slmp.h"

enum { HEAD = 9, OTHER_MASTER = 0xcfe0, TELL_AGAIN = 256 };
enum { STATIONS = 16, GROUPS = 4, WORDS = 64, BITS = 8 /* bytes a station */ };
#define ONE_MORE 0xffffffff /* station of the slave before */

/* What a station's places held when they were told last. */
struct station {
	uint32_t slave; /* whose it is, by the master's word */
	uint8_t words[WORDS], bits[BITS];
};

struct state {
	uint16_t heard[2]; /* who is who is told now and then, not ten times a second */
	uint16_t end, error, running[2];
	bool told[2];
	uint8_t group[GROUPS]; /* of a slave's answers only the first is used */
	uint16_t connected[GROUPS],
		lost[GROUPS]; /* which stations the master hears, heard once; a bit each */
	struct station station[GROUPS][STATIONS];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

static const uint16_t ports[] = {61450, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	(void)t;
	if (!slmp_is_cyclic(head))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, rd_peek(&head, 0) == 0x50 ? ROLE_CLIENT : ROLE_SERVER);
}

static bool often(struct state *s, enum side side) { return s->heard[side]++ % TELL_AGAIN != 0; }

/* Said once for each state: nobody reads it a second time. */
static void tell_running(struct state *s, enum side side, unsigned running, struct emit *e)
{
	if (s->told[side] && s->running[side] == running)
		return;
	s->told[side] = true;
	s->running[side] = (uint16_t)running;
	emit_str(e, FACT_PROPERTY, SENDER, 90,
		 running & 1 ? "cc-link-program=running" : "cc-link-program=stopped");
}

/* --- places
 * ------------------------------------------------------------------------------------------------------------
 */

/* Whose places, and who sets them; NULL: their own station. */
struct told_by {
	struct emit *e;
	struct who holder;
	const struct who *setter;
	const char *words, *bits;
};

static void tell_place(const struct told_by *by, const char *area, unsigned number, double value,
		       enum point_type type)
{
	struct fact f = {.kind = FACT_POINT,
			 .confidence = 90,
			 .about = by->holder,
			 .num = {0, type, by->setter != NULL}};
	char name[16];

	f.value = text_of(name, (size_t)quick_fmt(name, sizeof name, "%s%X", area, number));
	memcpy(f.num, &value, sizeof value);
	if (by->setter)
		f.peer = *by->setter;
	emit_fact(by->e, f);
}

/* order: which of its slave's stations it is */
static void tell_places(const struct told_by *by, struct station *s, unsigned order, const uint8_t *words,
			const uint8_t *bits)
{
	if (memcmp(s->words, words, WORDS) != 0)
		for (unsigned i = 0; i < WORDS; i += 2)
			if (memcmp(s->words + i, words + i, 2) != 0)
				tell_place(by, by->words, (order * WORDS + i) / 2,
					   words[i] | words[i + 1] << 8, POINT_UINT16);
	for (unsigned i = 0; i < BITS * 8; i++)
		if ((s->bits[i / 8] ^ bits[i / 8]) >> i % 8 & 1)
			tell_place(by, by->bits, order * BITS * 8 + i, bits[i / 8] >> i % 8 & 1, POINT_BOOL);
	memcpy(s->words, words, WORDS);
	memcpy(s->bits, bits, BITS);
}

static struct who who_at(uint32_t address)
{
	uint8_t four[] = {(uint8_t)(address >> 24), (uint8_t)(address >> 16), (uint8_t)(address >> 8),
			  (uint8_t)address};

	return (struct who){.ip = ip_of4(four)};
}

/* --- the master
 * --------------------------------------------------------------------------------------------------------
 */

static unsigned slot_of(struct state *s, unsigned group)
{
	unsigned slot = group % GROUPS;

	if (s->group[slot] != group) {
		s->group[slot] = (uint8_t)group;
		s->connected[slot] = s->lost[slot] = 0;
		memset(s->station[slot], 0, sizeof s->station[slot]);
	}
	return slot;
}

/* By the master's word: that a slave was lost, and that it came back; that it came for the first time is no news. */
static void tell_connected(const struct state *s, unsigned slot, unsigned i, bool is, struct emit *e)
{
	struct who who = who_at(s->station[slot][i].slave);
	bool was = s->connected[slot] >> i & 1, lost = s->lost[slot] >> i & 1;

	if ((was && !is) || (is && lost))
		cyclic_tell(e, !is, who, emit_who(e, SENDER), "");
}

/* timeout 2 | timeouts 2 | parameters 2 | stations 2 | connected 2 | 0 2 | slaves | RWw | RY */
static void hear_places(struct state *s, unsigned group, struct rd r, struct emit *e)
{
	struct who master = emit_who(e, SENDER);
	struct told_by by = {e, {.ip = {{0}}}, &master, "RWw", "RY"};
	unsigned stations, connected, slot, first = 0;
	struct rd slaves, words, bits;

	rd_skip(&r, 6);
	stations = rd_le16(&r);
	connected = rd_le16(&r);
	rd_skip(&r, 2);
	slaves = rd_sub(&r, (size_t)4 * stations);
	words = rd_sub(&r, (size_t)WORDS * stations);
	bits = rd_sub(&r, (size_t)BITS * stations);
	if (!rd_ok(&r) || stations > STATIONS)
		return;
	slot = slot_of(s, group);
	for (unsigned i = 0; i < stations; i++) {
		struct station *here = &s->station[slot][i];
		uint32_t slave = rd_le32(&slaves);
		const uint8_t *w = rd_bytes(&words, WORDS), *b = rd_bytes(&bits, BITS);

		if (slave == ONE_MORE && i == 0) /* of no slave before it */
			return;
		if (slave != ONE_MORE) {
			first = i;
			here->slave = slave ? slave : here->slave;
			tell_connected(s, slot, i, connected >> i & 1, e);
			by.holder = who_at(here->slave);
		}
		if (connected >> first & 1 && s->station[slot][first].slave)
			tell_places(&by, here, i - first, w, b);
	}
	s->lost[slot] = (uint16_t)((s->lost[slot] | s->connected[slot]) & ~connected);
	s->connected[slot] = (uint16_t)connected;
}

/* behind version and offset: running 2 | 0 2 | clock 8 | master 4 | group 1 | 0 | frame 2 | ... */
static void hear_request(struct state *s, struct rd r, struct emit *e)
{
	unsigned running = rd_le16(&r), group;
	uint32_t master;

	rd_skip(&r, 10);
	master = rd_le32(&r);
	group = rd_u8(&r);
	rd_skip(&r, 3);
	emit_request(e, PROTO_cc_link_ief_basic, SLMP_CYCLIC, 0, text_of("", 0));
	if (!rd_ok(&r))
		return;
	tell_running(s, FROM_CLIENT, running, e);
	hear_places(s, group, r, e);
	if (often(s, FROM_CLIENT))
		return;
	emit_str(e, FACT_ROLE, SENDER, 90, "cc-link-master");
	emit_str(e, FACT_KIND, SENDER, 60, "plc");
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-master=%u.%u.%u.%u group %u", master >> 24,
		 master >> 16 & 255, master >> 8 & 255, master & 255, group);
}

/* --- a slave
 * -----------------------------------------------------------------------------------------------------------
 */

static void tell_error(struct state *s, unsigned error, struct emit *e)
{
	if (s->error != error && error)
		emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-error=0x%04x", error);
	s->error = (uint16_t)error;
}

/* slave 4 | group 1 | 0 | frame 2 | RWr | RX */
static void hear_own_places(struct state *s, struct rd r, struct emit *e)
{
	struct told_by by = {e, emit_who(e, SENDER), NULL, "RWr", "RX"};
	size_t stations;
	struct rd words;

	rd_skip(&r, 8);
	stations = rd_left(&r) / (WORDS + BITS);
	if (!rd_ok(&r) || stations > STATIONS || rd_left(&r) % (WORDS + BITS) != 0)
		return;
	words = rd_sub(&r, WORDS * stations);
	for (unsigned i = 0; i < stations; i++)
		tell_places(&by, &s->station[0][i], i, rd_bytes(&words, WORDS), rd_bytes(&r, BITS));
}

/* vendor 2 | 0 2 | model 4 | version 2 | 0 2 | running 2 | error 2 | management 4 | ... */
static void tell_slave(struct state *s, bool well, struct rd r, struct emit *e)
{
	unsigned vendor = rd_le16(&r), model, version, running, error;

	rd_skip(&r, 2);
	model = rd_le32(&r);
	version = rd_le16(&r);
	rd_skip(&r, 2);
	running = rd_le16(&r);
	error = rd_le16(&r);
	rd_skip(&r, 4);
	if (!rd_ok(&r))
		return;
	tell_running(s, FROM_SERVER, running, e);
	tell_error(s, error, e);
	if (well)
		hear_own_places(s, r, e);
	if (often(s, FROM_SERVER))
		return;
	emit_str(e, FACT_ROLE, SENDER, 90, "cc-link-slave");
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-vendor=0x%04x", vendor);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-model=0x%08x", model);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-version=%u", version);
}

/* End codes in words (BAP-C2006 7.5). */
static void tell_end(struct state *s, unsigned end, struct emit *e)
{
	const char *word = end == 0xcfe1   ? "cc-link-refuses=number-of-stations"
			   : end == 0xcff0 ? "cc-link-refuses=own-error"
			   : end == 0xcfff ? "cc-link-refuses=leaves-the-network"
					   : NULL;

	if (s->end == end)
		return;
	s->end = (uint16_t)end;
	if (end == OTHER_MASTER)
		emit_str(e, FACT_ATTACK, RECEIVER, 80, "cc-link-master-duplicate");
	if (word)
		emit_str(e, FACT_PROPERTY, SENDER, 90, word);
}

static void hear_answer(struct state *s, unsigned end, struct rd r, struct emit *e)
{
	emit_answer(e, PROTO_cc_link_ief_basic, SLMP_CYCLIC, 0, end != 0);
	tell_end(s, end, e);
	tell_slave(s, end == 0, r, e);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	bool request = rd_peek(in, 0) == 0x50;
	struct rd r = *in, body;
	unsigned end;

	if (!slmp_is_cyclic(r))
		return BROKEN;
	rd_skip(&r, HEAD - 2);
	body = rd_sub(&r, rd_le16(&r));
	if (!rd_ok(&r))
		return MORE;
	(void)rd_rest(in);
	rd_skip(&body, request ? 6 : 2);
	rd_skip(&body, 2);
	end = request ? 0 : rd_le16(&body);
	rd_skip(&body, request ? 18 : 16);
	if (!rd_ok(&body))
		return BROKEN;
	if (request != (t->side == FROM_CLIENT))
		return HEARD;
	if (request)
		hear_request(t->state, body, e);
	else
		hear_answer(t->state, end, body, e);
	return HEARD;
}

const struct decoder decoder_cc_link_ief_basic = {
	.protocol = PROTO_cc_link_ief_basic,
	.on = ON_UDP,
	.ports = ports,
	.begins = "50 d0",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
