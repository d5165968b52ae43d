#include "serve/attack_json.h"

#include "assess/sql.h"

#include <stdio.h>
#include <string.h>

enum {
	ID,
	ATTACK,
	KEY,
	DEVICE,
	DEVICE_NAME,
	PEER,
	PEER_NAME,
	OUTSIDE,
	OUTSIDE_NAME,
	KIND,
	FAR_KIND,
	WEIGHT,
	STATE,
	ADDED,
	SAID,
	KINDS
};

void attack_title(struct out *o, const char *key, const struct attack *a, const char *name)
{
	json_pair(o, key, a ? a->title[LANG_JA] : name, a ? a->title[LANG_EN] : name);
}

static void threats(struct out *o, const struct attack *a)
{
	json_array(o, "threats");
	for (int i = 1; a && i <= 12; i++)
		if (a->threats & 1u << i)
			json_int(o, NULL, i);
	json_end_array(o);
}

static void harms(struct out *o, const char *key, const struct attack *a)
{
	json_array(o, key);
	for (int i = 0; a && i < HARM_COUNT; i++)
		if (a->harms & 1u << i)
			json_str(o, NULL, harm_token((enum harm)i));
	json_end_array(o);
}

void json_harms(struct call *c, const char *key, const char *said, const struct attack *a)
{
	sqlite3_stmt *st =
		said ? sql_of(c->store, "SELECT value FROM json_each(?1) LIMIT 5", "t", said) : NULL;

	if (!st) {
		harms(c->out, key, a);
		return;
	}
	json_array(c->out, key);
	while (sqlite3_step(st) == SQLITE_ROW)
		json_str(c->out, NULL, (const char *)sqlite3_column_text(st, 0));
	json_end_array(c->out);
	sqlite3_finalize(st);
}

static void words(struct out *o, const char *key, const char *const *list)
{
	json_array(o, key);
	for (; list && *list; list++)
		json_str(o, NULL, *list);
	json_end_array(o);
}

void attack_sets(struct out *o, const struct attack *a)
{
	threats(o, a);
	harms(o, "harms", a);
}

void attack_members(struct out *o, const struct attack *a)
{
	json_str(o, "attack", a->name);
	attack_title(o, "title", a, a->name);
	json_pair(o, "what", a->what[LANG_JA], a->what[LANG_EN]);
	json_array(o, "where");
	if (a->on & ATTACK_ON_ELEMENT)
		json_str(o, NULL, "element");
	if (a->on & ATTACK_ON_LINK)
		json_str(o, NULL, "link");
	json_end_array(o);
	threats(o, a);
	words(o, "techniques", a->techniques);
	harms(o, "harms", a);
	words(o, "items", a->items);
}

/* --- the ends */

/* "r4" or a kind, as it stands in the key. */
static void by_hand(struct call *c, const char *key, const char *end, size_t n)
{
	char id[ATTACK_PLACE];
	struct scan s;

	snprintf(id, sizeof id, "%.*s", (int)n, end);
	json_object(c->out, key);
	json_str(c->out, "id", id);
	s = kept_run(c,
		     "SELECT 0, r.fields ->> 'name' FROM record r WHERE r.id = ?1 AND " SEES_SAID("r.system"),
		     id[0] == 'r' && id[1] >= '1' && id[1] <= '9' ? id_number(id) : 0);
	json_str(c->out, "name", s.more ? scan_str(&s, 1) : NULL);
	kept_end(&s);
	json_end_object(c->out);
}

static void an_end(struct call *c, const char *key, char letter, int64_t id, const char *name)
{
	json_object(c->out, key);
	json_id(c->out, "id", letter, id);
	json_str(c->out, "name", name);
	json_end_object(c->out);
}

static void ends(struct call *c, const struct scan *s)
{
	const char *key = scan_str(s, KEY), *between;

	key = key ? key : "";
	between = strchr(key, '~');
	if (scan_null(s, DEVICE))
		by_hand(c, "from", key, between ? (size_t)(between - key) : strlen(key));
	else
		an_end(c, "from", 'd', scan_int(s, DEVICE), scan_str(s, DEVICE_NAME));
	key = scan_str(s, KEY);
	between = key ? strchr(key, '~') : NULL;
	if (!scan_null(s, PEER))
		an_end(c, "to", 'd', scan_int(s, PEER), scan_str(s, PEER_NAME));
	else if (!scan_null(s, OUTSIDE))
		an_end(c, "to", 'o', scan_int(s, OUTSIDE), scan_str(s, OUTSIDE_NAME));
	else if (between)
		by_hand(c, "to", between + 1, strlen(between + 1));
	else
		json_null(c->out, "to");
}

/* --- why, what was said, and measures */

static void why(struct call *c, int64_t id)
{
	struct scan s =
		kept_run(c,
			 "SELECT count(*), min(w.weight * 100000 + w.rowid), " VEILED_PAIR(
				 "w.say_ja", "w.say_en") ", " SEES_REASON
							 " FROM assumption_why w WHERE w.assumption = ?1",
			 id);

	if (s.more && s.key && !scan_int(&s, 4))
		json_lang(c->out, "why", "attack.reason-elsewhere");
	else
		json_pair(c->out, "why", s.more && scan_sentence(&s, 2) ? scan_sentence(&s, 2) : "",
			  s.more && scan_sentence(&s, 3) ? scan_sentence(&s, 3) : "");
	json_int(c->out, "reasons", s.more ? s.key : 0);
	kept_end(&s);
}

/* Returns the harms they named, in the arena; NULL none. */
static const char *said(struct call *c, int64_t seq)
{
	static const char sql[] =
		"SELECT w.at, w.actor, w.words, w.place, w.system, w.harms, k.id, k.name FROM "
		"assumption_said w LEFT JOIN contact k ON w.actor = 'c' || k.id WHERE w.seq = ?1 "
		"AND " SEES_SAID("w.system");
	struct scan s = kept_run(c, sql, seq);
	const char *harms_said = NULL;

	if (!s.more) {
		json_null(c->out, "said");
		kept_end(&s);
		return NULL;
	}
	json_object(c->out, "said");
	json_time(c->out, "at", s.key);
	json_str(c->out, "who", scan_str(&s, 7));
	json_id(c->out, "contact", 'c', scan_int_or(&s, 6, 0));
	json_str(c->out, "words", scan_sentence(&s, 2));
	json_column(c->out, "place", &s, 3);
	json_column(c->out, "system", &s, 4);
	json_end_object(c->out);
	if (scan_str(&s, 5))
		harms_said = arena_text(c->arena, scan_str(&s, 5), strlen(scan_str(&s, 5)));
	kept_end(&s);
	return harms_said;
}

static void measures(struct call *c, int64_t id)
{
	static const char *const names[] = {"physical", "human", "technical", "one_sided", "overdue"};
	struct scan s = kept_run(
		c,
		"SELECT coalesce(sum(m.layer = 'physical'), 0), coalesce(sum(m.layer = 'human'), 0), "
		"coalesce(sum(m.layer = 'technical'), 0), coalesce(sum(m.it_owner IS NULL OR m.ot_owner IS "
		"NULL), 0), coalesce(sum(m.state = 'planned' AND m.done_by < (SELECT value FROM setting "
		"WHERE "
		"key = 'now')), 0) FROM assumption a JOIN measure m ON m.attack IN (a.attack, a.attack || "
		"'@' "
		"|| a.key, a.attack || '@' || " ATTACK_KINDS ") WHERE a.id = ?1 AND " SEES_SAID("m.system"),
		id);

	json_object(c->out, "measures");
	for (int i = 0; i < 5; i++)
		json_int(c->out, names[i], s.more ? scan_int(&s, i) : 0);
	json_end_object(c->out);
	kept_end(&s);
}

void assumption_object(struct call *c, const char *key, const struct scan *s)
{
	const char *name = scan_str(s, ATTACK), *harms_said;
	const struct attack *a = attack_find(name);
	struct out *o = c->out;
	char id[ATTACK_ID];

	snprintf(id, sizeof id, "%.*s@", ATTACK_NAME - 1, name ? name : "");
	json_object(o, key);
	json_str(o, "attack", name);
	attack_title(o, "title", a, name);
	snprintf(id + strlen(id), sizeof id - strlen(id), "%.*s", ATTACK_PLACE - 1, scan_str(s, KEY));
	json_str(o, "id", id);
	json_id(o, "number", 't', s->key);
	threats(o, a);
	ends(c, s);
	json_column(o, "kind", s, KIND);
	json_column(o, "far_kind", s, FAR_KIND);
	json_str(o, "weight", attack_weight_token((enum attack_weight)scan_int(s, WEIGHT)));
	why(c, s->key);
	json_column(o, "state", s, STATE);
	json_flag(o, "added", s, ADDED);
	harms_said = said(c, scan_int_or(s, SAID, 0));
	json_harms(c, "harms", harms_said, a);
	measures(c, s->key);
	json_end_object(o);
}

void json_assumption(struct call *c, struct scan *s) { assumption_object(c, NULL, s); }
