/* A site file: made whole, opened again, refused when it is something else; events apply with their effect.
 */
#include "test.h"

#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const struct store_part site_part;
static const struct store_part *const parts[] = {&site_part, NULL};
static char path[64];

static int fresh(void **state)
{
	(void)state;
	snprintf(path, sizeof path, "/tmp/mimamori-site-%d.db", (int)getpid());
	unlink(path);
	return 0;
}

static struct store *opened(enum site_mode mode)
{
	struct err e = {0};
	struct store *s = NULL;

	assert_int_equal(site_open(path, mode, parts, 1000, &s, &e), 0);
	return s;
}

static void a_new_site_has_one_event_and_is_found_again(void **state)
{
	struct store *s = opened(SITE_CREATE);
	int64_t seq = 0;

	(void)state;
	assert_int_equal(site_begin(s), 0);
	assert_int_equal(journal_append(s, 2000, "setting-set", "c1",
					"{\"key\":\"name\",\"value\":\"第一工場\"}", &seq),
			 0);
	assert_int_equal(seq, 2);
	assert_int_equal(site_commit(s), 0);
	store_free(s);
	s = opened(SITE_READ);
	assert_string_equal(site_setting(s, "name", "-"), "第一工場");
	assert_string_equal(site_setting(s, "absent", "-"), "-");
	store_free(s);
	unlink(path);
}

static void an_event_that_fails_leaves_nothing(void **state)
{
	struct store *s = opened(SITE_CREATE);

	(void)state;
	assert_int_equal(site_begin(s), 0);
	assert_int_equal(journal_append(s, 2000, "no-such-kind", "c1", "{}", NULL), -EINVAL);
	assert_int_equal(journal_append(s, 2000, "setting-set", "c1", "{\"key\":\"name\"}", NULL), -EIO);
	site_rollback(s);
	store_free(s);
	s = opened(SITE_READ);
	assert_string_equal(site_setting(s, "name", "-"), "-");
	store_free(s);
	unlink(path);
}

static void another_programs_file_is_untouched(void **state)
{
	struct err e = {0};
	struct store *s = NULL;
	char back[32] = "";
	FILE *f = fopen(path, "wb");

	(void)state;
	fputs("this is no database at all", f);
	fclose(f);
	assert_true(site_open(path, SITE_CREATE, parts, 1000, &s, &e) < 0);
	assert_string_equal(e.key, "site-foreign");
	f = fopen(path, "rb");
	assert_non_null(fgets(back, sizeof back, f));
	fclose(f);
	assert_string_equal(back, "this is no database at all");
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_new_site_has_one_event_and_is_found_again, fresh),
		cmocka_unit_test_setup(an_event_that_fails_leaves_nothing, fresh),
		cmocka_unit_test_setup(another_programs_file_is_untouched, fresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
