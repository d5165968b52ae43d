/* Is a site file still what its journal says? Reads only; any bytes may stand in the file.
 *
 * In this order: the pages (SQLite's own check), the schema, each event (in place, well-formed, chained), the
 * tables that events rebuild (made again in memory and compared), the content hashes of all others (seal.h),
 * contacts against their commitments, the end of the journal, signed checkpoints. What is wrong is told one
 * by one; what comes after the first bad event is not believed, so tables are compared only when the chain is
 * whole. */
#ifndef MIMAMORI_STORE_VERIFY_H
#define MIMAMORI_STORE_VERIFY_H

#include "store/digest.h"
#include "store/note.h"
#include "store/site.h"

#include <stdbool.h>
#include <stdint.h>

enum { FLAWS_TOLD = 40, FLAWS_OF_A_TABLE = 5 };

/* One thing that is wrong. key: "page" "altered" ..., with its sentence journal.flaw-KEY. */
struct flaw {
	const char *key;
	int64_t seq;                           /* of the event, or 0 */
	char table[48], row[200], detail[256]; /* "" when it has none */
};

typedef void flaw_fn(void *ctx, const struct flaw *f); /* at most FLAWS_TOLD times */

struct verified {
	int64_t events; /* whole ones from the first on */
	int64_t first_at, last_at;
	int64_t clock_back;       /* events whose time is before that of the one before: allowed, shown */
	unsigned rebuilt, sealed; /* tables compared with the journal, and by content hash */
	unsigned open; /* tables that were being written to by a watching process, and are not compared */
	int64_t open_since;          /* the earliest of them */
	unsigned flaws, checkpoints; /* checkpoints: in the file, all right */
	bool is_signed;              /* the end of the journal bears the site's signature */
	char key[PUBLIC_HEX];        /* the site's, hex; "" in a file without */
	unsigned char hash[HASH_BYTES], root[HASH_BYTES]; /* of the last event, and of the tree over all */
};

/* outside: a checkpoint that was kept elsewhere (note.h), or NULL: then a file that was replaced as a whole
 * by somebody who has the key passes. 0, also when there are flaws; negative: -ENOMEM. */
int site_verify(struct store *s, const struct note *outside, flaw_fn *fn, void *ctx, struct verified *ret);

#endif
