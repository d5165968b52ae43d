#include "respond/alarm.h"

#include "assess/event.h"
#include "assess/evidence.h"
#include "base/date.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const char *const alarm_reasons[] = {"false-alarm", "known-work", "test", "accepted", "other", NULL};

/* What is asked of an alarm before an act: when and by which contact each was done, 0 not. */
struct standing {
	int severity;
	bool ended;
	int64_t acknowledged, acknowledged_by, dismissed, dismissed_by, shelved_until, shelved_by;
};

static void name(int64_t id, char to[24]) { snprintf(to, 24, "a%lld", (long long)id); }

static int refuse(struct err *e, int code, int64_t id, const char *key, const char *detail)
{
	char subject[24];

	name(id, subject);
	return err_set(e, code, subject, key, "%s", detail);
}

static int look(struct store *s, int64_t id, struct standing *ret, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int r;

	if (sqlite3_prepare_v2(store_db(s),
			       "SELECT severity, ended IS NOT NULL, acknowledged, acknowledged_by, "
			       "dismissed, dismissed_by, "
			       "shelved_until, shelved_by FROM alarm WHERE id = ?1",
			       -1, &st, NULL) != SQLITE_OK)
		return event_failed(s, -EIO, e);
	sqlite3_bind_int64(st, 1, id);
	r = sqlite3_step(st);
	if (r == SQLITE_ROW)
		*ret = (struct standing){sqlite3_column_int(st, 0),   sqlite3_column_int(st, 1),
					 sqlite3_column_int64(st, 2), sqlite3_column_int64(st, 3),
					 sqlite3_column_int64(st, 4), sqlite3_column_int64(st, 5),
					 sqlite3_column_int64(st, 6), sqlite3_column_int64(st, 7)};
	sqlite3_finalize(st);
	if (r == SQLITE_DONE)
		return refuse(e, -ENOENT, id, "no-alarm", "");
	return r == SQLITE_ROW ? 0 : event_failed(s, -EIO, e);
}

/* Words of people: NULL and "" are none. Empty when optional. */
static int check_words(const char *words, bool must, int64_t id, struct err *e)
{
	char most[16];
	size_t chars = 0;

	if (!words || !*words)
		return must ? refuse(e, -EINVAL, id, "no-words", "") : 0;
	for (const char *p = words; *p; p++)
		chars += ((unsigned char)*p & 0xc0) != 0x80;
	snprintf(most, sizeof most, "%d", ALARM_WORDS_MOST);
	if (chars > ALARM_WORDS_MOST || !text_shows(text_z(words)))
		return refuse(e, -EINVAL, id, "long-words", most);
	return 0;
}

/* "山田 2026-11-29 21:05", as the site counts; "" for the name when nobody in particular did it. */
static void who_and_when(struct store *s, int64_t contact, int64_t at, char *to, size_t room)
{
	int64_t there = at / 1000000 + site_zone(s) * 60;
	char day[DATE_ROOM];
	sqlite3_stmt *st = NULL;
	const char *called = NULL;

	date_text((int32_t)(there / 86400), day);
	if (contact && sqlite3_prepare_v2(store_db(s), "SELECT name FROM contact WHERE id = ?1", -1, &st,
					  NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, contact);
		if (sqlite3_step(st) == SQLITE_ROW)
			called = (const char *)sqlite3_column_text(st, 0);
	}
	snprintf(to, room, "%.120s%s%s %02d:%02d", called ? called : "", called ? " " : "", day,
		 (int)(there / 3600 % 24), (int)(there / 60 % 60));
	sqlite3_finalize(st);
}

/* The second one gets what the first did. */
static int done_already(struct store *s, int64_t id, const char *key, int64_t by, int64_t at, struct err *e)
{
	char detail[200], full[64];

	who_and_when(s, by, at, detail, sizeof detail);
	snprintf(full, sizeof full, "%s%s", key, by ? "" : "-here");
	return refuse(e, -EEXIST, id, full, detail);
}

static int dismissed_already(struct store *s, int64_t id, const struct standing *now, struct err *e)
{
	return done_already(s, id, "was-dismissed", now->dismissed_by, now->dismissed, e);
}

static int act(struct store *s, int64_t id, const char *kind, const char *member, const char *value,
	       int64_t until, const char *words, const struct writing *w, struct err *e)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "id", id);
	if (member)
		json_str(&b.o, member, value);
	if (until)
		json_int(&b.o, "until", until);
	if (words && *words)
		json_str(&b.o, "words", words);
	return event_told(&b, s, kind, w, e);
}

int alarm_acknowledge(struct store *s, int64_t id, const char *words, const struct writing *w, struct err *e)
{
	struct standing now;
	int r = look(s, id, &now, e);

	if (r < 0 || (r = check_words(words, false, id, e)) < 0)
		return r;
	if (now.dismissed)
		return dismissed_already(s, id, &now, e);
	if (now.acknowledged)
		return done_already(s, id, "was-acknowledged", now.acknowledged_by, now.acknowledged, e);
	r = act(s, id, "alarm-acknowledged", NULL, NULL, 0, words, w, e);
	return r < 0 || !words || !*words ? r : act(s, id, "alarm-noted", NULL, NULL, 0, words, w, e);
}

static bool is_reason(const char *reason)
{
	for (const char *const *r = alarm_reasons; *r; r++)
		if (strcmp(*r, reason) == 0)
			return true;
	return false;
}

int alarm_dismiss(struct store *s, int64_t id, const char *reason, const char *words, const struct writing *w,
		  struct err *e)
{
	static const char all[] = "false-alarm, known-work, test, accepted, other";
	struct standing now;
	int r = look(s, id, &now, e);

	if (r < 0)
		return r;
	if (!reason || !*reason)
		return refuse(e, -EINVAL, id, "no-reason", all);
	if (!is_reason(reason))
		return err_set(e, -EINVAL, reason, "bad-reason", "%s", all);
	if ((r = check_words(words, strcmp(reason, "other") == 0, id, e)) < 0)
		return r;
	if (now.dismissed)
		return dismissed_already(s, id, &now, e);
	return act(s, id, "alarm-dismissed", "reason", reason, 0, words, w, e);
}

int alarm_shelve(struct store *s, int64_t id, int64_t until, const char *words, const struct writing *w,
		 struct err *e)
{
	struct standing now;
	char hours[16];
	int r = look(s, id, &now, e);

	snprintf(hours, sizeof hours, "%d", ALARM_SHELF_H);
	if (r < 0 || (r = check_words(words, true, id, e)) < 0)
		return r;
	if (now.ended)
		return refuse(e, -EINVAL, id, "ended", "");
	if (now.dismissed)
		return dismissed_already(s, id, &now, e);
	if (now.shelved_until)
		return done_already(s, id, "was-shelved", now.shelved_by, now.shelved_until, e);
	if (now.severity == SEVERITY_CRITICAL)
		return refuse(e, -EINVAL, id, "critical", "");
	if (until <= w->at)
		return refuse(e, -EINVAL, id, "until-past", "");
	if (until - w->at > ALARM_SHELF_H * INT64_C(3600000000))
		return refuse(e, -EINVAL, id, "until-far", hours);
	return act(s, id, "alarm-shelved", NULL, NULL, until, words, w, e);
}

int alarm_unshelve(struct store *s, int64_t id, const struct writing *w, struct err *e)
{
	struct standing now;
	int r = look(s, id, &now, e);

	if (r < 0)
		return r;
	if (!now.shelved_until)
		return refuse(e, -EINVAL, id, "not-shelved", "");
	return act(s, id, "alarm-unshelved", NULL, NULL, 0, NULL, w, e);
}

int alarm_note(struct store *s, int64_t id, const char *words, const struct writing *w, struct err *e)
{
	struct standing now;
	int r = look(s, id, &now, e);

	if (r < 0 || (r = check_words(words, true, id, e)) < 0)
		return r;
	return act(s, id, "alarm-noted", NULL, NULL, 0, words, w, e);
}
