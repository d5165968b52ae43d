/* The form in which a document reaches the press: what is written is read; anything else is refused. */
#include "test.h"

#include "report/press.h"

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

static const char *words[PRESS_WORDS], *cells[PRESS_CELLS];

static void write_document(struct out *o, unsigned rows)
{
	words[PRESS_TITLE] = "シート";
	cells[CELL_ID] = "32-3";
	cells[CELL_REASON] = "line\nline";
	assert_int_equal(out_init(o, -1), 0);
	press_put_begin(o, "1.2");
	press_put_words(o, words);
	press_put_revision(o, &(struct press_revision){{"1", "2026-11-29", NULL, "x"}});
	for (unsigned i = 0; i < rows; i++) {
		struct press_row r;

		memcpy(r.cell, cells, sizeof r.cell);
		press_put_row(o, &r);
	}
	press_put_end(o);
}

static void what_is_written_is_read(void **state)
{
	struct press_document d;
	struct out o;
	size_t n;
	const char *bytes;

	(void)state;
	write_document(&o, 3);
	bytes = out_bytes(&o, &n);
	assert_int_equal(press_read(rd_of(bytes, n), "1.2", arena, &d), 0);
	assert_int_equal(d.rows, 3);
	assert_int_equal(d.revisions, 1);
	assert_string_equal(d.word[PRESS_TITLE], "シート");
	assert_string_equal(d.word[PRESS_FOOTER], "");
	assert_string_equal(d.row[2].cell[CELL_REASON], "line\nline");
	assert_string_equal(d.revision[0].text[2], "");
	out_clear(&o);
}

static void anything_shorter_or_changed_in_length_is_refused(void **state)
{
	struct press_document d;
	struct out o;
	size_t n;
	const char *bytes;
	char *copy;

	(void)state;
	write_document(&o, 1);
	bytes = out_bytes(&o, &n);
	assert_int_equal(press_read(rd_of(bytes, n), "1.3", arena, &d), -EINVAL);
	for (size_t cut = 0; cut < n; cut++) {
		arena_reset(arena);
		assert_int_equal(press_read(rd_of(bytes, cut), "1.2", arena, &d), -EINVAL);
	}
	copy = malloc(n + 1);
	memcpy(copy, bytes, n);
	copy[n] = 'x';
	assert_int_equal(press_read(rd_of(copy, n + 1), "1.2", arena, &d), -EINVAL);
	free(copy);
	out_clear(&o);
}

static void too_many_rows_are_refused(void **state)
{
	struct press_document d;
	struct out o;
	size_t n;
	const char *bytes;

	(void)state;
	write_document(&o, PRESS_ROWS_MAX + 1);
	bytes = out_bytes(&o, &n);
	assert_int_equal(press_read(rd_of(bytes, n), "1.2", arena, &d), -EINVAL);
	out_clear(&o);
}

static void a_long_text_is_cut_at_a_character(void **state)
{
	char *text = malloc(PRESS_TEXT_MAX + 16);
	struct press_document d;
	struct out o;
	size_t n;
	const char *bytes;

	(void)state;
	memset(text, 'a', PRESS_TEXT_MAX - 1);
	strcpy(text + PRESS_TEXT_MAX - 1, "あい");
	words[PRESS_FOOTER] = text;
	write_document(&o, 1);
	words[PRESS_FOOTER] = NULL;
	bytes = out_bytes(&o, &n);
	assert_int_equal(press_read(rd_of(bytes, n), "1.2", arena, &d), 0);
	assert_int_equal(strlen(d.word[PRESS_FOOTER]), PRESS_TEXT_MAX - 1);
	out_clear(&o);
	free(text);
}

static void both_answers_are_read(void **state)
{
	struct press_answer a = {.pages = 2,
				 .annexed = 5,
				 .wall_calls = true,
				 .missing_kinds = 1,
				 .missing = {{0x20bb7, 3}}},
			    b;
	struct out o;
	size_t n;
	const char *bytes;

	(void)state;
	assert_int_equal(out_init(&o, -1), 0);
	press_put_answer(&o, &a);
	bytes = out_bytes(&o, &n);
	assert_int_equal(press_read_answer(rd_of(bytes, n), arena, &b), 0);
	assert_null(b.failed);
	assert_int_equal(b.pages, 2);
	assert_int_equal(b.annexed, 5);
	assert_false(b.wall_paths);
	assert_true(b.wall_calls);
	assert_int_equal(b.missing[0].character, 0x20bb7);
	assert_int_equal(b.missing[0].count, 3);
	for (size_t cut = 0; cut < n; cut++)
		assert_int_equal(press_read_answer(rd_of(bytes, cut), arena, &b), -EINVAL);
	out_clear(&o);
	assert_int_equal(out_init(&o, -1), 0);
	press_put_answer(&o, &(struct press_answer){.failed = "no-font", .detail = "x"});
	bytes = out_bytes(&o, &n);
	assert_int_equal(press_read_answer(rd_of(bytes, n), arena, &b), 0);
	assert_string_equal(b.failed, "no-font");
	out_clear(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_written_is_read, fresh, done),
		cmocka_unit_test_setup_teardown(anything_shorter_or_changed_in_length_is_refused, fresh,
						done),
		cmocka_unit_test_setup_teardown(too_many_rows_are_refused, fresh, done),
		cmocka_unit_test_setup_teardown(a_long_text_is_cut_at_a_character, fresh, done),
		cmocka_unit_test_setup_teardown(both_answers_are_read, fresh, done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
