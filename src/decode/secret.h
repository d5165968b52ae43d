/* Sign-ins against the published defaults. The table is made at build time and holds hashes, not passwords.
 */
#ifndef MIMAMORI_DECODE_SECRET_H
#define MIMAMORI_DECODE_SECRET_H

#include "base/text.h"

#include <stdint.h>

/* Is this pair a published default? 0: no. Else the number of the pair, for secret_vendor(). A community
 * string is a pair without a user. An empty secret is none: it may just not have been seen. */
uint32_t secret_default(struct text user, struct text secret);

/* The i-th maker that ships the pair of this number, as the published list writes it ("*": pairs used by
 * anyone); NULL after the last, and for a number that is none. Static. */
const char *secret_vendor(uint32_t pair, unsigned i);

/* A tag under a key that dies with the process: equal for equal secrets, tells nothing about them. Never 0.
 */
uint64_t secret_tag(struct text secret);

#endif
