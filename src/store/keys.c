#include "store/keys.h"

#include "store/files.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "mimamori-site-key-1 "

enum { SEED = crypto_sign_SEEDBYTES, FILE_MAX = 256 };

static int of_text(const char *text, struct site_key *ret)
{
	unsigned char seed[SEED];
	size_t n = 0, head = strlen(HEAD);
	int r = -EINVAL;

	if (strncmp(text, HEAD, head) == 0 &&
	    sodium_hex2bin(seed, SEED, text + head, strlen(text + head), "\n", &n, NULL) == 0 && n == SEED) {
		crypto_sign_seed_keypair(ret->public_key, ret->secret, seed);
		r = 0;
	}
	sodium_memzero(seed, sizeof seed);
	return r;
}

static char *path_of(const char *site)
{
	char *path = NULL;

	return asprintf(&path, "%s.key", site) < 0 ? NULL : path;
}

int key_load(const char *site, struct site_key *ret)
{
	char *path = path_of(site), *text = NULL;
	size_t n = 0;
	int r = path ? file_read(path, FILE_MAX, &text, &n) : -ENOMEM;

	if (r == 0)
		r = sodium_init() < 0 ? -EIO : of_text(text, ret);
	if (text)
		sodium_memzero(text, n);
	free(text);
	free(path);
	return r == -EFBIG ? -EINVAL : r;
}

static int make(const char *site)
{
	char *path = path_of(site), text[sizeof HEAD + 2 * SEED + 2], hex[2 * SEED + 1];
	unsigned char seed[SEED];
	int r;

	if (!path || sodium_init() < 0) {
		free(path);
		return -ENOMEM;
	}
	randombytes_buf(seed, sizeof seed);
	sodium_bin2hex(hex, sizeof hex, seed, SEED);
	snprintf(text, sizeof text, HEAD "%s\n", hex);
	r = file_new(path, text, strlen(text), 0600) < 0 ? -errno : 0;
	sodium_memzero(seed, sizeof seed);
	sodium_memzero(hex, sizeof hex);
	sodium_memzero(text, sizeof text);
	free(path);
	return r;
}

int key_make(const char *site, struct site_key *ret)
{
	int r = key_load(site, ret);

	if (r == -ENOENT && ((r = make(site)) == 0 || r == -EEXIST))
		r = key_load(site, ret);
	return r;
}

void key_forget(struct site_key *k) { sodium_memzero(k, sizeof *k); }

void key_sign(const struct site_key *k, const void *bytes, size_t n, unsigned char ret[SIGNATURE_BYTES])
{
	crypto_sign_detached(ret, NULL, bytes, n, k->secret);
}

bool key_signed(const unsigned char public_key[PUBLIC_BYTES], const void *bytes, size_t n,
		const unsigned char signature[SIGNATURE_BYTES])
{
	return sodium_init() >= 0 && crypto_sign_verify_detached(signature, bytes, n, public_key) == 0;
}

void key_hex(const unsigned char public_key[PUBLIC_BYTES], char ret[PUBLIC_HEX])
{
	sodium_bin2hex(ret, PUBLIC_HEX, public_key, PUBLIC_BYTES);
}

bool key_of_hex(const char *hex, unsigned char ret[PUBLIC_BYTES])
{
	size_t n = 0;

	return sodium_hex2bin(ret, PUBLIC_BYTES, hex, strlen(hex), NULL, &n, NULL) == 0 && n == PUBLIC_BYTES;
}

void key_random(void *bytes, size_t n) { randombytes_buf(bytes, n); }
