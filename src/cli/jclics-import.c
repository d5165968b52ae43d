/* mimamori jclics import: the customer's own copy of the questions, kept in this site only. */
#include "cli/jclics.h"

#include "cli/table.h"

#include <stdio.h>
#include <string.h>

enum { ARENA_MAX = 64 << 20 };

struct intake {
	const struct jclics_ask *ask;
	const char *file;
	struct arena *arena;
	struct jclics_texts texts;
};

/* One sheet of a workbook; kept when it knows more questions than what was read before. */
static int read_one(void *ctx, const struct grid *g, struct err *e)
{
	struct intake *in = ctx;
	struct jclics_texts found;
	int r = jclics_read(g, in->ask->edition, in->arena, &found);

	(void)e;
	if (r == 0 && found.count > in->texts.count)
		in->texts = found;
	return r;
}

static int act(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	const struct intake *in = ctx;

	return jclics_import(s, in->ask->edition, &in->texts, w, e);
}

static int show(const struct intake *in)
{
	static const char *const columns[] = {"#slot", "field", "question", NULL};
	struct table *t = table_new(in->ask->cli, "jclics", columns);

	if (!t)
		return cli_say(in->ask->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	table_width(t, 2, 80);
	for (size_t i = 0; i < in->texts.count; i++) {
		table_number(t, in->texts.text[i].slot);
		table_cell(t, in->texts.text[i].field);
		table_cell(t, in->texts.text[i].question);
	}
	return table_print(t, NULL);
}

static int take(struct intake *in)
{
	const struct jclics_ask *ask = in->ask;
	struct err e = {0};
	int code = grid_sheets(in->file, read_one, in, &e);

	if (code < 0)
		return e.key[0] ? cli_fail(ask->cli, EXIT_NO_INPUT, &e)
				: cli_say(ask->cli, EXIT_NO_INPUT, "cli.memory", NULL);
	if (in->texts.count == 0)
		return cli_say(ask->cli, EXIT_NO_INPUT, "jclics.no-questions",
			       (const struct lang_arg[]){{"subject", in->file}, {NULL, NULL}});
	code = ask->dry ? show(in) : cli_act(ask->cli, ask->site, "jclics", act, in);
	if (code != EXIT_DONE)
		return code;
	if (in->texts.passed)
		jclics_say(ask, EXIT_DONE, "jclics.passed", in->texts.passed, NULL);
	return jclics_say(ask, EXIT_DONE, ask->dry ? "jclics.would-import" : "jclics.imported",
			  in->texts.count, NULL);
}

int cli_jclics_import(struct cli *cli, const char *site, int argc, char **argv)
{
	struct jclics_ask ask;
	struct intake in = {.ask = &ask, .arena = arena_new(ARENA_MAX)};
	int code = jclics_ask_read(&ask, cli, site, argc, argv, false, 1);

	if (code == EXIT_DONE && ask.words.count == 0)
		code = cli_say(cli, EXIT_USAGE, "jclics.which-file", NULL);
	if (code == EXIT_DONE && !in.arena)
		code = cli_say(cli, EXIT_NO_INPUT, "cli.memory", NULL);
	if (code == EXIT_DONE) {
		in.file = ask.words.list[0];
		code = take(&in);
	}
	arena_free(in.arena);
	return code;
}
