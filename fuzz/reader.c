/* The capture room over any bytes: what comes at once and what comes in pieces must be the same frames, every
 * byte of a frame can be read, and reading ends. */
#include "base/hash.h"
#include "capture/input.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { BATCH = 32, FRAMES = 50000 }; /* a few kilobytes can unpack to millions of empty frames */

struct told {
	uint64_t frames, hash;
	bool truncated, opened;
};

static struct told read_all(const uint8_t *bytes, size_t n, bool flowing)
{
	struct told t = {0};
	struct frame frames[BATCH];
	struct capture *c = NULL;
	unsigned got;

	if (capture_open_bytes(rd_of(bytes, n), flowing, NULL, &c) < 0)
		return t;
	t.opened = true;
	while (t.frames < FRAMES && (got = capture_next(c, frames, BATCH))) {
		if (got > BATCH)
			abort();
		for (unsigned i = 0; i < got && t.frames < FRAMES; i++) {
			const struct frame *f = &frames[i];

			t.hash = hash_bytes(f->bytes, f->captured,
					    t.hash ^ (uint64_t)f->when ^ f->wire ^ f->link);
			if (f->at.n < ++t.frames || f->captured > FRAME_BYTES_BUS)
				abort();
		}
	}
	t.truncated = t.frames < FRAMES && capture_file(c, 0)->truncated;
	capture_free(c);
	return t;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct told once = read_all(bytes, n, false), pieces = read_all(bytes, n, true);

	if (once.opened != pieces.opened || once.frames != pieces.frames || once.hash != pieces.hash ||
	    once.truncated != pieces.truncated)
		abort();
	return 0;
}
