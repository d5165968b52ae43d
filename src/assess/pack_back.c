/* A pack that came back: whose is it, and is it still what went out? */
#include "assess/pack_back.h"

#include "assess/sql.h"
#include "base/text.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int wrong(const struct back_named *n, const char *key, const char *detail, struct err *e)
{
	return err_set(e, -EINVAL, n->where, key, "%s", detail);
}

/* May whoever brings it answer for this vendor? */
static int check_bringer(struct store *s, const struct back_named *n, const struct pack *p,
			 const struct pack_bringer *b, struct err *e)
{
	char meant[24];

	if (b->contact && !pack_is_of(s, p, b->contact))
		return wrong(n, "other-vendor", n->pack, e);
	if (b->vendor && strcmp(b->vendor, p->vendor) != 0)
		return wrong(n, "other-vendor", n->pack, e);
	snprintf(meant, sizeof meant, "p%lld", (long long)b->pack);
	return b->pack && b->pack != p->id ? wrong(n, "other-pack", meant, e) : 0;
}

int back_check(struct store *s, const struct back_named *n, const struct pack_bringer *b, struct pack *ret,
	       struct err *e)
{
	int r;

	if (strcmp(n->site, site_setting(s, "origin", "")) != 0)
		return wrong(n, "other-site", n->site, e);
	r = pack_get(s, pack_number(n->pack), ret);
	if (r == -ENOENT)
		return wrong(n, "no-pack", n->pack, e);
	if (r < 0)
		return err_set(e, r, "", "store", "%s", store_error(s));
	if ((r = check_bringer(s, n, ret, b, e)) < 0)
		return r;
	if (strcmp(n->kind, pack_kind_name(ret->kind)) != 0)
		return wrong(n, "wrong-kind", n->kind, e);
	return strcmp(n->hash, ret->hash) == 0 ? 0 : wrong(n, "altered", n->pack, e);
}

/* --- JSON: taken apart by SQLite, which bounds depth and checks the form */

struct json {
	struct store *store;
	const char *text;
	struct arena *arena;
	struct pack pack;
	struct pack_back *ret;
	struct err *e;
};

static const char *text_at(struct json *j, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return arena_text(j->arena, s ? s : "", s ? strlen(s) : 0);
}

static bool is_form(struct json *j)
{
	return sql_number(
		       j->store, 0,
		       "SELECT CASE WHEN json_valid(?1) THEN json_type(?1) = 'object' AND ?1->>'form' = ?2 "
		       "AND "
		       "json_type(?1, '$.content') = 'object' AND json_type(?1, '$.answers') = 'array' AND "
		       "json_type(?1, '$.hash') = 'text' END",
		       "tt", j->text, PACK_FORM) == 1;
}

static int read_named(struct json *j, struct back_named *n)
{
	sqlite3_stmt *st =
		sql_of(j->store,
		       "SELECT substr(?1->>'$.content.pack', 1, 64), substr(?1->>'$.content.site', 1, "
		       "128), substr(?1->>'$.content.kind', 1, 64), substr(?1->>'hash', 1, 80)",
		       "t", j->text);
	int r = st && sqlite3_step(st) == SQLITE_ROW ? 0 : -EIO;

	if (r == 0)
		*n = (struct back_named){"", text_at(j, st, 0), text_at(j, st, 1), text_at(j, st, 2),
					 text_at(j, st, 3)};
	sqlite3_finalize(st);
	return r == 0 && n->pack && n->site && n->kind && n->hash ? 0 : -ENOMEM;
}

/* What differs between the content that came and the one that went out, member by member: blanks, order and
 * escapes are a program's own affair. "": nothing. */
static int differs(struct json *j, char ret[120])
{
	sqlite3_stmt *st = sql_of(j->store,
				  "WITH was AS MATERIALIZED (SELECT t.fullkey, t.type, t.atom FROM pack p, "
				  "json_tree(p.content) t "
				  "WHERE p.id = ?2), came AS MATERIALIZED (SELECT '$' || substr(t.fullkey, "
				  "10) AS fullkey, t.type, "
				  "t.atom FROM json_tree(?1, '$.content') t) SELECT fullkey FROM (SELECT * "
				  "FROM (SELECT * FROM came "
				  "EXCEPT SELECT * FROM was) UNION ALL SELECT * FROM (SELECT * FROM was "
				  "EXCEPT SELECT * FROM came)) "
				  "ORDER BY length(fullkey) DESC, fullkey LIMIT 1",
				  "ti", j->text, j->pack.id);
	int step = st ? sqlite3_step(st) : SQLITE_ERROR;

	*ret = '\0';
	if (step == SQLITE_ROW)
		sql_text(st, 0, ret, 120);
	sqlite3_finalize(st);
	return step == SQLITE_ROW || step == SQLITE_DONE ? 0 : -EIO;
}

static int check_content(struct json *j)
{
	char key[120], clean[TEXT_ROOM];
	int r = differs(j, key);

	if (r < 0)
		return err_set(j->e, r, "", "store", "%s", store_error(j->store));
	text_clean(text_z(key), clean);
	return *key ? err_set(j->e, -EINVAL, clean, "altered", "p%lld", (long long)j->pack.id) : 0;
}

static const char answers_sql[] =
	"SELECT a.value->>'question', a.value->>'choice', a.value->>'words', a.value->>'evidence', "
	"a.value->>'day', a.type = 'object' AND json_type(a.value, '$.question') = 'text' AND "
	"coalesce(json_type(a.value, '$.choice'), 'null') IN ('text', 'null') AND "
	"coalesce(json_type(a.value, "
	"'$.words'), 'null') IN ('text', 'null') AND coalesce(json_type(a.value, '$.evidence'), 'null') IN "
	"('text', 'null') AND coalesce(json_type(a.value, '$.day'), 'null') IN ('text', 'null') FROM (SELECT "
	"value, type, key FROM json_each(?1, '$.answers')) a ORDER BY a.key";

bool back_is_twice(const struct pack_back *b, const char *question)
{
	for (size_t i = 0; i < b->count; i++)
		if (strcmp(b->said[i].question, question) == 0)
			return true;
	return false;
}

static int one_answer(struct json *j, sqlite3_stmt *st)
{
	struct pack_said *said = &j->ret->said[j->ret->count];
	char cell[40];

	snprintf(cell, sizeof cell, "answers[%zu]", j->ret->count);
	if (!sqlite3_column_int(st, 5))
		return err_set(j->e, -EINVAL, cell, "bad-answer", "%s", "");
	if (j->ret->count == j->pack.questions)
		return err_set(j->e, -EINVAL, cell, "too-many", "%u", j->pack.questions);
	*said = (struct pack_said){text_at(j, st, 0), text_at(j, st, 1),
				   text_at(j, st, 2), text_at(j, st, 3),
				   text_at(j, st, 4), arena_text(j->arena, cell, strlen(cell))};
	if (!said->question || !said->choice || !said->words || !said->evidence || !said->day || !said->cell)
		return err_set(j->e, -ENOMEM, cell, "memory", "%s", "");
	if (back_is_twice(j->ret, said->question))
		return err_set(j->e, -EINVAL, cell, "twice", "%.60s", said->question);
	j->ret->count++;
	return 0;
}

static int read_answers(struct json *j)
{
	sqlite3_stmt *st = sql_of(j->store, answers_sql, "t", j->text);
	int r = 0, step = SQLITE_ERROR;

	j->ret->said = arena_get(j->arena, j->pack.questions + 1, sizeof *j->ret->said);
	if (!j->ret->said)
		r = err_set(j->e, -ENOMEM, "", "memory", "%s", "");
	while (st && r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
		r = one_answer(j, st);
	sqlite3_finalize(st);
	return r < 0 || step == SQLITE_DONE ? r
					    : err_set(j->e, -EIO, "", "store", "%s", store_error(j->store));
}

/* A content cannot have grown much by being written anew: blanks, escapes, and the answers. */
static bool is_too_large(struct json *j, size_t n)
{
	int64_t was = sql_number(j->store, 0, "SELECT length(CAST(content AS BLOB)) FROM pack WHERE id = ?1",
				 "i", j->pack.id);

	return (int64_t)n > 6 * was + (1 << 20);
}

int pack_read_json(struct store *s, const char *bytes, size_t n, const struct pack_bringer *b,
		   struct arena *a, struct pack_back *ret, struct err *e)
{
	struct json j = {.store = s, .arena = a, .ret = ret, .e = e};
	struct back_named named;
	int r;

	*ret = (struct pack_back){0};
	if (n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		bytes += 3, n -= 3;
	if (n > PACK_FILE_MAX)
		return err_set(e, -EFBIG, "", "file-too-large", "%s", "");
	if (memchr(bytes, '\0', n) || !text_is_utf8(text_of(bytes, n)))
		return err_set(e, -EINVAL, "", "not-a-pack", "%s", "");
	if (!(j.text = arena_text(a, bytes, n)))
		return err_set(e, -ENOMEM, "", "memory", "%s", "");
	if (!is_form(&j))
		return err_set(e, -EINVAL, "", "not-a-pack", "%s", "");
	if (read_named(&j, &named) < 0)
		return err_set(e, -ENOMEM, "", "memory", "%s", "");
	if ((r = back_check(s, &named, b, &j.pack, e)) < 0)
		return r;
	if (is_too_large(&j, n))
		return err_set(e, -EFBIG, "", "file-too-large", "%s", "");
	ret->pack = j.pack.id;
	r = check_content(&j);
	return r == 0 ? read_answers(&j) : r;
}
