#include "report/risk_export.h"

#include "assess/assess.h"
#include "report/scan.h"
#include "report/words.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { CELL = 2048 };

const struct risk_column risk_table_columns[RISK_TABLE_COLUMNS] = {
	{"risk.c-asset", 28, false},    {"risk.c-ids", 14, false},         {"risk.c-count", 6, true},
	{"risk.c-kind", 16, false},     {"risk.c-systems", 10, false},     {"risk.c-importance", 8, true},
	{"risk.c-worst", 8, false},     {"risk.c-threat", 20, false},      {"risk.c-threat-level", 8, true},
	{"risk.c-reach", 18, false},    {"risk.c-vulnerability", 8, true}, {"risk.c-flaws", 16, false},
	{"risk.c-measures", 30, false}, {"risk.c-rank", 6, false},
};

const struct risk_column risk_zone_columns[RISK_ZONE_COLUMNS] = {
	{"risk.c-zone", 26, false},    {"risk.c-business", 26, false}, {"risk.c-assets", 34, false},
	{"risk.c-devices", 8, true},   {"risk.c-importance", 8, true}, {"risk.c-worst", 8, false},
	{"risk.c-threats", 34, false}, {"risk.c-measures", 34, false},
};

/* --- cells */

struct text {
	char s[CELL];
	size_t n;
};

static void add(struct text *t, const char *between, const char *s)
{
	int n = snprintf(t->s + t->n, sizeof t->s - t->n, "%s%s", t->n ? between : "", s);

	t->n = n < 0 || t->n + (size_t)n >= sizeof t->s ? strlen(t->s) : t->n + (size_t)n;
}

static void put(const struct risk_export *x, const char *s) { x->cell(x->ctx, s && *s ? s : NULL); }

static void put_number(const struct risk_export *x, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)n);
	put(x, n ? text : NULL);
}

static void put_id(const struct risk_export *x, char letter, int64_t id)
{
	char text[24];

	snprintf(text, sizeof text, "%c%lld", letter, (long long)id);
	put(x, id ? text : NULL);
}

static void add_ids(struct text *t, char letter, const int64_t *ids, int64_t kept, int64_t total)
{
	char text[32];

	for (int64_t i = 0; i < kept && i < total; i++) {
		snprintf(text, sizeof text, "%c%lld", letter, (long long)ids[i]);
		add(t, " ", text);
	}
	snprintf(text, sizeof text, "(+%lld)", (long long)(total - kept));
	if (total > kept)
		add(t, " ", text);
}

static const char *kind_word(enum language l, const char *kind)
{
	static char key[80];
	const char *w;

	snprintf(key, sizeof key, "kinds.%.60s", kind);
	w = lang(l, key);
	return w == key ? kind : w;
}

/* --- notes */

static void note(const struct risk_export *x, unsigned columns, const char *text)
{
	struct text t = {.n = 0};

	add(&t, "", "# ");
	add(&t, "", text);
	put(x, t.s);
	for (unsigned i = 1; i < columns; i++)
		put(x, NULL);
}

static void notes(const struct risk_export *x, unsigned columns, const char *const source[LANG_COUNT],
		  const char *const unverified[LANG_COUNT])
{
	char text[CELL], when[WORD_TEXT];
	const char *name = site_setting(x->store, "name", "");
	const struct lang_arg args[] = {{"site", *name ? name : "-"},
					{"system", x->system ? x->system : "site"},
					{"when", local_minute(when, x->now, x->zone_minutes)},
					{"version", x->version},
					{NULL, NULL}};

	if (!x->notes)
		return;
	note(x, columns, lang_fill_buf(text, sizeof text, lang(x->language, "risk.of-when"), args));
	note(x, columns, source[x->language]);
	note(x, columns, unverified[x->language]);
}

/* --- by asset */

struct named {
	char name[256], kind[64], model[128], systems[128];
};

static int name_of(const struct risk_export *x, int64_t device, struct named *n)
{
	struct scan s;
	char sql[512];

	snprintf(sql, sizeof sql,
		 "SELECT d.id, coalesce(d.name, d.model, v.ip, v.mac), d.kind, d.model, (SELECT "
		 "group_concat('s' || "
		 "m.system, ' ') FROM system_device m WHERE m.device = d.id) FROM device_shown d JOIN device "
		 "v ON v.id "
		 "= d.id WHERE d.id = %lld",
		 (long long)device);
	*n = (struct named){.kind = "unknown"};
	scan_open(&s, x->store, sql);
	if (s.more) {
		snprintf(n->name, sizeof n->name, "%s", scan_null(&s, 1) ? "" : scan_str(&s, 1));
		snprintf(n->kind, sizeof n->kind, "%s", scan_null(&s, 2) ? "unknown" : scan_str(&s, 2));
		snprintf(n->model, sizeof n->model, "%s", scan_null(&s, 3) ? "" : scan_str(&s, 3));
		snprintf(n->systems, sizeof n->systems, "%s", scan_null(&s, 4) ? "" : scan_str(&s, 4));
	}
	return scan_close(&s);
}

static void put_asset(const struct risk_export *x, const struct risk_row *r, const struct named *n)
{
	struct text t = {.n = 0};

	if (r->count == 1) {
		put(x, *n->name ? n->name : kind_word(x->language, n->kind));
		return;
	}
	add(&t, "", kind_word(x->language, n->kind));
	if (*n->model)
		add(&t, " ", n->model);
	put(x, t.s);
}

static void put_controls(const struct risk_export *x, uint32_t bits)
{
	struct text t = {.n = 0};

	for (size_t i = 0; i < control_count; i++)
		if (bits & 1u << i)
			add(&t, x->language == LANG_JA ? "、" : "; ", controls[i].title[x->language]);
	put(x, t.s);
}

static int row(const struct risk_export *x, const struct risk_row *r)
{
	struct text ids = {.n = 0}, flaws = {.n = 0}, threat = {.n = 0};
	char rank[2] = {r->rank, '\0'}, number[8];
	struct named n;
	int e = name_of(x, r->device, &n);

	put_asset(x, r, &n);
	add_ids(&ids, 'd', r->devices, r->count < RISK_DEVICES ? r->count : RISK_DEVICES, r->count);
	put(x, ids.s);
	put_number(x, r->count);
	put(x, kind_word(x->language, n.kind));
	put(x, n.systems);
	put_number(x, r->importance);
	put_id(x, 'r', r->worst);
	snprintf(number, sizeof number, "%u", r->threat);
	add(&threat, "", number);
	add(&threat, " ", risk_threat_title(r->threat, x->language));
	put(x, threat.s);
	put_number(x, r->level);
	put(x, risk_levels.reach[r->reach][x->language]);
	put_number(x, r->vulnerability);
	add_ids(&flaws, 'f', r->flaws, r->flaws_kept, r->flaws_total);
	put(x, flaws.s);
	put_controls(x, r->controls);
	put(x, rank);
	return e;
}

int risk_export_table(const struct risk_export *x)
{
	struct risk_table *t;
	int e = risk_table_read(x->store, x->worst, x->system, &t);

	if (e == 0)
		notes(x, RISK_TABLE_COLUMNS, risk_levels.source, risk_levels.unverified);
	for (size_t i = 0; e == 0 && i < t->count; i++)
		e = row(x, &t->row[i]);
	risk_table_free(t);
	return e;
}

/* --- by zone */

static void put_zone_name(const struct risk_export *x, const struct risk_zone *z)
{
	struct text t = {.n = 0};
	char text[512];

	risk_zone_title(x->store, z, x->language, text, sizeof text);
	add(&t, "", text);
	put(x, t.s);
}

static void counted(struct text *t, enum language l, const char *what, int64_t n)
{
	char text[300];

	snprintf(text, sizeof text, "%s %lld", what, (long long)n);
	add(t, l == LANG_JA ? "、" : "; ", text);
}

static void zone(const struct risk_export *x, const struct risk_zone *z)
{
	struct text business = {.n = 0}, assets = {.n = 0}, threats = {.n = 0}, measures = {.n = 0};
	enum language l = x->language;

	put_zone_name(x, z);
	for (unsigned i = 0; i < z->businesses; i++)
		if (x->worst->business[z->business[i]].name)
			add(&business, l == LANG_JA ? "、" : "; ", x->worst->business[z->business[i]].name);
	put(x, business.s);
	for (unsigned i = 0; i < z->kinds; i++)
		counted(&assets, l, kind_word(l, z->kind[i].kind), z->kind[i].count);
	put(x, assets.s);
	put_number(x, z->devices);
	put_number(x, z->importance);
	put_id(x, 'r', z->worst);
	for (unsigned i = 1; i <= RISK_THREATS; i++)
		if (z->threat[i])
			counted(&threats, l, risk_threat_title(i, l), z->threat[i]);
	put(x, threats.s);
	for (size_t i = 0; i < control_count; i++)
		if (z->control[i])
			counted(&measures, l, controls[i].title[l], z->control[i]);
	put(x, measures.s);
}

int risk_export_zones(const struct risk_export *x)
{
	struct risk_zones *z;
	int e = risk_zones_read(x->store, x->worst, &z);

	if (e == 0)
		notes(x, RISK_ZONE_COLUMNS, risk_levels.zones_source, risk_levels.zones_unverified);
	for (size_t i = 0; e == 0 && i < z->count; i++)
		zone(x, &z->zone[i]);
	risk_zones_free(z);
	return e;
}
