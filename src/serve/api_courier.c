/* Mail server and webhook: what is set, who permitted it, how it went; GET, PUT /courier and trials. */
#include "assess/contact.h"
#include "assess/event.h"
#include "base/text.h"
#include "respond/sending.h"
#include "serve/act.h"
#include "store/secrets.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_courier_get, api_courier_set, api_courier_permit, api_courier_withdraw, api_courier_test;

/* --- what is told */

static void json_said(struct out *o, const char *key, const char *s) { json_str(o, key, *s ? s : NULL); }
static void json_moment(struct out *o, const char *key, int64_t at)
{
	json_time(o, key, at ? at : INT64_MIN);
}

/* {"id":"c3","name":"..."}; a person who was erased, or "local", has no name. */
static void json_actor(struct call *c, const char *key, const char *actor)
{
	struct contact who;

	if (!*actor) {
		json_null(c->out, key);
		return;
	}
	json_object(c->out, key);
	json_str(c->out, "id", actor);
	json_str(c->out, "name",
		 contact_get(c->store, contact_of_actor(c->store, actor), &who) == 0 && *who.name ? who.name
												  : NULL);
	json_end_object(c->out);
}

static void write_receiver(struct call *c, const struct outgoing_job *j)
{
	struct contact who;

	if (j->means == COURIER_WEBHOOK)
		json_str(c->out, "to", "webhook");
	else
		json_str(c->out, "to",
			 contact_get(c->store, id_number(j->to), &who) == 0 && *who.name ? who.name : j->to);
}

static void write_job(struct call *c, const struct outgoing_job *j)
{
	static const char *const results[COURIER_OUTCOMES] = {"sent", "deferred", "refused", "unsure",
							      "closed"};
	char key[64];

	snprintf(key, sizeof key, "courier.cause-%s", courier_cause_names[j->result.cause]);
	json_object(c->out, NULL);
	json_int(c->out, "job", (int64_t)j->job);
	json_str(c->out, "what", courier_means_names[j->means]);
	write_receiver(c, j);
	json_time(c->out, "at", j->at);
	json_str(c->out, "result", j->waiting ? "waiting" : results[j->result.outcome]);
	json_lang(c->out, "why", j->waiting ? "courier.cause-waiting" : key);
	json_int(c->out, "code", j->result.code);
	json_said(c->out, "said", j->result.words);
	json_end_object(c->out);
}

static void write_jobs(struct call *c)
{
	const struct outgoing *o = c->api->outgoing;

	json_array(c->out, "jobs");
	for (uint64_t n = 0; o && n < OUTGOING_KEPT && n < o->jobs; n++)
		write_job(c, &o->kept[(o->jobs - n) % OUTGOING_KEPT]);
	json_end_array(c->out);
}

static const char *state_of(const struct call *c, const struct sending *s)
{
	const struct outgoing *o = c->api->outgoing;

	if (!s->to.mail && !s->to.webhook)
		return "off";
	if (!s->permitted)
		return "unpermitted";
	return o && o->up ? "ready" : "missing";
}

int api_courier_get(struct call *c)
{
	struct sending s;
	int r = sending_get(c->store, &s);

	if (r < 0)
		return problem_store(c, r);
	json_object(c->out, NULL);
	json_said(c->out, "host", s.to.host);
	json_int(c->out, "port", s.to.port);
	json_str(c->out, "tls", courier_tls_names[s.to.tls]);
	json_said(c->out, "user", s.to.login);
	json_said(c->out, "from", s.to.sender);
	json_said(c->out, "ca", s.to.ca);
	json_said(c->out, "webhook", s.to.url);
	json_moment(c->out, "password_set", s.password_at);
	json_moment(c->out, "webhook_key_set", s.webhook_key_at);
	json_moment(c->out, "set", s.at);
	json_actor(c, "set_by", s.actor);
	json_moment(c->out, "permitted", s.permitted);
	json_actor(c, "permitted_by", s.permitted_by);
	json_str(c->out, "state", state_of(c, &s));
	write_jobs(c);
	json_end_object(c->out);
	return 200;
}

/* --- what is set */

/* A member that is given is taken, null empties it. False: it is longer than there is room. */
static bool take(struct call *c, const char *name, char *to, size_t room)
{
	const char *text = body_text(c, name);

	if (!body_has(c, name))
		return true;
	return snprintf(to, room, "%s", text ? text : "") < (int)room;
}

static const char *read_body(struct call *c, struct sending *s)
{
	const char *tls = body_text(c, "tls");

	s->to.port = (uint16_t)body_int(c, "port", s->to.port);
	for (uint8_t i = 0; tls && i < COURIER_TLS_MODES; i++)
		if (strcmp(tls, courier_tls_names[i]) == 0)
			s->to.tls = i;
	if (!take(c, "host", s->to.host, sizeof s->to.host))
		return "host";
	if (!take(c, "user", s->to.login, sizeof s->to.login))
		return "user";
	if (!take(c, "from", s->to.sender, sizeof s->to.sender))
		return "from";
	if (!take(c, "ca", s->to.ca, sizeof s->to.ca))
		return "ca";
	return take(c, "webhook", s->to.url, sizeof s->to.url) ? NULL : "webhook";
}

static bool is_one_line(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return true;
}

/* A member that is given: since now, or null: not any more. False: it is no secret that can be kept. */
static bool take_secret(struct call *c, const char *member, int64_t *set_at)
{
	const char *value = body_text(c, member);

	if (body_has(c, member))
		*set_at = value ? c->now : 0;
	return !value || (*value && is_one_line(value));
}

/* Kept beside the file; the journal is told since when. 0 or a status. */
static int keep_secret(struct call *c, const char *member, const char *name)
{
	int r = body_has(c, member) ? secret_write(site_path(c->store), name, body_text(c, member)) : 0;

	return r == 0 ? 0
		      : problem_said(c, r == -ENOSPC || r == -EDQUOT ? 507 : 500,
				     "courier.secret-not-written", member, strerror(-r));
}

int api_courier_set(struct call *c)
{
	struct writing w = act_writing(c);
	struct sending s;
	struct err e = {0};
	const char *long_one;
	int r = sending_get(c->store, &s);

	c->secret = true; /* the request holds some: nothing of it is kept */
	if (r < 0)
		return problem_store(c, r);
	if ((long_one = read_body(c, &s)))
		return problem_said(c, 422, "courier.too-long", long_one, "");
	if (!take_secret(c, "password", &s.password_at) || !take_secret(c, "webhook_key", &s.webhook_key_at))
		return problem_said(c, 422, "courier.bad-secret", "password", "");
	if ((r = sending_check(&s, &e)) < 0) /* before any secret is touched */
		return act_problem(c, "courier", r, &e);
	if ((r = keep_secret(c, "password", SECRET_MAIL)) ||
	    (r = keep_secret(c, "webhook_key", SECRET_WEBHOOK)))
		return r;
	if ((r = sending_put(c->store, &s, &w, &e)) < 0)
		return act_problem(c, "courier", r, &e);
	c->changed = "settings";
	return api_courier_get(c);
}

int api_courier_permit(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int r = sending_permit(c->store, &w, &e);

	c->changed = "settings";
	return r < 0 ? act_problem(c, "courier", r, &e) : api_courier_get(c);
}

int api_courier_withdraw(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int r = sending_withdraw(c->store, &w, &e);

	c->changed = "settings";
	return r < 0 ? act_problem(c, "courier", r, &e) : api_courier_get(c);
}

/* --- a trial */

static const char *site_name(struct call *c)
{
	const char *name = site_setting(c->store, "name", "");

	return arena_text(c->arena, name, strlen(name));
}

static void write_mail(struct call *c, const struct contact *who, struct courier_job *j)
{
	const struct lang_arg args[] = {{"name", who->name}, {"site", site_name(c)}, {NULL, NULL}};

	snprintf(j->to, sizeof j->to, "%.*s", (int)sizeof j->to - 1, who->mail);
	snprintf(j->name, sizeof j->name, "%s", who->name);
	snprintf(j->subject, sizeof j->subject, "%s", lang(c->language, "courier.test-subject"));
	lang_fill_buf(j->text, sizeof j->text, lang(c->language, "courier.test-text"), args);
}

static void write_post(struct call *c, struct courier_job *j)
{
	struct out o;
	const char *text;

	if (out_init(&o, -1) < 0)
		return;
	json_object(&o, NULL);
	json_str(&o, "kind", "test");
	json_str(&o, "site", site_name(c));
	json_time(&o, "at", c->now);
	json_end_object(&o);
	if ((text = out_bytes(&o, NULL)))
		snprintf(j->text, sizeof j->text, "%s", text);
	out_clear(&o);
}

/* What is missing, as a key of data/lang/courier.yaml, or NULL. */
static const char *untestable(const struct call *c, const struct sending *s, uint8_t means)
{
	if (!(means == COURIER_MAIL ? s->to.mail : s->to.webhook))
		return means == COURIER_MAIL ? "courier.no-mail-server" : "courier.no-webhook";
	if (!s->permitted)
		return "courier.not-permitted";
	return c->api->outgoing && c->api->outgoing->up ? NULL : "courier.not-running";
}

static int tell_test(struct call *c, const struct courier_job *j, int64_t contact)
{
	struct writing w = act_writing(c);
	struct event_body b;
	struct err e = {0};
	int r;

	event_begin(&b);
	json_str(&b.o, "what", courier_means_names[j->means]);
	if (contact)
		json_int(&b.o, "contact", contact);
	r = event_told(&b, c->store, "courier-tested", &w, &e);
	return r < 0 ? act_problem(c, "courier", r, &e) : 0;
}

int api_courier_test(struct call *c)
{
	const char *what = body_text(c, "what"), *to = body_text(c, "contact"), *missing;
	struct courier_job j = {.id = 1, .at = c->now};
	struct contact who = {0};
	struct sending s;
	char name[24];
	uint64_t job;
	int r = sending_get(c->store, &s);

	if (r < 0)
		return problem_store(c, r);
	j.means = what && strcmp(what, "webhook") == 0 ? COURIER_WEBHOOK : COURIER_MAIL;
	if ((missing = untestable(c, &s, j.means)))
		return problem_said(c, 409, missing, "", "");
	if (j.means == COURIER_MAIL &&
	    contact_get(c->store, to ? id_number(to) : c->viewer.contact, &who) < 0)
		return problem_said(c, 422, "courier.test-whom", "contact", "");
	if (j.means == COURIER_MAIL && !courier_address_ok(who.mail))
		return problem_said(c, 422, "courier.no-address", "contact", who.name);
	snprintf(j.message_id, sizeof j.message_id, "test.%lld@%s", (long long)c->now,
		 s.to.mail ? strchr(s.to.sender, '@') + 1 : "mimamori");
	if (j.means == COURIER_MAIL)
		write_mail(c, &who, &j);
	else
		write_post(c, &j);
	if ((r = tell_test(c, &j, who.id)))
		return r;
	snprintf(name, sizeof name, "c%lld", (long long)who.id);
	if (!(job = outgoing_ask(c->api->outgoing, &j, who.id ? name : "", c->now)))
		return problem_said(c, 429, "courier.too-many-tests", "", "");
	c->changed = "settings";
	json_object(c->out, NULL);
	json_int(c->out, "job", (int64_t)job);
	json_end_object(c->out);
	return 202;
}
