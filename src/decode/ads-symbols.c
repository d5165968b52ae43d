#include "decode/ads-symbols.h"

#include "base/quick.h"

#include <math.h>

uint8_t ads_symbol_new(struct ads_symbols *s, struct text name)
{
	uint8_t i = s->next++ % ADS_SYMBOLS;
	struct ads_symbol *new = &s->list[i];

	while (name.n && name.s[name.n - 1] == '\0')
		name.n--;
	memset(new, 0, sizeof *new);
	new->name_n = (uint8_t)(name.n < ADS_NAME ? name.n : ADS_NAME);
	if (new->name_n)
		memcpy(new->name, name.s, new->name_n);
	return i;
}

uint8_t ads_symbol_at(struct ads_symbols *s, uint32_t group, uint32_t offset)
{
	for (uint8_t i = 0; i < ADS_SYMBOLS; i++)
		if (s->list[i].group == group && s->list[i].offset == offset && group)
			return i;
	return ADS_NO_SYMBOL;
}

uint8_t ads_symbol_noticed(const struct ads_symbols *s, uint32_t notice)
{
	for (uint8_t i = 0; i < ADS_SYMBOLS; i++)
		if (s->list[i].notice == notice && notice)
			return i;
	return ADS_NO_SYMBOL;
}

/* Numbers of data types (ADST_... of TwinCAT). */
static const uint8_t types[][2] = {
	{2, POINT_INT16},  {3, POINT_INT32},   {4, POINT_FLOAT},   {5, POINT_DOUBLE},
	{16, POINT_INT8},  {17, POINT_UINT8},  {18, POINT_UINT16}, {19, POINT_UINT32},
	{20, POINT_INT64}, {21, POINT_UINT64}, {33, POINT_BOOL},
};

/* length 4 | group 4 | offset 4 | size 4 | type 4 | flags 4 | lengths of name, type, comment 2 2 2 | name ...
 */
void ads_symbol_described(struct ads_symbol *s, struct rd r)
{
	uint32_t group, offset, type;

	rd_skip(&r, 4);
	group = rd_le32(&r);
	offset = rd_le32(&r);
	rd_skip(&r, 4);
	type = rd_le32(&r);
	if (!rd_ok(&r))
		return;
	s->group = group;
	s->offset = offset;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (types[i][0] == type)
			s->type = types[i][1];
}

static double real32(uint32_t bits)
{
	float f;

	memcpy(&f, &bits, sizeof f);
	return (double)f;
}

static double real64(uint64_t bits)
{
	double d;

	memcpy(&d, &bits, sizeof d);
	return d;
}

/* Four bytes are a REAL where read so they are a number of an everyday size, else a DINT; eight an LREAL
 * likewise. */
static enum point_type guess(size_t size, uint64_t raw)
{
	double d;

	switch (size) {
	case 1:
		return POINT_UINT8;
	case 2:
		return POINT_INT16;
	case 4:
		d = fabs(real32((uint32_t)raw));
		return d > 1e-6 && d < 1e9 && raw != 0 ? POINT_FLOAT : POINT_INT32;
	default:
		d = fabs(real64(raw));
		return d > 1e-6 && d < 1e12 && raw != 0 ? POINT_DOUBLE : POINT_INT64;
	}
}

static double value_of(enum point_type type, size_t size, uint64_t raw)
{
	switch (type) {
	case POINT_FLOAT:
		return size == 4 ? real32((uint32_t)raw) : NAN;
	case POINT_DOUBLE:
		return size == 8 ? real64(raw) : NAN;
	case POINT_INT8:
	case POINT_INT16:
	case POINT_INT32:
	case POINT_INT64:
		return size == 1   ? (int8_t)raw
		       : size == 2 ? (int16_t)raw
		       : size == 4 ? (int32_t)raw
				   : (double)(int64_t)raw;
	default:
		return (double)raw;
	}
}

/* Areas that people of a PLC know by a letter; the rest is told by its numbers. */
static struct text name_of(const struct ads_symbol *s, uint32_t group, uint32_t offset, char buf[48])
{
	static const struct {
		uint16_t group;
		const char *area;
	} areas[] = {{0x4020, "%MB"}, {0xf020, "%IB"}, {0xf030, "%QB"}};

	if (s && s->name_n)
		return text_of(s->name, s->name_n);
	for (size_t i = 0; i < sizeof areas / sizeof *areas; i++)
		if (areas[i].group == group)
			return text_of(buf,
				       (size_t)quick_fmt(buf, 48, "%s%u", areas[i].area, (unsigned)offset));
	return text_of(buf, (size_t)quick_fmt(buf, 48, "0x%x:%u", (unsigned)group, (unsigned)offset));
}

/* Values of PLC variables lie from 4000 on; what is below belongs to the system, and a handle without its
 * name says nothing. */
static bool is_variable(const struct ads_symbol *s, uint32_t group)
{
	return s || (group >= 0x4000 && group < 0xf000) || group == 0xf020 || group == 0xf030;
}

void ads_tell_value(const struct ads_symbols *all, uint8_t i, uint32_t group, uint32_t offset,
		    struct rd value, bool set, enum about holder, struct emit *e)
{
	const struct ads_symbol *s = i == ADS_NO_SYMBOL ? NULL : &all->list[i];
	size_t n = rd_left(&value);
	enum point_type type = s ? (enum point_type)s->type : POINT_UNKNOWN;
	uint64_t raw;
	double number;
	char buf[48];

	if ((n != 1 && n != 2 && n != 4 && n != 8) || !is_variable(s, group))
		return;
	raw = n == 1 ? rd_u8(&value) : n == 2 ? rd_le16(&value) : n == 4 ? rd_le32(&value) : rd_le64(&value);
	if (type == POINT_UNKNOWN)
		type = guess(n, raw);
	number = value_of(type, n, raw);
	if (isfinite(number))
		emit_tag(e, holder, name_of(s, group, offset, buf), number, type, set);
}
