/* Automatic tank gauges (Veeder-Root TLS-350 and what speaks like it), over TCP, named by content. Proved on nDPI's
 * capture for the question; the rest from memory of the maker's manual (576013-635), not proved.
 *
 *	01 | [password 6] | I (asked) or S (set) and five digits | [data] CR LF ...
 *
 * An answer begins with the same function, and ends with 03. */
#include "decode/decoder.h"
#include "decode/words.h"

enum { START = 1, SET = 1000000, ANSWER_MAX = 16384, FUNCTION = 6 };

static const uint16_t ports[] = {10001, 0};

/* "I20100": its number, and 1,000,000 more of one that sets; -1: it is none */
static int32_t function_of(struct rd r)
{
	unsigned letter = rd_u8(&r);
	int32_t code = 0;

	for (int i = 0; i < 5; i++) {
		unsigned digit = rd_u8(&r);

		if (digit < '0' || digit > '9')
			return -1;
		code = code * 10 + (int32_t)(digit - '0');
	}
	if (!rd_ok(&r) || (letter != 'I' && letter != 'S' && letter != 'i' && letter != 's'))
		return -1;
	return letter == 'S' || letter == 's' ? SET + code : code;
}

/* Where the function stands: behind the start, or behind a password. */
static int32_t find_function(struct rd r, bool *ret_password)
{
	int32_t code;

	rd_skip(&r, 1);
	code = function_of(r);
	*ret_password = code < 0;
	if (code >= 0)
		return code;
	rd_skip(&r, FUNCTION);
	return function_of(r);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	bool password, answer;

	if (rd_peek(&head, 0) != START || find_function(head, &password) < 0)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	rd_skip(&head, 1 + FUNCTION);
	answer = !password && rd_left(&head) >= 2 && rd_peek(&head, 0) == '\r' && rd_left(&head) > 8;
	return smell(talk_on_port(t, ports[0]) ? SURE : LIKELY, answer ? ROLE_SERVER : ROLE_CLIENT);
}

static void hear_request(struct emit *e, struct rd r)
{
	bool password;
	int32_t code = find_function(r, &password);

	if (code < 0)
		return;
	if (password)
		emit_login(e, "plain", true, LOGIN_UNKNOWN, text_of("", 0),
			   text_of((const char *)r.at + 1, FUNCTION));
	emit_request(e, PROTO_atg, code, -1, text_of("", 0));
}

static void hear_answer(struct emit *e, struct rd r)
{
	bool password;
	int32_t code = find_function(r, &password);

	if (code < 0)
		return;
	emit_answer(e, PROTO_atg, code, -1, false);
	emit_str(e, FACT_KIND, SERVER, 60, "sensor");
}

/* What people type into a gauge, and telnet's own bytes between: only what begins with 01 is heard. */
static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	const uint8_t *start = memchr(in->at, START, rd_left(in)), *end;
	int last = t->side == FROM_CLIENT ? '\n' : 3;

	if (!start) {
		(void)rd_rest(in);
		return HEARD;
	}
	if (start > in->at) {
		rd_skip(in, (size_t)(start - in->at));
		return HEARD;
	}
	end = memchr(in->at, last, rd_left(in));
	if (!end && rd_left(in) < ANSWER_MAX)
		return MORE;
	if (t->side == FROM_CLIENT)
		hear_request(e, *in);
	else
		hear_answer(e, *in);
	rd_skip(in, end ? (size_t)(end - in->at) + 1 : rd_left(in));
	return HEARD;
}

const struct decoder decoder_atg = {
	.protocol = PROTO_atg,
	.on = ON_TCP,
	.ports = ports,
	.begins = "01",
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
