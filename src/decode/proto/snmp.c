/* SNMP v1, v2c (RFC 1157, 3416) and v3 (RFC 3412, 3414): what an agent says of itself, and communities that
 *cross in clear. A community is a secret: it goes through emit_login() only.
 *
 *	SEQUENCE { version, community, PDU }	SEQUENCE { 3, header, security, data }
 *	PDU: [n] { request id, error status, error index, SEQUENCE OF SEQUENCE { name, value } }
 */
#include "base/hash.h"
#include "decode/ber.h"
#include "decode/decoder.h"

#include <stdio.h>

enum pdu { GET = 0xa0, GET_NEXT, RESPONSE, SET, TRAP_1, GET_BULK, INFORM, TRAP_2, REPORT };
enum { IP_ADDRESS = 0x40, VERSION_3 = 3, FLAG_PRIV = 2, BINDINGS_MAX = 64, TRAP_PORT = 162 };

struct state {
	uint64_t told; /* which community was last told, and with what result: once for each */
	int64_t set;   /* the request id of the last Set, while it waits */
	bool waits;
};

static const uint16_t ports[] = {161, TRAP_PORT, 0};

/* Objects by their encoded names. exact: the name itself; else a column whose rows follow. Sources:
 * SNMPv2-MIB (RFC 3418), ENTITY-MIB (RFC 6933), Printer-MIB (RFC 3805), UPS-MIB (RFC 1628),
 * HOST-RESOURCES-MIB (RFC 2790). */
#define MIB2   "\x2b\x06\x01\x02\x01"
#define ENTITY MIB2 "\x2f\x01\x01\x01\x01"
static const struct object {
	const char *name;
	uint8_t n, exact, confidence;
	uint16_t kind;
} objects[] = {
	{MIB2 "\x01\x01\x00", 8, 1, 90, FACT_DESCRIPTION},
	{MIB2 "\x01\x02\x00", 8, 1, 90, FACT_OBJECT_ID},
	{MIB2 "\x01\x04\x00", 8, 1, 90, FACT_CONTACT},
	{MIB2 "\x01\x05\x00", 8, 1, 90, FACT_NAME},
	{MIB2 "\x01\x06\x00", 8, 1, 90, FACT_LOCATION},
	{ENTITY "\x08\x01", 12, 1, 85, FACT_HARDWARE},
	{ENTITY "\x09\x01", 12, 1, 85, FACT_FIRMWARE},
	{ENTITY "\x0a\x01", 12, 1, 85, FACT_FIRMWARE},
	{ENTITY "\x0b\x01", 12, 1, 90, FACT_SERIAL},
	{ENTITY "\x0c\x01", 12, 1, 90, FACT_MAKER},
	{ENTITY "\x0d\x01", 12, 1, 90, FACT_MODEL},
	{MIB2 "\x2b\x05\x01\x01\x10", 10, 0, 85, FACT_MODEL},
	{MIB2 "\x2b\x05\x01\x01\x11", 10, 0, 90, FACT_SERIAL},
	{MIB2 "\x21\x01\x01\x01\x00", 10, 1, 90, FACT_MAKER},
	{MIB2 "\x21\x01\x01\x02\x00", 10, 1, 90, FACT_MODEL},
	{MIB2 "\x21\x01\x01\x03\x00", 10, 1, 85, FACT_FIRMWARE},
	{MIB2 "\x19\x03\x02\x01\x03\x01", 11, 1, 60, FACT_MODEL},
};

/* That some objects are answered at all says what the device is. */
static const struct meaning {
	const char *name;
	uint8_t n;
	uint16_t kind;
	uint8_t confidence;
	const char *value;
} meanings[] = {
	{MIB2 "\x2b\x05\x01", 8, FACT_KIND, 90, "printer"},
	{MIB2 "\x21\x01", 7, FACT_KIND, 90, "ups"},
	{MIB2 "\x11\x01", 7, FACT_ROLE, 80, "bridge"},
};

struct message {
	int64_t version;
	struct rd community, engine, pdu;
	unsigned tag; /* of the PDU; 0: it is encrypted */
};

/* security parameters: SEQUENCE { engine id, boots, time, user, authentication, privacy } (RFC 3414 2.4) */
static bool read_v3(struct rd *r, struct message *m)
{
	struct rd header, field, security, usm, scoped;

	if (!ber_want(r, BER_SEQUENCE, &header) || !ber_want(&header, BER_INTEGER, &field) ||
	    !ber_want(&header, BER_INTEGER, &field) || !ber_want(&header, BER_OCTETS, &field) ||
	    !ber_want(r, BER_OCTETS, &security))
		return false;
	if (ber_want(&security, BER_SEQUENCE, &usm))
		(void)ber_want(&usm, BER_OCTETS, &m->engine);
	if (rd_peek(&field, 0) & FLAG_PRIV)
		return ber_want(r, BER_OCTETS, &scoped);
	return ber_want(r, BER_SEQUENCE, &scoped) && ber_want(&scoped, BER_OCTETS, &field) &&
	       ber_want(&scoped, BER_OCTETS, &field) && ber_next(&scoped, &m->tag, &m->pdu);
}

static bool read_message(struct rd r, struct message *m)
{
	struct rd all, version;

	*m = (struct message){.tag = 0};
	if (!ber_want(&r, BER_SEQUENCE, &all) || !ber_want(&all, BER_INTEGER, &version) ||
	    !ber_int(version, &m->version))
		return false;
	if (m->version == VERSION_3)
		return read_v3(&all, m);
	return (m->version == 0 || m->version == 1) && ber_want(&all, BER_OCTETS, &m->community) &&
	       ber_next(&all, &m->tag, &m->pdu);
}

static enum role role_of(unsigned tag)
{
	return tag == RESPONSE || tag == REPORT ? ROLE_SERVER : tag ? ROLE_CLIENT : ROLE_UNKNOWN;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;

	(void)t;
	if (!read_message(head, &m) || (m.tag && (m.tag < GET || m.tag > REPORT)))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, role_of(m.tag));
}

/* --- what an agent says
 * ---------------------------------------------------------------------------------------------- */

static bool starts(const struct rd *name, const char *bytes, size_t n, bool exact)
{
	return exact ? ber_is(name, bytes, n) : rd_starts(name, bytes, n);
}

static void tell_value(struct emit *e, const struct object *o, unsigned tag, struct rd value)
{
	char oid[BER_OID_TEXT];

	if (o->kind == FACT_OBJECT_ID && tag == BER_OID)
		emit_text(e, FACT_OBJECT_ID, SENDER, o->confidence, text_of(oid, ber_oid(value, oid)));
	else if (o->kind != FACT_OBJECT_ID && tag == BER_OCTETS && !rd_empty(&value))
		emit_text(e, (enum fact_kind)o->kind, SENDER, o->confidence,
			  text_of(value.at, rd_left(&value)));
}

/* A row of a switch's address table: dot1dTpFdbPort.MAC (RFC 4188) or dot1qTpFdbPort.VLAN.MAC (RFC 4363) =
 * port. */
static void hear_station(struct emit *e, struct rd name, struct rd value, size_t skip)
{
	struct fact f = {.kind = FACT_NEIGHBOUR, .confidence = 80};
	char port[24];
	int64_t number;

	rd_skip(&name, skip);
	for (int i = 0; i < 6; i++) {
		unsigned b = rd_u8(&name);

		f.about.mac.b[i] = (uint8_t)(b & 0x80 ? (b & 1) << 7 | rd_u8(&name) : b);
	}
	if (!rd_ok(&name) || !rd_empty(&name) || !ber_int(value, &number) || number <= 0 || number > 65535)
		return;
	f.peer = emit_who(e, SENDER);
	f.value = text_of(port, (size_t)snprintf(port, sizeof port, "%u", (unsigned)number));
	if (!mac_is_none(f.about.mac) && !mac_is_group(f.about.mac))
		emit_fact(e, f);
}

static void hear_table(struct emit *e, struct rd name, unsigned tag, struct rd value)
{
	static const char bridge[] = MIB2 "\x11\x04\x03\x01\x02",
			  q_bridge[] = MIB2 "\x11\x07\x01\x02\x02\x01\x02";
	size_t n = sizeof q_bridge - 1;

	if (tag != BER_INTEGER)
		return;
	if (rd_starts(&name, bridge, sizeof bridge - 1)) {
		hear_station(e, name, value, sizeof bridge - 1);
	} else if (rd_starts(&name, q_bridge, n)) {
		while (rd_peek(&name, n) >= 0x80) /* the VLAN: an arc of one or two bytes */
			n++;
		hear_station(e, name, value, n + 1);
	}
}

static void hear_binding(struct emit *e, struct rd binding)
{
	struct rd name, value;
	unsigned tag;

	if (!ber_want(&binding, BER_OID, &name) || !ber_next(&binding, &tag, &value) || tag == BER_NULL ||
	    tag >= 0x80)
		return; /* 0x80..0x82: no such object (RFC 3416 3) */
	for (size_t i = 0; i < sizeof objects / sizeof objects[0]; i++)
		if (starts(&name, objects[i].name, objects[i].n, objects[i].exact))
			tell_value(e, &objects[i], tag, value);
	for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
		if (rd_starts(&name, meanings[i].name, meanings[i].n))
			emit_str(e, (enum fact_kind)meanings[i].kind, SENDER, meanings[i].confidence,
				 meanings[i].value);
	hear_table(e, name, tag, value);
}

/* request id | error status | error index | bindings: with an error they are what was asked for, not what is. */
static void hear_bindings(struct emit *e, struct rd pdu)
{
	struct rd list, binding, id, status, index;
	int64_t error;

	if (!ber_want(&pdu, BER_INTEGER, &id) || !ber_want(&pdu, BER_INTEGER, &status) ||
	    !ber_want(&pdu, BER_INTEGER, &index) || !ber_want(&pdu, BER_SEQUENCE, &list) ||
	    !ber_int(status, &error) || error)
		return;
	for (int n = 0; n < BINDINGS_MAX && ber_want(&list, BER_SEQUENCE, &binding); n++)
		hear_binding(e, binding);
}

/* enterprise | agent address | generic | specific | time | bindings (RFC 1157 4.1.6) */
static void hear_trap(struct emit *e, struct rd pdu)
{
	struct rd enterprise, address;
	char oid[BER_OID_TEXT];
	struct who about = emit_who(e, SENDER);

	if (!ber_want(&pdu, BER_OID, &enterprise) || !ber_want(&pdu, IP_ADDRESS, &address) ||
	    rd_left(&address) != 4)
		return;
	if (!ip_same(ip_of4(address.at), about.ip))
		about = (struct who){.ip = ip_of4(address.at)}; /* handed on by someone else */
	if (!ip_is_unspecified(about.ip))
		emit_text_of(e, FACT_OBJECT_ID, &about, 70, text_of(oid, ber_oid(enterprise, oid)));
}

/* --- who signs in how
 * -------------------------------------------------------------------------------------------------- */

static void hear_community(struct state *s, const struct message *m, struct emit *e)
{
	bool answered = m->tag == RESPONSE;
	uint64_t mark = hash_bytes(m->community.at, rd_left(&m->community), answered) | 1;

	if (s->told == mark)
		return;
	s->told = mark;
	emit_login(e, "community", true, answered ? LOGIN_OK : LOGIN_UNKNOWN, text_of(NULL, 0),
		   text_of(m->community.at, rd_left(&m->community)));
}

/* The engine id in a message is that of the side whose word counts: who answers, or who sends a trap (RFC
 * 3414 1.5.1). */
static void hear_engine(const struct message *m, struct emit *e)
{
	static const char digits[] = "0123456789abcdef";
	char hex[64];
	struct rd r = m->engine;
	size_t n = 0;

	if (rd_left(&r) < 5 || rd_left(&r) > 32 ||
	    (m->tag != RESPONSE && m->tag != REPORT && m->tag != TRAP_2))
		return;
	while (!rd_empty(&r)) {
		unsigned b = rd_u8(&r);

		hex[n++] = digits[b >> 4];
		hex[n++] = digits[b & 15];
	}
	emit_text(e, FACT_ENGINE_ID, SENDER, 90, text_of(hex, n));
}

/* request id | error status | ... : a Set that waits is answered by its id. */
static void hear_set(struct state *s, const struct message *m, struct emit *e)
{
	struct rd pdu = m->pdu, id, status;
	int64_t number, error = 0;

	if (!ber_want(&pdu, BER_INTEGER, &id) || !ber_int(id, &number) ||
	    !ber_want(&pdu, BER_INTEGER, &status) || !ber_int(status, &error))
		return;
	if (m->tag == SET) {
		emit_command(e, PROTO_snmp, SET - GET, -1, CLASS_WRITE, "Set");
		s->set = number;
		s->waits = true;
	} else if (s->waits && s->set == number) {
		emit_answer(e, PROTO_snmp, SET - GET, -1, error != 0);
		s->waits = false;
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;

	if (!read_message(*in, &m))
		return t->cut ? MORE : BROKEN;
	(void)rd_rest(in);
	if (m.version == VERSION_3)
		hear_engine(&m, e);
	else
		hear_community(t->state, &m, e);
	if (m.tag == 0)
		emit_secrecy(e, PROTO_snmp, true);
	else if (m.tag == RESPONSE || m.tag == TRAP_2 || m.tag == INFORM)
		hear_bindings(e, m.pdu);
	else if (m.tag == TRAP_1)
		hear_trap(e, m.pdu);
	if (m.tag == SET || m.tag == RESPONSE)
		hear_set(t->state, &m, e);
	return HEARD;
}

const struct decoder decoder_snmp = {
	.protocol = PROTO_snmp,
	.on = ON_UDP,
	.ports = ports,
	.begins = "30",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
