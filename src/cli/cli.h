/* mimamori(1). One file per command; the table in cli.c is the usage text, the dispatcher and what the man page is checked
 * against. Exit codes: 0 done, 1 findings with --fail-on, 2 usage, 3 no input could be read, 4 refused, 5 output could not be
 * written. */
#ifndef MIMAMORI_CLI_CLI_H
#define MIMAMORI_CLI_CLI_H

enum exit_code { EXIT_DONE, EXIT_FOUND, EXIT_USAGE, EXIT_NO_INPUT, EXIT_REFUSED, EXIT_NO_OUTPUT };

struct command {
	const char *name, *summary_key; /* summary_key: the one-line help in data/lang */
	int (*run)(int argc, char **argv);
};

int cli_main(int argc, char **argv);

int cli_facts(int argc, char **argv); /* for who writes decoders; not in the usage text */

#endif
