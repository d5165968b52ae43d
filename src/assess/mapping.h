/* Mappings (data/mappings/NAME.yaml, packed at build time by tools/mappings.py, docs/adding/mapping.md):
 * where the items of a sheet are at home in other catalogues: NIST CSF 2.0, IEC 62443 ... Numbers are theirs,
 * labels ours. Nothing official is guessed: what was not compared with the published text is `unverified`, in
 * the file, on the page and in every export. A mapping never answers anything: a label, a number or a row
 * there does not make a row here met.
 *
 * Read-only tables. Strings are never NULL where not said otherwise. */
#ifndef MIMAMORI_ASSESS_MAPPING_H
#define MIMAMORI_ASSESS_MAPPING_H

#include "assess/sheet.h"
#include "base/lang.h"

/* Of an id: SOURCED compared with a published text, which `source` names, UNVERIFIED from memory. Of a map:
 * OURS our proposal; UNVERIFIED ours, too, to an id that is unverified. */
enum mapping_status { MAPPING_OURS, MAPPING_SOURCED, MAPPING_UNVERIFIED };

/* As OSCAL 1.2 and NIST IR 8477 have them: what the item asks, seen from the target. */
enum mapping_relationship {
	MAPPING_EQUIVALENT,
	MAPPING_SUBSET,   /* the target asks this and more */
	MAPPING_SUPERSET, /* the item asks this and more */
	MAPPING_INTERSECTS
};

struct mapping_term {
	const char *id;    /* "PR.DS", "SR 5.1"; as people write it */
	const char *token; /* the same for machines: an NCName, "PR.DS", "SR-5.1" */
	const char *group; /* id of its group; NULL: it is a group itself */
	const char *label[LANG_COUNT];
	enum mapping_status status;
};

struct mapping_map {
	const char *item;                        /* "32", or "32-3" */
	const struct mapping_term *const *terms; /* NULL-terminated, at least one */
	enum mapping_relationship relationship;
	enum mapping_status status;
	const char *note[LANG_COUNT]; /* NULL none */
};

struct mapping {
	const char *name; /* "csf-2.0" */
	unsigned version; /* of our file */
	const char *date; /* and when that was made: "2026-11-29" */
	const char *publisher, *title[LANG_COUNT], *edition[LANG_COUNT];
	const char *catalog;                /* its OSCAL catalogue, where the publisher has one; NULL none */
	const char *source[LANG_COUNT];     /* where the ids come from, whose the proposal is */
	const char *unverified[LANG_COUNT]; /* what is unverified, in words; NULL: nothing is */
	const struct mapping_term *terms;   /* each group before its terms */
	size_t term_count;
	const struct mapping_map *maps; /* in order of the items; 0: structure alone, nothing is mapped yet */
	size_t map_count;
};

extern const struct mapping mappings[];
extern const size_t mapping_count;

const struct mapping *mapping_named(const char *name);                            /* NULL: there is none */
const struct mapping_term *mapping_term(const struct mapping *m, const char *id); /* by id; NULL none */
const char *mapping_status_name(enum mapping_status s);             /* "ours" "sourced" "unverified" */
const char *mapping_relationship_name(enum mapping_relationship r); /* "subset-of" ... */

/* Is the id of a term used by a map of this sub-item or of its item? */
bool mapping_maps(const struct mapping *m, const char *item, const struct mapping_term *term);

#endif
