/* Work windows: records of kind work-window, as times. A record whose hours cannot be computed covers its
 * days whole. */
#include "respond/alarms_parts.h"

#include "assess/evidence.h"
#include "assess/hours.h"
#include "base/date.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int by_place(const void *x, const void *y)
{
	const struct member *a = x, *b = y;

	if (a->system != b->system)
		return a->system < b->system ? -1 : 1;
	return a->device < b->device ? -1 : a->device > b->device;
}

static bool is_member(const struct alarms *a, int64_t system, int64_t device)
{
	struct member like = {system, device};

	return a->members && bsearch(&like, a->member, a->members, sizeof like, by_place);
}

static bool concerns(const struct alarms *a, const struct work_window *w, int64_t device)
{
	if (w->device)
		return w->device == device;
	return !w->system || (device && is_member(a, w->system, device));
}

static bool is_now(const struct alarms *a, const struct work_window *w, int64_t when)
{
	return when >= w->from && when < w->until && hours_cover(&w->hours, hours_minute(when, a->zone));
}

int64_t work_over(const struct alarms *a, int64_t by, int64_t on, int64_t when)
{
	for (unsigned i = 0; i < a->windows; i++) {
		const struct work_window *w = &a->window[i];

		if (is_now(a, w, when) && (concerns(a, w, on) || (by != on && concerns(a, w, by))))
			return w->record;
	}
	return 0;
}

static int64_t day_at(const char *date, int zone)
{
	return date_days(date) * INT64_C(86400) * ALARM_SECOND - zone * 60 * ALARM_SECOND;
}

static void read_hours(const char *text, struct hours *ret)
{
	if (!text || hours_parse("hours", text, ret, NULL) < 0)
		*ret = (struct hours){.span = {{.days = 0x7f, .from = 0, .to = HOURS_DAY}}, .count = 1};
}

/* How far into the morning after its last day, in minutes. */
static int64_t past_midnight(const struct hours *h)
{
	int64_t most = 0;

	for (unsigned i = 0; i < h->count; i++)
		if (h->span[i].to - HOURS_DAY > most)
			most = h->span[i].to - HOURS_DAY;
	return most;
}

static void read_window(struct alarms *a, sqlite3_stmt *st)
{
	const char *system = (const char *)sqlite3_column_text(st, 1), *from, *until;
	struct work_window *w = &a->window[a->windows];
	char first[DATE_ROOM], last[DATE_ROOM];

	from = (const char *)sqlite3_column_text(st, 3);
	until = (const char *)sqlite3_column_text(st, 4);
	if (a->windows == ALARM_WINDOWS || !from || !until || !date_parse(from, first) ||
	    !date_parse(until, last))
		return;
	w->record = sqlite3_column_int64(st, 0);
	w->system = system && *system == 's' && system[1] >= '1' && system[1] <= '9'
			    ? strtoll(system + 1, NULL, 10)
			    : 0;
	w->device = sqlite3_column_int64(st, 2);
	w->from = day_at(first, a->zone);
	w->until = day_at(last, a->zone) + INT64_C(86400) * ALARM_SECOND;
	read_hours((const char *)sqlite3_column_text(st, 5), &w->hours);
	w->until += past_midnight(&w->hours) * 60 * ALARM_SECOND;
	a->windows++;
}

static int read_windows(struct alarms *a, struct store *site)
{
	sqlite3_stmt *st = NULL;
	int r;

	a->windows = 0;
	if (sqlite3_prepare_v2(
		    store_db(site),
		    "SELECT id, system, coalesce(device, 0), fields->>'$.starts_on', fields->>'$.until', "
		    "fields->>'$.hours' FROM record WHERE kind = 'work-window' AND removed = 0 AND says <> "
		    "'no' "
		    "ORDER BY fields->>'$.until' DESC, id LIMIT 256",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	while ((r = sqlite3_step(st)) == SQLITE_ROW)
		read_window(a, st);
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static int read_members(struct alarms *a, struct store *site)
{
	sqlite3_stmt *st = NULL;
	size_t room = 0;
	int r;

	a->members = 0;
	if (sqlite3_prepare_v2(store_db(site),
			       "SELECT system, device FROM system_device ORDER BY system, device", -1, &st,
			       NULL) != SQLITE_OK)
		return -EIO;
	while ((r = sqlite3_step(st)) == SQLITE_ROW) {
		if (a->members == room) {
			struct member *more = realloc(a->member, (room = room * 2 + 64) * sizeof *more);

			if (!more)
				break;
			a->member = more;
		}
		a->member[a->members++] =
			(struct member){sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1)};
	}
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : r == SQLITE_ROW ? -ENOMEM : -EIO;
}

int work_read(struct alarms *a, struct store *site)
{
	int r;

	a->zone = site_zone(site);
	r = read_windows(a, site);
	return r < 0 ? r : read_members(a, site);
}
