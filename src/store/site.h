/* A site: one SQLite file that holds the model (model.sql) and what people asked, decided and recorded
 * (site.sql), with its journal. WAL, synchronous FULL. Beside it lies SITE.db.key (0600), the private key
 * that signs checkpoints.
 *
 * A file that is damaged, of a newer version or of another program is named in err and left untouched. A
 * second process that writes waits up to SITE_BUSY_MS, then gets -EBUSY ("site-busy"). */
#ifndef MIMAMORI_STORE_SITE_H
#define MIMAMORI_STORE_SITE_H

#include "base/err.h"
#include "store/part.h"
#include "store/store.h"

#include <stdint.h>

enum site_mode {
	SITE_READ,   /* must exist; nothing is written */
	SITE_WRITE,  /* must exist; migrated forward when it is older */
	SITE_CREATE, /* made when absent */
	/* as SITE_WRITE, but the private key is not even opened: for a process that reads hostile bytes. What
	 * it commits has an unsigned end until another process signs it (journal_sign(), or whatever is
	 * written next). Migration has to be done before. */
	SITE_UNSIGNED,
};

enum { SITE_BUSY_MS = 5000, SITE_SCHEMA = 6 /* user_version */, SITE_APPLICATION = 0x6d6d6d72 /* "mmmr" */ };

/* parts: NULL-terminated, borrowed for the life of the store (site_parts()). now: us, for the events of
 * making, migrating and sealing. A new site is made under another name and takes its own when it is whole,
 * with its key SITE.db.key. An older one is brought forward when it is opened for writing (migrate.h). err
 * keys: site-absent, site-empty (zero bytes), site-foreign, site-newer, site-older (SITE_READ), site-damaged,
 * site-busy, site-unreadable, site-no-room, key-damaged, key-unreadable, migration-failed. */
int site_open(const char *path, enum site_mode mode, const struct store_part *const *parts, int64_t now,
	      struct store **ret_store, struct err *e);
int site_indexes(struct store *s); /* makes those of a site that are not there (site-indexes.sql) */
/* In a forked process that reads hostile bytes: wipes its copy of the private key. NULL: nothing. */
void site_forget_key(struct store *s);
int64_t site_events(struct store *s);         /* the number of the last event */
const char *site_path(const struct store *s); /* NULL for a store in memory */

/* What time it is, for seals of transactions without an event: site_open() was told; a process that lives
 * long tells it again. */
void site_time(struct store *s, int64_t now);

int site_begin(struct store *s);     /* BEGIN IMMEDIATE; -EBUSY */
int site_commit(struct store *s);    /* durable when it returns 0 */
void site_rollback(struct store *s); /* forgets; also after a failed commit */

/* A setting of the site, or otherwise. The text is valid until the next call. */
const char *site_setting(struct store *s, const char *key, const char *otherwise);

#endif
