/* The drawing as people arrange and keep it. */
#include "assess/contact.h"
#include "assess/event.h"
#include "assess/sql.h"
#include "report/report.h"
#include "serve/act.h"
#include "serve/map_pins.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_map_pins, api_map_pins_put, api_map_versions, api_map_version_keep, api_map_version,
	api_map_version_compare;

enum { PINS_AT_ONCE = 500, PINS_MOST = 5000, VERSIONS_MOST = 100, FARTHEST = 100000, MAP_BYTES = 290000 };

/* --- pins */

int api_map_pins(struct call *c)
{
	struct map_pins pins;
	int r = map_pins_load(c, &pins);

	if (r < 0)
		return r;
	items_begin(c);
	for (size_t i = 0; i < pins.count; i++) {
		json_object(c->out, NULL);
		json_str(c->out, "id", pins.list[i].id);
		json_int(c->out, "x", pins.list[i].x);
		json_int(c->out, "y", pins.list[i].y);
		json_end_object(c->out);
	}
	return items_end(c, (int64_t)pins.count);
}

static bool is_node(const char *id)
{
	return id && strlen(id) < 20 && strchr("dor", id[0]) && id[0] && id_number(id) > 0;
}

/* One row of the body into the event; false: it is none. */
static bool put_pin(struct out *o, sqlite3_stmt *st)
{
	const char *id = (const char *)sqlite3_column_text(st, 0);
	bool back = sqlite3_column_type(st, 1) == SQLITE_NULL;
	int64_t x = sqlite3_column_int64(st, 1), y = sqlite3_column_int64(st, 2);

	if (!is_node(id) || (!back && (x < -FARTHEST || x > FARTHEST || y < -FARTHEST || y > FARTHEST ||
				       sqlite3_column_type(st, 2) == SQLITE_NULL)))
		return false;
	json_object(o, NULL);
	json_str(o, "id", id);
	if (!back) {
		json_int(o, "x", x);
		json_int(o, "y", y);
	}
	json_end_object(o);
	return true;
}

int api_map_pins_put(struct call *c)
{
	sqlite3_stmt *st =
		sql_of(c->store, "SELECT value->>'id', value->>'x', value->>'y' FROM json_each(?1, '$.pins')",
		       "t", arena_text(c->arena, c->request->body.s, c->request->body.n));
	struct writing w = act_writing(c);
	struct event_body b;
	struct err e = {0};
	bool fits = true;
	int n = 0, r;

	event_begin(&b);
	json_array(&b.o, "pins");
	while (fits && st && sqlite3_step(st) == SQLITE_ROW)
		fits = ++n <= PINS_AT_ONCE && put_pin(&b.o, st);
	json_end_array(&b.o);
	sqlite3_finalize(st);
	if (!fits || !n) {
		out_clear(&b.o);
		return problem_said(c, 422, "act.bad-pin", "pins", "");
	}
	r = event_told(&b, c->store, "map-pinned", &w, &e);
	if (r < 0)
		return act_problem(c, "act", r, &e);
	if (sql_number(c->store, 0, "SELECT count(*) FROM map_pin", "") > PINS_MOST)
		return problem_said(c, 409, "act.too-many-pins", "pins", "5000");
	c->changed = "devices";
	return 204;
}

/* --- the drawing of now */

static int draw(struct call *c, struct out *o)
{
	const struct report_input in = {.store = c->store,
					.version = c->api->version,
					.zone_minutes = c->zone_minutes,
					.language = c->language};
	struct map_pins pins;
	int r = map_pins_load(c, &pins);

	if (r < 0)
		return r;
	json_object(o, NULL);
	r = report_map_json(&in,
			    &(struct report_map_filter){.hand = true,
							.from = INT64_MIN,
							.to = INT64_MAX,
							.bytes_max = MAP_BYTES,
							.pin = map_pins_find,
							.pin_ctx = &pins},
			    c->language, o);
	json_time(o, "from", sql_number(c->store, INT64_MIN, "SELECT min(first) FROM source", ""));
	json_time(o, "to", sql_number(c->store, INT64_MIN, "SELECT max(last) FROM source", ""));
	json_array(o, "guide");
	json_end_array(o);
	json_end_object(o);
	return r < 0 ? r : o->error ? -ENOMEM : 0;
}

/* --- versions: "v1" */

static void write_version(struct call *c, sqlite3_stmt *st, const char *key)
{
	struct contact who = {0};
	char id[24];

	snprintf(id, sizeof id, "v%lld", (long long)sqlite3_column_int64(st, 0));
	if (sqlite3_column_int64(st, 3))
		contact_get(c->store, sqlite3_column_int64(st, 3), &who);
	json_object(c->out, key);
	json_str(c->out, "id", id);
	json_str(c->out, "name", (const char *)sqlite3_column_text(st, 1));
	json_time(c->out, "at", sqlite3_column_int64(st, 2));
	json_id(c->out, "contact", 'c', sqlite3_column_int64(st, 3));
	json_str(c->out, "who", *who.name ? who.name : NULL);
	json_end_object(c->out);
}

int api_map_versions(struct call *c)
{
	sqlite3_stmt *st =
		sql_of(c->store, "SELECT id, name, at, contact FROM map_version ORDER BY id DESC", "");
	int64_t n = 0;

	items_begin(c);
	for (; st && sqlite3_step(st) == SQLITE_ROW; n++)
		write_version(c, st, NULL);
	sqlite3_finalize(st);
	return items_end(c, n);
}

static int keep(struct call *c, const char *name, const char *drawing, size_t n, int64_t id)
{
	struct writing w = act_writing(c);
	struct event_body b;
	struct err e = {0};
	char hex[HASH_HEX];
	int r;

	hash_hex(drawing, n, hex);
	event_begin(&b);
	json_int(&b.o, "version", id);
	json_str(&b.o, "name", name);
	if (c->viewer.contact)
		json_int(&b.o, "contact", c->viewer.contact);
	json_str(&b.o, "hash", hex);
	json_raw(&b.o, "drawing", drawing, n);
	r = event_told(&b, c->store, "map-kept", &w, &e);
	return r < 0 ? act_problem(c, "act", r, &e) : 0;
}

int api_map_version_keep(struct call *c)
{
	const char *name = body_text(c, "name"), *drawing;
	int64_t id = sql_number(c->store, 0, "SELECT max(id) FROM map_version", "") + 1;
	char shown[24];
	struct out o;
	size_t n;
	int status;

	if (id > VERSIONS_MOST)
		return problem_said(c, 409, "act.too-many-versions", "", "100");
	if (!name || !*name)
		return problem_said(c, 422, "act.name-it", "name", "");
	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	status = draw(c, &o);
	drawing = out_bytes(&o, &n);
	if (status == 0)
		status = keep(c, name, drawing, n, id);
	out_clear(&o);
	if (status)
		return status;
	snprintf(shown, sizeof shown, "v%lld", (long long)id);
	json_object(c->out, NULL);
	json_str(c->out, "id", shown);
	json_end_object(c->out);
	c->changed = "devices";
	return 201;
}

static int none_such(struct call *c) { return problem(c, 404, "no-such-path", NULL, NULL); }

/* The version that the path names, on its row; NULL: none. */
static sqlite3_stmt *version_of(struct call *c)
{
	sqlite3_stmt *st =
		sql_of(c->store, "SELECT id, name, at, contact, body FROM map_version WHERE id = ?1", "i",
		       *c->path[0] == 'v' ? id_number(c->path[0]) : 0);

	if (st && sqlite3_step(st) == SQLITE_ROW)
		return st;
	sqlite3_finalize(st);
	return NULL;
}

int api_map_version(struct call *c)
{
	sqlite3_stmt *st = version_of(c);

	if (!st)
		return none_such(c);
	out_put(c->out, sqlite3_column_text(st, 4), (size_t)sqlite3_column_bytes(st, 4));
	sqlite3_finalize(st);
	return 200;
}

/* --- comparing: a card is the same by its number; a group by what it stands for */

#define KEY                                                                                                  \
	"coalesce(e.value->>'id', e.value->>'record', e.value->>'layer' || ' ' || (e.value->>'kind') || ' "  \
	"' || (e.value->>'zone'))"
#define CARDS                                                                                                \
	"(SELECT " KEY                                                                                       \
	" AS k, e.value->>'title' AS t, e.value->>'kind' AS n, e.value->>'layer' AS l FROM json_each("
#define A CARDS "?1, '$.nodes') e) a"
#define B CARDS "?2, '$.nodes') e) b"
#define ENDS(j)                                                                                              \
	"(SELECT " KEY " AS k, e.value->>'n' AS n, e.value->>'title' AS t FROM json_each(" j ", '$.nodes') " \
	"e)"
/* Names of protocols hold blanks, and commas: they are joined by a character that no text keeps (base/text). */
#define LINKS(j)                                                                                             \
	"(SELECT f.k AS f, t.k AS t, f.t AS ft, t.t AS tt, group_concat(p.value, char(31)) AS p FROM "       \
	"json_each(" j ", '$.links') l JOIN " ENDS(j) " f ON f.n = l.value->>'from' JOIN " ENDS(             \
		j) " t ON t.n = l.value->>'to' LEFT JOIN json_each(l.value, '$.protocols') p GROUP BY 1, 2)"
#define LINK_COLUMNS(a) a ".f, " a ".t, " a ".ft, " a ".tt, " a ".p"

static void joined(struct out *o, const char *key, const char *text)
{
	json_array(o, key);
	for (size_t n; text && *text; text += n + (text[n] != '\0')) {
		char one[128];

		n = strcspn(text, "\x1f");
		snprintf(one, sizeof one, "%.*s", (int)n, text);
		json_str(o, NULL, one);
	}
	json_end_array(o);
}

static void cards(struct call *c, const char *key, const char *sql, const char *was, const char *now)
{
	sqlite3_stmt *st = sql_of(c->store, sql, "tt", was, now);

	json_array(c->out, key);
	while (st && sqlite3_step(st) == SQLITE_ROW) {
		json_object(c->out, NULL);
		json_str(c->out, "id", (const char *)sqlite3_column_text(st, 0));
		json_str(c->out, "title", (const char *)sqlite3_column_text(st, 1));
		json_str(c->out, "kind", (const char *)sqlite3_column_text(st, 2));
		json_str(c->out, "layer", (const char *)sqlite3_column_text(st, 3));
		json_str(c->out, "was", (const char *)sqlite3_column_text(st, 4));
		json_end_object(c->out);
	}
	json_end_array(c->out);
	sqlite3_finalize(st);
}

static void lines(struct call *c, const char *key, const char *sql, const char *was, const char *now)
{
	sqlite3_stmt *st = sql_of(c->store, sql, "tt", was, now);

	json_array(c->out, key);
	while (st && sqlite3_step(st) == SQLITE_ROW) {
		json_object(c->out, NULL);
		json_str(c->out, "from", (const char *)sqlite3_column_text(st, 0));
		json_str(c->out, "to", (const char *)sqlite3_column_text(st, 1));
		json_str(c->out, "from_title", (const char *)sqlite3_column_text(st, 2));
		json_str(c->out, "to_title", (const char *)sqlite3_column_text(st, 3));
		joined(c->out, "protocols", (const char *)sqlite3_column_text(st, 4));
		json_end_object(c->out);
	}
	json_end_array(c->out);
	sqlite3_finalize(st);
}

static void compare(struct call *c, const char *was, const char *now)
{
	cards(c, "fresh",
	      "SELECT b.k, b.t, b.n, b.l, NULL FROM " B " WHERE b.k NOT IN (SELECT a.k FROM " A
	      ") ORDER BY 1",
	      was, now);
	cards(c, "gone",
	      "SELECT a.k, a.t, a.n, a.l, NULL FROM " A " WHERE a.k NOT IN (SELECT b.k FROM " B
	      ") ORDER BY 1",
	      was, now);
	cards(c, "changed",
	      "SELECT b.k, b.t, b.n, b.l, a.t || ' (' || a.n || ', ' || a.l || ')' FROM " B " JOIN " A
	      " ON a.k = b.k WHERE a.t <> b.t OR a.n <> b.n OR a.l <> b.l ORDER BY 1",
	      was, now);
	lines(c, "links_fresh",
	      "SELECT " LINK_COLUMNS("z") " FROM " LINKS("?2") " z EXCEPT SELECT " LINK_COLUMNS(
		      "y") " FROM " LINKS("?2") " y JOIN " LINKS("?1") " x ON x.f = y.f AND x.t = y.t",
	      was, now);
	lines(c, "links_gone",
	      "SELECT " LINK_COLUMNS("z") " FROM " LINKS("?1") " z EXCEPT SELECT " LINK_COLUMNS(
		      "y") " FROM " LINKS("?1") " y JOIN " LINKS("?2") " x ON x.f = y.f AND x.t = y.t",
	      was, now);
}

int api_map_version_compare(struct call *c)
{
	sqlite3_stmt *st = version_of(c);
	const char *was, *now;
	struct out o;
	size_t n;
	int r;

	if (!st)
		return none_such(c);
	was = arena_text(c->arena, (const char *)sqlite3_column_text(st, 4),
			 (size_t)sqlite3_column_bytes(st, 4));
	json_object(c->out, NULL);
	write_version(c, st, "version");
	sqlite3_finalize(st);
	if (!was || out_init(&o, -1) < 0)
		return -ENOMEM;
	r = draw(c, &o);
	now = out_bytes(&o, &n);
	if (r == 0)
		compare(c, was, now);
	out_clear(&o);
	json_end_object(c->out);
	return r < 0 ? r : 200;
}
