/* Cisco Discovery Protocol (as Cisco documents its TLVs): LLC SNAP, organisation 00000C, type 2000.
 *
 *	organisation 3 | type 2 | version 1 | ttl 1 | checksum 2 | (type 2 | length 2, itself included |
 *value)...
 */
#include "decode/decoder.h"
#include "decode/dnsname.h"

enum { SNAP_CDP = 0x2000, TLV_HEAD = 4 };

static const uint16_t saps[] = {0xaaaa, 0};
static const uint8_t cisco_cdp[] = {0x00, 0x00, 0x0c, 0x20, 0x00};

static struct text text_of_rd(struct rd r) { return text_of(r.at, rd_left(&r)); }

static struct smell smells(const struct talk *t, struct rd head)
{
	bool mine = t->ethertype == saps[0] && rd_starts(&head, cisco_cdp, sizeof cisco_cdp);

	return smell(mine ? SURE : NOT_MINE, ROLE_UNKNOWN);
}

/* "switch-3.plant.example(SN12345)": the name may carry a domain and a serial number. */
static void hear_id(struct emit *e, struct rd v)
{
	struct text t = text_of_rd(v);
	const char *open = memchr(t.s, '(', t.n);

	if (open && open > t.s && t.s[t.n - 1] == ')') {
		emit_text(e, FACT_SERIAL, SENDER, 80, text_of(open + 1, t.n - (size_t)(open - t.s) - 2));
		t.n = (size_t)(open - t.s);
	}
	emit_text(e, FACT_NAME, SENDER, 90, dns_host(t));
}

/* count 4 | (protocol type 1 | its length 1 | protocol | address length 2 | address)... */
static void hear_addresses(struct emit *e, struct rd v)
{
	uint32_t count = rd_be32(&v);

	for (; count > 0 && rd_left(&v) >= 4; count--) {
		struct fact f = {.kind = FACT_ADDRESS, .confidence = 85, .num = {1}};
		struct rd address;

		rd_skip(&v, 1);
		rd_skip(&v, rd_u8(&v));
		address = rd_sub(&v, rd_be16(&v));
		if (!rd_ok(&v) || (rd_left(&address) != 4 && rd_left(&address) != 16))
			continue;
		f.about = emit_who(e, SENDER);
		f.about.ip = rd_left(&address) == 4 ? ip_of4(address.at) : ip_of6(address.at);
		if (!ip_is_unspecified(f.about.ip))
			emit_fact(e, f);
	}
}

static void hear_port(struct emit *e, struct rd v) { emit_text(e, FACT_PORT, SENDER, 90, text_of_rd(v)); }

static void hear_capabilities(struct emit *e, struct rd v)
{
	static const char *const words[] = {
		"router", "bridge", "source-route-bridge", "switch", "host", "igmp", "repeater", "telephone"};
	uint32_t on = rd_be32(&v);

	for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++)
		if (on >> i & 1)
			emit_str(e, FACT_CAPABILITY, SENDER, 90, words[i]);
}

static void hear_version(struct emit *e, struct rd v)
{
	emit_text(e, FACT_DESCRIPTION, SENDER, 90, text_of_rd(v));
}

/* "cisco WS-C2960-24TT-L" */
static void hear_platform(struct emit *e, struct rd v)
{
	struct text t = text_of_rd(v);

	if (t.n > 6 && (memcmp(t.s, "cisco ", 6) == 0 || memcmp(t.s, "Cisco ", 6) == 0)) {
		emit_str(e, FACT_MAKER, SENDER, 85, "Cisco");
		t = text_of(t.s + 6, t.n - 6);
	}
	emit_text(e, FACT_MODEL, SENDER, 90, t);
}

static void hear_vlan(struct emit *e, struct rd v)
{
	unsigned id = rd_be16(&v);

	if (rd_ok(&v) && id)
		emit_fmt(e, FACT_VLAN, SENDER, 90, "%u", id);
}

static void hear_name(struct emit *e, struct rd v) { emit_text(e, FACT_NAME, SENDER, 90, text_of_rd(v)); }

static const struct {
	uint16_t type;
	void (*hear)(struct emit *e, struct rd v);
} types[] = {
	{0x01, hear_id},           {0x02, hear_addresses}, {0x03, hear_port},
	{0x04, hear_capabilities}, {0x05, hear_version},   {0x06, hear_platform},
	{0x0a, hear_vlan},         {0x14, hear_name},      {0x16, hear_addresses},
};

static void hear_tlv(struct emit *e, unsigned type, struct rd value)
{
	if (rd_empty(&value))
		return;
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (types[i].type == type)
			types[i].hear(e, value);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in;

	rd_skip(&r, sizeof cisco_cdp + 4);
	if (!rd_ok(&r))
		return MORE;
	while (rd_left(&r) >= TLV_HEAD) {
		unsigned type = rd_be16(&r), length = rd_be16(&r);
		struct rd value;

		if (length < TLV_HEAD)
			break; /* the padding of a short frame */
		value = rd_sub(&r, length - TLV_HEAD);
		if (!rd_ok(&r))
			return t->cut ? MORE : BROKEN;
		hear_tlv(e, type, value);
	}
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_cdp = {
	.protocol = PROTO_cdp,
	.on = ON_LLC,
	.ports = saps,
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
