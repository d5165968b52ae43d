#include "decode/sparkplug.h"

#include "decode/words.h"

#include <stdio.h>

enum { VARINT = 0, FIXED64 = 1, BYTES = 2, FIXED32 = 5 }; /* wire types of Protocol Buffers */
enum { METRICS = 2 };                                     /* field of the payload */
enum { NAME = 1, ALIAS = 2, DATATYPE = 4, INT = 10, LONG = 11, FLOAT = 12, DOUBLE = 13, BOOLEAN = 14 };
enum { INT8 = 1, INT16, INT32, INT64 }; /* datatypes that have a sign */
enum { UINT8 = 5, UINT16, UINT32, UINT64, TYPE_FLOAT, TYPE_DOUBLE, TYPE_BOOLEAN };

struct field {
	unsigned number, wire;
	uint64_t value;  /* VARINT, FIXED */
	struct rd bytes; /* BYTES */
};

static uint64_t varint(struct rd *r)
{
	uint64_t v = 0;

	for (unsigned i = 0; i < 10; i++) {
		uint8_t b = rd_u8(r);

		v |= (uint64_t)(b & 0x7f) << 7 * i;
		if (!(b & 0x80))
			return v;
	}
	rd_spoil(r);
	return 0;
}

static bool field_of(struct rd *r, struct field *f)
{
	uint64_t key = varint(r);

	*f = (struct field){.number = (unsigned)(key >> 3), .wire = key & 7};
	switch (f->wire) {
	case VARINT:
		f->value = varint(r);
		break;
	case FIXED64:
		f->value = rd_le64(r);
		break;
	case FIXED32:
		f->value = rd_le32(r);
		break;
	case BYTES:
		f->bytes = rd_sub(r, (size_t)varint(r));
		break;
	default:
		return false;
	}
	return rd_ok(r) && f->number > 0;
}

struct metric {
	struct text name;
	uint64_t alias, value, type;
	unsigned kind; /* INT .. BOOLEAN; 0 none */
};

static double number(const struct metric *m)
{
	uint32_t bits = (uint32_t)m->value;
	float single;
	double full;

	switch (m->kind) {
	case FLOAT:
		memcpy(&single, &bits, 4);
		return (double)single;
	case DOUBLE:
		memcpy(&full, &m->value, 8);
		return full;
	case LONG:
		return m->type == INT64 ? (double)(int64_t)m->value : (double)m->value;
	case INT:
		return m->type == INT8    ? (double)(int8_t)bits
		       : m->type == INT16 ? (double)(int16_t)bits
		       : m->type == INT32 ? (double)(int32_t)bits
					  : (double)bits;
	default:
		return m->value != 0;
	}
}

/* Its datatype where it is told, else what the field can hold. */
static enum point_type type_of(const struct metric *m)
{
	static const uint8_t told[] = {
		[INT8] = POINT_INT8,          [INT16] = POINT_INT16,      [INT32] = POINT_INT32,
		[INT64] = POINT_INT64,        [UINT8] = POINT_UINT8,      [UINT16] = POINT_UINT16,
		[UINT32] = POINT_UINT32,      [UINT64] = POINT_UINT64,    [TYPE_FLOAT] = POINT_FLOAT,
		[TYPE_DOUBLE] = POINT_DOUBLE, [TYPE_BOOLEAN] = POINT_BOOL};

	if (m->type && m->type < sizeof told)
		return (enum point_type)told[m->type];
	return m->kind == FLOAT     ? POINT_FLOAT
	       : m->kind == DOUBLE  ? POINT_DOUBLE
	       : m->kind == BOOLEAN ? POINT_BOOL
				    : POINT_UNKNOWN;
}

static bool metric_of(struct rd r, struct metric *m)
{
	struct field f;

	*m = (struct metric){.kind = 0};
	while (!rd_empty(&r)) {
		if (!field_of(&r, &f))
			return false;
		if (f.number == NAME && f.wire == BYTES)
			m->name = text_rd(&f.bytes);
		else if (f.number == ALIAS && f.wire == VARINT)
			m->alias = f.value;
		else if (f.number == DATATYPE && f.wire == VARINT)
			m->type = f.value;
		else if (f.number >= INT && f.number <= BOOLEAN && f.wire != BYTES) {
			m->kind = f.number;
			m->value = f.value;
		}
	}
	return true;
}

bool sparkplug_topic(struct text topic)
{
	static const char *const types[] = {"/nbirth/", "/ndata/", "/ncmd/", "/dbirth/", "/ddata/", "/dcmd/"};

	if (!words_start(topic, "spbv1.0/"))
		return false;
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (words_has(topic, types[i]))
			return true;
	return false;
}

bool sparkplug_command(struct text topic)
{
	return words_start(topic, "spbv1.0/") && (words_has(topic, "/ncmd/") || words_has(topic, "/dcmd/"));
}

unsigned sparkplug_read(struct rd payload, sparkplug_sink *fn, void *ctx)
{
	unsigned told = 0;
	struct field f;
	struct metric m;

	while (!rd_empty(&payload) && told < SPARKPLUG_METRICS && field_of(&payload, &f)) {
		char alias[32];

		if (f.number != METRICS || f.wire != BYTES)
			continue;
		if (!metric_of(f.bytes, &m))
			break;
		if (!m.kind || number(&m) - number(&m) != 0) /* a string, or not a number */
			continue;
		if (m.name.n == 0)
			m.name = text_of(alias, (size_t)snprintf(alias, sizeof alias, "alias:%llu",
								 (unsigned long long)m.alias));
		if (!words_is_secret(m.name))
			fn(ctx, m.name, number(&m), type_of(&m));
		told++;
	}
	return told;
}
