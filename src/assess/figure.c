#include "assess/figure.h"

#include <stdio.h>
#include <string.h>

const char *const figure_of_names[] = {"sub-item", "record", "device", "finding", "alarm",
				       "incident", "event",  "day",    NULL};

struct figure *figure_add(struct figures *all, const char *name, enum figure_of of)
{
	struct figure *f = &all->list[all->count < FIGURES_MAX ? all->count : FIGURES_MAX - 1];

	if (all->count < FIGURES_MAX)
		all->count++;
	else
		all->failed = true;
	*f = (struct figure){.name = arena_text(all->arena, name, strlen(name)), .of = of};
	f->row = arena_get(all->arena, FIGURE_ROOM_FIRST, sizeof *f->row);
	if (!f->name || !f->row)
		all->failed = true;
	f->room = f->row ? FIGURE_ROOM_FIRST : 0;
	return f;
}

/* Most figures count few rows: room grows as they come. */
static void grow(struct figures *all, struct figure *f)
{
	size_t room = f->room * 4 < FIGURE_ROWS ? f->room * 4 : FIGURE_ROWS;
	const char **more = f->room < FIGURE_ROWS ? arena_get(all->arena, room, sizeof *more) : NULL;

	if (!more)
		return;
	memcpy(more, f->row, f->rows * sizeof *more);
	f->row = more;
	f->room = room;
}

void figure_row(struct figures *all, struct figure *f, const char *row)
{
	f->total++;
	if (!f->money)
		f->value++;
	if (f->rows == f->room)
		grow(all, f);
	if (f->rows == f->room) {
		all->failed |= f->room < FIGURE_ROWS;
		return;
	}
	f->row[f->rows] = arena_text(all->arena, row, strlen(row));
	if (f->row[f->rows])
		f->rows++;
	else
		all->failed = true;
}

void figure_id(struct figures *all, struct figure *f, char letter, int64_t id)
{
	char text[24];

	snprintf(text, sizeof text, "%c%lld", letter ? letter : ' ', (long long)id);
	figure_row(all, f, letter ? text : text + 1);
}

const struct figure *figure_named(const struct figures *all, const char *name)
{
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->list[i].name, name) == 0)
			return &all->list[i];
	return NULL;
}
