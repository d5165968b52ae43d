/* RDP (MS-RDPBCGR 2.2.1): the connection request and its answer, that is: that a desktop is operated from
 *afar, and by which security. The user name of the cookie is not told.
 *
 *	TPKT: 3 0 length(2); X.224: length(1) code(1: 0xe0 request, 0xd0 confirm) refs(4) class(1); cookie
 *line; negotiation(8)
 */
#include "decode/decoder.h"
#include "decode/words.h"

enum { REQUEST = 0xe0, CONFIRM = 0xd0 };
enum { NEG_REQUEST = 1, NEG_RESPONSE = 2, NEG_FAILURE = 3 };

struct rdp {
	bool told;
};

/* The variable part of an X.224 connection unit in TPKT. */
static bool unit_of(struct rd *in, unsigned *ret_code, struct rd *ret_rest)
{
	unsigned version = rd_be16(in), length = rd_be16(in);
	struct rd body;

	if (!rd_ok(in) || version != 0x0300 || length < 11)
		return false;
	body = rd_sub(in, length - 4);
	rd_skip(&body, 1);
	*ret_code = rd_u8(&body);
	rd_skip(&body, 5);
	*ret_rest = body;
	return rd_ok(&body);
}

static bool is_negotiation(const struct rd *r)
{
	return rd_left(r) == 8 && rd_peek(r, 2) == 8 && rd_peek(r, 3) == 0;
}

static struct smell rdp_smells(const struct talk *t, struct rd head)
{
	unsigned code;
	struct rd rest;
	bool port = talk_on_port(t, 3389);

	if (rd_peek(&head, 0) != 3 || !unit_of(&head, &code, &rest))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (code == REQUEST) {
		bool mine = rd_starts(&rest, "Cookie: ", 8) ||
			    (is_negotiation(&rest) && rd_peek(&rest, 0) == NEG_REQUEST);

		return smell(mine ? SURE : port ? LIKELY : NOT_MINE, ROLE_CLIENT);
	}
	if (code == CONFIRM && is_negotiation(&rest) && rd_peek(&rest, 0) >= NEG_RESPONSE &&
	    rd_peek(&rest, 0) <= NEG_FAILURE)
		return smell(SURE, ROLE_SERVER);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static enum heard rdp_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rdp *s = t->state;
	struct rd at = *in, rest;
	unsigned code, kind, selected;

	if (t->hole)
		return ENOUGH;
	if (rd_left(in) < 11)
		return MORE;
	if (!unit_of(&at, &code, &rest))
		return rd_peek(in, 0) == 3 && rd_left(in) < 1024 && !rd_ok(&at) ? MORE : BROKEN;
	*in = at;
	if (!s->told) {
		s->told = true;
		emit_str(e, FACT_REMOTE_TOOL, SERVER, 90, "rdp");
	}
	if (t->side == FROM_CLIENT)
		return ENOUGH;
	kind = rd_u8(&rest);
	rd_skip(&rest, 3);
	selected = rd_le32(&rest);
	if (code == CONFIRM && kind == NEG_RESPONSE && rd_ok(&rest) && selected > 0)
		emit_secrecy(e, PROTO_rdp, true); /* TLS, CredSSP */
	else if (code == CONFIRM && kind != NEG_FAILURE)
		emit_str(e, FACT_CRYPTO, SERVER, 80, "rdp-standard-security");
	return ENOUGH;
}

const struct decoder decoder_rdp = {
	.protocol = PROTO_rdp,
	.on = ON_TCP,
	.ports = (const uint16_t[]){3389, 0},
	.begins = "03",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_UNKNOWN,
	.state_size = sizeof(struct rdp),
	.smells = rdp_smells,
	.decode = rdp_decode,
};
