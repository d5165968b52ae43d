/* ANSI C12.22 (meters; IEC 62056-31's sister, also RFC 6142), over TCP and UDP, named by content on any port. Proved on
 * icsnpp-c1222's captures beside its logs; numbers of services beside Wireshark's table.
 *
 *	60 length { a2 called title, a6 calling title, a8 .., ac who proves it, be { 28 { 81 EPSEM } } }
 *	EPSEM    control 1 | [class 4] | { length 1 or 2 | service or result 1 | ... } ...
 *	control  0x10 a class follows, 0x0c: 0 in clear, 1 in clear and proved, 2 encrypted
 *
 * A service below 0x20 is the result of a request. The title is the meter's name in its network. */
#include "decode/ber.h"
#include "decode/decoder.h"
#include "decode/signin.h"
#include "decode/words.h"

#include <stdio.h>

enum { TITLE_CALLED = 0xa2, TITLE_CALLING = 0xa6, INFORMATION = 0xbe, EXTERNAL = 0x28, OCTETS = 0x81 };
enum { LENGTH_MAX = 16384, ASKED = 8, ELEMENTS_MAX = 16, SERVICES_MAX = 32 };
enum { LOGON = 0x50, SECURITY = 0x51, FIRST_SERVICE = 0x20 };

static const uint16_t ports[] = {1153, 0};

struct state {
	struct signin signin;
	uint8_t asked[ASKED], asked_n; /* in order: the answers come so */
	bool told_title, told_secrecy;
	uint8_t user_n;
	char user[12];
};

struct message {
	struct rd called, calling, epsem;
};

static enum heard read_message(struct rd *r, struct message *m)
{
	struct rd look = *r, inner, external;
	size_t whole = ber_length(r);
	unsigned tag;
	struct rd content;

	*m = (struct message){rd_of(NULL, 0), rd_of(NULL, 0), rd_of(NULL, 0)};
	if (rd_peek(r, 0) != 0x60 || whole > LENGTH_MAX)
		return BROKEN;
	if (whole == 0 || whole > rd_left(r))
		return rd_left(r) < 6 || whole ? MORE : BROKEN;
	if (!ber_want(&look, 0x60, &inner))
		return BROKEN;
	for (int i = 0; i < ELEMENTS_MAX && ber_next(&inner, &tag, &content); i++) {
		if (tag == TITLE_CALLED)
			m->called = content;
		else if (tag == TITLE_CALLING)
			m->calling = content;
		else if (tag == INFORMATION && ber_want(&content, EXTERNAL, &external))
			(void)ber_want(&external, OCTETS, &m->epsem);
	}
	if (rd_empty(&m->epsem))
		return BROKEN;
	*r = look;
	return HEARD;
}

/* Behind control and class; empty when it is encrypted. */
static struct rd services_of(struct rd epsem, bool *ret_encrypted)
{
	unsigned control = rd_u8(&epsem);

	if (control & 0x10)
		rd_skip(&epsem, 4);
	*ret_encrypted = (control >> 2 & 3) == 2;
	return *ret_encrypted || !rd_ok(&epsem) ? rd_of(NULL, 0) : epsem;
}

/* The next service: its number, and what belongs to it. */
static bool next_service(struct rd *r, unsigned *ret_service, struct rd *ret_body)
{
	unsigned n = rd_u8(r);

	if (n == 0x81)
		n = rd_u8(r);
	else if (n == 0x82)
		n = rd_be16(r);
	*ret_body = rd_sub(r, n);
	*ret_service = rd_u8(ret_body);
	return rd_ok(r) && rd_ok(ret_body) && n > 0;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;
	struct rd services, body;
	unsigned service = 0;
	bool encrypted;

	if (read_message(&head, &m) != HEARD || (rd_empty(&m.called) && rd_empty(&m.calling)))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	services = services_of(m.epsem, &encrypted);
	if (!encrypted && !next_service(&services, &service, &body))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(talk_on_port(t, ports[0]) || !encrypted ? SURE : LIKELY, encrypted ? ROLE_UNKNOWN
									      : service < FIRST_SERVICE
										      ? ROLE_SERVER
										      : ROLE_CLIENT);
}

/* user 2, name 10 (then how long the session may be idle); the password comes with a service of its own */
static void hear_sign_in(struct state *s, struct emit *e, unsigned service, struct rd body)
{
	struct rd name, password;

	if (service == LOGON) {
		rd_skip(&body, 2);
		name = rd_sub(&body, 10);
		if (rd_ok(&body))
			s->user_n = (uint8_t)words_keep(words_trim(text_rd(&name)), s->user, sizeof s->user);
		return;
	}
	password = rd_sub(&body, 20);
	if (rd_ok(&body))
		signin_try(&s->signin, e, "plain", true, text_of(s->user, s->user_n), text_rd(&password));
}

/* table 2: what is read or written; other services have none */
static void hear_request(struct state *s, struct emit *e, unsigned service, struct rd body)
{
	char what[24] = "";

	if (service >= 0x30 && service <= 0x4f && service != 0x3e && service != 0x4e && rd_left(&body) >= 2)
		snprintf(what, sizeof what, "table %u", rd_be16(&body));
	emit_request(e, PROTO_c1222, service, -1, text_z(what));
	if (s->asked_n < ASKED)
		s->asked[s->asked_n++] = (uint8_t)service;
	if (service == LOGON || service == SECURITY)
		hear_sign_in(s, e, service, body);
}

static void hear_result(struct state *s, struct emit *e, unsigned result)
{
	unsigned asked = s->asked[0];

	if (!s->asked_n)
		return;
	memmove(s->asked, s->asked + 1, --s->asked_n);
	emit_answer(e, PROTO_c1222, asked, -1, result != 0);
	if (asked == SECURITY)
		signin_answer(&s->signin, e, result ? LOGIN_FAILED : LOGIN_OK);
}

/* { 06 the OID or 80 a part of it } */
static void tell_title(struct state *s, struct emit *e, struct rd title)
{
	char text[BER_OID_TEXT];
	struct rd oid;

	if (s->told_title || !ber_want(&title, BER_OID, &oid) || !ber_oid(oid, text))
		return;
	s->told_title = true;
	emit_fmt(e, FACT_PROPERTY, SERVER, 90, "c1222-title=%s", text);
	emit_str(e, FACT_KIND, SERVER, 40, "sensor");
}

static void hear(struct state *s, struct emit *e, const struct message *m)
{
	bool encrypted, request = false;
	struct rd services = services_of(m->epsem, &encrypted), body;
	unsigned service;

	if (encrypted && !s->told_secrecy)
		emit_secrecy(e, PROTO_c1222, true);
	s->told_secrecy |= encrypted;
	for (int i = 0; i < SERVICES_MAX && !rd_empty(&services); i++) {
		if (!next_service(&services, &service, &body))
			return;
		request |= service >= FIRST_SERVICE;
		emit_asks(e, service >= FIRST_SERVICE ? SENDER : RECEIVER);
		if (service >= FIRST_SERVICE)
			hear_request(s, e, service, body);
		else
			hear_result(s, e, service);
	}
	if (!encrypted)
		tell_title(s, e, request ? m->called : m->calling);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	enum heard heard = read_message(in, &m);

	if (heard == BROKEN && t->hole && t->transport == 6) {
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard == HEARD)
		hear(t->state, e, &m);
	return heard;
}

static void over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct state *)t->state)->signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_c1222 = {
	.protocol = PROTO_c1222,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "60",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
	.over = over,
};
