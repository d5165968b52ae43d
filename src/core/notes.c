/* Core's own events, and how writing fares. An event that cannot be written now is kept and tried again, with
 * the time at which it happened. */
#include "core/core.h"

#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *reason_of(int r)
{
	return r == -ENOSPC ? "full" : r == -EBUSY ? "busy" : r == -EROFS ? "read-only" : "failed";
}

void core_wrote(struct core *c, int r)
{
	char body[CORE_NOTE];

	if (r == -EBUSY)
		return; /* somebody else writes: comes again */
	if (r < 0 && !c->write_error) {
		c->write_error = r;
		snprintf(c->problem, sizeof c->problem, "%s", c->store ? store_error(c->store) : "");
		snprintf(body, sizeof body, "{\"reason\":\"%s\"}", reason_of(r));
		core_note(c, "writing-failed", body);
		core_changed(c, "journal");
	} else if (r == 0 && c->write_error) {
		c->write_error = 0;
		*c->problem = '\0';
		core_changed(c, NULL);
	}
}

void core_note(struct core *c, const char *kind, const char *body)
{
	struct core_note *n = &c->note[c->notes];

	if (c->notes == CORE_NOTES) {
		c->notes_lost++;
		return;
	}
	n->at = core_now();
	n->kind = kind;
	snprintf(n->body, sizeof n->body, "%s", body);
	c->notes++;
}

static int append_all(struct core *c)
{
	int r;

	site_time(c->store, core_now());
	if ((r = site_begin(c->store)) < 0)
		return r;
	for (unsigned i = 0; r == 0 && i < c->notes; i++)
		r = journal_append(c->store, c->note[i].at, c->note[i].kind, "mimamori", c->note[i].body,
				   NULL);
	if (r == 0)
		r = site_commit(c->store);
	if (r < 0)
		site_rollback(c->store);
	return r;
}

void core_write_notes(struct core *c)
{
	unsigned said = c->notes;
	int r;

	if (!c->notes || !c->store || c->read_only)
		return;
	r = append_all(c);
	if (r == 0) {
		c->notes = 0;
		core_changed(c, "journal");
	}
	if (r == 0 || c->notes == said)
		core_wrote(c, r);
}
