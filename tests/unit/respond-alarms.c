/* From signals to alarms: grouping, beginnings and ends, what is gathered, what is not blamed, what people
 * do, restart, a file that cannot be written, clocks that go back. */
#include "alarm-scene.h"

#include "inventory/keep.h"

#include <stdlib.h>

#define OPEN "SELECT count(*) FROM alarm a WHERE " ALARM_OPEN

/* --- one cause, one alarm, one beginning and one end */

static void one_attacker_is_one_alarm(void **state)
{
	(void)state;
	device(7);
	device(8);
	say("new-peer", 7, 8);
	say("sign-in-attempt", 7, 8);
	pass(2);
	assert_true(alarms_pending(alarms));
	assert_int_equal(written(), 1);
	assert_int_equal(number("SELECT severity FROM alarm"), SEVERITY_MEDIUM);
	for (int i = 0; i < 30; i++) {
		say("sign-in-guessing", 7, 8);
		pass(1);
	}
	assert_int_equal(written(), 1); /* graver */
	assert_int_equal(number("SELECT count(*) FROM alarm"), 1);
	assert_int_equal(number("SELECT severity FROM alarm"), SEVERITY_HIGH);
	assert_int_equal(number("SELECT count FROM alarm"), 32);
	expect_text("SELECT detector FROM alarm", "sign-in-guessing");
	expect_text("SELECT title_en FROM alarm",
		    "PLC machine 7 (10.0.0.7) is trying one password after another");
	assert_int_equal(number("SELECT count(*) FROM alarm_device WHERE until IS NULL"), 2);
	assert_int_equal(number("SELECT count(*) FROM alarm_packet"), ALARM_PACKETS);
	assert_int_equal(number("SELECT count(*) FROM event WHERE kind GLOB 'alarm-*'"), 2);
	pass(500);
	assert_int_equal(number(OPEN), 1);
	over("new-peer", 7, 8);
	pass(3700); /* quiet for an hour, as a first attempt wants */
	assert_int_equal(written(), 1);
	assert_int_equal(number(OPEN), 0);
	expect_text("SELECT ended_by FROM alarm", "over");
	assert_true(number("SELECT ended - last FROM alarm") >= S(3500));
	assert_int_equal(number("SELECT count(*) FROM alarm_device WHERE until IS NULL"), 0);
}

static void comes_again_soon_is_the_same(void **state)
{
	(void)state;
	say("series-stuck", 5, 5);
	pass(1);
	written();
	over("series-stuck", 5, 5);
	pass(200);
	written();
	assert_int_equal(number(OPEN), 0);
	say("series-stuck", 5, 5);
	pass(1);
	assert_int_equal(written(), 1);
	assert_int_equal(number("SELECT count(*) FROM alarm"), 1);
	assert_int_equal(number("SELECT again FROM alarm"), 1);
	over("series-stuck", 5, 5);
	pass(200);
	written();
	pass(ALARM_AGAIN_S + 100);
	say("series-stuck", 5, 5);
	pass(1);
	written();
	assert_int_equal(number("SELECT count(*) FROM alarm"), 2);
}

static void what_is_learnt_is_history_only(void **state)
{
	struct signal s = said("new-device", 5, 5);

	(void)state;
	s.learning = true;
	alarms_take(alarms, &s);
	pass(5);
	assert_false(alarms_pending(alarms));
	written();
	assert_int_equal(number("SELECT count(*) FROM alarm"), 0);
	assert_int_equal(number("SELECT count(*) FROM signal WHERE learning = 1 AND detector = 'new-device'"),
			 1);
}

/* --- many at once */

static void silent_together_is_one(void **state)
{
	(void)state;
	for (unsigned i = 1; i <= 20; i++) {
		say("silent-device", i, i);
		pass(1);
		written();
	}
	assert_int_equal(number(OPEN), 1);
	assert_int_equal(number("SELECT count(*) FROM alarm"),
			 2); /* the second joined the first when the third came */
	expect_text("SELECT ended_by FROM alarm WHERE id = 2", "joined");
	assert_int_equal(number("SELECT joined FROM alarm WHERE id = 2"), 1);
	assert_int_equal(number("SELECT concerned FROM alarm WHERE id = 1"), 20);
	expect_text("SELECT grouped FROM alarm WHERE id = 1", "many");
	assert_int_equal(number("SELECT count(*) FROM alarm_device WHERE alarm = 1 AND until IS NULL"), 20);
	for (unsigned i = 1; i <= 20; i++)
		over("silent-device", i, i);
	pass(60);
	written();
	assert_int_equal(number(OPEN), 0);
	assert_int_equal(number("SELECT count(*) FROM alarm_device WHERE until IS NULL"), 0);
}

static void values_of_a_silent_device_are_part_of_it(void **state)
{
	(void)state;
	say("series-silent", 3, 3);
	pass(2);
	written();
	say("silent-device", 3, 3);
	pass(2);
	written();
	assert_int_equal(number(OPEN), 1);
	expect_text("SELECT detector FROM alarm WHERE ended IS NULL", "silent-device");
	say("series-silent", 4, 4); /* another's are not */
	pass(2);
	written();
	assert_int_equal(number(OPEN), 2);
}

/* --- forged sources */

static void forged_sources_are_one_and_blame_nobody(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 100000; i++) {
		struct signal s = said("scan", 2000 + i, 9);

		s.claimed = true;
		s.by_device = i % 50 + 1; /* even where the address is a device's */
		alarms_take(alarms, &s);
		if (i % 10000 == 0) {
			pass(1);
			written();
		}
	}
	pass(1);
	written();
	assert_int_equal(number(OPEN), 1);
	expect_text("SELECT detector FROM alarm a WHERE " ALARM_OPEN, "many-sources");
	assert_true(number("SELECT count(*) FROM alarm") <= 4);
	assert_int_equal(number("SELECT count(*) FROM alarm_device WHERE part = 'by'"), 0);
	assert_true(number("SELECT count FROM alarm a WHERE " ALARM_OPEN) == 100000);
	assert_true(alarms_counts(alarms).things < 100);
	assert_int_equal(
		number("SELECT count(*) FROM alarm WHERE severity < 2 AND detector <> 'many-sources'"), 0);
}

static void one_claimed_source_is_medium(void **state)
{
	struct signal s = said("scan", 77, 9);

	(void)state;
	s.claimed = true;
	alarms_take(alarms, &s);
	pass(1);
	written();
	assert_int_equal(number("SELECT severity FROM alarm"), SEVERITY_MEDIUM);
	expect_text("SELECT grouped FROM alarm", "claimed");
}

/* --- storms */

static void a_storm_is_counted_and_bounded(void **state)
{
	uint64_t total = 0;

	(void)state;
	for (unsigned i = 0; i < 100000; i++) {
		say("sign-in-guessing", 1000 + i, 9);
		if (i % 1000 == 999) {
			pass(1);
			if (i % 5000 == 4999)
				written();
		}
	}
	written();
	assert_true(number(OPEN) <= ALARMS_RAISED_MOST + 1);
	total = (uint64_t)number("SELECT sum(count) FROM alarm");
	assert_int_equal(total, 100000);
	assert_int_equal(alarms_counts(alarms).signals, 100000);
	assert_true(alarms_counts(alarms).bytes < 24u << 20);
	assert_true(number("SELECT count(*) FROM signal") <= SIGNALS_KEPT);
	assert_int_equal(
		number("SELECT count(*) FROM alarm a WHERE detector = 'many-causes' AND " ALARM_OPEN), 1);
}

static void a_critical_one_is_seen_in_a_flood(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 500; i++)
		say("sign-in-guessing", 1000 + i, 9);
	say("sign-in-guessed", 7, 8);
	pass(1);
	written();
	assert_int_equal(number("SELECT count(*) FROM alarm WHERE severity = 0"), 1);
	expect_text("SELECT cause FROM alarm WHERE severity = 0", "d7");
}

/* --- people */

static void acts_and_the_second_one(void **state)
{
	(void)state;
	say("sign-in-guessing", 7, 8);
	pass(1);
	written();
	ACT(alarm_acknowledge(site, 1, "looking", &now, &e));
	REFUSED(alarm_acknowledge(site, 1, NULL, &now, &e), "was-acknowledged-here");
	REFUSED(alarm_acknowledge(site, 9, NULL, &now, &e), "no-alarm");
	REFUSED(alarm_dismiss(site, 1, "why not", NULL, &now, &e), "bad-reason");
	REFUSED(alarm_dismiss(site, 1, "other", "", &now, &e), "no-words");
	REFUSED(alarm_shelve(site, 1, now.at + S(3600 * 13), "x", &now, &e), "until-far");
	REFUSED(alarm_shelve(site, 1, now.at - 1, "x", &now, &e), "until-past");
	REFUSED(alarm_shelve(site, 1, now.at + S(3600), "", &now, &e), "no-words");
	REFUSED(alarm_unshelve(site, 1, &now, &e), "not-shelved");
	ACT(alarm_shelve(site, 1, now.at + S(3600), "the integrator was asked", &now, &e));
	REFUSED(alarm_shelve(site, 1, now.at + S(60), "x", &now, &e), "was-shelved-here");
	assert_int_equal(number("SELECT count(*) FROM alarm WHERE shelved_until IS NOT NULL"), 1);
	for (int i = 0; i < 60; i++) {
		say("sign-in-guessing", 7, 8);
		pass(61);
		written();
	}
	assert_int_equal(number("SELECT count(*) FROM alarm WHERE shelved_until IS NOT NULL"),
			 0); /* by itself */
	assert_int_equal(number(OPEN), 1);
	ACT(alarm_note(site, 1, "the integrator called back", &now, &e));
	ACT(alarm_dismiss(site, 1, "known-work", "test of passwords", &now, &e));
	REFUSED(alarm_dismiss(site, 1, "test", NULL, &now, &e), "was-dismissed-here");
	written();
	assert_int_equal(number("SELECT count(*) FROM alarm_note"), 2);
}

static void a_dismissed_one_takes_more_and_graver_is_new(void **state)
{
	(void)state;
	say("new-peer", 7, 8);
	pass(1);
	written();
	ACT(alarm_dismiss(site, 1, "false-alarm", NULL, &now, &e));
	written();
	say("new-peer", 7, 9);
	pass(1);
	assert_int_equal(written(), 0);
	assert_int_equal(number("SELECT count(*) FROM alarm"), 1);
	say("sign-in-guessing", 7, 9);
	pass(1);
	written();
	assert_int_equal(number("SELECT count(*) FROM alarm"), 2);
	assert_int_equal(number(OPEN), 1);
}

static void flapping_is_shelved_by_the_program(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++) {
		say("series-fault", 5, 5);
		pass(3);
		over("series-fault", 5, 5);
		pass(3);
	}
	written();
	assert_int_equal(number("SELECT count(*) FROM alarm"), 1);
	assert_int_equal(
		number("SELECT count(*) FROM alarm WHERE shelved_until > 0 AND shelved_words IS NULL"), 1);
	expect_text("SELECT actor FROM event WHERE kind = 'alarm-shelved'", "mimamori");
}

static void a_latched_one_waits_for_a_person(void **state)
{
	(void)state;
	say("sign-in-guessed", 7, 8);
	pass(1);
	written();
	pass(90000);
	written();
	assert_int_equal(number(OPEN), 1);
	REFUSED(alarm_shelve(site, 1, now.at + S(60), "x", &now, &e), "critical");
	ACT(alarm_acknowledge(site, 1, NULL, &now, &e));
	written();
	pass(2);
	written();
	assert_int_equal(number(OPEN), 0);
	expect_text("SELECT ended_by FROM alarm", "person");
}

/* --- work */

static void add_window(const char *system, int64_t of, const char *hours)
{
	char body[700];
	int64_t id = number("SELECT coalesce(max(id), 0) + 1 FROM record");

	snprintf(body, sizeof body,
		 "INSERT INTO record(id, kind, system, device, says, said, made_on, fields, version, hash, "
		 "signed, removed, seq) "
		 "VALUES (%lld, 'work-window', '%s', nullif(%lld, 0), 'yes', 'yes', '2026-11-29', "
		 "'{\"starts_on\":\"2026-11-29\","
		 "\"until\":\"2026-11-29\",\"hours\":\"%s\"}', 1, 'x', 0, 0, 1)",
		 (long long)id, system, (long long)of, hours);
	assert_int_equal(site_begin(site), 0);
	if (sqlite3_exec(store_db(site), body, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", store_error(site));
	assert_int_equal(journal_append(site, now.at, "watching-started", "local", "{}", NULL), 0);
	assert_int_equal(site_commit(site), 0);
	scene_touched = true;
}

static void work_holds_and_is_named(void **state)
{
	(void)state;
	/* 2026-11-29 01:20 UTC is 10:20 in Japan */
	scene_now = now.at = INT64_C(1795915200000000);
	add_window("site", 4, "daily 10:00-11:00");
	written();
	say("silent-device", 4, 4);
	say("silent-device", 5, 5);
	say("sign-in-guessing", 4, 9); /* work is no excuse: its words say show */
	pass(5);
	written();
	assert_int_equal(number(OPEN), 2);
	assert_int_equal(number("SELECT count(*) FROM signal WHERE work = 1"), 2);
	assert_int_equal(number("SELECT work FROM alarm WHERE detector = 'sign-in-guessing'"), 1);
	assert_int_equal(number("SELECT count(*) FROM alarm WHERE detector = 'silent-device' AND device = 4"),
			 0);
	pass(3600); /* the window is over, and it still is silent */
	written();
	assert_int_equal(number("SELECT count(*) FROM signal WHERE work = 1"), 2);
	assert_int_equal(number("SELECT count(*) FROM alarm WHERE detector = 'silent-device' AND device = 4"),
			 1);
}

/* --- restart, disk, clocks */

static void a_restart_goes_on(void **state)
{
	(void)state;
	say("series-stuck", 5, 5);
	say("sign-in-guessing", 7, 8);
	pass(2);
	written();
	restart();
	assert_int_equal(alarms_counts(alarms).open, 2);
	assert_int_equal(written(), 0); /* nothing is told twice */
	scene_now += S(5);
	say("sign-in-guessing", 7, 8);
	over("series-stuck", 5, 5);
	pass(200);
	written();
	assert_int_equal(number("SELECT count(*) FROM alarm"), 2);
	assert_int_equal(number(OPEN), 1);
	assert_int_equal(number("SELECT count FROM alarm WHERE detector = 'sign-in-guessing'"), 2);
	assert_int_equal(number("SELECT count(*) FROM alarm_packet WHERE alarm = 2"), 2);
	pass(700);
	written();
	assert_int_equal(number(OPEN), 0);
}

static void a_restart_within_the_delay_of_an_end(void **state)
{
	(void)state;
	say("series-stuck", 5, 5);
	pass(2);
	over("series-stuck", 5, 5);
	pass(10); /* of 60 */
	written();
	restart();
	pass(100);
	written();
	assert_int_equal(number(OPEN), 0);
}

static void what_cannot_be_written_is_kept(void **state)
{
	(void)state;
	say("sign-in-guessing", 7, 8);
	pass(1);
	assert_int_equal(site_begin(site), 0);
	assert_true(alarms_write(alarms, site, now.at) > 0);
	site_rollback(site); /* the disk was full */
	alarms_wrote(alarms, false);
	assert_int_equal(number("SELECT count(*) FROM alarm"), 0);
	assert_true(alarms_pending(alarms));
	say("sign-in-guessing", 7, 9);
	pass(5);
	assert_int_equal(written(), 1);
	assert_int_equal(number("SELECT count(*) FROM alarm"), 1);
	assert_int_equal(number("SELECT count FROM alarm"), 2);
	assert_int_equal(number("SELECT count(*) FROM signal"), 2);
}

static void a_clock_that_goes_back_stands_still(void **state)
{
	(void)state;
	say("sign-in-guessing", 7, 8);
	pass(10);
	scene_now -= S(86400);
	say("sign-in-guessing", 7, 8);
	pass(700); /* from yesterday: nothing passes */
	written();
	assert_int_equal(number(OPEN), 1);
	assert_true(number("SELECT last - began FROM alarm") >= 0);
	assert_true(alarms_counts(alarms).clock_back > 0);
}

static void the_file_says_since_when_it_runs(void **state)
{
	int64_t began = now.at;

	(void)state;
	written();
	for (int i = 0; i < 20; i++) {
		pass(300);
		written();
	}
	assert_true(number("SELECT value FROM setting WHERE key = 'watched_from'") == began);
	assert_true(number("SELECT value FROM setting WHERE key = 'watched_until'") == now.at);
	now.at += S(3600);
	written();
	assert_true(number("SELECT value FROM setting WHERE key = 'watched_from'") == now.at);
}

/* --- approvals */

static void an_approval_ends_and_its_withdrawal_begins_again(void **state)
{
	(void)state;
	device(7);
	device(8);
	written();
	say("new-peer", 7, 8);
	pass(1);
	written();
	ACT(journal_append(site, now.at, "profile-approved", "local",
			   "{\"profiles\":[{\"device\":7,\"version\":1,\"entries\":[[\"peer\",\"d8\"]]}],"
			   "\"note\":null}",
			   NULL) < 0
		    ? (int)(e.key[0] = 'x', -1)
		    : 0);
	written();
	assert_int_equal(number(OPEN), 0);
	expect_text("SELECT ended_by FROM alarm", "approved");
	pass(3000);
	written();
	ACT(journal_append(site, now.at, "profile-withdrawn", "local", "{\"device\":7}", NULL) < 0
		    ? (int)(e.key[0] = 'x', -1)
		    : 0);
	written();
	assert_int_equal(number(OPEN), 1);
	assert_int_equal(number("SELECT again FROM alarm"), 1);
}

/* --- whatever comes, in whatever order */

static uint32_t dice;

static uint32_t roll(uint32_t sides)
{
	dice = dice * 1664525u + 1013904223u;
	return (dice >> 8) % sides;
}

static uint64_t random_signal(void)
{
	static const char *const kinds[] = {
		"new-device",       "new-peer",        "new-service",  "scan",
		"silent-device",    "series-silent",   "series-stuck", "series-fault",
		"sign-in-guessing", "sign-in-guessed", "watch-blind",  "new-master"};
	const char *kind = kinds[roll(sizeof kinds / sizeof *kinds)];
	unsigned who = roll(12) + (roll(10) == 0 ? 2000 + roll(4000) : 0);
	struct signal s = said(kind, who, strncmp(kind, "s", 1) == 0 && kind[1] == 'e' ? who : roll(12));

	s.what = (uint8_t)(roll(3) == 0 ? SIGNAL_OFF : SIGNAL_ON);
	s.claimed = roll(6) == 0;
	s.learning = roll(8) == 0;
	s.when -= (int64_t)roll(3) * S(20); /* now and then late */
	alarms_take(alarms, &s);
	return s.what == SIGNAL_ON && !s.learning;
}

static void random_act(void)
{
	int64_t id = 1 + roll((uint32_t)(number("SELECT coalesce(max(id), 0) + 1 FROM alarm")));
	struct err e = {0};
	int r;

	assert_int_equal(site_begin(site), 0);
	switch (roll(4)) {
	case 0:
		r = alarm_acknowledge(site, id, NULL, &now, &e);
		break;
	case 1:
		r = alarm_dismiss(site, id, "test", NULL, &now, &e);
		break;
	case 2:
		r = alarm_shelve(site, id, now.at + S(600), "x", &now, &e);
		break;
	default:
		r = alarm_unshelve(site, id, &now, &e);
	}
	if (r < 0)
		site_rollback(site);
	else
		assert_int_equal(site_commit(site), 0);
}

static void unwritten(void)
{
	assert_int_equal(site_begin(site), 0);
	assert_true(alarms_write(alarms, site, now.at) >= 0);
	site_rollback(site);
	alarms_wrote(alarms, false);
}

/* What the file says of the devices of an alarm that is over, and of one that stands. */
static void books_are_right(void)
{
	assert_int_equal(number("SELECT count(*) FROM alarm_device d JOIN alarm a ON a.id = d.alarm WHERE "
				"a.ended IS NOT "
				"NULL AND d.until IS NULL"),
			 0);
	assert_int_equal(number("SELECT count(*) FROM signal s JOIN alarm a ON a.id = s.alarm WHERE a.ended "
				"IS NOT NULL AND "
				"s.standing = 1"),
			 0);
	assert_int_equal(number("SELECT count(*) FROM (SELECT alarm FROM alarm_packet GROUP BY alarm HAVING "
				"count(*) > 20)"),
			 0);
	assert_int_equal(number("SELECT count(*) FROM (SELECT alarm FROM alarm_device GROUP BY alarm, "
				"device, part, lamp HAVING "
				"count(*) > 1)"),
			 0);
	assert_int_equal(number("SELECT count(*) FROM alarm WHERE last < began OR (ended IS NULL) <> "
				"(ended_by IS NULL)"),
			 0);
	assert_int_equal(number("SELECT count(*) FROM alarm_device d JOIN alarm a ON a.id = d.alarm WHERE "
				"d.part = 'by' AND "
				"a.detector = 'many-sources'"),
			 0);
}

static void anything_in_any_order(void **state)
{
	(void)state;
	for (dice = 1; dice < 3; dice++) {
		uint32_t seed = dice;

		for (int i = 0; i < 3000; i++) {
			random_signal();
			if (roll(4) == 0)
				pass(1 + roll(30));
			if (roll(8) == 0)
				written();
			if (roll(200) == 0)
				unwritten();
			if (roll(150) == 0)
				random_act();
			if (roll(400) == 0) {
				written();
				restart();
			}
			if (i % 500 == 0) {
				written();
				books_are_right();
			}
		}
		dice = seed;
	}
	written();
	books_are_right();
	assert_int_equal(alarms_counts(alarms).unknown, 0);
}

/* --- devices that are merged */

static void merged_devices_are_one_in_memory_too(void **state)
{
	(void)state;
	scene_touched = true;
	device(7);
	device(8);
	written();
	say("silent-device", 8, 8);
	pass(1);
	written();
	ACT(keep_merge(site, 8, 7, NULL, now.at, "local", &(int64_t){0}, &e));
	assert_int_equal(number("SELECT device FROM alarm_device"), 7);
	written();
	written();
	over("silent-device", 8, 8);
	pass(60);
	written();
	assert_int_equal(number(OPEN), 0);
	assert_int_equal(number("SELECT count(*) FROM alarm_device WHERE until IS NULL"), 0);
	ACT(keep_undo(site, 1, now.at, "local", &e));
	assert_int_equal(number("SELECT device FROM alarm_device"), 8);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, alarm_scene_open, alarm_scene_close)
	const struct CMUnitTest tests[] = {
		TEST(one_attacker_is_one_alarm),
		TEST(comes_again_soon_is_the_same),
		TEST(what_is_learnt_is_history_only),
		TEST(silent_together_is_one),
		TEST(values_of_a_silent_device_are_part_of_it),
		TEST(forged_sources_are_one_and_blame_nobody),
		TEST(one_claimed_source_is_medium),
		TEST(a_storm_is_counted_and_bounded),
		TEST(a_critical_one_is_seen_in_a_flood),
		TEST(acts_and_the_second_one),
		TEST(a_dismissed_one_takes_more_and_graver_is_new),
		TEST(flapping_is_shelved_by_the_program),
		TEST(a_latched_one_waits_for_a_person),
		TEST(work_holds_and_is_named),
		TEST(a_restart_goes_on),
		TEST(a_restart_within_the_delay_of_an_end),
		TEST(what_cannot_be_written_is_kept),
		TEST(a_clock_that_goes_back_stands_still),
		TEST(the_file_says_since_when_it_runs),
		TEST(anything_in_any_order),
		TEST(merged_devices_are_one_in_memory_too),
		TEST(an_approval_ends_and_its_withdrawal_begins_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
