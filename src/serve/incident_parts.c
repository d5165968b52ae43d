/* What hangs on one incident: timeline, devices, alarms, evidence, timers, reports. */
#include "serve/incident_json.h"

#include "respond/first_report.h"
#include "respond/incident.h"

#include <stdio.h>
#include <string.h>

static void lang_name(struct out *o, const char *key, const char *prefix, const char *name, const char *end)
{
	char text[80];

	snprintf(text, sizeof text, "incident.%s%s%s", prefix, name, end);
	json_lang(o, key, text);
}

typedef void row_fn(struct call *c, struct scan *s);

/* sql: a literal; its first column is a number, ?1 the incident. */
static int rows(struct call *c, const char *key, const char *sql, int64_t id, row_fn *fn)
{
	struct scan s;

	json_array(c->out, key);
	for (s = kept_run(c, sql, id); s.more; scan_next(&s))
		fn(c, &s);
	json_end_array(c->out);
	return kept_end(&s);
}

static void deed_row(struct call *c, struct scan *s)
{
	struct out *o = c->out;
	const char *fields = scan_sentence(s, 9), *deed = scan_str(s, 1);

	json_object(o, NULL);
	json_int(o, "n", s->key);
	json_str(o, "deed", deed);
	lang_name(o, "title", "deed-", deed ? deed : "note", "");
	json_when(o, "at", s, 2);
	json_column(o, "actor", s, 3);
	json_column(o, "who", s, 4);
	json_column(o, "side", s, 5);
	json_column(o, "was", s, 6);
	json_column(o, "became", s, 7);
	json_str(o, "words", scan_sentence(s, 8));
	json_raw(o, "fields", fields ? fields : "{}", strlen(fields ? fields : "{}"));
	json_flag(o, "proven", s, 10);
	json_number(o, "event", s, 11);
	json_end_object(o);
}

static void device_row(struct call *c, struct scan *s)
{
	struct out *o = c->out;
	bool cut = !scan_null(s, 7) && scan_null(s, 8);

	json_object(o, NULL);
	json_id(o, "device", 'd', s->key);
	json_column(o, "name", s, 1);
	json_column(o, "number", s, 2);
	json_column(o, "line", s, 3);
	json_column(o, "place", s, 4);
	json_column(o, "kind", s, 5);
	json_column(o, "role", s, 6);
	json_when(o, "cut", s, 7);
	json_when(o, "back", s, 8);
	/* A minute is given to pull the cable. */
	json_str(o, "quiet",
		 !cut                                               ? "unknown"
		 : scan_int_or(s, 9, 0) > scan_int(s, 7) + 60000000 ? "no"
		 : scan_int(s, 11)                                  ? "yes"
								    : "unknown");
	json_when(o, "last", s, 9);
	json_flag(o, "approved", s, 10);
	json_end_object(o);
}

static void alarm_row(struct call *c, struct scan *s)
{
	struct out *o = c->out;

	json_object(o, NULL);
	json_id(o, "alarm", 'a', s->key);
	json_pair_at(o, "title", s, 1);
	json_when(o, "began", s, 3);
	json_when(o, "ended", s, 4);
	json_str(o, "severity", severity_name(scan_int(s, 5)));
	json_end_object(o);
}

static void file_row(struct call *c, struct scan *s)
{
	json_object(c->out, NULL);
	json_column(c->out, "name", s, 1);
	json_number(c->out, "bytes", s, 2);
	json_column(c->out, "hash", s, 3);
	json_end_object(c->out);
}

static void missing_row(struct call *c, struct scan *s)
{
	const char *why = scan_str(s, 2);

	json_object(c->out, NULL);
	json_column(c->out, "what", s, 1);
	lang_name(c->out, "why", "why-", why ? why : "unreadable", "");
	json_end_object(c->out);
}

static void bag_row(struct call *c, struct scan *s)
{
	struct out *o = c->out;
	int64_t id = s->key;

	json_object(o, NULL);
	json_id(o, "id", 'e', id);
	json_id(o, "incident", 'i', scan_int(s, 1));
	json_when(o, "asked", s, 2);
	json_column(o, "asked_by", s, 3);
	json_column(o, "who", s, 4);
	json_column(o, "why", s, 5);
	json_when(o, "begins", s, 6);
	json_when(o, "ends", s, 7);
	json_when(o, "done", s, 8);
	if (scan_null(s, 9))
		json_null(o, "complete");
	else
		json_flag(o, "complete", s, 9);
	json_number(o, "bytes", s, 10);
	json_number(o, "packets", s, 11);
	json_column(o, "digest", s, 12);
	json_when(o, "checked", s, 13);
	json_number(o, "damaged", s, 14);
	(void)rows(c, "missing",
		   "SELECT m.key, m.value ->> '$.what', m.value ->> '$.why' FROM evidence e, "
		   "json_each(coalesce(e.missing, '[]')) m WHERE e.id = ?1",
		   id, missing_row);
	(void)rows(c, "files",
		   "SELECT 1, name, bytes, hash FROM evidence_file WHERE evidence = ?1 ORDER BY name", id,
		   file_row);
	json_end_object(o);
}

static void report_row(struct call *c, struct scan *s)
{
	const char *to = scan_str(s, 1);

	json_object(c->out, NULL);
	json_int(c->out, "number", s->key);
	json_str(c->out, "to", to);
	lang_name(c->out, "title", "choice-", to ? to : "inside", "");
	json_when(c->out, "at", s, 2);
	json_column(c->out, "who", s, 3);
	json_flag(c->out, "final", s, 4);
	json_end_object(c->out);
}

static void timers(struct call *c, int64_t id)
{
	struct incident_timer t[INCIDENT_TIMERS];
	unsigned n = incident_timers(c->store, id, c->now, t);

	json_array(c->out, "timers");
	for (unsigned i = 0; i < n; i++) {
		json_object(c->out, NULL);
		json_str(c->out, "to", t[i].to);
		lang_name(c->out, "title", "timer-", t[i].to, "");
		lang_name(c->out, "why", "timer-", t[i].to, "-why");
		json_time(c->out, "due", t[i].due);
		json_time(c->out, "done", t[i].done ? t[i].done : INT64_MIN);
		json_str(c->out, "state", t[i].late ? "late" : t[i].done ? "done" : "waiting");
		json_end_object(c->out);
	}
	json_end_array(c->out);
}

int json_incident_parts(struct call *c, int64_t id)
{
	int r = rows(c, "timeline",
		     "SELECT d.n, d.deed, d.at, d.actor, k.name, d.side, d.was, d.became, d.words, d.fields, "
		     "d.proven, d.seq FROM deed d LEFT JOIN contact k "
		     "ON k.id = d.contact WHERE d.incident = ?1 AND d.n > (SELECT max(n) - 500 FROM deed "
		     "WHERE incident = ?1) ORDER BY d.n",
		     id, deed_row);

	if (r == 0)
		r = rows(c, "affected",
			 "SELECT x.device, v.name, v.number, v.line, v.place, v.kind, x.role, x.cut, x.back, "
			 "(SELECT max(f.last) FROM flow f WHERE f.client = "
			 "x.device OR f.server = x.device), EXISTS (SELECT 1 FROM profile p WHERE p.device = "
			 "x.device), EXISTS (SELECT 1 FROM source s WHERE "
			 "s.last > x.cut + 60000000) FROM incident_device x LEFT JOIN device_shown v ON v.id "
			 "= x.device WHERE x.incident = ?1 ORDER BY x.role "
			 "DESC, x.device",
			 id, device_row);
	if (r == 0)
		r = rows(c, "related",
			 "SELECT a.id, a.title_ja, a.title_en, a.began, a.ended, a.severity FROM "
			 "incident_alarm x JOIN alarm a ON a.id = x.alarm WHERE "
			 "x.incident = ?1 ORDER BY a.id",
			 id, alarm_row);
	if (r == 0)
		r = rows(c, "bags",
			 "SELECT e.id, e.incident, e.asked, e.asked_by, (SELECT name FROM contact k WHERE "
			 "'c' || k.id = e.asked_by), e.why, e.begins, e.ends, "
			 "e.done, e.complete, e.bytes, e.packets, e.digest, e.checked, e.damaged FROM "
			 "evidence e WHERE e.incident IN (SELECT id FROM incident "
			 "WHERE id = ?1 OR merged_into = ?1) ORDER BY e.id",
			 id, bag_row);
	timers(c, id);
	if (r == 0)
		r = rows(c, "reports",
			 "SELECT r.number, r.audience, r.at, k.name, r.final FROM incident_report r JOIN "
			 "deed d ON d.incident = r.incident AND d.n = r.n LEFT "
			 "JOIN contact k ON k.id = d.contact WHERE r.incident = ?1 ORDER BY r.n",
			 id, report_row);
	return r;
}
