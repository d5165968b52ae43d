/* outside[] and flows[]. */
#include "report/community.h"
#include "report/parts.h"

static void list(struct out *o, const char *key, struct scan *s, int64_t id)
{
	json_array(o, key);
	for (; scan_at(s, id); scan_next(s))
		json_column(o, NULL, s, 1);
	json_end_array(o);
}

int json_outside(const struct report_input *in, struct out *o)
{
	struct scan s, names, ips;
	char buf[NODE_ID_TEXT];
	int r, n, i;

	scan_open(&s, in->store,
		  "SELECT id, network, country, packets, bytes, first, last FROM outside ORDER BY id");
	scan_open(
		&names, in->store,
		"SELECT outside, name FROM outside_name GROUP BY outside, name ORDER BY outside, min(rowid)");
	scan_open(&ips, in->store, "SELECT outside, ip FROM outside_address ORDER BY outside, rowid");
	json_array(o, "outside");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_str(o, "id", node_id(buf, 0, s.key));
		list(o, "names", &names, s.key);
		json_column(o, "network", &s, 1);
		list(o, "ips", &ips, s.key);
		json_column(o, "country", &s, 2);
		json_number(o, "packets", &s, 3);
		json_number(o, "bytes", &s, 4);
		json_when(o, "first", &s, 5);
		json_when(o, "last", &s, 6);
		json_end_object(o);
	}
	json_end_array(o);
	r = scan_close(&s), n = scan_close(&names), i = scan_close(&ips);
	return r ? r : n ? n : i;
}

static void community(struct out *o, const struct scan *s)
{
	int ports[2] = {(int)scan_int_or(s, 18, -1), (int)scan_int_or(s, 8, -1)};
	const char *a = scan_str(s, 5), *b = scan_str(s, 6);
	char text[COMMUNITY_TEXT];
	struct ip client, server;

	if (a && b && ip_parse(a, &client) && ip_parse(b, &server) &&
	    community_id(transport_number(scan_str(s, 7)), client, server, ports, text))
		json_text(o, "community_id", text, COMMUNITY_TEXT - 1);
	else
		json_null(o, "community_id");
}

int json_flows(const struct report_input *in, struct out *o)
{
	static const int client[] = {1, 3, 5}, server[] = {2, 4, 6};
	struct scan s;
	int64_t n = 0;

	scan_open(&s, in->store, REPORT_FLOW_COLUMNS);
	json_array(o, "flows");
	for (; s.more && n < REPORT_FLOWS_MAX; scan_next(&s), n++) {
		json_object(o, NULL);
		json_int(o, "n", s.key);
		json_node(o, "client", &s, client);
		json_node(o, "server", &s, server);
		json_column(o, "transport", &s, 7);
		json_number(o, "server_port", &s, 8);
		json_column(o, "protocol", &s, 9);
		json_number(o, "packets", &s, 10);
		json_number(o, "bytes", &s, 11);
		json_str(o, "encrypted", encrypted_token(&s, 12));
		json_when(o, "first", &s, 13);
		json_when(o, "last", &s, 14);
		json_packet(o, "first_packet", scan_int(&s, 15));
		json_bool(o, "answered", scan_int(&s, 16) != 0);
		json_number(o, "connections", &s, 17);
		community(o, &s);
		json_end_object(o);
	}
	json_end_array(o);
	return scan_close(&s);
}
