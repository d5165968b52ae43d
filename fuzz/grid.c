/* Tables from anywhere: what mimamori-unpack might say (first byte odd), and CSV text. */
#include "ingest/grid_parts.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct err e = {0};
	struct grid g;
	struct rd r = rd_of(bytes, n);
	bool said = rd_u8(&r) & 1;
	int code;

	if (grid_begin(&g) < 0)
		return 0;
	code = said ? grid_of_unpacked(&r, "fuzz", &g, &e)
		    : grid_of_csv((const char *)r.at, rd_left(&r), "fuzz", &g, &e);
	if (code < 0 && !*e.key)
		abort();
	for (size_t i = 0; code == 0 && i < g.count; i++)
		for (unsigned k = 0; k < g.rows[i].cells; k++) {
			const char *text = grid_text(&g, i, k);

			if (strlen(text) > GRID_TEXT_MAX || !text_is_utf8(text_z(text)))
				abort();
		}
	grid_clear(&g);
	return 0;
}
