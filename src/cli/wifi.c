/* mimamori wifi list, show, ours, others: radio networks and their grades, and whose they are, by the API
 * (asking.h). */
#include "cli/arguments.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "cli/when.h"

#include "base/out.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 1000, PARTS = 500 };

static const char *tongue(const struct cli *cli) { return cli->language == LANG_JA ? "ja" : "en"; }
static int no_memory(const struct cli *cli) { return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL); }

/* A token as people read it; as it is for programs. */
static const char *word(const struct cli *cli, const char *before, const char *token)
{
	char key[96];

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "wifi.%s%.60s", before, token);
	return lang(cli->language, key);
}

static void append(char *text, size_t room, const char *between, const char *more)
{
	size_t n = strlen(text);

	if (more && *more)
		snprintf(text + n, room - n, "%s%s", n ? between : "", more);
}

/* --- list */

/* The titles of what its grade comes from. */
static const char *reasons(const struct cli *cli, struct answer_json *j, int i)
{
	static char text[1200];
	const char *grade = answer_text(j, "$.items[%d].grade", i), *of;
	char own[16];

	snprintf(own, sizeof own, "%.15s", grade ? grade : "");
	*text = '\0';
	for (int k = 0; k < 20 && (of = answer_text(j, "$.items[%d].reasons[%d].grade", i, k)); k++)
		if (strcmp(of, own) == 0)
			append(text, sizeof text, lang(cli->language, "wifi.between"),
			       answer_text(j, "$.items[%d].reasons[%d].title.%s", i, k, tongue(cli)));
	return *text ? text : NULL;
}

/* Of others' nothing is judged; programs get the API's words. */
static const char *grade_word(const struct cli *cli, const char *whose, const char *grade)
{
	bool others = whose && strcmp(whose, "others") == 0 && strcmp(cli->format, "text") == 0;

	return word(cli, "grade-", others ? "others" : grade);
}

static void row(const struct cli *cli, struct table *t, struct answer_json *j, int i)
{
	char whose[16];
	const char *v = answer_text(j, "$.items[%d].whose", i);

	snprintf(whose, sizeof whose, "%s", v ? v : "");
	table_cell(t, word(cli, "whose-", whose));
	table_cell(t, grade_word(cli, whose, answer_text(j, "$.items[%d].grade", i)));
	table_cell(t, answer_text(j, "$.items[%d].ssid", i));
	table_cell(t, answer_text(j, "$.items[%d].bssid", i));
	table_cell(t, answer_text(j, "$.items[%d].device.id", i));
	table_cell(t, answer_text(j, "$.items[%d].maker", i));
	table_cell(t, answer_text(j, "$.items[%d].channel", i));
	table_cell(t, word(cli, "security-", answer_text(j, "$.items[%d].security", i)));
	table_cell(t, word(cli, "pmf-", answer_text(j, "$.items[%d].pmf", i)));
	table_cell(t, answer_text(j, "$.items[%d].clients", i));
	table_cell(t, answer_text(j, "$.items[%d].leaves", i));
	table_cell(t, reasons(cli, j, i));
	table_cell(t, cli_when(cli, answer_text(j, "$.items[%d].last", i)));
}

static void add(char *path, size_t room, const char *name, const char *value)
{
	if (value)
		snprintf(path + strlen(path), room - strlen(path), "&%s=%.80s", name, value);
}

static int list(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"whose",   "grade",    "ssid",     "bssid", "+device",
					      "maker",   "#channel", "security", "+pmf",  "#clients",
					      "#leaves", "reasons",  "+last",    NULL};
	const char *grade = NULL, *security = NULL, *system = NULL, *whose = NULL;
	const struct option_of options[] = {{"--whose", &whose, NULL},
					    {"--grade", &grade, NULL},
					    {"--security", &security, NULL},
					    {"--system", &system, NULL},
					    {NULL, NULL, NULL}};
	struct answer_json *j;
	struct arguments w;
	struct table *t;
	char path[320];
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/wifi?limit=%d", SHOWN);
	add(path, sizeof path, "whose", whose);
	add(path, sizeof path, "grade", grade);
	add(path, sizeof path, "security", security);
	add(path, sizeof path, "system", system);
	if ((code = site_ask(cli, site, "GET", path, NULL, &j)) != EXIT_DONE)
		return code;
	t = table_new(cli, "wifi", columns);
	if (t)
		table_wrap(t, 11);
	for (int i = 0; t && i < SHOWN && answer_text(j, "$.items[%d].bssid", i); i++)
		row(cli, t, j, i);
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "wifi.none")) : no_memory(cli);
}

/* --- show */

static void line(struct table *t, const struct cli *cli, const char *what, const char *value)
{
	if (!value || !*value)
		return;
	table_cell(t, word(cli, "what-", what));
	table_cell(t, value);
}

static bool is_true(const char *v) { return v && (strcmp(v, "1") == 0 || strcmp(v, "true") == 0); }

static void flag(struct table *t, const struct cli *cli, const char *what, const char *v)
{
	if (v)
		line(t, cli, what, lang(cli->language, is_true(v) ? "wifi.said-yes" : "wifi.said-no"));
}

static void why(struct table *t, const struct cli *cli, struct answer_json *j, int i)
{
	static const char *const members[] = {"title", "say", "do"};
	char text[2400] = "";

	append(text, sizeof text, "", word(cli, "grade-", answer_text(j, "$.why[%d].grade", i)));
	for (size_t k = 0; k < sizeof members / sizeof *members; k++)
		append(text, sizeof text, k ? " / " : "  ",
		       answer_text(j, "$.why[%d].%s.%s", i, members[k], tongue(cli)));
	line(t, cli, "why", text);
}

/* When it was last: what is past is told so. */
static void once(char *text, size_t room, const struct cli *cli, const char *last)
{
	const struct lang_arg args[] = {{"last", last ? cli_when(cli, last) : ""}, {NULL, NULL}};
	char part[120];

	if (last)
		append(text, room, " / ",
		       lang_fill_buf(part, sizeof part, lang(cli->language, "wifi.once"), args));
}

/* "MAC maker / 12 frames / handshake 1 2 2 1". */
static void client(struct table *t, const struct cli *cli, struct answer_json *j, int i)
{
	char text[900] = "", part[200], shake[80] = "";
	bool any = false;

	append(text, sizeof text, "", answer_text(j, "$.clients[%d].mac", i));
	append(text, sizeof text, "  ", answer_text(j, "$.clients[%d].device.name", i));
	append(text, sizeof text, "  ", answer_text(j, "$.clients[%d].maker", i));
	snprintf(part, sizeof part, "%s %.20s", lang(cli->language, "wifi.c-frames"),
		 answer_text(j, "$.clients[%d].frames", i));
	append(text, sizeof text, " / ", part);
	for (int k = 0; k < 4; k++) {
		const char *v = answer_text(j, "$.clients[%d].handshake[%d]", i, k);

		any |= v && strcmp(v, "0") != 0;
		append(shake, sizeof shake, " ", v);
	}
	snprintf(part, sizeof part, "%s %s", lang(cli->language, "wifi.handshake"), shake);
	append(text, sizeof text, " / ", any ? part : NULL);
	if (answer_text(j, "$.clients[%d].reinstalled_last", i)) {
		append(text, sizeof text, " / ", lang(cli->language, "wifi.reinstalled"));
		once(text, sizeof text, cli, answer_text(j, "$.clients[%d].reinstalled_last", i));
	}
	line(t, cli, "client", text);
}

/* "from → to / deauthentication, reason 7 / 512 (256 within 10 s)". */
static void leave(struct table *t, const struct cli *cli, struct answer_json *j, int i)
{
	char text[800], count[200], burst[40];
	const char *v = answer_text(j, "$.leaves[%d].source", i);

	snprintf(text, sizeof text, "%.40s", v ? v : "");
	append(text, sizeof text, " → ", answer_text(j, "$.leaves[%d].target", i));
	append(text, sizeof text, " / ", word(cli, "leave-", answer_text(j, "$.leaves[%d].kind", i)));
	v = answer_text(j, "$.leaves[%d].burst", i);
	snprintf(burst, sizeof burst, "%.20s", v ? v : "");
	v = answer_text(j, "$.leaves[%d].count", i);
	const struct lang_arg args[] = {{"n", v ? v : ""}, {"burst", burst}, {NULL, NULL}};
	append(text, sizeof text, " / ",
	       lang_fill_buf(count, sizeof count, lang(cli->language, "wifi.times"), args));
	once(text, sizeof text, cli, answer_text(j, "$.leaves[%d].last", i));
	line(t, cli, "leave", text);
}

static void whole(struct table *t, const struct cli *cli, struct answer_json *j)
{
	char whose[16];
	const char *v = answer_text(j, "$.access_point.whose");

	snprintf(whose, sizeof whose, "%s", v ? v : "");
	line(t, cli, "grade", grade_word(cli, whose, answer_text(j, "$.access_point.grade")));
	line(t, cli, "whose", word(cli, "whose-", whose));
	line(t, cli, "ssid", answer_text(j, "$.access_point.ssid"));
	line(t, cli, "bssid", answer_text(j, "$.access_point.bssid"));
	line(t, cli, "device", answer_text(j, "$.access_point.device.id"));
	line(t, cli, "maker", answer_text(j, "$.access_point.maker"));
	line(t, cli, "network", word(cli, "network-", answer_text(j, "$.access_point.network")));
	line(t, cli, "channel", answer_text(j, "$.access_point.channel"));
	line(t, cli, "security", word(cli, "security-", answer_text(j, "$.access_point.security")));
	line(t, cli, "other", word(cli, "security-", answer_text(j, "$.access_point.other")));
	line(t, cli, "pmf", word(cli, "pmf-", answer_text(j, "$.access_point.pmf")));
	flag(t, cli, "wps", answer_text(j, "$.access_point.wps"));
	flag(t, cli, "hidden", answer_text(j, "$.access_point.hidden"));
	line(t, cli, "traffic", word(cli, "traffic-", answer_text(j, "$.traffic")));
	for (int i = 0; i < PARTS && answer_text(j, "$.why[%d].reason", i); i++)
		why(t, cli, j, i);
	for (int i = 0; i < PARTS && answer_text(j, "$.clients[%d].mac", i); i++)
		client(t, cli, j, i);
	for (int i = 0; i < PARTS && answer_text(j, "$.leaves[%d].source", i); i++)
		leave(t, cli, j, i);
	for (int i = 0; i < PARTS && answer_text(j, "$.twins[%d].bssid", i); i++)
		line(t, cli, "twin", answer_text(j, "$.twins[%d].bssid", i));
	line(t, cli, "first", cli_when(cli, answer_text(j, "$.access_point.first")));
	line(t, cli, "last", cli_when(cli, answer_text(j, "$.access_point.last")));
}

static int show(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"what", "value", NULL};
	const struct option_of none[] = {{NULL, NULL, NULL}};
	struct answer_json *j;
	struct arguments w;
	struct table *t;
	char path[80];
	int code = arguments_read(cli, &site, argc, argv, none, &w);

	if (code == EXIT_DONE && w.count != 1)
		code = cli_say(cli, EXIT_USAGE, "wifi.which", NULL);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/wifi/%.40s", w.list[0]);
	if ((code = site_ask(cli, site, "GET", path, NULL, &j)) != EXIT_DONE)
		return code;
	if ((t = table_new(cli, "wifi", columns)))
		whole(t, cli, j);
	answer_json_free(j);
	return t ? table_print(t, NULL) : no_memory(cli);
}

/* --- whose it is */

/* A record of kind wifi-network, and everything judged anew. */
static int say_whose(struct cli *cli, const char *site, int argc, char **argv, const char *whose)
{
	const char *because = NULL;
	const struct option_of options[] = {{"--because", &because, NULL}, {NULL, NULL, NULL}};
	struct answer_json *j = NULL;
	struct arguments w;
	struct out body;
	char key[24];
	size_t n;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE && w.count != 1)
		code = cli_say(cli, EXIT_USAGE, "wifi.which", NULL);
	if (code == EXIT_DONE && !(because && *because))
		code = cli_say(cli, EXIT_USAGE, "wifi.why-wanted", NULL);
	if (code != EXIT_DONE)
		return code;
	if (out_init(&body, -1) < 0)
		return no_memory(cli);
	json_object(&body, NULL);
	json_str(&body, "kind", "wifi-network");
	json_object(&body, "fields");
	json_str(&body, "network", w.list[0]);
	json_str(&body, "whose", whose);
	json_str(&body, "known_by", because);
	json_end_object(&body);
	json_end_object(&body);
	out_char(&body, '\0');
	code = body.error ? no_memory(cli)
			  : site_ask(cli, site, "POST", "/records", out_bytes(&body, &n), &j);
	out_clear(&body);
	answer_json_free(j);
	if (code != EXIT_DONE || cli->quiet)
		return code;
	snprintf(key, sizeof key, "wifi.said-%s", whose);
	return cli_say(cli, EXIT_DONE, key, (const struct lang_arg[]){{"network", w.list[0]}, {NULL, NULL}});
}

static int ours(struct cli *cli, const char *site, int argc, char **argv)
{
	return say_whose(cli, site, argc, argv, "ours");
}

static int others(struct cli *cli, const char *site, int argc, char **argv)
{
	return say_whose(cli, site, argc, argv, "others");
}

int cli_wifi(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"list", list}, {"show", show}, {"ours", ours}, {"others", others}, {NULL, NULL}};

	return cli_noun(cli, "wifi", verbs, argc, argv);
}
