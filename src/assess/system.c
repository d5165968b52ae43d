#include "assess/system.h"

#include "assess/ask.h"
#include "assess/given.h"
#include "assess/judged.h"
#include "assess/outcome.h"
#include "base/out.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- reading */

static void column(sqlite3_stmt *st, int i, char *to, size_t room)
{
	const char *v = (const char *)sqlite3_column_text(st, i);

	snprintf(to, room, "%s", v ? v : "");
}

static void read_row(sqlite3_stmt *st, const char *today, struct system_row *r)
{
	*r = (struct system_row){.id = sqlite3_column_int64(st, 0), .devices = sqlite3_column_int64(st, 6)};
	column(st, 1, r->name, sizeof r->name);
	column(st, 2, r->level, sizeof r->level);
	column(st, 3, r->start, sizeof r->start);
	column(st, 4, r->end, sizeof r->end);
	column(st, 5, r->status, sizeof r->status);
	r->stray = strcmp(r->status, "trial") == 0 && r->end[0] && strcmp(r->end, today) < 0;
}

static int each(struct store *s, const char *today, int64_t only,
		int (*fn)(void *ctx, const struct system_row *r), void *ctx)
{
	sqlite3_stmt *st = NULL;
	struct system_row row;
	int r, code = 0;

	if (sqlite3_prepare_v2(
		    store_db(s),
		    "SELECT id, name, level, planned_start, planned_end, status, (SELECT COUNT(*) FROM"
		    " system_device m WHERE m.system = s.id) FROM system s WHERE ?1 = 0 OR id = ?1 ORDER BY "
		    "id",
		    -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, only);
	while ((r = sqlite3_step(st)) == SQLITE_ROW && code >= 0) {
		read_row(st, today, &row);
		code = fn(ctx, &row);
	}
	sqlite3_finalize(st);
	return code < 0 ? code : r == SQLITE_DONE || r == SQLITE_ROW ? 0 : -EIO;
}

int system_each(struct store *s, const char *today, int (*fn)(void *ctx, const struct system_row *r),
		void *ctx)
{
	return each(s, today, 0, fn, ctx);
}

static int take(void *ctx, const struct system_row *r)
{
	*(struct system_row *)ctx = *r;
	return 0;
}

int system_get(struct store *s, int64_t id, const char *today, struct system_row *ret)
{
	int r;

	*ret = (struct system_row){0};
	r = id > 0 ? each(s, today, id, take, ret) : 0;
	return r < 0 ? r : ret->id ? 0 : -ENOENT;
}

int64_t system_number(const char *text)
{
	char *end;
	long long n = text[0] == 's' ? strtoll(text + 1, &end, 10) : 0;

	return n > 0 && *end == '\0' ? n : 0;
}

/* --- writing */

static bool one_of(const char *word, const char *a, const char *b, const char *c)
{
	return strcmp(word, a) == 0 || strcmp(word, b) == 0 || strcmp(word, c) == 0;
}

static int allowed(const struct system_row *r, struct err *e)
{
	if (r->name[strspn(r->name, " ")] == '\0')
		return err_set(e, -EINVAL, "name", "bad-name", "%s", "");
	if (!one_of(r->level, "poc", "core", "important"))
		return err_set(e, -EINVAL, r->level, "bad-level", "%s", "");
	if (!one_of(r->status, "trial", "live", "ended"))
		return err_set(e, -EINVAL, r->status, "bad-status", "%s", "");
	if (r->start[0] && r->end[0] && strcmp(r->end, r->start) < 0)
		return err_set(e, -EINVAL, r->end, "end-before-start", "%s", r->start);
	if (strcmp(r->status, "trial") == 0 && !r->end[0])
		return err_set(e, -EINVAL, r->name, "trial-without-end", "%s", "");
	return 0;
}

static int told(struct store *s, const char *kind, const struct system_row *r, const struct writing *w)
{
	struct out o;
	size_t n;
	int code;

	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	json_object(&o, NULL);
	json_int(&o, "id", r->id);
	json_str(&o, "name", r->name);
	json_str(&o, "level", r->level);
	json_str(&o, "start", r->start[0] ? r->start : NULL);
	json_str(&o, "end", r->end[0] ? r->end : NULL);
	json_str(&o, "status", r->status);
	json_end_object(&o);
	code = journal_append(s, w->at, kind, w->actor, out_bytes(&o, &n), NULL);
	out_clear(&o);
	return code;
}

int answers_refresh(struct store *s, int64_t now, int64_t system)
{
	char name[24];
	int r = outcomes_count(s, now, system);

	snprintf(name, sizeof name, "s%lld", (long long)system);
	return r < 0 ? r : system ? answers_write_of(s, now, name) : answers_write(s, now);
}

int system_add(struct store *s, struct system_row *r, const struct writing *w, struct err *e)
{
	int code = allowed(r, e);

	r->id = ask_number(store_db(s), "SELECT max(id) FROM system", 0) + 1;
	if (code == 0 && r->id > SYSTEMS_MAX)
		return err_set(e, -ENOSPC, r->name, "too-many", "%d", SYSTEMS_MAX);
	if (code == 0)
		code = told(s, "system-added", r, w);
	return code < 0 ? code : answers_refresh(s, w->at, r->id);
}

static int there(struct store *s, int64_t id, const struct writing *w, struct err *e)
{
	struct system_row r;
	char name[24];
	int code = system_get(s, id, w->today, &r);

	snprintf(name, sizeof name, "s%lld", (long long)id);
	return code == -ENOENT ? err_set(e, code, name, "no-system", "%s", "") : code;
}

int system_change(struct store *s, const struct system_row *r, const struct writing *w, struct err *e)
{
	int code = there(s, r->id, w, e);

	if (code == 0)
		code = allowed(r, e);
	if (code == 0)
		code = told(s, "system-changed", r, w);
	return code < 0 ? code : answers_refresh(s, w->at, r->id);
}

int system_assign(struct store *s, int64_t id, const int64_t *devices, size_t count, bool out,
		  const struct writing *w, int64_t *ret_moved, struct err *e)
{
	struct out o;
	size_t n;
	int64_t before;
	int code = there(s, id, w, e);

	if (code < 0)
		return code;
	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	json_object(&o, NULL);
	json_int(&o, "id", id);
	json_array(&o, "devices");
	for (size_t i = 0; i < count; i++)
		json_int(&o, NULL, devices[i]);
	json_end_array(&o);
	json_end_object(&o);
	before = ask_number(store_db(s), "SELECT COUNT(*) FROM system_device", 0);
	code = o.error ? -ENOMEM
		       : journal_append(s, w->at, out ? "system-unassigned" : "system-assigned", w->actor,
					out_bytes(&o, &n), NULL);
	out_clear(&o);
	*ret_moved = llabs(ask_number(store_db(s), "SELECT COUNT(*) FROM system_device", 0) - before);
	return code < 0 ? code : answers_refresh(s, w->at, id);
}

/* --- levels */

static unsigned level_bit(const char *level)
{
	return !level                       ? 0
	       : strcmp(level, "poc") == 0  ? LEVEL_POC
	       : strcmp(level, "core") == 0 ? LEVEL_CORE
					    : LEVEL_IMPORTANT;
}

static int newly_asked_of(struct store *s, const struct sheet *sheet, unsigned old, unsigned now,
			  void (*fn)(void *ctx, const struct sheet_item *item), void *ctx)
{
	struct arena *a = arena_new(GIVEN_MEMORY);
	struct given *given = a ? arena_get(a, sheet->count, sizeof *given) : NULL;
	int r = given ? given_items(s, sheet, a, given) : -ENOMEM, n = 0;

	for (size_t i = 0; i < sheet->count && r == 0; i++) {
		const struct sheet_item *item = given[i].item;

		if (!(item->levels & now) || item->levels & old)
			continue;
		fn(ctx, item);
		n++;
	}
	arena_free(a);
	return r < 0 ? r : n;
}

int system_newly_asked(struct store *s, const char *before, const char *level,
		       void (*fn)(void *ctx, const struct sheet_item *item), void *ctx)
{
	int n = 0;

	for (size_t i = 0; i < sheet_count && n >= 0; i++) {
		int r = newly_asked_of(s, &sheets[i], level_bit(before), level_bit(level), fn, ctx);

		n = r < 0 ? r : n + r;
	}
	return n;
}

static int64_t count_of(struct store *s, const char *sql, int64_t system)
{
	sqlite3_stmt *st = NULL;
	int64_t v = -1;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, system);
		if (sqlite3_step(st) == SQLITE_ROW)
			v = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return v;
}

#define MEMBERS "(SELECT device FROM system_device WHERE system = ?1)"

/* Something that moves machines is no trial; machines that others operate, in a system that reaches the
 * outside, concern those outside too. */
int system_propose(struct store *s, int64_t id, struct system_proposal *ret)
{
	*ret = (struct system_proposal){
		.watched = count_of(s, "SELECT COUNT(*) FROM device WHERE id IN " MEMBERS, id),
		.controllers = count_of(s,
					"SELECT COUNT(*) FROM device WHERE kind IN ('plc', 'hmi', 'actuator',"
					" 'engineering-station') AND id IN " MEMBERS,
					id),
		.written = count_of(
			s,
			"SELECT COUNT(DISTINCT server) FROM command WHERE class IN ('write', 'control',"
			" 'program') AND server IN " MEMBERS,
			id),
		.outside = count_of(s,
				    "SELECT COUNT(DISTINCT client) FROM flow WHERE server_outside IS NOT "
				    "NULL AND client IN"
				    " " MEMBERS,
				    id)};
	if (ret->watched < 0 || ret->controllers < 0 || ret->written < 0 || ret->outside < 0)
		return -EIO;
	ret->level = ret->written && ret->outside       ? "important"
		     : ret->controllers || ret->written ? "core"
							: "poc";
	return 0;
}
