/* Which rows: by seed and hash. */
#include "report/sampling.h"

#include "assess/rows.h"
#include "assess/sql.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE_MEMORY = 64 << 20, ROWS_MOST = 1000 };

const char *sample_by_name(enum sample_by by)
{
	static const char *const names[] = {"none", "verdict", "function"};

	return names[by];
}

/* --- the seed */

static int newest_root(struct sample *s, struct err *e)
{
	sqlite3_stmt *st =
		sql_of(s->store, "SELECT root, size FROM checkpoint ORDER BY size DESC LIMIT 1", "");
	bool found = st && sqlite3_step(st) == SQLITE_ROW;

	if (found) {
		sql_text(st, 0, s->seed_used, sizeof s->seed_used);
		s->checkpoint = sqlite3_column_int64(st, 1);
	}
	sqlite3_finalize(st);
	return found ? 0 : err_set(e, -ENODATA, "", "no-checkpoint", "%s", "");
}

static int take_seed(struct sample *s, struct err *e)
{
	if (!s->seed)
		return newest_root(s, e);
	if (!*s->seed || strlen(s->seed) > SAMPLE_SEED || strpbrk(s->seed, "\r\n"))
		return err_set(e, -EINVAL, s->seed, "bad-seed", "%d", SAMPLE_SEED);
	snprintf(s->seed_used, sizeof s->seed_used, "%s", s->seed);
	return 0;
}

/* --- the population */

static const char *stratum(const struct sample *s, const struct sheet_row *row)
{
	static const char *const functions[] = {"identify", "protect", "detect", "respond", "recover"};

	if (s->by == SAMPLE_BY_VERDICT)
		return row->verdict;
	if (s->by == SAMPLE_BY_FUNCTION)
		return *row->category ? functions[sheet_function(row->category)] : "own";
	return "";
}

static int add(void *ctx, const struct sheet_row *row)
{
	struct sample *s = ctx;
	struct sample_pick *p = &s->all[s->of];
	char text[SAMPLE_SEED + 32];
	int n = snprintf(text, sizeof text, "%s\n%s\n", s->seed_used, row->item);

	if (!row->asked || s->of == ROWS_MOST)
		return 0;
	snprintf(p->item, sizeof p->item, "%s", row->item);
	snprintf(p->stratum, sizeof p->stratum, "%s", stratum(s, row));
	snprintf(p->verdict, sizeof p->verdict, "%s", row->verdict);
	hash_hex(text, (size_t)n, p->key);
	for (int l = 0; l < LANG_COUNT; l++) {
		const char *title = row->title[l] ? row->title[l] : "";

		if (!(p->title[l] = arena_text(s->arena, title, strlen(title))))
			return -ENOMEM;
	}
	s->of++;
	return 0;
}

/* --- the choice */

static int by_key(const void *a, const void *b)
{
	const struct sample_pick *const *x = a, *const *y = b;
	int order = strcmp((*x)->stratum, (*y)->stratum);

	return order ? order : strcmp((*x)->key, (*y)->key);
}

/* One of each stratum, then a second of each ...: by rank, then stratum. */
static int by_turn(const void *a, const void *b)
{
	const struct sample_pick *const *x = a, *const *y = b;

	if ((*x)->rank != (*y)->rank)
		return (*x)->rank < (*y)->rank ? -1 : 1;
	return by_key(a, b);
}

static int choose(struct sample *s)
{
	struct sample_pick **order = arena_get(s->arena, s->of + 1, sizeof *order);

	if (!order)
		return -ENOMEM;
	for (size_t i = 0; i < s->of; i++)
		order[i] = &s->all[i];
	qsort(order, s->of, sizeof *order, by_key);
	for (size_t i = 0; i < s->of; i++)
		order[i]->rank = i && strcmp(order[i]->stratum, order[i - 1]->stratum) == 0
					 ? order[i - 1]->rank + 1
					 : 1;
	qsort(order, s->of, sizeof *order, by_turn);
	for (size_t i = 0; i < s->of && s->picks < s->rows && s->picks < SAMPLE_ROWS; i++)
		s->pick[s->picks++] = order[i];
	return 0;
}

int sample_choose(struct sample *s, struct err *e)
{
	int r;

	s->of = s->picks = 0;
	s->checkpoint = 0;
	s->arena = arena_new(SAMPLE_MEMORY);
	s->all = s->arena ? arena_get(s->arena, ROWS_MOST, sizeof *s->all) : NULL;
	if (!s->all)
		return err_set(e, -ENOMEM, "", "no-memory", "%s", "");
	r = take_seed(s, e);
	if (r < 0)
		return r;
	r = sheet_rows(s->store, s->now, s->system, s->sheet, add, s);
	if (r == 0)
		r = choose(s);
	if (r < 0)
		err_set(e, r, s->system, r == -ENOENT ? "no-system" : "store", "%s", store_error(s->store));
	return r;
}

void sample_clear(struct sample *s)
{
	if (s->arena)
		arena_free(s->arena);
	s->arena = NULL;
}
