#include "assess/kept.h"

#include <errno.h>

int kept_rows(struct store *s, const char *sql, const char *system, const char *sheet, size_t size,
	      kept_fn *fn, struct arena *a, struct kept_rows *ret)
{
	sqlite3_stmt *st = NULL;
	size_t room = 0;
	int r;

	*ret = (struct kept_rows){0};
	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, system, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, sheet, -1, SQLITE_STATIC);
	while ((r = sqlite3_step(st)) == SQLITE_ROW) {
		if (!ret->list) {
			room = (size_t)sqlite3_column_int64(st, sqlite3_column_count(st) - 1);
			ret->list = arena_get(a, room, size);
		}
		if (!ret->list || ret->count == room)
			break;
		fn(s, st, a, (char *)ret->list + ret->count++ * size);
	}
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : r == SQLITE_ROW ? -ENOMEM : -EIO;
}
