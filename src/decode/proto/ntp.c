/* NTP and SNTP (RFC 5905): who sets whose clock, and how far clocks are from the capture's.
 *
 *	leap version mode 1 | stratum 1 | poll 1 | precision 1 | delay 4 | dispersion 4 | reference id 4 |
 *	reference 8 | origin 8 | receive 8 | transmit 8
 */
#include "decode/decoder.h"

enum {
	SYMMETRIC = 1,
	CLIENT_MODE = 3,
	SERVER_MODE = 4,
	BROADCAST_MODE = 5,
	CONTROL = 6,
	PRIVATE = 7,
	HEADER = 48
};
enum { STRATUM_MAX = 15, UNIX_FROM_NTP = 2208988800u };
static const int64_t day_us = 86400 * INT64_C(1000000);

struct state {
	bool told; /* that the client asks; its answer says more */
};

static const uint16_t ports[] = {123, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	unsigned first = (unsigned)rd_peek(&head, 0), version = first >> 3 & 7, mode = first & 7;

	if (!talk_on_port(t, ports[0]) || rd_left(&head) < 8 || version < 1 || version > 4 || mode == 0)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (mode >= CONTROL)
		return smell(LIKELY, ROLE_UNKNOWN);
	if (rd_left(&head) < HEADER || rd_peek(&head, 1) > 16)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, mode == CLIENT_MODE   ? ROLE_CLIENT
			   : mode >= SERVER_MODE ? ROLE_SERVER
						 : ROLE_UNKNOWN);
}

/* Seconds since 1900 and a fraction; era 1 begins in 2036 (RFC 5905 6). 0: not set. */
static int64_t unix_us(uint64_t stamp)
{
	int64_t seconds = (int64_t)(stamp >> 32);

	if (stamp == 0)
		return 0;
	if (!(stamp >> 63))
		seconds += INT64_C(1) << 32;
	return (seconds - UNIX_FROM_NTP) * 1000000 + (int64_t)((stamp & 0xffffffff) * 1000000 >> 32);
}

/* What a client sends as its time may be nothing or chance (RFC 8915, and clients that hide it): taken when
 * it is near. */
static void tell_sync(struct emit *e, enum about client, unsigned stratum, uint64_t stamp)
{
	struct fact f = {.kind = FACT_TIME_SYNC, .confidence = 90, .num = {stratum}};
	int64_t offset = unix_us(stamp) - emit_now(e);

	f.about = emit_who(e, client);
	f.peer = emit_who(e, client == SENDER ? RECEIVER : SENDER);
	if (stamp != 0 && offset > -day_us && offset < day_us)
		f.num[1] = offset ? offset : 1;
	emit_fact(e, f);
}

static void tell_server(struct emit *e, unsigned stratum, const uint8_t *reference, uint64_t transmit)
{
	struct fact f = {.kind = FACT_CLOCK, .confidence = 80};

	if (stratum == 0 || stratum > STRATUM_MAX || transmit == 0)
		return; /* a kiss of death, or a clock that is not set */
	emit_str(e, FACT_ROLE, SENDER, 90, "ntp-server");
	emit_fmt(e, FACT_PROPERTY, SENDER, 80, "ntp-stratum=%u", stratum);
	if (stratum == 1)
		emit_fmt(e, FACT_PROPERTY, SENDER, 80, "ntp-source=%.4s", (const char *)reference);
	f.about = emit_who(e, SENDER);
	f.num[0] = unix_us(transmit) - emit_now(e);
	emit_fact(e, f);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in;
	struct state *s = t->state;
	unsigned mode = rd_u8(&r) & 7, stratum = rd_u8(&r);
	const uint8_t *reference;
	uint64_t origin, transmit;

	rd_skip(&r, 10);
	reference = rd_bytes(&r, 4);
	rd_skip(&r, 8);
	origin = rd_be64(&r);
	rd_skip(&r, 8);
	transmit = rd_be64(&r);
	if (!rd_ok(&r) && mode < CONTROL)
		return MORE;
	if (mode == SERVER_MODE)
		tell_sync(e, RECEIVER, stratum, origin);
	else if ((mode == CLIENT_MODE || mode == SYMMETRIC) && !s->told)
		tell_sync(e, SENDER, 0, transmit);
	s->told = true;
	if (mode == SERVER_MODE || mode == BROADCAST_MODE)
		tell_server(e, stratum, reference, transmit);
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_ntp = {
	.protocol = PROTO_ntp,
	.on = ON_UDP,
	.ports = ports,
	.begins = "",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct state),
	.smells = smells,
	.decode = decode,
};
