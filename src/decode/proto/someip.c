/* SOME/IP (cars and their test stands; AUTOSAR PRS_SOMEIPProtocol), over UDP and TCP, named by content. Proved on
 * nDPI's and tcpdump's captures.
 *
 *	service 2, method 2 | length 4, of what follows | client 2, session 2 | version 1 = 1 | interface 1 | kind 1 | code 1
 */
#include "decode/named.h"

enum { LEAST = 8, CODE_LAST = 0x5e };

static const uint16_t ports[] = {30490, 0};

/* request, without an answer, notification; answer, error; 0x20 more: in parts */
static bool is_kind(unsigned kind)
{
	kind &= ~0x20u;
	return kind <= 2 || kind == 0x80 || kind == 0x81;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	uint32_t id = rd_be32(&head), length = rd_be32(&head);
	size_t rest = rd_left(&head);
	unsigned version, kind, code;

	rd_skip(&head, 4);
	version = rd_u8(&head);
	rd_skip(&head, 1);
	kind = rd_u8(&head);
	code = rd_u8(&head);
	if (!rd_ok(&head) || length < LEAST || length > rest || version != 1 || !is_kind(kind) ||
	    code > CODE_LAST || (t->transport == 17 && length != rest && !talk_on_port(t, ports[0])))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (id == 0xffff8100 || talk_on_port(t, ports[0])) /* service discovery */
		return smell(SURE, ROLE_UNKNOWN);
	return smell(LIKELY, kind & 0x80 ? ROLE_SERVER : ROLE_UNKNOWN);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, NULL, 0);
}

const struct decoder decoder_someip = {
	.protocol = PROTO_someip,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
