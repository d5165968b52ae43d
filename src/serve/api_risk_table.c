/* GET /risk/table, /risk/zones and the same as files: /reports/risk, /reports/zones. */
#include "serve/risk_json.h"
#include "serve/tabular.h"

#include "report/risk_export.h"

#include <stdio.h>
#include <string.h>

api_handler api_risk_table, api_risk_zones, api_report_risk, api_report_zones;

enum { ROWS_SHOWN = 2000 }; /* of /risk/table; files have all */

static void level(struct out *o, const char *key, unsigned v)
{
	if (v)
		json_int(o, key, v);
	else
		json_null(o, key);
}

static void ids(struct out *o, const char *key, char letter, const int64_t *id, int64_t count)
{
	json_array(o, key);
	for (int64_t i = 0; i < count; i++)
		json_id(o, NULL, letter, id[i]);
	json_end_array(o);
}

static void control_names(struct out *o, const char *key, uint32_t bits)
{
	json_array(o, key);
	for (size_t i = 0; i < control_count; i++)
		if (bits & 1u << i)
			json_str(o, NULL, controls[i].name);
	json_end_array(o);
}

static void threat(struct out *o, unsigned n)
{
	json_int(o, "threat", n);
	json_pair(o, "title", risk_threat_title(n, LANG_JA), risk_threat_title(n, LANG_EN));
}

/* Kind, model and the first system of the row's first device. */
static void asset(struct call *c, const struct risk_row *r)
{
	struct scan s = kept_run(
		c,
		"SELECT d.id, CASE WHEN d.model IS NULL THEN d.kind ELSE d.kind || ' ' || d.model END, "
		"coalesce(d.name, d.model, v.ip, v.mac, 'd' || d.id), d.kind, (SELECT 's' || min(m.system) "
		"FROM system_device m WHERE m.device = d.id) FROM device_shown d JOIN device v ON v.id = "
		"d.id "
		"WHERE d.id = ?1",
		r->device);

	json_str(c->out, "asset", s.more ? scan_str(&s, r->count > 1 ? 1 : 2) : "");
	json_str(c->out, "kind", s.more && !scan_null(&s, 3) ? scan_str(&s, 3) : "unknown");
	if (s.more)
		json_column(c->out, "system", &s, 4);
	else
		json_null(c->out, "system");
	kept_end(&s);
}

static void row(struct call *c, const struct risk_row *r)
{
	struct out *o = c->out;
	char rank[2] = {r->rank, '\0'};

	json_object(o, NULL);
	asset(c, r);
	json_array(o, "devices");
	for (int64_t i = 0; i < r->count && i < RISK_DEVICES; i++)
		risk_device(c, NULL, r->devices[i]);
	json_end_array(o);
	json_int(o, "count", r->count);
	level(o, "importance", r->importance);
	ids(o, "importance_rows", 'r', &r->worst, r->worst != 0);
	json_int(o, "threat", r->threat);
	json_pair(o, "threat_title", risk_threat_title(r->threat, LANG_JA),
		  risk_threat_title(r->threat, LANG_EN));
	level(o, "threat_level", r->level);
	risk_pair(o, "threat_words", risk_levels.reach[r->reach]);
	level(o, "vulnerability", r->vulnerability);
	ids(o, "flaws", 'f', r->flaws, r->flaws_kept);
	json_int(o, "flaws_total", r->flaws_total);
	control_names(o, "measures", r->controls);
	json_str(o, "rank", *rank ? rank : NULL);
	json_end_object(o);
}

int api_risk_table(struct call *c)
{
	struct risk_table *t = NULL;
	struct worst *w;
	int e = risk_worst_read(c, &w);

	if (e == 0)
		e = risk_table_read(c->store, w, query_text(c, "system"), &t);
	if (e == 0) {
		json_object(c->out, NULL);
		json_array(c->out, "items");
		for (size_t i = 0; i < t->count && i < ROWS_SHOWN; i++)
			row(c, &t->row[i]);
		json_end_array(c->out);
		json_int(c->out, "total", (int64_t)t->count);
		json_int(c->out, "assets", t->assets);
		json_int(c->out, "dropped", t->dropped);
		risk_pair(c->out, "source", risk_levels.source);
		risk_pair(c->out, "unverified", risk_levels.unverified);
		json_end_object(c->out);
	}
	risk_table_free(t);
	worst_free(w);
	return e < 0 ? problem_store(c, e) : 200;
}

/* --- zones */

static void zone_lists(struct call *c, const struct worst *w, const struct risk_zone *z)
{
	struct out *o = c->out;

	json_array(o, "businesses");
	for (unsigned i = 0; i < z->businesses; i++)
		if (w->business[z->business[i]].name)
			json_str(o, NULL, w->business[z->business[i]].name);
	json_end_array(o);
	json_array(o, "business_rows");
	for (unsigned i = 0; i < z->businesses; i++)
		if (w->business[z->business[i]].record)
			json_id(o, NULL, 'r', w->business[z->business[i]].record);
	json_end_array(o);
	json_array(o, "assets");
	for (unsigned i = 0; i < z->kinds; i++) {
		json_object(o, NULL);
		json_str(o, "kind", z->kind[i].kind);
		json_int(o, "count", z->kind[i].count);
		json_end_object(o);
	}
	json_end_array(o);
}

static void zone_measured(struct out *o, const struct risk_zone *z)
{
	json_array(o, "threats");
	for (unsigned i = 1; i <= RISK_THREATS; i++)
		if (z->threat[i]) {
			json_object(o, NULL);
			threat(o, i);
			json_int(o, "devices", z->threat[i]);
			json_end_object(o);
		}
	json_end_array(o);
	json_array(o, "measures");
	for (size_t i = 0; i < control_count; i++)
		if (z->control[i]) {
			json_object(o, NULL);
			json_str(o, "control", controls[i].name);
			risk_pair(o, "title", controls[i].title);
			json_int(o, "devices", z->control[i]);
			json_end_object(o);
		}
	json_end_array(o);
}

static void zone(struct call *c, const struct worst *w, const struct risk_zone *z)
{
	struct out *o = c->out;
	char title[LANG_COUNT][512], key[64];

	for (int l = 0; l < LANG_COUNT; l++)
		risk_zone_title(c->store, z, (enum language)l, title[l], sizeof title[l]);
	snprintf(key, sizeof key, "s%lld/d%lld", (long long)z->system, (long long)z->behind);
	json_object(o, NULL);
	json_str(o, "zone", key);
	json_pair(o, "title", title[LANG_JA], title[LANG_EN]);
	json_id(o, "system", 's', z->system);
	zone_lists(c, w, z);
	json_int(o, "devices", z->devices);
	level(o, "importance", z->importance);
	json_id(o, "worst", 'r', z->worst);
	zone_measured(o, z);
	json_end_object(o);
}

int api_risk_zones(struct call *c)
{
	struct risk_zones *z = NULL;
	struct worst *w;
	int e = risk_worst_read(c, &w);

	if (e == 0)
		e = risk_zones_read(c->store, w, &z);
	if (e == 0) {
		json_object(c->out, NULL);
		json_array(c->out, "items");
		for (size_t i = 0; i < z->count; i++)
			zone(c, w, &z->zone[i]);
		json_end_array(c->out);
		json_int(c->out, "total", (int64_t)z->count);
		json_int(c->out, "dropped", z->dropped);
		risk_pair(c->out, "source", risk_levels.zones_source);
		risk_pair(c->out, "unverified", risk_levels.zones_unverified);
		json_end_object(c->out);
	}
	risk_zones_free(z);
	worst_free(w);
	return e < 0 ? problem_store(c, e) : 200;
}

/* --- as files */

static void cell(void *ctx, const char *text) { tabular_cell(ctx, text); }

static int file(struct call *c, const char *name, const char *title, const struct risk_column *columns,
		unsigned count, int (*rows)(const struct risk_export *x))
{
	struct tabular_column heads[RISK_TABLE_COLUMNS];
	struct tabular t;
	struct worst *w;
	struct risk_export x = {.store = c->store,
				.language = c->language,
				.system = query_text(c, "system"),
				.now = c->now,
				.zone_minutes = c->zone_minutes,
				.version = c->api->version,
				.notes = true,
				.cell = cell,
				.ctx = &t};
	int e;

	for (unsigned i = 0; i < count; i++)
		heads[i] = (struct tabular_column){columns[i].key, columns[i].width};
	e = tabular_begin(&t, c, query_text(c, "format"), title, heads, count);
	if (e < 0)
		return e;
	e = risk_worst_read(c, &w);
	x.worst = w;
	e = e < 0 ? e : rows(&x);
	worst_free(w);
	return e < 0 ? (tabular_end(&t, name), problem_store(c, e)) : tabular_end(&t, name);
}

int api_report_risk(struct call *c)
{
	return file(c, "risk", "risk.title-table", risk_table_columns, RISK_TABLE_COLUMNS, risk_export_table);
}

int api_report_zones(struct call *c)
{
	return file(c, "zones", "risk.title-zones", risk_zone_columns, RISK_ZONE_COLUMNS, risk_export_zones);
}
