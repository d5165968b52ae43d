#include "decode/hart.h"

/* Makers by the FieldComm Group's number, compared with icsnpp-hart-ip's enumeration. */
static const struct {
	uint16_t number;
	const char *name;
} makers[] = {
	{0x11, "Endress+Hauser"}, {0x12, "ABB"},      {0x13, "Fisher Controls"}, {0x14, "Schneider Electric"},
	{0x15, "Fuji Electric"},  {0x16, "ABB"},      {0x17, "Honeywell"},       {0x26, "Rosemount"},
	{0x2a, "Siemens"},        {0x2c, "Toshiba"},  {0x2e, "Rosemount"},       {0x30, "Flowserve"},
	{0x36, "Azbil"},          {0x37, "Yokogawa"}, {0x42, "Samson"},          {0x45, "KROHNE"},
	{0x56, "Magnetrol"},
};

const char *hart_maker(unsigned number)
{
	for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++)
		if (makers[i].number == number)
			return makers[i].name;
	return NULL;
}

/* Letters from @ to _, then blank to ? */
bool hart_packed(struct rd r, char out[HART_TAG])
{
	size_t n = 0;

	if (rd_left(&r) < 6)
		return false;
	while (n < HART_TAG) {
		uint32_t three = rd_be24(&r);

		for (int shift = 18; shift >= 0; shift -= 6) {
			unsigned six = three >> shift & 0x3f;

			out[n++] = (char)(six < 32 ? six + 64 : six);
		}
	}
	return true;
}
