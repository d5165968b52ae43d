/* Acts on messages: somebody took one, by the page or by the link of a mail; somebody is tested. */
#include "assess/contact.h"
#include "respond/messages_parts.h"
#include "serve/act.h"
#include "serve/message_json.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_messages_acknowledge, api_contacts_test, api_link_show, api_link_acknowledge;

int api_messages_acknowledge(struct call *c)
{
	int64_t id = id_number(c->path[0]), contact = c->viewer.contact;
	bool command = c->request->via == VIA_CONTROL;
	const char *whose = command ? body_text(c, "contact") : NULL;
	struct writing w = act_writing(c);
	struct err e = {0};
	int r;

	if (whose)
		contact = id_number(whose);
	r = message_acknowledge(c->store, id, contact, command ? "command" : "page", &w, &e);
	if (r < 0)
		return act_problem(c, "people", r, &e);
	c->changed = "messages";
	json_message(c, NULL, id);
	return 200;
}

int api_contacts_test(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int64_t id = 0;
	int r = message_test(c->store, id_number(c->path[0]), &w, &id, &e);

	if (r < 0)
		return act_problem(c, "people", r, &e);
	c->changed = "messages";
	json_object(c->out, NULL);
	json_id(c->out, "message", 'n', id);
	json_bool(c->out, "held", !messages_permitted(c->store));
	json_end_object(c->out);
	return 201;
}

/* --- the link of a mail: whoever has it, has the mail. It shows what the mail showed, and no more. */

static void told(struct out *o, const char *state)
{
	json_str(o, "state",
		 strcmp(state, "acknowledged") == 0                               ? "acknowledged"
		 : strcmp(state, "waiting") == 0 || strcmp(state, "unheard") == 0 ? "waiting"
										  : "over");
}

static int shown(struct call *c, int64_t message, int64_t contact)
{
	struct contact who = {0};
	struct message m;
	char key[64], about[24];
	struct scan s;

	if (message_get(c->store, message, &m) < 0)
		return problem(c, 404, "no-such-path", NULL, NULL);
	contact_get(c->store, contact, &who);
	snprintf(key, sizeof key, "people.mail-%s-%s", m.cause, m.what);
	snprintf(about, sizeof about, "%c%lld", *m.cause, (long long)m.about);
	json_object(c->out, NULL);
	json_id(c->out, "message", 'n', message);
	json_str(c->out, "subject", strcmp(who.side, "vendor") == 0 ? NULL : m.subject);
	json_object(c->out, "what");
	for (int l = 0; l < LANG_COUNT; l++) {
		char text[400], severity[32];

		snprintf(severity, sizeof severity, "severity.%s", severity_name(m.severity));
		json_str(c->out, l == LANG_JA ? "ja" : "en",
			 lang_fill_buf(
				 text, sizeof text, lang((enum language)l, key),
				 (const struct lang_arg[]){{"about", about},
							   {"severity", lang((enum language)l, severity)},
							   {NULL, NULL}}));
	}
	json_end_object(c->out);
	json_time(c->out, "at", m.at);
	json_str(c->out, "name", *who.name ? who.name : NULL);
	told(c->out, m.state);
	s = kept_run(
		c,
		"SELECT 0, k.name FROM message m JOIN contact k ON k.id = m.acknowledged_by WHERE m.id = ?1",
		message);
	json_str(c->out, "acknowledged_by", s.more ? scan_sentence(&s, 1) : NULL);
	kept_end(&s);
	json_end_object(c->out);
	return 200;
}

int api_link_show(struct call *c)
{
	int64_t message, contact;

	if (message_of_link(c->store, c->path[0], &message, &contact) < 0)
		return problem_said(c, 404, "people.no-link", "", "");
	return shown(c, message, contact);
}

int api_link_acknowledge(struct call *c)
{
	char actor[24];
	struct writing w = act_writing(c);
	int64_t message, contact;
	struct err e = {0};
	int r;

	if (message_of_link(c->store, c->path[0], &message, &contact) < 0)
		return problem_said(c, 404, "people.no-link", "", "");
	snprintf(actor, sizeof actor, "c%lld", (long long)contact);
	w.actor = actor;
	r = message_acknowledge(c->store, message, contact, "link", &w, &e);
	if (r < 0)
		return act_problem(c, "people", r, &e);
	c->changed = "messages";
	return shown(c, message, contact);
}
