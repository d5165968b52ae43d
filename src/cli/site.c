#include "cli/site.h"

#include "daemon/control.h"
#include "respond/parts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { VERBS_MAX = 24 };

bool cli_is_site(const char *arg)
{
	size_t n = strlen(arg);

	return n > 3 && strcmp(arg + n - 3, ".db") == 0 && arg[strcspn(arg, "=/")] != '=';
}

static int usage(const struct cli *cli, const char *noun, FILE *to)
{
	char key[64];

	snprintf(key, sizeof key, "cli.%s-usage", noun);
	fprintf(to, "%s\n", lang(cli->language, key));
	return to == stdout ? EXIT_DONE : EXIT_USAGE;
}

static int unknown_verb(const struct cli *cli, const char *noun, const char *verb, const struct verb *verbs)
{
	const char *names[VERBS_MAX + 1] = {NULL}, *nearest;

	for (int i = 0; verbs[i].name && i < VERBS_MAX; i++)
		names[i] = verbs[i].name;
	nearest = cli_nearest(verb, names);
	return cli_say(cli, EXIT_USAGE,
		       *verb == '-' ? "cli.verb-first"
		       : nearest    ? "cli.unknown-verb-near"
				    : "cli.unknown-verb",
		       (const struct lang_arg[]){
			       {"noun", noun}, {"subject", verb}, {"near", nearest}, {NULL, NULL}});
}

/* Help and what is wrong with the verb are said before options are read: in the language that they ask for.
 */
static void language_asked(struct cli *cli, int argc, char **argv)
{
	for (int i = 1; i + 1 < argc; i++)
		if (strcmp(argv[i], "--lang") == 0 &&
		    (strcmp(argv[i + 1], "ja") == 0 || strcmp(argv[i + 1], "en") == 0))
			cli->language = *argv[i + 1] == 'j' ? LANG_JA : LANG_EN;
}

int cli_noun(struct cli *cli, const char *noun, const struct verb *verbs, int argc, char **argv)
{
	const char *site = getenv("MIMAMORI_SITE");
	const struct verb *v;
	int at = 2;

	language_asked(cli, argc, argv);
	if (argc < 2)
		return usage(cli, noun, stderr);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
		return usage(cli, noun, stdout);
	for (v = verbs; v->name && strcmp(v->name, argv[1]) != 0; v++)
		;
	if (!v->name)
		return unknown_verb(cli, noun, argv[1], verbs);
	for (int i = at; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return usage(cli, noun, stdout);
	if (at < argc && cli_is_site(argv[at]))
		site = argv[at++];
	return v->run(cli, site, argc - at, argv + at);
}

/* The site that this process may have written to. */
static const char *written;

void cli_site_poke(void)
{
	if (written)
		control_poke(written);
}

int cli_site_open(struct cli *cli, const char *site, enum site_mode mode, struct store **ret_store)
{
	struct err e = {0};

	if (mode != SITE_READ)
		written = site;
	if (!site || !*site)
		return cli_say(cli, EXIT_USAGE, "cli.no-site", NULL);
	if (site_open(site, mode, site_parts(), cli_now(), ret_store, &e) == 0)
		return EXIT_DONE;
	if (e.code == -EBUSY)
		return cli_fail(cli, EXIT_REFUSED, &e);
	/* one that was to be made: what cannot be written is an output */
	return cli_fail(cli,
			e.code == -ENOSPC || (mode == SITE_CREATE && access(site, F_OK) < 0) ? EXIT_NO_OUTPUT
											     : EXIT_NO_INPUT,
			&e);
}

int64_t cli_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

const char *cli_actor(const struct cli *c)
{
	const char *as = c->actor ? c->actor : getenv("MIMAMORI_AS");

	return as && *as ? as : "local";
}

int cli_store_failed(struct cli *cli, struct store *s, int code)
{
	return cli_say(cli, code == -EBUSY ? EXIT_REFUSED : EXIT_NO_OUTPUT,
		       code == -EBUSY ? "error.site-busy" : "cli.store-failed",
		       (const struct lang_arg[]){
			       {"subject", site_path(s)}, {"detail", store_error(s)}, {NULL, NULL}});
}
