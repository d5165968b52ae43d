/* The end of the journal, written by a process that may not know the key and signed by one that may. */
#include "test.h"

#include "store/journal.h"
#include "store/verify.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

extern const struct store_part site_part;
static const struct store_part *const parts[] = {&site_part, NULL};
static char path[64], key[80];
static int64_t end;
static unsigned char end_hash[HASH_BYTES];

static struct store *opened(enum site_mode mode)
{
	struct err e = {0};
	struct store *s = NULL;

	assert_int_equal(site_open(path, mode, parts, 1000, &s, &e), 0);
	return s;
}

static int make(void **state)
{
	struct store *s;

	(void)state;
	snprintf(path, sizeof path, "/tmp/mimamori-tail-%d.db", (int)getpid());
	snprintf(key, sizeof key, "%s.key", path);
	unlink(path);
	unlink(key);
	s = opened(SITE_CREATE);
	assert_int_equal(journal_tail(s, &end, end_hash), 0);
	store_free(s);
	return 0;
}

static int away(void **state)
{
	(void)state;
	unlink(path);
	unlink(key);
	return 0;
}

static void write_one(enum site_mode mode)
{
	struct store *s = opened(mode);

	assert_int_equal(site_begin(s), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(journal_append(s, 2000, "setting-set", "c1",
						"{\"key\":\"name\",\"value\":\"a\"}", NULL),
				 0);
	assert_int_equal(site_commit(s), 0);
	store_free(s);
}

static void count_flaw(void *ctx, const struct flaw *f)
{
	(void)f;
	++*(int *)ctx;
}

static bool is_signed(int flaws_expected)
{
	struct store *s = opened(SITE_READ);
	struct verified told;
	int flaws = 0;

	assert_int_equal(site_verify(s, NULL, count_flaw, &flaws, &told), 0);
	assert_int_equal(flaws, flaws_expected);
	store_free(s);
	return told.is_signed;
}

static int sign(void)
{
	struct store *s = opened(SITE_WRITE);
	int r = journal_sign(s, end, end_hash);

	store_free(s);
	return r;
}

/* How often the key was opened since the last call. */
static int openings(int watch)
{
	char events[4096];
	int n = 0;

	for (ssize_t got; (got = read(watch, events, sizeof events)) > 0;)
		for (char *at = events; at < events + got;) {
			struct inotify_event e;

			memcpy(&e, at, sizeof e);
			n++;
			at += sizeof e + e.len;
		}
	return n;
}

static void a_process_without_the_key_never_opens_it(void **state)
{
	int watch = inotify_init1(IN_NONBLOCK);

	(void)state;
	assert_true(watch >= 0 && inotify_add_watch(watch, key, IN_OPEN) >= 0);
	write_one(SITE_UNSIGNED);
	assert_int_equal(openings(watch), 0);
	assert_false(is_signed(0));
	assert_int_equal(openings(watch), 0);
	assert_int_equal(sign(), 0);
	assert_int_equal(openings(watch), 1);
	assert_true(is_signed(0));
	assert_int_equal(sign(), 0); /* once is enough */
	close(watch);
}

static void what_is_written_next_signs(void **state)
{
	(void)state;
	write_one(SITE_UNSIGNED);
	assert_false(is_signed(0));
	write_one(SITE_WRITE);
	assert_true(is_signed(0));
}

static void without_the_key_nothing_is_signed(void **state)
{
	(void)state;
	write_one(SITE_UNSIGNED);
	unlink(key);
	assert_int_equal(sign(), 0);
	assert_false(is_signed(0));
}

static void change(const char *sql)
{
	struct store *s = opened(SITE_WRITE);

	assert_int_equal(sqlite3_exec(store_db(s), sql, NULL, NULL, NULL), SQLITE_OK);
	store_free(s);
}

/* Neither where the earlier events were exchanged nor where the later ones are not one chain. */
static void a_rewritten_journal_is_not_signed(void **state)
{
	static const char *const changes[] = {
		"UPDATE event SET hash = randomblob(32) WHERE seq = 1",
		"UPDATE event SET body = '{}' WHERE seq = 1",
		"UPDATE event SET body = '{\"key\":\"name\",\"value\":\"b\"}' WHERE seq = 3",
		"UPDATE event SET prev = randomblob(32) WHERE seq = 3",
		"UPDATE event SET at = 1 WHERE seq = 3",
		"UPDATE event SET seq = 9 WHERE seq = 4",
		"DELETE FROM event WHERE seq = 2",
		"DELETE FROM event",
	};

	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct store *s;

		away(NULL);
		make(NULL);
		write_one(SITE_UNSIGNED);
		change(changes[i]);
		if (sign() != -EBADMSG)
			fail_msg("signed although: %s (end %lld)", changes[i], (long long)end);
		s = opened(SITE_READ);
		assert_int_equal(journal_sign(s, end, end_hash), 0); /* no key: nothing to do */
		store_free(s);
	}
}

/* Events that are gone from the end leave a shorter chain: the end that was written tells of them. */
static void an_end_that_was_cut_is_not_signed_shorter(void **state)
{
	(void)state;
	write_one(SITE_UNSIGNED);
	change("DELETE FROM event WHERE seq >= 4");
	assert_int_equal(sign(), -EBADMSG);
	assert_false(is_signed(1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_process_without_the_key_never_opens_it, make, away),
		cmocka_unit_test_setup_teardown(what_is_written_next_signs, make, away),
		cmocka_unit_test_setup_teardown(without_the_key_nothing_is_signed, make, away),
		cmocka_unit_test_setup_teardown(a_rewritten_journal_is_not_signed, make, away),
		cmocka_unit_test_setup_teardown(an_end_that_was_cut_is_not_signed_shorter, make, away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
