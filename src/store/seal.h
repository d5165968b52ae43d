/* Tables that no event rebuilds: the model (device, flow, fact ...), computed answers and findings, and
 * tables of which a column is computed or can be erased. The journal holds the hash of each table's content
 * instead, so that `journal verify` finds a changed byte in them too.
 *
 * Nobody has to remember it: site_commit() seals what changed. A room that only writes rows inside
 * site_begin()/site_commit() needs nothing of this page.
 *
 * Which tables: every table of the file that is not covered whole by the lists of the parts
 * (store_part.tables), other than event, tail and answered_request. A new table is sealed from the day it is
 * made. Changes are noticed by SQLite's own hook, row by row; a table that was not written to is not read
 * again, and one that was rewritten with the same rows gives no new event. */
#ifndef MIMAMORI_STORE_SEAL_H
#define MIMAMORI_STORE_SEAL_H

#include "base/out.h"
#include "store/digest.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

/* SHA-256 over the rows of a table in the order of its key: the table's name, and of each row the number of
 * columns and each value with its type. Reads the table once (100,000 devices with all that hangs on them:
 * docs/measured.md). 0 or negative. */
int store_content_hash(struct store *s, const char *table, char ret_hex[HASH_HEX]);

/* Appends "tables-sealed" with the hashes of the tables that changed since the last seal; nothing when none
 * did. Only inside a transaction. site_commit() calls it with the time of the last event of the transaction,
 * or of site_open() when there was none; call it earlier only to give another time. 0 or negative. */
int store_seal(struct store *s, int64_t at);

/* The same as a member "tables":{"device":"hex", ...} of an open JSON object, for an event of kind
 * "model-saved" whose body the caller writes and appends next. 0 or negative. */
int store_seal_member(struct store *s, struct out *o);

/* A site that is watched: the tables that watching writes to are not hashed at each commit, which would read
 * them whole every few seconds. Instead an event "tables-opened" names them (their row of `seal` then has the
 * hash
 * ''), `journal verify` says since when, and whoever writes next without watching seals them: so does a
 * command after a watching process was killed. All other tables are sealed at each commit as ever. */
void store_watch(struct store *s, bool watching);
/* Seals what was opened and changed; at the commit that follows a change it is opened again. In a
 * transaction. */
int store_seal_open(struct store *s, int64_t at);
/* Those tables, NULL-terminated. */
extern const char *const store_watched[];

/* Is this table sealed (not rebuilt whole from the journal)? parts as in site_open(). */
bool store_is_sealed(struct store *s, const char *table);

#endif
