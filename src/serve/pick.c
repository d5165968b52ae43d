#include "serve/pick.h"

#include "assess/group.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

_Static_assert(OTHERS_MAX == 20, "SEES_FINDING says how many are kept");

void pick_begin(struct pick *q, struct call *c, const char *sql)
{
	q->call = c;
	q->n = 0;
	q->values = 0;
	q->error = 0;
	q->rows = (struct scan){0};
	pick_add(q, sql);
}

/* Each ":" that stands alone becomes ":v1", ":v2" ...: named, as numbered ones could meet those of @all. */
static void add(struct pick *q, const char *sql, unsigned value)
{
	for (const char *p = sql; *p; p++) {
		int n = snprintf(q->sql + q->n, sizeof q->sql - q->n, *p == ':' && value ? ":v%u" : "%c",
				 *p == ':' && value ? value : (unsigned char)*p);

		if (n < 0 || q->n + (size_t)n >= sizeof q->sql) {
			q->error = -E2BIG;
			return;
		}
		q->n += (size_t)n;
	}
}

void pick_add(struct pick *q, const char *sql) { add(q, sql, 0); }

static void valued(struct pick *q, const char *sql, struct pick_value v)
{
	if (q->values == PICK_VALUES) {
		q->error = -E2BIG;
		return;
	}
	q->value[q->values++] = v;
	add(q, sql, q->values);
}

void pick_number(struct pick *q, const char *sql, int64_t v)
{
	valued(q, sql, (struct pick_value){.number = v});
}

void pick_text(struct pick *q, const char *sql, const char *v)
{
	valued(q, sql, (struct pick_value){.is_text = true, .text = v});
}

/* --- who sees what */

static const char *listed(struct call *c, const struct out *list)
{
	size_t n;
	const char *text = out_bytes((struct out *)(uintptr_t)list, &n);

	return text ? arena_text(c->arena, text, n) : NULL;
}

static void each_device(struct call *c, struct out *o)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(store_db(c->store), "SELECT device FROM system_device WHERE system = ?1", -1,
			       &st, NULL) != SQLITE_OK)
		return;
	for (unsigned i = 0; i < c->viewer.systems; i++) {
		sqlite3_bind_int64(st, 1, c->viewer.system[i].system);
		while (sqlite3_step(st) == SQLITE_ROW)
			json_int(o, NULL, sqlite3_column_int64(st, 0));
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
}

const char *pick_mine(struct call *c)
{
	struct out o;

	if (c->mine)
		return c->mine;
	if (out_init(&o, -1) == 0) {
		json_array(&o, NULL);
		each_device(c, &o);
		json_end_array(&o);
		c->mine = listed(c, &o);
		out_clear(&o);
	}
	return c->mine = c->mine ? c->mine : "[]";
}

/* Those where he has one of these roles. */
static void systems(const struct viewer *v, uint32_t roles, char *buf, size_t room)
{
	size_t n = 1;

	snprintf(buf, room, "[");
	for (unsigned i = 0; i < v->systems && n < room; i++)
		if (v->system[i].roles & roles)
			n += (size_t)snprintf(buf + n, room - n, "%s\"s%lld\"", n > 1 ? "," : "",
					      (long long)v->system[i].system);
	if (n < room)
		snprintf(buf + n, room - n, "]");
}

static void bind_viewer(struct call *c, sqlite3_stmt *st)
{
	bool all = !viewer_restricted(&c->viewer);
	char list[VIEWER_SYSTEMS * 24 + 4];
	int at;

	if ((at = sqlite3_bind_parameter_index(st, "@all")))
		sqlite3_bind_int(st, at, all);
	if ((at = sqlite3_bind_parameter_index(st, "@mine")))
		sqlite3_bind_text(st, at, all ? "[]" : pick_mine(c), -1, SQLITE_TRANSIENT);
	if ((at = sqlite3_bind_parameter_index(st, "@systems"))) {
		systems(&c->viewer, UINT32_MAX, list, sizeof list);
		sqlite3_bind_text(st, at, list, -1, SQLITE_TRANSIENT);
	}
	if ((at = sqlite3_bind_parameter_index(st, "@staffed"))) {
		systems(&c->viewer, ~(uint32_t)ROLE_VENDOR, list, sizeof list);
		sqlite3_bind_text(st, at, list, -1, SQLITE_TRANSIENT);
	}
	if ((at = sqlite3_bind_parameter_index(st, "@language")))
		sqlite3_bind_int(st, at, (int)c->language);
	if ((at = sqlite3_bind_parameter_index(st, "@me")))
		sqlite3_bind_int64(st, at, c->viewer.contact);
}

static void bind(const struct pick *q, sqlite3_stmt *st)
{
	char name[16];
	int at;

	for (unsigned i = 0; i < q->values; i++) {
		snprintf(name, sizeof name, ":v%u", i + 1);
		at = sqlite3_bind_parameter_index(st, name);
		if (q->value[i].is_text)
			sqlite3_bind_text(st, at, q->value[i].text, -1, SQLITE_TRANSIENT);
		else
			sqlite3_bind_int64(st, at, q->value[i].number);
	}
	bind_viewer(q->call, st);
}

struct scan *pick_run(struct pick *q)
{
	if (!q->error &&
	    sqlite3_prepare_v2(store_db(q->call->store), q->sql, (int)q->n, &q->rows.rows, NULL) != SQLITE_OK)
		q->error = -EIO;
	if (q->error)
		return &q->rows;
	bind(q, q->rows.rows);
	scan_next(&q->rows);
	return &q->rows;
}

int pick_end(struct pick *q)
{
	int r = scan_close(&q->rows);

	return q->error ? q->error : r;
}

int64_t pick_one(struct pick *q, int64_t none)
{
	struct scan *s = pick_run(q);
	int64_t v = s->more && !scan_null(s, 0) ? s->key : none;

	return pick_end(q) < 0 ? none : v;
}

bool sees_device(struct call *c, int64_t device)
{
	struct pick q;

	if (!viewer_restricted(&c->viewer))
		return true;
	pick_begin(&q, c, "SELECT ");
	pick_number(&q, "EXISTS (SELECT 1 FROM json_each(@mine) WHERE value = :)", device);
	return pick_one(&q, 0) == 1;
}

/* --- kept */

enum { KEPT_MAX = 64 };

static struct {
	const char *sql;
	sqlite3_stmt *st;
} kept[KEPT_MAX];

void kept_drop(void) { memset(kept, 0, sizeof kept); }

void kept_forget(void)
{
	for (int i = 0; i < KEPT_MAX; i++)
		sqlite3_finalize(kept[i].st);
	kept_drop();
}

/* "?1" as "@v": a number would be that of @all where @all stands first, and let everybody see everything. */
static bool named(const char *sql, char *to, size_t room)
{
	size_t n = 0;

	for (; *sql && n + 3 < room; sql++) {
		bool value = sql[0] == '?' && sql[1] == '1';

		to[n++] = value ? '@' : *sql;
		if (value) {
			to[n++] = 'v';
			sql++;
		}
	}
	to[n] = '\0';
	return !*sql;
}

static sqlite3_stmt *kept_of(struct call *c, const char *sql)
{
	static char text[PICK_SQL];
	int i = 0;

	while (i < KEPT_MAX && kept[i].st && kept[i].sql != sql)
		i++;
	if (i == KEPT_MAX) {
		kept_forget();
		i = 0;
	}
	if (!kept[i].st && named(sql, text, sizeof text) &&
	    sqlite3_prepare_v3(store_db(c->store), text, -1, SQLITE_PREPARE_PERSISTENT, &kept[i].st, NULL) ==
		    SQLITE_OK)
		kept[i].sql = sql;
	return kept[i].st;
}

struct scan kept_run(struct call *c, const char *sql, int64_t v)
{
	struct scan s = {.rows = kept_of(c, sql)};

	if (!s.rows) {
		s.error = -EIO;
		return s;
	}
	sqlite3_reset(s.rows);
	bind_viewer(c, s.rows);
	sqlite3_bind_int64(s.rows, sqlite3_bind_parameter_index(s.rows, "@v"), v);
	scan_next(&s);
	return s;
}

int kept_end(struct scan *s)
{
	sqlite3_reset(s->rows);
	s->rows = NULL;
	return s->error;
}
