/* One row of a site's ledger, written by hand. The events are those of ledger_import.h. */
#ifndef MIMAMORI_INVENTORY_LEDGER_ROW_H
#define MIMAMORI_INVENTORY_LEDGER_ROW_H

#include "base/err.h"
#include "inventory/ledger.h"
#include "store/store.h"

#include <stdint.h>

enum { LEDGER_TEXT = 404 };

/* In the order of enum ledger_column; "" none. */
struct ledger_one {
	int64_t id; /* 0: a new one */
	int64_t line_no;
	char text[LEDGER_COLUMNS][LEDGER_TEXT];
};

int ledger_one_get(struct store *s, int64_t id, struct ledger_one *ret); /* -ENOENT */
/* In a transaction; matches devices anew. A new row gets its id. err keys of data/lang/account.yaml's
 * neighbour act.yaml: ledger-mac, ledger-ip, ledger-empty, ledger-text. */
int ledger_one_set(struct store *s, struct ledger_one *row, int64_t at, const char *actor, struct err *e);
int ledger_one_remove(struct store *s, int64_t id, int64_t at, const char *actor, struct err *e);

#endif
