/* CC-Link IE Field, Control and TSN below IP: ethertype 890F (IEEE: Mitsubishi Electric Nagoya Works), a frame
 * a call.
 *
 *	Field, Control: type 1 | data type 1 | 4 by type | own node 2 | version and network 1 | 0 | check 4
 *	TSN:		c0 priority, c1 detection, c2 its answer, c3 data, c4 c5 cyclic of master and slave
 *	c2:		c2 | 0 | node type 1 | detection version 1 | protocol version 1 | . 1 | MAC 6 | 0 2
 *			| MAC before 6 | ports 3 | class 1 | 2 | links 12 | filters 12 | manager 6 | 2
 *			| IPv4 4 | mask 4 | gateway 4 | IPv6 16 16 1 | 15 | device version 2 | vendor 2
 *			| model 4 | expansion model 2 | device type 2 | ...
 *	c3:		c3 | 0 | station 2 | 0 2 | an SLMP frame, little-endian
 *	c4, c5:		type | cycle 1 | station 2 | 0 2 | check 4 | parts | 0 2
 *	a part:		station 2 | flags and length 2 | transient 1 | part of the frame 2 | state 1 | hardware 3
 *			| 0 | place in memory 4 | data | [c5: check 4]
 *
 * Big-endian but for SLMP. SLMP inside c3 is told as requests, LMT's answers, too; a frame below IP has no
 * conversation, so an answer of 3E or 4E, which does not name what it answers, is passed over. Of cyclic data the
 * sender's state is read where it is not as it should be, not the values: which place in memory is which RX, RY,
 * RWr or RWw, and of Field and Control even where a station's begin, stand in the network's parameters alone.
 * What runs in transient frames of Field and Control (22, 25) is in no public text.
 *
 * Proved: types of Field frames and the nodes in them by the recording of nttcom's zeek-parser-CCLinkIENoIP
 * (a master made up by hand: behind the head there are zeros), layouts of TSN by CLPA's own Wireshark plug-in
 * (CCLinkIE_TSN_Rev03.lua) alone; words for types of nodes and devices by nttcom's tables. */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/slmp.h"

enum { PERSUASION = 0x10, TEST_DATA = 0x11, TEST_ACK = 0x12, CYCLIC_FIRST = 0x80 };
enum {
	TSN_FIRST = 0xc0,
	DETECTION_ACK = 0xc2,
	ACYCLIC = 0xc3,
	CYCLIC_M = 0xc4,
	CYCLIC_S = 0xc5,
	TSN_LAST = CYCLIC_S
};
enum { ACYCLIC_HEAD = 6, CYCLIC_HEAD = 10 };
enum { HEAD = 14, CONTROL = 0, FIELD = 1, TSN = 3 };

static const uint16_t ethertypes[] = {0x890f, 0};

static bool is_tsn(unsigned type) { return type >= TSN_FIRST && type <= TSN_LAST; }

static struct smell smells(const struct talk *t, struct rd head)
{
	unsigned type = (unsigned)rd_peek(&head, 0);

	if (t->ethertype != ethertypes[0] || rd_left(&head) < HEAD ||
	    !command_find(PROTO_cc_link_ie, type, -1))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, ROLE_CLIENT);
}

static const struct {
	uint8_t network, type;
	const char *role, *kind;
} nodes[] = {
	{CONTROL, 0x00, "cc-link-master", "plc"}, {CONTROL, 0x02, "cc-link-station", NULL},
	{CONTROL, 0x21, "cc-link-master", "plc"}, {FIELD, 0x30, "cc-link-master", "plc"},
	{FIELD, 0x32, "cc-link-station", "plc"},  {FIELD, 0x33, "cc-link-slave", NULL},
	{FIELD, 0x34, "cc-link-slave", NULL},     {FIELD, 0x35, "cc-link-slave", NULL},
	{TSN, 0x00, "cc-link-master", "plc"},     {TSN, 0x01, "cc-link-slave", NULL},
	{TSN, 0x02, "cc-link-switch", "switch"},  {TSN, 0x04, "cc-link-submaster", "plc"},
};

static void tell_node(struct emit *e, unsigned network, unsigned type)
{
	for (size_t i = 0; i < sizeof nodes / sizeof nodes[0]; i++) {
		if (nodes[i].network != network || nodes[i].type != type)
			continue;
		emit_str(e, FACT_ROLE, SENDER, 80, nodes[i].role);
		if (nodes[i].kind)
			emit_str(e, FACT_KIND, SENDER, 60, nodes[i].kind);
	}
}

static const char *network_word(unsigned network)
{
	static const char *const words[] = {"cc-link-network=control", "cc-link-network=field", NULL,
					    "cc-link-network=tsn"};

	return network < 4 ? words[network] : NULL;
}

/* type 1 | data type 1 | 3 | node type 1 (where the type has one) | own node 2 | version and network 1 */
static void tell_station(struct emit *e, struct rd r)
{
	unsigned type = rd_u8(&r), node_type, node, network;

	rd_skip(&r, 4);
	node_type = rd_u8(&r);
	node = rd_be16(&r);
	network = rd_u8(&r) & 0x0f;
	if (!rd_ok(&r) || !network_word(network))
		return;
	emit_str(e, FACT_PROPERTY, SENDER, 90, network_word(network));
	if (node != 0)
		emit_fmt(e, FACT_PROPERTY, SENDER, 80, "cc-link-node=%u", node);
	if (type == PERSUASION || type == TEST_DATA || type == TEST_ACK)
		tell_node(e, network, node_type);
}

/* Words of device types that say what it is (CLPA, as nttcom lists them). */
static const struct {
	uint16_t type;
	const char *kind;
} device_types[] = {{0x01, "plc"},    {0x02, "pc"},       {0x07, "hmi"},
		    {0x30, "sensor"}, {0x31, "actuator"}, {0x35, "switch"}};

static void tell_address(struct emit *e, const uint8_t *mac, const uint8_t *four)
{
	struct fact f = {.kind = FACT_ADDRESS, .confidence = 90, .num = {1}};

	if (!mac || !four || (four[0] | four[1] | four[2] | four[3]) == 0)
		return;
	f.about.mac = mac_of(mac);
	f.about.ip = ip_of4(four);
	emit_fact(e, f);
}

static void tell_detected(struct emit *e, struct rd r)
{
	unsigned node_type, version, vendor, model, device;
	const uint8_t *mac, *four;

	rd_skip(&r, 2);
	node_type = rd_u8(&r) & 0x0f;
	rd_skip(&r, 3);
	mac = rd_bytes(&r, 6);
	rd_skip(&r, 2 + 6 + 3 + 1 + 2 + 12 + 12 + 6 + 2);
	four = rd_bytes(&r, 4);
	rd_skip(&r, 4 + 4 + 16 + 16 + 1 + 1 + 2 + 6 + 6);
	version = rd_be16(&r);
	vendor = rd_be16(&r);
	model = rd_be32(&r);
	rd_skip(&r, 2);
	device = rd_be16(&r);
	if (!rd_ok(&r))
		return;
	tell_node(e, TSN, node_type);
	tell_address(e, mac, four);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-vendor=0x%04x", vendor);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-model=0x%08x", model);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-version=%u", version);
	for (size_t i = 0; i < sizeof device_types / sizeof device_types[0]; i++)
		if (device_types[i].type == device)
			emit_str(e, FACT_KIND, SENDER, 80, device_types[i].kind);
}

/* Hundreds a second from each station: of them nothing is told but that they are. */
static bool is_cyclic(unsigned type)
{
	return (type >= CYCLIC_FIRST && type < TSN_FIRST) || type == CYCLIC_M || type == CYCLIC_S;
}

/* SLMP that runs below IP. */
static void tell_acyclic(struct emit *e, struct rd r)
{
	struct melsec_asked q = {0};
	struct slmp_inside f;
	char buf[MELSEC_DETAIL];

	rd_skip(&r, ACYCLIC_HEAD);
	if (!slmp_inside(r, &f) || !f.names_command)
		return;
	if (f.answer) {
		emit_answer_by(e, SENDER, f.protocol, f.command, f.sub, f.end != 0);
		return;
	}
	q.command = (uint16_t)f.command;
	q.sub = (uint16_t)f.sub;
	q.network = f.network;
	q.station = f.station;
	slmp_ask(&q, (struct slmp_reader){f.body, false});
	emit_request_by(e, SENDER, f.protocol, f.command, f.sub,
			slmp_detail(buf, &q, (struct slmp_reader){f.body, false}));
}

/* Of the sender: bits of its state, then of its hardware's. What is as it should be is not told: there are
 * thousands of these frames a second. */
static const struct {
	uint32_t bit;
	const char *word;
} states[] = {
	{1 << 24, "cc-link-program=stopped"},
	{1 << 25, "cc-link-error=application"},
	{1 << 26, "cc-link-error=communication"},
	{1 << 30, "cc-link-error=disconnected"},
	{1u << 31, "cc-link-error=watchdog"},
	{1, "cc-link-emergency-stop=on"},
	{4, "cc-link-alarm=on"},
};

static void tell_cyclic(struct emit *e, struct rd r)
{
	uint32_t state;
	unsigned length;

	rd_skip(&r, CYCLIC_HEAD);
	if (rd_be16(&r) == 0) /* no part */
		return;
	length = rd_be16(&r) & 0x7ff;
	rd_skip(&r, 3);
	state = rd_be32(&r);
	rd_skip(&r, 5 + length);
	if (!rd_ok(&r))
		return;
	for (size_t i = 0; state && i < sizeof states / sizeof states[0]; i++)
		if (state & states[i].bit)
			emit_str(e, FACT_PROPERTY, SENDER, 90, states[i].word);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd frame = rd_rest(in);
	int type = rd_peek(&frame, 0);

	(void)t;
	if (type < 0 || rd_left(&frame) < HEAD)
		return BROKEN;
	emit_request(e, PROTO_cc_link_ie, type, -1, text_of("", 0));
	if (type == CYCLIC_M || type == CYCLIC_S)
		tell_cyclic(e, frame);
	if (is_cyclic((unsigned)type))
		return HEARD;
	if (type == DETECTION_ACK)
		tell_detected(e, frame);
	if (type == ACYCLIC)
		tell_acyclic(e, frame);
	if (is_tsn((unsigned)type))
		emit_str(e, FACT_PROPERTY, SENDER, 90, network_word(TSN));
	else
		tell_station(e, frame);
	return HEARD;
}

const struct decoder decoder_cc_link_ie = {
	.protocol = PROTO_cc_link_ie,
	.on = ON_ETHER,
	.ports = ethertypes,
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
