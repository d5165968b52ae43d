/* Into the file: what people did meanwhile is heard, then what happened is told. */
#include "respond/alarms_parts.h"

#include <errno.h>

static struct alarm *group_of_id(struct alarms *a, int64_t id)
{
	for (uint32_t i = 0; i < a->groups_most; i++)
		if (a->group[i].used && a->group[i].file.written && a->group[i].id == id)
			return &a->group[i];
	return NULL;
}

/* What people did: the file is the truth. */
static int hear(struct alarms *a, struct store *site)
{
	sqlite3_stmt *st = NULL;
	int r;

	if (site_events(site) == a->heard)
		return 0;
	if (sqlite3_prepare_v2(
		    store_db(site),
		    "SELECT id, acknowledged IS NOT NULL, dismissed IS NOT NULL, coalesce(shelved_until, 0) "
		    "FROM alarm WHERE seq > ?1",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, a->heard);
	while ((r = sqlite3_step(st)) == SQLITE_ROW) {
		struct alarm *g = group_of_id(a, sqlite3_column_int64(st, 0));

		if (!g)
			continue;
		g->file.acknowledged = sqlite3_column_int(st, 1);
		g->file.dismissed = sqlite3_column_int(st, 2);
		g->file.shelved_until = sqlite3_column_int64(st, 3);
	}
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

/* Since when detection runs without a break of 15 minutes, and until when: what the check detection-gap asks.
 * Once a minute. */
static int tell_watching(struct alarms *a, struct store *site, int64_t at)
{
	static const char sql[] = "INSERT INTO setting(key, value) VALUES ('watched', 1), ('watched_from', "
				  "?1) ON CONFLICT (key) DO UPDATE SET "
				  "value = CASE WHEN key = 'watched_from' AND ?1 - coalesce((SELECT value "
				  "FROM setting WHERE key = "
				  "'watched_until'), 0) <= 900000000 THEN value ELSE excluded.value END";
	static const char until[] =
		"INSERT INTO setting(key, value) VALUES ('watched_until', ?1) ON CONFLICT (key) DO "
		"UPDATE SET value = excluded.value";
	const char *const both[] = {sql, until};

	if (at >= a->watched && at - a->watched < 60 * ALARM_SECOND)
		return 0;
	for (int i = 0; i < 2; i++) {
		sqlite3_stmt *st = NULL;
		int r;

		if (sqlite3_prepare_v2(store_db(site), both[i], -1, &st, NULL) != SQLITE_OK)
			return -EIO;
		sqlite3_bind_int64(st, 1, at);
		r = sqlite3_step(st);
		sqlite3_finalize(st);
		if (r != SQLITE_DONE)
			return -EIO;
	}
	a->watched = at;
	return 0;
}

int alarms_write(struct alarms *a, struct store *site, int64_t at)
{
	int told, r = hear(a, site);

	if (r < 0 || (told = events_of_groups(a, site, at)) < 0)
		return r < 0 ? r : told;
	if ((r = rows_of_groups(a, site)) < 0 || (r = tell_watching(a, site, at)) < 0)
		return r;
	if (a->history && (r = rows_of_history(a, site)) < 0)
		return r;
	a->next_heard = site_events(site);
	return told;
}

static void group_wrote(struct alarms *a, struct alarm *g, bool committed)
{
	(void)a;
	if (committed) {
		if (g->next.shelved_until)
			g->flaps = false;
		g->file = g->next;
		g->dirty = g->packets_dirty = false;
	} else if (!g->file.written) {
		g->id = 0;
	}
}

static void thing_wrote(struct alarms *a, struct thing *t)
{
	if (!t->dirty)
		return;
	if (t->next_row < 0) {
		a->counts.unlisted++;
		if (t->over)
			thing_free(a, t);
		return;
	}
	t->row = t->next_row;
	t->dirty = false;
}

void alarms_wrote(struct alarms *a, bool committed)
{
	for (uint32_t i = 0; i < a->groups_most; i++)
		if (a->group[i].used)
			group_wrote(a, &a->group[i], committed);
	if (!committed)
		return;
	if (a->history)
		for (uint32_t i = 0; i < a->things_room; i++)
			if (a->thing[i].words)
				thing_wrote(a, &a->thing[i]);
	for (uint32_t i = 0; i < a->touches_room; i++)
		if (a->touch[i].dirty && a->touch[i].next_written) {
			a->touch[i].written = true;
			a->touch[i].dirty = false;
		}
	a->last_signal = a->next_signal;
	a->heard = a->next_heard;
	a->pending = a->history = false;
}
