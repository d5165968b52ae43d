/* SHA-256 as this room uses it (nettle: docs/decisions/020-sha-256-of-the-journal.md). What is hashed is
 * framed, so that no two lists of values give the same bytes: an integer is 8 bytes big-endian, a text its
 * length as an integer and its bytes. */
#ifndef MIMAMORI_STORE_DIGEST_H
#define MIMAMORI_STORE_DIGEST_H

#include <nettle/sha2.h>
#include <stddef.h>
#include <stdint.h>

enum { HASH_BYTES = SHA256_DIGEST_SIZE, HASH_HEX = 2 * HASH_BYTES + 1 };

struct digest {
	struct sha256_ctx sha;
};

static inline void digest_start(struct digest *d) { sha256_init(&d->sha); }
static inline void digest_bytes(struct digest *d, const void *bytes, size_t n)
{
	sha256_update(&d->sha, n, bytes);
}
static inline void digest_end(struct digest *d, unsigned char ret_hash[HASH_BYTES])
{
	sha256_digest(&d->sha, HASH_BYTES, ret_hash);
}

static inline void digest_int(struct digest *d, int64_t v)
{
	unsigned char b[8];

	for (int i = 0; i < 8; i++)
		b[i] = (unsigned char)((uint64_t)v >> (56 - 8 * i));
	sha256_update(&d->sha, sizeof b, b);
}

static inline void digest_text(struct digest *d, const void *bytes, size_t n)
{
	digest_int(d, (int64_t)n);
	sha256_update(&d->sha, n, bytes);
}

static inline void digest_hex(const unsigned char hash[HASH_BYTES], char ret_hex[HASH_HEX])
{
	for (int i = 0; i < HASH_BYTES; i++) {
		ret_hex[2 * i] = "0123456789abcdef"[hash[i] >> 4];
		ret_hex[2 * i + 1] = "0123456789abcdef"[hash[i] & 15];
	}
	ret_hex[HASH_HEX - 1] = '\0';
}

#endif
