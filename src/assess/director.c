#include "assess/director.h"

#include "assess/director_part.h"
#include "assess/sql.h"
#include "assess/system.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what the parts share */

const char *director_text(struct directing *w, const char *s)
{
	const char *copy = s && *s ? arena_text(w->d->arena, s, strlen(s)) : NULL;

	if (s && *s && !copy)
		w->d->figures.failed = true;
	return copy;
}

const char *director_column(struct directing *w, sqlite3_stmt *row, int column)
{
	return director_text(w, (const char *)sqlite3_column_text(row, column));
}

const char *director_id(struct directing *w, char letter, int64_t id)
{
	char text[24];

	snprintf(text, sizeof text, "%c%lld", letter, (long long)id);
	return director_text(w, text);
}

struct figure *director_count(struct directing *w, const char *name, enum figure_of of, char letter,
			      const char *sql, int64_t one, int64_t two)
{
	struct figure *f = figure_add(&w->d->figures, name, of);
	sqlite3_stmt *st = sql_of(w->store, sql, "ii", one, two);
	int step = SQLITE_ERROR;

	while (st && (step = sqlite3_step(st)) == SQLITE_ROW)
		figure_id(&w->d->figures, f, letter, sqlite3_column_int64(st, 0));
	sqlite3_finalize(st);
	if (step != SQLITE_DONE)
		w->d->figures.failed = true;
	return f;
}

void director_unknown(const struct figure *f, const char *why)
{
	((struct figure *)(uintptr_t)f)->unknown = why; /* the page's own list */
}

/* --- the head */

static int systems(struct directing *w)
{
	sqlite3_stmt *st = sql_of(
		w->store,
		"SELECT id, name, level, status FROM system WHERE ?1 IN (0, id) AND (status <> 'ended' OR "
		"id = ?1) ORDER BY CASE level WHEN 'important' THEN 0 WHEN 'core' THEN 1 ELSE 2 END, id",
		"i", w->system);
	struct director *d = w->d;
	int step = SQLITE_ERROR;

	while (st && d->system_count < DIRECTOR_SYSTEMS && (step = sqlite3_step(st)) == SQLITE_ROW)
		d->systems[d->system_count++] = (struct director_system){
			director_id(w, 's', sqlite3_column_int64(st, 0)), director_column(w, st, 1),
			director_column(w, st, 2), director_column(w, st, 3)};
	sqlite3_finalize(st);
	if (w->system && d->system_count == 0)
		return -ENOENT;
	if (w->system) {
		d->system_name = d->systems[0].name;
		d->level = d->systems[0].level;
	}
	return d->system_count == DIRECTOR_SYSTEMS || step == SQLITE_DONE ? 0 : -EIO;
}

/* Without a list of devices nobody can say who is a stranger. */
static void strangers(struct directing *w)
{
	struct director *d = w->d;
	int64_t listed = sql_number(w->store, 0, "SELECT value FROM setting WHERE key = 'ledger'", "");

	d->strangers = director_count(w, "strangers", FIGURE_DEVICE, 'd',
				      "SELECT d.id FROM device d WHERE d.known = 0 AND ?2 = 1 AND (?1 = 0 OR "
				      "d.id IN (SELECT m.device "
				      "FROM system_device m WHERE m.system = ?1)) ORDER BY d.id",
				      w->system, listed);
	if (listed != 1)
		director_unknown(d->strangers, "director.no-list");
}

/* A month before the same moment. */
static void since(struct director *d)
{
	char year[24];
	char before[DATE_ROOM];

	snprintf(year, sizeof year, "%04d%s", (int)strtol(d->today, NULL, 10) - 1, d->today + 4);
	memcpy(before, year, DATE_ROOM - 1);
	before[DATE_ROOM - 1] = '\0';
	date_months_later(before, 11, d->since_on);
	d->since = d->now - (int64_t)(date_days(d->today) - date_days(d->since_on)) * INT64_C(86400000000);
}

static int64_t number_of(const char *system)
{
	return system[0] == 's' && system[1] != 'i' ? strtoll(system + 1, NULL, 10) : 0;
}

static int head(struct directing *w, const char *system)
{
	struct director *d = w->d;
	int r = systems(w);

	d->system = director_text(w, system);
	d->site = director_text(w, site_setting(w->store, "name", "mimamori"));
	d->as_of = sql_number(w->store, 0, "SELECT max(last) FROM source", "");
	strangers(w);
	return r < 0 ? r : d->system && d->site ? 0 : -ENOMEM;
}

/* --- numbers, as the page is read */

static void next_number(unsigned *n, const struct figure *f)
{
	if (f)
		((struct figure *)(uintptr_t)f)->number = ++*n; /* the page's own list */
}

static void number_functions(const struct director *d, unsigned *n)
{
	for (int f = 0; f < DIRECTOR_FUNCTIONS; f++) {
		next_number(n, d->function[f].rows);
		for (int v = 0; v < DIRECTOR_VERDICTS; v++)
			next_number(n, d->function[f].verdict[v]);
	}
}

static void number_worst(const struct director *d, unsigned *n)
{
	for (size_t i = 0; i < d->worst_count; i++) {
		const struct director_worst *w = &d->worst[i];

		next_number(n, w->money);
		next_number(n, w->devices);
		next_number(n, w->held);
		for (int l = 0; l < DIRECTOR_LAYERS; l++)
			next_number(n, w->layer[l]);
		next_number(n, w->broken);
		next_number(n, w->open);
	}
	next_number(n, d->worst_all);
}

static void number(const struct director *d)
{
	unsigned n = 0;

	next_number(&n, d->watched);
	next_number(&n, d->open);
	next_number(&n, d->strangers);
	next_number(&n, d->businesses);
	number_functions(d, &n);
	number_worst(d, &n);
	for (size_t i = 0; i < d->change_count; i++)
		next_number(&n, d->change[i].count);
	next_number(&n, d->waiting);
	next_number(&n, d->cost);
	next_number(&n, d->answers);
}

int director_load(struct store *s, const struct director_of *of, struct arena *a, struct director *d)
{
	struct directing w = {s, d, number_of(of->system)};
	int r;

	memset(d, 0, sizeof *d);
	d->arena = d->figures.arena = a;
	d->now = of->now;
	d->zone_minutes = of->zone_minutes;
	date_at(d->now, d->zone_minutes, d->today);
	since(d);
	r = head(&w, of->system);
	r = r < 0 ? r : director_sheet(&w);
	r = r < 0 ? r : director_worst(&w);
	r = r < 0 ? r : director_changes(&w);
	r = r < 0 ? r : director_asked(&w);
	if (r == 0)
		number(d);
	return r < 0 ? r : d->figures.failed ? -ENOMEM : 0;
}
