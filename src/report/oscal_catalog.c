/* The catalogue: a group for each category of CSF 1.1 as the sheet prints it, a control for each item, and in
 * it one for each sub-item. What a sub-item asks is its statement and its one objective, as the sheet has one
 * sentence for both. How it is assessed stands beside it as methods of SP 800-53A. */
#include "report/oscal_parts.h"

#include <stdio.h>
#include <string.h>

#define RMF_NS "http://csrc.nist.gov/ns/rmf" /* OSCAL's own for what SP 800-53A calls method */

static const char *from_word(enum from f)
{
	return f == FROM_PRINTED ? "printed" : f == FROM_OURS ? "ours" : "user";
}

static const char *lead_word(enum lead l) { return l == LEAD_IT ? "it" : l == LEAD_OT ? "ot" : "both"; }

static void part(struct out *o, const char *id, const char *name, const char *ns, const char *prose)
{
	if (!prose || !*prose)
		return;
	json_object(o, NULL);
	json_str(o, "id", id);
	json_str(o, "name", name);
	if (ns)
		json_str(o, "ns", ns);
	oscal_prose(o, "prose", prose);
	json_end_object(o);
}

/* The objects of a method: names of checks or kinds of records, as of the sheet's file. */
static void objects(struct out *o, const struct sheet_item *item, bool tests)
{
	json_array(o, "parts");
	json_object(o, NULL);
	json_str(o, "name", "assessment-objects");
	json_array(o, "props");
	for (size_t i = 0; tests && item->checks[i]; i++)
		oscal_prop(o, "check", item->checks[i], NULL, NULL);
	for (size_t i = 0; !tests && item->records[i].kind; i++)
		oscal_prop(o, "record", item->records[i].kind, item->records[i].topic, NULL);
	json_end_array(o);
	json_end_object(o);
	json_end_array(o);
}

static void method(struct out *o, const struct oscal_state *s, const struct oscal_row *r, const char *method,
		   const char *suffix, const struct sheet_item *item)
{
	char id[OSCAL_ID];

	json_object(o, NULL);
	json_str(o, "id", oscal_control(s, r, suffix, id));
	json_str(o, "name", "assessment-method");
	json_array(o, "props");
	oscal_prop_of(o, RMF_NS, "method", method);
	json_end_array(o);
	objects(o, item, strcmp(method, "TEST") == 0);
	json_end_object(o);
}

static void methods(struct out *o, const struct oscal_state *s, const struct oscal_row *r)
{
	const struct sheet_item *item = r->own ? NULL : sheet_item(s->ask->sheet, r->item);

	if (!item)
		return;
	if (item->checks[0])
		method(o, s, r, "TEST", "_tst", item);
	if (item->records[0].kind)
		method(o, s, r, "INTERVIEW", "_int", item);
}

static void levels(struct out *o, const struct oscal_row *r)
{
	static const char *const names[] = {"poc", "core", "important"};

	for (int i = 0; i < 3; i++)
		if (r->levels & 1u << i)
			oscal_prop(o, "usage-level", names[i], from_word(r->levels_from), NULL);
}

static void control(struct out *o, const struct oscal_state *s, const struct oscal_row *r)
{
	char id[OSCAL_ID];

	json_object(o, NULL);
	json_str(o, "id", oscal_control(s, r, "", id));
	json_str(o, "class", r->own ? "own-item" : "sub-item");
	oscal_line(o, "title", r->title);
	json_array(o, "props");
	oscal_prop_of(o, NULL, "label", r->item);
	oscal_prop(o, "lead", lead_word(r->lead), from_word(r->lead_from), NULL);
	oscal_prop(o, "mark", r->mark, NULL, NULL);
	levels(o, r);
	json_end_array(o);
	json_array(o, "parts");
	part(o, oscal_control(s, r, "_smt", id), "statement", NULL, r->title);
	part(o, oscal_control(s, r, "_obj", id), "assessment-objective", NULL, r->title);
	methods(o, s, r);
	json_end_array(o);
	json_end_object(o);
}

static void related(struct out *o, const struct oscal_state *s, const struct sheet_group *g)
{
	char id[OSCAL_ID + 1] = "#";

	if (!g->see[0])
		return;
	json_array(o, "links");
	for (size_t i = 0; g->see[i]; i++) {
		json_object(o, NULL);
		oscal_item(s, g->see[i], "", id + 1);
		json_str(o, "href", id);
		json_str(o, "rel", "related");
		json_end_object(o);
	}
	json_end_array(o);
}

static void item_head(struct out *o, const struct oscal_state *s, const struct oscal_row *r)
{
	char id[OSCAL_ID];

	json_object(o, NULL);
	json_str(o, "id", oscal_item(s, r->parent, "", id));
	json_str(o, "class", "item");
	oscal_line(o, "title", r->item_title);
	json_array(o, "props");
	oscal_prop_of(o, NULL, "label", r->parent);
	oscal_prop(o, "csf2", r->csf2, "ours", NULL);
	oscal_prop(o, "key-point", r->group->key_point, NULL, NULL);
	json_end_array(o);
	related(o, s, r->group);
	json_array(o, "parts");
	part(o, oscal_item(s, r->parent, "_gdn", id), "guidance", NULL, r->why);
	part(o, oscal_item(s, r->parent, "_exm", id), "examine", OSCAL_NS, r->examine);
	json_end_array(o);
	json_array(o, "controls");
}

static void item_end(struct out *o)
{
	json_end_array(o);
	json_end_object(o);
}

static void group_head(struct out *o, const struct oscal_state *s, const struct oscal_row *r)
{
	char key[48] = "oscal.own-items";
	const char *title;

	if (!r->own)
		snprintf(key, sizeof key, "print.category-%.20s", r->category);
	for (char *c = strchr(key, '-') + 1; !r->own && *c; c++)
		*c = *c == '.' ? '-' : *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
	title = lang(s->ask->language, key);
	json_object(o, NULL);
	json_str(o, "id", r->own ? "own-items" : r->category);
	json_str(o, "class", r->own ? "own" : "category");
	oscal_line(o, "title", title == key ? r->category : title);
	json_array(o, "props");
	oscal_prop_of(o, NULL, "label", r->own ? "own" : r->category);
	oscal_prop(o, "csf-version", r->own ? "" : sheet_named(s->ask->sheet)->csf, NULL, NULL);
	json_end_array(o);
	json_array(o, "controls");
}

static bool same_group(const struct oscal_row *a, const struct oscal_row *b)
{
	return a->own == b->own && strcmp(a->category, b->category) == 0;
}

static bool same_item(const struct oscal_row *a, const struct oscal_row *b)
{
	return !a->own && !b->own && strcmp(a->parent, b->parent) == 0;
}

/* Rows come in printed order, own items last: a group is a run of rows, an item one within. */
void oscal_body_catalog(struct out *o, const struct oscal_state *s)
{
	json_array(o, "groups");
	for (size_t i = 0; i < s->row_count; i++) {
		const struct oscal_row *r = &s->rows[i], *before = i ? r - 1 : NULL, *after = r + 1;
		bool last = i + 1 == s->row_count;

		if (!before || !same_group(before, r))
			group_head(o, s, r);
		if (!r->own && (!before || !same_item(before, r)))
			item_head(o, s, r);
		control(o, s, r);
		if (!r->own && (last || !same_item(r, after)))
			item_end(o);
		if (last || !same_group(r, after))
			item_end(o);
	}
	json_end_array(o);
}

/* --- the profile of a usage level: which of these are recommended there */

static bool at_level(const struct oscal_state *s, const struct oscal_row *r)
{
	return r->own || r->levels & s->level;
}

static void with_ids(struct out *o, const struct oscal_state *s)
{
	const char *parent = "";
	char id[OSCAL_ID];

	json_array(o, "with-ids");
	for (size_t i = 0; i < s->row_count; i++) {
		const struct oscal_row *r = &s->rows[i];

		if (!at_level(s, r))
			continue;
		if (!r->own && strcmp(parent, r->parent) != 0)
			json_str(o, NULL, oscal_item(s, r->parent, "", id));
		parent = r->parent;
		json_str(o, NULL, oscal_control(s, r, "", id));
	}
	json_end_array(o);
}

void oscal_body_profile(struct out *o, const struct oscal_state *s)
{
	json_array(o, "imports");
	json_object(o, NULL);
	oscal_href(o, "href", s, "document/catalog");
	json_array(o, "include-controls");
	json_object(o, NULL);
	json_str(o, "with-child-controls", "no");
	with_ids(o, s);
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
	json_end_array(o);
	json_object(o, "merge");
	json_bool(o, "as-is", true);
	json_end_object(o);
	json_object(o, "back-matter");
	json_array(o, "resources");
	oscal_resource_document(o, s, OSCAL_CATALOG);
	json_end_array(o);
	json_end_object(o);
}
