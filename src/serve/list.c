#include "serve/list.h"
#include "serve/handler.h"

#include "base/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SORT_KEYS_MAX = 6, OFFSET_MAX = 100000000 };

void filters_begin(struct filters *f, struct call *c) { pick_begin(&f->q, c, " WHERE 1"); }
void filter(struct filters *f, const char *sql) { pick_add(&f->q, sql); }
void filter_number(struct filters *f, const char *sql, int64_t v) { pick_number(&f->q, sql, v); }

void filter_text(struct filters *f, const char *sql, const char *v)
{
	if (v)
		pick_text(&f->q, sql, v);
}

void filter_words(struct filters *f, const char *column, const char *words)
{
	const char *between = "";

	if (!words)
		return;
	pick_add(&f->q, " AND ");
	pick_add(&f->q, column);
	pick_add(&f->q, " IN (");
	while (*words) {
		size_t n = strcspn(words, ",");
		char *one = arena_text(f->q.call->arena, words, n);

		pick_add(&f->q, between);
		pick_text(&f->q, ":", one);
		between = ", ";
		words += n + (words[n] == ',');
	}
	pick_add(&f->q, ")");
}

void filter_search(struct filters *f, const char *text, const char *query)
{
	char *folded;
	size_t n;

	if (!query || !*query)
		return;
	n = strlen(query);
	folded = arena_get(f->q.call->arena, n + 1, 1);
	if (folded)
		fold(query, n, folded, n + 1);
	pick_text(&f->q, " AND finds(:, ", folded);
	pick_add(&f->q, text);
	pick_add(&f->q, ")");
}

/* --- order */

static void one_key(struct pick *q, const struct listing *l, const char *name, size_t n, bool down)
{
	for (const struct sort_key *k = l->keys; k->name; k++)
		if (strlen(k->name) == n && memcmp(k->name, name, n) == 0) {
			pick_add(q, k->sql);
			pick_add(q, down ? " DESC NULLS LAST, " : " NULLS LAST, ");
		}
}

static void order(struct pick *q, const struct listing *l, const char *sort)
{
	bool down = false;

	pick_add(q, " ORDER BY ");
	for (int keys = 0; *sort && keys < SORT_KEYS_MAX; keys++) {
		bool minus = *sort == '-';
		size_t n = strcspn(sort += minus, ",");

		down = keys == 0 ? minus : down;
		one_key(q, l, sort, n, minus);
		sort += n + (sort[n] == ',');
	}
	pick_add(q, l->id);
	pick_add(q, down ? " DESC" : "");
}

/* --- one page */

int64_t list_offset(const char *cursor)
{
	char *end;
	long long n;

	if (!cursor)
		return 0;
	if (*cursor != 'o' || cursor[1] < '0' || cursor[1] > '9')
		return -1;
	n = strtoll(cursor + 1, &end, 10);
	return *end || n < 0 || n > OFFSET_MAX ? -1 : n;
}

static int64_t count(struct call *c, const struct listing *l, struct filters *f)
{
	static struct pick q;

	q = f->q;
	q.n = 0;
	q.values = 0;
	pick_add(&q, "SELECT count(*) FROM ");
	pick_add(&q, l->count_from ? l->count_from : l->from);
	q.values = f->q.values;
	f->q.sql[f->q.n] = '\0';
	pick_add(&q, f->q.sql);
	(void)c;
	return pick_one(&q, -1);
}

/* Which rows first, then what is shown of them: sorting would else work out all columns of all rows. */
static void page(struct call *c, const struct listing *l, struct filters *f, int64_t offset, int64_t limit)
{
	static struct pick q; /* large, and only one list is written at a time */
	const char *sort = query_text(c, "sort") ? query_text(c, "sort") : l->sort;
	const char *const head[] = {"SELECT ",      l->columns, " FROM ", l->from, " WHERE ", l->id,
				    " IN (SELECT ", l->id,      " FROM ", l->from, f->q.sql};

	q = f->q;
	q.n = 0;
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		pick_add(&q, head[i]);
	order(&q, l, sort);
	pick_number(&q, " LIMIT :", limit);
	pick_number(&q, " OFFSET :)", offset);
	order(&q, l, sort);
	json_array(c->out, "items");
	for (struct scan *s = pick_run(&q); s->more; scan_next(s))
		l->row(c, s);
	json_end_array(c->out);
	f->q.error = pick_end(&q);
}

int list_answer(struct call *c, const struct listing *l, struct filters *f)
{
	int64_t offset = list_offset(query_text(c, "cursor")), limit = query_int(c, "limit", 100), total;
	char next[24];

	if (offset < 0)
		return problem(c, 400, "bad-parameter", "cursor", "cursor");
	total = count(c, l, f);
	if (total < 0)
		return problem_store(c, -5);
	json_object(c->out, NULL);
	page(c, l, f, offset, limit);
	if (f->q.error < 0)
		return problem_store(c, f->q.error);
	json_int(c->out, "total", total);
	snprintf(next, sizeof next, "o%lld", (long long)(offset + limit));
	json_str(c->out, "next", offset + limit < total ? next : NULL);
	json_end_object(c->out);
	return 200;
}

void items_begin(struct call *c)
{
	json_object(c->out, NULL);
	json_array(c->out, "items");
}

int items_end(struct call *c, int64_t total)
{
	json_end_array(c->out);
	json_int(c->out, "total", total);
	json_null(c->out, "next");
	json_end_object(c->out);
	return 200;
}
