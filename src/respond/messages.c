/* The outbox, as core drives it: what is due, what goes out, what came of it. */
#include "respond/messages_parts.h"

#include "assess/event.h"
#include "assess/setting.h"
#include "assess/sql.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OUT_MOST = 64 /* handed to courier at once */ };

struct messages {
	bool woken;
	int64_t due;           /* when the next thing is; 0 nothing is */
	int64_t out[OUT_MOST]; /* rows of message_to that courier has; 0 free */
};

struct messages *messages_new(void)
{
	struct messages *m = calloc(1, sizeof *m);

	if (m)
		m->woken = true; /* whatever was left when the last process ended */
	return m;
}

void messages_free(struct messages *m) { free(m); }
void messages_wake(struct messages *m) { m->woken = true; }

bool messages_pending(const struct messages *m, int64_t now) { return m->woken || (m->due && now >= m->due); }

void messages_lost(struct messages *m)
{
	memset(m->out, 0, sizeof m->out);
	m->woken = true;
}

/* --- what may go out */

static bool goes_out(struct store *s, const char *column)
{
	char sql[120];

	snprintf(sql, sizeof sql, "SELECT count(*) FROM courier WHERE permitted IS NOT NULL AND %s <> ''",
		 column);
	return sql_number(s, 0, sql, "") > 0;
}

bool messages_permitted(struct store *s) { return goes_out(s, "host") || goes_out(s, "webhook"); }

static void begin(struct telling *t, struct store *s, int64_t now, struct err *e)
{
	*t = (struct telling){.s = s, .now = now, .w = {now, "mimamori", ""}, .e = e, .hour = -1};
	t->mail = goes_out(s, "host");
	t->webhook = goes_out(s, "webhook");
}

/* --- a step */

/* One by one, since each changes what the next query sees. */
static int each_id(struct telling *t, const char *sql, int (*fn)(struct telling *t, int64_t id))
{
	sqlite3_stmt *st = sql_of(t->s, sql, "i", t->now);
	int64_t ids[256];
	int n = 0, r = 0;

	if (!st)
		return event_failed(t->s, -EIO, t->e);
	while (n < (int)(sizeof ids / sizeof *ids) && sqlite3_step(st) == SQLITE_ROW)
		ids[n++] = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	t->more |= n == sizeof ids / sizeof *ids;
	for (int i = 0; r >= 0 && i < n; i++)
		r = fn(t, ids[i]);
	return r < 0 ? r : n;
}

/* What nobody had permitted goes out now; waiting for an answer begins with the mail. */
static int release(struct telling *t, int64_t id, const char *means)
{
	bool mail = strcmp(means, "mail") == 0;
	struct event_body b;
	struct message m;

	if (message_get(t->s, id, &m) < 0)
		return 0;
	event_begin(&b);
	json_int(&b.o, "message", id);
	json_str(&b.o, "means", means);
	if (mail && strcmp(m.state, "waiting") == 0)
		json_int(&b.o, "due",
			 t->now + (strcmp(m.cause, "test") == 0 ? MESSAGE_TEST_HOURS * HOUR
								: message_minutes(t->s, m.severity)));
	else if (m.due)
		json_int(&b.o, "due", m.due);
	else
		json_null(&b.o, "due");
	t->events++;
	return event_told(&b, t->s, "message-released", &t->w, t->e);
}

/* The permission was withdrawn, or the mail server taken away. */
static int hold(struct telling *t, int64_t id)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "message", id);
	t->events++;
	return event_told(&b, t->s, "message-held", &t->w, t->e);
}

static int release_mail(struct telling *t, int64_t id) { return release(t, id, "mail"); }
static int release_webhook(struct telling *t, int64_t id) { return release(t, id, "webhook"); }

static int call_next(struct telling *t, int64_t id)
{
	struct message m;

	return message_get(t->s, id, &m) < 0 ? 0 : message_call(t, &m);
}

/* Over, or taken by whoever took the alarm. */
static int over(struct telling *t, int64_t id)
{
	int64_t by = sql_number(
		t->s, 0,
		"SELECT a.acknowledged_by FROM message m JOIN alarm a ON a.id = m.about WHERE m.id = ?1 AND "
		"m.cause = 'alarm' AND a.acknowledged >= m.at AND a.dismissed IS NULL",
		"i", id);

	if (!by)
		return message_end(t, id, "over");
	t->events++;
	return message_acknowledge(t->s, id, by, "page", &t->w, t->e);
}

static int unheard(struct telling *t, int64_t id) { return message_end(t, id, "unheard"); }

/* Whoever cannot be reached is not waited for. */
static int next_one(struct telling *t, int64_t message)
{
	struct message m;

	if (message_get(t->s, message, &m) < 0 || strcmp(m.state, "waiting") != 0 ||
	    strcmp(m.cause, "test") == 0 ||
	    sql_number(t->s, 0,
		       "SELECT count(*) FROM message_to WHERE message = ?1 AND means = 'mail' AND state IN "
		       "('queued', 'sent', "
		       "'held') AND part = (SELECT part FROM message WHERE id = ?1)",
		       "i", message))
		return 0;
	return message_call(t, &m);
}

/* Erased, or without an address, since he was chosen. */
static int cannot(struct telling *t, int64_t receiver)
{
	struct event_body b;
	int r;

	event_begin(&b);
	json_int(&b.o, "receiver", receiver);
	json_str(&b.o, "state", "skipped");
	json_str(&b.o, "why", "no-mail");
	json_null(&b.o, "next");
	t->events++;
	r = event_told(&b, t->s, "message-not-sent", &t->w, t->e);
	return r < 0 ? r
		     : next_one(t, sql_number(t->s, 0, "SELECT message FROM message_to WHERE id = ?1", "i",
					      receiver));
}

/* An alarm that somebody looked after needs no more voices; a medium or low one that went by itself neither.
 */
static const char ended[] = "SELECT m.id FROM message m JOIN alarm a ON a.id = m.about WHERE ?1 AND m.cause "
			    "= 'alarm' AND m.state IN "
			    "('waiting', 'unheard') AND (a.acknowledged >= m.at OR a.dismissed IS NOT NULL "
			    "OR a.shelved_until IS NOT NULL OR "
			    "a.joined IS NOT NULL OR (a.ended IS NOT NULL AND m.severity > 1) OR EXISTS "
			    "(SELECT 1 FROM message n WHERE n.cause "
			    "= 'alarm' AND n.about = m.about AND n.id > m.id) OR EXISTS (SELECT 1 FROM "
			    "incident_alarm x WHERE x.alarm = a.id)) "
			    "UNION SELECT m.id FROM message m JOIN incident i ON i.id = m.about WHERE "
			    "m.cause = 'incident' AND m.state IN "
			    "('waiting', 'unheard') AND (i.state IN ('closed', 'dismissed') OR (m.what = "
			    "'opened' AND i.state <> 'suspected') OR "
			    "(m.what = 'confirmed' AND i.state NOT IN ('suspected', 'confirmed')) OR (m.what "
			    "= 'report-due' AND EXISTS (SELECT 1 "
			    "FROM incident_report r WHERE r.incident = i.id))) UNION SELECT d.id FROM "
			    "message d WHERE d.cause = 'digest' AND "
			    "d.state IN ('waiting', 'unheard') AND EXISTS (SELECT 1 FROM message_to r WHERE "
			    "r.message = d.id) AND NOT EXISTS "
			    "(SELECT 1 FROM message m JOIN alarm a ON a.id = m.about WHERE m.digest = d.id "
			    "AND a.acknowledged IS NULL AND "
			    "a.dismissed IS NULL AND (a.ended IS NULL OR m.severity <= 1))";
static const char queued[] =
	"SELECT DISTINCT message FROM message_to WHERE ?1 AND state = 'queued' AND means = 'mail'";
static const char gone[] = "SELECT r.id FROM message_to r JOIN contact c ON c.id = r.contact WHERE ?1 AND "
			   "r.state = 'queued' AND r.means = 'mail' AND "
			   "(c.erased = 1 OR coalesce(c.mail, '') = '')";
static const char held[] =
	"SELECT DISTINCT message FROM message_to WHERE ?1 AND state = 'held' AND means = 'mail'";
static const char held_webhook[] =
	"SELECT DISTINCT message FROM message_to WHERE ?1 AND state = 'held' AND means = 'webhook'";
static const char lapsed[] =
	"SELECT id FROM message WHERE state = 'waiting' AND due <= ?1 AND cause = 'test'";
static const char due_now[] = "SELECT id FROM message WHERE state = 'waiting' AND due <= ?1 AND cause <> "
			      "'test' ORDER BY severity, id";

static int all(struct telling *t)
{
	int r = each_id(t, ended, over);

	if (r >= 0)
		r = messages_find(t);
	if (r >= 0 && !t->mail)
		r = each_id(t, queued, hold);
	if (r >= 0 && t->mail)
		r = each_id(t, gone, cannot);
	if (r >= 0 && t->mail)
		r = messages_gather_held(t);
	if (r >= 0 && t->mail)
		r = each_id(t, held, release_mail);
	if (r >= 0 && t->webhook)
		r = each_id(t, held_webhook, release_webhook);
	if (r >= 0)
		r = each_id(t, lapsed, unheard);
	if (r >= 0)
		r = each_id(t, due_now, call_next);
	if (r >= 0)
		r = sql_run(t->s, "DELETE FROM message_link WHERE until < ?1", "i", t->now) < 0
			    ? event_failed(t->s, -EIO, t->e)
			    : 0;
	return r;
}

/* When something is to be done again: an answer is late, a first report is due, a try is. */
static int64_t next_due(struct store *s, int64_t now)
{
	return sql_number(s, 0,
			  "SELECT min(t) FROM (SELECT min(due) AS t FROM message WHERE state = 'waiting' "
			  "UNION ALL SELECT "
			  "min(next) FROM message_to WHERE state = 'queued' AND next > ?1 UNION ALL SELECT "
			  "min(report_due) FROM "
			  "incident WHERE report_due > ?1 AND state NOT IN ('closed', 'dismissed'))",
			  "i", now);
}

int messages_step(struct messages *m, struct store *s, int64_t now, struct err *e)
{
	struct telling t;
	int r;

	if (!messages_pending(m, now))
		return 0;
	begin(&t, s, now, e);
	if ((r = all(&t)) < 0)
		return r;
	m->woken = t.more;
	m->due = next_due(s, now);
	return t.events;
}

/* --- to courier and back */

static int64_t *slot_of(struct messages *m, int64_t receiver)
{
	for (size_t i = 0; i < OUT_MOST; i++)
		if (m->out[i] == receiver)
			return &m->out[i];
	return NULL;
}

int messages_jobs(struct messages *m, struct store *s, int64_t now,
		  int (*give)(void *ctx, const struct courier_job *j), void *ctx)
{
	sqlite3_stmt *st =
		sql_of(s,
		       "SELECT r.id FROM message_to r JOIN message m ON m.id = r.message WHERE r.state = "
		       "'queued' AND (r.next IS NULL OR r.next <= ?1) ORDER BY m.severity, r.id",
		       "i", now);
	struct courier_job *job = malloc(sizeof *job);
	int r = st && job ? 0 : -ENOMEM;

	while (r == 0 && sqlite3_step(st) == SQLITE_ROW) {
		int64_t receiver = sqlite3_column_int64(st, 0), *slot = slot_of(m, 0);

		if (!slot)
			break;
		if (slot_of(m, receiver) || message_job(s, receiver, now, job) < 0)
			continue;
		if (give(ctx, job) < 0)
			break;
		*slot = receiver;
	}
	free(job);
	sqlite3_finalize(st);
	return r;
}

/* 1, 2, 4 ... 30 minutes. */
static int64_t pause(int64_t tries)
{
	int64_t minutes = tries < 5 ? INT64_C(1) << tries : 30;

	return minutes * MINUTE;
}

static int tell_sent(struct telling *t, const struct courier_result *r)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "receiver", r->id);
	json_int(&b.o, "code", r->code);
	json_str(&b.o, "said", *r->words ? r->words : NULL);
	return event_told(&b, t->s, "message-sent", &t->w, t->e);
}

static int tell_not_sent(struct telling *t, const struct courier_result *r, int64_t tries)
{
	static const char *const why[COURIER_OUTCOMES] = {"", "later", "refused", "unsure", "closed"};
	bool failed = r->outcome == COURIER_REFUSED || tries + 1 >= MESSAGE_TRIES;
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "receiver", r->id);
	json_str(&b.o, "state", failed ? "failed" : "queued");
	json_str(&b.o, "why", failed && r->outcome != COURIER_REFUSED ? "tries" : why[r->outcome]);
	if (failed)
		json_null(&b.o, "next");
	else
		json_int(&b.o, "next", t->now + pause(tries));
	json_int(&b.o, "code", r->code);
	json_str(&b.o, "because", courier_cause_names[r->cause]);
	json_str(&b.o, "said", *r->words ? r->words : NULL);
	return event_told(&b, t->s, "message-not-sent", &t->w, t->e);
}

int messages_result(struct messages *m, struct store *s, const struct courier_result *r, int64_t now,
		    struct err *e)
{
	int64_t *slot = r->id > 0 ? slot_of(m, r->id) : NULL, message, tries;
	struct telling t;
	int code;

	if (!slot)
		return 0;
	m->woken = true;
	*slot = 0;
	message = sql_number(s, 0, "SELECT message FROM message_to WHERE id = ?1 AND state = 'queued'", "i",
			     r->id);
	if (!message) /* acknowledged or over meanwhile */
		return 0;
	tries = sql_number(s, 0, "SELECT tries FROM message_to WHERE id = ?1", "i", r->id);
	begin(&t, s, now, e);
	if (r->outcome == COURIER_DONE)
		code = tell_sent(&t, r);
	else
		code = tell_not_sent(&t, r, tries);
	if (code == 0 && r->outcome != COURIER_DONE)
		code = next_one(&t, message);
	return code < 0 ? code : 1;
}
