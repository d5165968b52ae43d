/* While a site is watched its model is open: not hashed at each commit, said so, sealed when asked or by
 * whoever writes next. Every other table is protected as ever. */
#include "test.h"

#include "store/private.h"
#include "store/seal.h"
#include "store/verify.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

extern const struct store_part site_part;
static const struct store_part *const parts[] = {&site_part, NULL};

static char path[64];
static struct verified told;
static char flawed[48];

static void keep(void *ctx, const struct flaw *f)
{
	(void)ctx;
	snprintf(flawed, sizeof flawed, "%s", f->table);
}

static struct store *opened(enum site_mode mode)
{
	struct err e = {0};
	struct store *s = NULL;

	if (site_open(path, mode, parts, 1000, &s, &e) < 0)
		fail_msg("%s: %s %s", path, e.key, e.detail);
	return s;
}

static unsigned flaws(void)
{
	struct store *s = opened(SITE_READ);

	*flawed = '\0';
	assert_int_equal(site_verify(s, NULL, keep, NULL, &told), 0);
	store_free(s);
	return told.flaws;
}

static void write_as(struct store *s, int64_t at, const char *sql)
{
	assert_int_equal(site_begin(s), 0);
	assert_int_equal(store_run(s, sql), 0);
	assert_int_equal(store_seal(s, at), 0);
	assert_int_equal(site_commit(s), 0);
}

static int64_t events(const char *kind)
{
	struct store *s = opened(SITE_READ);
	char sql[120];
	int64_t n;

	snprintf(sql, sizeof sql, "SELECT count(*) FROM event WHERE kind = '%s'", kind);
	n = store_number(s, sql, -1);
	store_free(s);
	return n;
}

/* What nobody of us would do: behind the program's back. */
static void flip(const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static int fresh(void **state)
{
	(void)state;
	snprintf(path, sizeof path, "/tmp/mimamori-watched-%d.db", (int)getpid());
	unlink(path);
	store_free(opened(SITE_CREATE));
	return 0;
}

static int gone(void **state)
{
	static const char *const ends[] = {"", "-wal", "-shm", ".key"};
	char name[96];

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		snprintf(name, sizeof name, "%s%s", path, ends[i]);
		unlink(name);
	}
	return 0;
}

#define OUTSIDE(id) "INSERT INTO outside VALUES (" #id ", 'x', '1.2.3.0/24', NULL, 1, 1, 1, 1, 1)"
#define TAKEN(id)   "INSERT INTO taken VALUES (" #id ", 'x', 1, 1)"

static void the_model_is_open_and_said_so(void **state)
{
	struct store *s = opened(SITE_WRITE);

	(void)state;
	store_watch(s, true);
	write_as(s, 5000, OUTSIDE(1));
	write_as(s, 6000, OUTSIDE(2));
	write_as(s, 7000, "UPDATE outside SET packets = 9");
	assert_int_equal(flaws(), 0);
	assert_int_equal(told.open, 1);
	assert_int_equal(told.open_since, 5000);
	assert_int_equal(events("tables-opened"), 1);
	assert_int_equal(events("tables-sealed"), 0);
	store_free(s);
}

static void sealing_closes_it_until_the_next_change(void **state)
{
	struct store *s = opened(SITE_WRITE);

	(void)state;
	store_watch(s, true);
	write_as(s, 5000, OUTSIDE(1));
	assert_int_equal(site_begin(s), 0);
	assert_int_equal(store_seal_open(s, 8000), 0);
	assert_int_equal(site_commit(s), 0);
	assert_int_equal(flaws(), 0);
	assert_int_equal(told.open, 0);
	assert_int_equal(events("tables-sealed"), 1);
	write_as(s, 9000, OUTSIDE(2));
	assert_int_equal(flaws(), 0);
	assert_int_equal(told.open_since, 9000);
	store_free(s);
}

static void a_failed_transaction_forgets_nothing(void **state)
{
	struct store *s = opened(SITE_WRITE);

	(void)state;
	store_watch(s, true);
	write_as(s, 5000, OUTSIDE(1));
	assert_int_equal(site_begin(s), 0);
	site_rollback(s);
	assert_int_equal(site_begin(s), 0);
	assert_int_equal(store_seal_open(s, 8000), 0);
	assert_int_equal(site_commit(s), 0);
	assert_int_equal(flaws(), 0);
	assert_int_equal(told.open, 0);
	store_free(s);
}

/* As if it were killed: the file is left, the next who writes seals it. */
static void who_writes_next_seals(void **state)
{
	struct store *s = opened(SITE_WRITE);

	(void)state;
	store_watch(s, true);
	write_as(s, 5000, OUTSIDE(1));
	store_free(s);
	assert_int_equal(flaws(), 0);
	assert_int_equal(told.open, 1);
	s = opened(SITE_WRITE);
	write_as(s, 6000, TAKEN(1));
	store_free(s);
	assert_int_equal(flaws(), 0);
	assert_int_equal(told.open, 0);
	flip("UPDATE outside SET packets = 7");
	assert_int_equal(flaws(), 1);
	assert_string_equal(flawed, "outside");
}

static void another_writer_in_between_is_noticed(void **state)
{
	struct store *s = opened(SITE_WRITE), *other;

	(void)state;
	store_watch(s, true);
	write_as(s, 5000, OUTSIDE(1));
	other = opened(SITE_WRITE);
	write_as(other, 6000, TAKEN(1));
	store_free(other);
	assert_int_equal(flaws(), 0);
	assert_int_equal(told.open, 0);
	write_as(s, 7000, OUTSIDE(2));
	assert_int_equal(flaws(), 0);
	assert_int_equal(told.open_since, 7000);
	store_free(s);
}

static void other_tables_are_protected_meanwhile(void **state)
{
	struct store *s = opened(SITE_WRITE);

	(void)state;
	store_watch(s, true);
	write_as(s, 5000, OUTSIDE(1));
	write_as(s, 6000, TAKEN(1));
	assert_int_equal(flaws(), 0);
	store_free(s);
	flip("UPDATE taken SET size = 2");
	assert_int_equal(flaws(), 1);
	assert_string_equal(flawed, "taken");
}

/* To say of a sealed table that it is open needs an event. */
static void a_table_cannot_be_opened_behind_the_journal(void **state)
{
	struct store *s = opened(SITE_WRITE);

	(void)state;
	write_as(s, 5000, OUTSIDE(1));
	store_free(s);
	assert_int_equal(flaws(), 0);
	flip("UPDATE seal SET hash = '' WHERE table_name = 'outside'; UPDATE outside SET packets = 7");
	assert_true(flaws() >= 1);
}

static void each_watched_table_is_one_that_is_sealed(void **state)
{
	struct store *s = opened(SITE_WRITE);

	(void)state;
	for (const char *const *t = store_watched; *t; t++) {
		char sql[120];

		snprintf(sql, sizeof sql, "SELECT count(*) FROM sqlite_schema WHERE name = '%s'", *t);
		if (store_number(s, sql, 0) != 1)
			fail_msg("no table %s", *t);
		assert_true(store_is_sealed(s, *t));
	}
	store_free(s);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fresh, gone)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_model_is_open_and_said_so),
		CASE(sealing_closes_it_until_the_next_change),
		CASE(a_failed_transaction_forgets_nothing),
		CASE(who_writes_next_seals),
		CASE(another_writer_in_between_is_noticed),
		CASE(other_tables_are_protected_meanwhile),
		CASE(a_table_cannot_be_opened_behind_the_journal),
		CASE(each_watched_table_is_one_that_is_sealed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
