#include "assess/sql.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

static sqlite3_stmt *bound(struct store *s, const char *sql, const char *types, va_list values)
{
	sqlite3_stmt *st = NULL;
	const void *bytes;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		return NULL;
	for (int i = 1; *types; i++, types++)
		if (*types == 'i') {
			sqlite3_bind_int64(st, i, va_arg(values, int64_t));
		} else if (*types == 't') {
			sqlite3_bind_text(st, i, va_arg(values, const char *), -1, SQLITE_STATIC);
		} else {
			bytes = va_arg(values, const void *);
			sqlite3_bind_blob64(st, i, bytes, va_arg(values, size_t), SQLITE_STATIC);
		}
	return st;
}

sqlite3_stmt *sql_of(struct store *s, const char *sql, const char *types, ...)
{
	sqlite3_stmt *st;
	va_list values;

	va_start(values, types);
	st = bound(s, sql, types, values);
	va_end(values);
	return st;
}

int sql_run(struct store *s, const char *sql, const char *types, ...)
{
	sqlite3_stmt *st;
	va_list values;
	int r;

	va_start(values, types);
	st = bound(s, sql, types, values);
	va_end(values);
	while (st && (r = sqlite3_step(st)) == SQLITE_ROW)
		;
	r = st && sqlite3_reset(st) == SQLITE_OK ? 0 : -EIO;
	sqlite3_finalize(st);
	return r;
}

int64_t sql_number(struct store *s, int64_t otherwise, const char *sql, const char *types, ...)
{
	sqlite3_stmt *st;
	va_list values;
	int64_t v = otherwise;

	va_start(values, types);
	st = bound(s, sql, types, values);
	va_end(values);
	if (st && sqlite3_step(st) == SQLITE_ROW && sqlite3_column_type(st, 0) != SQLITE_NULL)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

char *sql_text(sqlite3_stmt *row, int column, char *buf, size_t room)
{
	const char *v = (const char *)sqlite3_column_text(row, column);

	snprintf(buf, room, "%s", v ? v : "");
	return buf;
}
