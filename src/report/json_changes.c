/* changes[]: after --against only, else null. */
#include "report/parts.h"

int json_changes(const struct report_input *in, struct out *o)
{
	struct scan s;
	char id[NODE_ID_TEXT];

	if (scan_one(in->store, "SELECT value FROM setting WHERE key = 'against'", 0) != 1) {
		json_null(o, "changes");
		return 0;
	}
	json_array(o, "changes");
	for (scan_open(&s, in->store,
		       "SELECT rowid, kind, device, old_id, field, old_value, new_value FROM change ORDER BY "
		       "rowid");
	     s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_column(o, "kind", &s, 1);
		json_str(o, "device", *node_id(id, scan_int(&s, 2), 0) ? id : NULL);
		json_column(o, "old_id", &s, 3);
		json_column(o, "field", &s, 4);
		json_column(o, "old", &s, 5);
		json_column(o, "new", &s, 6);
		json_end_object(o);
	}
	json_end_array(o);
	return scan_close(&s);
}
