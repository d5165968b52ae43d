/* Grids as the API shows them: what api_grids.c and api_grid_place.c share. Inside the room only. */
#ifndef MIMAMORI_SERVE_GRID_JSON_H
#define MIMAMORI_SERVE_GRID_JSON_H

#include "serve/handler.h"

#include "assess/grid.h"
#include "serve/system_json.h"

struct grid_call {
	const struct grid_def *grid;
	struct system_row system;
	struct grid_judging *judging;
	const char *kind; /* NULL: the grid is not by kind, or there is no device */
};

/* Which grid, system and kind the call is about; the scope judged. 0, a problem's status, or negative.
 * grid_call_end() in any case. all: no kind means all of them (an export), not the first. */
int grid_call_begin(struct grid_call *g, struct call *c, bool all);
void grid_call_end(struct grid_call *g);

void json_grid_pair(struct out *o, const char *key, const char *const text[LANG_COUNT]); /* null: none */
void json_grid_number(struct out *o, const char *key, const struct grid_number *n);
void json_grid_place(struct out *o, const char *key, const struct grid_place *p);
void json_grid_axis(struct out *o, const char *key, const struct grid_axis *a);
void json_grid_short(struct out *o, const char *key, const struct grid_def *g);

#endif
