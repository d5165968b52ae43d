#include "assess/control.h"

#include "assess/ask.h"
#include "assess/marks.h"
#include "base/out.h"
#include "inventory/rows.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const layers[] = {"network", "radio", "boundary", "monitoring", "identity"};
static const char *const eases[] = {"default-password", "no-sign-in", "clear-sign-in",
				    "old-system",       "flaw",       "none"};

const char *control_layer_token(enum control_layer l) { return layers[l]; }
const char *first_ease_token(enum first_ease e) { return eases[e]; }

const struct control *control_named(const char *name)
{
	for (size_t i = 0; i < control_count; i++)
		if (strcmp(controls[i].name, name) == 0)
			return &controls[i];
	return NULL;
}

const struct weak_check *weak_check(const char *check)
{
	for (size_t i = 0; i < weak_check_count; i++)
		if (strcmp(weak_checks[i].check, check) == 0)
			return &weak_checks[i];
	return NULL;
}

char *control_seen(const struct control *c, bool held, int64_t count, const char *since, const char *about,
		   enum language l, char *buf, size_t room)
{
	const char *const *words = held ? c->held_words : c->broken_words;
	char n[24];

	snprintf(n, sizeof n, "%lld", (long long)count);
	const struct lang_arg args[] = {{"count", n},
					{"since", since},
					{"about", about ? about : lang(l, "risk.somebody")},
					{NULL, NULL}};

	return lang_fill_buf(buf, room, words[l] ? words[l] : "", args);
}

/* --- what was seen to protect */

struct asking {
	struct run *run;
	struct rows rows;
	const struct control *control;
	struct marks broken; /* devices on which this control is broken: nothing else counts there */
	bool held;
};

static void put_or_null(struct rows *to, sqlite3_stmt *row, int column)
{
	if (sqlite3_column_type(row, column) == SQLITE_NULL)
		rows_null(to);
	else
		rows_int(to, sqlite3_column_int64(row, column));
}

static int seen(void *ctx, sqlite3_stmt *row)
{
	struct asking *a = ctx;
	int64_t device = sqlite3_column_int64(row, 0);

	if (!a->held)
		marks_set(&a->broken, device);
	else if (marks_has(&a->broken, device))
		return 0;
	rows_word(&a->rows, a->control->name);
	rows_word(&a->rows, control_layer_token(a->control->layer));
	rows_int(&a->rows, device);
	rows_int(&a->rows, a->held);
	rows_int(&a->rows, sqlite3_column_int64(row, 1));
	rows_int(&a->rows, sqlite3_column_int64(row, 2));
	put_or_null(&a->rows, row, 3);
	put_or_null(&a->rows, row, 4);
	rows_next(&a->rows);
	return 0;
}

static int64_t setting(struct run *r, const char *key)
{
	char sql[128];

	snprintf(sql, sizeof sql, "SELECT value FROM setting WHERE key = '%.40s'", key);
	return ask_number(r->db, sql, 0);
}

/* Without its setting a control has no rows. */
static bool can_be_asked(struct run *r, const struct control *c)
{
	return !c->given || setting(r, c->given) == 1;
}

/* A control that could not be asked to its end is measured nowhere. */
static int unfinished(struct run *r, const struct control *c)
{
	char sql[256];

	snprintf(
		sql, sizeof sql,
		"DELETE FROM control_held WHERE control = '%.60s'; INSERT INTO limit_ VALUES ('control %.60s "
		"(stopped)', 0, 0)",
		c->name, c->name);
	return sqlite3_exec(r->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

static int ask_control(struct run *r, const struct control *c)
{
	struct asking a = {.run = r, .control = c};
	int asked = ASKED_DONE, e = rows_begin(&a.rows, r->store, "control_held", 8), ended;

	if (e == 0 && marks_init(&a.broken, r->last) < 0)
		e = -ENOMEM;
	if (e == 0 && c->broken)
		asked = ask(r->db, c->broken, r->steps, seen, &a);
	a.held = true;
	if (e == 0 && asked == ASKED_DONE)
		asked = ask(r->db, c->held, r->steps, seen, &a);
	ended = rows_end(&a.rows);
	free(a.broken.bit);
	e = e < 0 ? e : ended;
	return e < 0 ? e : asked == ASKED_DONE ? 0 : unfinished(r, c);
}

/* As long as nobody approved anything, most controls cannot be measured, and no device is told to be without.
 */
static int set_up(struct run *r)
{
	return sqlite3_exec(r->db,
			    "DELETE FROM control_held; DELETE FROM limit_ WHERE table_name LIKE 'control %';"
			    "INSERT INTO setting(key, value) SELECT 'controls', value FROM setting WHERE key "
			    "= 'profile' "
			    "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value IS NOT "
			    "excluded.value",
			    NULL, NULL, NULL) == SQLITE_OK
		       ? 0
		       : -EIO;
}

int controls_make(struct run *r)
{
	int e = set_up(r);

	for (size_t i = 0; i < control_count && e == 0; i++)
		if (can_be_asked(r, &controls[i]))
			e = ask_control(r, &controls[i]);
	return e;
}

/* --- what is weak, and what covers it */

struct weighing {
	struct marks *holds; /* of each control, devices on which it holds */
	struct rows rows;
	const struct weak_check *check; /* of the row before: they come by check */
	int error;
};

static int holds_row(void *ctx, sqlite3_stmt *row)
{
	struct weighing *w = ctx;
	const struct control *c = control_named((const char *)sqlite3_column_text(row, 0));

	if (c)
		marks_set(&w->holds[c - controls], sqlite3_column_int64(row, 1));
	return 0;
}

static const char *covering(const struct weighing *w, int64_t device)
{
	for (const char *const *name = w->check->covered_by; *name; name++)
		if (marks_has(&w->holds[control_named(*name) - controls], device))
			return *name;
	return NULL;
}

static int weak_row(void *ctx, sqlite3_stmt *row)
{
	struct weighing *w = ctx;
	int64_t device = sqlite3_column_int64(row, 0);
	const char *name = (const char *)sqlite3_column_text(row, 1);

	if (!w->check || strcmp(w->check->check, name) != 0)
		w->check = weak_check(name);
	if (!w->check)
		return 0;
	rows_int(&w->rows, device);
	rows_word(&w->rows, w->check->check);
	rows_int(&w->rows, sqlite3_column_int64(row, 2));
	rows_int(&w->rows, sqlite3_column_int64(row, 3));
	rows_str(&w->rows, covering(w, device));
	put_or_null(&w->rows, row, 4);
	rows_next(&w->rows);
	return 0;
}

/* Only of the checks that tell of one: what they found, with its earliest packet. */
static int ask_weak(struct run *r, struct weighing *w)
{
	static const char
		head[] = "SELECT f.device, f.check_name, MIN(f.severity), COUNT(DISTINCT f.id), "
			 "MIN(p.packet) FROM finding f"
			 " LEFT JOIN finding_packet p ON p.finding = f.id WHERE f.check_name IN (",
		tail[] = ") AND f.device IS NOT NULL AND f.severity <= 2 GROUP BY f.check_name, f.device"
			 " ORDER BY f.check_name, f.device";
	struct out sql;
	size_t n;
	int asked;

	if (out_init(&sql, -1) < 0)
		return -ENOMEM;
	out_str(&sql, head);
	for (size_t i = 0; i < weak_check_count; i++)
		out_fmt(&sql, "%s'%s'", i ? ", " : "", weak_checks[i].check);
	out_str(&sql, tail);
	asked = ask(r->db, out_bytes(&sql, &n), UINT64_MAX, weak_row, w);
	out_clear(&sql);
	return asked;
}

static int weigh(struct run *r, struct weighing *w)
{
	int asked = ask(r->db, "SELECT control, device FROM control_held WHERE held = 1", UINT64_MAX,
			holds_row, w);

	if (asked >= 0)
		asked = ask_weak(r, w);
	return asked < 0 ? asked : 0;
}

int weakness_make(struct run *r)
{
	struct weighing w = {.holds = calloc(control_count + 1, sizeof *w.holds)};
	int e = w.holds ? 0 : -ENOMEM, ended;

	for (size_t i = 0; i < control_count && e == 0; i++)
		e = marks_init(&w.holds[i], r->last) < 0 ? -ENOMEM : 0;
	if (e == 0 && sqlite3_exec(r->db, "DELETE FROM weakness", NULL, NULL, NULL) != SQLITE_OK)
		e = -EIO;
	if (e == 0)
		e = rows_begin(&w.rows, r->store, "weakness", 6);
	if (e == 0) {
		e = weigh(r, &w);
		ended = rows_end(&w.rows);
		e = e < 0 ? e : ended;
	}
	for (size_t i = 0; w.holds && i < control_count; i++)
		free(w.holds[i].bit);
	free(w.holds);
	return e;
}
