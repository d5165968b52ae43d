/* Where cards lie that people moved, as report_map_filter.pin asks for them. */
#ifndef MIMAMORI_SERVE_MAP_PINS_H
#define MIMAMORI_SERVE_MAP_PINS_H

#include "serve/api.h"

struct map_pins {
	struct map_pin_at {
		char id[24];
		int x, y;
	} * list; /* by id; in the call's arena */
	size_t count;
};

int map_pins_load(struct call *c, struct map_pins *ret); /* 0 or negative */
bool map_pins_find(void *pins, const char *id, double *ret_x, double *ret_y);

#endif
