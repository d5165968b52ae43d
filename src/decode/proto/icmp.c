/* ICMP (RFC 792, router discovery RFC 1256): who forwards. Errors that quote a packet are the stack's. */
#include "decode/decoder.h"

enum { HEAD = 8, REDIRECT = 5, ROUTER_ADVERTISEMENT = 9, TYPE_LAST = 43 };

static const uint16_t protocols[] = {1, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	(void)head;
	return smell(t->ethertype == protocols[0] ? SURE : NOT_MINE, ROLE_UNKNOWN);
}

static void tell_router(struct emit *e, enum about about, int confidence)
{
	emit_str(e, FACT_ROUTER, about, confidence, "");
}

/* The one who redirects forwards, and so does the gateway it names. */
static void hear_redirect(struct emit *e, struct rd r)
{
	const uint8_t *gateway = rd_bytes(&r, 4);
	struct who about = {.ip = ip_of4(gateway)};

	tell_router(e, SENDER, 80);
	if (!ip_is_unspecified(about.ip))
		emit_text_of(e, FACT_ROUTER, &about, 60, text_of(NULL, 0));
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in;
	unsigned type = rd_u8(&r);

	(void)t;
	rd_skip(&r, 3);
	if (rd_left(in) < HEAD)
		return MORE;
	if (type == REDIRECT)
		hear_redirect(e, r);
	else if (type == ROUTER_ADVERTISEMENT)
		tell_router(e, SENDER, 80);
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_icmp = {
	.protocol = PROTO_icmp,
	.on = ON_IP,
	.ports = protocols,
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_UNKNOWN,
	.smells = smells,
	.decode = decode,
};
