/* What the documents tell of, gathered once: the site, its rows (oscal_rows.c), records, devices. */
#include "report/oscal_parts.h"

#include "assess/asof.h"
#include "assess/evidence.h"
#include "base/date.h"
#include "base/text.h"
#include "store/site.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *oscal_kept(struct oscal_state *s, const char *text)
{
	char *copy = text ? arena_text(s->arena, text, strlen(text)) : NULL;

	if (text && !copy)
		s->failed = true;
	return copy;
}

/* --- devices that something told is about */

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static size_t numbers_of(const struct oscal_state *s, int64_t *list)
{
	size_t n = 0, kept_count = 0;

	for (size_t i = 0; i < s->proof_count; i++) {
		const struct oscal_proof *p = s->proofs[i];

		if (!p->asked)
			continue;
		if (p->device)
			list[n++] = p->device;
		for (size_t f = 0; f < p->finding_count; f++)
			if (p->findings[f]->device)
				list[n++] = p->findings[f]->device;
	}
	qsort(list, n, sizeof *list, by_number);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || list[i] != list[i - 1])
			list[kept_count++] = list[i];
	return kept_count;
}

/* What a device calls itself is hostile. */
static const char *cleaned(struct oscal_state *s, const char *text)
{
	char clean[TEXT_ROOM];

	if (!text)
		return NULL;
	text_clean(text_z(text), clean);
	return oscal_kept(s, clean);
}

static void device(struct oscal_state *s, sqlite3_stmt *q, int64_t id)
{
	struct oscal_device *d = &s->devices[s->device_count];
	const char *text[6];

	sqlite3_reset(q);
	sqlite3_bind_int64(q, 1, id);
	if (sqlite3_step(q) != SQLITE_ROW)
		return;
	for (int i = 0; i < 6; i++)
		text[i] = cleaned(s, (const char *)sqlite3_column_text(q, i));
	*d = (struct oscal_device){id, text[0], text[1], text[2], text[3], text[4], text[5]};
	s->device_count++;
}

static int devices_load(struct oscal_state *s)
{
	static const char sql[] = "SELECT s.name, d.ip, d.mac, s.maker, s.model, s.firmware FROM device d "
				  "JOIN device_shown s ON s.id = d.id WHERE d.id = ?1";
	size_t most = s->proof_count * (OSCAL_FINDINGS_MOST + 1) + 1, n;
	int64_t *list = arena_get(s->arena, most, sizeof *list);
	sqlite3_stmt *q = NULL;

	s->devices = arena_get(s->arena, most, sizeof *s->devices);
	if (!list || !s->devices)
		return -ENOMEM;
	if (sqlite3_prepare_v2(store_db(s->ask->store), sql, -1, &q, NULL) != SQLITE_OK)
		return -EIO;
	n = numbers_of(s, list);
	for (size_t i = 0; i < n; i++)
		device(s, q, list[i]);
	sqlite3_finalize(q);
	return s->failed ? -ENOMEM : 0;
}

/* Where systems and records of then stand. */
static struct store *then(const struct oscal *ask) { return ask->asof ? asof_store(ask->asof) : ask->store; }

/* --- what is told */

/* Of a record, what the proof leaves to it. */
static void record(struct oscal_state *s, sqlite3_stmt *q, struct oscal_proof *p)
{
	sqlite3_reset(q);
	sqlite3_bind_text(q, 1, p->id + 1, -1, SQLITE_STATIC);
	if (sqlite3_step(q) != SQLITE_ROW)
		return;
	p->kind = oscal_kept(s, (const char *)sqlite3_column_text(q, 0));
	p->plan_on = oscal_kept(s, (const char *)sqlite3_column_text(q, 1));
	p->because = oscal_kept(s, (const char *)sqlite3_column_text(q, 2));
	p->owner = oscal_kept(s, (const char *)sqlite3_column_text(q, 3));
}

static int records_load(struct oscal_state *s)
{
	sqlite3_stmt *q = NULL;

	if (sqlite3_prepare_v2(
		    store_db(s->ask->store),
		    "SELECT kind, plan_on, because, 'c' || owner FROM record WHERE id = CAST(?1 AS INTEGER)",
		    -1, &q, NULL) != SQLITE_OK)
		return -EIO;
	for (size_t i = 0; i < s->proof_count; i++)
		if (s->proofs[i]->what == PROOF_RECORD)
			record(s, q, s->proofs[i]);
	sqlite3_finalize(q);
	return s->failed ? -ENOMEM : 0;
}

/* A POA&M tells of what rows that are not met stand on, and of nothing else. */
static void narrow(const struct oscal_state *s)
{
	for (size_t i = 0; i < s->proof_count; i++)
		s->proofs[i]->asked = false;
	for (size_t i = 0; i < s->row_count; i++)
		for (size_t p = 0; oscal_is_unmet(&s->rows[i]) && p < s->rows[i].proof_count; p++)
			s->rows[i].proofs[p]->asked = true;
}

static void sources_used(const struct oscal_state *s)
{
	for (size_t i = 0; i < s->proof_count; i++)
		for (size_t f = 0; s->proofs[i]->asked && f < s->proofs[i]->finding_count; f++)
			for (size_t p = 0; p < s->proofs[i]->findings[f]->packet_files; p++)
				if (s->proofs[i]->findings[f]->packets[p].source)
					s->proofs[i]->findings[f]->packets[p].source->used = true;
}

static int proofs_load(struct oscal_state *s, enum oscal_document d)
{
	int r = oscal_rows(s);

	if (r == 0 && d == OSCAL_POAM)
		narrow(s);
	if (r == 0)
		r = records_load(s);
	if (r == 0)
		r = devices_load(s);
	if (r == 0 && d == OSCAL_POAM)
		r = oscal_measures(s, then(s->ask));
	if (r == 0)
		sources_used(s);
	return r;
}

/* --- the site */

static int64_t one(const struct oscal_state *s, const char *sql, const char *text)
{
	sqlite3_stmt *q = NULL;
	int64_t n = 0;

	if (sqlite3_prepare_v2(store_db(s->ask->store), sql, -1, &q, NULL) == SQLITE_OK) {
		if (text)
			sqlite3_bind_text(q, 1, text, -1, SQLITE_STATIC);
		if (sqlite3_step(q) == SQLITE_ROW)
			n = sqlite3_column_int64(q, 0);
	}
	sqlite3_finalize(q);
	return n;
}

/* A record that expired changed what is written, though nobody did anything. */
static int64_t expired_at(const struct oscal_state *s, const char *today)
{
	int64_t days = one(
		s,
		"SELECT unixepoch(max(expires_on)) / 86400 FROM record WHERE removed = 0 AND expires_on < ?1",
		today);

	return days ? ((days + 1) * 86400 - s->zone_minutes * 60) * 1000000 : 0;
}

/* Of a moment that was asked for: its event, and itself. */
static void changed_then(struct oscal_state *s)
{
	s->last = asof_of(s->ask->asof)->seq;
	s->modified = asof_of(s->ask->asof)->at;
}

static void changed(struct oscal_state *s, enum oscal_document d, const char *today)
{
	int64_t expired;

	s->last = one(s, "SELECT max(seq) FROM event", NULL);
	s->modified = one(s, "SELECT max(at) FROM event", NULL);
	expired = expired_at(s, today);
	if (expired > s->modified)
		s->modified = expired;
	if (s->ask->asof)
		changed_then(s);
	/* Own items and the customer's marks and levels are all that the site adds to these. */
	if (d == OSCAL_CATALOG || d == OSCAL_PROFILE)
		s->modified = one(
			s,
			"SELECT at FROM event WHERE seq = max((SELECT min(seq) FROM event), (SELECT "
			"coalesce(max(seq), 0) FROM own_item), (SELECT coalesce(max(seq), 0) FROM wording))",
			NULL);
	if (d == OSCAL_MAPPING)
		s->modified = (int64_t)date_days(s->ask->mapping->date) * 86400 * 1000000;
}

/* Its name; while it has none, that of its file without ".db". */
static const char *site_called(const struct oscal_state *s)
{
	const char *name = site_setting(s->ask->store, "name", ""), *path = site_path(s->ask->store), *slash;

	if (*name || !path)
		return arena_text(s->arena, *name ? name : "site", strlen(*name ? name : "site"));
	slash = strrchr(path, '/');
	name = slash ? slash + 1 : path;
	return arena_text(s->arena, name, strlen(name) > 3 ? strlen(name) - 3 : strlen(name));
}

static unsigned level_of(const struct oscal_state *s)
{
	if (s->ask->level)
		return s->ask->level;
	return strcmp(s->system.level, "poc") == 0    ? LEVEL_POC
	       : strcmp(s->system.level, "core") == 0 ? LEVEL_CORE
						      : LEVEL_IMPORTANT;
}

static int site_load(struct oscal_state *s, enum oscal_document d)
{
	const struct oscal *ask = s->ask;
	char today[DATE_ROOM];
	int64_t id = system_number(ask->system);
	const char *dash = strchr(ask->sheet, '-');
	int r = 0;

	s->zone_minutes = site_zone(ask->store);
	date_at(ask->now, s->zone_minutes, today);
	if (id)
		r = system_get(then(ask), id, today, &s->system);
	s->space = d == OSCAL_PLAN || d == OSCAL_RESULTS || d == OSCAL_POAM
			   ? uuid_of(&oscal_space, site_setting(ask->store, "public-key", ""))
			   : oscal_space;
	s->site = site_called(s);
	s->prefix = arena_text(s->arena, ask->sheet, dash ? (size_t)(dash - ask->sheet) : strlen(ask->sheet));
	s->level = level_of(s);
	changed(s, d, today);
	return r < 0 ? r : s->site && s->prefix ? 0 : -ENOMEM;
}

int oscal_gather(const struct oscal *ask, enum oscal_document d, struct arena *a, struct oscal_state *ret)
{
	int r;

	*ret = (struct oscal_state){.ask = ask, .arena = a};
	if (!sheet_named(ask->sheet))
		return -ENOENT;
	r = site_load(ret, d);
	if (r == 0 && d != OSCAL_MAPPING)
		r = proofs_load(ret, d);
	return r;
}
