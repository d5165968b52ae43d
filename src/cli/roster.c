/* mimamori roster: who is on duty, and the phone list for when mail is down. */
#include "assess/contact.h"
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "cli/when.h"
#include "report/phone_print.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PEOPLE_SHOWN = 64, GAPS_SHOWN = 1000 };

/* --- today */

static const char *const columns[] = {"part", "contact",   "name",   "phone",
				      "away", "reachable", "tested", NULL};

/* A token in words, for people only. */
static const char *word(const struct cli *cli, const char *topic, const char *before, const char *token)
{
	static char key[96];

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "%s.%s%.60s", topic, before, token);
	return lang(cli->language, key);
}

static int people(struct cli *cli, struct answer_json *j)
{
	struct table *t = table_new(cli, "roster", columns);
	const char *away;

	for (int i = 0; t && i < PEOPLE_SHOWN && answer_text(j, "$.people[%d].contact", i); i++) {
		table_cell(t, word(cli, "phone", "part-", answer_text(j, "$.people[%d].part", i)));
		table_cell(t, answer_text(j, "$.people[%d].contact", i));
		table_cell(t, answer_text(j, "$.people[%d].name", i));
		table_cell(t, answer_text(j, "$.people[%d].phone", i));
		away = answer_text(j, "$.people[%d].away", i);
		table_cell(t, word(cli, "roster", "away-", away && *away == '1' ? "yes" : "no"));
		table_cell(t, word(cli, "roster", "reached-", answer_text(j, "$.people[%d].reachable", i)));
		table_cell(t, cli_when(cli, answer_text(j, "$.people[%d].tested", i)));
	}
	return t ? table_print(t, lang(cli->language, "roster.nobody"))
		 : cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
}

static void say(const struct cli *cli, const char *key, const char *value)
{
	char text[600];

	puts(lang_fill_buf(text, sizeof text, lang(cli->language, key),
			   (const struct lang_arg[]){{"value", value ? value : ""}, {NULL, NULL}}));
}

/* What is missing, below the table; for people only. */
static void gaps(const struct cli *cli, struct answer_json *j)
{
	const char *languages[] = {"ja", "en"}, *text = answer_text(j, "$.handover");
	char value[200], hours[200], who[200];

	if (text)
		say(cli, "roster.handover", cli_when(cli, text));
	if ((text = answer_text(j, "$.gap")) && *text == '1')
		say(cli, "phone.gap-now", NULL);
	for (int i = 0; i < GAPS_SHOWN && answer_text(j, "$.gaps[%d].what", i); i++) {
		text = answer_text(j, "$.gaps[%d].words.%s", i, languages[cli->language]);
		snprintf(value, sizeof value, "%s", text ? text : "");
		text = answer_text(j, "$.gaps[%d].hours.%s", i, languages[cli->language]);
		snprintf(hours, sizeof hours, "%s", text ? text : "");
		text = answer_text(j, "$.gaps[%d].contact.name", i);
		snprintf(who, sizeof who, "%s", text ? text : "");
		printf("  %s%s%s%s%s\n", value, *hours ? "  " : "", hours, *who ? "  " : "", who);
	}
}

static int today(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *system = NULL, *severity = NULL;
	const struct option_of options[] = {
		{"--system", &system, NULL}, {"--severity", &severity, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct answer_json *j;
	char path[120];
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/roster/today?system=%.24s%s%.24s", system ? system : "site",
		 severity ? "&severity=" : "", severity ? severity : "");
	code = site_ask(cli, site, "GET", path, NULL, &j);
	if (code != EXIT_DONE)
		return code;
	code = people(cli, j);
	if (code == EXIT_DONE && strcmp(cli->format, "text") == 0)
		gaps(cli, j);
	answer_json_free(j);
	return code;
}

/* --- phone list */

static int print(struct acting *a, const char *system, const char *file)
{
	struct phone_print p = {.store = a->store,
				.now = a->writing.at,
				.zone_minutes =
					(int)strtol(site_setting(a->store, "zone-minutes", "540"), NULL, 10),
				.system = system ? system : "site",
				.language = a->cli->language};
	const char *end = file ? strrchr(file, '.') : NULL;
	int fd = file ? open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640) : STDOUT_FILENO, r;
	struct out o;

	if (fd < 0 || out_init(&o, fd) < 0)
		return cli_say(a->cli, EXIT_NO_OUTPUT, "roster.no-file",
			       (const struct lang_arg[]){
				       {"subject", file}, {"detail", strerror(errno)}, {NULL, NULL}});
	r = end && strncmp(end, ".htm", 4) == 0 ? phone_print_html(&p, &o) : phone_print_text(&p, &o);
	if (out_finish(&o) < 0)
		r = -EIO;
	out_clear(&o);
	if (file && close(fd) < 0)
		r = -EIO;
	if (r == 0 && file && !a->cli->quiet)
		return cli_say(a->cli, EXIT_DONE, "roster.written",
			       (const struct lang_arg[]){{"subject", file}, {NULL, NULL}});
	return r < 0 ? cli_say(a->cli, EXIT_NO_OUTPUT, "roster.no-file",
			       (const struct lang_arg[]){{"subject", file ? file : "-"},
							 {"detail", strerror(-r)},
							 {NULL, NULL}})
		     : EXIT_DONE;
}

static int phone_list(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *system = NULL, *file = NULL;
	const struct option_of options[] = {
		{"--system", &system, NULL}, {"-o", &file, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct acting a;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code == EXIT_DONE)
		code = acting_open(&a, cli, site, SITE_READ);
	if (code != EXIT_DONE)
		return code;
	code = print(&a, system, file);
	store_free(a.store);
	return code;
}

int cli_roster(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"today", today}, {"phone-list", phone_list}, {NULL, NULL}};

	return cli_noun(cli, "roster", verbs, argc, argv);
}
