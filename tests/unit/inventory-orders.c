/* Requests that change how a controller runs are kept by themselves with what was answered; values of points
 * with their type, who sets them and how often they come. */
#include "scene.h"

#include <math.h>

static struct scene s;
static int64_t now; /* us */

static int begin(void **state)
{
	(void)state;
	scene_init(&s, NULL);
	scene_frame(&s, NULL, "10.0.0.1", 64);
	scene_frame(&s, NULL, "10.0.0.2", 64);
	now = 1700000000 * INT64_C(1000000);
	return 0;
}

static int end(void **state)
{
	(void)state;
	scene_clear(&s);
	return 0;
}

static void say(enum fact_kind kind, enum deed deed, int64_t code, const char *detail, int64_t more)
{
	struct fact f =
		scene_fact_of(&s, kind, scene_who(NULL, "10.0.0.1"), kind == FACT_COMMAND ? "Order" : "");

	f.source = PROTO_umas;
	f.peer = scene_who(NULL, "10.0.0.2");
	f.when = now;
	f.at.n = ++s.n;
	f.num[0] = code;
	f.num[1] = -1;
	f.other = text_z(detail);
	if (kind == FACT_COMMAND) {
		f.num[2] = CLASS_CONTROL;
		f.num[3] = deed;
	}
	f.more = (uint32_t)more;
	s.sink.fact(s.sink.ctx, &f);
}

static void order(enum deed deed, int64_t code, const char *detail)
{
	say(FACT_COMMAND, deed, code, detail, 0);
}

static void answer(int64_t code, bool refused)
{
	struct fact f = scene_fact_of(&s, FACT_ANSWER, scene_who(NULL, "10.0.0.1"), "");

	f.source = PROTO_umas;
	f.peer = scene_who(NULL, "10.0.0.2");
	f.when = now;
	f.num[0] = code;
	f.num[1] = -1;
	f.num[2] = refused;
	s.sink.fact(s.sink.ctx, &f);
}

static void each_operation_stands_by_itself(void **state)
{
	(void)state;
	order(DEED_stop, 0x41, "");
	answer(0x41, false);
	now += 5000000;
	order(DEED_stop, 0x41, "");
	answer(0x41, true);
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT count(*) FROM operation"), 2);
	assert_int_equal(scene_int(&s, "SELECT answered FROM operation ORDER BY at LIMIT 1"), 1);
	assert_int_equal(scene_int(&s, "SELECT refused FROM operation ORDER BY at LIMIT 1 OFFSET 1"), 1);
	assert_int_equal(scene_int(&s, "SELECT max(at) - min(at) FROM operation"), 5000000);
	assert_string_equal(scene_text(&s, "SELECT deed || class || name || detail FROM operation"),
			    "stopcontrolOrder");
	assert_string_equal(scene_text(&s, "SELECT deed FROM command"), "stop");
	assert_int_equal(scene_int(&s, "SELECT count FROM command"), 2);
}

static void values_and_reading_make_none(void **state)
{
	(void)state;
	order(DEED_write, 5, "coil:5");
	order(DEED_force, 6, "M0");
	order(DEED_call, 7, "m");
	order(DEED_file_read, 8, "x");
	order(DEED_none, 9, "");
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT count(*) FROM operation"), 0);
	assert_int_equal(scene_int(&s, "SELECT count(*) FROM command"), 5);
	assert_int_equal(scene_int(&s, "SELECT count(*) FROM command WHERE deed IS NULL"), 1);
}

/* What a download is made of comes by the hundred: equal requests of one second are one row. */
static void a_burst_is_one_row(void **state)
{
	(void)state;
	for (int i = 0; i < 100; i++, now += 5000) {
		order(DEED_program_download, 0x34, "");
		answer(0x34, i == 99);
	}
	say(FACT_COMMAND, DEED_program_download, 0x34, "", 9); /* as sensor gathers */
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT count(*) FROM operation"), 1);
	assert_int_equal(scene_int(&s, "SELECT count FROM operation"), 110);
	assert_int_equal(scene_int(&s, "SELECT answered FROM operation"), 99);
	assert_int_equal(scene_int(&s, "SELECT refused FROM operation"), 1);
}

/* Answers name no detail: the oldest that waits is meant. */
static void answers_find_the_oldest_that_waits(void **state)
{
	(void)state;
	order(DEED_config, 1, "A");
	order(DEED_config, 1, "B");
	answer(1, true);
	answer(1, false);
	now += 60000000; /* nobody answers this one */
	order(DEED_config, 1, "C");
	now += 60000000;
	order(DEED_config, 1, "D");
	answer(1, false);
	answer(1, false); /* one too many */
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT refused FROM operation WHERE detail = 'A'"), 1);
	assert_int_equal(scene_int(&s, "SELECT answered FROM operation WHERE detail = 'B'"), 1);
	assert_int_equal(scene_int(&s, "SELECT answered + refused FROM operation WHERE detail = 'C'"), 0);
	assert_int_equal(scene_int(&s, "SELECT answered FROM operation WHERE detail = 'D'"), 1);
	assert_int_equal(scene_int(&s, "SELECT answered + refused FROM command"), 4);
}

static void no_more_than_ten_thousand(void **state)
{
	(void)state;
	for (int i = 0; i < 10050; i++, now += 1000000)
		order(DEED_stop, 1, "");
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT count(*) FROM operation"), 10000);
	assert_int_equal(scene_int(&s, "SELECT dropped FROM limit_ WHERE table_name = 'operation'"), 50);
	assert_int_equal(scene_int(&s, "SELECT count FROM command"), 10050);
}

static void value(const char *name, double v, enum point_type type, bool set)
{
	struct fact f = scene_fact_of(&s, FACT_POINT, scene_who(NULL, "10.0.0.2"), name);

	f.source = PROTO_modbus;
	f.when = now;
	f.at.n = ++s.n;
	memcpy(&f.num[0], &v, sizeof v);
	f.num[1] = type;
	f.num[2] = set;
	s.sink.fact(s.sink.ctx, &f);
}

static void values_come_so_often(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++) {
		value("holding:1", i, POINT_UINT16, false);
		now += i == 10 ? 600000000 : 500000; /* nobody asked for ten minutes */
	}
	value("holding:1", 99, POINT_UINT16, true);
	value("coil:1", 1, POINT_BOOL, true);
	value("holding:1", INFINITY, POINT_FLOAT, false); /* of a sensor that nobody need believe */
	value("holding:1", NAN, POINT_FLOAT, false);
	scene_end(&s);
	assert_string_equal(scene_text(&s, "SELECT type FROM point WHERE name = 'holding:1'"), "uint16");
	assert_int_equal(scene_int(&s, "SELECT count FROM point WHERE name = 'holding:1'"), 21);
	assert_int_equal(scene_int(&s, "SELECT writes FROM point WHERE name = 'holding:1'"), 1);
	assert_int_equal(scene_int(&s, "SELECT period_us FROM point WHERE name = 'holding:1'"), 500000);
	assert_int_equal(scene_int(&s, "SELECT period_us IS NULL FROM point WHERE name = 'coil:1'"), 1);
	assert_int_equal(scene_int(&s, "SELECT writes FROM point WHERE name = 'coil:1'"), 1);
	assert_int_equal(scene_int(&s, "SELECT last_value FROM point WHERE name = 'holding:1'"), 99);
}

/* Of whom, what, how often. */
/* Points are found again by a print of their names: names that begin alike and end alike are not one. */
static void names_that_look_alike_are_two(void **state)
{
	static const char *const names[] = {"discrete:1", "discrete:11", "discrete:111", "discrete:1111",
					    "a",          "aa",          "aaa",          "aaaa",
					    "aaaaa",      "aaaaaaaa",    "aaaaaaaaa",    "aaaaaaaaaaaaaaaaa"};

	(void)state;
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			value(names[i], (double)i, POINT_UINT16, false);
	scene_end(&s);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM point"), sizeof names / sizeof *names);
	assert_int_equal(scene_int(&s, "SELECT COUNT(*) FROM point WHERE count = 3"),
			 sizeof names / sizeof *names);
}

static void ask(const char *client, enum command_class class, enum deed deed, int64_t code, uint32_t more)
{
	struct fact f = scene_fact_of(&s, FACT_COMMAND, scene_who(NULL, client), "Request");

	f.source = PROTO_modbus;
	f.peer = scene_who(NULL, "10.0.0.2");
	f.num[0] = code;
	f.num[1] = -1;
	f.num[2] = class;
	f.num[3] = deed;
	f.more = more;
	s.sink.fact(s.sink.ctx, &f);
	f.kind = FACT_ANSWER;
	f.num[2] = f.num[3] = 0;
	s.sink.fact(s.sink.ctx, &f);
}

#define ROLES_OF(ip)                                                                                         \
	scene_text(&s, "SELECT coalesce(group_concat(value, ' '), '') FROM (SELECT f.value FROM fact f "     \
		       "JOIN device d ON d.id = "                                                            \
		       "f.device WHERE d.ip = '" ip "' AND f.field = 'role' ORDER BY 1)")

static void what_they_ask_tells_roles(void **state)
{
	(void)state;
	scene_frame(&s, NULL, "10.0.0.3", 64);
	scene_frame(&s, NULL, "10.0.0.4", 64);
	ask("10.0.0.1", CLASS_READ, DEED_none, 3, 50); /* reads and sets values */
	ask("10.0.0.1", CLASS_WRITE, DEED_write, 6, 5);
	ask("10.0.0.3", CLASS_READ, DEED_none, 3, 50); /* the same, and changes the program */
	ask("10.0.0.3", CLASS_WRITE, DEED_write, 6, 5);
	ask("10.0.0.3", CLASS_PROGRAM, DEED_program_download, 13, 0);
	ask("10.0.0.4", CLASS_READ, DEED_none, 3, 50); /* one write is a trial */
	ask("10.0.0.4", CLASS_WRITE, DEED_write, 6, 0);
	scene_end(&s);
	assert_string_equal(ROLES_OF("10.0.0.1"), "hmi master");
	assert_string_equal(ROLES_OF("10.0.0.2"), "slave");
	assert_string_equal(ROLES_OF("10.0.0.3"), "engineering-station master");
	assert_string_equal(ROLES_OF("10.0.0.4"), "master");
	assert_string_equal(scene_text(&s, "SELECT kind FROM device WHERE ip = '10.0.0.3'"),
			    "engineering-station");
}

/* One request and what became of it: -1 no answer, 0 done, 1 refused. */
static void does(const char *client, const char *server, enum protocol p, enum command_class class,
		 enum deed deed, int64_t code, int answered)
{
	struct fact f = scene_fact_of(&s, FACT_COMMAND, scene_who(NULL, client), "Request");

	f.source = (uint16_t)p;
	f.peer = scene_who(NULL, server);
	f.when = now;
	f.num[0] = code;
	f.num[1] = -1;
	f.num[2] = class;
	f.num[3] = deed;
	s.sink.fact(s.sink.ctx, &f);
	f.kind = FACT_ANSWER;
	f.num[2] = answered == 1;
	f.num[3] = 0;
	if (answered >= 0)
		s.sink.fact(s.sink.ctx, &f);
}

/* A controller that its master reads, and that begins to ask another one for all there might be: refused far more often
 * than answered, it explores; it stays a controller, and is no master. Its twin asks for what is there. */
static void who_is_refused_explores(void **state)
{
	(void)state;
	scene_frame(&s, NULL, "10.0.0.3", 64);
	scene_frame(&s, NULL, "10.0.0.4", 64);
	for (int i = 0; i < 40; i++) {
		does("10.0.0.1", "10.0.0.3", PROTO_modbus, CLASS_READ, DEED_none, 3, 0);
		does("10.0.0.3", "10.0.0.2", PROTO_modbus, CLASS_READ, DEED_none, 4, i >= 5);
		does("10.0.0.4", "10.0.0.2", PROTO_modbus, CLASS_READ, DEED_none, 3, i < 5);
	}
	scene_end(&s);
	assert_string_equal(ROLES_OF("10.0.0.1"), "master");
	assert_string_equal(ROLES_OF("10.0.0.3"), "explorer slave");
	assert_string_equal(ROLES_OF("10.0.0.4"), "master");
}

#define KIND_OF(ip) scene_text(&s, "SELECT kind FROM device WHERE ip = '" ip "'")
#define STATIONS()  scene_int(&s, "SELECT count(*) FROM device WHERE kind = 'engineering-station'")

static void more_devices(void)
{
	scene_frame(&s, NULL, "10.0.0.3", 64);
	scene_frame(&s, NULL, "10.0.0.4", 64);
	scene_frame(&s, NULL, "10.0.0.5", 64);
}

/* Over protocols of telecontrol and of buildings masters restart, set up and write files, too. */
static void a_master_that_tends_is_no_station(void **state)
{
	(void)state;
	more_devices();
	does("10.0.0.1", "10.0.0.2", PROTO_dnp3, CLASS_CONTROL, DEED_reset, 13, 0);
	does("10.0.0.1", "10.0.0.2", PROTO_dnp3, CLASS_PROGRAM, DEED_config, 22, 0);
	does("10.0.0.1", "10.0.0.2", PROTO_dnp3, CLASS_PROGRAM, DEED_file_write, 25, 0);
	does("10.0.0.3", "10.0.0.2", PROTO_opc_ua, CLASS_PROGRAM, DEED_config, 488, 0);
	does("10.0.0.3", "10.0.0.2", PROTO_opc_ua, CLASS_WRITE, DEED_write, 673, 0);
	does("10.0.0.4", "10.0.0.2", PROTO_bacnet, CLASS_PROGRAM, DEED_file_write, 7, 0);
	scene_end(&s);
	assert_int_equal(STATIONS(), 0);
}

/* The same devices, and programs change hands. */
static void who_transfers_programs_is_a_station_anywhere(void **state)
{
	(void)state;
	more_devices();
	does("10.0.0.4", "10.0.0.2", PROTO_bacnet, CLASS_PROGRAM, DEED_program_download, 20, 0);
	does("10.0.0.3", "10.0.0.2", PROTO_fins, CLASS_PROGRAM, DEED_config, 0x202, 0);
	scene_end(&s);
	assert_string_equal(KIND_OF("10.0.0.4"), "engineering-station");
	assert_string_equal(ROLES_OF("10.0.0.4"), "engineering-station");
	assert_string_equal(KIND_OF("10.0.0.3"), "engineering-station");
	assert_string_equal(ROLES_OF("10.0.0.3"), ""); /* a guess, and called none */
}

static void equals_and_itself_are_no_stations(void **state)
{
	(void)state;
	more_devices();
	does("10.0.0.1", "10.0.0.2", PROTO_cip, CLASS_PROGRAM, DEED_program_download, 0x50, 0);
	does("10.0.0.2", "10.0.0.1", PROTO_cip, CLASS_WRITE, DEED_write, 0x4d, 0);
	does("10.0.0.3", "10.0.0.3", PROTO_cip, CLASS_PROGRAM, DEED_program_download, 0x50, 0);
	does("10.0.0.3", "10.0.0.3", PROTO_modbus, CLASS_READ, DEED_none, 3, 0);
	does("10.0.0.4", "10.0.0.5", PROTO_cip, CLASS_PROGRAM, DEED_program_download, 0x50, 0);
	scene_end(&s);
	assert_string_equal(KIND_OF("10.0.0.4"), "engineering-station");
	assert_int_equal(STATIONS(), 1);
	assert_string_equal(ROLES_OF("10.0.0.3"), ""); /* nobody is his own master */
}

static void what_is_refused_was_not_done(void **state)
{
	(void)state;
	more_devices();
	does("10.0.0.1", "10.0.0.2", PROTO_fins, CLASS_PROGRAM, DEED_program_download, 0x307, 1);
	for (int code = 60; code < 70; code++) /* tries out what there is; one is done */
		does("10.0.0.3", "10.0.0.2", PROTO_modbus, CLASS_OTHER, DEED_none, code, 1);
	does("10.0.0.3", "10.0.0.2", PROTO_modbus, CLASS_PROGRAM, DEED_firmware, 125, 0);
	does("10.0.0.4", "10.0.0.2", PROTO_fins, CLASS_PROGRAM, DEED_program_download, 0x307, -1);
	scene_end(&s);
	assert_string_equal(KIND_OF("10.0.0.4"), "engineering-station"); /* one side of the mirror */
	assert_int_equal(scene_int(&s, "SELECT confidence FROM device WHERE ip = '10.0.0.4'"), 35);
	assert_int_equal(STATIONS(), 1);
}

/* A recipe that is sent every two minutes, whichever second; an engineer who changes, tries, changes. */
static void work_that_comes_like_clockwork_is_no_engineer(void **state)
{
	static const int thinks[] = {30, 400, 95, 1200, 60, 700};

	(void)state;
	more_devices();
	for (int i = 0; i < 7; i++, now += INT64_C(120000000) + i % 3 * 1000000)
		does("10.0.0.1", "10.0.0.2", PROTO_slmp, CLASS_PROGRAM, DEED_file_write, 0x1203, 0);
	for (int i = 0; i < 800; i++, now += 5000000) /* on and on */
		does("10.0.0.3", "10.0.0.2", PROTO_slmp, CLASS_PROGRAM, DEED_file_write, 0x1203, 0);
	for (int i = 0; i < 6; i++) {
		for (int part = 0; part < 20; part++, now += 1000000) /* a transfer takes its time */
			does("10.0.0.4", "10.0.0.2", PROTO_slmp, CLASS_PROGRAM, DEED_file_write, 0x1203, 0);
		now += thinks[i] * INT64_C(1000000);
	}
	scene_end(&s);
	assert_string_equal(KIND_OF("10.0.0.4"), "engineering-station");
	assert_int_equal(STATIONS(), 1);
}

/* Its software lists blocks, which no panel does. */
static void what_only_tools_ask_tells_of_one(void **state)
{
	struct fact f = scene_fact_of(&s, FACT_COMMAND, scene_who(NULL, "10.0.0.1"), "List Blocks");

	(void)state;
	f.source = PROTO_s7comm;
	f.peer = scene_who(NULL, "10.0.0.2");
	f.num[0] = 0x703;
	f.num[1] = 1;
	f.num[2] = CLASS_READ;
	s.sink.fact(s.sink.ctx, &f);
	f.kind = FACT_ANSWER;
	f.num[2] = 0;
	s.sink.fact(s.sink.ctx, &f);
	scene_end(&s);
	assert_string_equal(KIND_OF("10.0.0.1"), "engineering-station");
}

/* A controller that starts its own devices on a bus is no engineer. */
static void a_bus_has_no_engineer(void **state)
{
	struct fact f = scene_fact_of(&s, FACT_COMMAND, scene_who(NULL, "10.0.0.1"), "SDO Download (CoE)");

	(void)state;
	f.source = PROTO_ethercat;
	f.peer = scene_who(NULL, "10.0.0.2");
	f.num[1] = -1;
	f.num[2] = CLASS_PROGRAM;
	f.num[3] = DEED_config;
	s.sink.fact(s.sink.ctx, &f);
	scene_fact(&s, FACT_KIND, NULL, "10.0.0.1", "plc");
	scene_end(&s);
	assert_string_equal(scene_text(&s, "SELECT kind FROM device WHERE ip = '10.0.0.1'"), "plc");
	assert_int_equal(scene_int(&s, "SELECT count(*) FROM fact WHERE value = 'engineering-station'"), 0);
}

static void what_a_protocol_says_is_not_said_twice(void **state)
{
	(void)state;
	ask("10.0.0.1", CLASS_READ, DEED_none, 3, 0);
	scene_fact(&s, FACT_ROLE, NULL, "10.0.0.1", "master");
	scene_end(&s);
	assert_string_equal(ROLES_OF("10.0.0.1"), "master");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_operation_stands_by_itself, begin, end),
		cmocka_unit_test_setup_teardown(values_and_reading_make_none, begin, end),
		cmocka_unit_test_setup_teardown(a_burst_is_one_row, begin, end),
		cmocka_unit_test_setup_teardown(answers_find_the_oldest_that_waits, begin, end),
		cmocka_unit_test_setup_teardown(no_more_than_ten_thousand, begin, end),
		cmocka_unit_test_setup_teardown(values_come_so_often, begin, end),
		cmocka_unit_test_setup_teardown(names_that_look_alike_are_two, begin, end),
		cmocka_unit_test_setup_teardown(what_they_ask_tells_roles, begin, end),
		cmocka_unit_test_setup_teardown(who_is_refused_explores, begin, end),
		cmocka_unit_test_setup_teardown(a_bus_has_no_engineer, begin, end),
		cmocka_unit_test_setup_teardown(a_master_that_tends_is_no_station, begin, end),
		cmocka_unit_test_setup_teardown(who_transfers_programs_is_a_station_anywhere, begin, end),
		cmocka_unit_test_setup_teardown(equals_and_itself_are_no_stations, begin, end),
		cmocka_unit_test_setup_teardown(what_is_refused_was_not_done, begin, end),
		cmocka_unit_test_setup_teardown(work_that_comes_like_clockwork_is_no_engineer, begin, end),
		cmocka_unit_test_setup_teardown(what_only_tools_ask_tells_of_one, begin, end),
		cmocka_unit_test_setup_teardown(what_a_protocol_says_is_not_said_twice, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
