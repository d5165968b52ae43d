/* Bringing an older site file forward. A migration is a file src/store/migrations/NNN.sql, which makes
 * version NNN of the version before; it is embedded at build time. Each runs in one transaction with its
 * event "site-migrated" {from, to, schema_hash}, after a copy of the file was put beside as
 * SITE.db.before-version-NNN. Tables that are not rebuilt from the journal are sealed anew. A migration that
 * fails leaves the version before it, whole.
 *
 * Rules for who writes one: user_version and the event are not its business; columns are added with a default
 * that the parts' SQL gives to events of old, too (verify rebuilds them); site.sql changes with it and
 * SITE_SCHEMA is its number. */
#ifndef MIMAMORI_STORE_MIGRATE_H
#define MIMAMORI_STORE_MIGRATE_H

#include "base/err.h"
#include "store/digest.h"
#include "store/site.h"

#include <stdint.h>

struct migration {
	int to;
	const char *sql;
};

extern const struct migration site_migrations[]; /* in order, ended by to == 0 */

/* From the file's version to `to` by a list like the one above. 0 or negative; err keys: migration-failed,
 * cannot-write, site-busy, site-no-room. */
int site_migrate(struct store *s, const struct migration *list, int to, int64_t at, struct err *e);

/* SHA-256 over what sqlite_schema says of all tables and indexes: what the event of a migration records. */
int schema_hash(struct store *s, char ret_hex[HASH_HEX]);

#endif
