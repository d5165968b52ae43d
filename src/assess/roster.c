/* Who is on duty at one moment. */
#include "assess/roster.h"

#include "assess/sql.h"
#include "base/date.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const duty_part_names[DUTY_PARTS] = {"judge", "second", "responsible", "deputy", "csirt"};

static int zone_of(struct store *s) { return (int)strtol(site_setting(s, "zone-minutes", "540"), NULL, 10); }

/* --- reading */

static int64_t contact_in(sqlite3_stmt *st, int column)
{
	const char *v = (const char *)sqlite3_column_text(st, column);

	return v && *v == 'c' ? strtoll(v + 1, NULL, 10) : 0;
}

static void one(sqlite3_stmt *st, struct roster *r)
{
	char text[HOURS_TEXT], word[16];

	*r = (struct roster){.record = sqlite3_column_int64(st, 0)};
	sql_text(st, 1, r->system, sizeof r->system);
	r->computed = hours_parse("", sql_text(st, 2, text, sizeof text), &r->hours, NULL) == 0;
	if (!r->computed)
		r->hours.count = 0;
	r->judge = contact_in(st, 3);
	r->second = contact_in(st, 4);
	r->limited = strcmp(sql_text(st, 5, word, sizeof word), "minor") == 0;
	r->stated = strcmp(sql_text(st, 6, word, sizeof word), "stated") == 0;
}

int rosters_read(struct store *s, struct roster ret[ROSTERS_MOST])
{
	sqlite3_stmt *st =
		sql_of(s,
		       "SELECT id, system, fields ->> 'hours', fields ->> 'judge', fields ->> 'second', "
		       "fields ->> 'severity', fields ->> 'gaps' FROM record WHERE kind = 'roster' AND "
		       "removed = 0 ORDER BY id LIMIT ?1",
		       "i", (int64_t)ROSTERS_MOST);
	int n = 0, r;

	if (!st)
		return -EIO;
	while ((r = sqlite3_step(st)) == SQLITE_ROW && n < ROSTERS_MOST)
		one(st, &ret[n++]);
	sqlite3_finalize(st);
	return r == SQLITE_ROW || r == SQLITE_DONE ? n : -EIO;
}

/* --- the order of call */

struct calling {
	struct store *s;
	struct on_duty *to;
	char today[DATE_ROOM];
};

static void call(struct calling *c, int64_t contact, enum duty_part part, int64_t record, bool limited)
{
	struct contact who;

	for (unsigned i = 0; i < c->to->count; i++)
		if (c->to->list[i].contact == contact)
			return;
	if (!contact || c->to->count == DUTY_MOST || contact_get(c->s, contact, &who) < 0 || who.erased)
		return;
	c->to->list[c->to->count++] = (struct duty){.contact = contact,
						    .part = part,
						    .record = record,
						    .away = contact_away(&who, c->today),
						    .limited = limited,
						    .no_mail = !*who.mail,
						    .no_phone = !*who.phone};
}

/* A system's own roster, where one covers that minute; else the site's. */
static const char *scope_of(const struct roster *list, int n, const char *system, unsigned minute)
{
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].system, system) == 0 && hours_cover(&list[i].hours, minute))
			return system;
	return "site";
}

/* Those who may judge all of it first, then those who judge minor ones; seconds after all judges. */
static void from_rosters(struct calling *c, const struct roster *list, int n, const char *scope,
			 unsigned minute)
{
	c->to->gap = true;
	for (int pass = 0; pass < 4; pass++)
		for (int i = 0; i < n; i++) {
			const struct roster *r = &list[i];

			if (strcmp(r->system, scope) != 0 || !hours_cover(&r->hours, minute) ||
			    r->limited != (pass & 1))
				continue;
			c->to->gap = false;
			call(c, pass < 2 ? r->judge : r->second, pass < 2 ? DUTY_JUDGE : DUTY_SECOND,
			     r->record, r->limited);
		}
}

static int from_responsible(struct calling *c, const char *system)
{
	sqlite3_stmt *st =
		sql_of(c->s,
		       "SELECT id, fields ->> 'person', 'c' || deputy FROM record WHERE kind = "
		       "'responsible' AND removed = 0 AND device IS NULL AND system IN (?1, 'site') "
		       "ORDER BY system = 'site', id LIMIT 4",
		       "t", system);
	int r;

	if (!st)
		return -EIO;
	while ((r = sqlite3_step(st)) == SQLITE_ROW) {
		call(c, contact_in(st, 1), DUTY_RESPONSIBLE, sqlite3_column_int64(st, 0), false);
		call(c, contact_in(st, 2), DUTY_DEPUTY, sqlite3_column_int64(st, 0), false);
	}
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static int from_csirt(struct calling *c)
{
	sqlite3_stmt *st = sql_of(
		c->s, "SELECT 'c' || id FROM contact WHERE side = 'csirt' AND erased = 0 ORDER BY id", "");
	int r;

	if (!st)
		return -EIO;
	while ((r = sqlite3_step(st)) == SQLITE_ROW)
		call(c, contact_in(st, 0), DUTY_CSIRT, 0, false);
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

/* Parts are the order of call, also where a responsible person was found before a deputy of another. */
static void in_order(struct on_duty *d)
{
	for (unsigned i = 1; i < d->count; i++)
		for (unsigned j = i; j && d->list[j].part < d->list[j - 1].part; j--) {
			struct duty other = d->list[j];

			d->list[j] = d->list[j - 1];
			d->list[j - 1] = other;
		}
}

/* At the full minute at which any of them begins or ends. */
static int64_t handover(const struct roster *list, int n, const char *system, unsigned minute, int64_t at)
{
	unsigned least = 0;

	for (int i = 0; i < n; i++) {
		unsigned until = 0;

		if (strcmp(list[i].system, "site") == 0 || strcmp(list[i].system, system) == 0)
			until = hours_until_change(&list[i].hours, minute);
		if (until && (!least || until < least))
			least = until;
	}
	return least ? at - at % 60000000 + (int64_t)least * 60000000 : 0;
}

int on_duty(struct store *s, int64_t at, const char *severity, const char *system, struct on_duty *ret)
{
	struct calling c = {.s = s, .to = ret};
	struct roster *list = malloc(ROSTERS_MOST * sizeof *list);
	int n = list ? rosters_read(s, list) : -ENOMEM, r = n;
	unsigned minute = hours_minute(at, zone_of(s));

	*ret = (struct on_duty){0};
	if (n >= 0) {
		date_at(at, zone_of(s), c.today);
		from_rosters(&c, list, n, scope_of(list, n, system, minute), minute);
		for (unsigned i = 0; severity && strcmp(severity, "low") == 0 && i < ret->count; i++)
			ret->list[i].limited = false;
		for (int i = 0; i < n; i++)
			ret->uncomputed |= !list[i].computed;
		ret->handover = handover(list, n, system, minute, at);
		r = from_responsible(&c, system);
	}
	if (r >= 0)
		r = from_csirt(&c);
	in_order(ret);
	free(list);
	return r < 0 ? r : 0;
}
