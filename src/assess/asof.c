/* Which moment is meant, and the site as it was then. */
#include "assess/asof.h"

#include "assess/asof_parts.h"
#include "assess/frozen.h"
#include "assess/sql.h"
#include "base/date.h"
#include "store/past.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ASOF_MEMORY = 64 << 20 };

static const int64_t day_us = 86400000000, minute_us = 60000000;

/* --- the moment */

static int refuse(struct err *e, const char *text, const char *key)
{
	return err_set(e, -EINVAL, text, key, "%s", "");
}

/* A journal number: all digits, perhaps after an "e". */
static int64_t event_number(const char *text)
{
	const char *n = *text == 'e' ? text + 1 : text;

	return *n >= '1' && *n <= '9' && strspn(n, "0123456789") == strlen(n) && strlen(n) < 16
		       ? strtoll(n, NULL, 10)
		       : 0;
}

static int of_event(struct store *s, const char *text, int64_t seq, struct asof_moment *ret, struct err *e)
{
	int64_t at = sql_number(s, INT64_MIN, "SELECT at FROM event WHERE seq = ?1", "i", seq);

	if (at == INT64_MIN)
		return refuse(e, text, "asof-no-event");
	*ret = (struct asof_moment){.seq = seq, .at = at, .exact = true};
	return 0;
}

static int of_frozen(struct store *s, const char *text, int64_t id, struct asof_moment *ret, struct err *e)
{
	int r = of_event(s, text, sql_number(s, 0, "SELECT seq FROM frozen WHERE id = ?1", "i", id), ret, e);

	if (r == 0)
		ret->frozen = id;
	return r;
}

/* " 17:00", "T17:00:30", perhaps with "Z"; "" the whole day. Microseconds into the day; -1: no time. */
static int64_t time_of_day(const char *text, bool *ret_utc)
{
	unsigned h = 0, m = 0, s = 0;
	int n = 0;

	*ret_utc = false;
	if (!*text)
		return day_us - 1;
	if ((*text != ' ' && *text != 'T') || sscanf(text + 1, "%2u:%2u%n", &h, &m, &n) != 2 || n < 3)
		return -1;
	text += 1 + n;
	n = 0;
	if (*text == ':' && sscanf(text + 1, "%2u%n", &s, &n) == 1)
		text += 1 + n;
	*ret_utc = strcmp(text, "Z") == 0;
	if ((*text && !*ret_utc) || h > 23 || m > 59 || s > 59)
		return -1;
	return ((int64_t)h * 3600 + m * 60 + s) * 1000000;
}

static int clock_of(const char *text, int zone_minutes, int64_t *ret_at)
{
	size_t n = strcspn(text, " T");
	char day[ASOF_TEXT], clean[DATE_ROOM];
	int64_t time;
	bool utc;

	if (n >= sizeof day)
		return -EINVAL;
	snprintf(day, sizeof day, "%.*s", (int)n, text);
	time = time_of_day(text + n, &utc);
	if (time < 0 || !date_parse(day, clean))
		return -EINVAL;
	*ret_at = date_days(clean) * day_us + time - (utc ? 0 : zone_minutes * minute_us);
	return 0;
}

int asof_moment(struct store *s, const char *text, int zone_minutes, int64_t now, struct asof_moment *ret,
		struct err *e)
{
	int64_t at, seq = event_number(text), frozen = frozen_number(text);

	if (seq || frozen)
		return frozen ? of_frozen(s, text, frozen, ret, e) : of_event(s, text, seq, ret, e);
	if (clock_of(text, zone_minutes, &at) < 0)
		return refuse(e, text, "asof-unreadable");
	if (at - day_us >= now) /* today's end is not over, but today may be asked for */
		return refuse(e, text, "asof-future");
	at = at < now ? at : now;
	*ret = (struct asof_moment){.at = at};
	ret->seq = sql_number(s, 0, "SELECT max(seq) FROM event WHERE at <= ?1", "i", at);
	return ret->seq ? 0 : refuse(e, text, "asof-before");
}

/* --- the site then */

/* Names stand in no event: they are those of now, and of nobody who was erased. */
static int take_names(struct store *live, struct store *past)
{
	sqlite3_stmt *from = sql_of(live, "SELECT id, name FROM contact WHERE name IS NOT NULL", "");
	sqlite3_stmt *to = sql_of(past, "UPDATE contact SET name = ?2 WHERE id = ?1", "");
	int r = from && to ? SQLITE_ROW : SQLITE_ERROR;

	while (r == SQLITE_ROW && (r = sqlite3_step(from)) == SQLITE_ROW) {
		sqlite3_bind_value(to, 1, sqlite3_column_value(from, 0));
		sqlite3_bind_value(to, 2, sqlite3_column_value(from, 1));
		r = sqlite3_step(to) == SQLITE_DONE ? SQLITE_ROW : SQLITE_ERROR;
		sqlite3_reset(to);
	}
	sqlite3_finalize(from);
	sqlite3_finalize(to);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static const char open_findings[] =
	"SELECT id, name, subject, seq, at FROM (SELECT CAST(substr(body->>'finding', 2) AS INTEGER) AS id,"
	" body->>'check' AS name, body->>'subject' AS subject, max(seq) AS seq, at, kind FROM event"
	" WHERE kind IN ('finding-opened', 'finding-closed') AND seq <= ?1 GROUP BY body->>'finding')"
	" WHERE kind = 'finding-opened' ORDER BY name, id";

static int add_finding(struct asof *a, sqlite3_stmt *st, size_t *room)
{
	const struct check *c = check_by_name((const char *)sqlite3_column_text(st, 1));
	const char *subject = (const char *)sqlite3_column_text(st, 2);
	struct asof_finding *more;

	if (!c || !subject)
		return 0; /* of a check that is no more: no row asks for it */
	if (a->findings == *room) {
		*room = *room ? *room * 2 : 256;
		if (!(more = arena_get(a->arena, *room, sizeof *more)))
			return -ENOMEM;
		if (a->findings)
			memcpy(more, a->finding, a->findings * sizeof *more);
		a->finding = more;
	}
	more = &a->finding[a->findings++];
	*more = (struct asof_finding){.id = sqlite3_column_int64(st, 0),
				      .check = c,
				      .subject = arena_text(a->arena, subject, strlen(subject)),
				      .device = *subject == 'd' ? strtoll(subject + 1, NULL, 10) : 0,
				      .seq = sqlite3_column_int64(st, 3),
				      .at = sqlite3_column_int64(st, 4)};
	return more->subject ? 0 : -ENOMEM;
}

static int by_number(const void *x, const void *y)
{
	const struct asof_finding *const *a = x, *const *b = y;

	return ((*a)->id > (*b)->id) - ((*a)->id < (*b)->id);
}

static int index_findings(struct asof *a)
{
	a->by_id = arena_get(a->arena, a->findings + 1, sizeof *a->by_id);
	if (!a->by_id)
		return -ENOMEM;
	for (size_t i = 0; i < a->findings; i++)
		a->by_id[i] = &a->finding[i];
	qsort(a->by_id, a->findings, sizeof *a->by_id, by_number);
	return 0;
}

const struct asof_finding *asof_finding(const struct asof *a, int64_t id)
{
	const struct asof_finding key = {.id = id}, *at = &key;
	const struct asof_finding *const *found =
		a->findings ? bsearch(&at, a->by_id, a->findings, sizeof *a->by_id, by_number) : NULL;

	return found ? *found : NULL;
}

static int take_findings(struct asof *a)
{
	sqlite3_stmt *st = sql_of(a->live, open_findings, "i", a->moment.seq);
	int r = 0, step = st ? SQLITE_DONE : SQLITE_ERROR;
	size_t room = 0;

	while (st && r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
		r = add_finding(a, st, &room);
	sqlite3_finalize(st);
	if (r == 0 && step != SQLITE_DONE)
		r = -EIO;
	return r < 0 ? r : index_findings(a);
}

int asof_open(struct store *s, const struct asof_moment *m, struct asof **ret)
{
	static const char *const parts[] = {"site",     "contact", "system", "record",
					    "decision", "wording", NULL};
	struct asof *a = calloc(1, sizeof *a);
	int r = -ENOMEM;

	if (!a)
		return r;
	a->live = s;
	a->moment = *m;
	a->words = "same";
	a->scope = -1;
	if ((a->arena = arena_new(ASOF_MEMORY)))
		r = store_past(s, parts, m->seq, &a->past);
	if (r == 0)
		r = take_names(s, a->past);
	if (r == 0)
		r = take_findings(a);
	if (r < 0)
		asof_free(a);
	else
		*ret = a;
	return r;
}

void asof_free(struct asof *a)
{
	if (!a)
		return;
	store_free(a->past);
	if (a->arena)
		arena_free(a->arena);
	free(a);
}

const struct asof_moment *asof_of(const struct asof *a) { return &a->moment; }
struct store *asof_store(struct asof *a) { return a->past; }
const char *asof_path(const struct asof *a) { return site_path(a->live); }
const char *asof_words(const struct asof *a) { return a->words; }

int64_t asof_frozen(const struct asof *a, const char *system, const char *sheet)
{
	return sql_number(a->past, 0, "SELECT max(id) FROM frozen WHERE system = ?1 AND sheet = ?2", "tt",
			  system, sheet);
}
