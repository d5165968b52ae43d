#include "unpack/sheet.h"

#include "ingest/grid.h"
#include "unpack/number.h"

#include <stdlib.h>
#include <string.h>

enum kind { KIND_NUMBER, KIND_SHARED, KIND_INLINE, KIND_TEXT, KIND_BOOL, KIND_ERROR };

struct merged {
	uint32_t row[2];
	unsigned column[2];
};

struct reading {
	const struct book *b;
	struct say *say;
	uint32_t row;    /* of the row that is open, from 1 */
	unsigned column; /* of the cell that is open, + 1 */
	bool row_hidden, row_said, in_value, in_cell, formula, stop;
	enum kind kind;
	size_t style;
	unsigned phonetic;
	uint64_t cells;
	uint32_t left_out;
	char text[4 * GRID_TEXT_MAX + 16];
	size_t n;
	struct merged *merged;
	size_t merged_count;
};

/* "BC23" to its column from 0 and its row; false when it is no such place. */
static bool place(const char *s, uint32_t *ret_row, unsigned *ret_column)
{
	unsigned column = 0, letters = 0;
	unsigned long row;
	char *end;

	for (; *s == '$' || (*s >= 'A' && *s <= 'Z'); s++)
		if (*s != '$' && ++letters <= 4)
			column = column * 26 + (unsigned)(*s - 'A') + 1;
	if (!letters || letters > 3 || *s < '1' || *s > '9')
		return false;
	row = strtoul(s, &end, 10);
	if (row > 1048576 || column > 16384)
		return false;
	*ret_row = (uint32_t)row;
	*ret_column = column - 1;
	return true;
}

/* --- rows and cells ------------------------------------------------------------------------------------ */

static void row_start(struct reading *r, const char *const *a)
{
	const char *number = xml_attribute(a, "r"), *height = xml_attribute(a, "ht");
	unsigned long v = number ? strtoul(number, NULL, 10) : r->row + 1;

	(void)height;
	if (v <= r->row || v > 1048576) /* rows come in order */
		v = r->row + 1;
	r->row = (uint32_t)v;
	r->column = 0;
	r->row_hidden = xml_true(xml_attribute(a, "hidden"));
	r->row_said = false;
	if (r->row > 1048576)
		r->stop = true;
}

static enum kind kind_of(const char *t)
{
	static const struct {
		const char *t;
		enum kind kind;
	} kinds[] = {{"s", KIND_SHARED}, {"inlineStr", KIND_INLINE}, {"str", KIND_TEXT},
		     {"b", KIND_BOOL},   {"e", KIND_ERROR},          {"d", KIND_TEXT}};

	for (size_t i = 0; t && i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(t, kinds[i].t) == 0)
			return kinds[i].kind;
	return KIND_NUMBER;
}

static void cell_start(struct reading *r, const char *const *a)
{
	const char *where = xml_attribute(a, "r"), *style = xml_attribute(a, "s");
	uint32_t row;
	unsigned column;

	if (where && place(where, &row, &column) && column >= r->column)
		r->column = column + 1;
	else
		r->column++;
	r->kind = kind_of(xml_attribute(a, "t"));
	r->style = style ? strtoul(style, NULL, 10) : 0;
	r->formula = false;
	r->in_cell = true;
	r->n = 0;
	if (++r->cells > SHEET_CELLS_MAX)
		r->stop = true;
}

static void value_of(struct reading *r, const char **ret_text, size_t *ret_n, char number[NUMBER_TEXT])
{
	const struct book *b = r->b;
	size_t index;

	r->text[r->n] = '\0';
	*ret_text = r->text;
	*ret_n = r->n;
	if (r->kind == KIND_SHARED) {
		index = strtoul(r->text, NULL, 10);
		*ret_n = 0;
		if (r->n && index < b->string_count) {
			*ret_text = b->strings[index].s;
			*ret_n = b->strings[index].n;
		}
	} else if (r->kind == KIND_BOOL && r->n) {
		*ret_text = r->text[0] == '1' ? "TRUE" : "FALSE";
		*ret_n = strlen(*ret_text);
	} else if (r->kind == KIND_NUMBER && r->n && r->n < NUMBER_TEXT) {
		*ret_n = number_text(r->text,
				     r->style < b->format_count ? b->formats[r->style] : FORMAT_GENERAL,
				     b->from_1904, number);
		*ret_text = number;
	}
}

static void cell_end(struct reading *r)
{
	char number[NUMBER_TEXT];
	const char *text;
	size_t n;

	r->in_cell = false;
	value_of(r, &text, &n, number);
	if (n == 0)
		return;
	if (r->column > GRID_COLUMNS_MAX) {
		r->left_out++;
		return;
	}
	if (!r->row_said)
		say_row(r->say, r->row, r->row_hidden);
	r->row_said = true;
	say_cell(r->say, r->column - 1,
		 (r->formula ? GRID_FORMULA : 0u) | (r->kind == KIND_ERROR ? GRID_ERROR : 0u), text, n);
	r->stop |= r->say->failed;
}

/* --- cells that are one -------------------------------------------------------------------------------- */

static void merge_start(struct reading *r, const char *const *a)
{
	const char *range = xml_attribute(a, "ref"), *colon = range ? strchr(range, ':') : NULL;
	struct merged m, *more;

	if (!colon || !place(range, &m.row[0], &m.column[0]) || !place(colon + 1, &m.row[1], &m.column[1]) ||
	    r->merged_count == SHEET_MERGED_MAX)
		return;
	if ((r->merged_count & (r->merged_count - 1)) == 0) {
		more = realloc(r->merged, (r->merged_count ? r->merged_count * 2 : 1) * sizeof *more);
		if (!more)
			return;
		r->merged = more;
	}
	r->merged[r->merged_count++] = m;
}

/* --- taken from the XML -------------------------------------------------------------------------------- */

static void start(void *ctx, const char *name, const char *const *a)
{
	struct reading *r = ctx;

	if (strcmp(name, "row") == 0)
		row_start(r, a);
	else if (strcmp(name, "c") == 0 && r->row)
		cell_start(r, a);
	else if (strcmp(name, "mergeCell") == 0)
		merge_start(r, a);
	else if (strcmp(name, "f") == 0)
		r->formula = true;
	else if (strcmp(name, "rPh") == 0)
		r->phonetic++;
	r->in_value = r->in_cell && !r->phonetic &&
		      (strcmp(name, "v") == 0 || (r->kind == KIND_INLINE && strcmp(name, "t") == 0));
}

static void end(void *ctx, const char *name)
{
	struct reading *r = ctx;

	r->in_value = false;
	r->phonetic -= r->phonetic && strcmp(name, "rPh") == 0;
	if (strcmp(name, "c") == 0 && r->in_cell)
		cell_end(r);
}

static void text(void *ctx, const char *s, size_t n)
{
	struct reading *r = ctx;
	size_t room = sizeof r->text - 1 - r->n;

	if (!r->in_value)
		return;
	if (n > room)
		for (n = room; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80; n--)
			;
	memcpy(r->text + r->n, s, n);
	r->n += n;
}

const char *sheet_read(const struct book *b, struct part *p, struct say *s)
{
	struct reading *r = calloc(1, sizeof *r);
	const char *wrong;

	if (!r)
		return "memory";
	r->b = b;
	r->say = s;
	wrong = xml_read(
		p, &(struct xml_taker){.ctx = r, .start = start, .end = end, .text = text, .stop = &r->stop});
	if (!wrong && r->stop && !s->failed)
		wrong = "too many cells";
	for (size_t i = 0; !wrong && i < r->merged_count; i++)
		say_merged(s, r->merged[i].row, r->merged[i].column);
	if (!wrong)
		say_left_out(s, r->left_out);
	free(r->merged);
	free(r);
	return wrong;
}
