/* mimamori token: what programs show instead of a person. Everything goes by the API (asking.h). */
#include "cli/arguments.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/table.h"

#include "base/out.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOKENS_SHOWN = 1000 };

struct wish {
	const char *account, *roles, *system, *days;
};

static int usage(struct cli *cli, const char *key)
{
	return cli_say(cli, EXIT_USAGE, key, (const struct lang_arg[]){{NULL, NULL}});
}

static int list(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish)
{
	static const char *const columns[] = {"token",  "account", "name",    "roles",
					      "system", "until",   "revoked", NULL};
	static const char *const members[] = {"id", "account", "name", "roles", "system", "until", "revoked"};
	struct answer_json *j;
	struct table *t;
	int code = site_ask(cli, site, "GET", "/tokens", NULL, &j);

	(void)w;
	(void)wish;
	if (code != EXIT_DONE)
		return code;
	t = table_new(cli, "token", columns);
	for (int i = 0; t && i < TOKENS_SHOWN && answer_text(j, "$.items[%d].id", i); i++)
		for (size_t k = 0; k < sizeof members / sizeof *members; k++)
			table_cell(t, answer_text(j, "$.items[%d].%s", i, members[k]));
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "token.none"))
		 : cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
}

/* "viewer,it" as a list. */
static void put_words(struct out *o, const char *key, const char *joined)
{
	json_array(o, key);
	while (joined && *joined) {
		size_t n = strcspn(joined, ",");

		if (n)
			json_text(o, NULL, joined, n);
		joined += n + (joined[n] == ',');
	}
	json_end_array(o);
}

static int make(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish)
{
	struct answer_json *j = NULL;
	const char *token;
	struct out o;
	int code;

	if (w->count != 1 || !wish->account || !wish->roles)
		return usage(cli, "token.what");
	if (out_init(&o, -1) < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	json_object(&o, NULL);
	json_str(&o, "name", w->list[0]);
	json_str(&o, "account", wish->account);
	put_words(&o, "roles", wish->roles);
	if (wish->system)
		json_str(&o, "system", wish->system);
	json_int(&o, "days", wish->days ? strtol(wish->days, NULL, 10) : 90);
	json_end_object(&o);
	code = site_ask(cli, site, "POST", "/tokens", out_bytes(&o, NULL), &j);
	out_clear(&o);
	if (code == EXIT_DONE && (token = answer_text(j, "$.token")))
		puts(token);
	answer_json_free(j);
	return code;
}

static int revoke(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish)
{
	struct answer_json *j;
	char path[64], line[200];
	int code;

	(void)wish;
	if (w->count != 1)
		return usage(cli, "token.which");
	snprintf(path, sizeof path, "/tokens/%.24s", w->list[0]);
	code = site_ask(cli, site, "DELETE", path, NULL, &j);
	if (code == EXIT_DONE && !cli->quiet)
		puts(lang_fill_buf(line, sizeof line, lang(cli->language, "token.revoked"),
				   (const struct lang_arg[]){{"subject", w->list[0]}, {NULL, NULL}}));
	answer_json_free(j);
	return code;
}

typedef int verb_fn(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish);

static int run(struct cli *cli, const char *site, int argc, char **argv, verb_fn *act)
{
	struct wish wish = {0};
	const struct option_of none[] = {{NULL, NULL, NULL}}, making[] = {{"--for", &wish.account, NULL},
									  {"--role", &wish.roles, NULL},
									  {"--system", &wish.system, NULL},
									  {"--days", &wish.days, NULL},
									  {NULL, NULL, NULL}};
	struct arguments words;
	int code = arguments_read(cli, &site, argc, argv, act == make ? making : none, &words);

	return code == EXIT_DONE ? act(cli, site, &words, &wish) : code;
}

static int run_list(struct cli *cli, const char *site, int argc, char **argv)
{
	return run(cli, site, argc, argv, list);
}
static int run_make(struct cli *cli, const char *site, int argc, char **argv)
{
	return run(cli, site, argc, argv, make);
}
static int run_revoke(struct cli *cli, const char *site, int argc, char **argv)
{
	return run(cli, site, argc, argv, revoke);
}

int cli_token(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"list", run_list}, {"make", run_make}, {"revoke", run_revoke}, {NULL, NULL}};

	return cli_noun(cli, "token", verbs, argc, argv);
}
