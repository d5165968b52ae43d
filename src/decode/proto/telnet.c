/* Telnet (RFC 854): options are taken out, what remains is a terminal's sign-in.
 *
 *	IAC(255) WILL|WONT|DO|DONT(251..254) option; IAC SB(250) ... IAC SE(240); IAC IAC is one 255
 */
#include "decode/decoder.h"
#include "decode/terminal.h"

enum { SE = 240, SB = 250, WILL = 251, DONT = 254, IAC = 255 };
enum mode { DATA, COMMAND, OPTION, SUB, SUB_COMMAND };

struct telnet {
	uint8_t mode[2];
	struct terminal terminal;
};

/* Options that are in use (IANA): 0..49 and EXOPL. */
static bool is_option(int c) { return (c >= 0 && c < 50) || c == 255; }

static struct smell telnet_smells(const struct talk *t, struct rd head)
{
	bool port = talk_on_port(t, 23) || talk_on_port(t, 2323);
	size_t n = 0;

	if (rd_peek(&head, 0) != IAC) {
		struct text text = text_of((const char *)head.at, rd_left(&head));

		return smell(port && terminal_is_prompt(text) ? LIKELY : NOT_MINE, ROLE_SERVER);
	}
	while (rd_peek(&head, 0) == IAC && rd_peek(&head, 1) >= WILL && rd_peek(&head, 1) <= DONT &&
	       is_option(rd_peek(&head, 2))) {
		rd_skip(&head, 3);
		n++;
	}
	if (rd_peek(&head, 0) == IAC && rd_peek(&head, 1) == SB && is_option(rd_peek(&head, 2)))
		n++;
	return smell(n > 1 || (n == 1 && (port || rd_empty(&head))) ? SURE : NOT_MINE, ROLE_UNKNOWN);
}

/* One byte of the stream: the data byte it is, or -1. */
static int data_byte(uint8_t *mode, uint8_t c)
{
	switch ((enum mode) * mode) {
	case DATA:
		*mode = c == IAC ? COMMAND : DATA;
		return c == IAC ? -1 : c;
	case COMMAND:
		*mode = c == SB ? SUB : c >= WILL && c <= DONT ? OPTION : DATA;
		return c == IAC ? c : -1;
	case OPTION:
		*mode = DATA;
		return -1;
	case SUB:
		*mode = c == IAC ? SUB_COMMAND : SUB;
		return -1;
	default:
		*mode = c == SE ? DATA : SUB;
		return -1;
	}
}

static enum heard telnet_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct telnet *s = t->state;
	uint8_t *mode = &s->mode[t->side];
	char text[256];

	if (t->hole)
		*mode = DATA;
	while (!rd_empty(in) && !terminal_is_over(&s->terminal)) {
		size_t n = 0;

		while (!rd_empty(in) && n < sizeof text) {
			int c = data_byte(mode, rd_u8(in));

			if (c >= 0)
				text[n++] = (char)c;
		}
		if (t->side == FROM_SERVER)
			terminal_shows(&s->terminal, text_of(text, n), e);
		else
			terminal_types(&s->terminal, text_of(text, n), e);
		explicit_bzero(text, n);
	}
	return terminal_is_over(&s->terminal) ? ENOUGH : HEARD;
}

static void telnet_over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct telnet *)t->state)->terminal.signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_telnet = {
	.protocol = PROTO_telnet,
	.on = ON_TCP,
	.ports = (const uint16_t[]){23, 2323, 0},
	.begins = "ff",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct telnet),
	.smells = telnet_smells,
	.decode = telnet_decode,
	.over = telnet_over,
};
