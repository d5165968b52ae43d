/* Personal computer link of Yokogawa FA-M3 controllers over Ethernet (higher-level link service), in binary;
 * 12289 unless set otherwise, 12291 of the second port. Numbers are big-endian.
 *
 *	request: command 1 | CPU 1 | length 2, of what follows | ...
 *	answer: command with 80 | end code 1 | length 2 | ...
 *	01 bits, 11 words, read: area 2 | number 4 | count 2	-> bits, a byte each, or words
 *	02 bits, 12 words, write: the same, and the values
 *
 * So short a head is weak: away from its ports it needs the other side. Proved on no capture: layout and
 * codes of a public driver (HslCommunication YokogawaLinkTcp); ports from memory. The form in ASCII is not
 * recognised. */
#include "base/quick.h"
#include "decode/commands.h"
#include "decode/decoder.h"

#include <stdio.h>

enum { ANSWER = 0x80, HEAD = 4, CPUS = 4, LENGTH_MAX = 2048, DETAIL_MAX = 32, VALUES = 64 };
enum { READ_BITS = 0x01, WRITE_BITS, READ_WORDS = 0x11, WRITE_WORDS };

struct state {
	bool told;          /* what the server is */
	uint8_t asked, cpu; /* the command that waits, of which CPU */
	uint16_t area, count, values;
	uint32_t number;
	uint16_t value[VALUES];
};

static const uint16_t ports[] = {12289, 12290, 12291, 12292, 0};

/* What follows the head of a request: none, an address (area 2, number 4) and a count 2, a count 2 and then
 * places, a slot. */
enum form { BARE, RUN, LIST, SLOT, WORD };
static const struct {
	uint8_t code, form;
} forms[] = {{0x01, RUN},  {0x02, RUN},  {0x03, RUN},  {0x04, LIST}, {0x05, LIST}, {0x06, LIST},
	     {0x07, BARE}, {0x11, RUN},  {0x12, RUN},  {0x13, RUN},  {0x14, LIST}, {0x15, LIST},
	     {0x16, LIST}, {0x17, BARE}, {0x31, SLOT}, {0x32, SLOT}, {0x45, BARE}, {0x46, BARE},
	     {0x61, BARE}, {0x62, WORD}, {0x63, BARE}};

static bool fits_request(unsigned code, unsigned cpu, size_t n)
{
	static const uint8_t least[] = {[BARE] = 0, [RUN] = 8, [LIST] = 8, [SLOT] = 6, [WORD] = 2};

	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		if (forms[i].code == code)
			return cpu >= 1 && cpu <= CPUS && n >= least[forms[i].form] &&
			       (forms[i].form != BARE || n == 0);
	return false;
}

static bool on_port(const struct talk *t)
{
	for (const uint16_t *port = ports; *port; port++)
		if (talk_on_port(t, *port))
			return true;
	return false;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	unsigned code = rd_u8(&head), second = rd_u8(&head), length = rd_be16(&head);

	if (!rd_ok(&head) || length != rd_left(&head) || length > LENGTH_MAX)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (fits_request(code, second, length))
		return smell(LIKELY, ROLE_CLIENT);
	/* NetBIOS begins like an answer and is answered likewise: whoever speaks first asks, or it is the port */
	if (code & ANSWER && command_find(PROTO_fa_m3, code & 0x7f, -1) && (second == 0 || length == 0) &&
	    (t->side == FROM_SERVER || on_port(t)))
		return smell(LIKELY, ROLE_SERVER);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static bool is_bits(unsigned code) { return code == READ_BITS || code == WRITE_BITS; }

static void tell_values(const struct state *s, struct rd r, struct emit *e)
{
	bool set = s->asked == WRITE_BITS || s->asked == WRITE_WORDS;

	if (!set && rd_left(&r) != s->count * (is_bits(s->asked) ? 1u : 2u)) /* an answer to something else */
		return;
	for (unsigned i = 0; i < (set ? s->values : s->count) && i < VALUES; i++) {
		char name[24];
		unsigned value = set ? s->value[i] : is_bits(s->asked) ? rd_u8(&r) : rd_be16(&r);
		int n = s->cpu > 1 ? quick_fmt(name, sizeof name, "CPU%u:", s->cpu) : 0;

		if (!rd_ok(&r))
			return;
		n += quick_fmt(name + n, sizeof name - (size_t)n, "%c%u", 'A' + s->area - 1, s->number + i);
		emit_value(e, SERVER, text_of(name, (size_t)n), is_bits(s->asked) ? value != 0 : value,
			   is_bits(s->asked) ? POINT_BOOL : POINT_UINT16, set);
	}
}

static void keep(struct state *s, unsigned code, unsigned cpu, struct rd r)
{
	s->asked = 0;
	s->cpu = (uint8_t)cpu;
	s->area = rd_be16(&r);
	s->number = rd_be32(&r);
	s->count = rd_be16(&r);
	s->values = 0;
	if (!rd_ok(&r) || s->area < 1 || s->area > 26 ||
	    (code != READ_BITS && code != WRITE_BITS && code != READ_WORDS && code != WRITE_WORDS))
		return;
	s->asked = (uint8_t)code;
	while (s->values < VALUES && s->values < s->count && rd_left(&r) >= (is_bits(code) ? 1u : 2u))
		s->value[s->values++] = is_bits(code) ? rd_u8(&r) : rd_be16(&r);
}

/* area 2 | number 4 | count 2; the areas are the letters of devices (D 4, X 24 ...): their numbers are told
 */
static void hear_request(unsigned code, unsigned cpu, struct rd r, struct emit *e)
{
	unsigned area = rd_be16(&r), number = rd_be32(&r), count = rd_be16(&r);
	char detail[DETAIL_MAX];

	if (rd_ok(&r) && area >= 1 && area <= 26)
		snprintf(detail, sizeof detail, "CPU %u, %c%u x%u", cpu, (int)('A' + area - 1), number,
			 count);
	else
		snprintf(detail, sizeof detail, "CPU %u", cpu);
	emit_request(e, PROTO_fa_m3, code, -1, text_z(detail));
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct rd r = *in, body;
	unsigned code = rd_u8(&r), second = rd_u8(&r), length = rd_be16(&r);

	if (rd_left(in) < HEAD)
		return MORE;
	if (length > LENGTH_MAX || (t->side == FROM_CLIENT) == ((code & ANSWER) != 0) ||
	    !command_find(PROTO_fa_m3, code & 0x7f, -1))
		return BROKEN;
	body = rd_sub(&r, length);
	if (!rd_ok(&body))
		return MORE;
	*in = r;
	if (t->side == FROM_CLIENT) {
		keep(s, code, second, body);
		hear_request(code, second, body, e);
		return HEARD;
	}
	if (!s->told)
		emit_str(e, FACT_KIND, SERVER, 50, "plc");
	s->told = true;
	emit_answer(e, PROTO_fa_m3, code & 0x7f, -1, second != 0);
	if (second == 0 && s->asked && s->asked == (code & 0x7f))
		tell_values(s, body, e);
	s->asked = 0;
	return HEARD;
}

const struct decoder decoder_fa_m3 = {
	.protocol = PROTO_fa_m3,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "01-07 11-17 31-32 45-46 61-63 81-87 91-97 b1-b2 c5-c6 e1-e3",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
