/* mimamori alarm acknowledge, dismiss, shelve, unshelve, note: as the pages do it, on the file itself. */
#include "respond/alarm.h"

#include "cli/acting.h"
#include "cli/alarm.h"
#include "cli/arguments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOUR INT64_C(3600000000)

struct ask {
	struct cli *cli;
	struct arguments words;
	const char *because, *hours;
	int64_t id;
};

/* "a3": 3; 0 none. */
static int64_t alarm_number(const char *word)
{
	char *end = NULL;
	long long n = word[0] == 'a' && word[1] >= '1' && word[1] <= '9' ? strtoll(word + 1, &end, 10) : 0;

	return end && !*end ? n : 0;
}

/* The first word is an alarm; no more than `most` words. */
static int read_ask(struct ask *a, struct cli *cli, const char **site, int argc, char **argv, int most)
{
	const struct option_of options[] = {
		{"--because", &a->because, NULL}, {"--hours", &a->hours, NULL}, {NULL, NULL, NULL}};
	int code;

	*a = (struct ask){.cli = cli};
	code = arguments_read(cli, site, argc, argv, options, &a->words);
	if (code == EXIT_DONE)
		code = arguments_most(cli, &a->words, most);
	if (code != EXIT_DONE)
		return code;
	a->id = a->words.count ? alarm_number(a->words.list[0]) : 0;
	return a->id ? EXIT_DONE : cli_say(cli, EXIT_USAGE, "alarm.which", NULL);
}

static int done(struct ask *a, int code, const char *key)
{
	struct acting acting = {.cli = a->cli};

	if (code != EXIT_DONE)
		return code;
	return acting_done(&acting, a->words.list[0], key,
			   (const struct lang_arg[]){{"subject", a->words.list[0]}, {NULL, NULL}});
}

static int act_acknowledge(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;

	return alarm_acknowledge(s, a->id, a->because, w, e);
}

int cli_alarm_acknowledge(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv, 1);

	return code == EXIT_DONE
		       ? done(&a, cli_act(cli, site, "alarm", act_acknowledge, &a), "alarm.acknowledged")
		       : code;
}

static int act_dismiss(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;

	return alarm_dismiss(s, a->id, a->words.count > 1 ? a->words.list[1] : NULL, a->because, w, e);
}

int cli_alarm_dismiss(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv, 2);

	return code == EXIT_DONE ? done(&a, cli_act(cli, site, "alarm", act_dismiss, &a), "alarm.dismissed")
				 : code;
}

static int act_shelve(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	char *end = NULL;
	long hours = a->hours ? strtol(a->hours, &end, 10) : ALARM_SHELF_H;

	if (end && (*end || hours > 1000))
		hours = 0;
	return alarm_shelve(s, a->id, w->at + hours * HOUR, a->because, w, e);
}

int cli_alarm_shelve(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv, 1);

	return code == EXIT_DONE ? done(&a, cli_act(cli, site, "alarm", act_shelve, &a), "alarm.shelved")
				 : code;
}

static int act_unshelve(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;

	return alarm_unshelve(s, a->id, w, e);
}

int cli_alarm_unshelve(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv, 1);

	return code == EXIT_DONE ? done(&a, cli_act(cli, site, "alarm", act_unshelve, &a), "alarm.unshelved")
				 : code;
}

static int act_note(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;

	return alarm_note(s, a->id, a->words.count > 1 ? a->words.list[1] : NULL, w, e);
}

int cli_alarm_note(struct cli *cli, const char *site, int argc, char **argv)
{
	struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv, 2);

	return code == EXIT_DONE ? done(&a, cli_act(cli, site, "alarm", act_note, &a), "alarm.noted") : code;
}
