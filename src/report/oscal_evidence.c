/* What the rows stand on: devices, observations, risks, captures. */
#include "report/oscal_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static bool is_told(const struct oscal_proof *p) { return p->asked && (p->what == PROOF_RECORD || p->at); }

/* A check of high or critical severity that found something is a risk of its own, told once. */
bool oscal_is_risk(const struct oscal_proof *p)
{
	return p->what == PROOF_CHECK && is_told(p) && p->found > 0 && p->severity <= SEVERITY_HIGH;
}

static char *name_of(const char *what, const struct oscal_proof *p, char to[96])
{
	snprintf(to, 96, "%s/%s/%.60s", what, p->what == PROOF_CHECK ? "check" : "record", p->id);
	return to;
}

static const char *text_of(int64_t n, char to[24])
{
	snprintf(to, 24, "%lld", (long long)n);
	return to;
}

/* --- devices */

static void device(struct out *o, const struct oscal_state *s, const struct oscal_device *d)
{
	char id[24], name[40];

	snprintf(id, sizeof id, "d%lld", (long long)d->id);
	snprintf(name, sizeof name, "device/%s", id);
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, name);
	oscal_prose(o, "description", d->name && *d->name ? d->name : id);
	json_array(o, "props");
	oscal_prop_of(o, NULL, "asset-id", id);
	oscal_prop_of(o, NULL, d->ip && strchr(d->ip, ':') ? "ipv6-address" : "ipv4-address", d->ip);
	oscal_prop_of(o, NULL, "mac-address", d->mac);
	oscal_prop_of(o, NULL, "vendor-name", d->maker);
	oscal_prop_of(o, NULL, "model", d->model);
	oscal_prop_of(o, NULL, "software-version", d->firmware);
	json_end_array(o);
	json_end_object(o);
}

void oscal_assets(struct out *o, const struct oscal_state *s)
{
	json_object(o, "assessment-assets");
	json_array(o, "components");
	oscal_tool(o, s);
	json_end_array(o);
	json_array(o, "assessment-platforms");
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, "platform");
	json_array(o, "uses-components");
	json_object(o, NULL);
	oscal_uuid(o, "component-uuid", s, "component/mimamori");
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
}

void oscal_definitions(struct out *o, const struct oscal_state *s)
{
	json_object(o, "local-definitions");
	if (s->device_count) {
		json_array(o, "inventory-items");
		for (size_t i = 0; i < s->device_count; i++)
			device(o, s, &s->devices[i]);
		json_end_array(o);
	}
	oscal_assets(o, s);
	json_end_object(o);
}

static bool is_defined(const struct oscal_state *s, int64_t id)
{
	for (size_t i = 0; i < s->device_count; i++)
		if (s->devices[i].id == id)
			return true;
	return false;
}

/* --- observations */

static void origin(struct out *o, const struct oscal_state *s, const char *type, const char *uuid_name)
{
	json_object(o, "origin");
	json_array(o, "actors");
	json_object(o, NULL);
	json_str(o, "type", type);
	oscal_uuid(o, "actor-uuid", s, uuid_name);
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
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

static void source_name(const struct oscal_source *source, char to[40])
{
	snprintf(to, 40, "capture/%lld", (long long)source->id);
}

/* One finding in one capture; a finding whose packets lie in several is told once for each. */
static void evidence(struct out *o, const struct oscal_state *s, const struct oscal_finding *f,
		     const struct oscal_packets *p)
{
	char id[24], name[40];

	snprintf(id, sizeof id, "f%lld", (long long)f->id);
	json_object(o, NULL);
	if (p && p->source && p->source->file) {
		source_name(p->source, name);
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

		if (!is_told(p))
			continue;
		if (!open)
			json_array(o, "observations");
		open = true;
		json_object(o, NULL);
		oscal_uuid(o, "uuid", s, name_of("observation", p, name));
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
			if (!is_told(r->proofs[i]) || (lists[l].risk && !oscal_is_risk(r->proofs[i])))
				continue;
			if (!open)
				json_array(o, lists[l].member);
			open = true;
			json_object(o, NULL);
			oscal_uuid(o, lists[l].key, s, name_of(lists[l].what, r->proofs[i], name));
			json_end_object(o);
		}
		if (open)
			json_end_array(o);
	}
}

/* --- risks */

static void severity(struct out *o, const struct oscal_state *s, const struct oscal_proof *p)
{
	json_array(o, "characterizations");
	json_object(o, NULL);
	origin(o, s, "tool", "component/mimamori");
	json_array(o, "facets");
	json_object(o, NULL);
	json_str(o, "name", "severity");
	json_str(o, "system", OSCAL_NS);
	json_str(o, "value", severity_token(p->severity));
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
	json_end_array(o);
}

static void remediation(struct out *o, const struct oscal_state *s, const struct oscal_proof *p)
{
	char name[96];

	if (!p->finding_count || !p->findings[0]->act || !*p->findings[0]->act)
		return;
	json_array(o, "remediations");
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, name_of("remediation", p, name));
	json_str(o, "lifecycle", "recommendation");
	oscal_sentence(o, "title", s, "oscal.to-do", NULL);
	oscal_prose(o, "description", p->findings[0]->act);
	json_end_object(o);
	json_end_array(o);
}

static void risk(struct out *o, const struct oscal_state *s, const struct oscal_proof *p)
{
	const struct oscal_finding *first = p->finding_count ? p->findings[0] : NULL;
	char name[96], found[24];

	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, name_of("risk", p, name));
	oscal_line(o, "title", p->found == 1 && first && first->title ? first->title : p->title);
	oscal_sentence(o, "description", s, "oscal.risk",
		       (const struct lang_arg[]){
			       {"check", p->title}, {"found", text_of(p->found, found)}, {NULL, NULL}});
	oscal_prose(o, "statement", first && first->why && *first->why ? first->why : p->title);
	json_array(o, "props");
	oscal_prop(o, "check", p->id, NULL, NULL);
	json_end_array(o);
	json_str(o, "status", "open");
	severity(o, s, p);
	remediation(o, s, p);
	json_array(o, "related-observations");
	json_object(o, NULL);
	oscal_uuid(o, "observation-uuid", s, name_of("observation", p, name));
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
}

void oscal_risks(struct out *o, const struct oscal_state *s)
{
	bool open = false;

	for (size_t i = 0; i < s->proof_count; i++) {
		if (!oscal_is_risk(s->proofs[i]))
			continue;
		if (!open)
			json_array(o, "risks");
		open = true;
		risk(o, s, s->proofs[i]);
	}
	if (open)
		json_end_array(o);
}

/* --- captures */

/* A file name as a relative reference (RFC 3986): "./" before it, as a colon in its first part would else be
 * a scheme. */
static void reference(struct out *o, const char *file)
{
	char made[1024] = "./";
	size_t n = 2;

	for (; *file && n + 4 < sizeof made; file++) {
		unsigned char c = (unsigned char)*file;

		if (isalnum(c) || strchr("-._~/", c))
			made[n++] = (char)c;
		else
			n += (size_t)snprintf(made + n, sizeof made - n, "%%%02X", c);
	}
	json_text(o, "href", made, n);
}

static void hashes(struct out *o, const char *digest)
{
	if (!digest || !*digest)
		return;
	json_array(o, "hashes");
	json_object(o, NULL);
	json_str(o, "algorithm", "SHA-256");
	json_str(o, "value", digest);
	json_end_object(o);
	json_end_array(o);
}

static void capture(struct out *o, const struct oscal_state *s, const struct oscal_source *source)
{
	char name[40];

	source_name(source, name);
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, name);
	oscal_line(o, "title", source->file);
	json_array(o, "props");
	oscal_prop(o, "kept", source->kept && *source->kept ? source->kept : "outside", NULL, NULL);
	json_end_array(o);
	json_array(o, "rlinks");
	json_object(o, NULL);
	reference(o, source->file);
	json_str(o, "media-type", "application/vnd.tcpdump.pcap");
	hashes(o, source->digest);
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
}

void oscal_captures(struct out *o, const struct oscal_state *s)
{
	for (size_t i = 0; i < s->source_count; i++)
		if (s->sources[i].used && s->sources[i].file && *s->sources[i].file)
			capture(o, s, &s->sources[i]);
}
