/* What happened since a month ago, from the journal. */
#include "assess/director_part.h"

#include "assess/happened.h"

#include <string.h>

struct gathering {
	struct directing *work;
	struct figure *of[HAPPENINGS], *watched;
	struct once seen;
	bool live;
};

static int one(void *ctx, int64_t at, int happening, int64_t id)
{
	struct gathering *g = ctx;

	(void)at;
	if (once(&g->seen, (unsigned)happening, id))
		figure_id(&g->work->d->figures, g->of[happening], happenings[happening].letter, id);
	return 0;
}

static void day(void *ctx, int32_t number)
{
	struct gathering *g = ctx;
	char text[DATE_ROOM];

	date_text(number, text);
	if (once(&g->seen, HAPPENINGS, number))
		figure_row(&g->work->d->figures, g->watched, text);
}

static void live_day(void *ctx, int32_t number)
{
	struct gathering *g = ctx;

	(void)number;
	g->live = true;
}

/* Nothing is none only where somebody looked. */
static const char *unseen(const struct gathering *g, int happening)
{
	if (happenings[happening].needs == TOLD_WATCHED && !g->live)
		return "director.no-watch";
	return happenings[happening].needs != TOLD_ALWAYS && g->watched->total == 0 ? "director.not-watched"
										    : NULL;
}

int director_changes(struct directing *w)
{
	struct director *d = w->d;
	struct gathering g = {.work = w, .seen = {.arena = d->arena}};
	int r;

	for (int i = 0; i < HAPPENINGS; i++)
		g.of[i] = figure_add(&d->figures, happenings[i].name, happenings[i].of);
	d->watched = g.watched = figure_add(&d->figures, "watched", FIGURE_DAY);
	r = happened(w->store, w->system, d->since, d->now + 1, one, &g);
	if (r == 0)
		r = watched_days(w->store, false, d->zone_minutes, date_days(d->since_on),
				 date_days(d->today), day, &g);
	if (r == 0)
		r = watched_days(w->store, true, d->zone_minutes, date_days(d->since_on), date_days(d->today),
				 live_day, &g);
	for (int i = 0; i < HAPPENINGS; i++) {
		if (g.of[i]->total == 0)
			g.of[i]->unknown = unseen(&g, i);
		if (d->change_count < DIRECTOR_CHANGES)
			d->change[d->change_count++] = (struct director_change){happenings[i].name, g.of[i]};
	}
	return r < 0 ? r : g.seen.failed ? -12 : 0;
}
