/* GET /records/due. */
#include "serve/due.h"

api_handler api_records_due;

int api_records_due(struct call *c)
{
	const char *system = query_text(c, "system");
	struct dues *d;

	if (system && !viewer_sees_system(&c->viewer, system))
		return problem(c, 404, "no-such-path", "system", NULL);
	d = dues_of(c, query_int(c, "days", 60), system, true);
	if (!d)
		return -5;
	items_begin(c);
	for (size_t i = 0; i < d->count; i++)
		json_due(c, &d->list[i]);
	return items_end(c, (int64_t)(d->count + d->more));
}
