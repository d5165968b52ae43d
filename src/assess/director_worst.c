/* The three worst cases with what protects against them today, and the businesses that hang on it. */
#include "assess/director_part.h"

#include "assess/sql.h"
#include "assess/worst.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int64_t number_of(const char *system)
{
	return system[0] == 's' && system[1] != 'i' ? strtoll(system + 1, NULL, 10) : 0;
}

/* Its devices d: of the case's device (?2), its system (?1) or the site. */
#define ITS                                                                                                  \
	"(d.id = ?2 OR ?2 = 0 AND (?1 = 0 OR d.id IN (SELECT m.device FROM system_device m WHERE m.system "  \
	"= ?1)))"
#define CONTROLS    "SELECT DISTINCT d.id FROM control_held c JOIN device d ON d.id = c.device WHERE " ITS
#define LAYER(name) CONTROLS " AND c.held = 1 AND c.layer = '" name "' ORDER BY d.id"

static const char *const layer_names[DIRECTOR_LAYERS] = {"network", "radio", "boundary", "monitoring",
							 "identity"};
static const char *const layers[DIRECTOR_LAYERS] = {LAYER("network"), LAYER("radio"), LAYER("boundary"),
						    LAYER("monitoring"), LAYER("identity")};

/* A figure of one case: "r12.held". */
static struct figure *its(struct directing *w, const struct worst_case *c, const char *name,
			  enum figure_of of, char letter, const char *sql)
{
	char both[48];

	snprintf(both, sizeof both, "r%lld.%s", (long long)c->record, name);
	return director_count(w, both, of, letter, sql, number_of(c->system), c->device);
}

static const struct figure *money_of(struct directing *w, const struct worst_case *c)
{
	char name[40];
	struct figure *f;

	snprintf(name, sizeof name, "r%lld.money", (long long)c->record);
	f = figure_add(&w->d->figures, name, FIGURE_RECORD);
	f->money = true;
	f->value = c->loss_known ? c->loss : 0;
	f->unknown = c->loss_known ? NULL : "director.not-estimated";
	figure_id(&w->d->figures, f, 'r', c->record);
	return f;
}

static void protection(struct directing *w, const struct worst_case *c, struct director_worst *to)
{
	char name[24];

	to->devices = its(w, c, "devices", FIGURE_DEVICE, 'd',
			  "SELECT d.id FROM device d WHERE " ITS " ORDER BY d.id");
	to->held = its(w, c, "held", FIGURE_DEVICE, 'd', CONTROLS " AND c.held = 1 ORDER BY d.id");
	to->broken = its(w, c, "broken", FIGURE_DEVICE, 'd', CONTROLS " AND c.held = 0 ORDER BY d.id");
	if (to->held->total == 0 && to->broken->total == 0)
		director_unknown(to->held, "director.not-measured");
	if (to->held->total == 0 && to->broken->total == 0)
		director_unknown(to->broken, "director.not-measured");
	for (int l = 0; l < DIRECTOR_LAYERS && to->held->total; l++) {
		snprintf(name, sizeof name, "layer-%s", layer_names[l]);
		to->layer[l] = its(w, c, name, FIGURE_DEVICE, 'd', layers[l]);
	}
	to->open = its(w, c, "open", FIGURE_FINDING, 'f',
		       "SELECT f.id FROM finding f WHERE f.severity <= 1 AND f.device IN (SELECT d.id FROM "
		       "device d WHERE " ITS ") ORDER BY f.id");
	if (to->devices->total == 0)
		director_unknown(to->open, "director.no-devices");
}

static const char *place(struct directing *w, const struct worst_case *c)
{
	sqlite3_stmt *st = sql_of(
		w->store,
		"SELECT iif(?2, (SELECT coalesce(name, 'd' || id) FROM device_shown WHERE id = ?2), (SELECT "
		"name FROM system WHERE id = ?1))",
		"ii", number_of(c->system), c->device);
	const char *name =
		st && sqlite3_step(st) == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL;
	char clean[TEXT_ROOM]; /* a device's name comes from the wire */

	if (name)
		text_clean(text_z(name), clean);
	name = director_text(w, name ? clean : NULL);

	sqlite3_finalize(st);
	return name;
}

static void one(struct directing *w, const struct worst *all, const struct worst_case *c,
		struct director_worst *to)
{
	*to = (struct director_worst){.record = director_id(w, 'r', c->record),
				      .story = director_text(w, c->story),
				      .harm = worst_harm_token(c->harm),
				      .spread = director_text(w, c->spread),
				      .where = place(w, c),
				      .safety = worst_effect_token(c->safety),
				      .quality = worst_effect_token(c->quality),
				      .delivery = worst_effect_token(c->delivery),
				      .core = worst_effect_token(c->core),
				      .limits = director_text(w, c->measure),
				      .expired = c->expired};
	if (c->business != WORST_NONE)
		to->business = director_text(w, all->business[c->business].name);
	to->money = money_of(w, c);
	protection(w, c, to);
}

/* Of the system the page is about: written for it or for one of its devices. */
static bool concerns(struct directing *w, const char *system, int64_t device)
{
	return !w->system || number_of(system) == w->system ||
	       (device &&
		sql_number(w->store, 0, "SELECT 1 FROM system_device WHERE system = ?1 AND device = ?2", "ii",
			   w->system, device));
}

static void cases(struct directing *w, const struct worst *all)
{
	struct director *d = w->d;
	struct figure *f = figure_add(&d->figures, "worst", FIGURE_RECORD);

	d->worst_all = f;
	for (size_t i = 0; i < all->count; i++) {
		const struct worst_case *c = &all->list[i];

		if (!concerns(w, c->system, c->device))
			continue;
		figure_id(&d->figures, f, 'r', c->record);
		if (d->worst_count < DIRECTOR_WORST)
			one(w, all, c, &d->worst[d->worst_count++]);
	}
	if (f->total == 0)
		f->unknown = "director.no-worst";
}

/* --- businesses */

static void place_of_business(struct directing *w, const struct worst_business *b,
			      struct director_business *to)
{
	sqlite3_stmt *st =
		sql_of(w->store, "SELECT name, level FROM system WHERE id = ?1", "i", number_of(b->system));

	if (st && sqlite3_step(st) == SQLITE_ROW) {
		to->system_name = director_column(w, st, 0);
		to->level = director_column(w, st, 1);
	}
	sqlite3_finalize(st);
}

static void business(struct directing *w, const struct worst_business *b, struct director_business *to)
{
	*to = (struct director_business){.record = director_id(w, 'r', b->record),
					 .business = director_text(w, b->name),
					 .weight = worst_weight_token(b->weight),
					 .dependence = director_text(w, b->dependence),
					 .system = director_text(w, b->system),
					 .endures = b->endures,
					 .fallback = director_text(w, b->fallback),
					 .expired = b->expired};
	place_of_business(w, b, to);
}

static void businesses(struct directing *w, const struct worst *all)
{
	struct director *d = w->d;
	struct figure *f = figure_add(&d->figures, "businesses", FIGURE_RECORD);

	d->businesses = f;
	for (size_t i = 0; i < all->business_count; i++) {
		const struct worst_business *b = &all->business[i];

		if (!b->record || !concerns(w, b->system, 0))
			continue;
		figure_id(&d->figures, f, 'r', b->record);
		if (d->business_count < DIRECTOR_BUSINESSES)
			business(w, b, &d->business[d->business_count++]);
	}
	if (f->total == 0)
		f->unknown = "director.no-business";
}

int director_worst(struct directing *w)
{
	struct worst *all = NULL;
	int r = worst_read(w->store, w->d->today, &all);

	if (r == 0) {
		businesses(w, all);
		cases(w, all);
	}
	worst_free(all);
	return r;
}
