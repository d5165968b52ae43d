/* Mixing for tables inside this process. Not for secrets, not stable between versions: never written to a
 * file. */
#ifndef MIMAMORI_BASE_HASH_H
#define MIMAMORI_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t hash_mix(uint64_t x)
{
	x ^= x >> 32;
	x *= 0xd6e8feb86659fd93u;
	x ^= x >> 32;
	x *= 0xd6e8feb86659fd93u;
	return x ^ x >> 32;
}

/* Two words at once, folded through their wide product. */
static inline uint64_t hash_fold(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide p = (wide)a * b;

	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static inline uint64_t hash_two(uint64_t a, uint64_t b)
{
	return hash_mix(a ^ hash_mix(b + 0x9e3779b97f4a7c15u));
}

static inline uint64_t hash_bytes(const void *bytes, size_t n, uint64_t seed)
{
	const uint8_t *p = bytes;
	uint64_t h = seed ^ (n * 0x9e3779b97f4a7c15u), v;

	for (; n >= 8; p += 8, n -= 8) {
		memcpy(&v, p, 8);
		h = hash_mix(h ^ v);
	}
	if (n) {
		v = 0;
		memcpy(&v, p, n);
		h = hash_mix(h ^ v);
	}
	return h;
}

#endif
