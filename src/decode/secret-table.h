/* The table of published defaults as the build makes it (tools/credentials.py): rows ascending by tag. Used
 * by secret.c only. */
#ifndef MIMAMORI_DECODE_SECRET_TABLE_H
#define MIMAMORI_DECODE_SECRET_TABLE_H

#include <stdint.h>

struct secret_row {
	uint64_t tag;   /* first 8 bytes of SHA-256 of salt, user, NUL, password, big-endian */
	uint32_t first; /* in secret_maker_ids */
	uint32_t count;
};

extern const char *const secret_makers[];
extern const uint16_t secret_maker_ids[];
extern const struct secret_row secret_rows[];
extern const uint32_t secret_row_count;

#endif
