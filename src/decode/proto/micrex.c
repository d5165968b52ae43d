/* Loader commands of Fuji Electric MICREX-SX (SPH) over TCP, by content; 507 unless set otherwise. Numbers are
 * little-endian.
 *
 *	fb 80 80 00 | status 1: ff of a request, 00 good | 7b | connection 1 | 0 | 11 | 0 5 | command 1 |
 *	mode 1 | 0 1 2 | length 2, of what follows | ...
 *	read and write: area 1 | address 3 | words 2 [words]; the answer repeats the first three
 *
 * Proved on no capture: layout and codes of a public driver (HslCommunication FujiSPHNet); the port from
 * memory. */
#include "base/quick.h"
#include "decode/commands.h"
#include "decode/decoder.h"

#include <stdio.h>

enum { HEAD = 20, LENGTH_MAX = 2048, REQUEST = 0xff, READ = 0, WRITE = 1, DETAIL_MAX = 40, VALUES = 64 };

static const uint8_t magic[] = {0xfb, 0x80, 0x80, 0x00};
static const uint16_t ports[] = {507, 0};

struct state {
	bool told;   /* what the server is */
	bool writes; /* values that a request brings, until it is answered */
	uint16_t values;
	uint16_t value[VALUES];
};

struct message {
	uint8_t status, command, mode;
	struct rd body;
};

static enum heard read_message(struct rd *r, struct message *m)
{
	struct rd look = *r;
	unsigned length;
	size_t seen = rd_left(r) < sizeof magic ? rd_left(r) : sizeof magic;

	if (seen && memcmp(r->at, magic, seen) != 0)
		return BROKEN;
	rd_skip(&look, 4);
	m->status = rd_u8(&look);
	rd_skip(&look, 9);
	m->command = rd_u8(&look);
	m->mode = rd_u8(&look);
	rd_skip(&look, 2);
	length = rd_le16(&look);
	if (rd_left(r) < HEAD)
		return MORE;
	if (length > LENGTH_MAX)
		return BROKEN;
	m->body = rd_sub(&look, length);
	if (!rd_ok(&look))
		return MORE;
	*r = look;
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;

	(void)t;
	if (read_message(&head, &m) != HEARD || !command_find(PROTO_micrex, m.command, m.mode))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, m.status == REQUEST ? ROLE_CLIENT : ROLE_SERVER);
}

/* area 1 | address 3 | words 2 */
static struct rd read_place(struct rd r, unsigned *ret_area, unsigned *ret_address, unsigned *ret_words)
{
	*ret_area = rd_u8(&r);
	*ret_address = rd_le16(&r);
	*ret_address |= (unsigned)rd_u8(&r) << 16;
	*ret_words = rd_le16(&r);
	return r;
}

static void tell_word(struct emit *e, unsigned area, unsigned address, unsigned value, bool set)
{
	char name[24];
	int n = quick_fmt(name, sizeof name, "area%02x:%u", area, address);

	emit_value(e, SERVER, text_of(name, (size_t)n), value, POINT_UINT16, set);
}

/* Words stand behind the place: of an answer those that were read, of a write those that it brought. */
static void tell_values(struct state *s, const struct message *m, struct emit *e)
{
	unsigned area, address, words;
	struct rd r = read_place(m->body, &area, &address, &words);

	if (!rd_ok(&r) || m->status != 0)
		return;
	for (unsigned i = 0; m->command == READ && i < words && i < VALUES && rd_left(&r) >= 2; i++)
		tell_word(e, area, address + i, rd_le16(&r), false);
	for (unsigned i = 0; m->command == WRITE && s->writes && i < words && i < s->values; i++)
		tell_word(e, area, address + i, s->value[i], true);
}

static void hear_request(struct state *s, const struct message *m, struct emit *e)
{
	unsigned area, address, words;
	struct rd r = read_place(m->body, &area, &address, &words), values = r;
	char detail[DETAIL_MAX] = "";

	s->writes = m->command == WRITE && rd_ok(&r);
	s->values = 0;
	while (s->writes && s->values < words && s->values < VALUES && rd_left(&values) >= 2)
		s->value[s->values++] = rd_le16(&values);
	if (m->command <= WRITE && rd_ok(&r))
		snprintf(detail, sizeof detail, "area %02x, %u x%u", area, address, words);
	emit_request(e, PROTO_micrex, m->command, m->mode, text_z(detail));
}

static void tell_server(struct state *s, struct emit *e)
{
	if (s->told)
		return;
	s->told = true;
	emit_str(e, FACT_KIND, SERVER, 70, "plc");
	emit_str(e, FACT_MAKER, SERVER, 50, "Fuji Electric");
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	enum heard heard = read_message(in, &m);

	if (heard != HEARD)
		return heard;
	if (t->side == FROM_CLIENT) {
		hear_request(t->state, &m, e);
		return HEARD;
	}
	tell_server(t->state, e);
	emit_answer(e, PROTO_micrex, m.command, m.mode, m.status != 0);
	if (m.command <= WRITE)
		tell_values(t->state, &m, e);
	return HEARD;
}

const struct decoder decoder_micrex = {
	.protocol = PROTO_micrex,
	.on = ON_TCP,
	.ports = ports,
	.begins = "fb",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
