#include "store/script.h"

#include "store/private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* text: what came, by which it is found again. statements: those that are compiled so far, in its order. */
struct script {
	struct script *next;
	char *text;
	const char *rest; /* of text: what is not compiled yet */
	size_t n, count, room;
	sqlite3_stmt **statements;
};

static void free_script(struct script *c)
{
	for (size_t i = 0; i < c->count; i++)
		sqlite3_finalize(c->statements[i]);
	free(c->statements);
	free(c->text);
	free(c);
}

void script_forget(struct store *s)
{
	for (struct script *c = s->scripts; c; c = s->scripts) {
		s->scripts = c->next;
		free_script(c);
	}
}

static struct script *new_script(struct store *s, const char *sql, size_t n)
{
	struct script *c = calloc(1, sizeof *c);

	if (!c)
		return NULL;
	c->text = strdup(sql);
	if (!c->text) {
		free(c);
		return NULL;
	}
	c->n = n;
	c->rest = c->text;
	c->next = s->scripts;
	s->scripts = c;
	return c;
}

static struct script *script_of(struct store *s, const char *sql)
{
	size_t n = strlen(sql);

	for (struct script *c = s->scripts; c; c = c->next)
		if (c->n == n && memcmp(c->text, sql, n) == 0)
			return c;
	return new_script(s, sql, n);
}

static int keep(struct script *c, sqlite3_stmt *st)
{
	sqlite3_stmt **more = c->statements;

	if (c->count == c->room) {
		more = realloc(c->statements, (c->room + 16) * sizeof *more);
		if (!more) {
			sqlite3_finalize(st);
			return -ENOMEM;
		}
		c->statements = more;
		c->room += 16;
	}
	c->statements[c->count++] = st;
	return 0;
}

/* The next of the text: only now, because it may name what the one before it makes. What cannot be compiled is tried again the
 * next time. 1, 0 at the end, negative. */
static int compile(struct store *s, struct script *c)
{
	const char *rest = c->rest;
	sqlite3_stmt *st = NULL;
	int r = SQLITE_OK;

	while (!st && *rest && r == SQLITE_OK)
		r = sqlite3_prepare_v3(s->db, rest, -1, SQLITE_PREPARE_PERSISTENT, &st, &rest);
	if (r != SQLITE_OK)
		return store_code(r);
	c->rest = rest;
	if (!st)
		return 0;
	r = keep(c, st);
	return r < 0 ? r : 1;
}

static int run_one(sqlite3_stmt *st)
{
	int r;

	while (sqlite3_step(st) == SQLITE_ROW)
		;
	r = sqlite3_reset(st);
	return store_code(r);
}

int store_script(struct store *s, const char *sql)
{
	struct script *c = script_of(s, sql);
	int r = c ? 0 : -ENOMEM;

	for (size_t i = 0; r == 0; i++) {
		if (i == c->count && (r = compile(s, c)) <= 0)
			break;
		r = run_one(c->statements[i]);
	}
	return r;
}

sqlite3_stmt *store_kept(struct store *s, const char *sql)
{
	struct script *c = script_of(s, sql);

	return c && (c->count || compile(s, c) > 0) ? c->statements[0] : NULL;
}

void store_give_back(sqlite3_stmt *st)
{
	if (!st)
		return;
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
}

int64_t store_kept_number(struct store *s, const char *sql, int64_t none)
{
	sqlite3_stmt *st = store_kept(s, sql);
	int64_t v = st && sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : none;

	store_give_back(st);
	return v;
}
