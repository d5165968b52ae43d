/* KNXnet/IP (ISO 22510, KNX Standard 03_08), named by content on any port, over UDP and TCP. Layouts and
 * numbers proved on captures (corpus/ot/other/ndpi__knxip, tests/captures/knx recorded from knxd) beside
 * tshark.
 *
 *	06 | 10 | service 2 | length 2, of all of it | body
 *	tunnelling request    04 | channel 1 | number 1 | 00 | cEMI
 *	routing indication    cEMI
 *	cEMI    code 1 | n 1, n bytes | control 2 | source 2 | destination 2 | length 1 | TPCI, APCI 2 | data
 *
 * A command is a service and, where it carries one, what is done on the bus (APCI) or to the server itself
 * (message code). What the bus says through a tunnel (from the server) is no request. A group's value has no
 * type on the wire: numbers are told as they stand. */
#include "decode/decoder.h"

#include "decode/cemi.h"
#include "decode/commands.h"
#include "decode/words.h"

#include <stdio.h>

enum { HEADER = 6, LENGTH_MAX = 1024 };
enum {
	SEARCH_RESPONSE = 0x0202,
	DESCRIPTION_RESPONSE = 0x0204,
	CONNECT = 0x0205,
	CONNECTED = 0x0206,
	STATE = 0x0207,
	DISCONNECT = 0x0209,
	DISCONNECTED = 0x020a,
	SEARCH_RESPONSE_EXTENDED = 0x020c,
	CONFIGURE = 0x0310,
	CONFIGURED = 0x0311,
	TUNNEL = 0x0420,
	TUNNELLED = 0x0421,
	ROUTE = 0x0530,
	SECURE = 0x0950
};

static const uint16_t ports[] = {3671, 0};

struct state {
	bool told_secure;
	int16_t connection; /* kind of the connection that was asked for; 0 none */
	int16_t sub[2];     /* what the last request of each side carried */
	uint8_t waits[2];   /* that request has no answer yet */
};

struct message {
	unsigned service;
	struct rd body;
};

/* Services that are answers, and what they answer. */
static const struct {
	uint16_t answer, request;
	uint8_t status; /* where in the body the status stands; 255: there is none */
} answers[] = {
	{SEARCH_RESPONSE, 0x0201, 255},
	{DESCRIPTION_RESPONSE, 0x0203, 255},
	{CONNECTED, CONNECT, 1},
	{0x0208, STATE, 1},
	{DISCONNECTED, DISCONNECT, 1},
	{SEARCH_RESPONSE_EXTENDED, 0x020b, 255},
	{CONFIGURED, CONFIGURE, 3},
	{TUNNELLED, TUNNEL, 3},
	{0x0423, 0x0422, 5},
	{0x0741, 0x0740, 255},
	{0x0952, 0x0951, 255},
	{0x0954, 0x0953, 255},
};

static int answer_of(unsigned service)
{
	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
		if (answers[i].answer == service)
			return (int)i;
	return -1;
}

static bool is_service(unsigned service)
{
	return answer_of(service) >= 0 || command_find(PROTO_knx, service, -1);
}

/* MORE also when the header itself is not all there. */
static enum heard read_message(struct rd *r, struct message *m)
{
	struct rd look = *r;
	unsigned size = rd_u8(&look), version = rd_u8(&look), length;

	if ((rd_left(r) >= 1 && size != HEADER) || (rd_left(r) >= 2 && version != 0x10))
		return BROKEN;
	m->service = rd_be16(&look);
	length = rd_be16(&look);
	if (!rd_ok(&look))
		return MORE;
	if (length < HEADER || length > LENGTH_MAX)
		return BROKEN;
	m->body = rd_sub(&look, length - HEADER);
	if (!rd_ok(&look))
		return MORE;
	*r = look;
	return HEARD;
}

/* --- what is done ------------------------------------------------------------------------------------ */

enum { GROUP_WRITE = 0x080, GROUP_RESPONSE = 0x040, AUTHORIZE = 0x3d1 };

/* The row of an APCI: the low six bits of some are data. */
static int row_of(unsigned service, int apci)
{
	const struct command_word *w = command_find(PROTO_knx, service, apci);

	if (apci == CEMI_NONE || (w && w->sub == apci))
		return apci;
	return apci & 0x3c0;
}

/* The value stands in six bits of the APCI or in the bytes behind it. */
static void tell_group(struct emit *e, enum about about, const struct telegram *t, bool written)
{
	static const enum point_type types[] = {POINT_UINT8, POINT_UINT8, POINT_UINT16, POINT_UNKNOWN,
						POINT_UINT32};
	size_t n = rd_left(&t->rest);
	struct rd r = t->rest;
	uint32_t value = 0;
	char name[CEMI_ADDRESS];

	if (!t->to_group || ((t->apci & 0x3c0) != GROUP_WRITE && (t->apci & 0x3c0) != GROUP_RESPONSE) ||
	    n > 4 || n == 3)
		return;
	if (n == 0)
		value = t->apci & 0x3f;
	while (!rd_empty(&r))
		value = value << 8 | rd_u8(&r);
	emit_value(e, about, cemi_address(t, name), value, types[n],
		   written && (t->apci & 0x3c0) == GROUP_WRITE);
}

/* 00 | key 4: whoever knows it may change the device. */
static void hear_authorize(struct emit *e, const struct telegram *t)
{
	struct rd r = t->rest;

	rd_skip(&r, 1);
	if (t->apci == AUTHORIZE && rd_left(&r) == 4)
		emit_login(e, "key", true, LOGIN_UNKNOWN, text_of("", 0), text_rd(&r));
}

/* A telegram that somebody sends to the bus. */
static int hear_order(struct emit *e, unsigned service, const struct telegram *t, enum about about,
		      bool written)
{
	int sub = t->data ? row_of(service, t->apci) : (int)t->code;
	char name[CEMI_ADDRESS] = "";

	if (t->data)
		(void)cemi_address(t, name);
	if (!cemi_is_answer(t))
		emit_request(e, PROTO_knx, service, sub, text_z(name));
	if (t->data && t->apci != CEMI_NONE) {
		tell_group(e, about, t, written);
		hear_authorize(e, t);
	}
	return sub;
}

/* --- who it is ----------------------------------------------------------------------------------------- */

static void hex_text(struct rd r, char *out, size_t cap)
{
	for (size_t n = 0; !rd_empty(&r) && n + 3 <= cap; n += 2)
		snprintf(out + n, cap - n, "%02x", rd_u8(&r));
}

/* 36 | 01 | medium 1 | status 1 | address 2 | project 2 | serial 6 | group 4 | MAC 6 | name 30 */
static void hear_device(struct emit *e, struct rd r)
{
	unsigned address, programming;
	struct rd serial, name;
	char hex[16] = "";

	rd_skip(&r, 1);
	programming = rd_u8(&r) & 1;
	address = rd_be16(&r);
	rd_skip(&r, 2);
	serial = rd_sub(&r, 6);
	rd_skip(&r, 10);
	name = rd_sub(&r, 30);
	if (!rd_ok(&r))
		return;
	hex_text(serial, hex, sizeof hex);
	if (strcmp(hex, "000000000000") != 0)
		emit_str(e, FACT_SERIAL, SENDER, 90, hex);
	emit_text(e, FACT_NAME, SENDER, 70,
		  text_of((const char *)name.at, strnlen((const char *)name.at, 30)));
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "knx-address=%u.%u.%u", address >> 12, address >> 8 & 15,
		 address & 255);
	if (programming)
		emit_str(e, FACT_PROPERTY, SENDER, 90, "knx-programming-mode=on");
	emit_str(e, FACT_KIND, SENDER, 60, "iot-gateway");
}

/* length 1 | kind 1 | ..., one behind the other */
static void hear_descriptions(struct emit *e, struct rd r)
{
	enum { DEVICE = 1, DESCRIPTIONS_MAX = 32 };

	for (int i = 0; i < DESCRIPTIONS_MAX && rd_left(&r) >= 2; i++) {
		unsigned length = rd_u8(&r), kind = rd_u8(&r);
		struct rd body = rd_sub(&r, length < 2 ? 0 : length - 2);

		if (!rd_ok(&r) || length < 2)
			return;
		if (kind == DEVICE)
			hear_device(e, body);
	}
}

/* --- messages ------------------------------------------------------------------------------------------ */

static void hear_answer(struct state *s, struct talk *t, const struct message *m, int which, struct emit *e)
{
	enum side asked = t->side == FROM_CLIENT ? FROM_SERVER : FROM_CLIENT;
	unsigned request = answers[which].request, place = answers[which].status;
	int status = place == 255 ? 0 : rd_peek(&m->body, place);
	struct rd r = m->body;
	int sub = CEMI_NONE;

	if (request == CONNECT)
		sub = s->connection > 0 ? s->connection : CEMI_NONE;
	else if (request == TUNNEL || request == CONFIGURE)
		sub = s->sub[asked];
	/* a server's own requests (what the bus says) are acknowledged as well */
	if ((request == TUNNEL || request == CONFIGURE) && !s->waits[asked])
		return;
	s->waits[asked] = false;
	emit_asks(e, RECEIVER);
	emit_answer(e, PROTO_knx, request, sub, status > 0);
	if (m->service == SEARCH_RESPONSE || m->service == SEARCH_RESPONSE_EXTENDED)
		rd_skip(&r, 8);
	if (m->service == SEARCH_RESPONSE || m->service == SEARCH_RESPONSE_EXTENDED ||
	    m->service == DESCRIPTION_RESPONSE)
		hear_descriptions(e, r);
}

/* where to answer 8 | where to send 8 | length 1, kind 1, ... */
static int connection_of(struct rd r)
{
	rd_skip(&r, 17);
	return rd_left(&r) ? rd_u8(&r) : CEMI_NONE;
}

/* 04 | channel 1 | number 1 | 00 | cEMI: an order, or what the bus says */
static void hear_channel(struct state *s, struct talk *t, const struct message *m, struct emit *e)
{
	struct rd r = m->body;
	struct telegram g;
	bool confirms;

	rd_skip(&r, 4);
	g = cemi_read(r);
	confirms = g.code == CEMI_CON || g.code == CEMI_IND || g.code == 0xfb || g.code == 0xf5 ||
		   g.code == 0xfa || g.code == 0xf7 || g.code == 0xf0;
	s->waits[t->side] = !confirms;
	if (confirms) {
		if (g.code == CEMI_IND && g.data && g.apci != CEMI_NONE)
			tell_group(e, SENDER, &g, false);
		return;
	}
	s->waits[t->side] = !cemi_is_answer(&g);
	emit_asks(e, SENDER);
	s->sub[t->side] = (int16_t)hear_order(e, m->service, &g, RECEIVER, true);
}

static void hear_request(struct state *s, struct talk *t, const struct message *m, struct emit *e)
{
	struct telegram g;

	if (m->service == TUNNEL || m->service == CONFIGURE) {
		hear_channel(s, t, m, e);
		return;
	}
	emit_asks(e, SENDER);
	if (m->service == ROUTE) {
		g = cemi_read(m->body);
		(void)hear_order(e, ROUTE, &g, SENDER, false);
	} else if (m->service == CONNECT) {
		s->connection = (int16_t)connection_of(m->body);
		emit_request(e, PROTO_knx, CONNECT, s->connection, text_of("", 0));
	} else {
		emit_request(e, PROTO_knx, m->service, CEMI_NONE, text_of("", 0));
	}
}

static void hear(struct state *s, struct talk *t, const struct message *m, struct emit *e)
{
	int which = answer_of(m->service);

	if (m->service == SECURE) {
		if (!s->told_secure)
			emit_secrecy(e, PROTO_knx, true);
		s->told_secure = true;
	} else if (which >= 0) {
		hear_answer(s, t, m, which, e);
	} else {
		hear_request(s, t, m, e);
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	enum heard heard = read_message(in, &m);

	if (heard == BROKEN && t->hole && t->transport == 6) {
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	hear(t->state, t, &m, e);
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;
	struct telegram g;

	if (read_message(&head, &m) != HEARD || !is_service(m.service) ||
	    (t->transport == 17 && !rd_empty(&head)))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (answer_of(m.service) >= 0)
		return smell(SURE,
			     m.service == TUNNELLED || m.service == CONFIGURED ? ROLE_UNKNOWN : ROLE_SERVER);
	if (m.service != TUNNEL && m.service != CONFIGURE)
		return smell(SURE, ROLE_CLIENT);
	rd_skip(&m.body, 4);
	g = cemi_read(m.body);
	return smell(SURE, g.code == CEMI_IND || g.code == CEMI_CON ? ROLE_SERVER : ROLE_CLIENT);
}

const struct decoder decoder_knx = {
	.protocol = PROTO_knx,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "06",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
