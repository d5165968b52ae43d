/* A finding for each row that is asked. OSCAL knows satisfied and not-satisfied alone. Only "met" is
 * satisfied. The other is what SP 800-53A calls "other than satisfied", which is also said where not enough
 * could be learnt to decide: so unknown is not-satisfied with the reason "other", never "fail", without an
 * implementation status, and with the sheet's own word beside it (docs/decisions/107-oscal.md). */
#include "report/oscal_parts.h"

#include <stdio.h>
#include <string.h>

static const struct verdict_as {
	const char *verdict, *state, *reason, *implementation, *remarks; /* remarks: key of a sentence */
} verdicts[] = {
	{"met", "satisfied", "pass", "implemented", NULL},
	{"partly", "not-satisfied", "other", "partial", "oscal.partly"},
	{"not-met", "not-satisfied", "fail", NULL, "oscal.not-met"},
	{"unknown", "not-satisfied", "other", NULL, "oscal.unknown"},
	{"person", "not-satisfied", "other", NULL, "oscal.person"},
};

/* What no row of the table has is unknown. */
static const struct verdict_as *as_of(const struct oscal_row *r)
{
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
		if (strcmp(verdicts[i].verdict, r->verdict) == 0)
			return &verdicts[i];
	return &verdicts[3];
}

static void target(struct out *o, const struct oscal_state *s, const struct oscal_row *r)
{
	const struct verdict_as *v = as_of(r);
	char id[OSCAL_ID];

	json_object(o, "target");
	json_str(o, "type", "objective-id");
	json_str(o, "target-id", oscal_control(s, r, "_obj", id));
	json_object(o, "status");
	json_str(o, "state", v->state);
	json_str(o, "reason", v->reason);
	if (r->expired)
		oscal_sentence(o, "remarks", s, "oscal.expired", NULL);
	else if (v->remarks)
		oscal_sentence(o, "remarks", s, v->remarks, NULL);
	json_end_object(o);
	if (v->implementation) {
		json_object(o, "implementation-status");
		json_str(o, "state", v->implementation);
		json_end_object(o);
	}
	json_end_object(o);
}

static void signatures(struct out *o, const struct oscal_row *r)
{
	for (size_t i = 0; i < r->signature_count; i++) {
		const struct oscal_proof *p = r->signatures[i];
		char words[200];

		snprintf(words, sizeof words, "%.20s %.20s %.100s", p->id, p->by ? p->by : "",
			 p->validity ? p->validity : "");
		oscal_prop(o, "signature", p->hash && *p->hash ? p->hash : "declared", p->says, words);
	}
}

/* The decision stands beside the finding and changes nothing of it. */
void oscal_decision(struct out *o, const struct oscal_row *r)
{
	char contact[24];

	if (!r->choice)
		return;
	oscal_prop(o, "decision", r->choice, NULL, r->reason);
	oscal_prop(o, "decision-point", r->point, NULL, NULL);
	snprintf(contact, sizeof contact, "c%lld", (long long)r->contact);
	oscal_prop(o, "decided-by", r->contact ? contact : "local", NULL, r->who);
	oscal_prop_time(o, "decided-at", r->decided);
	oscal_prop(o, "still-to-sign", r->open_sides, NULL, NULL);
	signatures(o, r);
}

static void props(struct out *o, const struct oscal_row *r)
{
	json_array(o, "props");
	oscal_prop(o, "item", r->item, NULL, NULL);
	oscal_prop(o, "verdict", r->verdict, NULL, NULL);
	oscal_prop(o, "grade", r->grade, NULL, NULL);
	oscal_prop(o, "state", r->state, NULL, NULL);
	oscal_prop(o, "expired", r->expired ? "yes" : "", NULL, NULL);
	oscal_prop(o, "provisional", r->provisional && *r->provisional ? "yes" : "", NULL, r->provisional);
	oscal_prop_time(o, "as-of", r->as_of);
	oscal_prop(o, "expires", r->expires, NULL, NULL);
	oscal_prop(o, "evidence-hash", r->evidence_hash, "SHA-256", NULL);
	oscal_prop(o, "question-hash", r->question_hash, "SHA-256", NULL);
	for (size_t i = 0; i < r->missing_count; i++)
		oscal_prop(o, "record-missing", r->missing[i], NULL, NULL);
	oscal_decision(o, r);
	json_end_array(o);
}

char *oscal_finding_name(const struct oscal_row *r, char to[48])
{
	snprintf(to, 48, "finding/%.20s", r->item);
	return to;
}

/* "verdict. what was looked at. what would make it met." */
const char *oscal_described(const struct oscal_state *s, const struct oscal_row *r)
{
	char key[32];

	snprintf(key, sizeof key, "verdict.%.16s", r->verdict);
	return oscal_words(s, "oscal.finding",
			   (const struct lang_arg[]){{"verdict", lang(s->ask->language, key)},
						     {"coverage", r->coverage ? r->coverage : ""},
						     {"needs", r->needs ? r->needs : ""},
						     {NULL, NULL}});
}

static void finding(struct out *o, const struct oscal_state *s, const struct oscal_row *r)
{
	char name[48], title[OSCAL_ID * 8];

	snprintf(title, sizeof title, "%s %s", r->item, r->title);
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, oscal_finding_name(r, name));
	oscal_line(o, "title", title);
	oscal_prose(o, "description", oscal_described(s, r));
	props(o, r);
	target(o, s, r);
	oscal_related(o, s, r);
	json_end_object(o);
}

bool oscal_is_unmet(const struct oscal_row *r) { return r->asked && strcmp(r->verdict, "not-met") == 0; }

void oscal_findings(struct out *o, const struct oscal_state *s, bool unmet_alone)
{
	json_array(o, "findings");
	for (size_t i = 0; i < s->row_count; i++)
		if (unmet_alone ? oscal_is_unmet(&s->rows[i]) : s->rows[i].asked)
			finding(o, s, &s->rows[i]);
	json_end_array(o);
}
