/* Panasonic MEWTOCOL, Yaskawa MEMOBUS, Yokogawa FA-M3 and Vnet/IP, Fuji MICREX-SX, DENSO b-CAP: named, and
 * what is asked and answered. */
#include "rows.h"

extern const struct decoder decoder_mewtocol, decoder_memobus, decoder_fa_m3, decoder_micrex, decoder_b_cap,
	decoder_vnet_ip;

#define MICREX_ASKS    "fb808000 ff7bfe00 11 0000000000 "
#define MICREX_ANSWERS "fb808000 007bfe00 11 0000000000 "

static const struct row rows[] = {
	{"MEWTOCOL reads a contact", &decoder_mewtocol, 9094, FROM_CLIENT, "=%01#RCSR0010**\r",
	 "command mewtocol 5391187 -1 read RCS: read one contact\n", 6},
	{"MEWTOCOL writes data", &decoder_mewtocol, 9094, FROM_CLIENT, "=%01#WDD0010500105050055\r",
	 "command mewtocol 22340 -1 write WD: write data\ndeed write DT105 x1\n", 6},
	{"MEWTOCOL stops", &decoder_mewtocol, 9094, FROM_CLIENT, "=%EE#RMP**\r",
	 "command mewtocol 21069 80 control RM: change to PROG mode\ndeed stop PROG\n", 17},
	{"MEWTOCOL answers", &decoder_mewtocol, 9094, FROM_SERVER, "=%01$RC120\r",
	 "kind server plc\nmaker server Panasonic\n", 6},
	{"MEWTOCOL refuses", &decoder_mewtocol, 9094, FROM_SERVER, "=%01!4100\r",
	 "kind server plc\nmaker server Panasonic\n", 6},
	{"MEWTOCOL7 reads data", &decoder_mewtocol, 9094, FROM_CLIENT, "=>@EEE00#00MMRDD00000000011A2B\r",
	 "command mewtocol 1296912964 -1 read MMRD: read data\n", 6},
	{"MEMOBUS reads registers", &decoder_memobus, 10001, FROM_CLIENT,
	 "1101"
	 "0000 0000 1500 00000000 0700 20 03 21 0064 0002",
	 "command memobus 3 -1 read Read Holding Registers\n", 6},
	{"MEMOBUS writes a register", &decoder_memobus, 10001, FROM_CLIENT,
	 "1102"
	 "0000 0000 1500 00000000 0700 20 06 21 0064 0007",
	 "command memobus 6 -1 write Write Single Register\ndeed write 100 = 7\n", 17},
	{"MEMOBUS writes registers", &decoder_memobus, 10001, FROM_CLIENT,
	 "1103"
	 "0000 0000 1a00 00000000 0c00 20 0b 21 00 6400 0200 0100 0200",
	 "command memobus 11 -1 write Write Holding Registers (extended)\ndeed write 100 x2\n", 6},
	{"MEMOBUS refuses", &decoder_memobus, 10001, FROM_SERVER,
	 "1901"
	 "0000 0000 1200 00000000 0400 20 83 12 02",
	 "kind server plc\nmaker server Yaskawa\nanswer memobus 3 -1 refused\n", 6},
	{"FA-M3 reads words", &decoder_fa_m3, 12289, FROM_CLIENT, "11 01 0008 0004 00000064 0002",
	 "command fa-m3 17 -1 read Word Read\n", 6},
	{"FA-M3 writes words", &decoder_fa_m3, 12289, FROM_CLIENT, "12 01 000a 0004 00000064 0001 0007",
	 "command fa-m3 18 -1 write Word Write\ndeed write CPU 1, D100 x1\n", 6},
	{"FA-M3 stops", &decoder_fa_m3, 12289, FROM_CLIENT, "46 01 0000",
	 "command fa-m3 70 -1 control Program Stop\ndeed stop CPU 1\n", 17},
	{"FA-M3 answers", &decoder_fa_m3, 12289, FROM_SERVER, "91 00 0004 0001 0002",
	 "kind server plc\nanswer fa-m3 17 -1 answered\n", 6},
	{"FA-M3 refuses", &decoder_fa_m3, 12289, FROM_SERVER, "c6 05 0000",
	 "kind server plc\nanswer fa-m3 70 -1 refused\n", 6},
	{"MICREX reads", &decoder_micrex, 507, FROM_CLIENT, MICREX_ASKS "00 00 0001 0600 02 640000 0200",
	 "command micrex 0 0 read Data Read\n", 6},
	{"MICREX writes", &decoder_micrex, 507, FROM_CLIENT,
	 MICREX_ASKS "01 00 0001 0800 02 640000 0100 0700",
	 "command micrex 1 0 write Data Write\ndeed write area 02, 100 x1\n", 6},
	{"MICREX stops", &decoder_micrex, 507, FROM_CLIENT, MICREX_ASKS "04 02 0001 0000",
	 "command micrex 4 2 control CPU Control: stop all\ndeed stop\n", 6},
	{"MICREX refuses", &decoder_micrex, 507, FROM_SERVER,
	 "fb808000 127bfe00 11 0000000000 04 02 0001 0000",
	 "kind server plc\nmaker server Fuji Electric\nanswer micrex 4 2 refused\n", 6},
	{"b-CAP starts", &decoder_b_cap, 5007, FROM_CLIENT, "01 10000000 0100 0000 01000000 0000 04",
	 "command b-cap 1 -1 other Service_Start\n", 6},
	{"b-CAP runs a command of the robot", &decoder_b_cap, 5007, FROM_CLIENT,
	 "01 3e000000 0200 0000 40000000 0200 0a000000 0300 01000000 05000000 1c000000 0800 01000000 "
	 "0e000000 540061006b006500410072006d00 0000 0000 04",
	 "command b-cap 64 -1 write Robot_Execute\ndeed call TakeArm\n", 17},
	{"Vnet/IP", &decoder_vnet_ip, 5313, FROM_SERVER, "00000000000000000000000000000000", "", 17},
};

static void test_rows(void **state)
{
	static struct play p;

	(void)state;
	rows_run(rows, sizeof rows / sizeof rows[0] - 1);
	p = play_of(&decoder_vnet_ip, 5313);
	p.t.client_port = 5313;
	assert_int_equal(play_smell(&p, FROM_CLIENT, "0123456789abcdef", 16).certainty, LIKELY);
	assert_int_equal(play_smell(&p, FROM_CLIENT, "short", 5).certainty, NOT_MINE);
	p.t.client_port = 40000;
	assert_int_equal(play_smell(&p, FROM_CLIENT, "0123456789abcdef", 16).certainty, NOT_MINE);
}

static struct play p;
static uint8_t bytes[512];

static void say(enum side side, const char *hex)
{
	play_bytes(&p, side, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void test_dialogues(void **state)
{
	(void)state;
	p = play_of(&decoder_mewtocol, 9094);
	play_slowly(&p, FROM_CLIENT, "%01#RCSR0010**\r%01#RMP**\r", 25);
	play_z(&p, FROM_SERVER, "%01!41**\r");
	assert_true(play_said(&p, "answer mewtocol 21069 80 refused"));
	play_z(&p, FROM_CLIENT, "%EE#RT**\r");
	play_z(&p, FROM_SERVER, "%01$RT2025168000E12D00**\r");
	assert_true(play_said(&p, "firmware server 2.5"));
	p = play_of(&decoder_memobus, 10001);
	play_slowly(&p, FROM_CLIENT, bytes,
		    bytes_of("1101 0000 0000 1500 00000000 0700 20 03 21 0064 0002", bytes, sizeof bytes));
	say(FROM_SERVER, "1901 0000 0000 1500 00000000 0700 20 03 12 0001 0002");
	assert_true(play_said(&p, "answer memobus 3 -1 answered"));
	p = play_of(&decoder_b_cap, 5007);
	say(FROM_CLIENT, "01 10000000 0700 0000 59000000 0000 04");
	say(FROM_SERVER, "01 10000000 0700 0000 05400080 0000 04");
	assert_true(play_said(&p, "command b-cap 89 -1 control Task_Stop"));
	assert_true(play_said(&p, "answer b-cap 89 -1 refused"));
}

/* b-CAP: a variable is got by its name, then read and written by its handle. */
static void test_b_cap_values(void **state)
{
	(void)state;
	p = play_of(&decoder_b_cap, 5007);
	/* Robot_GetVariable(2, "@POS", ""): 5 */
	say(FROM_CLIENT,
	    "01 42000000 0100 0000 3e000000 0300 0a000000 0300 01000000 02000000"
	    "12000000 0800 01000000 08000000 4000 5000 4f00 5300 0a000000 0800 01000000 00000000 04");
	say(FROM_SERVER, "01 1e000000 0100 0000 00000000 0100 0a000000 0300 01000000 05000000 04");
	say(FROM_CLIENT, "01 1e000000 0200 0000 65000000 0100 0a000000 1300 01000000 05000000 04");
	say(FROM_SERVER, "01 22000000 0200 0000 00000000 0100 0e000000 0420 02000000 0000c03f 000080bf 04");
	assert_true(play_said(&p, "point server @POS[0] = 1.5 float"));
	assert_true(play_said(&p, "point server @POS[1] = -1 float"));
	say(FROM_CLIENT, "01 2c000000 0300 0000 66000000 0200 0a000000 0300 01000000 05000000"
			 "0a000000 0300 01000000 07000000 04");
	assert_true(play_said(&p, "deed write @POS"));
	assert_int_equal(play_count(&p, "@POS = "), 0);
	say(FROM_SERVER, "01 10000000 0300 0000 00000000 0000 04");
	assert_true(play_said(&p, "point server @POS = 7 int32 set"));
	/* one whose getting was not seen, and one that is refused */
	say(FROM_CLIENT, "01 1e000000 0400 0000 65000000 0100 0a000000 1300 01000000 09000000 04");
	say(FROM_SERVER, "01 1e000000 0400 0000 00000000 0100 0a000000 0300 01000000 01000000 04");
	say(FROM_CLIENT, "01 2c000000 0500 0000 66000000 0200 0a000000 0300 01000000 05000000"
			 "0a000000 0300 01000000 08000000 04");
	say(FROM_SERVER, "01 10000000 0500 0000 05400080 0000 04");
	assert_int_equal(play_count(&p, "point "), 3);
}

/* What is put into a file is no name of it. */
static void test_b_cap_content(void **state)
{
	(void)state;
	p = play_of(&decoder_b_cap, 5007);
	say(FROM_CLIENT, "01 48000000 0900 0000 35000000 0200 0a000000 0300 01000000 05000000 26000000 0800 "
			 "01000000 1c000000 7300650063007200650074002000700072006f006700720061006d00 04");
	assert_int_equal(play_count(&p, "deed program-download"), 1);
	assert_int_equal(play_count(&p, "secret"), 0);
}

/* An answer of another length is one to something else; NetBIOS, whose first messages look like answers, is not it. */
static void test_fa_m3_others(void **state)
{
	(void)state;
	p = play_of(&decoder_fa_m3, 12289);
	say(FROM_CLIENT, "11 01 0008 0004 00000064 0002");
	say(FROM_SERVER, "91 00 0006 0001 8000 0000");
	assert_int_equal(play_count(&p, "point"), 0);
	say(FROM_CLIENT, "00 00 0000");
	assert_int_equal(p.last, BROKEN);
	p = play_of(&decoder_fa_m3, 40000);
	assert_int_equal(play_smell(&p, FROM_CLIENT, bytes, bytes_of("81 00 0002 2043", bytes, sizeof bytes))
				 .certainty,
			 NOT_MINE);
	assert_int_equal(play_smell(&p, FROM_SERVER, bytes, bytes_of("91 00 0002 2043", bytes, sizeof bytes))
				 .certainty,
			 LIKELY);
}

/* What is read is told when it is answered, what is written when it is taken. */
static void test_fa_m3_micrex_values(void **state)
{
	(void)state;
	p = play_of(&decoder_fa_m3, 12289);
	say(FROM_CLIENT, "11 02 0008 0004 00000064 0002");
	say(FROM_SERVER, "91 00 0004 0001 8000");
	assert_true(play_said(&p, "point server CPU2:D100 = 1 uint16"));
	assert_true(play_said(&p, "point server CPU2:D101 = 32768 uint16"));
	say(FROM_CLIENT, "01 01 0008 0009 000000c8 0002");
	say(FROM_SERVER, "81 00 0002 01 00");
	assert_true(play_said(&p, "point server I200 = 1 bool"));
	say(FROM_CLIENT, "12 01 000a 0004 00000005 0001 0007");
	say(FROM_SERVER, "92 03 0000");
	assert_int_equal(play_count(&p, "D5 = "), 0);
	say(FROM_CLIENT, "12 01 000a 0004 00000005 0001 0007");
	say(FROM_SERVER, "92 00 0000");
	assert_true(play_said(&p, "point server D5 = 7 uint16 set"));
	p = play_of(&decoder_micrex, 507);
	say(FROM_CLIENT, "fb808000 ff 7b fe 00 11 0000000000 00 00 0001 0600 02 640000 0200");
	say(FROM_SERVER, "fb808000 00 7b fe 00 11 0000000000 00 00 0001 0a00 02 640000 0200 0100 ffff");
	assert_true(play_said(&p, "point server area02:100 = 1 uint16"));
	assert_true(play_said(&p, "point server area02:101 = 65535 uint16"));
	say(FROM_CLIENT, "fb808000 ff 7b fe 00 11 0000000000 01 00 0001 0800 02 640000 0100 0700");
	assert_int_equal(play_count(&p, " set"), 0);
	say(FROM_SERVER, "fb808000 00 7b fe 00 11 0000000000 01 00 0001 0600 02 640000 0100");
	assert_true(play_said(&p, "point server area02:100 = 7 uint16 set"));
	say(FROM_CLIENT, "fb808000 ff 7b fe 00 11 0000000000 01 00 0001 0800 02 c80000 0100 0900");
	say(FROM_SERVER, "fb808000 20 7b fe 00 11 0000000000 01 00 0001 0600 02 c80000 0100");
	assert_int_equal(play_count(&p, "area02:200"), 0);
}

/* Read and written registers; the two forms of an extended read are told apart by the count of the answer; a
 * refusal and an answer that is too short tell nothing. */
static void test_memobus_values(void **state)
{
	(void)state;
	p = play_of(&decoder_memobus, 10001);
	say(FROM_CLIENT, "1101 0000 0000 1500 00000000 0700 20 04 21 0064 0002");
	say(FROM_SERVER, "1901 0000 0000 1500 00000000 0700 20 04 12 0001 8000");
	assert_true(play_said(&p, "point server input:100 = 1 uint16"));
	assert_true(play_said(&p, "point server input:101 = 32768 uint16"));
	say(FROM_CLIENT, "1102 0000 0000 1600 00000000 0800 20 09 21 00 6400 0200");
	say(FROM_SERVER, "1902 0000 0000 1800 00000000 0a00 20 09 12 00 0200 0700 0001");
	assert_true(play_said(&p, "point server holding:100 = 7 uint16"));
	assert_true(play_said(&p, "point server holding:101 = 256 uint16"));
	say(FROM_CLIENT, "1103 0000 0000 1600 00000000 0800 20 0a 21 0a00 0100 00");
	say(FROM_SERVER, "1903 0000 0000 1600 00000000 0800 20 0a 12 00 0100 0900");
	assert_true(play_said(&p, "point server input:10 = 9 uint16"));
	say(FROM_CLIENT, "1104 0000 0000 1500 00000000 0700 20 01 21 0005 000a");
	say(FROM_SERVER, "1904 0000 0000 1300 00000000 0500 20 01 12 0102");
	assert_true(play_said(&p, "point server coil:5 = 1 bool"));
	assert_true(play_said(&p, "point server coil:14 = 1 bool"));
	say(FROM_CLIENT, "1105 0000 0000 1700 00000000 0900 20 10 21 0010 0001 0102");
	assert_int_equal(play_count(&p, " set"), 0);
	say(FROM_SERVER, "1905 0000 0000 1500 00000000 0700 20 10 12 0010 0001");
	assert_true(play_said(&p, "point server holding:16 = 258 uint16 set"));
	say(FROM_CLIENT, "1106 0000 0000 1500 00000000 0700 20 05 21 0100 ff00");
	say(FROM_SERVER, "1906 0000 0000 1200 00000000 0400 20 85 12 02");
	assert_int_equal(play_count(&p, "coil:256"), 0);
	say(FROM_CLIENT, "1107 0000 0000 1500 00000000 0700 20 03 21 01f4 0040");
	say(FROM_SERVER, "1907 0000 0000 1300 00000000 0500 20 03 12 0001");
	assert_int_equal(play_count(&p, "holding:500"), 0);
}

static void test_mewtocol_values(void **state)
{
	(void)state;
	p = play_of(&decoder_mewtocol, 9094);
	play_z(&p, FROM_CLIENT, "%01#RDD0010500107**\r");
	play_z(&p, FROM_SERVER, "%01$RD630044330A00**\r");
	assert_true(play_said(&p, "point server DT105 = 99 uint16"));
	assert_true(play_said(&p, "point server DT106 = 13124 uint16"));
	assert_true(play_said(&p, "point server DT107 = 10 uint16"));
	play_z(&p, FROM_CLIENT, "%01#RCCX00000001**\r");
	play_z(&p, FROM_SERVER, "%01$RC01000080**\r");
	assert_true(play_said(&p, "point server WX0 = 1 uint16"));
	assert_true(play_said(&p, "point server WX1 = 32768 uint16"));
	play_z(&p, FROM_CLIENT, "%01#WCCY001200120700**\r");
	assert_true(play_said(&p, "deed write WY12 x1"));
	play_z(&p, FROM_SERVER, "%01$WC**\r");
	assert_true(play_said(&p, "point server WY12 = 7 uint16 set"));
	play_z(&p, FROM_CLIENT, "%01#WDD000010000205000700**\r");
	play_z(&p, FROM_SERVER, "%01$WD**\r");
	assert_true(play_said(&p, "point server DT1 = 5 uint16 set"));
	assert_true(play_said(&p, "point server DT2 = 7 uint16 set"));
	play_z(&p, FROM_CLIENT, "%01#RCSR010A**\r");
	play_z(&p, FROM_SERVER, "%01$RC1**\r");
	assert_true(play_said(&p, "point server R10A = 1 bool"));
	play_z(&p, FROM_CLIENT, "%01#WCSR010A0**\r");
	play_z(&p, FROM_SERVER, "%01!61**\r");
	assert_int_equal(play_count(&p, "R10A = 0"), 0);
	play_z(&p, FROM_CLIENT, "%01#WCSR010A0**\r");
	play_z(&p, FROM_SERVER, "%01$WC**\r");
	assert_true(play_said(&p, "point server R10A = 0 bool set"));
	play_z(&p, FROM_CLIENT, "%01#RDD0000099999**\r"); /* more than is answered, and backwards */
	play_z(&p, FROM_SERVER, "%01$RD0100**\r");
	play_z(&p, FROM_CLIENT, "%01#RDD0000900001**\r");
	play_z(&p, FROM_SERVER, "%01$RD0100**\r");
	assert_int_equal(play_count(&p, "point server DT0 = 1 uint16\n"), 1);
	assert_int_equal(play_count(&p, "DT9 "), 0);
}

/* Cut at every byte over TCP: the same is said. */
static void test_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		size_t n;

		if (rows[i].transport != 6)
			continue;
		n = row_read(&rows[i]);
		row_play(&rows[i], &p);
		play_slowly(&p, rows[i].side, row_bytes, n);
		assert_string_equal(p.e.log, rows[i].log);
	}
}

static struct smell nose(const struct decoder *d, const char *hex)
{
	p = play_of(d, 40000);
	return hex[0] == '=' ? play_smell(&p, FROM_CLIENT, hex + 1, strlen(hex) - 1)
			     : play_smell(&p, FROM_CLIENT, bytes, bytes_of(hex, bytes, sizeof bytes));
}

static void test_nose(void **state)
{
	(void)state;
	assert_int_equal(nose(&decoder_mewtocol, "=%01#RCSR00101F\r").certainty, NOT_MINE);
	assert_int_equal(nose(&decoder_mewtocol, "=%01#RCSR0010**\r").certainty, LIKELY);
	assert_int_equal(nose(&decoder_mewtocol, "=%01$RC120\r").certainty, SURE);
	assert_int_equal(nose(&decoder_mewtocol, "=<html><head>\r\n").certainty, NOT_MINE);
	assert_int_equal(
		nose(&decoder_memobus, "1101 0000 0000 1600 00000000 0700 20 03 21 0064 0002").certainty,
		NOT_MINE);
	assert_int_equal(
		nose(&decoder_memobus, "1101 0000 0000 1500 00000000 0700 21 03 21 0064 0002").certainty,
		NOT_MINE);
	assert_int_equal(nose(&decoder_fa_m3, "11 01 0008 0004 00000064 0002").certainty, LIKELY);
	assert_int_equal(nose(&decoder_fa_m3, "11 05 0008 0004 00000064 0002").certainty, NOT_MINE);
	assert_int_equal(nose(&decoder_fa_m3, "46 01 0001 00").certainty, NOT_MINE);
	assert_int_equal(nose(&decoder_micrex, MICREX_ASKS "04 09 0001 0000").certainty, NOT_MINE);
	assert_int_equal(nose(&decoder_micrex, MICREX_ANSWERS "04 02 0001 0000").role, ROLE_SERVER);
	assert_int_equal(nose(&decoder_b_cap, "01 10000000 0100 0000 01000000 0000 05").certainty, NOT_MINE);
	assert_int_equal(nose(&decoder_b_cap, "01 10000000 0100 0000 00000000 0000 04").certainty, LIKELY);
}

/* Lengths that lie. */
static void test_lies(void **state)
{
	static const struct {
		const struct decoder *d;
		const char *hex;
	} lies[] = {{&decoder_memobus, "1101 0000 0000 ffff 00000000"},
		    {&decoder_b_cap, "01 ffffffff 0100"},
		    {&decoder_fa_m3, "11 01 ffff"},
		    {&decoder_micrex, MICREX_ASKS "00 00 0001 ffff"}};

	(void)state;
	for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
		p = play_of(lies[i].d, 40000);
		say(FROM_CLIENT, lies[i].hex);
		assert_int_equal(p.last, BROKEN);
	}
	memset(bytes, '%', sizeof bytes);
	p = play_of(&decoder_mewtocol, 40000);
	for (int i = 0; i < 10 && p.last != BROKEN; i++)
		play_bytes(&p, FROM_CLIENT, bytes, sizeof bytes);
	assert_int_equal(p.last, BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows),
					   cmocka_unit_test(test_dialogues),
					   cmocka_unit_test(test_cut),
					   cmocka_unit_test(test_b_cap_values),
					   cmocka_unit_test(test_b_cap_content),
					   cmocka_unit_test(test_fa_m3_others),
					   cmocka_unit_test(test_fa_m3_micrex_values),
					   cmocka_unit_test(test_memobus_values),
					   cmocka_unit_test(test_mewtocol_values),
					   cmocka_unit_test(test_nose),
					   cmocka_unit_test(test_lies)};

	return cmocka_run_group_tests_name("proto-japan", tests, NULL, NULL);
}
