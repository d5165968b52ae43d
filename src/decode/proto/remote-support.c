/* Remote support programs with protocols of their own, known by their first bytes (as nDPI and the makers'
 * firewall notes describe them): TeamViewer (port 5938) and Radmin (port 4899). Those inside TLS are known by
 * the names they call. */
#include "decode/decoder.h"

struct support {
	bool told;
};

static const struct tool {
	uint8_t transport, offset, n;
	uint16_t port;
	const char *bytes, *tool;
	bool anywhere; /* long enough to be sure on any port */
} tools[] = {
	{6, 0, 2, 5938, "\x17\x24", "teamviewer", false},
	{6, 0, 2, 5938, "\x11\x30", "teamviewer", false},
	{17, 11, 2, 5938, "\x17\x24", "teamviewer", false},
	{6, 0, 10, 4899, "\x01\0\0\0\x01\0\0\0\x08\x08", "radmin", true},
};

static const struct tool *tool_of(const struct talk *t, const struct rd *r)
{
	for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++) {
		struct rd at = *r;

		rd_skip(&at, tools[i].offset);
		if (tools[i].transport == t->transport && rd_starts(&at, tools[i].bytes, tools[i].n) &&
		    (tools[i].anywhere || talk_on_port(t, tools[i].port)))
			return &tools[i];
	}
	return NULL;
}

static struct smell support_smells(const struct talk *t, struct rd head)
{
	return smell(tool_of(t, &head) ? SURE : NOT_MINE, ROLE_UNKNOWN);
}

static enum heard support_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct support *s = t->state;
	const struct tool *tool = tool_of(t, in);

	if (tool && !s->told) {
		s->told = true;
		emit_str(e, FACT_REMOTE_TOOL, CLIENT, 80, tool->tool);
	}
	rd_skip(in, rd_left(in));
	return ENOUGH;
}

const struct decoder decoder_remote_support = {
	.protocol = PROTO_remote_support,
	.on = ON_TCP | ON_UDP,
	.ports = (const uint16_t[]){5938, 4899, 0},
	.begins = "01",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_ENCRYPTED,
	.state_size = sizeof(struct support),
	.smells = support_smells,
	.decode = support_decode,
};
