/* Who is told next: the roster of this moment, without those who were told already. */
#include "respond/messages_parts.h"

#include "assess/event.h"
#include "assess/sql.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static const char *const severities[] = {"critical", "high", "medium", "low"};

int64_t message_minutes(struct store *s, int severity)
{
	int64_t minutes = message_setting(s, "tell_minutes");

	return (severity == 0 ? (minutes + 1) / 2 : minutes) * MINUTE;
}

int message_end(struct telling *t, int64_t id, const char *state)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "message", id);
	json_str(&b.o, "state", state);
	t->events++;
	return event_told(&b, t->s, "message-ended", &t->w, t->e);
}

/* --- one receiver */

static int link_of(struct telling *t, int64_t receiver)
{
	unsigned char random[16];
	char token[MESSAGE_LINK_ROOM];

	if (sodium_init() < 0)
		return event_failed(t->s, -EIO, t->e);
	randombytes_buf(random, sizeof random);
	sodium_bin2base64(token, sizeof token, random, sizeof random,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return sql_run(t->s, "INSERT INTO message_link VALUES (?1, ?2, ?3)", "tii", token, receiver,
		       t->now + MESSAGE_LINK_DAYS * DAY) < 0
		       ? event_failed(t->s, -EIO, t->e)
		       : 0;
}

int message_address(struct telling *t, const struct message *m, int64_t contact, const char *means,
		    const char *part, int64_t instead_of, const char *state, const char *why)
{
	int64_t id = sql_number(t->s, 0, "SELECT max(id) FROM message_to", "") + 1;
	struct event_body b;
	int r;

	event_begin(&b);
	json_int(&b.o, "receiver", id);
	json_int(&b.o, "message", m->id);
	contact ? json_int(&b.o, "contact", contact) : json_null(&b.o, "contact");
	json_str(&b.o, "means", means);
	json_str(&b.o, "part", part);
	instead_of ? json_int(&b.o, "instead_of", instead_of) : json_null(&b.o, "instead_of");
	json_str(&b.o, "state", state);
	json_str(&b.o, "why", why);
	t->events++;
	r = event_told(&b, t->s, "message-addressed", &t->w, t->e);
	return r == 0 && contact && strcmp(means, "mail") == 0 ? link_of(t, id) : r;
}

static bool was_told(struct telling *t, const struct message *m, int64_t contact)
{
	return sql_number(t->s, 0, "SELECT count(*) FROM message_to WHERE message = ?1 AND contact = ?2",
			  "ii", m->id, contact) > 0;
}

/* Who did it himself needs no mail about it. */
static bool did_it(struct telling *t, const struct message *m, int64_t contact)
{
	char actor[24];

	snprintf(actor, sizeof actor, "c%lld", (long long)contact);
	if (strcmp(m->cause, "incident") != 0)
		return false;
	if (strcmp(m->what, "opened") == 0)
		return sql_number(t->s, 0, "SELECT count(*) FROM incident WHERE id = ?1 AND opened_by = ?2",
				  "it", m->about, actor) > 0;
	return sql_number(t->s, 0, "SELECT count(*) FROM deed WHERE incident = ?1 AND n = ?2 AND actor = ?3",
			  "iit", m->about, m->deed, actor) > 0;
}

/* Why not, or NULL: can be told. */
static const char *why_not(struct telling *t, const struct message *m, const struct duty *d, bool also_absent)
{
	if (d->no_mail)
		return "no-mail";
	if (d->away && !also_absent)
		return "away";
	return did_it(t, m, d->contact) ? "did-it" : NULL;
}

/* --- one part of the order of call */

struct step {
	struct on_duty duty;
	bool also_absent; /* nobody else is left */
	bool told, able;  /* somebody was told now; of them one who may judge all of it */
	enum duty_part part;
};

/* The first part in which somebody can be told who was not; DUTY_PARTS: nobody. */
static enum duty_part next_part(struct telling *t, const struct message *m, const struct step *s)
{
	for (unsigned i = 0; i < s->duty.count; i++)
		if (!was_told(t, m, s->duty.list[i].contact) &&
		    !why_not(t, m, &s->duty.list[i], s->also_absent))
			return s->duty.list[i].part;
	return DUTY_PARTS;
}

/* Whom this one stands in for: the last before who is absent. */
static int64_t absent_before(const struct step *s, unsigned i)
{
	while (i-- > 0)
		if (s->duty.list[i].away)
			return s->duty.list[i].contact;
	return 0;
}

static int tell_part(struct telling *t, const struct message *m, struct step *s)
{
	int r = 0;

	for (unsigned i = 0; r == 0 && i < s->duty.count && s->duty.list[i].part <= s->part; i++) {
		const struct duty *d = &s->duty.list[i];
		const char *why = why_not(t, m, d, s->also_absent), *part = duty_part_names[d->part];

		if (was_told(t, m, d->contact))
			continue;
		if (why) {
			r = message_address(t, m, d->contact, "none", part, 0, "skipped", why);
			continue;
		}
		r = message_address(t, m, d->contact, "mail", part, absent_before(s, i),
				    t->mail ? "queued" : "held", NULL);
		s->told = true;
		s->able |= !d->limited;
	}
	return r;
}

static int webhook_once(struct telling *t, const struct message *m)
{
	if (!sql_number(t->s, 0, "SELECT count(*) FROM courier WHERE webhook <> ''", "") ||
	    sql_number(t->s, 0, "SELECT count(*) FROM message_to WHERE message = ?1 AND means = 'webhook'",
		       "i", m->id))
		return 0;
	return message_address(t, m, 0, "webhook", "nobody", 0, t->webhook ? "queued" : "held", NULL);
}

/* While nothing may go out nobody was told, so nobody is late. */
static int note_step(struct telling *t, const struct message *m, const char *part)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "message", m->id);
	json_str(&b.o, "part", part);
	if (t->mail && strcmp(m->state, "waiting") == 0)
		json_int(&b.o, "due", t->now + message_minutes(t->s, m->severity));
	else
		json_null(&b.o, "due");
	t->events++;
	return event_told(&b, t->s, "message-step", &t->w, t->e);
}

static bool anybody(struct telling *t, const struct message *m)
{
	return sql_number(t->s, 0, "SELECT count(*) FROM message_to WHERE message = ?1 AND means = 'mail'",
			  "i", m->id) > 0;
}

/* All were told, or there is nobody at all. */
static int nobody_left(struct telling *t, const struct message *m)
{
	int r = 0;

	if (!anybody(t, m))
		r = message_address(t, m, 0, "none", "nobody", 0, "skipped", "nobody");
	return r < 0 || strcmp(m->state, "waiting") != 0 ? r : message_end(t, m->id, "unheard");
}

/* That an incident is contained or closed is for those who know of it: who was told, who leads it. How many.
 */
static int tell_known(struct telling *t, const struct message *m)
{
	sqlite3_stmt *st = sql_of(t->s,
				  "SELECT DISTINCT c.id FROM contact c WHERE c.erased = 0 AND c.mail <> '' "
				  "AND (c.id IN (SELECT r.contact "
				  "FROM message_to r JOIN message o ON o.id = r.message WHERE o.cause = "
				  "'incident' AND o.about = ?1 AND "
				  "r.means = 'mail') OR c.id = (SELECT led_by FROM incident WHERE id = ?1)) "
				  "ORDER BY c.id LIMIT 64",
				  "i", m->about);
	int64_t ids[64];
	int n = 0, told = 0, r = 0;

	while (st && n < 64 && sqlite3_step(st) == SQLITE_ROW)
		ids[n++] = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	for (int i = 0; r == 0 && i < n; i++) {
		if (did_it(t, m, ids[i]))
			continue;
		r = message_address(t, m, ids[i], "mail", "nobody", 0, t->mail ? "queued" : "held", NULL);
		told++;
	}
	return r < 0 ? r : told;
}

int message_call(struct telling *t, const struct message *m)
{
	struct step s = {0};
	int r = on_duty(t->s, t->now, severities[m->severity], m->system, &s.duty);

	if (r == 0)
		r = webhook_once(t, m);
	if (r == 0 && strcmp(m->state, "told") == 0 && (r = tell_known(t, m)) != 0)
		return r < 0 ? r : 0;
	while (r == 0 && !s.able) {
		s.part = next_part(t, m, &s);
		if (s.part == DUTY_PARTS && !s.told && !s.also_absent && !anybody(t, m)) {
			s.also_absent = true; /* better an absent person than nobody */
			continue;
		}
		if (s.part == DUTY_PARTS)
			break;
		r = tell_part(t, m, &s);
		if (r == 0)
			r = note_step(t, m, duty_part_names[s.part]);
	}
	if (r < 0)
		return t->e && *t->e->key ? r : event_failed(t->s, r, t->e);
	return s.told ? 0 : nobody_left(t, m);
}
