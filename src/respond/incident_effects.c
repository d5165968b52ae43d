/* What follows from a deed besides the state it leads to: the members of its event that incident_part.c
 * reads.
 */
#include "respond/incident_parts.h"

#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int effect_fn(struct doing *g, struct out *o, struct err *e);

/* The deed's fields of these names, known from then on. */
static void set_fields(struct doing *g, struct out *o, const char *const *names)
{
	char value[INCIDENT_WORDS * 4 + 1];

	for (; *names; names++)
		if (deed_field(g->d.store, g->json, *names, value, sizeof value))
			json_str(o, *names, value);
}

static int64_t severity_of(const char *name)
{
	static const char *const names[] = {"critical", "high", "medium", "low"};

	for (int i = 0; i < 4; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return 3;
}

static int set_judged(struct doing *g, struct out *o, struct err *e)
{
	char severity[12];

	(void)e;
	if (g->waits)
		return 0;
	set_fields(g, o, (const char *const[]){"class", "impact", "personal", NULL});
	if (deed_field(g->d.store, g->json, "severity", severity, sizeof severity))
		json_int(o, "severity", severity_of(severity));
	return 0;
}

static int set_cause(struct doing *g, struct out *o, struct err *e)
{
	(void)e;
	set_fields(g, o, (const char *const[]){"cause", "sure", NULL});
	return 0;
}

static int set_verified(struct doing *g, struct out *o, struct err *e)
{
	(void)e;
	json_int(o, "verified", g->w->at);
	return 0;
}

static int set_closed(struct doing *g, struct out *o, struct err *e)
{
	(void)e;
	json_int(o, "closed", g->w->at);
	return 0;
}

static int set_exception(struct doing *g, struct out *o, struct err *e)
{
	(void)e;
	if (!g->waits)
		json_int(o, "exception", 1);
	return 0;
}

static int set_again(struct doing *g, struct out *o, struct err *e)
{
	(void)e;
	json_int(o, "round", g->d.i.round + 1);
	json_int(o, "exception", 0);
	json_null(o, "verified");
	json_null(o, "closed");
	return 0;
}

static int set_leader(struct doing *g, struct out *o, struct err *e)
{
	char to[24];

	(void)e;
	if (deed_field(g->d.store, g->json, "to", to, sizeof to))
		json_int(o, "led_by", strtoll(to + 1, NULL, 10));
	return 0;
}

static int64_t merging_into(struct doing *g)
{
	char into[24];

	return deed_field(g->d.store, g->json, "into", into, sizeof into) ? strtoll(into + 1, NULL, 10) : 0;
}

static int set_merged(struct doing *g, struct out *o, struct err *e)
{
	struct incident_now other;
	int64_t into = merging_into(g);
	char name[24];

	snprintf(name, sizeof name, "i%lld", (long long)into);
	if (into == g->d.i.id || incident_read(g->d.store, into, &other) < 0)
		return err_set(e, -EINVAL, name, "merge-itself", "%s", "");
	if (other.state == INCIDENT_CLOSED || other.state == INCIDENT_DISMISSED)
		return err_set(e, -EINVAL, name, "merge-over", "%s", incident_states[other.state]);
	json_int(o, "merged_into", into);
	json_int(o, "closed", g->w->at);
	return 0;
}

/* --- beside `set`: devices, alarms, reports */

/* The ids of a list field, as numbers. */
static void put_list(struct doing *g, struct out *o, const char *member, const char *field)
{
	char path[40];
	sqlite3_stmt *st;

	snprintf(path, sizeof path, "$.%.30s", field);
	st = sql_of(g->d.store, "SELECT CAST(substr(value, 2) AS INTEGER) FROM json_each(?1, ?2)", "tt",
		    g->json, path);
	json_array(o, member);
	while (st && sqlite3_step(st) == SQLITE_ROW)
		json_int(o, NULL, sqlite3_column_int64(st, 0));
	json_end_array(o);
	sqlite3_finalize(st);
}

static void put_rows(struct out *o, const char *member, sqlite3_stmt *st)
{
	static const char *const names[] = {"device", NULL, "cut", "back"};
	char role[8];

	json_array(o, member);
	while (st && sqlite3_step(st) == SQLITE_ROW) {
		json_object(o, NULL);
		json_str(o, "role", sql_text(st, 1, role, sizeof role));
		for (int i = 0; i < 4; i++)
			if (names[i] && sqlite3_column_type(st, i) != SQLITE_NULL)
				json_int(o, names[i], sqlite3_column_int64(st, i));
		json_end_object(o);
	}
	json_end_array(o);
	sqlite3_finalize(st);
}

static int do_cut(struct doing *g, struct out *o, struct err *e)
{
	(void)e;
	/* Devices that are cut off belong to it, whether or not they did before. */
	put_rows(o, "add_devices",
		 sql_of(g->d.store,
			"SELECT CAST(substr(value, 2) AS INTEGER), coalesce(x.role, 'on'), ?3, NULL FROM "
			"json_each(?1, '$.devices') j LEFT JOIN "
			"incident_device x ON x.incident = ?2 AND x.device = CAST(substr(j.value, 2) AS "
			"INTEGER)",
			"tii", g->json, g->d.i.id, g->w->at));
	return 0;
}

static int do_restore(struct doing *g, struct out *o, struct err *e)
{
	(void)g;
	(void)e;
	json_int(o, "back", 1);
	return 0;
}

static int do_add_device(struct doing *g, struct out *o, struct err *e)
{
	char role[8];

	(void)e;
	if (!deed_field(g->d.store, g->json, "role", role, sizeof role))
		return 0;
	put_rows(o, "add_devices",
		 sql_of(g->d.store,
			"SELECT CAST(substr(value, 2) AS INTEGER), ?3, x.cut, x.back FROM json_each(?1, "
			"'$.devices') j LEFT JOIN incident_device x "
			"ON x.incident = ?2 AND x.device = CAST(substr(j.value, 2) AS INTEGER)",
			"tit", g->json, g->d.i.id, role));
	return 0;
}

static int do_remove_device(struct doing *g, struct out *o, struct err *e)
{
	(void)e;
	put_list(g, o, "remove_devices", "devices");
	return 0;
}

static int do_add_alarm(struct doing *g, struct out *o, struct err *e)
{
	(void)e;
	put_list(g, o, "add_alarms", "alarms");
	put_rows(o, "add_devices",
		 sql_of(g->d.store,
			"SELECT a.device, min(a.part), NULL, NULL FROM alarm_device a WHERE a.alarm IN "
			"(SELECT CAST(substr(value, 2) AS INTEGER) "
			"FROM json_each(?1, '$.alarms')) AND a.device NOT IN (SELECT device FROM "
			"incident_device WHERE incident = ?2) GROUP BY "
			"a.device LIMIT ?3",
			"tii", g->json, g->d.i.id, (int64_t)INCIDENT_DEVICES));
	return 0;
}

static int do_remove_alarm(struct doing *g, struct out *o, struct err *e)
{
	(void)e;
	put_list(g, o, "remove_alarms", "alarms");
	return 0;
}

/* Everything of the one joins the other. */
static int do_merge(struct doing *g, struct out *o, struct err *e)
{
	int64_t into = merging_into(g);
	sqlite3_stmt *st;

	(void)e;
	json_int(o, "into", into);
	put_rows(o, "add_devices",
		 sql_of(g->d.store,
			"SELECT device, role, cut, back FROM incident_device WHERE incident = ?1 AND device "
			"NOT IN (SELECT device FROM "
			"incident_device WHERE incident = ?2)",
			"ii", g->d.i.id, into));
	json_array(o, "add_alarms");
	st = sql_of(g->d.store, "SELECT alarm FROM incident_alarm WHERE incident = ?1", "i", g->d.i.id);
	while (st && sqlite3_step(st) == SQLITE_ROW)
		json_int(o, NULL, sqlite3_column_int64(st, 0));
	sqlite3_finalize(st);
	json_end_array(o);
	return 0;
}

static int do_report(struct doing *g, struct out *o, struct err *e)
{
	char to[24], final[8];
	bool last =
		deed_field(g->d.store, g->json, "final", final, sizeof final) && strcmp(final, "yes") == 0;

	(void)e;
	if (!deed_field(g->d.store, g->json, "to", to, sizeof to))
		return 0;
	json_object(o, "report");
	json_str(o, "to", to);
	json_int(o, "number",
		 1 + sql_number(g->d.store, 0,
				"SELECT count(*) FROM incident_report WHERE incident = ?1 AND audience = ?2",
				"it", g->d.i.id, to));
	json_int(o, "final", last);
	json_end_object(o);
	return 0;
}

static const struct {
	const char *deed;
	effect_fn *set, *beside;
} effects[] = {
	{"confirm", set_judged, NULL},
	{"contain", NULL, do_cut},
	{"cut", NULL, do_cut},
	{"eradicate", set_cause, NULL},
	{"restore", NULL, do_restore},
	{"verify", set_verified, NULL},
	{"except", set_exception, NULL},
	{"close", set_closed, NULL},
	{"dismiss", NULL, NULL},
	{"reopen", set_again, NULL},
	{"hand-over", set_leader, NULL},
	{"add-device", NULL, do_add_device},
	{"remove-device", NULL, do_remove_device},
	{"add-alarm", NULL, do_add_alarm},
	{"remove-alarm", NULL, do_remove_alarm},
	{"merge", set_merged, do_merge},
	{"report", NULL, do_report},
};

int deed_follows(struct doing *g, struct out *o, struct err *e)
{
	int r = 0;

	for (size_t i = 0; i < sizeof effects / sizeof *effects && r == 0; i++) {
		if (strcmp(effects[i].deed, g->asking->deed) != 0)
			continue;
		json_object(o, "set");
		if (effects[i].set)
			r = effects[i].set(g, o, e);
		json_end_object(o);
		if (r == 0 && effects[i].beside)
			r = effects[i].beside(g, o, e);
	}
	return r;
}
