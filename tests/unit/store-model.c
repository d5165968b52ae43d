/* The model's database opens whole: every table is there, strict, and the indexes can be made after the rows.
 */
#include "test.h"

#include "store/store.h"

#include <stdlib.h>

static int64_t number(struct store *s, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t v;

	assert_int_equal(sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

static void the_model_has_its_tables(void **state)
{
	static const char *const tables[] = {
		"source",       "setting",         "device",       "address", "fact",      "service",
		"outside",      "outside_address", "outside_name", "flow",    "command",   "login",
		"secret",       "certificate",     "tls",          "point",   "time_sync", "port_map",
		"hop",          "neighbour",       "scan",         "ledger",  "finding",   "finding_about",
		"finding_item", "finding_packet",  "answer",       "limit_",  "operation"};
	struct store *s;

	(void)state;
	assert_int_equal(store_memory(&s), 0);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		char *sql = sqlite3_mprintf(
			"SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = %Q", tables[i]);

		assert_int_equal(number(s, sql), 1);
		sqlite3_free(sql);
	}
	assert_int_equal(store_index(s), 0);
	assert_int_equal(number(s, "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'index' AND name IN"
				   " ('fact_asked', 'flow_protocol', 'flow_out', 'flow_in')"),
			 4);
	store_free(s);
}

static void tables_are_strict(void **state)
{
	struct store *s;

	(void)state;
	assert_int_equal(store_memory(&s), 0);
	assert_int_equal(store_begin(s), 0);
	assert_int_not_equal(
		sqlite3_exec(store_db(s), "INSERT INTO limit_ VALUES('x', 'many', 0)", NULL, NULL, NULL),
		SQLITE_OK);
	assert_non_null(store_error(s));
	assert_int_equal(sqlite3_exec(store_db(s), "INSERT INTO limit_ VALUES('x', 1, 0)", NULL, NULL, NULL),
			 SQLITE_OK);
	assert_int_equal(store_commit(s), 0);
	assert_int_equal(number(s, "SELECT kept FROM limit_"), 1);
	store_free(s);
}

static void a_packet_is_a_file_and_a_number(void **state)
{
	(void)state;
	assert_int_equal(store_packet_file(store_packet(7, 4000000000u)), 7);
	assert_int_equal(store_packet_n(store_packet(7, 4000000000u)), 4000000000u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_model_has_its_tables),
		cmocka_unit_test(tables_are_strict),
		cmocka_unit_test(a_packet_is_a_file_and_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
