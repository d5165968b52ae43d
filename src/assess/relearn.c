#include "assess/relearn.h"

#include "assess/sql.h"
#include "base/out.h"
#include "base/text.h"
#include "inventory/keep.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool says_why(const char *reason)
{
	return reason && reason[strspn(reason, " ")] && strlen(reason) <= RELEARN_REASON &&
	       text_shows(text_z(reason));
}

static int may(struct store *s, int64_t device, const char *id, const char *reason, struct err *e)
{
	if (keep_device(s, device) != device)
		return err_set(e, -ENOENT, id, "no-device", "%s", "");
	if (!says_why(reason))
		return err_set(e, -EINVAL, id, "no-reason", "%d", RELEARN_REASON);
	if (!sql_number(s, 0, "SELECT EXISTS (SELECT 1 FROM point WHERE device = ?1)", "i", device))
		return err_set(e, -ESRCH, id, "no-values", "%s", "");
	return 0;
}

int relearn_values(struct store *s, int64_t device, const char *reason, const struct writing *w,
		   struct err *e)
{
	char id[24];
	struct out o;
	size_t n;
	int r;

	snprintf(id, sizeof id, "d%lld", (long long)device);
	r = may(s, device, id, reason, e);
	if (r < 0)
		return r;
	if (out_init(&o, -1) < 0)
		return -ENOMEM;
	json_object(&o, NULL);
	json_str(&o, "device", id);
	json_str(&o, "reason", reason);
	json_end_object(&o);
	r = o.error ? -ENOMEM : journal_append(s, w->at, "device-relearn", w->actor, out_bytes(&o, &n), NULL);
	out_clear(&o);
	return r;
}
