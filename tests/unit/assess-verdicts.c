/* Every sub-item of the packed sheet, whatever is in it: open on a fresh file, moved to not-met by what its
 * checks find and by what its records say, moved to met by records and signed statements; and the rule
 * itself, step by step. */
#include "test.h"

#include "model.h"

#include "assess/judged.h"
#include "assess/record_kind.h"

static const char two[] =
	"INSERT INTO x_device(id, kind, ip) VALUES (1, 'plc', '192.168.1.10'), (2, 'pc', "
	"'192.168.1.77'); INSERT INTO x_flow(id, client, server, transport, port, protocol, answered) "
	"VALUES (1, 2, 1, 'tcp', 80, 'http', 1);"
	"INSERT INTO x_setting(key, value) VALUES ('now', 1795910400000000);";

static struct store *fresh(void)
{
	struct store *s = model_new();

	model_exec(s, two);
	assert_int_equal(store_index(s), 0);
	return s;
}

static int64_t record_id;

static void record(struct store *s, const char *kind, const char *topic, const char *item, const char *says,
		   bool is_signed, const char *expires)
{
	long long id = ++record_id;
	char sql[1024], until[32] = "NULL", of[64] = "NULL", about[32] = "NULL";

	if (expires)
		snprintf(until, sizeof until, "'%s'", expires);
	if (topic)
		snprintf(of, sizeof of, "'%s'", topic);
	if (item)
		snprintf(about, sizeof about, "'%s'", item);
	snprintf(sql, sizeof sql,
		 "INSERT INTO x_record(id, kind, topic, system, item, says, made_on, expires_on, fields, "
		 "version, hash,"
		 " signed, removed, seq) VALUES (%lld, '%s', %s, 'site', %s, '%s', '2026-11-01', %s, '{}', "
		 "1, 'h%lld', %d,"
		 " 0, 1)",
		 id, kind, of, about, says, until, id, is_signed);
	model_exec(s, sql);
}

static char *said(struct store *s, const char *item, const char *columns)
{
	char sql[256];

	snprintf(sql, sizeof sql, "SELECT %s FROM answer WHERE system = 'site' AND item = '%s'", columns,
		 item);
	return model_text(s, sql);
}

static void is(struct store *s, const char *item, const char *want)
{
	char *got;

	assert_int_equal(assess_run(s), 0);
	got = said(s, item, "verdict || ' ' || grade || CASE expired WHEN 1 THEN ' expired' ELSE '' END");
	if (strcmp(got, want) != 0)
		fail_msg("%s is %s and not %s", item, got, want);
	free(got);
}

/* The same when only records changed: nothing is asked of the model again. */
static void now_is(struct store *s, const char *item, const char *want)
{
	char *got;

	assert_int_equal(answers_write(s, model_number(s, "SELECT value FROM setting WHERE key = 'now'")), 0);
	got = said(s, item, "verdict || ' ' || grade || CASE expired WHEN 1 THEN ' expired' ELSE '' END");
	if (strcmp(got, want) != 0)
		fail_msg("%s is %s and not %s", item, got, want);
	free(got);
}

#define EVERY(item)                                                                                          \
	for (const struct sheet_item *item = sheets[0].items; item < sheets[0].items + sheets[0].count;      \
	     item++)

/* Everything that its records could say, well; and signed statements where checks allow them. */
static void answer_well(struct store *s, const struct sheet_item *item, const char *expires)
{
	for (const struct sheet_record *r = item->records; r->kind; r++)
		record(s, r->kind, r->topic, NULL, "yes", false, expires);
	if (item->checks[0])
		record(s, "statement", NULL, item->item, "yes", true, expires);
}

static void a_fresh_file_answers_nothing_well(void **state)
{
	struct store *s = fresh();

	(void)state;
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM answer"), 143);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM answer WHERE verdict IN ('met')"), 0);
	EVERY(item)
	{
		char *got = said(s, item->item, "verdict");

		if (item->unmeasurable && strcmp(got, "person") != 0)
			fail_msg("%s: class C on a fresh file is %s", item->item, got);
		free(got);
	}
	/* and for each it is said what would make it met, in both languages, without a bare key */
	assert_int_equal(
		model_number(s, "SELECT COUNT(*) FROM answer WHERE needs_ja IS NULL OR needs_en IS NULL OR"
				" needs_en LIKE '%assess.%' OR needs_ja LIKE '%{%'"),
		0);
	store_free(s);
}

static void every_sub_item_can_be_met_and_expires(void **state)
{
	struct store *s = fresh();

	(void)state;
	assert_int_equal(assess_run(s), 0);
	EVERY(item)
	{
		char *needs;

		model_exec(
			s,
			"DELETE FROM record; UPDATE setting SET value = 1795910400000000 WHERE key = 'now'");
		answer_well(s, item, "2027-03-31");
		now_is(s, item->item, "met declared");
		needs = said(s, item->item, "coalesce(needs_ja, '') || expires || (as_of > 0)");
		assert_string_equal(needs, "2027-03-311");
		free(needs);
		/* the day after its last valid day */
		model_exec(s, "UPDATE setting SET value = 1806600000000000 WHERE key = 'now'");
		now_is(s, item->item, "unknown none expired");
	}
	store_free(s);
}

static void every_record_and_statement_can_say_no(void **state)
{
	struct store *s = fresh();

	(void)state;
	assert_int_equal(assess_run(s), 0);
	EVERY(item)
	{
		for (const struct sheet_record *r = item->records; r->kind; r++) {
			model_exec(s, "DELETE FROM record");
			answer_well(s, item, NULL);
			record(s, r->kind, r->topic, NULL, "no", false, NULL);
			now_is(s, item->item, "not-met declared");
		}
		if (item->checks[0]) {
			model_exec(s, "DELETE FROM record");
			answer_well(s, item, NULL);
			record(s, "statement", NULL, item->item, "no", false, NULL);
			now_is(s, item->item, "not-met declared");
		}
	}
	store_free(s);
}

/* The scene in which the check raises; a good word of people does not cover what was measured. */
static void every_check_makes_its_sub_items_not_met(void **state)
{
	(void)state;
	for (size_t c = 0; c < check_count; c++) {
		struct store *s = model_new();
		char path[512], *scene;

		snprintf(path, sizeof path, "%s/tests/checks/%s.sql", SOURCE_ROOT, checks[c].name);
		scene = model_read(path);
		assert_non_null(scene);
		model_exec(s, scene);
		free(scene);
		assert_int_equal(store_index(s), 0);
		for (size_t i = 0; checks[c].items[i]; i++)
			answer_well(s, sheet_item("jssec-2.1", checks[c].items[i]), NULL);
		assert_int_equal(assess_run(s), 0);
		for (size_t i = 0; checks[c].items[i]; i++) {
			char *got = said(s, checks[c].items[i], "verdict || ' ' || grade");

			if (strcmp(got, "not-met measured") != 0)
				fail_msg("%s: %s is %s", checks[c].name, checks[c].items[i], got);
			free(got);
		}
		store_free(s);
	}
}

static void every_needed_record_is_needed(void **state)
{
	struct store *s = fresh();

	(void)state;
	assert_int_equal(assess_run(s), 0);
	EVERY(item)
	{
		if (!item->records[0].kind || !item->records[1].kind)
			continue;
		model_exec(s, "DELETE FROM record");
		record(s, item->records[0].kind, item->records[0].topic, NULL, "yes", false, NULL);
		now_is(s, item->item, "unknown none");
	}
	store_free(s);
}

/* Telnet, the example of the design: silence, a word, a signed word, a refused connection, use. */
static void telnet_step_by_step(void **state)
{
	struct store *s = fresh();
	char *before, *after, *question[2];

	(void)state;
	is(s, "32-3", "unknown none");
	before = said(s, "32-3", "evidence_hash");
	question[0] = said(s, "32-3", "question_hash");
	record(s, "statement", NULL, "32-3", "yes", false, NULL);
	is(s, "32-3", "unknown none"); /* nobody signed it */
	model_exec(s, "UPDATE record SET signed = 1");
	is(s, "32-3", "met declared");
	after = said(s, "32-3", "evidence_hash");
	assert_string_not_equal(before, after);
	free(after);
	model_exec(s, "UPDATE record SET expires_on = '2026-01-31'");
	is(s, "32-3", "unknown none expired");
	model_exec(s, "DELETE FROM record");
	record(s, "config-export", NULL, "32-3", "yes", false, NULL);
	is(s, "32-3", "met imported");
	model_exec(s, "DELETE FROM record; UPDATE flow SET port = 23, protocol = 'unknown', answered = 0, "
		      "refused = 1");
	is(s, "32-3", "partly measured"); /* refused by one of two */
	model_exec(
		s,
		"INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, refused) VALUES"
		" (2, 1, 2, 'tcp', 23, 'unknown', 0, 1)");
	is(s, "32-3", "met measured");
	model_exec(s, "INSERT INTO x_service(device, transport, port, protocol, answered, first_packet, "
		      "last_packet)"
		      " VALUES (1, 'tcp', 2323, 'telnet', 1, 77, 78)");
	is(s, "32-3", "not-met measured");
	assert_int_equal(
		model_number(s, "SELECT COUNT(*) FROM finding_item i JOIN finding_packet p ON p.finding ="
				" i.finding WHERE i.item = '32-3' AND p.packet IN (77, 78)") > 0,
		1);
	after = said(s, "32-3", "evidence_hash");
	/* more packets of the same finding are no new evidence */
	model_exec(s, "UPDATE service SET last_packet = 900");
	is(s, "32-3", "not-met measured");
	question[1] = said(s, "32-3", "evidence_hash");
	assert_string_equal(after, question[1]);
	free(question[1]);
	question[1] = said(s, "32-3", "question_hash");
	assert_string_equal(question[0], question[1]);
	free(before), free(after), free(question[0]), free(question[1]);
	store_free(s);
}

/* A measured part is partly; so is a record of one device, and all devices together are the whole. */
static void parts_and_wholes(void **state)
{
	struct store *s = fresh();

	(void)state;
	record(s, "responsible", NULL, NULL, "yes", false, NULL);
	is(s, "03-1", "met declared");
	model_exec(s, "UPDATE record SET device = 1");
	is(s, "03-1", "partly declared");
	record(s, "responsible", NULL, NULL, "yes", false, NULL);
	model_exec(s, "UPDATE record SET device = 1"); /* twice the same device is not two devices */
	is(s, "03-1", "partly declared");
	model_exec(s, "UPDATE record SET device = 2 WHERE id = (SELECT max(id) FROM record)");
	is(s, "03-1", "met declared");
	model_exec(s, "UPDATE record SET device = 99"); /* no such device */
	is(s, "03-1", "partly declared");
	model_exec(s, "UPDATE record SET device = NULL, says = 'partly'");
	is(s, "03-1", "partly declared");
	model_exec(s, "UPDATE record SET removed = 1");
	is(s, "03-1", "person unmeasurable");
	store_free(s);
}

static void later_rows_are_provisional_while_identify_is_open(void **state)
{
	struct store *s = fresh();

	(void)state;
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM answer WHERE provisional = 1"), 143 - 44);
	assert_int_equal(
		model_number(s, "SELECT COUNT(*) FROM answer WHERE provisional = 1 AND provisional_ja LIKE"
				" '%44%' AND provisional_en LIKE '%01-1%'"),
		143 - 44);
	EVERY(item)
	if (strncmp(item->category, "ID.", 3) == 0)
		answer_well(s, item, NULL);
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM answer WHERE provisional = 1"), 0);
	store_free(s);
}

/* One check that is wrong and one that never ends are named; the others go on. */
static void a_broken_check_is_named_and_the_others_go_on(void **state)
{
	struct store *s = fresh();
	static struct check list[3];

	(void)state;
	list[0] = *check_by_name("default-password");
	list[0].question = "SELECT nonsense FROM nowhere";
	list[1] = *check_by_name("same-secret");
	list[1].question =
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS packet FROM n";
	list[2] = *check_by_name("telnet-in-use");
	model_exec(s, "INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (1, 'tcp', "
		      "23, 'telnet', "
		      "1)");
	assert_int_equal(assess_run_with(s, list, 3, 100000), 0);
	assert_int_equal(
		model_number(s, "SELECT COUNT(*) FROM limit_ WHERE table_name IN ('check default-password"
				" (stopped)', 'check same-secret (stopped)')"),
		2);
	assert_int_equal(
		model_number(s, "SELECT COUNT(*) FROM answer WHERE item = '32-3' AND verdict = 'not-met'"),
		1);
	assert_int_equal(
		model_number(s, "SELECT COUNT(*) FROM answer WHERE item = '25-1' AND verdict = 'unknown' AND"
				" coverage_en LIKE '%default-password%'"),
		1);
	store_free(s);
}

/* Findings, what could be looked at and what was good are counted by membership; a finding about no device
 * counts everywhere. */
static void systems_count_their_own_devices(void **state)
{
	struct store *s = fresh();

	(void)state;
	model_exec(s, "INSERT INTO x_system(id, name, level, status) VALUES (1, 'a', 'poc', 'live'), (2, "
		      "'b', 'core',"
		      " 'live'), (3, 'empty', 'core', 'live'); INSERT INTO x_system_device(system, device) "
		      "VALUES (1, 1), (2,"
		      " 2); INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (1, "
		      "'tcp', 23, 'telnet',"
		      " 1); INSERT INTO x_flow(id, client, server, transport, port, protocol, refused) "
		      "VALUES (9, 1, 2, 'tcp',"
		      " 23, 'unknown', 1)");
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM answer"), 143 * 4);
	assert_int_equal(
		model_number(s,
			     "SELECT COUNT(*) FROM answer WHERE item = '32-3' AND ((system IN ('site', 's1')"
			     " AND verdict = 'not-met') OR (system = 's2' AND verdict = 'met') OR (system ="
			     " 's3' AND verdict = 'unknown'))"),
		4);
	assert_int_equal(
		model_number(s,
			     "SELECT looked * 10 + good FROM outcome WHERE check_name = 'telnet-in-use' AND"
			     " system = 's2'"),
		11);
	model_exec(s, "INSERT INTO x_setting(key, value) VALUES ('mirror_incomplete', 1)");
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(
		model_number(s, "SELECT COUNT(*) FROM outcome WHERE check_name = 'mirror-incomplete' AND"
				" findings = 1"),
		4);
	store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fresh_file_answers_nothing_well),
		cmocka_unit_test(every_sub_item_can_be_met_and_expires),
		cmocka_unit_test(every_record_and_statement_can_say_no),
		cmocka_unit_test(every_check_makes_its_sub_items_not_met),
		cmocka_unit_test(every_needed_record_is_needed),
		cmocka_unit_test(telnet_step_by_step),
		cmocka_unit_test(parts_and_wholes),
		cmocka_unit_test(later_rows_are_provisional_while_identify_is_open),
		cmocka_unit_test(a_broken_check_is_named_and_the_others_go_on),
		cmocka_unit_test(systems_count_their_own_devices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
