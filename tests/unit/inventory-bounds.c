/* Sums are sums, and bounds hold: what is aggregated, what gives way when a table is full, and that it is
 * said. */
#include "scene.h"

#include "inventory/seen.h"

static void parts_of_a_conversation_become_one_row(void **state)
{
	struct scene s;
	struct flow f;

	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, NULL, "10.0.0.1", 64);
	scene_frame(&s, NULL, "10.0.0.2", 64);
	f = scene_flow_of(&s, scene_who(NULL, "10.0.0.1"), scene_who(NULL, "10.0.0.2"), 502);
	f.protocol = PROTO_modbus;
	scene_flow(&s, &f);
	f.started = false;
	f.packets = 7;
	scene_flow(&s, &f);
	f.server_port = 503;
	scene_flow(&s, &f);
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM flow"), 2);
	assert_int_equal(scene_int(&s, "SELECT packets FROM flow WHERE port = 502"), 17);
	assert_int_equal(scene_int(&s, "SELECT connections FROM flow WHERE port = 502"), 1);
	assert_int_equal(scene_int(&s, "SELECT id FROM flow WHERE port = 502"), 1);
	assert_string_equal(scene_text(&s, "SELECT protocol FROM service WHERE port = 502"), "modbus");
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM limit_"), 0);
	scene_clear(&s);
}

static void commands_are_counted_with_their_answers(void **state)
{
	struct scene s;
	struct fact f;

	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, NULL, "10.0.0.1", 64);
	f = scene_fact_of(&s, FACT_COMMAND, scene_who(NULL, "10.0.0.1"), "Write Single Coil");
	f.source = PROTO_modbus;
	f.peer = scene_who(NULL, "10.0.0.2");
	f.num[0] = 5;
	f.num[1] = -1;
	f.num[2] = CLASS_WRITE;
	s.sink.fact(s.sink.ctx, &f);
	s.sink.fact(s.sink.ctx, &f);
	s.sink.fact(s.sink.ctx, &f);
	f.kind = FACT_ANSWER;
	f.num[2] = 0;
	s.sink.fact(s.sink.ctx, &f);
	f.num[2] = 1;
	s.sink.fact(s.sink.ctx, &f);
	f.num[0] = 99; /* an answer whose question was not recorded */
	s.sink.fact(s.sink.ctx, &f);
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM command"), 1);
	assert_int_equal(scene_int(&s, "SELECT count FROM command"), 3);
	assert_int_equal(scene_int(&s, "SELECT answered FROM command"), 1);
	assert_int_equal(scene_int(&s, "SELECT refused FROM command"), 1);
	assert_int_equal(scene_int(&s, "SELECT sub FROM command"), INT64_MIN);
	assert_string_equal(scene_text(&s, "SELECT class FROM command"), "write");
	scene_clear(&s);
}

static void a_fact_is_kept_once_with_its_first_packet(void **state)
{
	struct scene s;

	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, NULL, "10.0.0.1", 64);
	scene_fact(&s, FACT_MODEL, NULL, "10.0.0.1", "X-100");
	s.n = 50;
	scene_fact(&s, FACT_MODEL, NULL, "10.0.0.1", "X-100");
	scene_fact(&s, FACT_MODEL, NULL, "10.0.0.1", "X-200");
	scene_fact(&s, FACT_MODEL, NULL, "10.0.0.1", "X-100");
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM fact WHERE field = 'model'"), 2);
	assert_int_equal(scene_int(&s, "SELECT count FROM fact WHERE value = 'X-100'"), 3);
	assert_int_equal(scene_int(&s, "SELECT packet FROM fact WHERE value = 'X-100'"), 1);
	assert_string_equal(scene_text(&s, "SELECT model FROM device"), "X-100");
	scene_clear(&s);
}

static void values_of_one_kind_are_bounded(void **state)
{
	struct scene s;
	char value[32];

	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, NULL, "10.0.0.1", 64);
	for (int i = 0; i < 100; i++) {
		snprintf(value, sizeof value, "topic/%d", i);
		scene_fact(&s, FACT_MQTT_TOPIC, NULL, "10.0.0.1", value);
	}
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM fact WHERE field = 'mqtt-topic'"), 32);
	assert_int_equal(scene_int(&s, "SELECT dropped FROM limit_ WHERE table_name = 'fact'"), 68);
	scene_clear(&s);
}

/* Issue 2: bare SYNs of a scan never push out a row that says something, and are summed up. */
static void a_scan_pushes_out_nothing(void **state)
{
	struct scene s;
	struct flow f;

	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, "b8:27:eb:00:00:01", "10.0.0.1", 64);
	scene_frame(&s, "b8:27:eb:00:00:02", "10.0.0.2", 64);
	for (uint32_t i = 0; i < 150000; i++) {
		struct who to = scene_who(NULL, "10.1.0.0");

		to.ip.b[13] = (uint8_t)(1 + (i >> 16));
		to.ip.b[14] = (uint8_t)(i >> 8);
		to.ip.b[15] = (uint8_t)i;
		f = scene_flow_of(&s, scene_who("b8:27:eb:00:00:02", "10.0.0.2"), to, 23);
		f.packets = f.packets_up = 1;
		f.bytes = 60;
		f.payload = 0;
		f.payload_seen = false;
		f.bare_syn = true;
		f.answered = FLOW_UNANSWERED;
		scene_flow(&s, &f);
		if (i % 1500 == 0) {
			f = scene_flow_of(&s, scene_who("b8:27:eb:00:00:01", "10.0.0.1"), to, 80);
			f.server.ip.b[13] = 0;
			scene_flow(&s, &f);
		}
	}
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM flow WHERE scan = 0"), 100);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM flow WHERE scan = 1"), 0);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM scan"), 1);
	assert_int_equal(scene_int(&s, "SELECT port FROM scan"), 23);
	assert_int_equal(scene_int(&s, "SELECT packets FROM scan"), 150000);
	assert_true(scene_int(&s, "SELECT targets FROM scan") > 90000);
	assert_true(scene_int(&s, "SELECT targets FROM scan") < 210000);
	assert_int_equal(scene_int(&s, "SELECT dropped FROM limit_ WHERE table_name = 'flow'"), 150000);
	scene_clear(&s);
}

static void a_small_scan_is_marked_and_stays(void **state)
{
	struct scene s;
	struct flow f;

	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, NULL, "10.0.0.2", 64);
	for (unsigned port = 1; port <= 40; port++) {
		f = scene_flow_of(&s, scene_who(NULL, "10.0.0.2"), scene_who(NULL, "10.0.0.9"), port);
		f.packets = f.packets_up = 1;
		f.payload_seen = false;
		f.payload = 0;
		f.answered = FLOW_REFUSED;
		scene_flow(&s, &f);
	}
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM flow WHERE scan = 1"), 40);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM scan WHERE port IS NULL"), 1);
	assert_in_range(scene_int(&s, "SELECT ports FROM scan"), 30, 50);
	assert_int_equal(scene_int(&s, "SELECT targets FROM scan"), 1);
	scene_clear(&s);
}

static void devices_past_the_limit_are_folded_least_active_first(void **state)
{
	struct inventory_options o = {.devices_max = 3};
	struct scene s;

	(void)state;
	scene_init(&s, &o);
	scene_frame(&s, NULL, "10.0.0.9", 64);
	for (int k = 0; k < 3; k++)
		for (int i = 0; i < 3; i++) {
			const char *const ips[] = {"10.0.0.1", "10.0.0.2", "10.0.0.3"};

			scene_frame(&s, NULL, ips[i], 64);
		}
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device"), 3);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM device WHERE ip = '10.0.0.9'"), 0);
	assert_int_equal(scene_int(&s, "SELECT dropped FROM limit_ WHERE table_name = 'device'"), 1);
	scene_clear(&s);
}

static void the_same_secret_is_grouped_without_the_secret(void **state)
{
	struct scene s;
	struct fact f;
	const char *const servers[] = {"10.0.0.2", "10.0.0.3", "10.0.0.4"};

	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, NULL, "10.0.0.1", 64);
	for (int i = 0; i < 3; i++) {
		scene_frame(&s, NULL, servers[i], 64);
		f = scene_fact_of(&s, FACT_LOGIN, scene_who(NULL, "10.0.0.1"), "plain");
		f.peer = scene_who(NULL, servers[i]);
		f.num[0] = LOGIN_OK;
		f.num[1] = 1;
		f.num[2] = i < 2 ? 0x1234 : 0x9999;
		s.sink.fact(s.sink.ctx, &f);
	}
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM secret"), 2);
	assert_int_equal(scene_int(&s, "SELECT COUNT(DISTINCT grp) FROM secret"), 1);
	assert_true(scene_int(&s, "SELECT MAX(grp) FROM secret") < 100);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM login WHERE ok = 1 AND clear = 1"), 3);
	scene_clear(&s);
}

static void table_finds_what_was_put_in_and_gives_up_cleanly(void **state)
{
	struct table t;
	bool is_new;

	(void)state;
	table_init(&t, 16, 8, 1000);
	for (uint64_t k = 0; k < 1000; k++)
		assert_non_null(table_add(&t, &k, &is_new));
	for (uint64_t k = 1000; k < 5000; k++) {
		assert_null(table_add(&t, &k, &is_new));
		assert_non_null(table_replace(&t, (uint32_t)(k * 7919 % 1000), &k));
		assert_non_null(table_find(&t, &k));
	}
	assert_int_equal(t.count, 1000);
	for (uint32_t i = 0; i < t.count; i++)
		assert_ptr_equal(table_find(&t, table_at(&t, i)), table_at(&t, i));
	assert_int_equal(t.dropped, 8000);
	table_clear(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_of_a_conversation_become_one_row),
		cmocka_unit_test(commands_are_counted_with_their_answers),
		cmocka_unit_test(a_fact_is_kept_once_with_its_first_packet),
		cmocka_unit_test(values_of_one_kind_are_bounded),
		cmocka_unit_test(a_scan_pushes_out_nothing),
		cmocka_unit_test(a_small_scan_is_marked_and_stays),
		cmocka_unit_test(devices_past_the_limit_are_folded_least_active_first),
		cmocka_unit_test(the_same_secret_is_grouped_without_the_secret),
		cmocka_unit_test(table_finds_what_was_put_in_and_gives_up_cleanly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
