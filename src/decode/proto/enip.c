/* EtherNet/IP encapsulation (CIP networks library volume 2, chapter 2), named by content.
 *
 *	command 2 | length 2 | session 4 | status 4 | context 8 | options 4, all little-endian
 */
#include "decode/named.h"

enum {
	HEADER = 24,
	LIST_TARGETS = 0x01,
	LIST_SERVICES = 0x04,
	LIST_IDENTITY = 0x63,
	LIST_INTERFACES = 0x64,
	REGISTER = 0x65,
	UNREGISTER = 0x66
};
enum { SEND_RR = 0x6f, SEND_UNIT = 0x70 };

static const uint16_t ports[] = {44818, 0};
static const uint8_t commands[] = {LIST_TARGETS, LIST_SERVICES, LIST_IDENTITY, LIST_INTERFACES,
				   REGISTER,     UNREGISTER,    SEND_RR,       SEND_UNIT};

/* A question to everyone has no body; a session is asked for with number 0. */
static enum role role_of(unsigned command, unsigned length, uint32_t session)
{
	if (command == REGISTER)
		return session ? ROLE_SERVER : ROLE_CLIENT;
	if (command == LIST_TARGETS || command == LIST_SERVICES || command == LIST_IDENTITY ||
	    command == LIST_INTERFACES)
		return length ? ROLE_SERVER : ROLE_CLIENT;
	return ROLE_UNKNOWN;
}

static bool is_status(uint32_t status)
{
	return status <= 3 || status == 0x64 || status == 0x65 || status == 0x69;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	unsigned command = rd_le16(&head), length = rd_le16(&head);
	uint32_t session = rd_le32(&head), status = rd_le32(&head), options;

	rd_skip(&head, 8);
	options = rd_le32(&head);
	if (!rd_ok(&head) || command > 0xff || !memchr(commands, (int)command, sizeof commands) ||
	    !is_status(status) || options)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (rd_left(&head) < length && !(t->transport == 6 && length < 0x1000))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (!talk_on_port(t, ports[0]) &&
	    (session == 0) != (role_of(command, length, session) == ROLE_CLIENT))
		return smell(LIKELY, role_of(command, length, session));
	return smell(SURE, role_of(command, length, session));
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return named_only(t, in, e, "plc", 40);
}

const struct decoder decoder_enip = {
	.protocol = PROTO_enip,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
