/* VRRP (RFC 3768, 5798): a MAC and addresses that routers share.
 *
 *	version type 1 | virtual router 1 | priority 1 | addresses 1 | ... 4 | address...
 */
#include "decode/decoder.h"

enum { HEAD = 8, ADVERTISEMENT = 1, ADDRESSES_MAX = 16 };

static const uint16_t protocols[] = {112, 0};

/* CARP shares the number: it has no addresses after a head of another form. */
static struct smell smells(const struct talk *t, struct rd head)
{
	int first = rd_peek(&head, 0);

	if (t->ethertype != protocols[0] || (first != 0x21 && first != 0x31) || rd_left(&head) < HEAD)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, ROLE_UNKNOWN);
}

static void tell(struct emit *e, struct mac mac, struct ip ip)
{
	struct fact f = {.kind = FACT_VIRTUAL_MAC, .confidence = 90, .about = {mac, ip}};

	f.peer.ip = emit_who(e, SENDER).ip;
	emit_fact(e, f);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in;
	struct mac mac = {{0x00, 0x00, 0x5e, 0x00, 0x01, 0}};
	struct who router = {.ip = emit_who(e, SENDER).ip}; /* its frames come from the shared MAC */
	unsigned count;

	(void)t;
	rd_skip(&r, 1);
	mac.b[5] = rd_u8(&r);
	rd_skip(&r, 1);
	count = rd_u8(&r);
	rd_skip(&r, HEAD - 4);
	if (!rd_ok(&r))
		return MORE;
	mac.b[4] = ip_is4(router.ip) ? 1 : 2;
	emit_text_of(e, FACT_ROUTER, &router, 90, text_of(NULL, 0));
	for (unsigned i = 0; i < count && i < ADDRESSES_MAX; i++) {
		const uint8_t *ip = rd_bytes(&r, ip_is4(router.ip) ? 4 : 16);

		if (!ip)
			return MORE;
		tell(e, mac, ip_is4(router.ip) ? ip_of4(ip) : ip_of6(ip));
	}
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_vrrp = {
	.protocol = PROTO_vrrp,
	.on = ON_IP,
	.ports = protocols,
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
