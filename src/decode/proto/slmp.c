/* SLMP and the MC protocol's 3E and 4E frames, binary and ASCII (CLPA BAP-C2006, Mitsubishi SH-080008), named
 *by content.
 *
 *	3E: 50 00 | network 1 | station 1 | module 2 | drop 1 | length 2 | timer 2 | command 2 | subcommand 2
 *| ... D0 00 | the same up to length | end code 2 | ...		4E: 54 00 / D4 00 | serial 2 | 00 00 |
 *the same little-endian; in ASCII each byte is two hexadecimal digits, numbers big-endian
 */
#include "decode/decoder.h"
#include "decode/words.h"

enum { REQUEST_3E = 0x50, REQUEST_4E = 0x54, ANSWER_3E = 0xd0, ANSWER_4E = 0xd4, COMMAND_MAX = 0x3fff };
enum { READ_TYPE_NAME = 0x0101, NAME_ROOM = 16, MESSAGES_MAX = 64 };

struct state {
	uint16_t asked; /* the last command: an answer does not repeat it */
	uint8_t messages[2];
};

static const uint16_t ports[] = {5000, 5001, 5002, 5003, 5004, 5005, 5006, 5007, 45237, 61450, 0};

static bool is_request(unsigned frame) { return frame == REQUEST_3E || frame == REQUEST_4E; }
static bool is_4e(unsigned frame) { return frame == REQUEST_4E || frame == ANSWER_4E; }
static bool is_frame(unsigned frame) { return is_request(frame) || frame == ANSWER_3E || frame == ANSWER_4E; }

static unsigned read_ascii(struct rd *r, unsigned digits)
{
	unsigned v = 0;

	while (digits--) {
		unsigned c = rd_u8(r);

		if (c >= '0' && c <= '9')
			v = v << 4 | (c - '0');
		else if (c >= 'A' && c <= 'F')
			v = v << 4 | (c - 'A' + 10);
		else
			r->bad = true;
	}
	return v;
}

/* The length says what follows; of a request that is at least timer, command and subcommand. */
static bool fits_binary(struct rd r)
{
	unsigned frame = rd_u8(&r), length, command;

	if (rd_u8(&r) != 0 || !is_frame(frame))
		return false;
	rd_skip(&r, is_4e(frame) ? 2 : 0);
	if (is_4e(frame) && rd_le16(&r) != 0)
		return false;
	rd_skip(&r, 5);
	length = rd_le16(&r);
	if (!rd_ok(&r) || length != rd_left(&r) || length < (is_request(frame) ? 6 : 2))
		return false;
	rd_skip(&r, 2);
	command = is_request(frame) ? rd_le16(&r) : 1;
	return command > 0 && command <= COMMAND_MAX;
}

static bool fits_ascii(struct rd r)
{
	unsigned frame = read_ascii(&r, 2), length, command;

	if (read_ascii(&r, 2) != 0 || !is_frame(frame))
		return false;
	rd_skip(&r, is_4e(frame) ? 8 : 0);
	(void)read_ascii(&r, 10);
	length = read_ascii(&r, 4);
	if (!rd_ok(&r) || length != rd_left(&r) || length < (is_request(frame) ? 12 : 4))
		return false;
	(void)read_ascii(&r, 4);
	command = is_request(frame) ? read_ascii(&r, 4) : 1;
	return rd_ok(&r) && command > 0 && command <= COMMAND_MAX;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	int first = rd_peek(&head, 0);
	bool request = first == REQUEST_3E || first == REQUEST_4E || first == '5';

	(void)t;
	if (!fits_binary(head) && !fits_ascii(head))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, request ? ROLE_CLIENT : ROLE_SERVER);
}

/* --- what is heard: binary frames only
 * ------------------------------------------------------------------------------ */

static void tell_type(struct emit *e, struct rd name)
{
	struct text t = text_rd(&name);

	while (t.n > 0 && (t.s[t.n - 1] == ' ' || t.s[t.n - 1] == '\0'))
		t.n--;
	if (t.n < 2 || !text_is_plain(t))
		return;
	emit_text(e, FACT_MODEL, SENDER, 90, t);
	emit_str(e, FACT_MAKER, SENDER, 50, "Mitsubishi Electric");
}

/* behind the length: timer 2 | command 2, or end code 2 | data (read type name: name 16 | code 2) */
static void hear_body(struct state *s, struct emit *e, bool request, struct rd r)
{
	unsigned end = rd_le16(&r);
	struct rd name;

	if (request) {
		s->asked = rd_le16(&r);
		return;
	}
	emit_str(e, FACT_KIND, SENDER, 60, "plc");
	name = rd_sub(&r, NAME_ROOM);
	if (s->asked == READ_TYPE_NAME && end == 0 && rd_ok(&name))
		tell_type(e, name);
	s->asked = 0;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct rd r = *in, body;
	unsigned frame = rd_u8(&r);

	if (rd_empty(in))
		return MORE;
	if (t->hole || !is_frame(frame) || s->messages[t->side]++ >= MESSAGES_MAX) {
		if (t->transport != 6)
			(void)rd_rest(in);
		return t->transport == 6 ? ENOUGH : HEARD;
	}
	rd_skip(&r, 1 + (is_4e(frame) ? 4 : 0) + 5);
	body = rd_sub(&r, rd_le16(&r));
	if (!rd_ok(&r)) {
		s->messages[t->side]--;
		return MORE;
	}
	hear_body(s, e, is_request(frame), body);
	*in = r;
	if (t->transport != 6)
		(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_slmp = {
	.protocol = PROTO_slmp,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "35 44 50 54 d0 d4",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
