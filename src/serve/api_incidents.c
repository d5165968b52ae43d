/* GET /incidents, /incidents/{id} and its first report. */
#include "respond/first_report.h"
#include "respond/incident.h"
#include "serve/incident_json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_incidents_list, api_incidents_get, api_incidents_report;

static const struct sort_key keys[] = {{"id", "i.id"},
				       {"opened", "i.opened"},
				       {"since", "i.since"},
				       {"state", "i.state"},
				       {"severity", "coalesce(i.severity, 9)"},
				       {NULL, NULL}};

static void row(struct call *c, struct scan *s) { json_incident(c, NULL, s); }

static const struct listing listing = {.columns = INCIDENT_COLUMNS,
				       .from = "incident i",
				       .id = "i.id",
				       .keys = keys,
				       .sort = "-id",
				       .row = row};

int api_incidents_list(struct call *c)
{
	int open = query_bool(c, "open");
	int64_t device = id_number(query_text(c, "device"));
	struct filters f;

	filters_begin(&f, c);
	if (open >= 0)
		filter(&f, open ? " AND i.state NOT IN ('closed', 'dismissed')"
				: " AND i.state IN ('closed', 'dismissed')");
	if (device)
		filter_number(&f, " AND i.id IN (SELECT incident FROM incident_device WHERE device = :)",
			      device);
	if (query_text(c, "alarm"))
		filter_number(&f, " AND i.id IN (SELECT incident FROM incident_alarm WHERE alarm = :)",
			      id_number(query_text(c, "alarm")));
	filter_words(&f, "i.state", query_text(c, "state"));
	filter_search(&f, "i.title, 'i' || i.id, i.impact, i.cause", query_text(c, "q"));
	return list_answer(c, &listing, &f);
}

static int whole(struct call *c, int64_t id)
{
	struct scan s = kept_run(c, "SELECT " INCIDENT_COLUMNS " FROM incident i WHERE i.id = ?1", id);
	int r;

	json_object(c->out, NULL);
	json_incident(c, "incident", &s);
	kept_end(&s);
	s = kept_run(c,
		     "SELECT i.id, (SELECT words FROM deed d WHERE d.incident = i.id AND d.n = 1), i.impact, "
		     "coalesce(i.personal, 'unknown'), i.cause, i.sure, "
		     "i.merged_into FROM incident i WHERE i.id = ?1",
		     id);
	json_str(c->out, "words", scan_sentence(&s, 1));
	json_str(c->out, "impact", scan_sentence(&s, 2));
	json_column(c->out, "personal", &s, 3);
	json_str(c->out, "cause", scan_sentence(&s, 4));
	json_column(c->out, "sure", &s, 5);
	json_id(c->out, "merged_into", 'i', scan_int_or(&s, 6, 0));
	r = kept_end(&s);
	if (r == 0)
		r = json_incident_deeds(c, id);
	if (r == 0)
		r = json_incident_parts(c, id);
	if (r == 0)
		r = json_incident_measure(c, id);
	json_end_object(c->out);
	return r;
}

int api_incidents_get(struct call *c)
{
	int64_t id = id_number(c->path[0]);
	int r;

	if (!incident_exists(c, id))
		return problem_said(c, 404, "incident.no-incident", c->path[0], "");
	r = whole(c, id);
	return r < 0 ? problem_store(c, r) : 200;
}

static void member(struct call *c, const char *key, const struct first_report *r, bool html)
{
	struct out o;

	if (out_init(&o, -1) < 0)
		return;
	if (html)
		first_report_html(r, c->language, &o);
	else
		first_report_text(r, &o);
	json_str(c->out, key, out_bytes(&o, NULL));
	out_clear(&o);
}

int api_incidents_report(struct call *c)
{
	int64_t id = id_number(c->path[0]);
	struct first_report *report;
	char file[60];
	int r = first_report_make(c->store, id, query_text(c, "to"), query_bool(c, "final") == 1, c->language,
				  c->zone_minutes, c->now, &report);

	if (r == -ENOENT)
		return problem_said(c, 404, "incident.no-incident", c->path[0], "");
	if (r < 0)
		return problem_store(c, r);
	json_object(c->out, NULL);
	json_int(c->out, "number", report->number);
	json_str(c->out, "title", report->title);
	member(c, "text", report, false);
	member(c, "html", report, true);
	snprintf(file, sizeof file, "incident-i%lld-report-%lld.html", (long long)id,
		 (long long)report->number);
	json_str(c->out, "file", file);
	json_end_object(c->out);
	free(report);
	return 200;
}
