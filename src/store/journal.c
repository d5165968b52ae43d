#include "store/journal.h"

#include "base/out.h"
#include "store/private.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void event_hash(const struct event *e, const unsigned char prev[HASH_BYTES],
		unsigned char ret_hash[HASH_BYTES])
{
	struct digest d;

	digest_start(&d);
	digest_bytes(&d, prev, HASH_BYTES);
	digest_int(&d, e->seq);
	digest_int(&d, e->at);
	digest_text(&d, e->kind, e->kind_n);
	digest_text(&d, e->actor, e->actor_n);
	digest_text(&d, e->body, e->body_n);
	digest_end(&d, ret_hash);
}

static struct event event_of(int64_t seq, int64_t at, const char *kind, const char *actor, const char *body)
{
	return (struct event){.seq = seq,
			      .at = at,
			      .kind = kind,
			      .kind_n = strlen(kind),
			      .actor = actor,
			      .actor_n = strlen(actor),
			      .body = body,
			      .body_n = strlen(body)};
}

void journal_hash(const unsigned char prev[HASH_BYTES], int64_t seq, int64_t at, const char *kind,
		  const char *actor, const char *body, unsigned char ret_hash[HASH_BYTES])
{
	struct event e = event_of(seq, at, kind, actor, body);

	event_hash(&e, prev, ret_hash);
}

static const char *column(sqlite3_stmt *row, int at, size_t *ret_n)
{
	const char *text = (const char *)sqlite3_column_text(row, at);

	*ret_n = (size_t)sqlite3_column_bytes(row, at);
	return text;
}

bool event_read(sqlite3_stmt *row, struct event *ret)
{
	static const int types[] = {SQLITE_INTEGER, SQLITE_INTEGER, SQLITE_TEXT, SQLITE_TEXT,
				    SQLITE_TEXT,    SQLITE_BLOB,    SQLITE_BLOB};

	ret->seq = sqlite3_column_int64(row, 0);
	for (int i = 0; i < 7; i++)
		if (sqlite3_column_type(row, i) != types[i])
			return false;
	ret->at = sqlite3_column_int64(row, 1);
	ret->kind = column(row, 2, &ret->kind_n);
	ret->actor = column(row, 3, &ret->actor_n);
	ret->body = column(row, 4, &ret->body_n);
	ret->prev = sqlite3_column_blob(row, 5);
	ret->hash = sqlite3_column_blob(row, 6);
	return ret->kind && ret->actor && ret->body && sqlite3_column_bytes(row, 5) == HASH_BYTES &&
	       sqlite3_column_bytes(row, 6) == HASH_BYTES;
}

void hash_hex(const void *bytes, size_t n, char ret_hex[HASH_HEX])
{
	unsigned char hash[HASH_BYTES];
	struct digest d;

	digest_start(&d);
	digest_bytes(&d, bytes, n);
	digest_end(&d, hash);
	digest_hex(hash, ret_hex);
}

void contact_commitment(const void *salt, size_t salt_n, const char *name, const char *mail,
			const char *phone, char ret_hex[HASH_HEX])
{
	const char *const fields[] = {name, mail, phone};
	unsigned char hash[HASH_BYTES];
	struct digest d;

	digest_start(&d);
	digest_text(&d, salt, salt_n);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i])
			digest_text(&d, fields[i], strlen(fields[i]));
		else
			digest_int(&d, -1);
	digest_end(&d, hash);
	digest_hex(hash, ret_hex);
}

/* --- the tail */

static int tail_of_file(struct store *s, struct tail *t)
{
	sqlite3_stmt *st = store_prepare(s, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
	int r = st ? sqlite3_step(st) : SQLITE_ERROR;

	*t = (struct tail){.known = true};
	if (r == SQLITE_ROW && sqlite3_column_bytes(st, 1) == HASH_BYTES) {
		t->seq = sqlite3_column_int64(st, 0);
		memcpy(t->hash, sqlite3_column_blob(st, 1), HASH_BYTES);
		r = SQLITE_DONE;
	}
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : r == SQLITE_ROW ? -EIO : store_code(r);
}

/* What was read outside a transaction is not kept: another process may append. */
static int tail(struct store *s, struct tail *ret)
{
	int r = 0;

	if (!s->tail.known || sqlite3_get_autocommit(s->db))
		r = tail_of_file(s, &s->tail);
	*ret = s->tail;
	s->tail.known = !sqlite3_get_autocommit(s->db);
	return r;
}

int journal_tail(struct store *s, int64_t *ret_seq, unsigned char ret_hash[HASH_BYTES])
{
	struct tail t;
	int r = tail(s, &t);

	*ret_seq = t.seq;
	memcpy(ret_hash, t.hash, HASH_BYTES);
	return r;
}

/* --- applying */

static bool is_kind(const struct event_kind *k, const struct event *e)
{
	return strncmp(k->kind, e->kind, e->kind_n) == 0 && k->kind[e->kind_n] == '\0';
}

static const struct event_kind *kind_of(const struct store *s, const struct event *e)
{
	for (size_t p = 0; s->parts && s->parts[p]; p++)
		for (size_t i = 0; i < s->parts[p]->event_count; i++)
			if (is_kind(&s->parts[p]->events[i], e))
				return &s->parts[p]->events[i];
	return NULL;
}

static int prepare(struct store *s, struct prepared *p)
{
	const char *sql = p->kind->apply;

	for (size_t n = 0; sql && *sql;) {
		if (n == STATEMENTS_MAX)
			return -EINVAL;
		if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &p->statements[n], &sql) !=
		    SQLITE_OK)
			return -EIO;
		n += p->statements[n] != NULL;
	}
	return 0;
}

static void drop_first(struct store *s)
{
	struct prepared *p = s->prepared;

	for (size_t i = 0; i < STATEMENTS_MAX; i++)
		sqlite3_finalize(p->statements[i]);
	s->prepared = p->next;
	free(p);
}

/* The statements of an event's kind, made when it first comes. Kinds that come often move to the front. */
static int prepared_for(struct store *s, const struct event *e, struct prepared **ret)
{
	const struct event_kind *kind;
	struct prepared *p, **at;
	int r;

	for (at = &s->prepared; (p = *at); at = &p->next)
		if (is_kind(p->kind, e)) {
			*at = p->next;
			p->next = s->prepared;
			*ret = s->prepared = p;
			return 0;
		}
	if (!(kind = kind_of(s, e)))
		return -EINVAL;
	if (!(p = calloc(1, sizeof *p)))
		return -ENOMEM;
	p->kind = kind;
	p->next = s->prepared;
	s->prepared = p;
	*ret = p;
	r = prepare(s, p);
	if (r < 0)
		drop_first(s);
	return r;
}

static int run(sqlite3_stmt *st, const struct event *e)
{
	int r;

	sqlite3_bind_text64(st, 1, e->body, e->body_n, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_int64(st, 2, e->seq);
	sqlite3_bind_int64(st, 3, e->at);
	sqlite3_bind_text64(st, 4, e->actor, e->actor_n, SQLITE_STATIC, SQLITE_UTF8);
	while ((r = sqlite3_step(st)) == SQLITE_ROW)
		;
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
	return r == SQLITE_DONE ? 0 : store_code(r);
}

int journal_apply(struct store *s, const struct event *e)
{
	struct prepared *p = NULL;
	int r = prepared_for(s, e, &p);

	for (size_t i = 0; r == 0 && i < STATEMENTS_MAX && p->statements[i]; i++)
		r = run(p->statements[i], e);
	return r;
}

void store_forget(struct store *s)
{
	while (s->prepared)
		drop_first(s);
	sqlite3_finalize(s->insert);
	s->insert = NULL;
}

/* --- appending */

static int insert(struct store *s, const struct event *e)
{
	sqlite3_stmt *st = s->insert;
	int r;

	if (!st)
		st = s->insert = store_prepare(
			s, "INSERT INTO event SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE json_valid(?5)");
	if (!st)
		return -EIO;
	sqlite3_bind_int64(st, 1, e->seq);
	sqlite3_bind_int64(st, 2, e->at);
	sqlite3_bind_text64(st, 3, e->kind, e->kind_n, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_text64(st, 4, e->actor, e->actor_n, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_text64(st, 5, e->body, e->body_n, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_blob(st, 6, e->prev, HASH_BYTES, SQLITE_STATIC);
	sqlite3_bind_blob(st, 7, e->hash, HASH_BYTES, SQLITE_STATIC);
	r = store_code(sqlite3_step(st));
	if (r == 0 && sqlite3_changes(s->db) == 0)
		r = -EINVAL;
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
	return r;
}

static int append(struct store *s, int64_t at, const char *kind, const char *actor, const char *body,
		  int64_t *ret_seq)
{
	struct event e = event_of(0, at, kind, actor, body);
	unsigned char hash[HASH_BYTES];
	struct prepared *p;
	struct tail t;
	int r;

	if (sqlite3_get_autocommit(s->db))
		return -EINVAL;
	if ((r = prepared_for(s, &e, &p)) < 0 || (r = tail(s, &t)) < 0)
		return r;
	e.seq = t.seq + 1;
	e.prev = t.hash;
	e.hash = hash;
	event_hash(&e, t.hash, hash);
	if ((r = insert(s, &e)) < 0 || (r = journal_apply(s, &e)) < 0)
		return r;
	s->tail = (struct tail){.known = true, .grown = true, .seq = e.seq, .at = at};
	memcpy(s->tail.hash, hash, HASH_BYTES);
	if (ret_seq)
		*ret_seq = e.seq;
	return 0;
}

void journal_where(struct store *s, const char *where) { s->where = where; }

/* {...} with "where" as its last member, on the heap; NULL: no memory, or no object. */
static char *with_where(const char *body, const char *where)
{
	const char *end = strrchr(body, '}');
	struct out o;
	char *all;

	if (!end || end[1] || out_init(&o, -1) < 0)
		return NULL;
	json_object(&o, NULL);
	json_str(&o, "where", where);
	json_end_object(&o);
	if (asprintf(&all, "%.*s%s%s", (int)(end - body), body, end[-1] == '{' ? "" : ",",
		     out_bytes(&o, NULL) + 1) < 0)
		all = NULL;
	out_clear(&o);
	return all;
}

int journal_append(struct store *s, int64_t at, const char *kind, const char *actor, const char *body,
		   int64_t *ret_seq)
{
	char *all;
	int r;

	if (!s->where || strcmp(actor, "mimamori") == 0)
		return append(s, at, kind, actor, body, ret_seq);
	if (!(all = with_where(body, s->where)))
		return -EINVAL;
	r = append(s, at, kind, actor, all, ret_seq);
	free(all);
	return r;
}
