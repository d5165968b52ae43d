#include "report/scan.h"

#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void scan_open(struct scan *s, struct store *store, const char *sql)
{
	*s = (struct scan){0};
	if (sqlite3_prepare_v2(store_db(store), sql, -1, &s->rows, NULL) != SQLITE_OK) {
		s->error = -EIO;
		return;
	}
	scan_next(s);
}

/* Is the column rising in the order in which the rows lie? Costs a tenth of sorting. */
static bool rising(struct store *store, const char *table, int key_length, const char *columns)
{
	char sql[160];
	struct scan s;
	int64_t last = INT64_MIN;
	bool yes = true;

	snprintf(sql, sizeof sql, "SELECT %.*s FROM %s NOT INDEXED", key_length, columns, table);
	for (scan_open(&s, store, sql); s.more && yes; scan_next(&s)) {
		yes = s.key >= last;
		last = s.key;
	}
	return scan_close(&s) == 0 && yes;
}

void scan_open_keyed(struct scan *s, struct store *store, const char *table, const char *columns,
		     const char *where)
{
	char sql[512];
	int key = (int)strcspn(columns, ",");

	if (rising(store, table, key, columns))
		snprintf(sql, sizeof sql, "SELECT %s FROM %s NOT INDEXED%s ORDER BY rowid", columns, table,
			 where);
	else
		snprintf(sql, sizeof sql, "SELECT %s FROM %s%s ORDER BY %.*s, rowid", columns, table, where,
			 key, columns);
	scan_open(s, store, sql);
}

void scan_next(struct scan *s)
{
	int r = sqlite3_step(s->rows);

	s->more = r == SQLITE_ROW;
	if (s->more)
		s->key = sqlite3_column_int64(s->rows, 0);
	else if (r != SQLITE_DONE)
		s->error = -EIO;
}

bool scan_at(struct scan *s, int64_t key)
{
	while (s->more && s->key < key)
		scan_next(s);
	return s->more && s->key == key;
}

int scan_close(struct scan *s)
{
	sqlite3_finalize(s->rows);
	s->rows = NULL;
	s->more = false;
	return s->error;
}

int64_t scan_int(const struct scan *s, int column) { return sqlite3_column_int64(s->rows, column); }
bool scan_null(const struct scan *s, int column)
{
	return sqlite3_column_type(s->rows, column) == SQLITE_NULL;
}
int64_t scan_int_or(const struct scan *s, int column, int64_t none)
{
	return scan_null(s, column) ? none : scan_int(s, column);
}

/* The model's texts were cleaned when they were kept; this is the second lock on the same door, for a model
 * made by others. */
static const char *cleaned(const char *raw, size_t *n)
{
	static char rooms[4][TEXT_ROOM];
	static unsigned turn;
	char *room = rooms[turn++ % 4];

	*n = text_clean(text_of(raw, *n), room);
	return room;
}

const char *scan_text(const struct scan *s, int column, size_t *ret_n)
{
	const char *t = (const char *)sqlite3_column_text(s->rows, column);

	if (!t)
		return NULL;
	*ret_n = (size_t)sqlite3_column_bytes(s->rows, column);
	if (*ret_n <= TEXT_MAX && text_is_plain(text_of(t, *ret_n)))
		return t;
	return cleaned(t, ret_n);
}

const char *scan_str(const struct scan *s, int column)
{
	size_t n;

	return scan_text(s, column, &n);
}

const char *scan_sentence(const struct scan *s, int column)
{
	return (const char *)sqlite3_column_text(s->rows, column);
}

int64_t scan_one(struct store *store, const char *sql, int64_t none)
{
	struct scan s;
	int64_t v;

	scan_open(&s, store, sql);
	v = s.more && !scan_null(&s, 0) ? s.key : none;
	scan_close(&s);
	return v;
}
