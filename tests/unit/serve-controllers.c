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
}

static void one_tells_who_did_and_who_could(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	ordered();
	b = first_admin();
	EXPECT(200, &b, "GET", "/controllers/d1", NULL);
	assert_string_equal(got("$.orders[0].deed"), "program-upload");
	assert_string_equal(got("$.orders[1].client.id"), "d3");
	assert_string_equal(got("$.orders[1].near"), "same-segment");
	assert_string_equal(got("$.orders[2].near"), "unknown"); /* another network, no router was seen */
	assert_string_equal(got("$.orders[3].deed"), "write");
	assert_string_equal(got("$.orders[3].approval"), "unjudged");
	assert_string_equal(got("$.orders[3].packet.n"), "11");
	assert_string_equal(got("$.could_total"), "1"); /* the sensor; d2 and d3 did, d4 is elsewhere */
	assert_string_equal(got("$.could[0].id"), "d5");
	assert_string_equal(got("$.operations[0].detail"), "again");
	assert_string_equal(got("$.operations[0].refused"), "1");
	assert_string_equal(got("$.operations[1].packet.n"), "12");
	assert_string_equal(got("$.ways[0].ports"), "TCP 502");
	EXPECT(404, &b, "GET", "/controllers/d9", NULL);
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
	assert_string_equal(got("$.orders[3].approval"), "yes");
	assert_string_equal(got("$.orders[1].approval"), "no");
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

#define CASE(name) cmocka_unit_test_setup_teardown(name, api_scene_open, api_scene_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(controllers_are_told_with_who_changed_them),
		CASE(one_tells_who_did_and_who_could),
		CASE(what_was_approved_is_told_apart),
		CASE(operations_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
