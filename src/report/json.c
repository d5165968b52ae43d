/* inspect.json: the whole contract (docs/schema/inspect-1.json), streamed. */
#include "report/parts.h"

int report_json(const struct report_input *in, struct out *o)
{
	static int (*const parts[])(const struct report_input *, struct out *) = {
		json_capture, json_devices, json_outside,  json_flows,   json_commands, json_operations,
		json_points,  json_wifi,    json_findings, json_answers, json_changes,
	};
	int r = report_ready(in);

	json_object(o, NULL);
	json_str(o, "schema", REPORT_SCHEMA);
	json_str(o, "version", in->version);
	json_bool(o, "pseudonymised", in->pseudonymise);
	for (size_t i = 0; r == 0 && i < sizeof parts / sizeof *parts; i++)
		r = parts[i](in, o);
	json_end_object(o);
	out_char(o, '\n');
	return r;
}
