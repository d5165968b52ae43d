/* Spanning tree (IEEE 802.1D 9.3, 802.1Q 14): who bridges, and who is the root. LLC 42 42, and Cisco's PVST+
 *in SNAP 00000C 010B. The sender's MAC is that of a switch port: no device by itself.
 *
 *	protocol 2 = 0 | version 1 | type 1 | flags 1 | root 8 | cost 4 | bridge 8 | port 2 | ...
 */
#include "decode/decoder.h"

enum { CONFIGURATION = 0x00, RAPID = 0x02, CHANGED = 0x80, HEAD = 4 };

static const uint16_t saps[] = {0x4242, 0xaaaa, 0};
static const uint8_t cisco_pvst[] = {0x00, 0x00, 0x0c, 0x01, 0x0b};

static struct rd behind_snap(const struct talk *t, struct rd r)
{
	if (t->ethertype == saps[1])
		rd_skip(&r, sizeof cisco_pvst);
	return r;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd r = behind_snap(t, head);
	int type = rd_peek(&r, 3);

	if (t->ethertype == saps[1] && !rd_starts(&head, cisco_pvst, sizeof cisco_pvst))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (rd_peek(&r, 0) != 0 || rd_peek(&r, 1) != 0 ||
	    (type != CONFIGURATION && type != RAPID && type != CHANGED))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, ROLE_UNKNOWN);
}

/* A bridge id is a priority and the bridge's own MAC, which is not that of the port that sends. */
static void tell(struct emit *e, const uint8_t *bridge, const uint8_t *root)
{
	struct who about = {.mac = mac_of(bridge + 2)};

	emit_text_of(e, FACT_ROLE, &about, 90, text_z("bridge"));
	emit_str(e, FACT_ROLE, SENDER, 90, "switch-control");
	if (memcmp(bridge, root, 8) == 0)
		emit_text_of(e, FACT_ROLE, &about, 90, text_z("root-bridge"));
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = behind_snap(t, *in);
	const uint8_t *root, *bridge;
	unsigned type;

	rd_skip(&r, 3);
	type = rd_u8(&r);
	if (type == CHANGED && rd_ok(&r)) {
		emit_str(e, FACT_ROLE, SENDER, 90, "switch-control");
		(void)rd_rest(in);
		return HEARD;
	}
	rd_skip(&r, 1);
	root = rd_bytes(&r, 8);
	rd_skip(&r, 4);
	bridge = rd_bytes(&r, 8);
	if (!rd_ok(&r))
		return MORE;
	tell(e, bridge, root);
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_stp = {
	.protocol = PROTO_stp,
	.on = ON_LLC,
	.ports = saps,
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
