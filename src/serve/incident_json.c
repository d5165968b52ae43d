#include "serve/incident_json.h"

#include "respond/incident.h"
#include "serve/act.h"

#include <stdio.h>
#include <string.h>

static bool is_open(const char *state)
{
	return strcmp(state, "closed") != 0 && strcmp(state, "dismissed") != 0;
}

bool incident_exists(struct call *c, int64_t id)
{
	struct scan s = kept_run(c, "SELECT id FROM incident WHERE id = ?1", id);
	bool found = s.more;

	kept_end(&s);
	return found;
}

void json_incident(struct call *c, const char *key, const struct scan *s)
{
	struct out *o = c->out;
	const char *state = scan_str(s, 2);
	bool open = state && is_open(state);

	json_object(o, key);
	json_id(o, "id", 'i', s->key);
	json_str(o, "title", scan_sentence(s, 1));
	json_str(o, "state", state);
	json_bool(o, "open", open);
	json_when(o, "since", s, 3);
	json_when(o, "opened", s, 4);
	json_column(o, "opened_by", s, 5);
	json_column(o, "opened_name", s, 19);
	json_when(o, "began", s, 6);
	json_when(o, "noticed", s, 7);
	json_column(o, "class", s, 8);
	json_str(o, "severity", scan_null(s, 9) ? NULL : severity_name(scan_int(s, 9)));
	json_id(o, "led_by", 'c', scan_int_or(s, 10, 0));
	json_column(o, "led_name", s, 11);
	json_number(o, "devices", s, 12);
	json_number(o, "alarms", s, 13);
	json_column(o, "evidence", s, 14);
	json_flag(o, "exception", s, 15);
	json_when(o, "report_due", s, 16);
	json_when(o, "reported", s, 17);
	json_bool(o, "overdue", open && scan_null(s, 17) && c->now > scan_int(s, 16));
	json_number(o, "version", s, 18);
	json_end_object(o);
}

/* --- what is possible */

static void lang_of(struct out *o, const char *key, const char *prefix, const char *name, const char *end)
{
	char text[80];

	snprintf(text, sizeof text, "incident.%s%s%s", prefix, name, end);
	json_lang(o, key, text);
}

static void put_choices(struct out *o, const char *choices)
{
	char name[40];

	json_array(o, "choices");
	while (*choices) {
		size_t n = strcspn(choices, " ");

		snprintf(name, sizeof name, "%.*s", (int)n, choices);
		json_object(o, NULL);
		json_str(o, "value", name);
		lang_of(o, "title", "choice-", name, "");
		json_end_object(o);
		choices += n + (choices[n] == ' ');
	}
	json_end_array(o);
}

static void put_fields(struct out *o, const char *deed)
{
	static const char *const types[] = {
		[FIELD_LINE] = "line",         [FIELD_LONG] = "long",       [FIELD_CHOICE] = "choice",
		[FIELD_CONTACT] = "contact",   [FIELD_DEVICES] = "devices", [FIELD_ALARMS] = "alarms",
		[FIELD_INCIDENT] = "incident", [FIELD_NUMBER] = "number",
	};

	json_array(o, "fields");
	for (size_t i = 0; i < incident_field_count; i++) {
		const struct incident_field *f = &incident_fields[i];

		if (strcmp(f->deed, deed) != 0)
			continue;
		json_object(o, NULL);
		json_str(o, "name", f->name);
		json_str(o, "type", types[f->type]);
		json_bool(o, "must", f->must);
		lang_of(o, "title", "field-", f->name, "");
		put_choices(o, f->choices);
		json_end_object(o);
	}
	json_end_array(o);
}

/* Why not, with its holes filled; {subject} is the incident. */
static void put_why(struct call *c, const struct incident_choice *choice)
{
	char key[80], text[LANG_COUNT][600];

	if (!choice->why) {
		json_null(c->out, "why");
		return;
	}
	snprintf(key, sizeof key, "incident.%s", choice->why);
	for (int l = 0; l < LANG_COUNT; l++)
		lang_fill_buf(text[l], sizeof text[l], lang((enum language)l, key),
			      (const struct lang_arg[]){
				      {"subject", c->path[0]}, {"detail", choice->detail}, {NULL, NULL}});
	json_pair(c->out, "why", text[LANG_JA], text[LANG_EN]);
}

static void put_sides(struct out *o, const char *key, bool it, bool ot)
{
	json_array(o, key);
	if (it)
		json_str(o, NULL, "it");
	if (ot)
		json_str(o, NULL, "ot");
	json_end_array(o);
}

static int one_choice(void *ctx, const struct incident_choice *choice)
{
	struct call *c = ctx;
	struct out *o = c->out;
	const struct incident_deed_line *l = choice->line;
	bool both = l->needs & NEEDS_BOTH;

	json_object(o, NULL);
	json_str(o, "deed", l->name);
	lang_of(o, "title", "deed-", l->name, "");
	lang_of(o, "help", "deed-", l->name, "-help");
	json_str(o, "to", l->to == INCIDENT_STAYS ? NULL : incident_states[l->to]);
	json_bool(o, "way",
		  l->to != INCIDENT_STAYS && l->from != 1u << INCIDENT_DISMISSED &&
			  strcmp(l->name, "merge") != 0);
	json_bool(o, "allowed", choice->allowed);
	put_why(c, choice);
	json_bool(o, "both", both);
	put_sides(o, "said", choice->said_it, choice->said_ot);
	put_sides(o, "waits", both && !choice->said_it, both && !choice->said_ot);
	json_bool(o, "words", l->needs & NEEDS_WORDS);
	json_words(o, "items", l->items);
	put_fields(o, l->name);
	json_end_object(o);
	return 0;
}

static uint64_t rights_of(const struct call *c)
{
	static const enum right asked[] = {RIGHT_INCIDENT, RIGHT_LEAD, RIGHT_RECOVERY};
	uint64_t rights = 0;

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		if (viewer_may(&c->viewer, asked[i], 0))
			rights |= UINT64_C(1) << asked[i];
	return rights;
}

int json_incident_deeds(struct call *c, int64_t incident)
{
	int r;

	json_array(c->out, "deeds");
	r = incident_may(c->store, incident, rights_of(c), c->viewer.actor, c->now, one_choice, c);
	json_end_array(c->out);
	return r;
}

/* --- the measure */

static int one_difference(void *ctx, int64_t device, const char *what, const char *key, int64_t last)
{
	struct call *c = ctx;
	bool peer = strcmp(what, "peer") == 0;
	struct scan s = kept_run(c, "SELECT id, name FROM device_shown WHERE id = ?1", device);

	json_object(c->out, NULL);
	json_id(c->out, "device", 'd', device);
	json_str(c->out, "name", s.more ? scan_str(&s, 1) : NULL);
	kept_end(&s);
	json_str(c->out, "what", what);
	json_str(c->out, "key", key);
	json_str(c->out, "peer", peer ? key : NULL);
	s = kept_run(c, "SELECT id, name FROM device_shown WHERE id = ?1 AND 1", peer ? id_number(key) : 0);
	json_str(c->out, "peer_name", s.more ? scan_str(&s, 1) : NULL);
	kept_end(&s);
	json_time(c->out, "last", last);
	json_end_object(c->out);
	return 0;
}

static void put_said(struct call *c, const struct incident_measure *m, const char *state)
{
	char number[7][24], key[60], text[LANG_COUNT][400];
	const int64_t values[] = {m->watched / 60000000,
				  m->needed / 60000000,
				  m->differences,
				  m->attacker,
				  m->alarms,
				  m->unapproved,
				  m->unseen};
	static const char *const names[] = {"watched", "needed",     "differences", "attacker",
					    "alarms",  "unapproved", "unseen"};
	struct lang_arg args[8] = {{NULL, NULL}};

	for (int i = 0; i < 7; i++) {
		snprintf(number[i], sizeof number[i], "%lld", (long long)values[i]);
		args[i] = (struct lang_arg){names[i], number[i]};
	}
	snprintf(key, sizeof key, "incident.measure-%s", state);
	for (int l = 0; l < LANG_COUNT; l++)
		lang_fill_buf(text[l], sizeof text[l], lang((enum language)l, key), args);
	json_pair(c->out, "said", text[LANG_JA], text[LANG_EN]);
}

int json_incident_measure(struct call *c, int64_t incident)
{
	static const char *const states[] = {
		[MEASURED_NOT] = "unmeasured", [MEASURED_DIFFERS] = "differs", [MEASURED_EQUAL] = "equal"};
	struct incident_measure m;
	int r = incident_measure(c->store, incident, c->now, &m);

	if (r < 0)
		return r;
	json_object(c->out, "measure");
	json_str(c->out, "state", states[m.state]);
	put_said(c, &m, states[m.state]);
	json_time(c->out, "since", m.since);
	json_int(c->out, "watched_seconds", m.watched / 1000000);
	json_int(c->out, "needed_seconds", m.needed / 1000000);
	json_int(c->out, "unapproved", m.unapproved);
	json_int(c->out, "unseen", m.unseen);
	json_int(c->out, "alarms", m.alarms);
	json_int(c->out, "attacker", m.attacker);
	json_array(c->out, "differences");
	r = incident_differences(c->store, incident, one_difference, c);
	json_end_array(c->out);
	json_end_object(c->out);
	return r;
}
