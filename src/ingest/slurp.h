/* A whole small file in memory. -EFBIG when it is larger than max, -EISDIR for a folder, else the negative
 * errno. */
#ifndef MIMAMORI_INGEST_SLURP_H
#define MIMAMORI_INGEST_SLURP_H

#include <stddef.h>

int slurp(const char *path, size_t max, char **ret_bytes, size_t *ret_n); /* the caller frees */

#endif
