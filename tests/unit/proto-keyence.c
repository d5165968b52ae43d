/* KEYENCE KV host link: lines of ASCII. */
#include "rows.h"

extern const struct decoder decoder_keyence;

static const struct row rows[] = {
	{"the model is asked for", &decoder_keyence, 8501, FROM_CLIENT, "=?K\r",
	 "command keyence 16203 -1 read ?K: ask for the model\n", 6},
	{"to PROGRAM mode", &decoder_keyence, 8501, FROM_CLIENT, "=M0\r",
	 "command keyence 19760 -1 control M0: change to PROGRAM mode\ndeed stop\n", 6},
	{"a relay is set once, which the program may undo", &decoder_keyence, 8501, FROM_CLIENT,
	 "=ST MR1015\r", "command keyence 21332 -1 write ST: force on\ndeed write MR1015\n", 17},
	{"a device is written", &decoder_keyence, 8501, FROM_CLIENT, "=WR DM100.U 42\r\n",
	 "command keyence 22354 -1 write WR: write a device\ndeed write DM100.U 42\n", 17},
	{"the clock is set", &decoder_keyence, 8501, FROM_CLIENT, "=WRT 26 11 30 02 45 00 1\r",
	 "command keyence 5722708 -1 control WRT: set the clock\ndeed clock 2026-11-30 02:45\n", 6},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;

static void start(void)
{
	p = play_of(&decoder_keyence, 8501);
	p.t.transport = 6;
}

static void test_model(void **state)
{
	(void)state;
	start();
	play_z(&p, FROM_CLIENT, "?K\r");
	play_z(&p, FROM_SERVER, "57\r\n");
	assert_string_equal(p.e.log, "command keyence 16203 -1 read ?K: ask for the model\n"
				     "kind server plc\n"
				     "answer keyence 16203 -1 answered\n"
				     "maker server KEYENCE\n"
				     "model server KV-8000\n");
}

static void test_values(void **state)
{
	(void)state;
	start();
	play_z(&p, FROM_CLIENT, "RDS DM100.S 3\rRDS R914 3\rRD W1F.H\rRD DM0.D\r");
	play_z(&p, FROM_SERVER, "-00001 00002 +32767\r\n1 0 1\r\n00AB\r\n0000070000\r\n");
	assert_true(play_said(&p, "point server DM100 = -1 int16"));
	assert_true(play_said(&p, "point server DM102 = 32767 int16"));
	assert_true(play_said(&p, "point server R914 = 1 bool"));
	assert_true(play_said(&p, "point server R915 = 0 bool"));
	assert_true(play_said(&p, "point server R1000 = 1 bool"));
	assert_true(play_said(&p, "point server W1F = 171 uint16"));
	assert_true(play_said(&p, "point server DM0 = 70000 uint32"));
}

static void test_set_when_accepted(void **state)
{
	(void)state;
	start();
	play_z(&p, FROM_CLIENT, "WRS DM10.D 2 1 2\rWR MR0 1\r");
	play_z(&p, FROM_SERVER, "OK\r\nE4\r\n");
	assert_true(play_said(&p, "point server DM10 = 1 uint32 set"));
	assert_true(play_said(&p, "point server DM12 = 2 uint32 set"));
	assert_int_equal(play_count(&p, "MR000 ="), 0);
	assert_true(play_said(&p, "answer keyence 22354 -1 refused"));
}

static void test_monitors(void **state)
{
	(void)state;
	start();
	play_z(&p, FROM_CLIENT, "MWS DM0.U DM8.S W1F.H\rMBS R914 MR100\r");
	play_z(&p, FROM_SERVER, "OK\r\nOK\r\n");
	play_z(&p, FROM_CLIENT, "MWR\rMBR\r");
	play_z(&p, FROM_SERVER, "00012 -00003 00AB\r\n1 0\r\n");
	assert_true(play_said(&p, "point server DM0 = 12 uint16"));
	assert_true(play_said(&p, "point server DM8 = -3 int16"));
	assert_true(play_said(&p, "point server W1F = 171 uint16"));
	assert_true(play_said(&p, "point server R914 = 1 bool"));
	assert_true(play_said(&p, "point server MR100 = 0 bool"));
}

static void test_monitor_refused(void **state)
{
	(void)state;
	start();
	play_z(&p, FROM_CLIENT, "MWS DM0.U\rMWR\r");
	play_z(&p, FROM_SERVER, "E1\r\n00012\r\n");
	assert_int_equal(play_count(&p, "point "), 0);
}

static void test_forced(void **state)
{
	(void)state;
	start();
	play_z(&p, FROM_CLIENT, "ST MR100\rRSS MR200 2\rRS MR300\r");
	play_z(&p, FROM_SERVER, "OK\r\nOK\r\nE4\r\n");
	assert_true(play_said(&p, "point server MR100 = 1 bool set"));
	assert_true(play_said(&p, "point server MR200 = 0 bool set"));
	assert_true(play_said(&p, "point server MR201 = 0 bool set"));
	assert_int_equal(play_count(&p, "MR300 ="), 0);
}

static void test_slowly(void **state)
{
	(void)state;
	start();
	play_slowly(&p, FROM_CLIENT, "RD DM7.U\r\nRD DM8.U\r\n", 20);
	play_slowly(&p, FROM_SERVER, "00005\r\n00006\r\n", 14);
	assert_true(play_said(&p, "point server DM7 = 5 uint16"));
	assert_true(play_said(&p, "point server DM8 = 6 uint16"));
}

static struct smell nose(uint16_t port, const char *line)
{
	start();
	p.t.server_port = port;
	return play_smell(&p, FROM_CLIENT, line, strlen(line));
}

/* Named by a device in its form, anywhere; by a bare word only where the port bears it out. */
static void test_nose(void **state)
{
	(void)state;
	assert_int_equal(nose(40000, "RDS DM100.U 4\r").certainty, SURE);
	assert_int_equal(nose(40000, "RD CC1\r").certainty, SURE);
	assert_int_equal(nose(40000, "?K\r").certainty, LIKELY);
	assert_int_equal(nose(40000, "RD HELLO\r").certainty, NOT_MINE);
	assert_int_equal(nose(40000, "RDS R16 1\r").certainty, NOT_MINE);
	assert_int_equal(nose(40000, "RDS DM0 1001\r").certainty, NOT_MINE);
	assert_int_equal(nose(40000, "WR DM0\r").certainty, NOT_MINE);
	assert_int_equal(nose(40000, "STAT pop\r\n").certainty, NOT_MINE);
	assert_int_equal(nose(40000, "OK\r\n").certainty, NOT_MINE);
	assert_int_equal(nose(40000, "\nRD DM0\r").certainty, NOT_MINE);
	assert_int_equal(nose(40000, " RD DM0\r").certainty, NOT_MINE);
	assert_int_equal(nose(8501, "OK\r\n").role, ROLE_SERVER);
}

static void test_bounds(void **state)
{
	static char line[20000];

	(void)state;
	memset(line, ' ', sizeof line - 1);
	start();
	play_bytes(&p, FROM_CLIENT, line, sizeof line - 1);
	assert_int_equal(p.last, BROKEN);
	start();
	for (int i = 0; i < 40; i++)
		play_z(&p, FROM_CLIENT, "RDS DM0 1000\r");
	memset(line, '1', sizeof line - 1);
	for (size_t i = 1; i < 4000; i += 2)
		line[i] = ' ';
	memcpy(line + 4000, "\r\n", 3);
	play_z(&p, FROM_SERVER, line);
	assert_int_equal(play_count(&p, "point "), 64);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_monitors),
					   cmocka_unit_test(test_monitor_refused),
					   cmocka_unit_test(test_forced),
					   cmocka_unit_test(test_rows),
					   cmocka_unit_test(test_model),
					   cmocka_unit_test(test_values),
					   cmocka_unit_test(test_set_when_accepted),
					   cmocka_unit_test(test_slowly),
					   cmocka_unit_test(test_nose),
					   cmocka_unit_test(test_bounds)};

	return cmocka_run_group_tests_name("proto-keyence", tests, NULL, NULL);
}
