#include "report/director_rows.h"

#include "assess/record_kind.h"
#include "assess/sheet.h"
#include "assess/sql.h"
#include "base/text.h"
#include "report/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a record says first of itself: the words of its kind that stand for it, by kind; else its first text.
 */
static const char record_first[] =
	"SELECT r.kind, coalesce(r.fields ->> '$.asked', r.fields ->> '$.story', r.fields ->> '$.business', "
	"(SELECT j.value FROM "
	"json_each(r.fields) j WHERE j.type = 'text' ORDER BY j.id LIMIT 1)) FROM record r WHERE r.id = ?1";
static const char *const questions[][LANG_COUNT] = {
	[FIGURE_DEVICE] = {"SELECT coalesce(name, '') FROM device_shown WHERE id = ?1",
			   "SELECT coalesce(name, '') FROM device_shown WHERE id = ?1"},
	[FIGURE_FINDING] = {"SELECT coalesce((SELECT title_ja FROM finding WHERE id = ?1), (SELECT "
			    "check_name FROM finding_life WHERE "
			    "id = ?1))",
			    "SELECT coalesce((SELECT title_en FROM finding WHERE id = ?1), (SELECT "
			    "check_name FROM finding_life WHERE "
			    "id = ?1))"},
	[FIGURE_ALARM] = {"SELECT title_ja FROM alarm WHERE id = ?1",
			  "SELECT title_en FROM alarm WHERE id = ?1"},
	[FIGURE_INCIDENT] = {"SELECT title FROM incident WHERE id = ?1",
			     "SELECT title FROM incident WHERE id = ?1"},
};

static int64_t number_of(const char *row) { return strtoll(row + (*row < '0' || *row > '9'), NULL, 10); }

static void of_item(struct store *s, const char *row, enum language l, char *buf, size_t room)
{
	const struct sheet_item *item = sheet_item("jssec-2.1", row);
	sqlite3_stmt *st;

	if (item) {
		snprintf(buf, room, "%s", l == LANG_JA ? item->title_ja : item->title_en);
		return;
	}
	st = sql_of(s, "SELECT title FROM own_item WHERE item = ?1 LIMIT 1", "t", row);
	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, buf, room);
	sqlite3_finalize(st);
}

static void of_record(struct store *s, int64_t id, enum language l, char *buf, size_t room)
{
	sqlite3_stmt *st = sql_of(s, record_first, "i", id);

	if (st && sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0),
			   *text = (const char *)sqlite3_column_text(st, 1);
		const struct record_kind *k = record_kind(name ? name : "");

		snprintf(buf, room, "%s%s%s",
			 k      ? k->title[l]
			 : name ? name
				: "",
			 l == LANG_JA ? "：" : ": ", text ? text : "");
	}
	sqlite3_finalize(st);
}

static void of_event(struct store *s, int64_t seq, enum language l, int zone_minutes, char *buf, size_t room)
{
	sqlite3_stmt *st = sql_of(s, "SELECT at, kind FROM event WHERE seq = ?1", "i", seq);
	char when[WORD_TEXT], key[96];

	if (st && sqlite3_step(st) == SQLITE_ROW) {
		snprintf(key, sizeof key, "journal.kind-%.70s", (const char *)sqlite3_column_text(st, 1));
		snprintf(buf, room, "%s  %s", local_minute(when, sqlite3_column_int64(st, 0), zone_minutes),
			 lang(l, key));
	}
	sqlite3_finalize(st);
}

static void of_other(struct store *s, enum figure_of of, int64_t id, enum language l, char *buf, size_t room)
{
	sqlite3_stmt *st = sql_of(s, questions[of][l], "i", id);
	char name[TEXT_ROOM];

	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, buf, room);
	if (of == FIGURE_DEVICE) { /* from the wire */
		text_clean(text_z(buf), name);
		snprintf(buf, room, "%s", name);
	}
	sqlite3_finalize(st);
}

const char *figure_row_words(struct store *s, enum figure_of of, const char *row, enum language l,
			     int zone_minutes, char *buf, size_t room)
{
	*buf = '\0';
	if (of == FIGURE_ITEM)
		of_item(s, row, l, buf, room);
	else if (of == FIGURE_RECORD)
		of_record(s, number_of(row), l, buf, room);
	else if (of == FIGURE_EVENT)
		of_event(s, number_of(row), l, zone_minutes, buf, room);
	else if (of != FIGURE_DAY)
		of_other(s, of, number_of(row), l, buf, room);
	return buf;
}
