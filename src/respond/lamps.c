#include "respond/lamps.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE INT64_C(60000000)

const char *lamp_token(enum lamp_colour c)
{
	static const char *const tokens[] = {"none", "grey", "green", "yellow", "red"};

	return tokens[c];
}

const char *lamp_shape(enum lamp_colour c)
{
	static const char *const shapes[] = {"dash", "ring", "dot", "triangle", "square"};

	return shapes[c];
}

/* What an alarm makes of a lamp: the gravest one, the oldest of equals. */
struct lit {
	int64_t alarm, since;
	uint8_t colour, severity; /* colour NONE: no alarm */
	bool handled;
};

struct seen {
	int64_t id, last, silence; /* silence: its longest, us; 0 not known */
	int64_t values, until;     /* when one last came, 0 it never sent any; until when that is recent */
	struct lit lit[2];         /* device, data */
	bool silent;               /* a detector says so */
};

struct board {
	struct seen *seen;
	size_t count, room;
};

static int compare(const void *x, const void *y)
{
	int64_t a = ((const struct seen *)x)->id, b = ((const struct seen *)y)->id;

	return a < b ? -1 : a > b;
}

static struct seen *find(const struct board *b, int64_t id)
{
	struct seen like = {.id = id};

	/* numbers run from 1 with few gaps: look where it should lie first */
	if (id > 0 && (size_t)id <= b->count && b->seen[id - 1].id == id)
		return &b->seen[id - 1];
	return b->count ? bsearch(&like, b->seen, b->count, sizeof like, compare) : NULL;
}

/* --- reading */

static int each(struct board *b, struct store *site, const char *sql, int64_t device,
		int (*row)(struct board *b, sqlite3_stmt *st))
{
	sqlite3_stmt *st = NULL;
	int r = 0, code;

	if (sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, 1, device);
	while ((code = sqlite3_step(st)) == SQLITE_ROW && (r = row(b, st)) == 0)
		;
	sqlite3_finalize(st);
	return r < 0 ? r : code == SQLITE_DONE ? 0 : -EIO;
}

static int read_device(struct board *b, sqlite3_stmt *st)
{
	if (b->count == b->room) {
		struct seen *more = realloc(b->seen, (b->room = b->room * 2 + 64) * sizeof *more);

		if (!more)
			return -ENOMEM;
		b->seen = more;
	}
	b->seen[b->count++] = (struct seen){.id = sqlite3_column_int64(st, 0),
					    .last = sqlite3_column_int64(st, 1),
					    .silence = sqlite3_column_int64(st, 2)};
	return 0;
}

static int read_point(struct board *b, sqlite3_stmt *st)
{
	struct seen *s = find(b, sqlite3_column_int64(st, 0));
	int64_t last = sqlite3_column_int64(st, 1), pace = sqlite3_column_int64(st, 2);
	int64_t until = last + (pace * 3 > 5 * MINUTE ? pace * 3 : 5 * MINUTE);

	if (s && last > s->values)
		s->values = last;
	if (s && until > s->until)
		s->until = until;
	return 0;
}

static bool graver(const struct lit *l, unsigned colour, unsigned severity, int64_t since)
{
	return colour > l->colour || (colour == l->colour && (severity < l->severity ||
							      (severity == l->severity && since < l->since)));
}

static int read_alarm(struct board *b, sqlite3_stmt *st)
{
	struct seen *s = find(b, sqlite3_column_int64(st, 0));
	bool data = sqlite3_column_int(st, 1), handled = sqlite3_column_int(st, 5);
	unsigned severity = (unsigned)sqlite3_column_int(st, 2);
	unsigned colour = severity <= 1 && !handled ? LAMP_RED : LAMP_YELLOW;
	int64_t since = sqlite3_column_int64(st, 3);

	if (!s)
		return 0;
	if (graver(&s->lit[data], colour, severity, since))
		s->lit[data] = (struct lit){.alarm = sqlite3_column_int64(st, 4),
					    .since = since,
					    .colour = (uint8_t)colour,
					    .severity = (uint8_t)severity,
					    .handled = handled};
	return 0;
}

static int read_silent(struct board *b, sqlite3_stmt *st)
{
	struct seen *s = find(b, sqlite3_column_int64(st, 0));

	if (s)
		s->silent = true;
	return 0;
}

/* ?1 0: all devices. */
static const char devices_sql[] =
	"SELECT d.id, d.last, coalesce(r.silence, 0) FROM device d LEFT JOIN device_rhythm r "
	"ON r.device = d.id WHERE ?1 IN (0, d.id) ORDER BY d.id";
static const char points_sql[] =
	"SELECT device, last, CASE WHEN count > 1 THEN (last - first) / (count - 1) ELSE 0 END FROM "
	"point WHERE ?1 IN (0, device)";
static const char alarms_sql[] = "SELECT d.device, d.lamp = 'data', d.severity, d.since, a.id, "
				 "a.acknowledged IS NOT NULL OR a.shelved_until IS NOT "
				 "NULL FROM alarm a JOIN alarm_device d ON d.alarm = a.id WHERE a.ended IS "
				 "NULL AND a.dismissed IS NULL AND d.until "
				 "IS NULL AND d.lamp <> 'none' AND ?1 IN (0, d.device)";

static const char silent_sql[] =
	"SELECT on_device FROM signal WHERE standing = 1 AND detector = 'silent-device' AND "
	"alarm IS NOT NULL AND ?1 IN (0, on_device)";

static int read_board(struct board *b, struct store *site, int64_t device)
{
	int r;

	if ((r = each(b, site, devices_sql, device, read_device)) < 0 ||
	    (r = each(b, site, points_sql, device, read_point)) < 0)
		return r;
	r = each(b, site, alarms_sql, device, read_alarm);
	return r < 0 ? r : each(b, site, silent_sql, device, read_silent);
}

/* --- judging */

/* How long it may be away: as long as it ever was and half as long again, at least five minutes. */
static bool is_fresh(const struct seen *s, int64_t now)
{
	int64_t most = s->silence + s->silence / 2;

	return now - s->last <= (most < 5 * MINUTE ? 5 * MINUTE : most);
}

static struct lamp lit(const struct lit *l)
{
	return (struct lamp){(enum lamp_colour)l->colour, l->handled ? "handled" : "alarm", l->alarm,
			     l->since};
}

static struct lamp device_lamp(const struct seen *s, const struct lamps_sight *sight)
{
	if (s->lit[0].colour)
		return lit(&s->lit[0]);
	if (!s->last)
		return (struct lamp){LAMP_GREY, "never", 0, 0};
	if (!sight->watching)
		return (struct lamp){LAMP_GREY, "unwatched", 0, s->last};
	if (!is_fresh(s, sight->now))
		return (struct lamp){LAMP_GREY, "unseen", 0, s->last};
	return (struct lamp){LAMP_GREEN, "seen", 0, s->last};
}

static struct lamp data_lamp(const struct seen *s, const struct lamps_sight *sight)
{
	if (s->silent && (s->values || s->lit[1].colour))
		return (struct lamp){LAMP_GREY, "silent", 0, s->values};
	if (s->lit[1].colour)
		return lit(&s->lit[1]);
	if (!s->values)
		return (struct lamp){LAMP_NONE, "no-values", 0, 0};
	if (!sight->watching)
		return (struct lamp){LAMP_GREY, "unwatched", 0, s->values};
	if (sight->now > s->until)
		return (struct lamp){LAMP_GREY, "old-values", 0, s->values};
	return (struct lamp){LAMP_GREEN, "values", 0, s->values};
}

static struct lamps lamps_from(const struct seen *s, const struct lamps_sight *sight)
{
	return (struct lamps){s->id, device_lamp(s, sight), data_lamp(s, sight)};
}

int lamps_each(struct store *site, const struct lamps_sight *sight,
	       int (*fn)(void *ctx, const struct lamps *l), void *ctx)
{
	struct board b = {0};
	int r = read_board(&b, site, 0);

	for (size_t i = 0; i < b.count && r >= 0; i++) {
		struct lamps l = lamps_from(&b.seen[i], sight);

		r = fn(ctx, &l);
	}
	free(b.seen);
	return r < 0 ? r : 0;
}

int lamps_of(struct store *site, const struct lamps_sight *sight, int64_t device, struct lamps *ret)
{
	struct board b = {0};
	int r = read_board(&b, site, device);

	if (r == 0 && b.count == 0)
		r = -ENOENT;
	if (r == 0)
		*ret = lamps_from(&b.seen[0], sight);
	free(b.seen);
	return r;
}
