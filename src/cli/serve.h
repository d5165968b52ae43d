/* The options of mimamori serve. Texts are argv's. */
#ifndef MIMAMORI_CLI_SERVE_H
#define MIMAMORI_CLI_SERVE_H

#include "cli/cli.h"

enum { SERVE_INTERFACES = 8, SERVE_ADDRESSES = 4, SERVE_ARGS = 48 };

struct serve_options {
	const char *site;
	const char *interface[SERVE_INTERFACES];
	unsigned interfaces;
	const char *address[SERVE_ADDRESSES]; /* one at least */
	unsigned addresses;
	const char *replay, *speed, *ring, *packets_mb, *packets_days, *user; /* NULL: not given */
	bool no_payload, detach, help;
};

/* EXIT_DONE, or it is told. Numbers are in their bounds, words have their form; whether a file or an
 * interface is there is not looked at. */
int serve_options(struct cli *cli, int argc, char **argv, struct serve_options *ret);

#endif
