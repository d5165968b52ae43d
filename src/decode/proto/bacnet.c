/* BACnet/IP (ASHRAE 135 annex J), named by content: 81, a function, and the length of the whole datagram;
 *I-Am and the answers about the device object say who it is. What a BACnet router hands on for a device
 *behind it is left aside.
 *
 *	81 | function 1 | length 2 | [original source 6] | network version 1 = 1 | control 1 | ...
 */
#include "decode/decoder.h"

enum { BVLC = 0x81, FUNCTION_LAST = 0x0c, FORWARDED = 4, DISTRIBUTE = 9, UNICAST = 10, BROADCAST = 11 };

static const uint16_t ports[] = {47808, 0};

static struct smell smells(const struct talk *t, struct rd head)
{
	size_t whole = rd_left(&head);
	unsigned type = rd_u8(&head), function = rd_u8(&head), length = rd_be16(&head);

	/* some devices send more bytes than they say */
	if (!rd_ok(&head) || type != BVLC || function > FUNCTION_LAST || length < 4 ||
	    (length != whole && !t->cut && !(length < whole && talk_on_port(t, ports[0]))))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (function == FORWARDED)
		rd_skip(&head, 6);
	if ((function == FORWARDED || function >= DISTRIBUTE) && function != FUNCTION_LAST &&
	    rd_peek(&head, 0) != 1)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(function >= DISTRIBUTE || talk_on_port(t, ports[0]) ? SURE : LIKELY, ROLE_UNKNOWN);
}

/* --- the device object
 * -------------------------------------------------------------------------------------------- */

enum { FROM_ANOTHER = 0x08, TO_ANOTHER = 0x20, NO_APPLICATION = 0x80 };
enum { UNCONFIRMED = 1, COMPLEX_ACK = 3, SEGMENTED = 0x08, I_AM = 0, READ_PROPERTY = 12, DEVICE_OBJECT = 8 };
enum { TAG_UNSIGNED = 2, TAG_STRING = 7, TAG_OBJECT = 12, UTF_8 = 0, OPENING_3 = 0x3e };

struct tag {
	unsigned number;
	bool context;
	struct rd value;
};

/* number 4 bits | context 1 | length 3 (5: in the next byte, 254: in two) (20.2.1); no opening or closing
 * tags. */
static bool next_tag(struct rd *r, struct tag *ret_tag)
{
	unsigned first = rd_u8(r), length = first & 7;

	if (length == 5)
		length = rd_u8(r);
	else if (length > 5)
		return false;
	if (length == 254)
		length = rd_be16(r);
	ret_tag->number = first >> 4;
	ret_tag->context = first & 8;
	ret_tag->value = rd_sub(r, length);
	return rd_ok(r) && length != 255;
}

static uint32_t number_of(struct rd v)
{
	uint32_t n = 0;

	while (!rd_empty(&v))
		n = n << 8 | rd_u8(&v);
	return n;
}

/* Properties of a device (12.11). */
static const struct {
	uint8_t property, confidence;
	uint16_t kind;
} properties[] = {
	{28, 90, FACT_DESCRIPTION}, {44, 90, FACT_FIRMWARE}, {58, 90, FACT_LOCATION},
	{70, 90, FACT_MODEL},       {77, 90, FACT_NAME},     {121, 90, FACT_MAKER},
};

static void tell_property(struct emit *e, uint32_t property, struct rd v)
{
	unsigned encoding = rd_u8(&v);

	if (encoding != UTF_8 || rd_empty(&v))
		return;
	for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++)
		if (properties[i].property == property)
			emit_text(e, (enum fact_kind)properties[i].kind, SENDER, properties[i].confidence,
				  text_of(v.at, rd_left(&v)));
}

/* object | property | [index] | opening 3 | value | closing 3 (15.5) */
static void hear_property(struct emit *e, struct rd r)
{
	struct tag object, property, value;

	if (!next_tag(&r, &object) || !next_tag(&r, &property) ||
	    number_of(object.value) >> 22 != DEVICE_OBJECT || rd_u8(&r) != OPENING_3 ||
	    !next_tag(&r, &value) || value.context || value.number != TAG_STRING)
		return;
	tell_property(e, number_of(property.value), value.value);
}

/* object | longest message | segmentation | vendor (16.10) */
static void hear_i_am(struct emit *e, struct rd r)
{
	struct tag object, tag, vendor;

	if (!next_tag(&r, &object) || object.number != TAG_OBJECT ||
	    number_of(object.value) >> 22 != DEVICE_OBJECT || !next_tag(&r, &tag) || !next_tag(&r, &tag) ||
	    !next_tag(&r, &vendor) || vendor.number != TAG_UNSIGNED)
		return;
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "bacnet-device=%u", number_of(object.value) & 0x3fffff);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "bacnet-vendor=%u", number_of(vendor.value));
}

/* version 1 | control 1 | [destination net 2, length 1, address, hops 1] | application (6.2) */
static void hear_network(struct emit *e, struct rd r)
{
	unsigned control, type;

	rd_skip(&r, 1);
	control = rd_u8(&r);
	if (control & (FROM_ANOTHER | NO_APPLICATION))
		return;
	if (control & TO_ANOTHER) {
		rd_skip(&r, 2);
		rd_skip(&r, rd_u8(&r));
		rd_skip(&r, 1);
	}
	type = rd_u8(&r);
	if (type >> 4 == UNCONFIRMED && rd_u8(&r) == I_AM) {
		hear_i_am(e, r);
	} else if (type >> 4 == COMPLEX_ACK && !(type & SEGMENTED)) {
		rd_skip(&r, 1);
		if (rd_u8(&r) == READ_PROPERTY)
			hear_property(e, r);
	}
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r = *in;
	unsigned function;

	(void)t;
	rd_skip(&r, 1);
	function = rd_u8(&r);
	rd_skip(&r, 2);
	if (!rd_ok(&r))
		return MORE;
	(void)rd_rest(in);
	if (function == UNICAST || function == BROADCAST)
		hear_network(e, r);
	return HEARD;
}

const struct decoder decoder_bacnet = {
	.protocol = PROTO_bacnet,
	.on = ON_UDP,
	.ports = ports,
	.begins = "81",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
