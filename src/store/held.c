#include "store/held-own.h"

#include "base/hash.h"
#include "store/private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 256 << 10, FIRST_ROOM = 256 };

/* --- texts */

static char *chunk_more(struct held *h, size_t room)
{
	char *chunk = malloc(room);

	if (!chunk)
		return NULL;
	memcpy(chunk, &h->chunk, sizeof h->chunk);
	h->chunk = chunk;
	h->chunk_used = sizeof h->chunk;
	return chunk;
}

/* A copy that lives as long as the table. */
static const char *text_copy(struct held *h, const char *text, size_t n)
{
	char *to;

	if (n + sizeof h->chunk > CHUNK) {
		h->error = -EINVAL;
		return NULL;
	}
	if ((!h->chunk || h->chunk_used + n > CHUNK) && !chunk_more(h, CHUNK)) {
		h->error = -ENOMEM;
		return NULL;
	}
	to = h->chunk + h->chunk_used;
	memcpy(to, text, n);
	h->chunk_used += n;
	return to;
}

static const char *text_kept(struct held *h, struct held_column *c, const char *text, size_t n)
{
	size_t place = (size_t)(hash_bytes(text, n, 0) & (HELD_WORDS - 1));
	struct held_word *w = &c->words[place];

	if (!w->copy || w->n != n || memcmp(w->copy, text, n) != 0) {
		w->copy = text_copy(h, text, n);
		w->n = (uint32_t)n;
	}
	return w->copy;
}

/* --- rows */

static bool column_grow(struct held_column *c, uint32_t room)
{
	int64_t *more = realloc(c->integer, room * sizeof *more);
	uint32_t *lengths;

	if (!more)
		return false;
	c->integer = more; /* values of each type are of one size */
	if (c->type != HELD_TEXT)
		return true;
	lengths = realloc(c->length, room * sizeof *lengths);
	if (lengths)
		c->length = lengths;
	return lengths != NULL;
}

static void grow(struct held *h)
{
	uint32_t room = h->room ? h->room + h->room / 2 : FIRST_ROOM;

	for (unsigned i = 0; i < h->columns; i++)
		if (!column_grow(&h->column[i], room)) {
			h->error = -ENOMEM;
			return;
		}
	h->room = room;
}

/* The column whose value comes next, or NULL when none can be taken. */
static inline struct held_column *next_column(struct held *h)
{
	if (h->rows == h->room && !h->error)
		grow(h);
	if (h->at >= h->columns && !h->error)
		h->error = -EINVAL;
	return h->error ? NULL : &h->column[h->at++];
}

void held_int(struct held *h, int64_t v)
{
	struct held_column *c = next_column(h);

	if (c && c->type == HELD_INT && v != INT64_MIN)
		c->integer[h->rows] = v;
	else if (c && c->type == HELD_REAL)
		c->real[h->rows] = (double)v;
	else if (c)
		h->error = -EINVAL;
}

void held_real(struct held *h, double v)
{
	struct held_column *c = next_column(h);

	if (c && c->type == HELD_REAL)
		c->real[h->rows] = v;
	else if (c)
		h->error = -EINVAL;
}

void held_null(struct held *h)
{
	struct held_column *c = next_column(h);

	if (!c)
		return;
	if (c->type == HELD_INT)
		c->integer[h->rows] = INT64_MIN;
	else if (c->type == HELD_REAL)
		c->real[h->rows] = __builtin_nan(""); /* which is NULL to SQLite, too */
	else
		c->text[h->rows] = NULL;
}

void held_text(struct held *h, const char *text, size_t n)
{
	struct held_column *c = next_column(h);

	if (!c)
		return;
	if (c->type != HELD_TEXT) {
		h->error = -EINVAL;
		return;
	}
	c->text[h->rows] = text_kept(h, c, text, n);
	c->length[h->rows] = (uint32_t)n;
}

/* A row that comes after a question. */
static void indexes_forget(struct held *h)
{
	for (unsigned i = 0; i < h->columns; i++) {
		held_index_free(h->column[i].index);
		h->column[i].index = NULL;
	}
	h->asked = false;
}

void held_next(struct held *h)
{
	if (h->at != h->columns && !h->error)
		h->error = -EINVAL;
	h->at = 0;
	if (h->asked)
		indexes_forget(h);
	if (!h->error)
		h->rows++;
}

void held_empty(struct held *h)
{
	indexes_forget(h);
	h->rows = 0;
}

int held_end(const struct held *h) { return h->error; }
unsigned held_columns(const struct held *h) { return h->columns; }
uint32_t held_rows(const struct held *h) { return h->rows; }

/* --- which tables */

/* The long ones of a model. */
static const char *const long_tables[] = {"device",        "address",         "fact",           "service",
					  "flow",          "command",         "operation",      "point",
					  "outside",       "outside_address", "outside_name",   "login",
					  "finding_about", "finding_item",    "finding_packet", NULL},
			 *const brief_tables[] = {"finding", NULL};

static enum held_type type_named(const char *declared)
{
	if (strcmp(declared, "TEXT") == 0)
		return HELD_TEXT;
	return strcmp(declared, "REAL") == 0 ? HELD_REAL : HELD_INT;
}

static int column_of(struct held *h, sqlite3_stmt *st)
{
	struct held_column *more = realloc(h->column, (h->columns + 1) * sizeof *more), *c;

	if (!more)
		return -ENOMEM;
	h->column = more;
	c = &more[h->columns];
	*c = (struct held_column){.type = type_named((const char *)sqlite3_column_text(st, 1)),
				  .key = sqlite3_column_int(st, 2) != 0};
	if (sqlite3_snprintf(sizeof c->name, c->name, "%s", sqlite3_column_text(st, 0)) == NULL)
		return -ENOMEM;
	if (c->type == HELD_TEXT && !(c->words = calloc(HELD_WORDS, sizeof *c->words)))
		return -ENOMEM;
	h->columns++;
	return 0;
}

static int columns_of(struct held *h, sqlite3 *db)
{
	sqlite3_stmt *st = NULL;
	int r = sqlite3_prepare_v2(db, "SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid", -1,
				   &st, NULL);

	if (r == SQLITE_OK)
		r = sqlite3_bind_text(st, 1, h->name, -1, SQLITE_STATIC);
	while (r == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
		r = column_of(h, st);
	sqlite3_finalize(st);
	return r == SQLITE_OK && h->columns ? 0 : -EIO;
}

static int hold(struct store *s, const char *table)
{
	struct held *h = calloc(1, sizeof *h);
	char sql[160];
	int r;

	if (!h)
		return -ENOMEM;
	h->next = s->held;
	s->held = h;
	sqlite3_snprintf(sizeof h->name, h->name, "%s", table);
	r = columns_of(h, s->db);
	sqlite3_snprintf(sizeof sql, sql, "DROP TABLE %s; CREATE VIRTUAL TABLE %s USING held", table, table);
	return r < 0 ? r : store_run(s, sql);
}

static int hold_all(struct store *s, const char *const *tables)
{
	int r = 0;

	for (; *tables && r == 0; tables++)
		r = hold(s, *tables);
	return r;
}

int store_hold(struct store *s, bool brief)
{
	int r = held_module(s->db, &s->held);

	if (r == 0)
		r = hold_all(s, long_tables);
	return r == 0 && brief ? hold_all(s, brief_tables) : r;
}

struct held *store_held(struct store *s, const char *table)
{
	struct held *h = s->held;

	while (h && strcmp(h->name, table) != 0)
		h = h->next;
	return h;
}

static void column_clear(struct held_column *c)
{
	held_index_free(c->index);
	free(c->integer);
	free(c->length);
	free(c->words);
}

void held_free(struct held *all)
{
	while (all) {
		struct held *h = all;

		all = h->next;
		for (unsigned i = 0; i < h->columns; i++)
			column_clear(&h->column[i]);
		while (h->chunk) {
			char *before;

			memcpy(&before, h->chunk, sizeof before);
			free(h->chunk);
			h->chunk = before;
		}
		free(h->column);
		free(h);
	}
}
