/* mimamori attack list, groups, kinds, show: by the API (asking.h). */
#include "cli/attack.h"

#include "cli/arguments.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "cli/when.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 1000, REASONS = 100 };

static const char *tongue(const struct cli *cli) { return cli->language == LANG_JA ? "ja" : "en"; }
static int no_memory(const struct cli *cli) { return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL); }

/* A token as people read it; as it is for programs. */
static const char *word(const struct cli *cli, const char *before, const char *token)
{
	char key[96];

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "attack.%s%.60s", before, token);
	return lang(cli->language, key);
}

/* Members of a list, joined. */
static const char *joined(const struct cli *cli, struct answer_json *j, const char *before, const char *path)
{
	static char text[400];

	*text = '\0';
	for (int i = 0; i < 20; i++) {
		char at[80];
		const char *v;

		snprintf(at, sizeof at, "%s[%d]", path, i);
		if (!(v = answer_text(j, "%s", at)))
			break;
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.60s",
			 i ? strcmp(cli->format, "text") == 0 ? lang(cli->language, "attack.between") : ", "
			   : "",
			 *before ? word(cli, before, v) : v);
	}
	return *text ? text : NULL;
}

/* "PLC-101 (d8)" of an end; NULL none. */
static const char *an_end(struct answer_json *j, const char *path)
{
	static char text[400];
	const char *v;
	char id[64];

	if (!(v = answer_text(j, "%s.id", path)))
		return NULL;
	snprintf(id, sizeof id, "%.60s", v);
	v = answer_text(j, "%s.name", path);
	if (v)
		snprintf(text, sizeof text, "%.300s (%s)", v, id);
	else
		snprintf(text, sizeof text, "%s", id);
	return text;
}

static int ask(struct cli *cli, const char *site, const char *path, struct answer_json **ret)
{
	return site_ask(cli, site, "GET", path, NULL, ret);
}

/* --- list */

static void row(const struct cli *cli, struct table *t, struct answer_json *j, int i)
{
	char end[40];

	table_cell(t, answer_text(j, "$.items[%d].number", i));
	table_cell(t, answer_text(j, "$.items[%d].id", i));
	table_cell(t, answer_text(j, "$.items[%d].title.%s", i, tongue(cli)));
	snprintf(end, sizeof end, "$.items[%d].from", i);
	table_cell(t, an_end(j, end));
	snprintf(end, sizeof end, "$.items[%d].to", i);
	table_cell(t, an_end(j, end));
	table_cell(t, word(cli, "weight-", answer_text(j, "$.items[%d].weight", i)));
	table_cell(t, answer_text(j, "$.items[%d].why.%s", i, tongue(cli)));
	table_cell(t, word(cli, "state-", answer_text(j, "$.items[%d].state", i)));
	snprintf(end, sizeof end, "$.items[%d].harms", i);
	table_cell(t, joined(cli, j, "harm-", end));
	snprintf(end, sizeof end, "$.items[%d].threats", i);
	table_cell(t, joined(cli, j, "", end));
}

static void add(char *path, size_t room, const char *name, const char *value)
{
	if (value)
		snprintf(path + strlen(path), room - strlen(path), "&%s=%.40s", name, value);
}

static int list(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"number", "+id",   "attack", "from",     "to", "weight",
					      "why",    "state", "+harms", "+threats", NULL};
	const char *state = NULL, *device = NULL, *attack = NULL, *system = NULL;
	bool unplanned = false;
	const struct option_of options[] = {{"--state", &state, NULL},         {"--device", &device, NULL},
					    {"--attack", &attack, NULL},       {"--system", &system, NULL},
					    {"--unplanned", NULL, &unplanned}, {NULL, NULL, NULL}};
	struct answer_json *j;
	struct arguments w;
	struct table *t;
	char path[320];
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/attacks?limit=%d", SHOWN);
	add(path, sizeof path, "state", state);
	add(path, sizeof path, "device", device);
	add(path, sizeof path, "attack", attack);
	add(path, sizeof path, "system", system);
	add(path, sizeof path, "unplanned", unplanned ? "1" : NULL);
	if ((code = ask(cli, site, path, &j)) != EXIT_DONE)
		return code;
	t = table_new(cli, "attack", columns);
	if (t)
		table_wrap(t, 6);
	for (int i = 0; t && i < SHOWN && answer_text(j, "$.items[%d].id", i); i++)
		row(cli, t, j, i);
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "attack.none")) : no_memory(cli);
}

/* --- groups, kinds */

static int groups(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"id",        "attack",    "weight",    "#total", "#proposed",
					      "#accepted", "#rejected", "#measures", NULL};
	static const char *const counts[] = {"total", "proposed", "accepted", "rejected", "measures"};
	const struct option_of none[] = {{NULL, NULL, NULL}};
	struct answer_json *j;
	struct arguments w;
	struct table *t;
	int code = arguments_read(cli, &site, argc, argv, none, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code == EXIT_DONE)
		code = ask(cli, site, "/attack-groups", &j);
	if (code != EXIT_DONE)
		return code;
	t = table_new(cli, "attack", columns);
	for (int i = 0; t && i < SHOWN && answer_text(j, "$.items[%d].id", i); i++) {
		table_cell(t, answer_text(j, "$.items[%d].id", i));
		table_cell(t, answer_text(j, "$.items[%d].title.%s", i, tongue(cli)));
		table_cell(t, word(cli, "weight-", answer_text(j, "$.items[%d].weight", i)));
		for (int k = 0; k < 5; k++)
			table_cell(t, answer_text(j, "$.items[%d].%s", i, counts[k]));
	}
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "attack.none")) : no_memory(cli);
}

static int kinds(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"attack", "title", "threats", "techniques", "harms", NULL};
	const struct option_of none[] = {{NULL, NULL, NULL}};
	struct answer_json *j;
	struct arguments w;
	struct table *t;
	int code = arguments_read(cli, &site, argc, argv, none, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code == EXIT_DONE)
		code = ask(cli, site, "/attack-kinds", &j);
	if (code != EXIT_DONE)
		return code;
	t = table_new(cli, "attack", columns);
	for (int i = 0; t && answer_text(j, "$.items[%d].attack", i); i++) {
		char at[40];

		table_cell(t, answer_text(j, "$.items[%d].attack", i));
		table_cell(t, answer_text(j, "$.items[%d].title.%s", i, tongue(cli)));
		snprintf(at, sizeof at, "$.items[%d].threats", i);
		table_cell(t, joined(cli, j, "", at));
		snprintf(at, sizeof at, "$.items[%d].techniques", i);
		table_cell(t, joined(cli, j, "", at));
		snprintf(at, sizeof at, "$.items[%d].harms", i);
		table_cell(t, joined(cli, j, "harm-", at));
	}
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "attack.no-kinds")) : no_memory(cli);
}

/* --- show */

static void line(struct table *t, const struct cli *cli, const char *what, const char *value)
{
	if (!value)
		return;
	table_cell(t, word(cli, "what-", what));
	table_cell(t, value);
}

static void place(struct table *t, const struct cli *cli, struct answer_json *j)
{
	char text[900];
	const char *end = an_end(j, "$.assumption.from");

	snprintf(text, sizeof text, "%.400s", end ? end : "");
	if ((end = an_end(j, "$.assumption.to")))
		snprintf(text + strlen(text), sizeof text - strlen(text), " → %.400s", end);
	line(t, cli, "place", text);
}

static void said(struct table *t, const struct cli *cli, struct answer_json *j)
{
	char text[5000];
	const char *at = cli_when(cli, answer_text(j, "$.assumption.said.at")), *v;

	if (!at)
		return;
	snprintf(text, sizeof text, "%.40s", at);
	for (int i = 0; i < 2; i++)
		if ((v = answer_text(j, i ? "$.assumption.said.words" : "$.assumption.said.who")))
			snprintf(text + strlen(text), sizeof text - strlen(text), "  %.4000s", v);
	line(t, cli, "said", text);
}

/* A measure that people planned: what, how, owners, date, and what is wrong with it. */
static void measure(struct table *t, const struct cli *cli, struct answer_json *j, int i)
{
	static const char *const members[] = {"what", "how", "it_owner.name", "ot_owner.name", "done_by"};
	static const char *const labels[] = {NULL, NULL, "attack.it-owner", "attack.ot-owner",
					     "attack.done-by"};
	static const char *const flags[] = {"one_sided", "overdue"};
	static const char *const flag_words[] = {"attack.one-sided", "attack.overdue"};
	char text[4000], layer[24];
	const char *v = answer_text(j, "$.measures[%d].layer", i);

	snprintf(layer, sizeof layer, "%.20s", v ? v : "");
	v = answer_text(j, "$.measures[%d].record", i);
	snprintf(text, sizeof text, "%.20s", v ? v : "");
	for (size_t k = 0; k < sizeof members / sizeof *members; k++)
		if ((v = answer_text(j, "$.measures[%d].%s", i, members[k])))
			snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s%.2000s",
				 k == 0 ? "  " : " / ", labels[k] ? lang(cli->language, labels[k]) : "", v);
	v = answer_text(j, "$.measures[%d].state", i);
	snprintf(text + strlen(text), sizeof text - strlen(text), " / %s",
		 lang(cli->language, v && strcmp(v, "done") == 0 ? "attack.done" : "attack.planned"));
	for (int k = 0; k < 2; k++) {
		v = answer_text(j, "$.measures[%d].%s", i, flags[k]);
		if (v && (strcmp(v, "1") == 0 || strcmp(v, "true") == 0))
			snprintf(text + strlen(text), sizeof text - strlen(text), " / %s",
				 lang(cli->language, flag_words[k]));
	}
	line(t, cli, layer, text);
}

static void proposed(struct table *t, const struct cli *cli, struct answer_json *j, int i)
{
	char text[3000];
	const char *v = answer_text(j, "$.proposed[%d].measure", i);

	snprintf(text, sizeof text, "%.40s", v ? v : "");
	v = word(cli, "layer-", answer_text(j, "$.proposed[%d].layer", i));
	snprintf(text + strlen(text), sizeof text - strlen(text), " (%.40s)", v ? v : "");
	v = answer_text(j, "$.proposed[%d].what.%s", i, tongue(cli));
	snprintf(text + strlen(text), sizeof text - strlen(text), "  %.900s", v ? v : "");
	v = answer_text(j, "$.proposed[%d].how.%s", i, tongue(cli));
	snprintf(text + strlen(text), sizeof text - strlen(text), " / %.1800s", v ? v : "");
	line(t, cli, "proposed", text);
}

static void whole(struct table *t, const struct cli *cli, struct answer_json *j)
{
	line(t, cli, "title", answer_text(j, "$.assumption.title.%s", tongue(cli)));
	place(t, cli, j);
	line(t, cli, "about", answer_text(j, "$.kind.what.%s", tongue(cli)));
	line(t, cli, "weight", word(cli, "weight-", answer_text(j, "$.assumption.weight")));
	for (int i = 0; i < REASONS && answer_text(j, "$.reasons[%d].reason", i); i++)
		line(t, cli, "why", answer_text(j, "$.reasons[%d].say.%s", i, tongue(cli)));
	line(t, cli, "state", word(cli, "state-", answer_text(j, "$.assumption.state")));
	said(t, cli, j);
	line(t, cli, "threats", joined(cli, j, "", "$.assumption.threats"));
	line(t, cli, "techniques", joined(cli, j, "", "$.kind.techniques"));
	line(t, cli, "harms", joined(cli, j, "harm-", "$.assumption.harms"));
	for (int i = 0; i < REASONS && answer_text(j, "$.worst[%d].record", i); i++)
		line(t, cli, "worst", answer_text(j, "$.worst[%d].story", i));
	for (int i = 0; i < REASONS && answer_text(j, "$.measures[%d].record", i); i++)
		measure(t, cli, j, i);
	for (int i = 0; i < REASONS && answer_text(j, "$.proposed[%d].measure", i); i++)
		if (!answer_text(j, "$.proposed[%d].taken", i))
			proposed(t, cli, j, i);
}

static int show(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"what", "value", NULL};
	const struct option_of none[] = {{NULL, NULL, NULL}};
	struct answer_json *j;
	struct arguments w;
	struct table *t;
	char path[160];
	int code = arguments_read(cli, &site, argc, argv, none, &w);

	if (code == EXIT_DONE && w.count != 1)
		code = cli_say(cli, EXIT_USAGE, "attack.which", NULL);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/attacks/%.120s", w.list[0]);
	if ((code = ask(cli, site, path, &j)) != EXIT_DONE)
		return code;
	if ((t = table_new(cli, "attack", columns)))
		whole(t, cli, j);
	answer_json_free(j);
	return t ? table_print(t, NULL) : no_memory(cli);
}

int cli_attack(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"list", list},
					    {"groups", groups},
					    {"kinds", kinds},
					    {"show", show},
					    {"accept", cli_attack_accept},
					    {"reject", cli_attack_reject},
					    {"withdraw", cli_attack_withdraw},
					    {"add", cli_attack_add},
					    {"measure", cli_attack_measure},
					    {NULL, NULL}};

	return cli_noun(cli, "attack", verbs, argc, argv);
}
