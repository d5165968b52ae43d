/* A record in short (schema RecordShort). Inside the room only. */
#ifndef MIMAMORI_SERVE_RECORD_JSON_H
#define MIMAMORI_SERVE_RECORD_JSON_H

#include "serve/handler.h"

#define RECORD_COLUMNS                                                                                       \
	"r.id, r.kind, r.topic, r.system, r.device, r.item, r.says, r.made_on, r.expires_on, r.signed, "     \
	"r.removed, r.version"
/* Who may see a record r: of his systems, or of a device of his. */
#define SEES_RECORD SEES_SYSTEM("r.system")

void json_record_short(struct call *c, struct scan *s);
/* {ja, en} of a kind's title, with the topic's behind it. */
void json_record_title(struct out *o, const char *key, const char *kind, const char *topic);

#endif
