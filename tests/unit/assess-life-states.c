/* States of devices, moved by evidence and by people; profiles, and what is otherwise than approved. */
#include "assess/life_states.h"
#include "assess/profile.h"
#include "assess/system.h"
#include "inventory/keep.h"
#include "inventory/standing.h"
#include "save-scene.h"

#include <errno.h>

static struct err e;

#define HOUR INT64_C(3600)

static struct life_moves judge(void)
{
	struct life_moves m;

	now.at += 1000000;
	assert_int_equal(site_begin(site), 0);
	if (life_states_judge(site, now.at, NULL, &m) != 0)
		fail_msg("%s", store_error(site));
	assert_int_equal(site_commit(site), 0);
	return m;
}

/* A controller and who operates it, from `at` seconds on; more rows may follow. */
static void plant_for(int64_t at, int64_t seconds, const char *more)
{
	char sql[8192];
	long long a = (long long)at * 1000000, b = a + 10000000;

	snprintf(sql, sizeof sql,
		 DEVICE "(1, 'plc', 'device', '00:1b:1b:00:00:01', '192.0.2.1', %lld, %lld, 5, 3), (2, "
			"'hmi', 'device', "
			"'00:1b:1b:00:00:02', '192.0.2.2', %lld, %lld, 6, 4);" ADDRESS
			"(1, 'mac', '00:1b:1b:00:00:01', %lld, %lld, 3), (2, 'mac', '00:1b:1b:00:00:02', "
			"%lld, %lld, 4);"
			"%s",
		 a, b, a, b, a, b, a, b, more);
	save_of(at, seconds, sql);
}

#define TALK                                                                                                 \
	FLOW "(1, 2, 1, '192.0.2.2', '192.0.2.1', 'tcp', 502, 'modbus', 10, 1, 10000000, 20000000);"         \
	     "INSERT INTO x_service(device, transport, port, protocol, answered, first_packet) VALUES (1, "  \
	     "'tcp', 502, 'modbus', 1, 3);"
#define WEB                                                                                                  \
	"INSERT INTO x_service(device, transport, port, protocol, answered, first_packet) VALUES (1, "       \
	"'tcp', 80, "                                                                                        \
	"'http', 1, 9);"

static const char *state(int64_t device)
{
	static char text[64];
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT state || ' ' || reason FROM device_life WHERE device = %lld",
		 (long long)device);
	snprintf(text, sizeof text, "%s", ask(sql));
	return text;
}

static int set(int64_t device, const char *to, const char *reason)
{
	int r;

	now.at += 1000000;
	assert_int_equal(site_begin(site), 0);
	r = life_set(site, device, to, reason, &now, &e);
	if (r < 0)
		site_rollback(site);
	else
		assert_int_equal(site_commit(site), 0);
	return r;
}

static int64_t approve(const struct profile_group *g)
{
	int64_t devices = 0;

	now.at += 1000000;
	assert_int_equal(site_begin(site), 0);
	if (profile_approve(site, g, "点検のあと", &now, &devices, &e) != 0)
		fail_msg("%s %s %s", e.key, e.detail, store_error(site));
	assert_int_equal(site_commit(site), 0);
	return devices;
}

static void nobody_approved_is_introduced_and_an_approval_makes_normal(void **unused)
{
	static const struct profile_group plcs = {.kind = "plc"};

	(void)unused;
	plant_for(10, 60, TALK);
	assert_int_equal(judge().moved, 2);
	assert_string_equal(state(1), "introduced new");
	assert_int_equal(judge().moved, 0); /* nothing new, nothing told */
	assert_string_equal(ask("SELECT count(*) FROM event WHERE kind = 'device-state'"), "1");
	now.actor = "c4";
	assert_int_equal(approve(&plcs), 1);
	now.actor = "local";
	assert_string_equal(ask("SELECT version || ' ' || contact || ' ' || note FROM profile"),
			    "1 4 点検のあと");
	assert_string_equal(ask("SELECT group_concat(what || '=' || key) FROM (SELECT * FROM profile_entry "
				"ORDER BY what, key)"),
			    "address=mac 00:1b:1b:00:00:01,peer=d2,protocol=modbus,service=tcp/502/modbus");
	judge();
	assert_string_equal(state(1), "normal approved");
	assert_string_equal(state(2), "introduced new");
}

static void what_nobody_approved_is_a_difference_until_it_is(void **unused)
{
	static const int64_t first = 1;
	static const struct profile_group one = {.devices = &first, .count = 1};
	struct standing now_is;

	(void)unused;
	plant_for(10, 60, TALK);
	approve(&one);
	plant_for(100, 60, TALK);
	judge();
	assert_string_equal(state(1), "normal approved"); /* more of the same is no difference */
	plant_for(200, 60,
		  TALK WEB "UPDATE device SET firmware = '2.0' WHERE id = 1; INSERT INTO x_fact(device, "
			   "field, value, source, "
			   "packet, confidence, count) VALUES (1, 'firmware', '2.0', 'http', 8, 90, 1);");
	judge();
	assert_string_equal(state(1), "abnormal differs");
	assert_string_equal(ask("SELECT group_concat(what || ' ' || kind || ' ' || key) FROM (SELECT * FROM "
				"difference ORDER BY what)"),
			    "firmware new 2.0,service new tcp/80/http");
	assert_int_equal(standing_of(site, 1, &now_is), 0);
	assert_int_equal(now_is.differences[STANDING_PROFILE], 2);
	assert_true(now_is.approved);
	assert_int_equal(now_is.profile_version, 1);
	approve(&one);
	judge();
	assert_string_equal(state(1), "normal approved");
	assert_string_equal(ask("SELECT version FROM profile"), "2");
	plant_for(300, 60,
		  "UPDATE device SET firmware = '1.0' WHERE id = 1; INSERT INTO x_fact(device, field, value, "
		  "source, "
		  "packet, confidence, count) VALUES (1, 'firmware', '1.0', 'http', 8, 90, 1);");
	judge();
	assert_string_equal(ask("SELECT kind || approved || observed FROM difference"), "differs2.01.0");
	now.at += 1000000;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(profile_withdraw(site, 1, &now, &e), 0);
	assert_int_equal(profile_withdraw(site, 1, &now, &e), -ENOENT);
	assert_int_equal(site_commit(site), 0);
	judge();
	assert_string_equal(state(1), "introduced new");
	assert_string_equal(ask("SELECT count(*) FROM difference"), "0");
}

struct lines {
	int all, fresh, gone;
};

static int count_line(void *ctx, const struct profile_line *l)
{
	struct lines *n = ctx;

	n->all++;
	n->fresh += l->fresh;
	n->gone += l->gone;
	return 0;
}

static void the_preview_is_what_is_approved(void **unused)
{
	static const struct profile_group all = {.state = "introduced"}, none = {.kind = "camera"};
	struct lines n = {0};
	int64_t devices = 0;

	(void)unused;
	plant_for(10, 60, TALK);
	judge();
	assert_int_equal(profile_preview(site, &all, count_line, &n, &devices, &e), 0);
	assert_int_equal(devices, 2);
	assert_int_equal(n.fresh, n.all);
	assert_string_equal(ask("SELECT count(*) FROM profile"), "0"); /* looking approves nothing */
	approve(&all);
	assert_int_equal(atoi(ask("SELECT count(*) FROM profile_entry")), n.all);
	n = (struct lines){0};
	assert_int_equal(
		profile_preview(site, &(struct profile_group){.kind = "plc"}, count_line, &n, &devices, &e),
		0);
	assert_int_equal(n.fresh, 0);
	assert_true(n.all > 0);
	assert_int_equal(profile_preview(site, &none, count_line, &n, &devices, &e), -ENOENT);
	assert_string_equal(e.key, "no-devices");
}

static void a_person_s_word_stands_until_newer_evidence_is_worse(void **unused)
{
	(void)unused;
	plant_for(10, 60,
		  TALK
		  "INSERT INTO x_flow(id, client, server, client_ip, server_ip, transport, port, protocol, "
		  "packets, answered, payload, first, last) VALUES (7, 2, 1, '192.0.2.2', '192.0.2.1', "
		  "'tcp', 23, "
		  "'telnet', 9, 1, 5, 10000000, 20000000);INSERT INTO x_service(device, transport, port, "
		  "protocol, answered, first_packet) VALUES (1, 'tcp', 23, 'telnet', 1, 3);");
	judge();
	assert_string_equal(state(1), "abnormal finding");
	assert_int_equal(set(1, "normal", ""), -EINVAL);
	assert_int_equal(set(1, "fine", "x"), -EINVAL);
	assert_int_equal(set(9, "normal", "x"), -ENOENT);
	assert_int_equal(set(1, "normal", "保守でだけ使うと確かめた"), 0);
	assert_int_equal(set(1, "normal", "again"), -EEXIST);
	assert_int_equal(judge().moved, 0);
	assert_string_equal(state(1), "normal 保守でだけ使うと確かめた");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(
		sqlite3_exec(store_db(site),
			     "INSERT INTO finding(check_name, severity, device, evidence_total, title_ja, "
			     "title_en, "
			     "why_ja, why_en, do_ja, do_en) VALUES ('x', 1, 1, 1, '', '', '', '', '', '')",
			     NULL, NULL, NULL),
		SQLITE_OK);
	{
		struct life life;

		assert_int_equal(life_settle(site, now.at += 1000000, "mimamori", &life), 0);
		assert_int_equal(life_states_run(site, now.at, NULL), 0);
	}
	assert_int_equal(site_commit(site), 0);
	assert_string_equal(state(1), "abnormal finding"); /* a finding newer than the word */
}

static int64_t drew(const char *name, int64_t device)
{
	struct system_row row = {.status = "live", .level = "poc"};
	int64_t moved;

	snprintf(row.name, sizeof row.name, "%s", name);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(system_add(site, &row, &now, &e), 0);
	assert_int_equal(system_assign(site, row.id, &device, 1, false, &now, &moved, &e), 0);
	assert_int_equal(life_states_drawn(site, now.at), 0);
	assert_int_equal(site_commit(site), 0);
	return row.id;
}

static const char *across(void)
{
	return ask("SELECT count(*) || ' ' || coalesce(min(title_en), '') FROM finding WHERE check_name LIKE "
		   "'control-across-%'");
}

#define TOLD "1 192.0.2.2, of another system (Paint), use Modbus/TCP of the PLC (192.0.2.1) (Press)"

static void moved_into(int64_t system, int64_t device, bool out)
{
	int64_t moved;

	assert_int_equal(site_begin(site), 0);
	assert_int_equal(system_assign(site, system, &device, 1, out, &now, &moved, &e), 0);
	assert_int_equal(life_states_drawn(site, now.at), 0);
	assert_int_equal(site_commit(site), 0);
}

static void systems_that_people_drew_divide(void **unused)
{
	struct system_row row;
	int64_t press, paint;

	(void)unused;
	plant_for(10, 60, TALK);
	judge();
	press = drew("Press", 1);
	assert_string_equal(across(), "0 "); /* one system divides nothing */
	paint = drew("Paint", 2);
	assert_string_equal(across(), TOLD);
	moved_into(press, 2, false); /* a device of two systems stands in none */
	assert_string_equal(across(), "0 ");
	moved_into(press, 2, true);
	assert_string_equal(across(), TOLD);
	assert_int_equal(system_get(site, paint, "2026-11-30", &row), 0);
	snprintf(row.status, sizeof row.status, "ended");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(system_change(site, &row, &now, &e), 0);
	assert_int_equal(life_states_drawn(site, now.at), 0);
	assert_int_equal(site_commit(site), 0);
	assert_string_equal(across(), "0 ");
}

static void a_link_that_somebody_approved_is_not_told(void **unused)
{
	static const struct profile_group plcs = {.kind = "plc"};

	(void)unused;
	plant_for(10, 60, TALK);
	judge();
	drew("Press", 1);
	drew("Paint", 2);
	assert_string_equal(across(), TOLD);
	assert_int_equal(approve(&plcs), 1); /* its peers are in it */
	judge();
	assert_string_equal(across(), "0 ");
	assert_string_equal(ask("SELECT count(*) FROM drawn_link"), "2");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(profile_withdraw(site, 1, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	judge();
	assert_string_equal(across(), TOLD);
}

static void a_retired_device_that_is_seen_again_is_told(void **unused)
{
	(void)unused;
	plant_for(10, 60, TALK);
	judge();
	assert_int_equal(set(2, "retired", "交換した"), 0);
	assert_int_equal(judge().moved, 0);
	plant_for(100, 60, TALK);
	judge();
	assert_string_equal(state(2), "abnormal seen-again");
	assert_int_equal(judge().moved, 0); /* it stays until somebody looks */
	assert_int_equal(set(2, "normal", "予備機として戻した"), 0);
	judge();
	assert_string_equal(state(2), "normal 予備機として戻した");
	assert_string_equal(ask("SELECT group_concat(json_extract(body, '$.state') || ':' || actor) FROM "
				"event WHERE kind = "
				"'device-state' AND body LIKE '%[2]%'"),
			    "retired:local,abnormal:mimamori,normal:local");
}

/* The panel alone. */
static void later(int64_t at, int64_t seconds)
{
	char sql[2048];
	long long a = (long long)at * 1000000, b = a + (long long)seconds * 1000000;

	snprintf(sql, sizeof sql,
		 DEVICE "(1, 'hmi', 'device', '00:1b:1b:00:00:02', '192.0.2.2', %lld, %lld, 6, 4);" ADDRESS
			"(1, 'mac', '00:1b:1b:00:00:02', %lld, %lld, 4)",
		 a, b, a, b);
	save_of(at, seconds, sql);
}

static void silence_counts_only_where_somebody_listened(void **unused)
{
	struct standing s;

	(void)unused;
	plant_for(10, 60, TALK);
	later(100 * HOUR, 2 * HOUR); /* four days without a capture, then two hours */
	judge();
	assert_string_equal(state(1), "introduced new");
	assert_int_equal(standing_of(site, 1, &s), 0);
	assert_true(s.silent > 2 * HOUR * 1000000 && s.silent < 2 * HOUR * 1000000 + 60000000);
	later(200 * HOUR, 20 * HOUR);
	judge();
	assert_string_equal(state(1), "introduced new"); /* 22 hours */
	later(300 * HOUR, 3 * HOUR);
	judge();
	assert_string_equal(state(1), "stray missing"); /* 25 */
	assert_string_equal(state(2), "introduced new");
	plant_for(400 * HOUR, 60, TALK);
	judge();
	assert_string_equal(state(1), "introduced new");
	/* now it is known to be silent for a day: its patience is three */
	assert_int_equal(standing_of(site, 1, &s), 0);
	assert_true(s.patience > 74 * HOUR * 1000000 && s.patience < 76 * HOUR * 1000000);
	later(500 * HOUR, 70 * HOUR);
	judge();
	assert_string_equal(state(1), "introduced new");
	later(600 * HOUR, 10 * HOUR);
	judge();
	assert_string_equal(state(1), "stray missing");
}

static void two_captures_of_the_same_hours_are_one_silence(void **unused)
{
	struct standing s;

	(void)unused;
	plant_for(10, 60, TALK);
	later(100 * HOUR, 20 * HOUR);
	later(105 * HOUR, 18 * HOUR); /* 15 of them again, by a second tap */
	assert_int_equal(standing_of(site, 1, &s), 0);
	assert_true(s.silent >= 23 * HOUR * 1000000 && s.silent < 23 * HOUR * 1000000 + 60000000);
	assert_false(s.missing);
}

static void outside_the_list_is_stray_and_in_it_normal(void **unused)
{
	(void)unused;
	plant_for(10, 60, "");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(journal_append(site, now.at, "ledger-row-set", "local",
					"{\"row\":1,\"line_no\":2,\"mac\":\"00:1b:1b:00:00:01\"}", NULL),
			 0);
	assert_int_equal(ledger_rematch(site), 0);
	assert_int_equal(site_commit(site), 0);
	judge();
	assert_string_equal(state(1), "normal listed");
	assert_string_equal(state(2), "stray unlisted");
	approve(&(struct profile_group){.kind = "hmi"});
	judge();
	assert_string_equal(state(2), "normal approved");
}

/* Merged devices: approvals and peers follow, and come back. */
static void an_approval_follows_a_merge_and_comes_back(void **unused)
{
	int64_t m;

	(void)unused;
	plant_for(10, 60,
		  TALK "INSERT INTO x_device(id, kind, layer, mac, first, last, packets, first_packet) "
		       "VALUES (3, 'plc', "
		       "'device', '00:1b:1b:00:00:03', 10000000, 20000000, 1, 5);" ADDRESS
		       "(3, 'mac', '00:1b:1b:00:00:03', 10000000, 20000000, 5);");
	approve(&(struct profile_group){.kind = "hmi"});
	approve(&(struct profile_group){.kind = "plc"});
	judge();
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(keep_merge(site, 1, 3, "same cabinet", now.at, "local", &m, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_string_equal(
		ask("SELECT group_concat(key) FROM profile_entry WHERE device = 2 AND what = 'peer'"), "d3");
	judge();
	assert_string_equal(ask("SELECT count(*) FROM difference"), "0");
	assert_string_equal(state(3), "normal approved");
	assert_string_equal(state(1), "");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(keep_undo(site, m, now.at, "local", &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_string_equal(
		ask("SELECT group_concat(key) FROM profile_entry WHERE device = 2 AND what = 'peer'"), "d1");
	assert_string_equal(ask("SELECT group_concat(key) FROM profile_entry WHERE device = 3"),
			    "mac 00:1b:1b:00:00:03");
	judge();
	assert_string_equal(ask("SELECT count(*) FROM difference"), "0");
	assert_string_equal(state(1), "normal approved");
}

static void findings_call_a_device_what_people_call_it(void **unused)
{
	(void)unused;
	plant_for(10, 60, TALK);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(keep_lock(site, 1, "name", "プレス1号機", NULL, now.at, "local", &e), 0);
	assert_int_equal(keep_lock(site, 1, "kind", "camera", NULL, now.at, "local", &e), 0);
	assert_int_equal(site_commit(site), 0);
	judge();
	assert_string_equal(ask("SELECT title_en FROM finding WHERE check_name = 'locked-differs'"),
			    "プレス1号機 (192.0.2.1) shows another value (plc) than the locked one (camera)");
	assert_string_equal(state(1), "introduced new"); /* low: told, and no alarm */
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		T(nobody_approved_is_introduced_and_an_approval_makes_normal),
		T(what_nobody_approved_is_a_difference_until_it_is),
		T(the_preview_is_what_is_approved),
		T(a_person_s_word_stands_until_newer_evidence_is_worse),
		T(systems_that_people_drew_divide),
		T(a_link_that_somebody_approved_is_not_told),
		T(a_retired_device_that_is_seen_again_is_told),
		T(silence_counts_only_where_somebody_listened),
		T(two_captures_of_the_same_hours_are_one_silence),
		T(outside_the_list_is_stray_and_in_it_normal),
		T(an_approval_follows_a_merge_and_comes_back),
		T(findings_call_a_device_what_people_call_it),
	};

	(void)person;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
