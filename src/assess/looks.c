/* Which devices each check could look at, and on which of them the good state was seen. */
#include "assess/looks.h"

#include "assess/ask.h"

#include <errno.h>
#include <string.h>

/* Devices seen talking to somebody: what a check could look at unless it says otherwise. */
static const char talked[] = "SELECT CASE WHEN f.to_group = 0 THEN f.client END, f.server FROM flow f";

static int mark(void *ctx, sqlite3_stmt *row)
{
	for (int c = 0; c < sqlite3_data_count(row); c++)
		marks_set(ctx, sqlite3_column_int64(row, c));
	return 0;
}

static int marks_ask(struct marks *m, struct run *r, const char *sql)
{
	if (marks_init(m, r->last) < 0)
		return -ENOMEM;
	return ask(r->db, sql, r->steps, mark, m);
}

/* What checks could look at: several say it in the same words, and are answered once. */
struct looks {
	const char *sql;
	struct marks marks;
	int code; /* of asking */
};

static const struct looks *looks_of(struct run *r, struct looks *all, const char *sql)
{
	struct looks *l = all;

	while (l->sql && strcmp(l->sql, sql) != 0)
		l++;
	if (!l->sql) {
		l->sql = sql;
		l->code = marks_ask(&l->marks, r, sql);
	}
	return l;
}

static int look(struct run *r, struct outcome *o, struct looks *all, looked_fn *fn, void *ctx)
{
	const struct looks *looked = looks_of(r, all, o->check->looks ? o->check->looks : talked);
	struct marks good = {0};
	int e = o->check->looks ? looked->code : 0;

	if (e == 0 && o->check->met && !o->ruled_out)
		e = marks_ask(&good, r, o->check->met);
	if (e != 0)
		o->unfinished = true;
	o->looked = looked->marks.bit ? marks_common(&looked->marks, NULL, NULL) : 0;
	if (good.bit && e == 0)
		o->good = marks_common(&looked->marks, &good, NULL);
	if (e == -ENOMEM || (!o->check->looks && looked->code < 0))
		e = looked->code < 0 ? looked->code : e;
	else
		e = fn(ctx, o, &looked->marks, e == 0 && good.bit ? &good : NULL);
	free(good.bit);
	return e;
}

int looks_make(struct run *r, looked_fn *fn, void *ctx)
{
	struct looks *all = calloc(r->count + 2, sizeof *all);
	int e = all ? 0 : -ENOMEM;

	for (size_t i = 0; i < r->count && e == 0; i++)
		e = look(r, &r->outcome[i], all, fn, ctx);
	for (size_t i = 0; all && all[i].sql; i++)
		free(all[i].marks.bit);
	free(all);
	return e;
}
