/* Rows beside the events: counters, devices and packets of alarms, and the history of signals. */
#include "respond/alarms_parts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const lamps[] = {"none", "device", "data"};
static const char *const parts[] = {"by", "on"};

int rows_step(sqlite3_stmt *st)
{
	int r = sqlite3_step(st);

	sqlite3_reset(st);
	return r == SQLITE_DONE ? 0 : -EIO;
}

static sqlite3_stmt *prepared(struct store *site, const char *sql)
{
	sqlite3_stmt *st = NULL;

	return sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL) == SQLITE_OK ? st : NULL;
}

static void bind_or_null(sqlite3_stmt *st, int at, int64_t v)
{
	if (v)
		sqlite3_bind_int64(st, at, v);
	else
		sqlite3_bind_null(st, at);
}

static int64_t packet_number(struct packet p) { return (int64_t)((uint64_t)p.file << 32 | p.n); }

/* --- alarms */

struct group_rows {
	sqlite3_stmt *count, *forget, *packet;
};

static int put_packets(struct group_rows *w, const struct alarm *g, const struct packet *list, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		sqlite3_bind_int64(w->packet, 1, g->id);
		sqlite3_bind_int64(w->packet, 2, packet_number(list[i]));
		sqlite3_bind_int64(w->packet, 3, g->last);
		if (rows_step(w->packet) < 0)
			return -EIO;
	}
	return 0;
}

static int put_group(struct group_rows *w, const struct alarm *g)
{
	unsigned half = ALARM_PACKETS / 2, n = g->newests < half ? g->newests : half,
		 turn = g->newests % half;

	bind_or_null(w->count, 1, g->many || g->kind == GROUP_OWN ? 0 : g->cause_device);
	sqlite3_bind_int64(w->count, 2, (int64_t)g->count);
	sqlite3_bind_int64(w->count, 3, g->last);
	sqlite3_bind_int64(w->count, 4, g->concerned);
	sqlite3_bind_int64(w->count, 5, g->id);
	if (rows_step(w->count) < 0)
		return -EIO;
	if (!g->packets_dirty)
		return 0;
	sqlite3_bind_int64(w->forget, 1, g->id);
	if (rows_step(w->forget) < 0 || put_packets(w, g, g->first, g->firsts) < 0)
		return -EIO;
	if (n < half) /* oldest first: a ring that is full begins at its turn */
		return put_packets(w, g, g->newest, n);
	return put_packets(w, g, g->newest + turn, half - turn) < 0 ? -EIO
								    : put_packets(w, g, g->newest, turn);
}

struct touch_rows {
	sqlite3_stmt *add, *edit;
};

static int put_touch(struct touch_rows *w, struct alarms *a, struct touch *t)
{
	sqlite3_stmt *st = t->written ? w->edit : w->add;

	sqlite3_bind_int64(st, 1, a->group[t->group].id);
	sqlite3_bind_int64(st, 2, t->device);
	sqlite3_bind_text(st, 3, parts[t->part], -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 4, lamps[t->lamp], -1, SQLITE_STATIC);
	sqlite3_bind_int(st, 5, t->severity);
	sqlite3_bind_int64(st, 6, t->since);
	bind_or_null(st, 7, t->until);
	t->next_written = true;
	return rows_step(st);
}

static int touches_rows(struct alarms *a, struct store *site)
{
	struct touch_rows w = {
		prepared(site, "INSERT INTO alarm_device(alarm, device, part, lamp, severity, since, until) "
			       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
		prepared(site,
			 "UPDATE alarm_device SET severity = ?5, since = ?6, until = ?7 WHERE alarm = ?1 AND "
			 "device = ?2 AND part = ?3 AND lamp = ?4")};
	int r = w.add && w.edit ? 0 : -EIO;

	for (uint32_t i = 0; i < a->touches_room && r == 0; i++)
		if (a->touch[i].group != NO_INDEX && a->touch[i].dirty)
			r = put_touch(&w, a, &a->touch[i]);
	sqlite3_finalize(w.add);
	sqlite3_finalize(w.edit);
	return r;
}

int rows_of_groups(struct alarms *a, struct store *site)
{
	struct group_rows w = {
		prepared(site,
			 "UPDATE alarm SET device = ?1, count = ?2, last = ?3, concerned = ?4 WHERE id = ?5"),
		prepared(site, "DELETE FROM alarm_packet WHERE alarm = ?1"),
		prepared(site, "INSERT INTO alarm_packet(alarm, packet, at) VALUES (?1, ?2, ?3)")};
	int r = w.count && w.forget && w.packet ? 0 : -EIO;

	for (uint32_t i = 0; i < a->groups_most && r == 0; i++)
		if (a->group[i].used && a->group[i].dirty)
			r = put_group(&w, &a->group[i]);
	sqlite3_finalize(w.count);
	sqlite3_finalize(w.forget);
	sqlite3_finalize(w.packet);
	return r < 0 ? r : touches_rows(a, site);
}

/* --- history */

static void bind_who(sqlite3_stmt *st, int at, const struct who *w)
{
	char text[MAC_TEXT + IP_TEXT + 2];

	who_text(w, text, sizeof text);
	if (*text)
		sqlite3_bind_text(st, at, text, -1, SQLITE_TRANSIENT);
	else
		sqlite3_bind_null(st, at);
}

static int put_thing(sqlite3_stmt *st, struct alarms *a, struct thing *t)
{
	t->next_row = t->row ? t->row : ++a->next_signal;
	sqlite3_bind_int64(st, 1, t->next_row);
	sqlite3_bind_text(st, 2, t->words->name, -1, SQLITE_STATIC);
	bind_who(st, 3, &t->by);
	bind_who(st, 4, &t->on);
	bind_or_null(st, 5, t->by_device);
	bind_or_null(st, 6, t->on_device);
	sqlite3_bind_text(st, 7, t->key, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 8, t->began);
	sqlite3_bind_int64(st, 9, t->last);
	sqlite3_bind_int(st, 10, !t->over);
	sqlite3_bind_int64(st, 11, (int64_t)t->count);
	sqlite3_bind_int(st, 12, t->claimed);
	sqlite3_bind_int(st, 13, t->learning);
	sqlite3_bind_text(st, 14, *t->data ? t->data : "{}", -1, SQLITE_STATIC);
	bind_or_null(st, 15, t->packet.n ? packet_number(t->packet) : 0);
	bind_or_null(st, 16, t->group == NO_INDEX ? 0 : a->group[t->group].id);
	bind_or_null(st, 17, t->work);
	bind_or_null(st, 18, t->off_at);
	return rows_step(st);
}

static int trim(struct store *site, int64_t last)
{
	sqlite3_stmt *st;
	int r;

	if (last <= SIGNALS_KEPT)
		return 0;
	st = prepared(site, "DELETE FROM signal WHERE id <= ?1 AND standing = 0");
	sqlite3_bind_int64(st, 1, last - SIGNALS_KEPT);
	r = st ? rows_step(st) : -EIO;
	sqlite3_finalize(st);
	return r;
}

int rows_of_history(struct alarms *a, struct store *site)
{
	sqlite3_stmt *st = prepared(site, "INSERT OR REPLACE INTO signal(id, detector, by_text, on_text, "
					  "by_device, on_device, key, at, last, "
					  "standing, count, claimed, learning, data, packet, alarm, work, "
					  "off) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
					  "?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)");
	int r = st ? 0 : -EIO, fresh = 0;

	a->next_signal = a->last_signal;
	for (uint32_t i = 0; i < a->things_room && r == 0; i++) {
		struct thing *t = &a->thing[i];

		if (!t->words || !t->dirty)
			continue;
		/* what is over and finds no room in this round is counted only */
		t->next_row = -1;
		if (t->row || !t->over || fresh++ < ALARM_ROWS_A_WRITE)
			r = put_thing(st, a, t);
	}
	sqlite3_finalize(st);
	return r < 0 ? r : trim(site, a->next_signal);
}
