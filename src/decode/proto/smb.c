/* SMB 1 ([MS-CIFS], [MS-SMB]) and 2/3 ([MS-SMB2]) over TCP 445 and NetBIOS sessions, with NTLMSSP ([MS-NLMP])
 *in them: dialect, names and Windows build of the server, sign-ins. User names are looked at once by
 *emit_login() and kept nowhere.
 *
 *	session: type 1 | length 3 | message		message: ff|fe|fd 53 4d 42 | ...
 */
#include "decode/decoder.h"
#include "decode/utf16.h"

#include <stdio.h>

enum {
	SESSION_MESSAGE = 0,
	SESSION_REQUEST = 0x81,
	SESSION_ALIVE = 0x85,
	LENGTH_MAX = 60000,
	MESSAGES_MAX = 64
};
enum {
	SMB1_NEGOTIATE = 0x72,
	SMB1_SETUP = 0x73,
	SMB1_HEADER = 32,
	SMB2_NEGOTIATE = 0,
	SMB2_SETUP = 1,
	SMB2_HEADER = 64
};
enum {
	MORE_PROCESSING = 0xc0000016u,
	REPLY_FLAG = 0x80,
	WILDCARD = 0x02ff,
	SEARCH_MAX = 1024,
	NAME_ROOM = 256
};
enum ntlm_type { NTLM_CHALLENGE = 2, NTLM_AUTHENTICATE = 3 };

struct state {
	bool tried; /* a sign-in was sent and waits */
	uint8_t user_n;
	char user[64]; /* until its answer comes */
	uint8_t messages[2];
};

static const uint16_t ports[] = {445, 139, 0};
static const uint8_t magic1[] = {0xff, 'S', 'M', 'B'}, magic2[] = {0xfe, 'S', 'M', 'B'},
		     magic3[] = {0xfd, 'S', 'M', 'B'};

static bool is_smb(const struct rd *r)
{
	return rd_starts(r, magic1, 4) || rd_starts(r, magic2, 4) || rd_starts(r, magic3, 4);
}

/* Whether a message goes to the client stands in its flags: SMB1 byte 9, SMB2 byte 16. */
static enum role role_of(const struct rd *message)
{
	int flags =
		rd_starts(message, magic1, 4) ? rd_peek(message, 9) & REPLY_FLAG : rd_peek(message, 16) & 1;

	return rd_starts(message, magic3, 4) ? ROLE_UNKNOWN : flags ? ROLE_SERVER : ROLE_CLIENT;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	unsigned type = rd_u8(&head);
	uint32_t length = rd_be24(&head);

	if (type == SESSION_MESSAGE && length >= SMB1_HEADER && is_smb(&head))
		return smell(SURE, role_of(&head));
	if (type == SESSION_REQUEST && length == 68 && rd_peek(&head, 0) == 32 && talk_on_port(t, ports[1]))
		return smell(SURE, ROLE_CLIENT);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

/* --- NTLMSSP
 * -------------------------------------------------------------------------------------------------------------
 */

/* The message somewhere in a security blob (SPNEGO wraps it), as a reader of its own from its signature on.
 */
static bool find_ntlm(struct rd r, struct rd *ret_ntlm)
{
	static const char signature[8] = "NTLMSSP";

	for (size_t i = 0; i < SEARCH_MAX && rd_left(&r) >= 12; i++) {
		const uint8_t *n = memchr(r.at, 'N', rd_left(&r));

		if (!n)
			return false;
		r.at = n;
		if (rd_starts(&r, signature, sizeof signature)) {
			*ret_ntlm = rd_of(r.at, rd_left(&r));
			return true;
		}
		rd_skip(&r, 1);
	}
	return false;
}

/* length 2 | room 2 | offset 4, from the signature on (2.2.1) */
static struct rd field(const struct rd *ntlm, size_t at)
{
	struct rd r = rd_at(ntlm, at), value;
	unsigned length = rd_le16(&r);

	rd_skip(&r, 2);
	value = rd_at(ntlm, rd_le32(&r));
	return rd_sub(&value, length);
}

static void tell_utf16(struct emit *e, enum fact_kind kind, int confidence, struct rd value)
{
	char out[NAME_ROOM];
	size_t n = utf16_text(value, out, sizeof out);

	if (n)
		emit_text(e, kind, SENDER, confidence, text_of(out, n));
}

/* (id 2 | length 2 | value)...: 1 NetBIOS name, 2 NetBIOS domain, 4 DNS domain (2.2.2.1) */
static void tell_target(struct emit *e, struct rd r)
{
	char out[NAME_ROOM];

	while (rd_left(&r) >= 4) {
		unsigned id = rd_le16(&r);
		struct rd value = rd_sub(&r, rd_le16(&r));

		if (!rd_ok(&r) || id == 0)
			return;
		if (id == 1)
			tell_utf16(e, FACT_NAME, 85, value);
		if (id == 2)
			emit_fmt(e, FACT_PROPERTY, SENDER, 80, "workgroup=%.*s",
				 (int)utf16_text(value, out, sizeof out), out);
	}
}

/* major 1 | minor 1 | build 2: a desktop and a server of one build tell the same. */
static void tell_build(struct emit *e, struct rd r)
{
	unsigned major = rd_u8(&r), minor = rd_u8(&r), build = rd_le16(&r);

	if (rd_ok(&r) && major >= 5 && major <= 10 && build)
		emit_fmt(e, FACT_OS, SENDER, 75, "Windows %u.%u build %u", major, minor, build);
}

static void hear_challenge(struct emit *e, const struct rd *ntlm)
{
	struct rd target = field(ntlm, 40), version = rd_at(ntlm, 48);

	if (rd_ok(&target))
		tell_target(e, target);
	/* Samba fills in the build of the Windows it stands for: 6.1 build 0 */
	tell_build(e, version);
}

static void hear_authenticate(struct state *s, struct emit *e, const struct rd *ntlm)
{
	struct rd user = field(ntlm, 36), workstation = field(ntlm, 44);

	if (rd_ok(&workstation))
		tell_utf16(e, FACT_NAME, 70, workstation);
	s->user_n = rd_ok(&user) ? (uint8_t)utf16_text(user, s->user, sizeof s->user) : 0;
	s->tried = true;
}

static void hear_blob(struct state *s, struct emit *e, struct rd r)
{
	struct rd ntlm, type;

	if (!find_ntlm(r, &ntlm))
		return;
	type = rd_at(&ntlm, 8);
	switch (rd_le32(&type)) {
	case NTLM_CHALLENGE:
		hear_challenge(e, &ntlm);
		break;
	case NTLM_AUTHENTICATE:
		hear_authenticate(s, e, &ntlm);
		break;
	default:
		break;
	}
}

static void hear_setup_answer(struct state *s, struct emit *e, uint32_t status)
{
	if (!s->tried || status == MORE_PROCESSING)
		return;
	emit_login(e, "ntlm", false, status == 0 ? LOGIN_OK : LOGIN_FAILED, text_of(s->user, s->user_n),
		   text_of(NULL, 0));
	explicit_bzero(s->user, sizeof s->user);
	s->user_n = 0;
	s->tried = false;
}

/* --- messages
 * ------------------------------------------------------------------------------------------------------------
 */

static void tell_dialect(struct emit *e, unsigned dialect)
{
	if (dialect == WILDCARD || dialect < 0x0202 || dialect > 0x0311)
		return;
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "smb-dialect=%u.%u.%u", dialect >> 8, dialect >> 4 & 15,
		 dialect & 15);
}

/* structure 2 | security mode 2 | dialect 2 */
static void hear_smb2(struct state *s, struct emit *e, struct rd r)
{
	uint32_t status;
	unsigned command;
	bool answer;

	rd_skip(&r, 8);
	status = rd_le32(&r);
	command = rd_le16(&r);
	rd_skip(&r, 2);
	answer = rd_le32(&r) & 1;
	rd_skip(&r, SMB2_HEADER - 20);
	if (!rd_ok(&r))
		return;
	if (command == SMB2_NEGOTIATE && answer && status == 0) {
		rd_skip(&r, 4);
		tell_dialect(e, rd_le16(&r));
	}
	if (command != SMB2_SETUP)
		return;
	hear_blob(s, e, r);
	if (answer)
		hear_setup_answer(s, e, status);
}

/* words 1 | words | bytes 2 | [blob | pad] system NUL manager NUL, in UTF-16 where flags2 says so
 * ([MS-SMB] 2.2.4.6.2) */
static void hear_native_os(struct emit *e, struct rd message, bool unicode)
{
	struct rd r = message;
	unsigned words, blob = 0;

	rd_skip(&r, SMB1_HEADER);
	words = rd_u8(&r);
	rd_skip(&r, 6);
	if (words == 4)
		blob = rd_le16(&r);
	rd_skip(&r, 2 + blob);
	if (unicode && rd_used(&r) % 2)
		rd_skip(&r, 1);
	if (!rd_ok(&r) || (words != 3 && words != 4))
		return;
	if (unicode)
		tell_utf16(e, FACT_OS, 70, r);
	else if (!rd_empty(&r) && memchr(r.at, '\0', rd_left(&r)))
		emit_str(e, FACT_OS, SENDER, 70, (const char *)r.at);
}

static void hear_smb1(struct state *s, struct emit *e, struct rd message)
{
	struct rd r = message;
	unsigned command, flags, flags2;
	uint32_t status;

	rd_skip(&r, 4);
	command = rd_u8(&r);
	status = rd_le32(&r);
	flags = rd_u8(&r);
	flags2 = rd_le16(&r);
	rd_skip(&r, SMB1_HEADER - 12);
	if (!rd_ok(&r))
		return;
	/* a server that answers in SMB1 speaks it; a client that only offers it need not */
	if (flags & REPLY_FLAG && status == 0)
		emit_str(e, FACT_CRYPTO, SENDER, 90, "smb1");
	if (command != SMB1_SETUP)
		return;
	hear_blob(s, e, r);
	if (!(flags & REPLY_FLAG))
		return;
	hear_native_os(e, message, flags2 & 0x8000);
	hear_setup_answer(s, e, status);
}

static void hear_message(struct state *s, struct emit *e, struct rd r)
{
	r = rd_of(r.at, rd_left(&r));
	if (rd_starts(&r, magic1, 4))
		hear_smb1(s, e, r);
	else if (rd_starts(&r, magic2, 4))
		hear_smb2(s, e, r);
	else if (rd_starts(&r, magic3, 4))
		emit_secrecy(e, PROTO_smb, true);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct rd r = *in, message;
	unsigned type = rd_u8(&r);
	uint32_t length = rd_be24(&r);

	if (!rd_ok(&r))
		return MORE;
	if (t->hole || length > LENGTH_MAX || s->messages[t->side] >= MESSAGES_MAX)
		return ENOUGH; /* who is there and how was said at the start */
	if (type != SESSION_MESSAGE && (type < SESSION_REQUEST || type > SESSION_ALIVE))
		return BROKEN;
	message = rd_sub(&r, length);
	if (!rd_ok(&r))
		return MORE;
	s->messages[t->side]++;
	if (type == SESSION_MESSAGE)
		hear_message(s, e, message);
	*in = r;
	return HEARD;
}

const struct decoder decoder_smb = {
	.protocol = PROTO_smb,
	.on = ON_TCP,
	.ports = ports,
	.begins = "00",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
