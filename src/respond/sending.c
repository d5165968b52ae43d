#include "respond/sending.h"

#include "assess/event.h"
#include "assess/sql.h"
#include "store/secrets.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { SUBMISSION = 587 }; /* RFC 6409 */

/* --- reading */

static uint8_t tls_of(const char *name)
{
	for (uint8_t i = 0; i < COURIER_TLS_MODES; i++)
		if (strcmp(courier_tls_names[i], name) == 0)
			return i;
	return COURIER_STARTTLS;
}

static void row(sqlite3_stmt *st, struct sending *ret)
{
	char tls[16];

	sql_text(st, 0, ret->to.host, sizeof ret->to.host);
	ret->to.port = (uint16_t)sqlite3_column_int(st, 1);
	ret->to.tls = tls_of(sql_text(st, 2, tls, sizeof tls));
	sql_text(st, 3, ret->to.login, sizeof ret->to.login);
	sql_text(st, 4, ret->to.sender, sizeof ret->to.sender);
	sql_text(st, 5, ret->to.ca, sizeof ret->to.ca);
	sql_text(st, 6, ret->to.url, sizeof ret->to.url);
	ret->password_at = sqlite3_column_int64(st, 7);
	ret->webhook_key_at = sqlite3_column_int64(st, 8);
	ret->at = sqlite3_column_int64(st, 9);
	sql_text(st, 10, ret->actor, sizeof ret->actor);
	ret->permitted = sqlite3_column_int64(st, 11);
	sql_text(st, 12, ret->permitted_by, sizeof ret->permitted_by);
	ret->there = true;
}

int sending_get(struct store *s, struct sending *ret)
{
	sqlite3_stmt *st = sql_of(s,
				  "SELECT host, port, tls, login, sender, ca, webhook, password_at, "
				  "webhook_key_at, at, actor, permitted, permitted_by FROM courier",
				  "");
	int r = st ? sqlite3_step(st) : SQLITE_ERROR;

	*ret = (struct sending){.to = {.port = SUBMISSION, .tls = COURIER_STARTTLS}};
	if (r == SQLITE_ROW)
		row(st, ret);
	sqlite3_finalize(st);
	ret->to.mail = *ret->to.host && *ret->to.sender;
	ret->to.webhook = *ret->to.url && ret->webhook_key_at;
	return r == SQLITE_ROW || r == SQLITE_DONE ? 0 : -EIO;
}

int sending_settings(struct store *s, struct courier_settings *ret)
{
	struct sending one;
	int r = sending_get(s, &one);

	*ret = (struct courier_settings){0};
	if (r < 0 || !one.permitted)
		return r;
	*ret = one.to;
	if (*ret->login)
		r = secret_read(site_path(s), SECRET_MAIL, ret->password, sizeof ret->password);
	if (r == 0 && ret->webhook)
		r = secret_read(site_path(s), SECRET_WEBHOOK, ret->key, sizeof ret->key);
	ret->webhook = ret->webhook && *ret->key;
	return r;
}

/* --- writing */

static bool is_line(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return true;
}

int sending_check(const struct sending *s, struct err *e)
{
	const struct courier_settings *t = &s->to;
	const char *wrong;

	if (*t->host && (wrong = courier_host_wrong(t->host)))
		return err_set(e, -EINVAL, "host", wrong, "%s", t->host);
	if (*t->host && (wrong = courier_sender_wrong(t->sender)))
		return err_set(e, -EINVAL, "from", wrong, "%s", t->sender);
	if (!t->port)
		return err_set(e, -EINVAL, "port", "bad-port", "%s", "");
	if (*t->url && (wrong = courier_url_wrong(t->url)))
		return err_set(e, -EINVAL, "webhook", wrong, "%s", t->url);
	if (*t->url && !s->webhook_key_at)
		return err_set(e, -EINVAL, "webhook_key", "no-key", "%s", "");
	if (*t->login && !s->password_at)
		return err_set(e, -EINVAL, "password", "no-password", "%s", "");
	if (!is_line(t->login))
		return err_set(e, -EINVAL, "user", "bad-user", "%s", "");
	if (*t->ca && (!strstr(t->ca, "-----BEGIN CERTIFICATE-----") || strstr(t->ca, "PRIVATE KEY")))
		return err_set(e, -EINVAL, "ca", "bad-ca", "%s", "");
	return 0;
}

static void put_text(struct out *o, const char *key, const char *s) { json_str(o, key, *s ? s : NULL); }

static void put_at(struct out *o, const char *key, int64_t at)
{
	if (at)
		json_int(o, key, at);
	else
		json_null(o, key);
}

/* Whoever permitted it meant these. */
static bool goes_elsewhere(const struct courier_settings *a, const struct courier_settings *b)
{
	return strcmp(a->host, b->host) != 0 || a->port != b->port || a->tls != b->tls ||
	       strcmp(a->ca, b->ca) != 0 || strcmp(a->url, b->url) != 0;
}

int sending_put(struct store *store, const struct sending *s, const struct writing *w, struct err *e)
{
	struct event_body b;
	struct sending before;
	int r = sending_check(s, e);

	if (r < 0)
		return r;
	if ((r = sending_get(store, &before)) < 0)
		return event_failed(store, r, e);
	event_begin(&b);
	put_text(&b.o, "host", s->to.host);
	json_int(&b.o, "port", s->to.port);
	json_str(&b.o, "tls", courier_tls_names[s->to.tls]);
	put_text(&b.o, "login", s->to.login);
	put_text(&b.o, "sender", s->to.sender);
	put_text(&b.o, "ca", s->to.ca);
	put_text(&b.o, "webhook", s->to.url);
	put_at(&b.o, "password_at", s->password_at);
	put_at(&b.o, "webhook_key_at", s->webhook_key_at);
	json_bool(&b.o, "elsewhere", goes_elsewhere(&before.to, &s->to));
	return event_told(&b, store, "courier-set", w, e);
}

static int tell(struct store *s, const char *kind, const struct sending *one, const struct writing *w,
		struct err *e)
{
	struct event_body b;

	event_begin(&b);
	put_text(&b.o, "host", one->to.host);
	put_text(&b.o, "webhook", one->to.url);
	return event_told(&b, s, kind, w, e);
}

int sending_permit(struct store *s, const struct writing *w, struct err *e)
{
	struct sending one;
	int r = sending_get(s, &one);

	if (r < 0)
		return event_failed(s, r, e);
	if (!one.to.mail && !one.to.webhook)
		return err_set(e, -EINVAL, "", "nothing-set", "%s", "");
	return tell(s, "courier-permitted", &one, w, e);
}

int sending_withdraw(struct store *s, const struct writing *w, struct err *e)
{
	struct sending one;
	int r = sending_get(s, &one);

	if (r < 0)
		return event_failed(s, r, e);
	return one.permitted ? tell(s, "courier-withdrawn", &one, w, e) : 0;
}
