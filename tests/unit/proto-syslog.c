/* syslog, and what access points write into it. */
#include "rows.h"

#include "decode/radiolog.h"

extern const struct decoder decoder_syslog;

static const struct row rows[] = {
	{"RFC 3164", &decoder_syslog, 514, FROM_CLIENT, "=<34>Oct 11 22:14:15 gw-1.plant su: failed",
	 "log client server Oct 11 22:14:15 gw-1.plant su: failed |  | 4 2 0 0\n"
	 "name client gw-1\n",
	 0},
	{"RFC 5424 with a clock an hour fast", &decoder_syslog, 514, FROM_CLIENT,
	 "=<165>1 2023-11-14T23:13:20.000000Z plc-7 app - - - hello",
	 "log client server 1 2023-11-14T23:13:20.000000Z plc-7 app - - - hello |  | 20 5 0 0\n"
	 "name client plc-7\n"
	 "clock client ::  |  | 3600000000 0 0 0\n",
	 0},
	{"RFC 5424 with a zone", &decoder_syslog, 514, FROM_CLIENT,
	 "=<165>1 2023-11-15T07:13:20+09:00 - app - - - x",
	 "log client server 1 2023-11-15T07:13:20+09:00 - app - - - x |  | 20 5 0 0\n"
	 "clock client ::  |  | 0 0 0 0\n",
	 0},
	{"hostapd", &decoder_syslog, 514, FROM_CLIENT,
	 "=<30>Nov 20 09:00:00 ap-1 hostapd: wlan0: STA 02:11:22:33:44:55 IEEE 802.11: associated (aid 1)",
	 "log client server Nov 20 09:00:00 ap-1 hostapd: wlan0: STA 02:11:22:33:44:55 IEEE 802.11: "
	 "associated (aid 1) |  | 3 6 0 0\n"
	 "name client ap-1\n"
	 "medium ::/02:11:22:33:44:55 client wifi |  | 0 0 0 0\n"
	 "role client access-point\n",
	 0},
	{"no priority", &decoder_syslog, 514, FROM_CLIENT, "=just words",
	 "log client server just words |  | 1 5 0 0\n", 0},
};

static void test_rows(void **state)
{
	(void)state;
	ROWS_RUN(rows);
}

static bool joins(const char *line, const char *expected)
{
	struct mac station;
	char text[MAC_TEXT];

	return radiolog_station(text_z(line), &station) && strcmp(mac_text(station, text), expected) == 0;
}

static void test_access_points(void **state)
{
	struct mac m;

	(void)state;
	assert_true(joins("wlan0: STA 02:11:22:33:44:55 WPA: pairwise key handshake completed (RSN)",
			  "02:11:22:33:44:55"));
	assert_true(joins(
		"%DOT11-6-ASSOC: Interface Dot11Radio0, Station  0211.2233.4455 Associated KEY_MGMT[NONE]",
		"02:11:22:33:44:55"));
	assert_true(joins("wlan0: AP-STA-CONNECTED 02:11:22:33:44:55", "02:11:22:33:44:55"));
	assert_true(joins("02:11:22:33:44:55@wlan1: connected, signal strength -50", "02:11:22:33:44:55"));
	assert_false(radiolog_station(text_z("wlan0: STA 02:11:22:33:44:55 IEEE 802.11: disassociated"), &m));
	assert_false(
		radiolog_station(text_z("wlan0: STA 02:11:22:33:44:55 IEEE 802.11: deauthenticated"), &m));
	assert_false(radiolog_station(text_z("wlan0: STA ff:ff:ff:ff:ff:ff IEEE 802.11: associated"), &m));
	assert_false(radiolog_station(text_z("STA without an address associated"), &m));
}

static void test_stream(void **state)
{
	static const char counted[] = "12 <13>one line9 <14>other";
	struct play p = play_of(&decoder_syslog, 601);

	(void)state;
	play_slowly(&p, FROM_CLIENT, counted, sizeof counted - 1);
	assert_true(play_said(&p, "log client server one line |  | 1 5 0 0"));
	assert_true(play_said(&p, "log client server other |  | 1 6 0 0"));
	play_z(&p, FROM_CLIENT, "<15>ended by a line feed\n");
	assert_true(play_said(&p, "log client server ended by a line feed |  | 1 7 0 0"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_access_points),
					   cmocka_unit_test(test_stream)};

	return cmocka_run_group_tests_name("proto-syslog", tests, NULL, NULL);
}
