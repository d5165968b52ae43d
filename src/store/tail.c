/* The end of the journal, kept beside it (table tail): events that are cut off the end are missed. */
#include "store/private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int tail_text(char *buf, size_t room, const char *origin, int64_t seq, const unsigned char hash[HASH_BYTES])
{
	char hex[HASH_HEX];

	digest_hex(hash, hex);
	return snprintf(buf, room, "mimamori tail\n%s\n%lld\n%s\n", origin, (long long)seq, hex);
}

int tail_write(struct store *s, int64_t seq, const unsigned char hash[HASH_BYTES])
{
	sqlite3_stmt *st =
		store_prepare(s, "INSERT INTO tail VALUES (1, ?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET seq "
				 "= excluded.seq, hash = excluded.hash, signature = excluded.signature");
	unsigned char signature[SIGNATURE_BYTES];
	char text[256];
	int r;

	sqlite3_bind_int64(st, 1, seq);
	sqlite3_bind_blob(st, 2, hash, HASH_BYTES, SQLITE_STATIC);
	if (s->key) {
		int n = tail_text(text, sizeof text, site_setting(s, "origin", ""), seq, hash);

		key_sign(s->key, text, (size_t)n, signature);
		sqlite3_bind_blob(st, 3, signature, sizeof signature, SQLITE_STATIC);
	}
	r = st ? store_code(sqlite3_step(st)) : -EIO;
	sqlite3_finalize(st);
	return r;
}

/* --- signing what another process wrote --------------------------------------------------------------- */

/* Moves *seq and hash on to the last event: the one that is remembered must still be there, and each after it
 * whole, in place and chained. */
static int follow(struct store *s, int64_t *seq, unsigned char hash[HASH_BYTES])
{
	sqlite3_stmt *st =
		store_prepare(s, "SELECT " EVENT_COLUMNS " FROM event WHERE seq >= ?1 ORDER BY seq");
	int64_t expected = *seq;
	bool first = true;
	int r = SQLITE_ERROR;

	if (st)
		sqlite3_bind_int64(st, 1, *seq);
	for (; st && (r = sqlite3_step(st)) == SQLITE_ROW; first = false, expected++) {
		unsigned char again[HASH_BYTES];
		struct event e;

		if (!event_read(st, &e) || e.seq != expected)
			break;
		event_hash(&e, e.prev, again);
		if (memcmp(again, e.hash, HASH_BYTES) != 0 ||
		    memcmp(first ? e.hash : e.prev, hash, HASH_BYTES) != 0)
			break;
		memcpy(hash, again, HASH_BYTES);
		*seq = e.seq;
	}
	sqlite3_finalize(st);
	return r == SQLITE_ROW || first ? -EBADMSG : store_code(r);
}

/* Is this the end that was written with the last event? */
static bool is_end(struct store *s, int64_t seq, const unsigned char hash[HASH_BYTES])
{
	sqlite3_stmt *st = store_prepare(s, "SELECT 1 FROM tail WHERE id = 1 AND seq = ?1 AND hash = ?2");
	bool is;

	sqlite3_bind_int64(st, 1, seq);
	sqlite3_bind_blob(st, 2, hash, HASH_BYTES, SQLITE_STATIC);
	is = st && sqlite3_step(st) == SQLITE_ROW;
	sqlite3_finalize(st);
	return is;
}

static bool is_signed(struct store *s)
{
	return store_number(s, "SELECT signature IS NOT NULL FROM tail WHERE id = 1", 0) == 1;
}

int journal_sign(struct store *s, int64_t seq, const unsigned char hash[HASH_BYTES])
{
	unsigned char end[HASH_BYTES];
	int r;

	if (!s->key || is_signed(s))
		return 0;
	memcpy(end, hash, HASH_BYTES);
	r = store_run(s, "BEGIN IMMEDIATE");
	if (r == 0)
		r = follow(s, &seq, end);
	if (r == 0 && !is_end(s, seq, end))
		r = -EBADMSG;
	if (r == 0)
		r = tail_write(s, seq, end);
	if (r == 0)
		r = store_run(s, "COMMIT");
	if (r < 0)
		site_rollback(s);
	return r;
}
