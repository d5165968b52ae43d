/* The XML of a workbook, one part at a time (the first byte says which), and its other end: what is said of a
 * sheet must be read back whole by the one who believes nothing. */
#include "ingest/grid_parts.h"
#include "unpack/sheet.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static long from_memory(void *ctx, void *buf, size_t n)
{
	struct rd *r = ctx;
	size_t left = rd_left(r);
	const uint8_t *p;

	n = n < left ? n : left;
	p = rd_bytes(r, n);
	if (n)
		memcpy(buf, p, n);
	return (long)n;
}

static void read_back(struct out *o)
{
	struct err e = {0};
	struct grid g;
	size_t n;
	const char *said = out_bytes(o, &n);
	struct rd r = rd_of(said, n);

	if (grid_begin(&g) < 0)
		return;
	if (grid_of_unpacked(&r, "fuzz", &g, &e) < 0 && strcmp(e.key, "grid-too-large") != 0)
		abort();
	for (size_t i = 0; i < g.count; i++)
		for (unsigned k = 0; k < g.rows[i].cells; k++)
			if (strlen(grid_text(&g, i, k)) > GRID_TEXT_MAX)
				abort();
	grid_clear(&g);
}

static void sheet(struct book *b, struct part *p)
{
	struct out o;
	struct say s;

	if (out_init(&o, -1) < 0)
		return;
	say_begin(&s, &o);
	say_sheet(&s, "sheet", false, true);
	if (!sheet_read(b, p, &s)) {
		say_end(&s);
		read_back(&o);
	}
	out_clear(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const char *(*const parts[])(struct book *, struct part *) = {book_workbook, book_relations,
									     book_styles, book_strings};
	uint64_t budget = 1 << 20;
	static struct book b;
	struct rd r = rd_of(bytes, n);
	unsigned which = rd_u8(&r) % 5;
	struct part p = {from_memory, &r, &budget};

	if (book_init(&b) < 0)
		return 0;
	if (which < 4)
		parts[which](&b, &p);
	else
		sheet(&b, &p);
	book_clear(&b);
	return 0;
}
