/* The run: rows become findings, bounded and in one order; what a question may not do; a budget that ends;
 * answers. */
#include "test.h"

#include "model.h"

#include "assess/assess.h"
#include "assess/evidence.h"
#include "assess/sheet.h"

static const char *const items[] = {"32-3", NULL};

static struct check check_of(const char *name, const char *question)
{
	struct sentence t = {"題 {device}", "title {device}", NULL, NULL};

	return (struct check){name, 1, SEVERITY_HIGH, items, t,    t,    t,    question,
			      0,    0, items,         NULL,  NULL, NULL, false};
}

static struct store *model_with(const char *sql)
{
	struct store *s = model_new();

	model_exec(s, "INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', "
		      "'192.168.1.77')");
	model_exec(s, sql);
	assert_int_equal(store_index(s), 0);
	return s;
}

static void rows_of_one_subject_and_key_are_one_finding(void **state)
{
	struct store *s = model_with("INSERT INTO x_point(device, name, packet) VALUES (1, 'b', 9), (1, 'a', "
				     "3), (1, 'a', 7), (2, 'a', 1),"
				     " (1, 'a', 3)");
	struct check c = check_of("t", "SELECT device, name AS key, packet FROM point");

	(void)state;
	assert_int_equal(assess_run_with(s, &c, 1, 0), 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM finding"), 3);
	/* device, then key; the same packet counts once */
	assert_int_equal(model_number(s, "SELECT id FROM finding WHERE device = 1 AND key = 'a'"), 1);
	assert_int_equal(model_number(s, "SELECT id FROM finding WHERE device = 2"), 3);
	assert_int_equal(model_number(s, "SELECT evidence_total FROM finding WHERE id = 1"), 2);
	assert_int_equal(
		model_number(s, "SELECT packet FROM finding_packet WHERE finding = 1 ORDER BY rowid LIMIT 1"),
		3);
	assert_int_equal(model_number(s, "SELECT device FROM finding_about WHERE finding = 3"), 2);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM finding_item WHERE item = '32-3'"), 3);
	store_free(s);
}

static void evidence_is_the_first_twenty(void **state)
{
	struct store *s =
		model_with("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)"
			   " INSERT INTO x_point(device, packet) SELECT 1, 51 - i FROM n");
	struct check c = check_of("t", "SELECT device, packet, 3 AS total FROM point");

	(void)state;
	assert_int_equal(assess_run_with(s, &c, 1, 0), 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM finding_packet"), 20);
	assert_int_equal(model_number(s, "SELECT MAX(packet) FROM finding_packet"), 20);
	assert_int_equal(model_number(s, "SELECT evidence_total FROM finding"), 150);
	store_free(s);
}

#define EVIDENCE_OF(device)                                                                                  \
	"SELECT coalesce(evidence_first, 'none') || ' ' || coalesce(evidence_last, 'none') FROM finding "    \
	"WHERE device = " #device

static void times_are(struct store *s, const char *sql, const char *want)
{
	char *told = model_text(s, sql);

	assert_string_equal(told, want);
	free(told);
}

/* 5 and 6 are in rows that know when; 7 is in none; 8 in one whose time lies outside its file. */
static void evidence_has_the_time_of_its_packets_or_none(void **state)
{
	struct store *s = model_with(
		"INSERT INTO x_device(id, kind) VALUES (3, 'pc'), (4, 'pc'), (5, 'pc'), (6, 'pc'), (7, "
		"'pc'), (8, 'pc');"
		"INSERT INTO x_source(id, first, last) VALUES (0, 100, 900);"
		"INSERT INTO x_flow(id, first, last, first_packet, last_packet) VALUES (1, 200, 800, 5, 50);"
		"INSERT INTO x_command(first, first_packet) VALUES (300, 6), (950, 8);"
		"INSERT INTO x_time_sync(device, packet, stratum) VALUES (1, 6, 1), (1, 5, 1), (2, 5, 9), "
		"(3, 7, "
		"1), (4, 5, 1), (4, 7, 1), (5, 8, 1), (6, 50, 1), (7, 3, 1), (7, 5, 1), (8, 5, 1), (8, "
		"4294967305, 1)");
	struct check c = check_of("t", "SELECT device, packet, stratum AS total FROM time_sync");

	(void)state;
	assert_int_equal(assess_run_with(s, &c, 1, 0), 0);
	times_are(s, EVIDENCE_OF(1), "200 300");
	times_are(s, EVIDENCE_OF(2), "200 none"); /* there are more than are kept */
	times_are(s, EVIDENCE_OF(3), "none none");
	times_are(s, EVIDENCE_OF(4), "200 none"); /* the last is not known */
	times_are(s, EVIDENCE_OF(5), "none none");
	times_are(s, EVIDENCE_OF(6), "800 800");
	times_are(s, EVIDENCE_OF(7), "none 200");  /* the first is not */
	times_are(s, EVIDENCE_OF(8), "none none"); /* of two files, and one of them is not */
	store_free(s);
}

static void the_number_of_findings_is_bounded_and_said(void **state)
{
	struct store *s =
		model_with("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)"
			   " INSERT INTO x_point(device, packet) SELECT i, i FROM n");
	struct check c = check_of("t", "SELECT device, packet FROM point ORDER BY device");

	(void)state;
	assert_int_equal(assess_run_with(s, &c, 1, 0), 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM finding"), 1000);
	assert_int_equal(
		model_number(s, "SELECT dropped FROM limit_ WHERE table_name = 'check t' AND kept = 1000"),
		500);
	store_free(s);
}

static void a_question_only_reads(void **state)
{
	const char *const refused[] = {
		"DELETE FROM device",      "SELECT load_extension('x') AS packet",
		"PRAGMA user_version = 3", "SELECT 1 AS packet FROM pragma_table_info('device')",
		"ATTACH 'x' AS y",         "nonsense"};

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct store *s = model_with("");
		struct check c = check_of("t", refused[i]);

		assert_int_equal(assess_run_with(s, &c, 1, 0), 0);
		assert_int_equal(model_number(s, "SELECT COUNT(*) FROM device"), 2);
		assert_int_equal(model_number(s, "SELECT COUNT(*) FROM finding"), 0);
		assert_int_equal(
			model_number(s, "SELECT COUNT(*) FROM limit_ WHERE table_name = 'check t (stopped)'"),
			1);
		store_free(s);
	}
}

static void a_check_that_runs_out_is_named_and_its_answer_unknown(void **state)
{
	struct store *s =
		model_with("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
			   " INSERT INTO x_point(device, packet) SELECT i, i FROM n");
	struct check c =
		check_of("telnet-in-use",
			 "SELECT a.device, a.packet FROM point a JOIN point b ON a.packet + b.packet < 0");
	char *covered;

	(void)state;
	assert_int_equal(assess_run_with(s, &c, 1, 100000), 0);
	assert_int_equal(
		model_number(
			s, "SELECT COUNT(*) FROM limit_ WHERE table_name = 'check telnet-in-use (stopped)'"),
		1);
	covered = model_text(s, "SELECT verdict || ' ' || coverage_en FROM answer WHERE item = '32-3'");
	assert_non_null(strstr(covered, "unknown"));
	assert_non_null(strstr(covered, "telnet-in-use"));
	free(covered);
	store_free(s);
}

static void answer_is(const char *sql, const char *item, const char *want)
{
	struct store *s = model_with(sql);
	char ask[128], *verdict;

	snprintf(ask, sizeof ask, "SELECT verdict || ' ' || grade FROM answer WHERE item = '%s'", item);
	assert_int_equal(assess_run(s), 0);
	verdict = model_text(s, ask);
	assert_string_equal(verdict, want);
	free(verdict);
	store_free(s);
}

static void silence_is_unknown_and_refusal_is_evidence(void **state)
{
	const char *talk = "INSERT INTO x_flow(id, client, server, transport, port, protocol, answered) "
			   "VALUES (1, 2, 1, 'tcp', 80, 'http', 1)";
	const char *one =
		"INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, refused) VALUES"
		" (1, 2, 1, 'tcp', 80, 'http', 1, 0), (2, 2, 1, 'tcp', 23, 'unknown', 0, 1)";
	const char *both =
		"INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, refused) VALUES"
		" (1, 1, 2, 'tcp', 23, 'unknown', 0, 1), (2, 2, 1, 'tcp', 23, 'unknown', 0, 1)";
	const char *used =
		"INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, refused) VALUES"
		" (1, 1, 2, 'tcp', 23, 'unknown', 0, 1), (2, 2, 1, 'tcp', 23, 'unknown', 0, 1);"
		"INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (1, 'tcp', 2323, "
		"'telnet', 1)";

	(void)state;
	answer_is(talk, "32-3", "unknown none");
	answer_is(one, "32-3", "partly measured");
	answer_is(both, "32-3", "met measured");
	answer_is(used, "32-3", "not-met measured");
	answer_is(used, "23-1", "not-met measured");
	answer_is(used, "25-1", "unknown none");
}

/* Known devices and good encryption are part of an answer; the rest of it is still open. */
static void good_evidence_for_a_part_is_partly(void **state)
{
	const char *ledger = "INSERT INTO x_setting(key, value) VALUES ('ledger', 1); UPDATE device SET "
			     "known = 1, maker = 'Acme'";
	const char *stranger = "INSERT INTO x_setting(key, value) VALUES ('ledger', 1); UPDATE device SET "
			       "known = 1 WHERE id = 1";
	const char *tls = "INSERT INTO x_flow(id, client, server, transport, port, protocol, answered) "
			  "VALUES (1, 2, 1, 'tcp', 443, 'tls', 1);"
			  "INSERT INTO x_tls(client, server, port, version, cipher) VALUES (2, 1, 443, 772, "
			  "'TLS_AES_128_GCM_SHA256')";

	(void)state;
	answer_is(ledger, "41-1", "partly measured");
	answer_is(stranger, "41-1", "not-met measured");
	answer_is("", "41-1", "unknown none");
	answer_is(tls, "22-2", "partly measured");
	answer_is(tls, "26-3", "partly measured");
}

static void an_open_answer_says_what_would_settle_it(void **state)
{
	struct store *s = model_with("INSERT INTO x_setting(key, value) VALUES ('mirror_incomplete', 1);"
				     "INSERT INTO x_source(name, first, last) VALUES ('a', 0, 360000000)");

	(void)state;
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(model_number(s,
				      "SELECT COUNT(*) FROM answer WHERE verdict IN ('unknown', 'partly') AND"
				      " (needs_ja IS NULL OR needs_en IS NULL)"),
			 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM answer WHERE coverage_ja NOT LIKE '%6分%' OR "
					 "coverage_en NOT LIKE '%6 min%'"
					 " OR coverage_ja NOT LIKE '%ミラーが不完全%' OR coverage_en NOT "
					 "LIKE '% of 2 devices%'"),
			 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM answer WHERE needs_ja LIKE '%assess.%' OR "
					 "coverage_en LIKE '%{%'"),
			 0);
	store_free(s);
}

static void the_sheet_and_the_checks_name_each_other(void **state)
{
	(void)state;
	assert_true(sheet_count >= 1);
	for (size_t i = 0; i < check_count; i++)
		for (size_t k = 0; checks[i].items[k]; k++) {
			const struct sheet_item *item = sheet_item("jssec-2.1", checks[i].items[k]);
			bool named = false;

			assert_non_null(item);
			for (size_t n = 0; item->checks[n]; n++)
				named |= strcmp(item->checks[n], checks[i].name) == 0;
			assert_true(named);
		}
	assert_null(sheet_item("jssec-2.1", "99-9"));
}

/* Two runs of one model give the same rows. */
static void two_runs_say_the_same(void **state)
{
	char *said[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct store *s = model_new();
		char path[512], *sql;

		snprintf(path, sizeof path, "%s/tests/checks/controller-written.sql", SOURCE_ROOT);
		sql = model_read(path);
		model_exec(s, sql);
		free(sql);
		store_index(s);
		assess_run(s);
		said[i] = model_text(s, "SELECT group_concat(id || check_name || title_ja || why_en || do_ja "
					"|| evidence_total) FROM finding");
		store_free(s);
	}
	assert_string_equal(said[0], said[1]);
	assert_true(strlen(said[0]) > 100);
	free(said[0]);
	free(said[1]);
}

/* An hour in spring and an hour in autumn are two hours, not half a year; two recordings of the same hour are one. */
static void only_what_was_recorded_was_seen(void **state)
{
	struct store *s = model_with(
		"INSERT INTO source(id, name, format, packets, bytes, first, last, truncated) VALUES "
		"(0, 'autumn', 'pcap', 1, 1, 200000000000, 203600000000, 0), (1, 'spring', 'pcap', 1, 1, 0, "
		"3600000000, 0), (2, 'beside it', 'pcap', 1, 1, 1800000000, 3600000000, 0), (3, 'empty', "
		"'pcap', 0, 0, NULL, NULL, 0), (4, 'longer', 'pcap', 1, 1, 3000000000, 4200000000, 0)");
	struct evidence e;

	(void)state;
	assert_int_equal(evidence_load(s, 0, "site", &e), 0);
	assert_int_equal(e.seconds, 3600 + 4200);
	assert_int_equal(e.capture_end, 203600000000);
	evidence_free(&e);
	store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_one_subject_and_key_are_one_finding),
		cmocka_unit_test(evidence_is_the_first_twenty),
		cmocka_unit_test(evidence_has_the_time_of_its_packets_or_none),
		cmocka_unit_test(the_number_of_findings_is_bounded_and_said),
		cmocka_unit_test(a_question_only_reads),
		cmocka_unit_test(a_check_that_runs_out_is_named_and_its_answer_unknown),
		cmocka_unit_test(silence_is_unknown_and_refusal_is_evidence),
		cmocka_unit_test(good_evidence_for_a_part_is_partly),
		cmocka_unit_test(an_open_answer_says_what_would_settle_it),
		cmocka_unit_test(the_sheet_and_the_checks_name_each_other),
		cmocka_unit_test(two_runs_say_the_same),
		cmocka_unit_test(only_what_was_recorded_was_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
