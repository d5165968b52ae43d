#include "store/journal.h"

#include "store/private.h"

#include <errno.h>
#include <sha2.h>
#include <string.h>

static void eight(SHA2_CTX *c, int64_t v)
{
	unsigned char b[8];

	for (int i = 0; i < 8; i++)
		b[i] = (unsigned char)((uint64_t)v >> (56 - 8 * i));
	SHA256Update(c, b, sizeof b);
}

static void text(SHA2_CTX *c, const char *s)
{
	size_t n = strlen(s);

	eight(c, (int64_t)n);
	SHA256Update(c, (const unsigned char *)s, n);
}

void journal_hash(const unsigned char prev[HASH_BYTES], int64_t seq, int64_t at, const char *kind,
		  const char *actor, const char *body, unsigned char ret_hash[HASH_BYTES])
{
	SHA2_CTX c;

	SHA256Init(&c);
	SHA256Update(&c, prev, HASH_BYTES);
	eight(&c, seq);
	eight(&c, at);
	text(&c, kind);
	text(&c, actor);
	text(&c, body);
	SHA256Final(ret_hash, &c);
}

void hash_hex(const void *bytes, size_t n, char ret_hex[HASH_BYTES * 2 + 1])
{
	unsigned char hash[HASH_BYTES];
	SHA2_CTX c;

	SHA256Init(&c);
	SHA256Update(&c, bytes, n);
	SHA256Final(hash, &c);
	for (int i = 0; i < HASH_BYTES; i++) {
		ret_hex[2 * i] = "0123456789abcdef"[hash[i] >> 4];
		ret_hex[2 * i + 1] = "0123456789abcdef"[hash[i] & 15];
	}
	ret_hex[2 * HASH_BYTES] = '\0';
}

static const struct event_kind *kind_of(const struct store *s, const char *kind)
{
	for (size_t p = 0; s->parts && s->parts[p]; p++)
		for (size_t i = 0; i < s->parts[p]->event_count; i++)
			if (strcmp(s->parts[p]->events[i].kind, kind) == 0)
				return &s->parts[p]->events[i];
	return NULL;
}

/* The last event's number and hash; 0 and zeros in an empty journal. */
static int tail(struct store *s, int64_t *ret_seq, unsigned char ret_prev[HASH_BYTES])
{
	sqlite3_stmt *st = NULL;
	int r = -EIO;

	*ret_seq = 0;
	memset(ret_prev, 0, HASH_BYTES);
	if (sqlite3_prepare_v2(s->db, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1", -1, &st,
			       NULL) != SQLITE_OK)
		return -EIO;
	switch (sqlite3_step(st)) {
	case SQLITE_DONE:
		r = 0;
		break;
	case SQLITE_ROW:
		*ret_seq = sqlite3_column_int64(st, 0);
		if (sqlite3_column_bytes(st, 1) == HASH_BYTES) {
			memcpy(ret_prev, sqlite3_column_blob(st, 1), HASH_BYTES);
			r = 0;
		}
		break;
	}
	sqlite3_finalize(st);
	return r;
}

static int insert(struct store *s, int64_t seq, int64_t at, const char *kind, const char *actor,
		  const char *body, const unsigned char prev[HASH_BYTES],
		  const unsigned char hash[HASH_BYTES])
{
	sqlite3_stmt *st = NULL;
	int r;

	if (sqlite3_prepare_v2(s->db, "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", -1, &st,
			       NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, seq);
	sqlite3_bind_int64(st, 2, at);
	sqlite3_bind_text(st, 3, kind, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 4, actor, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 5, body, -1, SQLITE_STATIC);
	sqlite3_bind_blob(st, 6, prev, HASH_BYTES, SQLITE_STATIC);
	sqlite3_bind_blob(st, 7, hash, HASH_BYTES, SQLITE_STATIC);
	r = sqlite3_step(st) == SQLITE_DONE ? 0 : -EIO;
	sqlite3_finalize(st);
	return r;
}

static int apply(struct store *s, const char *sql, const char *body, int64_t seq, int64_t at,
		 const char *actor)
{
	while (sql && *sql) {
		sqlite3_stmt *st = NULL;
		int r;

		if (sqlite3_prepare_v2(s->db, sql, -1, &st, &sql) != SQLITE_OK)
			return -EIO;
		if (!st)
			continue;
		sqlite3_bind_text(st, 1, body, -1, SQLITE_STATIC);
		sqlite3_bind_int64(st, 2, seq);
		sqlite3_bind_int64(st, 3, at);
		sqlite3_bind_text(st, 4, actor, -1, SQLITE_STATIC);
		while ((r = sqlite3_step(st)) == SQLITE_ROW)
			;
		sqlite3_finalize(st);
		if (r != SQLITE_DONE)
			return -EIO;
	}
	return 0;
}

int journal_append(struct store *s, int64_t at, const char *kind, const char *actor, const char *body,
		   int64_t *ret_seq)
{
	const struct event_kind *k = kind_of(s, kind);
	unsigned char prev[HASH_BYTES], hash[HASH_BYTES];
	int64_t seq;
	int r;

	if (!k)
		return -EINVAL;
	if ((r = tail(s, &seq, prev)) < 0)
		return r;
	journal_hash(prev, ++seq, at, kind, actor, body, hash);
	r = insert(s, seq, at, kind, actor, body, prev, hash);
	if (r == 0)
		r = apply(s, k->apply, body, seq, at, actor);
	if (r == 0 && ret_seq)
		*ret_seq = seq;
	return r;
}
