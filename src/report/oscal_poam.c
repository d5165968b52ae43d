/* The plan of action and milestones: an item for each row that is asked and not met, with what was decided
 * and until when whoever wrote "no" wants to put it right. Unknown rows are no items: nothing was found there
 * that could be put right, and they stand in the results. */
#include "report/oscal_parts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void related(struct out *o, const struct oscal_state *s, const struct oscal_row *r)
{
	char name[48];

	json_array(o, "related-findings");
	json_object(o, NULL);
	oscal_uuid(o, "finding-uuid", s, oscal_finding_name(r, name));
	json_end_object(o);
	json_end_array(o);
	oscal_related(o, s, r);
}

/* Records that say no, or partly, say until when and why. */
static void plans(struct out *o, const struct oscal_row *r)
{
	for (size_t i = 0; i < r->proof_count; i++) {
		const struct oscal_proof *p = r->proofs[i];

		if (p->what != PROOF_RECORD)
			continue;
		oscal_prop(o, "planned-on", p->plan_on, p->id, p->because);
		if (p->owner)
			oscal_prop(o, "owner", p->owner, p->id, NULL);
	}
}

/* --- measures: of the attacks that name the row */

static const char sql[] =
	"SELECT fields->>'attack', 'r' || id, fields->>'layer', fields->>'what', fields->>'how', "
	"coalesce(fields->>'it_owner', fields->>'it_owner-none'), coalesce(fields->>'ot_owner', "
	"fields->>'ot_owner-none'), fields->>'done_by', fields->>'state' FROM record WHERE kind = 'measure' "
	"AND "
	"removed = 0 AND (?1 = 'site' OR system IN ('site', ?1)) ORDER BY id LIMIT ?2";
enum { MEASURES_MOST = 2000 };

/* "theft@d3": of theft. */
static const struct attack *attack_of(const char *id)
{
	char name[ATTACK_NAME];

	if (!id)
		return NULL;
	snprintf(name, sizeof name, "%.*s", (int)strcspn(id, "@"), id);
	return attack_find(name);
}

static void take(struct oscal_state *s, sqlite3_stmt *q)
{
	const char *text[9];
	const struct attack *attack = attack_of((const char *)sqlite3_column_text(q, 0));

	if (!attack)
		return;
	for (int i = 1; i < 9; i++)
		text[i] = oscal_kept(s, (const char *)sqlite3_column_text(q, i));
	s->measures[s->measure_count++] = (struct oscal_measure){attack,  text[1], text[2], text[3], text[4],
								 text[5], text[6], text[7], text[8]};
}

int oscal_measures(struct oscal_state *s, struct store *records)
{
	sqlite3_stmt *q = NULL;
	int r;

	s->measures = arena_get(s->arena, MEASURES_MOST, sizeof *s->measures);
	if (!s->measures)
		return -ENOMEM;
	if (sqlite3_prepare_v2(store_db(records), sql, -1, &q, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_text(q, 1, s->ask->system, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 2, MEASURES_MOST);
	while ((r = sqlite3_step(q)) == SQLITE_ROW)
		take(s, q);
	sqlite3_finalize(q);
	return r != SQLITE_DONE ? -EIO : s->failed ? -ENOMEM : 0;
}

static bool speaks_of(const struct attack *a, const char *item)
{
	for (size_t i = 0; a->items[i]; i++)
		if (strcmp(a->items[i], item) == 0)
			return true;
	return false;
}

/* What belongs to one measure has its record as `group`. */
static void of_measure(struct out *o, const struct oscal_measure *m, const char *name, const char *value,
		       const char *class, const char *remarks)
{
	if (!value || !*value)
		return;
	json_object(o, NULL);
	json_str(o, "name", name);
	json_str(o, "ns", OSCAL_NS);
	oscal_plain(o, "value", value);
	if (class)
		oscal_token(o, "class", class);
	oscal_token(o, "group", m->record);
	oscal_prose(o, "remarks", remarks);
	json_end_object(o);
}

static void measures(struct out *o, const struct oscal_state *s, const struct oscal_row *r)
{
	for (size_t i = 0; i < s->measure_count; i++) {
		const struct oscal_measure *m = &s->measures[i];

		if (!speaks_of(m->attack, r->item))
			continue;
		of_measure(o, m, "measure", m->what, m->layer, m->how);
		of_measure(o, m, "measure-against", m->attack->name, NULL, NULL);
		of_measure(o, m, "measure-state", m->state, NULL, NULL);
		of_measure(o, m, "measure-done-by", m->done_by, NULL, NULL);
		of_measure(o, m, "measure-owner", m->it_owner, "it", NULL);
		of_measure(o, m, "measure-owner", m->ot_owner, "ot", NULL);
	}
}

static void item(struct out *o, const struct oscal_state *s, const struct oscal_row *r)
{
	char name[48], title[OSCAL_ID * 8];

	snprintf(name, sizeof name, "poam/%.20s", r->item);
	snprintf(title, sizeof title, "%s %s", r->item, r->title);
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, name);
	oscal_line(o, "title", title);
	oscal_prose(o, "description", oscal_described(s, r));
	json_array(o, "props");
	oscal_prop(o, "item", r->item, NULL, NULL);
	oscal_decision(o, r);
	plans(o, r);
	measures(o, s, r);
	json_end_array(o);
	related(o, s, r);
	json_end_object(o);
}

void oscal_body_poam(struct out *o, const struct oscal_state *s)
{
	struct uuid id = uuid_of(&s->space, s->ask->system);
	char text[UUID_TEXT];

	json_object(o, "system-id");
	json_str(o, "identifier-type", "https://ietf.org/rfc/rfc4122");
	json_str(o, "id", uuid_text(&id, text));
	json_end_object(o);
	oscal_definitions(o, s);
	oscal_observations(o, s);
	oscal_risks(o, s);
	oscal_findings(o, s, true);
	json_array(o, "poam-items");
	for (size_t i = 0; i < s->row_count; i++)
		if (oscal_is_unmet(&s->rows[i]))
			item(o, s, &s->rows[i]);
	json_end_array(o);
	json_object(o, "back-matter");
	json_array(o, "resources");
	oscal_resource_document(o, s, OSCAL_RESULTS);
	oscal_captures(o, s);
	json_end_array(o);
	json_end_object(o);
}
