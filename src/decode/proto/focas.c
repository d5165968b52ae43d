/* FANUC FOCAS over Ethernet (CNCs), named by content on any port. Layout from pyfanuc's public analysis of the
 * protocol; no public capture was at hand.
 *
 *	a0 a0 a0 a0 | version 2 | kind 2 (0101 open, 0201 close, 2101 asked; 02, 03 their answers) | length 2 | body
 */
#include "decode/named.h"

static const uint16_t ports[] = {8193, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	unsigned version, kind;
	bool magic = rd_be32(&head) == 0xa0a0a0a0;

	(void)t;
	version = rd_be16(&head);
	kind = rd_be16(&head);
	rd_skip(&head, 2);
	if (!rd_ok(&head) || !magic || version == 0 || version > 4 || (kind & 0xff) == 0 ||
	    (kind & 0xff) > 3 || (kind >> 8 != 1 && kind >> 8 != 2 && kind >> 8 != 0x21))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, (kind & 0xff) == 1 ? ROLE_CLIENT : ROLE_SERVER);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	if (t->side == FROM_SERVER)
		emit_str(e, FACT_MAKER, SERVER, 60, "FANUC");
	return named_only(t, in, e, "plc", 60);
}

const struct decoder decoder_focas = {
	.protocol = PROTO_focas,
	.on = ON_TCP,
	.ports = ports,
	.begins = "a0",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
