#include "assess/secret.h"

#include "store/journal.h"

#include <ctype.h>
#include <errno.h>
#include <sodium.h>
#include <string.h>

int secret_make(char ret[SECRET_ROOM])
{
	unsigned char bytes[32];

	if (sodium_init() < 0)
		return -EIO;
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2base64(ret, SECRET_ROOM, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, sizeof bytes);
	return 0;
}

int secret_code(char ret[CODE_ROOM])
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789"; /* 32: no l, o, 0, 1 */
	size_t at = 0;

	if (sodium_init() < 0)
		return -EIO;
	for (int i = 0; i < 24; i++) {
		if (i && i % 4 == 0)
			ret[at++] = '-';
		ret[at++] = letters[randombytes_uniform(32)];
	}
	ret[at] = '\0';
	return 0;
}

void secret_hash(const char *secret, size_t n, char ret_hex[HASH_HEX]) { hash_hex(secret, n, ret_hex); }

void secret_code_hash(const char *code, char ret_hex[HASH_HEX])
{
	char plain[64];
	size_t n = 0;

	for (; *code && n < sizeof plain; code++)
		if (isalnum((unsigned char)*code))
			plain[n++] = (char)tolower((unsigned char)*code);
	hash_hex(plain, n, ret_hex);
	sodium_memzero(plain, sizeof plain);
}

bool secret_in_time(int64_t now, int64_t made, int64_t until)
{
	return now >= made - CLOCK_SLACK && now < until;
}
