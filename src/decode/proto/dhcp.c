/* DHCP (RFC 2131, options RFC 2132, 3046, 4578, 4702, 8520). The client is the hardware address in the
 *message, not the frame's sender, which may be a relay.
 *
 *	op 1 | hardware 1 | its length 1 | hops 1 | xid 4 | secs 2 | flags 2 | ciaddr yiaddr siaddr giaddr 4
 *each | chaddr 16 | sname 64 | file 128 | cookie 4 | options
 */
#include "decode/decoder.h"
#include "decode/dnsname.h"

#include <stdio.h>

enum {
	FIXED = 236,
	REQUEST = 1,
	REPLY = 2,
	ETHERNET = 1,
	CLIENT_PORT = 68,
	SERVER_PORT = 67,
	ACK = 5,
	OFFER = 2
};
enum { IN_FILE = 1, IN_SNAME = 2, LONG_MAX = 255 };

static const uint16_t ports[] = {SERVER_PORT, CLIENT_PORT, 0};
static const uint8_t cookie[] = {99, 130, 83, 99};

struct message {
	struct who client; /* hardware address, and its address where it has one */
	struct ip yours, relay, server;
	uint8_t op, type;
	struct rd name, file, options;
};

static struct smell smells(const struct talk *t, struct rd head)
{
	int op = rd_peek(&head, 0), hardware = rd_peek(&head, 1), length = rd_peek(&head, 2);
	struct rd at = rd_at(&head, FIXED);

	if ((op != REQUEST && op != REPLY) || hardware < 1 || length > 16)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (rd_ok(&at) && rd_starts(&at, cookie, sizeof cookie))
		return smell(SURE, op == REQUEST ? ROLE_CLIENT : ROLE_SERVER);
	if (rd_left(&head) >= FIXED && (talk_on_port(t, SERVER_PORT) || talk_on_port(t, CLIENT_PORT)))
		return smell(LIKELY, op == REQUEST ? ROLE_CLIENT : ROLE_SERVER); /* BOOTP */
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static struct ip read_ip(struct rd *r)
{
	const uint8_t *four = rd_bytes(r, 4);

	return four ? ip_of4(four) : (struct ip){{0}};
}

static bool read_message(struct rd *r, struct message *m)
{
	unsigned hardware, length;
	const uint8_t *chaddr;

	m->op = rd_u8(r);
	hardware = rd_u8(r);
	length = rd_u8(r);
	rd_skip(r, 9);
	m->client.ip = read_ip(r);
	m->yours = read_ip(r);
	m->server = read_ip(r);
	m->relay = read_ip(r);
	chaddr = rd_bytes(r, 16);
	m->name = rd_sub(r, 64);
	m->file = rd_sub(r, 128);
	if (!rd_ok(r))
		return false;
	if (hardware == ETHERNET && length == 6)
		m->client.mac = mac_of(chaddr);
	if (ip_is_unspecified(m->client.ip))
		m->client.ip = (struct ip){{0}};
	if (rd_starts(r, cookie, sizeof cookie)) {
		rd_skip(r, sizeof cookie);
		m->options = rd_rest(r);
	}
	return true;
}

/* --- what the client says of itself
 * ---------------------------------------------------------------------------------- */

static struct text text_of_rd(struct rd r) { return text_of(r.at, rd_left(&r)); }

static void emit_hex(struct emit *e, enum fact_kind kind, const struct who *about, struct rd r)
{
	static const char digits[] = "0123456789abcdef";
	char out[2 * LONG_MAX];
	size_t n = 0;

	while (!rd_empty(&r) && n + 2 <= sizeof out) {
		unsigned b = rd_u8(&r);

		out[n++] = digits[b >> 4];
		out[n++] = digits[b & 15];
	}
	emit_text_of(e, kind, about, 90, text_of(out, n));
}

static void emit_property(struct emit *e, const struct who *about, const char *key, struct rd value)
{
	char out[300];
	int n = snprintf(out, sizeof out, "%s=%.*s", key, (int)rd_left(&value), (const char *)value.at);

	emit_text_of(e, FACT_PROPERTY, about, 80,
		     text_of(out, n < (int)sizeof out ? (size_t)n : sizeof out - 1));
}

static void hear_name(struct emit *e, const struct message *m, struct rd v)
{
	emit_text_of(e, FACT_NAME, &m->client, m->op == REQUEST ? 90 : 60, dns_host(text_of_rd(v)));
}

static void hear_fingerprint(struct emit *e, const struct message *m, struct rd v)
{
	char out[4 * LONG_MAX];
	size_t n = 0;

	while (!rd_empty(&v) && n + 4 <= sizeof out) {
		unsigned b = rd_u8(&v);

		if (n)
			out[n++] = ',';
		if (b >= 100)
			out[n++] = (char)('0' + b / 100);
		if (b >= 10)
			out[n++] = (char)('0' + b / 10 % 10);
		out[n++] = (char)('0' + b % 10);
	}
	emit_text_of(e, FACT_DHCP_FINGERPRINT, &m->client, 90, text_of(out, n));
}

static void hear_vendor(struct emit *e, const struct message *m, struct rd v)
{
	emit_text_of(e, FACT_DHCP_VENDOR, &m->client, 90, text_of_rd(v));
}

static void hear_client_id(struct emit *e, const struct message *m, struct rd v)
{
	emit_hex(e, FACT_DHCP_CLIENT_ID, &m->client, v);
}

/* flags 1 | rcodes 2 | name, as text or (flag E) as DNS labels, perhaps without the last: RFC 4702. */
static void hear_fqdn(struct emit *e, const struct message *m, struct rd v)
{
	unsigned flags = rd_u8(&v);

	rd_skip(&v, 2);
	if (flags & 4)
		v = rd_sub(&v, rd_u8(&v));
	if (rd_ok(&v) && !rd_empty(&v))
		emit_text_of(e, FACT_NAME, &m->client, 85, dns_host(text_of_rd(v)));
}

static void hear_mud(struct emit *e, const struct message *m, struct rd v)
{
	emit_text_of(e, FACT_MUD_URL, &m->client, 90, text_of_rd(v));
}

/* Sub-options 1 circuit and 2 remote id (RFC 3046), where they are text: the switch port the client hangs on.
 */
static void hear_relay(struct emit *e, const struct message *m, struct rd v)
{
	while (rd_left(&v) >= 2) {
		unsigned code = rd_u8(&v);
		struct rd value = rd_sub(&v, rd_u8(&v));

		if (rd_ok(&v) && (code == 1 || code == 2) && text_is_plain(text_of_rd(value)) &&
		    !rd_empty(&value))
			emit_property(e, &m->client, code == 1 ? "relay-circuit" : "relay-remote", value);
	}
}

/* --- what the server says of the network
 * ------------------------------------------------------------------------------ */

static void each_address(struct emit *e, struct rd v, enum fact_kind kind, const char *value)
{
	while (rd_left(&v) >= 4) {
		struct who about = {.ip = read_ip(&v)};

		if (!ip_is_unspecified(about.ip) && !ip_is_loopback(about.ip))
			emit_text_of(e, kind, &about, 60, text_z(value));
	}
}

static void hear_router(struct emit *e, const struct message *m, struct rd v)
{
	(void)m;
	each_address(e, v, FACT_ROUTER, "");
}

static void hear_dns(struct emit *e, const struct message *m, struct rd v)
{
	(void)m;
	each_address(e, v, FACT_ROLE, "dns-server");
}

static void hear_ntp(struct emit *e, const struct message *m, struct rd v)
{
	(void)m;
	each_address(e, v, FACT_ROLE, "ntp-server");
}

static void hear_server(struct emit *e, const struct message *m, struct rd v)
{
	(void)m;
	each_address(e, v, FACT_ROLE, "dhcp-server");
}

/* from: which messages may say it. */
static const struct option {
	uint8_t code, from;
	void (*hear)(struct emit *e, const struct message *m, struct rd v);
} options[] = {
	{3, REPLY, hear_router},         {6, REPLY, hear_dns},       {12, REQUEST, hear_name},
	{12, REPLY, hear_name},          {42, REPLY, hear_ntp},      {54, REPLY, hear_server},
	{55, REQUEST, hear_fingerprint}, {60, REQUEST, hear_vendor}, {61, REQUEST, hear_client_id},
	{81, REQUEST, hear_fqdn},        {82, REQUEST, hear_relay},  {161, REQUEST, hear_mud},
};

static void hear_option(struct emit *e, const struct message *m, unsigned code, struct rd value)
{
	if (rd_empty(&value))
		return;
	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
		if (options[i].code == code && options[i].from == m->op)
			options[i].hear(e, m, value);
}

/* Reads options up to their end; e NULL: only the message type and what is said to go on elsewhere. */
static bool walk(struct rd r, struct message *m, struct emit *e, unsigned *ret_overload)
{
	while (!rd_empty(&r)) {
		unsigned code = rd_u8(&r);
		struct rd value;

		if (code == 0)
			continue;
		if (code == 255)
			return true;
		value = rd_sub(&r, rd_u8(&r));
		if (!rd_ok(&r))
			return false;
		if (e)
			hear_option(e, m, code, value);
		else if (code == 53)
			m->type = rd_u8(&value);
		else if (code == 52)
			*ret_overload = rd_u8(&value);
	}
	return true;
}

static void tell_reply(struct emit *e, const struct message *m)
{
	struct fact f = {.kind = FACT_ADDRESS, .confidence = 80, .about = {m->client.mac, m->yours}};

	if (m->type == ACK || m->type == OFFER)
		emit_str(e, FACT_ROLE, SENDER, ip_is_unspecified(m->relay) ? 90 : 30, "dhcp-server");
	if (m->type != ACK || ip_is_unspecified(m->yours) || mac_is_none(m->client.mac))
		return;
	f.num[0] = 1;
	emit_fact(e, f);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m = {.type = 0};
	struct rd r = *in;
	unsigned overload = 0;
	bool whole;

	if (!read_message(&r, &m))
		return MORE;
	whole = walk(m.options, &m, NULL, &overload);
	if (m.op == REPLY)
		tell_reply(e, &m);
	/* an address that is being given counts from the acknowledgement on */
	if (m.op == REPLY && m.type == ACK && !ip_is_unspecified(m.yours))
		m.client.ip = m.yours;
	walk(m.options, &m, e, &overload);
	if (overload & IN_FILE)
		walk(m.file, &m, e, &overload);
	if (overload & IN_SNAME)
		walk(m.name, &m, e, &overload);
	if (!whole)
		return t->cut ? MORE : BROKEN;
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_dhcp = {
	.protocol = PROTO_dhcp,
	.on = ON_UDP,
	.ports = ports,
	.begins = "01-02",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
