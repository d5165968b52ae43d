/* rlogin (RFC 1282): the client begins with NUL, its user, the user wanted, its terminal, each ended by NUL;
 * the server answers one NUL; then it is a terminal, with a password asked only when the client is not
 * trusted. */
#include "decode/decoder.h"
#include "decode/terminal.h"
#include "decode/words.h"

enum { GREETING_MAX = 256 };

struct rlogin {
	bool started[2];
	struct terminal terminal;
};

/* The text up to a NUL; false when there is none. */
static bool field(struct rd *r, struct text *ret)
{
	const uint8_t *nul = rd_empty(r) ? NULL : memchr(r->at, 0, rd_left(r));

	if (!nul)
		return false;
	*ret = text_of(r->at, (size_t)(nul - r->at));
	rd_skip(r, ret->n + 1);
	return true;
}

static bool greeting(struct rd *r, struct text *ret_user)
{
	struct text own, terminal;

	return rd_u8(r) == 0 && rd_ok(r) && field(r, &own) && field(r, ret_user) && field(r, &terminal) &&
	       own.n > 0 && text_is_plain(own) && text_is_plain(*ret_user) && text_is_plain(terminal) &&
	       memchr(terminal.s, '/', terminal.n);
}

static struct smell rlogin_smells(const struct talk *t, struct rd head)
{
	struct text user;

	if (rd_peek(&head, 0) != 0 || !greeting(&head, &user))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(talk_on_port(t, 513) || rd_empty(&head) ? SURE : LIKELY, ROLE_CLIENT);
}

static enum heard client_starts(struct rlogin *s, struct rd *in)
{
	struct rd at = *in;
	struct text user;

	if (!greeting(&at, &user))
		return rd_left(in) > GREETING_MAX || rd_peek(in, 0) != 0 ? BROKEN : MORE;
	terminal_user(&s->terminal, user);
	s->started[FROM_CLIENT] = true;
	*in = at;
	return HEARD;
}

static enum heard rlogin_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rlogin *s = t->state;
	struct rd text;

	if (t->side == FROM_CLIENT && !s->started[FROM_CLIENT] && !t->hole)
		return client_starts(s, in);
	if (t->side == FROM_SERVER && !s->started[FROM_SERVER] && rd_peek(in, 0) == 0)
		rd_skip(in, 1);
	s->started[t->side] = true;
	text = rd_rest(in);
	if (t->side == FROM_SERVER)
		terminal_shows(&s->terminal, text_rd(&text), e);
	else
		terminal_types(&s->terminal, text_rd(&text), e);
	return terminal_is_over(&s->terminal) ? ENOUGH : HEARD;
}

static void rlogin_over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct rlogin *)t->state)->terminal.signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_rlogin = {
	.protocol = PROTO_rlogin,
	.on = ON_TCP,
	.ports = (const uint16_t[]){513, 0},
	.begins = "00",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct rlogin),
	.smells = rlogin_smells,
	.decode = rlogin_decode,
	.over = rlogin_over,
};
