/* A period joins the site. What cannot be written now is kept: the run that was made, and what comes
 * meanwhile in the inventory, until the site can be written to again. */
#include "core/feed_parts.h"

#include "assess/life_states.h"
#include "inventory/keep.h"
#include "store/script.h"
#include "store/seal.h"
#include "store/site.h"

#include <errno.h>
#include <stdlib.h>

enum { WAIT_MS = 300, JUDGE_SECONDS = 30, SLOW = 10, SHARE = 4, HOUR_MS = 3600 * 1000, FRESH_MOST = 3600 };

int feed_begin(struct store *site)
{
	int r;

	sqlite3_busy_timeout(store_db(site), WAIT_MS);
	r = site_begin(site);
	sqlite3_busy_timeout(store_db(site), SITE_BUSY_MS);
	return r;
}

/* A fresh one is made next. */
static void drop_run(struct feed *f)
{
	struct store *site = f->core.site(f->core.ctx);

	if (site)
		store_part(site);
	store_free(f->period);
	f->period = f->run = NULL;
}

/* inventory becomes a run; from then on it gathers the next. */
static int make_run(struct feed *f)
{
	int r = f->period ? 0 : store_period(&f->period);

	if (r == 0)
		r = inventory_write(f->inventory, NULL, &f->now.counts, f->period);
	if (r < 0) {
		drop_run(f);
		return r;
	}
	f->run = f->period;
	f->kept = f->now;
	f->now = (struct gathered){0};
	f->latest = NULL;
	return inventory_next(f->inventory, f->kept.to);
}

/* Rows that came: what makes it worth asking the checks again before long. */
static int64_t rows(struct store *site)
{
	static const char sql[] =
		"SELECT coalesce((SELECT max(rowid) FROM fact), 0) + coalesce((SELECT max(rowid) FROM flow), "
		"0) + "
		"coalesce((SELECT max(rowid) FROM service), 0) + coalesce((SELECT max(rowid) FROM command), "
		"0) + "
		"coalesce((SELECT max(rowid) FROM login), 0) + coalesce((SELECT max(rowid) FROM "
		"certificate), 0) + "
		"coalesce((SELECT max(rowid) FROM scan), 0) + coalesce((SELECT max(rowid) FROM outside), 0)";

	return store_kept_number(site, sql, 0);
}

static int64_t judge_ms(struct store *site)
{
	int64_t seconds = strtoll(site_setting(site, "judge-seconds", "0"), NULL, 10);

	return (seconds > 0 && seconds <= FRESH_MOST ? seconds : JUDGE_SECONDS) * 1000;
}

/* At the first period; then when something came, never so often that judging is most of what core does; and
 * for counts alone now and then. */
static bool is_due(const struct feed *f, struct store *site)
{
	int64_t since = loop_clock() - f->judged, least = judge_ms(site);

	if (!f->ever_judged)
		return f->state.frames > 0;
	if (f->fresh && f->ending) /* the last there will be for now */
		return true;
	if (least < f->took * SLOW)
		least = f->took * SLOW;
	return since >= (f->fresh ? least : least * SLOW);
}

static int judge(struct feed *f, struct store *site, struct life *life)
{
	int64_t began = loop_clock();
	int r = life_states_judge(site, f->core.now(), life, &f->moves);

	f->judged = loop_clock();
	f->took = f->judged - began;
	f->state.judged = f->core.now();
	f->state.judging_ms = (uint32_t)f->took;
	if (r == 0) {
		f->ever_judged = true;
		f->fresh = false;
	}
	return r;
}

static int seal(struct feed *f, struct store *site)
{
	if (loop_clock() - f->sealed < HOUR_MS)
		return store_seal(site, f->core.now()); /* what is to be said open, and all else */
	f->sealed = loop_clock();
	return store_seal_open(site, f->core.now());
}

struct done {
	struct saved saved;
	struct life life;
	bool judged, journal;
};

/* Met apart, shown to be one since: an event, which people can take back. */
static int join_twins(struct feed *f, struct store *site, const struct saved_twin *t)
{
	struct err e = {0};
	int r = keep_merge(site, t->gone, t->into, t->why, f->core.now(), "mimamori", NULL, &e);

	return r == -EIO || r == -ENOSPC ? r : 0; /* too large, gone already: they stay two */
}

/* In the transaction. */
static int write_all(struct feed *f, struct store *site, struct done *d)
{
	const struct save_period period = {.from = f->kept.from,
					   .to = f->kept.to,
					   .mirror_incomplete = f->state.mirror == MIRROR_ONE_WAY ||
								f->state.mirror == MIRROR_BROADCAST,
					   .replay = f->replay};
	int64_t before = rows(site), events = site_events(site);
	int r = sources_save(f, site);

	if (r == 0)
		r = save_period(site, &period, f->core.now(), "mimamori", &d->saved);
	if (r == 0 && (d->saved.fresh || d->saved.changed || d->saved.addresses || rows(site) != before))
		f->fresh = true;
	for (unsigned i = 0; r == 0 && i < d->saved.twins; i++)
		r = join_twins(f, site, &d->saved.twin[i]);
	if (r == 0 && is_due(f, site)) {
		r = judge(f, site, &d->life);
		d->judged = r == 0;
	}
	if (r == 0)
		r = seal(f, site);
	d->journal = site_events(site) != events;
	return r;
}

static void tell(struct feed *f, const struct done *d)
{
	if (d->saved.fresh || d->saved.changed || d->saved.addresses || d->judged)
		f->core.changed(f->core.ctx, "devices");
	if (d->judged && (d->life.opened || d->life.closed))
		f->core.changed(f->core.ctx, "findings");
	if (d->judged)
		f->core.changed(f->core.ctx, "sheet");
	if (d->journal)
		f->core.changed(f->core.ctx, "journal");
}

static int save_run_of(struct feed *f, struct store *site)
{
	struct done done = {0};
	int r = store_join(site);

	if (r < 0)
		return r;
	store_watch(site, true);
	r = feed_begin(site);
	if (r == 0)
		r = write_all(f, site, &done);
	if (r == 0)
		r = site_commit(site);
	if (r < 0)
		site_rollback(site);
	if (r == 0) {
		tell(f, &done);
		f->core.joined(f->core.ctx);
	}
	return r;
}

/* A plant so large, or a machine so busy, that saving takes long is saved less often: four fifths of the time
 * are left for those who ask. */
static bool is_early(const struct feed *f)
{
	return !f->ending && loop_clock() - f->saved < f->save_took * SHARE;
}

/* What waits from before first. */
void save_gathered(struct feed *f)
{
	struct store *site = f->core.site(f->core.ctx);
	int64_t began = loop_clock();
	int r = 0;

	if (is_early(f))
		return;
	for (int round = 0; site && r == 0 && round < 2; round++) {
		if (!f->run && f->now.any)
			r = make_run(f);
		if (!f->run || r < 0)
			break;
		r = save_run_of(f, site);
		f->core.wrote(f->core.ctx, r);
		if (r < 0)
			break;
		f->run = NULL;
		if (!store_clear(f->period))
			drop_run(f);
		state_files(f, site);
	}
	f->saved = loop_clock();
	f->save_took = f->saved - began;
}

/* Watching ends: nothing is left open. */
void save_end(struct feed *f)
{
	struct store *site = f->core.site(f->core.ctx);
	struct life life;
	int r = 0;

	f->ending = true;
	save_gathered(f);
	if (!site || feed_begin(site) < 0)
		return;
	if (f->fresh)
		r = judge(f, site, &life);
	if (r == 0)
		r = store_seal_open(site, f->core.now());
	if (r == 0)
		r = site_commit(site);
	if (r < 0)
		site_rollback(site);
	store_watch(site, false);
	f->core.wrote(f->core.ctx, r);
}
