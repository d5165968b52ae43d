#include "decode/modbus-values.h"

#include "base/quick.h"

static unsigned at_most(unsigned n, unsigned max) { return n < max ? n : max; }

/* --- the question
 * -------------------------------------------------------------------------------------------------- */

static void keep_registers(struct modbus_asked *q, struct rd values)
{
	q->writes = (uint8_t)at_most((unsigned)rd_left(&values) / 2, at_most(q->count, MODBUS_WRITES_KEPT));
	for (unsigned i = 0; i < q->writes; i++)
		q->values[i] = rd_be16(&values);
}

static void keep_coils(struct modbus_asked *q, struct rd values)
{
	q->writes = (uint8_t)at_most((unsigned)rd_left(&values) * 8, at_most(q->count, MODBUS_WRITES_KEPT));
	for (unsigned i = 0; i < q->writes; i++)
		q->values[i] = (uint16_t)(values.at[i / 8] >> i % 8 & 1);
}

void modbus_ask(struct modbus_asked *q, unsigned code, struct rd body)
{
	*q = (struct modbus_asked){.code = (uint8_t)code};
	q->sub = code == MODBUS_UMAS ? (int16_t)rd_peek(&body, 1) : (int16_t)modbus_sub(code, body);
	q->address = rd_be16(&body);
	q->count = rd_be16(&body);
	if (code == 15 || code == 16)
		rd_skip(&body, 1);
	if (!rd_ok(&body))
		q->count = 0;
	else if (code == 15)
		keep_coils(q, body);
	else if (code == 16)
		keep_registers(q, body);
}

/* --- values
 * -------------------------------------------------------------------------------------------------------- */

/* "holding:100", or "unit3:holding:100" where several units may stand behind the address. Zero-based, as in
 * the message. */
static struct text point_name(char buf[40], const char *area, unsigned unit, unsigned address)
{
	struct spell w = spell_in(buf, 40);

	if (unit > 1 && unit != 255) {
		spell_z(&w, "unit");
		spell_u(&w, unit);
		spell_char(&w, ':');
	}
	spell_z(&w, area);
	spell_u(&w, address);
	return text_of(buf, spell_n(&w));
}

/* Coils and discrete inputs are bits, the others words; whoever sets them is the client. */
static bool is_bit(unsigned code) { return code == 1 || code == 2 || code == 5 || code == 15; }
static bool is_write(unsigned code) { return code == 5 || code == 6 || code == 15 || code == 16; }

static void tell(struct emit *e, const struct modbus_asked *q, const char *area, unsigned i, unsigned value)
{
	char buf[40];

	emit_value(e, SERVER, point_name(buf, area, q->unit, (q->address + i) & 0xffff), value,
		   is_bit(q->code) ? POINT_BOOL : POINT_UINT16, is_write(q->code));
}

struct text modbus_detail(const struct modbus_asked *q, char buf[MODBUS_DETAIL])
{
	struct text name = point_name(buf, is_bit(q->code) ? "coil:" : "holding:", q->unit, q->address);

	if (!is_write(q->code) && q->code != 22 && q->code != 23)
		return text_of("", 0);
	if ((q->code == 15 || q->code == 16) && q->count > 1)
		name.n += (size_t)quick_fmt(buf + name.n, MODBUS_DETAIL - name.n, " x%u", q->count);
	return name;
}

/* How many bytes of values there are: what the message says, but no more than it holds. */
static unsigned bytes_said(struct rd *body)
{
	unsigned said = rd_u8(body);

	return at_most(said, (unsigned)rd_left(body));
}

static void tell_bits(struct emit *e, const struct modbus_asked *q, const char *area, struct rd body)
{
	unsigned n = bytes_said(&body) * 8;

	n = at_most(at_most(n, q->count), MODBUS_POINTS_MAX);
	for (unsigned i = 0; i < n; i++)
		tell(e, q, area, i, (unsigned)body.at[i / 8] >> i % 8 & 1);
}

static void tell_registers(struct emit *e, const struct modbus_asked *q, const char *area, struct rd body)
{
	unsigned n = bytes_said(&body) / 2;

	n = at_most(at_most(n, q->count), MODBUS_POINTS_MAX);
	for (unsigned i = 0; i < n; i++)
		tell(e, q, area, i, rd_be16(&body));
}

static void tell_written(struct emit *e, const struct modbus_asked *q, const char *area)
{
	for (unsigned i = 0; i < q->writes; i++)
		tell(e, q, area, i, q->values[i]);
}

void modbus_tell_values(struct emit *e, const struct modbus_asked *q, struct rd body)
{
	switch (q->code) {
	case 1:
		tell_bits(e, q, "coil:", body);
		break;
	case 2:
		tell_bits(e, q, "discrete:", body);
		break;
	case 3:
	case 23:
		tell_registers(e, q, "holding:", body);
		break;
	case 4:
		tell_registers(e, q, "input:", body);
		break;
	case 5:
		tell(e, q, "coil:", 0, q->count == 0xff00);
		break;
	case 6:
		tell(e, q, "holding:", 0, q->count);
		break;
	case 15:
		tell_written(e, q, "coil:");
		break;
	case 16:
		tell_written(e, q, "holding:");
		break;
	default:
		break;
	}
}

/* --- who it is
 * ------------------------------------------------------------------------------------------------------ */

void modbus_tell_unit(struct modbus_units *u, unsigned unit, struct emit *e)
{
	uint8_t *byte = &u->told[unit / 8], bit = (uint8_t)(1u << unit % 8);

	if (!(*byte & bit))
		emit_fmt(e, FACT_UNIT_ID, SERVER, 90, "%u", unit);
	*byte |= bit;
	/* most things that hold registers are controllers; meters and gateways hold them too */
	if (!u->told_kind)
		emit_str(e, FACT_KIND, SERVER, 30, "plc");
	u->told_kind = true;
}

/* Objects of function 43/14 (MODBUS Application Protocol 6.21). */
static const struct {
	uint8_t id, confidence;
	uint16_t kind;
	const char *key;
} objects[] = {
	{0, 90, FACT_MAKER, NULL},
	{1, 80, FACT_MODEL, NULL},
	{2, 90, FACT_FIRMWARE, NULL},
	{3, 90, FACT_PROPERTY, "url"},
	{4, 85, FACT_PROPERTY, "product-name"},
	{5, 90, FACT_MODEL, NULL},
	{6, 90, FACT_PROPERTY, "application"},
};

static void tell_object(struct emit *e, unsigned id, int less, struct rd value)
{
	for (size_t i = 0; i < sizeof objects / sizeof objects[0]; i++) {
		if (objects[i].id != id || rd_empty(&value))
			continue;
		if (objects[i].key)
			emit_fmt(e, FACT_PROPERTY, SERVER, objects[i].confidence - less, "%s=%.*s",
				 objects[i].key, (int)rd_left(&value), (const char *)value.at);
		else
			emit_text(e, (enum fact_kind)objects[i].kind, SERVER, objects[i].confidence - less,
				  text_of(value.at, rd_left(&value)));
	}
}

/* mei | read code | conformity | more follows | next object | count | (id | length | value)... */
static void tell_device(struct emit *e, int less, struct rd body)
{
	rd_skip(&body, 5);
	for (unsigned n = rd_u8(&body); n > 0 && rd_left(&body) >= 2; n--) {
		unsigned id = rd_u8(&body), length = rd_u8(&body);
		struct rd value = rd_sub(&body, length);

		if (rd_ok(&value))
			tell_object(e, id, less, value);
	}
}

/* The longest run of printable characters: function 17 leaves the form of an identity to the maker. */
static struct text printable(struct rd r)
{
	struct text best = {NULL, 0};
	const uint8_t *from = r.at;

	for (const uint8_t *p = r.at; p <= r.end; p++) {
		if (p < r.end && *p >= 32 && *p < 127)
			continue;
		if ((size_t)(p - from) > best.n)
			best = text_of(from, (size_t)(p - from));
		from = p + 1;
	}
	return best;
}

/* A unit behind a gateway speaks through its address: what it says is less surely the address's own. */
static int doubt(unsigned unit) { return unit <= 1 || unit == 255 ? 0 : 30; }

void modbus_tell_identity(struct emit *e, unsigned unit, unsigned code, struct rd body)
{
	if (code == MODBUS_ENCAPSULATED && rd_peek(&body, 0) == MODBUS_MEI_IDENTITY)
		tell_device(e, doubt(unit), body);
	if (code == MODBUS_SERVER_ID) {
		struct rd id = rd_sub(&body, rd_u8(&body));
		struct text t = printable(id);

		if (t.n >= 4)
			emit_text(e, FACT_DESCRIPTION, SERVER, 80 - doubt(unit), t);
	}
}
