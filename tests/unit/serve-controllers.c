/* Who can change what, through the API: controllers with who gave them orders, whether that is approved, who else
 * could; operations one by one; what a restricted viewer is not told. */
#include "api-scene.h"
#include "save-scene.h"

#define NET                                                                                                  \
	DEVICE "(1, 'plc', 'device', '00:1b:1b:00:00:01', '192.0.2.1', 10000000, 20000000, 5, 3), (2, "      \
	       "'hmi', 'device', '00:1b:1b:00:00:02', '192.0.2.2', 10000000, 20000000, 6, 4), (3, 'pc', "    \
	       "'server', '00:1b:1b:00:00:03', '192.0.2.3', 10000000, 20000000, 6, 5), (4, 'pc', 'server', " \
	       "'00:1b:1b:00:00:04', '198.51.100.4', 10000000, 20000000, 6, 6), (5, 'sensor', 'device', "    \
	       "'00:1b:1b:00:00:05', '192.0.2.5', 10000000, 20000000, 6, 7);"
#define ADDRESSES                                                                                            \
	ADDRESS "(1, 'mac', '00:1b:1b:00:00:01', 10000000, 20000000, 3), (1, 'ip', '192.0.2.1', 10000000, "  \
		"20000000, 3), (2, 'mac', '00:1b:1b:00:00:02', 10000000, 20000000, 4), (3, 'mac', "          \
		"'00:1b:1b:00:00:03', 10000000, 20000000, 5), (4, 'mac', '00:1b:1b:00:00:04', 10000000, "    \
		"20000000, 6), (5, 'mac', '00:1b:1b:00:00:05', 10000000, 20000000, 7);"
#define PLANT                                                                                                \
	NET ADDRESSES FLOW "(1, 2, 1, '192.0.2.2', '192.0.2.1', 'tcp', 502, 'modbus', 10, 1, 10000000, "     \
			   "20000000);"

/* What was asked of d1: the HMI writes, the PC stops it and is refused, reads its program out; somebody reads. */
static void ordered(void)
{
	run_sql("INSERT INTO service VALUES (1, 'tcp', 502, 'modbus', 1, 0, 2, 0, 0, 3, 9);"
		"INSERT INTO command(protocol, code, name, class, client, server, client_ip, server_ip, "
		"count, answered, "
		"refused, first_packet, first, deed) VALUES "
		"('modbus', 6, 'Write Single Register', 'write', 2, 1, '192.0.2.2', '192.0.2.1', 9, 9, 0, "
		"11, 11000000, 'write'),"
		"('umas', 90, 'Stop PLC', 'control', 3, 1, '192.0.2.3', '192.0.2.1', 2, 1, 1, 12, 12000000, "
		"'stop'),"
		"('umas', 90, 'Upload Block', 'program', 3, 1, '192.0.2.3', '192.0.2.1', 5, 5, 0, 13, "
		"13000000, 'program-upload'),"
		"('umas', 90, 'Start PLC', 'control', 4, 1, '198.51.100.4', '192.0.2.1', 1, 0, 1, 15, "
		"15000000, 'run'),"
		"('modbus', 3, 'Read Holding Registers', 'read', 4, 1, '198.51.100.4', '192.0.2.1', 5, 5, 0, "
		"14, 14000000, NULL);"
		"INSERT INTO operation(protocol, code, sub, name, class, deed, detail, client, server, "
		"client_ip, server_ip, at, "
		"packet, count, answered, refused) VALUES ('umas', 90, 65, 'Stop PLC', 'control', 'stop', "
		"'', 3, 1, "
		"'192.0.2.3', '192.0.2.1', 12000000, 12, 1, 1, 0), ('umas', 90, 65, 'Stop PLC', 'control', "
		"'stop', 'again', 3, "
		"1, '192.0.2.3', '192.0.2.1', 16000000, 16, 1, 0, 1)");
}

static void controllers_are_told_with_who_changed_them(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	ordered();
	b = first_admin();
	EXPECT(200, &b, "GET", "/controllers", NULL);
	assert_string_equal(got("$.total"), "1");
	assert_string_equal(got("$.items[0].device.id"), "d1");
	assert_string_equal(got("$.items[0].protocols"), "[\"modbus\",\"umas\"]");
	assert_string_equal(got("$.items[0].sign_in"), "none"); /* of the one that asks least */
	assert_string_equal(got("$.items[0].writers"), "1");
	assert_string_equal(got("$.items[0].operators"), "1");   /* who was always refused is none */
	assert_string_equal(got("$.items[0].programmers"), "0"); /* reading it out changes nothing */
	assert_string_equal(got("$.items[0].refused"), "2");
	assert_string_equal(got("$.items[0].operations"), "2");
	assert_string_equal(got("$.items[0].approved"), "0");
	EXPECT(200, &b, "GET", "/controllers?sign_in=optional&protocol=umas", NULL);
	assert_string_equal(got("$.total"), "1");
	EXPECT(200, &b, "GET", "/controllers?sign_in=certificate", NULL);
	assert_string_equal(got("$.total"), "0");
	run_sql("UPDATE device SET ip = NULL, name = NULL, model = NULL WHERE id = 1");
	EXPECT(200, &b, "GET", "/controllers?q=00:1b:1b:00:00:01", NULL);
	assert_string_equal(got("$.items[0].device.name"),
			    "00:1b:1b:00:00:01"); /* not a number of ours alone */
	assert_string_equal(got("$.items[0].device.ip"), "");
}

static void one_tells_who_did_and_who_could(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	ordered();
	b = first_admin();
	EXPECT(200, &b, "GET", "/controllers/d1", NULL);
	assert_string_equal(got("$.orders[0].client.id"), "d3");
	assert_string_equal(got("$.orders[0].near"), "same-segment");
	assert_string_equal(got("$.orders[1].near"), "unknown"); /* another network, no router was seen */
	assert_string_equal(got("$.orders[2].deed"), "write");
	assert_string_equal(got("$.orders[2].approval"), "unjudged");
	assert_string_equal(got("$.orders[2].packet.n"), "11");
	assert_string_equal(got("$.orders[3].deed"), "program-upload");
	assert_string_equal(got("$.could_total"), "1"); /* the sensor; d2 and d3 did, d4 is elsewhere */
	assert_string_equal(got("$.could[0].id"), "d5");
	assert_string_equal(got("$.operations[0].detail"), "again");
	assert_string_equal(got("$.operations[0].refused"), "1");
	assert_string_equal(got("$.operations[1].packet.n"), "12");
	assert_string_equal(got("$.ways[0].ports"), "TCP 502");
	EXPECT(404, &b, "GET", "/controllers/d9", NULL);
}

/* In every way that the page offers; who asks least of them comes first, who nobody knows last. */
static void lists_are_filtered_and_sorted(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	ordered();
	run_sql("INSERT INTO operation(protocol, code, name, class, deed, detail, client, server, client_ip, "
		"server_ip, at, packet, count, answered, refused) VALUES ('s7comm', 41, 'PLC Stop', "
		"'control', "
		"'stop', 'silent', 4, 1, '198.51.100.4', '192.0.2.1', 15000000, 15, 1, 0, 0);"
		"INSERT INTO service VALUES (3, 'tcp', 4840, 'opc-ua', 1, 0, 2, 0, 0, 3, 9), (4, 'tcp', "
		"5094, "
		"'umas', 1, 0, 2, 0, 0, 3, 9);");
	b = first_admin();
	EXPECT(200, &b, "GET", "/operations?answer=done", NULL);
	assert_string_equal(got("$.total"), "1");
	assert_string_equal(got("$.items[0].packet.n"), "12");
	EXPECT(200, &b, "GET", "/operations?answer=refused", NULL);
	assert_string_equal(got("$.total"), "1");
	assert_string_equal(got("$.items[0].detail"), "again");
	EXPECT(200, &b, "GET", "/operations?answer=unanswered", NULL);
	assert_string_equal(got("$.total"), "1");
	assert_string_equal(got("$.items[0].detail"), "silent");
	EXPECT(200, &b, "GET", "/operations?protocol=umas", NULL);
	assert_string_equal(got("$.total"), "2");
	EXPECT(200, &b, "GET", "/operations?sort=-answer", NULL);
	assert_string_equal(got("$.items[0].detail"), "silent");
	assert_string_equal(got("$.items[2].packet.n"), "12");
	EXPECT(200, &b, "GET", "/operations?sort=protocol", NULL);
	assert_string_equal(got("$.items[0].protocol"), "s7comm");
	EXPECT(400, &b, "GET", "/operations?answer=perhaps", NULL);
	EXPECT(200, &b, "GET", "/controllers?sort=sign_in", NULL);
	assert_string_equal(got("$.items[0].device.id"), "d1"); /* Modbus asks for nothing */
	assert_string_equal(got("$.items[1].sign_in"), "optional");
	assert_string_equal(got("$.items[2].sign_in"), "optional");
	EXPECT(200, &b, "GET", "/controllers?sort=-sign_in", NULL);
	assert_string_equal(got("$.items[2].device.id"), "d1");
}

/* No data is no good news: what the recordings do not show is said, and only that. */
static void one_tells_what_was_not_seen(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	ordered();
	b = first_admin();
	EXPECT(200, &b, "GET", "/controllers/d1", NULL);
	assert_string_equal(got("$.not_seen"),
			    "[{\"what\":\"model\",\"protocols\":null},{\"what\":\"firmware\","
			    "\"protocols\":null},{\"what\":\"sign-in\",\"protocols\":null}]");
	run_sql("UPDATE device SET model = 'FX5U', firmware = '1.2' WHERE id = 1;"
		"INSERT INTO service VALUES (1, 'tcp', 4840, 'opc-ua', 1, 1, 1, 0, 0, 3, 9), (1, 'tcp', "
		"9999, 'unknown', 1, "
		"NULL, 1, 0, 0, 3, 9);"
		"UPDATE command SET answered = 0, refused = 0; DELETE FROM command WHERE class <> 'write'");
	EXPECT(200, &b, "GET", "/controllers/d1", NULL);
	assert_string_equal(got("$.not_seen[0].what"), "operations");
	assert_string_equal(got("$.not_seen[1].what"), "programs");
	assert_string_equal(got("$.not_seen[2].what"), "answers");
	assert_string_equal(got("$.not_seen[3].what"), "sign-in");
	assert_string_equal(got("$.not_seen[4].what"), "encrypted");
	assert_string_equal(got("$.not_seen[4].protocols"), "opc-ua");
	assert_string_equal(got("$.not_seen[5].what"), "named-only");
	assert_string_equal(got("$.not_seen[5].protocols"), "tcp/9999");
	assert_string_equal(got("$.not_seen[#-1].protocols"), "tcp/9999"); /* and no more */
	assert_non_null(got("$.from"));
}

static void what_was_approved_is_told_apart(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	ordered();
	run_sql("INSERT INTO profile VALUES (1, 1, 1, NULL, NULL, 1);"
		"INSERT INTO profile_entry VALUES (1, 'peer', 'd2'), (1, 'command-class', 'in modbus "
		"write')");
	b = first_admin();
	EXPECT(200, &b, "GET", "/controllers/d1", NULL);
	assert_string_equal(got("$.controller.unapproved"), "1"); /* d3; d4 was always refused */
	assert_string_equal(got("$.controller.approved"), "1");
	assert_string_equal(got("$.orders[2].approval"), "yes");
	assert_string_equal(got("$.orders[0].approval"), "no");
	EXPECT(200, &b, "GET", "/controllers?unapproved=1", NULL);
	assert_string_equal(got("$.total"), "1");
}

static void operations_are_found(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	ordered();
	b = first_admin();
	EXPECT(200, &b, "GET", "/operations", NULL);
	assert_string_equal(got("$.total"), "2");
	assert_string_equal(got("$.items[0].detail"), "again"); /* the newest first */
	EXPECT(200, &b, "GET", "/operations?deed=run,reset", NULL);
	assert_string_equal(got("$.total"), "0");
	EXPECT(200, &b, "GET", "/operations?controller=d1&class=control&q=again", NULL);
	assert_string_equal(got("$.total"), "1");
	EXPECT(200, &b, "GET", "/operations?device=d2", NULL);
	assert_string_equal(got("$.total"), "0");
	EXPECT(200, &b, "GET", "/devices/d1", NULL);
	assert_string_equal(got("$.commands_total"), "5");
}

/* Stopping shows otherwise than setting a value, that otherwise than taking a copy; clocks are nobody's stop. */
static void how_grave_a_deed_is_is_told(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	ordered();
	run_sql("INSERT INTO command(protocol, code, name, class, client, server, client_ip, server_ip, "
		"count, "
		"answered, refused, first_packet, first, deed) VALUES ('ptp', 0, 'Sync', 'control', 5, 1, "
		"'192.0.2.5', '192.0.2.1', 9, 9, 0, 17, 17000000, 'clock')");
	b = first_admin();
	EXPECT(200, &b, "GET", "/controllers", NULL);
	assert_string_equal(got("$.items[0].gravity"), "grave");
	assert_string_equal(got("$.items[0].operators"), "1");
	EXPECT(200, &b, "GET", "/controllers/d1", NULL);
	assert_string_equal(got("$.orders[0].gravity"), "grave"); /* the gravest first */
	assert_string_equal(got("$.orders[0].deed"), "stop");
	assert_string_equal(got("$.orders[1].deed"), "run");
	assert_string_equal(got("$.orders[2].gravity"), "change");
	assert_string_equal(got("$.orders[4].deed"), "program-upload");
	assert_string_equal(got("$.orders[4].gravity"), "look");
	assert_string_equal(got("$.ways[0].title"), "Modbus/TCP");
	EXPECT(200, &b, "GET", "/operations?gravity=grave", NULL);
	assert_string_equal(got("$.total"), "2");
	assert_string_equal(got("$.items[0].gravity"), "grave");
	EXPECT(200, &b, "GET", "/operations?gravity=look", NULL);
	assert_string_equal(got("$.total"), "0");
	EXPECT(400, &b, "GET", "/operations?gravity=7", NULL);
	run_sql("DELETE FROM command WHERE deed IN ('stop', 'run', 'write', 'clock')");
	EXPECT(200, &b, "GET", "/controllers", NULL);
	assert_string_equal(got("$.items[0].gravity"), "look");
}

/* Of an end that he may not know a restricted viewer is told that it is elsewhere, and no question of his finds out more. */
static void who_is_elsewhere_stays_so(void **state)
{
	struct browser b, maker;

	(void)state;
	save(10, PLANT);
	ordered();
	run_sql("INSERT INTO operation(protocol, code, sub, name, class, deed, detail, client, server, "
		"client_ip, server_ip, at, packet, count, answered, refused) VALUES ('umas', 90, 65, 'Stop "
		"PLC', "
		"'control', 'stop', 'mine', 2, 1, '192.0.2.2', '192.0.2.1', 18000000, 18, 1, 1, 0), ('umas', "
		"90, "
		"65, 'Stop PLC', 'control', 'stop', 'nowhere', NULL, 1, '203.0.113.9', '192.0.2.1', "
		"19000000, "
		"19, 1, 1, 0)");
	b = first_admin();
	EXPECT(201, &b, "POST", "/systems", "{\"name\":\"line\",\"level\":\"core\"}");
	EXPECT(200, &b, "POST", "/systems/s1/devices", "{\"add\":[\"d1\",\"d2\"]}");
	maker = somebody(&b, "maker", "vendor", "[{\"role\":\"vendor\",\"system\":\"s1\"}]");
	EXPECT(200, &maker, "GET", "/operations", NULL);
	assert_string_equal(got("$.total"), "4");
	assert_string_equal(got("$.items[0].client.elsewhere"), "1"); /* an address that is nobody's, too */
	assert_string_equal(got("$.items[0].client.ip"), "");
	assert_string_equal(got("$.items[1].client.id"), "d2");
	assert_string_equal(got("$.items[1].client.elsewhere"), "");
	assert_string_equal(got("$.items[2].client.elsewhere"), "1");
	EXPECT(200, &maker, "GET", "/operations?device=d2", NULL);
	assert_string_equal(got("$.total"), "1");
	EXPECT(200, &maker, "GET", "/operations?device=d3", NULL);
	assert_string_equal(got("$.total"), "0");
	EXPECT(200, &maker, "GET", "/operations?controller=d3", NULL);
	assert_string_equal(got("$.total"), "0");
	for (int i = 0; i < 3; i++) {
		static const char *const asked[] = {"/operations?q=192.0.2.3", "/operations?q=203.0.113.9",
						    "/flows?device=d3"};

		EXPECT(200, &maker, "GET", asked[i], NULL);
		assert_string_equal(got("$.total"), "0");
	}
	/* Neither does an order: all that are elsewhere come last, whichever way. */
	EXPECT(200, &maker, "GET", "/operations?sort=client", NULL);
	assert_string_equal(got("$.items[0].client.id"), "d2");
	EXPECT(200, &maker, "GET", "/operations?sort=-client", NULL);
	assert_string_equal(got("$.items[0].client.id"), "d2");
	EXPECT(200, &maker, "GET", "/controllers/d1", NULL);
	assert_string_equal(got("$.orders[0].client.elsewhere"), "1");
	assert_string_equal(got("$.orders[0].near"), "unknown");
	EXPECT(404, &maker, "GET", "/controllers/d3", NULL);
	EXPECT(404, &maker, "GET", "/devices/d3/points", NULL);
	EXPECT(200, &maker, "GET", "/reports/operations", NULL);
	assert_null(strstr(reply, "192.0.2.3"));
	assert_null(strstr(reply, "203.0.113.9"));
	assert_non_null(strstr(reply, "192.0.2.2"));
	EXPECT(200, &b, "GET", "/operations?q=203.0.113.9", NULL); /* the staff see all of it */
	assert_string_equal(got("$.total"), "1");
}

/* Values: in pages, found, in the order of their numbers, as a table; who was seen to set them. */
static void values_are_told_in_pages(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	ordered();
	run_sql("WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250) INSERT INTO point "
		"SELECT 1, "
		"'D' || i, 'modbus', 5, 0, i, i / 4.0, 10000000 + i, 20000000 + i, 3, 'int16', i % 50 = 0, "
		"1000000 "
		"FROM n;"
		"INSERT INTO point VALUES (1, '=cmd|calc', 'umas', 1, 1, 1, 1, 10000000, 20000000, 4, "
		"'bool', 0, "
		"NULL)");
	b = first_admin();
	EXPECT(200, &b, "GET", "/devices/d1", NULL);
	assert_string_equal(got("$.points_total"), "251");
	assert_string_equal(got("$.points[100].name"), ""); /* the rest is asked for */
	assert_string_equal(got("$.setters[0].client.id"), "d2");
	assert_string_equal(got("$.setters[0].protocol"), "modbus");
	assert_string_equal(got("$.setters[1].client.id"), "");
	EXPECT(200, &b, "GET", "/devices/d1/points?protocol=modbus&limit=12", NULL);
	assert_string_equal(got("$.total"), "250");
	assert_string_equal(got("$.items[1].name"), "D2");
	assert_string_equal(got("$.items[9].name"), "D10");
	assert_string_equal(got("$.next"), "o12");
	EXPECT(200, &b, "GET", "/devices/d1/points?cursor=o200&sort=-last&set=0", NULL);
	assert_string_equal(got("$.total"), "246");
	EXPECT(200, &b, "GET", "/devices/d1/points?set=1", NULL);
	assert_string_equal(got("$.total"), "5");
	assert_string_equal(got("$.items[0].name"), "D50");
	EXPECT(200, &b, "GET", "/devices/d1/points?protocol=umas", NULL);
	assert_string_equal(got("$.total"), "1");
	EXPECT(200, &b, "GET", "/devices/d1/points?q=d250", NULL);
	assert_string_equal(got("$.total"), "1");
	EXPECT(404, &b, "GET", "/devices/d9/points", NULL);
	EXPECT(404, &b, "GET", "/devices/unknown/points", NULL);
	EXPECT(404, &b, "GET", "/devices/unknown", NULL);
	EXPECT(404, &b, "GET", "/controllers/unknown", NULL);
	EXPECT(200, &b, "GET", "/reports/points?device=d1", NULL);
	assert_non_null(strstr(reply, "D250"));
	assert_non_null(strstr(reply, "'=cmd|calc")); /* no formula */
	EXPECT(200, &b, "GET", "/reports/points?device=d2", NULL);
	assert_null(strstr(reply, "D250"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, api_scene_open, api_scene_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(controllers_are_told_with_who_changed_them),
		CASE(one_tells_who_did_and_who_could),
		CASE(lists_are_filtered_and_sorted),
		CASE(one_tells_what_was_not_seen),
		CASE(what_was_approved_is_told_apart),
		CASE(operations_are_found),
		CASE(how_grave_a_deed_is_is_told),
		CASE(who_is_elsewhere_stays_so),
		CASE(values_are_told_in_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
