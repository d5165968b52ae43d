/* The form in which a table reaches the press: what is written is read; anything else is refused. */
#include "test.h"

#include "report/press_table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static int fresh(void **state)
{
	(void)state;
	arena = arena_new(64 << 20);
	return arena ? 0 : -1;
}

static int done(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void begin(struct out *o, unsigned columns)
{
	static const char *const words[PRESS_TABLE_WORDS] = {[PRESS_TABLE_TITLE] = "台帳"};

	assert_int_equal(out_init(o, -1), 0);
	press_put_begin(o, "1.2");
	press_put_table(o, words);
	for (unsigned c = 0; c < columns; c++)
		press_put_column(
			o, &(struct press_column){
				   {[PRESS_COLUMN_OF_HEADING] = "番号", [PRESS_COLUMN_OF_KIND] = "date"}});
}

static int read_it(struct out *o, const char *version, struct press_table *t)
{
	size_t n;
	const char *bytes = out_bytes(o, &n);
	int r = press_read_table(rd_of(bytes, n), version, arena, t);

	out_clear(o);
	return r;
}

static void what_is_written_is_read(void **state)
{
	struct press_table t;
	struct out o;

	(void)state;
	begin(&o, 2);
	press_put_line(&o, (const char *const[]){"=1", NULL}, 2);
	press_put_line(&o, (const char *const[]){"", "2026-04-01"}, 2);
	press_put_end(&o);
	assert_int_equal(read_it(&o, "1.2", &t), 0);
	assert_int_equal(t.columns, 2);
	assert_int_equal(t.lines, 2);
	assert_string_equal(t.word[PRESS_TABLE_TITLE], "台帳");
	assert_string_equal(t.word[PRESS_TABLE_FOOT], "");
	assert_string_equal(t.column[1].text[PRESS_COLUMN_OF_HEADING], "番号");
	assert_string_equal(t.cell[0], "=1");
	assert_string_equal(t.cell[1], "");
	assert_string_equal(t.cell[3], "2026-04-01");
}

static void every_cut_and_another_version_is_refused(void **state)
{
	struct press_table t;
	struct out o;
	const char *bytes;
	size_t n;

	(void)state;
	begin(&o, 2);
	press_put_line(&o, (const char *const[]){"a", "b"}, 2);
	press_put_end(&o);
	bytes = out_bytes(&o, &n);
	for (size_t cut = 0; cut < n; cut++)
		assert_int_equal(press_read_table(rd_of(bytes, cut), "1.2", arena, &t), -EINVAL);
	assert_int_equal(read_it(&o, "1.3", &t), -EINVAL);
}

static void a_line_that_does_not_fit_its_columns_is_refused(void **state)
{
	const char *const cells[] = {"a", "b", "c"};
	struct press_table t;
	struct out o;

	(void)state;
	for (unsigned n = 1; n <= 3; n++) {
		begin(&o, 2);
		press_put_line(&o, cells, n);
		press_put_end(&o);
		assert_int_equal(read_it(&o, "1.2", &t), n == 2 ? 0 : -EINVAL);
	}
	begin(&o, 0);
	press_put_line(&o, cells, 0);
	press_put_end(&o);
	assert_int_equal(read_it(&o, "1.2", &t), -EINVAL);
	begin(&o, 1); /* a column after a line */
	press_put_line(&o, cells, 1);
	press_put_column(&o, &(struct press_column){{"x"}});
	press_put_end(&o);
	assert_int_equal(read_it(&o, "1.2", &t), -EINVAL);
}

static void the_bounds_hold(void **state)
{
	struct press_table t;
	struct out o;

	(void)state;
	begin(&o, PRESS_COLUMNS_MAX);
	press_put_end(&o);
	assert_int_equal(read_it(&o, "1.2", &t), 0);
	begin(&o, PRESS_COLUMNS_MAX + 1);
	press_put_end(&o);
	assert_int_equal(read_it(&o, "1.2", &t), -EINVAL);
	for (unsigned more = 0; more < 2; more++) {
		begin(&o, 1);
		for (unsigned i = 0; i < PRESS_LINES_MAX + more; i++)
			press_put_line(&o, (const char *const[]){"a"}, 1);
		press_put_end(&o);
		assert_int_equal(read_it(&o, "1.2", &t), more ? -EINVAL : 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_written_is_read, fresh, done),
		cmocka_unit_test_setup_teardown(every_cut_and_another_version_is_refused, fresh, done),
		cmocka_unit_test_setup_teardown(a_line_that_does_not_fit_its_columns_is_refused, fresh, done),
		cmocka_unit_test_setup_teardown(the_bounds_hold, fresh, done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
