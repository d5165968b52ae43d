/* GET /sheets/{sheet}/{system}/{item}: one row with all it rests on. */
#include "serve/event_json.h"
#include "serve/finding_json.h"
#include "serve/mapping_json.h"
#include "serve/record_json.h"
#include "serve/row_json.h"
#include "serve/system_json.h"

#include "assess/assess.h"
#include "assess/evidence.h"
#include "assess/record_kind.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_sheet_row;

struct showing {
	struct call *call;
	const char *item;
	bool found;
};

static void numbers(struct out *o, const int64_t *id, size_t n)
{
	json_array(o, NULL);
	for (size_t i = 0; i < n; i++)
		json_int(o, NULL, id[i]);
	json_end_array(o);
}

/* "[3,7]" in the arena. */
static const char *listed(struct call *c, const int64_t *id, size_t n)
{
	const char *text = NULL;
	struct out o;
	size_t length;

	if (out_init(&o, -1) < 0)
		return "[]";
	numbers(&o, id, n);
	text = out_bytes(&o, &length);
	text = text ? arena_text(c->arena, text, length) : NULL;
	out_clear(&o);
	return text ? text : "[]";
}

static int findings(struct call *c, const struct sheet_row *r)
{
	struct pick q;

	pick_begin(&q, c, "SELECT " FINDING_COLUMNS " FROM " FINDING_FROM " WHERE " SEES_FINDING("f.id"));
	pick_text(&q, " AND f.id IN (SELECT value FROM json_each(:)) ORDER BY f.severity, f.id LIMIT 200",
		  listed(c, r->findings, r->finding_count));
	return json_findings_of(c, "findings", &q);
}

static int records(struct call *c, const struct sheet_row *r)
{
	struct pick q;

	pick_begin(&q, c, "SELECT " RECORD_COLUMNS " FROM record r WHERE " SEES_RECORD);
	pick_text(&q, " AND r.id IN (SELECT value FROM json_each(:)) ORDER BY r.id DESC LIMIT 200",
		  listed(c, r->records, r->record_count));
	json_array(c->out, "records");
	for (struct scan *s = pick_run(&q); s->more; scan_next(s))
		json_record_short(c, s);
	json_end_array(c->out);
	return pick_end(&q);
}

static void one_check(struct call *c, const char *name, const char *system)
{
	static const char *const words[] = {"refused", "permit", "config", "statement", "seen"};
	const struct check *k = check_by_name(name);
	struct out *o = c->out;
	struct pick q;

	if (!k)
		return;
	pick_begin(&q, c, "SELECT findings FROM outcome WHERE ");
	pick_text(&q, "check_name = :", name);
	pick_text(&q, " AND system = :", system);
	json_object(o, NULL);
	json_str(o, "name", k->name);
	json_int(o, "version", k->version);
	json_str(o, "severity", severity_token(k->severity));
	json_pair(o, "title", check_title(k->title.ja, LANG_JA, c->arena),
		  check_title(k->title.en, LANG_EN, c->arena));
	json_str(o, "sql", k->question);
	json_array(o, "met_by");
	for (int i = 0; i < 5; i++)
		if (k->met_by & 1u << i)
			json_str(o, NULL, words[i]);
	json_end_array(o);
	json_int(o, "findings", pick_one(&q, 0));
	json_end_object(o);
}

static void wanted(struct call *c, const struct sheet_item *it)
{
	json_array(c->out, "wanted");
	for (const struct sheet_record *r = it ? it->records : NULL; r && r->kind; r++) {
		json_object(c->out, NULL);
		json_str(c->out, "kind", r->kind);
		json_str(c->out, "topic", r->topic);
		json_record_title(c->out, "title", r->kind, r->topic);
		json_end_object(c->out);
	}
	json_end_array(c->out);
}

static void see(struct call *c, const struct sheet_item *it)
{
	json_array(c->out, "see");
	for (size_t i = 0; it && it->group->see[i]; i++) {
		const struct sheet_group *g = sheet_group(sheets[0].name, it->group->see[i]);
		const struct sheet_item *sub = sheet_item(sheets[0].name, it->group->see[i]);

		json_object(c->out, NULL);
		json_str(c->out, "item", it->group->see[i]);
		if (sub)
			json_pair(c->out, "title", sub->title_ja, sub->title_en);
		else
			json_pair(c->out, "title", g ? g->title_ja : it->group->see[i], g ? g->title_en : "");
		json_end_object(c->out);
	}
	json_end_array(c->out);
}

/* Terms of a mapping that this sub-item, or its item, is mapped to; false: none, and nothing is written. */
static bool mapped_by(struct call *c, const struct mapping *m, const char *item)
{
	bool open = false;

	for (size_t i = 0; i < m->term_count; i++) {
		if (!mapping_maps(m, item, &m->terms[i]))
			continue;
		if (!open) {
			json_object(c->out, NULL);
			json_str(c->out, "mapping", m->name);
			json_pair(c->out, "title", m->title[LANG_JA], m->title[LANG_EN]);
			json_array(c->out, "ids");
		}
		open = true;
		json_mapping_term(c->out, &m->terms[i]);
	}
	return open;
}

static void mapped(struct call *c, const struct sheet_item *it)
{
	json_array(c->out, "mapped");
	for (size_t i = 0; it && i < mapping_count; i++)
		if (mapped_by(c, &mappings[i], it->item)) {
			json_end_array(c->out);
			json_end_object(c->out);
		}
	json_end_array(c->out);
}

static int history(struct call *c, const char *item, const char *system)
{
	char mentions[64], kinds[400];

	snprintf(mentions, sizeof mentions, "\"%s\"", item);
	snprintf(kinds, sizeof kinds,
		 " AND e.kind IN ('decision-made', 'decision-withdrawn', 'decision-signed', "
		 "'answers-changed', "
		 "'own-item-added', 'record-added', 'record-edited', 'record-removed') AND instr(e.body, "
		 "'\"system\":\"%.20s\"')",
		 system);
	return json_history(c, "history", mentions, kinds, 100);
}

static int detail(struct call *c, const struct sheet_row *r)
{
	const struct sheet_item *it = sheet_item(c->path[0], r->item);
	int code;

	json_object(c->out, NULL);
	json_sheet_row(c, "row", r);
	json_pair(c->out, "why", r->why[LANG_JA], r->why[LANG_EN]);
	json_pair(c->out, "examine", r->examine[LANG_JA], r->examine[LANG_EN]);
	see(c, it);
	mapped(c, it);
	json_array(c->out, "checks");
	for (size_t i = 0; it && it->checks[i]; i++)
		one_check(c, it->checks[i], c->path[1]);
	json_end_array(c->out);
	wanted(c, it);
	code = findings(c, r);
	code = code < 0 ? code : records(c, r);
	code = code < 0 ? code : history(c, r->item, c->path[1]);
	json_end_object(c->out);
	return code;
}

static int show(void *ctx, const struct sheet_row *r)
{
	struct showing *s = ctx;
	int code;

	if (strcmp(r->item, s->item) != 0)
		return 0;
	s->found = true;
	code = detail(s->call, r);
	return code < 0 ? code : -ECANCELED; /* the rest is not asked for */
}

int api_sheet_row(struct call *c)
{
	struct showing s = {.call = c, .item = c->path[2]};
	struct system_row system;
	int r = sheet_named(c->path[0]) ? system_named(c, c->path[1], &system) : -ENOENT;

	if (r == 0)
		r = sheet_rows(c->store, c->now, c->path[1], c->path[0], show, &s);
	if (r == -ENOENT || (r == 0 && !s.found))
		return problem(c, 404, "no-such-path", NULL, NULL);
	return r == -ECANCELED ? 200 : r;
}
