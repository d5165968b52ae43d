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

#include "store/digest.h"
#include "store/site.h"

#include <stdbool.h>
#include <stdint.h>

/* A row of the table event, as it is read; texts are borrowed and may hold any bytes. */
struct event {
	int64_t seq, at;
	const char *kind, *actor, *body;
	size_t kind_n, actor_n, body_n;
	const unsigned char *prev, *hash; /* HASH_BYTES each */
};

/* Appends and applies. at: us, from the caller's clock. body: JSON object. 0 or negative: -EINVAL an unknown
 * kind, no JSON or no transaction; -EIO, -ENOSPC the store failed (store_error()). The caller then rolls
 * back. ret_seq may be NULL. */
int journal_append(struct store *s, int64_t at, const char *kind, const char *actor, const char *body,
		   int64_t *ret_seq);

/* From where the acts come that are told from here on: an address or "control", borrowed until the next call;
 * NULL: nobody's business. Every event whose actor is not the program itself gains it as the last member
 * "where" of its body, before it is hashed; no act can forget it. Events of old have none. */
void journal_where(struct store *s, const char *where);

/* The last event's number and hash; 0 and zeros in an empty journal. */
int journal_tail(struct store *s, int64_t *ret_seq, unsigned char ret_hash[HASH_BYTES]);

/* Signs the end of the journal where a process that kept the key away (SITE_UNSIGNED) left it unsigned, in a
 * transaction of its own. seq and hash: the end as it was before that process wrote (journal_tail()). 0, also
 * when it is signed already or the key is not at hand; -EBADMSG: the journal does not go on from there event
 * by event, so nothing is signed; -EBUSY and others the store failed. */
int journal_sign(struct store *s, int64_t seq, const unsigned char hash[HASH_BYTES]);

/* hash of one event, as above. */
void journal_hash(const unsigned char prev[HASH_BYTES], int64_t seq, int64_t at, const char *kind,
		  const char *actor, const char *body, unsigned char ret_hash[HASH_BYTES]);

/* Reading the journal in order: SELECT with EVENT_COLUMNS first. False when a column is not of its type. */
#define EVENT_COLUMNS "seq, at, kind, actor, body, prev, hash"
bool event_read(sqlite3_stmt *row, struct event *ret);
void event_hash(const struct event *e, const unsigned char prev[HASH_BYTES],
		unsigned char ret_hash[HASH_BYTES]);

/* SHA-256 of bytes as hex: what tables call hash, evidence_hash ... */
void hash_hex(const void *bytes, size_t n, char ret_hex[HASH_HEX]);

/* What contact.commitment holds: SHA-256 over the salt and name, mail and phone, each as a text; one that is
 * NULL counts as a text of length -1 without bytes. */
void contact_commitment(const void *salt, size_t salt_n, const char *name, const char *mail,
			const char *phone, char ret_hex[HASH_HEX]);

#endif
