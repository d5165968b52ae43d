/* POST /setup-link, at the control socket only: a one-time link for the first account, while there is none.
 * Each link takes the one before it back. */
#include "core/core.h"

#include "assess/account.h"
#include "assess/invite.h"
#include "base/date.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>

static int make(struct core *c, char link[SECRET_ROOM], struct err *e)
{
	char today[DATE_ROOM];
	const struct writing w = {.at = core_now(), .actor = "local", .today = today};
	int r = site_begin(c->store);

	date_at(w.at, 0, today);
	if (r < 0)
		return r;
	journal_where(c->store, "control");
	r = invite_make(c->store, "setup", 0, &w, link, e);
	journal_where(c->store, NULL);
	if (r == 0)
		r = site_commit(c->store);
	if (r < 0)
		site_rollback(c->store);
	return r;
}

int core_setup_link(struct core *c, struct out *o)
{
	char link[SECRET_ROOM], path[64];
	struct err e = {0};
	int r = !c->store || c->read_only ? -EROFS : account_any(c->store) ? -EEXIST : make(c, link, &e);

	core_wrote(c, r == -EEXIST || r == -EROFS ? 0 : r);
	json_object(o, NULL);
	if (r == 0) {
		snprintf(path, sizeof path, "/setup/%s", link);
		json_str(o, "path", path);
	} else {
		json_str(o, "title", r == -EEXIST ? "an account exists" : "the site cannot be written to");
	}
	json_end_object(o);
	return r == 0 ? 201 : r == -EEXIST ? 409 : 503;
}
