/* What the site says meanwhile: planned work, approvals, whose an address is. */
#include "respond/alarms_parts.h"

#include <errno.h>

enum { LOOKUPS = 256, LOST_S = 900 };

/* --- approvals */

static void approved(struct alarms *a, int64_t device)
{
	for (uint32_t i = 0; i < a->things_room; i++) {
		struct thing *t = &a->thing[i];

		if (t->words && t->raised && t->words->approved_ends &&
		    (t->by_device == device || t->on_device == device))
			thing_lower(a, t, END_APPROVED);
	}
}

/* The newest alarm that ended by that approval stands again. */
static int withdrawn(struct alarms *a, struct store *site, int64_t device)
{
	sqlite3_stmt *st = NULL;
	int64_t id = 0;

	if (sqlite3_prepare_v2(store_db(site),
			       "SELECT max(a.id) FROM alarm a JOIN alarm_device d ON d.alarm = a.id WHERE "
			       "d.device = ?1 AND "
			       "a.ended_by = 'approved' AND a.dismissed IS NULL",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, device);
	if (sqlite3_step(st) == SQLITE_ROW)
		id = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return id ? alarm_reload(a, site, id) : 0;
}

static int approvals(struct alarms *a, struct store *site)
{
	sqlite3_stmt *st = NULL;
	int r;

	if (sqlite3_prepare_v2(
		    store_db(site),
		    "SELECT kind = 'profile-approved', coalesce(p.value->>'$.device', body->>'$.device') "
		    "FROM event LEFT "
		    "JOIN json_each(body, '$.profiles') p WHERE seq > ?1 AND kind IN ('profile-approved', "
		    "'profile-withdrawn') ORDER BY seq",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, a->read);
	while ((r = sqlite3_step(st)) == SQLITE_ROW) {
		int64_t device = sqlite3_column_int64(st, 1);

		if (sqlite3_column_int(st, 0))
			approved(a, device);
		else if (withdrawn(a, site, device) < 0)
			break;
	}
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

/* --- devices that people merged, split or took apart again */

static int merged(struct alarms *a, struct store *site)
{
	sqlite3_stmt *st = NULL;
	int r;

	if (sqlite3_prepare_v2(
		    store_db(site),
		    "SELECT 1 FROM event WHERE seq > ?1 AND kind IN ('device-merged', 'device-merge-undone', "
		    "'device-split') LIMIT 1",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, a->read);
	r = sqlite3_step(st);
	a->stale |= r == SQLITE_ROW;
	sqlite3_finalize(st);
	return r == SQLITE_ROW || r == SQLITE_DONE ? 0 : -EIO;
}

/* The file moved the rows of these devices: what is in memory is read anew, once all of it is in the file. */
static int read_anew(struct alarms *a, struct store *site)
{
	if (!a->stale || a->pending || a->history)
		return 0;
	a->stale = false;
	alarms_forget(a);
	return alarms_load(a, site);
}

/* --- addresses that nobody knew */

/* By its IP, which behind a router is its own; else by its MAC. 0 none, or -EIO. */
static int64_t device_of(sqlite3_stmt *st, const struct who *w)
{
	char text[IP_TEXT];
	int64_t id = 0;

	if (!ip_is_none(w->ip))
		ip_text(w->ip, text);
	else if (!mac_is_none(w->mac))
		mac_text(w->mac, text);
	else
		return 0;
	sqlite3_bind_text(st, 1, text, -1, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW)
		id = sqlite3_column_int64(st, 0);
	return sqlite3_reset(st) == SQLITE_OK ? id : -EIO;
}

static bool wants(const struct thing *t)
{
	return t->words && t->raised && !t->lost &&
	       ((!t->by_device && !who_is_none(&t->by)) || (!t->on_device && !who_is_none(&t->on)));
}

static int look_up(struct alarms *a, sqlite3_stmt *st, struct thing *t)
{
	int64_t by = t->by_device ? t->by_device : device_of(st, &t->by);
	int64_t on = t->on_device ? t->on_device : device_of(st, &t->on);

	if (by < 0 || on < 0)
		return -EIO;
	t->lost = a->now - t->began > LOST_S * ALARM_SECOND;
	if (by == t->by_device && on == t->on_device)
		return 0;
	t->by_device = by;
	t->on_device = on;
	t->dirty = a->history = true;
	thing_known(a, t);
	return 0;
}

static int addresses(struct alarms *a, struct store *site)
{
	sqlite3_stmt *st = NULL;
	int r = sqlite3_prepare_v2(store_db(site),
				   "SELECT device FROM address WHERE value = ?1 ORDER BY last DESC LIMIT 1",
				   -1, &st, NULL) == SQLITE_OK
			? 0
			: -EIO;

	for (uint32_t i = 0, n = 0; i < a->things_room && n < LOOKUPS && r == 0; i++)
		if (wants(&a->thing[i])) {
			r = look_up(a, st, &a->thing[i]);
			n++;
		}
	sqlite3_finalize(st);
	return r;
}

int alarms_site(struct alarms *a, struct store *site)
{
	int64_t events = site_events(site);
	int r = read_anew(a, site);

	if (r < 0 || (r = addresses(a, site)) < 0 || events == a->read)
		return r;
	if ((a->read && ((r = approvals(a, site)) < 0 || (r = merged(a, site)) < 0)) ||
	    (r = work_read(a, site)) < 0)
		return r;
	a->read = events;
	return 0;
}
