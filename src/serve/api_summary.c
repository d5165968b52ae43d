/* GET /summary: the overview. */
#include "serve/capture_json.h"
#include "serve/due.h"
#include "serve/event_json.h"
#include "serve/row_json.h"
#include "serve/summary.h"
#include "serve/system_json.h"

#include "assess/role.h"
#include "store/site.h"

#include <stdio.h>
#include <string.h>

api_handler api_summary;

enum { CHANGES_MOST = 20, DUES_MOST = 20, DUE_DAYS = 60 };
#define DAY_US 86400000000ll

static void functions(struct out *o, const struct summary *s)
{
	json_array(o, "functions");
	for (int i = 0; i < FUNCTIONS; i++) {
		const struct function_counts *f = &s->function[i];

		json_object(o, NULL);
		json_str(o, "function", csf_names[i]);
		json_int(o, "rows", f->rows);
		json_object(o, "verdicts");
		for (int k = 0; k < VERDICTS; k++)
			json_int(o, verdict_names[k], f->verdict[k]);
		json_end_object(o);
		json_object(o, "states");
		for (int k = 0; k < STATES; k++)
			json_int(o, state_names[k], f->state[k]);
		json_end_object(o);
		json_int(o, "provisional", f->provisional);
		json_end_object(o);
	}
	json_end_array(o);
}

/* --- devices and findings, in numbers */

/* Of one system only what its devices are and what is about them; 0: the site. */
static int devices(struct call *c, int64_t system)
{
	struct out *o = c->out;
	struct scan *s;
	struct pick q;

	pick_begin(&q, c, "SELECT count(*), sum(d.known), ");
	pick_number(&q, "sum(d.first >= :), ", c->now - DAY_US);
	pick_add(&q, "(SELECT count(*) FROM device_life y WHERE y.state = 'stray' AND y.reason = 'missing' "
		     "AND " SEES("y.device"));
	if (system)
		pick_number(&q, " AND y.device IN (SELECT device FROM system_device WHERE system = :)",
			    system);
	pick_add(&q, ") FROM device d WHERE " SEES("d.id"));
	if (system)
		pick_number(&q, " AND d.id IN (SELECT device FROM system_device WHERE system = :)", system);
	s = pick_run(&q);
	json_object(o, "devices");
	json_int(o, "total", s->key);
	json_int(o, "known", s->more ? scan_int(s, 1) : 0);
	json_int(o, "unknown", s->more ? s->key - scan_int(s, 1) : 0);
	json_int(o, "fresh", s->more ? scan_int(s, 2) : 0);
	json_int(o, "missing", s->more ? scan_int(s, 3) : 0);
	json_end_object(o);
	return pick_end(&q);
}

static int findings(struct call *c, int64_t system)
{
	int64_t n[8] = {0};
	struct pick q;

	pick_begin(&q, c, "SELECT f.severity, count(*) FROM finding f WHERE " SEES_FINDING("f.id"));
	if (system)
		pick_number(&q,
			    " AND f.id IN (SELECT a.finding FROM finding_about a JOIN system_device sd ON "
			    "sd.device = a.device WHERE sd.system = :)",
			    system);
	pick_add(&q, " GROUP BY f.severity");
	for (struct scan *s = pick_run(&q); s->more; scan_next(s))
		n[s->key & 7] = scan_int(s, 1);
	json_object(c->out, "findings");
	for (int i = 0; severity_name(i); i++)
		json_int(c->out, severity_name(i), n[i]);
	json_end_object(c->out);
	return pick_end(&q);
}

/* --- what changed in the last day */

#define TOLD                                                                                                 \
	" AND e.kind IN ('device-seen', 'device-changed', 'device-merged', 'device-state', "                 \
	"'finding-opened', "                                                                                 \
	"'finding-closed', 'answers-changed', 'record-added', 'decision-made', 'system-added', "             \
	"'watching-started', 'watching-stopped', 'role-died')"
/* A restricted viewer is told of his devices and of findings about them only. */
#define TOLD_TO                                                                                              \
	" AND (@all OR (e.kind IN ('device-seen', 'device-changed') AND CAST(substr(e.body ->> '$.device', " \
	"2) AS "                                                                                             \
	"INTEGER) IN (SELECT value FROM json_each(@mine))) OR (e.kind = 'finding-opened' AND " SEES_FINDING( \
		"CAST(substr(e.body ->> '$.finding', 2) AS INTEGER)") "))"

static void recent(struct pick *q, struct call *c)
{
	pick_number(q, "WHERE e.seq > (SELECT max(seq) FROM event) - :", 20000);
	pick_number(q, " AND e.at >= :", c->now - DAY_US);
	pick_add(q, TOLD TOLD_TO);
}

static int changed(struct call *c)
{
	static struct pick q;
	int r;

	pick_begin(&q, c, EVENT_SELECT);
	recent(&q, c);
	pick_number(&q, " ORDER BY e.seq DESC LIMIT :", CHANGES_MOST);
	json_array(c->out, "changed");
	for (struct scan *s = pick_run(&q); s->more; scan_next(s))
		json_event(c, NULL, s);
	json_end_array(c->out);
	r = pick_end(&q);
	pick_begin(&q, c, "SELECT count(*) FROM event e ");
	recent(&q, c);
	json_int(c->out, "changed_total", pick_one(&q, 0));
	return r;
}

static void due(struct call *c, struct dues *d)
{
	due_sort(d);
	json_array(c->out, "due");
	for (size_t i = 0; i < d->count && i < DUES_MOST; i++)
		json_due(c, &d->list[i]);
	json_end_array(c->out);
	json_int(c->out, "due_total", (int64_t)(d->count + d->more));
}

/* --- whose overview */

/* Of several roles the one with a home of its own, in this order. */
static const char *role_of(const struct call *c)
{
	static const struct {
		const char *name;
		uint32_t bit;
	} roles[] = {
		{"executive", ROLE_EXECUTIVE}, {"ot", ROLE_OT}, {"it", ROLE_IT}, {"vendor", ROLE_VENDOR}};
	const char *asked = query_text(c, "role");
	uint32_t has = viewer_roles(&c->viewer);

	if (asked)
		return asked;
	for (size_t i = 0; has != ROLES_ALL && i < sizeof roles / sizeof *roles; i++)
		if (has & roles[i].bit)
			return roles[i].name;
	return "general";
}

static int body(struct summary *s, const char *system)
{
	struct call *c = s->call;
	int64_t id = strcmp(system, "site") == 0 ? 0 : id_number(system);
	int r = devices(c, id);

	r = r < 0 ? r : findings(c, id);
	r = r < 0 ? r : changed(c);
	due(c, s->dues);
	json_capture_short(c, "capture");
	return r < 0 ? r : summary_home(s, system);
}

int api_summary(struct call *c)
{
	const char *system = query_text(c, "system");
	struct summary s = {.call = c, .role = role_of(c)};
	struct out *o = c->out;
	char own[24];
	int r, weakest;

	if (viewer_restricted(&c->viewer) &&
	    strcmp(system, "site") == 0) { /* his first system stands for it */
		snprintf(own, sizeof own, "s%lld",
			 (long long)(c->viewer.systems ? c->viewer.system[0].system : 0));
		system = own;
	}
	r = system_named(c, system, &s.system);
	if (r < 0)
		return r == -2 ? problem(c, 404, "no-such-path", "system", NULL) : r;
	s.dues = dues_of(c, DUE_DAYS, strcmp(system, "site") ? system : NULL, false);
	if (!s.dues)
		return -5;
	r = summary_count(&s, system);
	weakest = summary_weakest(&s);
	json_object(o, NULL);
	json_str(o, "site", site_setting(c->store, "name", ""));
	json_str(o, "system", system);
	json_str(o, "level", *s.system.level ? s.system.level : NULL);
	json_time(o, "as_of", scan_one(c->store, "SELECT max(last) FROM source", INT64_MIN));
	functions(o, &s);
	json_str(o, "weakest", weakest < 0 ? NULL : csf_names[weakest]);
	json_bool(o, "headline", strcmp(s.system.level, "important") == 0);
	r = r < 0 ? r : body(&s, system);
	json_end_object(o);
	return r < 0 ? r : 200;
}
