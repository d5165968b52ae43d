/* TLS records and handshake (RFC 5246, RFC 8446), SSL 3.0 (RFC 6101) and hellos in the form of SSL 2.0:
 *versions, cipher, server name, certificate where it is visible (up to TLS 1.2), the client's JA4. Each side
 *is done when it encrypts.
 *
 *	record:    type(1) version(2) length(2), then handshake messages: type(1) length(3) body, which may
 *cross records
 */
#include "base/hash.h"
#include "decode/decoder.h"
#include "decode/hello.h"
#include "decode/words.h"
#include "decode/x509.h"

enum { CHANGE_CIPHER = 20, ALERT, HANDSHAKE, APPLICATION, HEARTBEAT };
enum { CLIENT_HELLO = 1, SERVER_HELLO = 2, CERTIFICATE = 11 };
enum { RECORD_MAX = 16384 + 2048, GATHER_MAX = 8192 };

struct half {
	uint32_t skip;    /* bytes of a handshake message still to pass over */
	uint16_t handled; /* bytes of the record at hand that are done */
	bool certificate;
};

struct tls {
	struct half half[2];
	uint64_t session; /* hash of the session the client asked for; 0 none */
	bool hello, retry;
	uint8_t name_n;
	char name[255];
};

static struct smell sslv2_smells(struct rd head)
{
	unsigned length = rd_be16(&head), type = rd_u8(&head), version = rd_be16(&head),
		 ciphers = rd_be16(&head), session = rd_be16(&head), challenge = rd_be16(&head);
	bool ok = rd_ok(&head) && length >> 15 && type == CLIENT_HELLO &&
		  (version == 2 || version >> 8 == 3) && ciphers > 0 && ciphers % 3 == 0 &&
		  (session == 0 || session == 16) && challenge >= 16 && challenge <= 32 &&
		  (length & 0x7fff) == 9 + ciphers + session + challenge;

	return smell(ok ? SURE : NOT_MINE, ROLE_CLIENT);
}

static struct smell tls_smells(const struct talk *t, struct rd head)
{
	unsigned type = rd_u8(&head), major = rd_u8(&head), minor = rd_u8(&head), length = rd_be16(&head);
	unsigned message = rd_u8(&head), size = rd_be24(&head);

	(void)t;
	if (type & 0x80)
		return sslv2_smells(rd_at(&head, 0));
	if (type < CHANGE_CIPHER || type > HEARTBEAT || major != 3 || minor > 4 || length == 0 ||
	    length > RECORD_MAX)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (type != HANDSHAKE || !rd_ok(&head))
		return smell(rd_used(&head) >= 5 ? LIKELY : NOT_MINE, ROLE_UNKNOWN);
	if (message == CLIENT_HELLO && size >= 38)
		return smell(SURE, ROLE_CLIENT);
	if (message == SERVER_HELLO && size >= 38 && size < 1024)
		return smell(SURE, ROLE_SERVER);
	return smell(LIKELY, ROLE_UNKNOWN);
}

static uint64_t session_of(struct text session) { return hash_bytes(session.s, session.n, 1) | 1; }

static void client_hello(struct tls *s, struct rd body, struct emit *e)
{
	struct client_hello h;

	if (!client_hello_read(body, OVER_TCP, &h))
		return;
	client_hello_emit(e, &h, s->hello);
	s->hello = true;
	s->session = h.session.n ? session_of(h.session) : 0;
	s->name_n = (uint8_t)words_keep(h.server_name, s->name, sizeof s->name);
}

static void server_hello(struct tls *s, struct rd body, struct emit *e)
{
	struct server_hello h;

	if (!server_hello_read(body, &h))
		return;
	s->retry = h.retry;
	if (!h.retry)
		server_hello_emit(e, &h, text_of(s->name, s->name_n),
				  h.version < 0x0304 && h.session.n > 0 &&
					  session_of(h.session) == s->session);
}

/* The first of the chain is the sender's own. */
static void certificate(struct tls *s, struct half *half, struct rd body, struct emit *e)
{
	struct x509 c;
	struct rd first;

	rd_skip(&body, 3);
	first = rd_sub(&body, rd_be24(&body));
	if (half->certificate || !rd_ok(&body) || !x509_read(first, &c))
		return;
	half->certificate = true;
	x509_emit(e, &c, s->name_n > 0);
}

static bool is_wanted(unsigned type)
{
	return type == CLIENT_HELLO || type == SERVER_HELLO || type == CERTIFICATE;
}

static void message(struct talk *t, unsigned type, struct rd body, struct emit *e)
{
	struct tls *s = t->state;

	if (type == CLIENT_HELLO)
		client_hello(s, body, e);
	else if (type == SERVER_HELLO)
		server_hello(s, body, e);
	else if (type == CERTIFICATE)
		certificate(s, &s->half[t->side], body, e);
}

/* Of a certificate message only the first certificate is waited for: 3 + 3 bytes of lengths and itself. */
static size_t needed(unsigned type, size_t size, struct rd body)
{
	size_t first;

	if (type != CERTIFICATE || size < 6)
		return size;
	rd_skip(&body, 3);
	first = rd_be24(&body);
	return rd_ok(&body) && first + 6 < size ? first + 6 : size;
}

/* Joins what is left of this record with the handshake records that follow, up to want bytes. */
static size_t gather(struct rd part, struct rd following, size_t want, uint8_t *out)
{
	size_t n = 0;

	for (;;) {
		size_t take = rd_left(&part) < want - n ? rd_left(&part) : want - n;
		unsigned type;

		memcpy(out + n, rd_bytes(&part, take), take);
		n += take;
		type = rd_u8(&following);
		rd_skip(&following, 2);
		part = rd_sub(&following, rd_be16(&following));
		if (n == want || !rd_ok(&following) || type != HANDSHAKE)
			return n;
	}
}

/* A message that goes on in the next record. True: wait for more of it. */
static bool crossing(struct talk *t, struct rd part, struct rd following, struct emit *e)
{
	struct tls *s = t->state;
	uint8_t joined[GATHER_MAX];
	struct rd r;
	unsigned type, size;
	size_t have = gather(part, following, sizeof joined, joined), want;

	r = rd_of(joined, have);
	type = rd_u8(&r);
	size = rd_be24(&r);
	if (!rd_ok(&r))
		return true;
	want = needed(type, size, r);
	if (is_wanted(type) && want + 4 <= sizeof joined && rd_left(&r) < want)
		return true;
	if (is_wanted(type) && rd_left(&r) >= want)
		message(t, type, rd_sub(&r, want), e);
	s->half[t->side].skip = (uint32_t)(size + 4 - rd_left(&part));
	return false;
}

/* The messages of one record. MORE: the last needs records that are not here yet. */
static enum heard handshake(struct talk *t, struct rd record, struct rd following, struct emit *e)
{
	struct half *half = &((struct tls *)t->state)->half[t->side];

	rd_skip(&record, half->handled);
	while (!rd_empty(&record)) {
		size_t skip = half->skip < rd_left(&record) ? half->skip : rd_left(&record);
		struct rd at, body;
		unsigned type;

		rd_skip(&record, skip);
		half->skip -= (uint32_t)skip;
		if (rd_empty(&record))
			break;
		at = record;
		type = rd_u8(&at);
		body = rd_sub(&at, rd_be24(&at));
		half->handled = (uint16_t)rd_used(&record);
		if (!rd_ok(&at)) {
			if (crossing(t, record, following, e))
				return MORE;
			break;
		}
		if (is_wanted(type))
			message(t, type, body, e);
		record = at;
	}
	half->handled = 0;
	return HEARD;
}

/* RFC 8446 6, the ones that say something about the plant. */
static void alert(struct rd r, struct emit *e)
{
	static const struct {
		uint8_t code;
		const char *word;
	} words[] = {
		{40, "handshake-failure"},     {42, "bad-certificate"},    {45, "certificate-expired"},
		{46, "certificate-unknown"},   {48, "unknown-ca"},         {70, "protocol-version"},
		{71, "insufficient-security"}, {112, "unrecognized-name"}, {116, "certificate-required"}};
	unsigned level = rd_u8(&r), code = rd_u8(&r);

	if (!rd_ok(&r) || !rd_empty(&r) || level != 2)
		return;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (words[i].code == code)
			emit_fmt(e, FACT_PROPERTY, SENDER, 90, "tls-alert=%s", words[i].word);
}

/* A request that claims a longer payload than the record holds (CVE-2014-0160). */
static void heartbeat(struct rd r, struct emit *e)
{
	unsigned type = rd_u8(&r), claimed = rd_be16(&r);

	if (rd_ok(&r) && type == 1 && claimed > rd_left(&r))
		emit_str(e, FACT_ATTACK, SENDER, 80, "heartbleed");
}

static enum heard sslv2(struct talk *t, struct rd *in, struct emit *e)
{
	struct tls *s = t->state;
	unsigned length = rd_be16(in) & 0x7fff, version;
	struct rd body = rd_sub(in, length);

	rd_skip(&body, 1);
	version = rd_be16(&body);
	if (!rd_ok(in) || !rd_ok(&body))
		return MORE;
	s->hello = true;
	if (version == 2)
		emit_str(e, FACT_CRYPTO, CLIENT, 90, "ssl-2");
	return HEARD;
}

static enum heard record(struct talk *t, struct rd *in, struct emit *e)
{
	struct tls *s = t->state;
	unsigned type = rd_u8(in), major = rd_u8(in), minor = rd_u8(in), length = rd_be16(in);
	struct rd body;

	if (!rd_ok(in))
		return MORE;
	if (type < CHANGE_CIPHER || type > HEARTBEAT || major != 3 || minor > 4 || length > RECORD_MAX)
		return BROKEN;
	if (type == APPLICATION || (type == CHANGE_CIPHER && !s->retry))
		return ENOUGH;
	body = rd_sub(in, length);
	if (!rd_ok(in))
		return MORE;
	if (type == HANDSHAKE)
		return handshake(t, body, *in, e);
	if (type == ALERT)
		alert(body, e);
	else if (type == HEARTBEAT)
		heartbeat(body, e);
	return HEARD;
}

static enum heard tls_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct tls *s = t->state;
	struct rd start = *in;
	enum heard h = HEARD;

	if (t->hole)
		return ENOUGH; /* what is in clear was in what is lost */
	if (!s->hello && t->side == FROM_CLIENT && sslv2_smells(*in).certainty == SURE) {
		h = sslv2(t, in, e);
		if (h == MORE)
			*in = start;
		return h;
	}
	while (h == HEARD && !rd_empty(in)) {
		struct rd at = *in;

		h = record(t, &at, e);
		if (h == HEARD)
			*in = at;
	}
	return h == MORE && rd_left(in) < rd_left(&start) ? HEARD : h;
}

const struct decoder decoder_tls = {
	.protocol = PROTO_tls,
	.on = ON_TCP,
	.ports = (const uint16_t[]){443, 8443, 8883, 993, 995, 465, 636, 853, 5061, 989, 990, 0},
	.begins = "14-18 80-ff",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_ENCRYPTED,
	.state_size = sizeof(struct tls),
	.smells = tls_smells,
	.decode = tls_decode,
};
