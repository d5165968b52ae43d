/* EtherNet/IP encapsulation (CIP Networks Library volume 2, chapter 2), by content on any port; the answer to List
 * Identity says what the device is, in Send RR Data and Send Unit Data go the messages of CIP (decode/cip.h).
 *
 *	command 2 | length 2 | session 4 | status 4 | context 8 | options 4, all little-endian
 *	6f 70: interface 4 | time-out 2 | count 2 | (type 2 | length 2 | item)...
 *
 * Proved on the captures of ITI, icsnpp-enip and suricata-verify, and on one made with st-ethernet-ip
 * (tests/captures/enip). */
#include "decode/cip.h"
#include "decode/decoder.h"

enum {
	HEADER = 24,
	LIST_SERVICES = 0x04,
	LIST_IDENTITY = 0x63,
	LIST_INTERFACES = 0x64,
	REGISTER = 0x65,
	UNREGISTER = 0x66
};
enum {
	NOP = 0x00,
	LIST_TARGETS = 0x01,
	SEND_RR = 0x6f,
	SEND_UNIT = 0x70,
	INDICATE_STATUS = 0x72,
	CANCEL = 0x73
};
enum { ITEM_IDENTITY = 0x000c, ITEM_LINK = 0x00a1, ITEM_CONNECTED = 0x00b1, ITEM_UNCONNECTED = 0x00b2 };
enum { ITEMS_MAX = 8, LENGTH_TCP = 0x1000 };

struct state {
	bool told_kind;
	struct cip_talk cip;
};
_Static_assert(sizeof(struct state) <= DECODER_STATE_MAX, "state");

struct header {
	unsigned command, length;
	uint32_t session, status;
	uint64_t context;
};

static const uint16_t ports[] = {44818, 0};
static const uint8_t commands[] = {NOP,      LIST_TARGETS, LIST_SERVICES, LIST_IDENTITY, LIST_INTERFACES,
				   REGISTER, UNREGISTER,   SEND_RR,       SEND_UNIT,     INDICATE_STATUS,
				   CANCEL};

static bool is_status(uint32_t status)
{
	return status <= 3 || status == 0x64 || status == 0x65 || status == 0x69 || status == 0x6a;
}

/* False when these 24 bytes are no header; what is not there reads as zero. */
static bool read_header(struct rd *r, struct header *ret)
{
	ret->command = rd_le16(r);
	ret->length = rd_le16(r);
	ret->session = rd_le32(r);
	ret->status = rd_le32(r);
	ret->context = rd_le64(r);
	return rd_le32(r) == 0 && ret->command <= 0xff &&
	       memchr(commands, (int)ret->command, sizeof commands) && is_status(ret->status);
}

/* --- what is carried --- */

struct carried {
	struct rd message; /* of CIP */
	uint32_t link;     /* 0: not connected */
	uint64_t key;
};

/* The message of a body, CIP or not; false when there is none. */
static bool unpack(const struct header *h, struct rd r, struct carried *ret)
{
	unsigned n;

	*ret = (struct carried){.key = h->context};
	rd_skip(&r, 6);
	n = rd_le16(&r);
	for (unsigned i = 0; i < n && i < ITEMS_MAX && rd_ok(&r); i++) {
		unsigned type = rd_le16(&r);
		struct rd item = rd_sub(&r, rd_le16(&r));

		if (type == ITEM_LINK)
			ret->link = rd_le32(&item);
		if (type == ITEM_CONNECTED)
			ret->key = (uint64_t)1 << 63 | rd_le16(&item);
		if ((type == ITEM_CONNECTED || type == ITEM_UNCONNECTED) && rd_ok(&item))
			ret->message = rd_rest(&item);
	}
	return ret->message.at;
}

static bool carries(const struct header *h) { return h->command == SEND_RR || h->command == SEND_UNIT; }

/* --- naming --- */

/* A question to everyone has no body; a session is asked for with number 0; a service says itself which it
 * is. */
static enum role role_of(const struct header *h, struct rd body)
{
	struct carried c;

	if (carries(h) && (!unpack(h, body, &c) || !cip_fits(c.message)))
		return ROLE_UNKNOWN;
	if (carries(h))
		return cip_answers(c.message) ? ROLE_SERVER : ROLE_CLIENT;
	if (h->command == REGISTER)
		return h->session ? ROLE_SERVER : ROLE_CLIENT;
	if (h->command == LIST_TARGETS || h->command == LIST_SERVICES || h->command == LIST_IDENTITY ||
	    h->command == LIST_INTERFACES)
		return h->length ? ROLE_SERVER : ROLE_CLIENT;
	return ROLE_UNKNOWN;
}

/* Many zeros are no message by themselves: away from its port it wants its length, and a body that fits. */
static bool is_strange(const struct talk *t, const struct header *h, enum role role, size_t left)
{
	if (talk_on_port(t, ports[0]))
		return false;
	return role == ROLE_UNKNOWN || left != h->length || (h->command == REGISTER && h->length != 4) ||
	       (h->command < REGISTER && role == ROLE_CLIENT);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct header h;
	enum role role;

	if (rd_left(&head) < HEADER || !read_header(&head, &h) ||
	    (h.command == NOP && !talk_on_port(t, ports[0])))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (rd_left(&head) < h.length && !(t->transport == 6 && h.length < LENGTH_TCP))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	role = role_of(&h, head);
	return smell(is_strange(t, &h, role, rd_left(&head)) ? LIKELY : SURE, role);
}

/* --- hearing --- */

/* count 2 | (type 2 | length 2 | version 2 | socket address 16 | identity | state 1)... */
static void hear_identities(struct emit *e, struct rd r)
{
	unsigned n = rd_le16(&r);

	for (unsigned i = 0; i < n && i < ITEMS_MAX && rd_left(&r) >= 4; i++) {
		unsigned type = rd_le16(&r);
		struct rd item = rd_sub(&r, rd_le16(&r));

		rd_skip(&item, 18);
		if (rd_ok(&item) && type == ITEM_IDENTITY)
			cip_tell_identity(e, item, -1);
	}
}

static void hear_carried(struct state *s, const struct talk *t, const struct carried *c, struct emit *e)
{
	bool answer = cip_answers(c->message);

	if (t->side == FROM_CLIENT && !answer)
		cip_request(&s->cip, c->key, c->link, c->message, e);
	else if (t->side == FROM_SERVER && answer)
		cip_answer(&s->cip, c->key, c->message, e);
}

static void hear(struct state *s, const struct talk *t, const struct header *h, struct rd body,
		 struct emit *e)
{
	struct carried c;

	if (t->side == FROM_CLIENT)
		emit_request(e, PROTO_enip, h->command, -1, text_of("", 0));
	else
		emit_answer(e, PROTO_enip, h->command, -1, h->status != 0);
	if (carries(h) && unpack(h, body, &c))
		hear_carried(s, t, &c, e);
	else if (t->side == FROM_SERVER && h->command == LIST_IDENTITY)
		hear_identities(e, body);
	/* most of what opens sessions here is a controller; drives and valves do, too */
	if (t->side == FROM_SERVER && h->command != LIST_IDENTITY && !s->told_kind) {
		emit_str(e, FACT_KIND, SERVER, 40, "plc");
		s->told_kind = true;
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in, body;
	struct header h;

	if (rd_left(&r) < HEADER)
		return MORE;
	if (!read_header(&r, &h)) {
		if (!t->hole)
			return BROKEN;
		(void)rd_rest(in); /* after lost bytes: wait for a message that begins with its segment */
		return HEARD;
	}
	body = rd_sub(&r, h.length);
	if (!rd_ok(&r))
		return MORE;
	hear(t->state, t, &h, body, e);
	*in = r;
	if (t->transport != 6)
		(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_enip = {
	.protocol = PROTO_enip,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "01 04 63-66 6f-70 72-73",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
