/* What the writers of OSCAL share (oscal.h). Inside the room only. */
#ifndef MIMAMORI_REPORT_OSCAL_PARTS_H
#define MIMAMORI_REPORT_OSCAL_PARTS_H

#include "assess/assess.h"
#include "assess/attack.h"
#include "assess/proof.h"
#include "assess/system.h"
#include "base/arena.h"
#include "report/oscal.h"

#include <stdbool.h>

enum {
	UUID_TEXT = 37,
	OSCAL_ID = 64,            /* of a control, with its suffix */
	OSCAL_FINDINGS_MOST = 20, /* of a check that are told one by one; the others are counted */
	OSCAL_DEVICES_MOST = 50,  /* subjects of an observation; likewise */
};

/* --- oscal_id.c */

struct uuid {
	unsigned char bytes[16];
};
/* Version 5 of a name in a name space. */
struct uuid uuid_of(const struct uuid *space, const char *name);
char *uuid_text(const struct uuid *u, char to[UUID_TEXT]);
extern const struct uuid oscal_space; /* of what is the same at every site: catalogues, mappings */

/* --- oscal_state.c: what is known, gathered once. All in the arena. */

/* A check, a record, a decision or a signature, told once however many rows stand on it. */
struct oscal_proof {
	enum row_proof_what what;
	const char *id, *hash, *says, *title, *by, *who, *until, *validity, *attachment, *attachment_hash;
	const char *kind, *plan_on, *because, *owner; /* of a record; owner "c3" */
	unsigned version;
	int64_t at, found, looked, good, device;
	enum severity severity;          /* of a check */
	struct oscal_finding **findings; /* of a check: the first OSCAL_FINDINGS_MOST */
	size_t finding_count;
	bool asked; /* a row that is asked stands on it; of a POA&M: that is not met */
};

struct oscal_packets {
	struct oscal_source *source;
	const char *numbers; /* "12, 15, 80" */
	int64_t count;       /* of these numbers */
};

struct oscal_finding {
	int64_t id, device;
	const char *hash, *title, *why, *act;
	struct oscal_packets *packets;
	size_t packet_files;
	int64_t packet_total;
};

/* A capture. */
struct oscal_source {
	int64_t id;
	const char *file, *digest, *kept;
	bool used;
};

struct oscal_row {
	const char *item, *parent, *category, *csf2, *title, *item_title, *mark, *why, *examine;
	bool own, asked, expired;
	enum lead lead;
	enum from lead_from, levels_from;
	unsigned levels;
	const struct sheet_group *group;
	const char *verdict, *grade, *coverage, *needs, *provisional, *expires, *state, *evidence_hash,
		*question_hash;
	const char *choice, *reason, *point, *who; /* choice NULL: undecided */
	int64_t decided, contact, as_of;
	const char *open_sides;
	struct oscal_proof **proofs; /* checks, records */
	size_t proof_count;
	struct oscal_proof **signatures;
	size_t signature_count;
	const char **missing; /* records that nobody made */
	size_t missing_count;
};

struct oscal_device {
	int64_t id;
	const char *name, *ip, *mac, *maker, *model, *firmware;
};

/* A measure against an attack, as a record keeps it (data/records/measure.yaml). */
struct oscal_measure {
	const struct attack *attack;
	const char *record; /* "r12" */
	const char *layer, *what, *how, *it_owner, *ot_owner, *done_by, *state;
};

struct oscal_state {
	const struct oscal *ask;
	struct arena *arena;
	struct uuid space; /* of this site */
	const char *site;  /* its name */
	struct system_row system;
	const char *prefix;            /* of control ids: "jssec" */
	int zone_minutes;              /* of the site */
	int64_t last, modified, as_of; /* number of the last event; when what is written last changed; of the
					  newest evidence: us */
	struct oscal_row *rows;
	size_t row_count;
	struct oscal_proof **proofs; /* checks by name, then records by number */
	size_t proof_count;
	struct oscal_source *sources;
	size_t source_count;
	struct oscal_device *devices; /* by id: of those that something told is about */
	size_t device_count;
	struct oscal_measure *measures; /* of a POA&M */
	size_t measure_count;
	unsigned level; /* asked at: of a profile its own */
	bool failed;    /* a text found no memory */
};

/* A copy in the arena; NULL for NULL. */
const char *oscal_kept(struct oscal_state *s, const char *text);
int oscal_rows(struct oscal_state *s); /* oscal_rows.c: rows, proofs, sources */

int oscal_gather(const struct oscal *ask, enum oscal_document d, struct arena *a, struct oscal_state *ret);

/* --- oscal_text.c: JSON as OSCAL wants it. Nothing is written for NULL or "": the standard has no empty
 * texts. */

void oscal_line(struct out *o, const char *key, const char *text);  /* markup-line: one line of Markdown */
void oscal_prose(struct out *o, const char *key, const char *text); /* markup-multiline */
void oscal_plain(struct out *o, const char *key, const char *text); /* a string: one line, no outer blanks */
void oscal_token(struct out *o, const char *key, const char *text); /* an NCName made of it */
/* A prop of ours; value "" or NULL writes nothing. class NULL none. remarks NULL none. */
void oscal_prop(struct out *o, const char *name, const char *value, const char *class, const char *remarks);
void oscal_prop_int(struct out *o, const char *name, int64_t value);
void oscal_prop_time(struct out *o, const char *name, int64_t us); /* 0: nothing */
void oscal_prop_of(struct out *o, const char *ns, const char *name,
		   const char *value); /* ns NULL: OSCAL's own */
void oscal_uuid(struct out *o, const char *key, const struct oscal_state *s, const char *name);
/* "#" and the id of a resource or of anything else of this document. */
void oscal_href(struct out *o, const char *key, const struct oscal_state *s, const char *name);
void oscal_day_end(struct out *o, const char *key, const struct oscal_state *s,
		   const char *day); /* its last second */
void oscal_sentence(struct out *o, const char *key, const struct oscal_state *s, const char *lang_key,
		    const struct lang_arg *args); /* markup-multiline */
const char *oscal_words(const struct oscal_state *s, const char *lang_key,
			const struct lang_arg *args); /* in the arena */
/* "jssec-32-3" and a suffix: "" of the control, "_obj" of its objective ... Returns to. */
char *oscal_control(const struct oscal_state *s, const struct oscal_row *r, const char *suffix,
		    char to[OSCAL_ID]);
char *oscal_item(const struct oscal_state *s, const char *item, const char *suffix, char to[OSCAL_ID]);

/* --- oscal_head.c */

/* An object {"metadata", ...} is written into body; here it gets its root, its id and its metadata. */
struct oscal_about {
	enum oscal_document document;
	const char *title; /* key of a sentence */
	bool people, site; /* names people; is of one site */
};
void oscal_metadata(struct out *o, const struct oscal_state *s, const struct oscal_about *about);
/* The tool: uuid name "component/mimamori". */
void oscal_tool(struct out *o, const struct oscal_state *s);
/* A resource that is another of these documents: uuid name "document/NAME". */
void oscal_resource_document(struct out *o, const struct oscal_state *s, enum oscal_document d);
void oscal_reviewed(struct out *o, const struct oscal_state *s); /* member reviewed-controls */

/* --- oscal_evidence.c: shared by results and POA&M. Each writes a member, or nothing when it would be empty.
 */
void oscal_definitions(struct out *o, const struct oscal_state *s); /* local-definitions */
void oscal_assets(struct out *o, const struct oscal_state *s);      /* assessment-assets */
void oscal_risks(struct out *o, const struct oscal_state *s);
void oscal_captures(struct out *o, const struct oscal_state *s); /* resources, of an open list */
bool oscal_is_risk(const struct oscal_proof *p);
bool oscal_tells(const struct oscal_proof *p);                                      /* is it told at all? */
char *oscal_proof_name(const char *what, const struct oscal_proof *p, char to[96]); /* of its UUID */
char *oscal_source_name(const struct oscal_source *source, char to[40]);            /* likewise */

/* --- oscal_observation.c */
void oscal_observations(struct out *o, const struct oscal_state *s);
/* What a finding of a row stands on: members related-observations and related-risks. */
void oscal_related(struct out *o, const struct oscal_state *s, const struct oscal_row *r);

/* --- oscal_finding.c */
void oscal_findings(struct out *o, const struct oscal_state *s, bool unmet_alone);
bool oscal_is_unmet(const struct oscal_row *r);                   /* asked, and not met */
char *oscal_finding_name(const struct oscal_row *r, char to[48]); /* of its UUID */
const char *oscal_described(const struct oscal_state *s, const struct oscal_row *r);
void oscal_decision(struct out *o, const struct oscal_row *r); /* props of an open list */

/* --- oscal_poam.c: measures that stand, for its items */
int oscal_measures(struct oscal_state *s, struct store *records);

/* --- one file a document: its members after metadata */
typedef void oscal_body(struct out *o, const struct oscal_state *s);
oscal_body oscal_body_catalog, oscal_body_profile, oscal_body_plan, oscal_body_results, oscal_body_poam,
	oscal_body_mapping;

#endif
