/* Sub-items of a sheet (data/sheets/NAME.yaml, packed at build time by tools/sheet.py) and their answers. */
#ifndef MIMAMORI_ASSESS_SHEET_H
#define MIMAMORI_ASSESS_SHEET_H

#include "store/store.h"

#include <stddef.h>
#include <stdint.h>

enum csf { CSF_IDENTIFY, CSF_PROTECT, CSF_DETECT, CSF_RESPOND, CSF_RECOVER };
enum lead { LEAD_IT, LEAD_OT, LEAD_BOTH };
enum from { FROM_PRINTED, FROM_OURS, FROM_USER };                  /* where a value comes from */
enum level { LEVEL_POC = 1, LEVEL_CORE = 2, LEVEL_IMPORTANT = 4 }; /* usage levels a sub-item is asked at */

struct sheet_item {
	const char *item;     /* "32-3" */
	const char *category; /* CSF 1.1: "PR.DS" */
	enum lead lead;
	enum from lead_from;
	unsigned levels;
	enum from levels_from;
	const char
		*needs; /* what else would settle it, as keys assess.needs-*, joined by one space; "" none */
	const char *title_ja, *title_en;
	const char *const *checks;  /* that answer it, NULL-terminated */
	const char *const *records; /* likewise */
};

struct sheet {
	const char *name; /* "jssec-2.1" */
	const struct sheet_item *items;
	size_t count;
};

extern const struct sheet sheets[];
extern const size_t sheet_count;

const struct sheet_item *sheet_item(const char *sheet, const char *item); /* NULL: there is none */

#endif
