/* PROFINET real-time frames (IEC 61158-6-10, 4.7), straight on Ethernet (8892): cyclic process data, alarms, time
 * and redundancy.
 *
 *	frame id 2 | data | [cycle counter 2 | data status 1 | transfer status 1]
 *	fc01 fe01: to 2 | from 2 | type 1 (low half: 1 data 2 refused 3 acknowledged 4 the end) | flags 1 | sequence 2, 2 | length 2
 *		1: block 2 | length 2 | version 2 | alarm 2 | API 4 | slot 2 | subslot 2 | ...
 *		4: error 1 | decoding 1 | code 1 | code 1
 *
 * What the data mean is agreed by Connect of IO-CM: where that was seen, provider and consumer, run, stop and problems,
 * silence and small values are told (decode/pnio-relation.h); else only who sends some. Ranges of numbers and names of
 * alarms as in Wireshark 4.0; fragments proved on the capture of icsnpp-profinet-io-cm, data and alarms on
 * tests/captures/profinet-io. */
#include "decode/cyclic.h"
#include "decode/decoder.h"
#include "decode/pnio-relation.h"

enum { ISOCHRONOUS_FIRST = 0x0100, ISOCHRONOUS_LAST = 0x7fff, CYCLIC_FIRST = 0x8000, CYCLIC_LAST = 0xfbff };
enum { ALARM_HIGH = 0xfc01, ALARM_LOW = 0xfe01, FRAME_MIN = 6 };
enum { DATA = 1, END = 4, NOTICE_HIGH = 1, NOTICE_LOW = 2, ALARMS = 0x20 };
enum { DATA_EXPIRED = 0xcf81fd05 /* the consumer's patience is over [from memory of IEC 61158-6-10] */ };

static const uint16_t ethertypes[] = {0x8892, 0};

static bool is_cyclic(unsigned id)
{
	return (id >= ISOCHRONOUS_FIRST && id <= ISOCHRONOUS_LAST) ||
	       (id >= CYCLIC_FIRST && id <= CYCLIC_LAST);
}

static struct smell smells(const struct talk *t, struct rd head)
{
	unsigned id = rd_be16(&head);

	(void)t;
	/* fefc..feff is DCP's (profinet-dcp.c) */
	if (!rd_ok(&head) || (id >= 0xfefc && id <= 0xfeff) || rd_left(&head) < FRAME_MIN - 2)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, ROLE_UNKNOWN);
}

static void hear_notice(struct emit *e, struct rd r)
{
	static const char *const names[ALARMS] = {
		[0x01] = "diagnosis",
		[0x02] = "process",
		[0x03] = "pull",
		[0x04] = "plug",
		[0x05] = "status",
		[0x06] = "update",
		[0x07] = "media redundancy",
		[0x08] = "controlled by supervisor",
		[0x09] = "released",
		[0x0a] = "plug of a wrong submodule",
		[0x0b] = "return of submodule",
		[0x0c] = "diagnosis disappears",
		[0x0e] = "port data change",
		[0x0f] = "sync data change",
		[0x10] = "isochronous mode problem",
		[0x11] = "network component problem",
		[0x12] = "time data change",
		[0x1e] = "upload and retrieval",
		[0x1f] = "pull of a module",
	};
	struct pnio_block b;
	unsigned alarm, slot, subslot;

	if (!pnio_block(&r, &b) || (b.type != NOTICE_HIGH && b.type != NOTICE_LOW))
		return;
	alarm = rd_be16(&b.value);
	rd_skip(&b.value, 4);
	slot = rd_be16(&b.value);
	subslot = rd_be16(&b.value);
	if (!rd_ok(&b.value))
		return;
	if (alarm < ALARMS && names[alarm])
		emit_fmt(e, FACT_PROPERTY, SENDER, 85, "profinet-alarm=%s, slot %u.%u", names[alarm], slot,
			 subslot);
	else
		emit_fmt(e, FACT_PROPERTY, SENDER, 85, "profinet-alarm=0x%04x, slot %u.%u", alarm, slot,
			 subslot);
}

static void hear_alarm(struct emit *e, struct rd r)
{
	unsigned type, length;
	struct rd part;

	rd_skip(&r, 4);
	type = rd_u8(&r) & 0x0f;
	rd_skip(&r, 5);
	length = rd_be16(&r);
	part = rd_sub(&r, length);
	if (!rd_ok(&r))
		return;
	if (type == DATA) {
		hear_notice(e, part);
	} else if (type == END) {
		uint32_t code = rd_be32(&part);

		if (rd_ok(&part))
			emit_fmt(e, FACT_PROPERTY, SENDER, 85, "profinet-ended=0x%08x", (unsigned)code);
		if (rd_ok(&part) && code == DATA_EXPIRED)
			cyclic_tell(e, true, emit_who(e, RECEIVER), emit_who(e, SENDER), "");
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	unsigned id = rd_be16(in);
	struct rd r = rd_rest(in);

	if (!rd_ok(&r))
		return BROKEN;
	if (is_cyclic(id)) {
		if (!pnio_cyclic(e, id, rd_of(r.at, rd_left(&r)), t->cut))
			emit_str(e, FACT_CAPABILITY, SENDER, 80, "profinet-cyclic-data");
		return HEARD;
	}
	emit_str(e, FACT_CAPABILITY, SENDER, 80,
		 id == ALARM_HIGH || id == ALARM_LOW ? "profinet-alarm" : "profinet-rt");
	if (id == ALARM_HIGH || id == ALARM_LOW)
		hear_alarm(e, r);
	return HEARD;
}

const struct decoder decoder_profinet_rt = {
	.protocol = PROTO_profinet_rt,
	.on = ON_ETHER,
	.ports = ethertypes,
	.depth = DEPTH_VALUES,
	.said_once = true,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
