/* mimamori wallboard: screens on the shop floor. Everything goes by the API (asking.h). */
#include "cli/arguments.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/table.h"

#include "base/out.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 1000 };

struct wish {
	const char *system, *line;
};

static int usage(struct cli *cli)
{
	return cli_say(cli, EXIT_USAGE, "wallboard.usage", (const struct lang_arg[]){{NULL, NULL}});
}

static void say(const struct cli *cli, const char *key, const char *subject, const char *detail)
{
	char line[600];

	puts(lang_fill_buf(
		line, sizeof line, lang(cli->language, key),
		(const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}}));
}

static int list(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish)
{
	static const char *const columns[] = {"wallboard", "name",   "system", "line",
					      "state",     "paired", "last",   NULL};
	static const char *const members[] = {"id", "name", "system", "line", "state", "paired", "last_seen"};
	struct answer_json *j;
	struct table *t;
	int code = arguments_most(cli, w, 0);

	(void)wish;
	if (code == EXIT_DONE)
		code = site_ask(cli, site, "GET", "/wallboards", NULL, &j);
	if (code != EXIT_DONE)
		return code;
	t = table_new(cli, "wallboard", columns);
	for (int i = 0; t && i < SHOWN && answer_text(j, "$.items[%d].id", i); i++)
		for (size_t k = 0; k < sizeof members / sizeof *members; k++)
			table_cell(t, answer_text(j, "$.items[%d].%s", i, members[k]));
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "wallboard.none"))
		 : cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
}

static void tell_code(const struct cli *cli, struct answer_json *j)
{
	char code[32];
	const char *v = answer_text(j, "$.code");

	snprintf(code, sizeof code, "%s", v ? v : "");
	v = answer_text(j, "$.until");
	if (cli->quiet)
		puts(code);
	else
		say(cli, "wallboard.code", code, v ? v : "");
}

static int pair(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish)
{
	struct answer_json *j = NULL;
	struct out o;
	int code;

	if (w->count != 1)
		return usage(cli);
	if (out_init(&o, -1) < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	json_object(&o, NULL);
	json_str(&o, "name", w->list[0]);
	if (wish->system)
		json_str(&o, "system", wish->system);
	if (wish->line)
		json_str(&o, "line", wish->line);
	json_end_object(&o);
	code = site_ask(cli, site, "POST", "/wallboards", out_bytes(&o, NULL), &j);
	out_clear(&o);
	if (code == EXIT_DONE)
		tell_code(cli, j);
	answer_json_free(j);
	return code;
}

static int revoke(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish)
{
	struct answer_json *j = NULL;
	char path[64];
	int code;

	(void)wish;
	if (w->count != 1)
		return usage(cli);
	snprintf(path, sizeof path, "/wallboards/%.24s", w->list[0]);
	code = site_ask(cli, site, "DELETE", path, NULL, &j);
	if (code == EXIT_DONE && !cli->quiet)
		say(cli, "wallboard.revoked", w->list[0], "");
	answer_json_free(j);
	return code;
}

typedef int verb_fn(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish);

static int run(struct cli *cli, const char *site, int argc, char **argv, verb_fn *act)
{
	struct wish wish = {0};
	const struct option_of none[] = {{NULL, NULL, NULL}}, pairing[] = {{"--system", &wish.system, NULL},
									   {"--line", &wish.line, NULL},
									   {NULL, NULL, NULL}};
	struct arguments words;
	int code = arguments_read(cli, &site, argc, argv, act == pair ? pairing : none, &words);

	return code == EXIT_DONE ? act(cli, site, &words, &wish) : code;
}

static int run_list(struct cli *cli, const char *site, int argc, char **argv)
{
	return run(cli, site, argc, argv, list);
}
static int run_pair(struct cli *cli, const char *site, int argc, char **argv)
{
	return run(cli, site, argc, argv, pair);
}
static int run_revoke(struct cli *cli, const char *site, int argc, char **argv)
{
	return run(cli, site, argc, argv, revoke);
}

int cli_wallboard(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"list", run_list}, {"pair", run_pair}, {"revoke", run_revoke}, {NULL, NULL}};

	return cli_noun(cli, "wallboard", verbs, argc, argv);
}
