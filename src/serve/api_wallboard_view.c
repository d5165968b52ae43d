/* GET /wallboard: all that a screen on the shop floor shows, small enough to be asked for every other second.
 */
#include "assess/session.h"
#include "assess/sql.h"
#include "base/text.h"
#include "respond/alarm.h"
#include "respond/incident.h"
#include "respond/lamps.h"
#include "serve/sight.h"
#include "serve/wallboard.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_wallboard_view;

#define MINUTE INT64_C(60000000)

enum { MACHINES = 200, ALARMS = 6, STEPS_SHOWN = 3, INCIDENTS = 10 }; /* read from five metres */

struct view {
	struct call *call;
	struct wallboard board;
	struct lamps *lamps; /* of all devices, by number */
	size_t count, room;
};

static const char *line_of(const struct view *v) { return *v->board.line ? v->board.line : NULL; }

/* Names and titles may come from the wire. */
static void json_shown(struct out *o, const char *key, sqlite3_stmt *st, int column)
{
	const char *text = (const char *)sqlite3_column_text(st, column);
	char clean[TEXT_ROOM];

	if (!text) {
		json_null(o, key);
		return;
	}
	text_clean(text_of(text, (size_t)sqlite3_column_bytes(st, column)), clean);
	json_str(o, key, clean);
}

/* --- lamps */

static int keep_lamps(void *ctx, const struct lamps *l)
{
	struct view *v = ctx;

	if (v->count == v->room) {
		struct lamps *more = realloc(v->lamps, (v->room = v->room * 2 + 256) * sizeof *more);

		if (!more)
			return -ENOMEM;
		v->lamps = more;
	}
	v->lamps[v->count++] = *l;
	return 0;
}

static int compare(const void *x, const void *y)
{
	int64_t a = ((const struct lamps *)x)->device_id, b = ((const struct lamps *)y)->device_id;

	return a < b ? -1 : a > b;
}

static struct lamps lamps_for(const struct view *v, int64_t device)
{
	struct lamps like = {.device_id = device};
	const struct lamps *l = v->count ? bsearch(&like, v->lamps, v->count, sizeof like, compare) : NULL;

	return l ? *l : (struct lamps){.device_id = device, .device = {.colour = LAMP_GREY}};
}

/* --- machines */

static void write_machine(struct view *v, sqlite3_stmt *st)
{
	struct lamps l = lamps_for(v, sqlite3_column_int64(st, 0));
	struct out *o = v->call->out;
	int64_t alarm = l.device.colour >= l.data.colour && l.device.alarm ? l.device.alarm : l.data.alarm;

	json_object(o, NULL);
	json_id(o, "device", 'd', l.device_id);
	json_shown(o, "name", st, 1);
	json_shown(o, "place", st, 2);
	json_str(o, "works", lamp_token(l.device.colour));
	json_str(o, "data", lamp_token(l.data.colour));
	json_id(o, "alarm", 'a', alarm);
	json_end_object(o);
}

static int write_machines(struct view *v)
{
	struct call *c = v->call;
	sqlite3_stmt *st = sql_of(c->store,
				  "SELECT d.id, " MACHINE("d") ", d.place FROM device_shown d WHERE " ON_BOARD
							       " ORDER BY d.line, 2, d.id",
				  "it", v->board.system, line_of(v));
	int64_t n = 0;

	json_array(c->out, "machines");
	while (st && sqlite3_step(st) == SQLITE_ROW)
		if (n++ < MACHINES)
			write_machine(v, st);
	json_end_array(c->out);
	json_int(c->out, "more_machines", n > MACHINES ? n - MACHINES : 0);
	sqlite3_finalize(st);
	return st ? 0 : -EIO;
}

/* --- alarms */

static void write_steps(struct out *o, const char *key, char *const *steps)
{
	json_array(o, key);
	for (int i = 0; i < STEPS_SHOWN && steps[i]; i++)
		json_str(o, NULL, steps[i]);
	json_end_array(o);
}

static void write_device(struct out *o, sqlite3_stmt *st, int column)
{
	if (sqlite3_column_type(st, column) == SQLITE_NULL) {
		json_null(o, "device");
		return;
	}
	json_object(o, "device");
	json_id(o, "id", 'd', sqlite3_column_int64(st, column));
	json_shown(o, "name", st, column + 1);
	json_end_object(o);
}

static int write_alarm(struct call *c, sqlite3_stmt *st)
{
	int64_t id = sqlite3_column_int64(st, 0);
	struct alarm_text t;
	int r = alarm_text(c->store, id, &t);
	size_t l = c->language;

	if (r < 0)
		return r == -ENOENT ? 0 : r;
	json_object(c->out, NULL);
	json_id(c->out, "id", 'a', id);
	json_str(c->out, "severity", severity_name(sqlite3_column_int64(st, 1)));
	json_time(c->out, "since", sqlite3_column_int64(st, 2));
	json_str(c->out, "title", t.title[l] ? t.title[l] : "");
	write_device(c->out, st, 4);
	json_bool(c->out, "acknowledged", sqlite3_column_int(st, 3));
	write_steps(c->out, "first", t.first[l]);
	json_str(c->out, "not", t.dont[l][0]);
	json_end_object(c->out);
	alarm_text_clear(&t);
	return 0;
}

/* Of the whole site all; of a system or a line those that concern a device of it. */
static int write_alarms(struct view *v)
{
	struct call *c = v->call;
	sqlite3_stmt *st = sql_of(
		c->store,
		"SELECT a.id, a.severity, a.began, a.acknowledged IS NOT NULL, x.id, " MACHINE(
			"x") " "
			     "FROM alarm a LEFT JOIN device_shown x ON x.id = coalesce(a.device, (SELECT "
			     "ad.device FROM "
			     "alarm_device ad WHERE ad.alarm = a.id ORDER BY ad.part DESC, ad.severity, "
			     "ad.device LIMIT "
			     "1)) "
			     "WHERE a.ended IS NULL AND a.dismissed IS NULL AND a.shelved_until IS NULL AND "
			     "((?1 = 0 AND "
			     "?2 IS NULL) OR EXISTS (SELECT 1 FROM alarm_device m JOIN device_shown d ON "
			     "d.id = m.device "
			     "WHERE m.alarm = a.id AND " ON_BOARD ")) ORDER BY a.severity, a.began DESC",
		"it", v->board.system, line_of(v));
	int64_t n = 0;
	int r = st ? 0 : -EIO;

	json_array(c->out, "alarms");
	while (r == 0 && sqlite3_step(st) == SQLITE_ROW)
		if (n++ < ALARMS)
			r = write_alarm(c, st);
	json_end_array(c->out);
	json_int(c->out, "more_alarms", n > ALARMS ? n - ALARMS : 0);
	sqlite3_finalize(st);
	return r;
}

/* --- incidents */

/* evidence: whether all of it is saved, so that somebody may cut power. */
static int write_incidents(struct view *v)
{
	struct call *c = v->call;
	sqlite3_stmt *st = sql_of(
		c->store,
		"SELECT i.id, i.title, i.state, i.opened, EXISTS (SELECT 1 FROM evidence e WHERE e.incident "
		"= i.id) "
		"AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.incident = i.id AND e.done IS NULL) FROM "
		"incident i WHERE i.state NOT IN ('closed', 'dismissed') AND ((?1 = 0 AND ?2 IS NULL) OR "
		"i.opened_by = "
		"?3 OR EXISTS (SELECT 1 FROM incident_device m JOIN device_shown d ON d.id = m.device WHERE "
		"m.incident = i.id AND " ON_BOARD ")) ORDER BY i.id DESC LIMIT ?4",
		"itti", v->board.system, line_of(v), v->board.actor, (int64_t)INCIDENTS);

	json_array(c->out, "incidents");
	while (st && sqlite3_step(st) == SQLITE_ROW) {
		json_object(c->out, NULL);
		json_id(c->out, "id", 'i', sqlite3_column_int64(st, 0));
		json_shown(c->out, "title", st, 1);
		json_shown(c->out, "state", st, 2);
		json_time(c->out, "since", sqlite3_column_int64(st, 3));
		json_bool(c->out, "evidence_saved", sqlite3_column_int(st, 4));
		json_end_object(c->out);
	}
	json_end_array(c->out);
	sqlite3_finalize(st);
	return st ? 0 : -EIO;
}

/* --- the rest */

static void write_board(struct view *v)
{
	struct call *c = v->call;
	sqlite3_stmt *st = sql_of(c->store, "SELECT name FROM system WHERE id = ?1", "i", v->board.system);

	json_object(c->out, "board");
	json_id(c->out, "id", 'w', v->board.id);
	json_str(c->out, "name", v->board.name);
	if (st && sqlite3_step(st) == SQLITE_ROW) {
		json_object(c->out, "system");
		json_id(c->out, "id", 's', v->board.system);
		json_shown(c->out, "name", st, 0);
		json_end_object(c->out);
	} else {
		json_null(c->out, "system");
	}
	sqlite3_finalize(st);
	json_str(c->out, "line", line_of(v));
	json_end_object(c->out);
}

static void write_sight(struct call *c)
{
	const char *blind = sight_blind(c->api, c->now);
	char key[64];

	snprintf(key, sizeof key, "wallboard.blind-%s", blind ? blind : "");
	json_bool(c->out, "watching", !blind);
	if (blind)
		json_lang(c->out, "blind", key);
	else
		json_null(c->out, "blind");
}

static void write_head(struct view *v)
{
	struct call *c = v->call;
	char csrf[CSRF_TEXT] = "";

	if (c->viewer.wallboard)
		session_csrf(c->request->session.s, c->request->session.n, csrf);
	write_board(v);
	json_str(c->out, "site", site_setting(c->store, "name", ""));
	json_time(c->out, "at", c->now / MINUTE * MINUTE);
	json_int(c->out, "zone_minutes", c->zone_minutes);
	json_str(c->out, "csrf", *csrf ? csrf : NULL);
	json_bool(c->out, "emergency", emergency_is_on(c->store, NULL, NULL));
	write_sight(c);
}

static void write_people(struct view *v)
{
	struct wall_people p;

	wall_people(v->call, &v->board, &p);
	json_array(v->call->out, "people");
	for (unsigned i = 0; i < p.count; i++)
		wall_person(v->call, p.contact[i]);
	json_end_array(v->call->out);
}

static int write_view(struct view *v)
{
	struct call *c = v->call;
	struct lamps_sight sight = sight_of(c);
	int r = lamps_each(c->store, &sight, keep_lamps, v);

	json_object(c->out, NULL);
	write_head(v);
	if (r == 0)
		r = write_machines(v);
	if (r == 0)
		r = write_alarms(v);
	if (r == 0)
		r = write_incidents(v);
	write_people(v);
	wall_card(c);
	json_end_object(c->out);
	return r < 0 ? r : 200;
}

/* A screen sees its own board; a person of the site any: the one that is named, else the newest. */
static int which(struct call *c, struct wallboard *ret)
{
	const char *id = query_text(c, "id");
	int64_t number =
		id ? id_number(id)
		   : sql_number(c->store, 0, "SELECT max(id) FROM wallboard WHERE revoked IS NULL", "");

	if (!c->viewer.wallboard && (!*c->viewer.actor || c->viewer.enrol))
		return problem_said(c, 401, "wallboard.not-a-screen", "", "");
	if (!c->viewer.wallboard && viewer_restricted(&c->viewer))
		return problem(c, 403, "no-role", NULL, NULL);
	if (c->viewer.wallboard)
		number = c->viewer.wallboard;
	if (wallboard_get(c->store, number, ret) < 0 || ret->revoked)
		return problem_said(c, 404, "wallboard.no-wallboard", id ? id : "", "");
	return 0;
}

int api_wallboard_view(struct call *c)
{
	struct view v = {.call = c};
	int r = which(c, &v.board);

	if (r)
		return r;
	snprintf(v.board.actor, sizeof v.board.actor, "w%lld", (long long)v.board.id); /* who reports on it */
	r = write_view(&v);
	free(v.lamps);
	return r;
}
