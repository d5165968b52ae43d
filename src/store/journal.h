/* The journal: an append-only chain of events (DESIGN 3.1.3), the truth about what was decided and done.
 *
 * The hash of an event is SHA-256 over, in this order, with integers as 8 bytes big-endian and texts as their
 * length (8 bytes) and bytes:  prev (32 bytes), seq, at, kind, actor, body.  The stored columns are hashed as
 * they are; JSON is never written again.
 *
 * Appending happens only inside site_begin()/site_commit() (BEGIN IMMEDIATE), with prev read from the file;
 * one transaction may hold many events (group commit). An event and its effect are one transaction. */
#ifndef MIMAMORI_STORE_JOURNAL_H
#define MIMAMORI_STORE_JOURNAL_H

#include "store/site.h"

#include <stdint.h>

enum { HASH_BYTES = 32 };

/* Appends and applies. at: us, from the caller's clock. body: JSON object. 0 or negative: -EINVAL an unknown
 * kind or no JSON, -EIO the store failed (store_error()); the caller then rolls back. ret_seq may be NULL. */
int journal_append(struct store *s, int64_t at, const char *kind, const char *actor, const char *body,
		   int64_t *ret_seq);

/* hash of one event, as above. */
void journal_hash(const unsigned char prev[HASH_BYTES], int64_t seq, int64_t at, const char *kind,
		  const char *actor, const char *body, unsigned char ret_hash[HASH_BYTES]);

/* SHA-256 of bytes as hex: what tables call hash, evidence_hash ... */
void hash_hex(const void *bytes, size_t n, char ret_hex[HASH_BYTES * 2 + 1]);

#endif
