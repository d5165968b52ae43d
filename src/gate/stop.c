/* The end in good order: sensor, so that no new frames come; web, so that nobody asks; courier; core last,
 * with all of theirs taken in. Who does not end in time is ended. */
#include "gate/gate.h"

#include <signal.h>

/* ms. Core seals what was open (store/seal.h): some seconds with 100,000 devices. */
static const struct {
	enum role role;
	int64_t patience;
} order[GATE_POSTS] = {{ROLE_SENSOR, 5000}, {ROLE_WEB, 5000}, {ROLE_COURIER, 5000}, {ROLE_CORE, 30000}};

static void next_stage(struct gate *g)
{
	while (g->stage <= GATE_POSTS && !g->post[order[g->stage - 1].role].pid)
		g->stage++;
	if (g->stage > GATE_POSTS) {
		loop_stop(g->loop);
		return;
	}
	g->stage_ends = loop_clock() + order[g->stage - 1].patience;
	post_tell(g, order[g->stage - 1].role, &(struct line_message){.kind = LINE_STOP});
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
	struct post *p = g->stage && g->stage <= GATE_POSTS ? &g->post[order[g->stage - 1].role] : NULL;

	if (!p)
		return;
	if (!p->pid)
		next_stage(g);
	else if (loop_clock() >= g->stage_ends)
		kill(p->pid, SIGKILL);
}
