/* PROFINET Discovery and basic Configuration Protocol (IEC 61158-6-10, 4.3), straight on Ethernet (8892):
 *
 *	frame id 2 | service 1 | type 1 (0 request, 1 answer, 5 not supported) | xid 4 | delay 2 | length 2
 *	blocks: option 1 | suboption 1 | length 2 | [2: information in answers, qualifier in Set] | value | [pad]
 *
 * Nothing in it asks who gives orders: whoever stands on the wire names and addresses devices.
 * Identify requests are proved on the capture of ITI, the rest on one of scapy's that Wireshark 4.0 reads
 * (tests/captures/profinet-dcp). */
#include "decode/decoder.h"
#include "decode/pnio.h"
#include "decode/words.h"

enum {
	HELLO_FRAME = 0xfefc,
	GET_SET_FRAME = 0xfefd,
	IDENTIFY_FRAME = 0xfefe,
	IDENTIFY_ANSWER_FRAME = 0xfeff
};
enum { GET = 3, SET = 4, IDENTIFY = 5, HELLO = 6, REQUEST = 0, ANSWER = 1, NOT_SUPPORTED = 5 };
enum { BLOCKS_MAX = 32, IP = 1, DEVICE = 2, CONTROL = 5, RESPONSE = 4 };
enum {
	IP_PARAMETER = 2,
	IP_SUITE = 3,
	TYPE_OF_STATION = 1,
	NAME_OF_STATION = 2,
	DEVICE_ID = 3,
	ROLES = 4,
	ALIAS = 6
};

static const uint16_t ethertypes[] = {0x8892, 0};

struct header {
	unsigned frame, service, type, length;
};

static bool read_header(struct rd *r, struct header *ret)
{
	ret->frame = rd_be16(r);
	ret->service = rd_u8(r);
	ret->type = rd_u8(r);
	rd_skip(r, 6);
	ret->length = rd_be16(r);
	return rd_ok(r) && ret->frame >= HELLO_FRAME && ret->frame <= IDENTIFY_ANSWER_FRAME &&
	       ret->service >= GET && ret->service <= HELLO &&
	       (ret->type == REQUEST || ret->type == ANSWER || ret->type == NOT_SUPPORTED);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct header h;

	(void)t;
	if (!read_header(&head, &h))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, h.type == REQUEST ? ROLE_CLIENT : ROLE_SERVER);
}

struct block {
	unsigned option, suboption;
	struct rd value;
};

/* extra: bytes before the value (information, qualifier). */
static bool next_block(struct rd *r, unsigned extra, struct block *ret)
{
	unsigned n;

	if (rd_left(r) < 4)
		return false;
	ret->option = rd_u8(r);
	ret->suboption = rd_u8(r);
	n = rd_be16(r);
	ret->value = rd_sub(r, n);
	if (rd_ok(r) && n % 2 && !rd_empty(r))
		rd_skip(r, 1);
	rd_skip(&ret->value, extra);
	return rd_ok(r) && rd_ok(&ret->value);
}

/* --- who it is --- */

static void tell_address(struct emit *e, struct rd value)
{
	const uint8_t *four = rd_bytes(&value, 4);
	struct who who = emit_who(e, SENDER);

	if (!four || !(four[0] | four[1] | four[2] | four[3]))
		return;
	who.ip = ip_of4(four);
	emit_fact(e, (struct fact){.kind = FACT_ADDRESS, .confidence = 90, .about = who, .num = {1}});
}

static void tell_text(struct emit *e, enum fact_kind kind, int confidence, struct rd value)
{
	if (!rd_empty(&value))
		emit_text(e, kind, SENDER, confidence, text_rd(&value));
}

/* bits: 0 IO device, 1 IO controller, 3 supervisor */
static void tell_roles(struct emit *e, unsigned roles)
{
	if (roles & 1)
		emit_str(e, FACT_ROLE, SENDER, 85, "slave");
	if (roles & 2) {
		emit_str(e, FACT_ROLE, SENDER, 85, "master");
		emit_str(e, FACT_KIND, SENDER, 70, "plc");
	}
	if (roles & 8)
		emit_str(e, FACT_ROLE, SENDER, 85, "engineering-station");
}

static void tell_block(struct emit *e, struct block b)
{
	unsigned vendor, device;

	if (b.option == IP && (b.suboption == IP_PARAMETER || b.suboption == IP_SUITE)) {
		tell_address(e, b.value);
	} else if (b.option == DEVICE && b.suboption == TYPE_OF_STATION) {
		tell_text(e, FACT_MODEL, 80, b.value);
	} else if (b.option == DEVICE && b.suboption == NAME_OF_STATION) {
		tell_text(e, FACT_NAME, 90, b.value);
	} else if (b.option == DEVICE && b.suboption == DEVICE_ID) {
		vendor = rd_be16(&b.value);
		device = rd_be16(&b.value);
		if (rd_ok(&b.value))
			pnio_tell_maker(e, SENDER, vendor, device);
	} else if (b.option == DEVICE && b.suboption == ROLES) {
		tell_roles(e, rd_u8(&b.value));
	} else if (b.option == DEVICE && b.suboption == ALIAS) {
		emit_pair(e, FACT_PROPERTY, SENDER, 90, "alias", text_rd(&b.value));
	}
}

static void hear_identity(struct emit *e, struct rd r)
{
	struct block b;

	for (unsigned i = 0; i < BLOCKS_MAX && next_block(&r, 2, &b); i++)
		tell_block(e, b);
}

/* --- orders --- */

/* Below IP there is no conversation: who sends an answer was asked. */
static void tell_answer(struct emit *e, unsigned service, int64_t sub, bool refused)
{
	emit_answer_by(e, SENDER, PROTO_profinet_dcp, service, sub, refused);
}

static struct text detail_of(const struct block *b, char buf[IP_TEXT])
{
	struct rd value = b->value;
	const uint8_t *four;

	if (b->option == DEVICE)
		return text_rd(&value);
	if (b->option != IP || !(four = rd_bytes(&value, 4)))
		return text_of("", 0);
	return text_z(ip_text(ip_of4(four), buf));
}

static int64_t sub_of(const struct block *b) { return b->option << 8 | b->suboption; }

static void hear_set(struct emit *e, struct rd r)
{
	struct block b;
	char buf[IP_TEXT];

	for (unsigned i = 0; i < BLOCKS_MAX && next_block(&r, 2, &b); i++)
		emit_request(e, PROTO_profinet_dcp, SET, sub_of(&b), detail_of(&b, buf));
}

/* Each block that was set is answered by one: option 1 | suboption 1 | error 1 */
static void hear_set_answer(struct emit *e, struct rd r)
{
	struct block b;

	for (unsigned i = 0; i < BLOCKS_MAX && next_block(&r, 0, &b); i++) {
		unsigned option = rd_u8(&b.value), suboption = rd_u8(&b.value), error = rd_u8(&b.value);

		if (b.option == CONTROL && b.suboption == RESPONSE && rd_ok(&b.value))
			tell_answer(e, SET, option << 8 | suboption, error != 0);
	}
}

/* Whose name is asked for: a controller looks for its devices so, and a device whether somebody has its name.
 */
static void hear_question(struct emit *e, struct rd r)
{
	struct block b;

	for (unsigned i = 0; i < BLOCKS_MAX && next_block(&r, 0, &b); i++)
		if (b.option == DEVICE && b.suboption == NAME_OF_STATION && !rd_empty(&b.value))
			emit_pair(e, FACT_PROPERTY, SENDER, 80, "looks-for", text_rd(&b.value));
}

static void hear_request(struct emit *e, const struct header *h, struct rd blocks)
{
	if (h->service == SET)
		hear_set(e, blocks);
	else if (h->service != HELLO)
		emit_request(e, PROTO_profinet_dcp, h->service, -1, text_of("", 0));
	else
		hear_identity(e, blocks);
	if (h->service == IDENTIFY)
		hear_question(e, blocks);
}

static void hear_answer(struct emit *e, const struct header *h, struct rd blocks)
{
	if (h->service == SET) {
		hear_set_answer(e, blocks);
		return;
	}
	tell_answer(e, h->service, -1, h->type == NOT_SUPPORTED);
	hear_identity(e, blocks);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in, blocks;
	struct header h;

	if (!read_header(&r, &h))
		return BROKEN;
	blocks = rd_sub(&r, h.length);
	if (!rd_ok(&blocks) && !t->cut)
		return BROKEN;
	(h.type == REQUEST ? hear_request : hear_answer)(e, &h, blocks);
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_profinet_dcp = {
	.protocol = PROTO_profinet_dcp,
	.on = ON_ETHER,
	.ports = ethertypes,
	.depth = DEPTH_COMMANDS,
	.said_once = true,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
