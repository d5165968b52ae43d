/* mimamori director: the files of this noun share the loaded page. */
#ifndef MIMAMORI_CLI_DIRECTOR_H
#define MIMAMORI_CLI_DIRECTOR_H

#include "assess/director.h"
#include "cli/acting.h"

struct directing_cli {
	struct cli *cli;
	struct acting acting;
	struct arena *arena;
	struct director *page; /* on the heap */
};

/* Opens the site for reading and loads the page; told when it cannot. directing_end() in any case. */
int directing_begin(struct directing_cli *d, struct cli *cli, const char *site, const char *system);
void directing_end(struct directing_cli *d);

int run_director_show(struct cli *cli, const char *site, int argc, char **argv);
int run_director_print(struct cli *cli, const char *site, int argc, char **argv);
int run_director_ask(struct cli *cli, const char *site, int argc, char **argv);
int run_director_answer(struct cli *cli, const char *site, int argc, char **argv);

#endif
