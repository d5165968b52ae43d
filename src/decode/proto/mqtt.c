/* MQTT 3.1 (MQIsdp), 3.1.1 and 5.0 (OASIS): who connects as whom, which topics, which values.
 *
 *	byte 1: type (4 bits) flags (4 bits); then the remaining length, 7 bits a byte, low first, at most 4
 *bytes (2.1.4)
 */
#include "decode/decoder.h"
#include "decode/jsonvalues.h"
#include "decode/signin.h"
#include "decode/sparkplug.h"
#include "decode/words.h"

#include <math.h>

enum { CONNECT = 1, CONNACK, PUBLISH, SUBSCRIBE = 8, TYPES = 16 };
enum { WHOLE_MAX = 16 * 1024 };     /* longer packets: the beginning is read, the rest passed over */
enum { ASSIGNED_CLIENT_ID = 0x12 }; /* a property (2.2.2.2) */

struct half {
	uint32_t skip; /* bytes of a packet still to pass over */
	bool lost;
};

struct mqtt {
	struct half half[2];
	uint8_t level; /* 3, 4, 5; 0 when the CONNECT was not seen */
	struct signin signin;
};

struct packet_head {
	unsigned type, flags;
	uint32_t length;
};

/* Flags that each type must have (2.1.3); -1 any. */
static const int8_t flags_of[TYPES] = {-2, 0, 0, -1, 0, 0, 2, 0, 2, 0, 2, 0, 0, 0, 0, 0};

static uint32_t varint(struct rd *r)
{
	uint32_t v = 0;

	for (unsigned i = 0; i < 4; i++) {
		uint8_t b = rd_u8(r);

		v |= (uint32_t)(b & 0x7f) << 7 * i;
		if (!(b & 0x80))
			return v;
	}
	rd_spoil(r);
	return 0;
}

/* 1 a head, 0 not enough bytes, -1 no MQTT. */
static int head_of(struct rd *r, struct packet_head *h)
{
	struct rd at = *r;
	uint8_t first = rd_u8(&at);
	bool five = rd_left(&at) >= 4;

	*h = (struct packet_head){first >> 4, first & 15u, 0};
	if (rd_empty(r))
		return 0;
	if (flags_of[h->type] != -1 && flags_of[h->type] != (int)h->flags)
		return -1;
	if (h->type == PUBLISH && (h->flags >> 1 & 3) == 3)
		return -1;
	h->length = varint(&at);
	if (!rd_ok(&at))
		return five ? -1 : 0;
	*r = at;
	return 1;
}

static struct rd string(struct rd *r)
{
	uint16_t n = rd_be16(r);

	return rd_sub(r, n);
}

static bool is_connect(struct rd body)
{
	struct rd name = string(&body);
	unsigned level = rd_u8(&body);
	bool new = rd_left(&name) == 4 && rd_starts(&name, "MQTT", 4);
	bool old = rd_left(&name) == 6 && rd_starts(&name, "MQIsdp", 6);

	return rd_ok(&body) && ((new && (level == 4 || level == 5)) || (old && level == 3));
}

/* A topic a publisher may use: no wildcard, no NUL, not empty (4.7). */
static bool is_topic(struct text t)
{
	return t.n > 0 && !memchr(t.s, 0, t.n) && !memchr(t.s, '#', t.n) && !memchr(t.s, '+', t.n);
}

static struct smell mqtt_smells(const struct talk *t, struct rd head)
{
	struct packet_head h;
	struct rd body = head, topic;
	bool port = talk_on_port(t, 1883);

	if (head_of(&body, &h) != 1)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (h.type == CONNECT)
		return smell(is_connect(body) ? SURE : NOT_MINE, ROLE_CLIENT);
	if (h.type == CONNACK && h.length >= 2 && h.length < 128 && rd_peek(&body, 0) >= 0 &&
	    rd_peek(&body, 0) <= 1)
		return smell(LIKELY, ROLE_SERVER);
	if (h.type != PUBLISH || !port)
		return smell(port && h.length <= 4 && h.length == rd_left(&body) ? LIKELY : NOT_MINE,
			     ROLE_UNKNOWN);
	topic = string(&body);
	return smell(rd_ok(&topic) && is_topic(text_rd(&topic)) && text_is_plain(text_rd(&topic)) ? LIKELY
												  : NOT_MINE,
		     ROLE_UNKNOWN);
}

/* MQTT 5 puts properties before most payloads (2.2.2); passes over them, or gives them. */
static struct rd properties(const struct mqtt *s, struct rd *r)
{
	return s->level == 5 ? rd_sub(r, varint(r)) : rd_of(NULL, 0);
}

static void connect(struct mqtt *s, struct rd r, struct emit *e)
{
	struct rd client, topic = rd_of(NULL, 0), user = topic, secret = topic;
	unsigned flags;

	(void)string(&r);
	s->level = rd_u8(&r);
	flags = rd_u8(&r);
	rd_skip(&r, 2); /* keep alive */
	properties(s, &r);
	client = string(&r);
	if (flags & 4) {
		properties(s, &r);
		topic = string(&r);
		(void)string(&r);
	}
	if (flags & 0x80)
		user = string(&r);
	if (flags & 0x40)
		secret = string(&r);
	if (!rd_ok(&r))
		return;
	emit_fmt(e, FACT_PROPERTY, CLIENT, 90, "mqtt-version=%s",
		 s->level == 5   ? "5"
		 : s->level == 4 ? "3.1.1"
				 : "3.1");
	if (!rd_empty(&client))
		emit_text(e, FACT_MQTT_CLIENT_ID, CLIENT, 90, text_rd(&client));
	if (!rd_empty(&topic))
		emit_text(e, FACT_MQTT_TOPIC, CLIENT, 90, text_rd(&topic));
	signin_try(&s->signin, e, flags & 0xc0 ? "plain" : "anonymous", true, text_rd(&user),
		   text_rd(&secret));
}

/* 3.1.1 table 3.1; 5.0 table 3.2.2.2: bad user name or password, not authorised, bad authentication method,
 * banned. */
static enum login_result answer_of(unsigned code)
{
	static const uint8_t refused[] = {4, 5, 0x86, 0x87, 0x8a, 0x8c};

	if (code == 0)
		return LOGIN_OK;
	return memchr(refused, (int)code, sizeof refused) ? LOGIN_FAILED : LOGIN_UNKNOWN;
}

static void connack(struct mqtt *s, struct rd r, struct emit *e)
{
	unsigned code;
	struct rd list;

	rd_skip(&r, 1);
	code = rd_u8(&r);
	if (!rd_ok(&r))
		return;
	emit_str(e, FACT_ROLE, SERVER, 90, "broker");
	signin_answer(&s->signin, e, answer_of(code));
	list = properties(s, &r);
	if (rd_u8(&list) == ASSIGNED_CLIENT_ID) {
		struct rd id = string(&list);

		if (rd_ok(&id) && !rd_empty(&id))
			emit_text(e, FACT_MQTT_CLIENT_ID, CLIENT, 90, text_rd(&id));
	}
}

static void subscribe(struct mqtt *s, struct rd r, struct emit *e)
{
	rd_skip(&r, 2);
	properties(s, &r);
	for (unsigned i = 0; i < 256 && !rd_empty(&r); i++) {
		struct rd filter = string(&r);

		rd_skip(&r, 1); /* quality of service wanted */
		if (rd_ok(&r) && !rd_empty(&filter))
			emit_text(e, FACT_MQTT_TOPIC, CLIENT, 90, text_rd(&filter));
	}
}

struct values {
	struct emit *e;
	struct text topic;
	bool set; /* a topic of orders: what is told is to be, not is */
};

static void field(const struct values *v, struct text path, double number, enum point_type type)
{
	char name[300];
	size_t n = words_keep(v->topic, name, 160);

	name[n++] = '#';
	n += words_keep(path, name + n, sizeof name - n);
	emit_value(v->e, SENDER, text_of(name, n), number, type, v->set);
}

static void json_value(void *ctx, struct text path, double number)
{
	field(ctx, path, number, number == floor(number) ? POINT_UNKNOWN : POINT_DOUBLE);
}

static void metric(void *ctx, struct text name, double number, enum point_type type)
{
	field(ctx, name, number, type);
}

static void payload(struct text topic, struct text body, struct emit *e)
{
	struct values v = {e, topic, sparkplug_command(topic)};
	double number;

	if (sparkplug_topic(topic))
		sparkplug_read(rd_of(body.s, body.n), metric, &v);
	else if (words_double(body, &number))
		emit_value(e, SENDER, topic, number, number == floor(number) ? POINT_UNKNOWN : POINT_DOUBLE,
			   false);
	else
		jsonvalues(body, json_value, &v);
}

static void publish(struct mqtt *s, const struct packet_head *h, struct rd r, struct emit *e)
{
	struct rd topic = string(&r);

	if (!rd_ok(&r) || !is_topic(text_rd(&topic)))
		return;
	emit_text(e, FACT_MQTT_TOPIC, CLIENT, 90, text_rd(&topic));
	if (h->flags & 6)
		rd_skip(&r, 2); /* packet identifier, with QoS 1 and 2 only */
	if (s->level == 0 && rd_peek(&r, 0) == 0)
		rd_skip(&r, 1); /* start not seen: a NUL can only be version 5 without properties */
	properties(s, &r);
	if (rd_ok(&r) && h->length <= WHOLE_MAX)
		payload(text_rd(&topic), text_rd(&r), e);
}

/* A packet too long to wait for: its topic, as soon as that is here. */
static enum heard long_packet(struct mqtt *s, struct half *half, const struct packet_head *h, struct rd *r,
			      struct emit *e)
{
	if (h->type == PUBLISH) {
		struct rd at = *r, topic = string(&at);

		if (!rd_ok(&topic))
			return h->length > rd_left(r) ? MORE : BROKEN;
		publish(s, h, *r, e);
	}
	half->skip = h->length;
	return HEARD;
}

static enum heard one(struct mqtt *s, struct talk *t, struct rd *in, struct emit *e)
{
	struct half *half = &s->half[t->side];
	struct packet_head h;
	struct rd r = *in, body;
	int ok = head_of(&r, &h);

	if (ok <= 0)
		return ok < 0 ? BROKEN : MORE;
	if (h.type == CONNECT && h.length < WHOLE_MAX && rd_left(&r) >= 12 && !is_connect(r))
		return BROKEN;
	if (h.length > WHOLE_MAX) {
		enum heard heard = long_packet(s, half, &h, &r, e);

		if (heard == HEARD)
			*in = r;
		return heard;
	}
	body = rd_sub(&r, h.length);
	if (!rd_ok(&r))
		return MORE;
	*in = r;
	if (h.type == CONNECT)
		connect(s, body, e);
	else if (h.type == CONNACK)
		connack(s, body, e);
	else if (h.type == PUBLISH)
		publish(s, &h, body, e);
	else if (h.type == SUBSCRIBE)
		subscribe(s, body, e);
	return HEARD;
}

/* After lost bytes: packets that fill these exactly are the boundary again. */
static bool fits(struct rd r)
{
	struct packet_head h;

	while (!rd_empty(&r)) {
		if (head_of(&r, &h) != 1)
			return false;
		rd_skip(&r, h.length);
		if (!rd_ok(&r))
			return false;
	}
	return true;
}

static enum heard mqtt_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct mqtt *s = t->state;
	struct half *half = &s->half[t->side];
	enum heard h = HEARD;
	struct rd before = *in;

	if (t->hole) {
		half->lost = true;
		half->skip = 0;
	}
	if (half->lost) {
		half->lost = !fits(*in);
		if (half->lost)
			rd_skip(in, rd_left(in));
	}
	while (h == HEARD && !rd_empty(in)) {
		size_t skip = half->skip < rd_left(in) ? half->skip : rd_left(in);

		rd_skip(in, skip);
		half->skip -= (uint32_t)skip;
		if (skip == 0)
			h = one(s, t, in, e);
	}
	return h == MORE && rd_left(in) < rd_left(&before) ? HEARD : h;
}

static void mqtt_over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct mqtt *)t->state)->signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_mqtt = {
	.protocol = PROTO_mqtt,
	.on = ON_TCP,
	.ports = (const uint16_t[]){1883, 0},
	.begins = "10-2f",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct mqtt),
	.smells = mqtt_smells,
	.decode = mqtt_decode,
	.over = mqtt_over,
};
