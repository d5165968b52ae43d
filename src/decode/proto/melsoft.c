/* MELSOFT, the engineering protocol of Mitsubishi controllers, named by content. No public specification:
 * requests begin 57, answers d7, and both have 00 11 11 in the fifth to seventh byte (as in recordings of
 * GX Works, and as nmap's melsecq-discover sends and expects). A connection may begin with 5a 00 00 ff,
 * answered da 00 00 ff. */
#include "decode/named.h"
#include "decode/words.h"

enum {
	REQUEST = 0x57,
	ANSWER = 0xd7,
	HEADER = 9,
	TYPE_AT = 47,
	TYPE_HEAD = 6,
	TYPE_ROOM = 16,
	MESSAGES_MAX = 32
};

struct state {
	uint8_t messages[2];
};

static const uint16_t ports[] = {5006, 5007, 5008, 5009, 5560, 5562, 0};
static const uint8_t fixed[] = {0x00, 0x11, 0x11}, hello[] = {0x5a, 0x00, 0x00},
		     hello_answer[] = {0xda, 0x00, 0x00};

static bool on_port(const struct talk *t)
{
	for (int i = 0; ports[i]; i++)
		if (talk_on_port(t, ports[i]))
			return true;
	return false;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	int first = rd_peek(&head, 0);
	struct rd at = rd_at(&head, 4);

	if (rd_starts(&head, hello, sizeof hello) && rd_left(&head) == 4)
		return smell(on_port(t) ? SURE : LIKELY, ROLE_CLIENT);
	if (rd_starts(&head, hello_answer, sizeof hello_answer) && rd_left(&head) >= 4)
		return smell(on_port(t) ? SURE : LIKELY, ROLE_SERVER);
	if ((first != REQUEST && first != ANSWER) || rd_left(&head) < HEADER ||
	    !rd_starts(&at, fixed, sizeof fixed))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, first == REQUEST ? ROLE_CLIENT : ROLE_SERVER);
}

/* The answer to "read type name": 01 21 01 00 | 2 | name 16, at the same place in recordings of an R08SF and
 * of an FX5U. */
static void tell_type(struct emit *e, const struct rd *message)
{
	static const uint8_t type_name[] = {0x01, 0x21, 0x01, 0x00};
	struct rd r = rd_at(message, TYPE_AT), name;
	struct text t;

	if (!rd_ok(&r) || !rd_starts(&r, type_name, sizeof type_name))
		return;
	rd_skip(&r, TYPE_HEAD);
	name = rd_sub(&r, TYPE_ROOM);
	for (t = text_rd(&name); t.n > 0 && (t.s[t.n - 1] == ' ' || t.s[t.n - 1] == '\0'); t.n--)
		;
	if (!rd_ok(&name) || t.n < 3 || !text_is_plain(t))
		return;
	emit_text(e, FACT_MODEL, SENDER, 85, t);
	emit_str(e, FACT_MAKER, SENDER, 60, "Mitsubishi Electric");
}

/* Messages over TCP come a segment each; where one ends is not known. */
static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct rd message = rd_rest(in);

	if (s->messages[t->side] >= MESSAGES_MAX)
		return t->transport == 6 ? ENOUGH : HEARD;
	s->messages[t->side]++;
	if (rd_peek(&message, 0) == ANSWER) {
		message.start = message.at;
		emit_str(e, FACT_KIND, SENDER, 70, "plc");
		tell_type(e, &message);
	}
	return HEARD;
}

const struct decoder decoder_melsoft = {
	.protocol = PROTO_melsoft,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "57 5a d7 da",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
