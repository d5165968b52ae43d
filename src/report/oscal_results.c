/* The assessment plan and its results. A plan is wanted by the standard before results may refer to it; ours
 * says which rows are asked and what assesses them, no more. */
#include "report/oscal_parts.h"

/* The plant has no system security plan in OSCAL: a resource says where it is described instead. */
static void described(struct out *o, const struct oscal_state *s)
{
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, "document/system");
	oscal_sentence(o, "title", s, "oscal.system-title", NULL);
	oscal_sentence(o, "description", s, "oscal.system", NULL);
	json_array(o, "rlinks");
	json_object(o, NULL);
	json_str(o, "href", "inspect.json");
	json_str(o, "media-type", "application/json");
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
}

void oscal_body_plan(struct out *o, const struct oscal_state *s)
{
	json_object(o, "import-ssp");
	oscal_href(o, "href", s, "document/system");
	json_end_object(o);
	oscal_reviewed(o, s);
	oscal_assets(o, s);
	json_object(o, "back-matter");
	json_array(o, "resources");
	described(o, s);
	oscal_resource_document(o, s, OSCAL_CATALOG);
	oscal_resource_document(o, s, OSCAL_PROFILE);
	json_end_array(o);
	json_end_object(o);
}

static int64_t began(const struct oscal_state *s)
{
	int64_t first = s->modified;

	for (size_t i = 0; i < s->proof_count; i++)
		if (s->proofs[i]->asked && s->proofs[i]->at && s->proofs[i]->at < first)
			first = s->proofs[i]->at;
	return first;
}

static void result(struct out *o, const struct oscal_state *s)
{
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, "result");
	oscal_sentence(o, "title", s, "oscal.result", NULL);
	oscal_sentence(o, "description", s, "oscal.result-why", NULL);
	json_time(o, "start", began(s));
	json_time(o, "end", s->modified);
	oscal_definitions(o, s);
	oscal_reviewed(o, s);
	oscal_observations(o, s);
	oscal_risks(o, s);
	oscal_findings(o, s, false);
	json_end_object(o);
}

void oscal_body_results(struct out *o, const struct oscal_state *s)
{
	json_object(o, "import-ap");
	oscal_href(o, "href", s, "document/plan");
	json_end_object(o);
	json_array(o, "results");
	result(o, s);
	json_end_array(o);
	json_object(o, "back-matter");
	json_array(o, "resources");
	oscal_resource_document(o, s, OSCAL_PLAN);
	oscal_captures(o, s);
	json_end_array(o);
	json_end_object(o);
}
