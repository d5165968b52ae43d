/* Acts on incidents; emergency mode. */
#include "assess/sql.h"
#include "respond/evidence.h"
#include "respond/incident.h"
#include "serve/act.h"
#include "serve/incident_json.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_incidents_open, api_incidents_deed, api_incidents_note, api_incidents_check,
	api_emergency_get, api_emergency_put;

static int64_t version_of(struct call *c, int64_t id)
{
	return sql_number(c->store, 0, "SELECT seq FROM incident WHERE id = ?1", "i", id);
}

static int refused(struct call *c, int r, const struct err *e)
{
	return r == -ESTALE ? act_status(c, 412, "incident", r, e) : act_problem(c, "incident", r, e);
}

int api_incidents_open(struct call *c)
{
	struct body_pair listed[INCIDENT_DEVICES];
	int64_t devices[INCIDENT_DEVICES], id = 0;
	size_t n = body_pairs(c, "devices", listed, INCIDENT_DEVICES);
	const char *alarm = body_text(c, "alarm");
	struct incident_opening o = {.alarm = alarm && *alarm == 'a' ? id_number(alarm) : 0,
				     .devices = devices,
				     .count = n,
				     .title = body_text(c, "title"),
				     .words = body_text(c, "words")};
	struct writing w = act_writing(c);
	struct err e = {0};
	int r;

	for (size_t i = 0; i < n; i++)
		devices[i] = id_number(listed[i].value);
	r = incident_open(c->store, &o, &w, &id, &e);
	if (r < 0)
		return refused(c, r, &e);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'i', id);
	json_id(c->out, "evidence", 'e',
		sql_number(c->store, 0, "SELECT max(id) FROM evidence WHERE incident = ?1", "i", id));
	json_end_object(c->out);
	c->changed = "incidents";
	return 201;
}

/* --- deeds */

/* The caller's roles, as the line of the deed wants them. */
static int may(struct call *c, const char *deed, int64_t id)
{
	char state[16] = "";
	sqlite3_stmt *st = sql_of(c->store, "SELECT state FROM incident WHERE id = ?1", "i", id);
	enum right right = RIGHT_INCIDENT;
	bool person = false;

	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, state, sizeof state);
	sqlite3_finalize(st);
	for (size_t i = 0; deed && i < incident_deed_count; i++)
		if (strcmp(incident_deeds[i].name, deed) == 0) {
			right = incident_deeds[i].right;
			person |= (incident_deeds[i].needs & NEEDS_BOTH) != 0 || strcmp(deed, "approve") == 0;
		}
	if (person && c->viewer.token) /* two people have to agree: a program is none */
		return problem_said(c, 403, "act.person-only", "", "");
	return act_may(c, right, "site");
}

static int do_deed(struct call *c, const struct incident_asking *a)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	char state[16] = "";
	bool waits = false;
	sqlite3_stmt *st;
	int r = may(c, a->deed, a->incident);

	if (r)
		return r;
	r = incident_deed(c->store, a, &w, &waits, &e);
	if (r < 0)
		return refused(c, r, &e);
	st = sql_of(c->store, "SELECT state FROM incident WHERE id = ?1", "i", a->incident);
	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, state, sizeof state);
	sqlite3_finalize(st);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'i', a->incident);
	json_str(c->out, "state", state);
	json_bool(c->out, "waits", waits);
	json_int(c->out, "version", version_of(c, a->incident));
	json_end_object(c->out);
	c->changed = "incidents";
	return 200;
}

int api_incidents_deed(struct call *c)
{
	struct incident_asking a = {.incident = id_number(c->path[0]),
				    .deed = body_text(c, "deed"),
				    .words = body_text(c, "words"),
				    .fields = body_json(c, "fields"),
				    .version = body_int(c, "version", 0),
				    .side = body_text(c, "side"),
				    .passphrase = body_text(c, "passphrase")};

	return do_deed(c, &a);
}

int api_incidents_note(struct call *c)
{
	struct incident_asking a = {
		.incident = id_number(c->path[0]), .deed = "note", .words = body_text(c, "words")};

	return do_deed(c, &a);
}

/* --- evidence compared with its hashes */

struct told {
	struct out *o;
	int64_t good;
};

static void one_file(void *ctx, const char *name, const char *flaw)
{
	struct told *t = ctx;

	if (!*flaw) {
		t->good++;
		return;
	}
	json_object(t->o, NULL);
	json_str(t->o, "name", name);
	json_str(t->o, "flaw", flaw);
	json_end_object(t->o);
}

int api_incidents_check(struct call *c)
{
	int64_t incident = id_number(c->path[0]), bag = id_number(body_text(c, "bag"));
	struct writing w = act_writing(c);
	struct told t = {.o = c->out};
	struct err e = {0};
	int r;

	if (!incident_exists(c, incident))
		return problem_said(c, 404, "incident.no-incident", c->path[0], "");
	bag = sql_number(c->store, 0,
			 "SELECT max(id) FROM evidence WHERE incident IN (SELECT id FROM incident WHERE id = "
			 "?1 OR merged_into = ?1) AND (?2 = 0 OR id = ?2) AND "
			 "done IS NOT NULL",
			 "ii", incident, bag);
	json_object(c->out, NULL);
	json_array(c->out, "damaged");
	r = evidence_check(c->store, bag, one_file, &t, &w, NULL, &e);
	json_end_array(c->out);
	json_int(c->out, "good", t.good);
	json_end_object(c->out);
	c->changed = "incidents";
	return r < 0 ? refused(c, r, &e) : 200;
}

/* --- emergency mode */

int api_emergency_get(struct call *c)
{
	int64_t incident, since;
	bool on = emergency_is_on(c->store, &incident, &since);
	struct scan s = kept_run(c,
				 "SELECT m.id, m.reason, (SELECT name FROM contact k WHERE k.id = m.contact) "
				 "FROM emergency m WHERE m.id = ?1",
				 1);

	json_object(c->out, NULL);
	json_bool(c->out, "on", on);
	json_bool(c->out, "may", emergency_may(c->store));
	json_time(c->out, "since", on ? since : INT64_MIN);
	json_id(c->out, "incident", 'i', on ? incident : 0);
	json_str(c->out, "reason", s.more ? scan_sentence(&s, 1) : NULL);
	json_str(c->out, "who", s.more ? scan_str(&s, 2) : NULL);
	json_end_object(c->out);
	kept_end(&s);
	return 200;
}

int api_emergency_put(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int r = emergency_set(c->store, body_int(c, "on", 0) != 0, body_text(c, "reason"), &w, &e);

	if (r < 0)
		return refused(c, r, &e);
	c->changed = "incidents";
	return api_emergency_get(c);
}
