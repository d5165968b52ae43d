#include "assess/decision.h"

#include "assess/contact.h"
#include "assess/judged.h"
#include "assess/kept.h"
#include "assess/record_kind.h"
#include "base/out.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- reading */

static const char *kept(struct arena *a, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s && *s ? arena_text(a, s, strlen(s)) : NULL;
}

static void read_one(struct store *s, sqlite3_stmt *st, struct arena *a, void *to)
{
	(void)s;
	*(struct decision *)to = (struct decision){kept(a, st, 0),
						   kept(a, st, 1),
						   kept(a, st, 2),
						   kept(a, st, 4),
						   sqlite3_column_int(st, 3) != 0,
						   sqlite3_column_int64(st, 5),
						   sqlite3_column_int64(st, 6)};
}

int decisions_load(struct store *s, const char *system, const char *sheet, struct arena *a,
		   struct decisions *ret)
{
	struct kept_rows rows;
	int r = kept_rows(
		s,
		"SELECT item, choice, reason, inherit, point, contact, at, (SELECT COUNT(*) FROM decision"
		" WHERE system = ?1 AND sheet = ?2) FROM decision WHERE system = ?1 AND sheet = ?2"
		" ORDER BY item",
		system, sheet, sizeof *ret->list, read_one, a, &rows);

	*ret = (struct decisions){.list = rows.list, .count = rows.count};
	return r;
}

const struct decision *decision_of(const struct decisions *d, const char *item)
{
	for (size_t i = 0; i < d->count; i++)
		if (strcmp(d->list[i].item, item) == 0)
			return &d->list[i];
	return NULL;
}

/* The decision on the item of a sub-item. */
static const struct decision *above(const struct decisions *d, const char *item)
{
	char parent[ITEM_ROOM] = "";
	size_t n = strcspn(item, "-");

	if (!item[n] || n >= sizeof parent)
		return NULL;
	memcpy(parent, item, n);
	return decision_of(d, parent);
}

const char *decision_reason(const struct decisions *d, const struct decision *one)
{
	const struct decision *parent = one->inherit ? above(d, one->item) : NULL;

	return one->reason || !parent ? one->reason : parent->reason;
}

const char *decision_point(const struct decisions *d, const struct decision *one)
{
	const struct decision *parent = one->inherit ? above(d, one->item) : NULL;

	return one->point || !parent || strcmp(one->choice, "not") == 0 ? one->point : parent->point;
}

void decision_hash(const struct decisions *d, const struct decision *one, char ret_hex[HASH_HEX])
{
	const char *reason = decision_reason(d, one), *point = decision_point(d, one);
	size_t room = (reason ? strlen(reason) : 0) + (point ? strlen(point) : 0) + 64;
	char *text = malloc(room);
	int n;

	ret_hex[0] = '\0';
	if (!text)
		return;
	n = snprintf(text, room, "%s\n%s\n%s\n%s\n", one->item, one->choice, reason ? reason : "",
		     point ? point : "");
	hash_hex(text, (size_t)n, ret_hex);
	free(text);
}

/* --- what may be decided */

static bool row_exists(struct store *s, const char *sql, const char *a, const char *b, const char *c)
{
	sqlite3_stmt *st = NULL;
	bool yes;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		return false;
	sqlite3_bind_text(st, 1, a, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, b, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 3, c, -1, SQLITE_STATIC);
	yes = sqlite3_step(st) == SQLITE_ROW;
	sqlite3_finalize(st);
	return yes;
}

bool decision_item_exists(struct store *s, const char *system, const char *sheet, const char *item)
{
	return sheet_item(sheet, item) ||
	       row_exists(s, "SELECT 1 FROM own_item WHERE system = ?1 AND sheet = ?2 AND item = ?3", system,
			  sheet, item);
}

int system_must_exist(struct store *s, const char *system, struct err *e)
{
	if (strcmp(system, "site") == 0 ||
	    row_exists(s, "SELECT 1 FROM system WHERE 's' || id = ?1", system, "", ""))
		return 0;
	return err_set(e, -ENOENT, system, "no-system", "%s", "");
}

static bool whole_item(const struct deciding *d)
{
	const struct sheet_group *g = sheet_group(d->sheet, d->item);

	return g && strcmp(g->item, d->item) == 0;
}

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += (*s & 0xc0) != 0x80;
	return n;
}

static bool blank(const char *s) { return !s || s[strspn(s, " \t\n")] == '\0'; }

static int allowed(const struct deciding *d, const struct decisions *known, struct err *e)
{
	static const char *const choices[] = {"adopt", "part", "not"};
	const struct decision *parent = above(known, d->item);
	bool known_choice = false, inherits = blank(d->reason);

	for (size_t i = 0; i < 3; i++)
		known_choice |= d->choice && strcmp(d->choice, choices[i]) == 0;
	if (!known_choice)
		return err_set(e, -EINVAL, d->item, "bad-choice", "%s", d->choice ? d->choice : "");
	if (inherits && (!parent || blank(parent->reason)))
		return err_set(e, -EINVAL, d->item, "no-reason", "%s", "");
	if (strcmp(d->choice, "not") != 0 && blank(d->point) &&
	    !(inherits && parent && !blank(parent->point)))
		return err_set(e, -EINVAL, d->item, "no-point", "%s", "");
	if ((d->reason && characters(d->reason) > DECISION_TEXT) ||
	    (d->point && characters(d->point) > DECISION_TEXT))
		return err_set(e, -EINVAL, d->item, "too-long", "%d", DECISION_TEXT);
	return 0;
}

/* --- events */

static void key_of(struct out *o, const char *system, const char *sheet, const char *item)
{
	json_object(o, NULL);
	json_str(o, "system", system);
	json_str(o, "sheet", sheet);
	json_str(o, "item", item);
}

static int append(struct store *s, struct out *o, const char *kind, const struct writing *w)
{
	size_t n;
	int r;

	json_end_object(o);
	r = o->error ? -ENOMEM : journal_append(s, w->at, kind, w->actor, out_bytes(o, &n), NULL);
	out_clear(o);
	return r;
}

static int write_one(struct store *s, const struct deciding *d, const char *item, bool inherit,
		     const struct writing *w)
{
	const char *reason = inherit ? NULL : d->reason,
		   *point = inherit && item != d->item ? NULL : d->point;
	struct decision one = {item, d->choice, reason, point, inherit, 0, 0};
	struct decisions none = {0};
	char hash[HASH_HEX];
	struct out o;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	decision_hash(&none, &one, hash);
	key_of(&o, d->system, d->sheet, item);
	json_str(&o, "choice", d->choice);
	json_str(&o, "reason", reason);
	json_int(&o, "inherit", inherit);
	json_str(&o, "point", blank(point) || strcmp(d->choice, "not") == 0 ? NULL : point);
	if (contact_of_actor(s, w->actor))
		json_int(&o, "contact", contact_of_actor(s, w->actor));
	json_str(&o, "hash", hash);
	return append(s, &o, "decision-made", w);
}

/* The item's sub-items that nobody decided yet follow it. */
static int write_below(struct store *s, const struct deciding *d, const struct decisions *known,
		       const struct writing *w)
{
	const struct sheet *sheet = sheet_named(d->sheet);
	size_t n = strlen(d->item);
	int r = 0;

	for (size_t i = 0; i < sheet->count && r == 0; i++) {
		const char *sub = sheet->items[i].item;

		if (strncmp(sub, d->item, n) == 0 && sub[n] == '-' && !decision_of(known, sub))
			r = write_one(s, d, sub, true, w);
	}
	return r;
}

int decision_make(struct store *s, const struct deciding *d, const struct writing *w, struct err *e)
{
	struct arena *a = arena_new(8 << 20);
	struct decisions known;
	bool whole = sheet_named(d->sheet) && whole_item(d);
	int r = system_must_exist(s, d->system, e);

	if (r == 0 && !whole && !decision_item_exists(s, d->system, d->sheet, d->item))
		r = err_set(e, -ENOENT, d->item, "no-item", "%s", "");
	if (r == 0)
		r = a ? decisions_load(s, d->system, d->sheet, a, &known) : -ENOMEM;
	if (r == 0)
		r = allowed(d, &known, e);
	if (r == 0)
		r = write_one(s, d, d->item, blank(d->reason), w);
	if (r == 0 && whole)
		r = write_below(s, d, &known, w);
	if (a)
		arena_free(a);
	return r;
}

int decision_withdraw(struct store *s, const char *system, const char *sheet, const char *item,
		      const struct writing *w, struct err *e)
{
	struct out o;
	int r = system_must_exist(s, system, e);

	if (r < 0)
		return r;
	if (!row_exists(s, "SELECT 1 FROM decision WHERE system = ?1 AND sheet = ?2 AND item = ?3", system,
			sheet, item))
		return err_set(e, -ENOENT, item, "no-decision", "%s", "");
	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	key_of(&o, system, sheet, item);
	return append(s, &o, "decision-withdrawn", w);
}

/* --- own items */

/* "a,b" as a JSON list; each word must be known. */
static int list_of(struct out *o, const char *key, const char *words, bool (*known)(const char *word),
		   struct err *e)
{
	char word[96];

	json_array(o, key);
	while (words && *words) {
		int n = (int)strcspn(words, ", ");

		snprintf(word, sizeof word, "%.*s", n, words);
		if (n && !known(word))
			return err_set(e, -EINVAL, word, strcmp(key, "checks") == 0 ? "no-check" : "no-kind",
				       "%s", "");
		if (n)
			json_str(o, NULL, word);
		words += n + (words[n] != '\0');
	}
	json_end_array(o);
	return 0;
}

static bool known_check(const char *word) { return check_by_name(word) != NULL; }

static bool known_kind(const char *word)
{
	char kind[96];
	size_t n = strcspn(word, ":");
	const struct record_kind *k;

	snprintf(kind, sizeof kind, "%.*s", (int)n, word);
	k = record_kind(kind);
	return k && (!word[n] || record_topic(k, word + n + 1) >= 0);
}

enum { OWN_ITEMS_MAX = 400 };

static int next_own(struct store *s, const struct own_item *o, char ret_item[ITEM_ROOM])
{
	sqlite3_stmt *st = NULL;
	int64_t n = 1;

	if (sqlite3_prepare_v2(
		    store_db(s),
		    "SELECT max(CAST(substr(item, 2) AS INTEGER)) + 1 FROM own_item WHERE system = ?1"
		    " AND sheet = ?2",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(st, 1, o->system, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, o->sheet, -1, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_type(st, 0) != SQLITE_NULL)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	snprintf(ret_item, ITEM_ROOM, "A%lld", (long long)n);
	return n <= OWN_ITEMS_MAX ? 0 : -ENOSPC;
}

static int own_allowed(const struct own_item *o, struct err *e)
{
	if (blank(o->title) || characters(o->title) > 100)
		return err_set(e, -EINVAL, "title", "bad-title", "%s", "");
	if (!o->lead ||
	    (strcmp(o->lead, "it") != 0 && strcmp(o->lead, "ot") != 0 && strcmp(o->lead, "both") != 0))
		return err_set(e, -EINVAL, "lead", "bad-lead", "%s", o->lead ? o->lead : "");
	if (blank(o->checks) && blank(o->records))
		return err_set(e, -EINVAL, o->title, "no-evidence-rule", "%s", "");
	return 0;
}

int own_item_add(struct store *s, const struct own_item *own, const struct writing *w,
		 char ret_item[ITEM_ROOM], struct err *e)
{
	struct out o;
	int r = system_must_exist(s, own->system, e);

	if (r == 0)
		r = own_allowed(own, e);
	if (r == 0 && (r = next_own(s, own, ret_item)) == -ENOSPC)
		err_set(e, r, own->title, "too-many-own", "%d", OWN_ITEMS_MAX);
	if (r < 0)
		return r;
	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	key_of(&o, own->system, own->sheet, ret_item);
	json_str(&o, "title", own->title);
	json_str(&o, "lead", own->lead);
	r = list_of(&o, "checks", own->checks, known_check, e);
	if (r == 0)
		r = list_of(&o, "records", own->records, known_kind, e);
	if (r == 0)
		return append(s, &o, "own-item-added", w);
	out_clear(&o);
	return r;
}
