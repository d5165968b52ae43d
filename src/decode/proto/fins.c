/* OMRON FINS (Omron W227, W421), named by content; the answer to Controller Data Read says what the
 *controller is. Over TCP each frame begins with FINS.
 *
 *	UDP: ICF 1 | RSV 1 = 0 | GCT 1 | DNA DA1 DA2 SNA SA1 SA2 1 each | SID 1 | MRC 1 | SRC 1 | ...
 *	TCP: "FINS" | length 4 | command 4 | error 4 | ...
 */
#include "decode/decoder.h"
#include "decode/words.h"

enum {
	GATEWAY = 0x80,
	RESPONSE = 0x40,
	NO_ANSWER = 0x01,
	ICF_KNOWN = GATEWAY | RESPONSE | NO_ANSWER,
	HOPS_MAX = 7
};
enum {
	NODE_SERVER = 1,
	FRAME_SEND = 2,
	FRAME_MAX = 4096,
	TCP_HEAD = 16,
	NAME_ROOM = 20,
	CONTROLLER_DATA = 0x0501
};

static const uint16_t ports[] = {9600, 0};

/* Main request codes of the command tables (W227 chapter 5). */
static const uint8_t codes[] = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09,
				0x0a, 0x0c, 0x0f, 0x20, 0x21, 0x22, 0x23, 0x26, 0x28};

static struct smell smell_udp(const struct talk *t, struct rd r)
{
	unsigned icf = rd_u8(&r), reserved = rd_u8(&r), hops = rd_u8(&r), main_code;

	rd_skip(&r, 7);
	main_code = rd_u8(&r);
	rd_skip(&r, 1);
	if (!rd_ok(&r) || !(icf & GATEWAY) || icf & ~(unsigned)ICF_KNOWN || reserved || hops > HOPS_MAX ||
	    !memchr(codes, (int)main_code, sizeof codes) || (icf & RESPONSE && rd_left(&r) < 2))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(talk_on_port(t, ports[0]) ? SURE : LIKELY, icf & RESPONSE ? ROLE_SERVER : ROLE_CLIENT);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	uint32_t length, command;

	if (t->transport != 6)
		return smell_udp(t, head);
	if (!rd_starts(&head, "FINS", 4))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	rd_skip(&head, 4);
	length = rd_be32(&head);
	command = rd_be32(&head);
	if (!rd_ok(&head) || length < 8 || length > 4096 || command > 6)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, command == 0 ? ROLE_CLIENT : command == NODE_SERVER ? ROLE_SERVER : ROLE_UNKNOWN);
}

static void tell_text(struct emit *e, enum fact_kind kind, struct rd room)
{
	struct text t = text_rd(&room);

	while (t.n > 0 && (t.s[t.n - 1] == ' ' || t.s[t.n - 1] == '\0'))
		t.n--;
	if (t.n > 1 && text_is_plain(t))
		emit_text(e, kind, SENDER, 90, t);
}

/* MRC SRC 2 | end code 2 | model 20 | version 20 | ... (W227 5-3-13) */
static void hear_frame(struct emit *e, struct rd r)
{
	unsigned icf = rd_u8(&r), command, end;
	struct rd model, version;

	rd_skip(&r, 9);
	command = rd_be16(&r);
	end = rd_be16(&r);
	if (!(icf & RESPONSE) || !rd_ok(&r))
		return;
	emit_str(e, FACT_KIND, SENDER, 60, "plc");
	model = rd_sub(&r, NAME_ROOM);
	version = rd_sub(&r, NAME_ROOM);
	if (command != CONTROLLER_DATA || end != 0 || !rd_ok(&r))
		return;
	tell_text(e, FACT_MODEL, model);
	tell_text(e, FACT_FIRMWARE, version);
	emit_str(e, FACT_MAKER, SENDER, 60, "Omron");
}

static enum heard hear_tcp(const struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in, frame;
	uint32_t length, command;

	if (rd_left(&r) >= 4 && !rd_starts(&r, "FINS", 4))
		return t->hole ? ENOUGH : BROKEN;
	rd_skip(&r, 4);
	length = rd_be32(&r);
	if (!rd_ok(&r))
		return MORE;
	if (length < TCP_HEAD - 8 || length > FRAME_MAX)
		return BROKEN;
	frame = rd_sub(&r, length);
	if (!rd_ok(&r))
		return MORE;
	command = rd_be32(&frame);
	rd_skip(&frame, 4);
	if (command == FRAME_SEND)
		hear_frame(e, frame);
	*in = r;
	return HEARD;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	if (t->transport == 6)
		return hear_tcp(t, in, e);
	hear_frame(e, rd_rest(in));
	return HEARD;
}

const struct decoder decoder_fins = {
	.protocol = PROTO_fins,
	.on = ON_TCP | ON_UDP,
	.ports = ports,
	.begins = "46 80-81 c0-c1",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
