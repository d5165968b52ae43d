/* A held table as SQLite reads it (its Virtual Table Mechanism): all rows in their order, or
 * those with a value of one column, and of these the ones that fulfil the other conditions. */
#include "store/held-own.h"

#include "store/private.h"

#include <stdlib.h>
#include <string.h>

/* Conditions that are looked at here: as many as a question of ours has, and some. idxStr says them, a character for the
 * column and one for the operator each, in the order of the values; idxNum 1: rows are found by the first one's index. */
enum { CONDITIONS = 12, FIRST_CHARACTER = 32 };

/* column = value, and so on; the value as a column of its type takes it. */
struct condition {
	const struct held_column *column;
	int op;
	int64_t integer;
	const char *text;
	size_t n;
};

struct table {
	sqlite3_vtab base;
	struct held *held;
};

struct cursor {
	sqlite3_vtab_cursor base;
	struct held *held;
	const uint32_t *row; /* NULL: all of them */
	uint32_t at, end;
	unsigned conditions;
	struct condition condition[CONDITIONS]; /* what a row has to fulfil besides */
	char *kept;                             /* their texts: SQLite's values last as long as filter() */
	size_t kept_n, kept_room;
};

static struct held *held_of(sqlite3_vtab *t) { return ((struct table *)t)->held; }

/* --- what it looks like */

static int declare(sqlite3 *db, const struct held *h)
{
	static const char *const types[] = {"INTEGER", "REAL", "TEXT"};
	char sql[2048];
	int n = (int)strlen(sqlite3_snprintf(sizeof sql, sql, "CREATE TABLE held("));

	for (unsigned i = 0; i < h->columns && n < (int)sizeof sql - 100; i++) {
		sqlite3_snprintf((int)sizeof sql - n, sql + n, "%s%s %s", i ? "," : "", h->column[i].name,
				 types[h->column[i].type]);
		n += (int)strlen(sql + n);
	}
	sqlite3_snprintf((int)sizeof sql - n, sql + n, ")");
	return sqlite3_declare_vtab(db, sql);
}

static int connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **ret,
		   char **error)
{
	struct held *const *all = aux, *h = *all;
	struct table *t;
	int code;

	(void)argc, (void)error;
	while (h && strcmp(h->name, argv[2]) != 0)
		h = h->next;
	if (!h)
		return SQLITE_ERROR;
	code = declare(db, h);
	if (code == SQLITE_OK)
		code = sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS); /* views of ours read it */
	if (code != SQLITE_OK)
		return code;
	t = calloc(1, sizeof *t);
	if (!t)
		return SQLITE_NOMEM;
	t->held = h;
	*ret = &t->base;
	return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *t)
{
	free(t);
	return SQLITE_OK;
}

/* --- which conditions are looked at here */

/* Whether text is compared byte by byte. */
static bool is_exact(sqlite3_index_info *x, int i)
{
	return sqlite3_stricmp(sqlite3_vtab_collation(x, i), "BINARY") == 0;
}

static bool is_looked_at(const struct held *h, sqlite3_index_info *x, int i)
{
	int column = x->aConstraint[i].iColumn;

	if (!x->aConstraint[i].usable || column < 0 || h->column[column].type == HELD_REAL)
		return false;
	switch (x->aConstraint[i].op) {
	case SQLITE_INDEX_CONSTRAINT_EQ:
	case SQLITE_INDEX_CONSTRAINT_NE:
		return h->column[column].type == HELD_INT || is_exact(x, i);
	case SQLITE_INDEX_CONSTRAINT_GT:
	case SQLITE_INDEX_CONSTRAINT_GE:
	case SQLITE_INDEX_CONSTRAINT_LT:
	case SQLITE_INDEX_CONSTRAINT_LE:
		return h->column[column].type == HELD_INT;
	case SQLITE_INDEX_CONSTRAINT_ISNULL:
	case SQLITE_INDEX_CONSTRAINT_ISNOTNULL:
		return true;
	}
	return false;
}

/* The equality by which the fewest rows are found, or -1. */
static int best_equality(const struct held *h, sqlite3_index_info *x, double *ret_rows)
{
	int best = -1;

	for (int i = 0; i < x->nConstraint; i++) {
		double rows;

		if (x->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ || !is_looked_at(h, x, i))
			continue;
		rows = held_rows_of_value(h, (unsigned)x->aConstraint[i].iColumn);
		if (best >= 0 && rows >= *ret_rows)
			continue;
		best = i;
		*ret_rows = rows;
	}
	return best;
}

struct plan {
	char *text;
	int conditions;
	double rows; /* that are left, about */
};

static void use(struct plan *p, const struct held *h, sqlite3_index_info *x, int i)
{
	int column = x->aConstraint[i].iColumn, op = x->aConstraint[i].op;
	bool is_equality = op == SQLITE_INDEX_CONSTRAINT_EQ;

	p->text[2 * p->conditions] = (char)(FIRST_CHARACTER + column);
	p->text[2 * p->conditions + 1] = (char)op;
	p->text[2 * p->conditions + 2] = '\0';
	x->aConstraintUsage[i].argvIndex = ++p->conditions;
	x->aConstraintUsage[i].omit = is_equality;
	if (is_equality)
		p->rows *= held_rows_of_value(h, (unsigned)column) / (h->rows + 1.0);
	else
		p->rows *= 0.7;
}

/* Of IN each value is asked for by itself: good where rows are found, and for nothing else. */
static int best_index(sqlite3_vtab *t, sqlite3_index_info *x)
{
	const struct held *h = held_of(t);
	struct plan p = {.text = sqlite3_malloc(2 * CONDITIONS + 1), .rows = h->rows};
	double found = h->rows;
	int first = best_equality(h, x, &found);

	if (!p.text)
		return SQLITE_NOMEM;
	*p.text = '\0';
	x->idxNum = first >= 0 && found * 4 < h->rows + 8;
	if (x->idxNum)
		use(&p, h, x, first);
	for (int i = 0; i < x->nConstraint && p.conditions < CONDITIONS; i++)
		if ((i != first || !x->idxNum) && is_looked_at(h, x, i) && !sqlite3_vtab_in(x, i, -1))
			use(&p, h, x, i);
	x->idxStr = p.text;
	x->needToFreeIdxStr = 1;
	if (first >= 0 && h->column[x->aConstraint[first].iColumn].key)
		x->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
	x->estimatedRows = (sqlite3_int64)p.rows + 1;
	x->estimatedCost = 4 + (x->idxNum ? found : h->rows) * 0.2 + p.rows;
	return SQLITE_OK;
}

/* --- which rows */

static int open_cursor(sqlite3_vtab *t, sqlite3_vtab_cursor **ret)
{
	struct cursor *c = calloc(1, sizeof *c);

	if (!c)
		return SQLITE_NOMEM;
	c->held = held_of(t);
	*ret = &c->base;
	return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
	free(((struct cursor *)base)->kept);
	free(base);
	return SQLITE_OK;
}

static bool holds_integer(const struct condition *c, int64_t v)
{
	switch (c->op) {
	case SQLITE_INDEX_CONSTRAINT_EQ:
		return v == c->integer;
	case SQLITE_INDEX_CONSTRAINT_NE:
		return v != c->integer;
	case SQLITE_INDEX_CONSTRAINT_GT:
		return v > c->integer;
	case SQLITE_INDEX_CONSTRAINT_GE:
		return v >= c->integer;
	case SQLITE_INDEX_CONSTRAINT_LT:
		return v < c->integer;
	default:
		return v <= c->integer;
	}
}

static bool holds_text(const struct condition *c, const char *text, size_t n)
{
	bool same = n == c->n && memcmp(text, c->text, n) == 0;

	return same == (c->op == SQLITE_INDEX_CONSTRAINT_EQ);
}

static bool holds(const struct condition *c, uint32_t row)
{
	bool is_text = c->column->type == HELD_TEXT;
	bool null = is_text ? c->column->text[row] == NULL : c->column->integer[row] == INT64_MIN;

	if (c->op == SQLITE_INDEX_CONSTRAINT_ISNULL)
		return null;
	if (null || c->op == SQLITE_INDEX_CONSTRAINT_ISNOTNULL)
		return !null;
	return is_text ? holds_text(c, c->column->text[row], c->column->length[row])
		       : holds_integer(c, c->column->integer[row]);
}

static uint32_t row_at(const struct cursor *c) { return c->row ? c->row[c->at] : c->at; }

static _Thread_local uint64_t looked;

uint64_t held_looked(void) { return looked; }

/* To the next row that fulfils all, from this one on. */
static void pass(struct cursor *c)
{
	uint32_t from = c->at;

	for (; c->at < c->end; c->at++) {
		unsigned i = 0;

		while (i < c->conditions && holds(&c->condition[i], row_at(c)))
			i++;
		if (i == c->conditions)
			break;
	}
	looked += c->at - from;
}

/* The value as a comparison with a column of integers takes it; false: it is none. */
static bool integer_of(sqlite3_value *v, int64_t *ret)
{
	int type = sqlite3_value_numeric_type(v);
	double d;

	if (type == SQLITE_INTEGER) {
		*ret = sqlite3_value_int64(v);
		return *ret != INT64_MIN;
	}
	d = type == SQLITE_FLOAT ? sqlite3_value_double(v) : 0.5;
	if (!(d > -9.0e15 && d < 9.0e15) || d != (double)(int64_t)d)
		return false;
	*ret = (int64_t)d;
	return true;
}

enum asked { NOTHING, ASKED, NO_ROW };

/* What the value asks for. Of a value that its column cannot have, equality has no row; of others SQLite looks again. */
static enum asked condition_of(struct condition *c, sqlite3_value *v)
{
	bool is_equality = c->op == SQLITE_INDEX_CONSTRAINT_EQ;

	if (c->op == SQLITE_INDEX_CONSTRAINT_ISNULL || c->op == SQLITE_INDEX_CONSTRAINT_ISNOTNULL)
		return ASKED;
	if (sqlite3_value_type(v) == SQLITE_NULL)
		return NO_ROW;
	if (c->column->type == HELD_INT)
		return integer_of(v, &c->integer) ? ASKED : is_equality ? NO_ROW : NOTHING;
	if (!is_equality && sqlite3_value_type(v) != SQLITE_TEXT)
		return NOTHING;
	c->text = (const char *)sqlite3_value_text(v);
	c->n = (size_t)sqlite3_value_bytes(v);
	return c->text ? ASKED : NO_ROW;
}

static int look_up(struct cursor *c, const struct condition *by)
{
	unsigned column = (unsigned)(by->column - c->held->column);

	if (!held_index_of(c->held, column))
		return SQLITE_NOMEM;
	c->end = by->column->type == HELD_TEXT ? held_find_text(c->held, column, by->text, by->n, &c->row)
					       : held_find_int(c->held, column, by->integer, &c->row);
	return SQLITE_OK;
}

/* Room for the texts of all values, before the first is kept: none moves afterwards. */
static bool make_room(struct cursor *c, int argc, sqlite3_value **argv)
{
	enum { NUMBER_ROOM = 40 }; /* a number that is compared with a text */
	size_t room = 1;
	char *more;

	for (int i = 0; i < argc; i++) {
		int type = sqlite3_value_type(argv[i]);

		room += type == SQLITE_TEXT || type == SQLITE_BLOB ? (size_t)sqlite3_value_bytes(argv[i])
								   : NUMBER_ROOM;
	}
	c->kept_n = 0;
	if (room <= c->kept_room)
		return true;
	more = realloc(c->kept, room);
	if (!more)
		return false;
	c->kept = more;
	c->kept_room = room;
	return true;
}

static void keep(struct cursor *c, struct condition *of)
{
	if (of->text) {
		of->text = memcpy(c->kept + c->kept_n, of->text, of->n);
		c->kept_n += of->n;
	}
	c->conditions++;
}

static int filter(sqlite3_vtab_cursor *base, int by_index, const char *text, int argc, sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)base;
	int code = SQLITE_OK;

	c->at = 0;
	c->end = c->held->rows;
	c->row = NULL;
	c->conditions = 0;
	if (!make_room(c, argc, argv))
		return SQLITE_NOMEM;
	for (int i = 0; i < argc && i < CONDITIONS && code == SQLITE_OK; i++) {
		struct condition *to = &c->condition[c->conditions];
		enum asked asked;

		to->text = NULL;
		to->column = &c->held->column[text[2 * i] - FIRST_CHARACTER];
		to->op = (unsigned char)text[2 * i + 1];
		asked = condition_of(to, argv[i]);
		if (asked == NO_ROW)
			c->end = 0;
		else if (asked == ASKED && i == 0 && by_index)
			code = look_up(c, to);
		else if (asked == ASKED)
			keep(c, to);
	}
	pass(c);
	return code;
}

static int next(sqlite3_vtab_cursor *base)
{
	struct cursor *c = (struct cursor *)base;

	c->at++;
	pass(c);
	return SQLITE_OK;
}

static int eof(sqlite3_vtab_cursor *base)
{
	return ((struct cursor *)base)->at >= ((struct cursor *)base)->end;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *ctx, int i)
{
	const struct cursor *c = (const struct cursor *)base;
	const struct held_column *of = &c->held->column[i];
	uint32_t row = row_at(c);

	if (of->type == HELD_INT && of->integer[row] != INT64_MIN)
		sqlite3_result_int64(ctx, of->integer[row]);
	else if (of->type == HELD_TEXT && of->text[row])
		sqlite3_result_text(ctx, of->text[row], (int)of->length[row], SQLITE_STATIC);
	else if (of->type == HELD_REAL)
		sqlite3_result_double(ctx, of->real[row]); /* not a number is NULL */
	return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *ret)
{
	*ret = (sqlite3_int64)row_at((const struct cursor *)base) + 1;
	return SQLITE_OK;
}

int held_module(sqlite3 *db, struct held *const *all)
{
	static const sqlite3_module module = {
		.xCreate = connect,
		.xConnect = connect,
		.xBestIndex = best_index,
		.xDisconnect = disconnect,
		.xDestroy = disconnect,
		.xOpen = open_cursor,
		.xClose = close_cursor,
		.xFilter = filter,
		.xNext = next,
		.xEof = eof,
		.xColumn = column,
		.xRowid = rowid,
	};

	return store_code(sqlite3_create_module(db, "held", &module, (void *)(uintptr_t)all));
}
