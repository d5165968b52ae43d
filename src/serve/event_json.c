#include "serve/event_json.h"

#include "assess/assess.h"
#include "assess/record_kind.h"
#include "base/text.h"
#include "report/words.h"
#include "serve/veil.h"
#include "store/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SUBJECT_ROOM = 700, ABOUT_MAX = 8, DEVICES_NAMED = 3 };

struct telling {
	struct call *call;
	char subject[LANG_COUNT][SUBJECT_ROOM];
	char about[ABOUT_MAX][24];
	unsigned abouts;
};

static void about(struct telling *t, const char *id)
{
	for (unsigned i = 0; i < t->abouts; i++)
		if (strcmp(t->about[i], id) == 0)
			return;
	if (t->abouts < ABOUT_MAX && strlen(id) < sizeof t->about[0])
		snprintf(t->about[t->abouts++], sizeof t->about[0], "%s", id);
}

static void subject(struct telling *t, const char *ja, const char *en)
{
	const char *text[LANG_COUNT] = {[LANG_JA] = ja, [LANG_EN] = en ? en : ja};

	for (int l = 0; l < LANG_COUNT; l++) {
		size_t n = strlen(t->subject[l]);

		if (text[l] && *text[l] && n + 4 < SUBJECT_ROOM)
			snprintf(t->subject[l] + n, SUBJECT_ROOM - n, "%s%.*s", n ? ", " : "",
				 text_within(text[l], (int)(SUBJECT_ROOM - n) - 4), text[l]);
	}
}

/* --- what a member of a body stands for */

static void by_number(struct telling *t, char letter, int64_t n, const char *sql)
{
	char id[24];
	struct scan s;

	if (n <= 0)
		return;
	snprintf(id, sizeof id, "%c%lld", letter, (long long)n);
	about(t, id);
	s = kept_run(t->call, sql, n);
	if (s.more && scan_str(&s, 1)) /* names come from the wire, titles are sentences of ours */
		letter == 'f' ? subject(t, scan_sentence(&s, 1), scan_sentence(&s, 2))
			      : subject(t, scan_str(&s, 1), scan_str(&s, 2));
	else
		subject(t, id, NULL);
	kept_end(&s);
}

static void a_device(struct telling *t, const char *v)
{
	if (sees_device(t->call, id_number(v)))
		by_number(t, 'd', id_number(v),
			  "SELECT d.id, coalesce(d.name, d.model, o.ip, o.mac), coalesce(d.name, d.model, "
			  "o.ip, o.mac) FROM device_shown d JOIN device o ON o.id = d.id WHERE d.id = ?1");
}

static void a_finding(struct telling *t, const char *v)
{
	by_number(t, 'f', id_number(v),
		  "SELECT f.id, " VEILED_TITLE_JA ", " VEILED_TITLE_EN " FROM finding f WHERE f.id = ?1");
}

static void a_record(struct telling *t, const char *v)
{
	struct scan s = kept_run(t->call, "SELECT id, kind FROM record WHERE id = ?1", strtoll(v, NULL, 10));
	const struct record_kind *k = s.more ? record_kind(scan_str(&s, 1)) : NULL;
	char id[24];

	kept_end(&s);
	snprintf(id, sizeof id, "r%lld", strtoll(v, NULL, 10));
	about(t, id);
	subject(t, k ? k->title[LANG_JA] : id, k ? k->title[LANG_EN] : id);
}

static void a_system(struct telling *t, const char *v)
{
	if (*v == 's' && v[1] >= '0' && v[1] <= '9')
		by_number(t, 's', id_number(v), "SELECT id, name, name FROM system WHERE id = ?1");
}

static void a_contact(struct telling *t, const char *v)
{
	by_number(t, 'c', strtoll(v, NULL, 10), "SELECT id, name, name FROM contact WHERE id = ?1");
}

static void an_item(struct telling *t, const char *v)
{
	char ja[WORD_TEXT], en[WORD_TEXT];

	about(t, v);
	subject(t, item_mark(ja, v, LANG_JA), item_mark(en, v, LANG_EN));
}

static void a_word(struct telling *t, const char *v) { subject(t, v, NULL); }

/* The word for a token where the topic has one. */
static bool a_token(struct telling *t, const char *topic, const char *head, const char *v)
{
	char key[80];
	const char *ja = (snprintf(key, sizeof key, "%s.%s-%.40s", topic, head, v), lang(LANG_JA, key));

	if (ja == key)
		return false;
	subject(t, ja, lang(LANG_EN, key));
	return true;
}

static void a_state(struct telling *t, const char *v)
{
	if (!a_token(t, "keep", "state", v) && !a_token(t, "message", "state", v) &&
	    !a_token(t, "message", "to", v))
		subject(t, v, NULL);
}

static void a_role(struct telling *t, const char *v)
{
	if (!a_token(t, "account", "role", v))
		subject(t, v, NULL);
}

static void an_id(struct telling *t, const char *v) /* of events of systems */
{
	char id[24];

	snprintf(id, sizeof id, "s%lld", strtoll(v, NULL, 10));
	a_system(t, id);
}

static void a_field(struct telling *t, const char *v)
{
	char key[80];
	const char *ja, *en;

	snprintf(key, sizeof key, "fields.%.60s", v);
	ja = lang(LANG_JA, key);
	en = lang(LANG_EN, key);
	subject(t, ja == key ? v : ja, en == key ? v : en);
}

static const struct member {
	const char *name;
	void (*tell)(struct telling *t, const char *value);
} members[] = {
	{"finding", a_finding}, {"device", a_device}, {"into", a_device},     {"subject", a_device},
	{"record", a_record},   {"system", a_system}, {"contact", a_contact}, {"item", an_item},
	{"key", a_word},        {"role", a_role},     {"login", a_word},      {"state", a_state},
	{"id", an_id},
};

static bool told(const struct telling *t, const struct member *m, const char *type, const char *value)
{
	if (m->tell == a_device && (*value != 'd' || strcmp(type, "text") != 0))
		return false;
	if (m->tell == a_device && t->abouts &&
	    m->name[0] == 's') /* the subject of a finding: its title says it */
		return false;
	return true;
}

static void tell(struct telling *t, const char *body, const char *kind)
{
	struct pick q;

	pick_begin(&q, t->call, "SELECT 0, key, type, atom FROM ");
	pick_text(&q, "json_each(:)", body);
	for (struct scan *s = pick_run(&q); s->more; scan_next(s)) {
		const char *key = scan_str(s, 1), *value = scan_str(s, 3);

		for (size_t i = 0; key && value && i < sizeof members / sizeof *members; i++)
			if (strcmp(members[i].name, key) == 0 &&
			    told(t, &members[i], scan_str(s, 2), value) &&
			    (members[i].tell != an_id || strncmp(kind, "system-", 7) == 0) &&
			    (members[i].tell != a_word || strcmp(key, "key") ||
			     strncmp(kind, "setting", 7) == 0))
				members[i].tell(t, value);
	}
	pick_end(&q);
}

/* Which fields changed: "firmware". */
static void tell_fields(struct telling *t, const char *body)
{
	struct pick q;

	pick_begin(&q, t->call, "SELECT DISTINCT 0, value ->> 'field' FROM ");
	pick_text(&q, "json_each(: -> '$.changes')", body);
	for (struct scan *s = pick_run(&q); s->more; scan_next(s))
		if (scan_str(s, 1))
			a_field(t, scan_str(s, 1));
	pick_end(&q);
}

/* Whose state changed: the first few of them by name, and how many more. */
static void tell_devices(struct telling *t, const char *body)
{
	char id[24], ja[40], en[40];
	const struct lang_arg n[] = {{"n", id}, {NULL, NULL}};
	int64_t all = 0;
	struct pick q;

	pick_begin(&q, t->call, "SELECT x.value, count(*) OVER () FROM ");
	pick_text(&q, "json_each(: -> '$.devices') x", body);
	pick_number(&q, " WHERE x.type = 'integer' AND " SEES("x.value") " LIMIT :", DEVICES_NAMED);
	for (struct scan *s = pick_run(&q); s->more; scan_next(s)) {
		snprintf(id, sizeof id, "d%lld", (long long)s->key);
		all = scan_int(s, 1);
		a_device(t, id);
	}
	pick_end(&q);
	if (all <= DEVICES_NAMED)
		return;
	snprintf(id, sizeof id, "%lld", (long long)all - DEVICES_NAMED);
	subject(t, lang_fill_buf(ja, sizeof ja, lang(LANG_JA, "api.devices-more"), n),
		lang_fill_buf(en, sizeof en, lang(LANG_EN, "api.devices-more"), n));
}

enum { SENTENCE_ROOM = SUBJECT_ROOM + 200 };

static void sentence(const struct telling *t, const char *kind, enum language l, char ret[SENTENCE_ROOM])
{
	char key[96];
	const char *word = (snprintf(key, sizeof key, "journal.kind-%.70s", kind), lang(l, key));
	const struct lang_arg args[] = {
		{"kind", word == key ? kind : word}, {"subject", t->subject[l]}, {NULL, NULL}};

	if (*t->subject[l])
		lang_fill_buf(ret, SENTENCE_ROOM, lang(l, "api.event"), args);
	else
		snprintf(ret, SENTENCE_ROOM, "%s", args[0].value);
}

static void words(const struct telling *t, const char *kind)
{
	char text[LANG_COUNT][SENTENCE_ROOM];

	for (int l = 0; l < LANG_COUNT; l++)
		sentence(t, kind, (enum language)l, text[l]);
	json_pair(t->call->out, "words", text[LANG_JA], text[LANG_EN]);
}

/* Kind and body, as far as they can be told. NULL: no memory. */
static struct telling *telling(struct call *c, const char *kind, const char *body)
{
	struct telling *t = arena_get(c->arena, 1, sizeof *t);

	if (!t)
		return NULL;
	t->call = c;
	if (strcmp(kind, "device-state") == 0)
		tell_devices(t, body);
	tell(t, body, kind);
	if (strcmp(kind, "device-changed") == 0)
		tell_fields(t, body);
	return t;
}

const char *event_sentence(struct call *c, const char *kind, const char *body)
{
	struct telling *t = telling(c, kind, body);
	char text[SENTENCE_ROOM];

	if (!t)
		return kind;
	sentence(t, kind, c->language, text);
	return arena_text(c->arena, text, strlen(text));
}

void event_members(struct call *c, const struct scan *s)
{
	struct out *o = c->out;
	const char *kind = scan_str(s, 2), *body = scan_sentence(s, 5);
	const struct telling *t = kind && body ? telling(c, kind, body) : NULL;

	if (!t)
		return;
	json_int(o, "seq", s->key);
	json_time(o, "at", scan_int(s, 1));
	json_str(o, "kind", kind);
	json_column(o, "actor", s, 3);
	json_column(o, "who", s, 4);
	words(t, kind);
	json_array(o, "about");
	for (unsigned i = 0; i < t->abouts; i++)
		json_str(o, NULL, t->about[i]);
	json_end_array(o);
}

void json_event(struct call *c, const char *key, const struct scan *s)
{
	json_object(c->out, key);
	event_members(c, s);
	json_end_object(c->out);
}

int json_history(struct call *c, const char *key, const char *mentions, const char *kinds, int most)
{
	struct pick q;

	pick_begin(&q, c, EVENT_SELECT);
	pick_number(&q, "WHERE e.seq > (SELECT max(seq) FROM event) - :", EVENT_REACH);
	pick_text(&q, " AND instr(e.body, :)", mentions);
	pick_add(&q, kinds);
	pick_number(&q, " ORDER BY e.seq DESC LIMIT :", most);
	json_array(c->out, key);
	for (struct scan *s = pick_run(&q); s->more; scan_next(s))
		json_event(c, NULL, s);
	json_end_array(c->out);
	return pick_end(&q);
}
