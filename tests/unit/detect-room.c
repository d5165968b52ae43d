/* The room of the detectors: its clocks, what it knows of a site, and what it keeps over restarts. */
#include "site-scene.h"

#include "assess/relearn.h"
#include "detect/detect.h"
#include "detect/known.h"
#include "detect/table.h"

#include <errno.h>
#include <stdlib.h>

enum { SECOND = 1000000 };
static const int64_t NOON = INT64_C(1795910400) * SECOND;

static struct detect *room;
static struct decode_sink ear;
static char said[4000];

static void on_signal(void *ctx, const struct signal *s)
{
	size_t n = strlen(said);

	(void)ctx;
	snprintf(said + n, sizeof said - n, "%s%u ", s->detector, s->what);
}

static void room_begin(void)
{
	room = detect_new(&(struct detect_options){.signal = on_signal, .devices_max = 1000});
	assert_non_null(room);
	ear = detect_sink(room);
}

static int begin(void **state)
{
	scene_open(state);
	scene_touched = true; /* devices are written by hand */
	*said = '\0';
	room_begin();
	return 0;
}

static int end(void **state)
{
	detect_free(room);
	return scene_close(state);
}

static void run(const char *sql)
{
	char *wrong = NULL;

	assert_int_equal(site_begin(site), 0);
	if (sqlite3_exec(store_db(site), sql, NULL, NULL, &wrong) != SQLITE_OK)
		fail_msg("%s", wrong);
	assert_int_equal(site_commit(site), 0);
}

static void add_device(int64_t id, const char *kind, bool router, const char *mac, const char *ip)
{
	char sql[800];

	snprintf(sql, sizeof sql,
		 "INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, packets, bytes, "
		 "mac, ip, "
		 "random_mac, router, hidden, known, payload, unnamed_payload) VALUES (%lld, '%s', 'device', "
		 "90, 1, 2, 1, "
		 "1, 1, nullif('%s', ''), '%s', 0, %d, 0, 0, 0, 0);"
		 "INSERT INTO address SELECT %lld, 'mac', '%s', 1, 2, 1, 'frame', 90 WHERE '%s' <> '';"
		 "INSERT INTO address VALUES (%lld, 'ip', '%s', 1, 2, 1, 'frame', 90);",
		 (long long)id, kind, mac, ip, router, (long long)id, mac, mac, (long long)id, ip);
	run(sql);
}

static struct who who(const char *mac, const char *ip)
{
	struct who w = {{{0}}, {{0}}};

	assert_true(!mac || mac_parse(mac, &w.mac));
	assert_true(!ip || ip_parse(ip, &w.ip));
	return w;
}

static int64_t number_of(const char *mac, const char *ip)
{
	const struct who w = who(mac, ip);
	const struct known_device *v = known_who(room, &w);

	return v ? v->id : 0;
}

static void plant(void)
{
	add_device(1, "router", true, "00:1b:1b:00:00:01", "192.168.10.1");
	add_device(2, "plc", false, "00:1b:1b:00:00:02", "192.168.10.2");
	add_device(3, "sensor", false, "", "192.168.20.3"); /* behind the router */
	assert_int_equal(detect_site(room, site), 0);
}

/* Whoever announces networks by the thousand takes no room from the plant's own. */
static void own_networks_are_known_among_many(void **state)
{
	struct mac own, other;

	(void)state;
	plant();
	assert_true(mac_parse("ff:1b:1b:00:00:09", &own));
	assert_true(mac_parse("00:00:00:00:00:07", &other));
	assert_int_equal(known_network(room, own), NETWORK_UNSETTLED);
	run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO "
	    "access_point_reason "
	    "SELECT NULL, printf('00:00:00:00:%02x:%02x', i / 256, i % 256), 'others-nothing', 6, 1 FROM n;"
	    "INSERT INTO access_point_reason VALUES (NULL, 'ff:1b:1b:00:00:09', 'ours-said', 5, 1)");
	add_device(4, "sensor", false, "", "192.168.20.4");
	assert_int_equal(detect_site(room, site), 0);
	assert_int_equal(known_network(room, own), NETWORK_SAID);
	assert_int_equal(known_network(room, other), NETWORK_OTHERS);
}

static void addresses_lead_to_devices(void **state)
{
	(void)state;
	assert_int_equal(number_of("00:1b:1b:00:00:02", NULL), 0); /* nothing is known yet */
	plant();
	assert_int_equal(number_of("00:1b:1b:00:00:02", NULL), 2);
	assert_int_equal(number_of("00:1b:1b:00:00:02", "192.168.10.77"), 2); /* it got another address */
	assert_int_equal(number_of(NULL, "192.168.10.2"), 2);
	assert_int_equal(number_of("00:1b:1b:00:00:01", "192.168.10.1"), 1);
	assert_int_equal(number_of("00:1b:1b:00:00:01", "192.168.20.3"), 3); /* through the router */
	assert_int_equal(number_of("00:1b:1b:00:00:01", "192.168.20.9"), 0); /* never the router itself */
	assert_int_equal(number_of("00:1b:1b:00:00:01", "203.0.113.9"), 0);
	assert_int_equal(number_of("3c:52:82:00:00:99", "192.168.10.2"), 0); /* a stranger with its address */
	assert_int_equal(number_of("3c:52:82:00:00:99", "192.168.20.3"), 3); /* a router not known as one */
	assert_int_equal(number_of("00:00:5e:00:01:07", "192.168.10.1"), 1); /* VRRP */
	assert_string_equal(known_number(room, 2)->kind, "plc");
	assert_null(known_number(room, 9));
}

static void devices_are_told_apart(void **state)
{
	struct who a = who("00:1b:1b:00:00:02", "192.168.10.2"), b = who("00:1b:1b:00:00:02", NULL);
	struct who far = who("00:1b:1b:00:00:01", "192.168.20.9"),
		   all = who("ff:ff:ff:ff:ff:ff", "255.255.255.255");
	struct who x, y;

	(void)state;
	plant();
	x = known_key(room, &a);
	y = known_key(room, &b);
	assert_memory_equal(&x, &y, sizeof x);
	x = known_key(room, &far);
	assert_true(mac_is_none(x.mac) && ip_same(x.ip, far.ip));
	x = known_key(room, &all);
	assert_true(mac_is_none(x.mac) && ip_is_none(x.ip));
}

/* --- profiles */

static void approve_by_hand(int64_t device, int64_t seq, const char *entries)
{
	char sql[600];

	snprintf(sql, sizeof sql,
		 "DELETE FROM profile_entry WHERE device = %lld; INSERT OR REPLACE INTO profile VALUES "
		 "(%lld, 1, 1, NULL, "
		 "NULL, %lld); INSERT INTO profile_entry VALUES %s",
		 (long long)device, (long long)device, (long long)seq, entries);
	run(sql);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(journal_append(site, NOON, "profile-approved", "local", "{\"profiles\":[]}", NULL),
			 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(detect_site(room, site), 0);
}

static void profiles_are_read(void **state)
{
	const struct known_device *plc;
	const struct who portal = who(NULL, "198.51.100.20");

	(void)state;
	run("INSERT INTO outside VALUES (1, 'example.co.jp', '198.51.100.0/24', NULL, 1, 1, 1, 1, 1);"
	    "INSERT INTO outside_address VALUES (1, '198.51.100.20')");
	plant();
	plc = known_number(room, 2);
	assert_false(plc->approved);
	assert_true(detect_learning(room, 2));
	approve_by_hand(
		2, 50,
		"(2, 'peer', 'd3'), (2, 'service', 'tcp/502/modbus'), (2, 'outside', 'example.co.jp'), "
		"(2, 'command-class', 'in modbus read'), (2, 'protocol', 'modbus')");
	assert_true(plc->approved && plc->settled);
	assert_false(detect_learning(room, 2));
	assert_true(detect_learning(room, 3));
	assert_true(known_peer(room, plc, 3));
	assert_false(known_peer(room, plc, 1));
	assert_true(known_service(room, plc, 6, 502, PROTO_modbus));
	assert_true(known_service(room, plc, 6, 502, PROTO_none));
	assert_false(known_service(room, plc, 6, 23, PROTO_none));
	assert_false(known_service(room, plc, 17, 502, PROTO_none));
	assert_true(known_class(room, plc, true, PROTO_modbus, CLASS_READ));
	assert_false(known_class(room, plc, true, PROTO_modbus, CLASS_WRITE));
	assert_false(known_class(room, plc, false, PROTO_modbus, CLASS_READ));
	assert_true(known_outside(room, plc, portal.ip));
	assert_false(known_outside(room, plc, who(NULL, "203.0.113.9").ip));
	/* approved anew: what is gone from it counts no more */
	approve_by_hand(2, 60, "(2, 'peer', 'd1')");
	assert_true(known_peer(room, plc, 1));
	assert_false(known_peer(room, plc, 3));
	/* withdrawn */
	run("DELETE FROM profile; DELETE FROM profile_entry");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(journal_append(site, NOON, "profile-withdrawn", "local", "{\"device\":2}", NULL), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(detect_site(room, site), 0);
	assert_false(plc->approved || plc->settled);
	assert_true(detect_learning(room, 2));
}

static void merged_devices_are_gone(void **state)
{
	(void)state;
	plant();
	run("UPDATE address SET device = 2 WHERE device = 3; DELETE FROM device WHERE id = 3");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(journal_append(site, NOON, "device-merged", "local",
					"{\"merge\":1,\"gone\":3,\"into\":2}", NULL),
			 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(detect_site(room, site), 0);
	assert_int_equal(number_of("00:1b:1b:00:00:01", "192.168.20.3"), 2);
	assert_null(known_number(room, 3));
}

/* --- clocks */

static void the_clock_never_goes_back(void **state)
{
	int64_t watched;

	(void)state;
	detect_tick(room, NOON);
	detect_tick(room, NOON + 10 * SECOND);
	assert_int_equal(detect_now(room), NOON + 10 * SECOND);
	watched = detect_watched(room);
	detect_tick(room, NOON - 3600 * (int64_t)SECOND);
	assert_int_equal(detect_now(room), NOON + 10 * SECOND);
	assert_int_equal(detect_counts(room).clock_back, 1);
	assert_int_equal(detect_watched(room), watched);
	detect_tick(room, NOON - 3595 * (int64_t)SECOND); /* set back: it goes on from there */
	assert_int_equal(detect_watched(room), watched + 5 * SECOND);
	detect_tick(room, NOON + 86400 * (int64_t)SECOND); /* a jump was watched by nobody */
	assert_int_equal(detect_watched(room), watched + 5 * SECOND);
	assert_int_equal(detect_counts(room).clock_jumps, 1);
	detect_sight(room, &(struct detect_sight){true, "no-frames"});
	detect_tick(room, NOON + 86410 * (int64_t)SECOND);
	assert_int_equal(detect_watched(room), watched + 5 * SECOND);
}

static void a_frame_of_any_time_moves_no_clock(void **state)
{
	struct sighting s = {.when = INT64_MAX / 4, .bytes = 60};

	(void)state;
	detect_tick(room, NOON);
	s.from = who("3c:52:82:00:00:99", "192.168.10.7");
	ear.sighting(ear.ctx, &s);
	assert_int_equal(detect_now(room), NOON);
	s.when = 1;
	ear.sighting(ear.ctx, &s);
	assert_int_equal(detect_now(room), NOON);
}

/* --- kept over restarts */

static void save(void)
{
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(detect_save_all(room, site), 0);
	assert_int_equal(site_commit(site), 0);
}

static void again(void)
{
	detect_free(room);
	room_begin();
	assert_int_equal(detect_load(room, site), 0);
	assert_int_equal(detect_site(room, site), 0);
}

static void meet(unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		struct sighting s = {.when = detect_now(room), .bytes = 60};

		s.from.mac = (struct mac){{2, 0, 0, 0, (uint8_t)(i >> 8), (uint8_t)i}};
		detect_tick(room, detect_now(room) + 20 * SECOND);
		s.when = detect_now(room);
		ear.sighting(ear.ctx, &s);
	}
}

static void tables_are_kept(void **state)
{
	int64_t watched;

	(void)state;
	detect_tick(room, NOON);
	meet(20);
	assert_non_null(strstr(said, "new-device0 "));
	watched = detect_watched(room);
	save();
	again();
	assert_in_range(detect_watched(room), watched, watched + 1);
	*said = '\0';
	detect_tick(room, NOON);
	meet(20);
	assert_null(strstr(said, "new-device0 ")); /* they were met before */
	assert_int_equal(detect_counts(room).states_refused, 0);
}

static void unchanged_pages_are_not_written(void **state)
{
	int64_t before;

	(void)state;
	detect_tick(room, NOON);
	meet(5);
	save();
	before = sqlite3_total_changes64(store_db(site));
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(detect_save(room, site), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(sqlite3_total_changes64(store_db(site)), before);
	detect_unsaved(room); /* it was rolled back: all is written again */
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(detect_save(room, site), 0);
	assert_int_equal(site_commit(site), 0);
	assert_true(sqlite3_total_changes64(store_db(site)) > before);
}

/* --- learning anew */

static uint32_t dice = 1;

/* Values of the PLC about `middle`, one a second. */
static void values(unsigned seconds, double middle)
{
	const struct who plc = who("00:1b:1b:00:00:02", "192.168.10.2");

	for (unsigned i = 0; i < seconds; i++) {
		struct fact f = {.kind = FACT_POINT,
				 .source = PROTO_modbus,
				 .confidence = 90,
				 .at = {0, 1},
				 .about = plc};
		double v;

		dice = dice * 1664525 + 1013904223;
		v = middle + (double)(dice >> 8) / 16777216.0;
		memcpy(f.num, &v, sizeof v);
		f.value = text_z("holding:7");
		detect_tick(room, detect_now(room) + SECOND);
		f.when = detect_now(room);
		ear.fact(ear.ctx, &f);
	}
}

static void ask_to_relearn(int64_t device)
{
	struct err e = {0};

	assert_int_equal(site_begin(site), 0);
	assert_int_equal(relearn_values(site, device, "another recipe", &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
}

static void values_are_learnt_anew_when_people_say_so(void **state)
{
	struct err e = {0};

	(void)state;
	plant();
	run("INSERT INTO site(key, value) VALUES ('learning-hours', '0');"
	    "INSERT INTO point VALUES (2, 'holding:7', 'modbus', 1, 20, 21, 20, 1, 2, 1, 'int16', 0, NULL)");
	again();
	assert_int_equal(relearn_values(site, 2, " ", &now, &e), -EINVAL);
	assert_int_equal(relearn_values(site, 3, "it has none", &now, &e), -ESRCH);
	assert_int_equal(relearn_values(site, 9, "nobody", &now, &e), -ENOENT);
	detect_tick(room, NOON);
	values(400, 20);
	*said = '\0';
	values(60, 90);
	assert_string_equal(said, "series-range0 ");
	save();
	ask_to_relearn(2); /* while nobody watches: it is followed when somebody does */
	*said = '\0';
	again();
	assert_string_equal(said, "series-range2 ");
	detect_tick(room, NOON + 600 * INT64_C(1000000));
	values(400, 90);
	assert_string_equal(said, "series-range2 ");
	save();
	again(); /* and once: what was learnt since stays */
	*said = '\0';
	detect_tick(room, NOON + 2000 * INT64_C(1000000));
	values(60, 20);
	assert_string_equal(said, "series-range0 ");
	ask_to_relearn(2); /* while it is watched */
	*said = '\0';
	assert_int_equal(detect_site(room, site), 0);
	assert_string_equal(said, "series-range2 ");
}

/* Whatever was done to the file: the table begins anew, is counted, and is written over. */
static void damaged_tables_begin_anew(void **state)
{
	static const char *const damages[] = {
		"UPDATE detect_state SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE detector = "
		"'new-device'",
		"UPDATE detect_state SET bytes = CAST(bytes || x'00' AS BLOB) WHERE detector = 'new-device'",
		"UPDATE detect_state SET bytes = x'' WHERE detector = 'new-device'",
		"UPDATE detect_state SET part = 3 WHERE detector = 'new-device'",
		"UPDATE detect_state SET bytes = CAST(substr(bytes, 1, 60) || x'ff' || substr(bytes, 62) AS "
		"BLOB) WHERE "
		"detector = 'new-device'",
		"UPDATE detect_state SET bytes = CAST('mmd1' || x'ffff' || substr(bytes, 7) AS BLOB) WHERE "
		"detector = "
		"'new-device'",
		"UPDATE detect_state SET bytes = (SELECT bytes FROM detect_state WHERE detector = 'clock') "
		"WHERE detector "
		"= 'new-device'"};

	(void)state;
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		detect_tick(room, NOON);
		meet(5);
		detect_unsaved(room);
		save();
		run(damages[i]);
		again();
		if (detect_counts(room).states_refused != 1)
			fail_msg("not refused: %s", damages[i]);
		*said = '\0';
		detect_tick(room, NOON);
		meet(1);
		assert_non_null(strstr(said, "new-device0 "));
		save();
		again();
		assert_int_equal(detect_counts(room).states_refused, 0);
	}
}

static void what_people_said_is_read_at_once_and_cheaply(void **state)
{
	(void)state;
	plant();
	for (int i = 0; i < 1000; i++)
		assert_int_equal(detect_site(room, site), 0);
	add_device(4, "hmi", false, "00:1b:1b:00:00:04", "192.168.10.4");
	assert_int_equal(number_of("00:1b:1b:00:00:04", NULL), 0);
	assert_int_equal(detect_site(room, site), 0);
	assert_int_equal(number_of("00:1b:1b:00:00:04", NULL), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(addresses_lead_to_devices, begin, end),
		cmocka_unit_test_setup_teardown(own_networks_are_known_among_many, begin, end),
		cmocka_unit_test_setup_teardown(devices_are_told_apart, begin, end),
		cmocka_unit_test_setup_teardown(profiles_are_read, begin, end),
		cmocka_unit_test_setup_teardown(merged_devices_are_gone, begin, end),
		cmocka_unit_test_setup_teardown(the_clock_never_goes_back, begin, end),
		cmocka_unit_test_setup_teardown(a_frame_of_any_time_moves_no_clock, begin, end),
		cmocka_unit_test_setup_teardown(tables_are_kept, begin, end),
		cmocka_unit_test_setup_teardown(unchanged_pages_are_not_written, begin, end),
		cmocka_unit_test_setup_teardown(values_are_learnt_anew_when_people_say_so, begin, end),
		cmocka_unit_test_setup_teardown(damaged_tables_begin_anew, begin, end),
		cmocka_unit_test_setup_teardown(what_people_said_is_read_at_once_and_cheaply, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
