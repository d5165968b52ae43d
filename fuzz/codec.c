/* The codec over any bytes: what unpacks packs to the same bytes again, and nothing else is accepted. */
#include "fact/fact.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static uint8_t again[FACT_PACKED_MAX];
	struct rd in = rd_of(bytes, n);
	struct fact f;

	for (;;) {
		const uint8_t *from = in.at;
		size_t used;

		if (!fact_unpack(&in, &f)) {
			if (in.at != from)
				abort(); /* a refused fact moves nothing */
			return 0;
		}
		used = (size_t)(in.at - from);
		if (fact_pack(&f, again, sizeof again) != used || memcmp(again, from, used) != 0)
			abort();
	}
}
