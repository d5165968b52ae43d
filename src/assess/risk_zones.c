#include "assess/first_parts.h"
#include "assess/risk_parts.h"

#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Members of each zone: a system and a segment; what is in no system stands by segment alone. */
static const char members_sql[] = "SELECT coalesce(m.system, 0), coalesce(d.behind, 0), d.id, s.kind FROM "
				  "device d JOIN device_shown s ON s.id = d.id "
				  "LEFT JOIN system_device m ON m.device = d.id WHERE d.id NOT IN (SELECT "
				  "device FROM device_life WHERE state = "
				  "'retired') ORDER BY coalesce(m.system, 9e18), 2, 3";

static struct risk_zone *zone_of(struct risk_zones *z, int64_t system, int64_t behind)
{
	struct risk_zone *last = z->count ? &z->zone[z->count - 1] : NULL;

	if (last && last->system == system && last->behind == behind)
		return last;
	if (z->count >= RISK_ZONES_MOST)
		return NULL;
	last = &z->zone[z->count];
	last->control = calloc(control_count + 1, sizeof *last->control);
	if (!last->control)
		return NULL;
	last->system = system;
	last->behind = behind;
	z->count++;
	return last;
}

static void add_kind(struct risk_zone *z, const char *kind)
{
	unsigned i = 0;

	kind = kind ? kind : "unknown";
	while (i < z->kinds && strcmp(z->kind[i].kind, kind) != 0)
		i++;
	if (i == RISK_KINDS_MOST)
		return;
	if (i == z->kinds) {
		snprintf(z->kind[i].kind, sizeof z->kind[i].kind, "%s", kind);
		z->kinds++;
	}
	z->kind[i].count++;
}

static void add_business(struct risk_zone *z, size_t business)
{
	for (unsigned i = 0; i < z->businesses; i++)
		if (z->business[i] == business)
			return;
	if (z->businesses < RISK_BUSINESSES)
		z->business[z->businesses++] = business;
}

static void add_device(struct risk_zone *z, const struct risk_seen *seen, const struct choosing *x,
		       int64_t device)
{
	size_t worst = x->of[device].worst;
	unsigned threats = 0;

	z->devices++;
	for (size_t i = risk_flaw_at(seen, device); i < seen->flaws && seen->flaw[i].device == device; i++)
		threats |= seen->flaw[i].threats;
	for (unsigned t = 1; t <= RISK_THREATS; t++)
		z->threat[t] += (threats & 1u << t) != 0;
	if (worst == SIZE_MAX)
		return;
	add_business(z, x->worst->list[worst].business);
	/* the list is in order: the smallest index is the gravest */
	if (!z->worst || worst < (size_t)z->importance) {
		z->worst = x->worst->list[worst].record;
		z->importance = (unsigned)worst;
	}
}

/* What is written for the system itself. */
static void add_system(struct risk_zone *z, const struct worst *w)
{
	char system[24];

	snprintf(system, sizeof system, "s%lld", (long long)z->system);
	for (size_t i = 0; z->system && i < w->business_count; i++)
		if (w->business[i].record && strcmp(w->business[i].system, system) == 0)
			add_business(z, i);
}

static void finish(struct risk_zones *z, const struct worst *w)
{
	for (size_t i = 0; i < z->count; i++) {
		struct risk_zone *one = &z->zone[i];

		add_system(one, w);
		one->importance = one->worst ? risk_importance(&w->list[one->importance]) : 0;
	}
}

static void controls_of(struct risk_zone *z, const struct risk_seen *seen, const size_t *at, int64_t device)
{
	for (size_t i = at[device]; i < seen->controls && seen->control[i].device == device; i++)
		z->control[seen->control[i].control]++;
}

/* Where the controls of each device begin. */
static size_t *beginnings(const struct risk_seen *seen, int64_t last)
{
	size_t *at = calloc((size_t)last + 2, sizeof *at), i = 0;

	for (int64_t d = 1; at && d <= last; d++) {
		while (i < seen->controls && seen->control[i].device < d)
			i++;
		at[d] = i;
	}
	return at;
}

static int members(struct risk_zones *z, struct choosing *x, const struct risk_seen *seen)
{
	size_t *at = beginnings(seen, x->last);
	sqlite3_stmt *st = NULL;
	int e = at ? -EIO : -ENOMEM;

	if (at && sqlite3_prepare_v2(store_db(x->store), members_sql, -1, &st, NULL) == SQLITE_OK)
		for (e = 0; sqlite3_step(st) == SQLITE_ROW;) {
			int64_t device = sqlite3_column_int64(st, 2);
			struct risk_zone *one = device <= x->last ? zone_of(z, sqlite3_column_int64(st, 0),
									    sqlite3_column_int64(st, 1))
								  : NULL;

			if (!one) {
				z->dropped++;
				continue;
			}
			add_kind(one, (const char *)sqlite3_column_text(st, 3));
			add_device(one, seen, x, device);
			controls_of(one, seen, at, device);
		}
	sqlite3_finalize(st);
	free(at);
	return e;
}

static void one_name(struct store *s, const char *sql, int64_t id, char *buf, size_t room)
{
	sqlite3_stmt *st = sql_of(s, sql, "i", id);

	snprintf(buf, room, "d%lld", (long long)id);
	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, buf, room);
	sqlite3_finalize(st);
}

char *risk_zone_title(struct store *s, const struct risk_zone *z, enum language l, char *buf, size_t room)
{
	char system[256], router[256];

	snprintf(system, sizeof system, "%s", lang(l, "risk.no-system"));
	if (z->system)
		one_name(s, "SELECT name FROM system WHERE id = ?1", z->system, system, sizeof system);
	one_name(s, "SELECT coalesce(name, model, 'd' || id) FROM device_shown WHERE id = ?1", z->behind,
		 router, sizeof router);
	const struct lang_arg args[] = {{"system", system}, {"router", router}, {NULL, NULL}};

	return lang_fill_buf(buf, room, lang(l, z->behind ? "risk.zone-behind" : "risk.zone-here"), args);
}

int risk_zones_read(struct store *s, const struct worst *w, struct risk_zones **ret)
{
	struct choosing x = {.store = s, .worst = w};
	struct risk_zones *z = calloc(1, sizeof *z);
	struct risk_seen seen = {0};
	int e = -ENOMEM;

	*ret = z;
	if (z && (z->zone = calloc(RISK_ZONES_MOST, sizeof *z->zone)))
		e = first_gather(&x, NULL);
	e = e < 0 ? e : risk_seen_read(&seen, s);
	e = e < 0 ? e : members(z, &x, &seen);
	if (e == 0)
		finish(z, w);
	risk_seen_clear(&seen);
	free(x.of);
	return e;
}

void risk_zones_free(struct risk_zones *z)
{
	if (!z)
		return;
	for (size_t i = 0; z->zone && i < z->count; i++)
		free(z->zone[i].control);
	free(z->zone);
	free(z);
}
