/* A pack that came back as a table: XLSX or CSV. Rows are known by their hidden columns, so they may be
 * sorted; a question whose words changed is not answered. */
#include "assess/pack_back.h"

#include "assess/headed.h"
#include "base/lang.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum column { ASK, CHOICE, WORDS, DAY, EVIDENCE, PACK, SITE, KIND, HASH, QUESTION, COLUMNS };

static const struct headed_column columns[COLUMNS] = {
	[ASK] = {NULL, "pack.column-ask"},           [CHOICE] = {NULL, "pack.column-choice"},
	[WORDS] = {NULL, "pack.column-words"},       [DAY] = {NULL, "pack.column-day"},
	[EVIDENCE] = {NULL, "pack.column-evidence"}, [PACK] = {PACK_COLUMN_PACK, NULL},
	[SITE] = {PACK_COLUMN_SITE, NULL},           [KIND] = {PACK_COLUMN_KIND, NULL},
	[HASH] = {PACK_COLUMN_HASH, NULL},           [QUESTION] = {PACK_COLUMN_QUESTION, NULL},
};

/* What was asked, as it went out. */
struct asked {
	const char *id, *ask[LANG_COUNT];
};

struct reading {
	struct store *store;
	const struct grid *grid;
	struct arena *arena;
	struct pack pack;
	struct pack_back *ret;
	struct asked *asked;
	size_t asks;
	struct back_named named; /* of the first row */
	size_t head;
	int column[COLUMNS];
	bool no_memory;
	struct err *e;
};

static const char *cell_name(struct reading *r, size_t row, enum column c)
{
	char name[HEADED_CELL];
	const char *kept;

	headed_cell(r->grid, row, (unsigned)r->column[c], name);
	kept = arena_text(r->arena, name, strlen(name));
	r->no_memory |= !kept;
	return kept ? kept : "";
}

/* Line ends as ours, and in CSV without the apostrophe that keeps "=..." from being a formula. */
static const char *text_of(struct reading *r, size_t row, enum column c)
{
	const char *s = grid_text(r->grid, row, (unsigned)r->column[c]);
	char *copy, *to;

	if (s[0] == '\'' && s[1] && strchr("=+-@\t\r", s[1]) && strcmp(r->grid->encoding, "XLSX") != 0)
		s++;
	copy = to = arena_text(r->arena, s, strlen(s));
	r->no_memory |= !copy;
	for (; copy && *s; s++)
		if (*s != '\r')
			*to++ = *s;
	if (copy)
		*to = '\0';
	return copy ? copy : "";
}

static int bad(struct reading *r, size_t row, enum column c, const char *key, const char *detail)
{
	return err_set(r->e, -EINVAL, cell_name(r, row, c), key, "%.200s", detail);
}

/* Cells that cannot be believed. */
static int look_at_cells(struct reading *r, size_t row)
{
	static const struct {
		unsigned flags;
		const char *key;
	} flags[] = {{GRID_MERGED, "cell-merged"},
		     {GRID_FORMULA | GRID_ERROR, "cell-formula"},
		     {GRID_CUT, "cell-cut"}};

	for (int c = 0; c < COLUMNS; c++)
		for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
			if (grid_flags(r->grid, row, (unsigned)r->column[c]) & flags[i].flags)
				return bad(r, row, (enum column)c, flags[i].key, "");
	return 0;
}

/* Every row says the same of the pack. */
static int look_at_pack(struct reading *r, size_t row)
{
	static const enum column of[] = {SITE, PACK, KIND, HASH};
	const char *const first[] = {r->named.site, r->named.pack, r->named.kind, r->named.hash};

	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		if (strcmp(text_of(r, row, of[i]), first[i]) != 0)
			return bad(r, row, of[i], "altered", r->named.pack);
	return 0;
}

static int one_asked(void *ctx, const struct pack_question *q)
{
	struct reading *r = ctx;
	struct asked *a = &r->asked[r->asks];

	if (r->asks == r->pack.questions)
		return -EIO;
	a->id = arena_text(r->arena, q->id, strlen(q->id));
	for (int l = 0; l < LANG_COUNT; l++)
		a->ask[l] = arena_text(r->arena, q->ask[l], strlen(q->ask[l]));
	r->asks++;
	return a->id && a->ask[LANG_JA] && a->ask[LANG_EN] ? 0 : -ENOMEM;
}

static int load_asked(struct reading *r)
{
	int code;

	r->asked = arena_get(r->arena, r->pack.questions + 1, sizeof *r->asked);
	r->ret->said = arena_get(r->arena, r->pack.questions + 1, sizeof *r->ret->said);
	r->no_memory |= !r->ret->said || !r->asked;
	if (r->no_memory)
		return err_set(r->e, -ENOMEM, "", "memory", "%s", "");
	code = pack_questions(r->store, r->pack.id, one_asked, r);
	return code < 0 ? err_set(r->e, code, "", "store", "%s", store_error(r->store)) : 0;
}

static const struct asked *asked_of(const struct reading *r, const char *question)
{
	for (size_t i = 0; i < r->asks; i++)
		if (strcmp(r->asked[i].id, question) == 0)
			return &r->asked[i];
	return NULL;
}

static int look_at_question(struct reading *r, size_t row, const char *question)
{
	const struct asked *a = asked_of(r, question);
	const char *ask = text_of(r, row, ASK);

	if (!*question)
		return bad(r, row, QUESTION, "cell-no-question", "");
	if (back_is_twice(r->ret, question))
		return bad(r, row, QUESTION, "twice", question);
	if (!a)
		return bad(r, row, QUESTION, "no-question", question);
	return strcmp(ask, a->ask[LANG_JA]) == 0 || strcmp(ask, a->ask[LANG_EN]) == 0
		       ? 0
		       : bad(r, row, ASK, "question-altered", question);
}

static int take_row(struct reading *r, size_t row)
{
	struct pack_said *said = &r->ret->said[r->ret->count];
	int code = look_at_cells(r, row);

	if (code == 0)
		code = look_at_pack(r, row);
	if (code == 0 && r->ret->count == r->pack.questions)
		code = bad(r, row, QUESTION, "too-many", "");
	if (code == 0)
		code = look_at_question(r, row, text_of(r, row, QUESTION));
	if (code < 0)
		return code;
	*said = (struct pack_said){text_of(r, row, QUESTION), text_of(r, row, CHOICE),
				   text_of(r, row, WORDS),    text_of(r, row, EVIDENCE),
				   text_of(r, row, DAY),      cell_name(r, row, CHOICE)};
	r->ret->count++;
	return 0;
}

/* Rows without a question and without answers are notes. */
static bool is_row(const struct reading *r, size_t row)
{
	for (int c = CHOICE; c < COLUMNS; c++)
		if (*grid_text(r->grid, row, (unsigned)r->column[c]))
			return true;
	return false;
}

static int first_row(struct reading *r, const struct pack_bringer *b)
{
	size_t row = r->head + 1;

	while (row < r->grid->count && !*grid_text(r->grid, row, (unsigned)r->column[PACK]))
		row++;
	if (row >= r->grid->count)
		return err_set(r->e, -EINVAL, "", "not-a-pack", "%s", "");
	r->named = (struct back_named){cell_name(r, row, PACK), text_of(r, row, PACK), text_of(r, row, SITE),
				       text_of(r, row, KIND), text_of(r, row, HASH)};
	return back_check(r->store, &r->named, b, &r->pack, r->e);
}

int pack_read_table(struct store *s, const struct grid *g, const struct pack_bringer *b, struct arena *a,
		    struct pack_back *ret, struct err *e)
{
	struct reading r = {.store = s, .grid = g, .arena = a, .ret = ret, .e = e};
	int code;

	*ret = (struct pack_back){0};
	if (!headed_find(r.grid, columns, COLUMNS, &r.head, r.column))
		return err_set(e, -EINVAL, "", "not-a-pack", "%s", "");
	code = first_row(&r, b);
	if (code < 0)
		return code;
	ret->pack = r.pack.id;
	code = load_asked(&r);
	for (size_t row = r.head + 1; code == 0 && !r.no_memory && row < g->count; row++)
		if (is_row(&r, row))
			code = take_row(&r, row);
	return code == 0 && r.no_memory ? err_set(e, -ENOMEM, "", "memory", "%s", "") : code;
}
