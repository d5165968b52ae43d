/* What people do with messages: take them, try whether somebody is reached. */
#include "respond/messages_parts.h"

#include "assess/event.h"
#include "assess/sql.h"
#include "respond/alarm.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int tell_acknowledged(struct store *s, int64_t id, int64_t contact, const char *via,
			     const struct writing *w, struct err *e)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "message", id);
	contact ? json_int(&b.o, "contact", contact) : json_null(&b.o, "contact");
	json_str(&b.o, "via", via);
	return event_told(&b, s, "message-acknowledged", w, e);
}

/* Who has the message has its alarms: their lamps turn yellow. One that somebody else has, or that is
 * dismissed, stays as it is. */
static int take_alarms(struct store *s, const struct message *m, int64_t contact, const struct writing *w,
		       struct err *e)
{
	sqlite3_stmt *st = sql_of(
		s,
		"SELECT DISTINCT a.id FROM message m JOIN alarm a ON a.id = m.about WHERE m.cause = 'alarm' "
		"AND (m.id = ?1 OR m.digest = ?1) AND a.acknowledged IS NULL AND a.dismissed IS NULL LIMIT "
		"500",
		"i", m->id);
	int64_t ids[500];
	char actor[24];
	struct writing by = *w;
	int n = 0, r = 0;

	snprintf(actor, sizeof actor, "c%lld", (long long)contact);
	if (contact)
		by.actor = actor;
	while (st && n < 500 && sqlite3_step(st) == SQLITE_ROW)
		ids[n++] = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	for (int i = 0; r == 0 && i < n; i++)
		if ((r = alarm_acknowledge(s, ids[i], NULL, &by, e)) == -EEXIST)
			r = 0;
	return r;
}

/* A message that was gathered with others is answered with them. */
int message_acknowledge(struct store *s, int64_t id, int64_t contact, const char *via,
			const struct writing *w, struct err *e)
{
	struct message m;
	char shown[24];
	int r = message_get(s, id, &m);

	snprintf(shown, sizeof shown, "n%lld", (long long)id);
	if (r == 0 && m.digest)
		r = message_get(s, m.digest, &m);
	if (r < 0)
		return err_set(e, -ENOENT, shown, "no-message", "%s", "");
	if (strcmp(m.state, "acknowledged") == 0 || strcmp(m.state, "told") == 0)
		return 0;
	r = tell_acknowledged(s, m.id, contact, via, w, e);
	return r < 0 ? r : take_alarms(s, &m, contact, w, e);
}

int message_of_link(struct store *s, const char *token, int64_t *ret_message, int64_t *ret_contact)
{
	sqlite3_stmt *st = sql_of(
		s,
		"SELECT r.message, r.contact FROM message_link l JOIN message_to r ON r.id = l.receiver "
		"JOIN contact c ON c.id = r.contact AND c.erased = 0 WHERE l.token = ?1",
		"t", token);
	int r = -ENOENT;

	if (st && sqlite3_step(st) == SQLITE_ROW) {
		*ret_message = sqlite3_column_int64(st, 0);
		*ret_contact = sqlite3_column_int64(st, 1);
		r = 0;
	}
	sqlite3_finalize(st);
	return r;
}

int message_test(struct store *s, int64_t contact, const struct writing *w, int64_t *ret_id, struct err *e)
{
	struct telling t = {.s = s, .now = w->at, .w = *w, .e = e};
	struct message m = {.about = contact,
			    .severity = 3,
			    .cause = "test",
			    .what = "test",
			    .system = "site",
			    .state = "waiting"};
	struct contact c;
	char shown[24];
	int r;

	snprintf(shown, sizeof shown, "c%lld", (long long)contact);
	if (contact_get(s, contact, &c) < 0 || c.erased)
		return err_set(e, -ENOENT, shown, "no-contact", "%s", "");
	if (!*c.mail)
		return err_set(e, -EINVAL, shown, "no-mail", "%s", "");
	if ((r = message_make(&t, &m)) == 0)
		r = message_address(&t, &m, contact, "mail", "nobody", 0, "held",
				    NULL); /* a step releases it */
	*ret_id = m.id;
	return r;
}

int64_t message_tested(struct store *s, int64_t contact)
{
	return sql_number(s, 0,
			  "SELECT max(acknowledged) FROM message WHERE cause = 'test' AND about = ?1 AND "
			  "acknowledged_by = "
			  "?1",
			  "i", contact);
}
