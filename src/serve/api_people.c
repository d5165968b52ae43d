/* GET /roster/today, /phone-list and /phone-list/print: who is on duty, whom to call. */
#include "assess/roster.h"
#include "report/phone_print.h"
#include "respond/messages.h"
#include "respond/phone_list.h"
#include "serve/handler.h"

#include <stdio.h>
#include <string.h>

api_handler api_roster_today, api_phone_list, api_phone_print;

/* Numbers are for those of the house. */
static void person(struct call *c, const struct duty *d)
{
	static const char *const reached[] = {"yes", "no-mail", "no-phone", "no"};
	struct contact who;
	struct out *o = c->out;
	int64_t tested = message_tested(c->store, d->contact);

	if (contact_get(c->store, d->contact, &who) < 0)
		return;
	json_object(o, NULL);
	json_str(o, "part", duty_part_names[d->part]);
	json_id(o, "contact", 'c', d->contact);
	json_str(o, "name", *who.name ? who.name : NULL);
	json_str(o, "unit", *who.unit ? who.unit : NULL);
	json_str(o, "phone", *who.phone && !viewer_restricted(&c->viewer) ? who.phone : NULL);
	json_id(o, "record", 'r', d->record);
	json_bool(o, "away", d->away);
	json_bool(o, "limited", d->limited);
	json_str(o, "reachable", reached[(d->no_mail ? 1 : 0) + (d->no_phone ? 2 : 0)]);
	json_time(o, "tested", tested ? tested : INT64_MIN);
	json_end_object(o);
}

/* "ja / en" as a pair. */
static void hours_pair(struct out *o, const char *both)
{
	const char *between = both ? strstr(both, " / ") : NULL;

	if (!between) {
		json_null(o, "hours");
		return;
	}
	json_object(o, "hours");
	json_text(o, "ja", both, (size_t)(between - both));
	json_str(o, "en", between + 3);
	json_end_object(o);
}

static void gap(struct call *c, const struct scan *s)
{
	struct out *o = c->out;
	char key[48];

	json_object(o, NULL);
	json_column(o, "what", s, 1);
	json_id(o, "record", 'r', scan_int(s, 2));
	if (scan_null(s, 3)) {
		json_null(o, "contact");
	} else {
		json_object(o, "contact");
		json_id(o, "id", 'c', scan_int(s, 3));
		json_column(o, "name", s, 4);
		json_end_object(o);
	}
	hours_pair(o, scan_sentence(s, 5));
	snprintf(key, sizeof key, "people.gap-%s", scan_str(s, 1));
	json_lang(o, "words", key);
	json_end_object(o);
}

/* As they are now: a record that was just written counts at once. */
static int gaps(struct call *c, const char *system)
{
	struct out rows;
	struct pick q;
	int r = roster_gaps(c->store, c->now, &rows);

	json_array(c->out, "gaps");
	if (r == 0) {
		pick_begin(&q, c,
			   "SELECT 0, g.value ->> 0, g.value ->> 2, g.value ->> 3, (SELECT name FROM contact "
			   "WHERE id = g.value "
			   "->> 3), g.value ->> 5 FROM ");
		pick_text(&q, "json_each(:) g", out_bytes(&rows, NULL));
		pick_add(&q, " WHERE " SEES_SYSTEM("g.value ->> 1"));
		pick_text(&q, " AND g.value ->> 1 IN ('site', :)", system);
		for (struct scan *s = pick_run(&q); s->more; scan_next(s))
			gap(c, s);
		r = pick_end(&q);
		out_clear(&rows);
	}
	json_end_array(c->out);
	return r;
}

static bool is_system(struct call *c, const char *system)
{
	struct scan s = kept_run(c, "SELECT id FROM system WHERE id = ?1", id_number(system));
	bool is = s.more;

	kept_end(&s);
	return is;
}

int api_roster_today(struct call *c)
{
	const char *system = query_text(c, "system");
	int64_t at = query_time(c, "at", c->now);
	struct on_duty d;
	int r;

	system = system ? system : "site";
	if (!viewer_sees_system(&c->viewer, system) && viewer_restricted(&c->viewer))
		return problem(c, 403, "forbidden", NULL, NULL);
	if (strcmp(system, "site") != 0 && !is_system(c, system))
		return problem_said(c, 404, "system.no-system", system, "");
	if ((r = on_duty(c->store, at, query_text(c, "severity"), system, &d)) < 0)
		return problem_store(c, r);
	json_object(c->out, NULL);
	json_time(c->out, "at", at);
	json_str(c->out, "system", system);
	json_array(c->out, "people");
	for (unsigned i = 0; i < d.count; i++)
		person(c, &d.list[i]);
	json_end_array(c->out);
	json_bool(c->out, "gap", d.gap);
	json_bool(c->out, "uncomputed", d.uncomputed);
	json_time(c->out, "handover", d.handover ? d.handover : INT64_MIN);
	r = gaps(c, system);
	json_end_object(c->out);
	return r < 0 ? problem_store(c, r) : 200;
}

/* --- the phone list */

static int entry(void *ctx, const struct phone_entry *e)
{
	struct call *c = ctx;
	struct out *o = c->out;
	char hours[HOURS_TEXT];

	json_object(o, NULL);
	json_str(o, "section", phone_section_names[e->section]);
	json_int(o, "order", e->order);
	json_str(o, "part", e->part);
	json_str(o, "system", e->system);
	json_id(o, "contact", 'c', e->who->id);
	json_str(o, "name", *e->who->name ? e->who->name : NULL);
	json_str(o, "unit", *e->who->unit ? e->who->unit : NULL);
	json_str(o, "phone", *e->who->phone ? e->who->phone : NULL);
	json_str(o, "does", *e->does ? e->does : NULL);
	json_str(o, "hours", e->hours ? hours_show(e->hours, c->language, hours, sizeof hours) : NULL);
	json_str(o, "day", *e->day ? e->day : NULL);
	json_str(o, "night", *e->night ? e->night : NULL);
	json_bool(o, "away", e->away);
	json_str(o, "away_until", *e->who->away_until ? e->who->away_until : NULL);
	json_bool(o, "limited", e->limited);
	json_bool(o, "uncomputed", e->uncomputed);
	json_time(o, "tested", e->tested ? e->tested : INT64_MIN);
	json_id(o, "record", 'r', e->record);
	json_end_object(o);
	return 0;
}

/* Who prints it stands on it. */
static struct phone_print print_of(struct call *c, struct contact *who)
{
	const char *language = query_text(c, "lang"), *system = query_text(c, "system");
	struct phone_print p = {.store = c->store, .now = c->now, .zone_minutes = c->zone_minutes};

	if (c->viewer.contact)
		contact_get(c->store, c->viewer.contact, who);
	p.system = system ? system : "site";
	p.language = language ? strcmp(language, "en") == 0 ? LANG_EN : LANG_JA : c->language;
	p.printed_by = *who->name ? who->name : NULL;
	return p;
}

int api_phone_print(struct call *c)
{
	struct contact who = {0};
	struct phone_print p = print_of(c, &who);
	bool html = strcmp(query_text(c, "form"), "html") == 0;
	int r = html ? phone_print_html(&p, c->out) : phone_print_text(&p, c->out);

	c->answer.content_type = said_of(html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8");
	return r < 0 ? problem_store(c, r) : 200;
}

int api_phone_list(struct call *c)
{
	struct contact who = {0};
	struct phone_print p = print_of(c, &who);
	int r;

	c->language = p.language;
	json_object(c->out, NULL);
	json_time(c->out, "at", c->now);
	json_array(c->out, "items");
	r = phone_list(c->store, c->now, p.system, entry, c);
	json_end_array(c->out);
	json_end_object(c->out);
	return r < 0 ? problem_store(c, r) : 200;
}
