/* The risk table by asset and the zone table as rows of texts, for CSV, XLSX and tables of the command line:
 * one place decides what stands in them. First come rows that begin with "#": of which site and day it is,
 * whose shape it follows, what is ours and what is unverified. */
#ifndef MIMAMORI_REPORT_RISK_EXPORT_H
#define MIMAMORI_REPORT_RISK_EXPORT_H

#include "assess/risk_table.h"

struct risk_column {
	const char *key; /* heading, of data/lang; its name for programs is what stands behind "risk.c-" */
	unsigned width;
	bool number;
};

enum { RISK_TABLE_COLUMNS = 14, RISK_ZONE_COLUMNS = 8 };
extern const struct risk_column risk_table_columns[RISK_TABLE_COLUMNS];
extern const struct risk_column risk_zone_columns[RISK_ZONE_COLUMNS];

struct risk_export {
	struct store *store;
	const struct worst *worst;
	enum language language;
	const char *system; /* NULL: all */
	int64_t now;
	int zone_minutes;
	const char *version; /* of the program */
	bool notes;          /* false: without the rows that begin with "#" */
	/* the next cell, row by row; NULL empty. Borrowed for the call. */
	void (*cell)(void *ctx, const char *text);
	void *ctx;
};

int risk_export_table(const struct risk_export *x); /* 0 or negative */
int risk_export_zones(const struct risk_export *x);

#endif
