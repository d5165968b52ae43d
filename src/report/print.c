#include "report/print.h"

#include "assess/returned.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { ARENA_MAX = 64 << 20 };

const char *print_filled(const struct print *p, struct arena *a, const char *key, const struct lang_arg *args)
{
	struct out o;
	const char *bytes, *s;
	size_t n;

	if (out_init(&o, -1) < 0)
		return NULL;
	lang_fill(&o, lang(p->language, key), args);
	bytes = out_bytes(&o, &n);
	s = arena_text(a, bytes, n);
	out_clear(&o);
	return s;
}

/* One walk over the rows: each into the arena, out, and forgotten but for the counts. */
struct walk {
	const struct print *print;
	struct arena *arena;
	struct out *out;
	struct print_counts counts;
	void (*put)(struct out *o, const struct press_row *r);
};

static int take(void *ctx, const struct sheet_row *row)
{
	struct walk *w = ctx;
	struct press_row r;
	int code;

	arena_reset(w->arena);
	code = print_row(w->print, row, w->arena, &w->counts, &r);
	if (code == 0)
		w->put(w->out, &r);
	return code;
}

int print_walk(const struct print *p, sheet_row_fn *fn, void *ctx)
{
	if (p->asof)
		return asof_rows(p->asof, p->system, p->sheet, fn, ctx);
	return p->frozen ? frozen_rows(p->store, p->frozen, fn, ctx)
			 : sheet_rows(p->store, p->now, p->system, p->sheet, fn, ctx);
}

static int walk_rows(const struct print *p, struct walk *w) { return print_walk(p, take, w); }

int print_document(const struct print *p, struct out *o)
{
	struct out rows;
	struct walk w = {.print = p, .arena = arena_new(ARENA_MAX), .out = &rows, .put = press_put_row};
	const char *bytes;
	size_t n;
	int code = w.arena && out_init(&rows, -1) == 0 ? 0 : -ENOMEM;

	if (code == 0) {
		code = walk_rows(p, &w);
		press_put_begin(o, p->version);
		if (code == 0)
			code = print_words(p, &w.counts, w.arena, o);
		bytes = out_bytes(&rows, &n);
		out_put(o, bytes, n);
		press_put_end(o);
		if (code == 0)
			code = -rows.error;
		out_clear(&rows);
	}
	arena_free(w.arena);
	return code;
}

/* The columns of a table that is not paper: name of the heading "print.NAME" or of the hidden column. */
static const struct {
	const char *heading;
	enum press_cell cell, second; /* second: follows after a blank; the same: none */
} columns[] = {
	{"function", CELL_FUNCTION, CELL_FUNCTION},
	{"category", CELL_CATEGORY, CELL_CATEGORY_NAME},
	{"item", CELL_ITEM, CELL_ITEM_TITLE},
	{"question", CELL_MARK, CELL_TITLE},
	{"key-point", CELL_KEY_POINT, CELL_KEY_POINT},
	{"poc", CELL_LEVEL_POC, CELL_LEVEL_POC},
	{"core", CELL_LEVEL_CORE, CELL_LEVEL_CORE},
	{"important", CELL_LEVEL_IMPORTANT, CELL_LEVEL_IMPORTANT},
	{"decision", CELL_CHOICE, CELL_CHOICE},
	{"verdict", CELL_VERDICT_WORD, CELL_STATE_WORD},
	{"reason", CELL_REASON, CELL_REASON},
	{"point", CELL_POINT, CELL_POINT},
	{RETURNED_ID, CELL_ID, CELL_ID},
	{RETURNED_SYSTEM, CELL_SYSTEM, CELL_SYSTEM},
	{RETURNED_BASE, CELL_BASE, CELL_BASE},
	{RETURNED_WAS, CELL_WAS, CELL_WAS},
	{RETURNED_ASKED, CELL_ASKED, CELL_ASKED},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static const char *level_mark(const char *how) { return strcmp(how, "given") == 0 ? "■" : *how ? "●" : ""; }

static void put_csv_row(struct out *o, const struct press_row *r)
{
	char both[PRESS_TEXT_MAX + 8];

	for (size_t c = 0; c < COLUMNS; c++) {
		const char *first = r->cell[columns[c].cell], *second = r->cell[columns[c].second];
		bool level = columns[c].cell >= CELL_LEVEL_POC && columns[c].cell <= CELL_LEVEL_IMPORTANT;

		if (c > 0)
			out_char(o, ',');
		if (level || columns[c].cell == columns[c].second) {
			out_csv(o, level ? level_mark(first) : first);
			continue;
		}
		snprintf(both, sizeof both, "%s%s%s", first, *first && *second ? " " : "", second);
		out_csv(o, both);
	}
	out_str(o, "\r\n");
}

static void put_csv_head(const struct print *p, struct out *o)
{
	char key[64];

	out_str(o, "\xef\xbb\xbf"); /* Excel takes UTF-8 for what it is only with its mark */
	for (size_t c = 0; c < COLUMNS; c++) {
		bool hidden = strncmp(columns[c].heading, "mimamori-", 9) == 0;

		snprintf(key, sizeof key, "print.%s", columns[c].heading);
		if (c > 0)
			out_char(o, ',');
		out_csv(o, hidden ? columns[c].heading : lang(p->language, key));
	}
	out_str(o, "\r\n");
}

static int put_csv_lines(const char *line, struct arena *a, struct out *o)
{
	const char *end;

	for (; line && *line; line = *end ? end + 1 : end) {
		const char *part;

		end = line + strcspn(line, "\n");
		part = arena_text(a, line, (size_t)(end - line));
		out_csv(o, part ? part : "");
		out_str(o, "\r\n");
	}
	return line ? 0 : -ENOMEM;
}

/* After the rows, in cells of their own rows: what every export says of itself. */
static int put_csv_foot(const struct print *p, const struct print_counts *counts, struct arena *a,
			struct out *o)
{
	return put_csv_lines(print_warnings(p, a), a, o) < 0 ||
			       put_csv_lines(print_footer(p, counts, a), a, o) < 0
		       ? -ENOMEM
		       : 0;
}

int print_csv(const struct print *p, struct out *o)
{
	struct walk w = {.print = p, .arena = arena_new(ARENA_MAX), .out = o, .put = put_csv_row};
	int code = w.arena ? 0 : -ENOMEM;

	if (code == 0) {
		put_csv_head(p, o);
		code = walk_rows(p, &w);
	}
	if (code == 0)
		code = put_csv_foot(p, &w.counts, w.arena, o);
	arena_free(w.arena);
	return code;
}
