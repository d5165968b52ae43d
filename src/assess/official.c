#include "assess/official.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 3, BLOCKS_MAX = 16 };

/* Where the levels of a block of columns stand. */
struct block {
	int column[LEVELS]; /* poc, core, important; -1 not yet */
};

struct scan {
	const struct grid *grid;
	const struct sheet *sheet;
	struct arena *arena;
	struct official *ret;
	int current[GRID_COLUMNS_MAX]; /* item that was begun in this column; 0 none */
	struct block block[BLOCKS_MAX];
	unsigned blocks;
	int lead[BLOCKS_MAX]; /* columns that name who leads, rising */
	unsigned leads;
	bool no_memory;
};

/* "①" ... "⑨" and "❶" ... "❾" (U+2460, U+2776): 1 to 9; 0 another. */
static int circled(const char *s, bool *ret_black)
{
	const unsigned char *u = (const unsigned char *)s;

	*ret_black = false;
	if (u[0] != 0xe2 || !u[1])
		return 0;
	if (u[1] == 0x91 && u[2] >= 0xa0 && u[2] <= 0xa8)
		return u[2] - 0xa0 + 1;
	*ret_black = u[1] == 0x9d && u[2] >= 0xb6 && u[2] <= 0xbe;
	return *ret_black ? u[2] - 0xb6 + 1 : 0;
}

static const char *skip_blanks(const char *s)
{
	while (*s == ' ' || *s == '\t' || strncmp(s, "\u3000", 3) == 0)
		s += *s == '\xe3' ? 3 : 1;
	return s;
}

/* "32)", "32）", "32.", "32．" or "32 " with a text after it: the text, and the number. */
static const char *item_of(const char *s, int *ret_item)
{
	static const char *const ends[] = {")", "）", ".", "．", "、", " ", "\u3000"};
	char *after;
	long n = *s >= '0' && *s <= '9' ? strtol(s, &after, 10) : 0;

	if (n < 1 || n > 99)
		return NULL;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (strncmp(after, ends[i], strlen(ends[i])) == 0 && *skip_blanks(after + strlen(ends[i]))) {
			*ret_item = (int)n;
			return skip_blanks(after + strlen(ends[i]));
		}
	return NULL;
}

/* "32-3" or "32-③" alone in a cell: the number of a sub-item whose text is the next cell. */
static bool sub_of(const char *s, int *ret_item, int *ret_sub)
{
	bool black;
	char *after;
	long n = *s >= '0' && *s <= '9' ? strtol(s, &after, 10) : 0;

	if (n < 1 || n > 99 || *after != '-')
		return false;
	after++;
	*ret_item = (int)n;
	*ret_sub = circled(after, &black);
	if (*ret_sub)
		return after[3] == '\0';
	*ret_sub = *after >= '1' && *after <= '9' && !after[1] ? *after - '0' : 0;
	return *ret_sub != 0;
}

static const char *known(const struct sheet *sheet, const char *item)
{
	const struct sheet_item *sub = strchr(item, '-') ? sheet_item(sheet->name, item) : NULL;
	const struct sheet_group *group = sub ? NULL : sheet_group(sheet->name, item);

	return sub ? sub->item : group && !strchr(item, '-') ? group->item : NULL;
}

static bool has(const struct official *o, const char *item)
{
	for (size_t i = 0; i < o->count; i++)
		if (strcmp(o->text[i].item, item) == 0)
			return true;
	return false;
}

static bool is_set(const char *s)
{
	return *s && strcmp(s, "-") != 0 && strcmp(s, "－") != 0 && strcmp(s, "×") != 0 &&
	       strcmp(s, "0") != 0;
}

/* The nearest block whose levels stand to the right of this column. */
static const char *levels_of(struct scan *s, size_t row, unsigned column)
{
	static const char *const names[LEVELS] = {"poc", "core", "important"};
	const struct block *best = NULL;
	char list[32] = "";

	for (unsigned b = 0; b < s->blocks; b++)
		if (s->block[b].column[0] > (int)column && (!best || s->block[b].column[0] < best->column[0]))
			best = &s->block[b];
	if (!best)
		return NULL;
	for (int i = 0; i < LEVELS; i++)
		if (is_set(grid_text(s->grid, row, (unsigned)best->column[i])))
			snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", *list ? " " : "",
				 names[i]);
	return *list ? arena_text(s->arena, list, strlen(list)) : NULL;
}

/* Who leads, by the nearest such column to the right: "IT", "OT" or 現場, or both. */
static const char *lead_of(struct scan *s, size_t row, unsigned column)
{
	const char *text = "";
	bool it, ot;

	for (unsigned i = 0; i < s->leads; i++)
		if (s->lead[i] > (int)column) {
			text = grid_text(s->grid, row, (unsigned)s->lead[i]);
			break;
		}
	it = strstr(text, "IT") != NULL;
	ot = strstr(text, "OT") || strstr(text, "現場");
	return it && ot ? "both" : it ? "it" : ot ? "ot" : NULL;
}

static void put(struct scan *s, const char *number, const char *title, const char *mark, size_t row,
		unsigned column)
{
	const char *item = known(s->sheet, number);
	struct official_text *t;

	if (!item || has(s->ret, item) || s->ret->count == OFFICIAL_MAX) {
		s->ret->passed += mark != NULL || !item;
		return;
	}
	t = &s->ret->text[s->ret->count++];
	*t = (struct official_text){.item = item,
				    .title = arena_text(s->arena, title, strcspn(title, "\r\n")),
				    .mark = mark,
				    .lead = strchr(item, '-') ? lead_of(s, row, column) : NULL,
				    .levels = strchr(item, '-') ? levels_of(s, row, column) : NULL};
	s->no_memory |= !t->title;
	s->ret->subs += strchr(item, '-') != NULL;
	snprintf(t->cell, sizeof t->cell, "%c%c%u", column < 26 ? ' ' : 'A' + (int)(column / 26) - 1,
		 'A' + (int)(column % 26), s->grid->rows[row].line_no);
	if (t->cell[0] == ' ')
		memmove(t->cell, t->cell + 1, strlen(t->cell));
}

/* The item that was begun last in this column, else in the nearest one left of it. */
static int current(const struct scan *s, unsigned column)
{
	for (unsigned c = column + 1; c-- > 0;)
		if (s->current[c])
			return s->current[c];
	return 0;
}

static void take_line(struct scan *s, const char *line, size_t row, unsigned column)
{
	const char *text = skip_blanks(line), *title;
	char number[16];
	bool black;
	int item, sub = circled(text, &black);

	if (sub && current(s, column)) {
		snprintf(number, sizeof number, "%02d-%d", current(s, column), sub);
		put(s, number, skip_blanks(text + 3), black ? "black" : "white", row, column);
	} else if ((title = item_of(text, &item))) {
		snprintf(number, sizeof number, "%02d", item);
		if (!known(s->sheet, number))
			return;
		s->current[column] = item;
		put(s, number, title, NULL, row, column);
	}
}

static void take_level_heads(struct scan *s, const char *text, unsigned column)
{
	static const struct {
		const char *word;
		int level;
	} heads[] = {{"PoC", 0},  {"基幹", 1},      {"core", 1},      {"Core", 1},
		     {"重要", 2}, {"important", 2}, {"Important", 2}, {"Imp", 2}};
	struct block *last = s->blocks ? &s->block[s->blocks - 1] : NULL;

	if ((strncmp(text, "主導", 6) == 0 || strcmp(text, "Lead") == 0) && s->leads < BLOCKS_MAX &&
	    (!s->leads || s->lead[s->leads - 1] < (int)column))
		s->lead[s->leads++] = (int)column;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		if (strlen(text) > 48 || !strstr(text, heads[i].word))
			continue;
		if (heads[i].level == 0 && s->blocks < BLOCKS_MAX)
			s->block[s->blocks++] = (struct block){{(int)column, -1, -1}};
		else if (last && last->column[heads[i].level] < 0)
			last->column[heads[i].level] = (int)column;
		return;
	}
}

static void take_cell(struct scan *s, size_t row, unsigned column)
{
	const char *text = grid_text(s->grid, row, column), *next = grid_text(s->grid, row, column + 1);
	char number[16];
	int item, sub;

	if (sub_of(text, &item, &sub)) {
		snprintf(number, sizeof number, "%02d-%d", item, sub);
		if (*next)
			put(s, number, skip_blanks(next), NULL, row, column + 1);
		return;
	}
	for (const char *line = text; *line; line += line[strcspn(line, "\n")] ? 1 : 0) {
		take_line(s, line, row, column);
		line += strcspn(line, "\n");
	}
}

/* Blocks of which not all three levels were found tell nothing. */
static void drop_halves(struct scan *s)
{
	unsigned kept = 0;

	for (unsigned b = 0; b < s->blocks; b++)
		if (s->block[b].column[1] >= 0 && s->block[b].column[2] >= 0)
			s->block[kept++] = s->block[b];
	s->blocks = kept;
}

int official_read(const struct grid *g, const struct sheet *sheet, struct arena *a, struct official *ret)
{
	static struct scan s;

	s = (struct scan){.grid = g, .sheet = sheet, .arena = a, .ret = ret};
	memset(ret, 0, sizeof *ret);
	for (size_t row = 0; row < g->count; row++)
		for (unsigned c = 0; c < g->rows[row].cells; c++)
			take_level_heads(&s, grid_text(g, row, c), c);
	drop_halves(&s);
	for (size_t row = 0; row < g->count; row++)
		for (unsigned c = 0; c < g->rows[row].cells && c < GRID_COLUMNS_MAX; c++)
			take_cell(&s, row, c);
	return s.no_memory ? -ENOMEM : 0;
}
