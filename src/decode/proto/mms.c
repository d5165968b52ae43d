/* MMS (ISO 9506) as IEC 61850-8-1 and TASE.2 use it, behind TPKT and COTP, by content on any port.
 *
 *	session       CONNECT 0d, ACCEPT 0e with user data c1; data: 01 00 01 00
 *	presentation  CP/CPA 31 .. a2 .. 61, data 61 | 30 | 02 context | a0
 *	association   60 (AARQ), 61 (AARE) .. be: abstract syntax 28 ca 22 02 (1.0.9506.2)
 *	MMS           a0 request: 02 invoke id | service; a1 answer; a2 error; a3 unconfirmed; a4 reject ...
 *
 * The session layers may be missing (some stacks put MMS on COTP). Services, layers and reports are proved on captures
 * (../shared/corpus/ot/iec61850) beside tshark; names of IEC 61850-8-1 ($CO$, Oper, SBOw ...) and the password of an
 * association are from the standards' text. Elements nest: each is entered by a step of its own, data by a bounded
 * stack (decode/mmsdata.h). */
#include "base/quick.h"
#include "decode/ber.h"
#include "decode/decoder.h"
#include "decode/mmsdata.h"
#include "decode/osi.h"
#include "decode/tpkt.h"
#include "decode/waiting.h"
#include "decode/words.h"

enum { ROOM = 16384 };
enum {
	REQUEST = 0xa0,
	ANSWER = 0xa1,
	FAILED = 0xa2,
	UNCONFIRMED = 0xa3,
	REJECT = 0xa4,
	INITIATE = 0xa8,
	INITIATED = 0xa9,
	INITIATE_FAILED = 0xaa,
	CONCLUDE = 0x8b,
	CONCLUDED = 0x8c
};
enum { IDENTIFY = 2, READ = 4, WRITE = 5, PENDING = 6, NAMES_ROOM = 320, WRITES_KEPT = 8 };
enum { TO_OPERATE = 1, TO_SELECT, TO_CANCEL, TO_SETTINGS, TO_REPORTS };

/* A request until its answer, with as many names of variables as there is room for. */
struct asked {
	bool is_list;
	int8_t sub;
	uint8_t service, names_n, values_n;
	uint16_t names_used;
	uint32_t invoke;
	struct mms_value values[WRITES_KEPT];
	char names[NAMES_ROOM]; /* each ended by NUL */
};

struct state {
	struct waiting waiting;
	bool told;
	struct asked asked[PENDING];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

static const uint16_t ports[] = {102, 0};

/* a1 | 06 name of the application context: 1.0.9506.2.3 */
static bool is_mms(struct rd r)
{
	static const uint8_t iso9506[] = {0x28, 0xca, 0x22, 0x02};
	struct rd context, name;

	return mms_find(&r, 0xa1, &context) && mms_find(&context, 0x06, &name) &&
	       rd_starts(&name, iso9506, sizeof iso9506);
}

static bool is_mms_tag(int tag)
{
	return (tag >= REQUEST && tag <= REJECT) || (tag >= INITIATE && tag <= INITIATE_FAILED) ||
	       tag == CONCLUDE || tag == CONCLUDED;
}

/* MMS right behind COTP: one element that fills the packet, with an invoke id where there must be one. */
static bool is_bare(struct rd r)
{
	struct mms_element e;
	int tag = rd_peek(&r, 0);

	if (!is_mms_tag(tag) || !mms_next(&r, &e) || !rd_empty(&r))
		return false;
	if (tag == REQUEST || tag == ANSWER)
		return rd_peek(&e.body, 0) == BER_INTEGER;
	return tag != UNCONFIRMED || rd_peek(&e.body, 0) == 0xa0;
}

static enum role role_of(int tag)
{
	if (tag == REQUEST || tag == INITIATE || tag == CONCLUDE)
		return ROLE_CLIENT;
	return tag == ANSWER || tag == FAILED || tag == UNCONFIRMED || tag == INITIATED || tag == CONCLUDED
		       ? ROLE_SERVER
		       : ROLE_UNKNOWN;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd r, inner;
	int first;

	(void)t;
	if (!tpkt_data(head, &r))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	first = rd_peek(&r, 0);
	if (first == OSI_CONNECT || first == OSI_ACCEPT)
		return osi_connect(r, &inner) && osi_association(inner, &inner) && is_mms(inner)
			       ? smell(SURE, first == OSI_CONNECT ? ROLE_CLIENT : ROLE_SERVER)
			       : smell(NOT_MINE, ROLE_UNKNOWN);
	if (first == OSI_GIVE_TOKENS)
		return osi_data(r, &inner) && is_bare(inner) ? smell(LIKELY, role_of(rd_peek(&inner, 0)))
							     : smell(NOT_MINE, ROLE_UNKNOWN);
	return is_bare(r) ? smell(LIKELY, role_of(first)) : smell(NOT_MINE, ROLE_UNKNOWN);
}

/* --- requests --- */

/* False when there is no room: what follows would get the wrong place. */
static bool keep_name(struct asked *q, struct text name)
{
	if (name.n + 1 > sizeof q->names - q->names_used)
		return false;
	if (name.n)
		memcpy(q->names + q->names_used, name.s, name.n);
	q->names_used = (uint16_t)(q->names_used + name.n + 1);
	q->names_n++;
	return true;
}

/* a0: 30 (a0 name)... ; a1: the name of a list */
static void keep_names(struct asked *q, const struct mms_element *specification)
{
	struct rd list = specification->body;
	struct mms_element e, variable;
	char buf[MMS_NAME];

	if (specification->first == 0xa1) {
		q->is_list = true;
		(void)keep_name(q, mms_name(list, buf));
		return;
	}
	while (q->names_n < 64 && mms_next(&list, &e)) {
		bool named =
			e.first == BER_SEQUENCE && mms_next(&e.body, &variable) && variable.first == 0xa0;

		if (!keep_name(q, named ? mms_name(variable.body, buf) : text_of("", 0)))
			return;
	}
}

/* What is written decides what it can do (IEC 61850-8-1: functional constraints and control objects). */
static int8_t write_of(struct text name)
{
	static const struct {
		const char *part;
		int8_t sub;
	} parts[] = {{"$oper", TO_OPERATE}, {"$sbo", TO_SELECT},   {"$cancel", TO_CANCEL},
		     {"$sp$", TO_SETTINGS}, {"$se$", TO_SETTINGS}, {"$sg$", TO_SETTINGS},
		     {"$cf$", TO_SETTINGS}, {"$dc$", TO_SETTINGS}, {"$rp$", TO_REPORTS},
		     {"$br$", TO_REPORTS},  {"$lg$", TO_REPORTS},  {"$go$", TO_SETTINGS},
		     {"$gs$", TO_SETTINGS}, {"$ms$", TO_SETTINGS}};

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (words_has(name, parts[i].part) && (parts[i].sub > TO_CANCEL || words_has(name, "$co$")))
			return parts[i].sub;
	return -1;
}

static struct text name_of(const struct asked *q, unsigned place)
{
	const char *at = q->names;

	if (place >= q->names_n)
		return text_of("", 0);
	while (place--)
		at += strlen(at) + 1;
	return text_z(at);
}

static void hear_variables(struct asked *q, struct rd body)
{
	struct mms_element e;
	uint64_t good;

	if (q->service == READ && !mms_find(&body, 0xa1, &body))
		return;
	if (!mms_next(&body, &e))
		return;
	keep_names(q, &e);
	if (q->service != WRITE)
		return;
	q->sub = write_of(name_of(q, 0));
	if (mms_find(&body, 0xa0, &body))
		q->values_n = (uint8_t)mms_values(body, q->values, WRITES_KEPT, &good);
}

/* The name that many services begin with (a domain, a program invocation, a file). */
static struct text plain_name(struct rd body)
{
	struct mms_element e;
	struct text t;

	for (int depth = 0; depth < 3 && mms_next(&body, &e); depth++) {
		if (e.first & 0x20) {
			body = e.body;
			continue;
		}
		t = text_rd(&e.body);
		return t.n > 1 && t.n <= 64 && text_is_plain(t) ? t : text_of("", 0);
	}
	return text_of("", 0);
}

static void hear_request(struct state *s, struct rd r, struct emit *e)
{
	struct asked *q;
	struct mms_element service;
	struct text detail;
	struct rd invoke;
	int64_t number;

	if (!ber_want(&r, BER_INTEGER, &invoke) || !ber_int(invoke, &number))
		return;
	do
		if (!mms_next(&r, &service))
			return;
	while (service.first == BER_SEQUENCE); /* modifiers */
	q = &s->asked[waiting_take(&s->waiting, PENDING)];
	*q = (struct asked){.sub = -1, .service = (uint8_t)service.number, .invoke = (uint32_t)number};
	if (service.number == READ || service.number == WRITE)
		hear_variables(q, service.body);
	detail = q->names_n ? name_of(q, 0) : plain_name(service.body);
	emit_request(e, PROTO_mms, service.number, q->sub, detail);
}

/* --- answers --- */

static struct asked *asked_of(struct state *s, int64_t invoke)
{
	for (unsigned i = 0; i < PENDING; i++)
		if (waiting_at(&s->waiting, i) && s->asked[i].invoke == (uint32_t)invoke)
			return &s->asked[i];
	return NULL;
}

static void tell_value(const struct asked *q, const struct mms_value *v, bool set, struct emit *e)
{
	char buf[MMS_NAME + 16];
	struct text name = name_of(q, q->is_list ? 0 : v->place);

	if (!name.n)
		return;
	if (q->is_list)
		name = text_of(buf,
			       (size_t)quick_fmt(buf, sizeof buf, "%.*s[%u]", (int)name.n, name.s, v->place));
	mms_tell(e, SERVER, name, v, set);
}

/* Read: [a0 specification] a1 results. False when all failed. */
static bool hear_read(const struct asked *q, struct rd body, struct emit *e)
{
	struct mms_value values[MMS_VALUES_MAX];
	uint64_t good = 0;
	unsigned n;

	if (!mms_find(&body, 0xa1, &body))
		return false;
	n = mms_values(body, values, MMS_VALUES_MAX, &good);
	for (unsigned i = 0; i < n; i++)
		tell_value(q, &values[i], false, e);
	return good != 0;
}

/* Write: 80 failure or 81 success for each variable. */
static bool hear_written(const struct asked *q, struct rd body, struct emit *e)
{
	struct mms_element one;
	uint64_t good = 0;

	for (unsigned i = 0; i < 64 && mms_next(&body, &one); i++)
		good |= one.first == 0x81 ? UINT64_C(1) << i : 0;
	for (unsigned i = 0; i < q->values_n && q->sub != TO_SELECT && q->sub != TO_CANCEL; i++)
		if (good >> q->values[i].place & 1)
			tell_value(q, &q->values[i], true, e);
	return good != 0;
}

/* 80 maker | 81 model | 82 revision */
static void hear_identity(struct rd body, struct emit *e)
{
	static const uint16_t kinds[] = {FACT_MAKER, FACT_MODEL, FACT_FIRMWARE};
	struct mms_element one;

	while (mms_next(&body, &one))
		if (one.first >= 0x80 && one.first <= 0x82 && !rd_empty(&one.body))
			emit_text(e, (enum fact_kind)kinds[one.first - 0x80], SERVER, 90, text_rd(&one.body));
}

static void hear_answer(struct state *s, struct rd r, struct emit *e)
{
	struct mms_element service;
	struct asked *q;
	struct rd invoke;
	int64_t number;
	bool good = true;

	if (!ber_want(&r, BER_INTEGER, &invoke) || !ber_int(invoke, &number) || !mms_next(&r, &service))
		return;
	q = asked_of(s, number);
	if (q && q->service == service.number && q->service == READ)
		good = hear_read(q, service.body, e);
	if (q && q->service == service.number && q->service == WRITE)
		good = hear_written(q, service.body, e);
	if (service.number == IDENTIFY)
		hear_identity(service.body, e);
	emit_answer(e, PROTO_mms, service.number, q ? q->sub : -1, !good);
	if (q)
		waiting_done(&s->waiting, (unsigned)(q - s->asked));
}

/* 80 invoke id | a2 error: it does not say of what */
static void hear_failed(struct state *s, struct rd r, struct emit *e)
{
	struct asked *q;
	struct rd invoke;
	int64_t number;

	if (!mms_find(&r, 0x80, &invoke) || !ber_int(invoke, &number))
		return;
	q = asked_of(s, number);
	if (!q)
		return;
	emit_answer(e, PROTO_mms, q->service, q->sub, true);
	waiting_done(&s->waiting, (unsigned)(q - s->asked));
}

/* --- reports --- */

/* a0 | a1 name of a list or a0 variables | a0 results */
static void hear_unconfirmed(struct rd r, struct emit *e)
{
	struct mms_element service, specification;
	struct text name;
	char buf[MMS_NAME];
	struct rd results;

	if (!mms_next(&r, &service) || service.number != 0 || !mms_next(&service.body, &specification) ||
	    !mms_find(&service.body, 0xa0, &results))
		return;
	name = mms_name(specification.body, buf);
	if (specification.first == 0xa1 && words_same(name, "rpt"))
		mms_tell_report(e, results);
}

/* --- the conversation --- */

static void hear_message(struct talk *t, struct rd r, struct emit *e)
{
	struct mms_element pdu;
	bool client = t->side == FROM_CLIENT;

	if (!mms_next(&r, &pdu))
		return;
	if (pdu.first == REQUEST && client)
		hear_request(t->state, pdu.body, e);
	else if (pdu.first == ANSWER && !client)
		hear_answer(t->state, pdu.body, e);
	else if ((pdu.first == FAILED || pdu.first == REJECT) && !client)
		hear_failed(t->state, pdu.body, e);
	else if (pdu.first == UNCONFIRMED && !client)
		hear_unconfirmed(pdu.body, e);
}

/* ac | 80 password: in clear, where an association is protected by one at all */
static void hear_association(struct rd payload, struct emit *e)
{
	struct rd inner, value, password;

	if (osi_connect(payload, &inner) && osi_association(inner, &inner) &&
	    mms_find(&inner, 0xac, &value) && mms_find(&value, 0x80, &password))
		emit_login(e, "acse-password", true, LOGIN_UNKNOWN, text_of("", 0), text_rd(&password));
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct state *s = t->state;
	uint8_t room[ROOM];
	struct rd payload, inner;
	unsigned type;
	enum heard heard = tpkt_message(in, room, sizeof room, &type, &payload);

	if (heard == BROKEN &&
	    t->hole) { /* after lost bytes: wait for a packet that begins with its segment */
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if (type != TPKT_DATA)
		return HEARD;
	if (t->side == FROM_SERVER && !s->told) {
		emit_str(e, FACT_KIND, SERVER, 40, "plc");
		s->told = true;
	}
	if (rd_peek(&payload, 0) == OSI_CONNECT)
		hear_association(payload, e);
	else if (osi_data(payload, &inner))
		hear_message(t, inner, e);
	else if (is_bare(payload))
		hear_message(t, payload, e);
	return HEARD;
}

const struct decoder decoder_mms = {
	.protocol = PROTO_mms,
	.on = ON_TCP,
	.ports = ports,
	.begins = "03",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
