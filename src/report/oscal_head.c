/* What every document begins and ends with: its id, its metadata, the tool, references to the others. */
#include "report/oscal_parts.h"

#include "assess/contact.h"
#include "store/digest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const names[OSCAL_DOCUMENTS] = {"catalog", "profile", "plan",
						   "results", "poam",    "mapping"};
static const char *const levels[] = {"poc", "core", "important"};

const char *oscal_name(enum oscal_document document) { return names[document]; }

int oscal_named(const char *name)
{
	for (int i = 0; i < OSCAL_DOCUMENTS; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

static const char *level_name(unsigned level)
{
	return level == LEVEL_POC ? levels[0] : level == LEVEL_CORE ? levels[1] : levels[2];
}

char *oscal_file(const struct oscal *ask, enum oscal_document document, char to[OSCAL_FILE])
{
	if (document == OSCAL_MAPPING)
		snprintf(to, OSCAL_FILE, "%.40s-mapping-%.40s.json", ask->sheet,
			 ask->mapping ? ask->mapping->name : "");
	else if (document == OSCAL_PROFILE)
		snprintf(to, OSCAL_FILE, "%.40s-%.20s-profile-%s.json", ask->sheet, ask->system,
			 level_name(ask->level));
	else
		snprintf(to, OSCAL_FILE, "%.40s-%.20s-%s.json", ask->sheet, ask->system, names[document]);
	return to;
}

/* --- metadata */

static void party(struct out *o, const struct oscal_state *s, const char *uuid_name, const char *type,
		  const char *name, const char *id)
{
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, uuid_name);
	json_str(o, "type", type);
	oscal_plain(o, "name", name);
	json_array(o, "props");
	oscal_prop(o, "id", id, NULL, NULL);
	json_end_array(o);
	json_end_object(o);
}

struct people {
	struct out *out;
	const struct oscal_state *state;
};

/* Name and number: no mail, no telephone. Who was erased is his number. */
static int person(void *ctx, const struct contact *c)
{
	const struct people *p = ctx;
	char id[24], name[40];

	snprintf(id, sizeof id, "c%lld", (long long)c->id);
	snprintf(name, sizeof name, "party/%s", id);
	party(p->out, p->state, name, "person", *c->name ? c->name : id, id);
	return 0;
}

static void parties(struct out *o, const struct oscal_state *s, bool people)
{
	struct people p = {o, s};

	json_array(o, "parties");
	party(o, s, "party/site", "organization", s->site, "site");
	if (people)
		contact_each(s->ask->store, person, &p);
	json_end_array(o);
}

/* "journal 1234": what a reader asks for to see the same state again. */
static void versions(struct out *o, const struct oscal_state *s, const struct oscal_about *about)
{
	const struct sheet *sheet = sheet_named(s->ask->sheet);
	char text[80];

	if (about->site)
		snprintf(text, sizeof text, "journal-%lld", (long long)s->last);
	else if (about->document == OSCAL_MAPPING)
		snprintf(text, sizeof text, "%.40s-%u", s->ask->mapping->name, s->ask->mapping->version);
	else
		snprintf(text, sizeof text, "%.40s-%u", sheet->name, sheet->version);
	json_str(o, "version", text);
	json_str(o, "oscal-version", OSCAL_VERSION);
}

static void facts(struct out *o, const struct oscal_state *s, const struct oscal_about *about)
{
	const struct oscal *ask = s->ask;

	json_array(o, "props");
	oscal_prop(o, "language", ask->language == LANG_JA ? "ja" : "en", NULL, NULL);
	oscal_prop(o, "made-by", "mimamori", NULL, NULL);
	oscal_prop(o, "program-version", ask->version, NULL, NULL);
	oscal_prop(o, "sheet", ask->sheet, NULL, NULL);
	if (about->site) {
		oscal_prop(o, "site", s->site, NULL, NULL);
		oscal_prop(o, "system", ask->system, NULL, s->system.name);
		oscal_prop(o, "usage-level", s->system.id ? s->system.level : "", NULL, NULL);
		oscal_prop_time(o, "as-of", s->as_of);
	}
	json_end_array(o);
}

static const char *note(const struct oscal_state *s, enum oscal_document d)
{
	const struct sheet *sheet = sheet_named(s->ask->sheet);
	enum language l = s->ask->language;

	if (d == OSCAL_MAPPING)
		return s->ask->mapping->unverified[l] ? s->ask->mapping->unverified[l]
						      : s->ask->mapping->source[l];
	return l == LANG_JA ? sheet->note_ja : sheet->note_en;
}

void oscal_metadata(struct out *o, const struct oscal_state *s, const struct oscal_about *about)
{
	const struct sheet *sheet = sheet_named(s->ask->sheet);
	const struct mapping *m = s->ask->mapping;
	enum language l = s->ask->language;

	json_object(o, "metadata");
	oscal_line(o, "title",
		   oscal_words(s, about->title,
			       (const struct lang_arg[]){
				       {"sheet", l == LANG_JA ? sheet->source_ja : sheet->source_en},
				       {"system", s->system.id ? s->system.name : s->site},
				       {"level", lang(l, s->level == LEVEL_POC    ? "oscal.level-poc"
							 : s->level == LEVEL_CORE ? "oscal.level-core"
										  : "oscal.level-important")},
				       {"mapping", m ? m->title[l] : ""},
				       {NULL, NULL}}));
	json_time(o, "last-modified", s->modified);
	versions(o, s, about);
	facts(o, s, about);
	if (about->site)
		parties(o, s, about->people);
	oscal_prose(o, "remarks", note(s, about->document));
	json_end_object(o);
}

/* --- what several documents hold */

void oscal_tool(struct out *o, const struct oscal_state *s)
{
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, "component/mimamori");
	json_str(o, "type", "software");
	oscal_line(o, "title", "mimamori");
	oscal_sentence(o, "description", s, "oscal.tool", NULL);
	json_array(o, "props");
	oscal_prop_of(o, NULL, "version", s->ask->version);
	json_end_array(o);
	json_object(o, "status");
	json_str(o, "state", "operational");
	json_end_object(o);
	json_end_object(o);
}

void oscal_resource_document(struct out *o, const struct oscal_state *s, enum oscal_document d)
{
	struct oscal ask = *s->ask;
	char uuid_name[40], file[OSCAL_FILE];

	ask.level = s->level;
	snprintf(uuid_name, sizeof uuid_name, "document/%s", names[d]);
	json_object(o, NULL);
	oscal_uuid(o, "uuid", s, uuid_name);
	oscal_line(o, "title", oscal_file(&ask, d, file));
	json_array(o, "rlinks");
	json_object(o, NULL);
	json_str(o, "href", file);
	json_str(o, "media-type", "application/oscal+json");
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
}

static void selected(struct out *o, const struct oscal_state *s, const char *member, const char *key,
		     const char *suffix, bool asked)
{
	char id[OSCAL_ID];
	bool open = false;

	for (size_t i = 0; i < s->row_count; i++) {
		if (s->rows[i].asked != asked)
			continue;
		if (!open)
			json_array(o, member);
		open = true;
		json_object(o, NULL);
		json_str(o, key, oscal_control(s, &s->rows[i], suffix, id));
		json_end_object(o);
	}
	if (open)
		json_end_array(o);
}

void oscal_reviewed(struct out *o, const struct oscal_state *s)
{
	json_object(o, "reviewed-controls");
	json_array(o, "control-selections");
	json_object(o, NULL);
	oscal_sentence(o, "description", s, "oscal.reviewed", NULL);
	selected(o, s, "include-controls", "control-id", "", true);
	selected(o, s, "exclude-controls", "control-id", "", false);
	json_end_object(o);
	json_end_array(o);
	json_array(o, "control-objective-selections");
	json_object(o, NULL);
	selected(o, s, "include-objectives", "objective-id", "_obj", true);
	json_end_object(o);
	json_end_array(o);
	json_end_object(o);
}

/* --- a whole document */

static const struct {
	const char *root;
	oscal_body *body;
	struct oscal_about about;
} documents[OSCAL_DOCUMENTS] = {
	[OSCAL_CATALOG] = {"catalog",
			   oscal_body_catalog,
			   {OSCAL_CATALOG, "oscal.title-catalog", false, false}},
	[OSCAL_PROFILE] = {"profile",
			   oscal_body_profile,
			   {OSCAL_PROFILE, "oscal.title-profile", false, false}},
	[OSCAL_PLAN] = {"assessment-plan", oscal_body_plan, {OSCAL_PLAN, "oscal.title-plan", false, true}},
	[OSCAL_RESULTS] = {"assessment-results",
			   oscal_body_results,
			   {OSCAL_RESULTS, "oscal.title-results", true, true}},
	[OSCAL_POAM] = {"plan-of-action-and-milestones",
			oscal_body_poam,
			{OSCAL_POAM, "oscal.title-poam", true, true}},
	[OSCAL_MAPPING] = {"mapping-collection",
			   oscal_body_mapping,
			   {OSCAL_MAPPING, "oscal.title-mapping", false, false}},
};

static bool is_empty(const struct oscal_state *s, enum oscal_document d)
{
	if (d == OSCAL_MAPPING)
		return s->ask->mapping->map_count == 0;
	if (d != OSCAL_POAM)
		return false;
	for (size_t i = 0; i < s->row_count; i++)
		if (s->rows[i].asked && strcmp(s->rows[i].verdict, "not-met") == 0)
			return false;
	return true;
}

/* The id of a document is of all that stands in it, so that another content is another document. */
static void with_id(struct out *o, const struct oscal_state *s, enum oscal_document d, const char *body,
		    size_t n)
{
	unsigned char hash[HASH_BYTES];
	char hex[HASH_HEX], name[HASH_HEX + 32], text[UUID_TEXT];
	struct digest c;
	struct uuid u;

	digest_start(&c);
	digest_bytes(&c, body, n);
	digest_end(&c, hash);
	digest_hex(hash, hex);
	snprintf(name, sizeof name, "%s/%s", names[d], hex);
	u = uuid_of(documents[d].about.site ? &s->space : &oscal_space, name);
	json_object(o, NULL);
	json_object(o, documents[d].root);
	json_str(o, "uuid", uuid_text(&u, text));
	out_char(o, ',');
	out_put(o, body + 1, n - 1); /* without its "{"; it closes the root */
	out_str(o, "}\n");
	o->depth -= 2;
}

static int write_from(const struct oscal_state *s, enum oscal_document d, struct out *o)
{
	struct out body;
	const char *bytes;
	size_t n;
	int r;

	if (is_empty(s, d))
		return -ENODATA;
	if (out_init(&body, -1) < 0)
		return -ENOMEM;
	json_object(&body, NULL);
	oscal_metadata(&body, s, &documents[d].about);
	documents[d].body(&body, s);
	json_end_object(&body);
	bytes = out_bytes(&body, &n);
	r = -body.error;
	if (r == 0)
		with_id(o, s, d, bytes, n);
	out_clear(&body);
	return r < 0 ? r : -o->error;
}

enum { STATE_MEMORY = 256 << 20 };

int oscal_write(const struct oscal *ask, enum oscal_document document, struct out *o)
{
	struct arena *a = arena_new(STATE_MEMORY);
	struct oscal_state s;
	int r = a ? oscal_gather(ask, document, a, &s) : -ENOMEM;

	if (r == 0)
		r = write_from(&s, document, o);
	arena_free(a);
	return r;
}
