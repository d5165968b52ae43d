/* Who asks. The control socket is the site's owner: the command line has all rights today. */
#include "serve/api.h"

#include <errno.h>
#include <stdio.h>

int viewer_of_request(struct api *a, const struct request *r, int64_t now, struct viewer *ret)
{
	(void)a;
	(void)now;
	*ret = (struct viewer){0};
	if (r->via != VIA_CONTROL)
		return -EACCES;
	snprintf(ret->actor, sizeof ret->actor, "local");
	snprintf(ret->from, sizeof ret->from, "control");
	ret->site_roles = ROLES_ALL;
	return 0;
}
