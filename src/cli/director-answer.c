/* mimamori director ask, answer: what executives are asked, and what they say. */
#include "assess/contact.h"
#include "assess/director_answer.h"
#include "assess/judged.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/director.h"
#include "cli/passphrase.h"
#include "cli/record.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- ask: a record of kind decision-request that waits */

enum { ASK_WORDS = 48, ASK_TEXT = 600 };

static bool given(int argc, char **argv, const char *name)
{
	for (int i = 0; i < argc; i++)
		if (strncmp(argv[i], name, strlen(name)) == 0)
			return true;
	return false;
}

int run_director_ask(struct cli *cli, const char *site, int argc, char **argv)
{
	static char record[] = "record", add[] = "add", kind[] = "decision-request",
		    waiting[] = "answer=waiting", because[] = "--because", plan[] = "--plan";
	static char file[1024], nobody[ASK_TEXT + 24], why[ASK_TEXT];
	char *words[ASK_WORDS + 12] = {record, add};
	int n = 2;

	if (argc > ASK_WORDS)
		return arguments_wrong(cli, argv[ASK_WORDS]);
	snprintf(why, sizeof why, "%s", lang(cli->language, "director.because-waiting"));
	snprintf(nobody, sizeof nobody, "answered_by=none: %s", why);
	snprintf(file, sizeof file, "%s", site ? site : "");
	if (site)
		words[n++] = file;
	words[n++] = kind;
	for (int i = 0; i < argc; i++)
		words[n++] = argv[i];
	if (!argc) /* asked on the terminal, field by field */
		return cli_record(cli, n, words);
	if (!given(argc, argv, "answer="))
		words[n++] = waiting;
	if (!given(argc, argv, "answered_by="))
		words[n++] = nobody;
	if (!given(argc, argv, "--because")) {
		words[n++] = because;
		words[n++] = why;
	}
	for (int i = 0; i < argc && !given(argc, argv, "--plan"); i++)
		if (strncmp(argv[i], "due_on=", 7) == 0) {
			words[n++] = plan;
			words[n++] = argv[i] + 7;
			break;
		}
	return cli_record(cli, n, words);
}

/* --- answer */

struct answering {
	struct cli *cli;
	struct director_answer answer;
	const char *by, *file;
	bool declare;
	unsigned version;
	char passphrase[PASSPHRASE_ROOM];
};

static int act(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct answering *a = ctx;
	int r;

	a->answer.contact = contact_find(s, a->answer.paper ? a->by : w->actor);
	if (!a->answer.contact)
		return err_set(e, -EACCES, a->answer.paper ? a->by : w->actor,
			       a->answer.paper ? "not-executive" : "not-you", "%s", "");
	r = director_answer(s, &a->answer, w, &a->version, e);
	return r < 0 ? r : answers_write(s, w->at);
}

/* As cli_act(), but what was refused may be of the room of records. */
static int run(struct answering *a, const char *site)
{
	struct err e = {0};
	struct acting acting;
	int code = acting_open(&acting, a->cli, site, SITE_WRITE), r;

	if (code == EXIT_DONE && (code = acting_begin(&acting)) != EXIT_DONE)
		store_free(acting.store);
	if (code != EXIT_DONE)
		return code;
	r = act(a, acting.store, &acting.writing, &e);
	if (r == 0)
		r = site_commit(acting.store);
	if (r < 0)
		site_rollback(acting.store);
	if (r < 0 && strcmp(director_answer_topic(&e), "records") == 0 && *e.key &&
	    strcmp(e.key, "store") != 0)
		code = record_fail(a->cli, acting.store, record_kind("decision-request"), &e);
	else if (r < 0 && !*e.key)
		code = cli_store_failed(a->cli, acting.store, r);
	else if (r < 0)
		code = acting_fail(a->cli, acting.store, "director", &e,
				   (const struct lang_arg[]){{NULL, NULL}});
	store_free(acting.store);
	return code;
}

/* The key of the answer's word; NULL: it is none. */
static const char *said(const struct answering *a)
{
	static const char *const answers[][2] = {
		{"yes", "director.said-yes"}, {"no", "director.said-no"}, {"later", "director.said-later"}};

	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (strcmp(a->answer.answer, answers[i][0]) == 0)
			return answers[i][1];
	return NULL;
}

static int told(const struct answering *a)
{
	const struct acting acting = {.cli = a->cli};
	const char *how = a->answer.paper        ? "director.by-paper"
			  : a->answer.passphrase ? "director.by-key"
						 : "director.by-account";
	char id[24], version[16];
	enum language l = a->cli->language;

	snprintf(id, sizeof id, "r%lld", (long long)a->answer.record);
	snprintf(version, sizeof version, "%u", a->version);
	return acting_done(&acting, id, "director.done",
			   (const struct lang_arg[]){{"subject", id},
						     {"answer", lang(l, said(a))},
						     {"detail", version},
						     {"how", lang(l, how)},
						     {NULL, NULL}});
}

static int prepare(struct answering *a, const struct arguments *w)
{
	int64_t id;
	int code;

	if (w->count != 2)
		return cli_say(a->cli, EXIT_USAGE, "director.which-request", NULL);
	if ((code = record_id_arg(a->cli, w->list[0], &id)) != EXIT_DONE)
		return code;
	a->answer.record = id;
	a->answer.answer = w->list[1];
	if (said(a) == NULL) /* before anybody types a passphrase */
		return cli_say(a->cli, EXIT_USAGE, "director.bad-answer",
			       (const struct lang_arg[]){{"subject", w->list[1]}, {NULL, NULL}});
	if (a->answer.paper)
		return a->by ? EXIT_DONE : cli_say(a->cli, EXIT_USAGE, "director.paper-who", NULL);
	if (a->declare)
		return EXIT_DONE;
	code = passphrase_read(a->cli, a->file, "director.passphrase", false, a->passphrase);
	a->answer.passphrase = a->passphrase;
	return code;
}

int run_director_answer(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct answering a;
	const struct option_of options[] = {
		{"--words", &a.answer.words, NULL},   {"--until", &a.answer.until, NULL},
		{"--on", &a.answer.on, NULL},         {"--by", &a.by, NULL},
		{"--passphrase-file", &a.file, NULL}, {"--declare", NULL, &a.declare},
		{"--paper", NULL, &a.answer.paper},   {NULL, NULL, NULL}};
	struct arguments words;
	int code;

	a = (struct answering){.cli = cli};
	code = arguments_read(cli, &site, argc, argv, options, &words);
	if (code == EXIT_DONE)
		code = prepare(&a, &words);
	if (code == EXIT_DONE)
		code = run(&a, site);
	passphrase_wipe(a.passphrase);
	return code == EXIT_DONE ? told(&a) : code;
}
