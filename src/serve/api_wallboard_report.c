/* POST /wallboard/report: somebody on the shop floor says that something is not right. Opens an incident and
 * does nothing else. Pressed again within a minute, it is the same one. */
#include "assess/contact.h"
#include "assess/event.h"
#include "assess/roster.h"
#include "assess/sql.h"
#include "base/text.h"
#include "respond/incident.h"
#include "serve/act.h"
#include "serve/viewer.h"
#include "serve/wallboard.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_wallboard_report;

#define AGAIN INT64_C(60000000) /* us */
#define STUCK INT64_C(5000000)  /* a button that is pressed all the time is told so often */

struct report {
	struct call *call;
	struct wallboard board;
	int64_t machine, person, incident;
	char actor[24], name[256]; /* of the machine */
	bool joined;
};

static bool is_on_roster(struct report *r)
{
	struct wall_people p;

	wall_people(r->call, &r->board, &p);
	for (unsigned i = 0; i < p.count; i++)
		if (p.contact[i] == r->person)
			return true;
	return false;
}

/* It may come from the wire. */
static void take_name(struct report *r, sqlite3_stmt *st)
{
	char clean[TEXT_ROOM];

	text_clean(text_of(sqlite3_column_text(st, 0), (size_t)sqlite3_column_bytes(st, 0)), clean);
	snprintf(r->name, sizeof r->name, "%.*s", text_within(clean, (int)sizeof r->name - 1), clean);
}

static bool is_shown(struct report *r)
{
	sqlite3_stmt *st =
		sql_of(r->call->store,
		       "SELECT " MACHINE("d") " FROM device_shown d WHERE " ON_BOARD " AND d.id = ?3", "iti",
		       r->board.system, *r->board.line ? r->board.line : NULL, r->machine);
	bool shown = st && sqlite3_step(st) == SQLITE_ROW;

	if (shown)
		take_name(r, st);
	sqlite3_finalize(st);
	return shown;
}

/* Its title, in the language of the site: people read it who do not stand before the screen. */
static void title(struct report *r, char ret[INCIDENT_TITLE])
{
	enum language in =
		strcmp(site_setting(r->call->store, "language", "ja"), "en") == 0 ? LANG_EN : LANG_JA;
	char line[1024];

	lang_fill_buf(
		line, sizeof line, lang(in, r->machine ? "wallboard.title-machine" : "wallboard.title"),
		(const struct lang_arg[]){{"board", r->board.name}, {"machine", r->name}, {NULL, NULL}});
	snprintf(ret, INCIDENT_TITLE, "%.*s", text_within(line, INCIDENT_TITLE - 1), line);
}

static int64_t of_a_minute_ago(const struct report *r)
{
	return sql_number(
		r->call->store, 0,
		"SELECT max(id) FROM incident WHERE opened_by = ?1 AND opened > ?2 AND opened <= ?3 AND "
		"state NOT IN ('closed', 'dismissed')",
		"tii", r->actor, r->call->now - AGAIN, r->call->now);
}

static int open_or_join(struct report *r, const struct writing *w, struct err *e)
{
	char name[INCIDENT_TITLE];
	const struct incident_opening o = {.devices = &r->machine,
					   .count = r->machine ? 1 : 0,
					   .title = name,
					   .words = body_text(r->call, "what"),
					   .person = r->person};

	r->incident = of_a_minute_ago(r);
	r->joined = r->incident != 0;
	title(r, name);
	return r->joined ? 0 : incident_open(r->call->store, &o, w, &r->incident, e);
}

static int tell(const struct report *r, const struct writing *w, struct err *e)
{
	struct guard *g = viewers_guard(r->call->api->viewers);
	int64_t last = guard_last_use(g, VIEWER_REPORTS + r->board.id);
	struct event_body b;

	if (r->joined && w->at >= last && w->at - last < STUCK)
		return 0;
	guard_used(g, VIEWER_REPORTS + r->board.id, w->at);
	event_begin(&b);
	json_int(&b.o, "wallboard", r->board.id);
	json_int(&b.o, "incident", r->incident);
	if (r->person) /* whose name is not on the roster may report all the same: the screen is known */
		json_int(&b.o, "person", r->person);
	if (r->machine)
		json_int(&b.o, "device", r->machine);
	json_bool(&b.o, "joined", r->joined);
	json_str(&b.o, "what", body_text(r->call, "what"));
	return event_told(&b, r->call->store, "wallboard-reported", w, e);
}

/* Whoever is called first now: those who judge, or who stands in for them. */
static void write_told(struct report *r)
{
	struct call *c = r->call;
	struct on_duty duty = {0};
	enum duty_part part = DUTY_PARTS;
	char system[24] = "site";

	if (r->board.system)
		snprintf(system, sizeof system, "s%lld", (long long)r->board.system);
	json_array(c->out, "told");
	if (on_duty(c->store, c->now, NULL, system, &duty) == 0)
		for (unsigned i = 0; i < duty.count && duty.list[i].part <= part; i++) {
			if (duty.list[i].away)
				continue;
			part = duty.list[i].part;
			wall_person(c, duty.list[i].contact);
		}
	json_end_array(c->out);
}

static int wrong(struct report *r)
{
	struct call *c = r->call;
	const char *machine = body_text(c, "machine"), *person = body_text(c, "person");

	if (!c->viewer.wallboard || wallboard_get(c->store, c->viewer.wallboard, &r->board) < 0)
		return problem_said(c, 401, "wallboard.not-a-screen", "", "");
	r->machine = machine ? id_number(machine) : 0;
	r->person = person ? id_number(person) : 0;
	if (r->person && !is_on_roster(r))
		return problem_said(c, 422, "wallboard.not-on-roster", "person", "");
	if (machine && !is_shown(r))
		return problem_said(c, 422, "wallboard.not-shown", "machine", "");
	return 0;
}

int api_wallboard_report(struct call *c)
{
	struct report r = {.call = c};
	struct writing w = {.at = c->now, .actor = r.actor, .today = c->today};
	struct err e = {0};
	int code = wrong(&r);

	if (code)
		return code;
	snprintf(r.actor, sizeof r.actor, "w%lld", (long long)r.board.id);
	if ((code = open_or_join(&r, &w, &e)) < 0)
		return act_problem(c, "incident", code, &e);
	if ((code = tell(&r, &w, &e)) < 0)
		return act_problem(c, "wallboard", code, &e);
	json_object(c->out, NULL);
	json_id(c->out, "incident", 'i', r.incident);
	json_bool(c->out, "joined", r.joined);
	write_told(&r);
	wall_card(c);
	json_end_object(c->out);
	c->changed = "incidents";
	return 201;
}
