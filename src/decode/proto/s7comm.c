/* S7comm (Siemens S7-300/400 and compatible) behind TPKT and COTP, by content on any port.
 *
 *	32 | type 1 | 0 0 | reference 2 | parameter length 2 | data length 2 | [error 2] | parameter | data
 *
 * Siemens has published nothing; layouts and codes are proved on captures of snap7, STEP 7, TIA Portal and WinCC
 * (../shared/corpus/ot/s7comm) beside tshark and ICSNPP. The password's cipher is that of snap7 (text). From memory,
 * not proved: PI service _DELE. Jobs are told client to server; a controller that fetches the blocks of a download
 * asks with jobs of its own (1b, 1c), which are part of what the client began and told as such. */
#include "base/quick.h"
#include "decode/decoder.h"
#include "decode/s7items.h"
#include "decode/s7list.h"
#include "decode/signin.h"
#include "decode/tpkt.h"
#include "decode/waiting.h"
#include "decode/walk.h"

enum { S7 = 0x32, JOB = 1, ACK = 2, ACK_DATA = 3, USER_DATA = 7, HEADER = 10, ROOM = 8192 };
enum {
	READ = 4,
	WRITE = 5,
	DOWNLOAD_FIRST = 0x1a,
	DOWNLOAD_BLOCK = 0x1b,
	DOWNLOAD_ENDED = 0x1c,
	UPLOAD_START = 0x1d,
	PI_SERVICE = 0x28
};
enum {
	USER_DATA_CODE = 0x700,
	ASKS = 4,
	ANSWERS = 8,
	GROUP_CPU = 4,
	READ_LIST = 1,
	GROUP_SECURITY = 5,
	PASSWORD_ROOM = 8
};
enum { PENDING = 4, WRITES_KEPT = 16, WITH_VALUES = 3 };

/* A job until its answer. */
struct asked {
	uint8_t code, items_n, values_n;
	int8_t sub;
	uint16_t reference;
	struct s7_item items[S7_ITEMS_MAX];
	struct s7_value values[WRITES_KEPT]; /* those of a write */
};

struct state {
	struct waiting waiting;
	struct walk walk;
	bool told, told_partner;
	struct signin signin;
	struct asked asked[PENDING];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	uint8_t type;
	uint16_t reference, error;
	struct rd parameter, data;
};

static const uint16_t ports[] = {102, 0};

static bool read_message(struct rd r, struct message *m)
{
	unsigned first = rd_u8(&r), parameters, data;

	m->type = rd_u8(&r);
	rd_skip(&r, 2);
	m->reference = rd_be16(&r);
	parameters = rd_be16(&r);
	data = rd_be16(&r);
	m->error = m->type == ACK || m->type == ACK_DATA ? rd_be16(&r) : 0;
	m->parameter = rd_sub(&r, parameters);
	m->data = rd_sub(&r, data);
	return rd_ok(&r) && first == S7 &&
	       (m->type == JOB || m->type == ACK || m->type == ACK_DATA || m->type == USER_DATA);
}

/* In a download the controller asks for the blocks, and the client answers. */
static bool is_fetched(const struct message *m)
{
	int code = rd_peek(&m->parameter, 0);

	return code == DOWNLOAD_BLOCK || code == DOWNLOAD_ENDED;
}

/* 00 01 12 | length 1 | method 1 | type and group 1 | function 1 | sequence 1 | [reference 1 | last 1 | error
 * 2] */
static unsigned user_data_type(const struct message *m)
{
	return (unsigned)rd_peek(&m->parameter, 5) >> 4 & 15;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;
	struct rd r;
	bool asks;

	(void)t;
	if (!tpkt_data(head, &r) || !read_message(r, &m))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (m.type == USER_DATA)
		return smell(SURE, user_data_type(&m) == ASKS      ? ROLE_CLIENT
				   : user_data_type(&m) == ANSWERS ? ROLE_SERVER
								   : ROLE_UNKNOWN);
	asks = m.type == JOB;
	return smell(SURE, asks != is_fetched(&m) ? ROLE_CLIENT : ROLE_SERVER);
}

/* --- what jobs are done to --- */

/* A block as STEP 7 writes it, from the name in a job: _ | type in hexadecimal 2 | number 5 | file system 1.
 */
static struct text block_name(char buf[S7_NAME], const uint8_t *p)
{
	static const struct {
		char type, name[4];
	} types[] = {{'8', "OB"},  {'A', "DB"}, {'B', "SDB"}, {'C', "FC"},
		     {'D', "SFC"}, {'E', "FB"}, {'F', "SFB"}};
	const char *type = "?";
	unsigned number = 0;
	int n;

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (p[0] == '0' && p[1] == types[i].type)
			type = types[i].name;
	for (int i = 2; i < 7; i++) {
		if (p[i] < '0' || p[i] > '9')
			return text_of("", 0);
		number = number * 10 + (unsigned)(p[i] - '0');
	}
	n = quick_fmt(buf, S7_NAME, "%s %u", type, number);
	return text_of(buf, (size_t)n);
}

/* function 1 | 0 7 | length 1 | name: the blocks of downloads and uploads */
static struct text job_block(char buf[S7_NAME], struct rd parameter)
{
	const uint8_t *name;

	rd_skip(&parameter, 9);
	name = rd_bytes(&parameter, 9);
	return name ? block_name(buf, name + 1) : text_of("", 0);
}

/* function 1 | 0 6 | fd | length 2 | arguments | length 1 | name of the service */
static int service_of(struct rd parameter, struct rd *ret_arguments)
{
	static const char *const names[] = {"P_PROGRAM", "_INSE", "_DELE", "_GARB", "_MODU"};
	struct rd name;

	rd_skip(&parameter, 8);
	*ret_arguments = rd_sub(&parameter, rd_be16(&parameter));
	name = rd_sub(&parameter, rd_u8(&parameter));
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (rd_left(&name) == strlen(names[i]) && rd_starts(&name, names[i], strlen(names[i])))
			return (int)i + 1;
	return -1;
}

/* count 1 | 0 | block 8... */
static struct text service_block(char buf[S7_NAME], struct rd arguments)
{
	const uint8_t *name;

	rd_skip(&arguments, 2);
	name = rd_bytes(&arguments, 7);
	return name ? block_name(buf, name) : text_of("", 0);
}

static struct text write_detail(char buf[2 * S7_NAME], const struct asked *q)
{
	char name[S7_NAME];
	struct text first = s7_name(name, &q->items[0], 0);
	int n = quick_fmt(buf, 2 * S7_NAME, "%.*s", (int)first.n, first.s);

	if (q->items[0].count > 1)
		n += quick_fmt(buf + n, 2 * S7_NAME - (size_t)n, " x%u", q->items[0].count);
	if (q->items_n > 1)
		n += quick_fmt(buf + n, 2 * S7_NAME - (size_t)n, " +%u", q->items_n - 1u);
	return text_of(buf, (size_t)n);
}

/* --- jobs --- */

static void keep_variables(struct asked *q, const struct message *m)
{
	struct rd parameter = m->parameter;
	uint32_t good;

	rd_skip(&parameter, 1);
	q->items_n = (uint8_t)s7_items(parameter, q->items);
	if (q->code == WRITE)
		q->values_n =
			(uint8_t)s7_values(q->items, q->items_n, m->data, q->values, WRITES_KEPT, &good);
}

/* A reference that is used again: the job that had it was answered unseen, or never. */
static void forget_older(struct state *s, const struct message *m)
{
	for (unsigned i = 0; s->waiting.open && i < PENDING; i++)
		if (waiting_at(&s->waiting, i) && s->asked[i].reference == m->reference)
			waiting_done(&s->waiting, i);
}

static struct asked *next_asked(struct state *s, const struct message *m)
{
	forget_older(s, m);
	return &s->asked[waiting_take(&s->waiting, PENDING)];
}

static void hear_job(struct state *s, const struct message *m, struct emit *e)
{
	struct asked *q = next_asked(s, m);
	char buf[2 * S7_NAME];
	struct text detail = text_of("", 0);
	struct rd arguments = rd_of(NULL, 0);

	q->sub = -1;
	q->reference = m->reference;
	q->items_n = q->values_n = 0; /* what lies behind them is not read */
	q->code = (uint8_t)(rd_peek(&m->parameter, 0) & 0xff);
	if (q->code == READ || q->code == WRITE)
		keep_variables(q, m);
	if (q->code == WRITE && q->items_n)
		detail = write_detail(buf, q);
	else if (q->code >= DOWNLOAD_FIRST && q->code <= UPLOAD_START)
		detail = job_block(buf, m->parameter);
	else if (q->code == PI_SERVICE)
		q->sub = (int8_t)service_of(m->parameter, &arguments);
	if (q->sub == 2 || q->sub == 3)
		detail = service_block(buf, arguments);
	emit_request(e, PROTO_s7comm, q->code, q->sub, detail);
	if (q->code == READ && q->items_n == 1 && q->items[0].area)
		walk_step(&s->walk, e, (uint32_t)q->items[0].area << 16 | q->items[0].db, q->items[0].at,
			  s7_span(&q->items[0]));
}

static struct asked *asked_of(struct state *s, const struct message *m)
{
	for (unsigned i = 0; i < PENDING; i++) {
		unsigned place = waiting_nth(&s->waiting, i, PENDING);
		struct asked *q = &s->asked[place];

		/* an answer names the function, too, unless it refuses all of it */
		if (waiting_at(&s->waiting, place) && q->reference == m->reference &&
		    (rd_empty(&m->parameter) || *m->parameter.at == q->code))
			return q;
	}
	return NULL;
}

/* Answers to a read bring the values; those to a write a return code for each item. */
static bool tell_variables(const struct asked *q, struct rd data, struct emit *e)
{
	struct s7_value values[S7_VALUES_MAX];
	uint32_t good = 0;
	unsigned n;

	if (q->code == READ) {
		n = s7_values(q->items, q->items_n, data, values, S7_VALUES_MAX, &good);
		for (unsigned i = 0; i < n; i++)
			s7_tell(e, &q->items[values[i].item], &values[i], false);
		return good != 0;
	}
	for (unsigned i = 0; i < q->items_n; i++)
		good |= rd_u8(&data) == 0xff ? UINT32_C(1) << i : 0;
	for (unsigned i = 0; i < q->values_n; i++)
		if (good >> q->values[i].item & 1)
			s7_tell(e, &q->items[q->values[i].item], &q->values[i], true);
	return good != 0;
}

/* An answer whose question was not recorded: is no item of it good? Of a read: return code 1 | transport size 1 | length 2, no
 * data where it failed; of a write the codes alone. */
static bool none_is_good(const struct message *m)
{
	int code = rd_peek(&m->parameter, 0), items = rd_peek(&m->parameter, 1);
	struct rd data = m->data;

	if ((code != READ && code != WRITE) || items < 1)
		return false;
	for (int i = 0; i < items; i++) {
		if (rd_u8(&data) == 0xff || !rd_ok(&data))
			return false;
		if (code == READ)
			rd_skip(&data, 3);
	}
	return rd_ok(&data);
}

static void hear_answer(struct state *s, const struct message *m, struct emit *e)
{
	struct asked *q = asked_of(s, m);
	int code = rd_peek(&m->parameter, 0);
	bool refused = m->error != 0 || (!q && none_is_good(m));

	if (q && !refused && q->items_n)
		refused = !tell_variables(q, m->data, e);
	if (q || code >= 0)
		emit_answer(e, PROTO_s7comm, q ? q->code : code, q ? q->sub : -1, refused);
	if (q)
		waiting_done(&s->waiting, (unsigned)(q - s->asked));
}

/* --- user data --- */

/* return code 1 | transport size 1 | length 2 | password 8: each byte is mixed with 55 and the one two before
 * it */
static void hear_password(struct state *s, struct rd data, struct emit *e)
{
	char password[PASSWORD_ROOM];
	const uint8_t *p;
	size_t n = 0;

	rd_skip(&data, 4);
	p = rd_bytes(&data, PASSWORD_ROOM);
	for (int i = 0; p && i < PASSWORD_ROOM; i++)
		password[i] = (char)(p[i] ^ 0x55 ^ (i < 2 ? 0 : p[i - 2]));
	while (p && n < PASSWORD_ROOM && password[n] != ' ' && password[n] != '\0')
		n++;
	if (p)
		signin_try(&s->signin, e, "s7-password", true, text_of("", 0), text_of(password, n));
	explicit_bzero(password, sizeof password);
}

static void hear_user_data(struct talk *t, const struct message *m, struct emit *e)
{
	struct state *s = t->state;
	struct rd r = m->parameter;
	unsigned type = user_data_type(m), group, function, error;

	rd_skip(&r, 5);
	group = rd_u8(&r) & 15u;
	function = rd_u8(&r);
	if (!rd_ok(&r))
		return;
	if (type == ASKS && t->side == FROM_CLIENT) {
		emit_request(e, PROTO_s7comm, USER_DATA_CODE | group, function, text_of("", 0));
		if (group == GROUP_SECURITY && function == 1)
			hear_password(s, m->data, e);
	}
	if (type != ANSWERS || t->side != FROM_SERVER)
		return;
	rd_skip(&r, 3);
	error = rd_be16(&r);
	emit_answer(e, PROTO_s7comm, USER_DATA_CODE | group, function, error != 0);
	if (group == GROUP_SECURITY && function == 1)
		signin_answer(&s->signin, e, error ? LOGIN_FAILED : LOGIN_OK);
	if (group == GROUP_CPU && function == READ_LIST)
		s7_tell_list(e, m->data);
}

/* --- the conversation --- */

/* The called selector: kind of partner (1 programming device, 2 panel, 3 other) and rack and slot of the
 * module. */
static void hear_connect(struct state *s, struct rd packet, struct emit *e)
{
	static const char *const partners[] = {"pg", "op", "basic"};
	struct rd selector;
	unsigned partner, place;

	if (s->told_partner || !tpkt_called(packet, &selector) || rd_left(&selector) != 2)
		return;
	partner = rd_u8(&selector);
	place = rd_u8(&selector);
	if (partner < 1 || partner > 3)
		return;
	emit_fmt(e, FACT_PROPERTY, CLIENT, 80, "s7-connection=%s", partners[partner - 1]);
	emit_fmt(e, FACT_PROPERTY, SERVER, 80, "s7-rack-slot=%u/%u", place >> 5, place & 31);
	s->told_partner = true;
}

/* Jobs are the client's, and what the controller fetches in a download; other directions are nobody's here. */
static void hear_message(struct talk *t, struct rd payload, struct emit *e)
{
	struct message m;
	bool client = t->side == FROM_CLIENT;

	if (!read_message(payload, &m))
		return;
	if (m.type == USER_DATA)
		hear_user_data(t, &m, e);
	else if (m.type == JOB && client != is_fetched(&m))
		hear_job(t->state, &m, e);
	else if (m.type != JOB && (m.type == ACK || client == is_fetched(&m)))
		hear_answer(t->state, &m, e);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	uint8_t room[ROOM];
	struct rd payload, packet = *in;
	unsigned type;
	enum heard heard = tpkt_message(in, room, sizeof room, &type, &payload);

	if (heard == BROKEN &&
	    t->hole) { /* after lost bytes: wait for a packet that begins with its segment */
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if (type == TPKT_CONNECT)
		hear_connect(s, packet, e);
	if (t->side == FROM_SERVER && type == TPKT_DATA && !s->told) {
		emit_str(e, FACT_KIND, SERVER, 60, "plc");
		s->told = true;
	}
	if (type == TPKT_DATA)
		hear_message(t, payload, e);
	return HEARD;
}

const struct decoder decoder_s7comm = {
	.protocol = PROTO_s7comm,
	.on = ON_TCP,
	.ports = ports,
	.begins = "03",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
