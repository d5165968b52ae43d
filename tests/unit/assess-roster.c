/* Who is on duty: by hours, severity, system and absence; and what is wrong with the rosters. */
#include "people-scene.h"

#include "assess/roster.h"

static int64_t ito, sato, mori, kato;

static void people(void)
{
	ito = reachable("伊藤", "ot", "ito@plant.example", "2310");
	sato = reachable("佐藤", "it", "sato@plant.example", "2311");
	mori = person("森", "ot");
	kato = person("加藤", "csirt");
}

static void asked(struct on_duty *d, int64_t at, const char *severity)
{
	assert_int_equal(on_duty(site, at, severity, "site", d), 0);
}

static void order_of_call(void **state)
{
	struct on_duty d;

	(void)state;
	people();
	roster("site", "平日 8:00～20:00", "c1", "c2", "all", "none");
	responsible("c3", "c2");
	asked(&d, at_hour(0, 9), NULL);
	assert_int_equal(d.count, 4);
	assert_int_equal(d.list[0].contact, ito);
	assert_int_equal(d.list[0].part, DUTY_JUDGE);
	assert_int_equal(d.list[1].contact, sato);
	assert_int_equal(d.list[2].contact, mori);
	assert_int_equal(d.list[2].part, DUTY_RESPONSIBLE);
	assert_int_equal(d.list[3].contact, kato);
	assert_int_equal(d.list[3].part, DUTY_CSIRT);
	assert_true(d.list[2].no_mail && d.list[2].no_phone);
	assert_false(d.gap);
	assert_true(d.handover == at_hour(0, 20));
	/* at night nobody judges: the responsible person is called first, then the deputy */
	asked(&d, at_hour(0, 20), NULL);
	assert_true(d.gap);
	assert_int_equal(d.list[0].contact, mori);
	assert_int_equal(d.list[1].contact, sato);
	assert_int_equal(d.list[1].part, DUTY_DEPUTY);
	assert_true(d.handover == at_hour(1, 8));
}

static void absence_and_erasure(void **state)
{
	struct on_duty d;
	struct err e = {0};

	(void)state;
	people();
	roster("site", "always", "c1", "c2", "all", "none");
	away(ito, "2026-12-01", "2026-12-02");
	asked(&d, at_hour(0, 23), NULL);
	assert_false(d.list[0].away);
	asked(&d, at_hour(1, 0), NULL);
	assert_true(d.list[0].away);
	assert_false(d.list[1].away);
	asked(&d, at_hour(3, 0), NULL);
	assert_false(d.list[0].away);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(contact_erase(site, ito, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	asked(&d, at_hour(0, 9), NULL);
	assert_int_equal(d.list[0].contact, sato);
}

static void severity_and_system(void **state)
{
	struct on_duty d;

	(void)state;
	people();
	roster("site", "always", "c1", "none: 一人", "minor", "none");
	roster("site", "8:00-17:00", "c3", "none: 一人", "all", "none");
	asked(&d, at_hour(0, 9), "high");
	assert_int_equal(d.list[0].contact, mori);
	assert_true(d.list[1].limited);
	asked(&d, at_hour(0, 20), "high");
	assert_int_equal(d.list[0].contact, ito);
	assert_true(d.list[0].limited);
	asked(&d, at_hour(0, 20), "low");
	assert_false(d.list[0].limited);
	run_sql("INSERT INTO system VALUES (1, 'press', 'core', NULL, NULL, 'live', NULL, 1)");
	roster("s1", "18:00-6:00", "c2", "none: 一人", "all", "none");
	assert_int_equal(on_duty(site, at_hour(0, 20), "high", "s1", &d), 0);
	assert_int_equal(d.list[0].contact, sato);
	assert_int_equal(on_duty(site, at_hour(0, 9), "high", "s1", &d), 0);
	assert_int_equal(d.list[0].contact, mori);
}

static void refresh(void)
{
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(roster_refresh(site, now.at), 0);
	assert_int_equal(site_commit(site), 0);
}

static void what_is_wrong_is_named(void **state)
{
	int64_t r;

	(void)state;
	refresh();
	assert_string_equal(ask("SELECT count(*) FROM setting WHERE key = 'roster'"), "0");
	people();
	r = roster("site", "平日 8:00～20:00", "c1", "c2", "all", "none");
	refresh();
	assert_string_equal(ask("SELECT value FROM setting WHERE key = 'roster'"), "1");
	assert_string_equal(ask("SELECT count(*) FROM duty_gap WHERE what = 'nobody'"), "5");
	assert_string_equal(ask("SELECT hours FROM duty_gap WHERE what = 'nobody' ORDER BY hours LIMIT 1"),
			    "月 20:00～火 8:00 / Mon 20:00 to Tue 8:00");
	assert_string_equal(ask("SELECT count(*) FROM duty_gap WHERE what <> 'nobody'"), "0");
	roster("site", "平日 20:00～8:00; 土 8:00-24:00; 日 終日; 月 0:00-8:00", "c3", "none: 夜は一人",
	       "all", "none");
	refresh();
	assert_string_equal(ask("SELECT count(*) FROM duty_gap WHERE what = 'nobody'"), "0");
	assert_string_equal(ask("SELECT group_concat(what || person) FROM duty_gap"), "no-mailc3,no-phonec3");
	away(ito, "2026-12-01", "2026-12-10");
	away(sato, "2026-12-08", "2026-12-20");
	refresh();
	assert_string_equal(
		ask("SELECT (until_on - since_on) / 86400000000 FROM duty_gap WHERE what = 'both-away'"),
		"2");
	away(sato, "2026-12-11", "2026-12-20");
	refresh();
	assert_string_equal(ask("SELECT count(*) FROM duty_gap WHERE what = 'both-away'"), "0");
	away(mori, "2026-12-01", "2026-12-10"); /* alone at night */
	refresh();
	assert_string_equal(ask("SELECT person FROM duty_gap WHERE what = 'both-away'"), "c3");
	/* words of old */
	run_sql("UPDATE record SET fields = json_set(fields, '$.hours', '夜勤の班') WHERE id = 1");
	assert_int_equal(r, 1);
	refresh();
	assert_string_equal(ask("SELECT record FROM duty_gap WHERE what = 'uncomputed'"), "1");
	assert_string_equal(ask("SELECT count(*) FROM duty_gap WHERE what = 'nobody'"), "5");
}

static void nothing_is_written_twice(void **state)
{
	char before[80];

	(void)state;
	people();
	roster("site", "平日 8:00～20:00", "c1", "c2", "all", "stated");
	refresh();
	assert_string_equal(ask("SELECT count(*) FROM duty_gap WHERE what = 'stated'"), "5");
	snprintf(before, sizeof before, "%s", ask("SELECT total_changes()"));
	assert_int_equal(roster_refresh(site, now.at), 0);
	assert_string_equal(ask("SELECT total_changes()"), before);
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_open, scene_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(order_of_call),          SCENE(absence_and_erasure),      SCENE(severity_and_system),
		SCENE(what_is_wrong_is_named), SCENE(nothing_is_written_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
