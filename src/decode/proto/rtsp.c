/* RTSP 1.0 (RFC 2326): server, client, realm, sign-in; that the server shows video. Interleaved media ($
 * channel length) and bodies are passed over. */
#include "decode/decoder.h"
#include "decode/signin.h"
#include "decode/words.h"

enum { LINE_MAX = 16 * 1024 };
enum phase { START, HEAD, BODY, LOST };

struct half {
	uint8_t phase;
	bool description;
	uint16_t status;
	uint64_t left;
};

struct rtsp {
	struct half half[2];
	bool told_server, told_agent, told_kind;
	struct signin signin;
};

static bool is_start(struct text line)
{
	return words_start(line, "rtsp/1.0 ") || words_end(line, " rtsp/1.0");
}

static struct smell rtsp_smells(const struct talk *t, struct rd head)
{
	struct rd line;

	(void)t;
	if (rd_starts(&head, "RTSP/1.0 ", 9))
		return smell(SURE, ROLE_SERVER);
	if (rd_peek(&head, 0) < 'A' || rd_peek(&head, 0) > 'Z' || !rd_line(&head, &line))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(is_start(text_rd(&line)) ? SURE : NOT_MINE, ROLE_CLIENT);
}

static void header(struct talk *t, struct half *h, struct text line, struct emit *e)
{
	struct rtsp *s = t->state;
	struct text name, value;

	if (!words_header(line, &name, &value))
		return;
	if (words_same(name, "content-length")) {
		words_number(value, 10, &h->left);
	} else if (words_same(name, "content-type")) {
		h->description = words_start(value, "application/sdp");
	} else if (words_same(name, "server") && !s->told_server) {
		s->told_server = true;
		emit_text(e, FACT_BANNER, SENDER, 90, value);
	} else if (words_same(name, "user-agent") && !s->told_agent) {
		s->told_agent = true;
		emit_text(e, FACT_USER_AGENT, SENDER, 90, value);
	} else if (words_same(name, "www-authenticate") && words_parameter(value, "realm").n > 0) {
		emit_text(e, FACT_REALM, SENDER, 90, words_parameter(value, "realm"));
	} else if (words_same(name, "authorization")) {
		signin_authorization(&s->signin, e, value);
	}
}

static void head_ends(struct talk *t, struct half *h, struct emit *e)
{
	struct rtsp *s = t->state;

	if (t->side == FROM_SERVER && h->status >= 200)
		signin_answer(&s->signin, e,
			      h->status == 401 || h->status == 403 ? LOGIN_FAILED
			      : h->status < 400                    ? LOGIN_OK
								   : LOGIN_UNKNOWN);
	h->phase = h->left > 0 ? BODY : START;
}

static enum heard start_line(struct talk *t, struct half *h, struct text line)
{
	uint64_t status = 0;

	if (line.n == 0)
		return HEARD;
	if (!is_start(line))
		return BROKEN;
	*h = (struct half){.phase = HEAD};
	words_cut(&line, ' ');
	if (t->side == FROM_SERVER && words_number(words_cut(&line, ' '), 10, &status))
		h->status = (uint16_t)status;
	return HEARD;
}

static enum heard body(struct talk *t, struct half *h, struct rd *in, struct emit *e)
{
	struct rtsp *s = t->state;
	size_t n = rd_left(in) < h->left ? rd_left(in) : (size_t)h->left;
	struct rd part = rd_sub(in, n);

	if (h->description && t->side == FROM_SERVER && !s->told_kind &&
	    words_has(text_rd(&part), "m=video")) {
		s->told_kind = true;
		emit_str(e, FACT_KIND, SERVER, 50, "camera");
	}
	h->left -= n;
	h->phase = h->left ? BODY : START;
	return HEARD;
}

static enum heard interleaved(struct half *h, struct rd *in)
{
	rd_skip(in, 2);
	h->left = rd_be16(in);
	if (!rd_ok(in))
		return MORE;
	h->description = false;
	h->phase = h->left ? BODY : START;
	return HEARD;
}

static enum heard step(struct talk *t, struct rd *in, struct emit *e)
{
	struct half *h = &((struct rtsp *)t->state)->half[t->side];
	struct rd line;

	if (h->phase == BODY)
		return body(t, h, in, e);
	if (h->phase == START && rd_peek(in, 0) == '$')
		return interleaved(h, in);
	if (!rd_line(in, &line))
		return rd_left(in) > LINE_MAX ? BROKEN : MORE;
	if (h->phase == START)
		return start_line(t, h, text_rd(&line));
	if (!rd_empty(&line))
		header(t, h, text_rd(&line), e);
	else
		head_ends(t, h, e);
	return HEARD;
}

static enum heard rtsp_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct half *h = &((struct rtsp *)t->state)->half[t->side];
	size_t before = rd_left(in);
	enum heard heard = HEARD;

	if (t->hole)
		h->phase = LOST;
	if (h->phase == LOST) {
		if (rtsp_smells(t, *in).certainty == NOT_MINE) {
			rd_skip(in, rd_left(in));
			return HEARD;
		}
		h->phase = START;
	}
	while (heard == HEARD && !rd_empty(in)) {
		struct rd at = *in;

		heard = step(t, &at, e);
		if (heard == HEARD)
			*in = at;
	}
	return heard == MORE && rd_left(in) < before ? HEARD : heard;
}

static void rtsp_over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct rtsp *)t->state)->signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_rtsp = {
	.protocol = PROTO_rtsp,
	.on = ON_TCP,
	.ports = (const uint16_t[]){554, 8554, 0},
	.begins = "41-5a",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct rtsp),
	.smells = rtsp_smells,
	.decode = rtsp_decode,
	.over = rtsp_over,
};
