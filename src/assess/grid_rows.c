/* The rows behind: devices, findings, records. */
#include "assess/grid_parts.h"

#include <errno.h>
#include <stdlib.h>

/* Has one of the two sets something in common with the selection? */
static bool meets(const struct marks *a, const struct marks *select)
{
	return marks_common(a, select, NULL) > 0;
}

static enum grid_state state_at(const struct grid_bits *const *bits, const struct grid_function *f,
				int64_t id)
{
	bool have = false, lack = false;

	for (unsigned k = 0; k < f->binding_count; k++) {
		have |= marks_has(&bits[k]->have, id);
		lack |= marks_has(&bits[k]->lack, id);
	}
	return lack ? GRID_LACK : have ? GRID_HAVE : GRID_UNKNOWN;
}

int grid_each_device(struct grid_judging *j, const struct grid_function *f, struct grid_of of,
		     enum grid_state state, int (*fn)(void *ctx, int64_t device), void *ctx)
{
	const struct grid_bits *bits[GRID_BOUND_MAX] = {0};
	const struct marks *select;
	int r = f->binding_count > GRID_BOUND_MAX ? -EIO : 0;

	for (unsigned k = 0; k < f->binding_count && r == 0; k++)
		r = grid_bits_of(j, &f->bindings[k], &bits[k]);
	select = grid_select(j, of);
	for (int64_t id = 1; id < j->scope && r >= 0; id++)
		if (marks_has(select, id) && state_at(bits, f, id) == state)
			r = fn(ctx, id);
	return r < 0 ? r : 0;
}

int grid_each_finding(struct grid_judging *j, const struct grid_binding *b, struct grid_of of,
		      int (*fn)(void *ctx, int64_t finding), void *ctx)
{
	const struct marks *select = grid_select(j, of);
	sqlite3_stmt *st = grid_finding_rows(j, b);
	int64_t last = 0;
	int r = SQLITE_DONE, e = 0;

	while (st && e >= 0 && (r = sqlite3_step(st)) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(st, 0);
		bool hit = sqlite3_column_type(st, 1) == SQLITE_NULL ||
			   marks_has(select, sqlite3_column_int64(st, 1));

		if (hit && id != last) {
			last = id;
			e = fn(ctx, id);
		}
	}
	sqlite3_finalize(st);
	return e < 0 ? e : st && r == SQLITE_DONE ? 0 : -EIO;
}

static int covered(struct grid_judging *j, sqlite3_stmt *row, struct marks *to, struct grid_of of)
{
	int r;

	for (size_t i = 0; i < marks_bytes(to); i++)
		to->bit[i] = 0;
	r = grid_record_covers(j, row, to);
	return r < 0 ? r : meets(to, grid_select(j, of));
}

int grid_each_record(struct grid_judging *j, const struct grid_binding *b, struct grid_of of,
		     int (*fn)(void *ctx, const struct grid_record *r), void *ctx)
{
	struct marks covers;
	sqlite3_stmt *st;
	int r = SQLITE_DONE, e = 0;

	if (marks_init(&covers, j->scope) < 0)
		return -ENOMEM;
	st = grid_record_rows(j, b);
	while (st && e >= 0 && (r = sqlite3_step(st)) == SQLITE_ROW) {
		struct grid_record one = {sqlite3_column_int64(st, 0), (char)*sqlite3_column_text(st, 1),
					  sqlite3_column_int(st, 4) != 0};

		if ((e = covered(j, st, &covers, of)) > 0)
			e = fn(ctx, &one);
	}
	sqlite3_finalize(st);
	free(covers.bit);
	return e < 0 ? e : st && r == SQLITE_DONE ? 0 : -EIO;
}
