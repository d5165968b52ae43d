#include "serve/summary.h"
#include "serve/due.h"

#include <string.h>

const char *const verdict_names[VERDICTS] = {"met", "partly", "not-met", "unknown", "person"};
const char *const state_names[STATES] = {"decide", "good", "amber", "verify", "review", "note", "accepted"};

static int index_of(const char *const *names, int n, const char *word)
{
	for (int i = 0; i < n; i++)
		if (strcmp(names[i], word) == 0)
			return i;
	return 0;
}

/* Does the row wait for somebody of this side: to decide (who leads it), or to sign? */
static bool waits_for(const struct sheet_row *r, const char *role)
{
	bool leads = r->lead == LEAD_BOTH || (r->lead == LEAD_IT && !strcmp(role, "it")) ||
		     (r->lead == LEAD_OT && !strcmp(role, "ot"));

	if (!r->decision.choice)
		return leads && (!strcmp(role, "it") || !strcmp(role, "ot"));
	return strstr(r->open_sides, role) != NULL;
}

static int count(void *ctx, const struct sheet_row *r)
{
	struct summary *s = ctx;
	struct function_counts *f;

	due_row(s->call, s->dues, s->scope, r);
	if (!r->asked)
		return 0;
	s->mine += waits_for(r, s->role);
	s->contradictions += r->contradiction;
	if (!*r->category)
		return 0;
	f = &s->function[sheet_function(r->category)];
	f->rows++;
	f->verdict[index_of(verdict_names, VERDICTS, r->verdict)]++;
	f->state[index_of(state_names, STATES, r->state)]++;
	f->provisional += r->provisional[LANG_JA] != NULL;
	return 0;
}

int summary_count(struct summary *s, const char *system)
{
	s->scope = system;
	return sheet_rows(s->call->store, s->call->now, system, "jssec-2.1", count, s);
}

int summary_weakest(const struct summary *s)
{
	int weakest = -1;

	for (int i = 0; i < FUNCTIONS; i++) {
		const struct function_counts *f = &s->function[i],
					     *w = weakest < 0 ? NULL : &s->function[weakest];

		/* (2 met + partly) / rows, compared without dividing */
		if (f->rows && (!w || (2 * f->verdict[0] + f->verdict[1]) * w->rows <
					      (2 * w->verdict[0] + w->verdict[1]) * f->rows))
			weakest = i;
	}
	return weakest;
}
