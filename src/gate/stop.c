/* The end in good order: sensor, so that no new frames come; web, so that nobody asks; core last, with all of
 * theirs taken in. Who does not end in time is ended. */
#include "gate/gate.h"

#include <signal.h>

enum { PATIENCE = 8000 };

static const enum role order[GATE_POSTS] = {ROLE_SENSOR, ROLE_WEB, ROLE_CORE};

static void next_stage(struct gate *g)
{
	while (g->stage <= GATE_POSTS && !g->post[order[g->stage - 1]].pid)
		g->stage++;
	if (g->stage > GATE_POSTS) {
		loop_stop(g->loop);
		return;
	}
	g->stage_ends = loop_clock() + PATIENCE;
	post_tell(g, order[g->stage - 1], &(struct line_message){.kind = LINE_STOP});
}

/* Asked twice, it does not wait any more. */
void gate_stop(struct gate *g)
{
	if (g->stage) {
		g->stage_ends = 0;
		return;
	}
	g->stage = 1;
	next_stage(g);
}

void gate_stop_tick(struct gate *g)
{
	struct post *p = g->stage && g->stage <= GATE_POSTS ? &g->post[order[g->stage - 1]] : NULL;

	if (!p)
		return;
	if (!p->pid)
		next_stage(g);
	else if (loop_clock() >= g->stage_ends)
		kill(p->pid, SIGKILL);
}
