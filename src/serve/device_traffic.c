/* A device's services, peers, commands, values, certificates and sign-ins. */
#include "serve/controller_json.h"
#include "serve/device_parts.h"

#include <string.h>

int device_services(struct call *c, int64_t id)
{
	struct scan s =
		kept_run(c,
			 "SELECT v.port, v.transport, v.protocol, v.answered, v.encrypted, v.clients, "
			 "v.outside_clients, x.since, v.first_packet, v.last_packet FROM service v LEFT JOIN "
			 "service_closed x ON x.device = v.device AND x.transport = v.transport AND x.port = "
			 "v.port WHERE v.device = ?1 ORDER BY v.port, v.protocol LIMIT 1000",
			 id);
	struct out *o = c->out;

	json_array(o, "services");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_column(o, "transport", &s, 1);
		json_int(o, "port", s.key);
		json_column(o, "protocol", &s, 2);
		json_flag(o, "answered", &s, 3);
		json_str(o, "encrypted", encrypted_token(&s, 4));
		json_number(o, "clients", &s, 5);
		json_number(o, "outside_clients", &s, 6);
		json_when(o, "closed_since", &s, 7);
		json_packet(o, "first_packet", scan_int(&s, 8));
		json_packet(o, "last_packet", scan_int(&s, 9));
		json_end_object(o);
	}
	json_end_array(o);
	return kept_end(&s);
}

/* --- peers: flows of both directions, put together by the other end */

#define PEERS                                                                                                \
	"SELECT sum(bytes), device, outside, min(ip), max(client), max(server), group_concat(DISTINCT "      \
	"protocol), min(coalesce(encrypted, -1)), max(coalesce(encrypted, -1)), sum(packets), max(last), "   \
	"(SELECT coalesce(name, model) FROM device_shown WHERE id = device), (SELECT kind FROM "             \
	"device_shown "                                                                                      \
	"WHERE id = device), (SELECT coalesce(name, network) FROM outside WHERE id = outside) FROM (SELECT " \
	"server AS device, server_outside AS outside, server_ip AS ip, 1 AS client, 0 AS server, protocol, " \
	"encrypted, packets, bytes, last FROM flow WHERE client = ?1 AND to_group = 0 UNION ALL SELECT "     \
	"client, client_outside, client_ip, 0, 1, protocol, encrypted, packets, bytes, last FROM flow "      \
	"WHERE "                                                                                             \
	"server = ?1 AND to_group = 0) GROUP BY device, outside, CASE WHEN coalesce(device, outside) IS "    \
	"NULL THEN ip END ORDER BY 1 DESC LIMIT 100"

/* How many there are, beside those that are said. */
#define PEERS_TOTAL                                                                                          \
	"SELECT count(*) FROM (SELECT server, server_outside, CASE WHEN coalesce(server, server_outside) "   \
	"IS NULL THEN server_ip END FROM flow WHERE client = ?1 AND to_group = 0 UNION SELECT client, "      \
	"client_outside, CASE WHEN coalesce(client, client_outside) IS NULL THEN client_ip END FROM flow "   \
	"WHERE server = ?1 AND to_group = 0)"

static int said_total(struct call *c, const char *key, struct scan s)
{
	json_int(c->out, key, s.more ? s.key : 0);
	return kept_end(&s);
}

static const char *secrecy(int64_t least, int64_t most)
{
	return least == 1 ? "yes" : least == 0 || most == 0 ? "no" : "unknown";
}

static void split(struct out *o, const char *key, const char *joined)
{
	json_array(o, key);
	while (joined && *joined) {
		size_t n = strcspn(joined, ",");

		json_text(o, NULL, joined, n);
		joined += n + (joined[n] == ',');
	}
	json_end_array(o);
}

static void peer(struct call *c, struct scan *s)
{
	int64_t device = scan_int(s, 1), outside = scan_int(s, 2);
	bool seen = device ? sees_device(c, device) : outside || !viewer_restricted(&c->viewer);
	struct out *o = c->out;
	char id[NODE_ID_TEXT];

	json_object(o, NULL);
	node_id(id, seen ? device : 0, outside);
	json_str(o, "id", *id ? id : NULL);
	json_str(o, "ip", seen ? scan_str(s, 3) : NULL);
	json_str(o, "name", seen ? scan_str(s, outside ? 13 : 11) : NULL);
	json_str(o, "kind", seen ? scan_str(s, 12) : NULL);
	json_str(o, "role", scan_int(s, 4) && scan_int(s, 5) ? "both" : scan_int(s, 4) ? "client" : "server");
	split(o, "protocols", scan_str(s, 6));
	json_str(o, "encrypted", secrecy(scan_int(s, 7), scan_int(s, 8)));
	json_number(o, "packets", s, 9);
	json_int(o, "bytes", s->key);
	json_when(o, "last", s, 10);
	json_end_object(o);
}

int device_peers(struct call *c, int64_t id)
{
	struct scan s = kept_run(c, PEERS, id);
	struct scan rows = s;
	int r;

	json_array(c->out, "peers");
	for (; rows.more; scan_next(&rows))
		peer(c, &rows);
	json_end_array(c->out);
	r = kept_end(&rows);
	return r < 0 ? r : said_total(c, "peers_total", kept_run(c, PEERS_TOTAL, id));
}

/* --- commands */

int device_commands(struct call *c, int64_t id)
{
	static const int client[] = {6, 8, 10, 12, 14}, server[] = {7, 9, 11, 13, 15};
	struct scan s = kept_run(
		c,
		"SELECT k.first_packet, k.protocol, k.code, k.sub, k.name, k.class, k.client, k.server, "
		"k.client_outside, k.server_outside, k.client_ip, k.server_ip, (SELECT coalesce(name, model) "
		"FROM "
		"device_shown WHERE id = k.client), (SELECT coalesce(name, model) FROM device_shown WHERE id "
		"= "
		"k.server), (SELECT kind FROM device_shown WHERE id = k.client), (SELECT kind FROM "
		"device_shown "
		"WHERE id = k.server), k.count, k.answered, k.refused, k.first, k.deed, gravity(k.deed) FROM "
		"command k WHERE "
		"k.client "
		"= ?1 "
		"OR k.server = ?1 ORDER BY k.class, k.protocol, k.code, k.first_packet LIMIT 1000",
		id);
	struct out *o = c->out;
	int r;

	json_array(o, "commands");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_column(o, "protocol", &s, 1);
		json_number(o, "code", &s, 2);
		json_number(o, "sub", &s, 3);
		json_column(o, "name", &s, 4);
		json_column(o, "class", &s, 5);
		json_column(o, "deed", &s, 20);
		json_gravity(o, &s, 21);
		json_end(c, "client", &s, client);
		json_end(c, "server", &s, server);
		json_number(o, "count", &s, 16);
		json_number(o, "answered", &s, 17);
		json_number(o, "refused", &s, 18);
		json_when(o, "first", &s, 19);
		json_packet(o, "first_packet", s.key);
		json_end_object(o);
	}
	json_end_array(o);
	r = kept_end(&s);
	if (r < 0)
		return r;
	return said_total(c, "commands_total",
			  kept_run(c, "SELECT count(*) FROM command WHERE client = ?1 OR server = ?1", id));
}

/* --- values */

void json_point(struct out *o, const struct scan *s)
{
	json_object(o, NULL);
	json_column(o, "name", s, 1);
	json_column(o, "protocol", s, 2);
	json_number(o, "count", s, 3);
	json_real_column(o, "least", s, 4);
	json_real_column(o, "most", s, 5);
	json_real_column(o, "last_value", s, 6);
	json_when(o, "first", s, 7);
	json_when(o, "last", s, 8);
	json_column(o, "type", s, 9);
	json_number(o, "writes", s, 10);
	json_number(o, "period_us", s, 11);
	json_packet(o, "packet", scan_int(s, 12));
	json_end_object(o);
}

/* Who was seen to set values of the device, by protocol: which point each of them set is not kept. */
static int setters(struct call *c, int64_t id)
{
	static const int client[] = {1, 2, 3, 4, 5};
	struct scan s = kept_run(
		c,
		"SELECT sum(k.count), k.client, k.client_outside, k.client_ip, coalesce((SELECT "
		"coalesce(name, model) FROM device_shown WHERE id = k.client), (SELECT coalesce(name, "
		"network) FROM outside WHERE id = k.client_outside)), (SELECT kind FROM device_shown WHERE "
		"id "
		"= k.client), k.protocol FROM command k WHERE k.server = ?1 AND k.class = 'write' AND "
		"k.count "
		"> k.refused GROUP BY k.protocol, k.client, k.client_outside, k.client_ip ORDER BY "
		"k.protocol, "
		"sum(k.count) DESC, k.client_ip LIMIT 100",
		id);
	struct out *o = c->out;

	json_array(o, "setters");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_end(c, "client", &s, client);
		json_column(o, "protocol", &s, 6);
		json_int(o, "count", s.key);
		json_end_object(o);
	}
	json_end_array(o);
	return kept_end(&s);
}

int device_points(struct call *c, int64_t id)
{
	struct scan s = kept_run(
		c, "SELECT " POINT_COLUMNS " FROM point p WHERE p.device = ?1 ORDER BY p.name LIMIT 100", id);
	int r;

	json_array(c->out, "points");
	for (; s.more; scan_next(&s))
		json_point(c->out, &s);
	json_end_array(c->out);
	r = kept_end(&s);
	if (r == 0)
		r = said_total(c, "points_total",
			       kept_run(c, "SELECT count(*) FROM point WHERE device = ?1", id));
	return r < 0 ? r : setters(c, id);
}

int device_certificates(struct call *c, int64_t id)
{
	struct scan s = kept_run(
		c,
		"SELECT packet, port, subject, issuer, not_before, not_after, self_signed, bits FROM "
		"certificate WHERE device = ?1 ORDER BY port LIMIT 200",
		id);
	struct out *o = c->out;

	json_array(o, "certificates");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_number(o, "port", &s, 1);
		json_column(o, "subject", &s, 2);
		json_column(o, "issuer", &s, 3);
		json_when(o, "not_before", &s, 4);
		json_when(o, "not_after", &s, 5);
		json_flag(o, "self_signed", &s, 6);
		json_number(o, "bits", &s, 7);
		json_packet(o, "packet", s.key);
		json_end_object(o);
	}
	json_end_array(o);
	return kept_end(&s);
}

int device_logins(struct call *c, int64_t id)
{
	static const int client[] = {1, 3, 5, 7, 9}, server[] = {2, 4, 6, 8, 10};
	struct scan s = kept_run(
		c,
		"SELECT l.packet, l.client, l.server, l.client_outside, l.server_outside, l.client_ip, "
		"l.server_ip, "
		"(SELECT coalesce(name, model) FROM device_shown WHERE id = l.client), (SELECT "
		"coalesce(name, "
		"model) FROM device_shown WHERE id = l.server), (SELECT kind FROM device_shown WHERE id = "
		"l.client), (SELECT kind FROM device_shown WHERE id = l.server), l.protocol, l.port, "
		"l.method, "
		"l.clear, l.ok, l.failed, l.unknown, l.default_pair FROM login l WHERE l.client = ?1 OR "
		"l.server = "
		"?1 ORDER BY l.protocol, l.first LIMIT 500",
		id);
	struct out *o = c->out;

	json_array(o, "logins");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_end(c, "client", &s, client);
		json_end(c, "server", &s, server);
		json_column(o, "protocol", &s, 11);
		json_number(o, "port", &s, 12);
		json_column(o, "method", &s, 13);
		json_flag(o, "clear", &s, 14);
		json_number(o, "ok", &s, 15);
		json_number(o, "failed", &s, 16);
		json_number(o, "unknown", &s, 17);
		json_flag(o, "default_pair", &s, 18);
		json_packet(o, "packet", s.key);
		json_end_object(o);
	}
	json_end_array(o);
	return kept_end(&s);
}
