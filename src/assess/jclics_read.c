/* The customer's own copy of the questions, out of a table whose layout is not ours to know. */
#include "assess/jclics.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_ROWS = 30, QUESTION_LEAST = 4 /* characters */ };

struct layout {
	int number, field, question; /* columns; -1 none */
	size_t head;                 /* row of the headings */
};

struct scan {
	const struct grid *grid;
	const struct jclics_edition *edition;
	struct arena *arena;
	struct jclics_texts *ret;
	const char *field; /* the last one seen */
	bool have[JCLICS_SLOTS_MAX + 1];
	bool no_memory;
};

/* --- cells */

static bool starts(const char **s, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*s, word, n) != 0)
		return false;
	*s += n;
	return true;
}

/* A digit, also of full width (U+FF10); -1 none. */
static int digit(const char **s)
{
	const unsigned char *u = (const unsigned char *)*s;

	if (u[0] >= '0' && u[0] <= '9') {
		++*s;
		return u[0] - '0';
	}
	if (u[0] == 0xef && u[1] == 0xbc && u[2] >= 0x90 && u[2] <= 0x99) {
		*s += 3;
		return u[2] - 0x90;
	}
	return -1;
}

static void skip(const char **s, const char *const *words)
{
	for (bool more = true; more;) {
		more = false;
		for (const char *const *w = words; *w && !more; w++)
			more = starts(s, *w);
	}
}

/* "1", "１", "Q1", "問1", "設問 1.", "No.1", "(1)": the number; 0 another text. */
static unsigned number_of(const char *s)
{
	static const char *const before[] = {"設問", "質問", "問", "Q",  "No", "NO",     "no",
					     ".",    "．",   "(",  "（", " ",  "\u3000", NULL},
				 *const after[] = {")", "）", ".", "．", "、", " ", "\u3000", NULL};
	unsigned n = 0;
	int d, digits = 0;

	skip(&s, before);
	while ((d = digit(&s)) >= 0 && digits++ < 3)
		n = n * 10 + (unsigned)d;
	skip(&s, after);
	return *s ? 0 : n;
}

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += (*s & 0xc0) != 0x80;
	return n;
}

/* --- headings */

static bool is_heading(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(text, *words) == 0)
			return true;
	return false;
}

static bool headings(const struct grid *g, size_t row, struct layout *to)
{
	static const char *const numbers[] = {"番号", "No",       "No.",    "NO", "Ｎｏ",
					      "項番", "設問番号", "Number", "#",  NULL},
				 *const fields[] = {"分野",  "分類",     "区分", "項目",
						    "Field", "Category", NULL},
				 *const questions[] = {"設問",     "質問",     "設問文", "チェック項目",
						       "点検項目", "Question", NULL};

	*to = (struct layout){-1, -1, -1, row};
	for (unsigned c = 0; c < g->rows[row].cells; c++) {
		const char *text = grid_text(g, row, c);

		if (to->number < 0 && is_heading(text, numbers))
			to->number = (int)c;
		else if (to->field < 0 && is_heading(text, fields))
			to->field = (int)c;
		else if (to->question < 0 && is_heading(text, questions))
			to->question = (int)c;
	}
	return to->question >= 0 && (to->number >= 0 || to->field >= 0);
}

/* --- rows */

/* As it stands, but for what must not be shown anywhere (then it is cleaned, and cut). */
static const char *kept(struct scan *s, const char *text, size_t most)
{
	char clean[TEXT_ROOM];
	size_t n = strlen(text);
	const char *copy;

	if (!text_shows(text_of(text, n))) {
		n = text_clean(text_of(text, n), clean);
		text = clean;
	}
	if (n > most)
		for (n = most; n && ((unsigned char)text[n] & 0xc0) == 0x80;)
			n--;
	copy = arena_text(s->arena, text, n);
	s->no_memory |= !copy;
	return copy;
}

static void put(struct scan *s, unsigned slot, const char *question)
{
	struct jclics_text *t;

	if (slot < 1 || slot > s->edition->slots || s->have[slot]) {
		s->ret->passed++;
		return;
	}
	s->have[slot] = true;
	t = &s->ret->text[s->ret->count++];
	t->slot = slot;
	t->question = kept(s, question, JCLICS_QUESTION_MOST);
	t->field = s->field ? kept(s, s->field, 400) : NULL;
}

/* By the headings: a row with a question; its number is its own, or where there is no such column the next.
 */
static void by_heading(struct scan *s, const struct layout *l)
{
	const struct grid *g = s->grid;
	unsigned next = 1;

	for (size_t row = l->head + 1; row < g->count; row++) {
		const char *question = grid_text(g, row, (unsigned)l->question);
		const char *number = l->number < 0 ? "" : grid_text(g, row, (unsigned)l->number);

		if (l->field >= 0 && *grid_text(g, row, (unsigned)l->field))
			s->field = grid_text(g, row, (unsigned)l->field);
		if (*question && (l->number < 0 || *number))
			put(s, l->number < 0 ? next++ : number_of(number), question);
	}
}

/* Without headings: the longest text right of the first number; a text left of it is the field. */
static void by_shape(struct scan *s, size_t row)
{
	const struct grid *g = s->grid;
	const char *question = "";
	unsigned slot = 0, at = 0;

	for (; at < g->rows[row].cells && !slot; at++) {
		const char *text = grid_text(g, row, at);

		slot = number_of(text);
		if (!slot && *text)
			s->field = text;
	}
	for (unsigned c = at; slot && c < g->rows[row].cells; c++)
		if (characters(grid_text(g, row, c)) > characters(question))
			question = grid_text(g, row, c);
	if (slot && characters(question) >= QUESTION_LEAST)
		put(s, slot, question);
}

static int by_slot(const void *a, const void *b)
{
	const struct jclics_text *x = a, *y = b;

	return (x->slot > y->slot) - (x->slot < y->slot);
}

int jclics_read(const struct grid *g, const struct jclics_edition *e, struct arena *a,
		struct jclics_texts *ret)
{
	struct scan s = {.grid = g, .edition = e, .arena = a, .ret = ret};
	struct layout l;
	bool found = false;

	*ret = (struct jclics_texts){0};
	for (size_t row = 0; row < g->count && row < HEAD_ROWS && !found; row++)
		found = headings(g, row, &l);
	if (found)
		by_heading(&s, &l);
	for (size_t row = 0; row < g->count && !found; row++)
		by_shape(&s, row);
	qsort(ret->text, ret->count, sizeof ret->text[0], by_slot);
	return s.no_memory ? -ENOMEM : 0;
}
