/* SMTP (RFC 5321) with AUTH (RFC 4954) and STARTTLS (RFC 3207): greeting, names, sign-in. Mail itself is
 * passed over. */
#include "decode/decoder.h"
#include "decode/signin.h"
#include "decode/words.h"

enum { LINE_MAX = 16 * 1024 };
enum wait { COMMANDS, AUTH_PLAIN, AUTH_USER, AUTH_SECRET, AUTH_OTHER, MAIL };

struct smtp {
	uint8_t wait;
	bool greeted, tls_asked, data_asked;
	struct signin signin;
};

static struct smell smtp_smells(const struct talk *t, struct rd head)
{
	struct text text = text_of((const char *)head.at, rd_left(&head) < 256 ? rd_left(&head) : 256);
	bool port = talk_on_port(t, 25) || talk_on_port(t, 587) || talk_on_port(t, 2525);

	if (words_start(text, "220 ") || words_start(text, "220-"))
		return smell(words_has(text, "smtp") ? SURE : port ? LIKELY : NOT_MINE, ROLE_SERVER);
	if (words_start(text, "ehlo ") || words_start(text, "mail from:"))
		return smell(SURE, ROLE_CLIENT);
	return smell(words_start(text, "helo ") ? LIKELY : NOT_MINE, ROLE_CLIENT);
}

static void auth(struct smtp *s, struct text rest, struct emit *e)
{
	struct text method = words_cut(&rest, ' '), none = text_of("", 0);
	uint8_t user[SIGNIN_TEXT];
	ssize_t n;

	rest = words_trim(rest);
	if (words_same(method, "plain")) {
		s->wait = rest.n ? COMMANDS : AUTH_PLAIN;
		if (rest.n)
			signin_plain(&s->signin, e, rest);
	} else if (words_same(method, "login")) {
		n = rest.n ? words_base64(rest, user, sizeof user) : -1;
		s->wait = n >= 0 ? AUTH_SECRET : AUTH_USER;
		if (n >= 0)
			signin_user(&s->signin, text_of(user, (size_t)n));
	} else {
		signin_try(&s->signin, e, words_start(method, "cram") ? "cram-md5" : "sasl", false, none,
			   none);
		s->wait = AUTH_OTHER;
	}
}

/* What the client sends while a sign-in goes on. */
static void secret_line(struct smtp *s, struct text line, struct emit *e)
{
	uint8_t raw[SIGNIN_TEXT];
	ssize_t n = words_base64(words_trim(line), raw, sizeof raw);

	if (s->wait == AUTH_PLAIN) {
		signin_plain(&s->signin, e, line);
	} else if (s->wait == AUTH_USER && n >= 0) {
		signin_user(&s->signin, text_of(raw, (size_t)n));
	} else if (s->wait == AUTH_SECRET && n >= 0) {
		signin_secret(&s->signin, e, "login", text_of(raw, (size_t)n));
	}
	explicit_bzero(raw, sizeof raw);
	s->wait = s->wait == AUTH_USER ? AUTH_SECRET : COMMANDS;
}

static void client_line(struct smtp *s, struct text line, struct emit *e)
{
	struct text rest = line, verb = words_cut(&rest, ' ');

	if (s->wait == MAIL) {
		s->wait = line.n == 1 && line.s[0] == '.' ? COMMANDS : MAIL;
	} else if (s->wait != COMMANDS) {
		secret_line(s, line, e);
	} else if (words_same(verb, "ehlo") || words_same(verb, "helo")) {
		struct text host = words_trim(rest);

		host = words_cut(&host, '.');
		if (host.n > 0 && !words_is_address(rest) && !words_same(host, "localhost"))
			emit_text(e, FACT_NAME, CLIENT, 40, host);
	} else if (words_same(verb, "auth")) {
		auth(s, words_trim(rest), e);
	}
	s->tls_asked = s->wait == COMMANDS && words_same(verb, "starttls");
	s->data_asked = s->wait == COMMANDS && words_same(verb, "data");
}

static void server_line(struct smtp *s, struct text line, struct emit *e)
{
	uint64_t code;

	if (line.n < 3 || !words_number(text_of(line.s, 3), 10, &code) || (line.n > 3 && line.s[3] == '-'))
		return;
	if (code == 220 && !s->greeted) {
		s->greeted = true;
		emit_text(e, FACT_BANNER, SERVER, 90, words_trim(words_from(line, 4)));
	} else if (code == 220 && s->tls_asked) {
		emit_becomes(e, PROTO_tls);
	} else if (code == 235) {
		signin_answer(&s->signin, e, LOGIN_OK);
	} else if (code == 535 || code == 534 || code == 538) {
		signin_answer(&s->signin, e, LOGIN_FAILED);
		s->wait = COMMANDS;
	} else if (code == 354 && s->data_asked) {
		s->wait = MAIL;
	} else if (code >= 400 && s->wait != MAIL) {
		s->wait = COMMANDS;
	}
}

static enum heard smtp_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct smtp *s = t->state;
	struct rd line;

	if (t->hole && t->side == FROM_CLIENT && s->wait != MAIL)
		s->wait = COMMANDS;
	if (!rd_line(in, &line))
		return rd_left(in) > LINE_MAX ? BROKEN : MORE;
	if (t->side == FROM_CLIENT)
		client_line(s, text_rd(&line), e);
	else
		server_line(s, text_rd(&line), e);
	return HEARD;
}

static void smtp_over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct smtp *)t->state)->signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_smtp = {
	.protocol = PROTO_smtp,
	.on = ON_TCP,
	.ports = (const uint16_t[]){25, 587, 2525, 0},
	.begins = "32 45 48 4d 65 68 6d",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct smtp),
	.smells = smtp_smells,
	.decode = smtp_decode,
	.over = smtp_over,
};
