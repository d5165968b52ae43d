/* mimamori director: the page for executives, and their answers. */
#include "cli/director.h"

#include "cli/commands.h"

#include <errno.h>
#include <stdlib.h>

enum { PAGE_MEMORY = 64 << 20 };

int directing_begin(struct directing_cli *d, struct cli *cli, const char *site, const char *system)
{
	struct director_of of = {.system = system};
	int code, r;

	*d = (struct directing_cli){.cli = cli};
	if ((code = acting_open(&d->acting, cli, site, SITE_READ)) != EXIT_DONE)
		return code;
	d->arena = arena_new(PAGE_MEMORY);
	d->page = malloc(sizeof *d->page);
	if (!d->arena || !d->page)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	of.now = d->acting.writing.at;
	of.zone_minutes = cli_zone_minutes(cli, of.now);
	r = director_load(d->acting.store, &of, d->arena, d->page);
	if (r == -ENOENT)
		return cli_say(cli, EXIT_USAGE, "director.no-system",
			       (const struct lang_arg[]){{"subject", system}, {NULL, NULL}});
	return r < 0 ? cli_store_failed(cli, d->acting.store, r) : EXIT_DONE;
}

void directing_end(struct directing_cli *d)
{
	free(d->page);
	arena_free(d->arena);
	store_free(d->acting.store);
}

int cli_director(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"show", run_director_show},
					    {"print", run_director_print},
					    {"ask", run_director_ask},
					    {"answer", run_director_answer},
					    {NULL, NULL}};

	return cli_noun(cli, "director", verbs, argc, argv);
}
