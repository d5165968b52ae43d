/* All readers of the press's form over any bytes: what is accepted, written again, is read the same. */
#include "report/press_table.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void again(const struct press_document *d, struct arena *a)
{
	struct press_document twice;
	struct out o;
	const char *written;
	size_t n;

	if (out_init(&o, -1) < 0)
		return;
	press_put_begin(&o, "fuzz");
	press_put_words(&o, d->word);
	for (unsigned i = 0; i < d->revisions; i++)
		press_put_revision(&o, &d->revision[i]);
	for (size_t i = 0; i < d->rows; i++)
		press_put_row(&o, &d->row[i]);
	press_put_end(&o);
	written = out_bytes(&o, &n);
	if (press_read(rd_of(written, n), "fuzz", a, &twice) != 0 || twice.rows != d->rows ||
	    twice.revisions != d->revisions)
		abort();
	for (size_t i = 0; i < d->rows; i++)
		for (int c = 0; c < PRESS_CELLS; c++)
			if (strcmp(d->row[i].cell[c], twice.row[i].cell[c]) != 0)
				abort();
	out_clear(&o);
}

static void table_again(const struct press_table *t, struct arena *a)
{
	struct press_table twice;
	struct out o;
	const char *written;
	size_t n;

	if (out_init(&o, -1) < 0)
		return;
	press_put_begin(&o, "fuzz");
	press_put_table(&o, t->word);
	for (unsigned c = 0; c < t->columns; c++)
		press_put_column(&o, &t->column[c]);
	for (size_t i = 0; i < t->lines; i++)
		press_put_line(&o, t->cell + i * t->columns, t->columns);
	press_put_end(&o);
	written = out_bytes(&o, &n);
	if (press_read_table(rd_of(written, n), "fuzz", a, &twice) != 0 || twice.lines != t->lines ||
	    twice.columns != t->columns)
		abort();
	for (size_t i = 0; i < t->lines * t->columns; i++)
		if (strcmp(t->cell[i], twice.cell[i]) != 0)
			abort();
	out_clear(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct arena *a;
	struct press_document d;
	struct press_table t;
	struct press_answer answer;

	if (!a)
		a = arena_new(64 << 20);
	arena_reset(a);
	if (press_read(rd_of(bytes, n), "fuzz", a, &d) == 0)
		again(&d, a);
	if (press_read_table(rd_of(bytes, n), "fuzz", a, &t) == 0)
		table_again(&t, a);
	press_read_answer(rd_of(bytes, n), a, &answer);
	return 0;
}
