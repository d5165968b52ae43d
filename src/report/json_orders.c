/* commands[], operations[] and points[]: what controllers were asked, and what they told. */
#include "report/parts.h"

/* protocol, code, sub, name, class, deed; client and server: device, outside, address */
static const int client[] = {7, 8, 9}, server[] = {10, 11, 12};
#define REQUEST_COLUMNS                                                                                      \
	"rowid, protocol, code, sub, name, class, deed, client, client_outside, client_ip, server, "         \
	"server_outside, server_ip, count, answered, refused"

static void request_members(struct out *o, const struct scan *s)
{
	json_column(o, "protocol", s, 1);
	json_number(o, "code", s, 2);
	json_number(o, "sub", s, 3);
	json_column(o, "name", s, 4);
	json_column(o, "class", s, 5);
	json_column(o, "deed", s, 6);
	json_node(o, "client", s, client);
	json_node(o, "server", s, server);
	json_number(o, "count", s, 13);
	json_number(o, "answered", s, 14);
	json_number(o, "refused", s, 15);
}

int json_commands(const struct report_input *in, struct out *o)
{
	struct scan s;

	scan_open(&s, in->store,
		  "SELECT " REQUEST_COLUMNS ", first_packet FROM command ORDER BY protocol, code, sub, "
		  "client_ip, server_ip, first_packet, rowid");
	json_array(o, "commands");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		request_members(o, &s);
		json_packet(o, "first_packet", scan_int(&s, 16));
		json_end_object(o);
	}
	json_end_array(o);
	return scan_close(&s);
}

int json_operations(const struct report_input *in, struct out *o)
{
	struct scan s;

	scan_open(&s, in->store,
		  "SELECT " REQUEST_COLUMNS ", detail, at, packet FROM operation ORDER BY at, "
		  "packet, rowid");
	json_array(o, "operations");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		request_members(o, &s);
		json_column(o, "detail", &s, 16);
		json_when(o, "at", &s, 17);
		json_packet(o, "packet", scan_int(&s, 18));
		json_end_object(o);
	}
	json_end_array(o);
	return scan_close(&s);
}

static void point(struct out *o, const struct scan *s)
{
	char id[NODE_ID_TEXT];

	json_object(o, NULL);
	json_str(o, "device", node_id(id, s->key, 0));
	json_column(o, "protocol", s, 1);
	json_column(o, "name", s, 2);
	json_column(o, "type", s, 3);
	json_number(o, "count", s, 4);
	json_number(o, "writes", s, 5);
	json_when(o, "first", s, 6);
	json_when(o, "last", s, 7);
	json_real_column(o, "min", s, 8);
	json_real_column(o, "max", s, 9);
	json_real_column(o, "last_value", s, 10);
	if (scan_null(s, 11))
		json_null(o, "period_ms");
	else
		json_real(o, "period_ms", (double)scan_int(s, 11) / 1000);
	json_packet(o, "packet", scan_int(s, 12));
	json_end_object(o);
}

int json_points(const struct report_input *in, struct out *o)
{
	struct scan s;
	int64_t n = 0;

	scan_open(&s, in->store,
		  "SELECT device, protocol, name, type, count, writes, first, last, least, most, last_value, "
		  "period_us, packet FROM point ORDER BY device, protocol, name, rowid");
	json_array(o, "points");
	for (; s.more && n < REPORT_POINTS_MAX; scan_next(&s), n++)
		point(o, &s);
	json_end_array(o);
	return scan_close(&s);
}
