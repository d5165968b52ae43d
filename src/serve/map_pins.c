#include "serve/map_pins.h"

#include "assess/sql.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct map_pin_at *)a)->id, ((const struct map_pin_at *)b)->id);
}

int map_pins_load(struct call *c, struct map_pins *ret)
{
	size_t most = (size_t)sql_number(c->store, 0, "SELECT count(*) FROM map_pin", "");
	sqlite3_stmt *st;

	*ret = (struct map_pins){0};
	if (!most)
		return 0;
	if (!(ret->list = arena_get(c->arena, most, sizeof *ret->list)))
		return -ENOMEM;
	st = sql_of(c->store, "SELECT node, x, y FROM map_pin", "");
	while (st && ret->count < most && sqlite3_step(st) == SQLITE_ROW) {
		struct map_pin_at *p = &ret->list[ret->count++];

		sql_text(st, 0, p->id, sizeof p->id);
		p->x = sqlite3_column_int(st, 1);
		p->y = sqlite3_column_int(st, 2);
	}
	sqlite3_finalize(st);
	qsort(ret->list, ret->count, sizeof *ret->list, by_id);
	return 0;
}

bool map_pins_find(void *pins, const char *id, double *ret_x, double *ret_y)
{
	const struct map_pins *p = pins;
	struct map_pin_at key = {.x = 0}, *found;

	if (!p->count || strlen(id) >= sizeof key.id)
		return false;
	memcpy(key.id, id, strlen(id) + 1);
	if (!(found = bsearch(&key, p->list, p->count, sizeof key, by_id)))
		return false;
	*ret_x = found->x;
	*ret_y = found->y;
	return true;
}
