/* Beckhoff ADS over AMS (TwinCAT ADS specification), by content on any port; over UDP: decode/ads-routes.h.
 *
 *	0 2 | length 4 | target net id 6, port 2 | source net id 6, port 2 | command 2 | state 2 | length 4
 *	error 4 | number 4 | data
 *
 * Who has a route does anything. Both ends ask (the PLC notifies): who asks is said by the message. Proved on the
 * captures of ITI and nDPI and on one made with ads-client (tests/captures/ads); index groups of the system service
 * are from Beckhoff's TcAdsDef.h, by memory but for 200. */
#include "decode/ads-routes.h"
#include "decode/ads-symbols.h"
#include "decode/decoder.h"
#include "decode/walk.h"
#include "decode/words.h"

#include <stdio.h>

enum {
	DEVICE_INFO = 1,
	READ = 2,
	WRITE = 3,
	STATE = 4,
	CONTROL = 5,
	NOTIFY = 6,
	UNNOTIFY = 7,
	NOTIFICATION = 8,
	READ_WRITE = 9
};
enum {
	HEADER = 38,
	AMS = 32,
	ANSWER = 0x0001,
	COMMAND = 0x0004,
	LENGTH_MAX = 0x100000,
	ASKED = 40,
	SAMPLES_MAX = 64
};
enum { HANDLE_OF_NAME = 0xf003, SYMBOL_OF_NAME = 0xf009 };

struct state {
	struct walk walk;
	struct signin signin;
	struct ads_symbols symbols;
	uint8_t next;
	struct asked {
		uint32_t number, group, offset;
		uint8_t command, symbol, value_n; /* command 0: nothing waits */
		uint8_t value[8];
	} asked[ASKED];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	unsigned command;
	bool answer;
	uint32_t error, number;
	struct rd data;
};

static const uint16_t ports[] = {48898, 48899, 0};

/* --- over TCP --- */

static enum heard read_message(struct rd *in, struct message *ret)
{
	struct rd r = *in, ams;
	unsigned kind = rd_le16(&r), state;
	uint32_t length = rd_le32(&r), data;

	if (rd_left(in) >= 6 && (kind != 0 || length < AMS || length > LENGTH_MAX))
		return BROKEN;
	if (rd_left(in) < HEADER)
		return MORE;
	ams = r;
	rd_skip(&ams, 16);
	ret->command = rd_le16(&ams);
	state = rd_le16(&ams);
	data = rd_le32(&ams);
	ret->error = rd_le32(&ams);
	ret->number = rd_le32(&ams);
	ret->answer = state & ANSWER;
	if (data != length - AMS || !(state & COMMAND) || state & ~0xffu || ret->command == 0 ||
	    ret->command > READ_WRITE)
		return BROKEN;
	rd_skip(&r, length);
	if (!rd_ok(&r))
		return MORE;
	ret->data = rd_sub(&ams, data);
	*in = r;
	return HEARD;
}

static int64_t sub_of(const struct message *m, struct rd data)
{
	if (m->command == READ || m->command == WRITE || m->command == READ_WRITE)
		return rd_left(&data) >= 4 ? (int64_t)rd_le32(&data) : -1;
	return m->command == CONTROL && rd_left(&data) >= 2 ? (int64_t)rd_le16(&data) : -1;
}

static struct asked *ask(struct state *s, const struct message *m)
{
	struct asked *a = &s->asked[s->next++ % ASKED];
	struct rd data = m->data;

	for (unsigned i = 0; i < ASKED; i++) /* a number that is used again: answered unseen, or never */
		if (s->asked[i].command && s->asked[i].number == m->number)
			s->asked[i].command = 0;
	*a = (struct asked){.number = m->number, .command = (uint8_t)m->command, .symbol = ADS_NO_SYMBOL};
	a->group = m->command == CONTROL ? rd_le16(&data) : rd_le32(&data);
	a->offset = rd_le32(&data);
	return a;
}

static struct asked *asked_of(struct state *s, const struct message *m)
{
	for (unsigned i = 0; i < ASKED; i++)
		if (s->asked[i].command == m->command && s->asked[i].number == m->number)
			return &s->asked[i];
	return NULL;
}

static int64_t sub_asked(const struct asked *a)
{
	return a->command == READ || a->command == WRITE || a->command == READ_WRITE || a->command == CONTROL
		       ? (int64_t)a->group
		       : -1;
}

/* group 4 | offset 4 | length 4 | [length 4] | data */
static void keep_question(struct state *s, const struct message *m, struct asked *a)
{
	struct rd data = m->data, value;
	uint32_t n;

	rd_skip(&data, m->command == READ_WRITE ? 12 : 8);
	n = rd_le32(&data);
	value = rd_sub(&data, n < rd_left(&data) ? n : rd_left(&data));
	if (m->command == READ_WRITE && (a->group == HANDLE_OF_NAME || a->group == SYMBOL_OF_NAME))
		a->symbol = ads_symbol_new(&s->symbols, text_rd(&value));
	else
		a->symbol = ads_symbol_at(&s->symbols, a->group, a->offset);
	if (m->command == NOTIFY && a->symbol == ADS_NO_SYMBOL) {
		a->symbol = ads_symbol_new(&s->symbols, text_of("", 0));
		s->symbols.list[a->symbol].group = a->group;
		s->symbols.list[a->symbol].offset = a->offset;
	}
	if (m->command == WRITE && rd_left(&value) <= sizeof a->value) {
		a->value_n = (uint8_t)rd_left(&value);
		memcpy(a->value, value.at, a->value_n);
	}
}

static struct text detail_of(const struct state *s, const struct message *m, const struct asked *a,
			     char buf[64])
{
	if (m->command == CONTROL)
		return text_of(buf, (size_t)snprintf(buf, 64, "state %u", (unsigned)a->group));
	if (a->symbol != ADS_NO_SYMBOL && s->symbols.list[a->symbol].name_n)
		return text_of(s->symbols.list[a->symbol].name, s->symbols.list[a->symbol].name_n);
	return text_of(buf, (size_t)snprintf(buf, 64, "0x%x:%u", (unsigned)a->group, (unsigned)a->offset));
}

/* length 4 | stamps 4 | (time 8 | samples 4 | (number 4 | size 4 | value)...)... */
static void hear_notification(struct state *s, const struct message *m, struct emit *e)
{
	struct rd r = m->data;
	uint32_t stamps, samples = 0;

	rd_skip(&r, 4);
	stamps = rd_le32(&r);
	for (unsigned i = 0; i < SAMPLES_MAX && rd_ok(&r) && (samples || stamps); i++) {
		struct rd value;
		uint8_t symbol;

		if (!samples) {
			stamps--;
			rd_skip(&r, 8);
			samples = rd_le32(&r);
			continue;
		}
		samples--;
		symbol = ads_symbol_noticed(&s->symbols, rd_le32(&r));
		value = rd_sub(&r, rd_le32(&r));
		if (rd_ok(&r) && symbol != ADS_NO_SYMBOL)
			ads_tell_value(&s->symbols, symbol, s->symbols.list[symbol].group,
				       s->symbols.list[symbol].offset, value, false, SENDER, e);
	}
}

/* group 4 | offset 4 | length 4 */
static uint32_t ads_length(struct rd data)
{
	rd_skip(&data, 8);
	return rd_le32(&data);
}

static void hear_question(struct state *s, const struct message *m, bool from_client, struct emit *e)
{
	struct asked *a;
	char buf[64];

	if (m->command == NOTIFICATION) { /* nobody answers it */
		hear_notification(s, m, e);
		return;
	}
	a = ask(s, m);
	if (m->command != CONTROL && m->command != DEVICE_INFO && m->command != STATE)
		keep_question(s, m, a);
	emit_request_by(e, SENDER, PROTO_ads, m->command, sub_of(m, m->data), detail_of(s, m, a, buf));
	if (m->command == READ && from_client)
		walk_step(&s->walk, e, a->group, a->offset, ads_length(m->data));
}

/* major 1 | minor 1 | build 2 | name 16 */
static void tell_device(struct emit *e, struct rd r)
{
	unsigned major = rd_u8(&r), minor = rd_u8(&r), build = rd_le16(&r);
	struct rd name = rd_sub(&r, 16);
	struct text t = text_rd(&name);

	if (!rd_ok(&r))
		return;
	t.n = strnlen(t.s, t.n);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "ads-device=%.*s %u.%u.%u", (int)t.n, t.s, major, minor,
		 build);
	emit_str(e, FACT_MAKER, SENDER, 80, "Beckhoff");
	emit_str(e, FACT_KIND, SENDER, 80, "plc");
}

static void hear_content(struct state *s, const struct asked *a, struct rd data, struct emit *e)
{
	struct ads_symbol *symbol = a->symbol == ADS_NO_SYMBOL ? NULL : &s->symbols.list[a->symbol];

	if (a->command == DEVICE_INFO) {
		tell_device(e, data);
	} else if (a->command == WRITE) {
		ads_tell_value(&s->symbols, a->symbol, a->group, a->offset, rd_of(a->value, a->value_n), true,
			       SENDER, e);
	} else if (a->command == READ) {
		data = rd_sub(&data, rd_le32(&data));
		ads_tell_value(&s->symbols, a->symbol, a->group, a->offset, data, false, SENDER, e);
	} else if (a->command == NOTIFY && symbol) {
		symbol->notice = rd_le32(&data);
	} else if (a->command == READ_WRITE && symbol && a->group == SYMBOL_OF_NAME) {
		data = rd_sub(&data, rd_le32(&data));
		ads_symbol_described(symbol, data);
	} else if (a->command == READ_WRITE && symbol && a->group == HANDLE_OF_NAME && rd_le32(&data) >= 4) {
		symbol->group = ADS_BY_HANDLE;
		symbol->offset = rd_le32(&data);
	}
}

/* result 4 | ... */
static void hear_answer(struct state *s, const struct message *m, struct emit *e)
{
	struct asked *a = asked_of(s, m);
	struct rd data = m->data;
	bool refused = rd_le32(&data) != 0 || m->error != 0;

	emit_answer_by(e, SENDER, PROTO_ads, m->command, a ? sub_asked(a) : -1, refused);
	if (!a)
		return;
	if (!refused && rd_ok(&data))
		hear_content(s, a, data, e);
	a->command = 0;
}

static enum heard decode_stream(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	enum heard heard = read_message(in, &m);

	if (heard == BROKEN &&
	    t->hole) { /* after lost bytes: wait for a message that begins with its segment */
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if (m.answer)
		hear_answer(t->state, &m, e);
	else
		hear_question(t->state, &m, t->side == FROM_CLIENT, e);
	return HEARD;
}

/* --- both --- */

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;
	enum heard heard;

	if (t->transport != 6)
		return ads_routes_smell(head);
	heard = read_message(&head, &m);
	if (heard != HEARD)
		return smell(heard == MORE && rd_left(&head) >= HEADER && talk_on_port(t, ports[0])
				     ? LIKELY
				     : NOT_MINE,
			     ROLE_UNKNOWN);
	return smell(SURE, m.command == NOTIFICATION || m.answer ? ROLE_SERVER : ROLE_CLIENT);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;

	return t->transport == 6 ? decode_stream(t, in, e) : ads_routes_decode(&s->signin, in, e);
}

static void over(struct talk *t, struct emit *e)
{
	struct state *s = t->state;

	signin_answer(&s->signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_ads = {
	.protocol = PROTO_ads,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "00 03",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
	.over = over,
};
