/* An incident as the API shows it. Inside the room only. */
#ifndef MIMAMORI_SERVE_INCIDENT_JSON_H
#define MIMAMORI_SERVE_INCIDENT_JSON_H

#include "serve/handler.h"

/* What json_incident() reads. */
#define INCIDENT_COLUMNS                                                                                     \
	"i.id, i.title, i.state, i.since, i.opened, i.opened_by, i.began, i.noticed, i.class, i.severity, "  \
	"i.led_by, (SELECT name FROM contact WHERE id = i.led_by), (SELECT count(*) FROM incident_device x " \
	"WHERE x.incident = i.id), (SELECT count(*) FROM incident_alarm x WHERE x.incident = i.id), "        \
	"(SELECT CASE WHEN count(*) = 0 THEN 'none' WHEN sum(damaged) > 0 THEN 'damaged' WHEN count(done) "  \
	"< count(*) THEN 'waiting' WHEN min(complete) = 0 THEN 'incomplete' ELSE 'complete' END FROM "       \
	"evidence e WHERE e.incident = i.id), i.exception, i.report_due, (SELECT min(at) FROM "              \
	"incident_report r WHERE r.incident = i.id AND r.audience = 'inside'), i.seq, (SELECT name FROM "    \
	"contact WHERE id = (SELECT contact FROM deed d WHERE d.incident = i.id AND d.n = 1))"

void json_incident(struct call *c, const char *key, const struct scan *s);
/* The member `deeds` of IncidentWhole: what the viewer may do now. */
int json_incident_deeds(struct call *c, int64_t incident);
int json_incident_parts(struct call *c, int64_t incident); /* timeline, devices, alarms, bags ... */
int json_incident_measure(struct call *c, int64_t incident);

bool incident_exists(struct call *c, int64_t id);

#endif
