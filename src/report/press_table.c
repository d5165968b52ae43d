/* The form of press_table.h, written and read. */
#include "report/press_table.h"

#include "report/press_texts.h"

#include <errno.h>

void press_put_table(struct out *o, const char *const word[PRESS_TABLE_WORDS])
{
	press_put_texts(o, 'T', word, PRESS_TABLE_WORDS);
}

void press_put_column(struct out *o, const struct press_column *c)
{
	press_put_texts(o, 'C', c->text, PRESS_COLUMN_TEXTS);
}

void press_put_line(struct out *o, const char *const *cell, unsigned columns)
{
	press_put_texts(o, 'L', cell, columns);
}

/* Messages of a kind that are still to come: as much room as they need is asked for at once. */
static size_t count(struct rd in, uint8_t wanted)
{
	size_t n = 0;

	while (!rd_empty(&in) && rd_ok(&in)) {
		n += rd_u8(&in) == wanted;
		rd_skip(&in, rd_be32(&in));
	}
	return n;
}

static int read_column(struct rd body, struct arena *a, struct press_table *t)
{
	if (!t->word[0] || t->columns == PRESS_COLUMNS_MAX || t->cell)
		return -EINVAL;
	return press_read_texts(body, a, t->column[t->columns++].text, PRESS_COLUMN_TEXTS);
}

static int read_line(struct rd body, struct arena *a, struct press_table *t, size_t lines)
{
	if (!t->columns || lines > PRESS_LINES_MAX)
		return -EINVAL;
	if (!t->cell)
		t->cell = arena_get(a, lines * t->columns, sizeof *t->cell);
	if (!t->cell)
		return -ENOMEM;
	return press_read_texts(body, a, t->cell + t->lines++ * t->columns, t->columns);
}

int press_read_table(struct rd in, const char *version, struct arena *a, struct press_table *ret)
{
	int r = rd_left(&in) > PRESS_TABLE_MAX ? -EINVAL : press_read_begin(&in, version);
	size_t lines = r == 0 ? count(in, 'L') : 0;

	memset(ret, 0, sizeof *ret);
	while (r == 0) {
		uint8_t kind = rd_u8(&in);
		struct rd body = rd_sub(&in, rd_be32(&in));

		if (!rd_ok(&in))
			return -EINVAL;
		if (kind == 'E')
			return ret->columns && rd_empty(&body) && rd_empty(&in) ? 0 : -EINVAL;
		if (kind == 'T' && !ret->word[0])
			r = press_read_texts(body, a, ret->word, PRESS_TABLE_WORDS);
		else if (kind == 'C')
			r = read_column(body, a, ret);
		else
			r = kind == 'L' ? read_line(body, a, ret, lines) : -EINVAL;
	}
	return r;
}
