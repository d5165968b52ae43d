/* FANUC FOCAS: dumps of real machines as kept in diohpix/pyfanuc; what is set, in its form. */
#include "rows.h"

extern const struct decoder decoder_focas;

static const struct row rows[] = {
	{"FOCAS opens", &decoder_focas, 8193, FROM_CLIENT, "a0a0a0a00001010100020002", "", 6},
	{"FOCAS answers", &decoder_focas, 8193, FROM_SERVER, "a0a0a0a00001010200020001",
	 "maker server FANUC\nkind server plc\n", 6},
	{"a byte of the PMC is set", &decoder_focas, 8193, FROM_CLIENT,
	 "a0a0a0a00001210100 1f 0001 001d 0002 0001 8002 00000064 00000064 00000005 00000000 00000001 2a",
	 "command focas 33 32770 write Write PMC\ndeed write R100 to R100\n", 6},
	{"a program is to be deleted", &decoder_focas, 8193, FROM_CLIENT,
	 "a0a0a0a00001210100 1e 0001 001c 0001 0001 0005 00000001 00000000 00000000 00000000 00000000",
	 "command focas 33 5 program Delete program\ndeed program-delete O0001\n", 6},
	{"the clock is set", &decoder_focas, 8193, FROM_CLIENT,
	 "a0a0a0a00001210100 2a 0001 0028 0001 0001 0046 00000001 00000000 00000000 00000000 0000000c "
	 "000000000000 000c 001e 0000",
	 "command focas 33 70 control Set clock\ndeed clock time\n", 6},
	{"parameters are written", &decoder_focas, 8193, FROM_CLIENT,
	 "a0a0a0a00001210100 22 0001 0020 0001 0001 008e 00000000 00000000 00000000 00000000 00000004 "
	 "00000001",
	 "command focas 33 142 program Write parameters\ndeed config\n", 6},
	{"a program is downloaded", &decoder_focas, 8193, FROM_CLIENT,
	 "a0a0a0a00001110100 0c 0000 0001 4e3a4f3132333400",
	 "command focas 17 0 program Download\n"
	 "deed program-download N:O1234\n",
	 6},
	{"a file is written to the card", &decoder_focas, 8193, FROM_CLIENT,
	 "a0a0a0a00001110100 0a 8009 0001 303a41424300",
	 "command focas 17 32777 program Download to the memory card\ndeed file-write 0:ABC\n", 6},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static struct play p;

static void start(void)
{
	p = play_of(&decoder_focas, 8193);
	p.t.transport = 6;
}

static void hex(enum side side, const char *text)
{
	static uint8_t bytes[4096];

	(void)play_bytes(&p, side, bytes, bytes_of(text, bytes, sizeof bytes));
}

#define NONE4        "00000000 00000000 00000000 00000000"
#define NONE5        "00000000 " NONE4
#define ASK          "001c 0001 0001 "
#define SYSTEM_ASKED "a0a0a0a0 0001 2101 001e 0001 " ASK "0018 " NONE5
/* Series 31i, MODEL B, milling, 6 axes of at most 32 */
#define SYSTEM_TOLD                                                                                          \
	"a0a0a0a0 0004 2102 0024 0001 0022 0001 0001 0018 000000000000 0012 0202 0020 3331 204d 47333231 "   \
	"32382e30 3036"

static void test_system(void **state)
{
	(void)state;
	start();
	hex(FROM_CLIENT, SYSTEM_ASKED);
	hex(FROM_SERVER, SYSTEM_TOLD);
	assert_string_equal(p.e.log, "command focas 33 24 read Read system information\n"
				     "maker server FANUC\nkind server plc\n"
				     "answer focas 33 24 answered\n"
				     "model server Series 31i-MODEL B M\n"
				     "firmware server G321 28.0\n");
}

/* diohpix/pyfanuc, sample_with_error.md */
static void ask_all(void)
{
	hex(FROM_CLIENT,
	    "a0a0a0a0 0001 2101 00fe 0009 " ASK "001a " NONE5 ASK "001c " NONE5 ASK "001d " NONE5 ASK
	    "0024 " NONE5 ASK "0025 " NONE5 ASK "0026 00000004 ffffffff 00000000 00000000 00000000" ASK
	    "0026 00000001 ffffffff 00000000 00000000 00000000" ASK
	    "0026 00000006 ffffffff 00000000 00000000 00000000" ASK
	    "0026 00000007 ffffffff 00000000 00000000 00000000");
	hex(FROM_SERVER, "a0a0a0a0 0002 2102 016a 0009"
			 "0014 0001 0001 001a 000000000000 0004 00000000"
			 "0018 0001 0001 001c 000000000000 0008 00000bb8 00000bb8"
			 "0014 0001 0001 001d 000000000000 0004 00000000"
			 "0018 0001 0001 0024 000000000000 0008 00000000 000a 0004"
			 "0010 0001 0001 0025 000100000000 0000"
			 "0050 0001 0001 0026 000000000000 0040"
			 "002f7ae9000a0004 0002bc02000a0004 00000000000a0004 00000000000a0004"
			 "ffeced30000a0004 0036ee80000a0004 00000000000a0004 00000000000a0004"
			 "0050 0001 0001 0026 000000000000 0040"
			 "fffdb0bd000a0004 ffed5111000a0004 fffff7ad000a0004 ffffff9d000a0004"
			 "ffeced30000a0004 00322a47000a0004 00000000000a0004 00000000000a0004"
			 "0050 0001 0001 0026 000000000000 0040"
			 "0016d105000a0004 0004780b000a0004 fffffe62000a0004 000010af000a0004"
			 "000ae567000a0004 e418b60e000a0004 00000000000a0004 00000000000a0004"
			 "0010 0001 0001 0026 000600000000 0000");
}

static void test_real_machine(void **state)
{
	(void)state;
	start();
	hex(FROM_CLIENT, SYSTEM_ASKED);
	hex(FROM_SERVER, SYSTEM_TOLD);
	ask_all();
	assert_true(play_said(&p, "point server alarms = 0 int32"));
	assert_true(play_said(&p, "point server program = 3000 int32"));
	assert_true(play_said(&p, "point server feed = 0"));
	assert_true(play_said(&p, "answer focas 33 37 refused"));
	assert_true(play_said(&p, "point server absolute:1 = 311.1657"));
	assert_true(play_said(&p, "point server machine:1 = -15.1363"));
	assert_int_equal(play_count(&p, "absolute:"), 6);
	assert_int_equal(play_count(&p, "distance:"), 0);
}

/* How many axes there are nobody said: what stands behind the last would be told as one. */
static void test_axes_unknown(void **state)
{
	(void)state;
	start();
	ask_all();
	assert_int_equal(play_count(&p, "absolute:"), 0);
	assert_true(play_said(&p, "point server program = 3000 int32"));
}

static void test_pmc(void **state)
{
	(void)state;
	start();
	hex(FROM_CLIENT,
	    "a0a0a0a0 0001 2101 001e 0001 001c 0002 0001 8001 00000064 00000067 00000009 00000001 00000000");
	hex(FROM_SERVER, "a0a0a0a0 0002 2102 0016 0001 0014 0002 0001 8001 000000000000 0004 0102 ffff");
	assert_true(play_said(&p, "point server D100 = 258 uint16"));
	assert_true(play_said(&p, "point server D102 = 65535 uint16"));
}

static void write_pmc(const char *last, const char *status)
{
	char question[256], answer[256];

	snprintf(question, sizeof question,
		 "a0a0a0a0 0001 2101 0020 0001 001e 0002 0001 8002 0000000a %s 00000005 00000000 00000002 "
		 "2a01",
		 last);
	snprintf(answer, sizeof answer, "a0a0a0a0 0002 2102 0012 0001 0010 0002 0001 8002 %s 00000000 0000",
		 status);
	start();
	hex(FROM_CLIENT, question);
	hex(FROM_SERVER, answer);
}

static void test_pmc_set(void **state)
{
	(void)state;
	write_pmc("0000000b", "0000");
	assert_true(play_said(&p, "point server R10 = 42 uint8 set"));
	assert_true(play_said(&p, "point server R11 = 1 uint8 set"));
	write_pmc("0000000b", "0007");
	assert_int_equal(play_count(&p, "point "), 0);
	assert_true(play_said(&p, "answer focas 33 32770 refused"));
	write_pmc("0000000c", "0000"); /* not as many bytes as places */
	assert_int_equal(play_count(&p, "point "), 0);
}

static void test_macros(void **state)
{
	(void)state;
	start();
	hex(FROM_CLIENT,
	    "a0a0a0a0 0001 2101 001e 0001 " ASK "0015 00000064 00000066 00000000 00000000 00000000");
	hex(FROM_SERVER, "a0a0a0a0 0002 2102 002a 0001 0028 0001 0001 0015 000000000000 0018"
			 "0000007b000a0001 00000000000affff fffffffe00020001");
	assert_true(play_said(&p, "point server #100 = 12.3"));
	assert_int_equal(play_count(&p, "#101"), 0);
	assert_true(play_said(&p, "point server #102 = -1"));
}

static void test_transfer(void **state)
{
	(void)state;
	start();
	hex(FROM_CLIENT, "a0a0a0a0 0001 1101 000c 0000 0001 4e3a4f3132333400");
	hex(FROM_SERVER, "a0a0a0a0 0002 1103 0008 0000ffef00010000");
	assert_true(play_said(&p, "answer focas 17 0 refused"));
	start();
	hex(FROM_CLIENT, "a0a0a0a0 0001 1501 000c 0000 0001 4f3030303100 0000");
	hex(FROM_SERVER, "a0a0a0a0 0002 1502 0000 a0a0a0a0 0002 1604 0003 254f31 a0a0a0a0 0002 1701 0000");
	hex(FROM_CLIENT, "a0a0a0a0 0001 1702 0000");
	assert_true(play_said(&p, "command focas 21 0 program Upload"));
	assert_true(play_said(&p, "answer focas 21 0 answered"));
}

static struct smell nose(const char *hex)
{
	static uint8_t bytes[64];

	p = play_of(&decoder_focas, 40000);
	return play_smell(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void test_nose(void **state)
{
	(void)state;
	assert_int_equal(nose("a0a0a0a0 0001 0101 0002 0002").certainty, SURE);
	assert_int_equal(nose("a0a0a0a0 0001 3101 0002 0002").certainty, NOT_MINE);
	assert_int_equal(nose("a0a0a0a0 0001 0105 0002 0002").certainty, NOT_MINE);
	assert_int_equal(nose("a0a0a0a0 0001 01").certainty, NOT_MINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),         cmocka_unit_test(test_system),
		cmocka_unit_test(test_real_machine), cmocka_unit_test(test_axes_unknown),
		cmocka_unit_test(test_pmc),          cmocka_unit_test(test_pmc_set),
		cmocka_unit_test(test_macros),       cmocka_unit_test(test_transfer),
		cmocka_unit_test(test_nose)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
