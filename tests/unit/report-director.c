/* Figures and their rows, what is told once, and the form in which the directors' page reaches the press:
 * what is written is read; anything else is refused. */
#include "test.h"

#include "assess/director.h"
#include "assess/happened.h"
#include "report/director_paper.h"
#include "report/director_words.h"
#include "report/press.h"
#include "report/press_texts.h"

#include <errno.h>
#include <stdio.h>
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

static struct figures *figures(void)
{
	struct figures *all = calloc(1, sizeof *all);

	assert_non_null(all);
	all->arena = arena;
	return all;
}

static void rows_are_listed_up_to_a_bound_and_all_counted(void **state)
{
	struct figures *all = figures();
	struct figure *f = figure_add(all, "devices-new", FIGURE_DEVICE);

	(void)state;
	for (int64_t i = 1; i <= FIGURE_ROWS + 100; i++)
		figure_id(all, f, 'd', i);
	assert_int_equal(f->value, FIGURE_ROWS + 100);
	assert_int_equal(f->total, FIGURE_ROWS + 100);
	assert_int_equal(f->rows, FIGURE_ROWS);
	assert_string_equal(f->row[0], "d1");
	assert_string_equal(f->row[FIGURE_ROWS - 1], "d500");
	assert_false(all->failed);
	assert_ptr_equal(figure_named(all, "devices-new"), f);
	assert_null(figure_named(all, "devices"));
	free(all);
}

static void money_is_not_a_count(void **state)
{
	struct figures *all = figures();
	struct figure *f = figure_add(all, "cost", FIGURE_RECORD);
	char text[DIRECTOR_TEXT];

	(void)state;
	f->money = true;
	figure_id(all, f, 'r', 7);
	assert_int_equal(f->value, 0);
	assert_int_equal(f->total, 1);
	f->value = 2400000;
	assert_string_equal(director_value(text, f, LANG_JA), "2,400,000円");
	f->unknown = "director.not-estimated";
	assert_string_equal(director_value(text, f, LANG_EN), "unknown (not estimated)");
	assert_string_equal(director_rows(text, f, 4, LANG_EN), "not estimated");
	free(all);
}

static void too_many_figures_fail(void **state)
{
	struct figures *all = figures();
	char name[24];

	(void)state;
	for (int i = 0; i < FIGURES_MAX; i++) {
		snprintf(name, sizeof name, "f%d", i);
		figure_add(all, name, FIGURE_EVENT);
	}
	assert_false(all->failed);
	assert_non_null(figure_add(all, "one too many", FIGURE_EVENT));
	assert_true(all->failed);
	free(all);
}

static void the_same_is_counted_once(void **state)
{
	struct once o = {.arena = arena};

	(void)state;
	for (int64_t i = 0; i < 20000; i++) {
		assert_true(once(&o, (unsigned)(i % 7), i));
		assert_false(once(&o, (unsigned)(i % 7), i));
	}
	assert_true(once(&o, 8, 5));
	assert_false(o.failed);
}

static void every_figure_has_its_words(void **state)
{
	char ja[DIRECTOR_TEXT], en[DIRECTOR_TEXT];
	static const char *const names[] = {"open",        "strangers",     "watched",
					    "businesses",  "worst",         "waiting",
					    "cost",        "answered",      "better",
					    "worse",       "protect.rows",  "recover.person",
					    "r12.money",   "r12.devices",   "r12.held",
					    "r12.broken",  "r12.open",      "r12.layer-identity",
					    "2026-11.met", "2026-11.expire"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names + HAPPENINGS; i++) {
		size_t n = sizeof names / sizeof *names;
		const struct figure f = {.name = i < n ? names[i] : happenings[i - n].name};

		director_name(ja, &f, LANG_JA);
		director_name(en, &f, LANG_EN);
		assert_true(*ja && *en && strcmp(ja, en) != 0);
	}
	for (int i = 0; i < HAPPENINGS; i++)
		assert_int_equal(happening_named(happenings[i].name), i);
	assert_int_equal(happening_named("nothing"), -1);
}

/* --- the form */

static void put_line(struct out *o, char kind, size_t texts)
{
	const char *const text[PAPER_TEXTS_MAX] = {"一", "2", NULL, "four"};

	press_put_texts(o, kind, text, texts);
}

static void begin(struct out *o)
{
	const char *const words[PAPER_WORDS] = {[PAPER_TITLE] = "経営層への1枚"};

	assert_int_equal(out_init(o, -1), 0);
	press_put_begin(o, "1.2");
	press_put_texts(o, 'W', words, PAPER_WORDS);
}

static int read_it(struct out *o, const char *version, struct paper *p)
{
	size_t n;
	const char *bytes = out_bytes(o, &n);
	int r = paper_read(rd_of(bytes, n), version, arena, p);

	out_clear(o);
	return r;
}

static void what_is_written_is_read(void **state)
{
	struct paper p;
	struct out o;

	(void)state;
	begin(&o);
	put_line(&o, 'F', FUNCTION_TEXTS);
	put_line(&o, 'G', SOURCE_TEXTS);
	put_line(&o, 'G', SOURCE_TEXTS);
	press_put_end(&o);
	assert_int_equal(read_it(&o, "1.2", &p), 0);
	assert_string_equal(p.word[PAPER_TITLE], "経営層への1枚");
	assert_string_equal(p.word[PAPER_NOTE], "");
	assert_int_equal(p.lines[LIST_FUNCTION], 1);
	assert_int_equal(p.lines[LIST_SOURCE], 2);
	assert_string_equal(p.line[LIST_SOURCE][1].text[SOURCE_ROWS], "four");
}

static void anything_else_is_refused(void **state)
{
	struct paper p;
	struct out o;

	(void)state;
	begin(&o);
	press_put_end(&o);
	assert_int_equal(read_it(&o, "1.3", &p), -EINVAL);
	begin(&o);
	put_line(&o, 'X', 2);
	press_put_end(&o);
	assert_int_equal(read_it(&o, "1.2", &p), -EINVAL);
	begin(&o);
	put_line(&o, 'C', CASE_TEXTS + 1);
	press_put_end(&o);
	assert_int_equal(read_it(&o, "1.2", &p), -EINVAL);
	begin(&o);
	for (int i = 0; i <= PAPER_LINES_MAX; i++)
		put_line(&o, 'G', SOURCE_TEXTS);
	press_put_end(&o);
	assert_int_equal(read_it(&o, "1.2", &p), -EINVAL);
	assert_int_equal(out_init(&o, -1), 0);
	press_put_begin(&o, "1.2");
	put_line(&o, 'G', SOURCE_TEXTS); /* before the words */
	press_put_end(&o);
	assert_int_equal(read_it(&o, "1.2", &p), -EINVAL);
}

static void cut_anywhere_it_is_refused(void **state)
{
	struct paper p;
	struct out o;
	const char *bytes;
	size_t n;

	(void)state;
	begin(&o);
	put_line(&o, 'A', REQUEST_TEXTS);
	press_put_end(&o);
	bytes = out_bytes(&o, &n);
	for (size_t cut = 0; cut < n; cut++)
		assert_int_equal(paper_read(rd_of(bytes, cut), "1.2", arena, &p), -EINVAL);
	assert_int_equal(paper_read(rd_of(bytes, n), "1.2", arena, &p), 0);
	out_clear(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rows_are_listed_up_to_a_bound_and_all_counted, fresh, done),
		cmocka_unit_test_setup_teardown(money_is_not_a_count, fresh, done),
		cmocka_unit_test_setup_teardown(too_many_figures_fail, fresh, done),
		cmocka_unit_test_setup_teardown(the_same_is_counted_once, fresh, done),
		cmocka_unit_test_setup_teardown(every_figure_has_its_words, fresh, done),
		cmocka_unit_test_setup_teardown(what_is_written_is_read, fresh, done),
		cmocka_unit_test_setup_teardown(anything_else_is_refused, fresh, done),
		cmocka_unit_test_setup_teardown(cut_anywhere_it_is_refused, fresh, done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
