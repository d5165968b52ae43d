#include "inventory/rows.h"

#include "store/script.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 32, SHORT_TABLE = 4 * ROWS_TOGETHER }; /* rows after which the long statement pays */

/* Room for the texts of a row whose columns are all texts of the longest kind, and for the rows before it. */
enum { ROW_ROOM = COLUMNS_MAX * TEXT_ROOM, TEXTS_ROOM = 2 * ROW_ROOM };

/* Kept with the store: a run of a watched site is written anew every few seconds. */
static sqlite3_stmt *prepare(struct rows *r, int rows)
{
	char sql[64 + ROWS_TOGETHER * (2 * COLUMNS_MAX + 4)];
	sqlite3_stmt *st;
	int n = snprintf(sql, 64, "INSERT INTO %.40s VALUES", r->table);

	for (int i = 0; i < rows; i++) {
		for (int c = 0; c < r->columns; c++) {
			sql[n++] = c ? ',' : '(';
			sql[n++] = '?';
		}
		sql[n++] = ')';
		sql[n++] = ',';
	}
	sql[n - 1] = '\0';
	st = store_kept(r->store, sql);
	if (!st && !r->error)
		r->error = -EIO;
	return st;
}

/* Room for one text at a time is enough. */
static int hold(struct rows *r)
{
	if (held_columns(r->held) != (unsigned)r->columns)
		return r->error = -EINVAL;
	r->text = malloc(ROW_ROOM);
	return r->error = r->text ? 0 : -ENOMEM;
}

int rows_begin(struct rows *r, struct store *s, const char *table, int columns)
{
	*r = (struct rows){.store = s, .table = table, .columns = columns};
	if (columns > COLUMNS_MAX)
		return r->error = -EINVAL;
	r->held = store_held(s, table);
	if (r->held)
		return hold(r);
	r->cells = calloc((size_t)(2 * ROWS_TOGETHER * columns), sizeof *r->cells);
	r->bound = r->cells + ROWS_TOGETHER * columns;
	r->text = malloc(TEXTS_ROOM);
	if (!r->cells || !r->text)
		r->error = -ENOMEM;
	else
		r->one = prepare(r, 1);
	if (r->error)
		rows_end(r);
	return r->error;
}

static int bind(sqlite3_stmt *st, int i, const struct cell *c)
{
	switch (c->type) {
	case SQLITE_INTEGER:
		return sqlite3_bind_int64(st, i, c->integer);
	case SQLITE_TEXT:
		return sqlite3_bind_text(st, i, c->text, c->n, SQLITE_STATIC);
	case SQLITE_FLOAT:
		return sqlite3_bind_double(st, i, c->real);
	default:
		return sqlite3_bind_null(st, i);
	}
}

/* The same as bound is bound: the half of a model's values that is the same in row after row. Of a text it is
 * enough that it lies at the same place, SQLite reads it there. */
static bool is_bound(const struct cell *a, const struct cell *b)
{
	if (a->type != b->type || a->type == SQLITE_FLOAT)
		return false;
	return a->type == SQLITE_TEXT ? a->text == b->text && a->n == b->n
				      : a->type == SQLITE_NULL || a->integer == b->integer;
}

static void insert(struct rows *r, sqlite3_stmt *st, const struct cell *c, int count, struct cell *bound)
{
	int code = SQLITE_OK;

	for (int i = 0; i < count && code == SQLITE_OK; i++) {
		if (bound && is_bound(&bound[i], &c[i]))
			continue;
		code = bind(st, i + 1, &c[i]);
		if (bound)
			bound[i] = c[i];
	}
	if (code == SQLITE_OK && sqlite3_step(st) != SQLITE_DONE)
		code = SQLITE_ERROR;
	sqlite3_reset(st);
	if (code != SQLITE_OK && !r->error)
		r->error = -EIO;
}

static void flush(struct rows *r)
{
	if (!r->together && r->count > SHORT_TABLE && !r->error)
		r->together = prepare(r, ROWS_TOGETHER);
	if (r->together && r->waiting == ROWS_TOGETHER)
		insert(r, r->together, r->cells, ROWS_TOGETHER * r->columns, r->bound);
	else
		for (int i = 0; i < r->waiting; i++)
			insert(r, r->one, r->cells + i * r->columns, r->columns, NULL);
	r->waiting = 0;
	r->used = 0;
}

/* The next value's cell; past the last column it is the last one's, and rows_next() says so. */
static struct cell *cell(struct rows *r, int type)
{
	int column = r->column < r->columns ? r->column : r->columns - 1;
	struct cell *c = &r->cells[r->waiting * r->columns + column];

	r->column++;
	c->type = type;
	return c;
}

void rows_int(struct rows *r, int64_t v)
{
	if (r->held)
		held_int(r->held, v);
	else
		cell(r, SQLITE_INTEGER)->integer = v;
}

void rows_real(struct rows *r, double v)
{
	if (r->held)
		held_real(r->held, v);
	else
		cell(r, SQLITE_FLOAT)->real = v;
}

void rows_null(struct rows *r)
{
	if (r->held)
		held_null(r->held);
	else
		cell(r, SQLITE_NULL);
}

void rows_id(struct rows *r, uint32_t id)
{
	if (id)
		rows_int(r, id);
	else
		rows_null(r);
}

static void text_at(struct rows *r, const char *s, int n)
{
	struct cell *c;

	if (r->held) {
		held_text(r->held, s, (size_t)n);
		return;
	}
	c = cell(r, SQLITE_TEXT);
	c->text = s;
	c->n = n;
}

void rows_word(struct rows *r, const char *s)
{
	if (s)
		text_at(r, s, (int)strlen(s));
	else
		rows_null(r);
}

void rows_str(struct rows *r, const char *s) { rows_word(r, s && *s ? s : NULL); }

/* The n bytes just written behind what is used are the next value. */
static void keep_text(struct rows *r, size_t n)
{
	text_at(r, r->text + r->used, (int)n);
	if (!r->held && r->column <= r->columns)
		r->used += n;
}

void rows_name(struct rows *r, struct text raw) { keep_text(r, text_clean_name(raw, r->text + r->used)); }

void rows_text(struct rows *r, struct text raw) { keep_text(r, text_clean(raw, r->text + r->used)); }

void rows_text_or_null(struct rows *r, const char *s)
{
	if (s && *s)
		rows_text(r, text_z(s));
	else
		rows_null(r);
}

void rows_copy(struct rows *r, const char *s)
{
	size_t n = s ? strlen(s) : 0;

	if (!s) {
		rows_null(r);
		return;
	}
	n = n < TEXT_MAX ? n : TEXT_MAX;
	memcpy(r->text + r->used, s, n);
	keep_text(r, n);
}

void rows_mac(struct rows *r, struct mac m)
{
	if (mac_is_none(m))
		rows_null(r);
	else
		keep_text(r, strlen(mac_text(m, r->text + r->used)));
}

void rows_ip(struct rows *r, struct ip ip)
{
	if (ip_is_none(ip))
		rows_null(r);
	else
		keep_text(r, strlen(ip_text(ip, r->text + r->used)));
}

void rows_packet(struct rows *r, struct packet p) { rows_int(r, store_packet(p.file, p.n)); }

void rows_next(struct rows *r)
{
	if (r->held) {
		held_next(r->held);
		r->count++;
		return;
	}
	if (r->column != r->columns && !r->error)
		r->error = -EIO;
	r->column = 0;
	r->count++;
	if (++r->waiting == ROWS_TOGETHER || r->used > TEXTS_ROOM - ROW_ROOM)
		flush(r);
}

int rows_end(struct rows *r)
{
	if (r->one)
		flush(r);
	if (r->held && !r->error)
		r->error = held_end(r->held);
	store_give_back(r->one);
	store_give_back(r->together);
	free(r->cells);
	free(r->text);
	r->one = r->together = NULL;
	r->cells = NULL;
	r->text = NULL;
	return r->error;
}
