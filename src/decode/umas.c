#include "decode/umas.h"
#include "decode/words.h"

#include <stdio.h>

enum {
	READ_ID = 0x02,
	TAKE_RESERVATION = 0x10,
	READ_VARIABLES = UMAS_READ_VARIABLES,
	WRITE_VARIABLES = 0x23,
	HEAD = 2,
	POINTS_MAX = 64,
	ARRAY_MAX = 32
};

static struct text name_of(char buf[UMAS_DETAIL], const struct umas_variable *v, unsigned element)
{
	return text_of(buf, (size_t)snprintf(buf, UMAS_DETAIL, "block%u:%u", v->block,
					     v->offset + element * v->bytes));
}

static uint64_t number(struct rd *r, unsigned bytes)
{
	return bytes == 1 ? rd_u8(r) : bytes == 2 ? rd_le16(r) : bytes == 4 ? rd_le32(r) : rd_le64(r);
}

static enum point_type type_of(unsigned bytes)
{
	return bytes == 1   ? POINT_UINT8
	       : bytes == 2 ? POINT_UINT16
	       : bytes == 4 ? POINT_UINT32
			    : POINT_UINT64;
}

/* array 4 bits | size 4 bits: 1, 2, 4 or 8 bytes | block 2 | where: reads 1, base 2, offset 1; writes offset 4 | [elements 2] */
static bool variable(struct rd *r, bool write, struct umas_variable *v)
{
	unsigned kind = rd_u8(r), size = kind & 15, base;

	v->block = rd_le16(r);
	if (write) {
		v->offset = rd_le32(r);
	} else {
		rd_skip(r, 1);
		base = rd_le16(r);
		v->offset = base << 8 | rd_u8(r);
	}
	base = kind >> 4 ? rd_le16(r) : 1;
	v->count = (uint8_t)(base < ARRAY_MAX ? base : ARRAY_MAX);
	v->bytes = (uint8_t)(size >= 1 && size <= 4 ? 1u << (size - 1) : 0);
	if (write && v->bytes && base > 1) /* the first value is kept, the rest passed over */
		v->count = 1;
	return rd_ok(r) && v->bytes && base > 0 && base <= ARRAY_MAX;
}

/* project 4 | variables 1 | variables, of writes each with its value */
static unsigned variables(struct rd r, bool write, struct umas_asked *q)
{
	unsigned count, n = 0, most = write ? UMAS_WRITES_KEPT : UMAS_READS_KEPT;

	rd_skip(&r, HEAD + 4);
	count = rd_u8(&r);
	while (n < count && n < most) {
		struct umas_variable *v = write ? &q->written.to[n] : &q->read[n];

		if (!variable(&r, write, v))
			break;
		if (write)
			q->written.value[n] = number(&r, v->bytes);
		if (!rd_ok(&r))
			break;
		n++;
	}
	return n;
}

/* client 4 | length 1 | name of the station that takes the controller for itself */
static struct text station(struct rd r)
{
	struct rd name;
	struct text t;

	rd_skip(&r, HEAD + 4);
	name = rd_sub(&r, rd_u8(&r));
	t = words_trim(text_rd(&name));
	while (t.n && t.s[t.n - 1] == '\0')
		t.n--;
	return rd_ok(&name) && t.n >= 2 && t.n < UMAS_DETAIL && text_is_plain(t) ? t : text_of("", 0);
}

unsigned umas_ask(struct emit *e, unsigned sub, struct rd body, struct umas_asked *ret,
		  char room[UMAS_DETAIL], struct text *ret_detail)
{
	unsigned n = 0;

	*ret_detail = text_of("", 0);
	if (sub == TAKE_RESERVATION) {
		*ret_detail = station(body);
		if (ret_detail->n)
			emit_pair(e, FACT_PROPERTY, CLIENT, 70, "umas-station", *ret_detail);
	}
	if (sub == READ_VARIABLES || sub == WRITE_VARIABLES)
		n = variables(body, sub == WRITE_VARIABLES, ret);
	if (n && sub == WRITE_VARIABLES)
		*ret_detail = name_of(room, &ret->written.to[0], 0);
	return n;
}

/* --- answers --- */

/* 24 bytes of numbers, pairing key and status among them, then the length of a name and the name */
static void tell_identity(struct emit *e, struct rd body)
{
	struct rd name;

	rd_skip(&body, 24);
	name = rd_sub(&body, rd_u8(&body));
	if (!rd_ok(&name) || rd_left(&name) < 4 || !text_is_plain(text_rd(&name)))
		return;
	emit_text(e, FACT_MODEL, SERVER, 80, text_rd(&name));
	emit_str(e, FACT_MAKER, SERVER, 60, "Schneider Electric");
}

static void tell_read(struct emit *e, const struct umas_asked *q, unsigned n, struct rd r)
{
	char buf[UMAS_DETAIL];
	unsigned told = 0;

	rd_skip(&r, HEAD);
	for (unsigned i = 0; i < n; i++)
		for (unsigned k = 0; k < q->read[i].count && told < POINTS_MAX; k++, told++) {
			uint64_t value = number(&r, q->read[i].bytes);

			if (!rd_ok(&r))
				return;
			emit_value(e, SERVER, name_of(buf, &q->read[i], k), (double)value,
				   type_of(q->read[i].bytes), false);
		}
}

void umas_tell(struct emit *e, unsigned sub, const struct umas_asked *q, unsigned n, struct rd body)
{
	char buf[UMAS_DETAIL];

	if (sub == READ_ID)
		tell_identity(e, body);
	if (sub == READ_VARIABLES)
		tell_read(e, q, n, body);
	for (unsigned i = 0; sub == WRITE_VARIABLES && i < n; i++)
		emit_value(e, SERVER, name_of(buf, &q->written.to[i], 0), (double)q->written.value[i],
			   type_of(q->written.to[i].bytes), true);
	emit_str(e, FACT_KIND, SERVER, 80, "plc");
}
