/* Who devices are, as they announce it: and makers by the number that a BACnet device announces (ASHRAE's public list of vendor identifiers): those of big
 * buildings in Japan and elsewhere. Numbers compared with Wireshark's table. */
#include "decode/bacnet.h"

#include <stdlib.h>

static const struct maker {
	uint16_t number;
	const char *name;
} makers[] = {
	{2, "Trane"},
	{3, "Daikin Applied"},
	{5, "Johnson Controls"},
	{7, "Siemens"},
	{8, "Delta Controls"},
	{9, "Siemens"},
	{10, "Schneider Electric"},
	{16, "Carrier"},
	{17, "Honeywell"},
	{18, "Alerton"},
	{22, "Siemens"},
	{24, "Automated Logic"},
	{28, "KMC Controls"},
	{35, "Reliable Controls"},
	{36, "Tridium"},
	{53, "Daikin Industries"},
	{80, "Sauter"},
	{82, "Mitsubishi Electric"},
	{83, "Mitsubishi Heavy Industries"},
	{85, "Azbil (Yamatake)"},
	{90, "Hitachi"},
	{92, "Mitsubishi Electric"},
	{98, "Toshiba"},
	{99, "Mitsubishi Electric"},
	{112, "Fujitsu"},
	{127, "ABB"},
	{129, "Toshiba Carrier"},
	{144, "Fujitsu General"},
	{173, "Mitsubishi Electric Building Solutions"},
	{178, "LOYTEC"},
	{196, "Yokogawa Electric"},
	{222, "WAGO"},
	{226, "Phoenix Contact"},
	{245, "Contemporary Controls"},
	{284, "BELIMO"},
	{313, "Siemens"},
	{335, "Schneider Electric"},
	{364, "Distech Controls"},
	{399, "Toshiba Lighting & Technology"},
	{415, "Beckhoff"},
	{434, "Mitsubishi Electric"},
	{435, "Delta Electronics"},
	{450, "Hitachi"},
	{647, "Toshiba Elevator and Building Systems"},
	{700, "Fuji Electric"},
	{947, "OMRON Social Solutions"},
	{1141, "Hitachi-Johnson Controls"},
	{1426, "Mitsubishi Electric"},
};

static int by_number(const void *key, const void *row)
{
	return (int)*(const uint32_t *)key - (int)((const struct maker *)row)->number;
}

static const char *maker_of(uint32_t number)
{
	const struct maker *m = number > UINT16_MAX
					? NULL
					: bsearch(&number, makers, sizeof makers / sizeof makers[0],
						  sizeof makers[0], by_number);

	return m ? m->name : NULL;
}

/* object | longest message | segmentation | vendor (16.10) */
void bacnet_hear_i_am(struct emit *e, const char *source, struct rd r)
{
	enum { TAG_UNSIGNED = 2, TAG_OBJECT = 12, DEVICE = 8 };
	struct bacnet_tag object, tag, vendor;
	const char *maker;

	uint32_t number;

	if (!bacnet_next(&r, &object) || object.context || object.number != TAG_OBJECT ||
	    bacnet_number(object.value) >> 22 != DEVICE || !bacnet_next(&r, &tag) || !bacnet_next(&r, &tag) ||
	    !bacnet_next(&r, &vendor) || vendor.number != TAG_UNSIGNED)
		return;
	number = bacnet_number(object.value) & 0x3fffff;
	if (*source) {
		emit_fmt(e, FACT_PROPERTY, SENDER, 80, "bacnet-behind=%sdevice:%u", source, number);
		return;
	}
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "bacnet-device=%u", number);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "bacnet-vendor=%u", bacnet_number(vendor.value));
	maker = maker_of(bacnet_number(vendor.value));
	if (maker)
		emit_str(e, FACT_MAKER, SENDER, 70, maker);
}

/* device | object | its name (16.9) */
void bacnet_hear_i_have(struct emit *e, const char *source, struct rd r)
{
	enum { TAG_STRING = 7, DEVICE = 8 };
	struct bacnet_tag device, object, name;
	char room[BACNET_TEXT];
	struct text text;

	if (!bacnet_next(&r, &device) || !bacnet_next(&r, &object) || !bacnet_next(&r, &name) ||
	    name.context || name.number != TAG_STRING || bacnet_number(object.value) >> 22 != DEVICE)
		return;
	text = bacnet_string(name.value, room);
	if (!text.n)
		return;
	if (*source)
		emit_fmt(e, FACT_PROPERTY, SENDER, 80, "bacnet-behind=%s%.*s", source,
			 (int)(text.n < 64 ? text.n : 64), text.s);
	else
		emit_text(e, FACT_NAME, SENDER, 90, text);
}
