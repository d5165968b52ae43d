/* Acts on J-CLICS: answers, what stands beside, the customer's own copy of the questions; and a look at
 * another site's file. */
#include "serve/act.h"

#include "assess/jclics.h"
#include "ingest/grid.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

api_handler api_jclics_answer, api_jclics_withdraw, api_jclics_bind, api_jclics_import, api_jclics_compare;

static unsigned slot_of(const struct call *c)
{
	char *end;
	unsigned long n = strtoul(c->path[1], &end, 10);

	return *end || n > JCLICS_SLOTS_MAX ? 0 : (unsigned)n;
}

/* Is there such a question? 0 or a status. */
static int begin(struct call *c)
{
	const struct jclics_edition *e = jclics_named(c->path[0]);
	unsigned slot = slot_of(c);

	return e && slot >= 1 && slot <= e->slots ? 0 : problem(c, 404, "no-such-path", NULL, NULL);
}

static int end(struct call *c, int r, const struct err *e)
{
	c->changed = "records";
	return r < 0 ? act_problem(c, "jclics", r, e) : 204;
}

int api_jclics_answer(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int r = begin(c);

	if (r)
		return r;
	r = jclics_answer(c->store, c->path[0], slot_of(c), body_text(c, "answer"), body_text(c, "reason"),
			  body_text(c, "expires_on"), &w, &e);
	return end(c, r, &e);
}

int api_jclics_withdraw(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int r = begin(c);

	if (r)
		return r;
	return end(c, jclics_withdraw(c->store, c->path[0], slot_of(c), &w, &e), &e);
}

static size_t words(struct call *c, const char *member, const char *to[JCLICS_BOUND_MOST])
{
	struct body_pair list[JCLICS_BOUND_MOST + 1];
	size_t n = body_pairs(c, member, list, JCLICS_BOUND_MOST + 1);

	for (size_t i = 0; i < n && i < JCLICS_BOUND_MOST; i++)
		to[i] = list[i].value ? list[i].value : "";
	return n;
}

int api_jclics_bind(struct call *c)
{
	struct writing w = act_writing(c);
	struct jclics_beside b = {0};
	struct err e = {0};
	int r = begin(c);

	if (r)
		return r;
	b.checks = words(c, "checks", b.check);
	b.records = words(c, "records", b.record);
	return end(c, jclics_bind(c->store, c->path[0], slot_of(c), &b, &w, &e), &e);
}

/* --- the customer's own copy */

static void taken(struct call *c, const struct jclics_edition *e, const struct jclics_texts *t)
{
	json_object(c->out, NULL);
	json_int(c->out, "taken", (int64_t)t->count);
	json_int(c->out, "slots", e->slots);
	json_int(c->out, "passed", (int64_t)t->passed);
	json_array(c->out, "items");
	for (size_t i = 0; i < t->count; i++) {
		json_object(c->out, NULL);
		json_int(c->out, "slot", t->text[i].slot);
		json_str(c->out, "field", t->text[i].field);
		json_str(c->out, "question", t->text[i].question);
		json_end_object(c->out);
	}
	json_end_array(c->out);
	json_end_object(c->out);
}

static int import(struct call *c, const struct jclics_edition *e, const struct grid *g)
{
	struct writing w = act_writing(c);
	struct jclics_texts t;
	struct err err = {0};
	int r = jclics_read(g, e, c->arena, &t);

	if (r < 0)
		return r;
	c->undo = query_bool(c, "preview") == 1;
	if ((r = jclics_import(c->store, e, &t, &w, &err)) < 0)
		return act_problem(c, "jclics", r, &err);
	taken(c, e, &t);
	if (!c->undo)
		c->changed = "records";
	return 200;
}

int api_jclics_import(struct call *c)
{
	const struct jclics_edition *e = jclics_named(c->path[0]);
	const char *name = body_text(c, "name");
	struct err err = {0};
	struct grid g;
	char *bytes;
	size_t n;
	int r;

	if (!e)
		return problem(c, 404, "no-such-path", NULL, NULL);
	if (!(bytes = body_content(c, &n)))
		return problem_said(c, 422, "act.bad-base64", "base64", "");
	r = grid_read_csv(bytes, n, name ? name : "", &g, &err);
	if (r < 0) {
		r = act_problem(c, "error", r, &err);
	} else {
		r = import(c, e, &g);
		grid_clear(&g);
	}
	free(bytes);
	return r;
}

/* --- another site's file: nothing is written */

struct comparing {
	struct call *call;
	const struct jclics_theirs *theirs;
	int64_t same, differ;
};

static const char *word(char answer) { return answer == 'y' ? "yes" : answer == 'n' ? "no" : "none"; }

static int one(void *ctx, const struct jclics_slot *s)
{
	struct comparing *x = ctx;
	struct out *o = x->call->out;
	char ours = (char)(s->answer && !s->expired && !s->other_question ? s->answer[0] : 0);
	char theirs = x->theirs->answer[s->slot];

	x->same += ours && ours == theirs;
	x->differ += ours && theirs && ours != theirs;
	json_object(o, NULL);
	json_int(o, "slot", s->slot);
	json_str(o, "question", s->question);
	json_str(o, "ours", word(ours));
	json_str(o, "theirs", word(theirs));
	json_str(o, "ours_on", ours ? s->answered_on : NULL);
	json_str(o, "theirs_on",
		 theirs && *x->theirs->answered_on[s->slot] ? x->theirs->answered_on[s->slot] : NULL);
	json_end_object(o);
	return 0;
}

static int compared(struct call *c, const struct jclics_theirs *theirs)
{
	struct comparing x = {c, theirs, 0, 0};
	int r;

	json_object(c->out, NULL);
	json_str(c->out, "edition", theirs->edition->name);
	json_object(c->out, "theirs");
	json_str(c->out, "site", theirs->site);
	json_str(c->out, "as_of", theirs->as_of);
	json_end_object(c->out);
	json_array(c->out, "items");
	r = jclics_each(c->store, theirs->edition, c->today, one, &x);
	json_end_array(c->out);
	json_int(c->out, "same", x.same);
	json_int(c->out, "differ", x.differ);
	json_end_object(c->out);
	return r < 0 ? r : 200;
}

int api_jclics_compare(struct call *c)
{
	static struct jclics_theirs theirs;
	const char *file = body_json(c, "file");
	struct err e = {0};
	int r = file ? jclics_theirs_read(c->store, file, strlen(file), &theirs, &e) : -EINVAL;

	c->undo = true;
	if (r < 0)
		return file ? act_problem(c, "jclics", r, &e) : problem(c, 400, "bad-type", "file", "file");
	return compared(c, &theirs);
}
