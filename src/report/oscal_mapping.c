/* A mapping collection: one file of data/mappings. Sources are controls of our catalogue, targets ids of the
 * other; where an id is unverified, the target says so. */
#include "report/oscal_parts.h"

#include <stdio.h>
#include <string.h>

static void resources(struct out *o, const struct oscal_state *s)
{
	const struct mapping *m = s->ask->mapping;
	enum language l = s->ask->language;

	json_object(o, "back-matter");
	json_array(o, "resources");
	oscal_resource_document(o, s, OSCAL_CATALOG);
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, "document/target");
	oscal_line(o, "title", m->title[l]);
	oscal_prose(o, "description", m->source[l]);
	json_array(o, "props");
	oscal_prop(o, "publisher", m->publisher, NULL, NULL);
	oscal_prop(o, "edition", m->edition[l], NULL, NULL);
	json_end_array(o);
	if (m->catalog) {
		json_array(o, "rlinks");
		json_object(o, NULL);
		json_str(o, "href", m->catalog);
		json_str(o, "media-type", "application/oscal+json");
		json_end_object(o);
		json_end_array(o);
	}
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
}

/* Ours is done by people who read both; it is a draft for as long as anything in it is unverified. */
static void provenance(struct out *o, const struct oscal_state *s)
{
	const struct mapping *m = s->ask->mapping;
	enum language l = s->ask->language;

	json_object(o, "provenance");
	json_str(o, "method", "human");
	json_str(o, "matching-rationale", "functional");
	json_str(o, "status", m->unverified[l] ? "draft" : "not-complete");
	oscal_prose(o, "mapping-description", m->source[l]);
	json_array(o, "props");
	oscal_prop(o, "status", m->unverified[l] ? "unverified" : "ours", NULL, m->unverified[l]);
	json_end_array(o);
	json_end_object(o);
}

static void reference(struct out *o, const char *member, const struct oscal_state *s, const char *name)
{
	json_object(o, member);
	json_str(o, "type", "catalog");
	oscal_href(o, "href", s, name);
	json_end_object(o);
}

static void target(struct out *o, const struct oscal_state *s, const struct mapping_term *t)
{
	json_object(o, NULL);
	json_str(o, "type", "control");
	oscal_plain(o, "id-ref", t->token);
	json_array(o, "props");
	oscal_prop(o, "id", t->id, NULL, t->label[s->ask->language]);
	oscal_prop(o, "status", mapping_status_name(t->status), NULL, NULL);
	json_end_array(o);
	json_end_object(o);
}

static void map(struct out *o, const struct oscal_state *s, const struct mapping_map *m)
{
	char name[96], id[OSCAL_ID];

	snprintf(name, sizeof name, "map/%.40s/%.16s/%s", s->ask->mapping->name, m->item,
		 mapping_relationship_name(m->relationship));
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, name);
	json_str(o, "relationship", mapping_relationship_name(m->relationship));
	json_array(o, "sources");
	json_object(o, NULL);
	json_str(o, "type", "control");
	json_str(o, "id-ref", oscal_item(s, m->item, "", id));
	json_end_object(o);
	json_end_array(o);
	json_array(o, "targets");
	for (const struct mapping_term *const *t = m->terms; *t; t++)
		target(o, s, *t);
	json_end_array(o);
	json_array(o, "props");
	oscal_prop(o, "status", mapping_status_name(m->status), NULL, NULL);
	json_end_array(o);
	oscal_prose(o, "remarks", m->note[s->ask->language]);
	json_end_object(o);
}

void oscal_body_mapping(struct out *o, const struct oscal_state *s)
{
	const struct mapping *m = s->ask->mapping;
	char name[64];

	provenance(o, s);
	snprintf(name, sizeof name, "mapping/%.40s", m->name);
	json_array(o, "mappings");
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, name);
	reference(o, "source-resource", s, "document/catalog");
	reference(o, "target-resource", s, "document/target");
	json_array(o, "maps");
	for (size_t i = 0; i < m->map_count; i++)
		map(o, s, &m->maps[i]);
	json_end_array(o);
	json_end_object(o);
	json_end_array(o);
	resources(o, s);
}
