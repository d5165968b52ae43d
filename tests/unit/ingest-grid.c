/* Tables: CSV as cells, and what mimamori-unpack says, which is believed in nothing. */
#include "test.h"

#include "ingest/grid_parts.h"
#include "ingest/unpack_form.h"

#include <stdio.h>
#include <string.h>

static struct grid g;

static int of_csv(const char *text)
{
	struct err e = {0};

	assert_int_equal(grid_begin(&g), 0);
	return grid_of_csv(text, strlen(text), "t.csv", &g, &e);
}

static void a_csv_file_is_rows_of_cells_with_their_lines(void **state)
{
	(void)state;
	assert_int_equal(of_csv("\xef\xbb\xbf設備番号,名前\r\n\r\nA-1,\"camera\n2\"\r\n,\r\nA-2, x \n"), 0);
	assert_string_equal(g.encoding, "UTF-8");
	assert_int_equal(g.count, 3);
	assert_string_equal(grid_text(&g, 0, 0), "設備番号");
	assert_string_equal(grid_text(&g, 1, 1), "camera\n2");
	assert_int_equal(g.rows[1].line_no, 3);
	assert_int_equal(g.rows[2].line_no, 6);
	assert_string_equal(grid_text(&g, 2, 1), "x");
	assert_string_equal(grid_text(&g, 2, 7), "");
	assert_string_equal(grid_text(&g, 9, 0), "");
	grid_clear(&g);
	assert_int_equal(of_csv("\x90\xdd\x94\xf5,\x94\xd4\x8d\x86\n"), 0); /* 設備,番号 */
	assert_string_equal(g.encoding, "Shift_JIS");
	assert_string_equal(grid_text(&g, 0, 0), "設備");
	grid_clear(&g);
}

static char key[48];

static int said(const char *bytes, size_t n)
{
	struct err e = {0};
	struct rd r = rd_of(bytes, n);
	int code;

	assert_int_equal(grid_begin(&g), 0);
	code = grid_of_unpacked(&r, "t.xlsx", &g, &e);
	snprintf(key, sizeof key, "%s", e.key);
	return code;
}

#define SAID(text) said(UNPACK_MAGIC text, sizeof(UNPACK_MAGIC text) - 1)
#define SHEET      "S\0\0\0\2\2a"
#define ROW        "R\0\0\0\5\0\0\0\3\1"
#define CELL       "C\0\0\0\5\0\1\1ab"

static void what_was_said_is_taken_whole_or_not_at_all(void **state)
{
	(void)state;
	assert_int_equal(SAID(SHEET ROW CELL "M\0\0\0\14\0\0\0\3\0\1\0\0\0\4\0\2"
					     "E\0\0\0\0"),
			 0);
	assert_string_equal(g.sheet, "a");
	assert_string_equal(grid_text(&g, 0, 1), "ab");
	assert_int_equal(grid_flags(&g, 0, 1), GRID_FORMULA | GRID_MERGED);
	assert_int_equal(g.rows[0].line_no, 3);
	assert_true(g.rows[0].hidden);
	grid_clear(&g);
	assert_true(SAID(SHEET ROW CELL) < 0); /* no end: it died */
	grid_clear(&g);
	assert_true(SAID(CELL "E\0\0\0\0") < 0); /* a cell of no row */
	grid_clear(&g);
	assert_true(SAID(ROW ROW "E\0\0\0\0") < 0); /* the same row again */
	grid_clear(&g);
	assert_true(SAID(ROW "C\0\0\0\5\0\1\1a\xff"
			     "E\0\0\0\0") < 0); /* no UTF-8 */
	grid_clear(&g);
	assert_true(SAID(ROW CELL "E\0\0\0\0x") < 0); /* goes on after the end */
	grid_clear(&g);
	assert_true(SAID("X\0\0\0\0E\0\0\0\0") < 0);
	grid_clear(&g);
	assert_true(said("mimamori-unpack/2\nE\0\0\0\0", 23) < 0);
	grid_clear(&g);
}

static void a_failure_says_one_of_our_sentences(void **state)
{
	(void)state;
	assert_true(SAID("F\0\0\0\22grid-no-sheet\0a, b") < 0);
	assert_string_equal(key, "grid-no-sheet");
	grid_clear(&g);
	assert_true(SAID("F\0\0\0\20rm -rf everything\0") < 0);
	assert_string_equal(key, "grid-damaged");
	grid_clear(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_csv_file_is_rows_of_cells_with_their_lines),
		cmocka_unit_test(what_was_said_is_taken_whole_or_not_at_all),
		cmocka_unit_test(a_failure_says_one_of_our_sentences),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
