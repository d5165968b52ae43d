/* A command that reads or changes what people keep in a site: the open store, who acts, when, and how an end
 * is told. */
#ifndef MIMAMORI_CLI_ACTING_H
#define MIMAMORI_CLI_ACTING_H

#include "assess/writing.h"
#include "base/date.h"
#include "cli/site.h"

struct acting {
	struct cli *cli;
	struct store *store;
	struct writing writing;
	char today[DATE_ROOM]; /* where the site stands, whatever --tz says: that is for showing times */
};

/* Opens; what is wrong is told. EXIT_DONE or the exit code. The caller frees a->store. */
int acting_open(struct acting *a, struct cli *cli, const char *site, enum site_mode mode);

/* Begins the transaction. EXIT_DONE, or it is told. */
int acting_begin(struct acting *a);

/* Tells an err whose key is of data/lang/TOPIC.yaml, with {subject}, {detail} and more holes (or NULL), and
 * that nothing was written. The exit code. */
int acting_fail(const struct cli *cli, struct store *s, const char *topic, const struct err *e,
		const struct lang_arg *more);

int acting_exit(int code); /* the exit code of a negative code: refused, no output, else usage */

/* Says on standard output that it is done: a sentence, or with --format json {"id": ...}. EXIT_DONE. */
int acting_done(const struct acting *a, const char *id, const char *key, const struct lang_arg *args);

/* One act on a site: opened for writing, one transaction, fn's err told with keys of data/lang/TOPIC.yaml. fn
 * returns 0 or negative. */
typedef int act_fn(void *ctx, struct store *s, const struct writing *w, struct err *e);
int cli_act(struct cli *cli, const char *site, const char *topic, act_fn *fn, void *ctx);

/* "name=value": the value, name copied; NULL when there is no "=" or the name is too long. */
const char *word_value(const char *word, char *name, size_t room);

#endif
