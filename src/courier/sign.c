#include "courier/courier.h"

#include <nettle/hmac.h>
#include <string.h>

void sign_body(const char *key, const char *seconds, const char *body, char ret[SIGNATURE_TEXT])
{
	static const char hex[] = "0123456789abcdef";
	uint8_t hash[SHA256_DIGEST_SIZE];
	struct hmac_sha256_ctx h;

	hmac_sha256_set_key(&h, strlen(key), (const uint8_t *)key);
	hmac_sha256_update(&h, strlen(seconds), (const uint8_t *)seconds);
	hmac_sha256_update(&h, 1, (const uint8_t *)".");
	hmac_sha256_update(&h, strlen(body), (const uint8_t *)body);
	hmac_sha256_digest(&h, sizeof hash, hash);
	memcpy(ret, "v1=", 3);
	for (size_t i = 0; i < sizeof hash; i++) {
		ret[3 + 2 * i] = hex[hash[i] >> 4];
		ret[4 + 2 * i] = hex[hash[i] & 15];
	}
	ret[SIGNATURE_TEXT - 1] = '\0';
}
