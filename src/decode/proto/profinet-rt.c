/* PROFINET real-time frames (IEC 61158-6-10, 4.7), straight on Ethernet (8892): cyclic process data, alarms, time
 * and redundancy.
 *
 *	frame id 2 | data | [cycle counter 2 | data status 1 | transfer status 1]
 *
 * What the data mean is agreed by IO-CM (profinet-io.c); here only who sends some is told. Ranges of numbers as in
 * Wireshark 4.0; fragments proved on the capture of icsnpp-profinet-io-cm. */
#include "decode/decoder.h"

enum { ISOCHRONOUS_FIRST = 0x0100, ISOCHRONOUS_LAST = 0x7fff, CYCLIC_FIRST = 0x8000, CYCLIC_LAST = 0xfbff };
enum { ALARM_HIGH = 0xfc01, ALARM_LOW = 0xfe01, FRAME_MIN = 6 };

static const uint16_t ethertypes[] = {0x8892, 0};

static const char *word_of(unsigned id)
{
	if ((id >= ISOCHRONOUS_FIRST && id <= ISOCHRONOUS_LAST) || (id >= CYCLIC_FIRST && id <= CYCLIC_LAST))
		return "profinet-cyclic-data";
	return id == ALARM_HIGH || id == ALARM_LOW ? "profinet-alarm" : "profinet-rt";
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

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	unsigned id = rd_be16(in);

	(void)t;
	emit_str(e, FACT_CAPABILITY, SENDER, 80, word_of(id));
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_profinet_rt = {
	.protocol = PROTO_profinet_rt,
	.on = ON_ETHER,
	.ports = ethertypes,
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
