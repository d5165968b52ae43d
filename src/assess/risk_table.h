/* Two tables that Japanese guidance asks for, made of what is measured and recorded. Levels and ranks are
 * data (data/risk-levels.yaml, packed by tools/risk.py) and say what of them is ours or unverified; every
 * export says it, too.
 *
 * By asset (the shape of IPA's asset-based analysis): an asset, a threat of IPA's twelve, three levels, a
 * rank. There is a row only where something fills it: a flaw of that threat, or a control against it that was
 * measured. A level that evidence cannot give is 0 (empty), and then the rank is empty: an importance nobody
 * recorded is no low one. On a big site devices of the same kind and model with the same levels are one row.
 *
 * By zone (the shape that METI's guideline recommends): a system that people entered and a segment that
 * traffic shows, its businesses, assets, importance, threats and measures. */
#ifndef MIMAMORI_ASSESS_RISK_TABLE_H
#define MIMAMORI_ASSESS_RISK_TABLE_H

#include "assess/first.h"

enum {
	RISK_ROWS_MOST = 40000, /* more are counted in `dropped` */
	RISK_SINGLE_MOST = 200, /* with more assets than that, alike ones are one row */
	RISK_DEVICES = 12,
	RISK_FLAWS = 12,
	RISK_ZONES_MOST = 200,
	RISK_KINDS_MOST = 40,
	RISK_BUSINESSES = 8,
	RISK_THREATS = 12,
};

struct risk_levels {
	const char *source[LANG_COUNT], *unverified[LANG_COUNT];
	const char *zones_source[LANG_COUNT], *zones_unverified[LANG_COUNT];
	unsigned importance[3];    /* serious limited none */
	unsigned threat[3];        /* internet other-segment same-segment */
	unsigned vulnerability[3]; /* uncovered covered controlled */
	const char *ranks_status;  /* "ours" "printed" "user" "unverified" */
	const char *rank[3][3];    /* [importance - 1][threat - 1][vulnerability - 1]: 'A' to 'E' */
	const char *reach[4][LANG_COUNT];
};

extern const struct risk_levels risk_levels;

/* Of the gravest effect; 0: a graver one may be hidden in what nobody said. */
unsigned risk_importance(const struct worst_case *c);
unsigned risk_threat_level(enum first_reach r);                               /* 0: not seen */
char risk_rank(unsigned importance, unsigned threat, unsigned vulnerability); /* '\0': one of them is empty */
const char *risk_threat_title(unsigned threat, enum language l);              /* 1 to 12 */

struct risk_row {
	int64_t device;                /* the first of them */
	int64_t devices[RISK_DEVICES]; /* the first of them */
	int64_t count;
	unsigned threat;                           /* 1 to 12 */
	unsigned importance, level, vulnerability; /* 1 to 3; 0 empty */
	enum first_reach reach;
	int64_t worst;             /* the record behind importance; 0 none */
	int64_t flaws[RISK_FLAWS]; /* findings */
	unsigned flaws_kept;
	int64_t flaws_total;
	uint32_t controls; /* bits of controls[] that were measured to hold on all of them */
	char rank;
};

struct risk_table {
	struct risk_row *row; /* rank A first, empty ranks last; then by threat and device */
	size_t count, room;
	int64_t assets, dropped;
};

/* system: NULL or "site": all. 0, -ENOMEM, -EIO. risk_table_free() in any case. */
int risk_table_read(struct store *s, const struct worst *w, const char *system, struct risk_table **ret);
void risk_table_free(struct risk_table *t);

struct risk_zone {
	int64_t system; /* 0: in no system */
	int64_t behind; /* the router in front of the segment; 0: the one that was listened at */
	int64_t devices;
	struct {
		char kind[40];
		int64_t count;
	} kind[RISK_KINDS_MOST];
	unsigned kinds;
	size_t business[RISK_BUSINESSES]; /* indices into worst.business */
	unsigned businesses;
	unsigned importance; /* of the gravest worst case; 0 empty */
	int64_t worst;
	int64_t threat[RISK_THREATS + 1]; /* devices with a flaw of that threat */
	int64_t *control;                 /* by index of controls[]: devices on which it holds */
};

struct risk_zones {
	struct risk_zone *zone;
	size_t count;
	int64_t dropped;
};

/* "Line 1, temperature / segment that was listened at". Returns buf. */
char *risk_zone_title(struct store *s, const struct risk_zone *z, enum language l, char *buf, size_t room);
int risk_zones_read(struct store *s, const struct worst *w, struct risk_zones **ret);
void risk_zones_free(struct risk_zones *z);

#endif
