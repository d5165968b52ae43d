/* A model in memory that another connection of this process can read: what a run saw joins a site by SQL. The
 * memory file system of SQLite shares a database whose name begins with "/". */
#include "store/private.h"
#include "store/script.h"

#include <errno.h>
#include <stdlib.h>

#define NAME "file:/mimamori-run?vfs=memdb"

int store_shared(struct store **ret_store) { return store_model(NAME, true, ret_store); }
int store_period(struct store **ret_store) { return store_model(NAME, false, ret_store); }

/* Attached it stays: whoever comes or goes has every statement that is kept (script.h) compiled anew. */
int store_join(struct store *site)
{
	return sqlite3_db_filename(site->db, "run")
		       ? 0
		       : store_run(site, "PRAGMA temp_store=MEMORY; ATTACH '" NAME "' AS run");
}

enum { LARGE = 1024 }; /* pages of 16 kB: the memory of a run that long is given back */

static int empty_all(struct store *run)
{
	sqlite3_stmt *st =
		store_kept(run, "SELECT 'DELETE FROM ' || name FROM sqlite_schema WHERE type = 'table'");
	int r = st ? 0 : -EIO;

	while (r == 0 && sqlite3_step(st) == SQLITE_ROW)
		r = store_script(run, (const char *)sqlite3_column_text(st, 0));
	store_give_back(st);
	return r;
}

bool store_clear(struct store *run)
{
	bool done;

	if (store_kept_number(run, "PRAGMA page_count", LARGE + 1) > LARGE || store_run(run, "BEGIN") < 0)
		return false;
	done = empty_all(run) == 0 && store_run(run, "COMMIT") == 0;
	if (!done)
		store_run(run, "ROLLBACK");
	return done;
}

void store_part(struct store *site) { store_run(site, "DETACH run"); }

int store_empty(struct store **ret_store)
{
	struct store *s = calloc(1, sizeof *s);

	if (!s)
		return -ENOMEM;
	if (sqlite3_open(":memory:", &s->db) != SQLITE_OK || store_run(s, "PRAGMA temp_store=MEMORY") < 0) {
		store_free(s);
		return -ENOMEM;
	}
	*ret_store = s;
	return 0;
}
