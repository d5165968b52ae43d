#include "assess/happened.h"

#include "assess/sql.h"
#include "base/date.h"

#include <errno.h>
#include <string.h>

const struct happening happenings[HAPPENINGS] = {
	{"devices-new", FIGURE_DEVICE, 'd', TOLD_SEEN},   {"devices-gone", FIGURE_DEVICE, 'd', TOLD_SEEN},
	{"findings-new", FIGURE_FINDING, 'f', TOLD_SEEN}, {"findings-closed", FIGURE_FINDING, 'f', TOLD_SEEN},
	{"alarms", FIGURE_ALARM, 'a', TOLD_WATCHED},      {"incidents", FIGURE_INCIDENT, 'i', TOLD_ALWAYS},
	{"decisions", FIGURE_EVENT, 0, TOLD_ALWAYS},      {"signatures", FIGURE_EVENT, 0, TOLD_ALWAYS},
	{"records", FIGURE_RECORD, 'r', TOLD_ALWAYS},     {"answers", FIGURE_RECORD, 'r', TOLD_ALWAYS},
};

int happening_named(const char *name)
{
	for (int i = 0; i < HAPPENINGS; i++)
		if (strcmp(happenings[i].name, name) == 0)
			return i;
	return -1;
}

/* Which kinds of events tell of it. Gone: not heard of for longer than ever, or taken out of use. */
static const struct {
	const char *kind, *happening;
} kinds[] = {
	{"device-seen", "devices-new"},     {"device-state", "devices-gone"},
	{"finding-opened", "findings-new"}, {"finding-closed", "findings-closed"},
	{"alarm-raised", "alarms"},         {"incident-opened", "incidents"},
	{"decision-made", "decisions"},     {"decision-signed", "signatures"},
	{"record-signed", "signatures"},    {"record-added", "records"},
	{"record-edited", "records"},       {"request-answered", "answers"},
};

/* Of a system (?2; 0: of the site). d: a device's number; w: "s1" of what is written. */
#define OF_DEVICE(d)                                                                                         \
	"(?2 = 0 OR EXISTS (SELECT 1 FROM system_device m WHERE m.system = ?2 AND m.device = " d "))"
#define OF_SYSTEM(w) "(?2 = 0 OR " w " = 's' || ?2)"
#define NUMBER(path) "CAST(substr(e.body ->> '" path "', 2) AS INTEGER)"
#define ID(id, of)   "SELECT " id " FROM event e WHERE e.seq = ?1 AND " of

/* By the index of happenings: the ids that an event (?1) tells of. */
static const char *const questions[HAPPENINGS] = {
	ID(NUMBER("$.device"), OF_DEVICE(NUMBER("$.device"))),
	"SELECT j.value FROM event e, json_each(e.body, '$.devices') j WHERE e.seq = ?1 AND (e.body ->> "
	"'$.reason' = "
	"'missing' OR e.body ->> '$.state' = 'retired') AND " OF_DEVICE("j.value"),
	ID(NUMBER("$.finding"), OF_DEVICE(NUMBER("$.subject"))),
	ID(NUMBER("$.finding"), OF_DEVICE(NUMBER("$.subject"))),
	ID("e.body ->> '$.id'",
	   "(?2 = 0 OR EXISTS (SELECT 1 FROM alarm_device a JOIN system_device m ON m.device = a.device "
	   "WHERE a.alarm = e.body ->> '$.id' AND m.system = ?2))"),
	ID("e.body ->> '$.incident'",
	   "(?2 = 0 OR EXISTS (SELECT 1 FROM incident_device a JOIN system_device m ON m.device = "
	   "a.device WHERE a.incident = e.body ->> '$.incident' AND m.system = ?2))"),
	ID("e.seq", OF_SYSTEM("e.body ->> '$.system'")),
	ID("e.seq",
	   OF_SYSTEM("coalesce(e.body ->> '$.system', (SELECT r.system FROM record r WHERE r.id = e.body ->> "
		     "'$.record'))")),
	ID("e.body ->> '$.record'", OF_SYSTEM("e.body ->> '$.body.system'")),
	ID("e.body ->> '$.record'",
	   OF_SYSTEM("(SELECT r.system FROM record r WHERE r.id = e.body ->> '$.record')")),
};

struct telling {
	int64_t system;
	sqlite3_stmt *question[HAPPENINGS];
	int (*fn)(void *ctx, int64_t at, int happening, int64_t id);
	void *ctx;
};

static int happening_of(const char *kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return happening_named(kinds[i].happening);
	return -1;
}

static int tell(struct telling *t, int64_t seq, int64_t at, int happening)
{
	sqlite3_stmt *st = t->question[happening];
	int r = 0, step = SQLITE_ERROR;

	sqlite3_reset(st);
	sqlite3_bind_int64(st, 1, seq);
	sqlite3_bind_int64(st, 2, t->system);
	while (r >= 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
		r = t->fn(t->ctx, at, happening, sqlite3_column_int64(st, 0));
	return r < 0 ? r : step == SQLITE_DONE ? 0 : -EIO;
}

/* The journal is read once, whatever is counted: it is the longest table of a site that is watched for years.
 */
static int walk(struct store *s, struct telling *t, int64_t from, int64_t until)
{
	sqlite3_stmt *st =
		sql_of(s, "SELECT seq, at, kind FROM event WHERE at >= ?1 AND at < ?2 ORDER BY seq", "ii",
		       from, until);
	int r = 0, step = SQLITE_ERROR;

	while (r >= 0 && st && (step = sqlite3_step(st)) == SQLITE_ROW) {
		const char *kind = (const char *)sqlite3_column_text(st, 2);
		int h = kind ? happening_of(kind) : -1;

		if (h >= 0)
			r = tell(t, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), h);
	}
	sqlite3_finalize(st);
	return r < 0 ? r : step == SQLITE_DONE ? 0 : -EIO;
}

int happened(struct store *s, int64_t system, int64_t from, int64_t until,
	     int (*fn)(void *ctx, int64_t at, int happening, int64_t id), void *ctx)
{
	struct telling t = {.system = system, .fn = fn, .ctx = ctx};
	int r = 0;

	for (int i = 0; i < HAPPENINGS && r == 0; i++)
		r = sqlite3_prepare_v2(store_db(s), questions[i], -1, &t.question[i], NULL) == SQLITE_OK
			    ? 0
			    : -EIO;
	if (r == 0)
		r = walk(s, &t, from, until);
	for (int i = 0; i < HAPPENINGS; i++)
		sqlite3_finalize(t.question[i]);
	return r;
}

int watched_days(struct store *s, bool live, int zone_minutes, int32_t from, int32_t until,
		 void (*fn)(void *ctx, int32_t day), void *ctx)
{
	sqlite3_stmt *st = sql_of(
		s,
		"SELECT first, last FROM source WHERE first IS NOT NULL AND last IS NOT NULL AND (?1 = "
		"0 OR id IN (SELECT source FROM packet_file))",
		"i", (int64_t)live);
	int step = SQLITE_ERROR;

	while (st && (step = sqlite3_step(st)) == SQLITE_ROW) {
		char first[DATE_ROOM], last[DATE_ROOM];
		int32_t day, end;

		date_at(sqlite3_column_int64(st, 0), zone_minutes, first);
		date_at(sqlite3_column_int64(st, 1), zone_minutes, last);
		day = date_days(first) < from ? from : date_days(first);
		end = date_days(last) > until ? until : date_days(last);
		for (; day <= end; day++)
			fn(ctx, day);
	}
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}

/* --- once */

enum { ONCE_FIRST = 1024 };

static size_t place(const struct once *o, uint64_t key)
{
	size_t i = (size_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 20) & (o->room - 1);

	while (o->slot[i] && o->slot[i] != key)
		i = (i + 1) & (o->room - 1);
	return i;
}

static bool grow(struct once *o)
{
	struct once more = {.arena = o->arena, .room = o->room ? o->room * 2 : ONCE_FIRST, .used = o->used};

	more.slot = arena_get(o->arena, more.room, sizeof *more.slot);
	if (!more.slot) {
		o->failed = true;
		return false;
	}
	for (size_t i = 0; i < o->room; i++)
		if (o->slot[i])
			more.slot[place(&more, o->slot[i])] = o->slot[i];
	*o = more;
	return true;
}

bool once(struct once *o, unsigned figure, int64_t id)
{
	uint64_t key = (uint64_t)(figure + 1) << 48 | ((uint64_t)id & UINT64_C(0xffffffffffff));
	size_t i;

	if (2 * (o->used + 1) > o->room && !grow(o))
		return true;
	i = place(o, key);
	if (o->slot[i])
		return false;
	o->slot[i] = key;
	o->used++;
	return true;
}
