/* The verbs of mimamori jclics, each in src/cli/jclics-VERB.c, and what they share. */
#ifndef MIMAMORI_CLI_JCLICS_H
#define MIMAMORI_CLI_JCLICS_H

#include "assess/jclics.h"
#include "cli/acting.h"
#include "cli/arguments.h"

struct jclics_ask {
	struct cli *cli;
	const char *site, *reason, *until, *checks, *records, *output;
	bool dry, questions;
	struct arguments words; /* what follows the edition */
	const struct jclics_edition *edition;
	unsigned slot; /* of the second word, where one is wanted */
};

/* Options, words and the edition; slot: a number follows it. What is wrong is told; the exit code. */
int jclics_ask_read(struct jclics_ask *ask, struct cli *cli, const char *site, int argc, char **argv,
		    bool slot, int words);
/* A sentence with {edition} {slot} {count} {of} {day} filled as far as they are known. Returns code. */
int jclics_say(const struct jclics_ask *ask, int code, const char *key, size_t count, const char *day);

int cli_jclics_import(struct cli *cli, const char *site, int argc, char **argv);
int cli_jclics_answer(struct cli *cli, const char *site, int argc, char **argv);
int cli_jclics_withdraw(struct cli *cli, const char *site, int argc, char **argv);
int cli_jclics_bind(struct cli *cli, const char *site, int argc, char **argv);
int cli_jclics_export(struct cli *cli, const char *site, int argc, char **argv);
int cli_jclics_compare(struct cli *cli, const char *site, int argc, char **argv);

#endif
