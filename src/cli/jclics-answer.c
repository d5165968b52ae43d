/* mimamori jclics answer, withdraw, bind: what people say. */
#include "cli/jclics.h"

#include "assess/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct doing {
	const struct jclics_ask *ask;
	const char *answer;
	struct jclics_beside beside;
	char until[DATE_ROOM]; /* of the answer, once it is written */
};

static int answer(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct doing *d = ctx;
	const struct jclics_ask *a = d->ask;
	sqlite3_stmt *st;
	int r = jclics_answer(s, a->edition->name, a->slot, d->answer, a->reason, a->until, w, e);

	st = r < 0 ? NULL
		   : sql_of(s, "SELECT expires_on FROM jclics_answer WHERE edition = ?1 AND slot = ?2", "ti",
			    a->edition->name, (int64_t)a->slot);
	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, d->until, sizeof d->until);
	sqlite3_finalize(st);
	return r;
}

/* yes, no, ○, ×. */
static const char *answer_of(const char *word)
{
	static const char *const yes[] = {"yes", "○", "〇", "◯", NULL}, *const no[] = {"no", "×", "✕", NULL};

	for (const char *const *w = yes; *w; w++)
		if (strcmp(word, *w) == 0)
			return "yes";
	for (const char *const *w = no; *w; w++)
		if (strcmp(word, *w) == 0)
			return "no";
	return word;
}

int cli_jclics_answer(struct cli *cli, const char *site, int argc, char **argv)
{
	struct jclics_ask ask;
	struct doing d = {.ask = &ask};
	int code = jclics_ask_read(&ask, cli, site, argc, argv, true, 1);

	if (code != EXIT_DONE)
		return code;
	d.answer = ask.words.count ? answer_of(ask.words.list[0]) : "";
	code = cli_act(cli, ask.site, "jclics", answer, &d);
	return code == EXIT_DONE ? jclics_say(&ask, code, "jclics.answered", 0, d.until) : code;
}

static int withdraw(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	const struct doing *d = ctx;

	return jclics_withdraw(s, d->ask->edition->name, d->ask->slot, w, e);
}

int cli_jclics_withdraw(struct cli *cli, const char *site, int argc, char **argv)
{
	struct jclics_ask ask;
	struct doing d = {.ask = &ask};
	int code = jclics_ask_read(&ask, cli, site, argc, argv, true, 0);

	if (code == EXIT_DONE)
		code = cli_act(cli, ask.site, "jclics", withdraw, &d);
	return code == EXIT_DONE ? jclics_say(&ask, code, "jclics.withdrawn", 0, NULL) : code;
}

static int bind(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	const struct doing *d = ctx;

	return jclics_bind(s, d->ask->edition->name, d->ask->slot, &d->beside, w, e);
}

/* Words joined by commas; text is cut apart. */
static size_t words(char *text, const char *to[], size_t most)
{
	size_t n = 0;

	while (text && *text && n < most) {
		char *end = text + strcspn(text, ",");

		to[n] = text;
		text = *end ? end + 1 : NULL;
		*end = '\0';
		n += *to[n] != '\0';
	}
	return n;
}

int cli_jclics_bind(struct cli *cli, const char *site, int argc, char **argv)
{
	struct jclics_ask ask;
	struct doing d = {.ask = &ask};
	char *checks, *records;
	int code = jclics_ask_read(&ask, cli, site, argc, argv, true, 0);

	if (code != EXIT_DONE)
		return code;
	checks = strdup(ask.checks ? ask.checks : "");
	records = strdup(ask.records ? ask.records : "");
	d.beside.checks = words(checks, d.beside.check, JCLICS_BOUND_MOST);
	d.beside.records = words(records, d.beside.record, JCLICS_BOUND_MOST);
	code = cli_act(cli, ask.site, "jclics", bind, &d);
	free(checks);
	free(records);
	return code == EXIT_DONE ? jclics_say(&ask, code, "jclics.bound", 0, NULL) : code;
}
