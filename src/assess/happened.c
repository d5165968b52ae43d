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

/* Of a system (?3; 0: of the site). d: a device's number; w: "s1" of what is written. */
#define OF_DEVICE(d)                                                                                         \
	"(?3 = 0 OR EXISTS (SELECT 1 FROM system_device m WHERE m.system = ?3 AND m.device = " d "))"
#define OF_SYSTEM(w) "(?3 = 0 OR " w " = 's' || ?3)"
#define EVENTS       "SELECT e.at, "
#define FROM_EVENTS  " FROM event e WHERE e.at >= ?1 AND e.at < ?2 AND e.kind "
#define IN_ORDER     " ORDER BY e.seq"
#define NUMBER(path) "CAST(substr(e.body ->> '" path "', 2) AS INTEGER)"

/* By the index of happenings. Gone: not heard of for longer than ever, or taken out of use. */
static const char *const questions[HAPPENINGS] = {
	EVENTS NUMBER("$.device") FROM_EVENTS "= 'device-seen' AND " OF_DEVICE(NUMBER("$.device")) IN_ORDER,
	EVENTS "j.value"
	       " FROM event e, json_each(e.body, '$.devices') j WHERE e.at >= ?1 AND e.at < ?2 AND e.kind = "
	       "'device-state' AND (e.body ->> '$.reason' = 'missing' OR e.body ->> '$.state' = 'retired') "
	       "AND " OF_DEVICE("j.value") IN_ORDER,
	EVENTS NUMBER("$.finding") FROM_EVENTS "= 'finding-opened' AND " OF_DEVICE(NUMBER("$.subject"))
		IN_ORDER,
	EVENTS NUMBER("$.finding") FROM_EVENTS "= 'finding-closed' AND " OF_DEVICE(NUMBER("$.subject"))
		IN_ORDER,
	EVENTS "e.body ->> '$.id'" FROM_EVENTS
	       "= 'alarm-raised' AND (?3 = 0 OR EXISTS (SELECT 1 FROM alarm_device a JOIN "
	       "system_device m ON m.device = a.device WHERE a.alarm = e.body ->> '$.id' AND m.system = "
	       "?3))" IN_ORDER,
	EVENTS "e.body ->> '$.incident'" FROM_EVENTS
	       "= 'incident-opened' AND (?3 = 0 OR EXISTS (SELECT 1 FROM "
	       "incident_device a JOIN system_device m ON m.device = a.device WHERE a.incident = e.body ->> "
	       "'$.incident' AND "
	       "m.system = ?3))" IN_ORDER,
	EVENTS "e.seq" FROM_EVENTS "= 'decision-made' AND " OF_SYSTEM("e.body ->> '$.system'") IN_ORDER,
	EVENTS "e.seq" FROM_EVENTS "IN ('decision-signed', 'record-signed') AND " OF_SYSTEM(
		"coalesce(e.body ->> '$.system', (SELECT r.system FROM record r WHERE r.id = e.body ->> "
		"'$.record'))") IN_ORDER,
	EVENTS "e.body ->> '$.record'" FROM_EVENTS
	       "IN ('record-added', 'record-edited') AND " OF_SYSTEM("e.body ->> '$.body.system'") IN_ORDER,
	EVENTS "e.body ->> '$.record'" FROM_EVENTS "= 'request-answered' AND " OF_SYSTEM(
		"(SELECT r.system FROM record r WHERE r.id = e.body ->> '$.record')") IN_ORDER,
};

int happened(struct store *s, int64_t system, int64_t from, int64_t until,
	     int (*fn)(void *ctx, int64_t at, int happening, int64_t id), void *ctx)
{
	int r = 0;

	for (int i = 0; i < HAPPENINGS && r >= 0; i++) {
		sqlite3_stmt *st = sql_of(s, questions[i], "iii", from, until, system);
		int step = SQLITE_ERROR;

		while (r >= 0 && st && (step = sqlite3_step(st)) == SQLITE_ROW)
			r = fn(ctx, sqlite3_column_int64(st, 0), i, sqlite3_column_int64(st, 1));
		sqlite3_finalize(st);
		if (r >= 0 && step != SQLITE_DONE)
			r = -EIO;
	}
	return r < 0 ? r : 0;
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
