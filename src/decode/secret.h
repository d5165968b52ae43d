/* Sign-ins against the published defaults. The table is made at build time and holds hashes, not passwords.
 */
#ifndef MIMAMORI_DECODE_SECRET_H
#define MIMAMORI_DECODE_SECRET_H

#include "base/text.h"

#include <stdint.h>

/* Is this pair a published default? 0: no. Else a number that tells which makers' (an index into the table of
 * makers + 1). */
uint32_t secret_default(struct text user, struct text secret);

/* A tag under a key that dies with the process: equal for equal secrets, tells nothing about them. Never 0.
 */
uint64_t secret_tag(struct text secret);

#endif
