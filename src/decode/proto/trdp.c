/* TRDP (trains' own network; IEC 61375-2-3 annex A), over UDP and TCP, named by content: its check sum proves it.
 * Proved on nDPI's capture.
 *
 *	number 4 | version 2 = 01 00 | kind 2 (Pd Pp Pr Pe; Mn Mr Mp Mq Mc Me) | ... | CRC-32 4, little-endian
 *	header 40 bytes of process data (P.), 116 of messages (M.)
 */
#include "decode/check.h"
#include "decode/named.h"

enum { PROCESS = 40, MESSAGE = 116 };

static const uint16_t ports[] = {17224, 17225, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd whole = head, covered;
	unsigned version, family, kind;
	size_t length;

	(void)t;
	rd_skip(&head, 4);
	version = rd_be16(&head);
	family = rd_u8(&head);
	kind = rd_u8(&head);
	if (!rd_ok(&head) || version >> 8 != 1 || (family != 'P' && family != 'M') || kind < 'a' ||
	    kind > 'z')
		return smell(NOT_MINE, ROLE_UNKNOWN);
	length = family == 'P' ? PROCESS : MESSAGE;
	covered = rd_sub(&whole, length - 4);
	if (!rd_ok(&whole) || check_crc32(covered) != rd_le32(&whole) || !rd_ok(&whole))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, kind == 'p' || kind == 'q' ? ROLE_SERVER : ROLE_CLIENT);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, NULL, 0);
}

const struct decoder decoder_trdp = {
	.protocol = PROTO_trdp,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
