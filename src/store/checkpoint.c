#include "store/checkpoint.h"

#include "store/merkle_levels.h"
#include "store/private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- making */

static int tree_of(struct store *s, struct merkle *ret)
{
	sqlite3_stmt *st = store_prepare(s, "SELECT hash FROM event ORDER BY seq");
	int r = SQLITE_ERROR;

	*ret = (struct merkle){0};
	while (st && (r = sqlite3_step(st)) == SQLITE_ROW) {
		if (sqlite3_column_bytes(st, 0) != HASH_BYTES)
			break;
		merkle_add(ret, sqlite3_column_blob(st, 0));
	}
	sqlite3_finalize(st);
	return r == SQLITE_ROW ? -EIO : store_code(r);
}

static char *note_of(struct store *s, const struct merkle *tree)
{
	unsigned char root[HASH_BYTES];
	struct out o;
	char *note;

	if (out_init(&o, -1) < 0)
		return NULL;
	merkle_root(tree, root);
	note_write(&o, site_setting(s, "origin", ""), tree->size, root, s->key);
	note = strdup(out_bytes(&o, NULL));
	out_clear(&o);
	return note;
}

static int tell(struct store *s, int64_t at, const char *actor, const struct merkle *tree, const char *note)
{
	unsigned char root[HASH_BYTES];
	char hex[HASH_HEX];
	struct out o;
	int r;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	merkle_root(tree, root);
	digest_hex(root, hex);
	json_object(&o, NULL);
	json_int(&o, "size", (int64_t)tree->size);
	json_str(&o, "root", hex);
	json_str(&o, "note", note);
	json_end_object(&o);
	r = journal_append(s, at, "checkpoint-made", actor, out_bytes(&o, NULL), NULL);
	out_clear(&o);
	return r;
}

int checkpoint_make(struct store *s, int64_t at, const char *actor, char **ret_note, struct err *e)
{
	struct merkle tree;
	char *note = NULL;
	int r;

	if (!s->key)
		return err_set(e, -ENOENT, site_path(s), "key-absent", "%s", "");
	r = site_begin(s);
	if (r == 0)
		r = tree_of(s, &tree);
	if (r == 0 && !(note = note_of(s, &tree)))
		r = -ENOMEM;
	if (r == 0)
		r = tell(s, at, actor, &tree, note);
	if (r == 0)
		r = site_commit(s);
	if (r == 0) {
		*ret_note = note;
		return 0;
	}
	store_failed(s, r, e);
	site_rollback(s);
	free(note);
	return r;
}

/* --- proving */

char *checkpoint_covering(struct store *s, int64_t seq)
{
	sqlite3_stmt *st =
		store_prepare(s, "SELECT note FROM checkpoint WHERE size >= ?1 ORDER BY size DESC LIMIT 1");
	char *note = NULL;

	sqlite3_bind_int64(st, 1, seq);
	if (st && sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0))
		note = strdup((const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return note;
}

static int path_of(struct store *s, uint64_t index, uint64_t size, struct merkle_path *ret)
{
	sqlite3_stmt *st = store_prepare(s, "SELECT hash FROM event WHERE seq <= ?1 ORDER BY seq");
	struct merkle_prover *p = calloc(1, sizeof *p);
	int r = SQLITE_ERROR;

	sqlite3_bind_int64(st, 1, (int64_t)size);
	if (p)
		merkle_prove_start(p, index, size);
	while (p && st && (r = sqlite3_step(st)) == SQLITE_ROW && sqlite3_column_bytes(st, 0) == HASH_BYTES)
		merkle_prove_add(p, sqlite3_column_blob(st, 0));
	r = r == SQLITE_DONE && p->next == size ? 0 : -EIO;
	if (r == 0)
		*ret = p->path;
	sqlite3_finalize(st);
	free(p);
	return r;
}

static void framed(struct out *o, int64_t v)
{
	for (int i = 0; i < 8; i++)
		out_char(o, (char)((uint64_t)v >> (56 - 8 * i) & 0xff));
}

static void framed_text(struct out *o, const char *s, size_t n)
{
	framed(o, (int64_t)n);
	out_put(o, s, n);
}

/* The public key, then 'e' and the hashed bytes of the event, or 'h' and its hash when it is too long to
 * show. */
static void extra_of(struct out *o, const unsigned char public_key[PUBLIC_BYTES], const struct event *e)
{
	out_put(o, public_key, PUBLIC_BYTES);
	if (e->body_n + e->kind_n + e->actor_n > EXTRA_MAX - 256) {
		out_char(o, 'h');
		out_put(o, e->hash, HASH_BYTES);
		return;
	}
	out_char(o, 'e');
	out_put(o, e->prev, HASH_BYTES);
	framed(o, e->seq);
	framed(o, e->at);
	framed_text(o, e->kind, e->kind_n);
	framed_text(o, e->actor, e->actor_n);
	framed_text(o, e->body, e->body_n);
}

/* levels: of the note's tree, or NULL: the journal is gone through for this event alone. */
static int write_proof(struct store *s, const struct event *e, const char *note,
		       const struct merkle_levels *levels, struct out *o)
{
	unsigned char public_key[PUBLIC_BYTES] = {0};
	struct merkle_path path;
	struct out extra;
	struct note n;
	size_t extra_n;
	int r;

	if (note_read(rd_of(note, strlen(note)), &n) < 0)
		return -EIO;
	if (levels)
		merkle_levels_path(levels, (uint64_t)e->seq - 1, &path);
	else if ((r = path_of(s, (uint64_t)e->seq - 1, n.size, &path)) < 0)
		return r;
	if (out_init(&extra, -1) < 0)
		return -ENOMEM;
	key_of_hex(site_setting(s, "public-key", ""), public_key);
	extra_of(&extra, public_key, e);
	out_bytes(&extra, &extra_n);
	proof_write(o, &path, extra.buf, extra_n, note);
	out_clear(&extra);
	return 0;
}

static int prove(struct store *s, int64_t seq, const char *note, const struct merkle_levels *levels,
		 struct out *o, struct err *e)
{
	sqlite3_stmt *st = store_prepare(s, "SELECT " EVENT_COLUMNS " FROM event WHERE seq = ?1");
	struct event event;
	int r;

	sqlite3_bind_int64(st, 1, seq);
	r = st ? sqlite3_step(st) : SQLITE_ERROR;
	if (r == SQLITE_DONE)
		r = err_set(e, -ENOENT, site_path(s), "no-such-event", "%lld", (long long)seq);
	else if (r != SQLITE_ROW || !event_read(st, &event))
		r = store_failed(s, -EBADMSG, e);
	else if ((r = write_proof(s, &event, note, levels, o)) < 0)
		store_failed(s, r, e);
	sqlite3_finalize(st);
	return r;
}

int checkpoint_prove(struct store *s, int64_t seq, const char *note, struct out *o, struct err *e)
{
	return prove(s, seq, note, NULL, o, e);
}

/* More events than this are not held in memory (128 MB): each proof then goes through the journal. */
enum { LEVELS_MOST = 2000000 };

static int levels_of(struct store *s, uint64_t size, struct merkle_levels *ret)
{
	sqlite3_stmt *st = store_prepare(s, "SELECT hash FROM event WHERE seq <= ?1 ORDER BY seq");
	int r = SQLITE_ERROR, code = merkle_levels_begin(ret, size);

	sqlite3_bind_int64(st, 1, (int64_t)size);
	while (code == 0 && st && (r = sqlite3_step(st)) == SQLITE_ROW &&
	       sqlite3_column_bytes(st, 0) == HASH_BYTES)
		merkle_levels_add(ret, sqlite3_column_blob(st, 0));
	sqlite3_finalize(st);
	if (code == 0 && (r != SQLITE_DONE || ret->filled != size))
		code = -EIO;
	if (code == 0)
		merkle_levels_end(ret);
	return code;
}

static int prove_one(struct store *s, int64_t seq, const char *note, const struct merkle_levels *levels,
		     proved_fn *fn, void *ctx, struct err *e)
{
	struct out o;
	size_t n;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	r = prove(s, seq, note, levels, &o, e);
	if (r == 0) {
		const char *proof = out_bytes(&o, &n);

		r = o.error ? -ENOMEM : fn(ctx, seq, proof, n);
	}
	out_clear(&o);
	return r;
}

int checkpoint_prove_many(struct store *s, const int64_t *seqs, size_t count, const char *note, proved_fn *fn,
			  void *ctx, struct err *e)
{
	struct merkle_levels levels = {0};
	bool held = false;
	struct note n;
	int r = note_read(rd_of(note, strlen(note)), &n);

	if (r == 0 && n.size <= LEVELS_MOST && count > 1) {
		r = levels_of(s, n.size, &levels);
		held = r == 0;
	}
	if (r < 0)
		store_failed(s, r, e);
	for (size_t i = 0; i < count && r == 0; i++)
		r = prove_one(s, seqs[i], note, held ? &levels : NULL, fn, ctx, e);
	merkle_levels_free(&levels);
	return r;
}

/* --- checking */

static struct rd text_in(struct rd *r) { return rd_sub(r, (size_t)rd_be64(r)); }

static int event_in(struct rd r, struct proved *ret)
{
	struct digest d;

	digest_start(&d);
	digest_bytes(&d, r.at, rd_left(&r));
	digest_end(&d, ret->event_hash);
	rd_skip(&r, HASH_BYTES);
	ret->seq = (int64_t)rd_be64(&r);
	ret->at = (int64_t)rd_be64(&r);
	ret->kind = text_in(&r);
	ret->actor = text_in(&r);
	ret->body = text_in(&r);
	ret->shown = true;
	return rd_ok(&r) && rd_empty(&r) ? 0 : -EINVAL;
}

static int extra_in(struct rd r, struct proved *ret)
{
	const uint8_t *key = rd_bytes(&r, PUBLIC_BYTES), *hash;
	uint8_t what = rd_u8(&r);

	if (!key || (what != 'e' && what != 'h'))
		return -EINVAL;
	memcpy(ret->public_key, key, PUBLIC_BYTES);
	if (what == 'e')
		return event_in(rd_rest(&r), ret);
	if (!(hash = rd_bytes(&r, HASH_BYTES)) || !rd_empty(&r))
		return -EINVAL;
	memcpy(ret->event_hash, hash, HASH_BYTES);
	return 0;
}

int proof_check(const struct proof *p, struct proved *ret)
{
	unsigned char root[HASH_BYTES];

	*ret = (struct proved){0};
	if (extra_in(rd_of(p->extra, p->extra_n), ret) < 0)
		return -EINVAL;
	if (ret->shown && ret->seq != (int64_t)p->path.index + 1)
		ret->wrong = "number";
	else if (!merkle_path_root(&p->path, ret->event_hash, root) ||
		 memcmp(root, p->checkpoint.root, HASH_BYTES) != 0)
		ret->wrong = "root";
	else if (!note_signed_by(&p->checkpoint, ret->public_key))
		ret->wrong = "signature";
	ret->seq = (int64_t)p->path.index + 1;
	return 0;
}
