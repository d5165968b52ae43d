/* DHCPv6 (RFC 8415; options RFC 4704, 8520). Messages that a relay carries are read inside it.
 *
 *	type 1 | transaction 3 | (code 2 | length 2 | value)...		relay: type 1 | hops 1 | link 16 |
 *peer 16 | options
 */
#include "decode/decoder.h"
#include "decode/dnsname.h"

#include <stdio.h>

enum {
	ADVERTISE = 2,
	REPLY = 7,
	RECONFIGURE = 10,
	RELAY_FORWARD = 12,
	RELAY_REPLY = 13,
	TYPE_LAST = 36,
	RELAYS_MAX = 4
};
enum {
	CLIENT_ID = 1,
	IA_NA = 3,
	IA_ADDRESS = 5,
	REQUESTED = 6,
	RELAYED = 9,
	VENDOR_CLASS = 16,
	DNS_SERVERS = 23,
	FQDN = 39,
	MUD = 112
};

static const uint16_t ports[] = {547, 546, 0};

/* about: the client, as far as this frame shows it. */
struct message {
	unsigned type;
	bool relayed;
	struct who client;
};

static bool next_option(struct rd *r, unsigned *ret_code, struct rd *ret_value)
{
	if (rd_empty(r) || !rd_ok(r))
		return false;
	*ret_code = rd_be16(r);
	*ret_value = rd_sub(r, rd_be16(r));
	return rd_ok(r);
}

static bool is_from_server(unsigned type)
{
	return type == ADVERTISE || type == REPLY || type == RECONFIGURE || type == RELAY_REPLY;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	unsigned type = rd_u8(&head), code;
	struct rd value;

	rd_skip(&head, type == RELAY_FORWARD || type == RELAY_REPLY ? 33 : 3);
	if (!talk_on_port(t, ports[0]) && !talk_on_port(t, ports[1]))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (!rd_ok(&head) || type == 0 || type > TYPE_LAST || !next_option(&head, &code, &value))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, is_from_server(type) ? ROLE_SERVER : ROLE_CLIENT);
}

/* DUID: type 2 | hardware 2 | [time 4] | MAC for types 1 and 3 (RFC 8415 11). */
static void hear_client_id(struct emit *e, const struct message *m, struct rd v)
{
	static const char digits[] = "0123456789abcdef";
	char hex[2 * 130];
	struct rd all = v;
	size_t n = 0;

	while (!rd_empty(&all) && n + 2 <= sizeof hex) {
		unsigned b = rd_u8(&all);

		hex[n++] = digits[b >> 4];
		hex[n++] = digits[b & 15];
	}
	emit_text_of(e, FACT_DHCP_CLIENT_ID, &m->client, 90, text_of(hex, n));
}

/* enterprise 4 | (length 2 | text)... */
static void hear_vendor(struct emit *e, const struct message *m, struct rd v)
{
	rd_skip(&v, 4);
	while (rd_left(&v) > 2) {
		struct rd text = rd_sub(&v, rd_be16(&v));

		if (rd_ok(&text) && !rd_empty(&text))
			emit_text_of(e, FACT_DHCP_VENDOR, &m->client, 90, text_of(text.at, rd_left(&text)));
	}
}

static void hear_fqdn(struct emit *e, const struct message *m, struct rd v)
{
	struct rd label;

	rd_skip(&v, 1);
	label = rd_sub(&v, rd_u8(&v));
	if (rd_ok(&label) && !rd_empty(&label))
		emit_text_of(e, FACT_NAME, &m->client, 90, dns_host(text_of(label.at, rd_left(&label))));
}

static void hear_mud(struct emit *e, const struct message *m, struct rd v)
{
	emit_text_of(e, FACT_MUD_URL, &m->client, 90, text_of(v.at, rd_left(&v)));
}

/* The options a client asks for, in order, tell clients apart as option 55 does. */
static void hear_requested(struct emit *e, const struct message *m, struct rd v)
{
	char out[256];
	size_t n = (size_t)snprintf(out, sizeof out, "dhcpv6-fingerprint=");
	bool first = true;

	while (rd_left(&v) >= 2 && n + 8 < sizeof out) {
		n += (size_t)snprintf(out + n, sizeof out - n, "%s%u", first ? "" : ",", rd_be16(&v));
		first = false;
	}
	emit_text_of(e, FACT_PROPERTY, &m->client, 90, text_of(out, n));
}

/* id 4 | t1 4 | t2 4 | options; an address: address 16 | preferred 4 | valid 4. Only a reply gives it. */
static void hear_address(struct emit *e, const struct message *m, struct rd v)
{
	struct fact f = {.kind = FACT_ADDRESS, .confidence = 80, .about = m->client, .num = {1}};
	struct rd value;
	unsigned code;

	rd_skip(&v, 12);
	while (m->type == REPLY && next_option(&v, &code, &value)) {
		if (code != IA_ADDRESS || rd_left(&value) < 24 || mac_is_none(m->client.mac))
			continue;
		f.about.ip = ip_of6(value.at);
		emit_fact(e, f);
	}
}

static void hear_dns(struct emit *e, const struct message *m, struct rd v)
{
	(void)m;
	while (rd_left(&v) >= 16) {
		struct who about = {.ip = ip_of6(rd_bytes(&v, 16))};

		emit_text_of(e, FACT_ROLE, &about, 60, text_z("dns-server"));
	}
}

static const struct option {
	uint16_t code;
	bool from_server;
	void (*hear)(struct emit *e, const struct message *m, struct rd v);
} known[] = {
	{CLIENT_ID, false, hear_client_id},
	{REQUESTED, false, hear_requested},
	{VENDOR_CLASS, false, hear_vendor},
	{FQDN, false, hear_fqdn},
	{MUD, false, hear_mud},
	{IA_NA, true, hear_address},
	{DNS_SERVERS, true, hear_dns},
};

static bool hear_options(struct emit *e, const struct message *m, struct rd r)
{
	struct rd value;
	unsigned code;

	while (next_option(&r, &code, &value))
		for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
			if (known[i].code == code && known[i].from_server == is_from_server(m->type))
				known[i].hear(e, m, value);
	return rd_ok(&r);
}

/* What a relay carries, as a reader; false when it carries nothing. The peer address is the client's, or the
 * next relay's. */
static bool unwrap(struct rd *r, struct message *m)
{
	struct rd options, value;
	const uint8_t *peer;
	unsigned code;

	rd_skip(r, 18);
	peer = rd_bytes(r, 16);
	if (!rd_ok(r))
		return false;
	options = rd_rest(r);
	m->relayed = true;
	m->client = (struct who){.ip = ip_of6(peer)};
	while (next_option(&options, &code, &value))
		if (code == RELAYED) {
			*r = value;
			return true;
		}
	return false;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct message m = {.type = (unsigned)rd_peek(in, 0)};
	struct rd r = *in;

	m.client = emit_who(e, is_from_server(m.type) ? RECEIVER : SENDER);
	if (is_from_server(m.type))
		emit_str(e, FACT_ROLE, SENDER, m.type == RELAY_REPLY ? 30 : 90, "dhcp-server");
	for (int i = 0; i < RELAYS_MAX && (m.type == RELAY_FORWARD || m.type == RELAY_REPLY); i++) {
		if (!unwrap(&r, &m))
			return t->cut ? MORE : BROKEN;
		m.type = (unsigned)rd_peek(&r, 0);
	}
	rd_skip(&r, 4);
	if (!rd_ok(&r))
		return MORE;
	if (!hear_options(e, &m, r))
		return t->cut ? MORE : BROKEN;
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_dhcpv6 = {
	.protocol = PROTO_dhcpv6,
	.on = ON_UDP,
	.ports = ports,
	.begins = "",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
