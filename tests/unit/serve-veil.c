/* What a viewer who sees a part of the site reads in sentences and in words from the wire: device 1 (and 3, which shares an
 * address with it) is his, 2 is not. */
#include "site-scene.h"

#include "serve/veil.h"

#define DEVICE(id, mac, ip)                                                                                  \
	"INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, packets, bytes, mac, "   \
	"ip, random_mac, router, hidden, known, payload, unnamed_payload) VALUES (" id                       \
	", 'plc', 'device', 90, 1, 2, 1, 1, 1, '" mac "', '" ip "', 0, 0, 0, 0, 0, 0);"                      \
	"INSERT INTO address VALUES (" id ", 'mac', '" mac "', 1, 2, 1, 'frame', 90), (" id ", 'ip', '" ip   \
	"', 1, 2, 1, 'frame', 90);"

static int begin(void **state)
{
	scene_open(state);
	scene_touched = true; /* devices are written by hand */
	assert_int_equal(veil_register(site), 0);
	assert_int_equal(sqlite3_exec(store_db(site),
				      DEVICE("1", "00:1b:1b:00:00:01", "192.168.1.1") DEVICE(
					      "2", "00:1b:1b:00:00:02",
					      "192.168.1.2") "INSERT INTO address VALUES (2, 'ip', "
							     "'2001:db8::2', 1, 2, 1, 'frame', 90), (2, "
							     "'ip', '192.168.1.3', 1, 2, 1, 'arp', 90), "
							     "(1, 'ip', '192.168.1.3', 1, 2, 1, 'arp', "
							     "90), (2, 'ip', '203.0.113.2', 1, 2, 1, "
							     "'frame', 90);"
							     "INSERT INTO ledger(id, line_no, mac, ip, "
							     "device) VALUES (1, 1, "
							     "'00:1b:1b:00:00:0a', '198.51.100.10', 1), "
							     "(2, 2, '00:1b:1b:00:00:0b', "
							     "'198.51.100.11', NULL)",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	return 0;
}

static int end(void **state) { return scene_close(state); }

static const char *told(const char *function, int all, enum language l, const char *text)
{
	char sql[1200];

	snprintf(sql, sizeof sql, "SELECT %s(%d, '[1]', %d, '%s')", function, all, l, text);
	return ask(sql);
}

static const char *en(const char *text) { return told("veiled", 0, LANG_EN, text); }
static const char *ja(const char *text) { return told("veiled", 0, LANG_JA, text); }

static void his_own_and_what_is_no_address_are_told(void **state)
{
	static const char *const as_they_are[] = {
		"It asks 192.168.1.1.",
		"192.168.1.1:502, tcp/192.168.1.1",
		"mac 00:1b:1b:00:00:01, listed as 00:1b:1b:00:00:0a",
		"shared 192.168.1.3", /* his device claims it, too */
		"listed 198.51.100.10",
		"firmware 4.5.0.1, OID 1.3.6.1.4.1, at 12:34:56",
		"outside 93.184.216.34, 2a00::1", /* nobody of the plant */
		"network 192.168.1.0/24, all of 10.0.0.0/8",
		"to everybody 255.255.255.255, 224.0.0.251, ff:ff:ff:ff:ff:ff, 01:00:5e:00:00:fb",
		"here 127.0.0.1",
		"d2 is a register",
		"a.b:c...::",
		"",
	};

	(void)state;
	for (size_t i = 0; i < sizeof as_they_are / sizeof *as_they_are; i++)
		assert_string_equal(en(as_they_are[i]), as_they_are[i]);
}

static void an_address_of_others_is_another_device(void **state)
{
	(void)state;
	assert_string_equal(en("It asks 192.168.1.2."), "It asks another device.");
	assert_string_equal(en("192.168.1.2 began"), "Another device began");
	assert_string_equal(en("at 192.168.1.2:502"), "at another device:502");
	assert_string_equal(en("tcp/192.168.1.2"), "tcp/another device");
	assert_string_equal(en("(192.168.1.2)"), "(another device)");
	assert_string_equal(en("PLC-192.168.1.2"), "PLC-another device");
	assert_string_equal(en("[2001:db8::2]:502"), "[another device]:502");
	assert_string_equal(en("2001:DB8:0:0::2"), "Another device");
	assert_string_equal(en("mac 00:1B:1B:00:00:02"), "mac another device");
	assert_string_equal(en("public 203.0.113.2"), "public another device");
	assert_string_equal(en("host 192.168.1.2/24"), "host another device/24");
	assert_string_equal(en("listed 198.51.100.11, 00:1b:1b:00:00:0b"), "listed another device");
	/* of no device that is known, and yet of the plant */
	assert_string_equal(en("lost 10.99.0.1"), "lost another device");
	assert_string_equal(en("lost 02:00:00:00:00:99"), "lost another device");
	/* two and more are told once */
	assert_string_equal(en("(192.168.1.2, 10.99.0.1 among them)"), "(another device among them)");
	assert_string_equal(en("192.168.1.2, 192.168.1.1 and 192.168.1.2"),
			    "Another device, 192.168.1.1 and another device");
}

static void japanese_has_no_blanks_about_a_word(void **state)
{
	(void)state;
	assert_string_equal(ja("いつもの親機は 192.168.1.2 です。"), "いつもの親機は別の機器です。");
	assert_string_equal(ja("いつもの親機は 192.168.1.1 です。"), "いつもの親機は 192.168.1.1 です。");
	assert_string_equal(ja("機器（192.168.1.2、10.99.0.1 など）"), "機器（別の機器など）");
	assert_string_equal(ja("192.168.1.2 D100"), "別の機器 D100");
}

static void who_sees_all_reads_all(void **state)
{
	(void)state;
	assert_string_equal(told("veiled", 1, LANG_EN, "It asks 192.168.1.2."), "It asks 192.168.1.2.");
	assert_string_equal(ask("SELECT veiled(0, '[1]', 1, NULL) IS NULL AND veiled(0, '[1]', 1, 7) = 7"),
			    "1");
	/* he sees nothing at all: nothing of the plant is told */
	assert_string_equal(ask("SELECT veiled(0, '[]', 1, 'from 192.168.1.1')"), "from another device");
	assert_string_equal(ask("SELECT veiled(0, NULL, 1, 'from 192.168.1.1')"), "from another device");
}

static void keys_name_devices_by_their_numbers(void **state)
{
	(void)state;
	assert_string_equal(told("veiled_key", 0, LANG_EN, "d1"), "d1");
	assert_string_equal(told("veiled_key", 0, LANG_EN, "d2"), "Another device");
	assert_string_equal(told("veiled_key", 0, LANG_EN, "in modbus write"), "in modbus write");
	assert_string_equal(told("veiled_key", 0, LANG_EN, "modbus/192.168.1.2"), "modbus/another device");
}

/* Addresses in a title: the check's second form, where that names the device alone. */
static void a_title_is_told_in_its_second_form(void **state)
{
	(void)state;
	assert_string_equal(ask("SELECT veiled_title(0, '[1]', 1, '2 devices write to it (192.168.1.1, "
				"192.168.1.2 among them)', 'controller-many-masters', 1)"),
			    "Several devices write to the PLC (192.168.1.1) or operate it");
	assert_string_equal(ask("SELECT veiled_title(0, '[1]', 1, '2 devices write to it (192.168.1.1)', "
				"'controller-many-masters', 1)"),
			    "2 devices write to it (192.168.1.1)");
	assert_string_equal(ask("SELECT veiled_title(0, '[1]', 1, 'from 192.168.1.2', 'mqtt-anonymous', 1)"),
			    "from another device");
	assert_string_equal(ask("SELECT veiled_title(0, '[1]', 1, 'from 192.168.1.2', 'no-such', NULL)"),
			    "from another device");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		T(his_own_and_what_is_no_address_are_told), T(an_address_of_others_is_another_device),
		T(japanese_has_no_blanks_about_a_word),     T(who_sees_all_reads_all),
		T(keys_name_devices_by_their_numbers),      T(a_title_is_told_in_its_second_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
