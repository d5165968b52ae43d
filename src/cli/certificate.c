/* mimamori certificate: by which certificate browsers know the pages of a site, and whose they have to show.
 * The work is mimamori-web's, which knows TLS (web/certificate.h); a running serve takes it up when it is
 * started anew. */
#include "cli/arguments.h"
#include "cli/commands.h"

#include "base/child.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ARGUMENTS = 40, PATH_ROOM = 4096 };

/* Becomes mimamori-web; comes back only when that fails. */
static int become(struct cli *cli, const char *option, const char *site, int argc, char **argv)
{
	char program[CHILD_PATH], folder[PATH_ROOM];
	const char *args[ARGUMENTS] = {"mimamori-web", option, folder};
	int n = 3, r = child_find("mimamori-web", program);

	if (!site || !*site)
		return cli_say(cli, EXIT_USAGE, "cli.no-site", NULL);
	if (snprintf(folder, sizeof folder, "%s.tls", site) >= (int)sizeof folder)
		return cli_say(cli, EXIT_USAGE, "cli.certificate-usage", NULL);
	for (int i = 0; i < argc; i++)
		args[n++] = argv[i];
	fflush(NULL);
	setenv("MIMAMORI_LANG", cli->language == LANG_JA ? "ja" : "en", 1);
	if (r == 0)
		execv(program, (char *const *)(uintptr_t)args);
	return cli_say(cli, EXIT_NO_INPUT, "cli.no-web",
		       (const struct lang_arg[]){{"subject", "mimamori-web"},
						 {"detail", strerror(r < 0 ? -r : errno)},
						 {NULL, NULL}});
}

/* least, most: words besides the site. */
static int hand_on(struct cli *cli, const char *option, const char *site, int argc, char **argv, int least,
		   int most)
{
	static const struct option_of none[] = {{NULL, NULL, NULL}};
	struct arguments words;
	int code = arguments_read(cli, &site, argc, argv, none, &words);

	if (code != EXIT_DONE)
		return code;
	if (words.count < least)
		return cli_say(cli, EXIT_USAGE, "cli.certificate-usage", NULL);
	code = arguments_most(cli, &words, most);
	return code == EXIT_DONE ? become(cli, option, site, words.count, words.list) : code;
}

static int make(struct cli *cli, const char *site, int argc, char **argv)
{
	return hand_on(cli, "--make-certificates", site, argc, argv, 0, ARGUMENTS - 4);
}

static int import(struct cli *cli, const char *site, int argc, char **argv)
{
	return hand_on(cli, "--import-certificate", site, argc, argv, 2, 2);
}

static int clients(struct cli *cli, const char *site, int argc, char **argv)
{
	return hand_on(cli, "--client-certificates", site, argc, argv, 1, 2);
}

int cli_certificate(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"make", make}, {"import", import}, {"clients", clients}, {NULL, NULL}};

	return cli_noun(cli, "certificate", verbs, argc, argv);
}
