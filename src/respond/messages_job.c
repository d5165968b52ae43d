/* A message as courier gets it: a mail in the receiver's language and the other one below, or what a webhook
 * is told. */
#include "respond/messages_parts.h"

#include "assess/sql.h"
#include "base/out.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int receiver_get(struct store *s, int64_t id, struct message_receiver *ret)
{
	sqlite3_stmt *st = sql_of(
		s, "SELECT message, contact, instead_of, means FROM message_to WHERE id = ?1", "i", id);
	int r = -ENOENT;

	*ret = (struct message_receiver){.id = id};
	if (st && sqlite3_step(st) == SQLITE_ROW) {
		ret->message = sqlite3_column_int64(st, 0);
		ret->contact = sqlite3_column_int64(st, 1);
		ret->instead_of = sqlite3_column_int64(st, 2);
		sql_text(st, 3, ret->means, sizeof ret->means);
		r = 0;
	}
	sqlite3_finalize(st);
	if (r == 0 && strcmp(ret->means, "mail") == 0) {
		r = contact_get(s, ret->contact, &ret->who);
		if (r == 0 && (ret->who.erased || !*ret->who.mail))
			r = -ENOENT;
		ret->vendor = strcmp(ret->who.side, "vendor") == 0;
	}
	return r;
}

/* The same for each try, and no other site's: its journal begins like no other. */
static void name_it(struct store *s, const struct message_receiver *r, char to[COURIER_ID])
{
	sqlite3_stmt *st = sql_of(s, "SELECT lower(substr(hex(hash), 1, 16)) FROM event WHERE seq = 1", "");
	char site[24] = "";

	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, site, sizeof site);
	sqlite3_finalize(st);
	snprintf(to, COURIER_ID, "n%lld.%lld@%s.mimamori.invalid", (long long)r->message, (long long)r->id,
		 site);
}

/* Lines that can be sent; what is too long ends where a line does. */
static void into(const struct out *o, char *to, size_t room)
{
	int n;

	if (o->error) {
		*to = '\0';
		return;
	}
	n = text_within(o->buf ? o->buf : "", (int)room - 1);
	snprintf(to, room, "%.*s", n, o->buf ? o->buf : "");
	if ((size_t)n + 1 == room && strrchr(to, '\n'))
		strrchr(to, '\n')[1] = '\0';
}

static int mail(struct store *s, const struct message *m, const struct message_receiver *to, int64_t now,
		struct out *o, struct courier_job *ret)
{
	enum language own = *to->who.language ? strcmp(to->who.language, "en") == 0 ? LANG_EN : LANG_JA
					      : message_language(s);
	int r = message_words(s, m, to, now, own, o);

	out_str(o, "\n--------\n\n");
	if (r == 0)
		r = message_words(s, m, to, now, own == LANG_JA ? LANG_EN : LANG_JA, o);
	snprintf(ret->to, sizeof ret->to, "%.*s", text_within(to->who.mail, COURIER_ADDRESS - 1),
		 to->who.mail);
	snprintf(ret->name, sizeof ret->name, "%.*s", text_within(to->who.name, COURIER_NAME - 1),
		 to->who.name);
	if (to->vendor)
		message_subject_plain(m, own, ret->subject, sizeof ret->subject);
	else
		message_subject(s, m, own, ret->subject, sizeof ret->subject);
	return r;
}

/* For machines: no person's name, no number, no link with a token. */
static void webhook(const struct message *m, struct out *o)
{
	static const char *const names[] = {"critical", "high", "medium", "low"};
	char id[24], about[24];

	snprintf(id, sizeof id, "n%lld", (long long)m->id);
	snprintf(about, sizeof about, "%c%lld", *m->cause, (long long)m->about);
	json_object(o, NULL);
	json_str(o, "message", id);
	json_str(o, "cause", m->cause);
	json_str(o, "about", m->about ? about : NULL);
	json_str(o, "what", m->what);
	json_str(o, "severity", names[m->severity & 3]);
	json_str(o, "system", m->system);
	json_time(o, "at", m->at);
	json_str(o, "subject", m->subject);
	json_end_object(o);
}

static int fill(struct store *s, const struct message_receiver *to, int64_t now, struct courier_job *ret)
{
	struct message m;
	struct out o;
	int r = message_get(s, to->message, &m);

	if (r == 0)
		r = out_init(&o, -1);
	if (r < 0)
		return r;
	ret->at = m.at;
	ret->means = strcmp(to->means, "webhook") == 0 ? COURIER_WEBHOOK : COURIER_MAIL;
	name_it(s, to, ret->message_id);
	if (ret->means == COURIER_WEBHOOK)
		webhook(&m, &o);
	else
		r = mail(s, &m, to, now, &o, ret);
	out_bytes(&o, NULL);
	into(&o, ret->text, sizeof ret->text);
	out_clear(&o);
	return r;
}

int message_job(struct store *s, int64_t receiver, int64_t now, struct courier_job *ret)
{
	struct message_receiver *to = malloc(sizeof *to);
	int r = to ? receiver_get(s, receiver, to) : -ENOMEM;

	memset(ret, 0, sizeof *ret);
	ret->id = receiver;
	if (r == 0)
		r = fill(s, to, now, ret);
	free(to);
	return r < 0 ? r : courier_job_fits(ret) ? 0 : -EINVAL;
}
