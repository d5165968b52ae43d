/* What people say of attack assumptions: events, and what follows. */
#include "assess/attack_place.h"
#include "assess/event.h"
#include "assess/sql.h"
#include "assess/system.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static int bad_words(const char *words, bool wanted, const char *key, struct err *e)
{
	if (!words || !*words)
		return wanted ? err_set(e, -EINVAL, "words", key, "%s", "") : 0;
	if (characters(words) > ATTACK_WORDS || !text_shows(text_z(words)))
		return err_set(e, -EINVAL, "words", "bad-words", "%d", ATTACK_WORDS);
	return 0;
}

static bool harms_known(struct store *s, const char *harms)
{
	return !harms ||
	       sql_number(s, 0,
			  "SELECT CASE WHEN json_valid(?1) THEN json_type(?1) = 'array' AND "
			  "json_array_length(?1) BETWEEN "
			  "1 AND 5 AND "
			  "NOT EXISTS (SELECT 1 FROM json_each(?1) "
			  "WHERE type <> 'text' OR value NOT IN ('stop', 'wrong-value', 'injury', 'leak', "
			  "'partner')) END",
			  "t", harms) != 0;
}

static int known_place(struct store *s, const struct attack *a, const struct attack_saying *said,
		       struct place *ret, struct err *e)
{
	const char *end;

	if (place_read(said->place, ret) < 0)
		return err_set(e, -EINVAL, "place", "bad-place", "%.60s", said->place);
	if (!(a->on & (*ret->far ? ATTACK_ON_LINK : ATTACK_ON_ELEMENT)))
		return err_set(e, -EINVAL, "place", *ret->far ? "on-element" : "on-link", "%.60s",
			       said->place);
	if (place_exists(s, ret, &end) < 0)
		return err_set(e, -ENOENT, "place", "no-end", "%.60s", end);
	return 0;
}

static int allowed(struct store *s, const struct attack_saying *said, struct place *ret, struct err *e)
{
	const struct attack *a = attack_find(said->attack);
	bool site = strcmp(said->system, "site") == 0;
	int r;

	if (!a)
		return err_set(e, -ENOENT, "attack", "no-attack", "%.60s", said->attack);
	if ((r = known_place(s, a, said, ret, e)) < 0)
		return r;
	if (!site &&
	    !sql_number(s, 0, "SELECT 1 FROM system WHERE id = ?1", "i", system_number(said->system)))
		return err_set(e, -ENOENT, "system", "no-system", "%.20s", said->system);
	if (!harms_known(s, said->harms))
		return err_set(e, -EINVAL, "harms", "bad-harms", "%s", "");
	if (sql_number(s, 0, "SELECT count(*) FROM assumption_said", "") >= ATTACK_SAID_MAX)
		return err_set(e, -ENOSPC, "", "too-many", "%d", ATTACK_SAID_MAX);
	return 0;
}

/* Is there a row of it now, or of its kind? */
static bool proposed(struct store *s, const char *attack, const char *place)
{
	return sql_number(s, 0,
			  "SELECT 1 FROM assumption a WHERE a.attack = ?1 AND (a.key = ?2 OR a.kind || CASE "
			  "WHEN a.far_kind IS NULL THEN '' ELSE '~' || a.far_kind END = ?2) LIMIT 1",
			  "tt", attack, place) != 0;
}

static int tell(struct store *s, const char *kind, const struct attack_saying *said, const struct place *at,
		const struct writing *w, struct err *e)
{
	char place[ATTACK_PLACE];
	struct event_body body;
	int r;

	place_text(at, place);
	event_begin(&body);
	json_str(&body.o, "system", said->system);
	json_str(&body.o, "attack", said->attack);
	json_str(&body.o, "place", place);
	json_str(&body.o, "words", said->words && *said->words ? said->words : NULL);
	if (said->harms)
		json_raw(&body.o, "harms", said->harms, strlen(said->harms));
	if ((r = event_told(&body, s, kind, w, e)) < 0)
		return r;
	r = attacks_refresh(s);
	return r < 0 ? event_failed(s, r, e) : 0;
}

int attack_accept(struct store *s, const struct attack_saying *said, const struct writing *w, struct err *e)
{
	char text[ATTACK_PLACE];
	struct place at;
	bool fresh;
	int r = allowed(s, said, &at, e);

	if (r == 0)
		r = bad_words(said->words, strcmp(said->attack, "other") == 0, "wants-words", e);
	if (r < 0)
		return r;
	place_follow(s, &at);
	place_text(&at, text);
	fresh = !proposed(s, said->attack, text);
	return tell(s, fresh ? "attack-added" : "attack-accepted", said, &at, w, e);
}

int attack_reject(struct store *s, const struct attack_saying *said, const struct writing *w, struct err *e)
{
	struct place at;
	int r = allowed(s, said, &at, e);

	if (r == 0)
		r = bad_words(said->words, true, "wants-reason", e);
	if (r < 0)
		return r;
	place_follow(s, &at);
	return tell(s, "attack-rejected", said, &at, w, e);
}

static bool is_or_became(struct store *s, struct place then, const char *asked)
{
	char text[ATTACK_PLACE];

	place_text(&then, text);
	if (strcmp(text, asked) == 0)
		return true;
	place_follow(s, &then);
	place_text(&then, text);
	return strcmp(text, asked) == 0;
}

/* The place under which it was said: the asked one, else one whose device became it. */
static bool said_where(struct store *s, const struct attack_saying *said, struct place *at)
{
	sqlite3_stmt *st;
	char asked[ATTACK_PLACE], text[ATTACK_PLACE];
	struct place then;
	bool found = false;

	place_text(at, asked);
	st = sql_of(s,
		    "SELECT place FROM assumption_said WHERE attack = ?1 AND system = ?2 ORDER BY place = ?3 "
		    "DESC, seq DESC",
		    "ttt", said->attack, said->system, asked);
	while (st && !found && sqlite3_step(st) == SQLITE_ROW)
		found = place_read(sql_text(st, 0, text, sizeof text), &then) == 0 &&
			is_or_became(s, then, asked);
	sqlite3_finalize(st);
	*at = found ? then : *at;
	return found;
}

int attack_withdraw(struct store *s, const struct attack_saying *said, const struct writing *w, struct err *e)
{
	struct place at;

	if (place_read(said->place, &at) < 0)
		return err_set(e, -EINVAL, "place", "bad-place", "%.60s", said->place);
	if (!said_where(s, said, &at))
		return err_set(e, -ENOENT, "", "nothing-said", "%.40s@%.80s", said->attack, said->place);
	return tell(s, "attack-withdrawn", said, &at, w, e);
}

int attack_id_read(struct store *s, const char *id, char ret_attack[ATTACK_NAME],
		   char ret_place[ATTACK_PLACE])
{
	const char *at = strchr(id, '@');
	int64_t number = at ? 0 : place_number(id, 't');
	sqlite3_stmt *st;
	int r = -ENOENT;

	if (at && (size_t)(at - id) < ATTACK_NAME && strlen(at + 1) < ATTACK_PLACE) {
		snprintf(ret_attack, ATTACK_NAME, "%.*s", (int)(at - id), id);
		snprintf(ret_place, ATTACK_PLACE, "%s", at + 1);
		return 0;
	}
	if (!number)
		return -EINVAL;
	st = sql_of(s, "SELECT attack, key FROM assumption WHERE id = ?1", "i", number);
	if (st && sqlite3_step(st) == SQLITE_ROW) {
		sql_text(st, 0, ret_attack, ATTACK_NAME);
		sql_text(st, 1, ret_place, ATTACK_PLACE);
		r = 0;
	}
	sqlite3_finalize(st);
	return r;
}
