/* HART-IP (FieldComm Group TS20085), named by content on any port, over UDP and TCP. Layouts proved on
 * captures (corpus/ot/hart-ip) beside tshark and the logs of icsnpp-hart-ip, whose public enumeration is where
 * the numbers of commands were compared.
 *
 *	version 1 | type 1 | id 1 | status 1 | number 2 | length 2, of all of it | body
 *	type    0 request, 1 response, 2 publish, 3 or 15 error
 *	id      0 open, 1 close, 2 keep alive, 3 a command of HART
 *	HART    delimiter 1 | address 1 or 5 | [expansion] | command 1 | n 1 | [code 1, status 1] data | check 1
 *
 * A gateway speaks for the instruments behind it: who the server is, is taken from the first address that
 * answers; points carry the address of theirs. */
#include "decode/decoder.h"
#include "decode/hart.h"

#include "decode/words.h"

#include <math.h>
#include <stdio.h>

enum { HEADER = 8, LENGTH_MAX = 4096, POINTS_MAX = 64, SESSION_CODE = 1000 };
enum { REQUEST, RESPONSE, PUBLISH, FAULT, FAULT_15 = 15 };
enum { OPEN, CLOSE, KEEP_ALIVE, COMMAND, DIRECT };

static const uint16_t ports[] = {5094, 0};

struct state {
	bool known; /* the first address that answered */
	uint8_t address[5];
	uint8_t next;
	struct {
		uint16_t number, command;
		bool waits;
	} asked[16];
};

struct message {
	unsigned version, type, id, status, number;
	struct rd body;
};

struct frame {
	bool from_device, is_long;
	struct rd address;
	unsigned command;
	unsigned code; /* of a response: 0 done, below 128 an error or a warning */
	struct rd data;
	struct text tag; /* the address as text */
	char tag_room[12];
};

static enum heard read_message(struct rd *r, struct message *m)
{
	struct rd look = *r;
	unsigned length;

	m->version = rd_u8(&look);
	m->type = rd_u8(&look);
	m->id = rd_u8(&look);
	m->status = rd_u8(&look);
	m->number = rd_be16(&look);
	length = rd_be16(&look);
	if (!rd_ok(&look))
		return MORE;
	if ((m->version != 1 && m->version != 2) || (m->type > FAULT && m->type != FAULT_15) ||
	    m->id > DIRECT || length < HEADER || length > LENGTH_MAX)
		return BROKEN;
	m->body = rd_sub(&look, length - HEADER);
	if (!rd_ok(&look))
		return MORE;
	*r = look;
	return HEARD;
}

/* delimiter: 0x80 long address, 0x60 bytes of expansion, 7: 1 burst, 2 to a device, 6 from one */
static bool read_frame(struct rd r, struct frame *f)
{
	unsigned delimiter = rd_u8(&r), kind = delimiter & 7, n;
	struct rd a;
	size_t at = 0;

	f->is_long = delimiter & 0x80;
	f->from_device = kind != 2;
	f->address = rd_sub(&r, f->is_long ? 5 : 1);
	rd_skip(&r, delimiter >> 5 & 3);
	f->command = rd_u8(&r);
	n = rd_u8(&r);
	f->data = rd_sub(&r, n);
	f->code = 0;
	if (!rd_ok(&r) || (kind != 1 && kind != 2 && kind != 6))
		return false;
	if (f->from_device) {
		f->code = rd_u8(&f->data);
		rd_skip(&f->data, 1);
	}
	/* the two bits before the address say which master asks and whether it comes by itself */
	for (a = f->address; !rd_empty(&a); at += 2)
		snprintf(f->tag_room + at, sizeof f->tag_room - at, "%02x",
			 at ? rd_u8(&a) : rd_u8(&a) & 0x3fu);
	f->tag = text_of(f->tag_room, at);
	if (f->command == 31 && rd_left(&f->data) >= 2) /* its number takes two bytes */
		f->command = rd_be16(&f->data);
	return rd_ok(&f->data);
}

/* XOR over all of a frame is 0. */
static bool checks(struct rd r)
{
	unsigned sum = 0;

	while (!rd_empty(&r))
		sum ^= rd_u8(&r);
	return sum == 0;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;
	bool on_port = talk_on_port(t, ports[0]), exact;
	enum role role;

	if (read_message(&head, &m) != HEARD || (t->transport == 17 && !rd_empty(&head)))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	role = m.type == REQUEST ? ROLE_CLIENT : ROLE_SERVER;
	exact = m.id == COMMAND      ? rd_left(&m.body) >= 5 && checks(m.body)
		: m.id == OPEN       ? rd_left(&m.body) == 5
		: m.id <= KEEP_ALIVE ? rd_empty(&m.body)
				     : m.version == 2;
	if (m.status && m.type == REQUEST)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (!exact && !(on_port && m.type >= FAULT))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	/* a frame with its check byte is strong; a bare header is not */
	return smell(m.id == COMMAND && (on_port || rd_left(&m.body) >= 9) ? SURE : LIKELY, role);
}

/* --- values
 * ----------------------------------------------------------------------------------------------------------
 */

static double float_of(struct rd *r)
{
	uint32_t bits = rd_be32(r);
	float f;

	memcpy(&f, &bits, sizeof f);
	return (double)f;
}

static void tell(struct emit *e, const struct frame *f, const char *what, double value)
{
	char name[48];
	int n = snprintf(name, sizeof name, "%.*s.%s", (int)f->tag.n, f->tag.s, what);

	if (isfinite(value))
		emit_value(e, SERVER, text_of(name, (size_t)n), value, POINT_FLOAT, false);
}

static const char *const dynamic[] = {"PV", "SV", "TV", "QV"};

/* The name of a device variable by its code: the last ones are the dynamic variables. */
static const char *variable_name(unsigned code, char out[16])
{
	if (code >= 246 && code <= 249)
		return dynamic[code - 246];
	snprintf(out, 16, code == 244 ? "percent" : code == 245 ? "current" : "variable%u", code);
	return out;
}

/* 1: unit, PV; 2: current, percent; 3: current, [unit, value]; 9: status, [code, class, unit, value, status];
 * 33: [code, unit, value] */
static void tell_values(struct emit *e, const struct frame *f)
{
	struct rd r = f->data;
	char room[16];
	double value;

	if (f->command == 2 || f->command == 3)
		tell(e, f, "current", rd_left(&r) >= 4 ? float_of(&r) : NAN);
	if (f->command == 2)
		tell(e, f, "percent", rd_left(&r) >= 4 ? float_of(&r) : NAN);
	if (f->command == 9)
		rd_skip(&r, 1);
	for (unsigned i = 0; i < 8 && rd_ok(&r); i++) {
		const char *name = i < 4 ? dynamic[i] : "";

		if ((f->command == 1 && i > 0) || (f->command == 3 && i > 3) || f->command == 2)
			return;
		if (rd_left(&r) < (f->command == 9 ? 8u : f->command == 33 ? 6u : 5u))
			return;
		if (f->command == 9 || f->command == 33)
			name = variable_name(rd_u8(&r), room);
		rd_skip(&r, f->command == 9 ? 2 : 1);
		value = float_of(&r);
		rd_skip(&r, f->command == 9 ? 1 : 0);
		tell(e, f, name, value);
	}
}

/* --- who it is ----------------------------------------------------------------------------------------- */

static void tell_maker(struct emit *e, unsigned number)
{
	const char *name = hart_maker(number);

	emit_fmt(e, FACT_PROPERTY, SERVER, 90, "hart-maker=%04x", number);
	if (name)
		emit_str(e, FACT_MAKER, SERVER, 80, name);
}

/* 254 | type 2 | preambles 1 | HART 1 | revision 1 | software 1 | hardware 1 | flags 1 | id 3 | ... maker at
 * 17 */
static void tell_identity(struct state *s, struct emit *e, const struct frame *f)
{
	struct rd r = f->data, maker;
	unsigned type, revision, software, hardware;
	uint32_t id;

	if (rd_u8(&r) != 254)
		return;
	type = rd_be16(&r);
	rd_skip(&r, 2);
	revision = rd_u8(&r);
	software = rd_u8(&r);
	hardware = rd_u8(&r) >> 3;
	rd_skip(&r, 1);
	id = rd_be24(&r);
	if (!rd_ok(&r))
		return;
	if (!f->is_long) { /* asked by its short address: the long one is made of type and id */
		const uint8_t own[5] = {type >> 8 & 0x3f, (uint8_t)type, (uint8_t)(id >> 16),
					(uint8_t)(id >> 8), (uint8_t)id};

		memcpy(s->address, own, sizeof own);
	}
	if (id)
		emit_fmt(e, FACT_SERIAL, SERVER, 80, "%06x", id);
	emit_fmt(e, FACT_FIRMWARE, SERVER, 80, "%u", software);
	emit_fmt(e, FACT_HARDWARE, SERVER, 80, "%u", hardware);
	emit_fmt(e, FACT_PROPERTY, SERVER, 90, "hart-device-type=%04x revision %u", type, revision);
	emit_str(e, FACT_KIND, SERVER, 40, "sensor");
	maker = rd_at(&f->data, 2 + 17); /* the view begins with the two bytes of status */
	/* of editions before 7 the type's first byte says it */
	tell_maker(e, rd_left(&maker) >= 2 ? rd_be16(&maker) : type >> 8);
}

/* 20: a long tag of 32 letters; who it is for people */
static void tell_tag(struct emit *e, const struct frame *f)
{
	size_t n = strnlen((const char *)f->data.at, rd_left(&f->data));

	if (n)
		emit_text(e, FACT_NAME, SERVER, 80, text_of((const char *)f->data.at, n));
}

static void tell_short_tag(struct emit *e, const struct frame *f)
{
	char tag[HART_TAG];

	if (!hart_packed(f->data, tag))
		return;
	if (tag[0] != '@' && words_trim(text_of(tag, HART_TAG)).n) /* all @: never set */
		emit_pair(e, FACT_PROPERTY, SERVER, 80, "hart-tag", words_trim(text_of(tag, HART_TAG)));
}

static bool is_server_itself(struct state *s, const struct frame *f)
{
	uint8_t address[5] = {0};
	struct rd a = f->address;

	for (size_t i = 0; !rd_empty(&a); i++)
		address[i] = i ? rd_u8(&a) : rd_u8(&a) & 0x3f;
	if (!s->known)
		memcpy(s->address, address, sizeof address);
	s->known = true;
	return memcmp(s->address, address, sizeof address) == 0;
}

static void hear_data(struct state *s, struct emit *e, const struct frame *f)
{
	if (f->command == 1 || f->command == 2 || f->command == 3 || f->command == 9 || f->command == 33)
		tell_values(e, f);
	else if (!is_server_itself(s, f))
		return;
	else if (f->command == 0 || f->command == 11 || f->command == 21)
		tell_identity(s, e, f);
	else if (f->command == 20)
		tell_tag(e, f);
	else if (f->command == 13)
		tell_short_tag(e, f);
}

/* --- messages ------------------------------------------------------------------------------------------ */

/* Set values stand in the request: 79 holds code, what to do, unit, value. */
static void hear_request(struct state *s, const struct message *m, struct emit *e)
{
	struct frame f;

	if (m->id != COMMAND) {
		emit_request(e, PROTO_hart_ip, SESSION_CODE + m->id, -1, text_of("", 0));
		return;
	}
	if (!read_frame(m->body, &f) || f.from_device)
		return;
	emit_request(e, PROTO_hart_ip, f.command, -1, f.tag);
	s->asked[s->next % 16].number = (uint16_t)m->number;
	s->asked[s->next % 16].command = (uint16_t)f.command;
	s->asked[s->next++ % 16].waits = true;
}

static void hear_fault(struct state *s, const struct message *m, struct emit *e)
{
	if (m->id != COMMAND) {
		emit_answer(e, PROTO_hart_ip, SESSION_CODE + m->id, -1, true);
		return;
	}
	for (int i = 0; i < 16; i++) {
		if (!s->asked[i].waits || s->asked[i].number != m->number)
			continue;
		s->asked[i].waits = false;
		emit_answer(e, PROTO_hart_ip, s->asked[i].command, -1, true);
		return;
	}
}

/* code: bit 7 the line was bad; 8, 14, 24.. and above 95 are warnings, others below 128 refuse (command
 * response codes) */
static bool refuses(unsigned code)
{
	return code >= 128 || (code && code != 8 && code != 14 && code != 30 && code < 96);
}

static void hear_response(struct state *s, const struct message *m, struct emit *e)
{
	struct frame f;

	if (m->id != COMMAND) {
		emit_answer(e, PROTO_hart_ip, SESSION_CODE + m->id, -1, m->status && m->status != 8);
		return;
	}
	if (!read_frame(m->body, &f) || !f.from_device)
		return;
	if (m->type == RESPONSE)
		emit_answer(e, PROTO_hart_ip, f.command, -1, refuses(f.code));
	for (int i = 0; i < 16; i++)
		if (s->asked[i].number == m->number)
			s->asked[i].waits = false;
	if (!refuses(f.code))
		hear_data(s, e, &f);
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
	emit_asks(e, m.type == REQUEST ? SENDER : RECEIVER);
	if (m.type == REQUEST)
		hear_request(t->state, &m, e);
	else if (m.type == RESPONSE || m.type == PUBLISH)
		hear_response(t->state, &m, e);
	else
		hear_fault(t->state, &m, e);
	return HEARD;
}

const struct decoder decoder_hart_ip = {
	.protocol = PROTO_hart_ip,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "01-02",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
