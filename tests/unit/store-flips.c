/* One byte of a site file changed, at many places: a bad event, a damaged page, a file that is none, or
 * provably the same content. Never a crash, and never fine with a content that differs. FLIPS in the
 * environment: how many places (default 400). */
#include "test.h"

#include "respond/parts.h"
#include "store/files.h"
#include "store/private.h"
#include "store/seal.h"
#include "store/verify.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[64], key[80];

static void pass(void *ctx, const struct flaw *f) { (void)ctx, (void)f; }

static void fill(void)
{
	struct store *s = NULL;
	struct err e = {0};
	char body[80], sql[200];

	snprintf(path, sizeof path, "/tmp/mimamori-flips-%d.db", (int)getpid());
	snprintf(key, sizeof key, "%s.key", path);
	unlink(path);
	assert_int_equal(site_open(path, SITE_CREATE, site_parts(), 1000, &s, &e), 0);
	assert_int_equal(site_begin(s), 0);
	for (int i = 0; i < 60; i++) {
		snprintf(body, sizeof body, "{\"key\":\"k%d\",\"value\":\"v%d\"}", i, i * i);
		assert_int_equal(
			journal_append(s, 2000 + i, i % 3 ? "device-seen" : "setting-set", "c1", body, NULL),
			0);
		snprintf(sql, sizeof sql,
			 "INSERT INTO address VALUES (%d, 'ip', '192.0.2.%d', 1, 2, 3, 'arp', 90)", i, i);
		assert_int_equal(store_run(s, sql), 0);
	}
	assert_int_equal(site_commit(s), 0);
	store_free(s);
}

/* Everything that a reader of the file can see, without side files. */
static bool content(char hex[HASH_HEX])
{
	unsigned char all[HASH_BYTES];
	struct store s = {0};
	sqlite3_stmt *st;
	struct digest d;
	char one[HASH_HEX];
	bool good = sqlite3_open_v2(path, &s.db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;

	digest_start(&d);
	digest_int(&d, store_number(&s, "PRAGMA user_version", -1));
	digest_int(&d, store_number(&s, "PRAGMA application_id", -1));
	for (int what = 0; what < 2; what++) {
		st = store_prepare(
			&s, what ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
				   "'sqlite@_%' ESCAPE '@' ORDER BY name"
				 : "SELECT type || name || tbl_name || coalesce(sql, '') FROM sqlite_schema "
				   "WHERE name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY name");
		good = good && st;
		while (good && sqlite3_step(st) == SQLITE_ROW) {
			const char *name = (const char *)sqlite3_column_text(st, 0);

			digest_text(&d, name, strlen(name));
			good = !what || store_content_hash(&s, name, one) == 0;
			digest_text(&d, one, what && good ? sizeof one : 0);
		}
		sqlite3_finalize(st);
	}
	sqlite3_close(s.db);
	digest_end(&d, all);
	digest_hex(all, hex);
	return good;
}

static void put(off_t at, const void *byte)
{
	int fd = open(path, O_WRONLY);

	assert_int_equal(pwrite(fd, byte, 1, at), 1);
	close(fd);
}

/* Is it called fine? */
static bool called_fine(void)
{
	struct store *s = NULL;
	struct err e = {0};
	struct verified v;
	bool fine;

	if (site_open(path, SITE_READ, site_parts(), 1000, &s, &e) < 0)
		return false;
	assert_int_equal(site_verify(s, NULL, pass, NULL, &v), 0);
	fine = v.flaws == 0;
	store_free(s);
	return fine;
}

static void every_nth_byte(void **state)
{
	const char *said = getenv("FLIPS");
	long flips = said ? strtol(said, NULL, 10) : 400, fine = 0, found = 0;
	char before[HASH_HEX], after[HASH_HEX], *bytes = NULL;
	size_t n;

	(void)state;
	fill();
	assert_true(content(before));
	assert_true(called_fine());
	assert_int_equal(file_read(path, 8 << 20, &bytes, &n), 0);
	for (long i = 0; i < flips; i++) {
		off_t at = i < 100 ? i
				   : (off_t)((unsigned long)i * 2654435761u %
					     n); /* the header whole, then all over */
		char changed = (char)(bytes[at] ^ (i % 2 ? 1 << i % 8 : 0xff));

		put(at, &changed);
		if (called_fine()) {
			fine++;
			if (!content(after) || strcmp(before, after) != 0)
				fail_msg("byte %ld: changed content is called fine", (long)at);
		} else {
			found++;
		}
		/* whatever was opened wrote nothing but what SQLite restores; put the file back as it was */
		unlink(path);
		assert_int_equal(file_new(path, bytes, n, 0600), 0);
	}
	printf("%ld flips of %zu bytes: %ld found, %ld without effect on content\n", flips, n, found, fine);
	assert_true(found > flips / 20);
	free(bytes);
	unlink(path);
	unlink(key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_nth_byte)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
