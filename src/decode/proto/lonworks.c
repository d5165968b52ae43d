/* LonWorks over IP: CN/IP (EIA-852, ISO/IEC 14908-4) carrying LonTalk (14908-1), over UDP, named by content on any
 * port. No public capture was at hand: the messages of tests/unit/proto-field.c were compared with what
 * tshark reads in them.
 *
 *	length 2, of all of it | version 1 = 1 | kind 1 | n 1 (more header, 4 bytes each) | flags 1 | vendor 2 |
 *	session 4 | number 4 | time 4 | ...
 *	kind 01: priority 1 | version 2 bits, kind of PDU 2, form of address 2, domain 2 | addresses | domain | [1] | code 1
 *
 * Codes: 0x80 and above a network variable's update, 0x60 to 0x7f network management, 0x50 to 0x5f diagnosis. */
#include "decode/commands.h"
#include "decode/decoder.h"

#include <stdio.h>

enum { HEADER = 20, DATA = 1, VARIABLE = 0x80, VARIABLE_CODE = 0x100, ACKNOWLEDGE = 7, STATUS = 0x70 };

static const uint16_t ports[] = {1628, 1629, 0};

struct state {
	struct sent {
		uint8_t kind; /* the last that this side sent and that was not answered; 0 none */
		bool untold; /* an order, or an answer to a question that was not recorded: told when it is acknowledged */
		uint32_t number;
	} sent[2];
};

struct message {
	unsigned kind;
	uint32_t number;
	struct rd body;
};

static bool read_message(struct rd r, struct message *m)
{
	size_t whole = rd_left(&r);
	unsigned length = rd_be16(&r), version = rd_u8(&r), more;

	m->kind = rd_u8(&r);
	more = rd_u8(&r);
	rd_skip(&r, 7);
	m->number = rd_be32(&r);
	rd_skip(&r, 4 + more * 4u);
	m->body = r;
	return rd_ok(&r) && length == whole && version == 1 && command_find(PROTO_lonworks, m->kind, -1);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;
	bool on_port = talk_on_port(t, ports[0]) || talk_on_port(t, ports[1]);

	if (!read_message(head, &m))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(on_port ? SURE : LIKELY, ROLE_UNKNOWN);
}

/* Whose transport PDU it is: 0 transport, 1 session, 2 authentication, 3 none. Then the application's code. */
static void hear_lontalk(struct rd r, struct emit *e)
{
	static const uint8_t addresses[] = {3, 3, 4, 9}, domains[] = {0, 1, 3, 6};
	unsigned head, form, pdu, code, subnet, node;
	char who[32];

	rd_skip(&r, 1);
	head = rd_u8(&r);
	pdu = head >> 4 & 3;
	form = head >> 2 & 3;
	subnet = rd_peek(&r, 0) > 0 ? (unsigned)rd_peek(&r, 0) : 0;
	node = rd_peek(&r, 1) > 0 ? (unsigned)rd_peek(&r, 1) : 0;
	rd_skip(&r, addresses[form]);
	if (form == 2 && !(node & 0x80)) /* 2b: a member of a group answers */
		rd_skip(&r, 2);
	rd_skip(&r, domains[head & 3]);
	if (pdu == 2 || head >> 6)
		return;
	if (pdu < 2 &&
	    (rd_u8(&r) >> 4 & 7) > 1) /* of transport and session PDUs only the first kinds carry a code */
		return;
	code = rd_u8(&r);
	if (!rd_ok(&r) || code < 0x50)
		return;
	snprintf(who, sizeof who, "subnet %u node %u", subnet, node & 0x7f);
	emit_request_by(e, SENDER, PROTO_lonworks, VARIABLE_CODE + (code >= VARIABLE ? VARIABLE : code), -1,
			text_of(who, strlen(who)));
}

/* What asks, and what answers it, under the same number; all but the status also come by themselves, as orders, and are
 * acknowledged. */
static const struct {
	uint8_t request, answer;
} pairs[] = {{0x60, STATUS}, {0x63, 0x71}, {0x64, 0x04}, {0x66, 0x06}, {0x68, 0x08}};

/* The kind that this one answers; 0: none does. */
static unsigned request_of(unsigned kind)
{
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (pairs[i].answer == kind)
			return pairs[i].request;
	return 0;
}

static void hear(struct state *s, enum side side, const struct message *m, struct emit *e)
{
	struct sent *asked = &s->sent[!side], *mine = &s->sent[side];
	unsigned request = request_of(m->kind);
	bool same = asked->kind && asked->number == m->number;

	if (same && (m->kind == ACKNOWLEDGE || request == asked->kind)) {
		if (asked->untold)
			emit_request_by(e, RECEIVER, PROTO_lonworks, asked->kind, -1, text_of("", 0));
		emit_answer_by(e, SENDER, PROTO_lonworks, asked->kind, -1, false);
		asked->kind = 0;
	} else if (m->kind != STATUS && m->kind != ACKNOWLEDGE) {
		*mine = (struct sent){(uint8_t)m->kind, request != 0, m->number};
		if (!mine->untold)
			emit_request_by(e, SENDER, PROTO_lonworks, m->kind, -1, text_of("", 0));
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;

	if (!read_message(*in, &m))
		return BROKEN;
	(void)rd_rest(in);
	if (m.kind == DATA)
		hear_lontalk(m.body, e);
	else
		hear(t->state, t->side, &m, e);
	return HEARD;
}

const struct decoder decoder_lonworks = {
	.protocol = PROTO_lonworks,
	.on = ON_UDP,
	.ports = ports,
	.begins = "00-05",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
