/* SSH (RFC 4253): software of both sides, what they offer (HASSH), what of it is old; and whether somebody
 *was let in, which the lengths of encrypted answers tell (RFC 4252): one sign-in for each connection that
 *came as far as keys.
 *
 *	identification line "SSH-2.0-software comment"; then packets: length(4) padding length(1) message ...
 *
 * Behind the keys the client asks for the service "ssh-userauth" and is answered with its name (17 bytes),
 *then tries, each answered by SUCCESS (1 byte), FAILURE (6 and the names of methods: 14 at least) or a
 *question (17 at least). Padded to blocks of 8 or 16, SUCCESS alone is shorter than the first answer,
 *whatever the cipher. A first try asks for the methods ("none") and is always refused. */
#include "decode/decoder.h"
#include "decode/words.h"

#include <md5.h>

enum { KEXINIT = 20, NEWKEYS = 21, PACKET_MAX = 35000, LINE_MAX = 1024 };
enum list { KEX, HOST_KEY, CIPHER_UP, CIPHER_DOWN, MAC_UP, MAC_DOWN, COMPRESS_UP, COMPRESS_DOWN, LISTS };

enum { ANSWERS_MAX = 12 }; /* servers give up after six tries: more is a session whose beginning was missed */

struct ssh {
	struct {
		bool identified, initialised, keyed;
	} half[2];
	bool told;
	bool squeezed;   /* compressed from the first packet on: lengths tell nothing */
	bool asked;      /* the client spoke since the server last did, behind the keys */
	uint8_t answers; /* of the server to it */
	uint32_t first;  /* length of the first */
};

static struct smell ssh_smells(const struct talk *t, struct rd head)
{
	(void)t;
	return smell(rd_starts(&head, "SSH-1.", 6) || rd_starts(&head, "SSH-2.", 6) ? SURE : NOT_MINE,
		     ROLE_UNKNOWN);
}

/* Systems that put their name into the comment or software of the line. */
static void system_of(struct text line, struct emit *e)
{
	static const struct {
		const char *word, *os;
	} known[] = {{"ubuntu", "Ubuntu"},    {"raspbian", "Raspbian"}, {"debian", "Debian"},
		     {"freebsd", "FreeBSD"},  {"netbsd", "NetBSD"},     {"for_windows", "Windows"},
		     {"cisco-", "Cisco IOS"}, {"rosssh", "RouterOS"}};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (words_has(line, known[i].word)) {
			emit_str(e, FACT_OS, SENDER, 60, known[i].os);
			return;
		}
}

static enum heard identification(struct talk *t, struct rd *in, struct emit *e)
{
	struct ssh *s = t->state;
	struct rd line;
	struct text text;

	if (!rd_line(in, &line))
		return rd_left(in) > LINE_MAX ? BROKEN : MORE;
	text = text_rd(&line);
	if (!words_start(text, "ssh-")) /* a server may say something first (4.2) */
		return t->side == FROM_SERVER ? HEARD : BROKEN;
	s->half[t->side].identified = true;
	emit_text(e, FACT_BANNER, SENDER, 90, text);
	system_of(text, e);
	if (!words_start(text, "ssh-1."))
		return HEARD;
	emit_str(e, FACT_CRYPTO, SENDER, 90, words_start(text, "ssh-1.99-") ? "ssh-1.99" : "ssh-1");
	return words_start(text, "ssh-1.99-") ? HEARD : ENOUGH;
}

/* No longer to be used: RFC 9142 (key exchange), RFC 8758 (arcfour), OpenSSH's own removals. */
static void weak_names(struct text list, struct emit *e)
{
	static const char *const weak[] = {"diffie-hellman-group1-sha1",
					   "diffie-hellman-group-exchange-sha1",
					   "rsa1024-sha1",
					   "ssh-dss",
					   "3des-cbc",
					   "des-cbc",
					   "arcfour",
					   "arcfour128",
					   "arcfour256",
					   "blowfish-cbc",
					   "cast128-cbc",
					   "idea-cbc",
					   "none",
					   "hmac-md5",
					   "hmac-md5-96",
					   "hmac-sha1-96"};

	while (list.n > 0) {
		struct text name = words_cut(&list, ',');

		for (size_t i = 0; i < sizeof weak / sizeof weak[0]; i++)
			if (words_same(name, weak[i]))
				emit_text(e, FACT_CRYPTO, SENDER, 90, name);
	}
}

/* Salesforce, HASSH: MD5 of the lists of one direction, joined by semicolons. */
static void hassh(struct talk *t, const struct text list[LISTS], struct emit *e)
{
	bool client = t->side == FROM_CLIENT;
	const struct text parts[] = {list[KEX], list[client ? CIPHER_UP : CIPHER_DOWN],
				     list[client ? MAC_UP : MAC_DOWN],
				     list[client ? COMPRESS_UP : COMPRESS_DOWN]};
	char hex[MD5_DIGEST_STRING_LENGTH];
	MD5_CTX c;

	MD5Init(&c);
	for (size_t i = 0; i < 4; i++) {
		if (i > 0)
			MD5Update(&c, (const uint8_t *)";", 1);
		MD5Update(&c, (const uint8_t *)parts[i].s, parts[i].n);
	}
	emit_str(e, client ? FACT_HASSH : FACT_HASSH_SERVER, SENDER, 90, MD5End(&c, hex));
}

static void kexinit(struct talk *t, struct rd r, struct emit *e)
{
	struct text list[LISTS];

	rd_skip(&r, 16); /* cookie */
	for (int i = 0; i < LISTS; i++) {
		struct rd one = rd_sub(&r, rd_be32(&r));

		list[i] = text_rd(&one);
	}
	if (!rd_ok(&r))
		return;
	/* "zlib@openssh.com" begins after the sign-in only */
	((struct ssh *)t->state)->squeezed |=
		words_start(list[COMPRESS_DOWN], "zlib") && !words_start(list[COMPRESS_DOWN], "zlib@");
	hassh(t, list, e);
	for (int i = KEX; i <= MAC_DOWN; i++)
		if (i != CIPHER_DOWN && i != MAC_DOWN) /* nearly always the same as up */
			weak_names(list[i], e);
}

static enum heard packet(struct talk *t, struct rd *in, struct emit *e)
{
	struct ssh *s = t->state;
	uint32_t length = rd_be32(in);
	struct rd body;
	unsigned padding, message;

	if (!rd_ok(in))
		return MORE;
	if (length < 2 || length > PACKET_MAX)
		return BROKEN;
	body = rd_sub(in, length);
	padding = rd_u8(&body);
	message = rd_u8(&body);
	if (!rd_ok(in))
		return MORE;
	if (padding + 2 > length)
		return BROKEN;
	if (message == KEXINIT && !s->half[t->side].initialised) {
		s->half[t->side].initialised = true;
		kexinit(t, rd_sub(&body, length - 2 - padding), e);
	}
	s->half[t->side].keyed |= message == NEWKEYS;
	return HEARD;
}

/* --- behind the keys */

static enum heard tell(struct ssh *s, struct emit *e, enum login_result r)
{
	if (!s->told)
		emit_login(e, "ssh", false, r, text_of("", 0), text_of("", 0));
	s->told = true;
	return ENOUGH;
}

/* What one side says until the other speaks is a turn; of the server's, its first segment counts: what
 * follows a SUCCESS may come with it. */
static enum heard sealed(struct talk *t, struct rd *in, struct emit *e)
{
	struct ssh *s = t->state;
	uint32_t n = (uint32_t)rd_left(in);

	rd_skip(in, n);
	if (s->told)
		return ENOUGH;
	if (t->side == FROM_CLIENT) {
		s->asked = true;
		return HEARD;
	}
	if (!s->asked)
		return HEARD;
	s->asked = false;
	if (s->answers++ == 0)
		s->first = n;
	else if (n < s->first && !s->squeezed)
		return tell(s, e, LOGIN_OK);
	return s->answers < ANSWERS_MAX ? HEARD : tell(s, e, LOGIN_UNKNOWN);
}

/* Over, and nobody was let in: refused, if something was tried beside asking for the methods. */
static void ssh_over(struct talk *t, struct emit *e)
{
	struct ssh *s = t->state;

	if (s->half[FROM_CLIENT].keyed)
		tell(s, e, s->answers > 2 && !s->squeezed ? LOGIN_FAILED : LOGIN_UNKNOWN);
}

static enum heard ssh_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct ssh *s = t->state;
	struct rd start = *in;
	enum heard h = HEARD;

	if (t->hole)
		return s->half[FROM_CLIENT].keyed ? tell(s, e, LOGIN_UNKNOWN) : ENOUGH;
	while (h == HEARD && !rd_empty(in)) {
		struct rd at = *in;

		h = s->half[t->side].keyed        ? sealed(t, &at, e)
		    : s->half[t->side].identified ? packet(t, &at, e)
						  : identification(t, &at, e);
		if (h == HEARD)
			*in = at;
	}
	return h == MORE && rd_left(in) < rd_left(&start) ? HEARD : h;
}

const struct decoder decoder_ssh = {
	.protocol = PROTO_ssh,
	.on = ON_TCP,
	.ports = (const uint16_t[]){22, 2222, 0},
	.begins = "53",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_ENCRYPTED,
	.state_size = sizeof(struct ssh),
	.smells = ssh_smells,
	.decode = ssh_decode,
	.over = ssh_over,
};
