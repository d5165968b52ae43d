/* mimamori report: the pages and files of a site's model, as inspect writes those of one capture. */
#include "report/report.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/report-show.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reporting {
	struct cli *cli;
	const char *site, *folder;
	bool summary, pseudonymise;
	struct store *store; /* a copy of the site in memory: writers may make tables ready, and the site
				stays as it is */
};

/* "plant.db" gives "plant-report" in the current folder. */
static char *default_folder(const char *site)
{
	const char *slash = strrchr(site, '/'), *name = slash ? slash + 1 : site, *dot = strrchr(name, '.');
	char *folder = NULL;

	if (asprintf(&folder, "%.*s-report", dot && dot > name ? (int)(dot - name) : (int)strlen(name),
		     name) < 0)
		return NULL;
	return folder;
}

/* What people wrote of devices in the drawing names them, too; the copy is ours to change. */
static const char nameless[] = "UPDATE record SET fields = json_set(fields, '$.name', 'r' || id, '$.number', "
			       "NULL, '$.place', NULL, '$.line', NULL)"
			       " WHERE kind = 'manual-device'";

/* One state of the site, whatever others write meanwhile. */
static int copy(struct reporting *r)
{
	struct store *site = NULL;
	sqlite3_backup *b;
	int code = cli_site_open(r->cli, r->site, SITE_READ, &site), done = SQLITE_ERROR;

	if (code != EXIT_DONE)
		return code;
	if (store_empty(&r->store) == 0 &&
	    (b = sqlite3_backup_init(store_db(r->store), "main", store_db(site), "main"))) {
		done = sqlite3_backup_step(b, -1);
		sqlite3_backup_finish(b);
	}
	if (done == SQLITE_DONE && r->pseudonymise &&
	    sqlite3_exec(store_db(r->store), nameless, NULL, NULL, NULL) != SQLITE_OK)
		done = SQLITE_ERROR;
	if (done != SQLITE_DONE)
		code = cli_store_failed(r->cli, site, -EIO);
	store_free(site);
	return code;
}

static int64_t first_of(struct store *s)
{
	sqlite3_stmt *st = NULL;
	int64_t v = 0;

	if (sqlite3_prepare_v2(store_db(s), "SELECT min(first) FROM source", -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

static struct report_input input(const struct reporting *r)
{
	return (struct report_input){.store = r->store,
				     .version = MIMAMORI_VERSION,
				     .zone_minutes = cli_zone_minutes(r->cli, first_of(r->store)),
				     .language = r->cli->language,
				     .colour = r->cli->colour,
				     .pseudonymise = r->pseudonymise};
}

static int write_folder(const struct reporting *r, const struct report_input *in)
{
	char *folder = r->folder ? strdup(r->folder) : default_folder(r->site), text[1024];
	struct err e = {0};
	int code = EXIT_DONE;

	if (!folder)
		return cli_say(r->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	if (report_write(in, folder, &e) < 0)
		code = cli_fail(r->cli, EXIT_NO_OUTPUT, &e);
	else if (!r->cli->quiet && strcmp(r->cli->format, "text") == 0)
		puts(lang_fill_buf(text, sizeof text, lang(r->cli->language, "cli.report-at"),
				   (const struct lang_arg[]){{"folder", folder}, {NULL, NULL}}));
	free(folder);
	return code;
}

static int report(struct reporting *r)
{
	struct report_input in;
	int code = copy(r);

	if (code != EXIT_DONE)
		return code;
	in = input(r);
	code = report_show(r->cli, &in);
	return code == EXIT_DONE && !r->summary ? write_folder(r, &in) : code;
}

int cli_report(struct cli *cli, int argc, char **argv)
{
	struct arguments words;
	struct reporting r = {.cli = cli, .site = getenv("MIMAMORI_SITE")};
	bool help = false;
	const struct option_of options[] = {{"-o", &r.folder, NULL},
					    {"--summary", NULL, &r.summary},
					    {"--pseudonymise", NULL, &r.pseudonymise},
					    {"--help", NULL, &help},
					    {NULL, NULL, NULL}};
	int code = arguments_read(cli, &r.site, argc - 1, argv + 1, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	if (code == EXIT_DONE && help) {
		puts(lang(cli->language, "cli.report-usage"));
		return EXIT_DONE;
	}
	if (code == EXIT_DONE)
		code = report(&r);
	store_free(r.store);
	return code;
}
