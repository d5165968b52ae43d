/* VNC, the RFB protocol (RFC 6143): version, how the client signed in and whether it was let in, the
 * desktop's name. */
#include "decode/decoder.h"
#include "decode/words.h"

enum { VERSION_SIZE = 12 };
enum { NONE = 1, VNC_AUTH = 2 };
enum step { VERSION, TYPES, CHOICE, CHALLENGE, RESULT, SERVER_INIT, DONE };

struct vnc {
	uint8_t step[2];
	uint8_t minor; /* 3.3, 3.7 or 3.8, as the client chose */
	uint8_t type;
};

static bool is_version(const struct rd *r)
{
	return rd_left(r) >= VERSION_SIZE && rd_starts(r, "RFB 0", 5) && rd_peek(r, 7) == '.' &&
	       rd_peek(r, 11) == '\n';
}

static struct smell vnc_smells(const struct talk *t, struct rd head)
{
	(void)t;
	return smell(is_version(&head) ? SURE : NOT_MINE, ROLE_UNKNOWN);
}

static void result(struct emit *e, const char *method, enum login_result r)
{
	emit_login(e, method, true, r, text_of("", 0), text_of("", 0));
}

static enum heard encrypted(struct vnc *s, struct emit *e)
{
	s->step[0] = s->step[1] = DONE;
	emit_secrecy(e, PROTO_vnc, true);
	return ENOUGH;
}

/* The type is settled: 3.3 by the server, else by the client. */
static enum heard chosen(struct vnc *s, unsigned type, struct emit *e)
{
	s->type = (uint8_t)type;
	if (type == VNC_AUTH) {
		s->step[FROM_SERVER] = s->step[FROM_CLIENT] = CHALLENGE;
		return HEARD;
	}
	if (type != NONE)
		return encrypted(s, e); /* TLS, VeNCrypt, RSA-AES, Apple's */
	result(e, "none", LOGIN_OK);
	s->step[FROM_SERVER] = s->minor >= 8 ? RESULT : SERVER_INIT;
	s->step[FROM_CLIENT] = DONE;
	return HEARD;
}

static enum heard client(struct vnc *s, struct rd *in, struct emit *e)
{
	const uint8_t *p;

	switch ((enum step)s->step[FROM_CLIENT]) {
	case VERSION:
		p = rd_bytes(in, VERSION_SIZE);
		if (!p)
			return MORE;
		s->minor = p[10] >= '8' ? 8 : p[10] == '7' ? 7 : 3;
		s->step[FROM_CLIENT] = s->minor == 3 ? CHALLENGE : CHOICE;
		return HEARD;
	case CHOICE:
		return chosen(s, rd_u8(in), e);
	case CHALLENGE: /* the answer to it */
		rd_skip(in, 16);
		s->step[FROM_CLIENT] = DONE;
		return rd_ok(in) ? HEARD : MORE;
	default:
		return ENOUGH;
	}
}

static enum heard types(struct vnc *s, struct rd *in, struct emit *e)
{
	unsigned n;

	if (s->minor == 3) {
		n = rd_be32(in);
		return !rd_ok(in) ? MORE : n == 0 || n > 255 ? ENOUGH : chosen(s, n, e);
	}
	n = rd_u8(in);
	rd_skip(in, n);
	if (!rd_ok(in))
		return MORE;
	s->step[FROM_SERVER] = CHALLENGE;
	return n ? HEARD : ENOUGH;
}

static enum heard desktop(struct vnc *s, struct rd *in, struct emit *e)
{
	struct rd name;

	rd_skip(in, 20); /* size and pixel format */
	name = rd_sub(in, rd_be32(in));
	if (!rd_ok(in))
		return MORE;
	s->step[FROM_SERVER] = DONE;
	if (!rd_empty(&name))
		emit_text(e, FACT_DESCRIPTION, SERVER, 70, text_rd(&name));
	return ENOUGH;
}

static enum heard login_result(struct vnc *s, struct rd *in, struct emit *e)
{
	unsigned code = rd_be32(in);

	if (!rd_ok(in))
		return MORE;
	if (s->type == VNC_AUTH)
		result(e, "vnc", code == 0 ? LOGIN_OK : LOGIN_FAILED);
	s->step[FROM_SERVER] = SERVER_INIT;
	return code == 0 ? HEARD : ENOUGH;
}

static enum heard server(struct vnc *s, struct rd *in, struct emit *e)
{
	const uint8_t *p;

	switch ((enum step)s->step[FROM_SERVER]) {
	case VERSION:
		p = rd_bytes(in, VERSION_SIZE);
		if (!p)
			return MORE;
		emit_text(e, FACT_BANNER, SERVER, 90, text_of(p, VERSION_SIZE - 1));
		emit_str(e, FACT_REMOTE_TOOL, SERVER, 90, "vnc");
		s->step[FROM_SERVER] = TYPES;
		return HEARD;
	case TYPES:
		return types(s, in, e);
	case CHALLENGE:
		if (s->type != VNC_AUTH)
			return MORE; /* what follows depends on a choice not seen yet */
		rd_skip(in, 16);
		s->step[FROM_SERVER] = RESULT;
		return rd_ok(in) ? HEARD : MORE;
	case RESULT:
		return login_result(s, in, e);
	case SERVER_INIT:
		return desktop(s, in, e);
	default:
		return ENOUGH;
	}
}

static enum heard vnc_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct vnc *s = t->state, before = *s;
	struct rd start = *in;
	enum heard h;

	if (t->hole)
		return ENOUGH;
	if (s->step[t->side] == VERSION && rd_left(in) >= VERSION_SIZE && !is_version(in))
		return BROKEN;
	h = t->side == FROM_CLIENT ? client(s, in, e) : server(s, in, e);
	if (h == MORE) {
		*in = start;
		*s = before;
	}
	return h;
}

static void vnc_over(struct talk *t, struct emit *e)
{
	struct vnc *s = t->state;

	if (s->type == VNC_AUTH && s->step[FROM_CLIENT] == DONE && s->step[FROM_SERVER] == RESULT)
		result(e, "vnc", LOGIN_UNKNOWN);
}

const struct decoder decoder_vnc = {
	.protocol = PROTO_vnc,
	.on = ON_TCP,
	.ports = (const uint16_t[]){5900, 5901, 5902, 5800, 0},
	.begins = "52",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct vnc),
	.smells = vnc_smells,
	.decode = vnc_decode,
	.over = vnc_over,
};
