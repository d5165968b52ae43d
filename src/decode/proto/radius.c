/* RADIUS (RFC 2865, 2866, 5176, usage for 802.11 RFC 3580): which station hangs on which access point or
 *switch. The user name and every password attribute are left alone.
 *
 *	code 1 | id 1 | length 2 | authenticator 16 | (type 1 | length 1, both included | value)...
 */
#include "decode/decoder.h"
#include "decode/words.h"

enum { HEAD = 20, LENGTH_MAX = 4096, ACCESS_REQUEST = 1, ACCOUNTING_REQUEST = 4 };
enum {
	FRAMED_IP = 8,
	CALLED = 30,
	CALLING = 31,
	NAS_ID = 32,
	PORT_TYPE = 61,
	WIRELESS = 19,
	ETHERNET = 15,
	MAC_CHARS = 17
};

static const uint16_t ports[] = {1812, 1813, 1645, 1646, 3799, 0};

static const struct {
	uint8_t code, role;
} codes[] = {
	{1, ROLE_CLIENT},  {2, ROLE_SERVER},  {3, ROLE_SERVER},  {4, ROLE_CLIENT},  {5, ROLE_SERVER},
	{11, ROLE_SERVER}, {12, ROLE_CLIENT}, {13, ROLE_CLIENT}, {40, ROLE_CLIENT}, {41, ROLE_SERVER},
	{42, ROLE_SERVER}, {43, ROLE_CLIENT}, {44, ROLE_SERVER}, {45, ROLE_SERVER},
};

struct station {
	struct text calling, called, nas;
	struct ip framed;
	uint32_t port_type;
};

static bool next_attribute(struct rd *r, unsigned *ret_type, struct rd *ret_value)
{
	unsigned type, length;

	if (rd_empty(r) || !rd_ok(r))
		return false;
	type = rd_u8(r);
	length = rd_u8(r);
	if (length < 2)
		rd_spoil(r);
	*ret_type = type;
	*ret_value = rd_sub(r, length < 2 ? 0 : length - 2);
	return rd_ok(r);
}

static enum role role_of(int code)
{
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		if (codes[i].code == code)
			return (enum role)codes[i].role;
	return ROLE_UNKNOWN;
}

/* The attributes of a message; false when it is none. */
static bool attributes(struct rd r, struct rd *ret_attributes)
{
	unsigned length;

	rd_skip(&r, 2);
	length = rd_be16(&r);
	rd_skip(&r, 16);
	if (!rd_ok(&r) || length < HEAD || length > LENGTH_MAX || length - HEAD > rd_left(&r))
		return false;
	*ret_attributes = rd_sub(&r, length - HEAD);
	return true;
}

/* Every attribute must fit: that is proof enough on any port, if there is one at all. */
static struct smell smells(const struct talk *t, struct rd head)
{
	enum role role = role_of(rd_peek(&head, 0));
	struct rd list, value;
	unsigned type, n = 0;
	bool known = false;

	for (int i = 0; ports[i]; i++)
		known |= talk_on_port(t, ports[i]);
	if (role == ROLE_UNKNOWN || !attributes(head, &list))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	while (next_attribute(&list, &type, &value) && type != 0)
		n++;
	if (!rd_ok(&list) || !rd_empty(&list) ||
	    !(known ||
	      (n >= 2 && rd_left(&head) == (size_t)rd_peek(&head, 2) * 256u + (size_t)rd_peek(&head, 3))))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(known ? SURE : LIKELY, role);
}

static void keep(struct station *s, unsigned type, struct rd value)
{
	struct text t = text_rd(&value);

	if (type == CALLING)
		s->calling = t;
	else if (type == CALLED)
		s->called = t;
	else if (type == NAS_ID)
		s->nas = t;
	else if (type == PORT_TYPE)
		s->port_type = rd_be32(&value);
	else if (type == FRAMED_IP && rd_left(&value) == 4)
		s->framed = ip_of4(value.at);
}

/* "02-11-22-33-44-55" or without separators (RFC 3580 3.20, 3.21). */
static bool station_mac(struct text t, struct mac *ret_mac)
{
	char word[MAC_CHARS + 1];

	if (t.n > MAC_CHARS)
		t.n = MAC_CHARS;
	memcpy(word, t.n ? t.s : "", t.n);
	word[t.n] = '\0';
	return mac_parse(word, ret_mac);
}

static void tell_medium(struct emit *e, const struct station *s, const struct who *about)
{
	struct fact f = {.kind = FACT_MEDIUM, .confidence = 90, .about = *about};

	if (s->port_type != WIRELESS && s->port_type != ETHERNET)
		return;
	f.peer = emit_who(e, SENDER);
	f.value = text_z(s->port_type == WIRELESS ? "wifi" : "wired");
	emit_fact(e, f);
	if (s->port_type == WIRELESS)
		emit_str(e, FACT_ROLE, SENDER, 70, "access-point");
	/* Called-Station-Id: the radio's MAC, a colon, the network's name */
	if (s->port_type == WIRELESS && s->called.n > MAC_CHARS + 1 && s->called.s[MAC_CHARS] == ':')
		emit_text_of(e, FACT_SSID, about, 90, words_from(s->called, MAC_CHARS + 1));
}

static void tell(struct emit *e, const struct station *s)
{
	struct fact address = {.kind = FACT_ADDRESS, .confidence = 80, .num = {1}};
	struct who about = {.ip = {{0}}};

	if (s->nas.n)
		emit_text(e, FACT_NAME, SENDER, 70, s->nas);
	if (!station_mac(s->calling, &about.mac))
		return;
	tell_medium(e, s, &about);
	if (ip_is_none(s->framed) || ip_is_unspecified(s->framed))
		return;
	address.about = (struct who){about.mac, s->framed};
	emit_fact(e, address);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	int code = rd_peek(in, 0);
	struct station s = {.port_type = 0};
	struct rd list, value;
	unsigned type;

	if (!attributes(*in, &list))
		return t->cut || rd_left(in) < HEAD ? MORE : BROKEN;
	while (next_attribute(&list, &type, &value))
		keep(&s, type, value);
	if (code == ACCESS_REQUEST || code == ACCOUNTING_REQUEST)
		tell(e, &s);
	else if (role_of(code) == ROLE_SERVER && code < 40)
		emit_str(e, FACT_ROLE, SENDER, 90, "radius-server");
	if (!rd_ok(&list))
		return t->cut ? MORE : BROKEN;
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_radius = {
	.protocol = PROTO_radius,
	.on = ON_UDP,
	.ports = ports,
	.begins = "01-05 0b-0d 28-2d",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
