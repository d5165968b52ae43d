/* UUIDs of version 5: RFC 9562, section 5.5. OSCAL's schema takes versions 4 and 5 alone. */
#include "report/oscal_parts.h"

#include <sha1.h>
#include <stdio.h>
#include <string.h>

/* Drawn once, at random, for this program. */
const struct uuid oscal_space = {
	{0xaf, 0x46, 0xe4, 0xde, 0x31, 0x5a, 0x4d, 0x01, 0x8f, 0x75, 0xb3, 0x60, 0xbc, 0xdf, 0x11, 0x54}};

struct uuid uuid_of(const struct uuid *space, const char *name)
{
	unsigned char hash[SHA1_DIGEST_LENGTH];
	struct uuid u;
	SHA1_CTX c;

	SHA1Init(&c);
	SHA1Update(&c, space->bytes, sizeof space->bytes);
	SHA1Update(&c, (const unsigned char *)name, strlen(name));
	SHA1Final(hash, &c);
	memcpy(u.bytes, hash, sizeof u.bytes);
	u.bytes[6] = (unsigned char)((u.bytes[6] & 0x0f) | 0x50); /* version */
	u.bytes[8] = (unsigned char)((u.bytes[8] & 0x3f) | 0x80); /* variant */
	return u;
}

char *uuid_text(const struct uuid *u, char to[UUID_TEXT])
{
	char *at = to;

	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*at++ = '-';
		*at++ = "0123456789abcdef"[u->bytes[i] >> 4];
		*at++ = "0123456789abcdef"[u->bytes[i] & 15];
	}
	*at = '\0';
	return to;
}
