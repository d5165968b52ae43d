#include "serve/outgoing.h"

#include <stdio.h>

uint64_t outgoing_note(struct outgoing *o, uint8_t means, const char *to, int64_t at)
{
	struct outgoing_job *j = &o->kept[++o->jobs % OUTGOING_KEPT];

	*j = (struct outgoing_job){.job = o->jobs, .means = means, .waiting = true, .at = at};
	snprintf(j->to, sizeof j->to, "%s", to);
	return j->job;
}

struct outgoing_job *outgoing_find(struct outgoing *o, uint64_t job)
{
	struct outgoing_job *j = &o->kept[job % OUTGOING_KEPT];

	return job && j->job == job ? j : NULL;
}

uint64_t outgoing_ask(struct outgoing *o, const struct courier_job *j, const char *to, int64_t at)
{
	struct courier_job *mine = &o->asked[o->asks];
	uint64_t job;

	if (o->asks == OUTGOING_ASKED)
		return 0;
	job = outgoing_note(o, j->means, to, at);
	*mine = *j;
	mine->id = OUTGOING_OWN + (int64_t)job;
	o->asks++;
	return job;
}
