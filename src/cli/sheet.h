/* The verbs of mimamori sheet, each in src/cli/sheet-VERB.c, and what they share: which system, which rows.
 */
#ifndef MIMAMORI_CLI_SHEET_H
#define MIMAMORI_CLI_SHEET_H

#include "assess/mapping_groups.h"
#include "assess/rows.h"
#include "cli/acting.h"
#include "cli/arguments.h"

#define SHEET_NAME "jssec-2.1" /* without --sheet */

int cli_sheet_export(struct cli *cli, const char *site, int argc, char **argv);
int cli_sheet_import(struct cli *cli, const char *site, int argc, char **argv);
int cli_sheet_import_official(struct cli *cli, const char *site, const char *sheet, const char *file,
			      bool dry);
int cli_sheet_show(struct cli *cli, const char *site, int argc, char **argv);
int cli_sheet_next(struct cli *cli, const char *site, int argc, char **argv);
int cli_sheet_decide(struct cli *cli, const char *site, int argc, char **argv);
int cli_sheet_withdraw(struct cli *cli, const char *site, int argc, char **argv);
int cli_sheet_add(struct cli *cli, const char *site, int argc, char **argv);
int cli_sheet_sign(struct cli *cli, const char *site, int argc, char **argv);
int cli_sheet_compare(struct cli *cli, const char *site, int argc, char **argv);
int cli_sheet_freeze(struct cli *cli, const char *site, int argc, char **argv);
int cli_sheet_frozen(struct cli *cli, const char *site, int argc, char **argv);
int cli_sheet_sample(struct cli *cli, const char *site, int argc, char **argv);

int cli_sheet_mapping(struct cli *cli, const char *site, int argc, char **argv);

/* sheet export --oscal */
struct sheet_oscal {
	const char *document, *output, *system, *sheet, *level, *mapping,
		*moment; /* level, mapping, moment NULL: not said */
};
int cli_sheet_oscal(struct cli *cli, const char *site, const struct sheet_oscal *x);
/* Of one row, for people: both editions of CSF, and where it is at home in other catalogues. */
void cli_sheet_mapped(const struct cli *cli, struct out *o, const struct sheet_row *row);
/* sheet show --by csf or csf2 */
int cli_sheet_groups(struct cli *cli, struct store *s, struct asof *asof, const char *system,
		     const char *sheet, bool csf2);

/* Which rows: all that are given must fit. */
struct sheet_filter {
	const char *item;             /* "32-3", or "32": all of it */
	const char *mine;             /* it ot: rows this side leads or shares */
	const char *state;            /* good amber decide verify review note accepted */
	const char *category, *sheet; /* "PR.DS", "GV": of CSF 1.1 or 2.0, and the sheet that says which */
};
bool sheet_wanted(const struct sheet_filter *f, const struct sheet_row *row);
/* --mine and --state are words that exist; EXIT_DONE, or it is told. */
int sheet_filter_check(struct cli *cli, const struct sheet_filter *f);

/* --sheet names one that exists; EXIT_DONE, or it is told. */
int sheet_known(const struct cli *cli, const char *sheet);

/* sheet_rows() at this moment, failures told. */
int sheet_walk(struct cli *cli, struct store *s, const char *system, const char *sheet, sheet_row_fn *fn,
	       void *ctx);

/* For people, in one line: so many of the rows shown are in the words of the customer's own copy of the
 * sheet; nothing when none is. */
void sheet_say_given(const struct cli *cli, int rows);
/* Where a value comes from: "printed", "ours", "user". */
const char *sheet_from(enum from from);

/* A token in words: sheet.KIND-TOKEN (verdict.TOKEN) for people, the token itself for programs. */
const char *sheet_word(const struct cli *cli, const char *kind, const char *token);
/* ◎ ○ and so on are for decisions: "◎採用" / "◎ adopt"; NULL: "-". */
const char *sheet_choice(const struct cli *cli, const char *choice);

#endif
