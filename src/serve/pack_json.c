#include "serve/pack_json.h"

#include "serve/act.h"

#include "assess/contact.h"
#include "assess/sql.h"

#include <stdio.h>
#include <string.h>

/* --- who sees it */

static int64_t system_of(const struct pack *p)
{
	return strcmp(p->system, "site") == 0 ? 0 : id_number(p->system);
}

bool pack_staff_sees(struct call *c, const struct pack *p)
{
	struct grants g = viewer_grants(&c->viewer);

	return (grants_for(&g, system_of(p)) & ~(uint32_t)ROLE_VENDOR) != 0;
}

bool pack_vendor_sees(struct call *c, const struct pack *p)
{
	struct grants g = viewer_grants(&c->viewer);

	return (grants_anywhere(&g) & ROLE_VENDOR) && pack_is_of(c->store, p, c->viewer.contact);
}

int pack_of_path(struct call *c, struct pack *ret)
{
	int r = pack_get(c->store, pack_number(c->path[0]), ret);

	if (r == -5)
		return problem_store(c, r);
	if (r < 0 || (!pack_staff_sees(c, ret) && !pack_vendor_sees(c, ret)))
		return problem_said(c, 404, "pack.no-pack", c->path[0], "");
	return 0;
}

/* --- in short */

static void head(struct call *c, const struct pack *p)
{
	struct out *o = c->out;
	bool staff = pack_staff_sees(c, p);

	json_id(o, "id", 'p', p->id);
	json_str(o, "kind", pack_kind_name(p->kind));
	json_str(o, "vendor", p->vendor);
	json_str(o, "title", p->title);
	json_str(o, "system", staff ? p->system : NULL);
	json_str(o, "level", *p->level ? p->level : NULL);
	json_str(o, "due_on", p->due_on);
	json_time(o, "made_at", p->at);
	json_time(o, "withdrawn", p->withdrawn ? p->withdrawn : INT64_MIN);
}

void json_pack_short(struct call *c, const struct pack *p)
{
	struct out *o = c->out;

	json_object(o, NULL);
	head(c, p);
	json_int(o, "questions", p->questions);
	json_int(o, "devices", p->devices);
	json_int(o, "answers", p->answers);
	json_int(o, "whole", p->whole);
	json_int(o, "taken", p->taken);
	json_time(o, "answered_at", p->answered ? p->answered : INT64_MIN);
	json_end_object(o);
}

/* --- whole */

struct writer {
	struct call *c;
	const struct pack *p;
	bool staff;
};

/* "c3", "t5", "local": the person, or the words for it. */
static void person(struct call *c, const char *key, const char *actor)
{
	struct contact who = {0};
	int64_t id = actor ? contact_of_actor(c->store, actor) : 0;

	if (id)
		contact_get(c->store, id, &who);
	json_str(c->out, key, *who.name ? who.name : actor);
}

static int one_device(void *ctx, const struct pack_device *d)
{
	struct writer *w = ctx;
	struct out *o = w->c->out;

	json_object(o, NULL);
	json_id(o, "id", 'd', d->device);
	json_str(o, "number", d->number);
	json_str(o, "name", d->name);
	json_str(o, "maker", d->maker);
	json_str(o, "model", d->model_name);
	json_str(o, "firmware", d->firmware);
	json_str(o, "serial", d->serial);
	json_words(o, "why", w->staff && d->why ? d->why : "");
	json_end_object(o);
	return 0;
}

static void wants_json(struct out *o, unsigned wants)
{
	static const char *const names[] = {"choice", "words", "evidence", "day"};

	json_array(o, "wants");
	for (unsigned i = 0; i < 4; i++)
		if (wants >> i & 1)
			json_str(o, NULL, names[i]);
	json_end_array(o);
}

/* As they went out: from the content, not from this program's tables. */
static void choices_json(struct call *c, const char *choices)
{
	sqlite3_stmt *st = sql_of(c->store,
				  "SELECT value->>'value', value->>'ja', value->>'en', value->'wants' FROM "
				  "json_each(?1)",
				  "t", choices);

	json_array(c->out, "choices");
	while (st && sqlite3_step(st) == SQLITE_ROW) {
		const char *wants = (const char *)sqlite3_column_text(st, 3);

		json_object(c->out, NULL);
		json_str(c->out, "value", (const char *)sqlite3_column_text(st, 0));
		json_pair(c->out, "title", (const char *)sqlite3_column_text(st, 1),
			  (const char *)sqlite3_column_text(st, 2));
		json_raw(c->out, "wants", wants ? wants : "[]", wants ? strlen(wants) : 2);
		json_end_object(c->out);
	}
	sqlite3_finalize(st);
	json_end_array(c->out);
}

static void answer_json(struct writer *w, const struct pack_question *q)
{
	struct out *o = w->c->out;

	if (!q->given) {
		json_null(o, "answer");
		return;
	}
	json_object(o, "answer");
	json_str(o, "choice", q->choice);
	json_str(o, "words", q->words);
	json_str(o, "evidence", q->evidence);
	json_str(o, "day", q->day);
	json_time(o, "at", q->answered);
	person(w->c, "who", w->staff ? q->actor : NULL);
	json_bool(o, "whole", q->whole);
	json_str(o, "source", q->source);
	json_time(o, "taken", q->taken ? q->taken : INT64_MIN);
	person(w->c, "taken_by", w->staff ? q->taken_by : NULL);
	json_words(o, "records", w->staff && q->records ? q->records : "");
	json_end_object(o);
}

static int one_question(void *ctx, const struct pack_question *q)
{
	struct writer *w = ctx;
	struct out *o = w->c->out;
	const struct pack_ask *ask = pack_ask_named(&pack_forms[w->p->kind], q->name);

	json_object(o, NULL);
	json_str(o, "id", q->id);
	json_str(o, "about", *q->about ? q->about : NULL);
	json_pair(o, "title", q->title[LANG_JA], q->title[LANG_EN]);
	json_pair(o, "ask", q->ask[LANG_JA], q->ask[LANG_EN]);
	json_pair(o, "help", q->help[LANG_JA], q->help[LANG_EN]);
	json_words(o, "items", q->items);
	choices_json(w->c, q->choices);
	wants_json(o, q->wants);
	json_str(o, "becomes", ask && w->staff ? ask->record : NULL);
	answer_json(w, q);
	json_end_object(o);
	return o->error ? -12 : 0;
}

static void people(struct writer *w)
{
	struct call *c = w->c;
	struct contact to = {0};
	sqlite3_stmt *st = sql_of(c->store, "SELECT actor, because FROM pack WHERE id = ?1", "i", w->p->id);
	bool row = st && sqlite3_step(st) == SQLITE_ROW;

	person(c, "made_by", row && w->staff ? (const char *)sqlite3_column_text(st, 0) : NULL);
	json_str(c->out, "because", row && w->staff ? (const char *)sqlite3_column_text(st, 1) : NULL);
	sqlite3_finalize(st);
	if (!w->staff || !w->p->contact) {
		json_null(c->out, "contact");
		return;
	}
	contact_get(c->store, w->p->contact, &to);
	json_object(c->out, "contact");
	json_id(c->out, "id", 'c', w->p->contact);
	json_str(c->out, "name", *to.name ? to.name : NULL);
	json_end_object(c->out);
}

int json_pack_whole(struct call *c, const struct pack *p)
{
	struct writer w = {c, p, pack_staff_sees(c, p)};
	struct out *o = c->out;
	int r;

	json_object(o, NULL);
	head(c, p);
	people(&w);
	json_str(o, "hash", p->hash);
	json_bool(o, "may_answer",
		  !p->withdrawn && (pack_vendor_sees(c, p) ||
				    viewer_may(&c->viewer, RIGHT_PACK_ANSWER, system_of(p))));
	json_bool(o, "may_take", viewer_may(&c->viewer, RIGHT_PACK, 0));
	json_array(o, "devices");
	r = pack_devices(c->store, p->id, one_device, &w);
	json_end_array(o);
	json_array(o, "questions");
	if (r == 0)
		r = pack_questions(c->store, p->id, one_question, &w);
	json_end_array(o);
	json_end_object(o);
	return r;
}
