/* What people said, and the measures that stand, beside what was proposed: columns of assumption. */
#include "assess/attack_place.h"
#include "assess/measure.h"
#include "assess/sql.h"
#include "base/lang.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

extern const char attack_forget_sql[], attack_said_sql[], attack_measures_sql[];

static const char words_table[] =
	"CREATE TEMP TABLE IF NOT EXISTS attack_word (attack TEXT, place TEXT, system TEXT, seq INTEGER, "
	"said "
	"TEXT, near TEXT, far TEXT, PRIMARY KEY (attack, place, system)) WITHOUT ROWID;"
	"DELETE FROM temp.attack_word";

static int run(struct store *s, const char *sql)
{
	return sqlite3_exec(store_db(s), sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

/* One word: attack, place, system, seq, said of the row. */
static int put_word(struct store *s, sqlite3_stmt *row, sqlite3_stmt *put)
{
	char text[ATTACK_PLACE];
	struct place place;
	int code;

	if (place_read(sql_text(row, 1, text, sizeof text), &place) < 0)
		return 0;
	place_follow(s, &place);
	place_text(&place, text);
	for (int i = 0; i < 5; i++)
		sqlite3_bind_value(put, i + 1, sqlite3_column_value(row, i));
	sqlite3_bind_text(put, 2, text, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(put, 6, place.near, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(put, 7, place.far, -1, SQLITE_TRANSIENT);
	code = sqlite3_step(put);
	sqlite3_reset(put);
	return code == SQLITE_DONE ? 0 : -EIO;
}

/* What was said, with merged devices followed; of one place the newest word stays. */
static int gather_words(struct store *s)
{
	int r = run(s, words_table);
	sqlite3_stmt *st, *put;

	if (r < 0)
		return r;
	st = sql_of(s, "SELECT attack, place, system, seq, said FROM assumption_said ORDER BY seq LIMIT ?1",
		    "i", (int64_t)ATTACK_SAID_MAX);
	put = sql_of(s, "INSERT OR REPLACE INTO temp.attack_word VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", "");
	r = st && put ? 0 : -EIO;
	while (r == 0 && sqlite3_step(st) == SQLITE_ROW)
		r = put_word(s, st, put);
	sqlite3_finalize(st);
	sqlite3_finalize(put);
	return r;
}

static int take_words(struct store *s)
{
	int r = gather_words(s);

	if (r == 0)
		r = run(s, attack_said_sql);
	/* whoever added one without a word */
	return r < 0 ? r
		     : sql_run(s,
			       "UPDATE assumption_why SET say_ja = ?1, say_en = ?2 WHERE reason = 'people' "
			       "AND say_ja = ''",
			       "tt", lang(LANG_JA, "attack.said-by-people"),
			       lang(LANG_EN, "attack.said-by-people"));
}

int attacks_refresh(struct store *s)
{
	int64_t words = sql_number(s, 0, "SELECT count(*) FROM assumption_said", "");
	int r = run(s, attack_forget_sql);

	if (r == 0)
		r = measures_refresh(s);
	if (r == 0)
		r = sql_run(s,
			    "INSERT INTO setting(key, value) VALUES ('attacks-judged', ?1) ON CONFLICT (key) "
			    "DO UPDATE SET value = excluded.value",
			    "i", (int64_t)(words > 0));
	if (r == 0 && words)
		r = take_words(s);
	return r == 0 && sql_number(s, 0, "SELECT count(*) FROM measure", "") ? run(s, attack_measures_sql)
									      : r;
}
