/* FTP control connection (RFC 959, RFC 4217): greeting, sign-in and its result, the turn to TLS. */
#include "decode/decoder.h"
#include "decode/signin.h"
#include "decode/words.h"

enum { LINE_MAX = 4096 };

struct ftp {
	bool greeted, tls_asked, anonymous;
	struct signin signin;
};

static bool is_code(struct text line, unsigned *ret_code)
{
	uint64_t code;

	if (line.n < 3 || !words_number(text_of(line.s, 3), 10, &code) || code < 100 || code > 599 ||
	    (line.n > 3 && line.s[3] != ' ' && line.s[3] != '-'))
		return false;
	*ret_code = (unsigned)code;
	return true;
}

/* Commands a client begins with, or is met with in the middle of a session. */
static bool is_command(struct text line)
{
	static const char *const verbs[] = {"user", "auth", "pasv", "epsv", "port", "eprt",
					    "list", "nlst", "retr", "stor", "cwd",  "type",
					    "quit", "syst", "feat", "pwd",  "size", "noop"};
	struct text verb = words_cut(&line, ' ');

	verb = words_trim(verb);
	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
		if (words_same(verb, verbs[i]))
			return true;
	return false;
}

static struct smell ftp_smells(const struct talk *t, struct rd head)
{
	struct text text = text_of((const char *)head.at, rd_left(&head) < 256 ? rd_left(&head) : 256);
	bool port = talk_on_port(t, 21);
	unsigned code;

	if (is_code(text, &code) && code == 220 && text.n > 4) {
		if (words_has(text, "smtp"))
			return smell(NOT_MINE, ROLE_UNKNOWN);
		return smell(words_has(text, "ftp") ? SURE : port ? LIKELY : NOT_MINE, ROLE_SERVER);
	}
	if (!port)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (is_code(text, &code) && text.n > 4)
		return smell(LIKELY, ROLE_SERVER);
	return smell(is_command(text) ? LIKELY : NOT_MINE, ROLE_CLIENT);
}

static void command(struct ftp *s, struct text line, struct emit *e)
{
	struct text rest = line, verb = words_cut(&rest, ' ');

	rest = words_trim(rest);
	if (words_same(verb, "user")) {
		s->anonymous = words_same(rest, "anonymous") || words_same(rest, "ftp");
		signin_answer(&s->signin, e, LOGIN_UNKNOWN);
		signin_user(&s->signin, rest);
	} else if (words_same(verb, "pass")) { /* an anonymous "password" is a mail address: nothing secret */
		signin_secret(&s->signin, e, s->anonymous ? "anonymous" : "plain",
			      s->anonymous ? text_of("", 0) : rest);
	} else if (words_same(verb, "auth")) {
		s->tls_asked = words_start(rest, "tls") || words_start(rest, "ssl");
	}
}

static void reply(struct ftp *s, struct text line, struct emit *e)
{
	unsigned code;

	if (!is_code(line, &code))
		return; /* inner line of a long reply */
	if (code == 220 && !s->greeted) {
		s->greeted = true;
		emit_text(e, FACT_BANNER, SERVER, 90, words_trim(words_from(line, 4)));
	} else if (code == 215) {
		struct text system = words_trim(words_from(line, 3));

		emit_fmt(e, FACT_PROPERTY, SERVER, 60, "ftp-system=%.*s",
			 (int)(system.n < 60 ? system.n : 60), system.s);
	} else if (code == 230 || code == 232 || code == 530 || code == 430) {
		signin_answer(&s->signin, e, code < 300 ? LOGIN_OK : LOGIN_FAILED);
	} else if (code == 234 && s->tls_asked) {
		emit_becomes(e, PROTO_tls);
	}
}

static enum heard ftp_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct ftp *s = t->state;
	struct rd line;

	if (!rd_line(in, &line))
		return rd_left(in) > LINE_MAX ? BROKEN : MORE;
	if (t->side == FROM_CLIENT)
		command(s, text_rd(&line), e);
	else
		reply(s, text_rd(&line), e);
	return HEARD;
}

static void ftp_over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct ftp *)t->state)->signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_ftp = {
	.protocol = PROTO_ftp,
	.on = ON_TCP,
	.ports = (const uint16_t[]){21, 0},
	.begins = "32",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct ftp),
	.smells = ftp_smells,
	.decode = ftp_decode,
	.over = ftp_over,
};
