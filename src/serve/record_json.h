/* A record in short (schema RecordShort). Inside the room only. */
#ifndef MIMAMORI_SERVE_RECORD_JSON_H
#define MIMAMORI_SERVE_RECORD_JSON_H

#include "serve/handler.h"

#define RECORD_COLUMNS                                                                                       \
	"r.id, r.kind, r.topic, r.system, r.device, r.item, r.says, r.made_on, r.expires_on, r.signed, "     \
	"r.removed, r.version"
/* Who may see a record r: the staff those of their systems. A vendor's people only those that their company
 * wrote last, or is named for as owner or deputy: what else people record there is about others, too. */
#define OF_HIS_COMPANY                                                                                       \
	"(SELECT k.id FROM contact k, contact m WHERE m.id = @me AND (k.id = m.id OR (m.side = 'vendor' "    \
	"AND k.side = 'vendor' AND k.unit <> '' AND k.unit = m.unit)))"
#define SEES_RECORD                                                                                          \
	"(@all OR r.system IN (SELECT value FROM json_each(@staffed)) OR (" SEES_SYSTEM(                     \
		"r.system") " AND (r.owner IN " OF_HIS_COMPANY " OR r.deputy IN " OF_HIS_COMPANY             \
			    " OR (SELECT e.actor FROM event e WHERE e.seq = r.seq) IN (SELECT 'c' || o.id "  \
			    "FROM contact o WHERE o.id IN " OF_HIS_COMPANY "))))"

bool sees_record(struct call *c, int64_t record);

void json_record_short(struct call *c, struct scan *s);
/* {ja, en} of a kind's title, with the topic's behind it. */
void json_record_title(struct out *o, const char *key, const char *kind, const char *topic);

#endif
