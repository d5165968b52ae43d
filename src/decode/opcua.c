#include "decode/opcua.h"

#include "base/quick.h"

#include <string.h>

enum { NESTED_MAX = 32 };

struct rd opcua_string(struct rd *r)
{
	uint32_t n = rd_le32(r);

	return rd_sub(r, n == UINT32_MAX ? 0 : n);
}

uint32_t opcua_count(struct rd *r)
{
	uint32_t n = rd_le32(r);

	if (n == UINT32_MAX)
		return 0;
	if (n > rd_left(r)) {
		rd_spoil(r);
		return 0;
	}
	return n;
}

/* --- names --------------------------------------------------------------------------------------------- */

/* encoding 1: 0 number in 1 byte, 1 space 1 and number 2, 2 space 2 and number 4, 3 string, 4 GUID, 5 bytes;
 * of an expanded one 0x80 a namespace's URI and 0x40 a server's number follow (5.2.2.9, 5.2.2.10). */
struct opcua_node opcua_node(struct rd *r)
{
	unsigned encoding = rd_u8(r);
	struct opcua_node n = {0, 'i', 0, rd_of(NULL, 0)};

	switch (encoding & 0x3f) {
	case 0:
		n.number = rd_u8(r);
		break;
	case 1:
		n.space = rd_u8(r);
		n.number = rd_le16(r);
		break;
	default:
		n.space = rd_le16(r);
		n.kind = (encoding & 0x3f) <= 5 ? "??isgb"[encoding & 7] : 0;
		if (n.kind == 'i')
			n.number = rd_le32(r);
		else if (n.kind == 'g')
			n.bytes = rd_sub(r, 16);
		else
			n.bytes = opcua_string(r);
	}
	if ((encoding & 0x3f) > 5)
		rd_spoil(r);
	if (encoding & 0x80)
		(void)opcua_string(r);
	if (encoding & 0x40)
		rd_skip(r, 4);
	return n;
}

static size_t hex_text(struct rd bytes, char *out, size_t cap)
{
	size_t n = 0;

	if (2 * rd_left(&bytes) >= cap)
		return 0;
	while (!rd_empty(&bytes))
		n += (size_t)quick_fmt(out + n, cap - n, "%02x", rd_u8(&bytes));
	return n;
}

size_t opcua_node_text(const struct opcua_node *n, char out[OPCUA_NAME])
{
	int head = n->space ? quick_fmt(out, OPCUA_NAME, "ns=%u;%c=", n->space, n->kind)
			    : quick_fmt(out, OPCUA_NAME, "%c=", n->kind);
	size_t at = (size_t)head, length = rd_left(&n->bytes);

	if (n->kind == 'i')
		return at + (size_t)quick_fmt(out + at, OPCUA_NAME - at, "%u", n->number);
	if (n->kind != 's') {
		length = hex_text(n->bytes, out + at, OPCUA_NAME - at);
		return length ? at + length : 0;
	}
	if (length >= OPCUA_NAME - at)
		return 0;
	if (length)
		memcpy(out + at, n->bytes.at, length);
	return at + length;
}

/* --- what surrounds the bodies ------------------------------------------------------------------------- */

/* mask 1: 1 locale, 2 text (5.2.2.14) */
struct rd opcua_localized(struct rd *r)
{
	unsigned mask = rd_u8(r);

	if (mask & 1)
		(void)opcua_string(r);
	return mask & 2 ? opcua_string(r) : rd_of(NULL, 0);
}

uint32_t opcua_extension(struct rd *r, struct rd *ret_body)
{
	struct opcua_node type = opcua_node(r);
	unsigned encoding = rd_u8(r);

	*ret_body = encoding ? opcua_string(r) : rd_of(NULL, 0);
	return type.space == 0 && type.kind == 'i' ? type.number : 0;
}

/* mask 1, then four numbers, a text and a status, as far as there; the last may be another one (5.2.2.12). */
static void skip_diagnostic(struct rd *r)
{
	for (int depth = 0; depth < NESTED_MAX; depth++) {
		unsigned mask = rd_u8(r);

		for (unsigned bit = 1; bit <= 8; bit <<= 1)
			rd_skip(r, mask & bit ? 4 : 0);
		if (mask & 0x10)
			(void)opcua_string(r);
		rd_skip(r, mask & 0x20 ? 4 : 0);
		if (!(mask & 0x40))
			return;
	}
	rd_spoil(r);
}

/* token | time 8 | handle 4 | wanted diagnostics 4 | audit entry | time-out 4 | more (OPC 10000-4, 7.32) */
void opcua_request_header(struct rd *r)
{
	struct rd more;

	(void)opcua_node(r);
	rd_skip(r, 16);
	(void)opcua_string(r);
	rd_skip(r, 4);
	(void)opcua_extension(r, &more);
}

/* time 8 | handle 4 | result 4 | diagnostic | texts | more (7.33) */
uint32_t opcua_response_header(struct rd *r)
{
	uint32_t result, texts;
	struct rd more;

	rd_skip(r, 12);
	result = rd_le32(r);
	skip_diagnostic(r);
	texts = opcua_count(r);
	for (uint32_t i = 0; i < texts && rd_ok(r); i++)
		(void)opcua_string(r);
	(void)opcua_extension(r, &more);
	return result;
}

/* --- values
 * ----------------------------------------------------------------------------------------------------------
 */

enum builtin {
	BOOLEAN = 1,
	SBYTE,
	BYTE,
	INT16,
	UINT16,
	INT32,
	UINT32,
	INT64,
	UINT64,
	FLOAT,
	DOUBLE,
	STRING,
	DATE_TIME,
	GUID,
	BYTE_STRING,
	XML,
	NODE_ID,
	EXPANDED_NODE_ID,
	STATUS_CODE,
	QUALIFIED_NAME,
	LOCALIZED_TEXT,
	EXTENSION_OBJECT,
	DIAGNOSTIC = 25
};

static double float_of(uint32_t bits)
{
	float f;

	memcpy(&f, &bits, sizeof f);
	return (double)f;
}

static double double_of(uint64_t bits)
{
	double d;

	memcpy(&d, &bits, sizeof d);
	return d;
}

static double read_number(struct rd *r, unsigned type, enum point_type *ret_type)
{
	static const enum point_type types[] = {
		[BOOLEAN] = POINT_BOOL,  [SBYTE] = POINT_INT8,    [BYTE] = POINT_UINT8,
		[INT16] = POINT_INT16,   [UINT16] = POINT_UINT16, [INT32] = POINT_INT32,
		[UINT32] = POINT_UINT32, [INT64] = POINT_INT64,   [UINT64] = POINT_UINT64,
		[FLOAT] = POINT_FLOAT,   [DOUBLE] = POINT_DOUBLE,
	};

	*ret_type = types[type];
	switch (type) {
	case BOOLEAN:
		return rd_u8(r) != 0;
	case SBYTE:
		return (int8_t)rd_u8(r);
	case BYTE:
		return rd_u8(r);
	case INT16:
		return (int16_t)rd_le16(r);
	case UINT16:
		return rd_le16(r);
	case INT32:
		return (int32_t)rd_le32(r);
	case UINT32:
		return rd_le32(r);
	case INT64:
		return (double)(int64_t)rd_le64(r);
	case UINT64:
		return (double)rd_le64(r);
	case FLOAT:
		return float_of(rd_le32(r));
	default:
		return double_of(rd_le64(r));
	}
}

/* A value that is no number; those that hold values again are not followed. */
static void read_other(struct rd *r, unsigned type, struct opcua_scalar *s)
{
	struct rd body;

	switch (type) {
	case STRING:
	case BYTE_STRING:
	case XML:
		s->text = opcua_string(r);
		break;
	case DATE_TIME:
		rd_skip(r, 8);
		break;
	case GUID:
		rd_skip(r, 16);
		break;
	case NODE_ID:
	case EXPANDED_NODE_ID:
		(void)opcua_node(r);
		break;
	case STATUS_CODE:
		rd_skip(r, 4);
		break;
	case QUALIFIED_NAME:
		rd_skip(r, 2);
		s->text = opcua_string(r);
		break;
	case LOCALIZED_TEXT:
		s->text = opcua_localized(r);
		break;
	case EXTENSION_OBJECT:
		(void)opcua_extension(r, &body);
		break;
	case DIAGNOSTIC:
		skip_diagnostic(r);
		break;
	default:
		rd_spoil(r);
	}
}

static struct opcua_scalar read_scalar(struct rd *r, unsigned type)
{
	struct opcua_scalar s = {.text = rd_of(NULL, 0)};

	s.is_number = type >= BOOLEAN && type <= DOUBLE;
	if (s.is_number)
		s.number = read_number(r, type, &s.type);
	else
		read_other(r, type, &s);
	return s;
}

/* mask 1: type 6 bits, 0x40 dimensions follow, 0x80 an array (5.2.2.16) */
void opcua_variant(struct rd *r, opcua_each *each, void *ctx)
{
	unsigned mask = rd_u8(r), type = mask & 0x3f;
	uint32_t n = mask & 0x80 ? opcua_count(r) : 1;

	for (uint32_t i = 0; i < n && type && rd_ok(r); i++) {
		struct opcua_scalar s = read_scalar(r, type);

		if (rd_ok(r) && each)
			each(ctx, mask & 0x80 ? (int)i : -1, &s);
	}
	if ((mask & 0xc0) == 0xc0) {
		n = opcua_count(r);
		for (uint32_t i = 0; i < n && rd_ok(r); i++)
			rd_skip(r, 4);
	}
}

/* mask 1: 1 value, 2 status, 4 source's time, 0x10 its picoseconds, 8 server's time, 0x20 its (5.2.2.17) */
void opcua_data_value(struct rd *r, opcua_each *each, void *ctx)
{
	unsigned mask = rd_u8(r);

	if (mask & 1)
		opcua_variant(r, each, ctx);
	rd_skip(r, mask & 2 ? 4 : 0);
	rd_skip(r, mask & 4 ? 8 : 0);
	rd_skip(r, mask & 0x10 ? 2 : 0);
	rd_skip(r, mask & 8 ? 8 : 0);
	rd_skip(r, mask & 0x20 ? 2 : 0);
}
