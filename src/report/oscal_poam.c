/* The plan of action and milestones: an item for each row that is asked and not met, with what was decided
 * and until when whoever wrote "no" wants to put it right. Unknown rows are no items: nothing was found there
 * that could be put right, and they stand in the results. */
#include "report/oscal_parts.h"

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
