/* One act on many devices: what changes is told first, when that is asked, and made in one transaction. */
#include "assess/life_states.h"
#include "assess/sql.h"
#include "assess/system.h"
#include "inventory/keep.h"
#include "inventory/ledger_row.h"
#include "inventory/standing.h"
#include "serve/act.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_devices_bulk;

enum { BULK_MOST = 5000, FIELDS_MOST = 32 };

static int refused(struct call *c, int code, const struct err *e) { return act_problem(c, "keep", code, e); }

/* Differences and states at once; findings with the next judging, unless systems divide the plant otherwise now. */
static int settle(struct call *c)
{
	int r = standing_refresh(c->store, c->now);

	if (r == 0)
		r = life_states_drawn(c->store, c->now);
	return r < 0 ? r : life_states_run(c->store, c->now, NULL);
}

/* Every device of the list has to be the caller's. */
static int list_of_body(struct call *c, int64_t *list, size_t *ret_n)
{
	sqlite3_stmt *st = body_list(c, "devices");
	int status = 0;

	*ret_n = 0;
	while (st && *ret_n < BULK_MOST && sqlite3_step(st) == SQLITE_ROW) {
		const char *v = (const char *)sqlite3_column_text(st, 0);

		list[(*ret_n)++] = v && *v == 'd' ? id_number(v) : 0;
	}
	sqlite3_finalize(st);
	for (size_t i = 0; i < *ret_n && !status; i++)
		status = act_may_device(c, RIGHT_DEVICE, list[i]);
	return status;
}

static int set_state(struct call *c, int64_t device, const char *state, const char *reason)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int r = life_set(c->store, device, state, reason, &w, &e);

	return r < 0 ? refused(c, r, &e) : 0;
}

struct bulk {
	struct call *call;
	const int64_t *device;
	size_t count;
	int64_t changes;
};

static void tell_change(struct bulk *b, int64_t device, const char *field, const char *old, const char *new)
{
	struct call *c = b->call;
	sqlite3_stmt *st = sql_of(c->store, "SELECT name FROM device_shown WHERE id = ?1", "i", device);

	json_object(c->out, NULL);
	json_id(c->out, "device", 'd', device);
	json_str(c->out, "name",
		 st && sqlite3_step(st) == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL);
	json_str(c->out, "field", field);
	json_str(c->out, "old", old && *old ? old : NULL);
	json_str(c->out, "new", new);
	json_end_object(c->out);
	sqlite3_finalize(st);
	b->changes++;
}

static bool is_lockable(const char *field)
{
	for (const char *const *f = keep_fields; *f; f++)
		if (strcmp(*f, field) == 0)
			return true;
	return false;
}

static void present(struct call *c, const char *sql, int64_t device, char *to, size_t room)
{
	sqlite3_stmt *st = sql_of(c->store, sql, "i", device);

	*to = '\0';
	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, to, room);
	sqlite3_finalize(st);
}

static int bulk_lock(struct bulk *b, int64_t device, const char *field, const char *value)
{
	struct call *c = b->call;
	char sql[100], old[600];
	struct err e = {0};
	int r;

	snprintf(sql, sizeof sql, "SELECT %s FROM device_shown WHERE id = ?1",
		 field); /* one of keep_fields */
	present(c, sql, device, old, sizeof old);
	if (strcmp(old, value) == 0)
		return 0;
	r = keep_lock(c->store, device, field, value, body_text(c, "reason"), c->now, c->viewer.actor, &e);
	if (r < 0)
		return refused(c, r, &e);
	tell_change(b, device, field, old, value);
	return 0;
}

static int bulk_state(struct bulk *b, int64_t device, const char *field, const char *value)
{
	const char *reason = body_text(b->call, "reason");
	char old[16];
	int status;

	(void)field;
	if (!reason)
		return problem_said(b->call, 422, "act.bulk-reason", "reason", "");
	present(b->call, "SELECT state FROM device_life WHERE device = ?1", device, old, sizeof old);
	if (strcmp(old, value) == 0)
		return 0;
	if (!(status = set_state(b->call, device, value, reason)))
		tell_change(b, device, "state", old, value);
	return status;
}

/* The line stands in the plant's list. */
static int bulk_line(struct bulk *b, int64_t device, const char *field, const char *value)
{
	struct call *c = b->call;
	int64_t row = sql_number(c->store, 0, "SELECT ledger FROM device WHERE id = ?1", "i", device);
	struct ledger_one one;
	char old[LEDGER_TEXT], who[24];
	struct err e = {0};
	int r;

	(void)field;
	snprintf(who, sizeof who, "d%lld", (long long)device);
	if (!row || ledger_one_get(c->store, row, &one) < 0)
		return problem_said(c, 422, "act.bulk-line", who, "");
	memcpy(old, one.text[LEDGER_LINE], sizeof old);
	if (strcmp(old, value) == 0)
		return 0;
	memset(one.text[LEDGER_LINE], 0, LEDGER_TEXT);
	snprintf(one.text[LEDGER_LINE], LEDGER_TEXT, "%s", value);
	r = ledger_one_set(c->store, &one, c->now, c->viewer.actor, &e);
	if (r < 0)
		return act_problem(c, "act", r, &e);
	tell_change(b, device, "line", old, value);
	return 0;
}

static int bulk_system(struct bulk *b, int64_t device, const char *field, const char *value)
{
	struct call *c = b->call;
	struct writing w = act_writing(c);
	int64_t id = system_number(value), moved = 0;
	struct err e = {0};
	int r = act_may(c, RIGHT_SYSTEM, value);

	if (r)
		return r;
	r = system_assign(c->store, id, &device, 1, false, &w, &moved, &e);
	if (r < 0)
		return act_problem(c, "system", r, &e);
	if (moved)
		tell_change(b, device, field, NULL, value);
	return 0;
}

typedef int bulk_fn(struct bulk *b, int64_t device, const char *field, const char *value);

static bulk_fn *bulk_of(const char *field)
{
	static const struct {
		const char *field;
		bulk_fn *fn;
	} others[] = {{"state", bulk_state}, {"line", bulk_line}, {"system", bulk_system}};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(others[i].field, field) == 0)
			return others[i].fn;
	return is_lockable(field) ? bulk_lock : NULL;
}

static int bulk_field(struct bulk *b, const char *field, const char *value)
{
	bulk_fn *fn = bulk_of(field);
	int status = fn ? 0 : problem_said(b->call, 422, "act.bulk-field", field, "");

	for (size_t i = 0; i < b->count && !status; i++)
		status = fn(b, b->device[i], field, value);
	return status;
}

static int bulk_fields(struct bulk *b)
{
	struct body_pair list[FIELDS_MOST];
	size_t n = body_pairs(b->call, "set", list, FIELDS_MOST);
	int status = n ? 0 : problem_said(b->call, 422, "act.empty", "set", "");

	for (size_t i = 0; i < n && !status; i++)
		status = bulk_field(b, list[i].name ? list[i].name : "", list[i].value ? list[i].value : "");
	return status;
}

int api_devices_bulk(struct call *c)
{
	int64_t *list = arena_get(c->arena, BULK_MOST + 1, sizeof *list);
	struct bulk b = {c, list, 0, 0};
	int status, r;

	if (!list)
		return -ENOMEM;
	if ((status = list_of_body(c, list, &b.count)))
		return status;
	items_begin(c);
	if ((status = bulk_fields(&b)))
		return status;
	c->undo = query_bool(c, "preview") == 1;
	if (!c->undo && (r = settle(c)) < 0)
		return r;
	if (!c->undo)
		c->changed = "devices";
	return items_end(c, b.changes);
}
