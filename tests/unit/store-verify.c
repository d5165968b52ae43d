/* Whatever is changed in a site file behind its back is found and named; what the program itself does is not.
 */
#include "test.h"

#include "store/private.h"
#include "store/seal.h"
#include "store/verify.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const struct store_part site_part;

/* A part like those of other rooms: systems, and contacts whose names no event holds. */
static const struct event_kind toy_events[] = {
	{"system-added",
	 "INSERT INTO system VALUES (json_extract(?1, '$.id'), json_extract(?1, '$.name'), 'poc', NULL, "
	 "NULL, 'trial', NULL, ?2)"},
	{"system-dropped", "DELETE FROM system WHERE id = json_extract(?1, '$.id')"},
};
static const char *const toy_tables[] = {
	"system(id, name, level, planned_start, planned_end, status, note, seq) BY id", NULL};
static const struct store_part toy_part = {"toy", toy_events, 2, toy_tables};
static const struct store_part *const parts[] = {&site_part, &toy_part, NULL};

static char path[64];
static struct flaw first;
static unsigned told;

static void keep(void *ctx, const struct flaw *f)
{
	(void)ctx;
	if (!told++)
		first = *f;
}

static void remove_site(void)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-journal", ".key"};
	char name[96];

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(name, sizeof name, "%s%s", path, ends[i]);
		unlink(name);
	}
}

static struct store *opened(enum site_mode mode)
{
	struct err e = {0};
	struct store *s = NULL;

	if (site_open(path, mode, parts, 1000, &s, &e) < 0)
		fail_msg("%s: %s %s", path, e.key, e.detail);
	return s;
}

static void append(struct store *s, int64_t at, const char *kind, const char *body)
{
	assert_int_equal(journal_append(s, at, kind, "c1", body, NULL), 0);
}

/* Ten events: site-made, four systems, one dropped, a device with its seal, a contact with its, a setting. */
static int filled(void **state)
{
	struct store *s;

	(void)state;
	snprintf(path, sizeof path, "/tmp/mimamori-verify-%d.db", (int)getpid());
	remove_site();
	s = opened(SITE_CREATE);
	assert_int_equal(site_begin(s), 0);
	append(s, 2000, "system-added", "{\"id\":1,\"name\":\"プレス\"}");
	append(s, 2001, "system-added", "{\"id\":2,\"name\":\"塗装\"}");
	append(s, 2002, "system-added", "{\"id\":3,\"name\":\"検査\"}");
	append(s, 2003, "system-dropped", "{\"id\":2}");
	assert_int_equal(site_commit(s), 0);
	assert_int_equal(site_begin(s), 0);
	append(s, 2004, "setting-set", "{\"key\":\"name\",\"value\":\"第一工場\"}");
	assert_int_equal(
		store_run(s,
			  "INSERT INTO address VALUES (1, 'mac', '00:00:5e:00:53:01', 1, 2, 3, 'arp', 90)"),
		0);
	assert_int_equal(
		store_run(s, "INSERT INTO outcome VALUES ('telnet-in-use', 'site', 1, 0, 0, 0, 0, '', 9)"),
		0);
	assert_int_equal(site_commit(s), 0);
	store_free(s);
	return 0;
}

static int emptied(void **state)
{
	(void)state;
	remove_site();
	return 0;
}

static struct verified verified(void)
{
	struct store *s = opened(SITE_READ);
	struct verified v;

	told = 0;
	first = (struct flaw){0};
	assert_int_equal(site_verify(s, NULL, keep, NULL, &v), 0);
	store_free(s);
	return v;
}

/* As somebody with sqlite3 does it. */
static void tamper(const char *sql)
{
	sqlite3 *db;
	char *error = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s: %s", sql, error);
	sqlite3_close(db);
}

static void expect_now(const char *sql, const char *key, int64_t seq, const char *table)
{
	struct verified v;

	tamper(sql);
	v = verified();
	if (!v.flaws || strcmp(first.key, key) != 0 || (seq && first.seq != seq) ||
	    (table && strcmp(first.table, table) != 0))
		fail_msg("%s: %u flaws, first \"%s\" %lld %s", sql, v.flaws, v.flaws ? first.key : "",
			 (long long)first.seq, first.table);
}

static void expect(const char *sql, const char *key, int64_t seq, const char *table)
{
	filled(NULL);
	expect_now(sql, key, seq, table);
}

static void an_untouched_file_is_fine(void **state)
{
	struct verified v = verified();

	(void)state;
	if (v.flaws)
		fail_msg("%s %lld %s %s %s", first.key, (long long)first.seq, first.table, first.row,
			 first.detail);
	assert_int_equal(v.events, 7); /* the last one seals address and outcome */
	assert_int_equal(v.clock_back, 0);
	assert_true(v.rebuilt >= 3 && v.sealed > 20);
}

static void every_column_of_every_event(void **state)
{
	static const char *const changes[] = {"at = at + 1",
					      "kind = 'checkpoint-made'",
					      "actor = 'c2'",
					      "body = body || ' '",
					      "body = body || char(0) || 'x'",
					      "prev = x'0102'",
					      "hash = zeroblob(32)",
					      "prev = x'00'",
					      "body = ''"};
	char sql[160];

	(void)state;
	for (int n = 1; n <= 7; n++)
		for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
			snprintf(sql, sizeof sql, "UPDATE event SET %s WHERE seq = %d", changes[i], n);
			expect(sql, "altered", n, NULL);
		}
}

static void deleted_inserted_and_swapped(void **state)
{
	char sql[300];

	(void)state;
	for (int n = 1; n <= 7; n++) {
		snprintf(sql, sizeof sql, "DELETE FROM event WHERE seq = %d", n);
		expect(sql, "removed", n, NULL);
	}
	expect("DELETE FROM event WHERE seq > 4", "removed", 5, NULL);
	expect("DELETE FROM event", "removed", 1, NULL);
	expect("DELETE FROM tail", "no-tail", 0, NULL);
	expect("UPDATE event SET seq = -1 WHERE seq = 3; UPDATE event SET seq = 3 WHERE seq = 5; UPDATE "
	       "event SET seq = 5 WHERE seq = -1",
	       "altered", 3, NULL);
	expect("UPDATE event SET seq = seq + 100 WHERE seq > 3; UPDATE event SET seq = seq - 99 WHERE seq > "
	       "100;"
	       "INSERT INTO event SELECT 4, at, kind, actor, body, prev, hash FROM event WHERE seq = 3",
	       "altered", 4, NULL);
	expect("INSERT INTO event SELECT 0, at, kind, actor, body, prev, hash FROM event WHERE seq = 1",
	       "inserted", 0, NULL);
	expect("INSERT INTO event SELECT 8, at, kind, actor, body, prev, hash FROM event WHERE seq = 7",
	       "altered", 8, NULL);
}

/* Whoever knows the rule can append or replace with right hashes: the tail and the tables still tell. */
static void rehashed_by_somebody_who_knows_the_rule(void **state)
{
	unsigned char prev[HASH_BYTES], hash[HASH_BYTES];
	char sql[512], hex[HASH_HEX], prev_hex[HASH_HEX];
	struct store *s = opened(SITE_READ);
	int64_t seq;

	(void)state;
	assert_int_equal(journal_tail(s, &seq, prev), 0);
	store_free(s);
	journal_hash(prev, 8, 5000, "backup-made", "c9", "{}", hash);
	digest_hex(prev, prev_hex);
	digest_hex(hash, hex);
	snprintf(sql, sizeof sql,
		 "INSERT INTO event VALUES (8, 5000, 'backup-made', 'c9', '{}', x'%s', x'%s')", prev_hex,
		 hex);
	expect_now(sql, "inserted", 8, NULL);
	/* and the tail with it: what is missing then is the signature of the key */
	snprintf(sql, sizeof sql, "UPDATE tail SET seq = 8, hash = x'%s'", hex);
	expect_now(sql, "signature", 8, NULL);
	assert_false(verified().is_signed);
}

static void tables_that_events_rebuild(void **state)
{
	(void)state;
	expect("UPDATE system SET name = 'x' WHERE id = 3", "row-differs", 0, "system");
	assert_string_equal(first.row, "id=3");
	assert_string_equal(first.detail, "name");
	expect("DELETE FROM system WHERE id = 1", "row-missing", 0, "system");
	expect("INSERT INTO system VALUES (2, 'x', 'poc', NULL, NULL, 'trial', NULL, 3)", "row-extra", 0,
	       "system");
	expect("UPDATE site SET value = 'x' WHERE key = 'name'", "row-differs", 0, "site");
	expect("UPDATE seal SET hash = 'x' WHERE table_name = 'address'", "row-differs", 0, "seal");
}

static void tables_that_are_sealed(void **state)
{
	(void)state;
	expect("UPDATE address SET value = '00:00:5e:00:53:02'", "content", 7, "address");
	expect("UPDATE outcome SET findings = 1", "content", 7, "outcome");
	expect("DELETE FROM address", "content", 7, "address");
	expect("INSERT INTO limit_ VALUES ('flow', 1, 2)", "content", 0, "limit_");
	expect("CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END", "schema-extra", 0, "t");
	expect("ALTER TABLE address ADD COLUMN x TEXT", "schema-differs", 0, "address");
	expect("DROP INDEX flow_out", "schema-missing", 0, "flow_out");
}

static void only_what_changed_is_sealed(void **state)
{
	struct store *s = opened(SITE_WRITE);
	unsigned char hash[HASH_BYTES];
	int64_t before, after;

	(void)state;
	assert_int_equal(journal_tail(s, &before, hash), 0);
	assert_int_equal(site_begin(s), 0);
	assert_int_equal(store_run(s, "DELETE FROM outcome; INSERT INTO outcome VALUES ('telnet-in-use', "
				      "'site', 1, 0, 0, 0, 0, '', 9)"),
			 0);
	assert_int_equal(site_commit(s), 0);
	assert_int_equal(journal_tail(s, &after, hash), 0);
	assert_int_equal(after, before); /* the same rows again: no event */
	assert_int_equal(site_begin(s), 0);
	assert_int_equal(store_run(s, "DELETE FROM address"), 0);
	assert_int_equal(site_commit(s), 0);
	assert_int_equal(journal_tail(s, &after, hash), 0);
	assert_int_equal(after, before + 1);
	store_free(s);
	assert_int_equal(verified().flaws, 0);
}

static void a_rolled_back_change_leaves_nothing(void **state)
{
	struct store *s = opened(SITE_WRITE);

	(void)state;
	assert_int_equal(site_begin(s), 0);
	append(s, 3000, "system-added", "{\"id\":9,\"name\":\"x\"}");
	assert_int_equal(store_run(s, "DELETE FROM address"), 0);
	site_rollback(s);
	assert_int_equal(site_begin(s), 0);
	append(s, 1500, "system-added", "{\"id\":8,\"name\":\"y\"}"); /* and the clock has gone back */
	assert_int_equal(site_commit(s), 0);
	store_free(s);
	assert_int_equal(verified().flaws, 0);
	assert_int_equal(verified().clock_back, 1);
	assert_int_equal(verified().events, 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_untouched_file_is_fine, filled, emptied),
		cmocka_unit_test_setup_teardown(every_column_of_every_event, filled, emptied),
		cmocka_unit_test_setup_teardown(deleted_inserted_and_swapped, filled, emptied),
		cmocka_unit_test_setup_teardown(rehashed_by_somebody_who_knows_the_rule, filled, emptied),
		cmocka_unit_test_setup_teardown(tables_that_events_rebuild, filled, emptied),
		cmocka_unit_test_setup_teardown(tables_that_are_sealed, filled, emptied),
		cmocka_unit_test_setup_teardown(only_what_changed_is_sealed, filled, emptied),
		cmocka_unit_test_setup_teardown(a_rolled_back_change_leaves_nothing, filled, emptied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
