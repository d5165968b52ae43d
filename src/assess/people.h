/* Keys of people. Each has an Ed25519 pair: the public half stands in contact and in the journal, the private
 * half only in this file, in a box (XSalsa20-Poly1305) that opens with the person's passphrase (Argon2id, 64
 * MiB, 3 passes: about a third of a second a try). A passphrase is never stored, logged or put into an event;
 * callers wipe their copy. A lost passphrase means a new key; what was signed with the old one stays valid.
 *
 * A signature is over "mimamori", a zero byte and the bytes handed in; the caller's bytes begin with what
 * they are ("decision ...", "record ..."), so that none can be taken for another. */
#ifndef MIMAMORI_ASSESS_PEOPLE_H
#define MIMAMORI_ASSESS_PEOPLE_H

#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	PERSON_KEY_HEX = 65,   /* a public key in hex, terminated */
	PERSON_SIGN_HEX = 129, /* a signature */
	PASSPHRASE_LEAST = 8,  /* characters */
	PASSPHRASE_MOST = 512, /* bytes */
};

/* Makes a pair, or a new one in place of the old. In an open transaction. -ENOENT no such contact, -EINVAL a
 * passphrase that is too short or long, -EACCES refused: the actor is neither this person nor "local". */
int person_key_make(struct store *s, int64_t contact, const char *passphrase, const struct writing *w,
		    struct err *e);

/* -ENOENT no such contact, -ENOKEY it has no key, -EACCES the passphrase is wrong, -ENOMEM, -EIO. Writes
 * nothing to the store. */
int person_sign(struct store *s, int64_t contact, const char *passphrase, const void *bytes, size_t n,
		char ret_sig_hex[PERSON_SIGN_HEX]);

/* The same for many: the passphrase is stretched once. The caller wipes the secret (person_lock()). */
enum { PERSON_SECRET = 64 };
int person_unlock(struct store *s, int64_t contact, const char *passphrase,
		  unsigned char ret_secret[PERSON_SECRET]);
int person_sign_with(const unsigned char secret[PERSON_SECRET], const void *bytes, size_t n,
		     char ret_sig_hex[PERSON_SIGN_HEX]);
void person_lock(unsigned char secret[PERSON_SECRET]);

/* The public key of now, hex; "" when there is none. */
void person_public_key(struct store *s, int64_t contact, char ret_hex[PERSON_KEY_HEX]);

/* What stands before the bytes that are signed, with its zero byte: no signature of another use fits. */
#define PERSON_DOMAIN "mimamori"

/* Does this key's signature fit these bytes? */
bool person_verify(const char *public_key_hex, const void *bytes, size_t n, const char *sig_hex);

/* Did the journal give this contact this key, now or once? A signature counts only when its key did belong.
 */
bool person_had_key(struct store *s, int64_t contact, const char *public_key_hex);

#endif
