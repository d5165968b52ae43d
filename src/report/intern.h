/* Texts numbered in the order of their first use, so that a text said a thousand times is written once.
 * Inside the room only. */
#ifndef MIMAMORI_REPORT_INTERN_H
#define MIMAMORI_REPORT_INTERN_H

#include <stddef.h>
#include <stdint.h>

struct intern {
	struct arena *arena; /* borrowed: where the texts live */
	const char **text;   /* by number */
	uint32_t *slot;      /* number + 1; 0 empty */
	size_t count, room, slots;
};

int intern_init(struct intern *t, struct arena *arena);
int intern_number(struct intern *t, const char *s); /* NULL or no memory: -1 */
void intern_clear(struct intern *t);

#endif
