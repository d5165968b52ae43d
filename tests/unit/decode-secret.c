/* Published defaults. */
#include "recorder.h"

#include "decode/secret.h"

static uint32_t pair(const char *user, const char *secret)
{
	return secret_default(text_z(user), text_z(secret));
}

static bool ships(uint32_t number, const char *maker)
{
	const char *m;

	for (unsigned i = 0; (m = secret_vendor(number, i)); i++)
		if (strcmp(m, maker) == 0)
			return true;
	return false;
}

static void test_known_pairs(void **state)
{
	(void)state;
	assert_int_not_equal(pair("admin", "admin"), 0);
	assert_true(ships(pair("admin", "admin"), "3COM"));
	assert_true(ships(pair("", "public"), "*"));
	assert_true(ships(pair("", "private"), "*"));
	assert_int_not_equal(pair("", "public"), pair("", "private"));
}

static void test_unknown_pairs(void **state)
{
	(void)state;
	assert_int_equal(pair("admin", "7g!Kq-no-maker-ships-this"), 0);
	assert_int_equal(pair("admin", ""), 0);
	assert_int_equal(pair("", ""), 0);
	assert_null(secret_vendor(0, 0));
	assert_null(secret_vendor(UINT32_MAX, 0));
	assert_null(secret_vendor(pair("admin", "admin"), 1000000));
}

static void test_tags_differ(void **state)
{
	(void)state;
	assert_int_equal(secret_tag(text_z("a")), secret_tag(text_z("a")));
	assert_int_not_equal(secret_tag(text_z("a")), secret_tag(text_z("b")));
	assert_int_not_equal(secret_tag(text_z("")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_known_pairs),
					   cmocka_unit_test(test_unknown_pairs),
					   cmocka_unit_test(test_tags_differ)};

	return cmocka_run_group_tests_name("decode-secret", tests, NULL, NULL);
}
