#include "respond/first_report.h"

#include "assess/sql.h"
#include "base/date.h"
#include "base/text.h"
#include "respond/incident_parts.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE INT64_C(60000000)

struct writing_report {
	struct store *store;
	int64_t incident, now;
	enum language in;
	int zone;
	struct first_report *r;
};

static const char *word(const struct writing_report *g, const char *prefix, const char *name)
{
	char key[80];

	snprintf(key, sizeof key, "incident.%s%s", prefix, name);
	return lang(g->in, key);
}

static void clock_text(const struct writing_report *g, int64_t at, char to[40])
{
	int64_t local = at / 1000000 + g->zone * 60, minute = (local / 60 % 1440 + 1440) % 1440;
	char day[DATE_ROOM];
	int zone = abs(g->zone);

	date_at(at, g->zone, day);
	snprintf(to, 40, "%.4s/%.2s/%.2s %02d:%02d (UTC%c%d:%02d)", day, day + 5, day + 8, (int)(minute / 60),
		 (int)(minute % 60), g->zone < 0 ? '-' : '+', zone / 60 % 24, zone % 60);
}

/* An empty value is under investigation. */
static struct first_report_row *add(struct writing_report *g, const char *name)
{
	struct first_report_row *row = &g->r->row[g->r->rows++];

	row->title = word(g, "report-", name);
	snprintf(row->value, sizeof row->value, "%s", word(g, "report-", "unknown"));
	return row;
}

static void put(struct first_report_row *row, bool *begun, const char *text)
{
	size_t n = *begun ? strlen(row->value) : 0;

	if (n + 2 >= sizeof row->value)
		return;
	snprintf(row->value + n, sizeof row->value - n, "%s%.*s", *begun ? "\n" : "",
		 text_within(text, (int)(sizeof row->value - n) - 2), text);
	*begun = true;
}

/* A row of lines that one statement gives; ?1 the incident, ?2 1 in Japanese. */
static void lines(struct writing_report *g, const char *name, const char *sql)
{
	struct first_report_row *row = add(g, name);
	sqlite3_stmt *st = sql_of(g->store, sql, "ii", g->incident, (int64_t)(g->in == LANG_JA));
	bool begun = false;
	char text[REPORT_VALUE];

	while (st && sqlite3_step(st) == SQLITE_ROW)
		if (*sql_text(st, 0, text, sizeof text))
			put(row, &begun, text);
	sqlite3_finalize(st);
}

static void moment(struct writing_report *g, const char *name, int64_t at)
{
	char text[40];

	clock_text(g, at, text);
	snprintf(add(g, name)->value, REPORT_VALUE, "%s", text);
}

/* --- rows that are more than a statement */

static int64_t number(struct writing_report *g, const char *column)
{
	char sql[80];

	snprintf(sql, sizeof sql, "SELECT %s FROM incident WHERE id = ?1", column);
	return sql_number(g->store, 0, sql, "i", g->incident);
}

static void began(struct writing_report *g)
{
	int64_t at = number(g, "began");

	if (at < number(g, "opened"))
		moment(g, "began", at);
	else
		(void)add(g, "began"); /* somebody noticed; since when is not known */
}

static void state(struct writing_report *g, const struct incident_now *i)
{
	struct first_report_row *row = add(g, "state");
	char when[40];

	clock_text(g, i->since, when);
	snprintf(row->value, sizeof row->value, "%s (%s)", word(g, "state-", incident_states[i->state]),
		 when);
	if (i->exception)
		snprintf(row->value + strlen(row->value), sizeof row->value - strlen(row->value), "\n%s",
			 word(g, "report-", "exception"));
}

static void deeds(struct writing_report *g)
{
	struct first_report_row *row = add(g, "done");
	sqlite3_stmt *st = sql_of(g->store,
				  "SELECT at, deed, coalesce(fields ->> '$.how', fields ->> '$.steps', "
				  "words) FROM deed WHERE incident = ?1 AND deed IN "
				  "('cut', 'contain', 'eradicate', 'restore', 'verify', 'sweep', 'report') "
				  "ORDER BY n DESC LIMIT 12",
				  "i", g->incident);
	char when[40], deed[24], how[400], text[560];
	bool begun = false;

	while (st && sqlite3_step(st) == SQLITE_ROW) {
		clock_text(g, sqlite3_column_int64(st, 0), when);
		sql_text(st, 2, how, sizeof how);
		snprintf(text, sizeof text, "%s %s%s%.*s", when,
			 word(g, "deed-", sql_text(st, 1, deed, sizeof deed)), *how ? ": " : "",
			 text_within(how, 380), how);
		put(row, &begun, text);
	}
	sqlite3_finalize(st);
	if (!begun)
		snprintf(row->value, sizeof row->value, "%s", word(g, "report-", "nothing-yet"));
}

/* What leads on from here. */
static void plan(struct writing_report *g, const struct incident_now *i)
{
	struct first_report_row *row = add(g, "plan");
	bool begun = false;

	for (size_t k = 0; k < incident_deed_count; k++)
		if (incident_deeds[k].from & 1u << i->state && incident_deeds[k].to != INCIDENT_STAYS &&
		    incident_deeds[k].to == i->state + 1)
			put(row, &begun, word(g, "next-", incident_deeds[k].name));
	if (!begun)
		snprintf(row->value, sizeof row->value, "%s", word(g, "report-", "nothing-more"));
}

static void next_report(struct writing_report *g)
{
	if (g->r->final)
		snprintf(add(g, "next")->value, REPORT_VALUE, "%s", word(g, "report-", "was-last"));
	else
		moment(g, "next",
		       g->now + strtoll(site_setting(g->store, "first-report-minutes", "60"), NULL, 10) *
					MINUTE);
}

static void title(struct writing_report *g)
{
	char n[24];

	snprintf(n, sizeof n, "%lld", (long long)g->r->number);
	lang_fill_buf(g->r->title, sizeof g->r->title,
		      word(g, "report-title-",
			   g->r->final         ? "final"
			   : g->r->number == 1 ? "first"
					       : "more"),
		      (const struct lang_arg[]){{"number", n}, {NULL, NULL}});
}

static void about(struct writing_report *g)
{
	const char *site = site_setting(g->store, "name", "");
	char when[40];

	clock_text(g, g->now, when);
	snprintf(g->r->about, sizeof g->r->about, "%.*s%si%lld  %s", text_within(site, 200), site,
		 *site ? "  " : "", (long long)g->incident, when);
}

static void fill(struct writing_report *g, const struct incident_now *i)
{
	title(g);
	about(g);
	began(g);
	moment(g, "noticed", number(g, "noticed"));
	lines(g, "place",
	      "SELECT DISTINCT coalesce(v.line || '  ', '') || coalesce(v.place, '') FROM incident_device x "
	      "JOIN device_shown v ON v.id = x.device WHERE "
	      "x.incident = ?1 AND x.role = 'on' AND ?2 = ?2 AND (v.line IS NOT NULL OR v.place IS NOT NULL) "
	      "LIMIT 10");
	lines(g, "what",
	      "SELECT title FROM incident WHERE id = ?1 UNION ALL SELECT CASE WHEN ?2 THEN a.title_ja ELSE "
	      "a.title_en END FROM alarm a JOIN incident_alarm x ON "
	      "x.alarm = a.id WHERE x.incident = ?1 AND a.title_ja <> (SELECT title FROM incident WHERE id = "
	      "?1) AND a.title_en <> (SELECT title FROM incident "
	      "WHERE id = ?1) LIMIT 10");
	lines(g, "devices",
	      "SELECT coalesce(v.number || '  ', '') || coalesce(v.name, 'd' || v.id) || '  (d' || v.id || "
	      "')' FROM incident_device x JOIN device_shown v ON "
	      "v.id = x.device WHERE x.incident = ?1 AND x.role = 'on' AND ?2 = ?2 ORDER BY v.id LIMIT 30");
	lines(g, "impact", "SELECT impact FROM incident WHERE id = ?1 AND ?2 = ?2");
	state(g, i);
	deeds(g);
	plan(g, i);
	next_report(g);
	lines(g, "contact",
	      "SELECT coalesce(c.name, '') || coalesce('  ' || c.unit, '') || coalesce('  ' || c.phone, '') "
	      "|| coalesce('  ' || c.mail, '') FROM incident i JOIN "
	      "contact c ON c.id = coalesce(i.led_by, (SELECT contact FROM deed WHERE incident = i.id AND "
	      "contact IS NOT NULL ORDER BY n LIMIT 1)) WHERE i.id = "
	      "?1 AND ?2 = ?2 AND c.erased = 0");
}

int first_report_make(struct store *s, int64_t incident, const char *audience, bool final, enum language in,
		      int zone_minutes, int64_t now, struct first_report **ret)
{
	struct writing_report g = {
		.store = s, .incident = incident, .now = now, .in = in, .zone = zone_minutes};
	struct incident_now i;
	int r = incident_read(s, incident, &i);

	*ret = NULL;
	if (r < 0)
		return r;
	if (!(g.r = *ret = calloc(1, sizeof *g.r)))
		return -ENOMEM;
	g.r->final = final;
	g.r->number =
		1 + sql_number(s, 0,
			       "SELECT count(*) FROM incident_report WHERE incident = ?1 AND audience = ?2",
			       "it", incident, audience ? audience : "inside");
	fill(&g, &i);
	return 0;
}

void first_report_text(const struct first_report *r, struct out *o)
{
	out_fmt(o, "%s\n%s\n\n", r->title, r->about);
	for (unsigned i = 0; i < r->rows; i++) {
		const char *at = r->row[i].value;

		out_fmt(o, "■ %s\n", r->row[i].title);
		while (*at) { /* each line a little to the right */
			size_t n = strcspn(at, "\n");

			out_fmt(o, "  %.*s\n", (int)n, at);
			at += n + (at[n] == '\n');
		}
	}
}

void first_report_html(const struct first_report *r, enum language in, struct out *o)
{
	out_fmt(o, "<!doctype html>\n<html lang=\"%s\"><meta charset=\"utf-8\"><title>",
		in == LANG_JA ? "ja" : "en");
	out_html(o, r->title);
	out_str(o, "</title>\n<style>@page{size:A4;margin:18mm}body{font:14px/1.7 \"Noto Sans JP\",\"Yu "
		   "Gothic UI\",Meiryo,sans-serif;color:#111}"
		   "h1{font-size:20px}table{border-collapse:collapse;width:100%}th,td{border:1px solid "
		   "#555;padding:6px 8px;text-align:left;"
		   "vertical-align:top;white-space:pre-line}th{width:11em;font-weight:600}</style>\n<h1>");
	out_html(o, r->title);
	out_str(o, "</h1>\n<p>");
	out_html(o, r->about);
	out_str(o, "</p>\n<table>\n");
	for (unsigned i = 0; i < r->rows; i++) {
		out_str(o, "<tr><th scope=\"row\">");
		out_html(o, r->row[i].title);
		out_str(o, "</th><td>");
		out_html(o, r->row[i].value);
		out_str(o, "</td></tr>\n");
	}
	out_str(o, "</table>\n</html>\n");
}

/* --- deadlines */

static int64_t told(struct store *s, int64_t incident, const char *to, bool final)
{
	return sql_number(s, 0,
			  "SELECT min(at) FROM incident_report WHERE incident = ?1 AND audience = ?2 AND (?3 "
			  "= 0 OR final = 1)",
			  "iti", incident, to, (int64_t) final);
}

/* DESIGN, standards 7.1: about 3 to 5 days from awareness; 30 days for the full notice, 60 when the purpose
 * was wrongful. */
unsigned incident_timers(struct store *s, int64_t incident, int64_t now,
			 struct incident_timer ret[INCIDENT_TIMERS])
{
	const int64_t day = 1440 * MINUTE;
	int64_t noticed = sql_number(s, 0, "SELECT noticed FROM incident WHERE id = ?1", "i", incident);
	bool personal =
		sql_number(s, 0, "SELECT personal = 'yes' FROM incident WHERE id = ?1", "i", incident) == 1;
	bool attack =
		sql_number(s, 0, "SELECT class = 'attack' FROM incident WHERE id = ?1", "i", incident) == 1;
	bool judged =
		sql_number(s, 0, "SELECT class IS NOT NULL FROM incident WHERE id = ?1", "i", incident) == 1;
	unsigned n = 0;

	ret[n++] = (struct incident_timer){
		"inside", sql_number(s, 0, "SELECT report_due FROM incident WHERE id = ?1", "i", incident),
		told(s, incident, "inside", false), false};
	if (judged)
		ret[n++] = (struct incident_timer){"parent", noticed + day,
						   told(s, incident, "parent", false), false};
	if (personal) {
		ret[n++] = (struct incident_timer){"ppc", noticed + 5 * day, told(s, incident, "ppc", false),
						   false};
		ret[n++] = (struct incident_timer){"ppc-final", noticed + (attack ? 60 : 30) * day,
						   told(s, incident, "ppc", true), false};
	}
	for (unsigned i = 0; i < n; i++)
		ret[i].late = ret[i].done ? ret[i].done > ret[i].due : now > ret[i].due;
	return n;
}
