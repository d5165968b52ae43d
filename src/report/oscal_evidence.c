/* What the rows stand on: devices, risks, captures; observations have a file of their own. */
#include "report/oscal_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

bool oscal_tells(const struct oscal_proof *p) { return p->asked && (p->what == PROOF_RECORD || p->at); }

/* A check of high or critical severity that found something is a risk of its own, told once. */
bool oscal_is_risk(const struct oscal_proof *p)
{
	return p->what == PROOF_CHECK && oscal_tells(p) && p->found > 0 && p->severity <= SEVERITY_HIGH;
}

char *oscal_proof_name(const char *what, const struct oscal_proof *p, char to[96])
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
	oscal_uuid(o, "uuid", s, oscal_proof_name("remediation", p, name));
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
	oscal_uuid(o, "uuid", s, oscal_proof_name("risk", p, name));
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
	oscal_uuid(o, "observation-uuid", s, oscal_proof_name("observation", p, name));
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

char *oscal_source_name(const struct oscal_source *source, char to[40])
{
	snprintf(to, 40, "capture/%lld", (long long)source->id);
	return to;
}

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

	oscal_source_name(source, name);
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
