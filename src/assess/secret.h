/* Secrets that a program makes and hands out once: cookies, tokens, links, codes. 32 random bytes as 43
 * characters of base64url; only the SHA-256 is kept, which for bytes that nobody chose needs no stretching.
 */
#ifndef MIMAMORI_ASSESS_SECRET_H
#define MIMAMORI_ASSESS_SECRET_H

#include "store/digest.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SECRET_TEXT = 43, SECRET_ROOM = SECRET_TEXT + 1, CODE_ROOM = 30 };

/* How far a clock may have been set back before what is valid "from then on" counts as not yet valid. */
enum { CLOCK_SLACK = 5 * 60 * 1000000 /* us */ };

int secret_make(char ret[SECRET_ROOM]); /* 0 or -EIO */
/* For people to type: 24 characters of a-z and 2-7 without look-alikes in fours, "ab3d-...": 120 bits. */
int secret_code(char ret[CODE_ROOM]);
/* Hash of a secret as it came; of a code without regard to case, spaces and dashes. */
void secret_hash(const char *secret, size_t n, char ret_hex[HASH_HEX]);
void secret_code_hash(const char *code, char ret_hex[HASH_HEX]);

/* Is now between the moment it was made and its end? A clock that was set back makes it invalid, not
 * immortal. */
bool secret_in_time(int64_t now, int64_t made, int64_t until);

#endif
