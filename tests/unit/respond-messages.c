/* The outbox, by a clock of our own: who is told, what happens when nobody answers, when nobody permitted it,
 * when much comes at once, when the program ends in between. */
#include "people-scene.h"

#include "respond/messages.h"
#include "respond/messages_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

static struct messages *out;
static int64_t clock_us;
static struct courier_job jobs[64];
static unsigned job_count;

static int begin(void **state)
{
	scene_open(state);
	out = messages_new();
	clock_us = at_hour(0, 9);
	job_count = 0;
	reachable("伊藤", "ot", "ito@plant.example", "2310");   /* c1 */
	reachable("佐藤", "it", "sato@plant.example", "2311");  /* c2 */
	reachable("森", "ot", "mori@plant.example", "2312");    /* c3 */
	reachable("加藤", "csirt", "kato@plant.example", NULL); /* c4 */
	roster("site", "平日 8:00～20:00", "c1", "c2", "all", "stated");
	responsible("c3", "c2");
	return 0;
}

static int end(void **state)
{
	messages_free(out);
	return scene_close(state);
}

/* What table courier says once somebody has permitted it. */
static void permit(void)
{
	run_sql("INSERT OR REPLACE INTO courier(id, host, port, tls, at, actor, permitted, permitted_by, "
		"seq) VALUES (1, "
		"'mail.plant.example', 25, 'starttls', 1, 'c2', 1, 'c2', 1)");
	messages_wake(out);
}

static void raised(int id, int severity)
{
	char sql[600];

	snprintf(sql, sizeof sql,
		 "INSERT INTO alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, data, "
		 "began, raised, "
		 "again, seq, count, last, concerned) VALUES (%d, 'many-sources', %d, 'by', 'd1', 'device', "
		 "'PLC "
		 "への探索 %d', "
		 "'Scan of a PLC %d', '{}', %lld, %lld, 0, 1, 1, 1, 1)",
		 id, severity, id, id, (long long)clock_us, (long long)clock_us);
	run_sql(sql);
	messages_wake(out);
}

static int step(void)
{
	struct err e = {0};
	int r;

	assert_int_equal(site_begin(site), 0);
	r = messages_step(out, site, clock_us, &e);
	if (r < 0)
		fail_msg("step: %s %s", e.key, e.detail);
	assert_int_equal(site_commit(site), 0);
	return r;
}

static int give(void *ctx, const struct courier_job *j)
{
	(void)ctx;
	assert_true(courier_job_fits(j));
	jobs[job_count++] = *j;
	return 0;
}

static unsigned hand_out(void)
{
	unsigned before = job_count;

	assert_int_equal(messages_jobs(out, site, clock_us, give, NULL), 0);
	return job_count - before;
}

static int result_of(int64_t id, enum courier_outcome outcome)
{
	struct courier_result r = {
		.id = id, .outcome = (uint8_t)outcome, .code = outcome == COURIER_DONE ? 250 : 550};
	struct err e = {0};
	int code;

	assert_int_equal(site_begin(site), 0);
	code = messages_result(out, site, &r, clock_us, &e);
	if (code < 0)
		fail_msg("result: %s %s", e.key, e.detail);
	assert_int_equal(site_commit(site), 0);
	return code;
}

static void alarm_and_step(void)
{
	raised(1, 1);
	step();
}

/* Steps, hands out, and says that all of it arrived. Who was written to, joined by commas. */
static const char *told(void)
{
	static char names[400];

	*names = '\0';
	step();
	for (unsigned i = job_count, n = hand_out(); n > 0; n--, i++) {
		char *at = strchr(jobs[i].to, '@');

		snprintf(names + strlen(names), sizeof names - strlen(names), "%s%.*s", *names ? "," : "",
			 (int)(at - jobs[i].to), jobs[i].to);
		result_of(jobs[i].id, COURIER_DONE);
	}
	return names;
}

static const char *state(int id)
{
	char sql[80];

	snprintf(sql, sizeof sql, "SELECT state FROM message WHERE id = %d", id);
	return ask(sql);
}

static void later(int minutes) { clock_us += (int64_t)minutes * MINUTE; }

static int acknowledge(int64_t id, int64_t contact)
{
	struct writing w = {clock_us, "c1", now.today};
	struct err e = {0};
	int r;

	assert_int_equal(site_begin(site), 0);
	r = message_acknowledge(site, id, contact, "link", &w, &e);
	assert_int_equal(site_commit(site), 0);
	messages_wake(out);
	return r;
}

/* --- */

static void nothing_due_is_cheap(void **s)
{
	(void)s;
	assert_true(messages_pending(out, clock_us));
	assert_int_equal(step(), 0);
	assert_false(messages_pending(out, clock_us + HOUR * 1000));
}

static void the_ladder(void **s)
{
	(void)s;
	permit();
	raised(1, 1);
	assert_string_equal(told(), "ito");
	assert_string_equal(told(), "");
	later(9);
	assert_false(messages_pending(out, clock_us));
	later(1);
	assert_true(messages_pending(out, clock_us));
	assert_string_equal(told(), "sato");
	later(10);
	assert_string_equal(told(), "mori");
	later(10);
	assert_string_equal(told(), "kato"); /* c2 is the deputy, too, and was told */
	assert_string_equal(state(1), "waiting");
	later(10);
	assert_string_equal(told(), "");
	assert_string_equal(state(1), "unheard");
	assert_false(messages_pending(out, clock_us + HOUR * 1000));
	assert_int_equal(acknowledge(1, 3), 0); /* late is better than never */
	assert_string_equal(state(1), "acknowledged");
}

static void an_answer_ends_it(void **s)
{
	char seq[24];

	(void)s;
	permit();
	raised(1, 1);
	told();
	later(5);
	assert_int_equal(acknowledge(1, 1), 0);
	snprintf(seq, sizeof seq, "%s", ask("SELECT max(seq) FROM event"));
	assert_int_equal(acknowledge(1, 2), 0); /* two at once: the second changes nothing */
	assert_string_equal(ask("SELECT max(seq) FROM event"), seq);
	later(60);
	assert_string_equal(told(), "");
	assert_string_equal(ask("SELECT acknowledged_by || via FROM message"), "1link");
	assert_int_equal(acknowledge(99, 2), -ENOENT);
	/* who has the message has the alarm */
	assert_string_equal(ask("SELECT acknowledged_by FROM alarm"), "1");
}

static void critical_waits_half(void **s)
{
	(void)s;
	permit();
	raised(1, 0);
	assert_string_equal(told(), "ito");
	later(5);
	assert_string_equal(told(), "sato");
}

static void the_absent_are_passed_over(void **s)
{
	(void)s;
	permit();
	away(1, "2026-11-30", "2026-11-30");
	raised(1, 1);
	assert_string_equal(told(), "sato");
	assert_non_null(strstr(jobs[0].text, "伊藤 さんが不在"));
	assert_non_null(strstr(jobs[0].text, "森（電話 2312）"));
	assert_string_equal(ask("SELECT instead_of FROM message_to WHERE state = 'sent'"), "1");
	assert_string_equal(ask("SELECT why FROM message_to WHERE contact = 1"), "away");
	/* at midnight he is back: the roster of each moment counts */
	away(2, "2026-11-30", "2026-12-01");
	clock_us = at_hour(1, 9);
	raised(2, 1);
	later(0);
	assert_non_null(strstr(told(), "ito"));
}

static void all_absent_is_better_than_nobody(void **s)
{
	(void)s;
	permit();
	for (int64_t i = 1; i <= 4; i++)
		away(i, "2026-11-30", "2026-11-30");
	raised(1, 1);
	assert_string_equal(told(), "ito");
}

static void a_gap_goes_to_the_responsible(void **s)
{
	(void)s;
	permit();
	clock_us = at_hour(0, 23);
	raised(1, 1);
	assert_string_equal(told(), "mori");
	later(10);
	assert_string_equal(told(), "sato");
}

static void erased_and_without_mail(void **s)
{
	struct err e = {0};

	(void)s;
	permit();
	raised(1, 1);
	step();
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(contact_erase(site, 1, &now, &e), 0); /* between the step and the mail */
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(hand_out(), 0);
	edit(2, "mail", "");
	messages_wake(out);
	assert_string_equal(told(), "mori"); /* at once: nobody waits for who cannot answer */
	assert_string_equal(ask("SELECT state || why FROM message_to WHERE contact = 1"), "skippedno-mail");
	assert_string_equal(ask("SELECT why FROM message_to WHERE contact = 2"), "no-mail");
}

static void nobody_at_all(void **s)
{
	struct err e = {0};

	(void)s;
	permit();
	assert_int_equal(site_begin(site), 0);
	for (int64_t i = 1; i <= 4; i++)
		assert_int_equal(contact_erase(site, i, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	raised(1, 1);
	assert_string_equal(told(), "");
	assert_string_equal(state(1), "unheard");
	assert_string_equal(ask("SELECT why FROM message_to"), "nobody");
}

static void nothing_leaves_before_it_is_permitted(void **s)
{
	(void)s;
	raised(1, 1);
	raised(2, 2);
	assert_string_equal(told(), "");
	assert_string_equal(ask("SELECT group_concat(state) FROM message_to"), "held,held");
	later(600);
	assert_false(messages_pending(out, clock_us)); /* nobody was told, so nobody is late */
	run_sql("UPDATE alarm SET ended = 1 WHERE id = 2");
	permit();
	assert_string_equal(told(), "ito"); /* the medium one went by itself meanwhile */
	assert_string_equal(state(2), "over");
	later(10);
	assert_string_equal(told(), "sato");
}

static void a_permission_that_ends(void **s)
{
	(void)s;
	permit();
	alarm_and_step();
	run_sql("UPDATE courier SET permitted = NULL");
	messages_wake(out);
	step();
	assert_int_equal(hand_out(), 0);
	assert_string_equal(ask("SELECT state FROM message_to"), "held");
	later(600);
	assert_false(messages_pending(out, clock_us));
	permit();
	assert_string_equal(told(), "ito");
}

static void who_may_judge_minor_ones_is_not_alone(void **s)
{
	(void)s;
	permit();
	run_sql("UPDATE record SET fields = json_set(fields, '$.severity', 'minor') WHERE kind = 'roster'");
	raised(1, 1);
	assert_string_equal(told(), "ito,sato,mori"); /* up to the first who may judge all of it */
	run_sql("INSERT INTO site VALUES ('tell-from', 'low')");
	raised(2, 3);
	assert_string_equal(told(), "ito");
}

static void many_that_waited_go_out_as_one(void **s)
{
	(void)s;
	for (int i = 1; i <= 60; i++) {
		raised(i, 1 + i % 2);
		step();
		later(60);
	}
	clock_us = at_hour(0, 9);
	permit();
	assert_string_equal(told(), "ito");
	assert_string_equal(ask("SELECT count(*) FROM message WHERE state = 'digested'"), "60");
	assert_non_null(strstr(jobs[0].text, "警報 60件"));
	assert_string_equal(ask("SELECT count(*) FROM message_to WHERE state = 'held'"), "0");
}

static void once_for_an_alarm_unless_graver(void **s)
{
	(void)s;
	permit();
	raised(1, 2);
	assert_string_equal(told(), "ito");
	messages_wake(out);
	assert_string_equal(told(), "");
	run_sql("UPDATE alarm SET count = 999, again = 3");
	messages_wake(out);
	assert_string_equal(told(), "");
	run_sql("UPDATE alarm SET severity = 0, graver = 5");
	messages_wake(out);
	assert_string_equal(told(), "ito");
	assert_string_equal(ask("SELECT what FROM message WHERE id = 2"), "graver");
	messages_wake(out);
	step();
	assert_string_equal(state(1), "over");
	assert_string_equal(state(2), "waiting");
}

static void below_the_line_nobody_is_told(void **s)
{
	(void)s;
	permit();
	raised(1, 3);
	assert_string_equal(told(), "");
	assert_string_equal(ask("SELECT count(*) FROM message"), "0");
}

static void an_alarm_that_somebody_took(void **s)
{
	(void)s;
	permit();
	raised(1, 1);
	raised(2, 1);
	told();
	run_sql("UPDATE alarm SET acknowledged = (SELECT max(at) FROM message) + 1, acknowledged_by = 2 "
		"WHERE id = 1");
	run_sql("UPDATE alarm SET dismissed = 9 WHERE id = 2");
	later(10);
	assert_string_equal(told(), "");
	assert_string_equal(ask("SELECT state || acknowledged_by || via FROM message WHERE id = 1"),
			    "acknowledged2page");
	assert_string_equal(state(2), "over");
}

static void over_but_grave(void **s)
{
	(void)s;
	permit();
	raised(1, 1);
	raised(2, 2);
	told();
	run_sql("UPDATE alarm SET ended = 9");
	later(10);
	assert_string_equal(told(), "sato"); /* whoever guessed a password may be in */
	assert_string_equal(state(2), "over");
}

static void a_storm_becomes_one_message(void **s)
{
	(void)s;
	permit();
	for (int i = 1; i <= 50; i++)
		raised(i, 1);
	told();
	assert_int_equal(job_count, 21); /* tell-most, and the digest */
	assert_string_equal(ask("SELECT count(*) FROM message WHERE state = 'digested'"), "30");
	assert_non_null(strstr(jobs[20].text, "警報 30件"));
	assert_non_null(strstr(jobs[20].text, "ほか 20件"));
	/* more of the same are part of it; a graver one is not */
	raised(51, 1);
	raised(52, 0);
	told();
	assert_int_equal(job_count, 22);
	assert_string_equal(ask("SELECT count(*) FROM message WHERE cause = 'digest'"), "2");
	/* whoever answers one alarm of it answers the digest */
	assert_int_equal(acknowledge(atoi(ask("SELECT id FROM message WHERE state = 'digested' LIMIT 1")), 1),
			 0);
	assert_string_equal(
		ask("SELECT count(*) FROM message WHERE cause = 'digest' AND state = 'acknowledged'"), "1");
}

/* Years of alarms behind, a thousand at once before: each step is quick, and all are told of. */
static void much_is_quick(void **s)
{
	struct timespec begun, ended;
	double seconds;

	(void)s;
	permit();
	run_sql("WITH RECURSIVE n(i) AS (SELECT 10000 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) INSERT "
		"INTO alarm(id, "
		"detector, severity, grouped, cause, lamp, title_ja, title_en, data, began, raised, ended, "
		"ended_by, again, seq, "
		"count, last, concerned) SELECT i, 'many-sources', i % 4, 'by', 'd1', 'device', 'x', 'x', "
		"'{}', 1, 1, 2, 'over', 0, 1, "
		"1, 1, 1 FROM n");
	run_sql("INSERT INTO message SELECT id, 'alarm', id, 'raised', NULL, severity, 'site', 1, 'x', "
		"'over', 'judge', NULL, "
		"NULL, NULL, NULL, NULL, 1 FROM alarm");
	run_sql("INSERT INTO message_to SELECT id, id, 1, 'mail', 'judge', NULL, 1, 'sent', NULL, 1, NULL, "
		"1, 250, NULL, NULL, 1 "
		"FROM alarm");
	for (int i = 1; i <= 1000; i++)
		raised(i, 1);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begun);
	while (messages_pending(out, clock_us))
		step();
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
	seconds = (double)(ended.tv_sec - begun.tv_sec) + (double)(ended.tv_nsec - begun.tv_nsec) / 1e9;
	print_message("1,000 alarms told of in %.2f s of CPU\n", seconds);
	assert_true(seconds < 20);
	assert_string_equal(
		ask("SELECT count(DISTINCT about) FROM message WHERE cause = 'alarm' AND about < 10000"),
		"1000");
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begun);
	for (int i = 0; i < 20; i++) {
		messages_wake(out);
		step();
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
	seconds = (double)(ended.tv_sec - begun.tv_sec) + (double)(ended.tv_nsec - begun.tv_nsec) / 1e9;
	print_message("a step in which nothing is new: %.1f ms of CPU\n", seconds * 1000 / 20);
	assert_true(seconds < 10);
}

static void a_crash_between_sent_and_recorded(void **s)
{
	char id[COURIER_ID];

	(void)s;
	permit();
	raised(1, 1);
	step();
	assert_int_equal(hand_out(), 1);
	assert_int_equal(hand_out(), 0); /* it is out */
	snprintf(id, sizeof id, "%s", jobs[0].message_id);
	messages_free(out); /* the mail was sent, and the program ended before it wrote so */
	out = messages_new();
	step();
	assert_int_equal(hand_out(), 1);
	assert_string_equal(jobs[1].message_id, id);
	assert_int_equal(jobs[1].at, jobs[0].at);
	assert_string_equal(jobs[1].text, jobs[0].text);
	assert_int_equal(result_of(jobs[1].id, COURIER_DONE), 1);
	assert_int_equal(result_of(jobs[1].id, COURIER_DONE), 0); /* said twice */
	assert_int_equal(result_of(12345, COURIER_DONE), 0);      /* of nothing */
	assert_int_equal(result_of(0, COURIER_DONE), 0);
	assert_string_equal(ask("SELECT state || tries FROM message_to"), "sent1");
	messages_lost(out);
	step();
	assert_int_equal(hand_out(), 0);
}

static void a_restart_in_the_middle_of_the_ladder(void **s)
{
	(void)s;
	permit();
	raised(1, 1);
	told();
	messages_free(out);
	out = messages_new();
	assert_string_equal(told(), "");
	later(10);
	assert_true(messages_pending(out, clock_us));
	assert_string_equal(told(), "sato");
}

static void servers_that_say_no(void **s)
{
	(void)s;
	permit();
	raised(1, 1);
	step();
	hand_out();
	result_of(jobs[0].id, COURIER_LATER);
	step();
	assert_int_equal(hand_out(), 0); /* not before a minute has gone */
	later(1);
	assert_true(messages_pending(out, clock_us));
	step();
	assert_int_equal(hand_out(), 1);
	result_of(jobs[1].id, COURIER_UNSURE);
	later(2);
	step();
	assert_int_equal(hand_out(), 1);
	assert_string_equal(jobs[2].message_id, jobs[0].message_id);
	/* an address that is refused for good: the next person, at once */
	result_of(jobs[2].id, COURIER_REFUSED);
	assert_string_equal(told(), "sato");
	assert_string_equal(ask("SELECT state || why || tries FROM message_to WHERE contact = 1"),
			    "failedrefused3");
}

static void a_server_that_never_answers(void **s)
{
	(void)s;
	permit();
	run_sql("DELETE FROM record WHERE kind = 'responsible'");
	raised(1, 1);
	step();
	for (int i = 0;
	     i < 600 &&
	     *ask("SELECT 1 FROM message_to WHERE state = 'queued' UNION SELECT 1 FROM message WHERE "
		  "state = 'waiting'");
	     i++) {
		step();
		for (unsigned j = job_count, n = hand_out(); n > 0; n--, j++)
			result_of(jobs[j].id, COURIER_LATER);
		later(1);
		assert_true(job_count < 60);
	}
	assert_string_equal(
		ask("SELECT group_concat(state || why || tries) FROM message_to WHERE means = 'mail'"),
		"failedtries10,failedtries10,failedtries10");
	assert_string_equal(state(1), "unheard");
}

static void answered_while_it_is_out(void **s)
{
	(void)s;
	permit();
	raised(1, 1);
	step();
	hand_out();
	acknowledge(1, 2);
	assert_int_equal(result_of(jobs[0].id, COURIER_DONE), 0);
	assert_string_equal(ask("SELECT state || why FROM message_to"), "skippedover");
}

static void a_link_is_good_for_one_message(void **s)
{
	int64_t message = 0, contact = 0;
	char token[40];

	(void)s;
	permit();
	run_sql("INSERT INTO site VALUES ('page-address', 'https://mimamori.plant.example/')");
	raised(1, 1);
	told();
	snprintf(token, sizeof token, "%s", ask("SELECT token FROM message_link"));
	assert_int_equal(strlen(token), 22);
	assert_non_null(strstr(jobs[0].text, "https://mimamori.plant.example/links/"));
	assert_non_null(strstr(jobs[0].text, token));
	assert_int_equal(message_of_link(site, token, &message, &contact), 0);
	assert_int_equal(message, 1);
	assert_int_equal(contact, 1);
	assert_int_equal(message_of_link(site, "x", &message, &contact), -ENOENT);
	assert_int_equal(message_of_link(site, "", &message, &contact), -ENOENT);
	later(8 * 24 * 60);
	messages_wake(out);
	step();
	assert_int_equal(message_of_link(site, token, &message, &contact), -ENOENT);
	assert_string_equal(
		ask("SELECT count(*) FROM event WHERE body LIKE '%' || (SELECT 'plant.example') || '%'"),
		"0");
}

static void what_a_mail_says(void **s)
{
	(void)s;
	permit();
	raised(7, 1);
	told();
	assert_string_equal(jobs[0].to, "ito@plant.example");
	assert_string_equal(jobs[0].subject, "［見守り］高：PLC への探索 7");
	assert_non_null(strstr(jobs[0].text, "警報 a7 が出ています（深刻さ：高）。"));
	assert_non_null(strstr(jobs[0].text, "いつから：2026-11-30 09:00"));
	assert_non_null(strstr(jobs[0].text, "まずすること"));
	assert_non_null(strstr(jobs[0].text, "What not to do"));
	assert_non_null(strstr(jobs[0].text, "10分のうちに返事がなければ"));
	assert_non_null(strstr(jobs[0].text, "次の人：佐藤（電話 2311）"));
	assert_true(strstr(jobs[0].text, "警報 a7") < strstr(jobs[0].text, "Alarm a7"));
	run_sql("UPDATE alarm SET severity = 0, title_ja = "
		"'とても長い機器の名前が並んでいて件名には入りきらない警報の題名がここにあり、"
		"しかも改行\nまで入っている'");
	messages_wake(out);
	told();
	assert_non_null(strstr(jobs[1].subject, "…"));
	assert_null(strchr(jobs[1].subject, '\n'));
}

static void a_vendor_is_told_no_device(void **s)
{
	(void)s;
	permit();
	run_sql("UPDATE contact SET side = 'vendor' WHERE id = 1");
	raised(7, 1);
	told();
	assert_null(strstr(jobs[0].text, "PLC"));
	assert_null(strstr(jobs[0].subject, "PLC"));
	assert_non_null(strstr(jobs[0].text, "a7"));
}

static void a_test_waits_for_its_person(void **s)
{
	struct writing w = {clock_us, "c2", now.today};
	struct err e = {0};
	int64_t id = 0;

	(void)s;
	permit();
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(message_test(site, 3, &w, &id, &e), 0);
	assert_int_equal(site_commit(site), 0);
	messages_wake(out);
	assert_string_equal(told(), "mori");
	assert_non_null(strstr(jobs[0].text, "何も起きていません"));
	assert_true(message_tested(site, 3) == 0);
	later(20);
	assert_string_equal(told(), ""); /* a test climbs no ladder */
	acknowledge(id, 2);
	assert_true(message_tested(site, 3) == 0); /* another's answer proves nothing */
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(message_test(site, 3, &w, &id, &e), 0);
	assert_int_equal(site_commit(site), 0);
	messages_wake(out);
	told();
	acknowledge(id, 3);
	assert_true(message_tested(site, 3) == clock_us);
	edit(3, "mail", "");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(message_test(site, 3, &w, &id, &e), -EINVAL);
	site_rollback(site);
	assert_string_equal(e.key, "no-mail");
}

static void steps_of_an_incident(void **s)
{
	char sql[700];

	(void)s;
	permit();
	snprintf(sql, sizeof sql,
		 "INSERT INTO incident(id, title, state, since, opened, opened_by, began, noticed, "
		 "report_due, exception, "
		 "round, seq) VALUES (1, '探索', 'suspected', 1, %lld, 'c1', 1, 1, %lld, 0, 1, 1)",
		 (long long)clock_us, (long long)(clock_us + 30 * (int64_t)MINUTE));
	run_sql(sql);
	messages_wake(out);
	assert_string_equal(told(), "sato"); /* c1 opened it himself */
	acknowledge(1, 2);
	snprintf(sql, sizeof sql,
		 "INSERT INTO deed VALUES (1, 2, 'contain', %lld, 'c3', 3, 'ot', 'confirmed', 'contained', "
		 "'', '{}', 0, 1, 1)",
		 (long long)clock_us);
	run_sql(sql);
	messages_wake(out);
	assert_string_equal(told(), "sato"); /* who knows of it, not whoever is on duty now; mori did it */
	assert_string_equal(state(2), "told");
	assert_null(strstr(jobs[job_count - 1].text, "受け取ったら"));
	later(30);
	assert_true(messages_pending(out, clock_us));
	assert_string_equal(told(), "ito");
	assert_string_equal(ask("SELECT what FROM message WHERE id = 3"), "report-due");
	run_sql("INSERT INTO incident_report VALUES (1, 3, 'inside', 1, 1, 0, 1)");
	later(10);
	assert_string_equal(told(), "");
	assert_string_equal(state(3), "over");
}

static void who_acts_has_answered(void **s)
{
	char sql[700];

	(void)s;
	permit();
	raised(1, 1);
	told();
	snprintf(sql, sizeof sql,
		 "INSERT INTO incident(id, title, state, since, opened, opened_by, began, noticed, "
		 "report_due, exception, "
		 "round, seq) VALUES (1, '探索', 'suspected', 1, %lld, 'w1', 1, 1, %lld, 0, 1, 1)",
		 (long long)clock_us, (long long)(clock_us + 600 * (int64_t)MINUTE));
	run_sql(sql);
	run_sql("INSERT INTO incident_alarm VALUES (1, 1, 1)");
	messages_wake(out);
	assert_string_equal(told(), "ito");
	assert_string_equal(state(1), "over"); /* the incident speaks for its alarm */
	later(10);
	assert_string_equal(told(), "sato");
	run_sql("UPDATE incident SET state = 'confirmed'");
	messages_wake(out);
	later(10);
	assert_string_equal(told(), "");
	assert_string_equal(state(2), "over");
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(nothing_due_is_cheap),
		SCENE(the_ladder),
		SCENE(an_answer_ends_it),
		SCENE(critical_waits_half),
		SCENE(the_absent_are_passed_over),
		SCENE(all_absent_is_better_than_nobody),
		SCENE(a_gap_goes_to_the_responsible),
		SCENE(erased_and_without_mail),
		SCENE(nobody_at_all),
		SCENE(nothing_leaves_before_it_is_permitted),
		SCENE(a_permission_that_ends),
		SCENE(who_may_judge_minor_ones_is_not_alone),
		SCENE(many_that_waited_go_out_as_one),
		SCENE(once_for_an_alarm_unless_graver),
		SCENE(below_the_line_nobody_is_told),
		SCENE(an_alarm_that_somebody_took),
		SCENE(over_but_grave),
		SCENE(a_storm_becomes_one_message),
		SCENE(much_is_quick),
		SCENE(a_crash_between_sent_and_recorded),
		SCENE(a_restart_in_the_middle_of_the_ladder),
		SCENE(servers_that_say_no),
		SCENE(a_server_that_never_answers),
		SCENE(answered_while_it_is_out),
		SCENE(a_link_is_good_for_one_message),
		SCENE(what_a_mail_says),
		SCENE(a_vendor_is_told_no_device),
		SCENE(a_test_waits_for_its_person),
		SCENE(steps_of_an_incident),
		SCENE(who_acts_has_answered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
