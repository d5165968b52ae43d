/* An observation for each check and each record that a row which is asked stands on. */
#include "report/oscal_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *text_of(int64_t n, char to[24])
{
	snprintf(to, 24, "%lld", (long long)n);
	return to;
}

static bool is_defined(const struct oscal_state *s, int64_t id)
{
	for (size_t i = 0; i < s->device_count; i++)
		if (s->devices[i].id == id)
			return true;
	return false;
}

static void origins(struct out *o, const struct oscal_state *s, const char *type, const char *uuid_name)
{
	json_array(o, "origins");
	json_object(o, NULL);
	json_array(o, "actors");
	json_object(o, NULL);
	json_str(o, "type", type);
	oscal_uuid(o, "actor-uuid", s, uuid_name);
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
	json_end_array(o);
}

static void subject(struct out *o, const struct oscal_state *s, int64_t id)
{
	char name[40];

	snprintf(name, sizeof name, "device/d%lld", (long long)id);
	json_object(o, NULL);
	oscal_uuid(o, "subject-uuid", s, name);
	json_str(o, "type", "inventory-item");
	json_end_object(o);
}

static bool was_before(const struct oscal_proof *p, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (p->findings[i]->device == p->findings[at]->device)
			return true;
	return false;
}

static void subjects(struct out *o, const struct oscal_state *s, const struct oscal_proof *p)
{
	int64_t list[OSCAL_FINDINGS_MOST + 1];
	size_t n = 0;

	if (is_defined(s, p->device))
		list[n++] = p->device;
	for (size_t i = 0; i < p->finding_count; i++)
		if (is_defined(s, p->findings[i]->device) && !was_before(p, i))
			list[n++] = p->findings[i]->device;
	if (n == 0)
		return;
	json_array(o, "subjects");
	for (size_t i = 0; i < n; i++)
		subject(o, s, list[i]);
	json_end_array(o);
}

/* One finding in one capture; a finding whose packets lie in several is told once for each. */
static void evidence(struct out *o, const struct oscal_state *s, const struct oscal_finding *f,
		     const struct oscal_packets *p)
{
	char id[24], name[40];

	snprintf(id, sizeof id, "f%lld", (long long)f->id);
	json_object(o, NULL);
	if (p && p->source && p->source->file) {
		oscal_source_name(p->source, name);
		oscal_href(o, "href", s, name);
	}
	oscal_prose(o, "description", f->title && *f->title ? f->title : id);
	json_array(o, "props");
	oscal_prop(o, "finding", id, NULL, NULL);
	oscal_prop(o, "identity-hash", f->hash, "SHA-256", NULL);
	if (p) {
		oscal_prop(o, "packets", p->numbers, NULL, NULL);
		oscal_prop_int(o, "packets-total", f->packet_total);
	}
	json_end_array(o);
	json_end_object(o);
}

static void evidences(struct out *o, const struct oscal_state *s, const struct oscal_proof *p)
{
	if (p->finding_count == 0)
		return;
	json_array(o, "relevant-evidence");
	for (size_t i = 0; i < p->finding_count; i++) {
		const struct oscal_finding *f = p->findings[i];

		if (f->packet_files == 0)
			evidence(o, s, f, NULL);
		for (size_t k = 0; k < f->packet_files; k++)
			evidence(o, s, f, &f->packets[k]);
	}
	json_end_array(o);
}

static void types(struct out *o, const char *first, const char *second)
{
	json_array(o, "types");
	json_str(o, NULL, first);
	if (second)
		json_str(o, NULL, second);
	json_end_array(o);
}

static void check_said(struct out *o, const struct oscal_state *s, const struct oscal_proof *p)
{
	char found[24], looked[24], good[24];

	oscal_sentence(o, "description", s, "oscal.check",
		       (const struct lang_arg[]){{"title", p->title},
						 {"found", text_of(p->found, found)},
						 {"looked", text_of(p->looked, looked)},
						 {"good", text_of(p->good, good)},
						 {NULL, NULL}});
	json_array(o, "props");
	oscal_prop(o, "check", p->id, NULL, NULL);
	oscal_prop_int(o, "check-version", p->version);
	oscal_prop(o, "question-hash", p->hash, "SHA-256", NULL);
	oscal_prop(o, "says", p->says, NULL, NULL);
	oscal_prop(o, "severity", severity_token(p->severity), NULL, NULL);
	oscal_prop_int(o, "findings", p->found);
	oscal_prop_int(o, "findings-told", (int64_t)p->finding_count);
	oscal_prop_int(o, "devices-looked-at", p->looked);
	oscal_prop_int(o, "devices-good", p->good);
	json_end_array(o);
}

static void check(struct out *o, const struct oscal_state *s, const struct oscal_proof *p)
{
	check_said(o, s, p);
	json_array(o, "methods");
	json_str(o, NULL, "TEST");
	json_end_array(o);
	types(o, "control-objective", p->found > 0 ? "finding" : NULL);
	origins(o, s, "tool", "component/mimamori");
	subjects(o, s, p);
	evidences(o, s, p);
	json_time(o, "collected", p->at);
}

/* A probe tests; a configuration, or a file that is attached, was examined; else somebody said so. */
static const char *method_of(const struct oscal_proof *p)
{
	const char *kind = p->kind ? p->kind : "";

	if (strcmp(kind, "probe-result") == 0 || strcmp(kind, "vulnerability-scan") == 0)
		return "TEST";
	return strcmp(kind, "config-export") == 0 || (p->attachment && *p->attachment) ? "EXAMINE"
										       : "INTERVIEW";
}

static void record_evidence(struct out *o, const struct oscal_state *s, const struct oscal_proof *p)
{
	char version[24];

	json_array(o, "relevant-evidence");
	json_object(o, NULL);
	oscal_sentence(o, "description", s, "oscal.record-evidence",
		       (const struct lang_arg[]){{"id", p->id},
						 {"version", text_of(p->version, version)},
						 {"title", p->title},
						 {NULL, NULL}});
	json_array(o, "props");
	oscal_prop(o, "record-hash", p->hash, "SHA-256", NULL);
	oscal_prop(o, "attachment", p->attachment, NULL, NULL);
	oscal_prop(o, "attachment-hash", p->attachment_hash, "SHA-256", NULL);
	oscal_prop(o, "record", p->id, NULL, NULL);
	json_end_array(o);
	json_end_object(o);
	json_end_array(o);
}

static void record(struct out *o, const struct oscal_state *s, const struct oscal_proof *p)
{
	char party[64];

	oscal_prose(o, "description", p->title && *p->title ? p->title : p->id);
	json_array(o, "props");
	oscal_prop(o, "record", p->id, NULL, NULL);
	oscal_prop(o, "record-kind", p->kind, NULL, NULL);
	oscal_prop_int(o, "record-version", p->version);
	oscal_prop(o, "says", p->says, NULL, NULL);
	oscal_prop(o, "validity", p->validity, NULL, NULL);
	json_end_array(o);
	json_array(o, "methods");
	json_str(o, NULL, method_of(p));
	json_end_array(o);
	types(o, "control-objective", p->validity && strcmp(p->validity, "expired") == 0 ? "historic" : NULL);
	if (p->by && p->by[0] == 'c' && isdigit((unsigned char)p->by[1])) {
		snprintf(party, sizeof party, "party/%.40s", p->by);
		origins(o, s, "party", party);
	}
	subjects(o, s, p);
	record_evidence(o, s, p);
	json_time(o, "collected", p->at ? p->at : s->modified);
	oscal_day_end(o, "expires", s, p->until);
}

void oscal_observations(struct out *o, const struct oscal_state *s)
{
	bool open = false;
	char name[96];

	for (size_t i = 0; i < s->proof_count; i++) {
		const struct oscal_proof *p = s->proofs[i];

		if (!oscal_tells(p))
			continue;
		if (!open)
			json_array(o, "observations");
		open = true;
		json_object(o, NULL);
		oscal_uuid(o, "uuid", s, oscal_proof_name("observation", p, name));
		oscal_line(o, "title", p->title && *p->title ? p->title : p->id);
		(p->what == PROOF_CHECK ? check : record)(o, s, p);
		json_end_object(o);
	}
	if (open)
		json_end_array(o);
}

/* What a finding of a row stands on. */
void oscal_related(struct out *o, const struct oscal_state *s, const struct oscal_row *r)
{
	static const struct {
		const char *member, *key, *what;
		bool risk;
	} lists[] = {{"related-observations", "observation-uuid", "observation", false},
		     {"related-risks", "risk-uuid", "risk", true}};
	char name[96];

	for (size_t l = 0; l < 2; l++) {
		bool open = false;

		for (size_t i = 0; i < r->proof_count; i++) {
			if (!oscal_tells(r->proofs[i]) || (lists[l].risk && !oscal_is_risk(r->proofs[i])))
				continue;
			if (!open)
				json_array(o, lists[l].member);
			open = true;
			json_object(o, NULL);
			oscal_uuid(o, lists[l].key, s, oscal_proof_name(lists[l].what, r->proofs[i], name));
			json_end_object(o);
		}
		if (open)
			json_end_array(o);
	}
}
