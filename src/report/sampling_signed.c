/* What people decided and signed of a row, the events that tell of all its proofs, and that these stand in
 * the journal. */
#include "report/sampling_parts.h"

#include "assess/people.h"
#include "assess/record.h"
#include "assess/sign.h"
#include "assess/sql.h"
#include "store/checkpoint.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- decisions and signatures, with what is signed as files for openssl */

struct signed_thing {
	char name[40];                  /* "g4" a signature on a decision, "r3-v2" one on a record */
	const char *text, *key, *value; /* key, value: hex; NULL: declared */
};

static int file_of(struct sampling *w, const struct signed_thing *t, const char *suffix, const void *bytes,
		   size_t n)
{
	char name[SAMPLE_NAME];

	snprintf(name, sizeof name, "signatures/%s.%s", t->name, suffix);
	return sampled(w, true, name, bytes, n);
}

static int pem_of(struct sampling *w, const struct signed_thing *t, const unsigned char key[PUBLIC_BYTES])
{
	const char *pem;
	struct out o;
	size_t n;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	sampled_pem(&o, key);
	pem = out_bytes(&o, &n);
	r = file_of(w, t, "pem", pem, n);
	out_clear(&o);
	return r;
}

/* The very bytes that were signed: the domain with its zero byte (people.h), then the text. */
static int signed_bytes(struct sampling *w, const struct signed_thing *t)
{
	char bytes[sizeof PERSON_DOMAIN + 600] = PERSON_DOMAIN;
	size_t n = strlen(t->text);

	if (n >= 600)
		return -E2BIG;
	memcpy(bytes + sizeof PERSON_DOMAIN, t->text, n);
	return file_of(w, t, "signed", bytes, sizeof PERSON_DOMAIN + n);
}

static int signature_files(struct sampling *w, const struct signed_thing *t)
{
	unsigned char key[PUBLIC_BYTES], signature[SIGNATURE_BYTES];
	size_t n = 0;
	int r;

	if (!t->key || !t->value || !key_of_hex(t->key, key) ||
	    sodium_hex2bin(signature, sizeof signature, t->value, strlen(t->value), NULL, &n, NULL) != 0 ||
	    n != sizeof signature)
		return 0; /* declared: nothing to check */
	r = signed_bytes(w, t);
	if (r == 0)
		r = file_of(w, t, "sig", signature, n);
	return r < 0 ? r : pem_of(w, t, key);
}

static int put_signature(struct sampling *w, struct out *o, int64_t id, sqlite3_stmt *st)
{
	static const char *const names[] = {"system",   "sheet",    "item",     "contact",    "side", "role",
					    "decision", "evidence", "question", "public_key", "value"};
	struct signed_thing t;
	const char *v[11];
	char text[512];
	int n;

	for (int i = 0; i < 11; i++)
		v[i] = (const char *)sqlite3_column_text(st, i);
	n = sign_text(&(struct sign_bound){v[0], v[1], v[2], v[4], v[5], v[6], v[7], v[8]},
		      strtoll(v[3], NULL, 10), text, sizeof text);
	json_object(o, NULL);
	json_int(o, "signature", id);
	for (int i = 0; i < 11; i++)
		json_str(o, names[i], v[i]);
	json_time(o, "at", sqlite3_column_int64(st, 11));
	json_str(o, "text", text);
	json_end_object(o);
	t = (struct signed_thing){.text = text, .key = v[9], .value = v[10]};
	snprintf(t.name, sizeof t.name, "g%lld", (long long)id);
	return n < (int)sizeof text ? signature_files(w, &t) : 0;
}

static int signatures(struct sampling *w, struct out *o)
{
	int r = 0;

	json_array(o, "signatures");
	for (size_t i = 0; i < w->signatures_seen && r == 0; i++) {
		sqlite3_stmt *st = sql_of(
			w->s->store,
			"SELECT system, sheet, item, contact, side, role, decision_hash, evidence_hash,"
			" question_hash, public_key, value, at FROM signature WHERE id = ?1",
			"i", w->signature[i]);

		if (st && sqlite3_step(st) == SQLITE_ROW)
			r = put_signature(w, o, w->signature[i], st);
		sqlite3_finalize(st);
	}
	json_end_array(o);
	return r;
}

/* Every decision ever made of the sub-item and of its item, whose reason it may inherit; and the keys of its
 * signers. */
static void history(struct sampling *w, struct out *o)
{
	static const char sql[] = "SELECT seq, at, kind, actor, body FROM event WHERE (kind IN "
				  "('decision-made', 'decision-withdrawn',"
				  " 'own-item-added') AND body->>'system' = ?1 AND body->>'sheet' = ?2 AND "
				  "body->>'item' IN (?3, ?4))"
				  " ORDER BY seq";
	const char *item = w->s->pick[w->row]->item;
	char parent[16];
	sqlite3_stmt *st;

	snprintf(parent, sizeof parent, "%.*s", (int)strcspn(item, "-"), item);
	st = sql_of(w->s->store, sql, "tttt", w->s->system, w->s->sheet, item, parent);
	json_array(o, "decisions");
	while (st && sqlite3_step(st) == SQLITE_ROW) {
		json_object(o, NULL);
		json_int(o, "event", sqlite3_column_int64(st, 0));
		json_time(o, "at", sqlite3_column_int64(st, 1));
		json_str(o, "kind", (const char *)sqlite3_column_text(st, 2));
		json_str(o, "actor", (const char *)sqlite3_column_text(st, 3));
		json_raw(o, "body", (const char *)sqlite3_column_text(st, 4),
			 (size_t)sqlite3_column_bytes(st, 4));
		json_end_object(o);
		sampled_event(w, sqlite3_column_int64(st, 0));
	}
	json_end_array(o);
	sqlite3_finalize(st);
}

static void key_event(struct sampling *w, int64_t contact, const char *key)
{
	sampled_event(
		w,
		sql_number(
			w->s->store, 0,
			"SELECT max(seq) FROM event WHERE kind = 'contact-key-made' AND body->>'contact' = ?1"
			" AND body->>'public_key' = ?2",
			"it", contact, key));
}

static void keys(struct sampling *w)
{
	for (size_t i = 0; i < w->signatures_seen; i++) {
		sqlite3_stmt *st = sql_of(
			w->s->store,
			"SELECT contact, public_key FROM signature WHERE id = ?1 AND public_key IS NOT NULL",
			"i", w->signature[i]);

		if (st && sqlite3_step(st) == SQLITE_ROW)
			key_event(w, sqlite3_column_int64(st, 0), (const char *)sqlite3_column_text(st, 1));
		sqlite3_finalize(st);
	}
}

/* Each signature that a record ever had. */
static int record_signatures(struct sampling *w, int64_t id)
{
	sqlite3_stmt *st =
		sql_of(w->s->store,
		       "SELECT body->>'version', body->>'hash', body->>'contact', body->>'public_key',"
		       " body->>'signature' FROM event WHERE kind = 'record-signed' AND body->>'record' = ?1"
		       " ORDER BY seq",
		       "i", id);
	char text[200];
	int r = 0;

	while (r == 0 && st && sqlite3_step(st) == SQLITE_ROW) {
		struct signed_thing t = {.text = text,
					 .key = (const char *)sqlite3_column_text(st, 3),
					 .value = (const char *)sqlite3_column_text(st, 4)};
		const char *hash = (const char *)sqlite3_column_text(st, 1);

		record_signed_text(id, (unsigned)sqlite3_column_int(st, 0), hash ? hash : "", text,
				   sizeof text);
		snprintf(t.name, sizeof t.name, "r%lld-v%d", (long long)id, sqlite3_column_int(st, 0));
		if (t.key)
			key_event(w, sqlite3_column_int64(st, 2), t.key);
		r = signature_files(w, &t);
	}
	sqlite3_finalize(st);
	return r;
}

static int decisions(struct sampling *w)
{
	struct out o;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	json_object(&o, NULL);
	history(w, &o);
	r = signatures(w, &o);
	keys(w);
	json_end_object(&o);
	for (size_t i = 0; i < w->records_seen && r == 0; i++)
		r = record_signatures(w, w->record[i]);
	if (r < 0)
		out_clear(&o);
	return r < 0 ? r : sampled_out(w, true, "decisions.json", &o);
}

/* --- events */

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* As they are hashed: body is the text itself, so that their hashes can be made again. */
static int events_file(struct sampling *w)
{
	static const char *const names[] = {"seq", "at", "kind", "actor", "body", "prev", "hash"};
	struct out o;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	for (size_t k = 0; k < w->events; k++) {
		sqlite3_stmt *st =
			sql_of(w->s->store,
			       "SELECT seq, at, kind, actor, body, lower(hex(prev)), lower(hex(hash)) FROM"
			       " event WHERE seq = ?1",
			       "i", w->event[k]);

		if (st && sqlite3_step(st) == SQLITE_ROW) {
			o.first = true;
			json_object(&o, NULL);
			for (int i = 0; i < 7; i++)
				if (i < 2)
					json_int(&o, names[i], sqlite3_column_int64(st, i));
				else
					json_str(&o, names[i], (const char *)sqlite3_column_text(st, i));
			json_end_object(&o);
			out_char(&o, '\n');
		}
		sqlite3_finalize(st);
	}
	return sampled_out(w, true, "events.jsonl", &o);
}

static int proof_file(void *ctx, int64_t seq, const char *proof, size_t n)
{
	struct sampling *w = ctx;
	char name[SAMPLE_NAME];

	snprintf(name, sizeof name, "events/e%lld.proof", (long long)seq);
	w->told->proven++;
	return sampled(w, true, name, proof, n);
}

static int proofs(struct sampling *w)
{
	size_t covered = 0;
	char range[64];

	while (w->note && covered < w->events && (uint64_t)w->event[covered] <= w->read.size)
		covered++;
	if (covered < w->events) {
		snprintf(range, sizeof range, "e%lld", (long long)w->event[covered]);
		sampled_lacks(w, w->row, w->note ? "lacks-checkpoint" : "lacks-checkpoints",
			      arena_text(w->arena, range, strlen(range)));
	}
	return covered ? checkpoint_prove_many(w->s->store, w->event, covered, w->note, proof_file, w, w->err)
		       : 0;
}

int sampled_signed(struct sampling *w)
{
	int r = decisions(w);

	if (w->events)
		qsort(w->event, w->events, sizeof *w->event, by_number);
	w->told->events += (unsigned)w->events;
	if (w->events_cut)
		sampled_lacks(w, w->row, "lacks-many-events", "");
	if (r == 0)
		r = events_file(w);
	return r < 0 ? r : proofs(w);
}
