/* What proves a row of the sheet, one line a proof: what it is, its id, version and hash, when, by whom,
 * where the original lies, how long it holds, and what it lacks. The evidence index, samples and OSCAL take
 * their lines from here and have no opinion of their own.
 *
 * Lines of a row come in the order of enum row_proof_what: one verdict; each check that answers it; each
 * finding of these in the scope (as many as row->finding_count: nothing is left out); each record that speaks
 * of it, valid or not; each record that is needed and missing; the decision; each signature. A row without
 * evidence has its verdict line all the same, so that unknown is told and never left out.
 *
 * Everything is borrowed for the call. Hashes are hex, times us UTC, dates YYYY-MM-DD; "" where there is
 * none. */
#ifndef MIMAMORI_ASSESS_PROOF_H
#define MIMAMORI_ASSESS_PROOF_H

#include "assess/rows.h"

#include <stdbool.h>
#include <stdint.h>

enum row_proof_what {
	PROOF_VERDICT,   /* id: the sub-item; hash: evidence_hash; says: the verdict */
	PROOF_CHECK,     /* id: "telnet-in-use"; version; hash: SHA-256 of its question; says: found good
			    seen-nothing     unfinished never-asked */
	PROOF_FINDING,   /* id: "f12"; hash: SHA-256 of "check LF subject LF key LF", its identity; says: the
			    severity */
	PROOF_RECORD,    /* id: "r3"; version; hash: of its body; says: yes partly no */
	PROOF_MISSING,   /* id: kind or "kind:topic" of a record that nobody made; says: missing */
	PROOF_DECISION,  /* id: the sub-item; hash: what a signature binds; says: adopt part not */
	PROOF_SIGNATURE, /* id: "g4"; hash: the signature itself, "" when it is declared; says: it ot
			    executive */
	PROOF_WHATS
};

/* Packets of one capture: the original of a finding. */
struct proof_packets {
	int64_t source;     /* number in the model */
	const char *file;   /* its name */
	const char *digest; /* SHA-256 of the whole file; "" a file of the packet store, which is not hashed
			       whole */
	const char *kept; /* "store" lies in SITE.db.packets; "gone" was deleted by its bounds; "outside" is a
			     capture that was taken in: ask who kept it, by name and digest */
	const uint32_t *n; /* numbers as Wireshark shows them, rising; the first 20 of a finding are kept */
	size_t count;
};

struct row_proof {
	const char *item; /* of the row */
	enum row_proof_what what;
	const char *id, *hash, *says;  /* see above; says is a token */
	const char *title[LANG_COUNT]; /* in words */
	unsigned version;              /* 0: it has none */
	int64_t at;                    /* 0: not known */
	const char *by;  /* actor as the journal has it: "c3" "local" "mimamori"; "" not known */
	const char *who; /* name of a person, now; NULL unknown or erased */
	int64_t seq;     /* its event; 0: none tells of it */
	const char *event_hash;
	const char *until;    /* the last valid day; "" does not expire */
	const char *validity; /* valid expired unsigned reopened-decision reopened-evidence reopened-question
				 declared not-known; of a verdict valid or expired */
	const char *lacks[LANG_COUNT]; /* what is missing for "met"; NULL: nothing */
	int64_t found, looked, good;   /* of a check: findings, devices looked at, good state seen */
	const char *met_by;  /* of a check: what would answer it: "refused permit config statement seen" */
	int64_t device;      /* of a finding or record; 0 none */
	const char *subject; /* of a finding: "d3" "o1" "n4" "site" */
	const struct proof_packets *packets;
	size_t packet_files;
	int64_t packet_total; /* packets of evidence, also those whose numbers are not kept */
	const char *attachment, *attachment_hash; /* of a record: the file's name and SHA-256 */
};

struct asof; /* asof.h */

struct proof_ask {
	const char *system, *sheet; /* "site" or "s1"; "jssec-2.1" */
	const char *item;           /* this sub-item alone; NULL: all */
	int64_t now;                /* us */
	struct asof *asof;          /* as of then; NULL: now */
};

/* Negative ends the walk with that code. */
typedef int row_proof_fn(void *ctx, const struct row_proof *p);

/* row (may be NULL) is told each row before its lines. 0 or negative: -ENOENT no such system or sheet, -EIO,
 * -ENOMEM. */
int proof_rows(struct store *s, const struct proof_ask *ask, sheet_row_fn *row, row_proof_fn *fn, void *ctx);

const char *proof_what_name(enum row_proof_what what); /* "verdict" "check" ... */

#endif
