/* mimamori controller list, show, operations: who can change what, by the API (asking.h). */
#include "cli/arguments.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "cli/when.h"
#include "fact/protocol_name.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 1000 };

static int no_memory(const struct cli *cli) { return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL); }

/* A token as people read it; as it is for programs. */
static const char *word(const struct cli *cli, const char *before, const char *token)
{
	char key[96];

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "controller.%s%.60s", before, token);
	return lang(cli->language, key);
}

/* How grave it is, as pages mark it. */
static const char *gravity(const struct cli *cli, const char *token)
{
	char key[96];

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "deeds.gravity-%.60s", token);
	return lang(cli->language, key);
}

static const char *deed(const struct cli *cli, const char *token)
{
	char key[96];

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "deeds.deed-%.60s", token);
	return lang(cli->language, key);
}

/* "PLC-101 (d8)", or an address, of an end. */
static const char *an_end(struct answer_json *j, const char *path)
{
	static char text[400];
	const char *v = answer_text(j, "%s.name", path);

	if (!v)
		v = answer_text(j, "%s.ip", path);
	snprintf(text, sizeof text, "%.300s", v ? v : "");
	v = answer_text(j, "%s.id", path);
	if (v)
		snprintf(text + strlen(text), sizeof text - strlen(text), *text ? " (%.60s)" : "%.60s", v);
	return *text ? text : NULL;
}

/* "EtherNet/IP": as people call it; the token for programs. */
static const char *protocol(const struct cli *cli, const char *token)
{
	enum protocol p = token && strcmp(cli->format, "text") == 0 ? protocol_of(token) : PROTO_none;

	return p == PROTO_none ? token : protocol_name(p, cli->language);
}

static const char *protocols(const struct cli *cli, struct answer_json *j, const char *path)
{
	static char text[300];
	const char *v, *separator = strcmp(cli->format, "text") == 0 ? ", " : " ";

	*text = '\0';
	for (int i = 0; i < 12 && (v = answer_text(j, "%s.protocols[%d]", path, i)); i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.40s", i ? separator : "",
			 protocol(cli, v));
	return *text ? text : NULL;
}

/* --- list */

static void row(const struct cli *cli, struct table *t, struct answer_json *j, int i)
{
	static const char *const counts[] = {"writers", "operators", "programmers", "unapproved",
					     "operations"};
	char at[40], end[60];

	snprintf(at, sizeof at, "$.items[%d]", i);
	table_cell(t, answer_text(j, "%s.device.id", at));
	snprintf(end, sizeof end, "%s.device", at);
	table_cell(t, answer_text(j, "%s.name", end));
	table_cell(t, answer_text(j, "%s.ip", end));
	table_cell(t, protocols(cli, j, at));
	table_cell(t, word(cli, "sign-in-", answer_text(j, "%s.sign_in", at)));
	for (size_t k = 0; k < sizeof counts / sizeof *counts; k++)
		table_cell(t, answer_text(j, "%s.%s", at, counts[k]));
	table_cell(t, gravity(cli, answer_text(j, "%s.gravity", at)));
	table_cell(t, cli_when(cli, answer_text(j, "%s.last", at)));
}

static void add(char *path, size_t room, const char *name, const char *value)
{
	if (value)
		snprintf(path + strlen(path), room - strlen(path), "&%s=%.60s", name, value);
}

static int list(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"id",          "name",        "ip",         "protocols",
					      "sign_in",     "#writers",    "#operators", "#programmers",
					      "#unapproved", "#operations", "gravity",    "last",
					      NULL};
	const char *system = NULL, *protocol = NULL, *sign_in = NULL, *sort = NULL;
	bool unapproved = false;
	const struct option_of options[] = {
		{"--system", &system, NULL},         {"--protocol", &protocol, NULL},
		{"--sign-in", &sign_in, NULL},       {"--sort", &sort, NULL},
		{"--unapproved", NULL, &unapproved}, {NULL, NULL, NULL}};
	struct answer_json *j;
	struct arguments w;
	struct table *t;
	char path[400];
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/controllers?limit=%d", SHOWN);
	add(path, sizeof path, "system", system);
	add(path, sizeof path, "protocol", protocol);
	add(path, sizeof path, "sign_in", sign_in);
	add(path, sizeof path, "sort", sort);
	add(path, sizeof path, "unapproved", unapproved ? "1" : NULL);
	if ((code = site_ask(cli, site, "GET", path, NULL, &j)) != EXIT_DONE)
		return code;
	t = table_new(cli, "controller", columns);
	for (int i = 0; t && i < SHOWN && answer_text(j, "$.items[%d].device.id", i); i++)
		row(cli, t, j, i);
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "controller.none")) : no_memory(cli);
}

/* --- show: who was seen to give orders, then who else could */

static void way(const struct cli *cli, struct table *t, struct answer_json *j, int i)
{
	table_cell(t, word(cli, "part-", "asks"));
	table_cell(t, answer_text(j, "$.ways[%d].title", i));
	table_cell(t, word(cli, "sign-in-", answer_text(j, "$.ways[%d].sign_in", i)));
	table_cell(t, NULL);
	table_cell(t, answer_text(j, "$.ways[%d].ports", i));
	for (int k = 0; k < 5; k++)
		table_cell(t, NULL);
}

static void order(const struct cli *cli, struct table *t, struct answer_json *j, int i)
{
	char at[40];

	table_cell(t, word(cli, "part-", "did"));
	snprintf(at, sizeof at, "$.orders[%d].client", i);
	table_cell(t, an_end(j, at));
	table_cell(t, deed(cli, answer_text(j, "$.orders[%d].deed", i)));
	table_cell(t, gravity(cli, answer_text(j, "$.orders[%d].gravity", i)));
	table_cell(t, protocol(cli, answer_text(j, "$.orders[%d].protocol", i)));
	table_cell(t, answer_text(j, "$.orders[%d].count", i));
	table_cell(t, answer_text(j, "$.orders[%d].refused", i));
	table_cell(t, word(cli, "approval-", answer_text(j, "$.orders[%d].approval", i)));
	table_cell(t, word(cli, "near-", answer_text(j, "$.orders[%d].near", i)));
	table_cell(t, answer_text(j, "$.orders[%d].packet.n", i));
}

static void could(const struct cli *cli, struct table *t, struct answer_json *j, int i)
{
	char at[40];

	table_cell(t, word(cli, "part-", "could"));
	snprintf(at, sizeof at, "$.could[%d]", i);
	table_cell(t, an_end(j, at));
	for (int k = 0; k < 6; k++)
		table_cell(t, NULL);
	table_cell(t, word(cli, "near-", "same-segment"));
	table_cell(t, NULL);
}

/* What the recordings do not show of it, last: as a row each, for no row is no good news. "until": since when it was looked at. */
static void not_seen(const struct cli *cli, struct table *t, struct answer_json *j, int i)
{
	const char *protocols = answer_text(j, "$.not_seen[%d].protocols", i), *at, *sep = "";
	char text[600];
	size_t n;

	table_cell(t, word(cli, "part-", "not-seen"));
	snprintf(text, sizeof text, "%.200s",
		 word(cli, "not-seen-", answer_text(j, "$.not_seen[%d].what", i)));
	for (at = protocols; at && *at; at += n + (at[n] == ' ')) {
		char token[40] = "";

		n = strcspn(at, " ");
		memcpy(token, at, n < sizeof token ? n : sizeof token - 1);
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.60s", *sep ? sep : ": ",
			 protocol(cli, token));
		sep = ", ";
	}
	table_cell(t, text);
	for (int k = 0; k < 8; k++)
		table_cell(t, NULL);
}

static void watched(const struct cli *cli, struct table *t, struct answer_json *j)
{
	char text[120], from[60];

	if (!answer_text(j, "$.from"))
		return;
	snprintf(from, sizeof from, "%s", cli_when(cli, answer_text(j, "$.from")));
	snprintf(text, sizeof text, "%s - %s", from, cli_when(cli, answer_text(j, "$.until")));
	table_cell(t, word(cli, "part-", "watched"));
	table_cell(t, text);
	for (int k = 0; k < 8; k++)
		table_cell(t, NULL);
}

static int show(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"part",     "client",   "deed", "gravity", "protocol", "#count",
					      "#refused", "approval", "near", "#packet", NULL};
	const struct option_of none[] = {{NULL, NULL, NULL}};
	struct answer_json *j;
	struct arguments w;
	struct table *t;
	char path[80];
	int code = arguments_read(cli, &site, argc, argv, none, &w);

	if (code == EXIT_DONE && w.count != 1)
		code = cli_say(cli, EXIT_USAGE, "controller.which", NULL);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/controllers/%.60s", w.list[0]);
	if ((code = site_ask(cli, site, "GET", path, NULL, &j)) != EXIT_DONE)
		return code;
	t = table_new(cli, "controller", columns);
	if (t)
		watched(cli, t, j);
	for (int i = 0; t && answer_text(j, "$.ways[%d].protocol", i); i++)
		way(cli, t, j, i);
	for (int i = 0; t && answer_text(j, "$.orders[%d].deed", i); i++)
		order(cli, t, j, i);
	for (int i = 0; t && (answer_text(j, "$.could[%d].id", i) || answer_text(j, "$.could[%d].ip", i));
	     i++)
		could(cli, t, j, i);
	for (int i = 0; t && answer_text(j, "$.not_seen[%d].what", i); i++)
		not_seen(cli, t, j, i);
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "controller.nothing")) : no_memory(cli);
}

/* --- operations, one by one */

static void operation(const struct cli *cli, struct table *t, struct answer_json *j, int i)
{
	char at[40];

	table_cell(t, cli_when(cli, answer_text(j, "$.items[%d].at", i)));
	snprintf(at, sizeof at, "$.items[%d].server", i);
	table_cell(t, an_end(j, at));
	snprintf(at, sizeof at, "$.items[%d].client", i);
	table_cell(t, an_end(j, at));
	table_cell(t, deed(cli, answer_text(j, "$.items[%d].deed", i)));
	table_cell(t, gravity(cli, answer_text(j, "$.items[%d].gravity", i)));
	table_cell(t, answer_text(j, "$.items[%d].name", i));
	table_text(t, answer_text(j, "$.items[%d].detail", i));
	table_cell(t, protocol(cli, answer_text(j, "$.items[%d].protocol", i)));
	table_cell(t, answer_text(j, "$.items[%d].count", i));
	table_cell(t, answer_text(j, "$.items[%d].answered", i));
	table_cell(t, answer_text(j, "$.items[%d].refused", i));
	table_cell(t, answer_text(j, "$.items[%d].packet.file", i));
	table_cell(t, answer_text(j, "$.items[%d].packet.n", i));
}

static int operations(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"at",       "controller", "client",   "deed",   "gravity",
					      "command",  "detail",     "protocol", "#count", "#answered",
					      "#refused", "+file",      "#packet",  NULL};
	const char *deeds = NULL, *class = NULL, *answered = NULL, *protocol = NULL, *sort = NULL;
	const struct option_of options[] = {{"--deed", &deeds, NULL},      {"--class", &class, NULL},
					    {"--answer", &answered, NULL}, {"--protocol", &protocol, NULL},
					    {"--sort", &sort, NULL},       {NULL, NULL, NULL}};
	struct answer_json *j;
	struct arguments w;
	struct table *t;
	char path[400];
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 1);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/operations?limit=%d", SHOWN);
	add(path, sizeof path, "controller", w.count ? w.list[0] : NULL);
	add(path, sizeof path, "deed", deeds);
	add(path, sizeof path, "class", class);
	add(path, sizeof path, "answer", answered);
	add(path, sizeof path, "protocol", protocol);
	add(path, sizeof path, "sort", sort);
	if ((code = site_ask(cli, site, "GET", path, NULL, &j)) != EXIT_DONE)
		return code;
	t = table_new(cli, "controller", columns);
	for (int i = 0; t && i < SHOWN && answer_text(j, "$.items[%d].deed", i); i++)
		operation(cli, t, j, i);
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "controller.no-operations")) : no_memory(cli);
}

int cli_controller(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"list", list}, {"show", show}, {"operations", operations}, {NULL, NULL}};

	return cli_noun(cli, "controller", verbs, argc, argv);
}
