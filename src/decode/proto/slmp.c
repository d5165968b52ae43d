/* SLMP and the MC protocol's 3E and 4E frames, binary and ASCII (CLPA BAP-C2006, Mitsubishi SH-080956ENG), by
 * content on any port.
 *
 *	3E:	 50 00 | network 1 | station 1 | module 2 | drop 1 | length 2 | timer 2 | command 2
 *		 | subcommand 2 | data
 *	answer:	 D0 00 | the same up to length | end code 2 | data
 *	refused: behind the end code: network, station, module, drop, command 2, subcommand 2
 *	4E:	 54 00 / D4 00 | serial 2 | 00 00 | the same
 *
 * Little-endian; in ASCII each byte is two hexadecimal digits, numbers highest digit first. An answer does
 * not name its request: of 4E the serial number does, of 3E the order, and the length must be what was asked
 * for. Requests and answers: decode/slmp.h.
 *
 * A program written into a controller that was seen running is an online change, told apart from a download by
 * what this conversation saw before (SD203 read, remote RUN and STOP taken: melsec_run_of()) and by the name of the
 * file that was opened; no code of the protocol says it.
 *
 * Proved: 4E binary by golden vectors of plc-comm-slmp, refusals and node search by rt-labs c-link and by
 * CLPA's own Wireshark plug-in; 3E by its cyclic kin in a recording; ASCII: decode/slmp.h.
 */
#include "decode/slmp.h"
#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/waiting.h"
#include "decode/walk.h"

enum { REQUEST_3E = 0x50, REQUEST_4E = 0x54, ANSWER_3E = 0xd0, ANSWER_4E = 0xd4 };
enum { STATION_PORT = 45237, STATION_PORT_BASIC = 61451 };
enum { LENGTH_MAX = 16384, PENDING = 3, OWN_NETWORK = 0, OWN_STATION = 0xff, OWN_MODULE = 0x3ff };

enum { OPEN_FILE = 0x1827, WRITE_FILE = 0x1829, ONLINE = 0x10000 /* a subcommand that no frame can have */ };

struct state {
	struct waiting waiting;
	struct walk walk;
	bool told_kind, program_open;
	uint8_t run;                 /* enum melsec_run of the connected one */
	struct melsec_asked monitor; /* the places that "execute monitor" answers with */
	struct melsec_asked asked[PENDING];
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct frame {
	bool request, four, own; /* own: to the station that is connected */
	unsigned serial, network, station;
	struct slmp_reader body; /* behind the length */
};

static const uint16_t ports[] = {
	5000, 5001, 5002, 5003, 5004, 5005, 5010, 5011, STATION_PORT, STATION_PORT_BASIC, 0};

static bool is_type(unsigned type)
{
	return type == REQUEST_3E || type == REQUEST_4E || type == ANSWER_3E || type == ANSWER_4E;
}

/* How many bytes there must be before the length can be read; 0: no frame begins so. */
static size_t header_size(const struct rd *in)
{
	int type = rd_peek(in, 0);

	if (type == '5' || type == 'D') {
		type = rd_peek(in, 1);
		return type == '4' ? 26 : type == '0' || type < 0 ? 18 : 0;
	}
	return !is_type((unsigned)type) ? 0 : type == REQUEST_4E || type == ANSWER_4E ? 13 : 9;
}

/* Reads one frame. MORE: all there is could be its beginning. */
static enum heard read_frame(struct rd *in, struct frame *f)
{
	struct slmp_reader s = {*in, rd_peek(in, 0) == '5' || rd_peek(in, 0) == 'D'};
	unsigned type, zero, module, length;

	if (rd_left(in) < header_size(in))
		return MORE;
	type = slmp_number(&s, 1);
	zero = slmp_number(&s, 1);
	f->request = type == REQUEST_3E || type == REQUEST_4E;
	f->four = type == REQUEST_4E || type == ANSWER_4E;
	f->serial = f->four ? slmp_number(&s, 2) : 0;
	zero |= f->four ? slmp_number(&s, 2) : 0;
	f->network = slmp_number(&s, 1);
	f->station = slmp_number(&s, 1);
	module = slmp_number(&s, 2);
	f->own = slmp_number(&s, 1) == 0 && f->network == OWN_NETWORK && f->station == OWN_STATION &&
		 module == OWN_MODULE;
	length = slmp_number(&s, 2);
	if (!rd_ok(&s.r) || !is_type(type) || zero != 0 || length > LENGTH_MAX ||
	    length < (f->request ? 6u : 2u) << s.ascii)
		return BROKEN;
	f->body = (struct slmp_reader){rd_sub(&s.r, length), s.ascii};
	if (!rd_ok(&s.r))
		return MORE;
	*in = s.r;
	return HEARD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct frame f;
	const struct command_word *w;
	unsigned command;

	(void)t;
	if (slmp_is_cyclic(head) || read_frame(&head, &f) != HEARD || !rd_empty(&head))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (!f.request)
		return smell(f.own ? SURE : LIKELY, ROLE_SERVER);
	slmp_number(&f.body, 2);
	command = slmp_number(&f.body, 2);
	w = command_find(PROTO_slmp, command, -1);
	if (!rd_ok(&f.body.r) || command == 0)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(w ? SURE : LIKELY, ROLE_CLIENT);
}

/* --- requests
 * ----------------------------------------------------------------------------------------------------------
 */

static void keep_secret(struct melsec_asked *q, struct slmp_reader body)
{
	_Static_assert(sizeof q->values >= SLMP_SECRET + 1, "room");
	char *room = (char *)q->values;

	q->n_values = 0;
	room[0] = (char)slmp_secret(room + 1, q, body).n;
}

static unsigned sub_of(const struct melsec_asked *q) { return q->online ? ONLINE : q->sub; }

static void tell_request(struct state *s, struct melsec_asked *q, struct slmp_reader body, struct emit *e)
{
	char buf[MELSEC_DETAIL];
	struct text detail = slmp_detail(buf, q, body);

	if (q->command == OPEN_FILE)
		s->program_open = melsec_is_program(detail);
	q->online = q->command == WRITE_FILE && s->program_open && s->run == MELSEC_RUNS && q->network == 0 &&
		    q->station == OWN_STATION;
	if (q->online)
		detail = melsec_while_running(buf, text_z("a program"));
	emit_request(e, PROTO_slmp, q->command, sub_of(q), detail);
}

static void hear_request(struct state *s, struct frame *f, struct emit *e)
{
	unsigned place = waiting_take(&s->waiting, PENDING);
	struct melsec_asked *q = &s->asked[place];

	if (slmp_has_secret(q)) /* nobody answered */
		memset(q->values, 0, sizeof q->values);
	melsec_begin(q);
	(void)slmp_number(&f->body, 2); /* timer */
	q->key = f->serial;
	q->command = (uint16_t)slmp_number(&f->body, 2);
	q->sub = (uint16_t)slmp_number(&f->body, 2);
	q->network = (uint8_t)f->network;
	q->station = (uint8_t)f->station;
	if (!rd_ok(&f->body.r)) {
		waiting_done(&s->waiting, place);
		return;
	}
	slmp_ask(q, f->body);
	tell_request(s, q, f->body, e);
	if (q->n_places == 1 && !q->sets)
		walk_step(&s->walk, e,
			  (uint32_t)q->network << 24 | (uint32_t)q->station << 16 | q->places[0].area,
			  q->places[0].address, melsec_span(&q->places[0]));
	if (q->command == SLMP_MONITOR_ENTRY)
		s->monitor = *q;
	if (slmp_has_secret(q))
		keep_secret(q, f->body);
}

/* --- answers
 * -----------------------------------------------------------------------------------------------------------
 */

/* The oldest request that this can answer. */
static struct melsec_asked *asked_of(struct state *s, const struct frame *f)
{
	for (unsigned i = 0; i < PENDING; i++) {
		unsigned place = waiting_nth(&s->waiting, i, PENDING);
		struct melsec_asked *q = &s->asked[place];

		if (waiting_at(&s->waiting, place) && (!f->four || q->key == f->serial))
			return q;
	}
	return NULL;
}

/* A file without a password brings blanks: no sign-in. That it was refused can have other reasons; locking again says the
 * password, and proves nothing. */
static void tell_sign_in(struct emit *e, struct melsec_asked *q, bool refused)
{
	bool unlock = q->command == SLMP_UNLOCK;
	char *room = (char *)q->values;
	struct text secret = text_of(room + 1, (uint8_t)room[0]);

	if (unlock || (q->command != SLMP_LOCK && secret.n > 0))
		emit_login(e, unlock ? "slmp-remote-password" : "slmp-file-password", true,
			   !refused ? LOGIN_OK
			   : unlock ? LOGIN_FAILED
				    : LOGIN_UNKNOWN,
			   text_of("", 0), secret);
	memset(q->values, 0, sizeof q->values);
}

static void tell_answer(struct state *s, struct melsec_asked *q, const struct frame *f, struct emit *e)
{
	if (q->command == SLMP_MONITOR) {
		struct melsec_asked m = s->monitor;

		if (slmp_hear(&m, f->body))
			melsec_tell(e, &m);
	} else if (q->sets || slmp_hear(q, f->body)) {
		melsec_tell(e, q);
	}
	slmp_tell_identity(e, q->command, f->body);
}

/* What was refused says so itself, behind where it is. */
static void tell_refused(struct melsec_asked *q, struct slmp_reader body, struct emit *e)
{
	unsigned command, sub;

	(void)slmp_number(&body, 4);
	(void)slmp_number(&body, 1);
	command = slmp_number(&body, 2);
	sub = slmp_number(&body, 2);
	if (rd_ok(&body.r) && !(q && q->online))
		emit_answer(e, PROTO_slmp, command, sub, true);
	else if (q)
		emit_answer(e, PROTO_slmp, q->command, sub_of(q), true);
}

/* Stations of CC-Link answer, too, to what concerns a network (0E.., 3...) and at their own ports: they need be no controllers. */
static bool is_controller(const struct melsec_asked *q, unsigned port)
{
	return q ? q->command >> 8 != 0x0e && q->command < 0x3000
		 : port != STATION_PORT && port != STATION_PORT_BASIC;
}

static void hear_answer(struct state *s, struct frame *f, unsigned port, struct emit *e)
{
	unsigned end = slmp_number(&f->body, 2);
	struct melsec_asked *q = asked_of(s, f);

	if (!s->told_kind && f->own && is_controller(q, port)) {
		emit_str(e, FACT_KIND, SERVER, 60, "plc");
		s->told_kind = true;
	}
	if (end != 0)
		tell_refused(q, f->body, e);
	if (!q)
		return;
	if (end == 0) {
		emit_answer(e, PROTO_slmp, q->command, sub_of(q), false);
		tell_answer(s, q, f, e);
		s->run = (uint8_t)melsec_run_of(q, (enum melsec_run)s->run);
	}
	if (slmp_has_secret(q))
		tell_sign_in(e, q, end != 0);
	waiting_done(&s->waiting, (unsigned)(q - s->asked));
}

static void forget(struct state *s)
{
	explicit_bzero(s->asked, sizeof s->asked); /* a password may wait in it */
	s->waiting = (struct waiting){0};
}

/* After lost bytes, or where no frame begins: what was asked is forgotten, a frame that begins with its
 * segment is waited for. */
static enum heard give_up(struct talk *t, struct rd *in)
{
	forget(t->state);
	(void)rd_rest(in);
	return t->hole ? HEARD : BROKEN;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct frame f;
	enum heard heard = rd_empty(in) ? MORE : read_frame(in, &f);

	if (heard == BROKEN)
		return give_up(t, in);
	if (heard != HEARD)
		return heard;
	/* answers of 3E go by the order of the questions: after lost bytes, and over UDP, where one may be lost unnoticed,
	 * no older one is answered */
	if (t->hole || (t->transport != 6 && f.request && !f.four && t->side == FROM_CLIENT))
		forget(t->state);
	if (f.request && t->side == FROM_CLIENT)
		hear_request(t->state, &f, e);
	else if (!f.request && t->side == FROM_SERVER)
		hear_answer(t->state, &f, t->server_port, e);
	if (t->transport != 6)
		(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_slmp = {
	.protocol = PROTO_slmp,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "35 44 50 54 d0 d4",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
