/* What happened to a record, read back from the journal. */
#include "assess/people.h"
#include "assess/record.h"
#include "base/out.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct walk {
	struct store *store;
	char *before; /* the body of the version before */
};

static const char *text(sqlite3_stmt *st, int i)
{
	const char *v = (const char *)sqlite3_column_text(st, i);

	return v ? v : "";
}

/* Members that differ between two bodies, by the names people type for them. */
#define MEMBERS(body)                                                                                        \
	"SELECT CASE key WHEN 'made_on' THEN 'date' WHEN 'plan_on' THEN 'plan' WHEN 'no_deputy' THEN "       \
	"'deputy' WHEN 'said' "                                                                              \
	"THEN 'says' ELSE key END AS name, key AS member, value FROM json_each(" body                        \
	") WHERE key NOT IN ('fields', 'says', "                                                             \
	"'expires_on', 'kind_version', 'attachment_hash') UNION ALL SELECT replace(key, '-none', ''), "      \
	"'field', key || value "                                                                             \
	"FROM json_each(" body ", '$.fields')"
static const char differs[] = "WITH o AS (" MEMBERS("?1") "), n AS (" MEMBERS(
	"?2") ") SELECT DISTINCT coalesce(n.name, o.name) FROM n FULL JOIN o ON n.name = o.name AND n.member "
	      "= o.member WHERE "
	      "n.value IS NOT o.value ORDER BY 1";

static void changed(struct walk *w, const char *body, struct out *o)
{
	sqlite3_stmt *st = NULL;
	const char *sep = "";

	if (!w->before || sqlite3_prepare_v2(store_db(w->store), differs, -1, &st, NULL) != SQLITE_OK)
		return;
	sqlite3_bind_text(st, 1, w->before, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, body, -1, SQLITE_STATIC);
	while (sqlite3_step(st) == SQLITE_ROW) {
		out_fmt(o, "%s%s", sep, text(st, 0));
		sep = ", ";
	}
	sqlite3_finalize(st);
}

/* Columns 4 to 10 of an event of signing: does the signature fit, by a key that was the signer's? */
static bool proven(struct walk *w, int64_t id, sqlite3_stmt *st)
{
	char bytes[160];
	int n = record_signed_text(id, (unsigned)sqlite3_column_int(st, 4), text(st, 7), bytes, sizeof bytes);

	return person_verify(text(st, 9), bytes, (size_t)n, text(st, 10)) &&
	       person_had_key(w->store, sqlite3_column_int64(st, 8), text(st, 9));
}

static int tell(struct walk *w, int64_t id, sqlite3_stmt *st,
		int (*fn)(void *ctx, const struct record_event *e), void *ctx)
{
	struct record_event e = {.seq = sqlite3_column_int64(st, 0),
				 .at = sqlite3_column_int64(st, 1),
				 .what = text(st, 2) + strlen("record-"),
				 .actor = text(st, 3),
				 .version = (unsigned)sqlite3_column_int(st, 4),
				 .because = text(st, 5)};
	const char *body = text(st, 6);
	struct out o;
	int code;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	if (*body) {
		changed(w, body, &o);
		free(w->before);
		w->before = strdup(body);
	}
	e.changed = out_bytes(&o, NULL);
	e.proven = strcmp(e.what, "signed") == 0 && proven(w, id, st);
	code = fn(ctx, &e);
	out_clear(&o);
	return code;
}

int record_history(struct store *s, int64_t id, int (*fn)(void *ctx, const struct record_event *e), void *ctx)
{
	struct walk w = {s, NULL};
	sqlite3_stmt *st = NULL;
	int code = 0;

	if (sqlite3_prepare_v2(store_db(s),
			       "SELECT seq, at, kind, actor, json_extract(body, '$.version'), "
			       "json_extract(body, '$.because'), "
			       "json_extract(body, '$.body'), json_extract(body, '$.hash'), "
			       "json_extract(body, '$.contact'), "
			       "json_extract(body, '$.public_key'), json_extract(body, '$.signature') FROM "
			       "event WHERE kind IN "
			       "('record-added', 'record-edited', 'record-removed', 'record-signed') AND "
			       "json_extract(body, "
			       "'$.record') = ?1 ORDER BY seq",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, id);
	while (code >= 0 && sqlite3_step(st) == SQLITE_ROW)
		code = tell(&w, id, st, fn, ctx);
	sqlite3_finalize(st);
	free(w.before);
	return code < 0 ? code : 0;
}
