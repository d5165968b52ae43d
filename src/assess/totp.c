#include "assess/totp.h"

#include <errno.h>
#include <liboath/oath.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 6 };

int totp_secret(unsigned char ret[TOTP_SECRET])
{
	if (sodium_init() < 0)
		return -EIO;
	randombytes_buf(ret, TOTP_SECRET);
	return 0;
}

/* Of a part of a URI: RFC 3986 2.3. */
static void escaped(const char *s, char *to, size_t room)
{
	size_t n = 0;

	for (; *s && n + 4 < room; s++) {
		unsigned char c = (unsigned char)*s;
		bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
			     strchr("-._~", c);

		n += (size_t)snprintf(to + n, room - n, plain ? "%c" : "%%%02X", c);
	}
	to[n] = '\0';
}

int totp_uri(const unsigned char secret[TOTP_SECRET], const char *site, const char *login, char ret[TOTP_URI],
	     char ret_base32[40])
{
	char *base32 = NULL, from[150], who[120];
	size_t n = 0;

	if (oath_base32_encode((const char *)secret, TOTP_SECRET, &base32, &n) != OATH_OK)
		return -ENOMEM;
	snprintf(ret_base32, 40, "%s", base32);
	sodium_memzero(base32, n);
	free(base32);
	escaped(site, from, sizeof from);
	escaped(login, who, sizeof who);
	snprintf(ret, TOTP_URI, "otpauth://totp/%s:%s?secret=%s&issuer=%s", from, who, ret_base32, from);
	return 0;
}

int64_t totp_check(const unsigned char secret[TOTP_SECRET], const char *code, int64_t now, int64_t used)
{
	int64_t step = now / 1000000 / TOTP_STEP, found = 0;
	char want[DIGITS + 2];

	if (strlen(code) != DIGITS || oath_init() != OATH_OK)
		return 0;
	for (int64_t s = step - 1; s <= step + 1; s++)
		if (s > used &&
		    oath_totp_generate((const char *)secret, TOTP_SECRET, (time_t)(s * TOTP_STEP), TOTP_STEP,
				       0, DIGITS, want) == OATH_OK &&
		    sodium_memcmp(want, code, DIGITS) == 0 && !found)
			found = s;
	sodium_memzero(want, sizeof want);
	return found;
}
