/* KEYENCE KV host link ("upper link"), by content on any port; 8501 unless set otherwise. Lines of ASCII, one
 * at a time, answers in the order of the questions:
 *
 *	RDS DM100.U 4 CR		00012 00000 65535 00001 CR LF
 *	WR MR1000 1 CR			OK CR LF, or E0 to E6: refused
 *	?K CR				57 CR LF: a KV-8000
 *	MWS DM0.U DM8.S CR		OK; then, again and again: MWR CR -> 00012 -00003 CR LF
 *
 * The code of a command in the table of commands is its letters, as big-endian bytes. Proved on text only:
 * KEYENCE's command list as kept in fa-yoshinobu/plc-comm-hostlink-python (MIT), which was verified on a
 * KV-7500 (docs/host_link_protocol.md: MBS, MWS and their read-outs too, of up to 120 devices; the first 64 are
 * kept here); the capture in tests/captures/keyence is written byte by byte after it. */
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/kv-devices.h"
#include "decode/walk.h"
#include "decode/words.h"

#include <stdio.h>

enum {
	LINE_MAX_BYTES = 16 * 1024,
	PENDING = 8,
	WRITES = 32,
	POINTS_MAX = 64,
	CODE_MAX = 3,
	CLOCK = 0x575254,
	DETAIL_MAX = 48,
	MONITORED = 64, /* of 120 */
	CR = '\r',
	LF = '\n'
};

enum shape { BARE, MODE, DEVICE, DEVICE_COUNT, DEVICE_VALUE, DEVICE_COUNT_VALUES, ANY };
enum does { NOTHING, READS, WRITES_VALUES, IDENTIFIES, FORCES_ON, FORCES_OFF, REGISTERS, MONITORS };

static const struct command {
	const char *word;
	uint8_t shape, does;
} commands[] = {
	{"RD", DEVICE, READS},
	{"RDS", DEVICE_COUNT, READS},
	{"RDE", DEVICE_COUNT, READS},
	{"WR", DEVICE_VALUE, WRITES_VALUES},
	{"WRS", DEVICE_COUNT_VALUES, WRITES_VALUES},
	{"WRE", DEVICE_COUNT_VALUES, WRITES_VALUES},
	{"WS", DEVICE_VALUE, NOTHING},
	{"WSS", DEVICE_COUNT_VALUES, NOTHING},
	{"ST", DEVICE, FORCES_ON},
	{"RS", DEVICE, FORCES_OFF},
	{"STS", DEVICE_COUNT, FORCES_ON},
	{"RSS", DEVICE_COUNT, FORCES_OFF},
	{"RDC", DEVICE, NOTHING},
	{"URD", ANY, NOTHING},
	{"UWR", ANY, NOTHING},
	{"MBS", ANY, REGISTERS},
	{"MWS", ANY, REGISTERS},
	{"MBR", BARE, MONITORS},
	{"MWR", BARE, MONITORS},
	{"BE", ANY, NOTHING},
	{"WRT", ANY, NOTHING},
	{"M0", BARE, NOTHING},
	{"M1", BARE, NOTHING},
	{"ER", BARE, NOTHING},
	{"?K", BARE, IDENTIFIES},
	{"?M", BARE, NOTHING},
	{"?E", BARE, NOTHING},
	{"CR", BARE, NOTHING},
	{"CQ", BARE, NOTHING},
};

/* Answers to ?K. */
static const struct {
	uint8_t code;
	const char *model;
} models[] = {
	{48, "KV-700"},    {49, "KV-700"},  {50, "KV-1000"}, {51, "KV-3000"}, {52, "KV-5000"},
	{53, "KV-5500"},   {54, "KV-7300"}, {55, "KV-7500"}, {57, "KV-8000"}, {58, "KV-8000A"},
	{59, "KV-X310"},   {60, "KV-X520"}, {61, "KV-X530"}, {62, "KV-X500"}, {63, "KV-X550"},
	{128, "KV-NC32T"}, {132, "KV-N60"}, {133, "KV-N40"}, {134, "KV-N24"},
};

struct asked {
	uint8_t command, writes;
	uint16_t count;
	struct kv_device device;
	double values[WRITES];
};

struct state {
	struct walk walk;
	struct asked asked[PENDING];
	uint8_t first, waiting;
	bool told; /* that it is a controller */
	struct monitor {
		uint8_t n;
		struct kv_device device[MONITORED];
	} monitor[2]; /* of bits, of words */
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

static const uint16_t ports[] = {8501, 0};

static struct text next_word(struct text *line)
{
	while (line->n && *line->s == ' ')
		*line = words_from(*line, 1);
	return words_cut(line, ' ');
}

static bool count_of(struct text word, unsigned *ret_count)
{
	uint64_t n;

	if (!words_number(word, 10, &n) || n < 1 || n > 1000)
		return false;
	*ret_count = (unsigned)n;
	return true;
}

/* What stands behind the word of the command; false: not in its form. */
static bool read_rest(struct text line, struct asked *q)
{
	enum shape shape = (enum shape)commands[q->command].shape;
	unsigned count = 1;

	if (shape == BARE)
		return next_word(&line).n == 0;
	if (shape == ANY)
		return line.n > 0;
	if (!kv_device_of(next_word(&line), &q->device))
		return false;
	if ((shape == DEVICE_COUNT || shape == DEVICE_COUNT_VALUES) && !count_of(next_word(&line), &count))
		return false;
	q->count = (uint16_t)count;
	for (struct text word = next_word(&line); word.n; word = next_word(&line)) {
		double value;

		if (shape == DEVICE || shape == DEVICE_COUNT ||
		    !kv_value(word, (enum kv_format)q->device.format, &value))
			return false;
		if (q->writes < WRITES)
			q->values[q->writes++] = value;
	}
	return shape == DEVICE || shape == DEVICE_COUNT || q->writes > 0;
}

static bool read_question(struct text line, struct asked *q)
{
	struct text word = next_word(&line);

	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		if (word.n != strlen(commands[i].word) || memcmp(word.s, commands[i].word, word.n) != 0)
			continue;
		*q = (struct asked){.command = (uint8_t)i};
		return read_rest(line, q);
	}
	return false;
}

static bool is_refusal(struct text line)
{
	return line.n == 2 && line.s[0] == 'E' && line.s[1] >= '0' && line.s[1] <= '6';
}

static bool is_answer(struct text line)
{
	if ((line.n == 2 && memcmp(line.s, "OK", 2) == 0) || is_refusal(line))
		return true;
	for (size_t i = 0; i < line.n; i++)
		if (!line.s[i] || !strchr("0123456789ABCDEF +-,.", line.s[i]))
			return false;
	return line.n > 0;
}

/* The line up to CR; a LF before it ended the last one. */
static bool read_line(struct rd *r, struct text *ret_line)
{
	const uint8_t *end;

	if (rd_peek(r, 0) == LF)
		rd_skip(r, 1);
	end = rd_empty(r) ? NULL : memchr(r->at, CR, rd_left(r));
	if (!end)
		return false;
	*ret_line = text_of(r->at, (size_t)(end - r->at));
	r->at = end + 1;
	return true;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct text line;
	struct asked q;

	if (rd_peek(&head, 0) <= ' ' || !read_line(&head, &line) || !text_is_plain(line))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (read_question(line, &q))
		return smell(commands[q.command].shape >= DEVICE && commands[q.command].shape < ANY ? SURE
												    : LIKELY,
			     ROLE_CLIENT);
	if (talk_on_port(t, ports[0]) && rd_peek(&head, 0) == LF && is_answer(line))
		return smell(LIKELY, ROLE_SERVER);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static int64_t code_of(const char *word)
{
	int64_t code = 0;

	for (int i = 0; i < CODE_MAX && word[i]; i++)
		code = code << 8 | (uint8_t)word[i];
	return code;
}

/* --- values and identity
 * ------------------------------------------------------------------------------------- */

static enum point_type type_of(const struct kv_device *d)
{
	static const uint8_t types[] = {
		[KV_BIT] = POINT_BOOL,   [KV_U16] = POINT_UINT16, [KV_S16] = POINT_INT16,
		[KV_U32] = POINT_UINT32, [KV_S32] = POINT_INT32,  [KV_HEX] = POINT_UINT16};

	return (enum point_type)types[d->format];
}

static void tell_values(struct emit *e, const struct asked *q, struct text line)
{
	char room[KV_NAME];
	double value;

	for (unsigned i = 0; i < q->count && i < POINTS_MAX &&
			     kv_value(next_word(&line), (enum kv_format)q->device.format, &value);
	     i++)
		emit_value(e, SERVER, kv_name(&q->device, i, room), value, type_of(&q->device), false);
}

static void tell_written(struct emit *e, const struct asked *q)
{
	char room[KV_NAME];

	for (unsigned i = 0; i < q->writes; i++)
		emit_value(e, SERVER, kv_name(&q->device, i, room), q->values[i], type_of(&q->device), true);
}

static struct monitor *monitor_of(struct state *s, unsigned command)
{
	return &s->monitor[commands[command].word[1] == 'W'];
}

/* What MBS or MWS registers, from behind its word on; one that makes no sense ends the list. */
static void keep_monitor(struct state *s, unsigned command, struct text rest)
{
	struct monitor *m = monitor_of(s, command);
	bool words = m == &s->monitor[1];

	m->n = 0;
	while (m->n < MONITORED && kv_device_of(next_word(&rest), &m->device[m->n])) {
		struct kv_device *d = &m->device[m->n++];

		d->format = !words ? KV_BIT : d->format == KV_BIT ? KV_U16 : d->format;
	}
}

static void tell_monitor(struct emit *e, const struct monitor *m, struct text line)
{
	char room[KV_NAME];
	double value;

	for (unsigned i = 0;
	     i < m->n && kv_value(next_word(&line), (enum kv_format)m->device[i].format, &value); i++)
		emit_value(e, SERVER, kv_name(&m->device[i], 0, room), value, type_of(&m->device[i]), false);
}

static void tell_forced(struct emit *e, const struct asked *q, bool on)
{
	char room[KV_NAME];

	for (unsigned i = 0; i < q->count && i < POINTS_MAX; i++)
		emit_value(e, SERVER, kv_name(&q->device, i, room), on, POINT_BOOL, true);
}

static void tell_model(struct emit *e, struct text line)
{
	uint64_t code;

	if (!words_number(line, 10, &code))
		return;
	emit_str(e, FACT_MAKER, SERVER, 80, "KEYENCE");
	for (size_t i = 0; i < sizeof models / sizeof models[0]; i++)
		if (models[i].code == code)
			emit_str(e, FACT_MODEL, SERVER, 90, models[i].model);
}

/* --- lines
 * --------------------------------------------------------------------------------------------------- */

/* "DM100.U 42" as it is written, the clock as people read it. */
static struct text describe(int64_t code, struct text rest, char room[DETAIL_MAX])
{
	if (code == CLOCK && rest.n >= 14 && rest.s[2] == ' ' && rest.s[5] == ' ' && rest.s[8] == ' ' &&
	    rest.s[11] == ' ')
		return text_of(room, (size_t)snprintf(room, DETAIL_MAX, "20%.2s-%.2s-%.2s %.2s:%.2s", rest.s,
						      rest.s + 3, rest.s + 6, rest.s + 9, rest.s + 12));
	return text_of(rest.s, rest.n < DETAIL_MAX ? rest.n : DETAIL_MAX);
}

static void hear_question(struct state *s, struct text line, struct emit *e)
{
	struct asked q;
	struct text rest = line;
	char room[DETAIL_MAX];
	int64_t code;

	if (!read_question(line, &q))
		return;
	(void)next_word(&rest);
	code = code_of(commands[q.command].word);
	if (commands[q.command].does == REGISTERS)
		keep_monitor(s, q.command, rest);
	emit_request(e, PROTO_keyence, code, -1, describe(code, rest, room));
	if (commands[q.command].does == READS)
		walk_step(&s->walk, e, q.device.family, q.device.number, q.count);
	if (s->waiting == PENDING) {
		s->first = (uint8_t)((s->first + 1) % PENDING);
		s->waiting--;
	}
	s->asked[(s->first + s->waiting++) % PENDING] = q;
}

static void hear_answer(struct state *s, struct text line, struct emit *e)
{
	const struct asked *q = &s->asked[s->first];
	const struct command *c = &commands[q->command];
	bool refused = is_refusal(line);

	if (!s->waiting || !is_answer(line))
		return;
	s->first = (uint8_t)((s->first + 1) % PENDING);
	s->waiting--;
	if (!s->told)
		emit_str(e, FACT_KIND, SERVER, 60, "plc");
	s->told = true;
	emit_answer(e, PROTO_keyence, code_of(c->word), -1, refused);
	if (refused) {
		if (c->does == REGISTERS)
			monitor_of(s, q->command)->n = 0;
		return;
	}
	switch ((enum does)c->does) {
	case READS:
		tell_values(e, q, line);
		break;
	case WRITES_VALUES:
		tell_written(e, q);
		break;
	case IDENTIFIES:
		tell_model(e, line);
		break;
	case FORCES_ON:
	case FORCES_OFF:
		tell_forced(e, q, c->does == FORCES_ON);
		break;
	case MONITORS:
		tell_monitor(e, monitor_of(s, q->command), line);
		break;
	default:
		break;
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	struct rd r = *in;
	struct text line;

	/* answers go by the order of the questions: after lost bytes, and over UDP, where one may be lost unnoticed, no
	 * older one is answered */
	if (t->hole || (t->transport != 6 && t->side == FROM_CLIENT))
		s->waiting = 0;
	if (rd_left(in) == 1 && rd_peek(in, 0) == LF) {
		rd_skip(in, 1);
		return HEARD;
	}
	if (!read_line(&r, &line))
		return rd_left(in) < LINE_MAX_BYTES ? MORE : BROKEN;
	*in = r;
	if (t->side == FROM_CLIENT)
		hear_question(s, line, e);
	else
		hear_answer(s, line, e);
	return HEARD;
}

const struct decoder decoder_keyence = {
	.protocol = PROTO_keyence,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "3f 42-43 45 4d 52-53 55 57",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
