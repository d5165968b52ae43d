/* A sink for harnesses: every fact is packed, unpacked and compared, and each text of it is cleaned: what a
 * decoder says must cross to core as it was said. */
#ifndef MIMAMORI_FUZZ_FACTS_H
#define MIMAMORI_FUZZ_FACTS_H

#include "decode/stack.h"

#include <stdlib.h>

static inline void same_text(struct text a, struct text b)
{
	char clean[TEXT_ROOM];

	if (a.n != b.n || (a.n && memcmp(a.s, b.s, a.n) != 0))
		abort();
	text_clean(a, clean);
}

static inline void fact_crosses(void *ctx, const struct fact *f)
{
	static uint8_t packed[FACT_PACKED_MAX];
	size_t n = fact_pack(f, packed, sizeof packed);
	struct rd in = rd_of(packed, n);
	struct fact back;

	(void)ctx;
	if (f->kind >= FACT_COUNT || f->source >= PROTO_COUNT || f->confidence > 100)
		abort();
	if (n == 0 || !fact_unpack(&in, &back) || !rd_empty(&in))
		abort();
	if (back.kind != f->kind || back.when != f->when ||
	    memcmp(&back.about, &f->about, sizeof back.about) != 0 ||
	    memcmp(back.num, f->num, sizeof back.num) != 0)
		abort();
	same_text(back.value, f->value);
	same_text(back.other, f->other);
}

#endif
