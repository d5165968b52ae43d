/* All readers of the press's form over any bytes: what is accepted, written again, is read the same. */
#include "report/director_paper.h"
#include "report/press_table.h"
#include "report/press_texts.h"

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

static void paper_again(const struct paper *p, struct arena *a)
{
	static const char kinds[LISTS] = {
		[LIST_BUSINESS] = 'B', [LIST_FUNCTION] = 'F', [LIST_CASE] = 'C',  [LIST_CHANGE] = 'N',
		[LIST_REQUEST] = 'A',  [LIST_ANSWER] = 'Y',   [LIST_SOURCE] = 'G'};
	static const size_t texts[LISTS] = {
		[LIST_BUSINESS] = BUSINESS_TEXTS, [LIST_FUNCTION] = FUNCTION_TEXTS,
		[LIST_CASE] = CASE_TEXTS,         [LIST_CHANGE] = CHANGE_TEXTS,
		[LIST_REQUEST] = REQUEST_TEXTS,   [LIST_ANSWER] = ANSWER_TEXTS,
		[LIST_SOURCE] = SOURCE_TEXTS};
	struct paper twice;
	struct out o;
	const char *written;
	size_t n;

	if (out_init(&o, -1) < 0)
		return;
	press_put_begin(&o, "fuzz");
	press_put_texts(&o, 'W', p->word, PAPER_WORDS);
	for (int l = 0; l < LISTS; l++)
		for (size_t i = 0; i < p->lines[l]; i++)
			press_put_texts(&o, kinds[l], p->line[l][i].text, texts[l]);
	press_put_end(&o);
	written = out_bytes(&o, &n);
	if (paper_read(rd_of(written, n), "fuzz", a, &twice) != 0 ||
	    memcmp(twice.lines, p->lines, sizeof p->lines) != 0)
		abort();
	out_clear(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct arena *a;
	struct press_document d;
	struct press_table t;
	struct press_answer answer;
	struct paper paper;

	if (!a)
		a = arena_new(64 << 20);
	arena_reset(a);
	if (press_read(rd_of(bytes, n), "fuzz", a, &d) == 0)
		again(&d, a);
	if (press_read_table(rd_of(bytes, n), "fuzz", a, &t) == 0)
		table_again(&t, a);
	if (paper_read(rd_of(bytes, n), "fuzz", a, &paper) == 0)
		paper_again(&paper, a);
	press_read_answer(rd_of(bytes, n), a, &answer);
	return 0;
}
