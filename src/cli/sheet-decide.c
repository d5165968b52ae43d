/* mimamori sheet decide, withdraw, add: what people decide about a sub-item, and items of their own. */
#include "assess/decision.h"
#include "assess/judged.h"
#include "cli/sheet.h"
#include "report/words.h"

#include <stdio.h>
#include <string.h>

struct ask {
	struct cli *cli;
	const char *system, *sheet, *reason, *point, *lead, *checks, *records;
	struct arguments words;
	const char *choice;
	char added[ITEM_ROOM];
};

static int read_ask(struct ask *a, struct cli *cli, const char **site, int argc, char **argv)
{
	const struct option_of options[] = {{"--system", &a->system, NULL},   {"--sheet", &a->sheet, NULL},
					    {"--reason", &a->reason, NULL},   {"--point", &a->point, NULL},
					    {"--lead", &a->lead, NULL},       {"--checks", &a->checks, NULL},
					    {"--records", &a->records, NULL}, {NULL, NULL, NULL}};

	int code;

	*a = (struct ask){.cli = cli, .system = "site", .sheet = SHEET_NAME};
	code = arguments_read(cli, site, argc, argv, options, &a->words);
	return code == EXIT_DONE ? sheet_known(cli, a->sheet) : code;
}

static void tell(const struct cli *cli, const char *key, const char *item, const char *detail)
{
	struct out o;
	char mark[WORD_TEXT];

	if (cli->quiet || out_init(&o, 1) < 0)
		return;
	lang_fill(&o, lang(cli->language, key),
		  (const struct lang_arg[]){
			  {"item", strchr(item, '-') ? item_mark(mark, item, cli->language) : item},
			  {"detail", detail},
			  {NULL, NULL}});
	out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
}

/* The marks of the printed sheet are words, too. */
static const char *choice_of(const char *word)
{
	static const char *const marks[][2] = {{"◎", "adopt"}, {"△", "part"}, {"×", "not"}};

	for (size_t i = 0; i < 3; i++)
		if (strcmp(word, marks[i][0]) == 0)
			return marks[i][1];
	return word;
}

static int act_decide(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	struct deciding d = {a->system, a->sheet, NULL, a->choice, a->reason, a->point};
	int r = 0;

	for (int i = 0; i < a->words.count - 1 && r == 0; i++) {
		d.item = a->words.list[i];
		r = decision_make(s, &d, w, e);
	}
	return r < 0 ? r : answers_write(s, w->at);
}

int cli_sheet_decide(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv);

	if (code == EXIT_DONE && a.words.count < 2)
		return cli_say(cli, EXIT_USAGE, "decision.what", NULL);
	if (code != EXIT_DONE)
		return code;
	a.choice = choice_of(a.words.list[a.words.count - 1]);
	code = cli_act(cli, site, "decision", act_decide, &a);
	for (int i = 0; code == EXIT_DONE && i < a.words.count - 1; i++)
		tell(cli, "decision.made", a.words.list[i], sheet_word(cli, "choice", a.choice));
	return code;
}

static int act_withdraw(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int r = 0;

	for (int i = 0; i < a->words.count && r == 0; i++)
		r = decision_withdraw(s, a->system, a->sheet, a->words.list[i], w, e);
	return r < 0 ? r : answers_write(s, w->at);
}

int cli_sheet_withdraw(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv);

	if (code == EXIT_DONE && !a.words.count)
		return cli_say(cli, EXIT_USAGE, "decision.what", NULL);
	if (code == EXIT_DONE)
		code = cli_act(cli, site, "decision", act_withdraw, &a);
	for (int i = 0; code == EXIT_DONE && i < a.words.count; i++)
		tell(cli, "decision.withdrawn", a.words.list[i], "");
	return code;
}

static int act_add(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	struct own_item o = {a->system, a->sheet,  a->words.list[0], a->lead ? a->lead : "both",
			     a->checks, a->records};
	int r = own_item_add(s, &o, w, a->added, e);

	return r < 0 ? r : answers_write(s, w->at);
}

int cli_sheet_add(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv);

	if (code == EXIT_DONE && a.words.count != 1)
		return cli_say(cli, EXIT_USAGE, "decision.one-title", NULL);
	if (code == EXIT_DONE)
		code = cli_act(cli, site, "decision", act_add, &a);
	if (code == EXIT_DONE)
		tell(cli, "decision.added", a.added, a.words.list[0]);
	return code;
}
