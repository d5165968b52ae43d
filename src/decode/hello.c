#include "decode/hello.h"

#include "decode/ciphers.h"
#include "decode/remotenames.h"
#include "decode/words.h"

#include <nettle/sha2.h>
#include <stdlib.h>

enum { SERVER_NAME = 0, SIGNATURES = 13, ALPN = 16, PRE_SHARED_KEY = 41, VERSIONS = 43 };
enum { NUMBERS = 128 };

struct numbers {
	uint16_t v[NUMBERS];
	unsigned n;     /* kept */
	unsigned count; /* seen */
};

static bool is_grease(uint16_t v) { return (v & 0x0f0f) == 0x0a0a && v >> 8 == (v & 0xff); } /* RFC 8701 */

static void add(struct numbers *list, uint16_t v)
{
	if (is_grease(v))
		return;
	list->count++;
	if (list->n < NUMBERS)
		list->v[list->n++] = v;
}

/* DTLS counts down: 0xfeff 1.0, 0xfefd 1.2, 0xfefc 1.3. */
static bool is_newer(uint16_t a, uint16_t b) { return a >> 8 == 0xfe ? b == 0 || a < b : a > b; }

bool version_is_weak(uint16_t version) { return version == 0xfeff || version < 0x0303; }

static uint16_t newest(struct rd list)
{
	uint16_t best = 0;

	while (rd_left(&list) >= 2) {
		uint16_t v = rd_be16(&list);

		if (!is_grease(v) && is_newer(v, best))
			best = v;
	}
	return best;
}

static struct text server_name(struct rd r)
{
	struct rd list = rd_sub(&r, rd_be16(&r)), host;
	unsigned type = rd_u8(&list);

	host = rd_sub(&list, rd_be16(&list));
	return rd_ok(&host) && type == 0 ? text_rd(&host) : text_of("", 0);
}

static struct text first_protocol(struct rd r)
{
	struct rd list = rd_sub(&r, rd_be16(&r)), one = rd_sub(&list, rd_u8(&list));

	return rd_ok(&one) ? text_rd(&one) : text_of("", 0);
}

struct offer {
	struct numbers ciphers, extensions, signatures;
	bool has_name;
};

static void extension(struct client_hello *h, struct offer *o, uint16_t type, struct rd body)
{
	add(&o->extensions, type);
	if (type == SERVER_NAME) {
		o->has_name = true;
		h->server_name = server_name(body);
	} else if (type == ALPN) {
		h->alpn = first_protocol(body);
	} else if (type == VERSIONS) {
		uint16_t best = newest(rd_sub(&body, rd_u8(&body)));

		h->version = best ? best : h->version;
	} else if (type == SIGNATURES) {
		struct rd list = rd_sub(&body, rd_be16(&body));

		while (rd_left(&list) >= 2)
			add(&o->signatures, rd_be16(&list));
	}
}

/* Offers are short and often sorted already: insertion, in place. */
static void sort(struct numbers *list)
{
	for (unsigned i = 1; i < list->n; i++) {
		uint16_t v = list->v[i];
		unsigned at = i;

		for (; at > 0 && list->v[at - 1] > v; at--)
			list->v[at] = list->v[at - 1];
		list->v[at] = v;
	}
}

/* The last `digits` hexadecimal digits of v; returns what follows them. */
static char *put_hex(char *p, unsigned v, unsigned digits)
{
	while (digits-- > 0)
		*p++ = "0123456789abcdef"[v >> 4 * digits & 15];
	return p;
}

struct joined {
	size_t n;
	char s[NUMBERS * 10 + 8];
};

static void join(struct joined *j, const struct numbers *list)
{
	for (unsigned i = 0; i < list->n && j->n + 6 < sizeof j->s; i++) {
		if (i)
			j->s[j->n++] = ',';
		j->n = (size_t)(put_hex(j->s + j->n, list->v[i], 4) - j->s);
	}
}

/* The first 12 hexadecimal digits of SHA-256; all zero of nothing. */
static void digest(const struct joined *j, char out[13])
{
	uint8_t hash[SHA256_DIGEST_SIZE];
	struct sha256_ctx c;

	memcpy(out, "000000000000", 13);
	if (j->n == 0)
		return;
	sha256_init(&c);
	sha256_update(&c, j->n, (const uint8_t *)j->s);
	sha256_digest(&c, sizeof hash, hash);
	for (int i = 0; i < 6; i++)
		put_hex(out + 2 * i, hash[i], 2);
}

static const char *version_word(uint16_t v)
{
	static const struct {
		uint16_t version;
		const char *word;
	} words[] = {{0x0304, "13"}, {0x0303, "12"}, {0x0302, "11"}, {0x0301, "10"}, {0x0300, "s3"},
		     {0x0002, "s2"}, {0xfeff, "d1"}, {0xfefd, "d2"}, {0xfefc, "d3"}};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (words[i].version == v)
			return words[i].word;
	return "00";
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* First and last character of the first protocol; of its hexadecimal form when either is not alphanumeric. */
static void protocol_word(struct text alpn, char out[3])
{
	static const char hex[] = "0123456789abcdef";
	char first = alpn.n ? alpn.s[0] : '0', last = alpn.n ? alpn.s[alpn.n - 1] : '0';
	bool plain = is_alnum(first) && is_alnum(last);

	out[0] = plain ? first : hex[(uint8_t)first >> 4];
	out[1] = plain ? last : hex[last & 15];
	out[2] = 0;
}

static char *put_word(char *p, const char *word)
{
	while (*word)
		*p++ = *word++;
	return p;
}

/* Two decimal digits, 99 at most. */
static char *put_two(char *p, unsigned n)
{
	n = n < 99 ? n : 99;
	*p++ = (char)('0' + n / 10);
	*p++ = (char)('0' + n % 10);
	return p;
}

/* FoxIO, "JA4: TLS client fingerprinting", technical details. */
static void ja4(struct client_hello *h, struct offer *o, enum hello_over over)
{
	struct joined ciphers, extensions;
	struct numbers counted = {.n = 0};
	char alpn[3], a[13], b[13], *p = h->ja4;

	ciphers.n = extensions.n = 0;
	sort(&o->ciphers);
	sort(&o->extensions);
	for (unsigned i = 0; i < o->extensions.n; i++)
		if (o->extensions.v[i] != SERVER_NAME && o->extensions.v[i] != ALPN)
			add(&counted, o->extensions.v[i]);
	join(&ciphers, &o->ciphers);
	join(&extensions, &counted);
	if (o->signatures.n > 0) {
		extensions.s[extensions.n++] = '_';
		join(&extensions, &o->signatures);
	}
	digest(&ciphers, a);
	digest(&extensions, b);
	protocol_word(h->alpn, alpn);
	*p++ = "tdq"[over];
	p = put_word(p, version_word(h->version));
	*p++ = o->has_name ? 'd' : 'i';
	p = put_two(p, o->ciphers.count);
	p = put_two(p, o->extensions.count);
	p = put_word(p, alpn);
	*p++ = '_';
	p = put_word(p, a);
	*p++ = '_';
	*put_word(p, b) = '\0';
}

bool client_hello_read(struct rd body, enum hello_over over, struct client_hello *ret)
{
	struct offer o = {.has_name = false};
	struct rd list, session;

	*ret = (struct client_hello){.version = rd_be16(&body)};
	rd_skip(&body, 32);
	session = rd_sub(&body, rd_u8(&body));
	if (over == OVER_DATAGRAM)
		rd_skip(&body, rd_u8(&body)); /* cookie */
	list = rd_sub(&body, rd_be16(&body));
	while (rd_left(&list) >= 2)
		add(&o.ciphers, rd_be16(&list));
	rd_skip(&body, rd_u8(&body)); /* compression */
	if (!rd_ok(&body))
		return false;
	ret->session = text_rd(&session);
	if (!rd_empty(&body)) {
		list = rd_sub(&body, rd_be16(&body));
		while (rd_left(&list) >= 4) {
			uint16_t type = rd_be16(&list);
			struct rd one = rd_sub(&list, rd_be16(&list));

			if (!rd_ok(&list))
				return true; /* names seen so far are good, a fingerprint is not */
			extension(ret, &o, type, one);
		}
	}
	if (rd_ok(&body))
		ja4(ret, &o, over);
	return true;
}

/* SHA-256 of "HelloRetryRequest" (RFC 8446 4.1.3). */
static const uint8_t retry[32] = {0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
				  0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
				  0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};

bool server_hello_read(struct rd body, struct server_hello *ret)
{
	struct rd session, list;

	*ret = (struct server_hello){.version = rd_be16(&body)};
	ret->retry = rd_starts(&body, retry, sizeof retry);
	rd_skip(&body, 32);
	session = rd_sub(&body, rd_u8(&body));
	ret->cipher = rd_be16(&body);
	rd_skip(&body, 1);
	if (!rd_ok(&body))
		return false;
	ret->session = text_rd(&session);
	list = rd_empty(&body) ? body : rd_sub(&body, rd_be16(&body));
	while (rd_left(&list) >= 4) {
		uint16_t type = rd_be16(&list);
		struct rd one = rd_sub(&list, rd_be16(&list));

		if (type == VERSIONS && rd_left(&one) == 2)
			ret->version = rd_be16(&one);
		else if (type == ALPN)
			ret->alpn = first_protocol(one);
		else if (type == PRE_SHARED_KEY)
			ret->resumed = true;
	}
	return true;
}

void client_hello_emit(struct emit *e, const struct client_hello *h, bool repeated)
{
	const char *tool = remote_tool_of(h->server_name);

	if (!repeated && h->ja4[0])
		emit_str(e, FACT_JA4, CLIENT, 90, h->ja4);
	if (words_is_domain(h->server_name))
		emit_text(e, FACT_NAME_OF, SERVER, 80, h->server_name);
	if (tool)
		emit_str(e, FACT_REMOTE_TOOL, CLIENT, 70, tool);
}

void server_hello_emit(struct emit *e, const struct server_hello *h, struct text server_name, bool resumed)
{
	char name[CIPHER_TEXT];
	bool weak = version_is_weak(h->version) || cipher_is_weak(h->cipher);

	emit_fact(e, (struct fact){.kind = FACT_TLS,
				   .confidence = 90,
				   .about = emit_who(e, CLIENT),
				   .peer = emit_who(e, SERVER),
				   .value = text_z(cipher_name(h->cipher, name)),
				   .other = server_name,
				   .num = {h->version, weak, h->resumed || resumed}});
	if (words_has(text_z(name), "with_null_"))
		emit_secrecy(e, PROTO_tls, false);
	if (h->alpn.n > 0)
		emit_fmt(e, FACT_PROPERTY, SERVER, 60, "alpn=%.*s", (int)h->alpn.n, h->alpn.s);
}
