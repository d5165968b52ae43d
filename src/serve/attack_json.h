/* An attack assumption as the API shows it (schema AssumptionRow). Inside the room only. */
#ifndef MIMAMORI_SERVE_ATTACK_JSON_H
#define MIMAMORI_SERVE_ATTACK_JSON_H

#include "assess/attack.h"
#include "serve/handler.h"
#include "serve/veil.h"

#define ATTACK_NAME_OF(column)                                                                               \
	"(SELECT coalesce(x.name, v.ip, v.mac) FROM device_shown x JOIN device v ON v.id = x.id WHERE x.id " \
	"= " column ")"
/* All of its kind: "sensor", "sensor~plc". */
#define ATTACK_KINDS "a.kind || CASE WHEN a.far_kind IS NULL THEN '' ELSE '~' || a.far_kind END"
#define ASSUMPTION_COLUMNS                                                                                   \
	"a.id, a.attack, a.key, a.device, " ATTACK_NAME_OF("a.device") ", a.peer, " ATTACK_NAME_OF(          \
		"a.peer") ", a.outside, (SELECT coalesce(o.name, o.network) FROM outside o WHERE o.id = "    \
			  "a.outside), a.kind, a.far_kind, a.weight, a.state, a.added, "                     \
			  "a.said, " ATTACK_KINDS
/* A row a: his devices at both ends; what no device stands for only those who see all. */
#define SEES_ASSUMPTION                                                                                      \
	"(@all OR (a.device IS NOT NULL AND " SEES("a.device") " AND (a.peer IS NULL OR " SEES(              \
		"a.peer") ")"                                                                                \
			  "))"

/* A reason w: whose finding is about his devices alone. Of another one is told that it is there, no more. */
#define SEES_REASON "(w.finding IS NULL OR " SEES_FINDING("w.finding") ")"
/* A word or a measure of a system, or of the site, which holds for all. */
#define SEES_SAID(column) "(" column " = 'site' OR " SEES_SYSTEM(column) ")"

void json_assumption(struct call *c, struct scan *s); /* one item of a list */
void assumption_object(struct call *c, const char *key, const struct scan *s);
/* Of the file: title, what, threats ... into an open object. */
void attack_members(struct out *o, const struct attack *a);
void attack_sets(struct out *o, const struct attack *a); /* threats, harms */
void attack_title(struct out *o, const char *key, const struct attack *a, const char *name);

/* Names the harms: of a JSON list of tokens, or the attack's own. */
void json_harms(struct call *c, const char *key, const char *said, const struct attack *a);

#endif
