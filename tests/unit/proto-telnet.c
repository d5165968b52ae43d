/* Telnet and rlogin: prompts, echo, results, without ever telling what follows a login. */
#include "recorder.h"

extern const struct decoder decoder_telnet, decoder_rlogin;
static struct play p;

static int fresh(void **state)
{
	(void)state;
	p = play_of(&decoder_telnet, 23);
	return 0;
}

#define S(z) play_bytes(&p, FROM_SERVER, z, sizeof(z) - 1)
#define C(z) play_bytes(&p, FROM_CLIENT, z, sizeof(z) - 1)

static void test_smells(void **state)
{
	(void)state;
	p.t.server_port = 6000;
	assert_int_equal(play_smell(&p, FROM_SERVER, "\xff\xfd\x18\xff\xfb\x01", 6).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_SERVER, "\xff\xfd\x18", 3).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_SERVER, "\xff\xd8\xff\xe0", 4).certainty, NOT_MINE); /* JPEG */
	assert_int_equal(play_smell(&p, FROM_SERVER,
				    "\xff\xfe"
				    "a\0",
				    4)
				 .certainty,
			 NOT_MINE); /* UTF-16 */
	assert_int_equal(play_smell(&p, FROM_SERVER, "plc login: ", 11).certainty, NOT_MINE);
	p.t.server_port = 23;
	assert_int_equal(play_smell(&p, FROM_SERVER, "plc login: ", 11).certainty, LIKELY);
}

static void test_login(void **state)
{
	(void)state;
	S("\xff\xfd\x18\xff\xfb\x01");
	C("\xff\xfb\x18\xff\xfa\x18\x00vt100\xff\xf0\xff\xfd\x01");
	S("\r\nFactory Linux 2.4\r\n\r\0plc7 login: ");
	C("a");
	S("a");
	C("dnim");
	S("dnim");
	C("\x7f\x7fmin\r\0");
	S("\b \b\b \bmin\r\n");
	S("Password: ");
	C("ge");
	C("heim\r\n");
	S("\r\nLogin incorrect\r\n");
	S("plc7 login: ");
	C("root\r\n");
	S("root\r\nPassword: ");
	C("toor\r\n");
	S("\r\nLast failed login: Mon\r\n\x1b[1m# ");
	assert_int_equal(p.last, ENOUGH);
	C("reboot secret\r\n");
	assert_string_equal(p.e.log, "banner server Factory Linux 2.4\nname server plc7\nlogin password "
				     "clear failed adnmin/geheim\n"
				     "login password clear ok root/toor\n");
}

static void test_prompt_again(void **state)
{
	(void)state;
	S("User Access Verification\r\n\r\nPassword: ");
	C("a\r\n");
	S("\r\nPassword: ");
	C("b\r\n");
	S("\r\nPassword: ");
	C("c\r\n");
	S("\r\nswitch>");
	assert_string_equal(p.e.log,
			    "banner server User Access Verification\nlogin password clear failed /a\n"
			    "login password clear failed /b\nlogin password clear ok /c\n");
}

static void test_without_password(void **state)
{
	(void)state;
	S("login: ");
	C("root\r\n");
	S("root\r\n~ # ");
	assert_string_equal(p.e.log, "login none clear ok root/\n");
}

static void test_slow(void **state)
{
	static const char shown[] = "Box\r\nlogin: ";

	(void)state;
	play_slowly(&p, FROM_SERVER, shown, sizeof shown - 1);
	play_slowly(&p, FROM_CLIENT, "op\r\n", 4);
	play_slowly(&p, FROM_SERVER, "op\r\nPassword: ", 14);
	play_slowly(&p, FROM_CLIENT, "pw\r\n", 4);
	play_slowly(&p, FROM_SERVER, "\r\nWelcome\r\n", 11);
	assert_string_equal(p.e.log, "banner server Box\nlogin password clear ok op/pw\n");
}

static void test_endless(void **state)
{
	(void)state;
	for (int i = 0; i < 400; i++)
		S("measured value 23.5 without any prompt whatever\r\n");
	assert_int_equal(p.last, ENOUGH);
	assert_string_equal(p.e.log, "");
}

static void test_rlogin(void **state)
{
	(void)state;
	p = play_of(&decoder_rlogin, 513);
	assert_int_equal(play_smell(&p, FROM_CLIENT, "\0me\0root\0xterm/38400\0", 22 - 1).certainty, SURE);
	assert_int_equal(play_smell(&p, FROM_CLIENT, "\0\0\0\0\0", 5).certainty, NOT_MINE);
	C("\0me\0root\0xterm/");
	C("38400\0");
	S("\0");
	S("Password: ");
	C("pw\r");
	S("\r\nhost$ ");
	assert_string_equal(p.e.log, "login password clear ok root/pw\n");
	p = play_of(&decoder_rlogin, 513);
	C("\0me\0root\0xterm/38400\0");
	S("\0Last login: today\r\n");
	assert_string_equal(p.e.log, "login none clear ok root/\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_smells, fresh),
		cmocka_unit_test_setup(test_login, fresh),
		cmocka_unit_test_setup(test_prompt_again, fresh),
		cmocka_unit_test_setup(test_without_password, fresh),
		cmocka_unit_test_setup(test_slow, fresh),
		cmocka_unit_test_setup(test_endless, fresh),
		cmocka_unit_test_setup(test_rlogin, fresh),
	};

	return cmocka_run_group_tests_name("proto-telnet", tests, NULL, NULL);
}
