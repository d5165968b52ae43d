/* Watching: periods of some seconds join a site. What is remembered between them, what a few seconds may
 * change and what not. */
#include "scene.h"

#include "assess/life_states.h"
#include "fact/wifi.h"
#include "inventory/save.h"
#include "respond/parts.h"
#include "store/site.h"

#include <unistd.h>

enum { SECOND = 1000000 };

static struct store *site;
static struct scene scene;
static char path[64];
static struct saved saved;
static int64_t events;

static int64_t number(const char *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t v = -1;

	if (sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, store_error(site));
	if (sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

static const char *words(const char *sql)
{
	static char text[256];
	sqlite3_stmt *st = NULL;

	*text = '\0';
	if (sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, store_error(site));
	if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0))
		snprintf(text, sizeof text, "%s", (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return text;
}

static int begin(void **state)
{
	struct err e = {0};

	(void)state;
	snprintf(path, sizeof path, "/tmp/mimamori-live-%d.db", (int)getpid());
	unlink(path);
	assert_int_equal(site_open(path, SITE_CREATE, site_parts(), 1, &site, &e), 0);
	scene_init(&scene, NULL);
	return 0;
}

static int end(void **state)
{
	(void)state;
	scene_clear(&scene);
	store_free(site);
	unlink(path);
	return 0;
}

/* What came since the last one joins the site. The scene's clock goes on by so many seconds. */
static void period(unsigned seconds)
{
	struct save_period p = {.from = scene_now(&scene)};
	struct store *run;

	scene.n += seconds * 1000;
	p.to = scene_now(&scene);
	assert_int_equal(store_period(&run), 0);
	assert_int_equal(inventory_write(scene.inventory, NULL, &scene.counts, run), 0);
	assert_int_equal(inventory_next(scene.inventory, p.to), 0);
	assert_int_equal(store_join(site), 0);
	assert_int_equal(site_begin(site), 0);
	if (save_period(site, &p, p.to, "mimamori", &saved) < 0)
		fail_msg("%s", store_error(site));
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(sqlite3_exec(store_db(site), "DETACH run", NULL, NULL, NULL), SQLITE_OK);
	store_free(run);
	events = number("SELECT count(*) FROM event WHERE kind = 'device-changed'");
}

#define A "00:1b:1b:00:00:01"
#define B "00:1b:1b:00:00:02"
#define C "00:1b:1b:00:00:03"

static void periods_add_up(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++) {
		struct flow f =
			scene_flow_of(&scene, scene_who(A, "10.0.0.1"), scene_who(B, "10.0.0.2"), 502);

		scene_frame(&scene, A, "10.0.0.1", 64);
		scene_frame(&scene, B, "10.0.0.2", 64);
		f.started = i == 0;
		scene_flow(&scene, &f);
		period(5);
	}
	assert_int_equal(number("SELECT count(*) FROM device"), 2);
	assert_int_equal(number("SELECT packets FROM device WHERE mac = '" A "'"), 4);
	assert_int_equal(number("SELECT count(*) FROM flow"), 1);
	assert_int_equal(number("SELECT connections FROM flow"), 1);
	assert_int_equal(number("SELECT packets FROM flow"), 40);
	assert_int_equal(number("SELECT count(*) FROM event WHERE kind = 'device-seen'"), 2);
	assert_int_equal(number("SELECT count(*) FROM event WHERE kind = 'model-saved'"), 0);
	assert_int_equal(events, 0);
	assert_int_equal(number("SELECT value FROM setting WHERE key = 'capture_end'"), scene_now(&scene));
}

static void a_period_of_nothing_changes_nothing(void **state)
{
	(void)state;
	scene_frame(&scene, A, "10.0.0.1", 64);
	period(5);
	period(5);
	assert_int_equal(saved.fresh + saved.changed + saved.addresses, 0);
	assert_int_equal(number("SELECT count(*) FROM device"), 1);
	assert_int_equal(number("SELECT packets FROM device"), 1);
}

/* Seen all at once, a MAC that sends from many addresses and claims one is a router. Seen one by one it would
 * own each of them. */
static void a_router_is_remembered(void **state)
{
	static const char *const behind[] = {"192.168.7.5", "192.168.7.6", "192.168.7.7", "192.168.7.8"};

	(void)state;
	scene_claim(&scene, A, "10.0.0.1");
	for (int i = 0; i < 4; i++)
		scene_frame(&scene, A, behind[i], 63);
	period(5);
	assert_int_equal(number("SELECT count(*) FROM device"), 5);
	assert_int_equal(number("SELECT count(*) FROM device WHERE behind = 1"), 4);
	for (int i = 0; i < 4; i++) {
		scene_frame(&scene, A, behind[i], 63);
		period(5);
	}
	assert_int_equal(number("SELECT count(*) FROM device"), 5);
	assert_int_equal(number("SELECT count(*) FROM address WHERE device = 1 AND kind = 'ip'"), 1);
	assert_string_equal(words("SELECT ip FROM device WHERE id = 1"), "10.0.0.1");
	assert_int_equal(events, 0);
}

static void two_ports_stay_one_device(void **state)
{
	(void)state;
	scene_frame(&scene, A, "10.0.0.1", 64);
	scene_frame(&scene, B, NULL, 0);
	scene_fact(&scene, FACT_PROPERTY, B, NULL, "chassis=" A);
	period(5);
	assert_int_equal(number("SELECT count(*) FROM device"), 1);
	scene_frame(&scene, B, NULL, 0); /* LLDP is said twice a minute only */
	period(5);
	assert_int_equal(number("SELECT count(*) FROM device"), 1);
	assert_int_equal(number("SELECT packets FROM device"), 3);
}

static void two_that_were_met_apart_are_told_of(void **state)
{
	(void)state;
	scene_frame(&scene, A, "10.0.0.1", 64);
	period(5);
	scene_frame(&scene, B, NULL, 0);
	period(5);
	assert_int_equal(number("SELECT count(*) FROM device"), 2);
	assert_int_equal(saved.twins, 0);
	scene_frame(&scene, A, "10.0.0.1", 64);
	scene_frame(&scene, B, NULL, 0);
	scene_fact(&scene, FACT_PROPERTY, B, NULL, "chassis=" A);
	period(5);
	assert_int_equal(saved.twins, 1);
	assert_int_equal(saved.twin[0].into, 1);
	assert_int_equal(saved.twin[0].gone, 2);
	assert_string_equal(saved.twin[0].why, "lldp-chassis: " B);
}

static void one_of_two_equal_names_stays(void **state)
{
	(void)state;
	scene_frame(&scene, A, "10.0.0.1", 64);
	scene_fact(&scene, FACT_NAME, A, "10.0.0.1", "press-7");
	period(5);
	for (int i = 0; i < 6; i++) {
		scene_frame(&scene, A, "10.0.0.1", 64);
		scene_fact(&scene, FACT_NAME, A, "10.0.0.1", i % 2 ? "press-7" : "presse-sept");
		period(5);
	}
	assert_in_range(events, 0,
			1); /* a name that was never heard before may be a new one; then it stays */
	assert_int_equal(number("SELECT count(*) FROM fact WHERE field = 'name'"), 2);
}

static void a_new_firmware_is_told_at_once(void **state)
{
	(void)state;
	scene_frame(&scene, A, "10.0.0.1", 64);
	scene_fact(&scene, FACT_FIRMWARE, A, "10.0.0.1", "1.0");
	period(5);
	scene_frame(&scene, A, "10.0.0.1", 64);
	scene_fact(&scene, FACT_FIRMWARE, A, "10.0.0.1", "1.1");
	period(5);
	assert_string_equal(words("SELECT firmware FROM device"), "1.1");
	assert_int_equal(events, 1);
}

/* A device that speaks now by one of its addresses, now by the other. */
static void an_address_is_not_another_at_once(void **state)
{
	(void)state;
	scene_claim(&scene, A, "10.0.0.1");
	period(5);
	for (int i = 0; i < 5; i++) {
		scene_frame(&scene, A, "fe80::1", 255);
		period(5);
	}
	assert_string_equal(words("SELECT ip FROM device"), "10.0.0.1");
	assert_int_equal(events, 0);
	assert_int_equal(number("SELECT count(*) FROM address WHERE kind = 'ip'"), 2);
}

static void an_address_that_was_given_up_is(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++)
		scene_claim(&scene, A, "10.0.0.1");
	period(5);
	for (int i = 0; i < 20; i++) {
		for (int k = 0; k < 3; k++)
			scene_claim(&scene, A, "10.0.0.77");
		period(60);
	}
	assert_string_equal(words("SELECT ip FROM device"), "10.0.0.77");
	assert_int_equal(events, 1);
	assert_int_equal(number("SELECT count(*) FROM device"), 1);
}

static void names_of_the_outside_are_remembered(void **state)
{
	struct flow f;

	(void)state;
	scene_frame(&scene, A, "10.0.0.1", 64);
	scene_fact(&scene, FACT_NAME_OF, NULL, "198.51.100.9", "cloud.example.com");
	f = scene_flow_of(&scene, scene_who(A, "10.0.0.1"), scene_who(C, "198.51.100.9"), 443);
	scene_flow(&scene, &f);
	period(5);
	scene_frame(&scene, A, "10.0.0.1", 64);
	scene_flow(&scene, &f);
	period(5);
	assert_int_equal(number("SELECT count(*) FROM outside"), 1);
	assert_int_equal(number("SELECT count(*) FROM flow"), 1);
	assert_string_equal(words("SELECT name FROM outside"), "example.com");
}

static void what_is_silent_for_long_is_forgotten(void **state)
{
	(void)state;
	scene_claim(&scene, A, "10.0.0.1");
	period(5);
	period(2 * 3600);
	scene_claim(&scene, B, "10.0.0.1"); /* the address went to another device */
	period(5);
	assert_int_equal(number("SELECT count(*) FROM device"), 2);
	assert_int_equal(number("SELECT value FROM setting WHERE key = 'addresses_shared'"), 0);
}

static void ordered(enum fact_kind kind, bool refused)
{
	struct fact f =
		scene_fact_of(&scene, kind, scene_who(NULL, "10.0.0.1"), kind == FACT_COMMAND ? "Stop" : "");

	f.source = PROTO_umas;
	f.peer = scene_who(NULL, "10.0.0.2");
	f.num[0] = 0x41;
	f.num[1] = -1;
	f.num[2] = kind == FACT_COMMAND ? CLASS_CONTROL : refused;
	f.num[3] = kind == FACT_COMMAND ? DEED_stop : 0;
	f.other = text_z(kind == FACT_COMMAND ? "MAIN" : "");
	scene.sink.fact(scene.sink.ctx, &f);
}

/* Asked just before a period ends, answered in the next one; what came too late, or was answered before, stays. */
static void answers_come_in_the_next_period(void **state)
{
	(void)state;
	scene_frame(&scene, "00:0c:29:00:00:01", "10.0.0.1", 64);
	scene_frame(&scene, "00:0c:29:00:00:02", "10.0.0.2", 64);
	ordered(FACT_COMMAND, false);
	period(2);
	assert_int_equal(number("SELECT answered + refused FROM operation"), 0);
	scene_frame(&scene, "00:0c:29:00:00:01", "10.0.0.1", 64);
	scene_frame(&scene, "00:0c:29:00:00:02", "10.0.0.2", 64);
	ordered(FACT_ANSWER, true);
	period(2);
	assert_int_equal(number("SELECT count(*) FROM operation"), 1);
	assert_int_equal(number("SELECT count FROM operation"), 1);
	assert_int_equal(number("SELECT refused FROM operation"), 1);
	assert_string_equal(words("SELECT name || detail || deed FROM operation"), "StopMAINstop");
	assert_int_equal(number("SELECT count(*) FROM command"), 1);
	assert_int_equal(number("SELECT count FROM command"), 1);
	assert_int_equal(number("SELECT refused FROM command"), 1);
	scene_frame(&scene, "00:0c:29:00:00:01", "10.0.0.1", 64);
	scene_frame(&scene, "00:0c:29:00:00:02", "10.0.0.2", 64);
	ordered(FACT_ANSWER, false); /* of nothing */
	period(2);
	assert_int_equal(number("SELECT answered FROM operation"), 0);
	ordered(FACT_COMMAND, false);
	period(30); /* nobody answers for so long */
	scene_frame(&scene, "00:0c:29:00:00:01", "10.0.0.1", 64);
	scene_frame(&scene, "00:0c:29:00:00:02", "10.0.0.2", 64);
	ordered(FACT_ANSWER, false);
	period(2);
	assert_int_equal(number("SELECT sum(answered) FROM operation"), 0);
	assert_int_equal(number("SELECT count(*) FROM operation"), 2);
}

/* --- radio */

#define AP     "0c:00:00:00:00:01"
#define SHOP   "0c:00:00:00:99:01"
#define LAPTOP "0c:00:00:00:00:21"
#define PASSER "0c:00:00:00:99:21"

static void in_the_air(const char *mac)
{
	struct sighting f = {.when = scene_now(&scene), .bytes = 100, .air = true, .wifi_from = true};

	f.at.n = ++scene.n;
	f.from = scene_who(mac, NULL);
	f.to = scene_who("ff:ff:ff:ff:ff:ff", NULL);
	scene.sink.sighting(scene.sink.ctx, &f);
}

static void announces(const char *bssid, const char *ssid)
{
	const struct wifi_announced a = {.security = WIFI_WPA2_PSK, .network = WIFI_AP};
	struct fact f = scene_fact_of(&scene, FACT_ACCESS_POINT, scene_who(bssid, NULL), ssid);

	in_the_air(bssid);
	f.num[0] = wifi_pack(&a);
	f.num[1] = 6;
	scene.sink.fact(scene.sink.ctx, &f);
}

static void sign(const char *station, const char *bssid, enum wifi_client_sign what)
{
	struct fact f = scene_fact_of(&scene, FACT_WIFI_CLIENT, scene_who(station, NULL), "");

	in_the_air(station);
	f.peer = scene_who(bssid, NULL);
	f.num[0] = what;
	f.num[1] = what == CLIENT_FRAME ? TRAFFIC_CCMP : 0;
	scene.sink.fact(scene.sink.ctx, &f);
}

static void told_to_leave(const char *station, const char *bssid, unsigned times)
{
	struct fact f = scene_fact_of(&scene, FACT_WIFI_LEAVE, scene_who(bssid, NULL), "");

	f.peer = scene_who(station, NULL);
	f.num[0] = wifi_mac_pack(f.about.mac);
	f.num[1] = 7;
	for (unsigned i = 0; i < times; i++)
		scene.sink.fact(scene.sink.ctx, &f);
}

static void judge(void)
{
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(life_states_judge(site, scene_now(&scene), NULL, NULL), 0);
	assert_int_equal(site_commit(site), 0);
}

static void the_air(void)
{
	announces(AP, "line");
	announces(SHOP, "shop");
	sign(LAPTOP, AP, CLIENT_FRAME);
	sign(PASSER, SHOP, CLIENT_FRAME);
	in_the_air("0c:00:00:00:77:01"); /* it asks for networks, and joins none */
	period(5);
}

/* While nothing tells which networks are the plant's own, the air makes no device of it. */
static void the_air_makes_no_devices(void **state)
{
	(void)state;
	the_air();
	judge();
	the_air();
	assert_int_equal(saved.strays, 5);
	assert_int_equal(number("SELECT count(*) FROM device"), 0);
	assert_int_equal(number("SELECT count(*) FROM access_point"), 2);
	assert_int_equal(number("SELECT count(*) FROM wifi_client WHERE station IS NULL"), 2);
	assert_int_equal(number("SELECT count(*) FROM fact") + number("SELECT count(*) FROM address"), 0);
}

/* The laptop is seen on the wire, too: its network is the plant's own, and what is in it becomes devices. */
static void what_is_in_our_network_is(void **state)
{
	(void)state;
	scene_frame(&scene, LAPTOP, "10.0.0.21", 64);
	the_air();
	assert_int_equal(number("SELECT count(*) FROM device"), 1);
	judge();
	assert_string_equal(
		words("SELECT reason FROM access_point_reason WHERE bssid = '" AP "' AND grade = 5"),
		"ours-wired");
	assert_string_equal(words("SELECT reason FROM access_point_reason WHERE bssid = '" SHOP "'"),
			    "others-nothing");
	sign("0c:00:00:00:00:22", AP, CLIENT_FRAME);
	the_air();
	assert_int_equal(number("SELECT count(*) FROM device"), 3);
	assert_int_equal(number("SELECT count(*) FROM device WHERE mac IN ('" SHOP "', '" PASSER "')"), 0);
	/* Its row did not become two when the device came to be known. */
	assert_int_equal(number("SELECT count(*) FROM access_point"), 2);
	assert_int_equal(
		number("SELECT count(*) FROM access_point WHERE bssid = '" AP "' AND device IS NOT NULL"), 1);
	assert_int_equal(number("SELECT announced FROM access_point WHERE bssid = '" AP "'"), 2);
	assert_int_equal(number("SELECT count(*) FROM wifi_client WHERE mac = '" LAPTOP "'"), 1);
	assert_int_equal(number("SELECT frames FROM wifi_client WHERE mac = '" LAPTOP "' AND ap IS NOT NULL"),
			 2);
	/* On the wire once is enough for good. */
	assert_string_equal(words("SELECT source FROM address WHERE value = '" LAPTOP "'"), "ethernet");
	assert_string_equal(words("SELECT source FROM address WHERE value = '" AP "'"), "wifi");
}

/* What earlier versions kept twice becomes one with the next period. */
static void what_was_kept_twice_becomes_one(void **state)
{
	static const char twice[] =
		"INSERT INTO access_point(device, bssid, names, announced, frames, first, last, "
		"packet) "
		"VALUES (NULL, '" AP "', 1, 3, 4, 10, 20, 1), (7, '" AP
		"', 1, 5, 6, 15, 30, 2); INSERT INTO wifi_client VALUES (NULL, '" AP "', NULL, '" LAPTOP
		"', 3, 'ccmp', 1, 0, 0, 0, 0, 0, 0, 10, 20, 1), (7, '" AP "', 8, '" LAPTOP
		"', 4, 'ccmp', 0, 0, 0, 0, 0, 0, 0, 15, 30, 2); INSERT INTO "
		"wifi_leave VALUES (NULL, NULL, "
		"'" AP "', '" AP "', '" LAPTOP "', 0, 7, 0, 2, 2, 10, 20, 1), (7, 7, '" AP "', '" AP
		"', '" LAPTOP "', 0, 7, 0, 3, 3, 15, "
		"30, 2)";

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(sqlite3_exec(store_db(site), twice, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(site_commit(site), 0);
	announces(AP, "line");
	sign(LAPTOP, AP, CLIENT_FRAME);
	told_to_leave(LAPTOP, AP, 1);
	period(5);
	assert_int_equal(number("SELECT count(*) FROM access_point"), 1);
	assert_int_equal(number("SELECT announced FROM access_point WHERE device = 7 AND first = 10"), 9);
	assert_int_equal(number("SELECT count(*) FROM wifi_client"), 1);
	assert_int_equal(number("SELECT frames FROM wifi_client WHERE ap = 7 AND station = 8"), 8);
	assert_int_equal(number("SELECT count(*) FROM wifi_leave"), 1);
	assert_int_equal(number("SELECT count FROM wifi_leave WHERE sender = 7"), 6);
}

/* A flood over two periods is one, a row of its own beside single orders; it does not live on with them. */
static void a_flood_is_a_row_of_its_own(void **state)
{
	int64_t ended;

	(void)state;
	announces(AP, "line");
	told_to_leave(LAPTOP, AP, 10);
	period(5);
	assert_int_equal(number("SELECT burst FROM wifi_leave"), 10);
	told_to_leave(LAPTOP, AP, 10);
	ended = scene_now(&scene);
	period(5);
	assert_int_equal(number("SELECT count(*) FROM wifi_leave"), 2);
	assert_int_equal(number("SELECT sum(count) FROM wifi_leave"), 20);
	assert_int_equal(number("SELECT count FROM wifi_leave WHERE burst >= 16"), 10);
	period(60);
	announces(AP, "line");
	told_to_leave(LAPTOP, AP, 1);
	period(5);
	assert_int_equal(number("SELECT count(*) FROM wifi_leave"), 2);
	assert_int_equal(number("SELECT last FROM wifi_leave WHERE burst >= 16"), ended);
	assert_true(number("SELECT last FROM wifi_leave WHERE burst < 16") > ended);
}

static void a_key_installed_again_is_a_row_of_its_own(void **state)
{
	int64_t then;

	(void)state;
	announces(AP, "line");
	sign(LAPTOP, AP, CLIENT_FRAME);
	sign(LAPTOP, AP, CLIENT_REINSTALLED);
	then = scene_now(&scene) - 1000;
	period(5);
	sign(LAPTOP, AP, CLIENT_FRAME);
	period(5);
	assert_int_equal(number("SELECT count(*) FROM wifi_client"), 2);
	assert_int_equal(number("SELECT last FROM wifi_client WHERE reinstalled = 1 AND frames = 0"), then);
	assert_int_equal(number("SELECT frames FROM wifi_client WHERE reinstalled = 0"), 2);
}

/* Two faces under one number are told while they are shown. */
static void two_faces_pass(void **state)
{
	(void)state;
	announces(AP, "line");
	for (int i = 0; i < 2; i++) {
		const struct wifi_announced open = {.security = WIFI_OPEN, .network = WIFI_AP};
		struct fact f = scene_fact_of(&scene, FACT_ACCESS_POINT, scene_who(AP, NULL), "line");

		f.num[0] = wifi_pack(&open);
		if (i == 0)
			scene.sink.fact(scene.sink.ctx, &f);
		else
			announces(AP, "line");
		period(5);
		assert_string_equal(words("SELECT other FROM access_point"), i ? "" : "wpa2-psk");
	}
}

static void a_packet_file_grows(void **state)
{
	struct save_source s = {
		.id = -1, .name = "000001.pcapng", .format = "pcapng", .packets = 5, .first = 10, .last = 20};
	struct save_packet_file f = {.file = "000001.pcapng", .bytes = 100, .dropped = 2};

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(save_source(site, &s), 0);
	assert_true(s.id >= 0);
	f.source = s.id;
	assert_int_equal(save_packet_file(site, &f), 0);
	s.packets = 9;
	s.first = 0; /* not known any more: the first stays */
	s.last = 30;
	f.bytes = 300;
	f.dropped = 1;
	assert_int_equal(save_source(site, &s), 0);
	assert_int_equal(save_packet_file(site, &f), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(number("SELECT count(*) FROM source"), 1);
	assert_int_equal(number("SELECT packets FROM source"), 9);
	assert_int_equal(number("SELECT first FROM source"), 10);
	assert_int_equal(number("SELECT last FROM source"), 30);
	assert_int_equal(number("SELECT bytes FROM packet_file"), 300);
	assert_int_equal(number("SELECT dropped FROM packet_file"), 3);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(periods_add_up),
		CASE(a_period_of_nothing_changes_nothing),
		CASE(a_router_is_remembered),
		CASE(two_ports_stay_one_device),
		CASE(two_that_were_met_apart_are_told_of),
		CASE(one_of_two_equal_names_stays),
		CASE(a_new_firmware_is_told_at_once),
		CASE(an_address_is_not_another_at_once),
		CASE(an_address_that_was_given_up_is),
		CASE(names_of_the_outside_are_remembered),
		CASE(what_is_silent_for_long_is_forgotten),
		CASE(answers_come_in_the_next_period),
		CASE(the_air_makes_no_devices),
		CASE(what_is_in_our_network_is),
		CASE(what_was_kept_twice_becomes_one),
		CASE(a_flood_is_a_row_of_its_own),
		CASE(a_key_installed_again_is_a_row_of_its_own),
		CASE(two_faces_pass),
		CASE(a_packet_file_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
