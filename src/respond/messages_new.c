/* What wants telling and was not told: alarms that stand, steps of incidents. And storms, which are told as
 * one. */
#include "respond/messages_parts.h"

#include "assess/event.h"
#include "assess/sql.h"
#include "respond/alarm.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SUBJECT_MOST = 60 /* characters */, TOLD_LATE_H = 24 /* older steps of an incident are history */ };

/* --- subjects */

/* At most so many characters; what is cut ends with an ellipsis. */
static void cut(char *text, size_t most)
{
	size_t n = 0;
	char *last = text;

	for (char *p = text; *p; p++) {
		if (((unsigned char)*p & 0xc0) == 0x80)
			continue;
		if (++n == most)
			last = p;
		if (n > most) {
			memcpy(last, "…", sizeof "…");
			return;
		}
	}
}

/* The title of what it is about, as one line. */
static void title(struct store *s, const struct message *m, enum language l, char *to, size_t room)
{
	bool alarm = strcmp(m->cause, "alarm") == 0;
	sqlite3_stmt *st = NULL;

	*to = '\0';
	if (alarm || strcmp(m->cause, "incident") == 0)
		st = sql_of(s,
			    alarm ? l == LANG_JA ? "SELECT title_ja FROM alarm WHERE id = ?1"
						 : "SELECT title_en FROM alarm WHERE id = ?1"
				  : "SELECT title FROM incident WHERE id = ?1",
			    "i", m->about);
	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, to, room);
	sqlite3_finalize(st);
	for (char *p = to; *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
}

void message_subject(struct store *s, const struct message *m, enum language l, char *to, size_t room)
{
	static const char *const severities[] = {"severity.critical", "severity.high", "severity.medium",
						 "severity.low"};
	char key[64], about[24], text[600];

	snprintf(key, sizeof key, "people.subject-%s-%s", m->cause, m->what);
	snprintf(about, sizeof about, "%c%lld", *m->cause, (long long)m->about);
	title(s, m, l, text, sizeof text);
	lang_fill_buf(to, room, lang(l, key),
		      (const struct lang_arg[]){{"title", text},
						{"severity", lang(l, severities[m->severity])},
						{"about", about},
						{NULL, NULL}});
	cut(to, SUBJECT_MOST);
}

void message_subject_plain(const struct message *m, enum language l, char *to, size_t room)
{
	char about[24];

	snprintf(about, sizeof about, "%c%lld", *m->cause, (long long)m->about);
	lang_fill_buf(to, room, lang(l, "people.subject-plain"),
		      (const struct lang_arg[]){{"about", about}, {NULL, NULL}});
	cut(to, SUBJECT_MOST);
}

/* --- made */

int message_make(struct telling *t, struct message *m)
{
	struct event_body b;

	m->id = sql_number(t->s, 0, "SELECT max(id) FROM message", "") + 1;
	m->at = t->now;
	message_subject(t->s, m, message_language(t->s), m->subject, sizeof m->subject);
	event_begin(&b);
	json_int(&b.o, "message", m->id);
	json_str(&b.o, "cause", m->cause);
	m->about ? json_int(&b.o, "about", m->about) : json_null(&b.o, "about");
	json_str(&b.o, "what", m->what);
	m->deed ? json_int(&b.o, "deed", m->deed) : json_null(&b.o, "deed");
	json_int(&b.o, "severity", m->severity);
	json_str(&b.o, "system", m->system);
	json_str(&b.o, "subject", m->subject);
	json_str(&b.o, "state", m->state);
	m->digest ? json_int(&b.o, "digest", m->digest) : json_null(&b.o, "digest");
	t->events++;
	return event_told(&b, t->s, "message-made", &t->w, t->e);
}

static struct message blank(const char *cause, const char *what, int64_t about, int severity)
{
	struct message m = {.about = about, .severity = severity < 0 ? 0 : severity > 3 ? 3 : severity};

	snprintf(m.cause, sizeof m.cause, "%s", cause);
	snprintf(m.what, sizeof m.what, "%s", what);
	snprintf(m.state, sizeof m.state, "%s", "waiting");
	snprintf(m.system, sizeof m.system, "%s", "site");
	return m;
}

static int make_and_call(struct telling *t, struct message *m)
{
	int r = message_make(t, m);

	return r < 0 ? r : message_call(t, m);
}

/* --- storms */

static bool is_storm(struct telling *t)
{
	if (t->hour < 0)
		t->hour = sql_number(t->s, 0,
				     "SELECT count(*) FROM message WHERE cause = 'alarm' AND state <> "
				     "'digested' AND at > ?1",
				     "i", t->now - HOUR);
	return t->hour >= message_setting(t->s, "tell_most");
}

/* The digest of this hour that is at least as grave and that nobody has answered; else a new one. */
static int64_t digest_for(struct telling *t, const struct message *m, int *ret_code)
{
	struct message digest = blank("digest", "digest", 0, m->severity);

	*ret_code = 0;
	if (t->digest && t->digest_severity <= m->severity)
		return t->digest;
	t->digest_severity = m->severity;
	t->digest = sql_number(
		t->s, 0,
		"SELECT max(+id) FROM message WHERE state IN ('waiting', 'unheard') AND cause = 'digest' "
		"AND at > ?1 AND severity <= ?2",
		"ii", t->now - HOUR, (int64_t)m->severity);
	if (!t->digest) {
		*ret_code = message_make(t, &digest);
		t->digest = digest.id;
	}
	return t->digest;
}

/* Made first and called last, so that its first mail tells how many it stands for. */
static int call_digests(struct telling *t)
{
	sqlite3_stmt *st =
		sql_of(t->s,
		       "SELECT m.id FROM message m WHERE m.cause = 'digest' AND m.state = 'waiting' AND NOT "
		       "EXISTS (SELECT 1 FROM message_to r WHERE r.message = m.id)",
		       "");
	int64_t ids[8];
	int n = 0, r = 0;

	if (!st)
		return event_failed(t->s, -EIO, t->e);
	while (n < 8 && sqlite3_step(st) == SQLITE_ROW)
		ids[n++] = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	for (int i = 0; r == 0 && i < n; i++) {
		struct message m;

		if (message_get(t->s, ids[i], &m) == 0)
			r = message_call(t, &m);
	}
	return r;
}

static int into_digest(struct telling *t, int64_t id, int64_t digest)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "message", id);
	json_int(&b.o, "digest", digest);
	t->events++;
	return event_told(&b, t->s, "message-digested", &t->w, t->e);
}

#define HELD_ALARMS                                                                                          \
	"FROM message m WHERE m.cause = 'alarm' AND m.state = 'waiting' AND EXISTS (SELECT 1 FROM "          \
	"message_to r WHERE r.message = m.id AND r.state = 'held' AND r.means = 'mail')"

int messages_gather_held(struct telling *t)
{
	int64_t ids[256];
	int n = 0, r;
	struct message digest = blank("digest", "digest", 0,
				      (int)sql_number(t->s, 3, "SELECT min(m.severity) " HELD_ALARMS, ""));
	sqlite3_stmt *st;

	if (sql_number(t->s, 0, "SELECT count(*) " HELD_ALARMS, "") <= message_setting(t->s, "tell_most"))
		return 0;
	if ((r = message_make(t, &digest)) < 0)
		return r;
	if (!(st = sql_of(t->s, "SELECT m.id " HELD_ALARMS " ORDER BY m.id", "")))
		return event_failed(t->s, -EIO, t->e);
	while (n < 256 && sqlite3_step(st) == SQLITE_ROW)
		ids[n++] = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	t->more |= n == 256;
	for (int i = 0; r == 0 && i < n; i++)
		r = into_digest(t, ids[i], digest.id);
	return r == 0 ? call_digests(t) : r;
}

/* --- alarms */

static void system_of(struct store *s, int64_t device, char to[24])
{
	int64_t system = device ? sql_number(s, 0, "SELECT min(system) FROM system_device WHERE device = ?1",
					     "i", device)
				: 0;

	if (system)
		snprintf(to, 24, "s%lld", (long long)system);
}

static int severity_number(const char *name)
{
	static const char *const names[] = {"critical", "high", "medium", "low"};

	for (int i = 0; i < 4; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return 2;
}

static int tell_alarm(struct telling *t, int64_t alarm, int severity, int64_t device)
{
	bool before = sql_number(t->s, 0, "SELECT count(*) FROM message WHERE cause = 'alarm' AND about = ?1",
				 "i", alarm) > 0;
	struct message m = blank("alarm", before ? "graver" : "raised", alarm, severity);
	int r = 0;

	system_of(t->s, device, m.system);
	if (!is_storm(t)) {
		t->hour++;
		return make_and_call(t, &m);
	}
	m.digest = digest_for(t, &m, &r);
	snprintf(m.state, sizeof m.state, "%s", "digested");
	return r < 0 ? r : message_make(t, &m);
}

/* Critical and high ones are told even when they are over already: whoever guessed a password is in. */
static const char untold[] =
	"SELECT a.id, a.severity, a.device FROM alarm a WHERE a.severity <= ?1 AND a.dismissed IS NULL AND "
	"a.shelved_until IS NULL AND a.joined IS NULL AND (a.acknowledged IS NULL OR a.graver > "
	"a.acknowledged) AND "
	"(a.ended IS NULL OR (a.severity <= 1 AND a.raised > ?2)) AND NOT EXISTS (SELECT 1 FROM message m "
	"WHERE m.cause = "
	"'alarm' AND m.about = a.id AND m.severity <= a.severity) ORDER BY a.severity, a.id LIMIT 256";

static int find_alarms(struct telling *t)
{
	const char *from = site_setting(t->s, "tell-from", "medium");
	int64_t rows[256][3];
	int n = 0, r = 0;
	sqlite3_stmt *st =
		sql_of(t->s, untold, "ii", (int64_t)severity_number(from), t->now - TOLD_LATE_H * HOUR);

	if (!st)
		return event_failed(t->s, -EIO, t->e);
	while (n < 256 && sqlite3_step(st) == SQLITE_ROW) {
		for (int i = 0; i < 3; i++)
			rows[n][i] = sqlite3_column_int64(st, i);
		n++;
	}
	sqlite3_finalize(st);
	t->more |= n == 256;
	for (int i = 0; r == 0 && i < n; i++)
		r = tell_alarm(t, rows[i][0], (int)rows[i][1], rows[i][2]);
	return r;
}

/* --- incidents */

/* opened and report-due want an answer; that it is contained or closed is for those who know of it. */
static int tell_incident(struct telling *t, int64_t incident, const char *what, int64_t deed, int severity)
{
	struct message m = blank("incident", what, incident, severity);

	m.deed = deed;
	system_of(t->s,
		  sql_number(t->s, 0, "SELECT min(device) FROM incident_device WHERE incident = ?1", "i",
			     incident),
		  m.system);
	if (strcmp(what, "contained") == 0 || strcmp(what, "closed") == 0)
		snprintf(m.state, sizeof m.state, "%s", "told");
	return make_and_call(t, &m);
}

/* Until both sides have judged it, it is as grave as its gravest alarm, else high. */
#define GRAVITY                                                                                              \
	"coalesce(i.severity, (SELECT min(a.severity) FROM incident_alarm ia JOIN alarm a ON a.id = "        \
	"ia.alarm WHERE ia.incident = i.id), 1)"
static const char untold_steps[] =
	"SELECT i.id, 'opened', 0, " GRAVITY
	" FROM incident i WHERE i.state NOT IN ('closed', 'dismissed') AND NOT EXISTS "
	"(SELECT 1 FROM message m WHERE m.cause = 'incident' AND m.about = i.id AND m.what = 'opened') UNION "
	"ALL "
	"SELECT i.id, d.became, d.n, " GRAVITY
	" FROM deed d JOIN incident i ON i.id = d.incident WHERE d.became IN "
	"('confirmed', 'contained', 'closed') AND d.was <> d.became AND d.at > ?1 AND NOT EXISTS (SELECT 1 "
	"FROM message m "
	"WHERE m.cause = 'incident' AND m.about = i.id AND m.deed = d.n AND m.what = d.became) UNION ALL "
	"SELECT i.id, 'report-due', 0, " GRAVITY
	" FROM incident i WHERE i.report_due <= ?2 AND i.state NOT IN ('closed', "
	"'dismissed') AND NOT EXISTS (SELECT 1 FROM incident_report r WHERE r.incident = i.id) AND NOT "
	"EXISTS (SELECT 1 "
	"FROM message m WHERE m.cause = 'incident' AND m.about = i.id AND m.what = 'report-due') LIMIT 64";

static int find_steps(struct telling *t)
{
	sqlite3_stmt *st = sql_of(t->s, untold_steps, "ii", t->now - TOLD_LATE_H * HOUR, t->now);
	struct {
		int64_t incident, deed;
		int severity;
		char what[16];
	} rows[64];
	int n = 0, r = 0;

	if (!st)
		return event_failed(t->s, -EIO, t->e);
	while (n < 64 && sqlite3_step(st) == SQLITE_ROW) {
		rows[n].incident = sqlite3_column_int64(st, 0);
		sql_text(st, 1, rows[n].what, sizeof rows[n].what);
		rows[n].deed = sqlite3_column_int64(st, 2);
		rows[n++].severity = sqlite3_column_int(st, 3);
	}
	sqlite3_finalize(st);
	t->more |= n == 64;
	for (int i = 0; r == 0 && i < n; i++)
		r = tell_incident(t, rows[i].incident, rows[i].what, rows[i].deed, rows[i].severity);
	return r;
}

int messages_find(struct telling *t)
{
	int r = find_alarms(t);

	if (r == 0)
		r = call_digests(t);
	return r == 0 ? find_steps(t) : r;
}
