/* LLDP (IEEE 802.1AB-2016): what a device says of itself and of the port it hangs on. Organisation TLVs:
 *802.1 (00-80-C2), LLDP-MED inventory (00-12-BB, ANSI/TIA-1057), PROFINET (00-0E-CF) and MUD (00-00-5E, RFC
 *8520 11).
 *
 *	type 7 bits, length 9 bits | value	... until type 0
 */
#include "decode/decoder.h"

#include <stdio.h>

enum {
	END,
	CHASSIS,
	PORT_ID,
	TTL,
	PORT_TEXT,
	SYSTEM_NAME,
	SYSTEM_TEXT,
	CAPABILITIES,
	MANAGEMENT,
	ORGANISATION = 127
};
enum { BY_MAC = 4, BY_IP = 5, PORT_BY_MAC = 3, PORT_BY_IP = 4, IANA_IP4 = 1, IANA_IP6 = 2, KEY_ROOM = 200 };

static const uint16_t ethertypes[] = {0x88cc, 0};

/* What is collected before it is told: the neighbour fact needs the port. */
struct heard_so_far {
	struct emit *e;
	struct text port;
	char port_room[IP_TEXT + MAC_TEXT];
};

static struct text text_of_rd(struct rd r) { return text_of(r.at, rd_left(&r)); }

static struct smell smells(const struct talk *t, struct rd head)
{
	(void)head;
	return t->ethertype == ethertypes[0] ? smell(SURE, ROLE_UNKNOWN) : smell(NOT_MINE, ROLE_UNKNOWN);
}

/* An address with its IANA family before it; false when it is neither IPv4 nor IPv6. */
static bool read_address(struct rd r, struct ip *ret_ip)
{
	unsigned family = rd_u8(&r);

	if (family == IANA_IP4 && rd_left(&r) >= 4)
		*ret_ip = ip_of4(r.at);
	else if (family == IANA_IP6 && rd_left(&r) >= 16)
		*ret_ip = ip_of6(r.at);
	else
		return false;
	return !ip_is_unspecified(*ret_ip);
}

static void tell_address(struct emit *e, struct ip ip)
{
	struct fact f = {.kind = FACT_ADDRESS, .confidence = 85, .num = {1}};

	f.about = emit_who(e, SENDER);
	f.about.ip = ip;
	emit_fact(e, f);
}

static void hear_chassis(struct heard_so_far *h, struct rd v)
{
	char out[MAC_TEXT];
	unsigned by = rd_u8(&v);
	struct ip ip;

	if (by == BY_MAC && rd_left(&v) == 6)
		emit_fmt(h->e, FACT_PROPERTY, SENDER, 90, "chassis=%s", mac_text(mac_of(v.at), out));
	else if (by == BY_IP && read_address(v, &ip))
		tell_address(h->e, ip);
	else if (by != BY_MAC && by != BY_IP && !rd_empty(&v))
		emit_fmt(h->e, FACT_PROPERTY, SENDER, 90, "chassis=%.*s", (int)rd_left(&v),
			 (const char *)v.at);
}

static void hear_port(struct heard_so_far *h, struct rd v)
{
	unsigned by = rd_u8(&v);
	struct ip ip;

	if (by == PORT_BY_MAC && rd_left(&v) == 6)
		h->port = text_z(mac_text(mac_of(v.at), h->port_room));
	else if (by == PORT_BY_IP && read_address(v, &ip))
		h->port = text_z(ip_text(ip, h->port_room));
	else if (by != PORT_BY_MAC && by != PORT_BY_IP)
		h->port = text_of_rd(v);
}

static void hear_port_text(struct heard_so_far *h, struct rd v)
{
	if (h->port.n == 0)
		h->port = text_of_rd(v);
	emit_fmt(h->e, FACT_PROPERTY, SENDER, 90, "port-description=%.*s", (int)rd_left(&v),
		 (const char *)v.at);
}

static void hear_name(struct heard_so_far *h, struct rd v)
{
	emit_text(h->e, FACT_NAME, SENDER, 90, text_of_rd(v));
}

static void hear_text(struct heard_so_far *h, struct rd v)
{
	emit_text(h->e, FACT_DESCRIPTION, SENDER, 90, text_of_rd(v));
}

/* 802.1AB 8.5.8: what it can do, then what of it is on. */
static void hear_capabilities(struct heard_so_far *h, struct rd v)
{
	static const char *const words[] = {"other",  "repeater",  "bridge",        "wlan-access-point",
					    "router", "telephone", "docsis",        "station",
					    "c-vlan", "s-vlan",    "two-port-relay"};
	unsigned on;

	rd_skip(&v, 2);
	on = rd_be16(&v);
	if (!rd_ok(&v))
		return;
	for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++)
		if (on >> i & 1)
			emit_str(h->e, FACT_CAPABILITY, SENDER, 90, words[i]);
}

/* length | family and address | ... */
static void hear_management(struct heard_so_far *h, struct rd v)
{
	struct rd address = rd_sub(&v, rd_u8(&v));
	struct ip ip;

	if (rd_ok(&address) && read_address(address, &ip))
		tell_address(h->e, ip);
}

/* --- organisations
 * -------------------------------------------------------------------------------------------------- */

static void tell_kind(struct heard_so_far *h, enum fact_kind kind, struct rd v)
{
	if (!rd_empty(&v))
		emit_text(h->e, kind, SENDER, 90, text_of_rd(v));
}

static void hear_hardware(struct heard_so_far *h, struct rd v) { tell_kind(h, FACT_HARDWARE, v); }
static void hear_firmware(struct heard_so_far *h, struct rd v) { tell_kind(h, FACT_FIRMWARE, v); }
static void hear_serial(struct heard_so_far *h, struct rd v) { tell_kind(h, FACT_SERIAL, v); }
static void hear_maker(struct heard_so_far *h, struct rd v) { tell_kind(h, FACT_MAKER, v); }
static void hear_model(struct heard_so_far *h, struct rd v) { tell_kind(h, FACT_MODEL, v); }
static void hear_mud(struct heard_so_far *h, struct rd v) { tell_kind(h, FACT_MUD_URL, v); }

static void hear_vlan(struct heard_so_far *h, struct rd v)
{
	unsigned id = rd_be16(&v) & 0xfff;

	if (rd_ok(&v) && id)
		emit_fmt(h->e, FACT_VLAN, SENDER, 90, "%u", id);
}

/* id 2 | length | name */
static void hear_vlan_name(struct heard_so_far *h, struct rd v)
{
	struct rd name;

	hear_vlan(h, v);
	rd_skip(&v, 2);
	name = rd_sub(&v, rd_u8(&v));
	if (rd_ok(&name) && !rd_empty(&name))
		emit_fmt(h->e, FACT_PROPERTY, SENDER, 90, "vlan-name=%.*s", (int)rd_left(&name),
			 (const char *)name.at);
}

static const struct organisation {
	uint8_t oui[3], subtype;
	void (*hear)(struct heard_so_far *h, struct rd v);
} organisations[] = {
	{{0x00, 0x80, 0xc2}, 1, hear_vlan},     {{0x00, 0x80, 0xc2}, 3, hear_vlan_name},
	{{0x00, 0x12, 0xbb}, 5, hear_hardware}, {{0x00, 0x12, 0xbb}, 6, hear_firmware},
	{{0x00, 0x12, 0xbb}, 7, hear_firmware}, {{0x00, 0x12, 0xbb}, 8, hear_serial},
	{{0x00, 0x12, 0xbb}, 9, hear_maker},    {{0x00, 0x12, 0xbb}, 10, hear_model},
	{{0x00, 0x00, 0x5e}, 1, hear_mud},
};

static void hear_organisation(struct heard_so_far *h, struct rd v)
{
	const uint8_t *oui = rd_bytes(&v, 3);
	unsigned subtype = rd_u8(&v);

	if (!rd_ok(&v))
		return;
	for (size_t i = 0; i < sizeof organisations / sizeof organisations[0]; i++)
		if (organisations[i].subtype == subtype && memcmp(organisations[i].oui, oui, 3) == 0)
			organisations[i].hear(h, v);
	/* only PROFINET devices speak PROFINET's TLVs; switches do too, so it is a word beside */
	if (memcmp(oui, "\x00\x0e\xcf", 3) == 0)
		emit_str(h->e, FACT_CAPABILITY, SENDER, 80, "profinet");
}

static void (*const types[])(struct heard_so_far *h, struct rd v) = {
	[CHASSIS] = hear_chassis,       [PORT_ID] = hear_port,     [PORT_TEXT] = hear_port_text,
	[SYSTEM_NAME] = hear_name,      [SYSTEM_TEXT] = hear_text, [CAPABILITIES] = hear_capabilities,
	[MANAGEMENT] = hear_management,
};

static void tell_port(struct heard_so_far *h)
{
	struct fact f = {.kind = FACT_NEIGHBOUR, .confidence = 90, .value = h->port};

	if (h->port.n == 0)
		return;
	emit_text(h->e, FACT_PORT, SENDER, 90, h->port);
	f.about = emit_who(h->e, RECEIVER);
	f.peer = emit_who(h->e, SENDER);
	if (!mac_is_group(f.about.mac))
		emit_fact(h->e, f);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct heard_so_far h = {.e = e};
	struct rd r = *in;
	unsigned type = CHASSIS;

	(void)t;
	while (type != END && rd_left(&r) >= 2) {
		unsigned head = rd_be16(&r);
		struct rd value = rd_sub(&r, head & 0x1ff);

		type = head >> 9;
		if (!rd_ok(&r))
			return MORE;
		if (type == ORGANISATION)
			hear_organisation(&h, value);
		else if (type < sizeof types / sizeof types[0] && types[type] && !rd_empty(&value))
			types[type](&h, value);
	}
	tell_port(&h);
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_lldp = {
	.protocol = PROTO_lldp,
	.on = ON_ETHER,
	.ports = ethertypes,
	.depth = DEPTH_IDENTITY,
	.said_once = true,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
