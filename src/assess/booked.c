#include "assess/booked.h"

#include "assess/evidence.h"
#include "assess/sql.h"
#include "base/date.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE_US INT64_C(60000000)
#define DAY_US    (24 * 60 * MINUTE_US)

static int by_place(const void *x, const void *y)
{
	const struct booked_member *a = x, *b = y;

	if (a->system != b->system)
		return a->system < b->system ? -1 : 1;
	return a->device < b->device ? -1 : a->device > b->device;
}

static bool is_member(const struct bookings *b, int64_t system, int64_t device)
{
	struct booked_member like = {system, device};

	return b->members && bsearch(&like, b->member, b->members, sizeof like, by_place);
}

static bool concerns(const struct bookings *b, const struct booked *w, int64_t device)
{
	if (!device)
		return false;
	if (w->device)
		return w->device == device;
	return !w->system || is_member(b, w->system, device);
}

const struct booked *booked_at(const struct bookings *b, int64_t device, int64_t other, int64_t when)
{
	const struct booked *visit = NULL;

	for (size_t i = 0; i < b->count; i++) {
		const struct booked *w = &b->at[i];

		if (when < w->from || when >= w->until ||
		    !hours_cover(&w->hours, hours_minute(when, b->zone)))
			continue;
		if (!concerns(b, w, device) && !concerns(b, w, other))
			continue;
		if (!w->visit)
			return w;
		visit = visit ? visit : w;
	}
	return visit;
}

/* --- reading */

static int64_t day_at(const char *date, int zone) { return date_days(date) * DAY_US - zone * MINUTE_US; }

static void all_day(struct hours *h)
{
	*h = (struct hours){.span = {{.days = 0x7f, .from = 0, .to = HOURS_DAY}}, .count = 1};
}

/* How far into the morning after its last day. */
static int64_t past_midnight(const struct hours *h)
{
	int64_t most = 0;

	for (unsigned i = 0; i < h->count; i++)
		if (h->span[i].to - HOURS_DAY > most)
			most = h->span[i].to - HOURS_DAY;
	return most * MINUTE_US;
}

/* A visit's hours are words ("13:00 to 15:30"): its day counts whole. */
static void take(struct bookings *b, sqlite3_stmt *st)
{
	const char *system = (const char *)sqlite3_column_text(st, 1);
	const char *from = (const char *)sqlite3_column_text(st, 3),
		   *until = (const char *)sqlite3_column_text(st, 4);
	const char *hours = (const char *)sqlite3_column_text(st, 5);
	struct booked *w = &b->at[b->count];
	char first[DATE_ROOM], last[DATE_ROOM];

	if (!from || !until || !date_parse(from, first) || !date_parse(until, last))
		return;
	*w = (struct booked){.record = sqlite3_column_int64(st, 0),
			     .device = sqlite3_column_int64(st, 2),
			     .visit = !hours};
	w->system = system && system[0] == 's' && system[1] >= '1' && system[1] <= '9'
			    ? strtoll(system + 1, NULL, 10)
			    : 0;
	if (!hours || hours_parse("hours", hours, &w->hours, NULL) < 0)
		all_day(&w->hours);
	w->from = day_at(first, b->zone);
	w->until = day_at(last, b->zone) + DAY_US + past_midnight(&w->hours);
	b->count++;
}

static int read_records(struct bookings *b, struct store *site)
{
	sqlite3_stmt *st = sql_of(site,
				  "SELECT id, system, coalesce(device, 0), CASE kind WHEN 'work-window' THEN "
				  "fields ->> 'starts_on' "
				  "ELSE fields ->> 'visit_on' END, CASE kind WHEN 'work-window' THEN fields "
				  "->> 'until' ELSE fields "
				  "->> 'visit_on' END AS until, CASE kind WHEN 'work-window' THEN fields ->> "
				  "'hours' END FROM record "
				  "WHERE kind IN ('work-window', 'maintenance-visit') AND removed = 0 AND "
				  "says <> 'no' ORDER BY until "
				  "DESC, id LIMIT ?1",
				  "i", (int64_t)BOOKED_MAX);
	int r = SQLITE_DONE;

	if (!st)
		return -EIO;
	b->at = calloc(BOOKED_MAX, sizeof *b->at);
	while (b->at && (r = sqlite3_step(st)) == SQLITE_ROW)
		if (b->count < BOOKED_MAX)
			take(b, st);
	sqlite3_finalize(st);
	return !b->at ? -ENOMEM : r == SQLITE_DONE ? 0 : -EIO;
}

static int read_members(struct bookings *b, struct store *site)
{
	int64_t n = sql_number(site, 0, "SELECT count(*) FROM system_device", "");
	sqlite3_stmt *st;
	int r = SQLITE_DONE;

	if (n <= 0)
		return 0;
	n = n < BOOKED_MEMBERS_MAX ? n : BOOKED_MEMBERS_MAX;
	b->member = calloc((size_t)n, sizeof *b->member);
	st = sql_of(site, "SELECT system, device FROM system_device LIMIT ?1", "i", n);
	while (b->member && st && (r = sqlite3_step(st)) == SQLITE_ROW)
		b->member[b->members++] =
			(struct booked_member){sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1)};
	sqlite3_finalize(st);
	if (b->members)
		qsort(b->member, b->members, sizeof *b->member, by_place);
	return !b->member ? -ENOMEM : !st || r != SQLITE_DONE ? -EIO : 0;
}

int bookings_read(struct store *site, struct bookings *ret)
{
	int r;

	*ret = (struct bookings){.zone = site_zone(site)};
	r = read_records(ret, site);
	return r < 0 ? r : read_members(ret, site);
}

void bookings_free(struct bookings *b)
{
	free(b->at);
	free(b->member);
	*b = (struct bookings){0};
}
