/* Settings of a site that people change: one table, from which GET and PATCH /settings and the command line
 * work. Titles and helps are setting.NAME and setting.NAME-help of data/lang. The value is a text in the
 * table `site`, and each change an event "setting-set". */
#ifndef MIMAMORI_ASSESS_SETTING_H
#define MIMAMORI_ASSESS_SETTING_H

#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stddef.h>

enum setting_type {
	SETTING_TEXT,
	SETTING_INT,
	SETTING_SWITCH /* on off */,
	SETTING_WORD,
	SETTING_DAY,
	SETTING_ROLES,
	SETTING_ZONE
};

struct setting {
	const char *name; /* as the API has it: "zone_minutes" */
	const char *key;  /* in the table site: "zone-minutes" */
	enum setting_type type;
	const char *otherwise; /* while nobody has set it */
	int64_t least, most;   /* of a number; characters of a text */
	const char *words;     /* of a word, joined by blanks; of a text how it begins; NULL */
};

extern const struct setting settings[];
extern const size_t setting_count;

const struct setting *setting_named(const char *name); /* by either; NULL: there is none */

/* In a transaction; the same value again is no event. -EINVAL, key of data/lang/setting.yaml, subject its
 * name. A time zone of a fixed distance sets zone-minutes, too. */
int setting_put(struct store *s, const char *name, const char *value, const struct writing *w, struct err *e);

#endif
