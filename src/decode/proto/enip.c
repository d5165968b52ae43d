/* EtherNet/IP encapsulation (CIP networks library volume 2, chapter 2), named by content; the answer to List
 *Identity says what the device is.
 *
 *	command 2 | length 2 | session 4 | status 4 | context 8 | options 4, all little-endian
 */
#include "decode/decoder.h"

enum {
	HEADER = 24,
	LIST_TARGETS = 0x01,
	LIST_SERVICES = 0x04,
	LIST_IDENTITY = 0x63,
	LIST_INTERFACES = 0x64,
	REGISTER = 0x65,
	UNREGISTER = 0x66
};
enum { SEND_RR = 0x6f, SEND_UNIT = 0x70, ITEM_IDENTITY = 0x000c, MESSAGES_MAX = 8 };

struct state {
	uint8_t messages[2];
};

static const uint16_t ports[] = {44818, 0};
static const uint8_t commands[] = {LIST_TARGETS, LIST_SERVICES, LIST_IDENTITY, LIST_INTERFACES,
				   REGISTER,     UNREGISTER,    SEND_RR,       SEND_UNIT};

/* A question to everyone has no body; a session is asked for with number 0. */
static enum role role_of(unsigned command, unsigned length, uint32_t session)
{
	if (command == REGISTER)
		return session ? ROLE_SERVER : ROLE_CLIENT;
	if (command == LIST_TARGETS || command == LIST_SERVICES || command == LIST_IDENTITY ||
	    command == LIST_INTERFACES)
		return length ? ROLE_SERVER : ROLE_CLIENT;
	return ROLE_UNKNOWN;
}

static bool is_status(uint32_t status)
{
	return status <= 3 || status == 0x64 || status == 0x65 || status == 0x69;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	unsigned command = rd_le16(&head), length = rd_le16(&head);
	uint32_t session = rd_le32(&head), status = rd_le32(&head), options;

	rd_skip(&head, 8);
	options = rd_le32(&head);
	if (!rd_ok(&head) || command > 0xff || !memchr(commands, (int)command, sizeof commands) ||
	    !is_status(status) || options)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (rd_left(&head) < length && !(t->transport == 6 && length < 0x1000))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (!talk_on_port(t, ports[0]) &&
	    (session == 0) != (role_of(command, length, session) == ROLE_CLIENT))
		return smell(LIKELY, role_of(command, length, session));
	return smell(SURE, role_of(command, length, session));
}

/* Vendor and device type numbers as ODVA gives them (volume 1, 6-7); makers seen in factories here. */
static const struct {
	uint16_t number;
	const char *maker;
} vendors[] = {
	{1, "Rockwell Automation"},
	{7, "SMC"},
	{26, "Festo"},
	{44, "Yaskawa"},
	{47, "Omron"},
	{90, "HMS"},
	{108, "Beckhoff"},
	{161, "Mitsubishi Electric"},
	{243, "Schneider Electric"},
	{250, "Yokogawa"},
	{283, "Hilscher"},
	{367, "Keyence"},
	{562, "Phoenix Contact"},
	{591, "FANUC"},
	{991, "Moxa"},
};
static const struct {
	uint16_t type;
	uint8_t confidence;
	const char *kind;
} types[] = {
	{2, 85, "actuator"},  {4, 85, "sensor"},    {5, 85, "sensor"},    {6, 85, "sensor"},
	{14, 90, "plc"},      {19, 85, "actuator"}, {22, 85, "actuator"}, {24, 90, "hmi"},
	{27, 85, "actuator"}, {34, 85, "sensor"},   {37, 85, "actuator"}, {44, 90, "switch"},
};

static void tell_vendor(struct emit *e, unsigned vendor, unsigned type)
{
	for (size_t i = 0; i < sizeof vendors / sizeof vendors[0]; i++)
		if (vendors[i].number == vendor)
			emit_str(e, FACT_MAKER, SENDER, 90, vendors[i].maker);
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (types[i].type == type)
			emit_str(e, FACT_KIND, SENDER, types[i].confidence, types[i].kind);
}

/* version 2 | socket address 16 | vendor 2 | type 2 | product 2 | revision 1 1 | status 2 | serial 4 | length
 * 1 | name | state 1 */
static void tell_identity(struct emit *e, struct rd r)
{
	unsigned vendor, type, major, minor;
	uint32_t serial;
	struct rd name;

	rd_skip(&r, 18);
	vendor = rd_le16(&r);
	type = rd_le16(&r);
	rd_skip(&r, 2);
	major = rd_u8(&r);
	minor = rd_u8(&r);
	rd_skip(&r, 2);
	serial = rd_le32(&r);
	name = rd_sub(&r, rd_u8(&r));
	if (!rd_ok(&r))
		return;
	tell_vendor(e, vendor, type);
	if (!rd_empty(&name))
		emit_text(e, FACT_MODEL, SENDER, 90, text_of(name.at, rd_left(&name)));
	emit_fmt(e, FACT_FIRMWARE, SENDER, 90, "%u.%03u", major, minor);
	if (serial)
		emit_fmt(e, FACT_SERIAL, SENDER, 90, "%08x", serial);
}

/* count 2 | (type 2 | length 2 | item)... */
static void hear_items(struct emit *e, struct rd r)
{
	for (unsigned n = rd_le16(&r); n > 0 && rd_left(&r) >= 4; n--) {
		unsigned type = rd_le16(&r);
		struct rd item = rd_sub(&r, rd_le16(&r));

		if (rd_ok(&item) && type == ITEM_IDENTITY)
			tell_identity(e, item);
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct rd r = *in, body;
	unsigned command = rd_le16(&r), length = rd_le16(&r);

	if (t->hole || s->messages[t->side] >= MESSAGES_MAX) {
		(void)rd_rest(in);
		return t->transport == 6 ? ENOUGH : HEARD;
	}
	rd_skip(&r, HEADER - 4);
	body = rd_sub(&r, length);
	if (!rd_ok(&r))
		return MORE;
	s->messages[t->side]++;
	if (t->side == FROM_SERVER && command == LIST_IDENTITY)
		hear_items(e, body);
	else if (t->side == FROM_SERVER)
		emit_str(e, FACT_KIND, SENDER, 40, "plc");
	*in = r;
	if (t->transport != 6)
		(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_enip = {
	.protocol = PROTO_enip,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "01 04 63-66 6f-70",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
