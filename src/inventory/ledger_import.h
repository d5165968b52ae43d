/* A list of equipment comes into the ledger of a site: rows are recognised by MAC address, IP address,
 * equipment number and name, in this order, each row once; what is the same gives no event, what changed one
 * event a row (ledger-row-set), what is no longer in the list stays unless it is to be replaced
 * (ledger-row-removed). The person in charge is a person's name: it stays out of the journal.
 *
 * What does not fit together is told row by row, with its line, and decided the careful way (below). */
#ifndef MIMAMORI_INVENTORY_LEDGER_IMPORT_H
#define MIMAMORI_INVENTORY_LEDGER_IMPORT_H

#include "inventory/ledger_sheet.h"
#include "store/journal.h"

/* One thing that does not fit; texts are borrowed for the call. reason is the end of a key ledger.told-*:
 *	twice-mac      the MAC address stands on an earlier line (other): this row was not taken
 *	twice-number   the equipment number does: both were taken
 *	twice-ip       the IP address does, with another MAC address: both were taken
 *	other-ip       the device of this MAC address shows another IP address (wire) than the row (value)
 *	other-mac      the device that shows this IP address has another MAC address (wire) than the row
 *(value) other-number   the ledger had this MAC address under another number (wire) than the row (value):
 *changed */
struct ledger_told {
	const char *reason;
	unsigned line, other;
	const char *number, *value, *wire;
};
typedef void ledger_told_fn(void *ctx, const struct ledger_told *t);

struct ledger_imported {
	int64_t rows, added, changed, same, removed, missing /* not in the list, and kept */, told;
};

/* In a transaction of the caller, who rolls back after a dry run. 0 or negative. */
int ledger_import(struct store *site, const struct ledger_sheet *l, bool replace, int64_t at,
		  const char *actor, ledger_told_fn *told, void *ctx, struct ledger_imported *ret);

#endif
