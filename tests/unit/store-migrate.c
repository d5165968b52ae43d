/* Every released schema opens and is whole after it was brought forward; and the way itself, with migrations
 * that only this test has. */
#include "test.h"

#include "respond/parts.h"
#include "store/backup.h"
#include "store/migrate.h"
#include "store/private.h"
#include "store/verify.h"

#include "store/files.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The newest schema that is released (tests/store/schema-N.sql holds a site of it): it is left only by a
 * migration. A newer one still grows. NEXT ... are versions that only this test has. */
enum { RELEASED = 5, NEXT = SITE_SCHEMA + 1, AFTER = SITE_SCHEMA + 2, LAST = SITE_SCHEMA + 3 };

static char path[64];
static struct flaw first;
static unsigned told;

static void keep(void *ctx, const struct flaw *f)
{
	(void)ctx;
	if (!told++)
		first = *f;
}

static void clean(void)
{
	char pattern[80];
	glob_t found;

	snprintf(pattern, sizeof pattern, "%s*", path);
	if (glob(pattern, 0, NULL, &found) == 0)
		for (size_t i = 0; i < found.gl_pathc; i++)
			unlink(found.gl_pathv[i]);
	globfree(&found);
}

static int setup(void **state)
{
	(void)state;
	snprintf(path, sizeof path, "/tmp/mimamori-migrate-%d.db", (int)getpid());
	clean();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	clean();
	return 0;
}

static void load(const char *file)
{
	char *sql = NULL, *error = NULL;
	sqlite3 *db;
	size_t n;

	assert_int_equal(file_read(file, 4 << 20, &sql, &n), 0);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s: %s", file, error);
	sqlite3_close(db);
	free(sql);
}

static struct store *opened(enum site_mode mode)
{
	struct err e = {0};
	struct store *s = NULL;

	if (site_open(path, mode, site_parts(), 1000, &s, &e) < 0)
		fail_msg("%s: %s %s", path, e.key, e.detail);
	return s;
}

static void expect_whole(void)
{
	struct store *s = opened(SITE_READ);
	struct verified v;

	told = 0;
	assert_int_equal(site_verify(s, NULL, keep, NULL, &v), 0);
	store_free(s);
	if (told)
		fail_msg("%s %lld %s %s %s", first.key, (long long)first.seq, first.table, first.row,
			 first.detail);
	assert_true(v.events > 2);
}

static void every_released_schema_comes_forward(void **state)
{
	char file[256];

	(void)state;
	for (int version = 1; version <= RELEASED; version++) {
		clean();
		snprintf(file, sizeof file, SOURCE_ROOT "/tests/store/schema-%d.sql", version);
		load(file);
		store_free(opened(SITE_WRITE));
		expect_whole();
	}
}

/* Whatever indexes it had: what a later capture makes of them is not another schema. */
static void a_migrated_file_stays_whole_when_it_is_written_to(void **state)
{
	struct store *s;
	char name[96];

	(void)state;
	for (int bare = 0; bare < 2; bare++) {
		clean();
		load(SOURCE_ROOT "/tests/store/schema-1.sql");
		if (bare) {
			sqlite3 *db;
			sqlite3_stmt *st;

			assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
			for (;;) {
				*name = '\0';
				sqlite3_prepare_v2(db,
						   "SELECT 'DROP INDEX ' || name FROM sqlite_schema WHERE "
						   "type = 'index' AND "
						   "sql IS NOT NULL LIMIT 1",
						   -1, &st, NULL);
				if (sqlite3_step(st) == SQLITE_ROW)
					snprintf(name, sizeof name, "%s",
						 (const char *)sqlite3_column_text(st, 0));
				sqlite3_finalize(st);
				if (!*name)
					break;
				assert_int_equal(sqlite3_exec(db, name, NULL, NULL, NULL), SQLITE_OK);
			}
			sqlite3_close(db);
		}
		s = opened(SITE_WRITE);
		assert_int_equal(site_indexes(s), 0);
		store_free(s);
		expect_whole();
	}
}

static const struct migration steps[] = {
	{NEXT,
	 "ALTER TABLE system ADD COLUMN colour TEXT; CREATE TABLE added (id INTEGER PRIMARY KEY) STRICT"},
	{AFTER, "CREATE INDEX added_id ON added(id); ALTER TABLE address ADD COLUMN weight INTEGER"},
	{LAST, "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; INSERT INTO absent VALUES (1)"},
	{0, NULL},
};

static int64_t number(const char *sql)
{
	struct store *s = opened(SITE_WRITE);
	int64_t n = store_number(s, sql, -1);

	store_free(s);
	return n;
}

static void migrations_run_one_by_one_and_a_failing_one_leaves_the_one_before(void **state)
{
	struct store *s = opened(SITE_CREATE);
	struct err e = {0};
	char copy[96];

	(void)state;
	assert_int_equal(site_begin(s), 0);
	assert_int_equal(
		store_run(s, "INSERT INTO address VALUES (1, 'ip', '192.0.2.1', 1, 2, 3, 'arp', 90)"), 0);
	assert_int_equal(site_commit(s), 0);
	assert_true(site_migrate(s, steps, LAST, 2000, &e) < 0);
	assert_string_equal(e.key, "migration-failed");
	assert_int_equal(store_number(s, "PRAGMA user_version", -1), AFTER);
	assert_int_equal(store_number(s, "SELECT count(*) FROM event WHERE kind = 'site-migrated'", -1), 2);
	assert_int_equal(store_number(s, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'", -1), 0);
	assert_int_equal(
		store_number(s, "SELECT count(*) FROM pragma_table_info('system') WHERE name = 'colour'", -1),
		1);
	for (int n = NEXT; n <= LAST; n++) { /* the copies from before */
		snprintf(copy, sizeof copy, "%s.before-version-%d", path, n);
		assert_int_equal(access(copy, F_OK), 0);
	}
	store_free(s);
	assert_true(site_open(path, SITE_WRITE, site_parts(), 1, &s, &e) <
		    0); /* for this version it is newer now */
	assert_string_equal(e.key, "site-newer");
}

/* As a program whose version is the next would find it. */
static void a_migrated_file_is_whole_and_its_schema_is_held_to_its_event(void **state)
{
	struct store *s = opened(SITE_CREATE);
	char back[48];
	struct verified v;
	struct err e = {0};

	snprintf(back, sizeof back, "PRAGMA user_version = %d", SITE_SCHEMA);
	(void)state;
	assert_int_equal(site_migrate(s, (const struct migration[]){steps[0], {0, NULL}}, NEXT, 2000, &e), 0);
	assert_int_equal(store_number(s, "PRAGMA user_version", -1), NEXT);
	store_run(s, back);
	store_free(s);
	expect_whole();
	s = opened(SITE_WRITE);
	assert_int_equal(store_run(s, "ALTER TABLE added ADD COLUMN behind TEXT"), 0);
	store_free(s);
	s = opened(SITE_READ);
	assert_int_equal(site_verify(s, NULL, keep, NULL, &v), 0);
	assert_int_equal(v.flaws, 1);
	store_free(s);
	assert_int_equal(number("SELECT count(*) FROM event WHERE kind = 'site-migrated'"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_released_schema_comes_forward, setup, teardown),
		cmocka_unit_test_setup_teardown(a_migrated_file_stays_whole_when_it_is_written_to, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			migrations_run_one_by_one_and_a_failing_one_leaves_the_one_before, setup, teardown),
		cmocka_unit_test_setup_teardown(a_migrated_file_is_whole_and_its_schema_is_held_to_its_event,
						setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
