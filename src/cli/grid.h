/* The verbs of mimamori grid, each in src/cli/grid-VERB.c, and what they share. */
#ifndef MIMAMORI_CLI_GRID_H
#define MIMAMORI_CLI_GRID_H

#include "assess/grid.h"
#include "cli/acting.h"
#include "cli/arguments.h"

struct grid_ask {
	struct acting a;
	const struct grid_def *grid;
	struct grid_judging *judging;
	const char *system, *kind, *line, *step, *output;
	bool gates;
};

/* Options and words, the site opened, the scope judged; what is wrong is told. EXIT_DONE, or the exit code.
 * grid_ask_end() in any case. */
int grid_ask_begin(struct grid_ask *ask, struct cli *cli, const char *site, int argc, char **argv);
void grid_ask_end(struct grid_ask *ask);
int grid_wrong(const struct cli *cli, const char *key, const char *subject); /* EXIT_USAGE, told */

int cli_grid_show(struct cli *cli, const char *site, int argc, char **argv);
int cli_grid_export(struct cli *cli, const char *site, int argc, char **argv);
int grid_show_place(struct grid_ask *ask, unsigned line, int step); /* step -1: all */
int grid_show_gates(struct grid_ask *ask);

#endif
