#include "decode/pnio.h"

/* 002a and 00b0 are proved by the corpus (their devices say Siemens and Phoenix Contact), the others are from
 * memory of GSD files, not proved: they are told with less confidence. */
static const struct {
	uint16_t number;
	uint8_t confidence;
	const char *maker;
} vendors[] = {
	{0x002a, 90, "Siemens"},  {0x00b0, 90, "Phoenix Contact"},
	{0x0101, 60, "SICK"},     {0x010a, 60, "SEW-EURODRIVE"},
	{0x011d, 60, "WAGO"},     {0x011e, 60, "Hilscher"},
	{0x0120, 60, "Beckhoff"}, {0x012f, 60, "Murrelektronik"},
	{0x0136, 60, "ifm"},      {0x013d, 60, "Turck"},
	{0x014d, 60, "Festo"},    {0x0378, 60, "Balluff"},
};

void pnio_tell_maker(struct emit *e, enum about about, unsigned vendor, unsigned device)
{
	emit_fmt(e, FACT_PROPERTY, about, 90, "profinet-id=%04x:%04x", vendor, device);
	for (size_t i = 0; i < sizeof vendors / sizeof *vendors; i++)
		if (vendors[i].number == vendor)
			emit_str(e, FACT_MAKER, about, vendors[i].confidence, vendors[i].maker);
}
