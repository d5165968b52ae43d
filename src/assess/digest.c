#include "assess/digest.h"

#include "assess/freeze.h"
#include "assess/happened.h"
#include "assess/record_expiry.h"
#include "assess/sheet.h"
#include "assess/sql.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY INT64_C(86400000000)

/* What happened (assess/happened.h), in its order, then what runs out in the month after. */
const char *const digest_names[] = {"devices-new", "devices-gone", "findings-new", "findings-closed",
				    "alarms",      "incidents",    "decisions",    "signatures",
				    "records",     "answers",      "expire",       NULL};
enum { EXPIRE = HAPPENINGS };
static const char *const verdicts[DIGEST_VERDICTS] = {"met", "partly", "not-met", "unknown", "person"};

size_t digest_count(void) { return sizeof digest_names / sizeof *digest_names - 1; }

struct gathering {
	struct store *store;
	struct digest *d;
	const struct digest_asked *asked;
	int64_t system;
	struct once seen;
	bool live[DIGEST_MONTHS];
};

static struct figure *own(const struct figure *f)
{
	return (struct figure *)(uintptr_t)f;
} /* the digest's list */

/* --- the months */

static bool is_month(const char *s)
{
	char day[16], parsed[DATE_ROOM];

	if (!s || strlen(s) != 7 || s[4] != '-')
		return false;
	snprintf(day, sizeof day, "%s-01", s);
	return date_parse(day, parsed) && strcmp(day, parsed) == 0;
}

static bool is_year(const char *s)
{
	return s && strlen(s) == 4 && strspn(s, "0123456789") == 4 && strcmp(s, "1970") >= 0 &&
	       strcmp(s, "9000") < 0;
}

/* The fiscal year's first day that is not after the day. */
static void begins(const char *day, const char *start, char ret[DATE_ROOM])
{
	int year = (int)strtol(day, NULL, 10) - (strcmp(day + 5, start) < 0);
	char text[32];

	snprintf(text, sizeof text, "%04d-%s", year, start);
	memcpy(ret, text, DATE_ROOM - 1);
	ret[DATE_ROOM - 1] = '\0';
}

static int64_t moment(const char *day, int zone_minutes)
{
	return date_days(day) * DAY - (int64_t)zone_minutes * 60000000;
}

static void month(struct gathering *g, const char *first)
{
	struct digest *d = g->d;
	struct digest_month *m = &d->month[d->months++];
	char after[DATE_ROOM];

	date_months_later(first, 1, after);
	memcpy(m->month, first, 7);
	memcpy(m->first_day, first, DATE_ROOM);
	date_text(date_days(after) - 1, m->last_day);
	m->from = moment(first, g->asked->zone_minutes);
	m->until = moment(after, g->asked->zone_minutes);
	m->ahead = m->from > d->now;
	m->unfinished = !m->ahead && m->until > d->now;
}

static int months(struct gathering *g)
{
	const struct digest_asked *a = g->asked;
	const char *start = site_setting(g->store, "fiscal-year-start", FISCAL_YEAR_START);
	char today[DATE_ROOM], first[DATE_ROOM], one[DATE_ROOM], text[32];
	struct digest *d = g->d;

	if ((a->month && a->year) || (a->month && !is_month(a->month)) || (a->year && !is_year(a->year)))
		return -EINVAL;
	date_at(d->now, a->zone_minutes, today);
	/* a month of the books begins on the day on which their year does */
	snprintf(text, sizeof text, "%s-%s", a->month ? a->month : today, start + 3);
	memcpy(one, text, DATE_ROOM - 1);
	one[DATE_ROOM - 1] = '\0';
	begins(a->month ? one : today, start, first);
	if (a->year)
		memcpy(first, a->year, 4);
	memcpy(d->year, first, 4);
	memcpy(d->first_day, first, DATE_ROOM);
	date_months_later(first, 12, text);
	date_text(date_days(text) - 1, d->last_day);
	for (int i = 0; i < DIGEST_MONTHS; i++) {
		date_months_later(first, i, text);
		if (!a->month || strncmp(text, a->month, 7) == 0)
			month(g, text);
	}
	return d->months ? 0 : -EINVAL;
}

/* --- figures */

static struct figure *make(struct gathering *g, const struct digest_month *m, const char *name,
			   enum figure_of of)
{
	char both[48];

	snprintf(both, sizeof both, "%s.%s", m->month, name);
	return figure_add(&g->d->figures, both, of);
}

static void make_all(struct gathering *g)
{
	for (size_t i = 0; i < g->d->months; i++) {
		struct digest_month *m = &g->d->month[i];

		m->days = make(g, m, "watched", FIGURE_DAY);
		for (int c = 0; c < HAPPENINGS; c++)
			m->count[c] = make(g, m, happenings[c].name, happenings[c].of);
		m->count[EXPIRE] = make(g, m, digest_names[EXPIRE], FIGURE_RECORD);
	}
}

static int month_of(const struct digest *d, int64_t at)
{
	for (size_t i = 0; i < d->months; i++)
		if (at >= d->month[i].from && at < d->month[i].until)
			return (int)i;
	return -1;
}

static int one(void *ctx, int64_t at, int happening, int64_t id)
{
	struct gathering *g = ctx;
	int m = month_of(g->d, at);

	if (m >= 0 && once(&g->seen, (unsigned)(m * (HAPPENINGS + 1) + happening), id))
		figure_id(&g->d->figures, own(g->d->month[m].count[happening]), happenings[happening].letter,
			  id);
	return 0;
}

static int month_of_day(const struct gathering *g, int32_t number)
{
	char text[DATE_ROOM];

	date_text(number, text);
	return month_of(g->d, moment(text, g->asked->zone_minutes));
}

static void day(void *ctx, int32_t number)
{
	struct gathering *g = ctx;
	int m = month_of_day(g, number);
	char text[DATE_ROOM];

	date_text(number, text);
	if (m >= 0 && once(&g->seen, DIGEST_MONTHS * (HAPPENINGS + 1), number))
		figure_row(&g->d->figures, own(g->d->month[m].days), text);
}

static void live_day(void *ctx, int32_t number)
{
	struct gathering *g = ctx;
	int m = month_of_day(g, number);

	if (m >= 0)
		g->live[m] = true;
}

static int days(struct gathering *g)
{
	const struct digest *d = g->d;
	int32_t from = date_days(d->month[0].first_day), until = date_days(d->month[d->months - 1].last_day);
	int r = watched_days(g->store, false, g->asked->zone_minutes, from, until, day, g);

	return r < 0 ? r : watched_days(g->store, true, g->asked->zone_minutes, from, until, live_day, g);
}

/* Records whose last valid day lies in the month after. */
static int expiring(struct gathering *g, struct digest_month *m)
{
	char next[DATE_ROOM], after[DATE_ROOM];
	sqlite3_stmt *st;
	int step = SQLITE_ERROR;

	date_months_later(m->first_day, 1, next);
	date_months_later(m->first_day, 2, after);
	st = sql_of(g->store,
		    "SELECT id FROM record WHERE removed = 0 AND expires_on >= ?1 AND expires_on < ?2 AND "
		    "(?3 = 0 OR system = 's' || "
		    "?3) ORDER BY expires_on, id",
		    "tti", next, after, g->system);
	while (st && (step = sqlite3_step(st)) == SQLITE_ROW)
		figure_id(&g->d->figures, own(m->count[EXPIRE]), 'r', sqlite3_column_int64(st, 0));
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}

/* --- the verdicts at its end */

static int sheet_then(struct gathering *g, struct digest_month *m, struct snapshot *s)
{
	int64_t end = m->until - 1 < g->d->now ? m->until - 1 : g->d->now;
	const struct snapshot_of of = {
		.system = g->d->system, .sheet = g->d->sheet, .until = end, .now = g->d->now};
	struct figure *f[DIGEST_VERDICTS];
	int r = snapshot_load(g->store, &of, s);

	if (r < 0 || !s->count)
		return r;
	for (int v = 0; v < DIGEST_VERDICTS; v++)
		m->verdict[v] = f[v] = make(g, m, verdicts[v], FIGURE_ITEM);
	for (size_t i = 0; i < s->count; i++)
		for (int v = 0; v < DIGEST_VERDICTS; v++)
			if (strcmp(s->row[i].verdict, verdicts[v]) == 0)
				figure_row(&g->d->figures, f[v], s->row[i].item);
	return 0;
}

static int sheets_then(struct gathering *g)
{
	struct snapshot *s = malloc(sizeof *s);
	int r = s ? 0 : -ENOMEM;

	for (size_t i = 0; i < g->d->months && r >= 0; i++)
		if (!g->d->month[i].ahead)
			r = sheet_then(g, &g->d->month[i], s);
	free(s);
	return r;
}

/* --- what is known of each */

static const char *unseen(const struct gathering *g, size_t m, int happening)
{
	if (g->d->month[m].ahead)
		return "director.to-come";
	if (happenings[happening].needs == TOLD_WATCHED && !g->live[m])
		return "director.no-watch";
	return happenings[happening].needs != TOLD_ALWAYS && !g->d->month[m].days->total
		       ? "director.not-watched"
		       : NULL;
}

static void settle(struct gathering *g, size_t i)
{
	struct digest_month *m = &g->d->month[i];
	int64_t end = m->unfinished ? g->d->now : m->until,
		elapsed = m->ahead ? 0 : (end - m->from + DAY - 1) / DAY;
	size_t events = 0;

	for (int c = 0; c < HAPPENINGS; c++) {
		events += m->count[c]->total;
		if (!m->count[c]->total)
			own(m->count[c])->unknown = unseen(g, i, c);
	}
	if (m->ahead)
		own(m->days)->unknown = "director.to-come";
	m->quiet = !m->ahead && events == 0;
	m->watched = !m->days->total                      ? WATCHED_NOT
		     : (int64_t)m->days->total >= elapsed ? WATCHED_ALL
							  : WATCHED_PART;
}

static int gather(struct gathering *g)
{
	struct digest *d = g->d;
	int r;

	make_all(g);
	r = happened(g->store, g->system, d->month[0].from, d->month[d->months - 1].until, one, g);
	r = r < 0 ? r : days(g);
	for (size_t i = 0; i < d->months && r >= 0; i++)
		r = expiring(g, &d->month[i]);
	r = r < 0 ? r : sheets_then(g);
	for (size_t i = 0; i < d->months && r >= 0; i++)
		settle(g, i);
	return r;
}

int digest_load(struct store *s, const struct digest_asked *asked, struct arena *a, struct digest *ret)
{
	struct gathering g = {.store = s, .d = ret, .asked = asked, .seen = {.arena = a}};
	const char *name = site_setting(s, "name", "mimamori");
	int r;

	memset(ret, 0, sizeof *ret);
	ret->figures.arena = a;
	ret->now = asked->now;
	ret->zone_minutes = asked->zone_minutes;
	ret->site = arena_text(a, name, strlen(name));
	ret->system = asked->system;
	ret->sheet = asked->sheet;
	if (asked->system[0] == 's' && asked->system[1] != 'i')
		g.system = strtoll(asked->system + 1, NULL, 10);
	if (g.system && !sql_number(s, 0, "SELECT id FROM system WHERE id = ?1", "i", g.system))
		return -ENOENT;
	if (!ret->site)
		return -ENOMEM;
	r = months(&g);
	r = r < 0 ? r : gather(&g);
	return r < 0 ? r : ret->figures.failed || g.seen.failed ? -ENOMEM : 0;
}
