/* The sheet for other programs: NIST OSCAL 1.2.2, as JSON (docs/oscal.md; docs/decisions/107-oscal.md says
 * why so). What is written is what sheet_rows() and proof_rows() say; nothing is judged here, and nothing but
 * "met" ever becomes "satisfied".
 *
 * The same state gives the same bytes: ids are UUIDs of version 5 (RFC 9562) of the site's key and a name,
 * the id of a document is of its content, its time that of the last change. Documents name each other by file
 * (oscal_file()), so that they find each other when they lie in one folder. */
#ifndef MIMAMORI_REPORT_OSCAL_H
#define MIMAMORI_REPORT_OSCAL_H

#include "assess/mapping.h"
#include "base/lang.h"
#include "base/out.h"
#include "store/store.h"

#define OSCAL_VERSION "1.2.2"
#define OSCAL_NS      "urn:x-mimamori:ns:oscal" /* of our props; their names are told in docs/oscal.md */

enum oscal_document {
	OSCAL_CATALOG, /* the sheet: categories, items, sub-items, and own items of the system */
	OSCAL_PROFILE, /* what is recommended at a usage level */
	OSCAL_PLAN,    /* what is assessed and by what: as little as results need */
	OSCAL_RESULTS, /* a finding for each row that is asked, an observation for each check and record */
	OSCAL_POAM,    /* what is not met, what was decided, by when */
	OSCAL_MAPPING, /* one file of data/mappings */
	OSCAL_DOCUMENTS
};

struct asof;

struct oscal {
	struct store *store;
	const char *system; /* "site" or "s1" */
	const char *sheet;  /* "jssec-2.1" */
	int64_t now;        /* us */
	struct asof
		*asof; /* as it stood then (assess/asof.h); store is the site all the same. NULL: as of now */
	enum language language;
	const char *version;           /* of the program */
	unsigned level;                /* enum level of a profile; 0: the system's, of the site the highest */
	const struct mapping *mapping; /* of OSCAL_MAPPING */
};

/* 0 or negative: -ENOENT there is no such system or sheet; -ENODATA there is nothing to put into the
 * document, which the standard does not allow to be empty (a POA&M when nothing is unmet, a mapping that is
 * structure alone); -EIO, -ENOMEM. */
int oscal_write(const struct oscal *ask, enum oscal_document document, struct out *o);

enum { OSCAL_FILE = 160 };
/* "jssec-2.1-s1-results.json": the name by which others of these documents refer to it. Returns to. */
char *oscal_file(const struct oscal *ask, enum oscal_document document, char to[OSCAL_FILE]);

const char *oscal_name(enum oscal_document document); /* "catalog" ... */
int oscal_named(const char *name);                    /* an enum oscal_document; -1: there is none */

#endif
