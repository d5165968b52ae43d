/* The questions. A check is one SELECT (data/checks/NAME.yaml, packed at build time by tools/checks.py, which
 * refuses what a check may not do): its rows are findings. assess_run() asks them all of a written and
 * indexed model, fills finding*, then answers the sub-items of the sheet that checks can answer (answer).
 *
 * Columns of a question: `device` or `outside` or `flow` (whom it is about; none: the site), `packet`
 * (evidence; also `packet2`), and if wanted `key` (several findings about one device), `about` (a second
 * device), `total` (packets of evidence that this row stands for, when not 1). All others are values for the
 * sentences. Rows with the same subject and key are one finding.
 *
 * Holes of a sentence: {device} {about} {outside} are readable names; {column} is the first row's value,
 * {column*} the list of the rows' values ("a, b, c and 4 more"), {column+} their sum. A column NAME_on is a
 * time shown as a date, `protocol` a protocol token shown as its title. When a value is missing the
 * sentence's other form is used. */
#ifndef MIMAMORI_ASSESS_ASSESS_H
#define MIMAMORI_ASSESS_ASSESS_H

#include "base/lang.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

enum severity {
	SEVERITY_CRITICAL,
	SEVERITY_HIGH,
	SEVERITY_MEDIUM,
	SEVERITY_LOW,
	SEVERITY_INFO,
	SEVERITY_COUNT
};

/* A sentence in both languages; {column} is filled from the row. `_without`: the form used when a value is
 * missing. */
struct sentence {
	const char *ja, *en, *ja_without, *en_without;
};

struct check {
	const char *name;
	unsigned version;
	enum severity severity;
	const char *const *items; /* "32-3" as printed in the file, NULL-terminated */
	struct sentence title, why, act;
	const char *question;          /* the SELECT */
	unsigned met_by;               /* set of enum met_by */
	unsigned threats;              /* bit n: IPA's threat n of twelve */
	const char *const *techniques; /* ATT&CK for ICS, NULL-terminated */
	const char *met; /* SELECT device ...: on these the good state itself was seen; or NULL */
	const char
		*looks; /* SELECT device ...: these could be looked at; NULL: all that talked to somebody */
	const char
		*given; /* a setting that says, when it is 0, that question and met have no rows; or NULL */
	bool last;      /* asked after all others: it reads what they found (weakness, assumption) */
};

/* What may make an answer "met". Silence is not in it. SEEN: the good state itself crossed the wire. */
enum met_by { MET_REFUSED = 1, MET_PERMIT = 2, MET_CONFIG = 4, MET_STATEMENT = 8, MET_SEEN = 16 };

extern const struct check checks[]; /* sorted by name */
extern const size_t check_count;

/* 0 or a negative code when the store fails. A check that fails or runs out of its budget is named in limit_
 * ("check NAME (stopped)"), and its sub-items become unknown; the others go on. Needs store_index() done
 * before. Judged at setting 'now', else at the end of the capture. What an earlier run found is forgotten; in
 * a transaction of the caller it takes part, else it has its own. */
int assess_run(struct store *s);
/* The same for who shows how many there are and the titles of the first few (by severity, then id) in one language, and
 * keeps nothing: attacks are not proposed, and no more than these titles is worded; what is not worded is "". */
int assess_run_brief(struct store *s, enum language l, unsigned titles);
/* The same with other checks and another budget (of SQLite's steps a check; 0: by the number of devices). */
int assess_run_with(struct store *s, const struct check *list, size_t count, uint64_t steps);
const char *severity_token(enum severity v); /* "critical" ... */

#endif
