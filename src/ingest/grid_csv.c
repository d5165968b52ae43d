#include "ingest/grid_parts.h"

#include "base/text.h"
#include "ingest/csv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int row(struct grid *g, const struct csv *c)
{
	int r = grid_row(g, c->line_no, false);

	for (unsigned i = 0; i < c->cells && r == 0; i++)
		r = grid_put(g, i, c->cell[i], strlen(c->cell[i]), 0);
	return r;
}

int grid_of_csv(const char *bytes, size_t n, const char *path, struct grid *g, struct err *e)
{
	struct csv c;
	size_t length;
	char *text = memchr(bytes, '\0', n) ? NULL : text_to_utf8(bytes, n, &length, &g->encoding);
	int r = 0;

	if (!text)
		return err_set(e, -EINVAL, path, "grid-encoding", "%s", "");
	csv_init(&c, text, length);
	while (r == 0 && csv_next(&c))
		r = row(g, &c);
	grid_end(g);
	free(text);
	return r < 0 ? err_set(e, r, path, "grid-too-large", "%s", strerror(-r)) : 0;
}
