#include "assess/given.h"

#include <errno.h>
#include <string.h>

/* One row of the copy; what it does not tell is NULL. */
struct text {
	const char *item, *title, *mark, *lead, *levels;
};

struct copy {
	struct text *text; /* by item */
	size_t count;
	enum language language; /* of its titles */
};

static const char *kept(struct arena *a, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s && *s ? arena_text(a, s, strlen(s)) : NULL;
}

/* Kana, kanji or full-width forms: from U+3000 on. */
static bool is_japanese(const char *s)
{
	while (*s && (unsigned char)*s < 0xe3)
		s++;
	return *s != '\0';
}

static int copy_rows(sqlite3_stmt *st, struct arena *a, size_t room, struct copy *c)
{
	size_t titles = 0, japanese = 0;
	int r;

	while ((r = sqlite3_step(st)) == SQLITE_ROW && c->count < room) {
		struct text *t = &c->text[c->count++];

		*t = (struct text){kept(a, st, 0), kept(a, st, 1), kept(a, st, 2), kept(a, st, 3),
				   kept(a, st, 4)};
		if (!t->item)
			return -ENOMEM;
		titles += t->title != NULL;
		japanese += t->title && is_japanese(t->title);
	}
	c->language = 2 * japanese >= titles ? LANG_JA : LANG_EN;
	return r == SQLITE_DONE || r == SQLITE_ROW ? 0 : -EIO;
}

static int copy_load(struct store *s, const struct sheet *sheet, struct arena *a, struct copy *c)
{
	size_t room = sheet->count + sheet->group_count;
	sqlite3_stmt *st = NULL;
	int r;

	*c = (struct copy){.text = arena_get(a, room, sizeof *c->text)};
	if (!c->text)
		return -ENOMEM;
	if (sqlite3_prepare_v2(
		    store_db(s),
		    "SELECT item, title, mark, lead, levels FROM wording WHERE sheet = ?1 ORDER BY "
		    "item",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, sheet->name, -1, SQLITE_STATIC);
	r = copy_rows(st, a, room, c);
	sqlite3_finalize(st);
	return r;
}

static const struct text *text_of_item(const struct copy *c, const char *item)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->text[i].item, item) == 0)
			return &c->text[i];
	return NULL;
}

/* --- what was given goes in */

static void put_mark(struct sheet_item *item, const struct text *t)
{
	bool black = strcmp(t->mark, "black") == 0;

	if (black && !item->black) {
		item->lead = LEAD_BOTH;
		item->lead_from = FROM_OURS;
		item->unconfirmed = true;
	} else if (!black) {
		item->lead = LEAD_IT;
		item->lead_from = FROM_USER;
		item->unconfirmed = false;
	}
	item->black = black;
}

static void put_lead(struct sheet_item *item, const struct text *t)
{
	item->lead = strcmp(t->lead, "it") == 0 ? LEAD_IT : strcmp(t->lead, "ot") == 0 ? LEAD_OT : LEAD_BOTH;
	item->lead_from = FROM_USER;
	item->unconfirmed = false;
}

static void put_levels(struct sheet_item *item, const struct text *t)
{
	item->levels = (strstr(t->levels, "poc") ? LEVEL_POC : 0u) |
		       (strstr(t->levels, "core") ? LEVEL_CORE : 0u) |
		       (strstr(t->levels, "important") ? LEVEL_IMPORTANT : 0u);
	item->levels_from = FROM_USER;
}

static int put_text(const struct copy *c, struct arena *a, const struct text *t, struct given *to)
{
	struct sheet_item *item = arena_get(a, 1, sizeof *item);

	if (!item)
		return -ENOMEM;
	*item = *to->item;
	if (t->title)
		*(c->language == LANG_JA ? &item->title_ja : &item->title_en) = t->title;
	if (t->mark)
		put_mark(item, t);
	if (t->lead)
		put_lead(item, t);
	if (t->levels)
		put_levels(item, t);
	to->item = item;
	to->title[c->language] = t->title != NULL;
	to->mark = t->mark != NULL;
	return 0;
}

/* The item's own title: the group of its sub-items is copied once for each. */
static int put_group(const struct copy *c, struct arena *a, const struct text *t, struct given *to)
{
	struct sheet_group *group = arena_get(a, 1, sizeof *group);
	struct sheet_item *item = arena_get(a, 1, sizeof *item);

	if (!group || !item)
		return -ENOMEM;
	*group = *to->item->group;
	*(c->language == LANG_JA ? &group->title_ja : &group->title_en) = t->title;
	*item = *to->item;
	item->group = group;
	to->item = item;
	to->item_title[c->language] = true;
	return 0;
}

int given_items(struct store *s, const struct sheet *sheet, struct arena *a, struct given *ret)
{
	struct copy c;
	int r = copy_load(s, sheet, a, &c);

	for (size_t i = 0; i < sheet->count && r == 0; i++) {
		const struct sheet_item *item = &sheet->items[i];
		const struct text *own = text_of_item(&c, item->item);
		const struct text *group = item->group ? text_of_item(&c, item->group->item) : NULL;

		ret[i] = (struct given){.item = item};
		if (own)
			r = put_text(&c, a, own, &ret[i]);
		if (r == 0 && group && group->title)
			r = put_group(&c, a, group, &ret[i]);
	}
	return r;
}
