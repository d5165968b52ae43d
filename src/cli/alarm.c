/* mimamori alarm list, show, signals, lamps: by the API (asking.h). */
#include "cli/alarm.h"

#include "cli/arguments.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "cli/when.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 1000, LAMPS_SHOWN = 200000 };

static const char *word(const struct cli *cli, const char *topic, const char *before, const char *token)
{
	static char key[96];

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "%s.%s%.60s", topic, before, token);
	return lang(cli->language, key);
}

static const char *tongue(const struct cli *cli) { return cli->language == LANG_JA ? "ja" : "en"; }
static int no_memory(const struct cli *cli) { return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL); }

/* --- list */

static void alarm_row(const struct cli *cli, struct table *t, struct answer_json *j, int i)
{
	table_cell(t, answer_text(j, "$.items[%d].id", i));
	table_cell(t, word(cli, "severity", "", answer_text(j, "$.items[%d].severity", i)));
	table_cell(t, word(cli, "alarm", "state-", answer_text(j, "$.items[%d].state", i)));
	table_cell(t, answer_text(j, "$.items[%d].title.%s", i, tongue(cli)));
	table_cell(t, cli_when(cli, answer_text(j, "$.items[%d].began", i)));
	table_cell(t, cli_when(cli, answer_text(j, "$.items[%d].last", i)));
	table_cell(t, answer_text(j, "$.items[%d].count", i));
	table_cell(t, answer_text(j, "$.items[%d].devices", i));
	table_cell(t, answer_text(j, "$.items[%d].acknowledged.who", i));
	table_cell(t, cli_when(cli, answer_text(j, "$.items[%d].acknowledged.at", i)));
	table_cell(t, cli_when(cli, answer_text(j, "$.items[%d].ended", i)));
}

static int list(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"alarm",  "severity", "state", "title",        "began",  "last",
					      "#count", "#devices", "who",   "acknowledged", "+ended", NULL};
	const char *state = "standing", *device = NULL;
	const struct option_of options[] = {
		{"--state", &state, NULL}, {"--device", &device, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct answer_json *j;
	struct table *t;
	char path[160];
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/alarms?limit=%d&state=%.24s%s%.24s", SHOWN, state,
		 device ? "&device=" : "", device ? device : "");
	if ((code = site_ask(cli, site, "GET", path, NULL, &j)) != EXIT_DONE)
		return code;
	t = table_new(cli, "alarm", columns);
	if (t)
		table_width(t, 3, 60);
	for (int i = 0; t && i < SHOWN && answer_text(j, "$.items[%d].id", i); i++)
		alarm_row(cli, t, j, i);
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "alarm.none")) : no_memory(cli);
}

/* --- show */

static void line(struct table *t, const struct cli *cli, const char *what, const char *value)
{
	if (!value)
		return;
	table_cell(t, word(cli, "alarm", "what-", what));
	table_cell(t, value);
}

static void lines(struct table *t, const struct cli *cli, struct answer_json *j, const char *what,
		  const char *member)
{
	for (int i = 0; i < 4; i++)
		line(t, cli, what, answer_text(j, "$.%s.%s[%d]", member, tongue(cli), i));
}

static void packet(struct table *t, const struct cli *cli, struct answer_json *j, int i)
{
	char text[64];
	const char *n = answer_text(j, "$.evidence[%d].n", i);

	if (!n)
		return;
	snprintf(text, sizeof text, "%.20s", n);
	n = answer_text(j, "$.evidence[%d].file", i);
	snprintf(text + strlen(text), sizeof text - strlen(text), " (%.20s)", n ? n : "");
	line(t, cli, "packet", text);
}

static void whole(struct table *t, const struct cli *cli, struct answer_json *j)
{
	line(t, cli, "title", answer_text(j, "$.alarm.title.%s", tongue(cli)));
	line(t, cli, "severity", word(cli, "severity", "", answer_text(j, "$.alarm.severity")));
	line(t, cli, "state", word(cli, "alarm", "state-", answer_text(j, "$.alarm.state")));
	line(t, cli, "began", cli_when(cli, answer_text(j, "$.alarm.began")));
	line(t, cli, "last", cli_when(cli, answer_text(j, "$.alarm.last")));
	line(t, cli, "count", answer_text(j, "$.alarm.count"));
	line(t, cli, "expected", answer_text(j, "$.expected.%s", tongue(cli)));
	line(t, cli, "came", answer_text(j, "$.came.%s", tongue(cli)));
	lines(t, cli, j, "first", "first");
	lines(t, cli, j, "dont", "dont");
	for (int i = 0; i < SHOWN && answer_text(j, "$.devices_of[%d].device.id", i); i++)
		line(t, cli, "device", answer_text(j, "$.devices_of[%d].device.name", i));
	for (int i = 0; i < 20; i++)
		packet(t, cli, j, i);
	for (int i = 0; i < SHOWN && answer_text(j, "$.timeline[%d].kind", i); i++) {
		char text[900], at[40];

		snprintf(at, sizeof at, "%.39s", cli_when(cli, answer_text(j, "$.timeline[%d].at", i)));
		snprintf(text, sizeof text, "%s %.200s", at,
			 answer_text(j, "$.timeline[%d].words.%s", i, tongue(cli)));
		for (int k = 0; k < 2; k++) {
			const char *more =
				answer_text(j, k ? "$.timeline[%d].note" : "$.timeline[%d].who", i);

			snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.500s", more ? " " : "",
				 more ? more : "");
		}
		line(t, cli, "done", text);
	}
}

static int show(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"what", "value", NULL};
	const struct option_of none[] = {{NULL, NULL, NULL}};
	struct arguments w;
	struct answer_json *j;
	struct table *t;
	char path[64];
	int code = arguments_read(cli, &site, argc, argv, none, &w);

	if (code == EXIT_DONE && w.count != 1)
		code = cli_say(cli, EXIT_USAGE, "alarm.which", NULL);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/alarms/%.24s", w.list[0]);
	if ((code = site_ask(cli, site, "GET", path, NULL, &j)) != EXIT_DONE)
		return code;
	if ((t = table_new(cli, "alarm", columns)))
		whole(t, cli, j);
	answer_json_free(j);
	return t ? table_print(t, NULL) : no_memory(cli);
}

/* --- signals */

static int signals(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"at",     "title",    "signal-severity", "last",
					      "#count", "standing", "learning",        "of",
					      "work",   NULL};
	const char *device = NULL, *alarm = NULL;
	const struct option_of options[] = {
		{"--device", &device, NULL}, {"--alarm", &alarm, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct answer_json *j;
	struct table *t;
	char path[160];
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/signals?limit=%d%s%.24s%s%.24s", SHOWN, device ? "&device=" : "",
		 device ? device : "", alarm ? "&alarm=" : "", alarm ? alarm : "");
	if ((code = site_ask(cli, site, "GET", path, NULL, &j)) != EXIT_DONE)
		return code;
	t = table_new(cli, "alarm", columns);
	for (int i = 0; t && i < SHOWN && answer_text(j, "$.items[%d].id", i); i++) {
		table_cell(t, cli_when(cli, answer_text(j, "$.items[%d].at", i)));
		table_cell(t, answer_text(j, "$.items[%d].title.%s", i, tongue(cli)));
		table_cell(t, word(cli, "severity", "", answer_text(j, "$.items[%d].severity", i)));
		table_cell(t, cli_when(cli, answer_text(j, "$.items[%d].last", i)));
		table_cell(t, answer_text(j, "$.items[%d].count", i));
		table_cell(t, word(cli, "alarm", "is-", answer_text(j, "$.items[%d].standing", i)));
		table_cell(t, word(cli, "alarm", "is-", answer_text(j, "$.items[%d].learning", i)));
		table_cell(t, answer_text(j, "$.items[%d].alarm", i));
		table_cell(t, answer_text(j, "$.items[%d].work", i));
	}
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "alarm.no-signals")) : no_memory(cli);
}

/* --- lamps */

static void lamp(const struct cli *cli, struct table *t, struct answer_json *j, int i, const char *member)
{
	table_cell(t, word(cli, "alarm", "colour-", answer_text(j, "$.items[%d].%s.colour", i, member)));
	table_cell(t, answer_text(j, "$.items[%d].%s.words.%s", i, member, tongue(cli)));
	table_cell(t, answer_text(j, "$.items[%d].%s.alarm", i, member));
}

static int lamps(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"device", "name",     "works",      "works-why", "works-alarm",
					      "data",   "data-why", "data-alarm", NULL};
	bool all = false;
	const struct option_of options[] = {{"--all", NULL, &all}, {NULL, NULL, NULL}};
	struct arguments w;
	struct answer_json *j;
	struct table *t;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code == EXIT_DONE)
		code = site_ask(cli, site, "GET", all ? "/lamps" : "/lamps?worst=1", NULL, &j);
	if (code != EXIT_DONE)
		return code;
	t = table_new(cli, "alarm", columns);
	for (int i = 0; t && i < LAMPS_SHOWN && answer_text(j, "$.items[%d].device", i); i++) {
		table_cell(t, answer_text(j, "$.items[%d].device", i));
		table_cell(t, answer_text(j, "$.items[%d].name", i));
		lamp(cli, t, j, i, "device_lamp");
		lamp(cli, t, j, i, "data_lamp");
	}
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "alarm.no-lamps")) : no_memory(cli);
}

int cli_alarm(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"list", list},
					    {"show", show},
					    {"acknowledge", cli_alarm_acknowledge},
					    {"dismiss", cli_alarm_dismiss},
					    {"shelve", cli_alarm_shelve},
					    {"unshelve", cli_alarm_unshelve},
					    {"note", cli_alarm_note},
					    {"signals", signals},
					    {"lamps", lamps},
					    {NULL, NULL}};

	return cli_noun(cli, "alarm", verbs, argc, argv);
}
