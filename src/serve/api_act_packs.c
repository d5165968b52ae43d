/* Acts on packs: made and taken by IT and OT, answered by the vendor or by who received its file. */
#include "assess/judged.h"
#include "assess/pack_file.h"
#include "serve/act.h"
#include "serve/pack_json.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_packs_make, api_packs_withdraw, api_packs_answer, api_packs_read, api_packs_import,
	api_packs_take;
int api_tables_read(struct call *c); /* api_act_ledger.c */

enum { ITEMS = 150, QUESTIONS = 1000, ARENA_MAX = 64 << 20 };

/* --- making */

static int lists(struct call *c, struct pack_making *m)
{
	struct body_pair *list = arena_get(c->arena, PACK_DEVICES + 1, sizeof *list);
	int64_t *device = arena_get(c->arena, PACK_DEVICES + 1, sizeof *device);
	const char **item = arena_get(c->arena, ITEMS + 1, sizeof *item);
	size_t n;

	if (!list || !device || !item)
		return -ENOMEM;
	m->devices = body_pairs(c, "devices", list, PACK_DEVICES + 1);
	for (size_t i = 0; i < m->devices; i++)
		device[i] = id_number(list[i].value);
	m->device = device;
	n = body_pairs(c, "items", list, ITEMS);
	for (size_t i = 0; i < n; i++)
		item[i] = list[i].value ? list[i].value : "";
	m->items = n ? item : NULL;
	return 0;
}

int api_packs_make(struct call *c)
{
	struct pack_making m = {.vendor = body_text(c, "vendor"),
				.title = body_text(c, "title"),
				.due_on = body_text(c, "due_on"),
				.system = body_text(c, "system"),
				.contact = id_number(body_text(c, "contact")),
				.level = body_text(c, "level")};
	const char *kind = body_text(c, "kind");
	struct writing w = act_writing(c);
	struct err e = {0};
	struct pack p;
	int r = lists(c, &m);

	m.kind = kind && strcmp(kind, "questions") == 0 ? PACK_QUESTIONS : PACK_REQUIREMENTS;
	if (r == 0)
		r = pack_make(c->store, &m, &w, &p, &e);
	if (r < 0)
		return act_problem(c, "pack", r, &e);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'p', p.id);
	json_str(c->out, "hash", p.hash);
	json_int(c->out, "questions", p.questions);
	json_int(c->out, "devices", p.devices);
	json_end_object(c->out);
	c->changed = "records";
	return 201;
}

int api_packs_withdraw(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int r = pack_withdraw(c->store, pack_number(c->path[0]), body_text(c, "because"), &w, &e);

	c->changed = "records";
	return r < 0 ? act_problem(c, "pack", r, &e) : 204;
}

/* --- answers: who may, for which pack */

static int may_answer(struct call *c, const struct pack *p)
{
	return pack_vendor_sees(c, p) ? 0 : act_may(c, RIGHT_PACK_ANSWER, p->system);
}

int api_packs_answer(struct call *c)
{
	const struct pack_said said = {c->path[1],
				       body_text(c, "choice"),
				       body_text(c, "words"),
				       body_text(c, "evidence"),
				       body_text(c, "day"),
				       NULL};
	struct writing w = act_writing(c);
	struct pack_counted n;
	struct err e = {0};
	struct pack p;
	int r = pack_of_path(c, &p);

	if (r == 0)
		r = may_answer(c, &p);
	if (r)
		return r;
	r = pack_answer(c->store, p.id, &said, 1, NULL, &w, &n, &e);
	if (r < 0)
		return act_problem(c, "pack", r, &e);
	json_object(c->out, NULL);
	json_bool(c->out, "changed", n.changed != 0);
	json_int(c->out, "whole", n.whole);
	json_end_object(c->out);
	c->changed = n.changed ? "records" : NULL;
	return 200;
}

int api_packs_read(struct call *c) { return api_tables_read(c); }

/* --- a file: JSON as it is, or the table of a workbook that packs_read took apart */

static int read_back(struct call *c, const struct pack_bringer *b, struct arena *a, struct pack_back *ret,
		     char hash[HASH_HEX], struct err *e)
{
	const char *json = body_text(c, "json"), *csv = body_text(c, "csv"), *name = body_text(c, "name");
	struct grid g;
	int r;

	if (!json && !csv)
		return err_set(e, -EINVAL, "", "not-a-pack", "%s", "");
	hash_hex(json ? json : csv, strlen(json ? json : csv), hash);
	if (json)
		return pack_read_json(c->store, json, strlen(json), b, a, ret, e);
	if (grid_read_csv(csv, strlen(csv), name ? name : "", &g, e) < 0)
		return err_set(e, -EINVAL, "", "not-a-pack", "%s", "");
	r = pack_read_table(c->store, &g, b, a, ret, e);
	grid_clear(&g);
	return r;
}

/* A vendor's person answers for his company alone: no role of his elsewhere changes that. */
static struct pack_bringer bringer(struct call *c)
{
	return (struct pack_bringer){.pack = pack_number(body_text(c, "pack")),
				     .contact = viewer_restricted(&c->viewer) &&
								!viewer_may(&c->viewer, RIGHT_PACK, 0)
							? c->viewer.contact
							: 0};
}

static void counted(struct call *c, const struct pack_back *back, const struct pack_counted *n)
{
	struct pack p = {0};

	pack_get(c->store, back->pack, &p);
	json_object(c->out, NULL);
	json_id(c->out, "pack", 'p', back->pack);
	json_int(c->out, "changed", n->changed);
	json_int(c->out, "same", n->same);
	json_int(c->out, "empty", n->empty);
	json_int(c->out, "whole", n->whole);
	json_int(c->out, "questions", p.questions);
	json_end_object(c->out);
}

static int take_in(struct call *c, struct arena *a)
{
	const struct pack_bringer b = bringer(c);
	struct writing w = act_writing(c);
	struct pack_back back;
	struct pack_counted n;
	struct err e = {0};
	struct pack p;
	char hash[HASH_HEX];
	int r = read_back(c, &b, a, &back, hash, &e);

	if (r == 0 && (r = pack_get(c->store, back.pack, &p)) == 0 && (r = may_answer(c, &p)))
		return r;
	if (r == 0)
		r = pack_answer(c->store, back.pack, back.said, back.count, hash, &w, &n, &e);
	if (r < 0)
		return act_problem(c, "pack", r, &e);
	counted(c, &back, &n);
	c->undo = query_bool(c, "preview") == 1;
	c->changed = !c->undo && n.changed ? "records" : NULL;
	return 200;
}

int api_packs_import(struct call *c)
{
	struct arena *a = arena_new(ARENA_MAX);
	int status = a ? take_in(c, a) : -ENOMEM;

	arena_free(a);
	return status;
}

/* --- taking */

int api_packs_take(struct call *c)
{
	struct body_pair *list = arena_get(c->arena, QUESTIONS, sizeof *list);
	const char **question = arena_get(c->arena, QUESTIONS + 1, sizeof *question);
	struct pack_taking t = {.owner = id_number(body_text(c, "owner")),
				.plan_on = body_text(c, "plan_on"),
				.language = c->language};
	struct writing w = act_writing(c);
	struct pack_taken done;
	struct err e = {0};
	size_t n;
	int r;

	if (!list || !question)
		return -ENOMEM;
	n = body_pairs(c, "questions", list, QUESTIONS);
	for (size_t i = 0; i < n; i++)
		question[i] = list[i].value ? list[i].value : "";
	t.questions = n ? question : NULL;
	t.plan_on = t.plan_on && *t.plan_on ? t.plan_on : NULL;
	r = pack_take(c->store, pack_number(c->path[0]), &t, &w, &done, &e);
	if (r == 0)
		r = answers_write(c->store, c->now);
	if (r < 0)
		return act_problem(c, "pack", r, &e);
	json_object(c->out, NULL);
	json_int(c->out, "questions", done.questions);
	json_int(c->out, "records", done.records);
	json_end_object(c->out);
	c->changed = "records";
	return 200;
}
