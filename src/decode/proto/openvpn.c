/* OpenVPN: named by its hard reset messages (OpenVPN protocol, "network protocol" page of its source
 * documentation): opcode and key id in the first byte, session id(8), then without tls-auth: acknowledged(1)
 * packet id(4). Over TCP a length(2) is before. */
#include "decode/decoder.h"

enum { CONTROL = 4, RESET_CLIENT = 7, RESET_SERVER = 8, DATA_V2 = 9, RESET_CLIENT_V3 = 10 };
enum { PLAIN = 14, HMAC_SHA1 = 42, HMAC_SHA256 = 54, HMAC_SHA512 = 86 };

static bool is_wrapped(size_t n) { return n == HMAC_SHA1 || n == HMAC_SHA256 || n == HMAC_SHA512 || n == 50; }

static struct smell openvpn_smells(const struct talk *t, struct rd head)
{
	bool port = talk_on_port(t, 1194);
	unsigned opcode, key;
	size_t n;

	if (t->transport == 6 && rd_be16(&head) != rd_left(&head))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	n = rd_left(&head);
	opcode = rd_u8(&head);
	key = opcode & 7;
	opcode >>= 3;
	rd_skip(&head, 8);
	if ((opcode == RESET_CLIENT || opcode == RESET_CLIENT_V3) && key == 0) {
		bool plain = n == PLAIN && rd_u8(&head) == 0 && rd_be32(&head) == 0;

		return smell(plain ? SURE : port && is_wrapped(n) ? LIKELY : NOT_MINE, ROLE_CLIENT);
	}
	if (opcode == RESET_SERVER && key == 0) {
		bool plain = n == PLAIN + 12 && rd_u8(&head) == 1 && rd_be32(&head) == 0;

		return smell(plain                              ? SURE
			     : port && n > HMAC_SHA1 && n < 120 ? LIKELY
								: NOT_MINE,
			     ROLE_SERVER);
	}
	if (port && opcode >= CONTROL && opcode <= DATA_V2)
		return smell(LIKELY, ROLE_UNKNOWN);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static enum heard openvpn_decode(struct talk *t, struct rd *in, struct emit *e)
{
	(void)t;
	(void)e;
	rd_skip(in, rd_left(in));
	return ENOUGH;
}

const struct decoder decoder_openvpn = {
	.protocol = PROTO_openvpn,
	.on = ON_UDP | ON_TCP,
	.ports = (const uint16_t[]){1194, 0},
	.begins = "00 38 40 50",
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_ENCRYPTED,
	.smells = openvpn_smells,
	.decode = openvpn_decode,
};
