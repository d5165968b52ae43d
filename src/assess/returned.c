#include "assess/returned.h"

#include "assess/decision.h"
#include "assess/headed.h"
#include "assess/rows.h"
#include "base/lang.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The columns that are read; visible ones by their heading in either language. */
enum column { ID, SYSTEM, BASE, WAS, ASKED, VIEW, MARK, REASON, POINT, COLUMNS };

static const struct headed_column columns[COLUMNS] = {
	[ID] = {RETURNED_ID, NULL},        [SYSTEM] = {RETURNED_SYSTEM, NULL},
	[BASE] = {RETURNED_BASE, NULL},    [WAS] = {RETURNED_WAS, NULL},
	[ASKED] = {RETURNED_ASKED, NULL},  [VIEW] = {NULL, "print.question"},
	[MARK] = {NULL, "print.decision"}, [REASON] = {NULL, "print.reason"},
	[POINT] = {NULL, "print.point"},
};

/* What is decided now, beside what came back. */
struct now {
	const char *item, *choice, *reason, *point, *hash, *who;
	bool inherited, seen;
};

struct reading {
	const struct grid *grid;
	struct arena *arena;
	struct returned *ret;
	size_t head;
	int column[COLUMNS];
	struct now *now;
	size_t count, room;
	long last; /* place of the row before, in printed order */
	bool no_memory;
};

static const char *keep(struct reading *r, const char *s)
{
	const char *copy = s ? arena_text(r->arena, s, strlen(s)) : NULL;

	r->no_memory |= s && !copy;
	return copy;
}

static int take_now(void *ctx, const struct sheet_row *row)
{
	struct reading *r = ctx;
	const struct sheet_decision *d = &row->decision;

	if (r->count == r->room) {
		struct now *more = arena_get(r->arena, r->room * 2 + 256, sizeof *more);

		if (!more)
			return -ENOMEM;
		if (r->count)
			memcpy(more, r->now, r->count * sizeof *more);
		r->now = more;
		r->room = r->room * 2 + 256;
	}
	r->now[r->count++] = (struct now){keep(r, row->item),
					  keep(r, d->choice),
					  keep(r, d->reason),
					  keep(r, d->point),
					  keep(r, d->choice ? d->hash : NULL),
					  keep(r, d->who),
					  d->inherited,
					  false};
	return r->no_memory ? -ENOMEM : 0;
}

/* A text of the table: line ends as ours, and in CSV without the apostrophe that keeps "=..." from being a
 * formula. */
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

static void wrong(struct reading *r, struct returned_row *row, size_t at, enum column c, const char *key,
		  const char *detail)
{
	if (row->what == RETURNED_WRONG)
		return; /* the first that is found */
	row->what = RETURNED_WRONG;
	row->wrong = key;
	row->detail = keep(r, detail ? detail : "");
	headed_cell(r->grid, at, (unsigned)r->column[c], row->cell);
}

/* Cells that cannot be believed. */
static void look_at_cells(struct reading *r, struct returned_row *row, size_t at)
{
	static const struct {
		enum grid_flag flag;
		const char *key;
	} flags[] = {{GRID_MERGED, "merged"},
		     {GRID_FORMULA, "formula"},
		     {GRID_ERROR, "formula"},
		     {GRID_CUT, "too-long"}};

	for (int c = 0; c < COLUMNS; c++)
		for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
			if (grid_flags(r->grid, at, (unsigned)r->column[c]) & flags[i].flag)
				wrong(r, row, at, (enum column)c, flags[i].key,
				      grid_text(r->grid, at, (unsigned)r->column[c]));
}

static struct now *now_of(struct reading *r, const char *item)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->now[i].item, item) == 0)
			return &r->now[i];
	return NULL;
}

static bool same(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : "") == 0; }

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* What an answer must have, told at the cell where it lacks (decision.h refuses the same, without a cell). */
static void look_at_answers(struct reading *r, struct returned_row *row, size_t at, const char *mark)
{
	if (!*mark && (row->reason || row->point))
		wrong(r, row, at, MARK, "mark-missing", "");
	else if (*mark && !row->choice)
		wrong(r, row, at, MARK, "mark-unknown", mark);
	else if (row->choice && !row->reason)
		wrong(r, row, at, REASON, "reason-missing", mark);
	else if (row->choice && strcmp(row->choice, "not") != 0 && !row->point)
		wrong(r, row, at, POINT, "point-missing", mark);
	else if (row->reason && characters(row->reason) > DECISION_TEXT)
		wrong(r, row, at, REASON, "too-long", "");
	else if (row->point && characters(row->point) > DECISION_TEXT)
		wrong(r, row, at, POINT, "too-long", "");
}

/* Is it a change, and over what it was written over? */
static void look_at_change(struct reading *r, struct returned_row *row, size_t at, const struct now *now,
			   const char *mark)
{
	char was[RETURNED_HASH];

	returned_was(mark, row->reason ? row->reason : "", row->point ? row->point : "", was);
	if (same(was, text_of(r, at, WAS)))
		return;
	if (same(row->choice, now->choice) && same(row->reason, now->reason) && same(row->point, now->point))
		return;
	look_at_answers(r, row, at, mark);
	if (!same(text_of(r, at, BASE), now->hash))
		wrong(r, row, at, MARK, "changed-since", now->choice ? returned_mark(now->choice) : "");
	if (row->what == RETURNED_WRONG)
		return;
	row->what = row->choice ? RETURNED_DECIDE : RETURNED_WITHDRAW;
	headed_cell(r->grid, at, (unsigned)r->column[MARK], row->cell);
	if (now->inherited && same(row->reason, now->reason))
		row->reason = NULL; /* still the item's */
}

static void look_at_question(struct reading *r, struct returned_row *row, size_t at)
{
	char asked[RETURNED_HASH];

	returned_asked(text_of(r, at, VIEW), asked);
	if (!same(asked, text_of(r, at, ASKED)))
		wrong(r, row, at, VIEW, "question-differs", row->item);
}

static void take_row(struct reading *r, size_t at, struct returned_row *row)
{
	const char *mark = text_of(r, at, MARK), *system = text_of(r, at, SYSTEM);
	const char *reason = text_of(r, at, REASON), *point = text_of(r, at, POINT);
	struct now *now = now_of(r, row->item);

	row->reason = *reason ? reason : NULL;
	row->point = *point ? point : NULL;
	row->choice = returned_choice(mark);
	look_at_cells(r, row, at);
	if (!now)
		wrong(r, row, at, ID, *row->item ? "no-item" : "no-id", row->item);
	else if (now->seen)
		wrong(r, row, at, ID, "twice", row->item);
	if (!same(system, r->ret->system))
		wrong(r, row, at, SYSTEM, "other-system", system);
	if (!now)
		return;
	now->seen = true;
	r->ret->moved += now - r->now < r->last;
	r->last = now - r->now;
	look_at_question(r, row, at);
	if (row->what != RETURNED_WRONG)
		look_at_change(r, row, at, now, row->choice ? returned_mark(row->choice) : mark);
}

/* Rows without a sub-item and without answers are what stands below the table. */
static bool is_row(struct reading *r, size_t at)
{
	for (int c = 0; c < COLUMNS; c++)
		if (c != VIEW && *grid_text(r->grid, at, (unsigned)r->column[c]))
			return true;
	return false;
}

static void count(struct returned *t, const struct returned_row *row)
{
	size_t *const by[] = {&t->same, &t->decide, &t->withdraw, &t->wrong};

	++*by[row->what];
}

static int take_rows(struct reading *r)
{
	r->ret->row = arena_get(r->arena, r->grid->count + 1, sizeof *r->ret->row);
	if (!r->ret->row)
		return -ENOMEM;
	for (size_t at = r->head + 1; at < r->grid->count; at++) {
		struct returned_row *row = &r->ret->row[r->ret->rows];

		if (!is_row(r, at))
			continue;
		row->item = text_of(r, at, ID);
		take_row(r, at, row);
		count(r->ret, row);
		r->ret->rows++;
	}
	for (size_t i = 0; i < r->count; i++)
		r->ret->absent += !r->now[i].seen;
	return r->no_memory ? -ENOMEM : 0;
}

/* The system that the first row with one names. */
static const char *system_of(struct reading *r)
{
	for (size_t at = r->head + 1; at < r->grid->count; at++)
		if (*grid_text(r->grid, at, (unsigned)r->column[SYSTEM]))
			return text_of(r, at, SYSTEM);
	return "";
}

int returned_read(const struct grid *g, struct store *s, const char *system, const char *sheet, int64_t now,
		  struct arena *a, struct returned *ret, struct err *e)
{
	struct reading r = {.grid = g, .arena = a, .ret = ret};
	int code;

	*ret = (struct returned){0};
	if (!headed_find(r.grid, columns, COLUMNS, &r.head, r.column))
		return err_set(e, -EINVAL, "", "not-returned", "%s", RETURNED_ID);
	ret->system = system ? system : system_of(&r);
	code = sheet_rows(s, now, ret->system, sheet, take_now, &r);
	if (code == -ENOENT)
		return err_set(e, code, ret->system, "no-system", "%s", sheet);
	return code < 0 ? code : take_rows(&r);
}
