/* What the two readers of returned packs share. Inside the room only. */
#ifndef MIMAMORI_ASSESS_PACK_BACK_H
#define MIMAMORI_ASSESS_PACK_BACK_H

#include "assess/pack_file.h"
#include "assess/pack_own.h"

/* What the file says it is, and where it says so ("K23"; ""). */
struct back_named {
	const char *where, *pack, *site, *kind, *hash;
};

/* Is it a pack of this site, one that the bringer may answer, and the one that went out? Fills *ret. */
int back_check(struct store *s, const struct back_named *n, const struct pack_bringer *b, struct pack *ret,
	       struct err *e);
bool back_is_twice(const struct pack_back *b, const char *question);

#endif
