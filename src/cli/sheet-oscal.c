/* mimamori sheet export --oscal: the sheet for other programs (report/oscal.h). */
#include "cli/handover.h"
#include "cli/sheet-asof.h"
#include "cli/sheet.h"
#include "report/oscal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static int say(struct cli *cli, int code, const char *key, const char *subject, const char *document)
{
	return cli_say(cli, code, key,
		       (const struct lang_arg[]){
			       {"subject", subject ? subject : ""}, {"document", document}, {NULL, NULL}});
}

/* Negative: there is no such level. */
static int level_of(const char *word)
{
	static const char *const words[] = {"poc", "core", "important"};

	for (int i = 0; word && i < 3; i++)
		if (strcmp(words[i], word) == 0)
			return 1 << i;
	return word ? -1 : 0;
}

static int asked(struct cli *cli, const struct sheet_oscal *x, struct oscal *ret)
{
	int level = level_of(x->level);
	const char *name = x->mapping ? x->mapping : "csf-2.0";

	if (strcmp(x->document, "all") != 0 && oscal_named(x->document) < 0)
		return say(cli, EXIT_USAGE, "oscal.no-document", x->document, "");
	if (level < 0)
		return say(cli, EXIT_USAGE, "oscal.no-level", x->level, "");
	*ret = (struct oscal){.system = x->system,
			      .sheet = x->sheet,
			      .now = cli_now(),
			      .language = cli->language,
			      .version = MIMAMORI_VERSION,
			      .level = (unsigned)level,
			      .mapping = mapping_named(name)};
	return ret->mapping ? EXIT_DONE : say(cli, EXIT_USAGE, "oscal.no-mapping", name, "");
}

static int failed(struct cli *cli, const struct oscal *ask, enum oscal_document d, int code)
{
	if (code == -ENODATA && ask->asof && d != OSCAL_POAM && d != OSCAL_MAPPING)
		return sheet_asof_failed(cli, ask->asof, code, ask->system);
	if (code == -ENODATA)
		return say(cli, EXIT_FOUND, d == OSCAL_POAM ? "oscal.nothing-unmet" : "oscal.nothing-mapped",
			   ask->mapping->name, "");
	if (code == -ENOENT)
		return cli_say(cli, EXIT_USAGE, "sheet-export.no-system",
			       (const struct lang_arg[]){
				       {"subject", ask->system}, {"detail", ask->sheet}, {NULL, NULL}});
	if (code == -ENOMEM)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	return cli_store_failed(cli, ask->store, code);
}

static int write_to(struct cli *cli, const struct oscal *ask, enum oscal_document d, struct aside *file)
{
	struct out o;
	int code = out_init(&o, file->fd), finished;

	if (code < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	code = oscal_write(ask, d, &o);
	finished = out_finish(&o);
	out_clear(&o);
	if (code < 0)
		return failed(cli, ask, d, code);
	return finished < 0 ? cli_unwritable(cli, file->path, finished) : EXIT_DONE;
}

static int write_file(struct cli *cli, const struct oscal *ask, enum oscal_document d, const char *path)
{
	struct aside file;
	int code = aside_open(&file, path);

	if (code < 0)
		return cli_unwritable(cli, path, code);
	code = write_to(cli, ask, d, &file);
	if (code == EXIT_DONE) {
		int kept = aside_keep(&file);

		code = kept < 0 ? cli_unwritable(cli, path, kept) : EXIT_DONE;
	}
	aside_drop(&file);
	if (code == EXIT_DONE && !cli->quiet)
		say(cli, 0, "oscal.done", path, oscal_name(d));
	return code;
}

/* --- all of them, into a folder */

/* A document that would be empty is left out. */
static int write_in(struct cli *cli, const struct oscal *ask, enum oscal_document d, const char *folder)
{
	char name[OSCAL_FILE], path[ASIDE_PATH];
	int n = snprintf(path, sizeof path, "%s/%s", folder, oscal_file(ask, d, name));
	int code;

	if (n >= (int)sizeof path)
		return cli_unwritable(cli, folder, -ENAMETOOLONG);
	code = write_file(cli, ask, d, path);
	return code == EXIT_FOUND ? EXIT_DONE : code;
}

static int write_profiles(struct cli *cli, const struct oscal *ask, const char *folder)
{
	struct oscal one = *ask;
	int code = EXIT_DONE;

	for (one.level = LEVEL_POC; code == EXIT_DONE && one.level <= LEVEL_IMPORTANT; one.level <<= 1)
		code = write_in(cli, &one, OSCAL_PROFILE, folder);
	return code;
}

static int write_mappings(struct cli *cli, const struct oscal *ask, const char *folder)
{
	struct oscal one = *ask;
	int code = EXIT_DONE;

	for (size_t i = 0; code == EXIT_DONE && i < mapping_count; i++) {
		one.mapping = &mappings[i];
		if (one.mapping->map_count)
			code = write_in(cli, &one, OSCAL_MAPPING, folder);
	}
	return code;
}

static int write_all(struct cli *cli, const struct oscal *ask, const char *folder)
{
	static const enum oscal_document once[] = {OSCAL_CATALOG, OSCAL_PLAN, OSCAL_RESULTS, OSCAL_POAM};
	int code = EXIT_DONE;

	if (mkdir(folder, 0777) < 0 && errno != EEXIST)
		return cli_unwritable(cli, folder, -errno);
	for (size_t i = 0; code == EXIT_DONE && i < sizeof once / sizeof *once; i++)
		code = write_in(cli, ask, once[i], folder);
	if (code == EXIT_DONE)
		code = write_profiles(cli, ask, folder);
	return code == EXIT_DONE ? write_mappings(cli, ask, folder) : code;
}

int cli_sheet_oscal(struct cli *cli, const char *site, const struct sheet_oscal *x)
{
	struct oscal ask;
	int code = asked(cli, x, &ask);

	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &ask.store);
	if (code != EXIT_DONE)
		return code;
	code = sheet_asof_open(cli, ask.store, x->moment, &ask.asof);
	if (code == EXIT_DONE)
		code = strcmp(x->document, "all") == 0
			       ? write_all(cli, &ask, x->output)
			       : write_file(cli, &ask, (enum oscal_document)oscal_named(x->document),
					    x->output);
	if (code == EXIT_DONE && ask.asof)
		sheet_asof_say(cli, ask.asof, 0, asof_frozen(ask.asof, x->system, x->sheet));
	asof_free(ask.asof);
	store_free(ask.store);
	return code;
}
