/* OMRON FINS (OMRON W227; W342 for CS, CJ, CP; W421 over TCP), by content on any port. Controllers ask each
 * other, so who asks is read from the message, never from who spoke first.
 *
 *	UDP: ICF 1 | RSV 1 = 0 | GCT 1 | DNA DA1 DA2 SNA SA1 SA2 1 each | SID 1 | command 2 |
 *	     [end code 2, of an answer] | ...
 *	TCP: "FINS" | length 4 | what 4 | error 4 | as over UDP, where what is 2
 *
 * A program area written while the controller is in RUN or MONITOR mode, by its last status (0601) or mode change
 * (0401, 0402) in this conversation, is an online change; no code of the protocol says it.
 *
 * An answer says what was asked and how it ended, not where: the last requests are kept until they are
 * answered. Proved on the captures of icsnpp-omron-fins (every command) and of a real CP1L (digitalbond), and
 * on one made with npm omron-fins 0.5.0 (tests/captures/fins), which tshark reads alike. */
#include "base/quick.h"
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/fins-areas.h"
#include "decode/fins-detail.h"
#include "decode/walk.h"
#include "decode/words.h"

enum {
	GATEWAY = 0x80,
	RESPONSE = 0x40,
	NO_ANSWER = 0x01,
	ICF_KNOWN = GATEWAY | RESPONSE | NO_ANSWER,
	HOPS_MAX = 7,
	NETWORK_MAX = 127
};
enum { NODE_SERVER = 1, FRAME_SEND = 2, FRAME_MAX = 4096, TCP_HEAD = 16, NAME_ROOM = 20, VERSION_PART = 10 };
enum {
	READ = 0x0101,
	WRITE = 0x0102,
	FILL = 0x0103,
	READ_MANY = 0x0104,
	PROTECT = 0x0304,
	UNPROTECT = 0x0305,
	PROGRAM_WRITE = 0x0307,
	RUN = 0x0401,
	STOP = 0x0402,
	CONTROLLER_DATA = 0x0501,
	UNIT_DATA = 0x0502,
	STATUS = 0x0601
};
enum { MODE_PROGRAM, MODE_DEBUG, MODE_MONITOR, MODE_RUN = 4, MODE_UNKNOWN = 0xff, ONLINE = 1 };
enum {
	END_CODE = 0x7f3f,
	WRONG_PASSWORD = 0x2602,
	PENDING = 8,
	ITEMS = 32,
	WRITES = 32,
	POINTS_MAX = 64,
	UNITS_MAX = 25
};

/* A request that waits for its answer. */
struct asked {
	bool waits;
	bool online; /* a program is written that runs */
	uint8_t side, sid, mode;
	uint8_t network, far;  /* whom it asks */
	uint8_t items, writes; /* how many of at[], of values[] */
	uint16_t command, count;
	struct fins_at at[ITEMS];
	uint16_t values[WRITES];
};

struct state {
	struct walk walk;
	struct asked asked[PENDING];
	uint8_t next;     /* where the next request is kept: the oldest is given up */
	uint8_t mode[2];  /* of each side, as it last said or was set: its number + 1 */
	uint16_t node[2]; /* of each side, told once: its number + 1 */
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	uint8_t icf, node, sid;
	uint8_t network, far; /* of the one that is asked, or answers; network 0: the one that is connected */
	uint16_t command;
	struct rd body;
};

static const uint16_t ports[] = {9600, 0};

static bool read_message(struct rd r, struct message *m)
{
	const uint8_t *head = r.at;

	m->icf = rd_u8(&r);
	rd_skip(&r, 6);
	m->node = rd_u8(&r);
	rd_skip(&r, 1);
	m->sid = rd_u8(&r);
	if (rd_ok(&r)) {
		m->network = head[m->icf & RESPONSE ? 6 : 3];
		m->far = m->network ? head[m->icf & RESPONSE ? 7 : 4] : 0;
	}
	m->command = rd_be16(&r);
	m->body = r;
	return rd_ok(&r);
}

static struct smell smell_udp(const struct talk *t, struct rd r)
{
	const uint8_t *head = r.at;
	struct message m;

	bool known, on_port = talk_on_port(t, ports[0]);

	if (!read_message(r, &m) || !(m.icf & GATEWAY) || m.icf & ~(unsigned)ICF_KNOWN || head[1] ||
	    head[2] > HOPS_MAX || head[3] > NETWORK_MAX || head[6] > NETWORK_MAX ||
	    (m.icf & RESPONSE && rd_left(&m.body) < 2))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	known = command_find(PROTO_fins, m.command, -1);
	if (!known && !on_port)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(known && on_port ? SURE : LIKELY, m.icf & RESPONSE ? ROLE_SERVER : ROLE_CLIENT);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	uint32_t length, what;

	if (t->transport != 6)
		return smell_udp(t, head);
	if (!rd_starts(&head, "FINS", 4))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	rd_skip(&head, 4);
	length = rd_be32(&head);
	what = rd_be32(&head);
	if (!rd_ok(&head) || length < 8 || length > FRAME_MAX || what > 6)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, what == 0 ? ROLE_CLIENT : what == NODE_SERVER ? ROLE_SERVER : ROLE_UNKNOWN);
}

/* --- what a controller says of itself
 * ------------------------------------------------------------------------ */

static void tell_text(struct emit *e, enum fact_kind kind, struct rd room)
{
	struct text t = text_rd(&room);

	t.n = t.n ? strnlen(t.s, t.n) : 0;
	t = words_trim(t);
	if (t.n > 1 && text_is_plain(t))
		emit_text(e, kind, SENDER, 90, t);
}

/* model 20 | version 20 | ... (W342 5-3-15); of the version the first half is the CPU's */
static void tell_controller(struct emit *e, struct rd r)
{
	struct rd model = rd_sub(&r, NAME_ROOM), version = rd_sub(&r, VERSION_PART);

	if (!rd_ok(&r) || !text_is_plain(text_of(model.at, strnlen((const char *)model.at, NAME_ROOM))) ||
	    model.at[0] <= ' ')
		return;
	tell_text(e, FACT_MODEL, model);
	tell_text(e, FACT_FIRMWARE, version);
	emit_str(e, FACT_MAKER, SENDER, 60, "Omron");
}

/* count 1, its highest bit: the last | (unit 1 | model 20)... (W342 5-3-16) */
static void tell_units(struct emit *e, struct rd r)
{
	unsigned count = rd_u8(&r) & 0x7f;

	for (unsigned i = 0; i < count && i < UNITS_MAX && rd_left(&r) > NAME_ROOM; i++) {
		unsigned unit = rd_u8(&r);
		struct rd room = rd_sub(&r, NAME_ROOM);
		struct text model = words_trim(text_of(room.at, strnlen((const char *)room.at, NAME_ROOM)));

		if (model.n > 1 && text_is_plain(model))
			emit_fmt(e, FACT_PROPERTY, SENDER, 90, "unit-%02x=%.*s", unit, (int)model.n, model.s);
	}
}

/* --- values
 * -------------------------------------------------------------------------------------------------- */

/* "net2-node5:D100" of one behind the one that is connected */
static void tell_point(struct emit *e, enum about about, const struct asked *q, const struct fins_at *at,
		       unsigned i, double value, bool written)
{
	const struct fins_area *a = fins_area(at->area);
	char room[FINS_POINT], far[FINS_POINT + 24];
	struct text name = fins_name(at, i, room);

	if (q->network)
		name = text_of(far, (size_t)quick_fmt(far, sizeof far, "net%u-node%u:%.*s", q->network,
						      q->far, (int)name.n, name.s));
	emit_value(e, about, name, value, a->size == 1 ? POINT_BOOL : POINT_UINT16, written);
}

static bool read_element(struct rd *r, const struct fins_area *a, double *ret_value)
{
	struct rd element = rd_sub(r, a->size);

	*ret_value = a->size == 1 ? rd_u8(&element) & 1 : rd_be16(&element);
	return rd_ok(&element);
}

static void tell_read(struct emit *e, const struct asked *q, struct rd body)
{
	const struct fins_area *a = fins_area(q->at[0].area);
	double value;

	for (unsigned i = 0; a && i < q->count && i < POINTS_MAX && read_element(&body, a, &value); i++)
		tell_point(e, SENDER, q, &q->at[0], i, value, false);
}

/* (area 1 | element)... */
static void tell_read_many(struct emit *e, const struct asked *q, struct rd body)
{
	double value;

	for (unsigned i = 0; i < q->items; i++) {
		const struct fins_area *a = fins_area(q->at[i].area);

		if (rd_u8(&body) != q->at[i].area || !a || !read_element(&body, a, &value))
			return;
		tell_point(e, SENDER, q, &q->at[i], 0, value, false);
	}
}

static void tell_written(struct emit *e, enum about about, const struct asked *q)
{
	for (unsigned i = 0; i < q->writes; i++)
		tell_point(e, about, q, &q->at[0], i, q->values[q->command == FILL ? 0 : i], true);
}

/* --- questions and answers
 * ----------------------------------------------------------------------------------- */

/* One value, many times. */
static void keep_fill(struct asked *q, struct rd *r, const struct fins_area *a)
{
	double value;

	if (!read_element(r, a, &value))
		return;
	q->values[0] = (uint16_t)value;
	q->writes = (uint8_t)(q->count < WRITES ? q->count : WRITES);
}

static void keep_writes(struct asked *q, struct rd *r)
{
	const struct fins_area *a = fins_area(q->at[0].area);
	double value;

	if (a && q->command == FILL)
		keep_fill(q, r, a);
	while (a && q->command == WRITE && q->writes < WRITES && q->writes < q->count &&
	       read_element(r, a, &value))
		q->values[q->writes++] = (uint16_t)value;
}

static void ask(struct asked *q, const struct message *m, enum side side)
{
	struct rd r = m->body, mode = m->body;

	*q = (struct asked){.waits = true,
			    .side = (uint8_t)side,
			    .sid = m->sid,
			    .network = m->network,
			    .far = m->far,
			    .command = m->command};
	if (m->command == RUN) { /* program 2 | mode 1: without, MONITOR (W342 5-3-13) */
		rd_skip(&mode, 2);
		q->mode = rd_u8(&mode);
		q->mode = rd_ok(&mode) ? q->mode : MODE_MONITOR;
	}
	if (m->command == READ_MANY) {
		while (q->items < ITEMS && rd_left(&r) >= 4)
			q->at[q->items++] = fins_at(&r);
		return;
	}
	if (m->command < READ || m->command > FILL)
		return;
	q->at[0] = fins_at(&r);
	q->count = rd_be16(&r);
	if (!rd_ok(&r))
		q->count = 0;
	else if (m->command != READ)
		keep_writes(q, &r);
}

/* program 2 | protection 1 | begin 4 | last 4 | password 4 (W227) */
static void hear_password(struct emit *e, struct rd r)
{
	struct rd password;

	rd_skip(&r, 11);
	password = rd_sub(&r, 4);
	if (rd_ok(&r))
		emit_login(e, "fins", true, LOGIN_UNKNOWN, text_of("", 0), text_rd(&password));
}

/* A number that is used again: the request that had it was answered unseen, or never. */
static struct asked *next_asked(struct state *s, enum side side, unsigned sid)
{
	for (struct asked *q = s->asked; q < s->asked + PENDING; q++)
		q->waits = q->waits && !(q->side == side && q->sid == sid);
	return &s->asked[s->next++ % PENDING];
}

static void hear_request(struct talk *t, const struct message *m, struct emit *e)
{
	struct state *s = t->state;
	struct asked *q = next_asked(s, t->side, m->sid);
	char room[FINS_DETAIL + 24];
	uint8_t mode = s->mode[!t->side];
	struct text detail = fins_detail(m->command, m->body, room);

	ask(q, m, t->side);
	q->online = m->command == PROGRAM_WRITE && !m->network &&
		    (mode == MODE_MONITOR + 1 || mode == MODE_RUN + 1);
	if (q->online)
		detail.n += (size_t)quick_fmt(room + detail.n, sizeof room - detail.n, ", in %s mode",
					      mode == MODE_RUN + 1 ? "run" : "monitor");
	emit_request_by(e, SENDER, PROTO_fins, m->command, q->online ? ONLINE : -1, text_of(room, detail.n));
	if (m->command == READ && t->side == FROM_CLIENT)
		walk_step(&s->walk, e, (uint32_t)q->network << 16 | (uint32_t)q->far << 8 | q->at[0].area,
			  (uint32_t)q->at[0].word << 4 | q->at[0].bit,
			  q->at[0].bit ? q->count : (uint64_t)q->count << 4);
	if (m->command == PROTECT || m->command == UNPROTECT)
		hear_password(e, m->body);
	if (m->icf & NO_ANSWER) {
		tell_written(e, RECEIVER, q);
		q->waits = false;
	}
}

static struct asked *asked_of(struct state *s, enum side side, const struct message *m)
{
	for (unsigned i = 0; i < PENDING; i++) {
		struct asked *q = &s->asked[(s->next + i) % PENDING];

		if (q->waits && q->side != side && q->sid == m->sid && q->command == m->command)
			return q;
	}
	return NULL;
}

/* Which mode the controller is in, once it is another. */
static void tell_mode(struct state *s, enum side side, unsigned mode, struct emit *e)
{
	static const char *const words[] = {"fins-mode=program", "fins-mode=debug", "fins-mode=monitor", NULL,
					    "fins-mode=run"};

	if (mode > MODE_RUN || !words[mode] || s->mode[side] == mode + 1)
		return;
	s->mode[side] = (uint8_t)(mode + 1);
	emit_str(e, FACT_PROPERTY, SENDER, 80, words[mode]);
}

/* status 1: its lowest bit says that it runs | mode 1 | ... (W342 5-3-17) */
static unsigned mode_of(const struct message *m, const struct asked *q)
{
	struct rd r = m->body;
	unsigned status, mode;

	if (m->network) /* another's */
		return MODE_UNKNOWN;
	if (q && m->command == RUN)
		return q->mode;
	if (q && m->command == STOP)
		return MODE_PROGRAM;
	if (m->command != STATUS)
		return MODE_UNKNOWN;
	status = rd_u8(&r);
	mode = rd_u8(&r);
	return rd_ok(&r) && (status & 1 || mode == MODE_PROGRAM) ? mode : MODE_UNKNOWN;
}

static void tell_answer(struct emit *e, const struct message *m, const struct asked *q)
{
	if (m->command == CONTROLLER_DATA)
		tell_controller(e, m->body);
	else if (m->command == UNIT_DATA)
		tell_units(e, m->body);
	else if (q && m->command == READ)
		tell_read(e, q, m->body);
	else if (q && m->command == READ_MANY)
		tell_read_many(e, q, m->body);
	else if (q)
		tell_written(e, SENDER, q);
}

static void hear_answer(struct talk *t, struct message *m, struct emit *e)
{
	struct asked *q = asked_of(t->state, t->side, m);
	unsigned end = rd_be16(&m->body);
	bool refused = end & END_CODE;

	if (!rd_ok(&m->body))
		return;
	/* nobody asked whoever began: recordings that play both sides from one address */
	emit_answer_by(e, q || t->side == FROM_SERVER ? SENDER : SERVER, PROTO_fins, m->command,
		       q && q->online ? ONLINE : -1, refused);
	if (end == WRONG_PASSWORD)
		emit_login(e, "fins", true, LOGIN_FAILED, text_of("", 0), text_of("", 0));
	if (!refused) {
		tell_answer(e, m, q);
		tell_mode(t->state, t->side, mode_of(m, q), e);
	}
	if (q)
		q->waits = false;
}

/* What answers is a controller, most likely; its node number is how routing tables and HMIs call it. */
static void tell_sender(struct talk *t, const struct message *m, struct emit *e)
{
	struct state *s = t->state;

	if (!(m->icf & RESPONSE) || s->node[t->side] == m->node + 1)
		return;
	s->node[t->side] = (uint16_t)(m->node + 1);
	emit_str(e, FACT_KIND, SENDER, 60, "plc");
	emit_fmt(e, FACT_PROPERTY, SENDER, 60, "fins-node=%u", m->node);
}

static void hear_frame(struct talk *t, struct emit *e, struct rd r)
{
	struct message m;

	if (!read_message(r, &m))
		return;
	tell_sender(t, &m, e);
	if (m.icf & RESPONSE)
		hear_answer(t, &m, e);
	else
		hear_request(t, &m, e);
}

static enum heard hear_tcp(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in, frame;
	uint32_t length, what;

	if (rd_left(&r) >= 4 && !rd_starts(&r, "FINS", 4))
		return t->hole ? ENOUGH : BROKEN;
	rd_skip(&r, 4);
	length = rd_be32(&r);
	if (!rd_ok(&r))
		return MORE;
	if (length < TCP_HEAD - 8 || length > FRAME_MAX)
		return BROKEN;
	frame = rd_sub(&r, length);
	if (!rd_ok(&r))
		return MORE;
	what = rd_be32(&frame);
	rd_skip(&frame, 4);
	if (what == FRAME_SEND)
		hear_frame(t, e, frame);
	*in = r;
	return HEARD;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	if (t->transport == 6)
		return hear_tcp(t, in, e);
	hear_frame(t, e, rd_rest(in));
	return HEARD;
}

const struct decoder decoder_fins = {
	.protocol = PROTO_fins,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "46 80-81 c0-c1",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
