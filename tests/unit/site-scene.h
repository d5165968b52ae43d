/* A site in a file of its own, for tests of what people record and decide. */
#ifndef MIMAMORI_SITE_SCENE_H
#define MIMAMORI_SITE_SCENE_H

#include "test.h"

#include "assess/contact.h"
#include "assess/writing.h"
#include "respond/parts.h"
#include "store/journal.h"
#include "store/site.h"
#include "store/verify.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char scene_path[80];
static struct store *site;
static bool scene_touched; /* rows were written past the journal */
static struct writing now = {1795910400000000, "local", "2026-11-29"};

static int scene_open(void **state)
{
	struct err e = {0};
	char side[100];

	(void)state;
	scene_touched = false;
	snprintf(scene_path, sizeof scene_path, "/tmp/mimamori-scene-%d.db", (int)getpid());
	for (const char *const *end = (const char *const[]){"", "-wal", "-shm", ".key", NULL}; *end; end++) {
		snprintf(side, sizeof side, "%s%s", scene_path, *end);
		unlink(side);
	}
	assert_int_equal(site_open(scene_path, SITE_CREATE, site_parts(), 1000, &site, &e), 0);
	return 0;
}

static void unwelcome(void *ctx, const struct flaw *f)
{
	(void)ctx;
	fail_msg("verify: %s %s %s %s", f->key, f->table, f->row, f->detail);
}

static int scene_close(void **state)
{
	struct verified told;

	char side[100];

	(void)state;
	/* Whatever a test did, the tables are what the journal rebuilds. */
	if (!scene_touched)
		assert_int_equal(site_verify(site, NULL, unwelcome, NULL, &told), 0);
	store_free(site);
	for (const char *const *end = (const char *const[]){"", "-wal", "-shm", ".key", NULL}; *end; end++) {
		snprintf(side, sizeof side, "%s%s", scene_path, *end);
		unlink(side);
	}
	return 0;
}

/* One text or number of SQL, valid until the next call. */
static __attribute__((unused)) const char *ask(const char *sql)
{
	static char answer[8192];
	sqlite3_stmt *st = NULL;

	answer[0] = '\0';
	assert_int_equal(sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL), SQLITE_OK);
	if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0))
		snprintf(answer, sizeof answer, "%s", (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return answer;
}

static __attribute__((unused)) void run_sql(const char *sql)
{
	scene_touched = true;
	assert_int_equal(sqlite3_exec(store_db(site), sql, NULL, NULL, NULL), SQLITE_OK);
}

static __attribute__((unused)) int64_t person(const char *name, const char *side)
{
	struct contact c = {0};
	struct err e = {0};

	assert_int_equal(contact_set(&c, "name", name, &e), 0);
	assert_int_equal(contact_set(&c, "side", side, &e), 0);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(contact_add(site, &c, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	return c.id;
}

#endif
