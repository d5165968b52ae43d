/* A model in memory that another connection of this process can read: what a run saw joins a site by SQL. The
 * memory file system of SQLite shares a database whose name begins with "/". */
#include "store/private.h"

#include <errno.h>
#include <stdlib.h>

#define NAME "file:/mimamori-run?vfs=memdb"

int store_shared(struct store **ret_store) { return store_model(NAME, true, ret_store); }
int store_period(struct store **ret_store) { return store_model(NAME, false, ret_store); }

int store_join(struct store *site)
{
	return store_run(site, "PRAGMA temp_store=MEMORY; ATTACH '" NAME "' AS run");
}

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
