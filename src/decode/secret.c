#include "decode/secret.h"
#include "decode/secret-table.h"

#include <nettle/sha2.h>
#include <stddef.h>
#include <string.h>

enum { LONGEST = 128 }; /* no published name or password is longer */

static const char salt[] = "mimamori/defaults/1"; /* as in tools/credentials.py */

static uint64_t tag_of(struct text user, struct text secret)
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx sha;
	uint64_t tag = 0;

	sha256_init(&sha);
	sha256_update(&sha, sizeof salt - 1, (const uint8_t *)salt);
	if (user.n)
		sha256_update(&sha, user.n, (const uint8_t *)user.s);
	sha256_update(&sha, 1, (const uint8_t *)"");
	sha256_update(&sha, secret.n, (const uint8_t *)secret.s);
	sha256_digest(&sha, sizeof digest, digest);
	explicit_bzero(&sha, sizeof sha);
	for (int i = 0; i < 8; i++)
		tag = tag << 8 | digest[i];
	return tag;
}

uint32_t secret_default(struct text user, struct text secret)
{
	uint32_t low = 0, high = secret_row_count;
	uint64_t tag;

	if (secret.n == 0 || secret.n > LONGEST || user.n > LONGEST)
		return 0;
	tag = tag_of(user, secret);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (secret_rows[middle].tag < tag)
			low = middle + 1;
		else
			high = middle;
	}
	return low < secret_row_count && secret_rows[low].tag == tag ? low + 1 : 0;
}

const char *secret_vendor(uint32_t pair, unsigned i)
{
	if (pair == 0 || pair > secret_row_count || i >= secret_rows[pair - 1].count)
		return NULL;
	return secret_makers[secret_maker_ids[secret_rows[pair - 1].first + i]];
}
