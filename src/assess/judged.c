#include "assess/judged.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* --- own items: the same struct, made from a row */

static const char *kept(struct evidence *e, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s ? arena_text(e->arena, s, strlen(s)) : "";
}

/* A JSON list of words ["a","b"] as a NULL-terminated list. */
static const char *const *words(struct evidence *e, sqlite3 *db, const char *json)
{
	static const char *const none[] = {NULL};
	const char **list = arena_get(e->arena, NEEDED_MAX + 1, sizeof *list);
	sqlite3_stmt *st = NULL;
	size_t n = 0;

	if (!list || sqlite3_prepare_v2(db, "SELECT value FROM json_each(?1)", -1, &st, NULL) != SQLITE_OK)
		return none;
	sqlite3_bind_text(st, 1, json, -1, SQLITE_STATIC);
	while (sqlite3_step(st) == SQLITE_ROW && n < NEEDED_MAX)
		list[n++] = kept(e, st, 0);
	sqlite3_finalize(st);
	return list;
}

/* ["policy:security", "drill"] as bindings. */
static const struct sheet_record *bindings(struct evidence *e, sqlite3 *db, const char *json)
{
	static const struct sheet_record none[] = {{NULL, NULL}};
	const char *const *word = words(e, db, json);
	struct sheet_record *list = arena_get(e->arena, NEEDED_MAX + 1, sizeof *list);

	for (size_t i = 0; list && word[i]; i++) {
		size_t n = strcspn(word[i], ":");

		list[i].kind = arena_text(e->arena, word[i], n);
		list[i].topic = word[i][n] ? word[i] + n + 1 : NULL;
		if (!list[i].kind)
			return none;
	}
	return list ? list : none;
}

static enum lead lead_of(const char *word)
{
	return strcmp(word, "it") == 0 ? LEAD_IT : strcmp(word, "ot") == 0 ? LEAD_OT : LEAD_BOTH;
}

static int own_item(struct judged_sheet *j, sqlite3 *db, sqlite3_stmt *st)
{
	struct evidence *e = &j->evidence;
	struct sheet_item *item = arena_get(e->arena, 1, sizeof *item);

	if (!item)
		return -ENOMEM;
	item->item = kept(e, st, 0);
	item->title_ja = item->title_en = kept(e, st, 1);
	item->lead = lead_of(kept(e, st, 2));
	item->lead_from = item->levels_from = FROM_USER;
	item->levels = LEVEL_POC | LEVEL_CORE | LEVEL_IMPORTANT;
	item->category = item->needs = "";
	item->checks = words(e, db, kept(e, st, 3));
	item->records = bindings(e, db, kept(e, st, 4));
	j->row[j->count++] = (struct judged){.item = item, .own = true};
	return 0;
}

static int own_items(struct judged_sheet *j, sqlite3 *db, size_t room)
{
	sqlite3_stmt *st = NULL;
	int r, code = 0;

	if (sqlite3_prepare_v2(
		    db,
		    "SELECT item, title, lead, checks, records FROM own_item WHERE system = ?1 AND sheet = ?2"
		    " ORDER BY length(item), item",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, j->evidence.system, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, j->sheet->name, -1, SQLITE_STATIC);
	while (code == 0 && j->count < room && (r = sqlite3_step(st)) == SQLITE_ROW)
		code = own_item(j, db, st);
	sqlite3_finalize(st);
	return code;
}

/* --- one row */

/* Midnight of the day, UTC. */
static int64_t day(const char *date)
{
	char clean[DATE_ROOM];

	return date_parse(date, clean) ? (int64_t)date_days(clean) * 86400000000 : 0;
}

static int64_t as_of(const struct evidence *e, const struct verdict *v)
{
	int64_t recorded = v->counts ? day(v->oldest) : 0;
	int64_t seen = v->asks_measure ? e->capture_end : 0;

	return !seen || (recorded && recorded < seen) ? recorded : seen;
}

static void judge(struct judged_sheet *j, struct judged *row)
{
	const struct evidence *e = &j->evidence;

	row->asked = e->level == 0 || (row->item->levels & e->level);
	verdict_of(e, row->item, &row->v);
	row->as_of = as_of(e, &row->v);
	question_hash(row->item, row->question);
	evidence_hash(e, row->item, &row->v, row->evidence);
}

/* Identify is open while a row of it that is asked at this level is neither met nor partly met, unless people
 * decided against it. */
static bool identify(const struct judged *row) { return strncmp(row->item->category, "ID.", 3) == 0; }

static bool open(const struct judged *row, const char *refused)
{
	char word[24];

	snprintf(word, sizeof word, " %s ", row->item->item);
	return identify(row) && row->asked && strcmp(row->v.word, "met") != 0 &&
	       strcmp(row->v.word, "partly") != 0 && !strstr(refused, word);
}

/* Items of the scope that people decided not to adopt, as " 01-1 03-2 ". */
static int refusals(struct judged_sheet *j, sqlite3 *db, const char **ret)
{
	sqlite3_stmt *st = NULL;

	*ret = "";
	if (sqlite3_prepare_v2(db,
			       "SELECT ' ' || group_concat(item, ' ') || ' ' FROM decision WHERE system = ?1 "
			       "AND sheet = ?2"
			       " AND choice = 'not'",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, j->evidence.system, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, j->sheet->name, -1, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW)
		*ret = kept(&j->evidence, st, 0);
	sqlite3_finalize(st);
	return 0;
}

int judged_provisional(struct store *s, struct judged_sheet *j)
{
	const char *refused;
	int r = refusals(j, store_db(s), &refused);

	j->open = 0;
	j->first = NULL;
	if (r < 0)
		return r;
	for (size_t i = 0; i < j->count; i++)
		if (open(&j->row[i], refused) && j->open++ == 0)
			j->first = j->row[i].item->item;
	for (size_t i = 0; i < j->count; i++)
		j->row[i].provisional = j->open > 0 && !j->row[i].own && !identify(&j->row[i]);
	return 0;
}

enum { OWN_MAX = 400 };

int judged_load(struct store *s, int64_t now, const char *system, const struct sheet *sheet,
		struct judged_sheet *ret)
{
	sqlite3 *db = store_db(s);
	size_t room = sheet->count + OWN_MAX;
	struct given *given;
	int r;

	*ret = (struct judged_sheet){.sheet = sheet};
	r = evidence_load(s, now, system, &ret->evidence);
	if (r < 0)
		return r;
	ret->row = arena_get(ret->evidence.arena, room, sizeof *ret->row);
	given = arena_get(ret->evidence.arena, sheet->count, sizeof *given);
	if (!ret->row || !given)
		return -ENOMEM;
	r = given_items(s, sheet, ret->evidence.arena, given);
	for (size_t i = 0; i < sheet->count && r == 0; i++)
		ret->row[ret->count++] = (struct judged){.item = given[i].item, .given = &given[i]};
	if (r == 0)
		r = own_items(ret, db, room);
	for (size_t i = 0; i < ret->count && r == 0; i++)
		judge(ret, &ret->row[i]);
	return r < 0 ? r : judged_provisional(s, ret);
}

void judged_clear(struct judged_sheet *j) { evidence_free(&j->evidence); }
