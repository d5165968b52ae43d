#include "store/compare.h"

#include <stdio.h>
#include <string.h>

void side_open(struct side *r, struct store *s, const char *sql)
{
	*r = (struct side){.at = store_prepare(s, sql)};
	if (r->at)
		side_next(r);
	else
		r->error = -1;
}

void side_next(struct side *r)
{
	int step = sqlite3_step(r->at);

	r->more = step == SQLITE_ROW;
	if (step != SQLITE_ROW && step != SQLITE_DONE)
		r->error = store_code(step);
}

int side_close(struct side *r)
{
	sqlite3_finalize(r->at);
	return r->error;
}

const char *side_text(const struct side *r, int column)
{
	const char *s = (const char *)sqlite3_column_text(r->at, column);

	return s ? s : "";
}

/* As SQLite sorts: NULL, numbers, texts, blobs; texts byte by byte. */
static int rank(int type)
{
	return type == SQLITE_NULL ? 0 : type == SQLITE_TEXT ? 2 : type == SQLITE_BLOB ? 3 : 1;
}

static int order_bytes(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
	const void *x = sqlite3_column_blob(a, column), *y = sqlite3_column_blob(b, column);
	int n = sqlite3_column_bytes(a, column), m = sqlite3_column_bytes(b, column), least = n < m ? n : m;
	int order = least ? memcmp(x, y, (size_t)least) : 0;

	return order ? order : n - m;
}

static int order(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
	int type = sqlite3_column_type(a, column), other = sqlite3_column_type(b, column);

	if (rank(type) != rank(other))
		return rank(type) - rank(other);
	if (type == SQLITE_INTEGER && other == SQLITE_INTEGER) {
		int64_t x = sqlite3_column_int64(a, column), y = sqlite3_column_int64(b, column);

		return (x > y) - (x < y);
	}
	if (rank(type) == 1) {
		double x = sqlite3_column_double(a, column), y = sqlite3_column_double(b, column);

		return (x > y) - (x < y);
	}
	return type == SQLITE_NULL ? 0 : order_bytes(a, b, column);
}

int side_order(const struct side *a, const struct side *b, int columns)
{
	if (!a->more || !b->more)
		return b->more - a->more;
	for (int i = 0; i < columns; i++) {
		int o = order(a->at, b->at, i);

		if (o)
			return o;
	}
	return 0;
}

/* The first column from `from` on that differs, or -1. */
static int difference(const struct side *a, const struct side *b, int from)
{
	for (int i = from; i < sqlite3_column_count(a->at); i++)
		if (sqlite3_column_type(a->at, i) != sqlite3_column_type(b->at, i) ||
		    order(a->at, b->at, i) != 0)
			return i;
	return -1;
}

bool side_same(const struct side *a, const struct side *b, int from) { return difference(a, b, from) < 0; }

/* "id=3, item=32-3" of the key columns, for people. */
static void key_of(const struct side *r, int keys, char *buf, size_t room)
{
	size_t n = 0;

	*buf = '\0';
	for (int i = 0; i < keys && n + 1 < room; i++)
		n += (size_t)snprintf(buf + n, room - n, "%s%s=%s", i ? ", " : "",
				      sqlite3_column_name(r->at, i), side_text(r, i));
}

static void tell(struct verify *v, const char *key, const char *table, const struct side *r, int keys,
		 const char *column)
{
	char row[200];

	key_of(r, keys, row, sizeof row);
	verify_flaw(v, key, 0, table, row, column);
}

static void compare_row(struct verify *v, const char *table, const struct side *file,
			const struct side *again, int keys, unsigned *flaws)
{
	int o = side_order(file, again, keys), column = o ? -1 : difference(file, again, keys);

	if (o == 0 && column < 0)
		return;
	++*flaws;
	if (o < 0)
		tell(v, "row-extra", table, file, keys, "");
	else if (o > 0)
		tell(v, "row-missing", table, again, keys, "");
	else
		tell(v, "row-differs", table, file, keys, sqlite3_column_name(file->at, column));
}

static int key_columns(struct store *s, const struct covered *c)
{
	sqlite3_stmt *st;
	char sql[256];
	int n;

	snprintf(sql, sizeof sql, "SELECT %s FROM %s LIMIT 0", c->by, c->table);
	st = store_prepare(s, sql);
	n = st ? sqlite3_column_count(st) : 0;
	sqlite3_finalize(st);
	return n;
}

void compare_table(struct verify *v, const struct covered *c)
{
	int keys = key_columns(v->again, c);
	struct side file, again;
	unsigned flaws = 0;
	char sql[768];

	snprintf(sql, sizeof sql, "SELECT %s, %s FROM %s ORDER BY %s", c->by, c->columns, c->table, c->by);
	side_open(&file, v->file, sql);
	side_open(&again, v->again, sql);
	while ((file.more || again.more) && flaws < FLAWS_OF_A_TABLE && !file.error) {
		int o = side_order(&file, &again, keys);

		compare_row(v, c->table, &file, &again, keys, &flaws);
		if (o <= 0)
			side_next(&file);
		if (o >= 0)
			side_next(&again);
	}
	if (side_close(&file) < 0)
		verify_flaw(v, "page", 0, c->table, "", sqlite3_errmsg(v->file->db));
	if (side_close(&again) < 0)
		verify_flaw(v, "cannot-apply", 0, c->table, "", store_error(v->again));
}
