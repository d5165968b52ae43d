#include "assess/verdict.h"

#include <string.h>

/* How much of the scope one kind of evidence covers. */
struct cover {
	bool no, some, whole, lapsed;
	int64_t devices; /* that have a valid one of their own */
	int64_t last;    /* device counted last: records of one kind and topic lie by device */
};

static void count_in(struct verdict *v, const struct record_seen *r)
{
	if (v->counts < COUNTED_MAX)
		v->counted[v->counts++] = r->id;
	if (!v->oldest || strcmp(r->made_on, v->oldest) < 0)
		v->oldest = r->made_on;
	if (r->expires_on && (!v->expires || strcmp(r->expires_on, v->expires) < 0))
		v->expires = r->expires_on;
}

/* One more record of the kind asked for. */
static void cover_add(struct cover *c, struct verdict *v, const struct record_seen *r)
{
	if (r->says == 'n')
		c->no = true;
	else if (r->lapsed)
		c->lapsed = true;
	else if (r->whole && r->says == 'y')
		c->whole = true;
	else
		c->some = true;
	if (r->says == 'n' || !r->lapsed)
		count_in(v, r);
	if (!r->lapsed && r->says == 'y' && r->device && r->device != c->last)
		c->devices++, c->last = r->device;
}

static enum record_state state_of(const struct evidence *e, const struct cover *c)
{
	if (c->whole || (c->devices > 0 && c->devices >= e->devices))
		return RECORD_VALID;
	return c->some ? RECORD_PARTLY : c->lapsed ? RECORD_LAPSED : RECORD_MISSING;
}

/* "policy:security", or "drill" whatever its topic. */
static struct cover bound(const struct evidence *e, const struct sheet_record *b, struct verdict *v)
{
	size_t n = strlen(b->kind);
	struct cover c = {0};

	for (size_t i = evidence_first(e, b->kind, n);
	     i < e->records && record_order(&e->record[i], b->kind, n) == 0; i++)
		if (!b->topic || strcmp(e->record[i].topic, b->topic) == 0)
			cover_add(&c, v, &e->record[i]);
	return c;
}

/* Statements, exports, probes about this sub-item. A statement that nobody signed proves nothing. */
static struct cover spoken(const struct evidence *e, const char *kind, const struct sheet_item *item,
			   struct verdict *v)
{
	size_t n = strlen(kind);
	bool must_be_signed = strcmp(kind, "statement") == 0;
	struct cover c = {0};

	for (size_t i = evidence_first(e, kind, n);
	     i < e->records && record_order(&e->record[i], kind, n) == 0; i++)
		if (strcmp(e->record[i].item, item->item) == 0 &&
		    (e->record[i].proven || !must_be_signed || e->record[i].says == 'n'))
			cover_add(&c, v, &e->record[i]);
	return c;
}

enum { BY_STATEMENT, BY_CONFIG, BY_PERMIT, BYS };

static const struct {
	const char *kind;
	unsigned met_by;
	bool declared;
} by[BYS] = {{"statement", MET_STATEMENT, true},
	     {"config-export", MET_CONFIG, false},
	     {"probe-result", MET_PERMIT, false}};

/* What was found while the checks and records of one sub-item were gone through. */
struct found {
	struct cover by[BYS];
	bool some, lapsed, recorded;
	bool measured, imported, declared; /* what the evidence for it consists of */
	bool good;                         /* some of it was measured */
};

/* One check: is it answered by evidence that its met_by allows? */
static bool answered(const struct evidence *e, const struct check *c, const struct outcome_seen *o,
		     struct found *f)
{
	if (o->good > 0) {
		f->some = f->measured = f->good = true;
		if (o->good == o->looked)
			return true;
	}
	for (int i = BYS - 1; i >= 0; i--) {
		const struct cover *k = &f->by[i];

		if (!(c->met_by & by[i].met_by))
			continue;
		if (k->whole || k->some || k->devices) {
			f->some = true;
			*(by[i].declared ? &f->declared : &f->imported) = true;
		}
		if (state_of(e, k) == RECORD_VALID)
			return true;
		f->lapsed |= k->lapsed && !k->some;
	}
	return false;
}

/* What was measured, for the words about it. */
static void measured(struct verdict *v, const struct check *c, const struct outcome_seen *o)
{
	v->asks_measure = true;
	v->findings += o->findings;
	v->looked = o->looked < v->looked ? o->looked : v->looked;
	v->good = o->good > v->good ? o->good : v->good;
	if (o->unfinished)
		v->unfinished = c->name;
}

/* A check that was never asked (there is no capture yet) saw nothing; people may answer it all the same. */
static void walk_checks(const struct evidence *e, const struct sheet_item *item, struct verdict *v,
			struct found *f)
{
	static const struct outcome_seen never;

	v->looked = INT64_MAX;
	for (size_t i = 0; item->checks[i]; i++) {
		const struct check *c = check_by_name(item->checks[i]);
		const struct outcome_seen *o = evidence_outcome(e, item->checks[i]);

		if (c && o)
			measured(v, c, o);
		if (!c || c->met_by == 0)
			continue;
		v->checks++;
		if (!answered(e, c, o ? o : &never, f))
			v->open++, v->met_by |= c->met_by;
	}
	if (v->looked == INT64_MAX)
		v->looked = 0;
}

static void walk_records(const struct evidence *e, const struct sheet_item *item, struct verdict *v,
			 struct found *f)
{
	for (size_t i = 0; item->records[i].kind && i < NEEDED_MAX; i++) {
		struct cover c = bound(e, &item->records[i], v);

		v->needed[i] = state_of(e, &c);
		v->denied |= c.no;
		f->recorded |= c.no || v->needed[i] != RECORD_MISSING;
		f->declared |= v->needed[i] >= RECORD_PARTLY;
	}
	for (int i = 0; i < BYS; i++) {
		f->by[i] = spoken(e, by[i].kind, item, v);
		v->denied |= f->by[i].no;
		f->recorded |= f->by[i].no || state_of(e, &f->by[i]) != RECORD_MISSING;
	}
}

static bool any(const struct verdict *v, const struct sheet_item *item, enum record_state state)
{
	for (size_t i = 0; item->records[i].kind && i < NEEDED_MAX; i++)
		if (v->needed[i] == state)
			return true;
	return false;
}

static const char *word_of(struct verdict *v, const struct sheet_item *item, const struct found *f)
{
	bool missing = any(v, item, RECORD_MISSING), measured = v->checks > 0 && v->open == 0;

	if (v->findings || v->denied)
		return "not-met";
	if (!v->unfinished && v->checks == 0 && !f->recorded)
		return "person";
	v->expired = !v->unfinished && (any(v, item, RECORD_LAPSED) || (v->open && f->lapsed));
	if (v->unfinished || v->expired || (v->checks && !f->some) || (missing && v->checks == 0))
		return "unknown";
	if (missing || any(v, item, RECORD_PARTLY) || (v->checks && !measured))
		return "partly";
	return v->checks || f->recorded ? "met" : "unknown";
}

static const char *grade_of(const struct verdict *v, const struct found *f)
{
	if (strcmp(v->word, "person") == 0)
		return "unmeasurable";
	if (strcmp(v->word, "unknown") == 0)
		return "none";
	if (strcmp(v->word, "not-met") == 0)
		return v->findings ? "measured" : "declared";
	return f->declared ? "declared" : f->imported ? "imported" : "measured";
}

void verdict_of(const struct evidence *e, const struct sheet_item *item, struct verdict *ret)
{
	struct found f = {0};

	*ret = (struct verdict){0};
	walk_records(e, item, ret, &f);
	walk_checks(e, item, ret, &f);
	ret->word = word_of(ret, item, &f);
	ret->grade = grade_of(ret, &f);
}
