/* A message as JSON (schema MessageShort). Inside the room only. */
#ifndef MIMAMORI_SERVE_MESSAGE_JSON_H
#define MIMAMORI_SERVE_MESSAGE_JSON_H

#include "serve/handler.h"

#define MESSAGE_COLUMNS                                                                                      \
	"m.id, m.cause, m.about, m.what, m.severity, m.system, m.at, m.subject, CASE m.cause WHEN 'digest' " \
	"THEN (SELECT "                                                                                      \
	"count(*) FROM message x WHERE x.digest = m.id) ELSE 1 END, m.state, m.part, m.due, EXISTS (SELECT " \
	"1 FROM "                                                                                            \
	"message_to h WHERE h.message = m.id AND h.state = 'held'), m.acknowledged, m.acknowledged_by, "     \
	"(SELECT name FROM "                                                                                 \
	"contact WHERE id = m.acknowledged_by), m.via"

void json_message_row(struct call *c, struct scan *s);
void json_message(struct call *c, const char *key, int64_t id); /* key NULL: an object of its own */
/* {id, name} of a contact in two columns; null. */
void json_named(struct out *o, const char *key, const struct scan *s, int id, int name);

#endif
