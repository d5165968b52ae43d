#include "assess/headed.h"

#include "base/lang.h"

#include <stdio.h>
#include <string.h>

static bool is_heading(const char *text, const struct headed_column *c)
{
	if (c->name)
		return strcmp(text, c->name) == 0;
	return strcmp(text, lang(LANG_JA, c->heading)) == 0 || strcmp(text, lang(LANG_EN, c->heading)) == 0;
}

static int place_of(const struct grid *g, size_t row, const struct headed_column *c)
{
	for (unsigned i = 0; i < g->rows[row].cells; i++)
		if (is_heading(grid_text(g, row, i), c))
			return (int)i;
	return -1;
}

bool headed_find(const struct grid *g, const struct headed_column *columns, int count, size_t *ret_head,
		 int *ret_column)
{
	for (*ret_head = 0; *ret_head < g->count; ++*ret_head) {
		int found = 0;

		for (int c = 0; c < count; c++)
			found += (ret_column[c] = place_of(g, *ret_head, &columns[c])) >= 0;
		if (found == count)
			return true;
	}
	return false;
}

void headed_cell(const struct grid *g, size_t row, unsigned column, char ret[HEADED_CELL])
{
	char letters[4] = "";

	if (column < 26)
		snprintf(letters, sizeof letters, "%c", 'A' + (int)column);
	else
		snprintf(letters, sizeof letters, "%c%c", 'A' + (int)(column / 26 % 27) - 1,
			 'A' + (int)(column % 26));
	snprintf(ret, HEADED_CELL, "%s%u", letters, g->rows[row].line_no);
}
