/* Passwords of accounts: Argon2id with 19 MiB and two passes (OWASP's first choice; 16 ms on the box of
 * docs/measured.md), as libsodium writes it. Rules are about length, not composition (NIST SP
 * 800-63B 5.1.1.2): at least 12 characters, none of a short list that everybody tries, not the name one signs
 * in with, not one character again and again or a row of the keyboard. */
#ifndef MIMAMORI_ASSESS_PASSWORD_H
#define MIMAMORI_ASSESS_PASSWORD_H

#include "base/err.h"

#include <stdbool.h>

enum { PASSWORD_LEAST = 12 /* characters */, PASSWORD_MOST = 256 /* bytes */, PASSWORD_HASH = 128 };

/* 0, or -EINVAL with key password-short, password-long or password-known of data/lang/account.yaml. */
int password_allowed(const char *password, const char *login, struct err *e);
int password_hash(const char *password, char ret[PASSWORD_HASH]); /* 0, -ENOMEM, -EIO */
/* hash NULL or "": there is none; takes as long and is false, so that nobody learns from the time whether a
 * name exists. */
bool password_fits(const char *hash, const char *password);

#endif
