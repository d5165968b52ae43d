/* What people say of devices, through the API: locks, states, merges, splits, approvals; who may; what is
 * refused. */
#include "api-scene.h"
#include "save-scene.h"

#define PLANT                                                                                                \
	DEVICE "(1, 'plc', 'device', '00:1b:1b:00:00:01', '192.0.2.1', 10000000, 20000000, 5, 3), (2, "      \
	       "'hmi', "                                                                                     \
	       "'device', '00:1b:1b:00:00:02', '192.0.2.2', 10000000, 20000000, 6, 4);" ADDRESS              \
	       "(1, 'mac', '00:1b:1b:00:00:01', 10000000, 20000000, 3), (1, 'ip', '192.0.2.1', 10000000, "   \
	       "20000000, 3), (2, 'mac', '00:1b:1b:00:00:02', 10000000, 20000000, 4);" FLOW                  \
	       "(1, 2, 1, '192.0.2.2', '192.0.2.1', 'tcp', 502, 'modbus', 10, 1, 10000000, 20000000);"

static void a_value_is_locked_and_a_state_set(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	b = first_admin();
	EXPECT(200, &b, "PATCH", "/devices/d1",
	       "{\"lock\":{\"kind\":\"hmi\",\"name\":\"表示器\"},\"reason\":\"plate\"}");
	assert_string_equal(got("$.id"), "d1");
	assert_string_equal(
		ask("SELECT group_concat(field || '=' || value || ' ' || contact || ' ' || note) FROM "
		    "device_lock"),
		"kind=hmi 1 plate,name=表示器 1 plate");
	assert_string_equal(ask("SELECT observed FROM difference WHERE against = 'lock'"), "plc");
	assert_string_equal(ask("SELECT body->>'where' FROM event WHERE kind = 'device-locked' LIMIT 1"),
			    "192.0.2.7");
	EXPECT(200, &b, "GET", "/search?q=plate", NULL); /* told as the journal tells it, no JSON */
	assert_string_equal(got("$.items[0].type"), "event");
	assert_string_equal(got("$.items[0].title"), "device value locked");
	assert_string_equal(got("$.items[0].sub"), "山田");
	EXPECT(200, &b, "PATCH", "/devices/d1",
	       "{\"unlock\":[\"kind\"],\"state\":\"retired\",\"reason\":\"gone\"}");
	assert_string_equal(ask("SELECT count(*) FROM difference"), "0");
	assert_string_equal(ask("SELECT state || ' ' || reason FROM device_life WHERE device = 1"),
			    "retired gone");
	EXPECT(422, &b, "PATCH", "/devices/d1", "{\"state\":\"normal\"}"); /* no reason */
	EXPECT(422, &b, "PATCH", "/devices/d1", "{\"lock\":{\"mac\":\"x\"}}");
	EXPECT(422, &b, "PATCH", "/devices/d1", "{\"lock\":{\"name\":\"ok\",\"kind\":\"toaster\"}}");
	assert_string_equal(ask("SELECT value FROM device_lock"), "表示器"); /* all or nothing */
	EXPECT(404, &b, "PATCH", "/devices/d77", "{\"lock\":{\"name\":\"x\"}}");
}

/* After a change that was planned a person says that the values are to be learnt anew, and why. */
static void values_are_learnt_anew(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	b = first_admin();
	EXPECT(422, &b, "POST", "/devices/d1/relearn", "{\"reason\":\"no value was seen\"}");
	scene_touched = true;
	assert_int_equal(sqlite3_exec(store_db(site),
				      "INSERT INTO point VALUES (1, 'holding:7', 'modbus', 1, 1, 1, 1, 1, 2, "
				      "1, 'int16', 0, NULL)",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	EXPECT(422, &b, "POST", "/devices/d1/relearn", "{\"reason\":\" \"}");
	EXPECT(400, &b, "POST", "/devices/d1/relearn", "{}");
	EXPECT(404, &b, "POST", "/devices/d9/relearn", "{\"reason\":\"x\"}");
	EXPECT(200, &b, "POST", "/devices/d1/relearn", "{\"reason\":\"another recipe\"}");
	assert_string_equal(got("$.id"), "d1");
	assert_string_equal(ask("SELECT actor || ' ' || (body ->> '$.device') || ' ' || (body ->> "
				"'$.reason') FROM event WHERE kind = 'device-relearn'"),
			    "c1 d1 another recipe");
	EXPECT(200, &b, "GET", "/devices/d1", NULL);
	assert_string_equal(got("$.history[0].kind"), "device-relearn");
}

static void two_become_one_and_two_again(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	b = first_admin();
	EXPECT(201, &b, "POST", "/devices/d1/merge", "{\"into\":\"d2\",\"reason\":\"one cabinet\"}");
	assert_string_equal(got("$.id"), "m1");
	assert_string_equal(ask("SELECT group_concat(id) FROM device"), "2");
	EXPECT(409, &b, "POST", "/devices/d1/merge", "{\"into\":\"d2\"}");
	EXPECT(422, &b, "POST", "/devices/d2/merge", "{\"into\":\"d2\"}");
	EXPECT(200, &b, "POST", "/merges/m1/undo", "{}");
	assert_string_equal(got("$.device"), "d1");
	EXPECT(409, &b, "POST", "/merges/m1/undo", "{}");
	EXPECT(404, &b, "POST", "/merges/m9/undo", "{}");
	EXPECT(201, &b, "POST", "/devices/d1/split", "{\"addresses\":[\"192.0.2.1\"]}");
	assert_string_equal(got("$.id"), "d3");
	EXPECT(422, &b, "POST", "/devices/d1/split",
	       "{\"addresses\":[\"00:1b:1b:00:00:01\"]}"); /* all it has left */
	EXPECT(404, &b, "POST", "/devices/d2/split", "{\"addresses\":[\"192.0.2.77\"]}");
	EXPECT(422, &b, "POST", "/devices/d2/split", "{\"addresses\":[]}");
}

static void an_approval_is_looked_at_first(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT);
	b = first_admin();
	EXPECT(200, &b, "POST", "/profiles", "{\"kind\":\"plc\",\"preview\":true}");
	assert_string_equal(got("$.devices"), "1");
	assert_string_equal(got("$.lines[0].change"), "new");
	assert_string_equal(got("$.lines[0].device"), "d1");
	assert_string_equal(got("$.lines[0].name"), "192.0.2.1"); /* nobody has named it */
	assert_string_equal(ask("SELECT count(*) FROM profile"), "0");
	EXPECT(200, &b, "POST", "/profiles", "{\"device\":\"d1\",\"reason\":\"seen on the spot\"}");
	assert_string_equal(ask("SELECT device || ' ' || contact || ' ' || note FROM profile"),
			    "1 1 seen on the spot");
	assert_string_equal(ask("SELECT state FROM device_life WHERE device = 1"), "normal");
	EXPECT(404, &b, "POST", "/profiles", "{\"kind\":\"camera\"}");
	EXPECT(404, &b, "POST", "/profiles", "{}");
	EXPECT(200, &b, "GET", "/profiles/d1", NULL);
	assert_string_equal(got("$.version"), "1");
	assert_string_equal(got("$.who"), "山田");
	assert_string_equal(got("$.entries[1].key"), "mac 00:1b:1b:00:00:01");
	EXPECT(404, &b, "GET", "/profiles/d2", NULL);
	EXPECT(404, &b, "GET", "/profiles/d9", NULL);
	save(100, PLANT "INSERT INTO x_service(device, transport, port, protocol, answered, first_packet) "
			"VALUES (1, 'tcp', "
			"80, 'http', 1, 9)");
	EXPECT(200, &b, "PATCH", "/devices/d1", "{\"lock\":{\"kind\":\"hmi\"}}");
	EXPECT(200, &b, "GET", "/profiles/differences?against=profile", NULL);
	assert_string_equal(got("$.total"), "1");
	assert_string_equal(got("$.items[0].key"), "tcp/80/http");
	EXPECT(200, &b, "GET", "/profiles/differences?device=d1&sort=against", NULL);
	assert_string_equal(got("$.total"), "2");
	assert_string_equal(got("$.items[0].observed"), "plc");
	EXPECT(400, &b, "GET", "/profiles/differences?against=all", NULL);
	EXPECT(204, &b, "DELETE", "/profiles/d1", NULL);
	EXPECT(404, &b, "DELETE", "/profiles/d1", NULL);
}

static void nobody_without_the_role_does_it(void **state)
{
	struct browser nobody = {0};

	(void)state;
	save(10, PLANT);
	first_admin();
	EXPECT(401, &nobody, "PATCH", "/devices/d1", "{\"lock\":{\"name\":\"x\"}}");
	EXPECT(401, &nobody, "POST", "/devices/d1/merge", "{\"into\":\"d2\"}");
	EXPECT(401, &nobody, "POST", "/profiles", "{\"device\":\"d1\"}");
	assert_string_equal(
		ask("SELECT count(*) FROM event WHERE kind LIKE 'device-%' AND kind <> 'device-seen'"), "0");
	EXPECT(200, NULL, "PATCH", "/devices/d1",
	       "{\"lock\":{\"name\":\"x\"}}"); /* the control socket may all */
}

static void a_device_of_many_peers_says_how_many(void **state)
{
	struct browser b;

	(void)state;
	save(10, PLANT "INSERT INTO x_flow(id, client, server, client_ip, server_ip, transport, port, "
		       "protocol, packets, "
		       "answered, first, last) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
		       "n WHERE i < 150) "
		       "SELECT 1 + i, NULL, 1, '198.51.100.' || i, '192.0.2.1', 'tcp', 502, 'modbus', 1, 1, "
		       "10000000, 20000000 FROM n;");
	b = first_admin();
	EXPECT(200, &b, "GET", "/devices/d1", NULL);
	assert_string_equal(got("$.peers_total"), "151");
	assert_string_equal(got("$.peers[99].role"), "server");
	assert_string_equal(got("$.peers[100]"), "");
	assert_string_equal(got("$.commands_total"), "0");
	EXPECT(200, &b, "GET", "/devices/d2", NULL);
	assert_string_equal(got("$.peers_total"), "1");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, api_scene_open, api_scene_close)
	const struct CMUnitTest tests[] = {
		T(a_value_is_locked_and_a_state_set),    T(values_are_learnt_anew),
		T(two_become_one_and_two_again),         T(an_approval_is_looked_at_first),
		T(a_device_of_many_peers_says_how_many), T(nobody_without_the_role_does_it),
	};

	(void)person;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
