/* Merging, taking back, and what a number stands for. */
#include "inventory/keep.h"

#include "base/text.h"
#include "inventory/keep_parts.h"
#include "inventory/save.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- numbers */

int64_t keep_number(const char *text, char letter)
{
	char *end = NULL;
	long long n = text[0] == letter && text[1] >= '1' && text[1] <= '9' ? strtoll(text + 1, &end, 10) : 0;

	return n > 0 && *end == '\0' ? n : 0;
}

/* One number of a statement with ?1 and ?2. */
static int64_t number(sqlite3 *db, const char *sql, int64_t a, int64_t b)
{
	sqlite3_stmt *st = NULL;
	int64_t v = 0;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, a);
		sqlite3_bind_int64(st, 2, b);
		if (sqlite3_step(st) == SQLITE_ROW)
			v = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return v;
}

static const char was_merged[] = "SELECT into_device FROM main.device_merge WHERE gone = ?1 AND undone IS "
				 "NULL ORDER BY id DESC LIMIT 1";

int64_t keep_device(struct store *s, int64_t id)
{
	for (int i = 0; i < KEEP_MERGES_MAX && id > 0; i++) {
		if (number(store_db(s), "SELECT id FROM main.device WHERE id = ?1", id, 0) == id)
			return id;
		id = number(store_db(s), was_merged, id, 0);
	}
	return 0;
}

/* --- the event */

/* JSON of one statement's value, as a member. */
static void member(struct out *o, sqlite3 *db, const char *key, const char *sql, int64_t a, int64_t b)
{
	sqlite3_stmt *st = NULL;
	const char *json = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, a);
		sqlite3_bind_int64(st, 2, b);
		if (sqlite3_step(st) == SQLITE_ROW)
			json = (const char *)sqlite3_column_text(st, 0);
	}
	if (json)
		json_raw(o, key, json, strlen(json));
	else
		o->error = EIO;
	sqlite3_finalize(st);
}

#define LIST(object, from) "SELECT json_group_array(" object ") FROM (SELECT * FROM " from ")"

/* What keep_part.c gives back. ?1 the device. */
static const struct {
	const char *key, *sql;
} gone_had[] =
	{{"systems", LIST("system", "main.system_device WHERE device = ?1 ORDER BY system")},
	 {"incidents", LIST("json_object('incident', incident, 'role', role, 'cut', cut, 'back', back)",
			    "main.incident_device WHERE device = ?1 ORDER BY incident")},
	 {"records", LIST("id", "main.record WHERE device = ?1 ORDER BY id")},
	 {"locks",
	  LIST("json_object('field', field, 'value', value, 'contact', contact, 'at', at, 'note', note)",
	       "main.device_lock WHERE device = ?1 ORDER BY field")},
	 {"life", LIST("json_object('state', state, 'since', since, 'moved_by', moved_by, 'reason', reason, "
		       "'contact', contact, 'despite', despite, 'last', last)",
		       "main.device_life WHERE device = ?1")},
	 {"profile", LIST("json_object('version', version, 'at', at, 'contact', contact, 'note', note)",
			  "main.profile WHERE device = ?1")},
	 {"entries", LIST("json_object('what', what, 'key', key)",
			  "main.profile_entry WHERE device = ?1 ORDER BY what, key")},
	 {"peers",
	  LIST("device", "main.profile_entry WHERE what = 'peer' AND key = 'd' || ?1 ORDER BY device")},
	 {"claims", LIST("json_object('kind', kind, 'value', value)",
			 "main.device_claim WHERE device = ?1 ORDER BY kind, value")}},
  into_had[] = {
	  {"systems", LIST("system", "main.system_device WHERE device = ?1 ORDER BY system")},
	  {"incidents", LIST("incident", "main.incident_device WHERE device = ?1 ORDER BY incident")},
	  {"locks", LIST("field", "main.device_lock WHERE device = ?1 ORDER BY field")},
	  {"profile", "SELECT count(*) FROM main.profile WHERE device = ?1"},
	  {"entries", LIST("json_object('what', what, 'key', key)",
			   "main.profile_entry WHERE device = ?1 ORDER BY what, key")},
	  {"peers",
	   LIST("device", "main.profile_entry WHERE what = 'peer' AND key = 'd' || ?1 ORDER BY device")}};

/* Addresses by which later captures know the device: an IP address names one only that shows no MAC address.
 */
static const char claims[] = LIST(
	"json_object('kind', kind, 'value', value)",
	"main.address WHERE device = ?1 AND (kind = 'mac' OR (SELECT mac FROM main.device WHERE id = ?1) IS "
	"NULL) GROUP BY kind, value ORDER BY kind, value LIMIT 4096");

static int tell_merged(const struct merging *m, const char *note, int64_t at, const char *actor)
{
	struct out o;
	size_t n;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	json_object(&o, NULL);
	json_int(&o, "merge", m->merge);
	json_int(&o, "gone", m->gone);
	json_int(&o, "into", m->into);
	json_str(&o, "note", note && *note ? note : NULL);
	member(&o, m->db, "claims", claims, m->gone, 0);
	json_object(&o, "gone_had");
	for (size_t i = 0; i < sizeof gone_had / sizeof *gone_had; i++)
		member(&o, m->db, gone_had[i].key, gone_had[i].sql, m->gone, 0);
	json_end_object(&o);
	json_object(&o, "into_had");
	for (size_t i = 0; i < sizeof into_had / sizeof *into_had; i++)
		member(&o, m->db, into_had[i].key, into_had[i].sql, m->into, 0);
	json_end_object(&o);
	json_end_object(&o);
	r = o.error ? -EIO : journal_append(m->site, at, "device-merged", actor, out_bytes(&o, &n), NULL);
	out_clear(&o);
	return r;
}

/* The same words as the merge's own. */
static int tell_undone(const struct merging *m, int64_t at, const char *actor)
{
	static const char sql[] =
		"SELECT e.body FROM main.event e WHERE e.kind = 'device-merged' AND e.body->>'$.merge' = ?1 "
		"ORDER BY e.seq DESC LIMIT 1";
	struct out o;
	size_t n;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	o.first = true;
	member(&o, m->db, NULL, sql, m->merge, 0);
	r = o.error ? -EIO
		    : journal_append(m->site, at, "device-merge-undone", actor, out_bytes(&o, &n), NULL);
	out_clear(&o);
	return r;
}

/* --- merge and undo */

static int missing(struct store *s, int64_t id, struct err *e)
{
	char text[24], now[24];
	int64_t is = keep_device(s, id);

	snprintf(text, sizeof text, "d%lld", (long long)id);
	snprintf(now, sizeof now, "d%lld", (long long)is);
	if (is == id)
		return 0;
	return is ? err_set(e, -EEXIST, text, "gone-already", "%s", now)
		  : err_set(e, -ENOENT, text, "no-device", "%s", "");
}

static int may_merge(const struct merging *m, struct err *e)
{
	char text[24];
	int r = missing(m->site, m->gone, e);

	snprintf(text, sizeof text, "d%lld", (long long)m->gone);
	if (r == 0)
		r = missing(m->site, m->into, e);
	if (r < 0)
		return r;
	if (m->gone == m->into)
		return err_set(e, -EINVAL, text, "itself", "%s", "");
	if (m->merge > KEEP_MERGES_MAX)
		return err_set(e, -ENOSPC, text, "too-many", "%d", KEEP_MERGES_MAX);
	if (number(m->db, "SELECT count(*) FROM main.flow WHERE client = ?1 OR server = ?1", m->gone, 0) +
		    number(m->db, "SELECT count(*) FROM main.fact WHERE device = ?1", m->gone, 0) >
	    KEEP_ROWS_MAX)
		return err_set(e, -ENOSPC, text, "too-many-rows", "%d", KEEP_ROWS_MAX);
	return 0;
}

int keep_merge(struct store *s, int64_t gone, int64_t into, const char *note, int64_t at, const char *actor,
	       int64_t *ret_merge, struct err *e)
{
	struct merging m = {.site = s, .db = store_db(s), .gone = gone, .into = into};
	int r;

	m.merge = number(m.db, "SELECT coalesce(max(id), 0) + 1 FROM main.device_merge", 0, 0);
	r = may_merge(&m, e);
	if (r == 0 && note && (strlen(note) > KEEP_VALUE_MAX || !text_shows(text_z(note))))
		r = err_set(e, -EINVAL, "note", "bad-value", "%d", KEEP_VALUE_MAX);
	if (r == 0)
		r = site_indexes(s);
	if (r == 0) /* first: it reads what both have */
		r = tell_merged(&m, note, at, actor);
	if (r == 0)
		r = keep_join_rows(&m);
	if (r == 0)
		r = keep_join_device(&m);
	if (r == 0)
		r = ledger_rematch(s);
	if (r == 0 && ret_merge)
		*ret_merge = m.merge;
	return r;
}

static int may_undo(struct merging *m, struct err *e)
{
	char text[24], later[24];
	int64_t after;

	snprintf(text, sizeof text, "m%lld", (long long)m->merge);
	m->gone = number(m->db, "SELECT gone FROM main.device_merge WHERE id = ?1", m->merge, 0);
	m->into = number(m->db, "SELECT into_device FROM main.device_merge WHERE id = ?1", m->merge, 0);
	if (!m->gone)
		return err_set(e, -ENOENT, text, "no-merge", "%s", "");
	if (number(m->db, "SELECT undone IS NOT NULL FROM main.device_merge WHERE id = ?1", m->merge, 0))
		return err_set(e, -EEXIST, text, "undone-already", "%s", "");
	after = number(
		m->db,
		"SELECT max(id) FROM main.device_merge WHERE undone IS NULL AND id > ?1 AND (gone = ?2 OR "
		"into_device = ?2)",
		m->merge, m->into);
	snprintf(later, sizeof later, "m%lld", (long long)after);
	return after ? err_set(e, -EINVAL, text, "undo-later-first", "%s", later) : 0;
}

int keep_undo(struct store *s, int64_t merge, int64_t at, const char *actor, struct err *e)
{
	struct merging m = {.site = s, .db = store_db(s), .merge = merge};
	int r = may_undo(&m, e);

	if (r == 0)
		r = site_indexes(s);
	if (r == 0)
		r = keep_undo_rows(&m);
	if (r == 0)
		r = tell_undone(&m, at, actor);
	return r < 0 ? r : ledger_rematch(s);
}
