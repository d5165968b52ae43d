/* GET /controllers/{id}: who can change one controller. */
#include "serve/controller_json.h"

#include "decode/commands.h"
#include "decode/decoder.h"
#include "fact/protocol_name.h"

#include <stdio.h>
#include <string.h>

api_handler api_controllers_get;

/* --- what its protocols ask of who gives orders */

static void way(struct call *c, const struct scan *s)
{
	const char *token = scan_str(s, 1);
	enum protocol p = protocol_of(token ? token : "");
	struct out *o = c->out;

	if (!command_tables[p].count)
		return;
	json_object(o, NULL);
	json_str(o, "protocol", token);
	json_str(o, "title", protocol_name(p, c->language));
	json_str(o, "sign_in", sign_in_token((enum sign_in)command_tables[p].sign_in));
	json_str(o, "ports", scan_str(s, 2) ? scan_str(s, 2) : "");
	json_flag(o, "answered", s, 3);
	json_str(o, "encrypted", encrypted_token(s, 4));
	json_int(o, "clients", s->key);
	json_end_object(o);
}

static int ways(struct call *c, int64_t id)
{
	struct scan s = kept_run(c,
				 "SELECT max(clients), protocol, group_concat(DISTINCT upper(transport) || ' "
				 "' || port), max(answered), "
				 "min(encrypted) FROM (SELECT protocol, transport, port, answered, "
				 "encrypted, clients FROM service "
				 "WHERE device = ?1 UNION ALL SELECT protocol, NULL, NULL, answered > 0, "
				 "NULL, (SELECT count(DISTINCT "
				 "client_ip) FROM command i WHERE i.server = ?1 AND i.protocol = k.protocol) "
				 "FROM command k WHERE "
				 "k.server = ?1) GROUP BY protocol ORDER BY protocol LIMIT 100",
				 id);

	json_array(c->out, "ways");
	for (; s.more; scan_next(&s))
		way(c, &s);
	json_end_array(c->out);
	return kept_end(&s);
}

/* --- what was not seen: no data is no good news */

static void not_seen(struct out *o, const char *what, const char *protocols)
{
	json_object(o, NULL);
	json_str(o, "what", what);
	json_str(o, "protocols", protocols && *protocols ? protocols : NULL);
	json_end_object(o);
}

/* One more token behind the others, as long as there is room. */
static void append(char *list, size_t room, const char *token)
{
	size_t n = strlen(list);

	if (n + strlen(token) + 2 < room)
		snprintf(list + n, room - n, "%s%s", n ? " " : "", token);
}

/* What it answers in, of which nothing, or not what it is asked for, can be read. */
static int unread(struct call *c, int64_t id)
{
	char encrypted[200] = "", named[200] = "";
	struct scan s = kept_run(
		c,
		"SELECT max(encrypted = 1), protocol, group_concat(DISTINCT transport || '/' || port) FROM "
		"service WHERE device = ?1 AND answered = 1 GROUP BY protocol ORDER BY protocol LIMIT 100",
		id);

	for (; s.more; scan_next(&s)) {
		const char *token = scan_str(&s, 1);
		enum protocol p = protocol_of(token ? token : "");

		if (s.key)
			append(encrypted, sizeof encrypted, token);
		else if (p == PROTO_none)
			append(named, sizeof named, scan_str(&s, 2) ? scan_str(&s, 2) : "");
		else if (decoders[p] && decoders[p]->depth < DEPTH_COMMANDS && command_tables[p].count)
			append(named, sizeof named, token);
	}
	if (*encrypted)
		not_seen(c->out, "encrypted", encrypted);
	if (*named)
		not_seen(c->out, "named-only", named);
	return kept_end(&s);
}

#define ASKED   "EXISTS (SELECT 1 FROM command k WHERE k.server = d.id AND k.deed IS NOT NULL AND k.class = '"
#define REACHED "EXISTS (SELECT 1 FROM command k WHERE k.server = d.id)"
#define SPOKE   "EXISTS (SELECT 1 FROM command k WHERE k.server = d.id AND (k.answered > 0 OR k.refused > 0))"
#define SIGNED  "EXISTS (SELECT 1 FROM login l WHERE l.server = d.id)"

/* A column for each of `what` in all_not_seen(): not seen. */
static const char unseen_sql[] = "SELECT d.id, d.first, d.last, d.model IS NULL, d.firmware IS NULL,"
				 " NOT " ASKED "write'),"
				 " NOT " ASKED "control'),"
				 " NOT " ASKED "program'),"
				 " " REACHED " AND NOT " SPOKE ","
				 " NOT " SIGNED " FROM device d WHERE d.id = ?1";

static int all_not_seen(struct call *c, int64_t id)
{
	static const char *const what[] = {"model",    "firmware", "writes", "operations",
					   "programs", "answers",  "sign-in"};
	struct scan s = kept_run(c, unseen_sql, id);
	int r;

	json_when(c->out, "from", &s, 1);
	json_when(c->out, "until", &s, 2);
	json_array(c->out, "not_seen");
	for (int i = 0; s.more && i < (int)(sizeof what / sizeof *what); i++)
		if (scan_int(&s, 3 + i))
			not_seen(c->out, what[i], NULL);
	r = kept_end(&s);
	if (r == 0)
		r = unread(c, id);
	json_end_array(c->out);
	return r;
}

/* --- who was seen to */

/* One network of 256 addresses, and no router between that was seen: the same segment, as far as that can be told. */
#define NETWORK(ip)    "rtrim(" ip ", '0123456789')"
#define BEHIND(device) "(SELECT coalesce(behind, 0) FROM device WHERE id = " device ")"
#define HIDDEN         "NOT " SEES_END("k.client", "k.client_outside")
#define APART          BEHIND("k.client") " <> " BEHIND("k.server")
#define ALIKE          NETWORK("k.client_ip") " = " NETWORK("k.server_ip")
#define NEAR                                                                                                 \
	"CASE WHEN " HIDDEN " THEN 'unknown' WHEN k.client_outside IS NOT NULL THEN 'outside'"               \
	" WHEN k.client IS NULL THEN 'unknown' WHEN " APART " THEN 'other-segment'"                          \
	" WHEN " ALIKE " THEN 'same-segment' ELSE 'unknown' END"
#define SIGNED_IN                                                                                            \
	"EXISTS (SELECT 1 FROM login l WHERE l.server = k.server AND l.client IS k.client AND l.ok > 0)"

static void order(struct call *c, const struct scan *s)
{
	static const int client[] = {1, 2, 3, 4, 5};
	struct out *o = c->out;

	json_object(o, NULL);
	json_end(c, "client", s, client);
	json_column(o, "protocol", s, 6);
	json_column(o, "class", s, 7);
	json_column(o, "deed", s, 8);
	json_column(o, "names", s, 9);
	json_number(o, "count", s, 10);
	json_number(o, "answered", s, 11);
	json_number(o, "refused", s, 12);
	json_when(o, "first", s, 13);
	json_packet(o, "packet", s->key);
	json_column(o, "approval", s, 14);
	json_column(o, "near", s, 15);
	json_flag(o, "signed_in", s, 16);
	json_gravity(o, s, 17);
	json_end_object(o);
}

static int orders(struct call *c, int64_t id)
{
	struct scan s = kept_run(
		c,
		"SELECT min(k.first_packet), " OPERATION_END(
			"client") ", k.protocol, k.class, k.deed, group_concat(DISTINCT k.name), "
				  "sum(k.count), "
				  "sum(k.answered), sum(k.refused), min(k.first), " CONTROLLER_APPROVAL
				  ", " NEAR ", " SIGNED_IN
				  ", gravity(k.deed) FROM command k WHERE k.server = ?1 AND k.deed "
				  "IS NOT NULL GROUP BY k.client, "
				  "k.client_outside, k.client_ip, k.protocol, k.class, k.deed ORDER BY "
				  "gravity(k.deed) DESC, sum(k.count) "
				  "DESC, k.client_ip, k.protocol, k.deed LIMIT 500",
		id);

	json_array(c->out, "orders");
	for (; s.more; scan_next(&s))
		order(c, &s);
	json_end_array(c->out);
	return kept_end(&s);
}

/* --- who else could: in the same segment, as far as seen */

#define COULD                                                                                                \
	"FROM device x JOIN device o ON o.id = ?1 JOIN device_shown d ON d.id = x.id WHERE x.id <> o.id "    \
	"AND " NETWORK("x.ip") " = " NETWORK(                                                                \
		"o.ip") " AND x.router = 0 AND coalesce(x.behind, 0) = coalesce(o.behind, 0) AND NOT "       \
			"EXISTS (SELECT 1 FROM "                                                             \
			"command k WHERE k.server = o.id AND k.client = x.id AND k.deed IS NOT NULL)"

static int could(struct call *c, int64_t id)
{
	static const int device[] = {0, 1, 2, 3, 4};
	struct scan s =
		kept_run(c,
			 "SELECT x.id, 0, x.ip, coalesce(d.name, d.model), d.kind " COULD
			 " ORDER BY CASE x.kind WHEN 'engineering-station' THEN 0 WHEN 'pc' THEN 1 WHEN "
			 "'server' THEN 2 WHEN 'hmi' THEN 3 ELSE 4 END, x.id LIMIT 50",
			 id);
	int r;

	json_array(c->out, "could");
	for (; s.more; scan_next(&s))
		if (sees_device(c, s.key))
			json_end(c, NULL, &s, device);
	json_end_array(c->out);
	r = kept_end(&s);
	if (r < 0)
		return r;
	s = kept_run(c, "SELECT count(*) " COULD, id);
	json_int(c->out, "could_total", s.more && !viewer_restricted(&c->viewer) ? s.key : 0);
	return kept_end(&s);
}

static int operations(struct call *c, int64_t id)
{
	struct scan s =
		kept_run(c,
			 "SELECT " OPERATION_COLUMNS
			 " FROM operation k WHERE k.server = ?1 ORDER BY k.at DESC, k.rowid DESC LIMIT 100",
			 id);

	json_array(c->out, "operations");
	for (; s.more; scan_next(&s))
		json_operation(c, &s);
	json_end_array(c->out);
	return kept_end(&s);
}

int api_controllers_get(struct call *c)
{
	int64_t id = id_number(c->path[0]);
	struct scan s;
	int r;

	if (!sees_device(c, id))
		return problem(c, 404, "no-such-path", NULL, NULL);
	s = kept_run(c,
		     "SELECT " CONTROLLER_COLUMNS
		     " FROM device_shown d JOIN device o ON o.id = d.id WHERE d.id = ?1",
		     id);
	if (!s.more) {
		kept_end(&s);
		return problem(c, 404, "no-such-path", NULL, NULL);
	}
	json_object(c->out, NULL);
	json_controller(c, "controller", &s);
	r = kept_end(&s);
	if (r == 0)
		r = all_not_seen(c, id);
	if (r == 0)
		r = ways(c, id);
	if (r == 0)
		r = orders(c, id);
	if (r == 0)
		r = could(c, id);
	if (r == 0)
		r = operations(c, id);
	json_end_object(c->out);
	return r < 0 ? problem_store(c, r) : 200;
}
