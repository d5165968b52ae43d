/* Watching: periods of some seconds join a site. What is remembered between them, what a few seconds may
 * change and what not. */
#include "scene.h"

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
	assert_int_equal(store_shared(&run), 0);
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
		CASE(a_packet_file_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
