/* Files into a ZIP that anything opens: stored, not packed, as what is in it is read by people who check its
 * hashes. In memory, below 4 GB. Inside the room only. */
#ifndef MIMAMORI_SERVE_ZIP_H
#define MIMAMORI_SERVE_ZIP_H

#include "base/out.h"

#include <stdint.h>

struct zip {
	struct out *out;   /* where it goes; its `total` at the beginning must be 0 */
	struct out middle; /* the central directory so far */
	unsigned files;
	uint16_t time, date; /* of all of them, as DOS writes it */
	int error;
};

int zip_begin(struct zip *z, struct out *o, int64_t at,
	      int zone_minutes); /* 0 or -ENOMEM; then zip_end() in any case */
int zip_file(struct zip *z, const char *name, const void *bytes, size_t n); /* 0, -EFBIG, -ENOMEM */
int zip_end(struct zip *z);

#endif
