/* Events of the journal as people read them: schema Change, {seq, at, kind, actor, who, words, about}. Inside
 * the room only. */
#ifndef MIMAMORI_SERVE_EVENT_JSON_H
#define MIMAMORI_SERVE_EVENT_JSON_H

#include "serve/handler.h"

/* Columns that event_members() reads, of `event e`; follow it with WHERE ... */
#define EVENT_SELECT                                                                                         \
	"SELECT e.seq, e.at, e.kind, e.actor, (SELECT name FROM contact WHERE 'c' || id = e.actor), CASE "   \
	"WHEN json_valid(e.body) THEN e.body ELSE '{}' END, lower(hex(e.hash)) FROM event e "

/* The members of the open object, up to `about`. */
void event_members(struct call *c, const struct scan *s);
void json_event(struct call *c, const char *key, const struct scan *s);

/* What an event says, in the caller's language; body: its JSON. Of the call. */
const char *event_sentence(struct call *c, const char *kind, const char *body);

/* "history": [...] of what mentions this text in its body ('"device":"d3"'), newest first, at most `most`, in
 * the last EVENT_REACH events. 0 or negative. */
enum { EVENT_REACH = 50000 };
int json_history(struct call *c, const char *key, const char *mentions, const char *kinds, int most);

#endif
