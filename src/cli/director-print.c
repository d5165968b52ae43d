/* mimamori director print: the page as A4 PDF. */
#include "cli/arguments.h"
#include "cli/director.h"
#include "cli/handover.h"
#include "report/director_paper.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static int say(const struct directing_cli *d, int code, const char *key, const char *subject, uint32_t pages)
{
	char n[16];

	snprintf(n, sizeof n, "%u", pages);
	return cli_say(d->cli, code, key,
		       (const struct lang_arg[]){{"subject", subject}, {"pages", n}, {NULL, NULL}});
}

static int print(struct directing_cli *d, const char *path, struct aside *file)
{
	struct press_answer answer = {0};
	struct out document;
	const struct handover h = {.path = path, .form = "director", .file = file, .document = &document};
	int code, kept;

	if (out_init(&document, -1) < 0)
		return cli_say(d->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	code = director_paper(d->page, d->cli->language, MIMAMORI_VERSION, &document) < 0
		       ? cli_say(d->cli, EXIT_NO_OUTPUT, "cli.memory", NULL)
		       : cli_hand_over(d->cli, &h, d->arena, &answer);
	out_clear(&document);
	if (code != EXIT_DONE)
		return code;
	if ((kept = aside_keep(file)) < 0)
		return cli_unwritable(d->cli, path, kept);
	return d->cli->quiet ? EXIT_DONE : say(d, EXIT_DONE, "director.printed", path, answer.pages);
}

int run_director_print(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *system = "site", *path = NULL;
	const struct option_of options[] = {
		{"--system", &system, NULL}, {"-o", &path, NULL}, {NULL, NULL, NULL}};
	struct arguments words;
	struct directing_cli d = {.cli = cli};
	struct aside file = {.fd = -1};
	int code = arguments_read(cli, &site, argc, argv, options, &words), opened;

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	if (code == EXIT_DONE && !path)
		code = say(&d, EXIT_USAGE, "director.no-output", "", 0);
	if (code == EXIT_DONE && strcasecmp(cli_suffix(path), "pdf") != 0)
		code = say(&d, EXIT_USAGE, "director.only-pdf", path, 0);
	if (code == EXIT_DONE)
		code = directing_begin(&d, cli, site, system);
	if (code == EXIT_DONE && (opened = aside_open(&file, path)) < 0)
		code = cli_unwritable(cli, path, opened);
	if (code == EXIT_DONE)
		code = print(&d, path, &file);
	aside_drop(&file);
	directing_end(&d);
	return code;
}
