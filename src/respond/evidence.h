/* Bags of evidence of an incident: SITE.db.evidence/iN/eM/, 0700, files 0600, made aside (".eM.new") and
 * renamed when whole. A bag is always named by what is missing from it.
 *
 *	packets.pcapng   the packets of all devices concerned, from five minutes before it began; their
 *	                 numbers in the store as comments
 *	packets-before.pcapng  those before, EVIDENCE_BEFORE_MINUTES in all; both EVIDENCE_PACKETS_MB at most
 *	devices.csv flows.csv services.csv commands.csv logins.csv alarms.csv signals.csv ...
 *	model.json       the same tables in one file: what the site knew of these devices
 *	incident.json    the incident, its devices and deeds as they stood
 *	journal.jsonl    the events of that span and of the incident, with hashes; journal.note: the
 *checkpoint capture.json     host, program, interfaces, packet files, dropped frames, clock: offset and jumps
 *	custody.txt      who asked, when, from where
 *	SHA256SUMS       of all of them, as `sha256sum -c` takes it
 *
 * It is made by a process of its own (evidence_make() in a fork: core never waits), from a reading
 *connection; who writes the site then tells the journal (evidence_told()) with all names and hashes. While
 *one is made, and while its incident is open, packet files of its span are not deleted by the store's bounds.
 */
#ifndef MIMAMORI_RESPOND_EVIDENCE_H
#define MIMAMORI_RESPOND_EVIDENCE_H

#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	EVIDENCE_BEFORE_MINUTES = 30,
	EVIDENCE_PACKETS_MB = 64,
	EVIDENCE_FILES = 40,
	EVIDENCE_REPORT = 16 << 10,
	EVIDENCE_BAGS = 20, /* of an incident */
};

/* Asks for a bag (row of `evidence`, event evidence-asked); in the caller's transaction. why: "opened" or
 * "again". err: too-many-bags. */
int evidence_ask(struct store *s, int64_t incident, const char *why, const struct writing *w, int64_t *ret_id,
		 struct err *e);
/* The oldest that waits; 0 none. */
int64_t evidence_waiting(struct store *s);

/* Makes it: reads the site, writes the folder beside it. ret: JSON, the body of evidence-frozen (names,
 * sizes, hashes, what is missing and why). Never fails as a whole: with no room at all the JSON says so. */
int evidence_make(struct store *s, int64_t id, int64_t now, char ret[EVIDENCE_REPORT]);
/* Writes what evidence_make() said to the journal; in the caller's transaction. */
int evidence_told(struct store *s, const char *report, const struct writing *w, struct err *e);

/* Compares the files with the hashes in the journal and with SHA256SUMS; appends evidence-checked.
 * fn is told each file: "" good, else a token: differs absent extra unreadable. */
typedef void evidence_fn(void *ctx, const char *name, const char *flaw);
int evidence_check(struct store *s, int64_t id, evidence_fn *fn, void *ctx, const struct writing *w,
		   int64_t *ret_damaged, struct err *e);

/* "SITE.db.evidence/i1/e1"; false: too long. */
bool evidence_folder(struct store *s, int64_t id, char *ret, size_t room);

#endif
