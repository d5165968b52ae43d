#include "assess/grid.h"

#include <errno.h>
#include <string.h>

const struct grid_def *grid_named(const char *name)
{
	for (size_t i = 0; name && i < grid_count; i++)
		if (strcmp(grids[i].name, name) == 0)
			return &grids[i];
	return NULL;
}

static const struct grid_function *among(const struct grid_function *list, unsigned n, const char *name)
{
	for (unsigned i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}

const struct grid_function *grid_function(const struct grid_def *g, const char *name)
{
	return among(g->functions, g->function_count, name);
}

bool grid_belongs(const struct grid_function *f, const char *kind)
{
	for (const char *const *k = kind ? f->kinds : NULL; k; k++)
		if (!*k || strcmp(*k, kind) == 0)
			return *k != NULL;
	return true;
}

const char *grid_state_name(enum grid_state s)
{
	static const char *const names[] = {"none", "have", "lack", "unknown"};

	return names[s];
}

const char *grid_by_name(enum grid_by by)
{
	static const char *const names[] = {"nothing", "record", "measure"};

	return names[by];
}

bool grid_line_shown(const struct grid_def *g, unsigned line, const char *kind)
{
	for (unsigned i = 0; i < g->function_count; i++) {
		const struct grid_function *f = &g->functions[i];

		if (f->line == line && f->binding_count && grid_belongs(f, kind))
			return true;
	}
	return false;
}

struct grid_of grid_of(const struct grid_def *g, unsigned line, const char *kind)
{
	return (struct grid_of){g->by_kind ? kind : NULL, g->by_kind ? NULL : &g->lines[line]};
}

/* --- putting together */

/* "No" anywhere is lack; "yes" everywhere is have; what lies between is unknown. */
static enum grid_state together(const struct grid_number *n)
{
	if (n->lack)
		return GRID_LACK;
	if (n->unknown)
		return GRID_UNKNOWN;
	return n->have ? GRID_HAVE : GRID_NONE;
}

static void count(struct grid_number *n, enum grid_state state)
{
	n->have += state == GRID_HAVE;
	n->lack += state == GRID_LACK;
	n->unknown += state == GRID_UNKNOWN;
}

int grid_judge_place(struct grid_judging *j, const struct grid_def *g, unsigned line, unsigned step,
		     const char *kind, struct grid_place *ret)
{
	*ret = (struct grid_place){0};
	for (unsigned i = 0; i < g->function_count; i++) {
		const struct grid_function *f = &g->functions[i];
		struct grid_said said;
		int r;

		if (f->line != line || f->step != step || !grid_belongs(f, kind))
			continue;
		if ((r = grid_judge_function(j, f, grid_of(g, line, kind), &said)) < 0)
			return r;
		count(&ret->functions, said.state);
		ret->ask += f->binding_count == 0;
	}
	ret->state = together(&ret->functions);
	return 0;
}

/* --- function by function */

int grid_each_open(struct grid_judging *j, const struct grid_def *g, unsigned step, grid_open_fn *fn,
		   void *ctx)
{
	struct grid_said said;
	int r = 0;

	for (unsigned i = 0; i < g->function_count && r >= 0; i++) {
		const struct grid_function *f = &g->functions[i];

		if (f->step != step)
			continue;
		r = grid_judge_function(j, f, grid_of(g, f->line, NULL), &said);
		if (r >= 0 && said.state != GRID_HAVE)
			r = fn(ctx, &g->lines[f->line], f, said.state);
	}
	for (unsigned i = 0; i < g->document_count && r >= 0; i++) {
		if (g->documents[i].step != step)
			continue;
		r = grid_judge_document(j, &g->documents[i], &said);
		if (r >= 0 && (said.state == GRID_LACK || said.state == GRID_UNKNOWN))
			r = fn(ctx, NULL, &g->documents[i], said.state);
	}
	return r < 0 ? r : 0;
}

typedef int each_fn(void *ctx, const struct grid_entry *e);

static int each_of_kind(struct grid_judging *j, const struct grid_def *g, const char *kind, each_fn *fn,
			void *ctx)
{
	int r = 0;

	for (unsigned i = 0; i < g->function_count && r >= 0; i++) {
		const struct grid_function *f = &g->functions[i];
		struct grid_entry e = {kind, &g->lines[f->line],        &g->steps[f->step],
				       f,    grid_of(g, f->line, kind), {0}};

		if (!grid_belongs(f, kind) || !grid_line_shown(g, f->line, kind))
			continue;
		r = grid_judge_function(j, f, e.of, &e.said);
		r = r < 0 ? r : fn(ctx, &e);
	}
	return r;
}

static int each_document(struct grid_judging *j, const struct grid_def *g, each_fn *fn, void *ctx)
{
	int r = 0;

	for (unsigned i = 0; i < g->document_count && r >= 0; i++) {
		struct grid_entry e = {.step = &g->steps[g->documents[i].step], .function = &g->documents[i]};

		r = grid_judge_document(j, e.function, &e.said);
		r = r < 0 ? r : fn(ctx, &e);
	}
	return r;
}

int grid_each(struct grid_judging *j, const struct grid_def *g, const char *kind, each_fn *fn, void *ctx)
{
	int r = 0;

	if (!g->by_kind || kind)
		r = each_of_kind(j, g, g->by_kind ? kind : NULL, fn, ctx);
	else
		for (unsigned n = 0; r >= 0 && (kind = grid_kind(j, n, NULL)); n++)
			r = each_of_kind(j, g, kind, fn, ctx);
	r = r < 0 ? r : each_document(j, g, fn, ctx);
	return r < 0 ? r : 0;
}
