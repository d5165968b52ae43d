/* Which places there are, what decides about each, and their order. Why in words: first_words.c. */
#include "assess/first_parts.h"

#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const reaches[] = {"internet", "other-segment", "same-segment", "not-seen"};
static const char *const whys[] = {"reach", "ease", "worth", "commands", "uncovered", "covered", "attacks"};

const char *first_reach_token(enum first_reach r) { return reaches[r]; }
const char *first_why_token(enum first_why w) { return whys[w]; }

/* --- what is seen of each device */

/* From where it answered; scans and what was sent to all say nothing of that. */
static const char reach_sql[] = "SELECT f.server, MIN(CASE WHEN f.client_outside IS NOT NULL THEN 0 WHEN "
				"c.router = 0 AND d.router = 0 AND "
				"coalesce(c.behind, 0) <> coalesce(d.behind, 0) THEN 1 ELSE 2 END), COUNT(*) "
				"FROM flow f JOIN device d ON "
				"d.id = f.server LEFT JOIN device c ON c.id = f.client WHERE f.answered = 1 "
				"AND f.to_group = 0 AND f.scan = 0 "
				"GROUP BY f.server";
static const char weak_sql[] = "SELECT device, check_name, severity, control IS NULL FROM weakness";
static const char commands_sql[] = "SELECT DISTINCT client, server FROM command WHERE client IS NOT NULL AND "
				   "server IS NOT NULL AND client <> "
				   "server AND class IN ('write', 'control', 'program') AND count > refused";
static const char systems_sql[] = "SELECT device, system FROM system_device";
static const char of_system_sql[] = "SELECT device FROM system_device WHERE 's' || system = ?1";
static const char retired_sql[] = "SELECT device FROM device_life WHERE state = 'retired'";

static struct candidate *candidate(struct choosing *x, int64_t device)
{
	return device >= 1 && device <= x->last ? &x->of[device] : NULL;
}

static void weak_row(struct choosing *x, sqlite3_stmt *st)
{
	struct candidate *c = candidate(x, sqlite3_column_int64(st, 0));
	const struct weak_check *w = weak_check((const char *)sqlite3_column_text(st, 1));
	int severity = sqlite3_column_int(st, 2);

	if (!c || !w)
		return;
	c->flaws++;
	c->uncovered += (unsigned)sqlite3_column_int(st, 3);
	if (w->ease < c->ease)
		c->ease = w->ease;
	if (severity < c->severity)
		c->severity = severity;
}

static void reach_row(struct choosing *x, sqlite3_stmt *st)
{
	struct candidate *c = candidate(x, sqlite3_column_int64(st, 0));

	if (c)
		c->reach = (enum first_reach)sqlite3_column_int(st, 1);
}

/* A worst case is worth what stands before it in the order; none recorded is no "none". */
static void worth(struct candidate *c, size_t worst, int64_t commands)
{
	if (worst < c->worst) {
		c->worst = worst;
		c->commands = commands;
	}
}

static void system_row(struct choosing *x, sqlite3_stmt *st)
{
	struct candidate *c = candidate(x, sqlite3_column_int64(st, 0));
	char system[24];

	if (!c)
		return;
	snprintf(system, sizeof system, "s%lld", (long long)sqlite3_column_int64(st, 1));
	for (size_t i = 0; i < x->worst->count; i++)
		if (!x->worst->list[i].device && strcmp(x->worst->list[i].system, system) == 0) {
			worth(c, i, 0);
			return;
		}
}

static void command_row(struct choosing *x, sqlite3_stmt *st)
{
	struct candidate *c = candidate(x, sqlite3_column_int64(st, 0));
	const struct candidate *target = candidate(x, sqlite3_column_int64(st, 1));

	if (c && target && target->own < x->worst->count)
		worth(c, target->own, sqlite3_column_int64(st, 1));
}

static void system_of_row(struct choosing *x, sqlite3_stmt *st)
{
	struct candidate *c = candidate(x, sqlite3_column_int64(st, 0));

	if (c)
		c->asked = true;
}

static void retired_row(struct choosing *x, sqlite3_stmt *st)
{
	struct candidate *c = candidate(x, sqlite3_column_int64(st, 0));

	if (c)
		c->retired = true;
}

typedef void row_of(struct choosing *x, sqlite3_stmt *st);

static int each(struct choosing *x, const char *sql, const char *text, row_of *fn)
{
	sqlite3_stmt *st = NULL;
	int r, e = -EIO;

	if (sqlite3_prepare_v2(store_db(x->store), sql, -1, &st, NULL) == SQLITE_OK) {
		if (text)
			sqlite3_bind_text(st, 1, text, -1, SQLITE_STATIC);
		while ((r = sqlite3_step(st)) == SQLITE_ROW)
			fn(x, st);
		e = r == SQLITE_DONE ? 0 : -EIO;
	}
	sqlite3_finalize(st);
	return e;
}

/* Own worst cases first: commanders look at them. */
static void own(struct choosing *x)
{
	for (size_t i = 0; i < x->worst->count; i++) {
		struct candidate *c = candidate(x, x->worst->list[i].device);

		if (c && i < c->own)
			c->own = i;
	}
	for (int64_t d = 1; d <= x->last; d++)
		worth(&x->of[d], x->of[d].own, 0);
}

static int gather(struct choosing *x, const char *system)
{
	bool all = !system || strcmp(system, "site") == 0;
	int e;

	for (int64_t d = 0; d <= x->last; d++)
		x->of[d] = (struct candidate){.device = d,
					      .reach = REACH_UNSEEN,
					      .ease = EASE_NONE,
					      .severity = 9,
					      .worst = SIZE_MAX,
					      .own = SIZE_MAX,
					      .asked = all};
	own(x);
	e = each(x, weak_sql, NULL, weak_row);
	e = e < 0 ? e : each(x, reach_sql, NULL, reach_row);
	e = e < 0 ? e : each(x, systems_sql, NULL, system_row);
	e = e < 0 ? e : each(x, commands_sql, NULL, command_row);
	e = e < 0 ? e : each(x, retired_sql, NULL, retired_row);
	return e < 0 || all ? e : each(x, of_system_sql, system, system_of_row);
}

/* --- order */

static bool nothing(const struct worst_case *c)
{
	return c->safety == EFFECT_NONE && c->core == EFFECT_NONE && c->quality == EFFECT_NONE &&
	       c->delivery == EFFECT_NONE && c->harm != WORST_INJURY;
}

/* Not recorded stands after all that somebody called bad, and before what somebody called harmless. */
static size_t unrecorded(const struct worst *w)
{
	size_t i = 0;

	while (i < w->count && !nothing(&w->list[i]))
		i++;
	return i;
}

static int by(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int compare(const void *p, const void *q)
{
	const struct candidate *a = *(const struct candidate *const *)p,
			       *b = *(const struct candidate *const *)q;
	int d = by(a->reach, b->reach);

	d = d ? d : by(a->ease, b->ease);
	d = d ? d : by(a->place, b->place);
	d = d ? d : by(b->uncovered, a->uncovered);
	d = d ? d : by(a->severity, b->severity);
	return d ? d : by(a->device, b->device);
}

/* A place: it has a flaw, or the internet reaches it. */
static size_t choose(struct choosing *x, int64_t *ret_compared)
{
	size_t none = unrecorded(x->worst), n = 0;

	*ret_compared = 0;
	for (int64_t d = 1; d <= x->last; d++) {
		struct candidate *c = &x->of[d];

		if (!c->asked || c->retired)
			continue;
		++*ret_compared;
		if (!c->flaws && c->reach != REACH_INTERNET)
			continue;
		/* 2i + 1: a case; 2i: no case, before the first harmless one */
		c->place = c->worst == SIZE_MAX ? 2 * (int64_t)none : 2 * (int64_t)c->worst + 1;
		x->order[n++] = c;
	}
	if (n) /* an empty list has no place in memory */
		qsort(x->order, n, sizeof *x->order, compare);
	return n;
}

/* --- places */

static struct first_place *place_add(struct choosing *x, const struct candidate *c)
{
	struct first_place *p;

	if (x->ret->count >= FIRST_MOST)
		return NULL;
	p = &x->ret->place[x->ret->count];
	*p = (struct first_place){.device = c->device,
				  .reach = c->reach,
				  .ease = c->ease,
				  .commands = c->commands,
				  .worst = c->worst == SIZE_MAX ? 0 : x->worst->list[c->worst].record,
				  .flaws = c->flaws,
				  .uncovered = c->uncovered};
	x->first[x->ret->count++] = c;
	return p;
}

/* The same kind and model, for the same reasons. */
static struct first_place *alike(struct choosing *x, const struct candidate *c)
{
	for (unsigned i = 0; i < x->ret->count; i++) {
		const struct candidate *o = x->first[i];

		if (o->reach == c->reach && o->ease == c->ease && o->place == c->place &&
		    o->commands == c->commands && !o->uncovered == !c->uncovered &&
		    first_same_kind(x, o->device, c->device))
			return &x->ret->place[i];
	}
	return NULL;
}

static int fill(struct choosing *x, size_t n)
{
	bool big = n > FIRST_MOST;
	int e = 0;

	for (size_t i = 0; i < n; i++) {
		struct first_place *p = big ? alike(x, x->order[i]) : NULL;

		p = p ? p : place_add(x, x->order[i]);
		if (!p) {
			x->ret->dropped++;
			continue;
		}
		if (p->count < FIRST_DEVICES)
			p->devices[p->count] = x->order[i]->device;
		p->count++;
	}
	for (unsigned i = 0; i < x->ret->count && e == 0; i++)
		e = first_reasons(x, &x->ret->place[i], x->first[i]);
	return e;
}

int first_gather(struct choosing *x, const char *system)
{
	x->last = sql_number(x->store, 0, "SELECT MAX(id) FROM device", "");
	x->of = calloc((size_t)x->last + 1, sizeof *x->of);
	return x->of ? gather(x, system) : -ENOMEM;
}

int first_read(struct store *s, const struct worst *w, const char *system, struct first **ret)
{
	struct choosing x = {.store = s, .worst = w, .ret = calloc(1, sizeof *x.ret)};
	int e = x.ret ? first_gather(&x, system) : -ENOMEM;

	*ret = x.ret;
	x.order = calloc((size_t)x.last + 1, sizeof *x.order);
	if (e == 0 && !x.order)
		e = -ENOMEM;
	if (e == 0)
		e = first_words_begin(&x);
	if (e == 0)
		e = fill(&x, choose(&x, &x.ret->devices));
	first_words_end(&x);
	free(x.of);
	free(x.order);
	return e;
}
