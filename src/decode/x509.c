#include "decode/x509.h"

#include "decode/remotenames.h"
#include "decode/words.h"

enum {
	INTEGER = 0x02,
	BITS = 0x03,
	OID = 0x06,
	UTC_TIME = 0x17,
	BMP_STRING = 0x1e,
	SEQUENCE = 0x30,
	SET = 0x31
};
enum { VERSION = 0xa0, EXTENSIONS = 0xa3, DNS_NAME = 0x82 };

/* One element: its tag and its contents; the tag is 0 when nothing (whole) is left. */
static unsigned element(struct rd *r, struct rd *ret)
{
	unsigned tag = rd_u8(r), length = rd_u8(r), bytes = length & 0x7f;

	if (length & 0x80)
		for (length = 0; bytes > 0 && length < 1u << 16; bytes--)
			length = length << 8 | rd_u8(r);
	*ret = rd_sub(r, bytes > 0 && length >= 1u << 16 ? SIZE_MAX : length);
	return rd_ok(r) ? tag : 0;
}

static bool expect(struct rd *r, unsigned tag, struct rd *ret) { return element(r, ret) == tag; }

/* Does this object identifier have these bytes? */
static bool is_oid(const struct rd *r, const char *bytes, size_t n)
{
	return rd_left(r) == n && rd_starts(r, bytes, n);
}

struct composed {
	char *out;
	size_t n;
};

static void append(struct composed *c, const char *what, struct text value, bool wide)
{
	size_t between = c->n ? 2 : 0, n = strlen(what);

	if (between + n + 1 < X509_NAME - c->n) {
		memcpy(c->out + c->n, ", ", between);
		memcpy(c->out + c->n + between, what, n);
		c->n += between + n;
		c->out[c->n++] = '=';
	}
	for (size_t i = wide ? 1 : 0; i < value.n && c->n + 1 < X509_NAME; i += wide ? 2 : 1)
		if (value.s[i]) /* BMPString: Latin shows, the rest is what its low bytes are */
			c->out[c->n++] = value.s[i];
	c->out[c->n] = 0;
}

/* Attribute types 2.5.4.x worth showing (RFC 5280 appendix A). */
static const char *attribute(const struct rd *oid)
{
	static const struct {
		uint8_t last;
		const char *word;
	} known[] = {{3, "CN"}, {10, "O"}, {11, "OU"}, {6, "C"}, {5, "serialNumber"}};

	if (rd_left(oid) != 3 || !rd_starts(oid, "\x55\x04", 2))
		return NULL;
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (known[i].last == rd_peek(oid, 2))
			return known[i].word;
	return NULL;
}

static void name(struct rd r, char out[X509_NAME], struct text *ret_common, struct text *ret_organisation)
{
	struct composed c = {out, 0};
	struct rd set, pair, oid, value;

	out[0] = 0;
	while (expect(&r, SET, &set)) {
		unsigned tag = 0;
		const char *word;

		if (!expect(&set, SEQUENCE, &pair) || !expect(&pair, OID, &oid) ||
		    !(tag = element(&pair, &value)))
			continue;
		word = attribute(&oid);
		if (!word)
			continue;
		append(&c, word, text_rd(&value), tag == BMP_STRING);
		if (ret_common && word[0] == 'C' && word[1] == 'N')
			*ret_common = text_rd(&value);
		if (ret_organisation && word[0] == 'O' && !word[1])
			*ret_organisation = text_rd(&value);
	}
}

/* Days since 1970-01-01 of a date of the Gregorian calendar (after H. Hinnant, "chrono-compatible date
 * algorithms"). */
static int64_t days(int64_t y, int64_t m, int64_t d)
{
	int64_t era, yoe, doy;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int64_t two(struct rd *r)
{
	int high = rd_u8(r) - '0', low = rd_u8(r) - '0';

	if (high < 0 || high > 9 || low < 0 || low > 9)
		rd_spoil(r);
	return high * 10 + low;
}

/* UTCTime (two-digit year, 50 = 1950) or GeneralizedTime, always Z (RFC 5280 4.1.2.5). */
static bool moment(struct rd *r, int64_t *ret_us)
{
	struct rd t;
	unsigned tag = element(r, &t);
	int64_t y, m, d, h, min, s;

	y = two(&t);
	y = tag == UTC_TIME ? y + (y < 50 ? 2000 : 1900) : y * 100 + two(&t);
	m = two(&t);
	d = two(&t);
	h = two(&t);
	min = two(&t);
	s = rd_left(&t) >= 2 ? two(&t) : 0;
	if (!tag || !rd_ok(&t) || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	*ret_us = (days(y, m, d) * 86400 + h * 3600 + min * 60 + s) * 1000000;
	return true;
}

static unsigned bits_of(struct rd number)
{
	while (rd_peek(&number, 0) == 0)
		rd_skip(&number, 1);
	return (unsigned)rd_left(&number) * 8 -
	       (rd_empty(&number) ? 0 : (unsigned)__builtin_clz((unsigned)rd_peek(&number, 0)) - 24);
}

static void curve(const struct rd *oid, struct x509 *ret)
{
	static const struct {
		const char *oid;
		uint8_t n;
		uint16_t bits;
	} curves[] = {{"\x2a\x86\x48\xce\x3d\x03\x01\x07", 8, 256}, /* P-256 */
		      {"\x2b\x81\x04\x00\x22", 5, 384},
		      {"\x2b\x81\x04\x00\x23", 5, 521},
		      {"\x2b\x81\x04\x00\x0a", 5, 256}, /* secp256k1 */
		      {"\x2a\x86\x48\xce\x3d\x03\x01\x01", 8, 192}};

	ret->key = "ec";
	for (size_t i = 0; i < sizeof curves / sizeof curves[0]; i++)
		if (is_oid(oid, curves[i].oid, curves[i].n))
			ret->key_bits = curves[i].bits;
}

static void public_key(struct rd r, struct x509 *ret)
{
	struct rd algorithm, oid, parameter, key, pair, modulus;

	if (!expect(&r, SEQUENCE, &algorithm) || !expect(&algorithm, OID, &oid))
		return;
	if (is_oid(&oid, "\x2a\x86\x48\xce\x3d\x02\x01", 7)) {
		if (expect(&algorithm, OID, &parameter))
			curve(&parameter, ret);
	} else if (is_oid(&oid, "\x2b\x65\x70", 3)) {
		ret->key = "ed25519";
		ret->key_bits = 256;
	} else if (is_oid(&oid, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", 9)) {
		ret->key = "rsa";
		if (expect(&r, BITS, &key) && rd_u8(&key) == 0 && expect(&key, SEQUENCE, &pair) &&
		    expect(&pair, INTEGER, &modulus))
			ret->key_bits = bits_of(modulus);
	}
}

static void signature(struct rd algorithm, struct x509 *ret)
{
	struct rd oid;

	if (!expect(&algorithm, OID, &oid))
		return;
	if (is_oid(&oid, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04", 9) ||
	    is_oid(&oid, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x02", 9))
		ret->weak = "certificate-md5";
	else if (is_oid(&oid, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05", 9) ||
		 is_oid(&oid, "\x2a\x86\x48\xce\x3d\x04\x01", 7))
		ret->weak = "certificate-sha1";
}

/* Subject alternative names: 2.5.29.17, an OCTET STRING with a SEQUENCE of GeneralName. */
static void alternative_names(struct rd extensions, struct x509 *ret)
{
	struct rd list, one, oid, octets, names, value;
	unsigned tag;

	if (!expect(&extensions, SEQUENCE, &list))
		return;
	while (expect(&list, SEQUENCE, &one)) {
		if (!expect(&one, OID, &oid) || !is_oid(&oid, "\x55\x1d\x11", 3))
			continue;
		while ((tag = element(&one, &octets)) != 0 && tag != 0x04)
			;
		if (!tag || !expect(&octets, SEQUENCE, &names))
			return;
		while ((tag = element(&names, &value)) != 0 && ret->name_count < X509_NAMES)
			if (tag == DNS_NAME)
				ret->names[ret->name_count++] = text_rd(&value);
		return;
	}
}

bool x509_read(struct rd der, struct x509 *ret)
{
	struct rd certificate, body, skipped, algorithm, issuer, validity, subject, key, more;
	unsigned tag;

	memset(ret, 0, sizeof *ret);
	if (!expect(&der, SEQUENCE, &certificate) || !expect(&certificate, SEQUENCE, &body))
		return false;
	if (rd_peek(&body, 0) == VERSION)
		element(&body, &skipped);
	if (!expect(&body, INTEGER, &skipped) || !expect(&body, SEQUENCE, &algorithm) ||
	    !expect(&body, SEQUENCE, &issuer) || !expect(&body, SEQUENCE, &validity) ||
	    !expect(&body, SEQUENCE, &subject) || !expect(&body, SEQUENCE, &key))
		return false;
	if (!moment(&validity, &ret->not_before) || !moment(&validity, &ret->not_after))
		return false;
	name(issuer, ret->issuer, NULL, NULL);
	name(subject, ret->subject, &ret->common, &ret->organisation);
	ret->self_signed =
		rd_left(&issuer) == rd_left(&subject) && rd_starts(&issuer, subject.at, rd_left(&subject));
	public_key(key, ret);
	signature(algorithm, ret);
	while ((tag = element(&body, &more)) != 0)
		if (tag == EXTENSIONS)
			alternative_names(more, ret);
	return true;
}

static void emit_name(struct emit *e, struct text host)
{
	if (words_start(host, "*."))
		host = words_from(host, 2);
	if (words_is_domain(host))
		emit_text(e, FACT_NAME_OF, SENDER, 60, host);
}

void x509_emit(struct emit *e, const struct x509 *c, bool named)
{
	const char *tool = remote_tool_of_certificate(c->common, c->organisation);

	emit_fact(e, (struct fact){.kind = FACT_CERTIFICATE,
				   .confidence = 90,
				   .about = emit_who(e, SENDER),
				   .value = text_z(c->subject),
				   .other = text_z(c->issuer),
				   .num = {c->not_before, c->not_after, c->self_signed, c->key_bits}});
	if (c->weak)
		emit_str(e, FACT_CRYPTO, SENDER, 90, c->weak);
	if (tool)
		emit_str(e, FACT_REMOTE_TOOL, CLIENT, 80, tool);
	if (!named)
		emit_name(e, c->name_count ? c->names[0] : c->common);
}
