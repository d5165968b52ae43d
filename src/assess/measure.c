#include "assess/measure.h"

#include "assess/attack_place.h"
#include "assess/contact.h"
#include "assess/record.h"
#include "assess/sql.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEASURES_MAX = 20000 };

/* --- those that stand */

#define CONTACT(name)                                                                                        \
	"CASE WHEN r.fields ->> '" name "' GLOB 'c[0-9]*' THEN CAST(substr(r.fields ->> '" name              \
	"', 2) AS INTEGER) END"

/* The end of the day until which it is to be done, where the site stands. */
static const char standing[] =
	"INSERT INTO measure SELECT r.id, r.fields ->> 'attack', r.system, r.device, r.fields ->> 'layer', "
	"coalesce(r.fields ->> 'what', ''), coalesce(r.fields ->> 'how', ''), r.fields ->> "
	"'control', " CONTACT("it_owner") ", " CONTACT(
		"ot_owner") ", (unixepoch(r.fields ->> 'done_by') + 86400 - ?1 * 60) * "
			    "1000000, "
			    "coalesce(r.fields ->> 'state', 'planned') FROM record r WHERE r.kind = "
			    "'measure' AND r.removed = 0 AND r.fields ->> 'attack' IS NOT NULL AND "
			    "r.fields ->> 'layer' IS NOT NULL ORDER BY r.id LIMIT ?2";

/* "theft@d5" of a device that became d3. */
static int follow_one(struct store *s, int64_t record, const char *attack)
{
	const char *at = strchr(attack, '@');
	char text[ATTACK_PLACE], now[ATTACK_ID];
	struct place p;

	if (!at || place_read(at + 1, &p) < 0)
		return 0;
	place_follow(s, &p);
	place_text(&p, text);
	snprintf(now, sizeof now, "%.*s@%s", (int)(at - attack < ATTACK_NAME ? at - attack : ATTACK_NAME - 1),
		 attack, text);
	return strcmp(now, attack) == 0
		       ? 0
		       : sql_run(s, "UPDATE measure SET attack = ?2 WHERE record = ?1", "it", record, now);
}

static int follow(struct store *s)
{
	sqlite3_stmt *st;
	int r = 0;

	if (!sql_number(s, 0, "SELECT 1 FROM device_merge WHERE undone IS NULL LIMIT 1", ""))
		return 0;
	st = sql_of(s, "SELECT id, fields ->> 'attack' FROM record WHERE kind = 'measure' AND removed = 0",
		    "");
	while (r == 0 && st && sqlite3_step(st) == SQLITE_ROW) {
		char attack[ATTACK_ID];

		r = follow_one(s, sqlite3_column_int64(st, 0), sql_text(st, 1, attack, sizeof attack));
	}
	sqlite3_finalize(st);
	return r;
}

int measures_refresh(struct store *s)
{
	int64_t zone = strtoll(site_setting(s, "zone-minutes", "540"), NULL, 10);
	int r = sql_run(s, "DELETE FROM measure", "");

	if (r == 0)
		r = sql_run(s, standing, "ii", zone, (int64_t)MEASURES_MAX);
	return r < 0 ? r : follow(s);
}

/* --- made of a proposal */

static const struct attack_measure *proposal(const struct attack *a, const char *name)
{
	for (size_t i = 0; name && i < a->measure_count; i++)
		if (strcmp(a->measures[i].name, name) == 0)
			return &a->measures[i];
	return NULL;
}

bool measure_suits(const struct attack_measure *m, const char *kind, const char *far_kind)
{
	for (size_t i = 0; m->kinds && m->kinds[i]; i++)
		if ((kind && strcmp(m->kinds[i], kind) == 0) ||
		    (far_kind && strcmp(m->kinds[i], far_kind) == 0))
			return true;
	return !m->kinds;
}

/* The person named, or why there is none: who is told of both sides keeps the record and stands in. */
static int set_owners(struct store *s, struct record *r, const struct measure_plan *p, const char *today,
		      struct err *e)
{
	const char *it = p->it_owner ? p->it_owner : "", *ot = p->ot_owner ? p->ot_owner : "";
	bool it_there = contact_find(s, it) != 0, ot_there = contact_find(s, ot) != 0;
	char none[200];
	int code = record_set(s, r, "it_owner", it, today, e);

	if (code == 0)
		code = record_set(s, r, "ot_owner", ot, today, e);
	if (code == 0)
		code = record_set(s, r, "owner", it_there ? it : ot, today, e);
	if (code == 0)
		code = record_set(s, r, "deputy", it_there ? ot : it, today, e);
	/* the same person for both, and nobody stands in */
	if (code == 0 && it_there && ot_there && r->owner == r->deputy) {
		snprintf(none, sizeof none, "none: %.180s", lang(p->language, "attack.same-person"));
		code = record_set(s, r, "deputy", none, today, e);
	}
	return code;
}

static int fill(struct store *s, struct record *r, const struct measure_plan *p,
		const struct attack_measure *from, const char *today, struct err *e)
{
	char attack[ATTACK_ID], device[24];
	struct place place;
	const struct {
		const char *name, *value;
	} field[] = {
		{"attack", attack},
		{"layer", p->layer ? p->layer
			  : from   ? measure_layer_token(from->layer)
				   : ""},
		{"what", p->what ? p->what
			 : from  ? from->what[p->language]
				 : ""},
		{"how", p->how ? p->how
			: from ? from->how[p->language]
			       : ""},
		{"done_by", p->done_by ? p->done_by : ""},
		{"state", p->state ? p->state : "planned"},
		{"control", p->control              ? p->control
			    : from && from->control ? from->control
						    : ""},
	};
	int code = 0;

	snprintf(attack, sizeof attack, "%s@%s", p->attack, p->place);
	for (size_t i = 0; i < sizeof field / sizeof *field && code == 0; i++)
		code = record_set(s, r, field[i].name, field[i].value, today, e);
	if (code == 0 && p->system && strcmp(p->system, "site") != 0)
		code = record_set(s, r, "system", p->system, today, e);
	if (code == 0 && place_read(p->place, &place) == 0 && !*place.far && place_number(place.near, 'd')) {
		snprintf(device, sizeof device, "%.23s", place.near);
		code = record_set(s, r, "device", device, today, e);
	}
	return code < 0 ? code : set_owners(s, r, p, today, e);
}

/* The record that says the very same already, in the same words; 0 none. */
static int64_t there_already(struct store *s, const struct record *r)
{
	const char *attack = r->values[record_field(r->kind, "attack")].text;
	const char *what = r->values[record_field(r->kind, "what")].text;

	return sql_number(s, 0,
			  "SELECT min(record) FROM measure WHERE attack = ?1 AND what = ?2 AND system = ?3",
			  "ttt", attack, what, r->system);
}

int measure_plan(struct store *s, const struct measure_plan *p, const struct writing *w, int64_t *ret_record,
		 bool *ret_records, struct err *e)
{
	const struct attack *a = attack_find(p->attack);
	const struct attack_measure *from = a ? proposal(a, p->measure) : NULL;
	struct record r;
	int64_t there;
	int code;

	*ret_records = false;
	if (!a)
		return err_set(e, -ENOENT, "attack", "no-attack", "%.60s", p->attack);
	if (p->measure && !from)
		return err_set(e, -ENOENT, "measure", "no-measure", "%.60s", p->measure);
	*ret_records = true;
	record_init(&r, record_kind("measure"), -1);
	code = fill(s, &r, p, from, w->today, e);
	if (code == 0 && (there = there_already(s, &r))) {
		*ret_records = false;
		code = err_set(e, -EEXIST, "measure", "measure-there", "r%lld", (long long)there);
	}
	if (code == 0)
		code = record_add(s, &r, w, e);
	*ret_record = r.id;
	record_clear(&r);
	return code;
}
