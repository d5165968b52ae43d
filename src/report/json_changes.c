/* changes: what differs from the report named with --against; absent when none was named. */
#include "report/parts.h"

#include <string.h>

static void list(struct out *o, struct scan *s, const char *kind, bool named)
{
	char id[NODE_ID_TEXT];

	json_array(o, kind);
	for (; s->more && strcmp(scan_str(s, 1), kind) == 0; scan_next(s)) {
		if (!named) {
			json_str(o, NULL, node_id(id, scan_int(s, 2), 0));
			continue;
		}
		json_object(o, NULL);
		if (!scan_null(s, 2))
			json_str(o, "id", node_id(id, scan_int(s, 2), 0));
		json_column(o, "old_id", s, 3);
		if (scan_null(s, 4)) {
			json_column(o, "name", s, 5);
		} else {
			json_column(o, "field", s, 4);
			json_column(o, "old", s, 5);
			json_column(o, "new", s, 6);
		}
		json_end_object(o);
	}
	json_end_array(o);
}

int json_changes(const struct report_input *in, struct out *o)
{
	struct scan s;

	if (scan_one(in->store, "SELECT value FROM setting WHERE key = 'against'", 0) != 1)
		return 0;
	scan_open(&s, in->store,
		  "SELECT CASE kind WHEN 'new' THEN 0 WHEN 'gone' THEN 1 ELSE 2 END AS place, kind, device, "
		  "old_id, field,"
		  " old_value, new_value FROM change ORDER BY place");
	json_object(o, "changes");
	list(o, &s, "new", false);
	list(o, &s, "gone", true);
	list(o, &s, "changed", true);
	json_end_object(o);
	return scan_close(&s);
}
