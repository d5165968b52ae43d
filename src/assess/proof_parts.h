/* Inside the room: the walk over the proofs of a sheet. */
#ifndef MIMAMORI_ASSESS_PROOF_PARTS_H
#define MIMAMORI_ASSESS_PROOF_PARTS_H

#include "assess/asof_parts.h"
#include "assess/proof.h"
#include "base/arena.h"
#include "store/digest.h"

enum proof_query {
	Q_EVENT,
	Q_NAME,
	Q_ANSWER,
	Q_OUTCOME,
	Q_FINDING,
	Q_PACKETS,
	Q_SOURCE,
	Q_RECORD,
	Q_DECISION,
	Q_SIGNATURE,
	Q_QUERIES
};

struct proving {
	const struct proof_ask *ask;
	struct store *live, *kept; /* kept: records, decisions ... of the moment; else the same */
	struct judged_sheet judged;
	struct asof_finding *opened; /* by id: when each finding was last opened */
	size_t opened_count;
	struct arena *arena, *line; /* line: of the proof at hand */
	sqlite3_stmt *query[Q_QUERIES];
	sheet_row_fn *row;
	row_proof_fn *fn;
	void *ctx;
};

/* A prepared statement with one or two values bound, stepped once: NULL when there is no row. */
sqlite3_stmt *proof_query(struct proving *g, enum proof_query q, int64_t first, const char *text);
const char *proof_kept(struct proving *g, sqlite3_stmt *st, int column); /* on the line; "" for NULL */
/* at, by, who, event_hash of p->seq. */
void proof_event(struct proving *g, struct row_proof *p);
/* Fills what nobody filled ("" for NULL) and tells it. */
int proof_tell(struct proving *g, struct row_proof *p);
/* Both languages of a sentence with one hole filled by words of each language, on the line. */
void proof_lacks(struct proving *g, struct row_proof *p, const char *key, const char *hole,
		 const char *const value[LANG_COUNT]);

int proof_checks(struct proving *g, const struct sheet_row *row, const struct sheet_item *item);
int proof_findings(struct proving *g, const struct sheet_row *row);
int proof_records(struct proving *g, const struct sheet_row *row, const struct sheet_item *item);

#endif
