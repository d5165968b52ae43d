/* What the commands about a running `mimamori serve` share: asking core, reading its answer, telling why not.
 */
#ifndef MIMAMORI_CLI_WATCHING_H
#define MIMAMORI_CLI_WATCHING_H

#include "cli/cli.h"
#include "daemon/control.h"

#include <stdbool.h>
#include <sys/types.h>

/* Arguments of such a command: at most `most` words, SITE.db among them (its name ends in .db), else
 * $MIMAMORI_SITE. False: told, or help was; *ret_code. */
struct watching_words {
	const char *site, *word[4];
	int words;
};
bool watching_words(struct cli *cli, int argc, char **argv, int least, int most, struct watching_words *ret,
		    int *ret_code);

/* Connects; why not is told. EXIT_DONE or the exit code. */
int watching_open(struct cli *cli, const char *site, struct control *ret);
/* Asks; what failed is told. EXIT_DONE or the exit code. The answer's body is the caller's to free. */
int watching_ask(struct cli *cli, const char *site, struct control *c, const struct request *r,
		 struct control_answer *ret);

/* The process that serves this site: 0 none, -1 it cannot be told (another machine's, another namespace's).
 */
pid_t watching_process(const char *site);

/* --- JSON of an answer */
struct answer_json;
struct answer_json *answer_json(const char *text); /* NULL: no JSON */
void answer_json_free(struct answer_json *j);
/* A value at a path like "$.roles[0].name": text, static until the next call; NULL absent or null. */
const char *answer_text(struct answer_json *j, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
