/* Niagara Fox (Tridium's building automation), in clear over TCP, named by content on any port.
 *
 *	fox KIND NUMBER REPLY CHANNEL COMMAND LF { LF name=type:value LF ... };; LF
 *	kind	a, s: asked (s waits for an answer) | r n: answered | e: refused | k alive | c closed
 *	value	z i f t s m: a line of text (m: { lines }) | b: length [bytes] | o: encoding length [bytes]
 *
 * Both sides begin with a "hello" on the channel fox that says who they are, then sign in there. What is done travels on the
 * channels sys, file, user, station (or broker: components; syncToMaster sets their values, invoke calls them), data and
 * spy; longer things in a circuit, whose opening names the channel and command it stands for. An answer has
 * the reply number of its request.
 *
 * Fields of the hello from the public text of nmap's fox-info script; kinds, values, channels and commands from public
 * descriptions of Tridium's own programs (data/commands/fox.yaml). No public recording of more than a hello was at hand:
 * the tests' messages are made by these texts. */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/signin.h"
#include "decode/words.h"

enum { LINES_MAX = 128, MESSAGE_MAX = 60000, ASKED = 16, OTHER_CHANNEL = 900 };

static const uint16_t ports[] = {1911, 0};

struct state {
	struct signin signin;
	uint8_t next;
	struct {
		uint32_t reply;
		uint16_t code; /* 0: free */
		bool by_client;
	} asked[ASKED];
	/* Of a message of each side whose end is not there yet: where its body begins and the first line that was not
	 * gone through, so that no line is gone through with every segment. */
	struct so_far {
		uint32_t body, line, n; /* n: bytes there were */
		bool hole;
	} so_far[2];
};

struct frame {
	char kind;
	uint32_t reply; /* by which an answer finds its request; 0: none is wanted */
	struct text channel, command;
	struct rd body;
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

/* --- what is asked for --- */

static const struct word {
	const char *channel, *command;
	uint16_t code;
} commands[] = {
	{"fox", "ping", 1},
	{"fox", "close", 2},
	{"sys", "summary", 101},
	{"sys", "stationcall", 102},
	{"sys", "stationevent", 103},
	{"sys", "niagararpc", 104},
	{"sys", "listlocalspaces", 105},
	{"sys", "makebrokerchannel", 106},
	{"sys", "subscribenavevents", 107},
	{"sys", "", 100},
	{"file", "head", 201},
	{"file", "list", 202},
	{"file", "getcrc", 203},
	{"file", "delete", 204},
	{"file", "makefile", 205},
	{"file", "makedir", 206},
	{"file", "move", 207},
	{"file", "setlastmodified", 208},
	{"file", "", 200},
	{"user", "fetchprefs", 301},
	{"user", "setauthenticator", 302},
	{"user", "resetsessiontimeout", 303},
	{"user", "getsessiontimeremaining", 304},
	{"user", "", 300},
	{"station", "loadroot", 401},
	{"station", "load", 402},
	{"station", "loadslot", 403},
	{"station", "sub", 404},
	{"station", "unsub", 405},
	{"station", "syncfrommaster", 406},
	{"station", "synctomaster", 407},
	{"station", "invoke", 408},
	{"station", "transfer", 409},
	{"station", "", 400},
	{"data", "canexportentities", 501},
	{"data", "resolve", 502},
	{"data", "resolveentities", 503},
	{"data", "exportentities", 504},
	{"data", "", 500},
	{"spy", "get", 601},
	{"spy", "", 600},
};

static uint16_t code_of(struct text channel, struct text command)
{
	if (words_same(channel, "broker"))
		channel = text_z("station");
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		if (words_same(channel, commands[i].channel) &&
		    (!*commands[i].command || words_same(command, commands[i].command)))
			return commands[i].code;
	return words_same(channel, "fox") ? 0
					  : OTHER_CHANNEL; /* the channel fox itself greets and signs in */
}

/* name=type:value; false when the line is none. */
static bool read_tuple(struct rd line, struct text *ret_name, struct text *ret_value)
{
	struct text value = text_rd(&line);

	*ret_name = words_trim(words_cut(&value, '='));
	*ret_value = value.n >= 2 && value.s[1] == ':' ? words_from(value, 2) : text_of("", 0);
	return ret_name->n > 0;
}

/* The circuit's channel and command, and what is named there: an address, a file, a slot. Nothing of the user's: passwords. */
struct target {
	struct text channel, command, what;
};

static struct target target_of(const struct frame *f)
{
	static const char *const names[] = {"ord", "path", "handle", "file", "slot", "action", "name"};
	struct target t = {f->channel, f->command, {"", 0}};
	bool circuit = words_same(f->channel, "circuit");
	struct rd body = f->body, line;
	struct text name, value;

	for (int i = 0; i < LINES_MAX && rd_line(&body, &line); i++) {
		if (!read_tuple(line, &name, &value) || !value.n || !text_is_plain(value))
			continue;
		if (circuit && words_same(name, "channel"))
			t.channel = value;
		else if (circuit && words_same(name, "command"))
			t.command = value;
		for (size_t k = 0; !t.what.n && k < sizeof names / sizeof names[0]; k++)
			if (words_same(name, names[k]))
				t.what = value;
	}
	if (words_same(t.channel, "user"))
		t.what = text_of("", 0);
	return t;
}

static void hear_request(struct state *s, const struct frame *f, enum side side, struct emit *e)
{
	struct target t;
	uint16_t code;

	if (words_same(f->channel, "circuit") && !words_same(f->command, "open"))
		return; /* its content, its end */
	t = target_of(f);
	code = code_of(t.channel, t.command);
	if (!code)
		return;
	emit_request_by(e, SENDER, PROTO_fox, code, -1, t.what);
	if (f->kind != 's')
		return;
	s->asked[s->next % ASKED].reply = f->reply;
	s->asked[s->next % ASKED].code = code;
	s->asked[s->next++ % ASKED].by_client = side == FROM_CLIENT;
}

static void hear_answer(struct state *s, const struct frame *f, enum side side, struct emit *e)
{
	for (int i = 0; i < ASKED; i++) {
		if (!s->asked[i].code || s->asked[i].reply != f->reply ||
		    s->asked[i].by_client != (side == FROM_SERVER))
			continue;
		emit_answer_by(e, SENDER, PROTO_fox, s->asked[i].code, -1, f->kind == 'e');
		s->asked[i].code = 0;
		return;
	}
}

/* --- the channel fox: who, and signing in --- */

static void hear_greeting(struct state *s, const struct frame *f, struct emit *e)
{
	struct rd body = f->body, line;
	bool hello = words_same(f->command, "hello"), tried = false;

	for (int i = 0; i < LINES_MAX && rd_line(&body, &line); i++) {
		struct text name, value;

		if (hello)
			hear_hello_line(e, line);
		if (!tried && read_tuple(line, &name, &value) && words_same(name, "username")) {
			tried = true; /* a message is one try, however often it says who */
			signin_try(&s->signin, e, "digest", false, value, text_of("", 0));
		}
	}
	if (words_same(f->command, "authenticated") || words_same(f->command, "welcome"))
		signin_answer(&s->signin, e, LOGIN_OK);
	else if (words_same(f->command, "rejected"))
		signin_answer(&s->signin, e, LOGIN_FAILED);
}

/* --- frames --- */

static uint32_t number_of(struct text t)
{
	uint32_t n = 0;

	for (size_t i = 0; i < t.n && i < 9 && t.s[i] >= '0' && t.s[i] <= '9'; i++)
		n = n * 10 + (uint32_t)(t.s[i] - '0');
	return n;
}

/* "fox a 1 -1 fox hello" */
static bool read_head(struct rd line, struct frame *f)
{
	struct text t = text_rd(&line), kind;

	(void)words_cut(&t, ' ');
	kind = words_cut(&t, ' ');
	f->kind = kind.n == 1 ? kind.s[0] : 0;
	(void)words_cut(&t, ' ');
	f->reply = number_of(words_cut(&t, ' '));
	f->channel = words_cut(&t, ' ');
	f->command = words_trim(t);
	return f->kind && f->channel.n && f->command.n;
}

/* Past bytes that are counted, not lined: "12[...]", "bog 12[...]"; r stands behind the line. False when not all are there. */
static bool skip_counted(struct rd *r, struct text value)
{
	const char *bracket = memchr(value.s, '[', value.n);
	size_t digits = 0, n, there;

	if (!bracket)
		return true;
	while (bracket - digits > value.s && bracket[-1 - (ptrdiff_t)digits] >= '0' &&
	       bracket[-1 - (ptrdiff_t)digits] <= '9')
		digits++;
	n = number_of(text_of(bracket - digits, digits)) + 2u; /* and both brackets */
	there = (size_t)(r->at - (const uint8_t *)bracket);
	if (n > there)
		rd_skip(r, n - there);
	return rd_ok(r);
}

/* The body's lines up to };; of this frame. MORE when its end is not there; then *to says how far it was read. */
static enum heard read_frame(struct rd *in, struct frame *f, struct so_far *to)
{
	struct rd r = *in, line;
	const uint8_t *from;

	if (!rd_line(&r, &line))
		return rd_left(&r) > 256 ? BROKEN : MORE;
	if (!read_head(line, f))
		return BROKEN;
	from = r.at;
	if (to->body == (size_t)(from - in->at) && to->line > to->body && to->line <= rd_left(in))
		r.at = in->at + to->line;
	to->body = (uint32_t)(from - in->at);
	for (to->line = (uint32_t)(r.at - in->at); rd_line(&r, &line); to->line = (uint32_t)(r.at - in->at)) {
		struct text value = text_rd(&line);

		if (rd_starts(&line, "};;", 3) || (rd_starts(&line, ";;", 2) && line.at == from)) {
			f->body = rd_of(from, (size_t)(line.at - from));
			*in = r;
			return HEARD;
		}
		(void)words_cut(&value, '=');
		if (value.n > 2 && (value.s[0] == 'b' || value.s[0] == 'o') && value.s[1] == ':' &&
		    !skip_counted(&r, value))
			break;
	}
	return rd_left(in) > MESSAGE_MAX ? BROKEN : MORE;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct so_far *to;
	struct frame f;
	enum heard heard;

	if (rd_peek(in, 0) == '\n' || rd_peek(in, 0) == '\r') {
		rd_skip(in, 1);
		return HEARD;
	}
	if (!rd_starts(in, "fox ", rd_left(in) < 4 ? rd_left(in) : 4)) {
		if (!t->hole)
			return BROKEN;
		(void)rd_rest(in);
		return HEARD;
	}
	to = &s->so_far[t->side];
	if ((t->hole && !to->hole) || rd_left(in) < to->n) /* other bytes than those */
		memset(to, 0, sizeof *to);
	to->hole = t->hole;
	to->n = (uint32_t)rd_left(in);
	heard = read_frame(in, &f, to);
	if (heard == MORE)
		return MORE;
	memset(to, 0, sizeof *to);
	if (heard != HEARD)
		return heard;
	if (words_same(f.channel, "fox"))
		hear_greeting(s, &f, e);
	if (f.kind == 'a' || f.kind == 's')
		hear_request(s, &f, t->side, e);
	else if (f.kind == 'r' || f.kind == 'n' || f.kind == 'e')
		hear_answer(s, &f, t->side, e);
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
	.depth = DEPTH_COMMANDS,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
	.over = over,
};
