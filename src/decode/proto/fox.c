/* Niagara Fox (Tridium's building automation), in clear over TCP, named by content on any port. Layout and fields from
 * the public text of nmap's fox-info script and Tridium's documentation; no public capture was at hand, the tests'
 * messages are made by these.
 *
 *	fox KIND NUMBER REPLY CHANNEL COMMAND LF { LF name=t:value LF ... };; LF
 *
 * Both sides begin with a "hello" that says who they are. */
#include "decode/decoder.h"
#include "decode/signin.h"
#include "decode/words.h"

enum { LINES_MAX = 128, MESSAGE_MAX = 16384 };

static const uint16_t ports[] = {1911, 0};

struct state {
	struct signin signin;
};

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd line;

	(void)t;
	if (!rd_starts(&head, "fox ", 4) || !rd_line(&head, &line) || rd_left(&line) > 80)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (!words_has(text_rd(&line), " fox ") && rd_peek(&head, 0) != '{')
		return smell(LIKELY, ROLE_UNKNOWN);
	return smell(SURE, ROLE_UNKNOWN);
}

/* What a hello says of its sender. */
static const struct {
	const char *name;
	uint16_t kind;
} fields[] = {
	{"hostname", FACT_NAME}, {"app.version", FACT_FIRMWARE},    {"os.name", FACT_OS},
	{"hostid", FACT_SERIAL}, {"stationname", FACT_DESCRIPTION}, {"station.name", FACT_DESCRIPTION},
};

static void hear_hello_line(struct emit *e, struct rd line)
{
	struct text value = text_rd(&line), name = words_trim(words_cut(&value, '='));

	value = words_from(value, 2); /* a type's letter and a colon */
	if (!value.n)
		return;
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		if (words_same(name, fields[i].name))
			emit_text(e, (enum fact_kind)fields[i].kind, SENDER, 80, value);
	if (words_same(name, "brandid"))
		emit_pair(e, FACT_PROPERTY, SENDER, 90, "fox-brand", value);
	if (words_same(name, "app.name") && words_same(value, "station"))
		emit_str(e, FACT_KIND, SENDER, 60, "plc");
}

static void hear_message(struct state *s, struct emit *e, struct text command, struct rd body)
{
	struct rd line;
	bool hello = words_same(command, "hello"), tried = false;

	for (int i = 0; i < LINES_MAX && rd_line(&body, &line); i++) {
		struct text value = text_rd(&line), name = words_trim(words_cut(&value, '='));

		if (hello)
			hear_hello_line(e, line);
		if (words_same(name, "username") && !tried) {
			tried = true; /* a message is one try, however often it says who */
			signin_try(&s->signin, e, "digest", false, words_from(value, 2), text_of("", 0));
		}
	}
	if (words_same(command, "authenticated"))
		signin_answer(&s->signin, e, LOGIN_OK);
	else if (words_same(command, "rejected"))
		signin_answer(&s->signin, e, LOGIN_FAILED);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in, first;
	const uint8_t *end = memmem(in->at, rd_left(in), "};;", 3);
	struct text command, word;

	if (!rd_starts(in, "fox ", rd_left(in) < 4 ? rd_left(in) : 4)) {
		if (!t->hole)
			return BROKEN;
		(void)rd_rest(in);
		return HEARD;
	}
	if (!end)
		return rd_left(in) > MESSAGE_MAX ? ENOUGH : MORE;
	if (!rd_line(&r, &first) || r.at > end)
		return BROKEN;
	command = text_rd(&first);
	for (word = words_cut(&command, ' '); command.n; word = words_cut(&command, ' '))
		;
	hear_message(t->state, e, words_trim(word), rd_of(r.at, (size_t)(end - r.at)));
	rd_skip(in, (size_t)(end - in->at) + 3);
	while (rd_peek(in, 0) == '\n' || rd_peek(in, 0) == '\r')
		rd_skip(in, 1);
	return HEARD;
}

static void over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct state *)t->state)->signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_fox = {
	.protocol = PROTO_fox,
	.on = ON_TCP,
	.ports = ports,
	.begins = "66",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
	.over = over,
};
