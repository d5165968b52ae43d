/* A merge and the row of table device itself, and the tables that only name it: the scripts stand beside. */
#include "inventory/keep_parts.h"

#include <errno.h>

extern const char keep_device_sql[], keep_device_undo_sql[];

/* ?1 the merge, ?2 gone, ?3 into. */
static int script(const struct merging *m, const char *sql)
{
	const int64_t numbers[] = {m->merge, m->gone, m->into};

	while (*sql) {
		sqlite3_stmt *st = NULL;
		int r = sqlite3_prepare_v2(m->db, sql, -1, &st, &sql);

		if (r == SQLITE_OK && !st)
			continue;
		for (int i = 0; r == SQLITE_OK && i < sqlite3_bind_parameter_count(st); i++)
			r = sqlite3_bind_int64(st, i + 1, numbers[i]);
		if (r == SQLITE_OK)
			r = sqlite3_step(st);
		sqlite3_finalize(st);
		if (r != SQLITE_DONE)
			return -EIO;
	}
	return 0;
}

int keep_join_device(const struct merging *m) { return script(m, keep_device_sql); }
int keep_undo_device(const struct merging *m) { return script(m, keep_device_undo_sql); }
