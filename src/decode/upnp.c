#include "decode/upnp.h"

#include "decode/words.h"

/* UPnP device types (UPnP Forum standardised DCPs) and what they say about the thing. */
static const struct {
	const char *word, *kind, *role;
	uint8_t confidence;
} types[] = {
	{":device:internetgatewaydevice:", "router", "gateway", 85},
	{":device:wlanaccesspointdevice:", "wifi-ap", "access-point", 80},
	{":device:digitalsecuritycamera:", "camera", NULL, 90},
	{":device:printer:", "printer", NULL, 90},
	{":device:scanner:", "printer", NULL, 60},
	{":device:hvac_system:", "actuator", NULL, 60},
	{":device:binarylight:", "actuator", NULL, 70},
	{":device:dimmablelight:", "actuator", NULL, 70},
	{":device:solarprotectionblind:", "actuator", NULL, 70},
	{":device:sensormanagement:", "sensor", NULL, 60},
	{":device:mediarenderer:", "appliance", NULL, 40},
	{":device:controllee:", "actuator", NULL, 60}, /* Belkin WeMo switches */
	{":device:sensor:", "sensor", NULL, 60},
	{":device:bridge:", "iot-gateway", NULL, 50},
};

void upnp_type(struct emit *e, enum about about, struct text type)
{
	ssize_t at = words_find(type, ":device:");

	if (at < 0) /* most are services */
		return;
	type = words_from(type, (size_t)at); /* all begin with that */
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (!words_has(type, types[i].word))
			continue;
		emit_str(e, FACT_KIND, about, types[i].confidence, types[i].kind);
		if (types[i].role)
			emit_str(e, FACT_ROLE, about, types[i].confidence, types[i].role);
		return;
	}
}

/* Elements by exact name; needs: the row (bit) that must have come before, so that a stray <Model> of any XML
 * is nothing. */
enum { DEVICE_TYPE, MANUFACTURER };
static const struct {
	const char *element;
	enum fact_kind kind;
	int needs;
} elements[] = {
	[DEVICE_TYPE] = {"deviceType", FACT_SERVICE_TYPE, -1},
	[MANUFACTURER] = {"Manufacturer", FACT_MAKER, -1}, /* ONVIF GetDeviceInformationResponse */
	{"friendlyName", FACT_DESCRIPTION, DEVICE_TYPE},
	{"manufacturer", FACT_MAKER, DEVICE_TYPE},
	{"modelName", FACT_MODEL, DEVICE_TYPE},
	{"modelNumber", FACT_HARDWARE, DEVICE_TYPE},
	{"serialNumber", FACT_SERIAL, DEVICE_TYPE},
	{"firmwareVersion", FACT_FIRMWARE, DEVICE_TYPE},
	{"Model", FACT_MODEL, MANUFACTURER},
	{"FirmwareVersion", FACT_FIRMWARE, MANUFACTURER},
	{"SerialNumber", FACT_SERIAL, MANUFACTURER},
	{"HardwareId", FACT_HARDWARE, MANUFACTURER},
};

void upnp_element(struct emit *e, uint32_t *seen, struct text element, struct text value)
{
	for (unsigned i = 0; i < sizeof elements / sizeof elements[0]; i++) {
		bool ready = elements[i].needs < 0 || *seen >> elements[i].needs & 1;

		if (*seen >> i & 1 || !ready || element.n != strlen(elements[i].element) ||
		    memcmp(element.s, elements[i].element, element.n) != 0)
			continue;
		*seen |= 1u << i;
		if (i == DEVICE_TYPE && !words_start(value, "urn:"))
			continue;
		emit_text(e, elements[i].kind, SENDER, 90, value);
		if (i == DEVICE_TYPE)
			upnp_type(e, SENDER, value);
	}
}
