/* Each check raises on its noisy fixture (tests/checks/NAME.sql) and is silent on its quiet twin
 * (NAME.quiet.sql). */
#include "test.h"

#include "model.h"

#include "assess/assess.h"

static struct store *judged(const char *check, const char *twin)
{
	struct store *s = model_new();
	char path[512], *sql;

	snprintf(path, sizeof path, "%s/tests/checks/%s%s.sql", SOURCE_ROOT, check, twin);
	sql = model_read(path);
	if (!sql)
		fail_msg("%s is missing", path);
	model_exec(s, sql);
	free(sql);
	assert_int_equal(store_index(s), 0);
	assert_int_equal(assess_run(s), 0);
	return s;
}

static int64_t raised(struct store *s, const char *check)
{
	char sql[256];

	snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM finding WHERE check_name = '%s'", check);
	return model_number(s, sql);
}

static void the_noisy_model_raises(void **state)
{
	(void)state;
	for (size_t i = 0; i < check_count; i++) {
		struct store *s = judged(checks[i].name, "");

		if (raised(s, checks[i].name) == 0)
			fail_msg("%s does not raise on its noisy model", checks[i].name);
		assert_int_equal(model_number(s, "SELECT COUNT(*) FROM limit_"), 0);
		assert_int_equal(model_number(s, "SELECT COUNT(*) FROM finding WHERE title_ja || title_en || "
						 "why_ja || why_en ||"
						 " do_ja || do_en LIKE '%{%'"),
				 0);
		store_free(s);
	}
}

static void the_quiet_twin_does_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < check_count; i++) {
		struct store *s = judged(checks[i].name, ".quiet");

		if (raised(s, checks[i].name) != 0)
			fail_msg("%s raises on its quiet model", checks[i].name);
		store_free(s);
	}
}

static void an_empty_model_raises_nothing(void **state)
{
	struct store *s = model_new();

	(void)state;
	assert_int_equal(store_index(s), 0);
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM finding"), 0);
	assert_int_equal(
		model_number(s, "SELECT COUNT(*) FROM answer WHERE verdict NOT IN ('unknown', 'person')"), 0);
	store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_noisy_model_raises),
		cmocka_unit_test(the_quiet_twin_does_not),
		cmocka_unit_test(an_empty_model_raises_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
