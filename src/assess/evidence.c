#include "assess/evidence.h"

#include "assess/ask.h"
#include "base/lang.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVIDENCE_MEMORY = 64 << 20, RECORDS_FIRST = 256, JAPAN_MINUTES = 540 };

int site_zone(struct store *s)
{
	const char *v = site_setting(s, "zone-minutes", NULL);

	return v ? (int)strtol(v, NULL, 10) : JAPAN_MINUTES;
}

const struct check *check_by_name(const char *name)
{
	size_t low = 0, high = check_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, checks[middle].name);

		if (order == 0)
			return &checks[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *check_title(const char *title, enum language l, struct arena *a)
{
	char *text = arena_get(a, strlen(title) * 3 + 64, 1), *to = text;

	while (text && *title) {
		size_t n = strcspn(title, "{"), hole = title[n] ? strcspn(title + n, "}") + 1 : 0;
		const char *word = !hole                               ? ""
				   : strncmp(title + n, "{device}", 8) ? "…"
								       : lang(l, "api.any-device");

		memcpy(to, title, n);
		memcpy(to + n, word, strlen(word));
		to += n + strlen(word);
		title += n + hole;
	}
	return text;
}

const struct outcome_seen *evidence_outcome(const struct evidence *e, const char *check)
{
	const struct check *c = check_by_name(check);

	return c && e->outcome[c - checks].asked ? &e->outcome[c - checks] : NULL;
}

/* The system's number, level and devices; the site's own when it is "site". */
static int scope(sqlite3 *db, struct evidence *e)
{
	static const char *const words[] = {"poc", "core", "important"};
	sqlite3_stmt *st = NULL;
	int r = -ENOENT;

	if (strcmp(e->system, "site") == 0) {
		e->devices = ask_number(db, "SELECT COUNT(*) FROM device", 0);
		return 0;
	}
	if (e->system[0] != 's' || (e->number = strtoll(e->system + 1, NULL, 10)) < 1)
		return -ENOENT;
	if (sqlite3_prepare_v2(
		    db,
		    "SELECT level, (SELECT COUNT(*) FROM system_device m JOIN device d ON d.id = m.device"
		    " WHERE m.system = s.id) FROM system s WHERE id = ?1",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, e->number);
	if (sqlite3_step(st) == SQLITE_ROW) {
		for (unsigned i = 0; i < 3; i++)
			if (strcmp((const char *)sqlite3_column_text(st, 0), words[i]) == 0)
				e->level = 1u << i;
		e->devices = sqlite3_column_int64(st, 1);
		r = 0;
	}
	sqlite3_finalize(st);
	return r;
}

/* How long was recorded: recordings may lie years apart, and what lay between was not seen; what two of them saw counts once. */
static int64_t recorded(sqlite3 *db)
{
	int64_t end = INT64_MIN, all = 0;
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(
		    db,
		    "SELECT first, last FROM source WHERE first IS NOT NULL AND last >= first ORDER BY first",
		    -1, &st, NULL) != SQLITE_OK)
		return 0;
	while (sqlite3_step(st) == SQLITE_ROW) {
		int64_t from = sqlite3_column_int64(st, 0), to = sqlite3_column_int64(st, 1);

		from = from > end ? from : end;
		if (to > from)
			all += to - from;
		end = to > end ? to : end;
	}
	sqlite3_finalize(st);
	return all;
}

static void seen(sqlite3 *db, struct evidence *e)
{
	e->capture_end = ask_number(db, "SELECT MAX(last) FROM source", 0);
	e->seconds = recorded(db) / 1000000;
	e->listed = ask_number(db, "SELECT COUNT(*) FROM ledger", 0);
	e->matched = ask_number(db, "SELECT COUNT(*) FROM ledger WHERE device IS NOT NULL", 0);
	e->mirror_incomplete =
		ask_number(db, "SELECT value FROM setting WHERE key = 'mirror_incomplete'", 0) != 0;
	e->payload_cut = ask_number(db, "SELECT value FROM setting WHERE key = 'payload_cut'", 0) != 0;
}

static int outcomes(sqlite3 *db, struct evidence *e)
{
	sqlite3_stmt *st = NULL;
	int r;

	e->outcome = arena_get(e->arena, check_count + 1, sizeof *e->outcome);
	if (!e->outcome)
		return -ENOMEM;
	if (sqlite3_prepare_v2(
		    db,
		    "SELECT check_name, findings, looked, good, unfinished, found_hash FROM outcome"
		    " WHERE system = ?1",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, e->system, -1, SQLITE_STATIC);
	while ((r = sqlite3_step(st)) == SQLITE_ROW) {
		const struct check *c = check_by_name((const char *)sqlite3_column_text(st, 0));
		struct outcome_seen *o = c ? &e->outcome[c - checks] : NULL;

		if (!o)
			continue;
		o->asked = true;
		o->findings = sqlite3_column_int64(st, 1);
		o->looked = sqlite3_column_int64(st, 2);
		o->good = sqlite3_column_int64(st, 3);
		o->unfinished = sqlite3_column_int(st, 4) != 0;
		snprintf(o->found, sizeof o->found, "%s", sqlite3_column_text(st, 5));
	}
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static const char *kept(struct evidence *e, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s ? arena_text(e->arena, s, strlen(s)) : "";
}

static void record_read(struct evidence *e, sqlite3_stmt *st, struct record_seen *r)
{
	r->id = sqlite3_column_int64(st, 0);
	r->kind = kept(e, st, 1);
	r->topic = kept(e, st, 2);
	r->item = kept(e, st, 3);
	r->says = *kept(e, st, 4);
	r->device = sqlite3_column_int64(st, 5);
	r->made_on = kept(e, st, 6);
	r->expires_on = sqlite3_column_type(st, 7) == SQLITE_NULL ? NULL : kept(e, st, 7);
	r->hash = kept(e, st, 8);
	r->proven = sqlite3_column_int(st, 9) != 0;
	r->whole = sqlite3_column_int(st, 10) != 0;
	r->lapsed = r->expires_on && strcmp(r->expires_on, e->today) < 0;
}

/* Room for one more: twice as much when it is full. */
static int grow(struct evidence *e, size_t *room)
{
	struct record_seen *more;

	if (e->records < *room)
		return 0;
	*room = *room ? *room * 2 : RECORDS_FIRST;
	more = arena_get(e->arena, *room, sizeof *more);
	if (!more)
		return -ENOMEM;
	if (e->records)
		memcpy(more, e->record, e->records * sizeof *more);
	e->record = more;
	return 0;
}

static int records(sqlite3 *db, struct evidence *e)
{
	sqlite3_stmt *st = NULL;
	size_t room = 0;
	int r, code = 0;

	if (sqlite3_prepare_v2(db,
			       "SELECT r.id, r.kind, r.topic, r.item, r.says, (SELECT d.id FROM device d "
			       "WHERE d.id = r.device), r.made_on, r.expires_on, r.hash, r.signed,"
			       " r.device IS NULL AND (r.system = 'site' OR r.system = ?1) FROM record r "
			       "WHERE r.removed = 0 AND ("
			       " ?1 = 'site' OR r.system = ?1 OR (r.system = 'site' AND (r.device IS NULL OR "
			       "r.device IN ("
			       "SELECT m.device FROM system_device m WHERE m.system = ?2))))"
			       " ORDER BY r.kind, coalesce(r.topic, ''), r.device, r.id",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, e->system, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 2, e->number);
	while ((r = sqlite3_step(st)) == SQLITE_ROW && (code = grow(e, &room)) == 0)
		record_read(e, st, &e->record[e->records++]);
	sqlite3_finalize(st);
	return code < 0 ? code : r == SQLITE_DONE ? 0 : -EIO;
}

size_t evidence_first(const struct evidence *e, const char *kind, size_t n)
{
	size_t low = 0, high = e->records;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (record_order(&e->record[middle], kind, n) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int record_order(const struct record_seen *r, const char *kind, size_t n)
{
	int o = strncmp(r->kind, kind, n);

	return o ? o : (unsigned char)r->kind[n];
}

int evidence_load(struct store *s, int64_t now, const char *system, struct evidence *ret)
{
	sqlite3 *db = store_db(s);
	int r;

	*ret = (struct evidence){.now = now, .arena = arena_new(EVIDENCE_MEMORY)};
	if (!ret->arena)
		return -ENOMEM;
	snprintf(ret->system, sizeof ret->system, "%s", system);
	date_at(now, site_zone(s), ret->today);
	r = scope(db, ret);
	if (r < 0)
		return r;
	seen(db, ret);
	r = outcomes(db, ret);
	return r < 0 ? r : records(db, ret);
}

void evidence_free(struct evidence *e)
{
	if (e->arena)
		arena_free(e->arena);
	*e = (struct evidence){0};
}
