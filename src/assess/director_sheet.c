/* The five functions by counts, what is open in the first of them, and what got better and worse since. */
#include "assess/director_part.h"

#include "assess/freeze.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHEET "jssec-2.1"

static const char *const functions[] = {"identify", "protect", "detect", "respond", "recover"};
static const char *const verdicts[] = {"met", "partly", "not-met", "unknown", "person"};

struct counting {
	struct directing *work;
	struct snapshot *before; /* NULL: nothing is known of then */
	struct figure *open, *better, *worse, *rows[DIRECTOR_FUNCTIONS],
		*verdict[DIRECTOR_FUNCTIONS][DIRECTOR_VERDICTS];
};

static struct figure *make(struct counting *c, const char *name, const char *second)
{
	char both[48];

	snprintf(both, sizeof both, second ? "%s.%s" : "%s", name, second);
	return figure_add(&c->work->d->figures, both, FIGURE_ITEM);
}

static void make_all(struct counting *c)
{
	c->open = make(c, "open", NULL);
	for (int f = 0; f < DIRECTOR_FUNCTIONS; f++) {
		c->rows[f] = make(c, functions[f], "rows");
		for (int v = 0; v < DIRECTOR_VERDICTS; v++)
			c->verdict[f][v] = make(c, functions[f], verdicts[v]);
	}
	c->better = make(c, "better", NULL);
	c->worse = make(c, "worse", NULL);
}

/* As judged.c has it: asked, neither met nor partly, and nobody decided against it. */
static bool is_open(const struct sheet_row *r, int verdict)
{
	bool refused = r->decision.choice && strcmp(r->decision.choice, "not") == 0;

	return strncmp(r->category, "ID.", 3) == 0 && r->asked && verdict > 1 && !refused;
}

static int index_of(const char *verdict)
{
	for (int v = 0; v < DIRECTOR_VERDICTS; v++)
		if (strcmp(verdicts[v], verdict) == 0)
			return v;
	return 3;
}

/* How sure it is that it is done: met, partly, the rest; not-met is worse than not knowing. */
static int worth(const char *verdict)
{
	static const int worths[] = {3, 2, 0, 1, 1};

	return worths[index_of(verdict)];
}

static void compare(struct counting *c, const struct sheet_row *r)
{
	const struct snapshot_row *then = c->before ? snapshot_row(c->before, r->item) : NULL;
	int was = then && *then->verdict ? worth(then->verdict) : worth(r->verdict), is = worth(r->verdict);

	if (is != was)
		figure_row(&c->work->d->figures, is > was ? c->better : c->worse, r->item);
}

static int row(void *ctx, const struct sheet_row *r)
{
	struct counting *c = ctx;
	int v = index_of(r->verdict), f;

	if (!r->asked || !*r->category)
		return 0;
	f = (int)sheet_function(r->category);
	figure_row(&c->work->d->figures, c->rows[f], r->item);
	figure_row(&c->work->d->figures, c->verdict[f][v], r->item);
	if (is_open(r, v))
		figure_row(&c->work->d->figures, c->open, r->item);
	compare(c, r);
	return 0;
}

/* The least met of what is asked; partly counts half. Compared without dividing; an order, no score. */
static void weakest(struct director *d)
{
	for (int i = 0; i < DIRECTOR_FUNCTIONS; i++) {
		const struct director_function *f = &d->function[i], *w = &d->function[d->weakest];
		int64_t f_good = 2 * f->verdict[0]->value + f->verdict[1]->value,
			w_good = 2 * w->verdict[0]->value + w->verdict[1]->value;

		if (f->rows->value &&
		    (!d->weakest_known || f_good * w->rows->value < w_good * f->rows->value)) {
			d->weakest = (enum csf)i;
			d->weakest_known = true;
		}
	}
}

static void put(struct counting *c)
{
	struct director *d = c->work->d;

	d->open = c->open;
	for (int f = 0; f < DIRECTOR_FUNCTIONS; f++) {
		d->function[f] = (struct director_function){.function = (enum csf)f, .rows = c->rows[f]};
		for (int v = 0; v < DIRECTOR_VERDICTS; v++)
			d->function[f].verdict[v] = c->verdict[f][v];
	}
	d->provisional = c->open->value > 0;
	weakest(d);
	d->change[d->change_count++] = (struct director_change){"better", c->better};
	d->change[d->change_count++] = (struct director_change){"worse", c->worse};
	if (!c->before) {
		c->better->unknown = "director.no-month-before";
		c->worse->unknown = "director.no-month-before";
	}
}

int director_sheet(struct directing *w)
{
	struct director *d = w->d;
	struct counting c = {.work = w, .before = malloc(sizeof *c.before)};
	const struct snapshot_of of = {.system = d->system, .sheet = SHEET, .until = d->since, .now = d->now};
	struct snapshot *before = c.before;
	int r = before ? snapshot_load(w->store, &of, before) : -ENOMEM;

	if (r == 0) {
		if (!before->count)
			c.before = NULL;
		make_all(&c);
		r = sheet_rows(w->store, d->now, d->system, SHEET, row, &c);
	}
	if (r == 0)
		put(&c);
	free(before);
	return r;
}
