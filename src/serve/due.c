#include "serve/due.h"
#include "serve/record_json.h"

#include "assess/rows.h"
#include "assess/system.h"
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct looking {
	struct call *call;
	struct dues *dues;
	const char *system;
	bool decisions;
};

static struct due *another(struct dues *d)
{
	if (d->count == DUE_MOST) {
		d->more++;
		return NULL;
	}
	return &d->list[d->count++];
}

static const char *kept(struct call *c, const char *s)
{
	const char *copy = s ? arena_text(c->arena, s, strlen(s)) : NULL;

	return copy ? copy : "";
}

/* --- records */

static void record(struct looking *l, const struct scan *s, const char *date, const char *why)
{
	struct due *d = another(l->dues);

	if (!d)
		return;
	*d = (struct due){.kind = "record", .why = why};
	snprintf(d->id, sizeof d->id, "r%lld", (long long)s->key);
	snprintf(d->record_kind, sizeof d->record_kind, "%s", scan_str(s, 1));
	snprintf(d->system, sizeof d->system, "%s", scan_str(s, 2));
	snprintf(d->date, sizeof d->date, "%s", date);
}

static int records(struct looking *l, const char *until)
{
	struct call *c = l->call;
	struct pick q;

	pick_begin(&q, c,
		   "SELECT r.id, r.kind, r.system, r.expires_on, CASE WHEN r.says <> 'yes' THEN r.plan_on "
		   "END FROM record "
		   "r WHERE r.removed = 0 AND " SEES_RECORD);
	pick_text(&q, " AND (r.expires_on <= : OR (r.says <> 'yes' AND r.plan_on <= :))", until);
	if (l->system)
		pick_text(&q, " AND r.system = :", l->system);
	for (struct scan *s = pick_run(&q); s->more; scan_next(s)) {
		const char *expires = scan_str(s, 3), *plan = scan_str(s, 4);

		if (expires && strcmp(expires, until) <= 0)
			record(l, s, expires, strcmp(expires, c->today) < 0 ? "due-expired" : "due-expires");
		if (plan && strcmp(plan, until) <= 0)
			record(l, s, plan, strcmp(plan, c->today) < 0 ? "due-late" : "due-plan");
	}
	return pick_end(&q);
}

/* --- decisions */

void due_row(struct call *c, struct dues *all, const char *system, const struct sheet_row *r)
{
	const char *why = r->contradiction              ? "due-contradiction"
			  : r->reopened                 ? "due-reopened"
			  : !strcmp(r->state, "review") ? "due-review"
							: NULL;
	struct due *d = why && r->decision.choice ? another(all) : NULL;

	if (!d)
		return;
	*d = (struct due){.kind = "decision", .why = why};
	snprintf(d->id, sizeof d->id, "%s", r->item);
	snprintf(d->system, sizeof d->system, "%s", system);
	d->ja = kept(c, r->title[LANG_JA]);
	d->en = kept(c, r->title[LANG_EN]);
}

static int row(void *ctx, const struct sheet_row *r)
{
	struct looking *l = ctx;

	due_row(l->call, l->dues, l->system, r);
	return 0;
}

static int decisions(struct looking *l)
{
	return sheet_rows(l->call->store, l->call->now, l->system, "jssec-2.1", row, l);
}

/* --- systems: their trials and their decisions */

static int one_system(void *ctx, const struct system_row *s)
{
	struct looking *all = ctx;
	struct looking l = {all->call, all->dues, NULL, all->decisions};
	char id[24];
	struct due *d;

	snprintf(id, sizeof id, "s%lld", (long long)s->id);
	if (!viewer_sees_system(&l.call->viewer, id) || (all->system && strcmp(all->system, id)))
		return 0;
	if (s->stray && (d = another(l.dues))) {
		*d = (struct due){.kind = "trial", .why = "due-stray"};
		snprintf(d->id, sizeof d->id, "%s", id);
		snprintf(d->system, sizeof d->system, "%s", id);
		snprintf(d->date, sizeof d->date, "%s", s->end);
		d->ja = d->en = kept(l.call, s->name);
	}
	l.system = id;
	return all->decisions ? decisions(&l) : 0;
}

static int by_date(const void *a, const void *b)
{
	const struct due *x = a, *y = b;
	int order = strcmp(x->date, y->date);

	return order ? order : strcmp(x->id, y->id);
}

void due_sort(struct dues *d) { qsort(d->list, d->count, sizeof *d->list, by_date); }

struct dues *dues_of(struct call *c, int64_t days, const char *system, bool walk)
{
	struct looking l = {c, arena_get(c->arena, 1, sizeof *l.dues), system, walk};
	char until[DATE_ROOM];
	int r;

	if (!l.dues)
		return NULL;
	date_text(date_days(c->today) + (int32_t)days, until);
	r = records(&l, until);
	if (r == 0 && walk && viewer_sees_system(&c->viewer, "site") &&
	    (!system || strcmp(system, "site") == 0)) {
		l.system = "site";
		r = decisions(&l);
		l.system = system;
	}
	if (r == 0 && (!system || strcmp(system, "site") != 0))
		r = system_each(c->store, c->today, one_system, &l);
	if (r < 0)
		return NULL;
	due_sort(l.dues);
	return l.dues;
}

void json_due(struct call *c, const struct due *d)
{
	struct out *o = c->out;
	char key[48];

	json_object(o, NULL);
	json_str(o, "kind", d->kind);
	json_str(o, "id", d->id);
	json_str(o, "system", d->system);
	if (*d->record_kind)
		json_record_title(o, "title", d->record_kind, NULL);
	else
		json_pair(o, "title", d->ja, d->en);
	json_str(o, "date", *d->date ? d->date : NULL);
	if (*d->date)
		json_int(o, "days", date_days(d->date) - date_days(c->today));
	else
		json_null(o, "days");
	snprintf(key, sizeof key, "%s.%s", "api", d->why);
	json_lang(o, "why", key);
	json_end_object(o);
}
