/* Measures against attacks: records of kind measure (data/records/measure.yaml) in three layers, physical,
 * human, technical. Each says what is to be done and how it is carried out, who of IT and who of OT answers
 * for it, by when, and, where there is one, which measured control shows that it holds. A plan of one side
 * alone is flagged (check measure-one-sided). Table measure holds those that stand, for checks and pages. */
#ifndef MIMAMORI_ASSESS_MEASURE_H
#define MIMAMORI_ASSESS_MEASURE_H

#include "assess/attack.h"

/* Table measure anew from the records, devices that were merged followed. In the caller's transaction, after
 * each change of such a record and at each judging. 0 or negative. */
int measures_refresh(struct store *s);

struct measure_plan {
	const char *attack, *place; /* whom it is against */
	const char *measure; /* a proposal of the attack's file, which fills what is NULL below; or NULL */
	const char *layer, *what, *how, *control, *state; /* state NULL: planned */
	const char *it_owner, *ot_owner;                  /* as records take contacts: "c3", or "none: why" */
	const char *done_by;                              /* "2027-03-31" */
	const char *system;                               /* "site", "s1"; NULL site */
	enum language language;                           /* of the proposal's words */
};

/* Writes the record. errors: keys of data/lang/attack.yaml, or of records.yaml when *ret_records is set. */
int measure_plan(struct store *s, const struct measure_plan *p, const struct writing *w, int64_t *ret_record,
		 bool *ret_records, struct err *e);

#endif
