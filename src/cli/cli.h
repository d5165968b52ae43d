/* mimamori(1). One file per command; the table in cli.c is the dispatcher, the usage text and what the man
 * page is checked against. stdout is for data, stderr for people. */
#ifndef MIMAMORI_CLI_CLI_H
#define MIMAMORI_CLI_CLI_H

#include "base/err.h"
#include "base/lang.h"

#include <stdbool.h>

enum exit_code {
	EXIT_DONE,      /* also when parts were unreadable: that is in the output */
	EXIT_FOUND,     /* --fail-on: such findings exist */
	EXIT_USAGE,     /* the command line is wrong */
	EXIT_NO_INPUT,  /* no input could be read */
	EXIT_REFUSED,   /* permission, signature or lock */
	EXIT_NO_OUTPUT, /* the output could not be written */
};

/* What every command understands. */
struct cli {
	enum language
		language;   /* --lang, else MIMAMORI_LANG, LC_ALL, LC_MESSAGES, LANG: ja when it begins so */
	const char *zone;   /* --tz, else TZ, else the system's; "+09:00" or a zone's name */
	bool quiet, colour; /* colour: stdout is a terminal and NO_COLOR is not set */
	const char *format; /* --format text|json|csv */
	const char *actor;  /* --as CONTACT: who acts, for the journal of a site; or NULL */
};

struct command {
	const char *name;
	int (*run)(struct cli *cli, int argc, char **argv);
};

int cli_main(int argc, char **argv);

/* One line on stderr: "mimamori: " and the sentence of the key, its holes filled. Returns code. */
int cli_say(const struct cli *cli, int code, const char *key, const struct lang_arg *args);
/* The same of an err (holes {subject} and {detail}); the exit code is the caller's. */
int cli_fail(const struct cli *cli, int code, const struct err *e);

/* Takes the common option at argv[*at] (--lang ja, --lang=ja, --tz, --format, --quiet): true and *at moved
 * when it was one. A wrong value is told and sets *ret_wrong. */
bool cli_common(struct cli *cli, int argc, char **argv, int *at, bool *ret_wrong);
/* The value of option `name` at argv[*at] as "--name value" or "--name=value": NULL when argv[*at] is another
 * option. A value that is missing is "" with *ret_wrong set. */
const char *cli_value(int argc, char **argv, int *at, const char *name, bool *ret_wrong);
/* Minutes east of UTC of the zone at a moment. */
int cli_zone_minutes(const struct cli *cli, long long us);
/* The known word nearest to a mistyped one, or NULL. */
const char *cli_nearest(const char *word, const char *const *known);

#endif
