/* Copies of a site. A backup is one file without side files, verified after it was written. A restore
 * verifies first, keeps the file it replaces beside as NAME.before-restore, and begins a new epoch, so that
 * whoever receives the journal (the centre) sees that numbers may be used again. The private key is in no
 * copy: SITE.db.key is kept apart. */
#ifndef MIMAMORI_STORE_BACKUP_H
#define MIMAMORI_STORE_BACKUP_H

#include "base/err.h"
#include "store/site.h"

#include <stdbool.h>
#include <stdint.h>

struct copied {
	int64_t events; /* in the copy */
	int64_t epoch;  /* of a restore */
	char kept[512]; /* of a restore: where the replaced file is now; "" there was none */
};

/* s: opened for writing; the backup is told in its journal. Replaces `to` only when that is an earlier backup
 * of this site, or with force. err keys: copy-other, copy-flawed, cannot-write, and those of site_open().
 * Nothing is left on failure. */
int site_backup(struct store *s, const char *to, bool force, int64_t at, const char *actor,
		struct copied *ret, struct err *e);

/* A plain copy, not verified and not told; what is there is replaced. err keys: cannot-write, site-no-room.
 */
int site_copy(struct store *s, const char *to, struct err *e);

/* Refuses (restore-newer, restore-other) when the site at `to` holds what `from` does not, unless force; and
 * always while another process has it open (site-busy). */
int site_restore(const char *from, const char *to, const struct store_part *const *parts, bool force,
		 int64_t at, const char *actor, struct copied *ret, struct err *e);

#endif
