/* The reasons for the grade of an access point: each in a scene in which it holds and in one that is nearly the same. */
#include "test.h"

#include "model.h"

#include "assess/assess.h"
#include "assess/wifi.h"

/* A network of device 1, WPA3 with protected management frames; what a scene changes stands behind. */
#define STRONG                                                                                               \
	"INSERT INTO x_device(id, kind, maker) VALUES (1, 'wifi-ap', 'Acme'), (2, 'wifi-ap', 'Acme'), (3, "  \
	"'pc', NULL);"                                                                                       \
	"INSERT INTO access_point(device, bssid, network, ssid, names, channel, hidden, security, "          \
	"pairwise, "                                                                                         \
	"group_cipher, pmf, wpa, wps, ft, announced, frames, first, last, packet) VALUES (1, "               \
	"'02:00:00:00:00:01', 'ap', 'line', 1, 6, 0, 'wpa3-sae', 'ccmp', 'ccmp', 'required', 0, 0, 0, 9, "   \
	"5, "                                                                                                \
	"10, 20, 7);"
#define SECOND(device, security)                                                                             \
	"INSERT INTO access_point(device, bssid, network, ssid, names, security, pmf, announced, frames, "   \
	"first, "                                                                                            \
	"last, packet) VALUES (" device ", '02:00:00:00:00:02', 'ap', 'line', 1, '" security                 \
	"', 'required', 9, 0, 10, 20, 8);"
#define SET(what) "UPDATE access_point SET " what " WHERE device = 1;"
#define CLIENT(columns, values)                                                                              \
	"INSERT INTO wifi_client(ap, bssid, station, mac, frames, joined, m1, m2, m3, m4, " columns          \
	", first, last, packet) VALUES (1, '02:00:00:00:00:01', 3, '02:00:00:00:00:03', 5, 1, 1, 1, 1, "     \
	"1, " values ", 10, 20, 9);"
/* Somebody's network that has nothing to do with the plant's, heard long afterwards: radio was listened to. */
#define LATER(us)                                                                                            \
	"INSERT INTO access_point(device, bssid, network, ssid, names, security, pmf, announced, frames, "   \
	"first, last, "                                                                                      \
	"packet) VALUES (NULL, '0a:00:00:77:77:77', 'ap', 'shop', 1, 'open', 'none', 9, 0, 10, " us ", 20);"
#define LISTED "UPDATE device SET known = 1 WHERE id = 1;"
#define WIRE(device, mac, source)                                                                            \
	"INSERT INTO address VALUES (" device ", 'mac', '" mac "', 10, 20, 3, '" source "', 90), (" device   \
	", 'ip', '10.0.0.3', 10, 20, 3, 'arp', 90);"
#define LEAVE(burst, protected)                                                                              \
	"INSERT INTO wifi_leave VALUES (1, 1, '02:00:00:00:00:01', '02:00:00:00:00:01', "                    \
	"'ff:ff:ff:ff:ff:ff', 0, 7, " protected ", 99, " burst ", 10, 20, 11);"

static struct store *judged(const char *sql)
{
	struct store *s = model_new();

	model_exec(s, STRONG);
	model_exec(s, sql);
	assert_int_equal(store_index(s), 0);
	assert_int_equal(assess_run(s), 0);
	return s;
}

static bool holds(struct store *s, const char *reason)
{
	char sql[160];

	snprintf(sql, sizeof sql,
		 "SELECT count(*) FROM access_point_reason WHERE device = 1 AND reason = '%s'", reason);
	return model_number(s, sql) == 1;
}

static const struct {
	const char *reason, *scene, *quiet;
} rows[] = {
	{"open", SET("security = 'open'"), SET("security = 'owe'")},
	{"open", SET("security = NULL, traffic = 'clear'"), SET("traffic = 'clear'")},
	{"wep", SET("security = 'wep'"), SET("security = 'wpa-tkip'")},
	{"wep", SET("security = NULL, traffic = 'wep'"), SET("security = NULL, traffic = 'ccmp'")},
	{"key-reinstalled", CLIENT("pmkid, reinstalled", "0, 1"), CLIENT("pmkid, reinstalled", "0, 0")},
	{"old-wpa", SET("security = 'wpa-tkip'"), SET("security = 'wpa2-psk'")},
	{"tkip", SET("group_cipher = 'tkip'"), SET("group_cipher = 'gcmp'")},
	{"tkip", SET("pairwise = 'tkip ccmp'"), SET("security = 'wpa-tkip', pairwise = 'tkip'")},
	{"wps", SET("wps = 1"), SET("wps = NULL")},
	{"ad-hoc", SET("network = 'ad-hoc'"), SET("network = 'mesh'")},
	{"two-faces", SET("other = 'wpa3-eap'"), SET("other = NULL")},
	{"twin-weaker", SECOND("2", "open"), SECOND("2", "wpa3-sae")},
	{"twin-weaker", SECOND("2", "wep"), SECOND("2", "open") SET("security = 'open'")},
	{"twin-differs", SECOND("2", "wpa2-psk"), SECOND("2", "wpa3-sae")},
	{"twin-differs", SECOND("2", "wpa3-sae") "UPDATE device SET maker = 'Bolt' WHERE id = 2;",
	 SECOND("NULL", "wpa3-sae")},
	{"many-names", SET("names = 5"), SET("names = 4")},
	{"cut-off", LEAVE("16", "0"), LEAVE("15", "0")},
	{"cut-off", LEAVE("16", "0"), LEAVE("999", "1")},
	{"shared-password", SET("security = 'wpa2-psk'"), SET("security = 'wpa2-eap'")},
	{"pmkid", SET("security = 'wpa2-psk'") CLIENT("pmkid, reinstalled", "1, 0"),
	 CLIENT("pmkid, reinstalled", "1, 0")},
	{"pmf", SET("pmf = 'optional'"), SET("security = 'open', pmf = 'none'")},
	{"transition", SET("security = 'wpa3-transition'"), SET("security = 'wpa2-psk'")},
	{"owe", SET("security = 'owe'"), SET("security = 'open'")},
	{"strong", SET("channel = 1"), SET("pmf = 'optional'")},
	{"strong", SET("security = 'wpa3-eap'"), SET("security = 'wpa2-eap'")},
	{"hidden", SET("hidden = 1"), SET("hidden = NULL")},
	{"firmware-unknown", SET("channel = 1"), SET("security = 'open'")},
	/* what is past passes, once radio was heard for seven days without it */
	{"cut-off", LEAVE("16", "0") LATER("604800000020"), LEAVE("16", "0") LATER("604800000021")},
	{"key-reinstalled", CLIENT("pmkid, reinstalled", "0, 1") LATER("604800000020"),
	 CLIENT("pmkid, reinstalled", "0, 1") LATER("604800000021")},
	{"many-names", SET("names = 5") LATER("604800000020"), SET("names = 5") LATER("604800000021")},
	{"twin-weaker", SECOND("2", "open") LATER("604800000020"), SECOND("2", "open") LATER("604800000021")},
	/* whose it is */
	{"ours-listed", LISTED, ""},
	{"ours-listed", "INSERT INTO x_ledger(id, mac) VALUES (1, '00:00:00:00:00:0f');",
	 "INSERT INTO x_ledger(id, mac) VALUES (1, '00:00:00:00:00:1f');"},
	{"ours-client", CLIENT("pmkid, reinstalled", "0, 0") "UPDATE device SET known = 1 WHERE id = 3;",
	 CLIENT("pmkid, reinstalled", "0, 0")},
	{"ours-wired", WIRE("3", "00:00:00:00:00:0c", "ethernet"), WIRE("3", "00:00:00:00:00:0c", "wifi")},
	{"ours-wired", CLIENT("pmkid, reinstalled", "0, 0") WIRE("3", "02:00:00:00:00:03", "ethernet"),
	 CLIENT("pmkid, reinstalled", "0, 0") "UPDATE wifi_client SET frames = 0, joined = 0;" WIRE(
		 "3", "02:00:00:00:01:13", "ethernet")},
	{"ours-unit",
	 SECOND("2", "wpa3-sae") "UPDATE access_point SET ssid = 'x' WHERE device = 2; UPDATE device SET "
				 "known = 1 WHERE id = 2;",
	 SECOND("2", "wpa3-sae") "UPDATE access_point SET ssid = 'x', bssid = '02:00:00:00:01:02' WHERE "
				 "device = 2; "
				 "UPDATE device SET known = 1 WHERE id = 2;"},
	{"ours-name",
	 SECOND("2", "wpa3-sae") "UPDATE access_point SET bssid = '02:00:00:00:01:02' WHERE device = 2; "
				 "UPDATE device SET known = 1 WHERE id = 2;",
	 SECOND("2", "wpa3-sae") "UPDATE access_point SET bssid = '02:00:00:00:01:02', ssid = 'other' WHERE "
				 "device = "
				 "2; UPDATE device SET known = 1 WHERE id = 2;"},
	{"others-nothing",
	 LATER("20") "UPDATE access_point SET device = 2 WHERE device IS NULL; UPDATE device SET known "
		     "= 1 WHERE id = 2;",
	 LATER("20")},
};

static void each_reason_holds_where_it_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct store *s = judged(rows[i].scene);

		if (!holds(s, rows[i].reason))
			fail_msg("row %zu: %s does not hold", i, rows[i].reason);
		store_free(s);
		s = judged(rows[i].quiet);
		if (holds(s, rows[i].reason))
			fail_msg("row %zu: %s holds where it should not", i, rows[i].reason);
		store_free(s);
	}
}

static void every_reason_is_tried(void **state)
{
	(void)state;
	for (size_t i = 0; i < wifi_reason_count; i++) {
		bool tried = false;

		for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
			tried |= strcmp(rows[k].reason, wifi_reasons[i].name) == 0;
		tried |= strstr(wifi_reasons[i].name, "-said") != NULL; /* of a site: cli/wifi */
		if (!tried)
			fail_msg("%s: no scene", wifi_reasons[i].name);
	}
}

/* The gravest reason is the grade; what is silent has none. */
static void grades(void **state)
{
	static const struct {
		const char *scene, *grade;
	} scenes[] = {
		{"", "green"},
		{SET("hidden = 1"), "green"},
		{SET("security = 'wpa2-psk'"), "yellow"},
		{SET("security = 'wpa3-sae', pmf = 'optional'"), "yellow"},
		{SET("wps = 1"), "orange"},
		{SET("wps = 1, security = 'open'"), "red"},
		{SET("security = NULL, pmf = NULL, network = NULL, pairwise = NULL, group_cipher = NULL"),
		 "unknown"},
		{SET("security = 'wpa2-eap', pmf = 'none'"), "yellow"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
		struct store *s = judged(scenes[i].scene);

		assert_string_equal(
			wifi_grade_token(model_number(
				s,
				"SELECT coalesce(min(grade), 4) FROM access_point_reason WHERE device = 1")),
			scenes[i].grade);
		store_free(s);
	}
}

/* Of what is others' nothing is judged, whatever it announces; nothing unknown becomes green. */
static void others_are_not_judged(void **state)
{
	struct store *s = judged(LATER("20") LISTED LEAVE("16", "0"));

	(void)state;
	assert_int_equal(model_number(s, "SELECT count(*) FROM access_point_reason WHERE bssid LIKE '0a:%'"),
			 1);
	assert_int_equal(
		model_number(s,
			     "SELECT count(*) FROM access_point_reason WHERE bssid LIKE '0a:%' AND reason = "
			     "'others-nothing' AND grade = 6"),
		1);
	assert_true(holds(s, "cut-off") && holds(s, "strong"));
	store_free(s);
	s = judged(LATER("20"));
	assert_int_equal(
		model_number(s,
			     "SELECT count(*) FROM access_point_reason WHERE bssid LIKE '0a:%' AND reason = "
			     "'open'"),
		1); /* while nothing tells, all are judged */
	assert_int_equal(model_number(s, "SELECT count(*) FROM access_point_reason WHERE grade > 4"), 0);
	store_free(s);
}

/* A neighbour imitates the plant's network: it bears its name, so it is judged like it, and both tell. */
static void an_imitation_is_judged(void **state)
{
	struct store *s =
		judged(LATER("20") "UPDATE access_point SET ssid = 'line' WHERE bssid LIKE '0a:%';" LISTED);

	(void)state;
	assert_true(holds(s, "twin-weaker"));
	assert_int_equal(
		model_number(s,
			     "SELECT count(*) FROM access_point_reason WHERE bssid LIKE '0a:%' AND reason IN "
			     "('ours-name', 'open')"),
		2);
	assert_int_equal(model_number(s, "SELECT count(*) FROM finding WHERE check_name = 'wifi-imitated'"),
			 1);
	store_free(s);
}

/* No announcement tells whether software was mended: nothing may say that something is safe from it. */
static void nobody_is_called_mended(void **state)
{
	static const char *const blessings[] = {"KRACK-safe", "KRACK 対策済み", "not vulnerable",
						"脆弱性はありません", "is safe"};

	(void)state;
	for (size_t i = 0; i < wifi_reason_count; i++)
		for (size_t k = 0; k < sizeof blessings / sizeof *blessings; k++)
			for (int l = 0; l < LANG_COUNT; l++) {
				assert_null(strstr(wifi_reasons[i].title[l], blessings[k]));
				assert_null(strstr(wifi_reasons[i].say[l], blessings[k]));
				assert_null(strstr(wifi_reasons[i].advice[l], blessings[k]));
			}
}

static void judging_again_begins_anew(void **state)
{
	struct store *s = judged(SET("wps = 1"));
	int64_t count = model_number(s, "SELECT count(*) FROM access_point_reason");

	(void)state;
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(model_number(s, "SELECT count(*) FROM access_point_reason"), count);
	model_exec(s, "DELETE FROM access_point");
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(model_number(s, "SELECT count(*) FROM access_point_reason"), 0);
	store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_reason_holds_where_it_does),
		cmocka_unit_test(every_reason_is_tried),
		cmocka_unit_test(grades),
		cmocka_unit_test(others_are_not_judged),
		cmocka_unit_test(an_imitation_is_judged),
		cmocka_unit_test(nobody_is_called_mended),
		cmocka_unit_test(judging_again_begins_anew),
	};

	return cmocka_run_group_tests_name("assess-wifi", tests, NULL, NULL);
}
