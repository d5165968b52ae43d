/* MELSOFT, the engineering protocol of Mitsubishi controllers (GX Works), by content. No public specification:
 * what is here was read off recordings of an R08SFCPU and an FX5U (ITI, Nozomi Networks) beside the notes of
 * Nozomi's Wireshark plug-in (BHMEA 2023), which names the commands of signing in, of people, of control.
 *
 *	57 / d7 | 1 | serial 2 | 00 11 11 | 07 or 7f | ... | length 2 at byte 19
 *	question: 1c | . | 16 14 ... up to the command at byte 45
 *	answer:	  9c | . | 18 14 | end code 2, highest first | ... up to the command at byte 47
 *	then:	  command 2, highest first | reference 2 | length 2 | data | footer
 *		  the length counts data and two bytes more; 0: all that follows is data
 *
 *	5a 00 00 kind / da 00 00 kind ...: a connection is asked for (ff), a controller is looked for (01)
 *
 * A program file that is written into a controller that was seen running (SD203 read, remote RUN taken, in the same
 * conversation) is an online change; the command is that of a download, and no recording shows GX Works' own.
 *
 * An answer repeats command and reference. On a direct cable both are broadcast over UDP, each a conversation
 * of its own. Then a question is told when a controller answers it, as one to this controller (who asked it,
 * decode/shout.h knows); values, whose places only the question has, and names of files cannot be told. */
#include "decode/decoder.h"
#include "decode/melsec.h"
#include "decode/utf16.h"
#include "decode/waiting.h"
#include "decode/words.h"

enum { QUESTION = 0x57, ANSWER = 0xd7, HELLO = 0x5a, HELLO_ANSWER = 0xda, LENGTH_AT = 19, HEAD = 21 };
enum {
	QUESTION_HEAD = 24,
	ANSWER_HEAD = 26,
	LENGTH_MAX = 8192,
	HELLO_SIZE = 4,
	CONNECT = 0xff,
	PENDING = 3,
	USER_ROOM = 40
};
enum {
	READ_TYPE = 0x0121,
	GIVE_USER = 0x0131,
	GIVE_PASSWORD = 0x0132,
	READ_MEMORY = 0x0410,
	READ_PLACES = 0x0411,
	WRITE_MEMORY = 0x1410,
	REGISTER_USERS = 0x1133,
	OPEN_FILE = 0x1867,
	READ_FILE = 0x1868,
	WRITE_FILE = 0x1869,
};

enum {
	ONLINE = 1 /* no code of the protocol: a program is written while it runs, by what was seen before */
};

struct state {
	struct waiting waiting;
	uint8_t run; /* enum melsec_run */
	bool told_kind;
	uint8_t user_n, file_n;
	char user[USER_ROOM], file[USER_ROOM]; /* who signs in; the file that was opened last */
	struct melsec_asked asked[PENDING];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct message {
	bool answer, hello;
	unsigned end, command, reference,
		form; /* hello: command is its kind; form: second byte of the inner head */
	struct rd data;
};

static const uint16_t ports[] = {5006, 5007, 5008, 5009, 5560, 5562, 0};

static bool on_port(const struct talk *t)
{
	for (int i = 0; ports[i]; i++)
		if (talk_on_port(t, ports[i]))
			return true;
	return false;
}

/* 5a 00 00 kind; da 00 00 kind and, of kind ff, 24 bytes more, of others 10 (a search tells both addresses).
 */
static enum heard read_hello(struct rd *in, struct message *m)
{
	struct rd r = *in;

	*m = (struct message){.hello = true, .answer = rd_u8(&r) == HELLO_ANSWER};
	if (rd_be16(&r) != 0)
		return rd_ok(&r) ? BROKEN : MORE;
	m->command = rd_u8(&r);
	m->data = rd_sub(&r, !m->answer ? 0 : m->command == CONNECT ? 24 : 10);
	if (!rd_ok(&r))
		return MORE;
	*in = r;
	return HEARD;
}

static void read_inner(struct rd r, struct message *m)
{
	size_t length;

	rd_skip(&r, 1);
	m->form = rd_u8(&r);
	rd_skip(&r, 2);
	m->end = m->answer ? rd_be16(&r) : 0;
	rd_skip(&r, QUESTION_HEAD - 4);
	m->command = rd_be16(&r);
	m->reference = rd_le16(&r);
	length = rd_le16(&r);
	/* an FX5U answers an "open" that brings a password with the question's own length, and two bytes */
	if (length < 2 || (m->answer && length - 2 > rd_left(&r)))
		m->data = rd_rest(&r);
	else
		m->data = rd_sub(&r, length - 2);
}

static enum heard read_message(struct rd *in, struct message *m)
{
	static const uint8_t fixed[] = {0x00, 0x11, 0x11};
	int first = rd_peek(in, 0);
	struct rd r = *in, at;
	unsigned length, inner;

	if (first == HELLO || first == HELLO_ANSWER)
		return read_hello(in, m);
	if (first != QUESTION && first != ANSWER)
		return BROKEN;
	if (rd_left(&r) < HEAD + 4)
		return MORE;
	*m = (struct message){.answer = first == ANSWER};
	rd_skip(&r, 4);
	at = r;
	rd_skip(&r, LENGTH_AT - 4);
	length = rd_le16(&r);
	inner = m->answer ? ANSWER_HEAD : QUESTION_HEAD;
	if (!rd_starts(&at, fixed, sizeof fixed) || length < inner + 6 || length > LENGTH_MAX ||
	    rd_peek(&r, 0) != (m->answer ? 0x9c : 0x1c) || rd_peek(&r, 2) != (int)inner - 2)
		return BROKEN;
	at = rd_sub(&r, length);
	if (!rd_ok(&r))
		return MORE;
	read_inner(at, m);
	*in = r;
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct message m;
	struct rd r = head;
	enum heard heard = read_message(&r, &m);
	enum role role = rd_peek(&head, 0) & 0x80 ? ROLE_SERVER : ROLE_CLIENT;

	if (heard == MORE && rd_left(&head) >= HEAD + 4) /* of a long message its beginning */
		return smell(SURE, role);
	if (heard != HEARD)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (m.hello)
		return rd_empty(&r) ? smell(on_port(t) ? SURE : LIKELY, role) : smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(rd_ok(&m.data) ? SURE : NOT_MINE, role);
}

/* --- questions
 * ---------------------------------------------------------------------------------------------------------
 */

/* ten zeros | area 2 | address 4 | 0 4 | count 2 [| values] */
static void ask_memory(struct melsec_asked *q, struct rd r)
{
	unsigned area, count;
	uint32_t address;
	int index;

	rd_skip(&r, 10);
	area = rd_le16(&r);
	address = rd_le32(&r);
	rd_skip(&r, 4);
	count = rd_le16(&r);
	index = rd_ok(&r) ? melsec_area_of_melsoft(area) : -1;
	if (index < 0)
		return;
	switch (melsec_area_at((unsigned)index)->bits) {
	case 1:
		(void)melsec_add(q, index, address, count, MELSEC_BIT);
		break;
	case 16:
		(void)melsec_add(q, index, address, count, MELSEC_WORD);
		break;
	default:
		(void)melsec_add(q, index, address, count, MELSEC_DOUBLE);
	}
	q->sets = q->command == WRITE_MEMORY;
}

/* ten zeros | words 1 | bits 1 | 4 | the same 1 | 3 | (area 2 | address 4 | zeros)...: each takes 10 bytes
 * or 16. Bits are packed in a way that is not known: then nothing is read. */
static void ask_places(struct melsec_asked *q, struct rd r)
{
	unsigned words, bits, each;

	rd_skip(&r, 10);
	words = rd_u8(&r);
	bits = rd_u8(&r);
	rd_skip(&r, 8);
	if (!rd_ok(&r) || bits != 0 || words == 0 || rd_left(&r) % words != 0)
		return;
	each = (unsigned)rd_left(&r) / words;
	for (unsigned i = 0; i < words && (each == 10 || each == 16); i++) {
		struct rd one = rd_sub(&r, each);
		int index = melsec_area_of_melsoft(rd_le16(&one));

		if (!melsec_add(q, index, rd_le32(&one), 1, MELSEC_WORD) ||
		    melsec_area_at((unsigned)index)->bits != 16) {
			q->n_places = 0;
			return;
		}
	}
}

/* Bits stand eight in a byte, the lowest first. */
static void read_values(struct melsec_asked *q, struct rd r)
{
	for (unsigned p = 0; p < q->n_places; p++) {
		const struct melsec_place *at = &q->places[p];
		unsigned byte = 0;

		for (unsigned i = 0; i < at->count && rd_ok(&r) && q->n_values < MELSEC_VALUES; i++) {
			byte = at->unit == MELSEC_BIT && i % 8 == 0 ? rd_u8(&r) : byte;
			melsec_value(q, at->unit == MELSEC_BIT    ? byte >> i % 8 & 1
					: at->unit == MELSEC_WORD ? rd_le16(&r)
								  : rd_le32(&r));
		}
	}
}

static size_t size_of(const struct melsec_asked *q)
{
	const struct melsec_place *p = &q->places[0];

	if (q->n_places == 0)
		return 0;
	return p->unit == MELSEC_BIT ? (p->count + 7u) / 8
				     : (size_t)melsec_units(q) * (p->unit == MELSEC_WORD ? 2 : 4);
}

/* A name in UTF-16 that takes this room; nothing that does not show. */
static uint8_t keep_name(char room[USER_ROOM], struct rd r)
{
	size_t n = utf16_text(r, room, USER_ROOM);

	return (uint8_t)(rd_ok(&r) && text_shows(text_of(room, n)) ? n : 0);
}

static void remember_user(struct state *s, struct rd r)
{
	s->user_n = keep_name(s->user, rd_sub(&r, USER_ROOM));
}

/* 4 | mode 2 | drive 2 | size 4 | length 2 | name */
static void remember_file(struct state *s, struct rd r)
{
	rd_skip(&r, 12);
	s->file_n = keep_name(s->file, rd_sub(&r, rd_le16(&r)));
}

/* . 2 | people 2 | (name 40 | hash of the password 32 | level 2)... */
static struct text first_user(char room[USER_ROOM], struct rd r)
{
	rd_skip(&r, 4);
	return text_of(room, keep_name(room, rd_sub(&r, USER_ROOM)));
}

static struct text detail_of(const struct state *s, const struct melsec_asked *q, const struct message *m,
			     char buf[MELSEC_DETAIL])
{
	switch (m->command) {
	case REGISTER_USERS:
		return first_user(buf, m->data);
	case READ_FILE:
	case WRITE_FILE:
		return text_of(s->file, s->file_n);
	case GIVE_USER:
		return text_of(s->user, s->user_n);
	default:
		return melsec_detail(buf, q);
	}
}

static void hear_question(struct state *s, const struct message *m, bool to_all, struct emit *e)
{
	struct melsec_asked *q;
	char buf[MELSEC_DETAIL];

	for (unsigned i = 0; s->waiting.open && i < PENDING; i++) /* answered unseen, or never */
		if (waiting_at(&s->waiting, i) && s->asked[i].key == m->reference)
			waiting_done(&s->waiting, i);
	q = &s->asked[waiting_take(&s->waiting, PENDING)];
	melsec_begin(q);
	q->key = m->reference;
	q->command = (uint16_t)m->command;
	q->station = 0xff;
	if (m->command == READ_MEMORY || m->command == WRITE_MEMORY)
		ask_memory(q, m->data);
	if (m->command == READ_PLACES)
		ask_places(q, m->data);
	if (m->command == GIVE_USER)
		remember_user(s, m->data);
	if (m->command == OPEN_FILE)
		remember_file(s, m->data);
	q->online = m->command == WRITE_FILE && s->run == MELSEC_RUNS &&
		    melsec_is_program(text_of(s->file, s->file_n));
	if (!to_all && q->online)
		emit_request(e, PROTO_melsoft, m->command, ONLINE,
			     melsec_while_running(buf, text_of(s->file, s->file_n)));
	else if (!to_all)
		emit_request(e, PROTO_melsoft, m->command, -1, detail_of(s, q, m, buf));
	if (q->sets) {
		struct rd values = m->data;

		rd_skip(&values, 22);
		read_values(q, values);
	}
}

/* --- answers
 * -----------------------------------------------------------------------------------------------------------
 */

static struct melsec_asked *asked_of(struct state *s, const struct message *m)
{
	for (unsigned i = 0; i < PENDING; i++)
		if (waiting_at(&s->waiting, i) && s->asked[i].key == m->reference &&
		    s->asked[i].command == m->command)
			return &s->asked[i];
	return NULL;
}

/* A name that is not known is refused, one that is gets a challenge; the password is answered for by its
 * hash. */
static void tell_sign_in(const struct state *s, const struct message *m, struct emit *e)
{
	bool refused = m->end != 0;

	if (m->command == GIVE_PASSWORD || (m->command == GIVE_USER && refused))
		emit_login(e, "melsoft", false, refused ? LOGIN_FAILED : LOGIN_OK,
			   text_of(s->user, s->user_n), text_of("", 0));
}

static void tell_values(struct melsec_asked *q, struct rd data, struct emit *e)
{
	if (!q->sets) {
		rd_skip(&data, q->command == READ_PLACES ? 2 : 0);
		if (size_of(q) != rd_left(&data))
			return;
		read_values(q, data);
	}
	melsec_tell(e, q);
}

static void hear_answer(struct state *s, const struct message *m, bool to_all, struct emit *e)
{
	struct melsec_asked *q = asked_of(s, m);
	struct rd data = m->data;
	/* an answer to everybody whose question was not recorded: of nobody's doing anything can be said */
	bool by_nobody = to_all && ip_is_broadcast(emit_who(e, CLIENT).ip);

	if (!s->told_kind)
		emit_str(e, FACT_KIND, SENDER, 70, "plc");
	s->told_kind = true;
	if (to_all && !by_nobody)
		emit_request(e, PROTO_melsoft, m->command, -1, text_of("", 0));
	if (!by_nobody)
		emit_answer(e, PROTO_melsoft, m->command, q && q->online && !to_all ? ONLINE : -1,
			    m->end != 0);
	tell_sign_in(s, m, e);
	if (m->end == 0 && m->command == READ_TYPE) {
		melsec_tell_model(e, rd_sub(&data, 16), 90);
		if (rd_left(&data) >= 2)
			emit_fmt(e, FACT_PROPERTY, SENDER, 90, "model-code=0x%04X", rd_le16(&data));
	}
	if (q && m->end == 0) {
		tell_values(q, data, e);
		s->run = (uint8_t)melsec_run_of(q, (enum melsec_run)s->run);
	}
	if (q)
		waiting_done(&s->waiting, (unsigned)(q - s->asked));
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m;
	enum heard heard = rd_empty(in) ? MORE : read_message(in, &m);

	if (heard == BROKEN && t->hole) {
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	if (m.hello && !m.answer && t->side == FROM_CLIENT)
		emit_request(e, PROTO_melsoft, HELLO, m.command, text_of("", 0));
	else if (m.hello && t->side == FROM_SERVER)
		emit_answer(e, PROTO_melsoft, HELLO, m.command, false);
	else if (m.hello)
		; /* of the wrong side: nobody's */
	else if (!rd_ok(&m.data))
		return BROKEN;
	else if (t->narrow && ((struct state *)t->state)->waiting.open && !m.answer && t->side == FROM_CLIENT)
		return WIDER; /* another question before the first was answered */
	else if (m.answer && t->side == FROM_SERVER)
		hear_answer(t->state, &m, t->to_group, e);
	else if (!m.answer && t->side == FROM_CLIENT)
		hear_question(t->state, &m, t->to_group, e);
	if (t->transport != 6)
		(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_melsoft = {
	.protocol = PROTO_melsoft,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "57 5a d7 da",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.state_clear = offsetof(struct state, asked), /* who tries passwords opens many conversations */
	.state_narrow = offsetof(struct state, asked) + sizeof(struct melsec_asked),
	.smells = smells,
	.decode = decode,
};
