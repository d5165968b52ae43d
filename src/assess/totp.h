/* One-time codes of an authenticator app: RFC 6238, SHA-1, six digits, 30 seconds, one step of either side
 * taken (its 5.2), by liboath. A step whose code was used, and every one before it, is used up: the number is
 * in the journal (signed-in), so that it stays used after a restart and with the clock set back. */
#ifndef MIMAMORI_ASSESS_TOTP_H
#define MIMAMORI_ASSESS_TOTP_H

#include <stddef.h>
#include <stdint.h>

enum { TOTP_SECRET = 20 /* bytes, RFC 4226 4 */, TOTP_STEP = 30 /* seconds */, TOTP_URI = 520 };

int totp_secret(unsigned char ret[TOTP_SECRET]); /* a new one; 0 or -EIO */
/* otpauth:// as authenticator apps read it, and the secret in base32 for typing. 0 or -ENOMEM. */
int totp_uri(const unsigned char secret[TOTP_SECRET], const char *site, const char *login, char ret[TOTP_URI],
	     char ret_base32[40]);
/* The step the code belongs to; 0: it fits none after `used`. now: us. */
int64_t totp_check(const unsigned char secret[TOTP_SECRET], const char *code, int64_t now, int64_t used);

#endif
