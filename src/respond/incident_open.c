#include "respond/incident_parts.h"

#include "assess/contact.h"
#include "assess/sql.h"
#include "base/text.h"
#include "inventory/keep.h"
#include "respond/evidence.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE INT64_C(60000000)

bool words_fit(const char *words, size_t most)
{
	size_t n = 0;

	if (!words || !words[strspn(words, " \t\n")] || !text_is_utf8(text_z(words)))
		return false;
	for (const char *p = words; *p; p++) {
		n += ((unsigned char)*p & 0xc0) != 0x80;
		if ((unsigned char)*p < 0x20 && *p != '\n' && *p != '\t' && *p != '\r')
			return false;
	}
	return n <= most;
}

int incident_read(struct store *s, int64_t id, struct incident_now *ret)
{
	sqlite3_stmt *st = sql_of(s,
				  "SELECT state, since, opened, coalesce(verified, 0), round, seq, "
				  "exception, class, coalesce(merged_into, 0) "
				  "FROM incident WHERE id = ?1",
				  "i", id);
	char state[16];
	int r = st ? -ENOENT : -EIO;

	if (st && sqlite3_step(st) == SQLITE_ROW) {
		*ret = (struct incident_now){.id = id,
					     .since = sqlite3_column_int64(st, 1),
					     .opened = sqlite3_column_int64(st, 2),
					     .verified = sqlite3_column_int64(st, 3),
					     .round = sqlite3_column_int64(st, 4),
					     .seq = sqlite3_column_int64(st, 5),
					     .exception = sqlite3_column_int(st, 6),
					     .merged_into = sqlite3_column_int64(st, 8)};
		ret->state = incident_state_named(sql_text(st, 0, state, sizeof state));
		sql_text(st, 7, ret->class, sizeof ret->class);
		r = ret->state < INCIDENT_STATES ? 0 : -EIO;
	}
	sqlite3_finalize(st);
	return r;
}

/* --- from what */

struct beginning {
	char title[INCIDENT_TITLE * 4 + 1];
	int64_t severity, began, noticed; /* severity -1: not known */
};

static int of_alarm(struct store *s, const struct incident_opening *o, struct beginning *b, struct err *e)
{
	bool ja = strcmp(site_setting(s, "language", "ja"), "ja") == 0;
	int64_t other = sql_number(s, 0,
				   "SELECT i.id FROM incident_alarm a JOIN incident i ON i.id = a.incident "
				   "WHERE a.alarm = ?1 AND i.state NOT IN "
				   "('closed', 'dismissed')",
				   "i", o->alarm);
	char name[24];
	sqlite3_stmt *st;
	int r = -ENOENT;

	if (other) {
		snprintf(name, sizeof name, "i%lld", (long long)other);
		return err_set(e, -EEXIST, name, "has-incident", "a%lld", (long long)o->alarm);
	}
	st = sql_of(s,
		    "SELECT CASE WHEN ?2 THEN title_ja ELSE title_en END, severity, began, raised FROM alarm "
		    "WHERE id = ?1",
		    "ii", o->alarm, (int64_t)ja);
	if (st && sqlite3_step(st) == SQLITE_ROW) {
		sql_text(st, 0, b->title, sizeof b->title);
		b->severity = sqlite3_column_int64(st, 1);
		b->began = sqlite3_column_int64(st, 2);
		b->noticed = sqlite3_column_int64(st, 3);
		r = 0;
	}
	sqlite3_finalize(st);
	snprintf(name, sizeof name, "a%lld", (long long)o->alarm);
	return r < 0 ? err_set(e, r, name, "no-alarm", "%s", "") : 0;
}

static int begin(struct store *s, const struct incident_opening *o, const struct writing *w,
		 struct beginning *b, struct err *e)
{
	int r;

	*b = (struct beginning){.severity = -1, .began = w->at, .noticed = w->at};
	if (o->alarm && (r = of_alarm(s, o, b, e)) < 0)
		return r;
	if (o->title && !words_fit(o->title, INCIDENT_TITLE))
		return err_set(e, -EINVAL, "title", "no-title", "%d", INCIDENT_TITLE);
	if (o->title)
		snprintf(b->title, sizeof b->title, "%s", o->title);
	if (!*b->title)
		return err_set(e, -EINVAL, "title", "no-title", "%d", INCIDENT_TITLE);
	if (o->words && *o->words && !words_fit(o->words, INCIDENT_WORDS))
		return err_set(e, -EINVAL, "words", "too-long", "%d", INCIDENT_WORDS);
	return 0;
}

/* --- whom it concerns */

static void put_device(struct out *o, int64_t device, const char *role)
{
	json_object(o, NULL);
	json_int(o, "device", device);
	json_str(o, "role", role);
	json_end_object(o);
}

/* Those it was done to come first: who is both is shown as such. */
static void put_alarm_devices(struct out *out, struct store *s, int64_t alarm)
{
	sqlite3_stmt *st = sql_of(
		s,
		"SELECT device, part FROM alarm_device WHERE alarm = ?1 ORDER BY part DESC, device LIMIT ?2",
		"ii", alarm, (int64_t)INCIDENT_DEVICES);
	char part[8];

	while (st && sqlite3_step(st) == SQLITE_ROW)
		put_device(out, sqlite3_column_int64(st, 0),
			   strcmp(sql_text(st, 1, part, sizeof part), "by") == 0 ? "by" : "on");
	sqlite3_finalize(st);
}

static int put_devices(struct out *out, struct store *s, const struct incident_opening *o, struct err *e)
{
	char name[24];

	json_array(out, "devices");
	for (size_t i = 0; i < o->count && i < INCIDENT_DEVICES; i++) {
		int64_t id = keep_device(s, o->devices[i]);

		snprintf(name, sizeof name, "d%lld", (long long)o->devices[i]);
		if (!id)
			return err_set(e, -ENOENT, name, "no-device", "%s", "");
		put_device(out, id, "on");
	}
	if (o->alarm)
		put_alarm_devices(out, s, o->alarm);
	json_end_array(out);
	return 0;
}

/* --- the event */

static int64_t report_due(struct store *s, int64_t noticed)
{
	return noticed + strtoll(site_setting(s, "first-report-minutes", "60"), NULL, 10) * MINUTE;
}

static int tell(struct store *s, const struct incident_opening *o, const struct beginning *b, int64_t id,
		const struct writing *w, struct err *e)
{
	struct event_body body;
	int r;

	event_begin(&body);
	json_int(&body.o, "incident", id);
	json_str(&body.o, "title", b->title);
	json_str(&body.o, "words", o->words && *o->words ? o->words : NULL);
	json_int(&body.o, "began", b->began);
	json_int(&body.o, "noticed", b->noticed);
	json_int(&body.o, "report_due", report_due(s, b->noticed));
	if (b->severity >= 0)
		json_int(&body.o, "severity", b->severity);
	if (o->person)
		json_int(&body.o, "person", o->person);
	json_array(&body.o, "alarms");
	if (o->alarm)
		json_int(&body.o, NULL, o->alarm);
	json_end_array(&body.o);
	r = put_devices(&body.o, s, o, e);
	if (r < 0) {
		out_clear(&body.o);
		return r;
	}
	return event_told(&body, s, "incident-opened", w, e);
}

static bool is_person(struct store *s, int64_t contact)
{
	struct contact c;

	return contact_get(s, contact, &c) == 0 && !c.erased;
}

int incident_open(struct store *s, const struct incident_opening *o, const struct writing *w, int64_t *ret_id,
		  struct err *e)
{
	int64_t id = 1 + sql_number(s, 0, "SELECT max(id) FROM incident", "");
	struct beginning b;
	char name[24];
	int r;

	snprintf(name, sizeof name, "c%lld", (long long)o->person);
	if (o->person && !is_person(s, o->person))
		return err_set(e, -ENOENT, name, "no-person", "%s", "");
	r = begin(s, o, w, &b, e);
	if (r == 0)
		r = tell(s, o, &b, id, w, e);
	if (r == 0)
		r = evidence_ask(s, id, "opened", w, NULL, e);
	if (r == 0 && ret_id)
		*ret_id = id;
	return r;
}
