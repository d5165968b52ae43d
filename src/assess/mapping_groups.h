/* A sheet by category: of CSF 1.1, as it prints them, or of CSF 2.0, where its items are at home (sheet_group
 * csf2). Functions are groups of their own, before their categories; GV is one of CSF 2.0. A category that
 * has no row of the sheet is told with 0 rows. Own items have no category and are not counted.
 *
 * Every count leads to rows: `items` are those that are asked, and met + partly + not_met + unknown + person
 * is their number. */
#ifndef MIMAMORI_ASSESS_MAPPING_GROUPS_H
#define MIMAMORI_ASSESS_MAPPING_GROUPS_H

#include "assess/mapping.h"
#include "base/arena.h"
#include "store/store.h"

enum { GROUP_MET, GROUP_PARTLY, GROUP_NOT_MET, GROUP_UNKNOWN, GROUP_PERSON, GROUP_VERDICTS };

struct group_count {
	const char *id;                /* "PR.DS"; "GV" of a function */
	const char *group;             /* its function; NULL: it is one */
	const char *label[LANG_COUNT]; /* borrowed, static */
	unsigned rows, asked,
		decided; /* of the sheet; of these, asked at the system's level; of those, decided */
	unsigned verdict[GROUP_VERDICTS]; /* of those asked */
	const char **items;               /* those asked, in printed order */
	const char **others; /* categories of the other edition that rows of it have, NULL-terminated */
};

struct group_counts {
	struct group_count *list;
	size_t count;
};

extern const char *const group_verdicts[GROUP_VERDICTS]; /* "met" "partly" "not-met" "unknown" "person" */

struct asof; /* asof.h */

/* In the arena. asof NULL: as of now. 0, -ENOENT no such system or sheet, -ENOMEM, -EIO; of asof_rows() also
 * -ENODATA. */
int mapping_groups(struct store *s, int64_t now, struct asof *asof, const char *system, const char *sheet,
		   bool csf2, struct arena *a, struct group_counts *ret);

/* Is the row of this category or function, of either edition? "PR.DS", "GV", "RS". */
bool mapping_in_group(const struct sheet_item *item, const char *id);

#endif
