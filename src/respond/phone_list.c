#include "respond/phone_list.h"

#include "assess/sql.h"
#include "base/date.h"
#include "respond/messages.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 2200 };

const char *const phone_section_names[PHONE_SECTIONS] = {"now", "hours", "csirt", "vendors"};

struct listing_phones {
	struct store *s;
	int (*fn)(void *ctx, const struct phone_entry *e);
	void *ctx;
	const char *system;
	char today[DATE_ROOM];
};

/* Fills who, away and tested; nothing of an erased one. */
static int entry(struct listing_phones *l, struct phone_entry *e, int64_t contact)
{
	struct contact who;

	if (!contact || contact_get(l->s, contact, &who) < 0 || who.erased)
		return 0;
	e->who = &who;
	e->away = contact_away(&who, l->today);
	e->tested = message_tested(l->s, contact);
	return l->fn(l->ctx, e);
}

static int now_on_duty(struct listing_phones *l, int64_t at)
{
	struct on_duty d;
	int r = on_duty(l->s, at, NULL, l->system, &d);

	for (unsigned i = 0; r == 0 && i < d.count; i++) {
		struct phone_entry e = {.section = PHONE_NOW,
					.order = i + 1,
					.part = duty_part_names[d.list[i].part],
					.system = l->system,
					.does = "",
					.day = "",
					.night = "",
					.limited = d.list[i].limited,
					.record = d.list[i].record};

		r = entry(l, &e, d.list[i].contact);
	}
	return r;
}

static int by_hours(struct listing_phones *l)
{
	struct roster *list = malloc(ROSTERS_MOST * sizeof *list);
	int n = list ? rosters_read(l->s, list) : -ENOMEM, r = n < 0 ? n : 0;

	for (int i = 0; r == 0 && i < n; i++) {
		struct phone_entry e = {.section = PHONE_HOURS,
					.part = "judge",
					.system = list[i].system,
					.hours = list[i].computed ? &list[i].hours : NULL,
					.does = "",
					.day = "",
					.night = "",
					.limited = list[i].limited,
					.uncomputed = !list[i].computed,
					.record = list[i].record};

		r = entry(l, &e, list[i].judge);
		e.part = "second";
		if (r == 0)
			r = entry(l, &e, list[i].second);
	}
	free(list);
	return r;
}

/* Records that name a contact and how it is reached. */
static int from_records(struct listing_phones *l, enum phone_section section, const char *part,
			const char *sql)
{
	sqlite3_stmt *st = sql_of(l->s, sql, "");
	char *words = malloc(3 * WORDS), system[24];
	int r = st && words ? 0 : -ENOMEM, step = SQLITE_DONE;

	while (r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
		const char *contact = (const char *)sqlite3_column_text(st, 2);
		struct phone_entry e = {.section = section,
					.part = part,
					.record = sqlite3_column_int64(st, 0),
					.system = sql_text(st, 1, system, sizeof system),
					.does = sql_text(st, 3, words, WORDS),
					.day = sql_text(st, 4, words + WORDS, WORDS),
					.night = sql_text(st, 5, words + 2 * WORDS, WORDS)};

		r = entry(l, &e, contact && *contact == 'c' ? strtoll(contact + 1, NULL, 10) : 0);
	}
	sqlite3_finalize(st);
	free(words);
	return r < 0 ? r : step == SQLITE_DONE ? 0 : -EIO;
}

/* Those who have a record, then contacts of that side without one. */
static const char csirt[] = "SELECT id, system, fields ->> 'unit', fields ->> 'does', fields ->> 'day', "
			    "fields ->> 'night' FROM record WHERE "
			    "kind = 'csirt-contact' AND removed = 0 UNION ALL SELECT NULL, 'site', 'c' || "
			    "id, unit, '', '' FROM contact WHERE "
			    "side = 'csirt' AND erased = 0 AND 'c' || id NOT IN (SELECT fields ->> 'unit' "
			    "FROM record WHERE kind = "
			    "'csirt-contact' AND removed = 0)";
static const char vendors[] = "SELECT id, system, fields ->> 'contact', fields ->> 'name' || ': ' || (fields "
			      "->> 'does'), fields ->> "
			      "'reached', '' FROM record WHERE kind = 'vendor' AND removed = 0 ORDER BY id";

int phone_list(struct store *s, int64_t at, const char *system,
	       int (*fn)(void *ctx, const struct phone_entry *e), void *ctx)
{
	struct listing_phones l = {.s = s, .fn = fn, .ctx = ctx, .system = system ? system : "site"};
	int r;

	date_at(at, (int)strtol(site_setting(s, "zone-minutes", "540"), NULL, 10), l.today);
	r = now_on_duty(&l, at);
	if (r == 0)
		r = by_hours(&l);
	if (r == 0)
		r = from_records(&l, PHONE_CSIRT, "csirt", csirt);
	return r < 0 ? r : from_records(&l, PHONE_VENDORS, "vendor", vendors);
}
