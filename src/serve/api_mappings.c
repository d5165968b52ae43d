/* GET /mappings, one of them, as a table; and the sheet by category. */
#include "serve/mapping_json.h"
#include "serve/row_json.h"
#include "serve/system_json.h"
#include "serve/tabular.h"

#include "assess/mapping_groups.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define SHEET "jssec-2.1" /* what mappings map */

api_handler api_mappings_list, api_mapping_get, api_mapping_table, api_sheet_groups;

static void pair(struct out *o, const char *key, const char *const text[LANG_COUNT])
{
	json_pair(o, key, text[LANG_JA], text[LANG_EN]);
}

static void mapping_short(struct out *o, const char *key, const struct mapping *m)
{
	json_object(o, key);
	json_str(o, "name", m->name);
	json_int(o, "version", m->version);
	json_str(o, "publisher", m->publisher);
	pair(o, "title", m->title);
	pair(o, "edition", m->edition);
	pair(o, "source", m->source);
	pair(o, "unverified", m->unverified);
	json_int(o, "terms", (int64_t)m->term_count);
	json_int(o, "maps", (int64_t)m->map_count);
	json_bool(o, "oscal", m->map_count > 0);
	json_end_object(o);
}

int api_mappings_list(struct call *c)
{
	items_begin(c);
	for (size_t i = 0; i < mapping_count; i++)
		mapping_short(c->out, NULL, &mappings[i]);
	return items_end(c, (int64_t)mapping_count);
}

void json_mapping_term(struct out *o, const struct mapping_term *t)
{
	json_object(o, NULL);
	json_str(o, "id", t->id);
	json_str(o, "token", t->token);
	json_str(o, "group", t->group);
	pair(o, "label", t->label);
	json_str(o, "status", mapping_status_name(t->status));
	json_end_object(o);
}

static void titled(struct out *o, const char *item)
{
	const struct sheet_item *sub = sheet_item(SHEET, item);
	const struct sheet_group *g = sheet_group(SHEET, item);

	json_pair(o, "title", sub ? sub->title_ja : g->title_ja, sub ? sub->title_en : g->title_en);
}

static void map(struct out *o, const struct mapping_map *m)
{
	json_object(o, NULL);
	json_str(o, "item", m->item);
	titled(o, m->item);
	json_array(o, "to");
	for (const struct mapping_term *const *t = m->terms; *t; t++)
		json_str(o, NULL, (*t)->id);
	json_end_array(o);
	json_str(o, "relationship", mapping_relationship_name(m->relationship));
	json_str(o, "status", mapping_status_name(m->status));
	pair(o, "note", m->note);
	json_end_object(o);
}

int api_mapping_get(struct call *c)
{
	const struct mapping *m = mapping_named(c->path[0]);

	if (!m)
		return problem(c, 404, "no-such-path", NULL, NULL);
	json_object(c->out, NULL);
	mapping_short(c->out, "mapping", m);
	json_array(c->out, "terms");
	for (size_t i = 0; i < m->term_count; i++)
		json_mapping_term(c->out, &m->terms[i]);
	json_end_array(c->out);
	json_array(c->out, "maps");
	for (size_t i = 0; i < m->map_count; i++)
		map(c->out, &m->maps[i]);
	json_end_array(c->out);
	json_end_object(c->out);
	return 200;
}

/* --- as a table: one line a map and an id, as spreadsheets filter by one */

static const struct tabular_column columns[] = {
	{"mapping.c-item", 8},       {"mapping.c-title", 50}, {"mapping.c-relationship", 16},
	{"mapping.c-to", 14},        {"mapping.c-label", 40}, {"mapping.c-status", 12},
	{"mapping.c-id-status", 12}, {"mapping.c-note", 40},  {"mapping.c-unverified", 60},
};

static void line(struct tabular *t, const struct mapping *m, const struct mapping_map *map,
		 const struct mapping_term *to)
{
	enum language l = t->call->language;
	const struct sheet_item *sub = sheet_item(SHEET, map->item);
	const struct sheet_group *g = sheet_group(SHEET, map->item);
	const char *ja = sub ? sub->title_ja : g->title_ja, *en = sub ? sub->title_en : g->title_en;
	bool doubt = to->status == MAPPING_UNVERIFIED || map->status == MAPPING_UNVERIFIED;

	tabular_cell(t, map->item);
	tabular_cell(t, l == LANG_JA ? ja : en);
	tabular_cell(t, mapping_relationship_name(map->relationship));
	tabular_cell(t, to->id);
	tabular_cell(t, to->label[l]);
	tabular_cell(t, mapping_status_name(map->status));
	tabular_cell(t, mapping_status_name(to->status));
	tabular_cell(t, map->note[l]);
	tabular_cell(t, doubt ? m->unverified[l] : NULL);
}

/* Of structure alone, the ids; they are mapped to nothing. */
static void structure(struct tabular *t, const struct mapping *m, const struct mapping_term *to)
{
	enum language l = t->call->language;

	for (int i = 0; i < 3; i++)
		tabular_cell(t, NULL);
	tabular_cell(t, to->id);
	tabular_cell(t, to->label[l]);
	tabular_cell(t, NULL);
	tabular_cell(t, mapping_status_name(to->status));
	tabular_cell(t, NULL);
	tabular_cell(t, to->status == MAPPING_UNVERIFIED ? m->unverified[l] : NULL);
}

int api_mapping_table(struct call *c)
{
	const struct mapping *m = mapping_named(c->path[0]);
	struct tabular t;
	char name[80];
	int r;

	if (!m)
		return problem(c, 404, "no-such-path", NULL, NULL);
	r = tabular_begin(&t, c, query_text(c, "format"), "mapping.table", columns,
			  sizeof columns / sizeof *columns);
	if (r < 0)
		return r;
	for (size_t i = 0; i < m->map_count; i++)
		for (const struct mapping_term *const *to = m->maps[i].terms; *to; to++)
			line(&t, m, &m->maps[i], *to);
	for (size_t i = 0; m->map_count == 0 && i < m->term_count; i++)
		structure(&t, m, &m->terms[i]);
	snprintf(name, sizeof name, "mapping-%.40s", m->name);
	return tabular_end(&t, name);
}

/* --- the sheet by category */

static void group(struct out *o, const struct group_count *g)
{
	static const char *const keys[GROUP_VERDICTS] = {"met", "partly", "not_met", "unknown", "person"};

	json_object(o, NULL);
	json_str(o, "id", g->id);
	json_str(o, "group", g->group);
	pair(o, "label", g->label);
	json_int(o, "rows", g->rows);
	json_int(o, "asked", g->asked);
	for (int v = 0; v < GROUP_VERDICTS; v++)
		json_int(o, keys[v], g->verdict[v]);
	json_int(o, "decided", g->decided);
	json_array(o, "items");
	for (unsigned i = 0; i < g->asked; i++)
		json_str(o, NULL, g->items[i]);
	json_end_array(o);
	json_array(o, "others");
	for (size_t i = 0; g->others[i]; i++)
		json_str(o, NULL, g->others[i]);
	json_end_array(o);
	json_end_object(o);
}

int api_sheet_groups(struct call *c)
{
	const struct sheet *sheet = sheet_named(c->path[0]);
	const char *by = query_text(c, "by");
	struct group_counts counts;
	struct system_row system;
	int r = sheet ? system_named(c, c->path[1], &system) : -ENOENT;

	if (r == 0)
		r = mapping_groups(c->store, c->now, NULL, c->path[1], sheet->name, strcmp(by, "csf2") == 0,
				   c->arena, &counts);
	if (r < 0)
		return r == -ENOENT ? problem(c, 404, "no-such-path", NULL, NULL) : r;
	json_object(c->out, NULL);
	json_str(c->out, "by", by);
	json_sheet_short(c->out, "sheet", sheet);
	json_system(c, "system", &system);
	json_time(c->out, "as_of", c->now);
	json_array(c->out, "groups");
	for (size_t i = 0; i < counts.count; i++)
		group(c->out, &counts.list[i]);
	json_end_array(c->out);
	json_end_object(c->out);
	return 200;
}
