/* Acts through the API: who may do what where (the documented table, route by route), a vendor who reaches
 * for another's system, two people at once, the same person on both sides, and that nothing half is written.
 */
#include "api-scene.h"

#include "assess/role.h"

#define SECONDS(n) (INT64_C(1000000) * (n))
#define ROW        "/sheets/jssec-2.1/site/32-3"

static struct browser admin, it, ot;

/* Two systems with a device each, and people. */
static int plant(void **state)
{
	int r = api_scene_open(state);

	admin = first_admin();
	assert_int_equal(site_begin(site), 0);
	for (int i = 1; i <= 4; i++) {
		char sql[400];

		snprintf(sql, sizeof sql,
			 "INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, "
			 "packets, bytes, ip, random_mac, router, known, hidden, payload, unnamed_payload)"
			 " VALUES (%d, 'plc', 'device', 90, 1, 1, 1, 1, 60, '10.0.0.%d', 0, 0, 0, 0, 0, 0);"
			 "INSERT INTO address VALUES (%d, 'ip', '10.0.0.%d', 1, 1, 1, 'arp', 90)",
			 i, i, i, i);
		if (sqlite3_exec(store_db(site), sql, NULL, NULL, NULL) != SQLITE_OK)
			fail_msg("%s", store_error(site));
	}
	assert_int_equal(site_commit(site), 0);
	EXPECT(201, &admin, "POST", "/systems", "{\"name\":\"press\",\"level\":\"core\"}");
	EXPECT(201, &admin, "POST", "/systems", "{\"name\":\"paint\",\"level\":\"important\"}");
	EXPECT(200, &admin, "POST", "/systems/s1/devices", "{\"add\":[\"d1\",\"d3\"]}");
	EXPECT(200, &admin, "POST", "/systems/s2/devices", "{\"add\":[\"d2\",\"d4\"]}");
	it = somebody(&admin, "inoue", "it", "[{\"role\":\"it\",\"system\":\"site\"}]");
	ot = somebody(&admin, "ota", "ot", "[{\"role\":\"ot\",\"system\":\"site\"}]");
	clock_us += SECONDS(5);
	return r;
}

/* --- the table, as the document has it */

static bool documented(const char *id, const char *role, bool *ret_site)
{
	static sqlite3_stmt *st;
	bool may = false;

	if (!st)
		assert_int_equal(
			sqlite3_prepare_v2(store_db(site),
					   "SELECT o.value->'x-roles', o.value->>'x-scope' FROM "
					   "json_each(?1, '$.paths') p,"
					   " json_each(p.value) o WHERE o.value->>'operationId' = ?2",
					   -1, &st, NULL),
			SQLITE_OK);
	sqlite3_bind_text(st, 1, openapi_json, (int)openapi_json_size, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, id, -1, SQLITE_STATIC);
	*ret_site = false;
	if (sqlite3_step(st) == SQLITE_ROW) {
		char quoted[40];
		const char *roles = (const char *)sqlite3_column_text(st, 0),
			   *scope = (const char *)sqlite3_column_text(st, 1);

		snprintf(quoted, sizeof quoted, "\"%s\"", role);
		may = roles && strstr(roles, quoted);
		*ret_site = scope && strcmp(scope, "site") == 0;
	} else {
		fail_msg("%s stands in no document", id);
	}
	sqlite3_finalize(st);
	st = NULL;
	return may;
}

/* A path with something in each {place}, of another's things when that is asked. */
static void path_of(const struct route *r, int other, char *to, size_t room)
{
	size_t n = 0;
	unsigned part = 0;

	for (const char *p = r->path; *p && n + 30 < room; p++) {
		if (*p != '{') {
			to[n++] = *p;
			continue;
		}
		const struct rule *rule = &r->part[part++];
		const char *end = strchr(p, '}');

		if (rule->type == PARAMETER_SYSTEM)
			n += (size_t)snprintf(to + n, room - n, "s%d", other);
		else if (rule->type == PARAMETER_ID)
			n += (size_t)snprintf(to + n, room - n, "%c%d", rule->words[0][0], other);
		else if (rule->type == PARAMETER_INT)
			n += (size_t)snprintf(to + n, room - n, "%d", other);
		else
			n += (size_t)snprintf(to + n, room - n, "%s",
					      strncmp(p, "{sheet}", 7) == 0 ? "jssec-2.1" : "32-3");
		p = end;
	}
	to[n] = '\0';
}

/* A body that fits the rules. */
static void body_of(const struct route *r, int other, char *to, size_t room)
{
	size_t n = (size_t)snprintf(to, room, "{");

	for (unsigned i = 0; i < r->bodies; i++) {
		const struct rule *m = &r->body[i];
		char value[200];

		switch ((enum parameter_type)m->type) {
		case PARAMETER_ENUM:
			snprintf(value, sizeof value, "\"%s\"", m->words[0]);
			break;
		case PARAMETER_ENUMS:
			snprintf(value, sizeof value, "[]");
			break;
		case PARAMETER_INT:
			snprintf(value, sizeof value, "%lld", m->least > 0 ? (long long)m->least : 1LL);
			break;
		case PARAMETER_BOOL:
			snprintf(value, sizeof value, "false");
			break;
		case PARAMETER_DATE:
			snprintf(value, sizeof value, "\"2026-12-24\"");
			break;
		case PARAMETER_TIME:
			snprintf(value, sizeof value, "\"2026-12-24T00:00:00Z\"");
			break;
		case PARAMETER_ID:
			snprintf(value, sizeof value, "\"%c%d\"", m->words[0][0], other);
			break;
		case PARAMETER_SYSTEM:
			snprintf(value, sizeof value, "\"s%d\"", other);
			break;
		case PARAMETER_ANY:
			snprintf(value, sizeof value, "%s",
				 strcmp(m->name, "devices") == 0 || strcmp(m->name, "add") == 0 ||
						 strcmp(m->name, "remove") == 0
					 ? (other == 2 ? "[\"d2\"]" : "[\"d1\"]")
				 : strcmp(m->name, "set") == 0       ? "{\"place\":\"X\"}"
				 : strcmp(m->name, "lock") == 0      ? "{\"name\":\"X\"}"
				 : strcmp(m->name, "items") == 0     ? "[\"32-3\"]"
				 : strcmp(m->name, "roles") == 0     ? "[]"
				 : strcmp(m->name, "addresses") == 0 ? "[\"10.0.0.2\"]"
				 : strcmp(m->name, "fields") == 0
					 ? "{\"claim\":\"X\",\"how\":\"X\",\"covers\":\"X\",\"seen_on\":"
					   "\"2026-11-20\"}"
				 : strcmp(m->name, "attachment") == 0
					 ? "{\"name\":\"x.txt\",\"base64\":\"eA==\"}"
					 : "{}");
			break;
		default:
			snprintf(value, sizeof value, "\"%s\"",
				 strcmp(m->name, "kind") == 0 && strstr(r->path, "/records") ? "statement"
				 : strcmp(m->name, "device") == 0                            ? "none"
				 : strcmp(m->name, "made_on") == 0                           ? "2026-11-20"
				 : strcmp(m->name, "item") == 0                              ? "32-3"
											     : "x1");
		}
		if (strcmp(m->name, "device") == 0 && m->type == PARAMETER_TEXT)
			continue;
		n += (size_t)snprintf(to + n, room - n, "%s\"%s\":%s", n > 1 ? "," : "", m->name, value);
	}
	snprintf(to + n, room - n, "}");
}

/* What core says to somebody who has this role and no other. */
static int as(const struct route *r, const struct viewer *v, const char *path, const char *body)
{
	struct request q = {.id = 1,
			    .via = VIA_WEB,
			    .method = r->method,
			    .path = said_of(path),
			    .accept_language = said_of("en"),
			    .peer = said_of("192.0.2.9")};
	struct api_answer a;
	size_t n;
	int status;

	if (body) {
		q.body = said_of(body);
		q.content_type = said_of("application/json");
	}
	assert_int_equal(api_serve(&api, &q, clock_us, v, &a), API_DONE);
	snprintf(reply, sizeof reply, "%s", out_bytes(&a.body, &n));
	status = a.head.status;
	api_answer_clear(&a);
	return status;
}

static struct viewer with(unsigned role, int64_t system)
{
	struct viewer v = {.account = 99, .contact = 99, .actor = "c99", .from = "192.0.2.9"};

	if (system) {
		v.system[0] = (struct viewer_system){system, 1u << role};
		v.systems = 1;
	} else {
		v.site_roles = 1u << role;
	}
	return v;
}

/* Each route, each role, for the site and for a system: what the document says is what happens. A refusal
 * comes before the body is looked at, so that allowed ones stop at a missing body or a thing that is not
 * there. */
static void the_table_of_roles(void **state)
{
	unsigned asked = 0, refused = 0;
	char path[300];
	bool site_only;

	(void)state;
	for (size_t i = 0; i < api_route_count; i++)
		for (unsigned role = 0; role < ROLES; role++)
			for (int64_t system = 0; system <= 1; system++) {
				const struct route *r = &api_routes[i];
				struct viewer v = with(role, system);
				bool may, denied;
				int status;

				if (r->flags & (ROUTE_OPEN | ROUTE_SELF) ||
				    (r->flags & ROUTE_SLOW && r->method == METHOD_GET))
					continue;
				may = documented(r->id, person_roles[role], &site_only) &&
				      !(site_only && system);
				path_of(r, 999, path, sizeof path);
				status = as(r, &v, path, NULL);
				denied = status == 403 && strstr(reply, ":no-role");
				if (!may && !denied)
					fail_msg("%s as %s%s: %d, documented as refused", r->id,
						 person_roles[role], system ? " of s1" : "", status);
				if (may && denied && r->flags & ROUTE_BODY)
					fail_msg("%s as %s%s: refused, documented as allowed: %s", r->id,
						 person_roles[role], system ? " of s1" : "", reply);
				asked++;
				refused += denied;
			}
	assert_true(asked > 500 && refused > 100);
}

/* --- a vendor and the system of another */

static void a_vendor_reaches_for_another_system(void **state)
{
	char path[300], body[4000], known[100];
	struct browser vendor;
	unsigned tried = 0;
	int64_t before;

	(void)state;
	vendor = somebody(&admin, "maker", "vendor", "[{\"role\":\"vendor\",\"system\":\"s1\"}]");
	/* something of s2 is there to be reached */
	EXPECT(200, &it, "PUT", "/sheets/jssec-2.1/s2/32-3/decision",
	       "{\"choice\":\"adopt\",\"reason\":\"r\",\"point\":\"p\"}");
	EXPECT(201, &ot, "POST", "/records",
	       "{\"kind\":\"statement\",\"system\":\"s1\",\"item\":\"32-3\",\"said\":\"yes\",\"owner\":"
	       "\"c3\",\"no_deputy\":\"alone\",\"made_on\":\"2026-11-20\","
	       "\"fields\":{\"claim\":\"a\",\"how\":\"b\",\"covers\":\"c\",\"seen_on\":\"2026-11-20\"}}");
	EXPECT(201, &ot, "POST", "/records",
	       "{\"kind\":\"statement\",\"system\":\"s2\",\"item\":\"32-3\",\"said\":\"yes\",\"owner\":"
	       "\"c3\",\"no_deputy\":\"alone\",\"made_on\":\"2026-11-20\","
	       "\"fields\":{\"claim\":\"a\",\"how\":\"b\",\"covers\":\"c\",\"seen_on\":\"2026-11-20\"}}");
	before = site_events(site);
	for (size_t i = 0; i < api_route_count; i++) {
		const struct route *r = &api_routes[i];
		int status;

		if (r->flags & (ROUTE_OPEN | ROUTE_SELF) || !(r->flags & ROUTE_WRITES))
			continue;
		path_of(r, 2, path, sizeof path);
		body_of(r, 2, body, sizeof body);
		status =
			http(&vendor, method_names[r->method], path + 7, r->flags & ROUTE_BODY ? body : NULL);
		if (status < 400)
			fail_msg("%s %s %s: %d", r->id, path, body, status);
		if (status == 400)
			fail_msg("%s: the test's own body does not fit: %s %s", r->id, body, reply);
		tried++;
	}
	assert_true(tried >= 25);
	assert_int_equal(site_events(site), before);
	/* reading: nothing of s2 */
	EXPECT(200, &vendor, "GET", "/devices", NULL);
	assert_string_equal(got("$.total"), "2");
	EXPECT(404, &vendor, "GET", "/devices/d2", NULL);
	assert_int_not_equal(http(&vendor, "GET", "/sheets/jssec-2.1/s2", NULL), 200);
	/* his own: what his side is asked for, in his own name, and nothing of others */
	snprintf(known, sizeof known, "c%s", ask("SELECT contact FROM account ORDER BY id DESC"));
	snprintf(body, sizeof body,
		 "{\"kind\":\"statement\",\"system\":\"s1\",\"item\":\"32-3\",\"said\":\"yes\",\"owner\":\"%"
		 "s\",\"no_deputy\":\"alone\",\"made_on\":\"2026-11-20\","
		 "\"fields\":{\"claim\":\"a\",\"how\":\"b\",\"covers\":\"c\",\"seen_on\":\"2026-11-20\"}}",
		 known);
	EXPECT(201, &vendor, "POST", "/records", body);
	EXPECT(200, &vendor, "PUT", "/records/r3",
	       "{\"said\":\"partly\",\"because\":\"x\",\"plan_on\":\"2027-01-31\"}");
	/* what others wrote of his system is about others, too: it is not there for him */
	EXPECT(404, &vendor, "PUT", "/records/r1",
	       "{\"said\":\"no\",\"because\":\"x\",\"plan_on\":\"2027-01-31\"}");
	EXPECT(404, &vendor, "GET", "/records/r1", NULL);
	EXPECT(200, &vendor, "GET", "/records/r3", NULL);
	EXPECT(200, &vendor, "GET", "/records", NULL);
	assert_string_equal(got("$.total"), "1");
	EXPECT(200, &ot, "GET", "/records/r1", NULL);
	EXPECT(403, &vendor, "PUT", "/records/r3", "{\"system\":\"s2\"}");
	EXPECT(403, &vendor, "PUT", "/records/r3", "{\"owner\":\"c3\"}");
	EXPECT(404, &vendor, "DELETE", "/records/r2", "{\"because\":\"x\"}");
	EXPECT(403, &vendor, "POST", "/records", "{\"kind\":\"appointment\",\"system\":\"site\"}");
}

/* --- the sheet */

static void two_people_at_once(void **state)
{
	char body[300], seen[60];

	(void)state;
	EXPECT(200, &it, "PUT", ROW "/decision",
	       "{\"choice\":\"adopt\",\"reason\":\"r\",\"point\":\"p\",\"seen\":\"none\"}");
	snprintf(seen, sizeof seen, "%s", got("$.decision.at"));
	assert_string_equal(got("$.decision.who"), "inoue");
	clock_us += SECONDS(1);
	/* ot looked at the row before it was decided */
	EXPECT(412, &ot, "PUT", ROW "/decision", "{\"choice\":\"not\",\"reason\":\"q\",\"seen\":\"none\"}");
	assert_string_equal(ask("SELECT choice FROM decision"), "adopt");
	snprintf(body, sizeof body, "{\"choice\":\"not\",\"reason\":\"q\",\"seen\":\"%s\"}", seen);
	EXPECT(200, &ot, "PUT", ROW "/decision", body);
	assert_string_equal(ask("SELECT choice FROM decision"), "not");
	snprintf(if_match, sizeof if_match, "\"%s\"", seen);
	EXPECT(412, &it, "DELETE", ROW "/decision", NULL);
	*if_match = '\0';
	EXPECT(204, &it, "DELETE", ROW "/decision", NULL);
	assert_string_equal(
		ask("SELECT actor || (body->>'where') FROM event WHERE kind = 'decision-withdrawn'"),
		"c2192.0.2.7");
	EXPECT(422, &it, "PUT", ROW "/decision", "{\"choice\":\"adopt\",\"reason\":\"\",\"point\":\"p\"}");
	EXPECT(404, &it, "PUT", "/sheets/jssec-2.1/site/99-9/decision",
	       "{\"choice\":\"not\",\"reason\":\"r\"}");
}

static void nobody_signs_both_sides(void **state)
{
	struct browser both, token = {0};

	(void)state;
	both = somebody(&admin, "both", "it",
			"[{\"role\":\"it\",\"system\":\"site\"},{\"role\":\"ot\",\"system\":\"site\"}]");
	EXPECT(200, &it, "PUT", ROW "/decision", "{\"choice\":\"adopt\",\"reason\":\"r\",\"point\":\"p\"}");
	EXPECT(200, &both, "POST", "/sheets/jssec-2.1/site/signatures", "{\"items\":[\"32-3\"]}");
	assert_string_equal(got("$.signed"), "[\"32-3\"]");
	assert_string_equal(got("$.proven"), "0");
	/* a role is not enough: the side is the contact's */
	EXPECT(403, &both, "POST", "/sheets/jssec-2.1/site/signatures",
	       "{\"items\":[\"32-3\"],\"side\":\"ot\"}");
	EXPECT(403, &both, "POST", "/sheets/jssec-2.1/site/signatures",
	       "{\"items\":[\"32-3\"],\"side\":\"executive\"}");
	EXPECT(403, &it, "POST", "/sheets/jssec-2.1/site/signatures",
	       "{\"items\":[\"32-3\"],\"side\":\"ot\"}");
	EXPECT(404, &ot, "POST", "/sheets/jssec-2.1/site/signatures",
	       "{\"items\":[\"33-1\"]}"); /* not decided */
	/* programs sign nothing, nor does the control socket */
	EXPECT(201, &it, "POST", "/tokens", "{\"name\":\"t\",\"roles\":[\"it\"]}");
	snprintf(token.bearer, sizeof token.bearer, "%s", got("$.token"));
	EXPECT(403, &token, "POST", "/sheets/jssec-2.1/site/signatures", "{\"items\":[\"32-3\"]}");
	EXPECT(403, NULL, "POST", "/sheets/jssec-2.1/site/signatures", "{\"items\":[\"32-3\"]}");
	EXPECT(200, &token, "PUT", ROW "/decision", "{\"choice\":\"not\",\"reason\":\"r\"}");
	assert_string_equal(ask("SELECT actor FROM event WHERE kind = 'decision-made' ORDER BY seq DESC"),
			    "t1");
	assert_string_equal(ask("SELECT contact FROM decision"), "2"); /* whoever made the token */
}

static void signed_with_a_passphrase(void **state)
{
	(void)state;
	clock_us += SECONDS(1);
	EXPECT(403, &it, "POST", "/contacts/c3/key",
	       "{\"passphrase\":\"kept nowhere at all\"}"); /* another's */
	EXPECT(403, NULL, "POST", "/contacts/c2/key", "{\"passphrase\":\"kept nowhere at all\"}");
	EXPECT(200, &it, "POST", "/contacts/c2/key", "{\"passphrase\":\"kept nowhere at all\"}");
	EXPECT(200, &it, "PUT", ROW "/decision", "{\"choice\":\"adopt\",\"reason\":\"r\",\"point\":\"p\"}");
	EXPECT(403, &it, "POST", "/sheets/jssec-2.1/site/signatures",
	       "{\"items\":[\"32-3\"],\"passphrase\":\"wrong\"}");
	EXPECT(200, &it, "POST", "/sheets/jssec-2.1/site/signatures",
	       "{\"items\":[\"32-3\"],\"passphrase\":\"kept nowhere at all\"}");
	assert_string_equal(got("$.proven"), "1");
	assert_string_equal(ask("SELECT count(*) FROM event WHERE body LIKE '%kept nowhere%'"), "0");
	assert_string_equal(ask("SELECT count(*) FROM answered_request WHERE body LIKE '%kept nowhere%'"),
			    "0");
	EXPECT(201, &it, "POST", "/sheets/jssec-2.1/site/frozen", "{\"name\":\"2026\"}");
	assert_string_equal(got("$.id"), "F1");
	EXPECT(201, &it, "POST", "/sheets/jssec-2.1/site/own-items",
	       "{\"title\":\"Own\",\"lead\":\"it\",\"records\":[\"statement\"]}");
	assert_string_equal(got("$.item"), "A1");
}

/* --- records */

static void records_by_two_people(void **state)
{
	(void)state;
	EXPECT(201, &ot, "POST", "/records",
	       "{\"kind\":\"statement\",\"system\":\"s1\",\"item\":\"32-3\",\"said\":\"yes\",\"owner\":"
	       "\"c3\",\"no_deputy\":\"alone\",\"made_on\":\"2026-11-20\","
	       "\"fields\":{\"claim\":\"a\",\"how\":\"b\",\"covers\":\"c\",\"seen_on\":\"2026-11-20\"},"
	       "\"attachment\":{\"name\":\"x.txt\",\"base64\":\"eA==\"}}");
	assert_string_equal(ask("SELECT attachment || attachment_hash FROM record"),
			    "x.txt2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
	EXPECT(200, &it, "PUT", "/records/r1", "{\"version\":1,\"fields\":{\"claim\":\"aa\"}}");
	assert_string_equal(got("$.version"), "2");
	EXPECT(412, &ot, "PUT", "/records/r1", "{\"version\":1,\"fields\":{\"claim\":\"ab\"}}");
	snprintf(if_match, sizeof if_match, "\"1\"");
	EXPECT(412, &ot, "PUT", "/records/r1", "{\"fields\":{\"claim\":\"ab\"}}");
	*if_match = '\0';
	assert_string_equal(ask("SELECT fields->>'claim' FROM record"), "aa");
	/* no file of this machine is read, by whatever name it is asked for */
	EXPECT(422, &ot, "PUT", "/records/r1", "{\"fields\":{\"attachment\":\"/etc/passwd\"}}");
	EXPECT(422, &ot, "PUT", "/records/r1", "{\"attachment\":{\"name\":\"../x\",\"base64\":\"eA==\"}}");
	EXPECT(422, &ot, "PUT", "/records/r1", "{\"fields\":{\"no-such\":\"x\"}}");
	EXPECT(422, &ot, "POST", "/records", "{\"kind\":\"no-such\"}");
	EXPECT(422, &ot, "DELETE", "/records/r1", "{\"because\":\"\"}");
	EXPECT(204, &ot, "DELETE", "/records/r1", "{\"because\":\"doubled\"}");
	assert_string_equal(ask("SELECT removed FROM record"), "1");
}

/* --- the rest */

static void contacts_and_settings(void **state)
{
	(void)state;
	EXPECT(200, &it, "PATCH", "/contacts/c3",
	       "{\"phone\":\"123\",\"away_from\":\"2026-12-28\",\"away_until\":\"2027-01-05\"}");
	assert_string_equal(ask("SELECT phone || away_from FROM contact WHERE id = 3"), "1232026-12-28");
	EXPECT(422, &it, "PATCH", "/contacts/c3", "{\"away_from\":\"2026-12-28\"}");
	EXPECT(403, &it, "DELETE", "/contacts/c3", NULL);
	EXPECT(204, &admin, "DELETE", "/contacts/c3", NULL);
	EXPECT(401, &ot, "GET", "/devices", NULL);           /* he is gone */
	EXPECT(403, &admin, "DELETE", "/contacts/c1", NULL); /* not oneself */
	EXPECT(200, &it, "PATCH", "/settings", "{\"time_zone\":\"Asia/Bangkok\",\"site_name\":\"第一工場\"}");
	assert_string_equal(ask("SELECT value FROM site WHERE key = 'zone-minutes'"), "420");
	EXPECT(200, &it, "GET", "/session", NULL);
	assert_string_equal(got("$.site.zone_minutes"), "420");
	EXPECT(422, &it, "PATCH", "/settings", "{\"fiscal_year_start\":\"13-40\"}");
	EXPECT(400, &it, "PATCH", "/settings", "{\"public-key\":\"x\"}");
}

static void devices(void **state)
{
	(void)state;
	EXPECT(200, &ot, "PATCH", "/devices/d1", "{\"lock\":{\"name\":\"Press 1\",\"kind\":\"plc\"}}");
	EXPECT(422, &ot, "PATCH", "/devices/d1", "{\"lock\":{\"colour\":\"red\"}}");
	EXPECT(200, &ot, "PATCH", "/devices/d1", "{\"unlock\":[\"kind\"]}");
	EXPECT(200, &ot, "PATCH", "/devices/d1", "{\"state\":\"retired\",\"reason\":\"exchanged\"}");
	EXPECT(200, &ot, "POST", "/devices/bulk?preview=1",
	       "{\"devices\":[\"d1\",\"d2\"],\"set\":{\"place\":\"Hall 2\",\"name\":\"Press 1\"}}");
	assert_string_equal(got("$.total"), "3");
	assert_string_equal(ask("SELECT count(*) FROM device_lock WHERE field = 'place'"), "0");
	EXPECT(200, &ot, "POST", "/devices/bulk",
	       "{\"devices\":[\"d1\",\"d2\"],\"set\":{\"place\":\"Hall 2\",\"system\":\"s2\"}}");
	assert_string_equal(ask("SELECT count(*) FROM device_lock WHERE field = 'place'"), "2");
	EXPECT(422, &ot, "POST", "/devices/bulk", "{\"devices\":[\"d1\"],\"set\":{\"line\":\"L1\"}}");
	EXPECT(422, &ot, "POST", "/devices/bulk",
	       "{\"devices\":[\"d1\"],\"set\":{\"ledger\":\"1; DROP TABLE device\"}}");
	EXPECT(201, &ot, "POST", "/ledger",
	       "{\"number\":\"M-1\",\"ip\":\"10.0.0.1\",\"line\":\"L1\",\"owner\":\"山田\"}");
	assert_string_equal(ask("SELECT ledger FROM device WHERE id = 1"), "1");
	assert_string_equal(
		ask("SELECT count(*) FROM event WHERE kind = 'ledger-row-set' AND body LIKE '%山田%'"), "0");
	EXPECT(200, &ot, "POST", "/devices/bulk", "{\"devices\":[\"d1\"],\"set\":{\"line\":\"L2\"}}");
	assert_string_equal(ask("SELECT line || owner FROM ledger"), "L2山田");
	EXPECT(422, &ot, "PATCH", "/ledger/1", "{\"ip\":\"300.1\"}");
	EXPECT(204, &ot, "PATCH", "/ledger/1", "{\"ip\":\"10.0.0.3\"}");
	assert_string_equal(ask("SELECT ledger FROM device WHERE id = 3"), "1");
	EXPECT(200, &ot, "POST", "/ledger/import?preview=1",
	       "{\"name\":\"x.csv\",\"base64\":\"bnVtYmVyLGlwCk0tMiwxMC4wLjAuMgo=\"}");
	assert_string_equal(got("$.added"), "1");
	assert_string_equal(ask("SELECT count(*) FROM ledger"), "1");
	EXPECT(200, &ot, "POST", "/ledger/import",
	       "{\"name\":\"x.csv\",\"base64\":\"bnVtYmVyLGlwCk0tMiwxMC4wLjAuMgo=\"}");
	assert_string_equal(ask("SELECT count(*) FROM ledger"), "2");
	EXPECT(204, &ot, "DELETE", "/ledger/2", NULL);
	EXPECT(201, &ot, "POST", "/devices/d3/merge", "{\"into\":\"d1\",\"reason\":\"the same\"}");
	EXPECT(200, &ot, "POST", "/merges/m1/undo", "{}");
	EXPECT(200, &ot, "POST", "/profiles", "{\"device\":\"d1\",\"reason\":\"looked at\"}");
	assert_string_equal(got("$.devices"), "1");
	EXPECT(204, &ot, "DELETE", "/profiles/d1", NULL);
}

static void the_drawing(void **state)
{
	(void)state;
	EXPECT(200, &ot, "GET", "/map", NULL);
	assert_string_equal(got("$.nodes[0].pinned"), "");
	EXPECT(204, &ot, "PUT", "/map/pins",
	       "{\"pins\":[{\"id\":\"d1\",\"x\":4000,\"y\":77},{\"id\":\"d2\",\"x\":1,\"y\":2}]}");
	EXPECT(200, &ot, "GET", "/map", NULL);
	assert_non_null(strstr(reply, "\"x\":4000,\"y\":77"));
	assert_true(strtol(got("$.width"), NULL, 10) > 4000);
	EXPECT(204, &ot, "PUT", "/map/pins", "{\"pins\":[{\"id\":\"d1\",\"x\":null}]}");
	EXPECT(200, &ot, "GET", "/map/pins", NULL);
	assert_string_equal(got("$.total"), "1");
	EXPECT(422, &ot, "PUT", "/map/pins", "{\"pins\":[{\"id\":\"x1\",\"x\":1,\"y\":1}]}");
	EXPECT(422, &ot, "PUT", "/map/pins", "{\"pins\":[{\"id\":\"d1\",\"x\":1000000,\"y\":1}]}");
	EXPECT(422, &ot, "PUT", "/map/pins", "{\"pins\":[]}");
	EXPECT(201, &ot, "POST", "/map/versions", "{\"name\":\"before\"}");
	assert_string_equal(got("$.id"), "v1");
	EXPECT(200, &ot, "PATCH", "/devices/d1", "{\"lock\":{\"name\":\"Press 1\"}}");
	EXPECT(201, &ot, "POST", "/devices/d4/merge", "{\"into\":\"d2\"}");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(
		sqlite3_exec(
			store_db(site),
			"INSERT INTO flow(id, client, server, transport, port, protocol, packets, bytes, "
			"payload, encrypted, first, last, first_packet, last_packet, answered, refused, "
			"connections, scan, to_group) VALUES (1, 1, 3, 'tcp', 12289, 'fa-m3', 1, 60, 1, 0, "
			"0, 0, 1, "
			"1, 1, 0, 1, 0, 0)",
			NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(site_commit(site), 0);
	EXPECT(200, &ot, "GET", "/map/versions/v1/compare", NULL);
	assert_string_equal(got("$.links_fresh[0].from_title"),
			    "Press 1"); /* whose line it is, not a number alone */
	assert_string_equal(got("$.links_fresh[0].to_title"), "PLC");
	assert_string_equal(got("$.links_fresh[0].protocols"),
			    "[\"FA-M3 link\"]"); /* one name, with its blank */
	assert_string_equal(got("$.links_gone"), "[]");
	assert_string_equal(got("$.changed[0].id"), "d1");
	assert_string_equal(got("$.gone[0].id"), "d4");
	assert_string_equal(got("$.fresh"), "[]");
	assert_string_equal(got("$.version.who"), "ota");
	EXPECT(200, &ot, "GET", "/map/versions/v1", NULL);
	assert_string_equal(got("$.nodes[3].id"), "d4");
	EXPECT(404, &ot, "GET", "/map/versions/v2", NULL);
}

static void roles_for_one_system(void **state)
{
	struct browser some;

	(void)state;
	some = somebody(&admin, "some", "ot", "[{\"role\":\"ot\",\"system\":\"s1\"}]");
	EXPECT(200, &some, "PATCH", "/devices/d1", "{\"lock\":{\"name\":\"mine\"}}");
	EXPECT(403, &some, "PATCH", "/devices/d2", "{\"lock\":{\"name\":\"theirs\"}}");
	EXPECT(403, &some, "POST", "/devices/bulk", "{\"devices\":[\"d1\",\"d2\"],\"set\":{\"name\":\"x\"}}");
	EXPECT(403, &some, "POST", "/devices/d1/merge", "{\"into\":\"d2\"}");
	EXPECT(403, &some, "POST", "/devices/bulk", "{\"devices\":[\"d1\"],\"set\":{\"system\":\"s2\"}}");
	EXPECT(200, &some, "PUT", "/sheets/jssec-2.1/s1/32-3/decision",
	       "{\"choice\":\"not\",\"reason\":\"r\"}");
	EXPECT(403, &some, "PUT", ROW "/decision", "{\"choice\":\"not\",\"reason\":\"r\"}");
	EXPECT(403, &some, "POST", "/systems", "{\"name\":\"x\",\"level\":\"poc\"}");
	EXPECT(403, &some, "POST", "/profiles", "{\"kind\":\"plc\"}");
	EXPECT(200, &some, "POST", "/profiles", "{\"system\":\"s1\"}");
	EXPECT(200, &some, "PATCH", "/systems/s1", "{\"level\":\"important\"}");
	assert_true(strlen(got("$.newly_asked")) > 10);
	EXPECT(403, &some, "PATCH", "/systems/s2", "{\"level\":\"poc\"}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, plant, api_scene_close)
		TEST(the_table_of_roles),
		TEST(a_vendor_reaches_for_another_system),
		TEST(two_people_at_once),
		TEST(nobody_signs_both_sides),
		TEST(signed_with_a_passphrase),
		TEST(records_by_two_people),
		TEST(contacts_and_settings),
		TEST(devices),
		TEST(the_drawing),
		TEST(roles_for_one_system),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
