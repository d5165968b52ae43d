/* From the file: what stood when the program ended. */
#include "respond/alarms_parts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define THING_COLUMNS                                                                                        \
	"id, detector, by_text, on_text, coalesce(by_device, 0), coalesce(on_device, 0), key, at, last, "    \
	"count, "                                                                                            \
	"claimed, learning, data, coalesce(packet, 0), coalesce(alarm, 0), coalesce(work, 0), "              \
	"coalesce(off, 0)"

static const char *text(sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s ? s : "";
}

static unsigned word_of(const char *word, const char *const *list, unsigned count)
{
	unsigned i = 0;

	while (i < count && strcmp(list[i], word) != 0)
		i++;
	return i;
}

/* --- alarms */

static struct alarm *free_group(struct alarms *a)
{
	for (uint32_t i = 0; i < a->groups_most; i++)
		if (!a->group[i].used)
			return &a->group[i];
	return NULL;
}

static void read_group(struct alarms *a, sqlite3_stmt *st)
{
	static const char *const kinds[] = {"by", "on", "claimed", "many", "own"};
	const struct alarm_words *w = alarm_words_of(text(st, 1));
	struct alarm *g = free_group(a);
	unsigned kind = word_of(text(st, 3), kinds, 5);

	if (!w || !g || kind > GROUP_OWN)
		return; /* a detector that is no more: people end it */
	*g = (struct alarm){.used = true,
			    .words = w,
			    .id = sqlite3_column_int64(st, 0),
			    .severity = (enum severity)sqlite3_column_int(st, 2),
			    .many = kind == GROUP_MANY,
			    .kind = kind != GROUP_MANY ? (enum group_kind)kind
				    : w->by_on         ? GROUP_ON
						       : GROUP_BY,
			    .cause_device = sqlite3_column_int64(st, 5),
			    .began = sqlite3_column_int64(st, 6),
			    .last = sqlite3_column_int64(st, 7),
			    .count = (uint64_t)sqlite3_column_int64(st, 8),
			    .work = sqlite3_column_int64(st, 9),
			    .joined = NO_INDEX};
	who_read(text(st, 4), &g->cause);
	g->file = (struct alarm_file){.written = true,
				      .many = g->many,
				      .severity = g->severity,
				      .acknowledged = sqlite3_column_int(st, 10),
				      .dismissed = sqlite3_column_int(st, 11),
				      .shelved_until = sqlite3_column_int64(st, 12),
				      .ended = sqlite3_column_int(st, 13)};
	g->ended = g->file.ended ? g->last : 0;
	if (g->last > a->now)
		a->now = g->last;
}

/* Runs a question with one number and hands each row on. */
static int each(struct alarms *a, struct store *site, const char *sql, int64_t v,
		void (*row)(struct alarms *a, sqlite3_stmt *st))
{
	sqlite3_stmt *st = NULL;
	int r = sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL);

	if (r == SQLITE_OK && sqlite3_bind_parameter_count(st))
		sqlite3_bind_int64(st, 1, v);
	while (r == SQLITE_OK && (r = sqlite3_step(st)) == SQLITE_ROW) {
		row(a, st);
		r = SQLITE_OK;
	}
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static struct alarm *group_of(struct alarms *a, int64_t id)
{
	for (uint32_t i = 0; id && i < a->groups_most; i++)
		if (a->group[i].used && a->group[i].id == id)
			return &a->group[i];
	return NULL;
}

static void read_packet(struct alarms *a, sqlite3_stmt *st)
{
	struct alarm *g = group_of(a, sqlite3_column_int64(st, 0));
	uint64_t v = (uint64_t)sqlite3_column_int64(st, 1);
	struct packet p = {(uint32_t)(v >> 32), (uint32_t)v};

	if (g && g->firsts < ALARM_PACKETS / 2)
		g->first[g->firsts++] = p;
	else if (g)
		g->newest[g->newests++ % (ALARM_PACKETS / 2)] = p;
}

static void read_touch(struct alarms *a, sqlite3_stmt *st)
{
	static const char *const lamps[] = {"none", "device", "data"}, *const parts[] = {"by", "on"};
	struct alarm *g = group_of(a, sqlite3_column_int64(st, 0));
	unsigned part = word_of(text(st, 2), parts, 2), lamp = word_of(text(st, 3), lamps, 3);
	struct touch *t;

	if (!g || part > 1 || lamp > ALARM_LAMP_DATA ||
	    !(t = touch_make(a, group_index(a, g), sqlite3_column_int64(st, 1), part, lamp)))
		return;
	t->severity = (uint8_t)sqlite3_column_int(st, 4);
	t->since = sqlite3_column_int64(st, 5);
	t->until = sqlite3_column_int64(st, 6);
	t->written = true;
}

/* --- things */

static void join_group(struct alarms *a, struct thing *t, struct alarm *g)
{
	t->group = group_index(a, g);
	t->raised = true;
	g->active++;
	g->things++;
	if (g->words == t->words && who_is_none(&g->by) && who_is_none(&g->on)) {
		g->by = t->by;
		g->on = t->on;
		g->by_device = t->by_device;
		g->on_device = t->on_device;
		memcpy(g->key, t->key, sizeof g->key);
		memcpy(g->data, t->data, sizeof g->data);
	}
	if (who_is_none(&g->cause) && g->kind != GROUP_OWN && !g->many)
		g->cause = t->words->by_on ? t->on : t->by;
	thing_touch(a, t);
}

static void read_thing(struct alarms *a, sqlite3_stmt *st)
{
	uint64_t packet = (uint64_t)sqlite3_column_int64(st, 13);
	struct thing like = {.words = alarm_words_of(text(st, 1)),
			     .row = sqlite3_column_int64(st, 0),
			     .by_device = sqlite3_column_int64(st, 4),
			     .on_device = sqlite3_column_int64(st, 5),
			     .began = sqlite3_column_int64(st, 7),
			     .last = sqlite3_column_int64(st, 8),
			     .count = (uint64_t)sqlite3_column_int64(st, 9),
			     .times = (uint32_t)sqlite3_column_int64(st, 9),
			     .off_at = sqlite3_column_int64(st, 16),
			     .claimed = sqlite3_column_int(st, 10),
			     .learning = sqlite3_column_int(st, 11),
			     .packet = {(uint32_t)(packet >> 32), (uint32_t)packet},
			     .work = sqlite3_column_int64(st, 15)};
	struct alarm *g = group_of(a, sqlite3_column_int64(st, 14));
	struct thing *t;

	who_read(text(st, 2), &like.by);
	who_read(text(st, 3), &like.on);
	snprintf(like.key, sizeof like.key, "%s", text(st, 6));
	snprintf(like.data, sizeof like.data, "%s", text(st, 12));
	if (!like.words || thing_find(a, &like) || !(t = thing_make(a, &like)))
		return;
	t->held = t->work && !g;
	if (strcmp(t->words->name, "watch-blind") == 0)
		a->blind++;
	if (t->last > a->now)
		a->now = t->last;
	if (g)
		join_group(a, t, g);
}

/* A thing that was over with its alarm, and is not any more. */
static void read_again(struct alarms *a, sqlite3_stmt *st)
{
	const struct alarm_words *w = alarm_words_of(text(st, 1));
	struct alarm *g = group_of(a, sqlite3_column_int64(st, 14));
	struct thing like = {.words = w}, *t;

	if (!w || !w->approved_ends || !g)
		return;
	who_read(text(st, 2), &like.by);
	who_read(text(st, 3), &like.on);
	snprintf(like.key, sizeof like.key, "%s", text(st, 6));
	t = thing_find(a, &like);
	if (!t) {
		read_thing(a, st);
		t = thing_find(a, &like);
	} else if (!t->raised) {
		t->over = false;
		t->off_at = 0;
		join_group(a, t, g);
	}
	if (t)
		t->dirty = a->history = true;
}

static void read_last(struct alarms *a, sqlite3_stmt *st)
{
	a->last_signal = a->next_signal = sqlite3_column_int64(st, 0);
}

/* Devices that no thing stands for any more: it went with the history. */
static void settle(struct alarms *a)
{
	for (uint32_t i = 0; i < a->touches_room; i++) {
		struct touch *t = &a->touch[i];

		if (t->group == NO_INDEX || t->standing || t->until)
			continue;
		t->until = a->now;
		t->dirty = a->group[t->group].dirty = true;
	}
}

void alarms_forget(struct alarms *a)
{
	for (uint32_t i = 0; i < a->things_room; i++)
		if (a->thing[i].words)
			thing_free(a, &a->thing[i]);
	for (uint32_t i = 0; i < a->groups_most; i++)
		if (a->group[i].used)
			group_free(a, &a->group[i]);
	a->blind = 0;
}

#define GROUP_COLUMNS                                                                                        \
	"id, detector, severity, grouped, CASE WHEN cause GLOB 'd[0-9]*' THEN '' ELSE cause END, "           \
	"coalesce(device, "                                                                                  \
	"0), began, last, count, coalesce(work, 0), acknowledged IS NOT NULL, dismissed IS NOT NULL, "       \
	"coalesce(shelved_until, 0), ended IS NOT NULL FROM alarm"

int alarms_load(struct alarms *a, struct store *site)
{
	int r;

	if ((r = each(a, site, "SELECT " GROUP_COLUMNS " WHERE ended IS NULL ORDER BY id", 0, read_group)) <
		    0 ||
	    (r = each(a, site,
		      "SELECT p.alarm, p.packet FROM alarm_packet p JOIN alarm a ON a.id = p.alarm WHERE "
		      "a.ended IS NULL ORDER BY p.rowid",
		      0, read_packet)) < 0 ||
	    (r = each(a, site,
		      "SELECT d.alarm, d.device, d.part, d.lamp, d.severity, d.since, d.until FROM "
		      "alarm_device "
		      "d JOIN alarm a ON a.id = d.alarm WHERE a.ended IS NULL",
		      0, read_touch)) < 0 ||
	    (r = each(a, site, "SELECT " THING_COLUMNS " FROM signal WHERE standing = 1 ORDER BY id", 0,
		      read_thing)) < 0 ||
	    (r = each(a, site, "SELECT coalesce(max(id), 0) FROM signal", 0, read_last)) < 0)
		return r;
	settle(a);
	a->tick = 0;
	a->heard = a->next_heard = site_events(site);
	return 0;
}

int alarm_reload(struct alarms *a, struct store *site, int64_t id)
{
	struct alarm *g = group_of(a, id);
	int r = 0;

	if (!g)
		r = each(a, site, "SELECT " GROUP_COLUMNS " WHERE id = ?1", id, read_group);
	if (r < 0 || !(g = group_of(a, id)))
		return r;
	g->ended = 0;
	g->end = END_NONE;
	g->dirty = a->pending = true;
	return each(a, site,
		    "SELECT " THING_COLUMNS " FROM signal WHERE alarm = ?1 ORDER BY id DESC LIMIT 64", id,
		    read_again);
}
