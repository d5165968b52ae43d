#include "assess/password.h"

#include <ctype.h>
#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <strings.h>

enum { PASSES = 2, MEMORY = 19 << 20 };

/* What is tried first everywhere, of those that are long enough; and what stands on this box. */
static const char *const known[] = {"123456789012",
				    "1234567890123",
				    "12345678901234",
				    "123123123123",
				    "111222333444",
				    "password1234",
				    "password12345",
				    "passwordpassword",
				    "passw0rd1234",
				    "p@ssw0rd1234",
				    "adminadmin12",
				    "administrator",
				    "administrator1",
				    "administrator123",
				    "admin1234567",
				    "qwertyuiop12",
				    "qwertyuiop123",
				    "qwerty123456",
				    "1q2w3e4r5t6y",
				    "1qaz2wsx3edc",
				    "zaq12wsxcde3",
				    "q1w2e3r4t5y6",
				    "iloveyou1234",
				    "letmein12345",
				    "welcome12345",
				    "changeme1234",
				    "changemechangeme",
				    "mimamori1234",
				    "mimamorimimamori",
				    "mimamori2026",
				    "correcthorsebatterystaple",
				    "sysadmin1234",
				    "operator1234",
				    "supervisor123",
				    "maintenance1",
				    "maintenance123",
				    "factory12345",
				    "kojokojokojo",
				    "abcdefghijkl",
				    "abcd12345678",
				    "asdfghjkl123",
				    "sunshine1234",
				    "dragon123456",
				    "monkey123456",
				    "football1234",
				    NULL};

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* One step again and again: aaaa, 1234, 9876. */
static bool monotonous(const char *s)
{
	int step = s[1] - s[0];

	for (size_t i = 1; s[i]; i++)
		if (s[i] - s[i - 1] != step)
			return false;
	return step >= -1 && step <= 1;
}

/* Two or three characters, repeated to the end: abababab. */
static bool repeats(const char *s)
{
	size_t n = strlen(s);

	for (size_t period = 2; period <= 4; period++) {
		size_t i = period;

		while (i < n && s[i] == s[i - period])
			i++;
		if (i == n)
			return true;
	}
	return false;
}

static bool is_known(const char *password, const char *login)
{
	size_t n = login ? strlen(login) : 0;

	for (const char *const *k = known; *k; k++)
		if (strcasecmp(*k, password) == 0)
			return true;
	return monotonous(password) || repeats(password) ||
	       (n >= 3 && strncasecmp(password, login, n) == 0 && strlen(password) < n + 6);
}

int password_allowed(const char *password, const char *login, struct err *e)
{
	if (characters(password) < PASSWORD_LEAST)
		return err_set(e, -EINVAL, "password", "password-short", "%d", PASSWORD_LEAST);
	if (strlen(password) > PASSWORD_MOST)
		return err_set(e, -EINVAL, "password", "password-long", "%d", PASSWORD_MOST);
	if (is_known(password, login))
		return err_set(e, -EINVAL, "password", "password-known", "%s", "");
	return 0;
}

int password_hash(const char *password, char ret[PASSWORD_HASH])
{
	if (sodium_init() < 0)
		return -EIO;
	return crypto_pwhash_str_alg(ret, password, strlen(password), PASSES, MEMORY,
				     crypto_pwhash_ALG_ARGON2ID13) == 0
		       ? 0
		       : -ENOMEM;
}

bool password_fits(const char *hash, const char *password)
{
	/* Of 32 random bytes that were thrown away, with the same cost. */
	static char nobody[PASSWORD_HASH];
	unsigned char random[32];
	char text[65];
	bool there = hash && *hash;

	if (sodium_init() < 0)
		return false;
	if (!there && !*nobody) {
		randombytes_buf(random, sizeof random);
		sodium_bin2hex(text, sizeof text, random, sizeof random);
		if (password_hash(text, nobody) < 0)
			return false;
	}
	return crypto_pwhash_str_verify(there ? hash : nobody, password, strlen(password)) == 0 && there;
}
