/* A finding as the API shows it (schema Finding). Inside the room only. */
#ifndef MIMAMORI_SERVE_FINDING_JSON_H
#define MIMAMORI_SERVE_FINDING_JSON_H

#include "serve/handler.h"
#include "serve/veil.h"

#define FINDING_COLUMNS                                                                                      \
	"f.id, f.check_name, f.severity, f.evidence_total, " VEILED_TITLE_JA ", " VEILED_TITLE_EN            \
	", " VEILED_PAIR("f.why_ja", "f.why_en") ", " VEILED_PAIR(                                           \
		"f.do_ja", "f.do_en") ", y.first_seen, y.last_seen, f.evidence_first, f.evidence_last"
#define FINDING_FROM "finding f LEFT JOIN finding_life y ON y.id = f.id"

void json_finding(struct call *c, struct scan *s); /* one item of a list */
void finding_object(struct call *c, const char *key, struct scan *s);
/* key: [Finding] of a question that begins with FINDING_COLUMNS. */
int json_findings_of(struct call *c, const char *key, struct pick *q);

#endif
