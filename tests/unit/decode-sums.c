/* What is told in sums is the same as what is told one by one: the model of the sample plant's recording (or of the files
 * given) has the same rows either way, also where conversations give way to others all the time. */
#include "scene.h"

#include "capture/capture.h"

static const char *const sample[] = {SOURCE_ROOT "/sample/plant.pcapng"};
static const char *const *files = sample;
static unsigned file_count = 1;

static unsigned told; /* facts and sightings */
static struct decode_sink inner;

static void on_sighting(void *ctx, const struct sighting *s)
{
	told++;
	inner.sighting(ctx, s);
}

static void on_fact(void *ctx, const struct fact *f)
{
	told++;
	inner.fact(ctx, f);
}

static void hear(struct scene *s, const char *const *file, const struct stack_limits *limits, bool sums)
{
	static const struct capture_options all = {INT64_MIN, INT64_MAX, NULL};
	struct decode_sink sink;
	struct frame frames[32];
	struct capture *c;
	struct stack *stack;
	unsigned n;

	scene_init(s, NULL);
	sink = inner = s->sink;
	sink.sighting = on_sighting;
	sink.fact = on_fact;
	told = 0;
	assert_int_equal(capture_open(file, 1, &all, NULL, NULL, &c), 0);
	stack = stack_new(limits, &sink);
	assert_non_null(stack);
	if (sums)
		stack_sum(stack);
	while ((n = capture_next(c, frames, 32)) > 0)
		stack_take(stack, frames, n);
	stack_end(stack);
	s->counts = *stack_counts(stack);
	stack_free(stack);
	capture_free(c);
	scene_end(s);
}

static sqlite3_stmt *rows_of(struct scene *s, const char *table)
{
	sqlite3_stmt *st = NULL;
	char sql[64];

	snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2, 3", table);
	assert_int_equal(sqlite3_prepare_v2(store_db(s->store), sql, -1, &st, NULL), SQLITE_OK);
	return st;
}

/* Every row and column must be found in both. */
static void same_rows(struct scene *a, struct scene *b, const char *table)
{
	sqlite3_stmt *x = rows_of(a, table), *y = rows_of(b, table);
	int rows = 0;

	while (sqlite3_step(x) == SQLITE_ROW) {
		assert_int_equal(sqlite3_step(y), SQLITE_ROW);
		rows++;
		for (int i = 0; i < sqlite3_column_count(x); i++) {
			const char *v = (const char *)sqlite3_column_text(x, i),
				   *w = (const char *)sqlite3_column_text(y, i);

			if ((!v || !w) ? v != w : strcmp(v, w) != 0)
				fail_msg("%s, row %d, %s: %s, in sums %s", table, rows,
					 sqlite3_column_name(x, i), v ? v : "NULL", w ? w : "NULL");
		}
	}
	assert_int_equal(sqlite3_step(y), SQLITE_DONE);
	sqlite3_finalize(x);
	sqlite3_finalize(y);
}

static unsigned same(const char *const *file, const struct stack_limits *limits)
{
	static const char *const tables[] = {"device", "address", "fact",      "flow",   "service", "command",
					     "point",  "login",   "operation", "limit_", "outside"};
	struct scene one, sums;
	unsigned told_one;

	hear(&one, file, limits, false);
	told_one = told;
	hear(&sums, file, limits, true);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		same_rows(&one, &sums, tables[i]);
	scene_clear(&one);
	scene_clear(&sums);
	assert_true(told <= told_one);
	return told_one - told;
}

static void sums_are_the_same(void **state)
{
	unsigned saved = 0;

	(void)state;
	for (unsigned i = 0; i < file_count; i++)
		saved += same(files + i, NULL);
	assert_true(saved > 0 || files != sample);
}

static void also_where_conversations_give_way(void **state)
{
	static const struct stack_limits few = {32, 1 << 20, 1 << 16};

	(void)state;
	for (unsigned i = 0; i < file_count; i++)
		same(files + i, &few);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(sums_are_the_same),
					   cmocka_unit_test(also_where_conversations_give_way)};

	if (argc > 1) {
		files = (const char *const *)argv + 1;
		file_count = (unsigned)argc - 1;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
