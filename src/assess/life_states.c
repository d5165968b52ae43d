#include "assess/life_states.h"

#include "assess/ask.h"
#include "assess/drawn.h"
#include "assess/engineering.h"
#include "assess/judged.h"
#include "assess/label.h"
#include "assess/roster.h"
#include "base/out.h"
#include "base/text.h"
#include "inventory/keep.h"
#include "inventory/standing.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

extern const char life_states_sql[];

enum { TOLD_AT_ONCE = 1000, REASON_MAX = 256 };

static int run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

static void sweep(sqlite3 *db)
{
	run(db, "DROP TABLE IF EXISTS temp.evidence; DROP TABLE IF EXISTS temp.bad; DROP TABLE IF EXISTS "
		"temp.otherwise; DROP TABLE IF EXISTS temp.moving; DROP TABLE IF EXISTS temp.missing; DROP "
		"TABLE IF "
		"EXISTS temp.silence");
}

static int gather(struct store *s)
{
	int r;

	sweep(store_db(s));
	r = standing_missing(s);
	return r < 0 ? r : run(store_db(s), life_states_sql);
}

/* --- telling */

/* One event: devices (JSON array) that moved alike. */
static int tell(struct store *s, int64_t at, const char *state, const char *reason, const char *devices)
{
	struct out o;
	size_t n;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	json_object(&o, NULL);
	json_str(&o, "state", state);
	json_str(&o, "moved_by", "evidence");
	json_str(&o, "reason", reason);
	json_raw(&o, "devices", devices, strlen(devices));
	json_end_object(&o);
	r = o.error ? -ENOMEM : journal_append(s, at, "device-state", "mimamori", out_bytes(&o, &n), NULL);
	out_clear(&o);
	return r;
}

static int tell_all(struct store *s, int64_t at)
{
	static const char sql[] = "SELECT state, reason, json_group_array(device) FROM (SELECT *, "
				  "(row_number() OVER (PARTITION BY "
				  "state, reason ORDER BY device) - 1) / ?1 AS part FROM moving ORDER BY "
				  "state, reason, device) GROUP "
				  "BY state, reason, part ORDER BY state, reason, part";
	sqlite3_stmt *st = NULL;
	int r = 0, step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int(st, 1, TOLD_AT_ONCE);
	while (r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
		r = tell(s, at, (const char *)sqlite3_column_text(st, 0),
			 (const char *)sqlite3_column_text(st, 1), (const char *)sqlite3_column_text(st, 2));
	sqlite3_finalize(st);
	return r < 0 ? r : step == SQLITE_DONE ? 0 : -EIO;
}

int life_states_run(struct store *s, int64_t now, struct life_moves *ret)
{
	sqlite3 *db = store_db(s);
	struct life_moves moves = {0};
	int r = gather(s);

	if (r == 0)
		moves.moved = ask_number(db, "SELECT count(*) FROM moving", 0);
	if (r == 0 && moves.moved)
		r = tell_all(s, now);
	sweep(db);
	moves.abnormal = ask_number(db, "SELECT count(*) FROM device_life WHERE state = 'abnormal'", 0);
	moves.stray = ask_number(db, "SELECT count(*) FROM device_life WHERE state = 'stray'", 0);
	if (ret)
		*ret = moves;
	return r;
}

int life_states_judge(struct store *s, int64_t now, struct life *ret_life, struct life_moves *ret_moves)
{
	struct life life;
	int r = standing_refresh(s, now);

	if (r == 0)
		r = roster_refresh(s, now);
	if (r == 0)
		r = labels_refresh(s, now);
	if (r == 0)
		r = drawn_refresh(s, now);
	if (r == 0)
		r = engineering_refresh(s);
	if (r == 0)
		r = assess_site(s, now, "mimamori", ret_life ? ret_life : &life);
	return r < 0 ? r : life_states_run(s, now, ret_moves);
}

int life_states_drawn(struct store *s, int64_t now)
{
	sqlite3_int64 before = sqlite3_total_changes64(store_db(s));
	bool divided = drawn_divides(s);
	int r = drawn_refresh(s, now);

	if (r < 0 || sqlite3_total_changes64(store_db(s)) == before || (!divided && !drawn_divides(s)))
		return r;
	return life_states_judge(s, now, NULL, NULL);
}

int life_states_record(struct store *s, const char *kind, int64_t now)
{
	int r;

	if (strcmp(kind, "wifi-network") == 0)
		return life_states_judge(s, now, NULL, NULL);
	r = answers_write(s, now);
	return r < 0 || strcmp(kind, "manual-link") != 0 ? r : life_states_drawn(s, now);
}

/* --- by people */

bool life_is_state(const char *state)
{
	static const char *const states[] = {"introduced", "normal", "abnormal", "stray", "retired"};

	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (strcmp(states[i], state) == 0)
			return true;
	return false;
}

static int may(struct store *s, int64_t device, const char *state, const char *reason, struct err *e)
{
	struct standing now;
	char text[24];
	int r;

	snprintf(text, sizeof text, "d%lld", (long long)device);
	if (keep_device(s, device) != device)
		return err_set(e, -ENOENT, text, "no-device", "%s", "");
	if (!life_is_state(state))
		return err_set(e, -EINVAL, state, "bad-state", "%s", "");
	if (!reason || !reason[strspn(reason, " ")] || strlen(reason) > REASON_MAX ||
	    !text_shows(text_z(reason)))
		return err_set(e, -EINVAL, text, "no-reason", "%d", REASON_MAX);
	r = standing_of(s, device, &now);
	if (r == 0 && now.by_person && strcmp(now.state, state) == 0)
		return err_set(e, -EEXIST, text, "already-in-state", "%s", state);
	return r;
}

/* What evidence says of it at this moment: the person knows, and decides otherwise. */
static int despite(struct store *s, int64_t device, char *ret, size_t room, int64_t *ret_last)
{
	sqlite3_stmt *st = NULL;
	int r = gather(s);

	snprintf(ret, room, "new");
	if (r == 0 &&
	    sqlite3_prepare_v2(store_db(s),
			       "SELECT e.reason, d.last FROM evidence e JOIN device d ON d.id = e.device "
			       "WHERE e.device = ?1",
			       -1, &st, NULL) != SQLITE_OK)
		r = -EIO;
	if (r == 0)
		sqlite3_bind_int64(st, 1, device);
	if (r == 0 && sqlite3_step(st) == SQLITE_ROW) {
		snprintf(ret, room, "%s", (const char *)sqlite3_column_text(st, 0));
		*ret_last = sqlite3_column_int64(st, 1);
	}
	sqlite3_finalize(st);
	sweep(store_db(s));
	return r;
}

int life_set(struct store *s, int64_t device, const char *state, const char *reason, const struct writing *w,
	     struct err *e)
{
	char evidence[32];
	int64_t last = 0;
	struct out o;
	size_t n;
	int r = may(s, device, state, reason, e);

	if (r == 0)
		r = despite(s, device, evidence, sizeof evidence, &last);
	if (r < 0)
		return r;
	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	json_object(&o, NULL);
	json_str(&o, "state", state);
	json_str(&o, "moved_by", "person");
	json_str(&o, "reason", reason);
	json_str(&o, "despite", evidence);
	json_int(&o, "last", last);
	json_array(&o, "devices");
	json_int(&o, NULL, device);
	json_end_array(&o);
	json_end_object(&o);
	r = o.error ? -ENOMEM : journal_append(s, w->at, "device-state", w->actor, out_bytes(&o, &n), NULL);
	out_clear(&o);
	return r;
}
