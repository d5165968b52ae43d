#include "ingest/grid_parts.h"

#include "ingest/slurp.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MEMORY_MAX = 256 << 20 };

int grid_begin(struct grid *g)
{
	*g = (struct grid){.arena = arena_new(MEMORY_MAX), .encoding = "", .sheet = ""};
	return g->arena ? 0 : -ENOMEM;
}

void grid_clear(struct grid *g)
{
	if (g->arena)
		arena_free(g->arena);
	free(g->rows);
	*g = (struct grid){0};
}

/* --- building ------------------------------------------------------------------------------------------ */

void grid_end(struct grid *g)
{
	if (g->count && g->rows[g->count - 1].cells == 0)
		g->count--;
}

int grid_row(struct grid *g, uint32_t line_no, bool hidden)
{
	struct grid_row *more;

	grid_end(g);
	if (g->count == GRID_ROWS_MAX)
		return -EFBIG;
	if (g->count == g->room) {
		size_t room = g->room ? g->room * 2 : 64;

		if (!(more = realloc(g->rows, room * sizeof *more)))
			return -ENOMEM;
		g->rows = more;
		g->room = room;
	}
	g->rows[g->count++] = (struct grid_row){.line_no = line_no, .hidden = hidden};
	return 0;
}

/* Room for the row's cells up to this column. Rows grow by halves; what they leave behind stays in the arena.
 */
static int widen(struct grid *g, struct grid_row *r, unsigned column)
{
	unsigned room = r->room ? r->room + r->room / 2u : 8;
	struct grid_cell *more;

	if (column >= r->room) {
		room = room <= column ? column + 1 : room;
		room = room > GRID_COLUMNS_MAX ? GRID_COLUMNS_MAX : room;
		more = arena_get(g->arena, room, sizeof *more);
		if (!more)
			return -EFBIG;
		if (r->cells)
			memcpy(more, r->cell, r->cells * sizeof *more);
		r->cell = more;
		r->room = (uint16_t)room;
	}
	for (; r->cells <= column; r->cells++)
		r->cell[r->cells].text = "";
	return 0;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Ends at a character: a byte 10xxxxxx goes on with one. */
static size_t cut(const char *s, size_t n)
{
	if (n <= GRID_TEXT_MAX)
		return n;
	for (n = GRID_TEXT_MAX; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80; n--)
		;
	return n;
}

int grid_put(struct grid *g, unsigned column, const char *text, size_t n, unsigned flags)
{
	struct grid_row *r = &g->rows[g->count - 1];
	size_t kept;

	for (; n && is_space(*text); text++, n--)
		;
	for (; n && is_space(text[n - 1]); n--)
		;
	if (n == 0)
		return 0;
	if (column >= GRID_COLUMNS_MAX) {
		g->cells_left_out++;
		return 0;
	}
	if (widen(g, r, column) < 0)
		return -EFBIG;
	kept = cut(text, n);
	r->cell[column].text = arena_text(g->arena, text, kept);
	r->cell[column].flags = (uint8_t)(flags | (kept < n ? GRID_CUT : 0));
	return r->cell[column].text ? 0 : -EFBIG;
}

/* --- asking -------------------------------------------------------------------------------------------- */

const char *grid_text(const struct grid *g, size_t row, unsigned column)
{
	return row < g->count && column < g->rows[row].cells ? g->rows[row].cell[column].text : "";
}

unsigned grid_flags(const struct grid *g, size_t row, unsigned column)
{
	return row < g->count && column < g->rows[row].cells ? g->rows[row].cell[column].flags : 0;
}

/* --- reading ------------------------------------------------------------------------------------------- */

/* A ZIP archive is a workbook; the compound files of old Excel and of encrypted workbooks are told apart from
 * text (MS-CFB 2.2). */
static int of_bytes(const char *bytes, size_t n, const char *path, const char *sheet, struct grid *g,
		    struct err *e)
{
	if (n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
		return grid_of_xlsx(path, sheet, g, e);
	if (n >= 8 && memcmp(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
		return err_set(e, -EINVAL, path, "grid-old-xls", "%s", "");
	return grid_of_csv(bytes, n, path, g, e);
}

int grid_read(const char *path, const char *sheet, struct grid *ret_grid, struct err *e)
{
	struct grid g;
	char *bytes;
	size_t n;
	int r = slurp(path, GRID_BYTES_MAX, &bytes, &n);

	if (r < 0)
		return err_set(e, r, path, r == -EFBIG ? "grid-too-large" : "grid-unreadable", "%s",
			       strerror(-r));
	r = grid_begin(&g);
	if (r < 0)
		err_set(e, r, path, "grid-unreadable", "%s", strerror(-r));
	else
		r = of_bytes(bytes, n, path, sheet, &g, e);
	free(bytes);
	if (r == 0 && g.count == 0)
		r = err_set(e, -EINVAL, path, "grid-empty", "%s", "");
	if (r == 0)
		*ret_grid = g;
	else
		grid_clear(&g);
	return r;
}

int grid_sheets(const char *path, grid_fn *fn, void *ctx, struct err *e)
{
	struct grid first, g; /* the first holds the names */
	int r = grid_read(path, NULL, &first, e);

	if (r == 0 && first.sheet_count == 0)
		r = fn(ctx, &first, e);
	else if (r < 0)
		return r;
	for (unsigned i = 0; r == 0 && i < first.sheet_count; i++) {
		r = grid_read(path, first.sheets[i], &g, e);
		if (r < 0 && strcmp(e->key, "grid-empty") == 0) {
			*e = (struct err){0};
			r = 0;
			continue;
		}
		if (r == 0) {
			r = fn(ctx, &g, e);
			grid_clear(&g);
		}
	}
	grid_clear(&first);
	return r;
}

int grid_read_csv(const char *bytes, size_t n, const char *name, struct grid *ret_grid, struct err *e)
{
	struct grid g;
	int r = grid_begin(&g);

	if (r < 0)
		return err_set(e, r, name, "grid-unreadable", "%s", strerror(-r));
	if (n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
		r = err_set(e, -EINVAL, name, "grid-no-helper", "%s", "XLSX");
	else
		r = grid_of_csv(bytes, n, name, &g, e);
	if (r < 0) {
		grid_clear(&g);
		return r;
	}
	*ret_grid = g;
	return 0;
}

int grid_read_xlsx(int fd, const char *name, const char *sheet, struct grid *ret_grid, struct err *e)
{
	struct grid g;
	int r = grid_begin(&g);

	r = r < 0 ? err_set(e, r, name, "grid-unreadable", "%s", strerror(-r))
		  : grid_of_xlsx_fd(fd, name, sheet, &g, e);
	if (r < 0) {
		grid_clear(&g);
		return r;
	}
	*ret_grid = g;
	return 0;
}
