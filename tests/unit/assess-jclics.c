/* J-CLICS: structure alone is shipped; the customer's copy in several layouts, in no event; answers with
 * reason and end; another question re-opens; evidence beside answers nothing; exports without texts; another
 * site's file. */
#include "site-scene.h"

#include "assess/jclics.h"
#include "report/jclics_table.h"

#include <errno.h>
#include <stdlib.h>

static struct arena *arena;

static int open_it(void **state)
{
	arena = arena_new(8 << 20);
	return scene_open(state);
}

static int close_it(void **state)
{
	arena_free(arena);
	return scene_close(state);
}

static struct jclics_texts read_csv(const char *csv, const char *edition)
{
	struct jclics_texts t;
	struct err e = {0};
	struct grid g;

	assert_int_equal(grid_read_csv(csv, strlen(csv), "own.csv", &g, &e), 0);
	assert_int_equal(jclics_read(&g, jclics_named(edition), arena, &t), 0);
	grid_clear(&g);
	return t;
}

static void import(const char *csv, const char *edition)
{
	struct jclics_texts t = read_csv(csv, edition);
	struct err e = {0};

	assert_int_equal(site_begin(site), 0);
	assert_int_equal(jclics_import(site, jclics_named(edition), &t, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
}

static int answer(unsigned slot, const char *word, const char *reason, const char *until, struct err *e)
{
	int r;

	assert_int_equal(site_begin(site), 0);
	r = jclics_answer(site, "step1", slot, word, reason, until, &now, e);
	if (r < 0)
		site_rollback(site);
	else
		assert_int_equal(site_commit(site), 0);
	return r;
}

static void only_structure_is_shipped(void **state)
{
	(void)state;
	assert_int_equal(jclics_edition_count, 3);
	assert_int_equal(jclics_named("step1")->fields, 6);
	assert_int_equal(jclics_named("step1")->slots, 11);
	assert_int_equal(jclics_named("step2")->slots, 10);
	assert_int_equal(jclics_named("attack-path")->slots, 19);
	assert_string_equal(jclics_named("attack-path")->paths[1].path, "wireless");
	assert_string_equal(jclics_named("attack-path")->paths[2].path, "unknown");
	assert_string_equal(jclics_named("attack-path")->paths[3].path, "unknown");
	assert_null(jclics_named("attack-path")->paths[4].path);
	assert_null(jclics_named("step3"));
	assert_string_equal(ask("SELECT count(*) FROM jclics_text"), "0");
}

static void a_table_is_read_by_its_headings_or_by_its_shape(void **state)
{
	struct jclics_texts t = read_csv(
		"分野,番号,設問\nA,1,first one\n,2,second one\nB,２,twice\nB,12,too many\nB,,no number\n",
		"step1");

	(void)state;
	assert_int_equal(t.count, 2);
	assert_int_equal(t.passed, 2);
	assert_string_equal(t.text[1].field, "A");
	assert_string_equal(t.text[1].question, "second one");
	/* no headings; numbers in many forms; the longest text to the right; merged fields */
	t = read_csv("J-CLICS,,,\nphysical,問1,OK?,the long question\n,Q 2.,another "
		     "question,no\nkeys,（３）,third question,\n",
		     "step1");
	assert_int_equal(t.count, 3);
	assert_string_equal(t.text[0].question, "the long question");
	assert_string_equal(t.text[1].field, "physical");
	assert_string_equal(t.text[2].field, "keys");
	/* questions without numbers, in their order */
	t = read_csv("Field,Question\nF,one question\nF,two question\n", "step2");
	assert_int_equal(t.count, 2);
	assert_int_equal(t.text[1].slot, 2);
	/* nothing that looks like one */
	t = read_csv("a,b\nc,d\n", "step1");
	assert_int_equal(t.count, 0);
	/* what must not be shown is cleaned */
	t = read_csv("No,Question\n1,evil \xe2\x80\xae text here\n", "step1");
	assert_null(strstr(t.text[0].question, "\xe2\x80\xae"));
}

static void texts_stand_in_no_event_and_are_sealed(void **state)
{
	struct jclics_texts none = {0};
	struct err e = {0};

	(void)state;
	import("No,Question\n1,Is the cabinet SECRETWORD locked?\n2,second question\n", "step1");
	assert_string_equal(ask("SELECT count(*) FROM jclics_text"), "2");
	assert_string_equal(ask("SELECT count(*) FROM event WHERE body LIKE '%SECRETWORD%'"), "0");
	assert_string_equal(ask("SELECT body->>'count' FROM event WHERE kind = 'jclics-imported'"), "2");
	assert_string_equal(ask("SELECT length(hash) FROM seal WHERE table_name = 'jclics_text'"), "64");
	/* all of it at once, in place of what was there */
	import("No,Question\n3,third question\n", "step1");
	assert_string_equal(ask("SELECT group_concat(slot) FROM jclics_text"), "3");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(jclics_import(site, jclics_named("step1"), &none, &now, &e), -EINVAL);
	assert_string_equal(e.key, "no-questions");
	site_rollback(site);
	assert_string_equal(ask("SELECT group_concat(slot) FROM jclics_text"), "3");
}

static void an_answer_wants_its_reason_and_ends(void **state)
{
	struct err e = {0};
	char longer[JCLICS_REASON_MOST + 2];

	(void)state;
	assert_int_equal(answer(1, "yes", NULL, NULL, &e), -EINVAL);
	assert_string_equal(e.key, "no-reason");
	assert_int_equal(answer(1, "yes", " \n", NULL, &e), -EINVAL);
	assert_int_equal(answer(1, "yes", "see \xe2\x80\xae here", NULL, &e), -EINVAL); /* U+202E */
	assert_string_equal(e.key, "bad-reason");
	assert_int_equal(answer(1, "yes", "\x1b[31mred", NULL, &e), -EINVAL);
	assert_int_equal(answer(1, "yes", "half \xe3\x81", NULL, &e), -EINVAL);
	assert_int_equal(answer(1, "maybe", "why", NULL, &e), -EINVAL);
	assert_string_equal(e.key, "bad-answer");
	assert_int_equal(answer(12, "yes", "why", NULL, &e), -ENOENT);
	assert_string_equal(e.key, "no-slot");
	assert_int_equal(answer(0, "yes", "why", NULL, &e), -ENOENT);
	assert_int_equal(answer(1, "yes", "why", "2026-11-28", &e), -EINVAL);
	assert_string_equal(e.key, "bad-date");
	assert_int_equal(answer(1, "yes", "why", "2026-02-30", &e), -EINVAL);
	memset(longer, 'x', sizeof longer);
	longer[sizeof longer - 1] = '\0';
	assert_int_equal(answer(1, "yes", longer, NULL, &e), -EINVAL);
	assert_string_equal(ask("SELECT count(*) FROM jclics_answer"), "0");
	assert_int_equal(answer(1, "yes", "why", NULL, &e), 0);
	assert_string_equal(ask("SELECT expires_on FROM jclics_answer"),
			    "2027-04-30"); /* with the fiscal year */
	assert_int_equal(answer(1, "no", "other", "2026年12月1日", &e), 0);
	assert_string_equal(ask("SELECT answer || expires_on FROM jclics_answer"), "no2026-12-01");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(jclics_withdraw(site, "step1", 2, &now, &e), -ENOENT);
	assert_int_equal(jclics_withdraw(site, "step1", 1, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_string_equal(ask("SELECT count(*) FROM jclics_answer"), "0");
}

static int first(void *ctx, const struct jclics_slot *s)
{
	bool *to = ctx;

	if (s->slot == 1) {
		to[0] = s->expired;
		to[1] = s->other_question;
		to[2] = s->answer != NULL;
	}
	return 0;
}

static void another_question_and_time_open_it_again(void **state)
{
	bool is[3];
	struct err e = {0};
	struct jclics_counts n;

	(void)state;
	assert_int_equal(answer(1, "yes", "by heart", NULL, &e), 0); /* before the texts were taken in */
	assert_int_equal(jclics_each(site, jclics_named("step1"), "2026-11-29", first, is), 0);
	assert_false(is[0] || is[1]);
	import("No,Question\n1,first question\n", "step1");
	assert_int_equal(jclics_each(site, jclics_named("step1"), "2026-11-29", first, is), 0);
	assert_true(is[1] && is[2]);
	assert_int_equal(jclics_count(site, jclics_named("step1"), "2026-11-29", &n), 0);
	assert_int_equal(n.answered, 0);
	assert_int_equal(n.expired, 1);
	assert_int_equal(answer(1, "yes", "read it", NULL, &e), 0);
	assert_int_equal(jclics_each(site, jclics_named("step1"), "2027-04-30", first, is), 0);
	assert_false(is[0] || is[1]);
	assert_int_equal(jclics_each(site, jclics_named("step1"), "2027-05-01", first, is), 0);
	assert_true(is[0]);
	import("No,Question\n1,first question changed\n", "step1");
	assert_int_equal(jclics_each(site, jclics_named("step1"), "2026-11-29", first, is), 0);
	assert_true(is[1]);
}

static int bind(const struct jclics_beside *b, struct err *e)
{
	int r;

	assert_int_equal(site_begin(site), 0);
	r = jclics_bind(site, "step1", 1, b, &now, e);
	if (r < 0)
		site_rollback(site);
	else
		assert_int_equal(site_commit(site), 0);
	return r;
}

struct seen {
	struct grid_judging *judging;
	bool against;
	int beside;
};

static int count_beside(void *ctx, const struct grid_binding *b)
{
	(void)b;
	++*(int *)ctx;
	return 0;
}

static int look(void *ctx, const struct jclics_slot *s)
{
	struct seen *to = ctx;

	if (s->slot != 1)
		return 0;
	assert_int_equal(jclics_each_beside(site, s, count_beside, &to->beside), 0);
	return jclics_against(site, to->judging, s, &to->against);
}

static struct seen seen_now(void)
{
	struct seen s = {0};

	assert_int_equal(grid_judge(site, "site", now.at, now.today, &s.judging), 0);
	assert_int_equal(jclics_each(site, jclics_named("step1"), now.today, look, &s), 0);
	grid_judging_free(s.judging);
	return s;
}

static void evidence_stands_beside_and_answers_nothing(void **state)
{
	struct jclics_beside b = {{"telnet-in-use"}, {"policy:security"}, 1, 1};
	struct err e = {0};

	(void)state;
	b.check[0] = "telnet-in-us";
	assert_int_equal(bind(&b, &e), -EINVAL);
	assert_string_equal(e.key, "no-check");
	b.check[0] = "telnet-in-use";
	b.record[0] = "policy:securty";
	assert_int_equal(bind(&b, &e), -EINVAL);
	assert_string_equal(e.key, "no-record");
	b.record[0] = "policy:security";
	assert_int_equal(bind(&b, &e), 0);
	assert_string_equal(ask("SELECT count(*) FROM jclics_answer"), "0");
	assert_int_equal(answer(1, "yes", "why", NULL, &e), 0);
	assert_int_equal(seen_now().beside, 2);
	assert_false(seen_now().against);
	run_sql("INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, packets, bytes, "
		"random_mac, "
		"router, hidden, known, payload, unnamed_payload) VALUES (1, 'plc', 'device', 90, 1, 1, 1, "
		"1, 1, 0, 0, 0, 1, 1, "
		"0)");
	run_sql("INSERT INTO finding(id, check_name, severity, device, evidence_total, title_ja, title_en, "
		"why_ja, "
		"why_en, do_ja, do_en) VALUES (1, 'telnet-in-use', 1, 1, 1, '', '', '', '', '', '')");
	assert_true(seen_now().against);
	assert_string_equal(ask("SELECT answer FROM jclics_answer"), "yes");
	assert_int_equal(bind(&(struct jclics_beside){.checks = 0}, &e), 0);
	assert_int_equal(seen_now().beside, 0);
	assert_string_equal(ask("SELECT count(*) FROM jclics_bound"), "0");
}

/* The export, as JSON. */
static const char *exported(bool questions)
{
	struct jclics_table t = {.store = site,
				 .edition = jclics_named("step1"),
				 .questions = questions,
				 .now = now.at,
				 .today = now.today,
				 .version = "test"};
	const char *text;
	struct out o;
	size_t n;

	assert_int_equal(grid_judge(site, "site", now.at, now.today, &t.judging), 0);
	assert_int_equal(out_init(&o, -1), 0);
	assert_int_equal(jclics_table_json(&t, &o), 0);
	text = arena_text(arena, out_bytes(&o, &n), o.used);
	out_clear(&o);
	grid_judging_free(t.judging);
	return text;
}

static void exports_hold_no_texts_unless_told_and_compare_with_another_site(void **state)
{
	static struct jclics_theirs theirs;
	struct err e = {0};
	const char *file;

	(void)state;
	import("Field,No,Question\nFIELDWORD,1,Is SECRETWORD so?\n", "step1");
	assert_int_equal(answer(1, "yes", "why", NULL, &e), 0);
	assert_int_equal(answer(2, "no", "why", NULL, &e), 0);
	file = exported(false);
	assert_null(strstr(file, "SECRETWORD"));
	assert_null(strstr(file, "FIELDWORD"));
	assert_non_null(strstr(file, "unverified"));
	assert_non_null(strstr(exported(true), "SECRETWORD"));
	assert_int_equal(jclics_theirs_read(site, file, strlen(file), &theirs, &e), 0);
	assert_int_equal(theirs.answer[1], 'y');
	assert_int_equal(theirs.answer[2], 'n');
	assert_int_equal(theirs.answer[3], 0);
	assert_string_equal(theirs.answered_on[1], "2026-11-29");
}

static void another_sites_file_is_not_believed(void **state)
{
	static const struct {
		const char *file, *key;
	} rows[] = {{"", "not-json"},
		    {"{", "not-json"},
		    {"[]", "not-jclics"},
		    {"{}", "not-jclics"},
		    {"\"x\"", "not-jclics"},
		    {"{\"mimamori\":\"sheet\"}", "not-jclics"},
		    {"{\"mimamori\":\"jclics\",\"edition\":\"step9\"}", "no-edition"}};
	static struct jclics_theirs theirs;
	struct err e = {0};
	const char *odd = "{\"mimamori\":\"jclics\",\"edition\":\"step2\",\"site\":\"a\\u202eb\",\"slots\":["
			  "1,null,{\"slot\":-1,\"answer\":"
			  "\"yes\"},{\"slot\":99,\"answer\":\"yes\"},{\"slot\":2,\"answer\":7},{\"slot\":3,"
			  "\"answer\":\"yes\",\"answered_on\":"
			  "\"never\"},{\"slot\":4,\"answer\":\"yes\",\"expired\":true},{\"slot\":\"5\","
			  "\"answer\":\"no\"}]}";
	char *large = calloc(1, JCLICS_FILE_MAX + 2);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		e = (struct err){0};
		assert_true(jclics_theirs_read(site, rows[i].file, strlen(rows[i].file), &theirs, &e) < 0);
		assert_string_equal(e.key, rows[i].key);
	}
	assert_non_null(large);
	memset(large, ' ', JCLICS_FILE_MAX + 1);
	assert_true(jclics_theirs_read(site, large, JCLICS_FILE_MAX + 1, &theirs, &e) < 0);
	free(large);
	assert_int_equal(jclics_theirs_read(site, odd, strlen(odd), &theirs, &e), 0);
	assert_null(strstr(theirs.site, "\xe2\x80\xae"));
	assert_int_equal(theirs.answer[2], 0);
	assert_int_equal(theirs.answer[3], 'y');
	assert_string_equal(theirs.answered_on[3], "");
	assert_int_equal(theirs.answer[4], 0); /* theirs has expired */
	assert_int_equal(theirs.answer[5], 'n');
}

int main(void)
{
#define SCENE(f) cmocka_unit_test_setup_teardown(f, open_it, close_it)
	const struct CMUnitTest tests[] = {
		SCENE(only_structure_is_shipped),
		SCENE(a_table_is_read_by_its_headings_or_by_its_shape),
		SCENE(texts_stand_in_no_event_and_are_sealed),
		SCENE(an_answer_wants_its_reason_and_ends),
		SCENE(another_question_and_time_open_it_again),
		SCENE(evidence_stands_beside_and_answers_nothing),
		SCENE(exports_hold_no_texts_unless_told_and_compare_with_another_site),
		SCENE(another_sites_file_is_not_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
