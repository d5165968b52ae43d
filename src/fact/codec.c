/* The wire form of a fact, all integers little-endian:
 *
 *	| length 4 | when 8 | file 4 | n 4 | kind 2 | source 2 | port 2 | confidence 1 | transport 1 |
 *	| about mac 6 ip 16 | peer mac 6 ip 16 | num 4 x 8 | more 4 | value length 2, bytes | other length 2,
 *bytes |
 *
 * length counts what follows it. Anything left over or short is refused: core trusts nothing that sensor
 *says. */
#include "fact/fact.h"

enum { FIXED = 8 + 4 + 4 + 2 + 2 + 2 + 1 + 1 + 22 + 22 + FACT_NUMS * 8 + 4 };

static uint8_t *put(uint8_t *p, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++, v >>= 8)
		*p++ = (uint8_t)v;
	return p;
}

static uint8_t *put_bytes(uint8_t *p, const void *bytes, size_t n)
{
	if (n)
		memcpy(p, bytes, n);
	return p + n;
}

static uint8_t *put_who(uint8_t *p, const struct who *w)
{
	return put_bytes(put_bytes(p, w->mac.b, 6), w->ip.b, 16);
}

static uint8_t *put_text(uint8_t *p, struct text t) { return put_bytes(put(p, t.n, 2), t.s, t.n); }

size_t fact_pack(const struct fact *f, uint8_t *buf, size_t cap)
{
	size_t body = FIXED + 2 + f->value.n + 2 + f->other.n;
	uint8_t *p = buf;

	if (f->value.n > FACT_TEXT_MAX || f->other.n > FACT_TEXT_MAX || cap < body + 4)
		return 0;
	p = put(p, body, 4);
	p = put(p, (uint64_t)f->when, 8);
	p = put(p, f->at.file, 4);
	p = put(p, f->at.n, 4);
	p = put(p, f->kind, 2);
	p = put(p, f->source, 2);
	p = put(p, f->port, 2);
	p = put(p, f->confidence, 1);
	p = put(p, f->transport, 1);
	p = put_who(put_who(p, &f->about), &f->peer);
	for (int i = 0; i < FACT_NUMS; i++)
		p = put(p, (uint64_t)f->num[i], 8);
	p = put(p, f->more, 4);
	p = put_text(put_text(p, f->value), f->other);
	return (size_t)(p - buf);
}

static struct who get_who(struct rd *r)
{
	struct who w = {{{0}}, {{0}}};
	const uint8_t *mac = rd_bytes(r, 6), *ip = rd_bytes(r, 16);

	if (mac && ip) {
		w.mac = mac_of(mac);
		w.ip = ip_of6(ip);
	}
	return w;
}

static struct text get_text(struct rd *r)
{
	size_t n = rd_le16(r);
	const uint8_t *p = rd_bytes(r, n);

	if (n > FACT_TEXT_MAX)
		rd_spoil(r);
	return text_of(p, p ? n : 0);
}

bool fact_unpack(struct rd *in, struct fact *ret_fact)
{
	struct rd try = *in, body = rd_sub(&try, rd_le32(&try));
	struct fact f = {0};

	f.when = (int64_t)rd_le64(&body);
	f.at.file = rd_le32(&body);
	f.at.n = rd_le32(&body);
	f.kind = rd_le16(&body);
	f.source = rd_le16(&body);
	f.port = rd_le16(&body);
	f.confidence = rd_u8(&body);
	f.transport = rd_u8(&body);
	f.about = get_who(&body);
	f.peer = get_who(&body);
	for (int i = 0; i < FACT_NUMS; i++)
		f.num[i] = (int64_t)rd_le64(&body);
	f.more = rd_le32(&body);
	f.value = get_text(&body);
	f.other = get_text(&body);
	if (!rd_ok(&try) || !rd_ok(&body) || !rd_empty(&body))
		return false;
	if (f.kind >= FACT_COUNT || f.source >= PROTO_COUNT || f.confidence > 100 || f.more > INT32_MAX)
		return false;
	*in = try;
	*ret_fact = f;
	return true;
}
