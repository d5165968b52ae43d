/* mimamori message: who was told what, whether it arrived, and taking it. Everything goes by the API
 * (asking.h). */
#include "cli/arguments.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "cli/when.h"

#include "base/out.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 1000 };

static const char *word(const struct cli *cli, const char *topic, const char *before, const char *token)
{
	static char key[96];

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "%s.%s%.60s", topic, before, token);
	return lang(cli->language, key);
}

static int no_memory(const struct cli *cli) { return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL); }

/* --- list */

static void row(const struct cli *cli, struct table *t, struct answer_json *j, int i)
{
	const char *held = answer_text(j, "$.items[%d].held", i);
	bool is_held = held && *held == '1';

	table_cell(t, answer_text(j, "$.items[%d].id", i));
	table_cell(t, cli_when(cli, answer_text(j, "$.items[%d].at", i)));
	table_cell(t, word(cli, "severity", "", answer_text(j, "$.items[%d].severity", i)));
	table_cell(t, answer_text(j, "$.items[%d].subject", i));
	table_cell(t,
		   word(cli, "message", "state-", is_held ? "held" : answer_text(j, "$.items[%d].state", i)));
	table_cell(t, word(cli, "phone", "part-", answer_text(j, "$.items[%d].part", i)));
	table_cell(t, answer_text(j, "$.items[%d].acknowledged_by.name", i));
	table_cell(t, cli_when(cli, answer_text(j, "$.items[%d].acknowledged", i)));
}

static int list(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"message", "at", "severity",     "subject", "state",
					      "part",    "by", "acknowledged", NULL};
	const char *state = NULL;
	const struct option_of options[] = {{"--state", &state, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct answer_json *j;
	struct table *t;
	char path[120];
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/messages?limit=%d%s%.24s", SHOWN, state ? "&state=" : "",
		 state ? state : "");
	if ((code = site_ask(cli, site, "GET", path, NULL, &j)) != EXIT_DONE)
		return code;
	t = table_new(cli, "message", columns);
	for (int i = 0; t && i < SHOWN && answer_text(j, "$.items[%d].id", i); i++)
		row(cli, t, j, i);
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "message.none")) : no_memory(cli);
}

/* --- show */

static int receivers(struct cli *cli, struct answer_json *j)
{
	static const char *const columns[] = {"name", "means", "part", "receiver-state", "why", "tries",
					      "sent", "said",  NULL};
	struct table *t = table_new(cli, "message", columns);

	for (int i = 0; t && i < SHOWN && answer_text(j, "$.receivers[%d].state", i); i++) {
		table_cell(t, answer_text(j, "$.receivers[%d].contact.name", i));
		table_cell(t, word(cli, "message", "means-", answer_text(j, "$.receivers[%d].means", i)));
		table_cell(t, word(cli, "phone", "part-", answer_text(j, "$.receivers[%d].part", i)));
		table_cell(t, word(cli, "message", "to-", answer_text(j, "$.receivers[%d].state", i)));
		table_cell(t, word(cli, "message", "why-", answer_text(j, "$.receivers[%d].why", i)));
		table_cell(t, answer_text(j, "$.receivers[%d].tries", i));
		table_cell(t, cli_when(cli, answer_text(j, "$.receivers[%d].sent", i)));
		table_cell(t, answer_text(j, "$.receivers[%d].said", i));
	}
	return t ? table_print(t, lang(cli->language, "message.no-receivers")) : no_memory(cli);
}

static int one_word(struct cli *cli, const char **site, int argc, char **argv, struct arguments *w)
{
	const struct option_of none[] = {{NULL, NULL, NULL}};
	int code = arguments_read(cli, site, argc, argv, none, w);

	if (code != EXIT_DONE || w->count == 1)
		return code;
	return w->count ? arguments_most(cli, w, 1) : cli_say(cli, EXIT_USAGE, "message.which", NULL);
}

static int show(struct cli *cli, const char *site, int argc, char **argv)
{
	struct arguments w;
	struct answer_json *j;
	const char *text;
	char path[64];
	int code = one_word(cli, &site, argc, argv, &w);

	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/messages/%.24s", w.list[0]);
	if ((code = site_ask(cli, site, "GET", path, NULL, &j)) != EXIT_DONE)
		return code;
	if (strcmp(cli->format, "text") == 0) {
		text = answer_text(j, "$.message.subject");
		printf("%s\n\n", text ? text : "");
		text = answer_text(j, "$.text.%s", cli->language == LANG_JA ? "ja" : "en");
		printf("%s\n", text ? text : "");
		fflush(stdout);
	}
	code = receivers(cli, j);
	answer_json_free(j);
	return code;
}

/* --- acknowledge */

static int acknowledge(struct cli *cli, const char *site, int argc, char **argv)
{
	struct arguments w;
	struct answer_json *j;
	const char *actor;
	char path[64], body[64] = "{}", line[200];
	int code = one_word(cli, &site, argc, argv, &w);

	if (code != EXIT_DONE)
		return code;
	actor = cli_actor(cli);
	snprintf(path, sizeof path, "/messages/%.24s/acknowledge", w.list[0]);
	if (strcmp(actor, "local") != 0)
		snprintf(body, sizeof body, "{\"contact\":\"%.24s\"}", actor);
	code = site_ask(cli, site, "POST", path, body, &j);
	answer_json_free(j);
	if (code == EXIT_DONE && !cli->quiet)
		puts(lang_fill_buf(line, sizeof line, lang(cli->language, "message.acknowledged"),
				   (const struct lang_arg[]){{"subject", w.list[0]}, {NULL, NULL}}));
	return code;
}

int cli_message(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"list", list}, {"show", show}, {"acknowledge", acknowledge}, {NULL, NULL}};

	return cli_noun(cli, "message", verbs, argc, argv);
}
