/* ARP over Ethernet for IPv4 (RFC 826, RFC 5227). Who owns which address; conflicts are seen where facts
 *meet.
 *
 *	hardware 2 | protocol 2 | lengths 1 1 | operation 2 | sender MAC 6 IP 4 | target MAC 6 IP 4
 */
#include "decode/decoder.h"

enum { REQUEST = 1, REPLY = 2, HARDWARE_LAST = 37, ETHERTYPE_IP4 = 0x0800 };

static const uint16_t ethertypes[] = {0x0806, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	(void)head;
	return t->ethertype == ethertypes[0] ? smell(SURE, ROLE_UNKNOWN) : smell(NOT_MINE, ROLE_UNKNOWN);
}

/* A probe (sender 0.0.0.0) asks whether an address is free: it claims nothing yet. */
static void tell(struct emit *e, unsigned operation, struct who sender)
{
	struct fact f = {.kind = FACT_ADDRESS, .confidence = 90, .about = sender};

	if (mac_is_none(sender.mac) || mac_is_group(sender.mac) || ip_is_unspecified(sender.ip) ||
	    ip_is_multicast(sender.ip) || ip_is_broadcast(sender.ip))
		return;
	f.num[0] = operation == REPLY;
	emit_fact(e, f);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in;
	unsigned hardware = rd_be16(&r), protocol = rd_be16(&r);
	unsigned mac_n = rd_u8(&r), ip_n = rd_u8(&r), operation = rd_be16(&r);
	struct rd body = rd_sub(&r, 2 * (mac_n + ip_n));
	const uint8_t *mac, *ip;

	(void)t;
	if (!rd_ok(&r))
		return MORE;
	(void)rd_rest(in); /* what follows is the padding of a short frame */
	if (hardware == 0 || hardware > HARDWARE_LAST)
		return BROKEN;
	if (protocol != ETHERTYPE_IP4 || mac_n != 6 || ip_n != 4)
		return HEARD;
	mac = rd_bytes(&body, 6);
	ip = rd_bytes(&body, 4);
	if (operation == REQUEST || operation == REPLY)
		tell(e, operation, (struct who){mac_of(mac), ip_of4(ip)});
	return HEARD;
}

const struct decoder decoder_arp = {
	.protocol = PROTO_arp,
	.on = ON_ETHER,
	.ports = ethertypes,
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
