#include "assess/worst.h"

#include "assess/record.h"
#include "assess/worst_parts.h"
#include "base/arena.h"
#include "base/fold.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORST_MEMORY = 64 << 20, NAME_ROOM = 512 };

static const char *const harms[] = {"stop", "wrong-value", "injury", "leak", "partner", "unknown"};
static const char *const effects[] = {"serious", "limited", "unknown", "none"};
static const char *const weights[] = {"core", "important", "support", "trial", "unknown"};

const char *worst_harm_token(enum worst_harm h) { return harms[h]; }
const char *worst_effect_token(enum worst_effect e) { return effects[e]; }
const char *worst_weight_token(enum worst_weight w) { return weights[w]; }

static unsigned word(const char *text, const char *const *words, unsigned count, unsigned otherwise)
{
	for (unsigned i = 0; text && i < count; i++)
		if (strcmp(text, words[i]) == 0)
			return i;
	return otherwise;
}

/* --- reading */

struct reading {
	struct worst *w;
	const char *today;
	size_t room, business_room;
	/* by index of list: what its writer said of the business; "": none; NULL: was not asked */
	const char **named;
};

static const char *kept(struct reading *r, const char *text)
{
	return text ? arena_text(r->w->memory, text, strlen(text)) : NULL;
}

/* A field's value; NULL when it is not filled, is a reason why there is none, or was not asked then. */
static const struct record_value *value(const struct record *r, const char *name)
{
	int i = record_field(r->kind, name);

	return i >= 0 && r->values[i].text ? &r->values[i] : NULL;
}

static const char *said(const struct record *r, const char *name)
{
	const struct record_value *v = value(r, name);

	return v && !v->none ? v->text : NULL;
}

static enum worst_effect effect(const struct record *r, const char *name)
{
	return (enum worst_effect)word(said(r, name), effects, EFFECTS, EFFECT_UNKNOWN);
}

static int grown(void **list, size_t count, size_t *room, size_t size)
{
	size_t more = *room ? *room * 2 : 32;
	void *p;

	if (count < *room)
		return 0;
	p = realloc(*list, more * size);
	if (!p)
		return -ENOMEM;
	*list = p;
	*room = more;
	return 0;
}

static struct worst_case case_of(struct reading *x, const struct record *r)
{
	const struct record_value *loss = value(r, "loss");
	struct worst_case c = {
		.record = r->id,
		.device = r->device,
		.business = WORST_NONE,
		.harm = (enum worst_harm)word(said(r, "harm"), harms, WORST_UNKNOWN, WORST_UNKNOWN),
		.safety = effect(r, "safety"),
		.quality = effect(r, "quality"),
		.delivery = effect(r, "delivery"),
		.core = effect(r, "serious"),
		.loss_known = loss && !loss->none,
		.loss = loss && !loss->none ? strtoll(loss->text, NULL, 10) : 0,
		.loss_why = loss && loss->none ? kept(x, loss->text) : NULL,
		.story = kept(x, said(r, "story")),
		.spread = kept(x, said(r, "spread")),
		.measure = kept(x, said(r, "measure")),
		.expired = !record_valid(r, x->today),
		.is_signed = r->is_signed,
	};

	snprintf(c.system, sizeof c.system, "%s", r->system);
	snprintf(c.made_on, sizeof c.made_on, "%s", r->made_on);
	snprintf(c.expires_on, sizeof c.expires_on, "%s", r->expires_on);
	return c;
}

static int case_row(void *ctx, const struct record *r)
{
	struct reading *x = ctx;
	struct worst *w = x->w;
	const struct record_value *business;
	size_t room = x->room;
	int e = grown((void **)&w->list, w->count, &x->room, sizeof *w->list);

	if (w->count >= WORST_MOST) {
		w->dropped++;
		return 0;
	}
	if (e == 0 && x->room != room) {
		const char **p = realloc(x->named, x->room * sizeof *p);

		if (!p)
			return -ENOMEM;
		x->named = p;
	}
	if (e < 0)
		return e;
	business = value(r, "business");
	x->named[w->count] = !business ? NULL : business->none ? "" : kept(x, business->text);
	w->list[w->count++] = case_of(x, r);
	return 0;
}

static int business_row(void *ctx, const struct record *r)
{
	struct reading *x = ctx;
	struct worst *w = x->w;
	const char *endures = said(r, "endures"), *day = said(r, "day_loss");
	struct worst_business *b;

	if (w->business_count >= WORST_MOST) {
		w->dropped++;
		return 0;
	}
	if (grown((void **)&w->business, w->business_count, &x->business_room, sizeof *w->business) < 0)
		return -ENOMEM;
	b = &w->business[w->business_count++];
	*b = (struct worst_business){
		.record = r->id,
		.name = kept(x, said(r, "business")),
		.weight = (enum worst_weight)word(said(r, "weight"), weights, WEIGHT_UNKNOWN, WEIGHT_UNKNOWN),
		.dependence = kept(x, said(r, "dependence")),
		.fallback = kept(x, said(r, "fallback")),
		.customers = kept(x, said(r, "customers")),
		.day_loss = day ? strtoll(day, NULL, 10) : -1,
		.endures = endures ? strtoll(endures, NULL, 10) : -1,
		.expired = !record_valid(r, x->today),
	};
	snprintf(b->system, sizeof b->system, "%s", r->system);
	return 0;
}

/* --- which business */

static bool same_name(const char *a, const char *b)
{
	char x[NAME_ROOM], y[NAME_ROOM];

	if (!a || !b)
		return false;
	fold(a, strlen(a), x, sizeof x);
	fold(b, strlen(b), y, sizeof y);
	return strcmp(x, y) == 0;
}

/* "r12" names the record itself; a name is looked for in its own system first. */
static size_t business_named(const struct worst *w, const char *name, const char *system)
{
	size_t found = WORST_NONE;
	char number[24];

	for (size_t i = 0; i < w->business_count; i++) {
		const struct worst_business *b = &w->business[i];

		snprintf(number, sizeof number, "r%lld", (long long)b->record);
		if (!same_name(b->name, name) && !(b->record && strcmp(number, name) == 0))
			continue;
		if (strcmp(b->system, system) == 0)
			return i;
		if (found == WORST_NONE)
			found = i;
	}
	return found;
}

/* A record that was not asked which: the only business of its system, if there is one and no other. */
static size_t business_only(const struct worst *w, const char *system)
{
	size_t found = WORST_NONE;

	for (size_t i = 0; i < w->business_count; i++) {
		if (!w->business[i].record || strcmp(w->business[i].system, system) != 0)
			continue;
		if (found != WORST_NONE)
			return WORST_NONE;
		found = i;
	}
	return found;
}

static size_t business_without_name(const struct worst *w)
{
	for (size_t i = 0; i < w->business_count; i++)
		if (!w->business[i].name && !w->business[i].record)
			return i;
	return WORST_NONE;
}

static int business_add(struct reading *x, const char *name, const char *system, size_t *ret)
{
	struct worst *w = x->w;
	struct worst_business *b;

	if (grown((void **)&w->business, w->business_count, &x->business_room, sizeof *w->business) < 0)
		return -ENOMEM;
	b = &w->business[ *ret = w->business_count++];
	*b = (struct worst_business){.name = name, .weight = WEIGHT_UNKNOWN, .endures = -1, .day_loss = -1};
	snprintf(b->system, sizeof b->system, "%s", name ? system : "site");
	return 0;
}

static int assign(struct reading *x)
{
	struct worst *w = x->w;
	int e = 0;

	for (size_t i = 0; i < w->count && e == 0; i++) {
		struct worst_case *c = &w->list[i];
		const char *name = x->named[i];

		if (!name)
			c->business = business_only(w, c->system);
		else if (*name)
			c->business = business_named(w, name, c->system);
		if (c->business == WORST_NONE && (!name || !*name))
			c->business = business_without_name(w);
		if (c->business == WORST_NONE)
			e = business_add(x, name && *name ? name : NULL, c->system, &c->business);
	}
	return e;
}

static int read_all(struct store *s, struct reading *x)
{
	int e = record_each(s, &(struct record_filter){.kind = "business"}, business_row, x);

	e = e < 0 ? e : record_each(s, &(struct record_filter){.kind = "worst-case"}, case_row, x);
	e = e < 0 ? e : assign(x);
	return e < 0 ? e : worst_order(x->w);
}

int worst_read(struct store *s, const char *today, struct worst **ret)
{
	struct reading x = {.w = calloc(1, sizeof *x.w), .today = today};
	int e = -ENOMEM;

	*ret = x.w;
	if (x.w && (x.w->memory = arena_new(WORST_MEMORY)))
		e = read_all(s, &x);
	free(x.named);
	return e;
}

void worst_free(struct worst *w)
{
	if (!w)
		return;
	if (w->memory)
		arena_free(w->memory);
	free(w->list);
	free(w->business);
	free(w->by_business);
	free(w);
}
