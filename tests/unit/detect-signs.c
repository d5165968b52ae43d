/* Sign-ins and orders: what is guessing, what a person or a program, and who gives orders for the first time.
 */
#include "detect-scene.h"

static struct scene s;

static int end(void **state)
{
	(void)state;
	scene_end(&s);
	return 0;
}

static void test_dictionary(void **state)
{
	(void)state;
	scene_begin(&s, "sign-in", false);
	for (int i = 0; i < 9; i++) {
		scene_login(&s, PROTO_telnet, 66, 2, LOGIN_FAILED, 100 + i);
		scene_pass(&s, 1);
	}
	assert_string_equal(s.log, "");
	scene_login(&s, PROTO_telnet, 66, 2, LOGIN_FAILED, 200);
	assert_string_equal(s.log, "on sign-in-guessing 10.0.0.66>10.0.0.2 telnet/23\n");
	assert_int_equal(s.learning, 0); /* never waits for learning */
	scene_forget(&s);
	for (int i = 0; i < 30; i++) {
		scene_pass(&s, 1);
		scene_login(&s, PROTO_telnet, 66, 2, LOGIN_FAILED, 300 + i);
	}
	assert_string_equal(s.log, "more sign-in-guessing 10.0.0.66>10.0.0.2 telnet/23\n"
				   "more sign-in-guessing 10.0.0.66>10.0.0.2 telnet/23\n"
				   "more sign-in-guessing 10.0.0.66>10.0.0.2 telnet/23\n");
	scene_forget(&s);
	scene_login(&s, PROTO_telnet, 66, 2, LOGIN_OK, 999);
	assert_string_equal(s.log, "on sign-in-guessed 10.0.0.66>10.0.0.2 telnet/23\n");
}

/* Let in half an hour after the last guess: it is still the guesser. The next day it is not. */
static void test_success_later(void **state)
{
	(void)state;
	for (int hours = 0; hours < 2; hours++) {
		scene_begin(&s, "sign-in-guess", true);
		for (int i = 0; i < 12; i++)
			scene_login(&s, PROTO_ftp, 66, 2, LOGIN_FAILED, 100 + i);
		scene_pass(&s, hours ? 86400 : 1800);
		scene_login(&s, PROTO_ftp, 66, 2, LOGIN_FAILED, 5);
		scene_forget(&s);
		scene_login(&s, PROTO_ftp, 66, 2, LOGIN_OK, 6);
		assert_string_equal(s.log, hours ? "" : "on sign-in-guessed 10.0.0.66>10.0.0.2 ftp/23\n");
		scene_end(&s);
	}
	scene_begin(&s, "", true);
}

static void test_person(void **state)
{
	(void)state;
	scene_begin(&s, "sign-in", true);
	for (int day = 0; day < 20; day++) {
		for (int i = 0; i < 4; i++) {
			scene_login(&s, PROTO_http, 5, 2, LOGIN_FAILED, 10 + i % 3);
			scene_pass(&s, 8);
		}
		scene_login(&s, PROTO_http, 5, 2, LOGIN_OK, 9);
		scene_pass(&s, 8 * 3600);
	}
	assert_string_equal(s.log, "");
}

/* A program with a password that is out of date. */
static void test_stale_password(void **state)
{
	(void)state;
	scene_begin(&s, "sign-in", true);
	for (int i = 0; i < 100; i++) {
		scene_login(&s, PROTO_http, 5, 2, LOGIN_FAILED, 77);
		scene_pass(&s, 300);
	}
	for (int i = 0; i < 300; i++) { /* one that hammers */
		scene_login(&s, PROTO_ftp, 6, 2, LOGIN_FAILED, 78);
		scene_pass(&s, 1);
	}
	for (int i = 0; i < 300; i++) { /* one whose secret is not to be seen, twice at a time */
		scene_login(&s, PROTO_rtsp, 7, 2, LOGIN_FAILED, 0);
		scene_login(&s, PROTO_rtsp, 7, 2, LOGIN_FAILED, 0);
		scene_pass(&s, 10);
	}
	assert_string_equal(s.log, "on sign-in-refused 10.0.0.5>10.0.0.2 http/23\n"
				   "on sign-in-refused 10.0.0.6>10.0.0.2 ftp/23\n"
				   "on sign-in-refused 10.0.0.7>10.0.0.2 rtsp/23\n");
	scene_forget(&s);
	scene_login(&s, PROTO_http, 5, 2, LOGIN_OK, 80);
	assert_string_equal(s.log, "");
}

static void test_blind(void **state)
{
	(void)state;
	scene_begin(&s, "sign-in", true);
	for (int i = 0; i < 10; i++) { /* refused, nobody sees with what */
		scene_login(&s, PROTO_ssh, 66, 2, LOGIN_FAILED, 0);
		scene_pass(&s, i % 3);
	}
	for (int i = 0; i < 20; i++) /* not even the result */
		scene_login(&s, PROTO_ssh, 67, 2, LOGIN_UNKNOWN, 0);
	for (int i = 0; i < 300; i++) /* a poller that gets no answer */
		scene_login(&s, PROTO_snmp, 68, 2, LOGIN_UNKNOWN, 3);
	for (int i = 0; i < 300; i++) { /* a backup program: let in each time */
		scene_login(&s, PROTO_ssh, 69, 2, LOGIN_OK, 0);
		scene_pass(&s, 2);
	}
	assert_string_equal(s.log, "on sign-in-guessing 10.0.0.66>10.0.0.2 ssh/23\n"
				   "on sign-in-guessing 10.0.0.67>10.0.0.2 ssh/23\n");
}

/* Two guesses an hour: the secret changes all day long. */
static void test_slow(void **state)
{
	(void)state;
	scene_begin(&s, "sign-in", true);
	for (int i = 0; i < 40; i++) {
		scene_login(&s, PROTO_telnet, 66, 2, LOGIN_FAILED, 100 + i);
		scene_pass(&s, 1800);
	}
	assert_string_equal(s.log, "on sign-in-guessing 10.0.0.66>10.0.0.2 telnet/23\n");
}

static void test_many(void **state)
{
	(void)state;
	scene_begin(&s, "sign-in", true);
	for (unsigned i = 0; i < 6; i++)
		scene_login(&s, PROTO_ssh, 66, 10 + i, LOGIN_FAILED, 0);
	assert_string_equal(s.log, "on sign-in-guessing 10.0.0.66>10.0.0.14 many-servers\n");
	scene_forget(&s);
	for (unsigned i = 0; i < 32; i++)
		scene_login(&s, PROTO_ftp, 100 + i % 4, 2, LOGIN_FAILED, 1 + i);
	assert_string_equal(s.log, "on sign-in-swarm ->10.0.0.2 \n");
	scene_forget(&s);
	for (unsigned i = 0; i < 60; i++) { /* a proxy that refuses each first try */
		scene_login(&s, PROTO_http, 200 + i % 4, 3, LOGIN_FAILED, 0);
		scene_login(&s, PROTO_http, 200 + i % 4, 3, LOGIN_OK, 0);
	}
	assert_string_equal(s.log, "");
}

static void test_default_password(void **state)
{
	struct fact f;

	(void)state;
	scene_begin(&s, "default-password", true);
	f = scene_fact(&s, FACT_LOGIN, PROTO_telnet, 66, 2);
	f.num[3] = 1;
	f.num[0] = LOGIN_FAILED;
	s.sink.fact(s.sink.ctx, &f);
	assert_string_equal(s.log, "");
	f.num[0] = LOGIN_OK;
	s.sink.fact(s.sink.ctx, &f);
	s.sink.fact(s.sink.ctx, &f);
	assert_string_equal(s.log, "on default-password 10.0.0.66>10.0.0.2 telnet/23\n");
	f.num[3] = INT64_MAX;
	s.sink.fact(s.sink.ctx, &f);
}

static void test_new_master(void **state)
{
	(void)state;
	scene_begin(&s, "new-master", false);
	scene_command(&s, 5, 2, CLASS_READ);
	assert_string_equal(s.log, "");
	scene_command(&s, 5, 2, CLASS_WRITE);
	assert_string_equal(s.log, "on new-master 10.0.0.5>10.0.0.2 modbus/write\n");
	assert_int_equal(s.learning, 1); /* how the site works */
	scene_command(&s, 5, 2, CLASS_CONTROL);
	assert_int_equal(s.learning, 1); /* a stop never waits */
	assert_int_equal(s.said, 2);
	assert_false(s.last.learning);
}

static void test_operated(void **state)
{
	(void)state;
	scene_begin(&s, "", true);
	s.only = "controller";
	scene_command(&s, 5, 2, CLASS_CONTROL); /* new-master tells of it, too */
	scene_command(&s, 6, 2, CLASS_CONTROL);
	assert_string_equal(s.log, "on controller-operated 10.0.0.5>10.0.0.2 modbus\n"
				   "on controller-operated 10.0.0.6>10.0.0.2 modbus\n");
	scene_pass(&s, 3600);
	scene_forget(&s);
	scene_command(&s, 5, 2, CLASS_WRITE); /* writing is its work */
	assert_string_equal(s.log, "");
	scene_command(&s, 5, 2, CLASS_CONTROL);
	assert_string_equal(s.log, "on controller-operated 10.0.0.5>10.0.0.2 modbus\n");
	for (int day = 0; day < 5; day++) { /* day by day: usual */
		scene_pass(&s, 86400);
		scene_forget(&s);
		scene_command(&s, 6, 2, CLASS_CONTROL);
	}
	assert_string_equal(s.log, "");
}

/* One datagram proves nothing of its sender; the answer does. */
static void test_claimed(void **state)
{
	struct fact f;

	(void)state;
	scene_begin(&s, "new-master", true);
	f = scene_fact(&s, FACT_COMMAND, PROTO_modbus, 5, 2);
	f.transport = 17;
	f.num[2] = CLASS_CONTROL;
	s.sink.fact(s.sink.ctx, &f);
	assert_true(s.last.claimed);
	f.kind = FACT_ANSWER;
	f.num[2] = 0;
	s.sink.fact(s.sink.ctx, &f);
	assert_int_equal(s.said, 2);
	assert_false(s.last.claimed);
}

/* 60,000 clients: bounded, and the one that guesses on is still told. */
static void test_flood(void **state)
{
	(void)state;
	scene_begin(&s, "sign-in-guessing", true);
	for (unsigned i = 0; i < 60000; i++) {
		scene_login(&s, PROTO_ftp, 1000 + i, 2, LOGIN_FAILED, 5);
		if (i % 500 == 0)
			scene_login(&s, PROTO_telnet, 66, 3, LOGIN_FAILED, i + 1);
	}
	assert_non_null(strstr(s.log, "on sign-in-guessing 10.0.0.66>10.0.0.3 telnet/23\n"));
	assert_true(detect_counts(s.d).bytes < 64 << 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_dictionary, end),
		cmocka_unit_test_teardown(test_success_later, end),
		cmocka_unit_test_teardown(test_person, end),
		cmocka_unit_test_teardown(test_stale_password, end),
		cmocka_unit_test_teardown(test_blind, end),
		cmocka_unit_test_teardown(test_slow, end),
		cmocka_unit_test_teardown(test_many, end),
		cmocka_unit_test_teardown(test_default_password, end),
		cmocka_unit_test_teardown(test_new_master, end),
		cmocka_unit_test_teardown(test_operated, end),
		cmocka_unit_test_teardown(test_claimed, end),
		cmocka_unit_test_teardown(test_flood, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
