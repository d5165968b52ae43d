/* The key of a site: Ed25519, private half in SITE.db.key (0600) beside the file, public half in the file
 * (setting "public-key", hex). It signs checkpoints, and the end of the journal with every transaction. Who
 * holds a copy of the file alone cannot sign; who can read the key can, which is why checkpoints are kept
 * outside. */
#ifndef MIMAMORI_STORE_KEYS_H
#define MIMAMORI_STORE_KEYS_H

#include <stdbool.h>
#include <stddef.h>

enum { PUBLIC_BYTES = 32, PUBLIC_HEX = 2 * PUBLIC_BYTES + 1, SECRET_BYTES = 64, SIGNATURE_BYTES = 64 };

struct site_key {
	unsigned char public_key[PUBLIC_BYTES], secret[SECRET_BYTES];
};

/* Of SITE.db; the caller wipes it with key_forget(). 0, -ENOENT no such file, -EINVAL it holds no key, or
 * errno. */
int key_load(const char *site, struct site_key *ret);
/* The one that lies there, else a new one, on disk before it returns. 0 or negative errno. */
int key_make(const char *site, struct site_key *ret);
void key_forget(struct site_key *k);

void key_sign(const struct site_key *k, const void *bytes, size_t n, unsigned char ret[SIGNATURE_BYTES]);
bool key_signed(const unsigned char public_key[PUBLIC_BYTES], const void *bytes, size_t n,
		const unsigned char signature[SIGNATURE_BYTES]);

void key_hex(const unsigned char public_key[PUBLIC_BYTES], char ret[PUBLIC_HEX]);
bool key_of_hex(const char *hex, unsigned char ret[PUBLIC_BYTES]);
void key_random(void *bytes, size_t n);

#endif
