/* inspect --save SITE.db: what a run saw, and the ledger it was given, go into a site.
 *
 * The command is three processes, so that the site's private key is never in the memory of one that reads
 * what others wrote (DESIGN 3.1.4):
 *
 *	keeper  (inspect-keep.c) splits off before a table or capture is opened. Makes the site and its key
 *		when the worker asks, waits, lets SQLite take its side files away, signs the journal's end.
 *	worker  opens the inputs, counts their SHA-256 while the reader reads (for it, by a pipe).
 *	reader  stands behind the walls, reads the hostile bytes and writes through the file that it opened
 *		before; it can open nothing else.
 *
 * Killed between the reader's commit and the keeper's signature, the site is whole and its end unsigned:
 * `journal verify` says so, the next command that writes signs it. */
#ifndef MIMAMORI_CLI_INSPECT_SAVE_H
#define MIMAMORI_CLI_INSPECT_SAVE_H

#include "assess/life_states.h"
#include "cli/inspect.h"
#include "cli/ledger-take.h"
#include "inventory/save.h"

struct saving {
	const char *path;       /* SITE.db; NULL: nothing is saved */
	int keeper;             /* the worker's end of the line to the keeper, -1 none */
	struct save_file *file; /* of the inputs that are new to the site */
	unsigned count;
	struct store *site;          /* the reader's */
	int from_parent;             /* the pipe's end in the reader, -1 none */
	const struct ledger *shown;  /* how the report's reading of the ledger was told; borrowed */
	struct ledger_taking ledger; /* path NULL: none was given */
	struct saved saved;
	struct life life;
	bool done, listed, judged; /* captures kept; ledger taken in; the site evaluated */
};

/* Splits, first of all. True in the keeper, when all is over: *ret_code is the command's. False in the worker
 * (and when the split failed: *ret_code is not EXIT_DONE then). */
bool inspect_keep(struct cli *cli, struct saving *s, const char *path, int *ret_code);
/* In the worker: has the keeper make the site, or bring it up to date. EXIT_DONE or the exit code, told. */
int inspect_keep_site(struct saving *s);

/* Has the site made, reads the ledger for it and leaves captures out that it has. EXIT_DONE or an exit code,
 * told; s->path is NULL afterwards when no capture is new: then the ledger was taken in at once. May open the
 * capture again without some inputs. */
int inspect_save_prepare(struct cli *cli, struct saving *s, const struct inspect_options *o,
			 struct capture **capture);

/* Splits again. True in the worker, when the reader has ended: *ret_code is the command's. False in the
 * reader (and when the split failed: *ret_code is not EXIT_DONE then): the site is open. */
bool inspect_save_split(struct cli *cli, struct saving *s, const struct capture *c, int *ret_code);

/* In the worker, where no capture is new: the ledger alone, one transaction, told at once. EXIT_DONE or the
 * exit code, told. */
int inspect_save_ledger(struct cli *cli, struct saving *s, struct store *site);

/* In the reader, after the run was written and judged: one transaction. */
int inspect_save(struct cli *cli, struct saving *s, const struct capture *c);
void inspect_save_tell(const struct cli *cli, const struct saving *s);
void inspect_save_clear(struct saving *s);

#endif
