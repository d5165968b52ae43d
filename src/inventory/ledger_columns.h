/* Made from data/ledger/columns.yaml: headings without case, spaces and punctuation. */
#ifndef MIMAMORI_INVENTORY_LEDGER_COLUMNS_H
#define MIMAMORI_INVENTORY_LEDGER_COLUMNS_H

struct ledger_heading {
	const char *word; /* NULL ends the table */
	int column;
};

extern const struct ledger_heading ledger_headings[];

#endif
