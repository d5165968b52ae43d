/* How far reading has come, on stderr when that is a terminal and it takes longer than a second. A value. */
#ifndef MIMAMORI_CLI_PROGRESS_H
#define MIMAMORI_CLI_PROGRESS_H

#include "capture/capture.h"
#include "cli/cli.h"

struct progress {
	const struct cli *cli;
	const struct capture *capture;
	uint64_t frames;
	long long shown; /* second in which it was last shown */
	unsigned batches;
	bool on, visible;
};

struct progress progress_of(const struct cli *cli, const struct capture *c);
void progress_show(struct progress *p);
void progress_end(struct progress *p); /* takes it off the screen again */

/* After each batch; looks at the clock only now and then. */
static inline void progress_step(struct progress *p, unsigned frames)
{
	p->frames += frames;
	if (p->on && (++p->batches & 1023) == 0)
		progress_show(p);
}

#endif
