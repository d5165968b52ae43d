/* A home for each role: OT what to do first today, IT what is unknown, the director what it may cost and what
 * is asked of him, a vendor his own devices. */
#include "serve/record_json.h"
#include "serve/risk_json.h"
#include "serve/summary.h"

#include "assess/next.h"

#include <stdlib.h>
#include <string.h>

enum { WORST_SHOWN = 5 };

static int first(struct call *c, const char *system)
{
	struct next_rows *n = arena_get(c->arena, 1, sizeof *n);
	struct out *o = c->out;
	int r = n ? next_load(c->store, c->now, system, "jssec-2.1", n) : -12;

	json_array(o, "first");
	for (size_t i = 0; r == 0 && i < n->count; i++) {
		const struct next_row *w = &n->row[i];

		json_object(o, NULL);
		json_str(o, "item", w->item);
		json_str(o, "system", system);
		json_str(o, "why", w->why);
		json_pair(o, "title", w->title[LANG_JA], w->title[LANG_EN]);
		json_pair(o, "needs", w->needs[LANG_JA], w->needs[LANG_EN]);
		json_int(o, "findings", w->findings);
		json_end_object(o);
	}
	json_end_array(o);
	return r;
}

static void worst_case(struct call *c, const struct worst *w, const struct worst_case *one)
{
	struct out *o = c->out;

	json_object(o, NULL);
	json_id(o, "record", 'r', one->record);
	json_str(o, "system", one->system);
	json_str(o, "business", w->business[one->business].name);
	json_str(o, "worst", one->story);
	if (one->loss_known)
		json_int(o, "money", one->loss);
	else
		json_null(o, "money");
	json_end_object(o);
}

/* What may happen at worst, gravest first (assess/worst.h). */
static int worst_cases(struct call *c)
{
	struct worst *w;
	int r = risk_worst_read(c, &w), shown = 0;

	json_array(c->out, "worst_cases");
	for (size_t i = 0; r == 0 && i < w->count && shown < WORST_SHOWN; i++)
		if (viewer_staffs(&c->viewer, w->list[i].system)) {
			worst_case(c, w, &w->list[i]);
			shown++;
		}
	json_end_array(c->out);
	worst_free(w);
	return r;
}

/* Decision requests that nobody has answered. */
static int asked(struct call *c)
{
	struct pick q;

	pick_begin(&q, c,
		   "SELECT " RECORD_COLUMNS
		   " FROM record r WHERE r.kind = 'decision-request' AND r.removed = 0 AND (r.fields ->> "
		   "'$.answer' = 'waiting' OR (r.fields ->> '$.answer' = 'later' AND ");
	pick_text(&q, "r.fields ->> '$.again_on' <= :))", c->today);
	pick_add(&q, " AND " SEES_RECORD " ORDER BY r.id DESC LIMIT 20");
	json_array(c->out, "asked");
	for (struct scan *s = pick_run(&q); s->more; scan_next(s))
		json_record_short(c, s);
	json_end_array(c->out);
	return pick_end(&q);
}

int summary_home(struct summary *s, const char *system)
{
	struct call *c = s->call;
	struct pick q;
	int r;

	json_object(c->out, "home");
	json_str(c->out, "role", s->role);
	r = first(c, system);
	json_int(c->out, "mine", s->mine);
	pick_begin(&q, c, "SELECT count(*) FROM device d WHERE d.known = 0 AND " SEES("d.id"));
	json_int(c->out, "unknowns", pick_one(&q, 0));
	pick_begin(&q, c, "SELECT count(*) FROM finding f WHERE " SEES_FINDING("f.id"));
	json_int(c->out, "findings", pick_one(&q, 0));
	json_int(c->out, "contradictions", s->contradictions);
	r = r < 0 ? r : worst_cases(c);
	r = r < 0 ? r : asked(c);
	json_end_object(c->out);
	return r;
}
