/* GET /flows. */
#include "serve/device_json.h"

#include "report/community.h"

#include <string.h>

api_handler api_flows_list;

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

static void row(struct call *c, struct scan *s)
{
	static const int client[] = {1, 3, 5, 19, 20}, server[] = {2, 4, 6, 21, 22};
	bool whole = !viewer_restricted(&c->viewer) || ((!scan_int(s, 1) || sees_device(c, scan_int(s, 1))) &&
							(!scan_int(s, 2) || sees_device(c, scan_int(s, 2))));
	struct out *o = c->out;

	json_object(o, NULL);
	json_int(o, "n", s->key);
	json_end(c, "client", s, client);
	json_end(c, "server", s, server);
	json_column(o, "transport", s, 7);
	json_number(o, "server_port", s, 8);
	json_column(o, "protocol", s, 9);
	json_number(o, "packets", s, 10);
	json_number(o, "bytes", s, 11);
	json_str(o, "encrypted", encrypted_token(s, 12));
	json_when(o, "first", s, 13);
	json_when(o, "last", s, 14);
	json_packet(o, "first_packet", scan_int(s, 15));
	json_packet(o, "last_packet", scan_int(s, 23));
	json_flag(o, "answered", s, 16);
	json_flag(o, "refused", s, 24);
	json_number(o, "connections", s, 17);
	json_flag(o, "scan", s, 25);
	json_flag(o, "to_group", s, 26);
	if (whole)
		community(o, s);
	else
		json_null(o, "community_id");
	json_end_object(o);
}

/* What a restricted viewer is not told he does not find either, nor where it stands in an order. */
#define SORTED_BY(end)                                                                                       \
	"CASE WHEN " SEES_END("f." end, "f." end "_outside") " THEN address_order(f." end "_ip) END"

static const struct sort_key keys[] = {{"n", "f.id"},
				       {"client", SORTED_BY("client")},
				       {"server", SORTED_BY("server")},
				       {"port", "f.port"},
				       {"protocol", "f.protocol"},
				       {"packets", "f.packets"},
				       {"bytes", "f.bytes"},
				       {"first", "f.first"},
				       {"last", "f.last"},
				       {"connections", "f.connections"},
				       {"encrypted", "f.encrypted"},
				       {NULL, NULL}};

/* An end's name: the device's, else that of the place outside. */
#define NAME_OF(end)                                                                                         \
	"coalesce((SELECT coalesce(name, model) FROM device_shown WHERE id = f." end                         \
	"), (SELECT coalesce(name, network) FROM outside WHERE id = f." end "_outside))"
#define KIND_OF(end) "(SELECT kind FROM device_shown WHERE id = f." end ")"
#define COLUMNS                                                                                              \
	"f.id, f.client, f.server, f.client_outside, f.server_outside, f.client_ip, f.server_ip, "           \
	"f.transport, f.port, f.protocol, f.packets, f.bytes, f.encrypted, f.first, f.last, "                \
	"f.first_packet, "                                                                                   \
	"f.answered, f.connections, f.client_port, " NAME_OF("client") ", " KIND_OF("client") ", " NAME_OF(  \
		"server") ", " KIND_OF("server") ", f.last_packet, f.refused, f.scan, f.to_group"

static const struct listing flows = {
	.columns = COLUMNS, .from = "flow f", .id = "f.id", .keys = keys, .sort = "n", .row = row};

static void filters(struct filters *f, struct call *c)
{
	const char *system = query_text(c, "system"), *encrypted = query_text(c, "encrypted");
	int64_t device = id_number(query_text(c, "device")), outside = id_number(query_text(c, "outside"));

	if (system && strcmp(system, "site") != 0) {
		filter_number(f, " AND (f.client IN (SELECT device FROM system_device WHERE system = :)",
			      id_number(system));
		filter_number(f, " OR f.server IN (SELECT device FROM system_device WHERE system = :))",
			      id_number(system));
	}
	if (device) {
		filter_number(f, " AND (f.client = :", device);
		filter_number(f, " OR f.server = :)", device);
		if (!sees_device(c, device))
			filter(f, " AND 0");
	}
	if (outside) {
		filter_number(f, " AND (f.client_outside = :", outside);
		filter_number(f, " OR f.server_outside = :)", outside);
	}
	filter_text(f, " AND f.protocol = :", query_text(c, "protocol"));
	if (query_text(c, "port"))
		filter_number(f, " AND f.port = :", query_int(c, "port", 0));
	if (encrypted && *encrypted == 'u')
		filter(f, " AND f.encrypted IS NULL");
	else if (encrypted)
		filter_number(f, " AND f.encrypted = :", *encrypted == 'y');
}

static void flags(struct filters *f, struct call *c)
{
	int outside = query_bool(c, "to_outside");

	if (outside >= 0)
		filter(f, outside ? " AND coalesce(f.client_outside, f.server_outside) IS NOT NULL"
				  : " AND coalesce(f.client_outside, f.server_outside) IS NULL");
	if (query_bool(c, "scan") >= 0)
		filter_number(f, " AND f.scan = :", query_bool(c, "scan"));
	if (query_bool(c, "answered") >= 0)
		filter_number(f, " AND f.answered = :", query_bool(c, "answered"));
	if (query_text(c, "from"))
		filter_number(f, " AND f.last >= :", query_time(c, "from", 0));
	if (query_text(c, "to"))
		filter_number(f, " AND f.first < :", query_time(c, "to", 0));
}

#define FOUND_IN(end)                                                                                        \
	"CASE WHEN " SEES_END("f." end,                                                                      \
			      "f." end "_outside") " THEN f." end                                            \
						   "_ip || ' ' || coalesce(" NAME_OF(end) ", '') END"
#define FOUND_BY "f.protocol, protocol_word(f.protocol), f.port, " FOUND_IN("client") ", " FOUND_IN("server")

int api_flows_list(struct call *c)
{
	struct filters f;

	filters_begin(&f, c);
	filter(&f, " AND " SEES_FLOW);
	filters(&f, c);
	flags(&f, c);
	filter_search(&f, FOUND_BY, query_text(c, "q"));
	return list_answer(c, &flows, &f);
}
