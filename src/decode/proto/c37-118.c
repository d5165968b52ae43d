/* IEEE C37.118 synchrophasors, by content on any port, over TCP and UDP.
 *
 *	aa | type and version 1 | size 2 | id 2 | second 4 | fraction 4 | ... | check 2
 *	configuration: time base 4 | stations 2 | (name 16 | id 2 | format 2 | phasors 2 | analogs 2 | digitals 2 |
 *	               channel names 16... | units 4... | nominal frequency 2 | changes 2)... | rate 2
 *	data:          (state 2 | phasors | frequency | its change | analogs | digitals)...
 *
 * Every frame's check (CRC-CCITT) is verified. Data has no layout of its own: the last configuration of the
 * conversation gives it, of at most STATIONS_MAX stations, with the names of as many channels as there is room for.
 * Proved on captures (../shared/corpus/ot/synchrophasor) beside tshark and ICSNPP's baselines; configuration 3 is not
 * read. */
#include "base/quick.h"
#include "decode/decoder.h"
#include "decode/words.h"

#include <string.h>

enum {
	SYNC = 0xaa,
	HEADER = 14,
	CHECK = 2,
	SIZE_MAX_FRAME = 32768,
	STATIONS_MAX = 6,
	NAME = 16,
	NAMES_MAX = 200,
	POINTS_MAX = 64
};
enum { DATA, HEADER_TEXT, CONFIGURATION_1, CONFIGURATION_2, COMMAND, CONFIGURATION_3, TYPES };
enum { POLAR = 1, PHASORS_FLOAT = 2, ANALOGS_FLOAT = 4, FREQUENCY_FLOAT = 8, CHANNELS_MAX = 512 };
enum { OFF = 1, ON, SEND_HEADER, SEND_1, SEND_2, SEND_3, EXTENDED = 8 };

struct station {
	char name[NAME];
	uint8_t format, nominal;
	uint16_t phasors, analogs, digitals;
	uint16_t first_name, names; /* of its phasors and analogs in the pool */
};

struct state {
	bool told;
	uint16_t waits; /* commands that wait for an answer: a bit each */
	uint8_t stations_n;
	uint16_t names_n;
	struct station stations[STATIONS_MAX];
	char names[NAMES_MAX][NAME];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

static const uint16_t ports[] = {4712, 4713, 0};

/* CRC-CCITT, half a byte a step: what remains of each value of four bits divided by 1021. */
static unsigned check_of(const uint8_t *p, size_t n)
{
	static const uint16_t rest[16] = {0x0000, 0x1021, 0x2042, 0x3063, 0x4084, 0x50a5, 0x60c6, 0x70e7,
					  0x8108, 0x9129, 0xa14a, 0xb16b, 0xc18c, 0xd1ad, 0xe1ce, 0xf1ef};
	unsigned crc = 0xffff;

	for (; n--; p++) {
		crc = (crc << 4 ^ rest[(crc >> 12 ^ (unsigned)*p >> 4) & 15]) & 0xffff;
		crc = (crc << 4 ^ rest[(crc >> 12 ^ *p) & 15]) & 0xffff;
	}
	return crc;
}

static enum heard read_frame(struct rd *r, unsigned *ret_type, struct rd *ret_body)
{
	struct rd look = *r;
	unsigned sync = rd_u8(&look), type = rd_u8(&look), size = rd_be16(&look);
	const uint8_t *p;

	if ((rd_left(r) > 0 && sync != SYNC) || type >> 4 >= TYPES ||
	    (rd_ok(&look) && (type & 15) != 1 && (type & 15) != 2))
		return BROKEN;
	if (!rd_ok(&look))
		return MORE;
	if (size < HEADER + CHECK || size > SIZE_MAX_FRAME)
		return BROKEN;
	look = *r;
	p = rd_bytes(&look, size);
	if (!p)
		return MORE;
	if (check_of(p, size - CHECK) != ((unsigned)p[size - 2] << 8 | p[size - 1]))
		return BROKEN;
	*ret_type = type >> 4;
	*ret_body = rd_of(p + HEADER, size - HEADER - CHECK);
	*r = look;
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd body;
	unsigned type;

	(void)t;
	if (read_frame(&head, &type, &body) != HEARD)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, type == COMMAND ? ROLE_CLIENT : ROLE_SERVER);
}

/* --- configuration --- */

static void keep_names(struct state *s, struct station *p, struct rd names, unsigned n)
{
	p->first_name = s->names_n;
	for (unsigned i = 0; i < n && s->names_n < NAMES_MAX && rd_left(&names) >= NAME; i++)
		memcpy(s->names[s->names_n++], rd_bytes(&names, NAME), NAME);
	p->names = (uint16_t)(s->names_n - p->first_name);
}

static bool read_station(struct state *s, struct rd *r, struct station *p)
{
	const uint8_t *name = rd_bytes(r, NAME);
	unsigned all;
	struct rd names;

	rd_skip(r, 2);
	p->format = (uint8_t)rd_be16(r);
	p->phasors = rd_be16(r);
	p->analogs = rd_be16(r);
	p->digitals = rd_be16(r);
	all = p->phasors + p->analogs + 16u * p->digitals;
	if (!rd_ok(r) || all > CHANNELS_MAX)
		return false;
	memcpy(p->name, name, NAME);
	names = rd_sub(r, (size_t)NAME * all);
	rd_skip(r, 4u * ((unsigned)p->phasors + p->analogs + p->digitals));
	p->nominal = rd_be16(r) & 1 ? 50 : 60;
	rd_skip(r, 2);
	if (!rd_ok(r))
		return false;
	keep_names(s, p, names, (unsigned)p->phasors + p->analogs);
	return true;
}

static struct text padded(const char name[NAME])
{
	size_t n = NAME;

	while (n > 0 && (name[n - 1] == ' ' || name[n - 1] == '\0'))
		n--;
	return text_is_plain(text_of(name, n)) ? text_of(name, n) : text_of("", 0);
}

static void hear_configuration(struct state *s, struct rd r, struct emit *e)
{
	unsigned stations;

	rd_skip(&r, 4);
	stations = rd_be16(&r);
	s->stations_n = 0;
	s->names_n = 0;
	for (unsigned i = 0; i < stations && i < STATIONS_MAX && read_station(s, &r, &s->stations[i]); i++) {
		struct text name = padded(s->stations[i].name);

		s->stations_n++;
		if (name.n && stations == 1)
			emit_text(e, FACT_NAME, SERVER, 80, name);
		else if (name.n)
			emit_pair(e, FACT_PROPERTY, SERVER, 80, "pmu-station", name);
	}
}

/* --- data --- */

struct teller {
	struct emit *e;
	struct text station;
	unsigned room;
};

static void tell(struct teller *t, struct text channel, const char *part, double value, enum point_type type)
{
	char buf[3 * NAME];
	struct spell w = spell_in(buf, sizeof buf);

	if (t->room == 0 || !channel.n)
		return;
	t->room--;
	spell_text(&w, t->station.s, t->station.n);
	spell_char(&w, '.');
	spell_text(&w, channel.s, channel.n);
	spell_z(&w, part);
	emit_value(t->e, SERVER, text_of(buf, spell_n(&w)), value, type, false);
}

static double number(struct rd *r, bool is_float)
{
	uint32_t bits;
	float f;

	if (!is_float)
		return (int16_t)rd_be16(r);
	bits = rd_be32(r);
	memcpy(&f, &bits, sizeof f);
	return (double)f;
}

static struct text channel(const struct state *s, const struct station *p, unsigned i)
{
	return i < p->names ? padded(s->names[p->first_name + i]) : text_of("", 0);
}

static void hear_station(const struct state *s, const struct station *p, struct rd *r, struct teller *t)
{
	bool is_float = p->format & PHASORS_FLOAT, polar = p->format & POLAR;
	enum point_type type = is_float ? POINT_FLOAT : POINT_INT16;
	double first, second;

	rd_skip(r, 2);
	for (unsigned i = 0; i < p->phasors && rd_ok(r); i++) {
		first = polar && !is_float ? rd_be16(r) : number(r, is_float);
		second = number(r, is_float);
		tell(t, channel(s, p, i), polar ? ".magnitude" : ".real", first,
		     polar && !is_float ? POINT_UINT16 : type);
		tell(t, channel(s, p, i), polar ? ".angle" : ".imaginary", second, type);
	}
	is_float = p->format & FREQUENCY_FLOAT;
	first = number(r, is_float);
	second = number(r, is_float);
	if (rd_ok(r)) { /* whole numbers are thousandths off the nominal one, and hundredths a second */
		tell(t, text_z("FREQ"), "", is_float ? first : p->nominal + first / 1000, POINT_FLOAT);
		tell(t, text_z("ROCOF"), "", is_float ? second : second / 100, POINT_FLOAT);
	}
	is_float = p->format & ANALOGS_FLOAT;
	for (unsigned i = 0; i < p->analogs && rd_ok(r); i++) {
		first = number(r, is_float);
		tell(t, channel(s, p, p->phasors + i), "", first, is_float ? POINT_FLOAT : POINT_INT16);
	}
	rd_skip(r, 2u * p->digitals);
}

/* A layout that does not fill the frame is of another configuration: nothing is told. */
static size_t size_of(const struct state *s)
{
	size_t n = 0;

	for (unsigned i = 0; i < s->stations_n; i++) {
		const struct station *p = &s->stations[i];

		n += 2 + p->phasors * (p->format & PHASORS_FLOAT ? 8u : 4u) +
		     (p->format & FREQUENCY_FLOAT ? 8u : 4u) +
		     p->analogs * (p->format & ANALOGS_FLOAT ? 4u : 2u) + 2u * p->digitals;
	}
	return n;
}

static void hear_data(const struct state *s, struct rd r, struct emit *e)
{
	struct teller t = {e, {NULL, 0}, POINTS_MAX};

	if (s->stations_n == 0 || size_of(s) > rd_left(&r) ||
	    (s->stations_n < STATIONS_MAX && size_of(s) != rd_left(&r)))
		return;
	for (unsigned i = 0; i < s->stations_n; i++) {
		t.station = padded(s->stations[i].name);
		hear_station(s, &s->stations[i], &r, &t);
	}
}

/* --- the conversation --- */

static void hear_command(struct state *s, struct rd r, struct emit *e)
{
	unsigned command = rd_be16(&r);

	if (!rd_ok(&r))
		return;
	emit_request(e, PROTO_c37_118, command, -1, text_of("", 0));
	if (command >= ON && command <= SEND_3)
		s->waits |= (uint16_t)(1u << command);
}

static void answered(struct state *s, unsigned type, struct emit *e)
{
	static const uint8_t commands[TYPES] = {ON, SEND_HEADER, SEND_1, SEND_2, 0, SEND_3};
	unsigned command = commands[type];

	if (!s->told) {
		emit_str(e, FACT_KIND, SERVER, 60, "sensor");
		s->told = true;
	}
	if (!(s->waits >> command & 1))
		return;
	s->waits &= (uint16_t) ~(1u << command);
	emit_answer(e, PROTO_c37_118, command, -1, false);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct rd body;
	unsigned type;
	enum heard heard = read_frame(in, &type, &body);

	if (heard == BROKEN &&
	    t->hole) { /* after lost bytes: wait for a frame that begins with its segment */
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if (t->side == FROM_CLIENT) {
		if (type == COMMAND)
			hear_command(s, body, e);
		return HEARD;
	}
	if (type == COMMAND)
		return HEARD;
	answered(s, type, e);
	if (type == CONFIGURATION_2 || (type == CONFIGURATION_1 && s->stations_n == 0))
		hear_configuration(s, body, e);
	else if (type == HEADER_TEXT && text_is_plain(text_rd(&body)) && !rd_empty(&body))
		emit_text(e, FACT_DESCRIPTION, SERVER, 80, text_rd(&body));
	else if (type == DATA)
		hear_data(s, body, e);
	return HEARD;
}

const struct decoder decoder_c37_118 = {
	.protocol = PROTO_c37_118,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "aa",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
