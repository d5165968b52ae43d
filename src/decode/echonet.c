#include "decode/echonet.h"

static const struct {
	uint32_t code;
	const char *name;
} makers[] = {
	{0x000001, "Hitachi"},
	{0x000005, "Sharp"},
	{0x000006, "Mitsubishi Electric"},
	{0x000008, "Daikin"},
	{0x00000b, "Panasonic"},
	{0x000016, "Toshiba"},
	{0x000017, "Carrier Japan"},
	{0x000022, "Hitachi Global Life Solutions"},
	{0x000069, "Toshiba Lifestyle"},
	{0x00008a, "Fujitsu General"},
	{0x0000cc, "Hitachi-Johnson Controls"},
};

static const struct {
	uint16_t class;
	const char *word, *kind;
} classes[] = {
	{0x0007, "human-detection-sensor", "sensor"},
	{0x000d, "illuminance-sensor", "sensor"},
	{0x0011, "temperature-sensor", "sensor"},
	{0x0012, "humidity-sensor", "sensor"},
	{0x001b, "co2-sensor", "sensor"},
	{0x0022, "electric-energy-sensor", "sensor"},
	{0x0023, "current-sensor", "sensor"},
	{0x0029, "open-close-sensor", "sensor"},
	{0x002d, "air-pressure-sensor", "sensor"},
	{0x0130, "air-conditioner", "appliance"},
	{0x0133, "ventilation-fan", "appliance"},
	{0x0135, "air-cleaner", "appliance"},
	{0x0260, "shade", "actuator"},
	{0x026b, "electric-water-heater", "appliance"},
	{0x026f, "electric-lock", "actuator"},
	{0x0279, "solar-power", NULL},
	{0x027b, "floor-heater", "appliance"},
	{0x027c, "fuel-cell", NULL},
	{0x027d, "storage-battery", NULL},
	{0x027e, "ev-charger-discharger", NULL},
	{0x0280, "watt-hour-meter", "sensor"},
	{0x0281, "water-flow-meter", "sensor"},
	{0x0282, "gas-meter", "sensor"},
	{0x0287, "distribution-panel-metering", "sensor"},
	{0x0288, "smart-meter", "sensor"},
	{0x028d, "sub-smart-meter", "sensor"},
	{0x0290, "lighting", "actuator"},
	{0x0291, "mono-lighting", "actuator"},
	{0x02a1, "ev-charger", NULL},
	{0x02a3, "lighting-system", "actuator"},
	{0x02a5, "multi-input-pcs", NULL},
	{0x02a6, "hybrid-water-heater", "appliance"},
	{0x03b7, "refrigerator", "appliance"},
	{0x05fd, "switch", "actuator"},
	{0x05ff, "controller", "iot-gateway"},
	{0x0602, "television", "appliance"},
};

/* Properties that may be below zero: temperatures and flows of energy. Those of the refrigerator and of the charger of
 * vehicles are from memory of the appendix. */
static const struct {
	uint16_t class;
	uint8_t property;
} below_zero[] = {{0x0011, 0xe0}, {0x0130, 0xbb}, {0x0130, 0xbe}, {0x0287, 0xc6}, {0x0288, 0xe7},
		  {0x027d, 0xd3}, {0x027e, 0xd3}, {0x03b7, 0xd1}, {0x03b7, 0xd2}, {0x03b7, 0xd3},
		  {0x03b7, 0xd4}, {0x03b7, 0xe2}, {0x03b7, 0xe3}, {0x03b7, 0xe4}, {0x03b7, 0xe5}};

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

const char *echonet_maker(uint32_t code)
{
	for (size_t i = 0; i < COUNT(makers); i++)
		if (makers[i].code == code)
			return makers[i].name;
	return NULL;
}

const char *echonet_class(unsigned class)
{
	for (size_t i = 0; i < COUNT(classes); i++)
		if (classes[i].class == class)
			return classes[i].word;
	return NULL;
}

const char *echonet_kind(unsigned class)
{
	for (size_t i = 0; i < COUNT(classes); i++)
		if (classes[i].class == class)
			return classes[i].kind;
	return NULL;
}

bool echonet_is_signed(unsigned class, unsigned property)
{
	for (size_t i = 0; i < COUNT(below_zero); i++)
		if (below_zero[i].class == class && below_zero[i].property == property)
			return true;
	return false;
}

bool echonet_is_two_currents(unsigned class, unsigned property)
{
	return (class == 0x0288 && property == 0xe8) || (class == 0x0287 && property == 0xc7);
}

static size_t put(char out[ECHONET_MAP], size_t n, unsigned property)
{
	static const char digits[] = "0123456789abcdef";

	if (n + 4 > ECHONET_MAP)
		return n;
	if (n)
		out[n++] = ' ';
	out[n++] = digits[property >> 4];
	out[n++] = digits[property & 15];
	out[n] = '\0';
	return n;
}

/* count 1, then below 16 the properties themselves, else 16 bytes: bit b of byte i is property (8 + b) * 16 +
 * i. */
size_t echonet_map(struct rd edt, char out[ECHONET_MAP])
{
	unsigned count = rd_u8(&edt);
	size_t n = 0;

	out[0] = '\0';
	if (rd_left(&edt) != (count < 16 ? count : 16))
		return 0;
	if (count < 16) {
		while (!rd_empty(&edt))
			n = put(out, n, rd_u8(&edt));
		return n;
	}
	for (unsigned property = 0x80; property <= 0xff; property++)
		if (edt.at[property & 15] >> (property / 16 - 8) & 1)
			n = put(out, n, property);
	return n;
}
