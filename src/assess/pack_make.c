/* A pack is made: what is asked of whom, written down once. */
#include "assess/pack_own.h"

#include "assess/contact.h"
#include "assess/event.h"
#include "assess/given.h"
#include "assess/record_value.h"
#include "assess/sql.h"
#include "base/text.h"
#include "store/journal.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHEET "jssec-2.1"

struct model {
	char about[200];
};

struct making {
	struct store *store;
	const struct pack_making *asked;
	const struct writing *w;
	struct pack *pack;
	char *vendor, *title;
	const char *level;
	bool chosen[PACK_ITEMS]; /* sub-items, in the sheet's order */
	struct model *model;
	unsigned models;
	struct out content, why;
	struct err *e;
};

static int bad(const struct making *m, const char *subject, const char *key, const char *detail)
{
	return err_set(m->e, -EINVAL, subject, key, "%s", detail);
}

int pack_line(const char *name, const char *text, size_t most, char **ret, struct err *e)
{
	return value_text(name, text ? text : "", most, false, ret, e);
}

/* --- what was asked for */

static int check_texts(struct making *m)
{
	int r = pack_line("vendor", m->asked->vendor, PACK_NAME_MOST, &m->vendor, m->e);

	if (r == 0 && !*m->vendor)
		r = bad(m, "vendor", "no-vendor", "");
	if (r == 0)
		r = pack_line("title", m->asked->title, PACK_LINE, &m->title, m->e);
	if (r == 0 && !*m->title)
		r = bad(m, "title", "no-title", "");
	if (r == 0 && (!m->asked->due_on || !date_parse(m->asked->due_on, m->pack->due_on)))
		r = bad(m, "due_on", "bad-due", m->asked->due_on ? m->asked->due_on : "");
	if (r == 0 && strcmp(m->pack->due_on, m->w->today) < 0)
		r = bad(m, "due_on", "due-past", m->pack->due_on);
	return r;
}

static int check_contact(struct making *m)
{
	struct contact c;
	char shown[24];

	snprintf(shown, sizeof shown, "c%lld", (long long)m->asked->contact);
	if (!m->asked->contact)
		return 0;
	if (contact_get(m->store, m->asked->contact, &c) < 0 || c.erased)
		return bad(m, "contact", "no-contact", shown);
	return strcmp(c.side, "vendor") == 0 ? 0 : bad(m, "contact", "contact-side", shown);
}

static int check_system(struct making *m)
{
	static const char *const levels[] = {"poc", "core", "important"};
	const char *system = m->asked->system && *m->asked->system ? m->asked->system : "site";
	bool site = strcmp(system, "site") == 0;
	char level[12] = "";
	sqlite3_stmt *st;

	snprintf(m->pack->system, sizeof m->pack->system, "%s", system);
	if (site)
		return m->asked->kind == PACK_REQUIREMENTS ? bad(m, "system", "wants-system", "") : 0;
	st = sql_of(m->store, "SELECT level FROM system WHERE 's' || id = ?1", "t", system);
	if (!st || sqlite3_step(st) != SQLITE_ROW) {
		sqlite3_finalize(st);
		return bad(m, "system", "no-system", system);
	}
	sql_text(st, 0, level, sizeof level);
	sqlite3_finalize(st);
	if (m->asked->kind == PACK_QUESTIONS)
		return 0;
	for (size_t i = 0; i < 3; i++)
		if (strcmp(levels[i], m->asked->level ? m->asked->level : level) == 0)
			m->level = levels[i];
	return m->level ? 0 : bad(m, "level", "bad-level", m->asked->level ? m->asked->level : level);
}

/* --- requirements: which sub-items */

static unsigned level_bit(const char *level)
{
	return strcmp(level, "poc") == 0    ? LEVEL_POC
	       : strcmp(level, "core") == 0 ? LEVEL_CORE
					    : LEVEL_IMPORTANT;
}

static bool is_within(const struct sheet_item *item, const char *word)
{
	return strcmp(item->item, word) == 0 || (item->group && strcmp(item->group->item, word) == 0);
}

static int choose_listed(struct making *m, const struct sheet *sheet)
{
	for (const char *const *word = m->asked->items; *word; word++) {
		bool found = false;

		for (size_t i = 0; i < sheet->count; i++)
			if (is_within(&sheet->items[i], *word))
				m->chosen[i] = found = true;
		if (!found)
			return bad(m, "items", "no-item", *word);
	}
	return 0;
}

static int choose_level(struct making *m, const struct sheet *sheet)
{
	struct arena *a = arena_new(GIVEN_MEMORY);
	struct given *given = a ? arena_get(a, sheet->count, sizeof *given) : NULL;
	int r = given ? given_items(m->store, sheet, a, given) : -ENOMEM;

	for (size_t i = 0; r == 0 && i < sheet->count; i++)
		m->chosen[i] = (given[i].item->levels & level_bit(m->level)) != 0;
	if (a)
		arena_free(a);
	return r < 0 ? event_failed(m->store, r, m->e) : 0;
}

static int choose(struct making *m)
{
	const struct sheet *sheet = sheet_named(SHEET);

	if (!sheet || sheet->count > PACK_ITEMS)
		return bad(m, "items", "no-item", SHEET);
	return m->asked->items && *m->asked->items ? choose_listed(m, sheet) : choose_level(m, sheet);
}

static bool is_chosen(const struct making *m, const char *item)
{
	const struct sheet *sheet = sheet_named(SHEET);

	for (size_t i = 0; i < sheet->count; i++)
		if (strcmp(sheet->items[i].item, item) == 0)
			return m->chosen[i];
	return false;
}

/* --- the content */

static void pair_json(struct out *o, const char *key, const char *const text[LANG_COUNT])
{
	json_object(o, key);
	json_str(o, "ja", text[LANG_JA]);
	json_str(o, "en", text[LANG_EN]);
	json_end_object(o);
}

static void wants_json(struct out *o, unsigned wants)
{
	static const char *const names[] = {"choice", "words", "evidence", "day"};

	json_array(o, "wants");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (wants >> i & 1)
			json_str(o, NULL, names[i]);
	json_end_array(o);
}

static void choices_json(struct out *o, const struct pack_ask *ask)
{
	json_array(o, "choices");
	for (unsigned i = 0; i < ask->choice_count; i++) {
		const struct pack_choice *c = &ask->choices[i];

		json_object(o, NULL);
		json_str(o, "value", c->value);
		json_str(o, "ja", c->title[LANG_JA]);
		json_str(o, "en", c->title[LANG_EN]);
		wants_json(o, c->wants);
		json_end_object(o);
	}
	json_end_array(o);
}

static void question_json(struct making *m, const char *id, const char *model, const struct model *of,
			  const struct pack_ask *ask)
{
	struct out *o = &m->content;

	json_object(o, NULL);
	json_str(o, "id", id);
	json_str(o, "name", ask->name);
	json_str(o, "model", model);
	json_str(o, "about", of ? of->about : NULL);
	pair_json(o, "title", ask->title);
	pair_json(o, "ask", ask->ask);
	pair_json(o, "help", ask->help);
	json_array(o, "items");
	for (const char *const *item = ask->items; *item; item++)
		if (m->asked->kind == PACK_QUESTIONS || is_chosen(m, *item))
			json_str(o, NULL, *item);
	json_end_array(o);
	choices_json(o, ask);
	wants_json(o, ask->wants);
	json_end_object(o);
	m->pack->questions++;
}

static bool any_chosen(const struct making *m, const struct pack_ask *ask)
{
	for (const char *const *item = ask->items; *item; item++)
		if (is_chosen(m, *item))
			return true;
	return false;
}

static void requirements_json(struct making *m, const struct pack_form *f)
{
	char id[PACK_QUESTION];

	for (size_t i = 0; i < f->count; i++) {
		snprintf(id, sizeof id, "q%u", m->pack->questions + 1);
		if (any_chosen(m, &f->asks[i]))
			question_json(m, id, NULL, NULL, &f->asks[i]);
	}
}

static void models_json(struct making *m, const struct pack_form *f)
{
	char id[PACK_QUESTION], model[16];

	for (unsigned n = 0; n < m->models; n++)
		for (size_t i = 0; i < f->count; i++) {
			snprintf(model, sizeof model, "m%u", n + 1);
			snprintf(id, sizeof id, "%s.%s", model, f->asks[i].name);
			question_json(m, id, model, &m->model[n], &f->asks[i]);
		}
}

/* --- devices: only what a vendor needs to know which they are */

static int model_of(struct making *m, const char *about)
{
	for (unsigned i = 0; i < m->models; i++)
		if (strcmp(m->model[i].about, about) == 0)
			return (int)i;
	if (m->models == PACK_MODELS)
		return -1;
	snprintf(m->model[m->models].about, sizeof m->model->about, "%s", about);
	return (int)m->models++;
}

static int why_json(struct making *m, int64_t device, const char *shown)
{
	struct pack_reasons reasons;
	int r = pack_reasons(m->store, m->vendor, device, &reasons);

	if (r < 0)
		return event_failed(m->store, r, m->e);
	if (reasons.taken)
		return bad(m, shown, "other-vendor-device", reasons.other);
	json_array(&m->why, shown);
	for (char *at = reasons.why, *word; reasons.any && (word = strsep(&at, " "));)
		json_str(&m->why, NULL, word);
	json_str(&m->why, NULL, "chosen");
	json_end_array(&m->why);
	return 0;
}

/* Names from the wire are hostile. */
static void clean_json(struct out *o, const char *name, const char *text)
{
	char clean[TEXT_ROOM];

	if (text)
		text_clean(text_z(text), clean);
	json_str(o, name, text ? clean : NULL);
}

static int device_json(struct making *m, sqlite3_stmt *row)
{
	static const char *const names[] = {"number", "name", "maker", "model_name", "firmware", "serial"};
	char shown[24], about[200], model[16], clean[TEXT_ROOM];
	int n;

	snprintf(shown, sizeof shown, "d%lld", (long long)sqlite3_column_int64(row, 0));
	text_clean(text_z((const char *)sqlite3_column_text(row, 7)), clean);
	snprintf(about, sizeof about, "%.*s", text_within(clean, sizeof about - 1), clean);
	if ((n = model_of(m, about)) < 0)
		return bad(m, "devices", "too-many-models", "60");
	json_object(&m->content, NULL);
	json_str(&m->content, "device", shown);
	snprintf(model, sizeof model, "m%d", n + 1);
	json_str(&m->content, "model", model);
	for (int i = 0; i < 6; i++)
		clean_json(&m->content, names[i], (const char *)sqlite3_column_text(row, i + 1));
	json_end_object(&m->content);
	m->pack->devices++;
	return why_json(m, sqlite3_column_int64(row, 0), shown);
}

static const char device_sql[] =
	"SELECT d.id, d.number, d.name, d.maker, d.model, d.firmware, d.serial, coalesce(CASE WHEN d.model "
	"IS "
	"NULL THEN NULL ELSE trim(coalesce(d.maker, '') || ' ' || d.model) END, d.number, d.name, d.maker || "
	"' d' || d.id, 'd' || d.id) AS about FROM device_shown d WHERE d.id IN (SELECT value FROM "
	"json_each(?1)) ORDER BY about, d.id";

static int devices_json(struct making *m)
{
	struct out list;
	sqlite3_stmt *st;
	unsigned given = 0;
	int r = out_init(&list, -1), step = SQLITE_DONE;

	if (r < 0)
		return event_failed(m->store, r, m->e);
	json_array(&list, NULL);
	for (size_t i = 0; i < m->asked->devices; i++)
		json_int(&list, NULL, m->asked->device[i]);
	json_end_array(&list);
	st = sql_of(m->store, device_sql, "t", out_bytes(&list, NULL));
	while (st && r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
		r = device_json(m, st);
	sqlite3_finalize(st);
	out_clear(&list);
	if (r == 0 && (!st || step != SQLITE_DONE))
		r = event_failed(m->store, -EIO, m->e);
	for (size_t i = 0; r == 0 && i < m->asked->devices; i++) { /* each of them once, and all there */
		size_t k = 0;

		while (m->asked->device[k] != m->asked->device[i])
			k++;
		given += k == i;
	}
	return r == 0 && given != m->pack->devices ? bad(m, "devices", "no-device", "") : r;
}

/* --- all of it */

static void head_json(struct making *m, const struct pack_form *f)
{
	struct out *o = &m->content;
	char id[24];

	snprintf(id, sizeof id, "p%lld", (long long)m->pack->id);
	json_str(o, "form", PACK_FORM);
	json_str(o, "site", site_setting(m->store, "origin", ""));
	json_str(o, "site_name", site_setting(m->store, "name", ""));
	json_str(o, "pack", id);
	json_str(o, "kind", f->name);
	json_int(o, "edition", f->version);
	json_str(o, "vendor", m->vendor);
	json_str(o, "title", m->title);
	json_str(o, "level", m->level);
	json_str(o, "due_on", m->pack->due_on);
	json_time(o, "made_at", m->w->at);
}

static int content(struct making *m)
{
	const struct pack_form *f = &pack_forms[m->asked->kind];
	int r = 0;

	json_object(&m->content, NULL);
	head_json(m, f);
	json_array(&m->content, "devices");
	json_object(&m->why, NULL);
	if (m->asked->kind == PACK_QUESTIONS)
		r = devices_json(m);
	json_end_object(&m->why);
	json_end_array(&m->content);
	json_array(&m->content, "questions");
	if (r == 0 && m->asked->kind == PACK_QUESTIONS)
		models_json(m, f);
	else if (r == 0)
		requirements_json(m, f);
	json_end_array(&m->content);
	json_end_object(&m->content);
	if (r == 0 && !m->pack->questions)
		r = bad(m, "items", "no-requirement", "");
	if (r == 0 && m->content.total > PACK_CONTENT)
		r = bad(m, "devices", "too-many-devices", "");
	return r;
}

static int tell(struct making *m)
{
	struct event_body b;
	size_t n;
	const char *text = out_bytes(&m->content, &n);

	hash_hex(text, n, m->pack->hash);
	event_begin(&b);
	json_int(&b.o, "pack", m->pack->id);
	json_str(&b.o, "kind", pack_kind_name(m->asked->kind));
	json_str(&b.o, "vendor", m->vendor);
	if (m->asked->contact)
		json_int(&b.o, "contact", m->asked->contact);
	json_str(&b.o, "system", m->pack->system);
	json_str(&b.o, "title", m->title);
	json_str(&b.o, "level", m->level);
	json_str(&b.o, "due_on", m->pack->due_on);
	json_int(&b.o, "questions", m->pack->questions);
	json_int(&b.o, "devices", m->pack->devices);
	json_str(&b.o, "hash", m->pack->hash);
	json_text(&b.o, "content", text, n);
	text = out_bytes(&m->why, &n);
	json_raw(&b.o, "why", text, n);
	return event_told(&b, m->store, "pack-made", m->w, m->e);
}

static int make(struct making *m)
{
	int r = check_texts(m);

	if (r == 0)
		r = check_contact(m);
	if (r == 0)
		r = check_system(m);
	if (r == 0 && m->asked->kind == PACK_REQUIREMENTS)
		r = choose(m);
	else if (r == 0 && (!m->asked->devices || m->asked->devices > PACK_DEVICES))
		r = bad(m, "devices", m->asked->devices ? "too-many-devices" : "no-device", "500");
	if (r < 0)
		return r;
	m->pack->id = sql_number(m->store, 1, "SELECT max(id) + 1 FROM pack", "");
	r = content(m);
	if (r == 0 && (m->content.error || m->why.error))
		r = event_failed(m->store, -ENOMEM, m->e);
	return r == 0 ? tell(m) : r;
}

int pack_make(struct store *s, const struct pack_making *asked, const struct writing *w, struct pack *ret,
	      struct err *e)
{
	struct making m = {.store = s, .asked = asked, .w = w, .pack = ret, .e = e};
	int r;

	*ret = (struct pack){.kind = asked->kind, .contact = asked->contact, .at = w->at};
	m.model = calloc(PACK_MODELS, sizeof *m.model);
	r = m.model ? out_init(&m.content, -1) : -ENOMEM;
	if (r == 0 && (r = out_init(&m.why, -1)) < 0)
		out_clear(&m.content);
	if (r < 0) {
		free(m.model);
		return event_failed(s, r, e);
	}
	r = make(&m);
	if (r == 0) {
		snprintf(ret->vendor, sizeof ret->vendor, "%s", m.vendor);
		snprintf(ret->title, sizeof ret->title, "%s", m.title);
		snprintf(ret->level, sizeof ret->level, "%s", m.level ? m.level : "");
	}
	out_clear(&m.content);
	out_clear(&m.why);
	free(m.model);
	free(m.vendor);
	free(m.title);
	return r;
}

int pack_withdraw(struct store *s, int64_t id, const char *because, const struct writing *w, struct err *e)
{
	struct event_body b;
	struct pack p;
	char shown[24], *why = NULL;
	int r = pack_get(s, id, &p);

	snprintf(shown, sizeof shown, "p%lld", (long long)id);
	if (r < 0)
		return err_set(e, -ENOENT, shown, "no-pack", "%s", "");
	if (p.withdrawn)
		return err_set(e, -EINVAL, shown, "withdrawn", "%s", "");
	if ((r = pack_line("because", because, PACK_LINE, &why, e)) < 0)
		return r;
	if (!*why) {
		free(why);
		return err_set(e, -EINVAL, shown, "wants-because", "%s", "");
	}
	event_begin(&b);
	json_int(&b.o, "pack", id);
	json_str(&b.o, "because", why);
	free(why);
	return event_told(&b, s, "pack-withdrawn", w, e);
}
