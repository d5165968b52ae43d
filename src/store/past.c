#include "store/past.h"

#include "base/out.h"
#include "store/private.h"

#include <errno.h>
#include <string.h>

static bool wanted(const char *const *parts, const char *name)
{
	for (; *parts; parts++)
		if (strcmp(*parts, name) == 0)
			return true;
	return false;
}

/* SELECT the events of all kinds of these parts: kinds are names of ours, without quotes in them. */
static void select_of(struct store *s, const char *const *parts, struct out *o)
{
	const char *between = "";

	out_str(o, "SELECT " EVENT_COLUMNS " FROM event WHERE seq <= ?1 AND kind IN (");
	for (size_t p = 0; s->parts && s->parts[p]; p++)
		for (size_t i = 0; wanted(parts, s->parts[p]->name) && i < s->parts[p]->event_count; i++) {
			out_fmt(o, "%s'%s'", between, s->parts[p]->events[i].kind);
			between = ", ";
		}
	out_str(o, ") ORDER BY seq");
}

static int copy(sqlite3_stmt *to, sqlite3_stmt *from)
{
	int r;

	for (int i = 0; i < 7; i++)
		sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
	r = sqlite3_step(to);
	sqlite3_reset(to);
	return store_code(r);
}

static int replay(struct store *past, sqlite3_stmt *events)
{
	sqlite3_stmt *to = store_prepare(past, "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	struct event e;
	int r = to ? 0 : -EIO, step = SQLITE_DONE;

	while (r == 0 && (step = sqlite3_step(events)) == SQLITE_ROW) {
		r = event_read(events, &e) ? journal_apply(past, &e) : -EBADMSG;
		r = r == 0 ? copy(to, events) : r == -ENOMEM ? r : -EBADMSG;
	}
	sqlite3_finalize(to);
	return r < 0 ? r : store_code(step);
}

int store_past(struct store *s, const char *const *parts, int64_t seq, struct store **ret)
{
	struct store *past = NULL;
	sqlite3_stmt *events = NULL;
	struct out sql;
	int r = out_init(&sql, -1);

	if (r < 0)
		return r;
	select_of(s, parts, &sql);
	r = sql.error ? -ENOMEM : store_memory(&past);
	if (r == 0 && !(events = store_prepare(s, out_bytes(&sql, NULL))))
		r = -EIO;
	if (r == 0) {
		past->parts = s->parts;
		sqlite3_bind_int64(events, 1, seq);
		r = store_run(past, "BEGIN");
	}
	if (r == 0)
		r = replay(past, events);
	if (r == 0)
		r = store_run(past, "COMMIT");
	sqlite3_finalize(events);
	out_clear(&sql);
	if (r < 0)
		store_free(past);
	else
		*ret = past;
	return r;
}
