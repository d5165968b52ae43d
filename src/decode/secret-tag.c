/* SipHash-2-4 (Aumasson, Bernstein 2012) under a random key of this process. */
#include "decode/secret.h"

#include <string.h>
#include <sys/random.h>

static uint64_t rotl(uint64_t x, int b) { return x << b | x >> (64 - b); }

static void rounds(uint64_t v[4], int n)
{
	while (n--) {
		v[0] += v[1];
		v[2] += v[3];
		v[1] = rotl(v[1], 13) ^ v[0];
		v[3] = rotl(v[3], 16) ^ v[2];
		v[0] = rotl(v[0], 32);
		v[2] += v[1];
		v[0] += v[3];
		v[1] = rotl(v[1], 17) ^ v[2];
		v[3] = rotl(v[3], 21) ^ v[0];
		v[2] = rotl(v[2], 32);
	}
}

static const uint64_t *process_key(void)
{
	static uint64_t key[2];
	static bool ready;

	if (!ready) {
		if (getrandom(key, sizeof key, 0) != (ssize_t)sizeof key)
			key[0] = (uint64_t)(uintptr_t)&key; /* address layout: better than nothing, never
							       stored */
		ready = true;
	}
	return key;
}

uint64_t secret_tag(struct text secret)
{
	const uint64_t *k = process_key();
	uint64_t v[4] = {k[0] ^ 0x736f6d6570736575u, k[1] ^ 0x646f72616e646f6du, k[0] ^ 0x6c7967656e657261u,
			 k[1] ^ 0x7465646279746573u};
	uint64_t m = 0, tag;
	size_t i, n = secret.n;

	for (i = 0; i + 8 <= n; i += 8) {
		memcpy(&m, secret.s + i, 8);
		v[3] ^= m;
		rounds(v, 2);
		v[0] ^= m;
	}
	m = 0;
	if (n > i)
		memcpy(&m, secret.s + i, n - i);
	m |= (uint64_t)n << 56;
	v[3] ^= m;
	rounds(v, 2);
	v[0] ^= m;
	v[2] ^= 0xff;
	rounds(v, 4);
	tag = v[0] ^ v[1] ^ v[2] ^ v[3];
	return tag ? tag : 1;
}
