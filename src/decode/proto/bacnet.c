/* BACnet/IP (ASHRAE 135 annex J) and BACnet over Ethernet (clause 7), named by content: 81, a function, and
 * the length of the whole datagram. Proved on captures (corpus/ot/bacnet) beside tshark's counts and the logs
 * of icsnpp and NTT's parsers; numbers of services, functions and objects beside Wireshark's tables.
 *
 *	81 | function 1 | length 2 | [original source 6] | network: version 1 = 1 | control 1 | ...
 *
 * Devices ask each other on one port: who asks is said by each message, not by who began. Codes of
 * data/commands: a confirmed service as it is, an unconfirmed one from 256 on, a function of annex J from 512
 * on, a network message from 768 on. What a router hands on for a device behind it keeps that device's address
 * before its points' names and says nothing of who the router is. */
#include "decode/bacnet.h"

#include "base/quick.h"
#include "decode/decoder.h"
#include "decode/signin.h"
#include "decode/walk.h"

enum {
	BVLC = 0x81,
	FUNCTION_LAST = 0x0c,
	RESULT = 0,
	FORWARDED = 4,
	DISTRIBUTE = 9,
	UNICAST = 10,
	BROADCAST = 11
};
enum { OVER_LLC = 0x8282, UNCONFIRMED_CODE = 256, FUNCTION_CODE = 512, NETWORK_CODE = 768 };

static const uint16_t ports[] = {47808, OVER_LLC, 0};

/* A request that waits for its answer. */
struct asked {
	bool waits;
	uint8_t invoke, service;
	int8_t sub;
};

enum { ASKED = 16, WRITES = 4, WRITE_ROOM = 160 };

/* What was asked to be written: so it is, once that is acknowledged. n 0: none. */
struct write {
	uint8_t invoke, service, side, n;
	uint8_t body[WRITE_ROOM];
};

struct state {
	struct walk walk;
	struct signin signin;
	uint8_t next, signin_invoke;
	uint8_t function; /* of annex J that waits for its result; 0 none */
	struct asked asked[ASKED];
	uint8_t next_write;
	struct write write[WRITES];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

/* One message on its way through the layers. */
struct message {
	struct talk *t;
	struct state *s;
	struct emit *e;
	char source[BACNET_SOURCE];
};

enum { REQUEST, UNCONFIRMED, SIMPLE_ACK, COMPLEX_ACK, SEGMENT_ACK, ERROR, REJECT, ABORT };
enum { FROM_ANOTHER = 0x08, TO_ANOTHER = 0x20, NO_APPLICATION = 0x80, SEGMENTED = 0x08 };

/* The kind of PDU behind the network layer; -1 when it holds none. */
static int pdu_of(struct rd r)
{
	unsigned version = rd_u8(&r), control = rd_u8(&r);

	if (version != 1 || control & NO_APPLICATION)
		return -1;
	if (control & TO_ANOTHER) {
		rd_skip(&r, 2);
		rd_skip(&r, rd_u8(&r));
	}
	if (control & FROM_ANOTHER) {
		rd_skip(&r, 2);
		rd_skip(&r, rd_u8(&r));
	}
	if (control & TO_ANOTHER)
		rd_skip(&r, 1);
	return rd_left(&r) ? rd_u8(&r) >> 4 : -1;
}

static enum role role_of(struct rd network)
{
	int pdu = pdu_of(network);

	return pdu == REQUEST ? ROLE_CLIENT : pdu >= SIMPLE_ACK && pdu <= ABORT ? ROLE_SERVER : ROLE_UNKNOWN;
}

static struct smell smells_network(struct rd head)
{
	if (rd_peek(&head, 0) != 1 || rd_left(&head) < 3)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, role_of(head));
}

static struct smell smells(const struct talk *t, struct rd head)
{
	size_t whole = rd_left(&head);
	unsigned type, function, length;

	if (!t->transport)
		return smells_network(head);
	type = rd_u8(&head);
	function = rd_u8(&head);
	length = rd_be16(&head);
	/* some devices send more bytes than they say */
	if (!rd_ok(&head) || type != BVLC || function > FUNCTION_LAST || length < 4 ||
	    (length != whole && !t->cut && !(length < whole && talk_on_port(t, ports[0]))))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (function == FORWARDED)
		rd_skip(&head, 6);
	if ((function == FORWARDED || function >= DISTRIBUTE) && function != FUNCTION_LAST &&
	    rd_peek(&head, 0) != 1)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(function >= DISTRIBUTE || talk_on_port(t, ports[0]) ? SURE : LIKELY, role_of(head));
}

/* --- requests ------------------------------------------------------------------------------------------ */

enum {
	I_AM = 0,
	I_HAVE = 1,
	COV_CONFIRMED = 1,
	COV = 2,
	READ_PROPERTY = 12,
	READ_MULTIPLE = 14,
	WRITE_PROPERTY = 15,
	WRITE_MULTIPLE = 16,
	COMMUNICATION_CONTROL = 17,
	REINITIALIZE = 20
};

static struct write *write_of(struct message *m, enum side side, unsigned invoke, unsigned service)
{
	for (struct write *w = m->s->write; w < m->s->write + WRITES; w++)
		if (w->n && w->invoke == invoke && w->service == service && w->side == side)
			return w;
	return NULL;
}

static void keep_write(struct message *m, unsigned invoke, unsigned service, struct rd r)
{
	struct write *w = write_of(m, m->t->side, invoke, service);
	size_t n = rd_left(&r) < WRITE_ROOM ? rd_left(&r) : WRITE_ROOM;

	if (!w)
		w = &m->s->write[m->s->next_write++ % WRITES];
	*w = (struct write){.invoke = (uint8_t)invoke,
			    .service = (uint8_t)service,
			    .side = (uint8_t)m->t->side,
			    .n = (uint8_t)n};
	if (n)
		memcpy(w->body, r.at, n);
}

/* Told as of who acknowledges: behind a router that is not whom it was sent to. */
static void write_done(struct message *m, struct write *w, bool refused)
{
	struct bacnet_telling t = {m->e, SENDER, true, m->source, 0};
	struct rd body = rd_of(w->body, w->n);

	w->n = 0;
	if (!refused && w->service == WRITE_PROPERTY)
		bacnet_one(body, bacnet_tell, &t);
	else if (!refused)
		bacnet_lists(body, false, bacnet_tell, &t);
}

static void hear_write(struct message *m, unsigned service, unsigned invoke, struct rd r)
{
	struct bacnet_first first = {"", 0};

	if (service == WRITE_PROPERTY)
		bacnet_one(r, bacnet_first, &first);
	else
		bacnet_lists(r, false, bacnet_first, &first);
	emit_request(m->e, PROTO_bacnet, service, -1, text_z(first.text));
	keep_write(m, invoke, service, r);
}

/* [0] minutes | [1] what | [2] password (16.1); [0] state | [1] password (16.4): what is asked, -1 when not
 * said */
static int hear_order(struct message *m, unsigned service, unsigned invoke, struct rd r)
{
	struct rd what = rd_of(NULL, 0), password;
	unsigned first = service == REINITIALIZE ? 0 : 1;
	struct text none = text_of("", 0);
	char room[BACNET_TEXT];

	if (first)
		(void)bacnet_context(&r, 0, &what);
	if (!bacnet_context(&r, first, &what))
		return -1;
	if (bacnet_context(&r, first + 1, &password)) {
		signin_try(&m->s->signin, m->e, "plain", true, none, bacnet_string(password, room));
		explicit_bzero(room, sizeof room);
		m->s->signin_invoke = (uint8_t)invoke;
	}
	return (int)(bacnet_number(what) & 15);
}

/* [0] object | [1] property | [2] index (15.5): of a list (of objects, of properties) one after the other, or from one
 * object to the next of its kind, whichever property is read of it. */
static void hear_read(struct message *m, struct rd r)
{
	struct rd object, property, index;
	uint32_t number;

	if (!bacnet_context(&r, 0, &object) || !bacnet_context(&r, 1, &property))
		return;
	number = (uint32_t)bacnet_number(object);
	if (bacnet_context(&r, 2, &index))
		walk_step(&m->s->walk, m->e, number ^ (uint32_t)bacnet_number(property) << 16 ^ 1u << 31,
			  (uint64_t)bacnet_number(index), 1);
	else
		walk_step(&m->s->walk, m->e, number >> 22, number & 0x3fffff, 1);
}

static void remember(struct state *s, unsigned invoke, unsigned service, int sub)
{
	s->asked[s->next++ % ASKED] = (struct asked){true, (uint8_t)invoke, (uint8_t)service, (int8_t)sub};
}

/* flags, kind 1 | sizes 1 | invoke 1 | [number 1, window 1] | service 1 | ... (20.1.2) */
static void hear_request(struct message *m, unsigned flags, struct rd r)
{
	char what[BACNET_NAME];
	unsigned invoke, service, number = 0;
	int sub = -1;

	rd_skip(&r, 1);
	invoke = rd_u8(&r);
	if (flags & SEGMENTED) {
		number = rd_u8(&r);
		rd_skip(&r, 1);
	}
	service = rd_u8(&r);
	if (!rd_ok(&r) || number) /* of a request in parts the first one is heard */
		return;
	emit_asks(m->e, SENDER);
	if (service == WRITE_PROPERTY || service == WRITE_MULTIPLE) {
		hear_write(m, service, invoke, r);
	} else {
		bacnet_object_of(r, what);
		if (service == READ_PROPERTY && m->t->side == FROM_CLIENT)
			hear_read(m, r);
		if (service == COMMUNICATION_CONTROL || service == REINITIALIZE)
			sub = hear_order(m, service, invoke, r);
		emit_request(m->e, PROTO_bacnet, service, sub, text_z(what));
	}
	if (service == COV_CONFIRMED)
		bacnet_notified(r, bacnet_tell, &(struct bacnet_telling){m->e, SENDER, false, m->source, 0});
	remember(m->s, invoke, service, sub);
}

static void hear_unconfirmed(struct message *m, struct rd r)
{
	unsigned service = rd_u8(&r);

	if (!rd_ok(&r))
		return;
	emit_asks(m->e, SENDER);
	emit_request(m->e, PROTO_bacnet, UNCONFIRMED_CODE + service, -1, text_of("", 0));
	if (service == I_AM)
		bacnet_hear_i_am(m->e, m->source, r);
	else if (service == I_HAVE)
		bacnet_hear_i_have(m->e, m->source, r);
	else if (service == COV)
		bacnet_notified(r, bacnet_tell, &(struct bacnet_telling){m->e, SENDER, false, m->source, 0});
}

/* --- answers
 * ---------------------------------------------------------------------------------------------------------
 */

static struct asked *asked_of(struct state *s, unsigned invoke)
{
	for (unsigned i = 1; i <= ASKED; i++) {
		struct asked *a = &s->asked[(s->next - i) % ASKED];

		if (a->waits && a->invoke == invoke)
			return a;
	}
	return NULL;
}

/* service -1: this answer does not name it. login: how a password went, if one was given with the request */
static void settle(struct message *m, unsigned invoke, int service, bool refused, enum login_result login)
{
	struct asked *a = asked_of(m->s, invoke);
	bool mine = a && (service < 0 || a->service == service);
	struct write *w;

	if (mine)
		service = a->service;
	if (service >= 0)
		emit_answer(m->e, PROTO_bacnet, service, mine ? a->sub : -1, refused);
	if (mine && signin_waits(&m->s->signin) && m->s->signin_invoke == invoke)
		signin_answer(&m->s->signin, m->e, login);
	if (mine)
		a->waits = false;
	w = service < 0 ? NULL
			: write_of(m, m->t->side == FROM_CLIENT ? FROM_SERVER : FROM_CLIENT, invoke,
				   (unsigned)service);
	if (w)
		write_done(m, w, refused);
}

static void hear_complex(struct message *m, unsigned flags, struct rd r)
{
	struct bacnet_telling t = {m->e, SENDER, false, m->source, 0};
	unsigned invoke = rd_u8(&r), number = 0, service;

	if (flags & SEGMENTED) {
		number = rd_u8(&r);
		rd_skip(&r, 1);
	}
	service = rd_u8(&r);
	if (!rd_ok(&r) || number)
		return;
	settle(m, invoke, (int)service, false, LOGIN_OK);
	if (service == READ_PROPERTY)
		bacnet_one(r, bacnet_tell, &t);
	else if (service == READ_MULTIPLE)
		bacnet_lists(r, true, bacnet_tell, &t);
}

/* class, code (clause 18): is it that a password was wrong or missing? */
static bool is_security(struct rd r)
{
	enum { SECURITY = 4 };
	struct bacnet_tag class;

	return bacnet_next(&r, &class) && !class.context && bacnet_number(class.value) == SECURITY;
}

static void hear_answer(struct message *m, unsigned pdu, unsigned flags, struct rd r)
{
	struct rd head = r;
	unsigned invoke = rd_u8(&head), service = rd_u8(&head);

	emit_asks(m->e, RECEIVER);
	if (pdu == COMPLEX_ACK)
		hear_complex(m, flags, r);
	else if (pdu == SIMPLE_ACK && rd_ok(&head))
		settle(m, invoke, (int)service, false, LOGIN_OK);
	else if (pdu == ERROR && rd_ok(&head))
		settle(m, invoke, (int)service, true, is_security(head) ? LOGIN_FAILED : LOGIN_UNKNOWN);
	else if ((pdu == REJECT || pdu == ABORT) && rd_ok(&head)) /* the byte behind says why */
		settle(m, invoke, -1, true, LOGIN_UNKNOWN);
}

static void hear_application(struct message *m, struct rd r)
{
	unsigned first = rd_u8(&r), pdu = first >> 4;

	if (!rd_ok(&r))
		return;
	if (pdu == REQUEST)
		hear_request(m, first, r);
	else if (pdu == UNCONFIRMED)
		hear_unconfirmed(m, r);
	else
		hear_answer(m, pdu, first, r);
}

/* --- network and link ---------------------------------------------------------------------------------- */

/* net 2 | length 1 | address: "2001:05/", what stands before the names of that device's points */
static void take_source(struct message *m, struct rd *r)
{
	unsigned net = rd_be16(r);
	struct rd address = rd_sub(r, rd_u8(r));
	size_t n = (size_t)quick_fmt(m->source, sizeof m->source, "%u:", net);

	while (!rd_empty(&address) && n + 4 < sizeof m->source)
		n += (size_t)quick_fmt(m->source + n, sizeof m->source - n, "%02x", rd_u8(&address));
	quick_fmt(m->source + n, sizeof m->source - n, "/");
}

/* version 1 | control 1 | [destination net 2, length 1, address] | [source the same] | [hops 1] | application
 * (6.2) */
static enum heard hear_network(struct message *m, struct rd r)
{
	unsigned version = rd_u8(&r), control = rd_u8(&r);

	if (control & TO_ANOTHER) {
		rd_skip(&r, 2);
		rd_skip(&r, rd_u8(&r));
	}
	if (control & FROM_ANOTHER)
		take_source(m, &r);
	if (control & TO_ANOTHER)
		rd_skip(&r, 1);
	if (!rd_ok(&r) || version != 1)
		return version == 1 ? MORE : BROKEN;
	if (!(control & NO_APPLICATION)) {
		hear_application(m, r);
	} else if (!rd_empty(&r)) {
		emit_asks(m->e, SENDER);
		emit_request(m->e, PROTO_bacnet, NETWORK_CODE + rd_u8(&r), -1, text_of("", 0));
	}
	return HEARD;
}

/* What annex J itself does: tables of who gets broadcasts. A result says how the last one asked went. */
static void hear_function(struct message *m, unsigned function, struct rd r)
{
	enum { TABLE = 3, FOREIGN_TABLE = 7 };

	emit_asks(m->e,
		  function == TABLE || function == FOREIGN_TABLE || function == RESULT ? RECEIVER : SENDER);
	if (function == TABLE || function == FOREIGN_TABLE) {
		emit_answer(m->e, PROTO_bacnet, FUNCTION_CODE + function - 1, -1, false);
	} else if (function != RESULT) {
		emit_request(m->e, PROTO_bacnet, FUNCTION_CODE + function, -1, text_of("", 0));
		m->s->function = (uint8_t)function;
	} else if (m->s->function && rd_left(&r) >= 2) {
		emit_answer(m->e, PROTO_bacnet, FUNCTION_CODE + m->s->function, -1, rd_be16(&r) != 0);
		m->s->function = 0;
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m = {t, t->state, e, ""};
	struct rd r = *in;
	unsigned function;
	enum heard heard = HEARD;

	if (!t->transport) {
		(void)rd_rest(in);
		return hear_network(&m, r);
	}
	rd_skip(&r, 1);
	function = rd_u8(&r);
	rd_skip(&r, 2);
	if (!rd_ok(&r))
		return MORE;
	if (function >= DISTRIBUTE && function <= BROADCAST)
		heard = hear_network(&m, r);
	else if (function != FORWARDED) /* said by somebody else, and handed on */
		hear_function(&m, function, r);
	if (heard == HEARD)
		(void)rd_rest(in);
	return heard;
}

const struct decoder decoder_bacnet = {
	.protocol = PROTO_bacnet,
	.on = ON_UDP | ON_LLC,
	.ports = ports,
	.begins = "81",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
