/* What people said of one device, as rows of device show. */
#include "base/date.h"
#include "cli/device.h"
#include "cli/site.h"
#include "inventory/standing.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *day(const struct cli *cli, int64_t us, char buf[DATE_ROOM])
{
	if (us)
		date_at(us, cli_zone_minutes(cli, us), buf);
	return us ? buf : NULL;
}

static void row(struct table *t, const struct cli *cli, const char *what, const char *value, const char *from,
		int64_t packet, int64_t first, int64_t last)
{
	char key[64], place[48], buf[DATE_ROOM];
	const char *w;

	snprintf(key, sizeof key, "device.word-%s", what);
	w = strcmp(cli->format, "text") == 0 ? lang(cli->language, key) : what;
	table_cell(t, w == key ? what : w);
	table_cell(t, value);
	table_cell(t, from);
	snprintf(place, sizeof place, "%u:%u", store_packet_file(packet), store_packet_n(packet));
	table_cell(t, store_packet_n(packet) ? place : NULL);
	table_cell(t, day(cli, first, buf));
	table_cell(t, day(cli, last, buf));
}

static void person(const struct standing *n, char *to, size_t room)
{
	if (n->approved_by)
		snprintf(to, room, "c%lld", (long long)n->approved_by);
	else
		snprintf(to, room, "local");
}

static void standing(struct table *t, const struct cli *cli, const struct standing *n)
{
	char value[800], by[24];
	const char *reason = n->by_person ? n->reason : keep_word(cli, "reason-", n->reason);

	snprintf(value, sizeof value, "%s  %s", keep_word(cli, "state-", n->state), reason);
	row(t, cli, "state", value, n->by_person ? "person" : "evidence", 0, n->since, 0);
	if (!n->approved)
		return;
	person(n, by, sizeof by);
	snprintf(value, sizeof value, "v%lld", (long long)n->profile_version);
	row(t, cli, "profile", value, by, 0, n->approved_at, 0);
}

/* part, what, value, from, packet, first, last. Tokens in `what` of differences are words of keep.yaml. */
static const char said_sql[] =
	"SELECT 'locked', field || '  ' || value, coalesce('c' || contact, 'local'), 0, at, 0, NULL, (SELECT "
	"x.observed FROM difference x WHERE x.device = k.device AND x.against = 'lock' AND x.what = k.field) "
	"FROM "
	"device_lock k WHERE device = @d"
	" UNION ALL SELECT * FROM (SELECT 'differs', CASE WHEN x.kind = 'differs' THEN coalesce(x.approved, "
	"'-') || ' > ' || "
	"coalesce(x.observed, '-') ELSE x.key END || coalesce('  ' || (SELECT v.name FROM device_shown v "
	"WHERE v.id = x.peer), "
	"''), x.against, coalesce(x.packet, 0), x.since, 0, x.what, x.kind FROM difference x WHERE x.device "
	"= @d AND "
	"x.against <> 'lock' ORDER BY x.against, x.what, x.key)"
	" UNION ALL SELECT 'merged', 'm' || id || '  d' || gone || coalesce('  ' || note, ''), coalesce('c' "
	"|| contact, "
	"'local'), 0, at, coalesce(undone, 0), NULL, NULL FROM device_merge WHERE into_device = @d"
	" UNION ALL SELECT 'claimed', kind || ' ' || value, NULL, 0, 0, 0, NULL, NULL FROM device_claim "
	"WHERE device = @d";

static void one(struct table *t, const struct cli *cli, sqlite3_stmt *st)
{
	const char *value = (const char *)sqlite3_column_text(st, 1);
	const char *from = (const char *)sqlite3_column_text(st, 2);
	const char *what = (const char *)sqlite3_column_text(st, 6);
	const char *other = (const char *)sqlite3_column_text(st, 7);
	char text[1200];

	if (!what && other) {
		lang_fill_buf(text, sizeof text, lang(cli->language, "keep.beside"),
			      (const struct lang_arg[]){{"value", value}, {"observed", other}, {NULL, NULL}});
		value = text;
	}
	if (what) {
		snprintf(text, sizeof text, "%s  %s  %s", keep_word(cli, "what-", what),
			 keep_word(cli, "change-", other), value);
		value = text;
		from = keep_word(cli, "against-", from);
	}
	row(t, cli, (const char *)sqlite3_column_text(st, 0), value, from, sqlite3_column_int64(st, 3),
	    sqlite3_column_int64(st, 4), sqlite3_column_int64(st, 5));
}

int device_said(struct table *t, const struct cli *cli, struct store *s, int64_t device)
{
	struct standing n;
	sqlite3_stmt *st = NULL;
	int r = standing_of(s, device, &n), step = SQLITE_ERROR;

	if (r < 0)
		return r == -ENOENT ? 0 : r;
	standing(t, cli, &n);
	if (sqlite3_prepare_v2(store_db(s), said_sql, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, sqlite3_bind_parameter_index(st, "@d"), device);
	while ((step = sqlite3_step(st)) == SQLITE_ROW)
		one(t, cli, st);
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}
