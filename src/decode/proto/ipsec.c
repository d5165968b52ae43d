/* IPsec: ESP and AH by their IP protocol (RFC 4303, RFC 4302), IKE (RFC 2408, RFC 7296) on UDP 500 and behind
 *NAT on 4500 (RFC 3948: four zero bytes before IKE, none before ESP). Of IKE: version, the aggressive
 *exchange, vendor ids.
 *
 *	initiator(8) responder(8) next payload(1) version(1) exchange(1) flags(1) message id(4) length(4),
 *then payloads
 */
#include "decode/decoder.h"
#include "decode/words.h"

enum { ESP = 50, AH = 51 };
enum { HEADER = 28, VENDOR_V1 = 13, VENDOR_V2 = 43, ENCRYPTED_V2 = 46, AGGRESSIVE = 4, ENCRYPTED_V1 = 1 };

struct ike {
	unsigned next, version, exchange, flags;
	bool first; /* no responder yet: the initiator's first message */
	struct rd body;
};

struct ipsec {
	bool told;
};

/* From the reader at IKE's header; the length must be the datagram's. */
static bool ike_of(struct rd r, struct ike *ret)
{
	size_t n = rd_left(&r);
	uint64_t initiator = rd_be64(&r);
	uint32_t length;

	ret->first = rd_be64(&r) == 0;
	ret->next = rd_u8(&r);
	ret->version = rd_u8(&r);
	ret->exchange = rd_u8(&r);
	ret->flags = rd_u8(&r);
	rd_skip(&r, 4);
	length = rd_be32(&r);
	ret->body = r;
	if (!rd_ok(&r) || initiator == 0 || length != n)
		return false;
	return (ret->version == 0x10 && (ret->exchange <= 6 || ret->exchange == 32 || ret->exchange == 33)) ||
	       (ret->version == 0x20 && ret->exchange >= 34 && ret->exchange <= 44);
}

/* IKE with or without the marker of port 4500. */
static bool find_ike(struct rd r, struct ike *ret)
{
	struct rd marked = r;

	return ike_of(r, ret) || (rd_be32(&marked) == 0 && rd_ok(&marked) && ike_of(marked, ret));
}

static struct smell ipsec_smells(const struct talk *t, struct rd head)
{
	struct ike ike;

	if (t->transport == ESP || t->transport == AH)
		return smell(SURE, ROLE_UNKNOWN);
	if (t->transport != 17)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (rd_left(&head) >= HEADER && find_ike(head, &ike))
		return smell(SURE, ike.first ? ROLE_CLIENT : ROLE_UNKNOWN);
	if (t->from_port == 4500 && t->to_port == 4500 &&
	    (rd_left(&head) >= 20 || rd_starts(&head, "\xff", 1)))
		return smell(LIKELY, ROLE_UNKNOWN);
	/* A length that does not fit: cut, or hostile. */
	if (talk_on_port(t, 500) && rd_left(&head) >= HEADER &&
	    (rd_peek(&head, 17) == 0x10 || rd_peek(&head, 17) == 0x20))
		return smell(LIKELY, ROLE_UNKNOWN);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

/* Vendor ids are MD5 of a sentence, or text; the beginning is enough. */
static void vendor(struct rd id, struct emit *e)
{
	static const struct {
		const char *bytes;
		uint8_t n;
		const char *name;
	} known[] = {
		{"\x88\x2f\xe5\x6d\x6f\xd2\x0d\xbc", 8, "strongSwan"},
		{"\x12\xf5\xf2\x8c\x45\x71\x68\xa9", 8, "Cisco Unity"},
		{"\x40\x48\xb7\xd5\x6e\xbc\xe8\x85", 8, "IKE fragmentation"},
		{"\x1e\x2b\x51\x69\x05\x99\x1c\x7d", 8, "Windows"},
		{"\xf4\xed\x19\xe0\xc1\x14\xeb\x51", 8, "Check Point"},
		{"\x69\x93\x69\x22\x87\x41\xc6\xd4", 8, "SonicWall"},
		{"\x82\x99\x03\x17\x57\xa3\x60\x82", 8, "FortiGate"},
		{"OpenSwan", 8, "Openswan"},
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (rd_starts(&id, known[i].bytes, known[i].n))
			emit_fmt(e, FACT_PROPERTY, SENDER, 70, "ike-vendor=%s", known[i].name);
}

static void payloads(const struct ike *ike, struct emit *e)
{
	struct rd r = ike->body;
	unsigned next = ike->next;

	while (next != 0 && next != ENCRYPTED_V2 && rd_left(&r) >= 4) {
		unsigned type = next, length;
		struct rd body;

		next = rd_u8(&r);
		rd_skip(&r, 1);
		length = rd_be16(&r);
		body = rd_sub(&r, length < 4 ? SIZE_MAX : length - 4);
		if (!rd_ok(&r))
			return;
		if (type == (ike->version == 0x20 ? VENDOR_V2 : VENDOR_V1))
			vendor(body, e);
	}
}

static enum heard ipsec_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct ipsec *s = t->state;
	struct ike ike;
	bool found = t->transport == 17 && find_ike(*in, &ike);

	rd_skip(in, rd_left(in));
	if (!found)
		return HEARD;
	if (!s->told) {
		s->told = true;
		emit_fmt(e, FACT_PROPERTY, SENDER, 90, "ike-version=%u", ike.version >> 4);
		if (ike.version == 0x10)
			emit_str(e, FACT_CRYPTO, SENDER, 70,
				 ike.exchange == AGGRESSIVE ? "ike-aggressive" : "ikev1");
	}
	if (ike.version == 0x20 || !(ike.flags & ENCRYPTED_V1))
		payloads(&ike, e);
	return HEARD;
}

const struct decoder decoder_ipsec = {
	.protocol = PROTO_ipsec,
	.on = ON_UDP | ON_IP,
	.ports = (const uint16_t[]){500, 4500, ESP, AH, 0},
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_ENCRYPTED,
	.state_size = sizeof(struct ipsec),
	.smells = ipsec_smells,
	.decode = ipsec_decode,
};
