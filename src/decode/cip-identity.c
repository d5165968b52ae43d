#include "decode/cip.h"

#include <stdio.h>

enum {
	GET_LIST = 0x03,
	VENDOR = 1,
	TYPE = 2,
	PRODUCT = 3,
	REVISION = 4,
	STATUS = 5,
	SERIAL = 6,
	NAME = 7,
	STATE = 8
};
enum { CONTROLLER = 14, SURE_SELF = 90, SURE_CONTROLLER = 92, ATTRIBUTES_MAX = 16 };

/* Vendor and device type numbers as ODVA gives them (volume 1, 6-7); makers seen in factories here. */
static const struct {
	uint16_t number;
	const char *maker;
} vendors[] = {
	{1, "Rockwell Automation"},
	{7, "SMC"},
	{26, "Festo"},
	{40, "WAGO"},
	{44, "Yaskawa"},
	{47, "Omron"},
	{90, "HMS"},
	{108, "Beckhoff"},
	{161, "Mitsubishi Electric"},
	{243, "Schneider Electric"},
	{250, "Yokogawa"},
	{283, "Hilscher"},
	{367, "Keyence"},
	{562, "Phoenix Contact"},
	{591, "FANUC"},
	{991, "Moxa"},
};
static const struct {
	uint16_t type;
	uint8_t confidence;
	const char *kind;
} types[] = {
	{2, 85, "actuator"},  {4, 85, "sensor"},    {5, 85, "sensor"},    {6, 85, "sensor"},
	{14, 90, "plc"},      {19, 85, "actuator"}, {22, 85, "actuator"}, {24, 90, "hmi"},
	{27, 85, "actuator"}, {34, 85, "sensor"},   {37, 85, "actuator"}, {44, 90, "switch"},
};

static void tell_vendor(struct emit *e, unsigned vendor)
{
	for (size_t i = 0; i < sizeof vendors / sizeof vendors[0]; i++)
		if (vendors[i].number == vendor)
			emit_str(e, FACT_MAKER, SERVER, SURE_SELF, vendors[i].maker);
}

static void tell_type(struct emit *e, unsigned type)
{
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (types[i].type == type)
			emit_str(e, FACT_KIND, SERVER, types[i].confidence, types[i].kind);
}

/* A chassis answers through its Ethernet module; who asks for "the PLC" means the controller in it. */
void cip_tell_identity(struct emit *e, struct rd r, int slot)
{
	unsigned vendor = rd_le16(&r), type = rd_le16(&r), major, minor;
	int sure = slot < 0 ? SURE_SELF : SURE_CONTROLLER;
	uint32_t serial;
	struct rd name;

	rd_skip(&r, 2);
	major = rd_u8(&r);
	minor = rd_u8(&r);
	rd_skip(&r, 2);
	serial = rd_le32(&r);
	name = rd_sub(&r, rd_u8(&r));
	if (!rd_ok(&r))
		return;
	if (slot >= 0)
		emit_fmt(e, FACT_PROPERTY, SERVER, SURE_SELF, "slot-%d=%.*s %u.%03u", slot,
			 (int)rd_left(&name), (const char *)name.at, major, minor);
	if (slot >= 0 && type != CONTROLLER)
		return;
	tell_vendor(e, vendor);
	tell_type(e, type);
	if (!rd_empty(&name))
		emit_text(e, FACT_MODEL, SERVER, sure, text_of(name.at, rd_left(&name)));
	emit_fmt(e, FACT_FIRMWARE, SERVER, sure, "%u.%03u", major, minor);
	if (serial)
		emit_fmt(e, FACT_SERIAL, SERVER, sure, "%08x", serial);
}

/* Reads one attribute and tells it; false where its length is not known. */
static bool tell_attribute(struct emit *e, int64_t attribute, struct rd *r)
{
	unsigned high, low;
	uint32_t number;
	struct rd name;

	switch (attribute) {
	case VENDOR:
		number = rd_le16(r);
		if (rd_ok(r))
			tell_vendor(e, number);
		return true;
	case TYPE:
		number = rd_le16(r);
		if (rd_ok(r))
			tell_type(e, number);
		return true;
	case REVISION:
		high = rd_u8(r);
		low = rd_u8(r);
		if (rd_ok(r))
			emit_fmt(e, FACT_FIRMWARE, SERVER, SURE_SELF, "%u.%03u", high, low);
		return true;
	case PRODUCT:
	case STATUS:
		rd_skip(r, 2);
		return true;
	case SERIAL:
		number = rd_le32(r);
		if (rd_ok(r) && number)
			emit_fmt(e, FACT_SERIAL, SERVER, SURE_SELF, "%08x", number);
		return true;
	case NAME:
		name = rd_sub(r, rd_u8(r));
		if (rd_ok(&name) && !rd_empty(&name))
			emit_text(e, FACT_MODEL, SERVER, SURE_SELF, text_of(name.at, rd_left(&name)));
		return true;
	case STATE:
		rd_skip(r, 1);
		return true;
	default:
		return false;
	}
}

/* One: the value. A list: count 2 | (attribute 2 | status 2 | value)... */
void cip_tell_identity_part(struct emit *e, const struct cip_asks *a, struct rd answer, int slot)
{
	unsigned n;

	if (slot >= 0) /* of some module: which one is said by Get Attributes All */
		return;
	if (a->service != GET_LIST) {
		(void)tell_attribute(e, a->path.attribute, &answer);
		return;
	}
	n = rd_le16(&answer);
	for (unsigned i = 0; i < n && i < ATTRIBUTES_MAX && rd_ok(&answer); i++) {
		unsigned attribute = rd_le16(&answer), status = rd_le16(&answer);

		if (rd_ok(&answer) && status == 0 && !tell_attribute(e, attribute, &answer))
			return;
	}
}
