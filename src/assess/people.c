#include "assess/people.h"

#include "assess/contact.h"
#include "store/journal.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SEED = crypto_sign_SEEDBYTES,
	BOX = SEED + crypto_secretbox_MACBYTES,
	PASSES = 3,
	MEMORY = 64 << 20, /* bytes that one try costs */
};

static const char domain[] = PERSON_DOMAIN;

/* A private key as it lies in the file. */
struct boxed {
	unsigned char box[BOX], salt[crypto_pwhash_SALTBYTES], nonce[crypto_secretbox_NONCEBYTES];
};

static int stretch(const char *passphrase, const unsigned char *salt,
		   unsigned char ret[crypto_secretbox_KEYBYTES])
{
	if (sodium_init() < 0)
		return -EIO;
	return crypto_pwhash(ret, crypto_secretbox_KEYBYTES, passphrase, strlen(passphrase), salt, PASSES,
			     MEMORY, crypto_pwhash_ALG_ARGON2ID13) == 0
		       ? 0
		       : -ENOMEM;
}

static int close_box(struct boxed *b, const char *passphrase, const unsigned char seed[SEED])
{
	unsigned char key[crypto_secretbox_KEYBYTES];
	int r;

	randombytes_buf(b->salt, sizeof b->salt);
	randombytes_buf(b->nonce, sizeof b->nonce);
	r = stretch(passphrase, b->salt, key);
	if (r == 0)
		crypto_secretbox_easy(b->box, seed, SEED, b->nonce, key);
	sodium_memzero(key, sizeof key);
	return r;
}

static int open_box(const struct boxed *b, const char *passphrase, unsigned char ret_seed[SEED])
{
	unsigned char key[crypto_secretbox_KEYBYTES];
	int r = stretch(passphrase, b->salt, key);

	if (r == 0 && crypto_secretbox_open_easy(ret_seed, b->box, BOX, b->nonce, key) != 0)
		r = -EACCES;
	sodium_memzero(key, sizeof key);
	return r;
}

/* --- in the file */

static bool take_blob(sqlite3_stmt *st, int column, void *to, size_t n)
{
	if ((size_t)sqlite3_column_bytes(st, column) != n)
		return false;
	memcpy(to, sqlite3_column_blob(st, column), n);
	return true;
}

static int read_box(struct store *s, int64_t contact, struct boxed *ret)
{
	sqlite3_stmt *st = NULL;
	int r = -EIO;

	if (sqlite3_prepare_v2(store_db(s), "SELECT box, salt, nonce FROM person_key WHERE contact = ?1", -1,
			       &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, contact);
		r = sqlite3_step(st);
		r = r == SQLITE_DONE ? -ENOKEY
		    : r == SQLITE_ROW && take_blob(st, 0, ret->box, sizeof ret->box) &&
				    take_blob(st, 1, ret->salt, sizeof ret->salt) &&
				    take_blob(st, 2, ret->nonce, sizeof ret->nonce)
			    ? 0
			    : -EIO;
	}
	sqlite3_finalize(st);
	return r;
}

static int write_box(struct store *s, int64_t contact, const struct boxed *b)
{
	sqlite3_stmt *st = NULL;
	int r = -EIO;

	if (sqlite3_prepare_v2(store_db(s), "INSERT OR REPLACE INTO person_key VALUES (?1, ?2, ?3, ?4)", -1,
			       &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, contact);
		sqlite3_bind_blob(st, 2, b->box, sizeof b->box, SQLITE_STATIC);
		sqlite3_bind_blob(st, 3, b->salt, sizeof b->salt, SQLITE_STATIC);
		sqlite3_bind_blob(st, 4, b->nonce, sizeof b->nonce, SQLITE_STATIC);
		r = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
	}
	sqlite3_finalize(st);
	return r;
}

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* --- making */

static int may_make(struct store *s, int64_t contact, const struct writing *w, struct err *e)
{
	struct contact c;
	char me[24];

	snprintf(me, sizeof me, "c%lld", (long long)contact);
	if (contact_get(s, contact, &c) < 0 || c.erased)
		return err_set(e, -ENOENT, me, "no-such-contact", "%s", "");
	if (strcmp(w->actor, "local") != 0 && strcmp(w->actor, me) != 0)
		return err_set(e, -EACCES, me, "key-of-another", "%s", w->actor);
	return 0;
}

static int journal_key(struct store *s, int64_t contact, const unsigned char *public_key,
		       const struct writing *w)
{
	char hex[PERSON_KEY_HEX], body[160];

	sodium_bin2hex(hex, sizeof hex, public_key, crypto_sign_PUBLICKEYBYTES);
	snprintf(body, sizeof body, "{\"contact\":%lld,\"public_key\":\"%s\"}", (long long)contact, hex);
	return journal_append(s, w->at, "contact-key-made", w->actor, body, NULL);
}

int person_key_make(struct store *s, int64_t contact, const char *passphrase, const struct writing *w,
		    struct err *e)
{
	unsigned char seed[SEED], secret[crypto_sign_SECRETKEYBYTES], public_key[crypto_sign_PUBLICKEYBYTES];
	struct boxed b;
	int r = may_make(s, contact, w, e);

	if (r < 0)
		return r;
	if (characters(passphrase) < PASSPHRASE_LEAST || strlen(passphrase) > PASSPHRASE_MOST)
		return err_set(e, -EINVAL, "", "passphrase-length", "%d", PASSPHRASE_LEAST);
	if (sodium_init() < 0)
		return err_set(e, -EIO, "", "store", "%s", "libsodium");
	randombytes_buf(seed, sizeof seed);
	crypto_sign_seed_keypair(public_key, secret, seed);
	r = close_box(&b, passphrase, seed);
	sodium_memzero(seed, sizeof seed);
	sodium_memzero(secret, sizeof secret);
	if (r == 0)
		r = journal_key(s, contact, public_key, w);
	if (r == 0)
		r = write_box(s, contact, &b);
	return r < 0 ? err_set(e, r, "", "store", "%s", r == -ENOMEM ? strerror(ENOMEM) : store_error(s)) : 0;
}

/* --- signing */

static unsigned char *framed(const void *bytes, size_t n)
{
	unsigned char *all = malloc(sizeof domain + n);

	if (all) {
		memcpy(all, domain, sizeof domain);
		memcpy(all + sizeof domain, bytes, n);
	}
	return all;
}

_Static_assert(PERSON_SECRET == crypto_sign_SECRETKEYBYTES, "the size of a secret key");

int person_unlock(struct store *s, int64_t contact, const char *passphrase,
		  unsigned char ret_secret[PERSON_SECRET])
{
	unsigned char seed[SEED], public_key[crypto_sign_PUBLICKEYBYTES];
	struct contact c;
	struct boxed b;
	int r = contact_get(s, contact, &c);

	if (r < 0 || c.erased)
		return -ENOENT;
	if ((r = read_box(s, contact, &b)) < 0 || (r = open_box(&b, passphrase, seed)) < 0)
		return r;
	crypto_sign_seed_keypair(public_key, ret_secret, seed);
	sodium_memzero(seed, sizeof seed);
	return 0;
}

int person_sign_with(const unsigned char secret[PERSON_SECRET], const void *bytes, size_t n,
		     char ret_sig_hex[PERSON_SIGN_HEX])
{
	unsigned char sig[crypto_sign_BYTES], *all = framed(bytes, n);

	if (!all)
		return -ENOMEM;
	crypto_sign_detached(sig, NULL, all, sizeof domain + n, secret);
	free(all);
	sodium_bin2hex(ret_sig_hex, PERSON_SIGN_HEX, sig, sizeof sig);
	return 0;
}

void person_lock(unsigned char secret[PERSON_SECRET]) { sodium_memzero(secret, PERSON_SECRET); }

int person_sign(struct store *s, int64_t contact, const char *passphrase, const void *bytes, size_t n,
		char ret_sig_hex[PERSON_SIGN_HEX])
{
	unsigned char secret[PERSON_SECRET];
	int r = person_unlock(s, contact, passphrase, secret);

	if (r == 0)
		r = person_sign_with(secret, bytes, n, ret_sig_hex);
	person_lock(secret);
	return r;
}

void person_public_key(struct store *s, int64_t contact, char ret_hex[PERSON_KEY_HEX])
{
	struct contact c;

	ret_hex[0] = '\0';
	if (contact_get(s, contact, &c) == 0)
		memcpy(ret_hex, c.public_key, PERSON_KEY_HEX);
}

static bool from_hex(const char *hex, unsigned char *ret, size_t n)
{
	size_t got = 0;

	return strlen(hex) == n * 2 && sodium_hex2bin(ret, n, hex, n * 2, NULL, &got, NULL) == 0 && got == n;
}

bool person_verify(const char *public_key_hex, const void *bytes, size_t n, const char *sig_hex)
{
	unsigned char public_key[crypto_sign_PUBLICKEYBYTES], sig[crypto_sign_BYTES], *all;
	bool fits;

	if (sodium_init() < 0 || !from_hex(public_key_hex, public_key, sizeof public_key) ||
	    !from_hex(sig_hex, sig, sizeof sig) || !(all = framed(bytes, n)))
		return false;
	fits = crypto_sign_verify_detached(sig, all, sizeof domain + n, public_key) == 0;
	free(all);
	return fits;
}

bool person_had_key(struct store *s, int64_t contact, const char *public_key_hex)
{
	sqlite3_stmt *st = NULL;
	bool had = false;

	if (sqlite3_prepare_v2(store_db(s),
			       "SELECT 1 FROM event WHERE kind = 'contact-key-made' AND json_extract(body, "
			       "'$.contact') ="
			       " ?1 AND json_extract(body, '$.public_key') = ?2",
			       -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, contact);
		sqlite3_bind_text(st, 2, public_key_hex, -1, SQLITE_STATIC);
		had = sqlite3_step(st) == SQLITE_ROW;
	}
	sqlite3_finalize(st);
	return had;
}
