/* mimamori sheet export: the sheet as A3 PDF, XLSX or CSV; the suffix chooses. */
#include "assess/sheet.h"
#include "cli/arguments.h"
#include "cli/handover.h"
#include "cli/sheet-asof.h"
#include "cli/sheet-index.h"
#include "cli/sheet.h"
#include "cli/site.h"
#include "report/print.h"
#include "report/print_all.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ARENA_MAX = 1 << 20 };

struct export
{
	struct cli *cli;
	const char *output, *system, *sheet, *version,
		*moment;     /* version: "F1"; moment: of --as-of; or NULL */
	const char *columns; /* "all", or NULL: as on paper */
	char annex_path[ASIDE_PATH];
	struct aside file, annex;
	struct store *store, *live; /* store: as it stood then, when that was asked for */
	struct asof *asof;
	struct arena *arena;
	struct frozen frozen; /* when a version was asked for */
	bool index;           /* what proves the rows, in place of the rows */
};

static int say(const struct export *x, int code, const char *key, const char *subject, const char *detail)
{
	return cli_say(x->cli, code, key,
		       (const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}});
}

static int unwritable(const struct export *x, const char *path, int code)
{
	return cli_unwritable(x->cli, path, code);
}

/* The rows could not be had. */
static int no_rows(const struct export *x, int code)
{
	if (x->asof)
		return sheet_asof_failed(x->cli, x->asof, code, x->system);
	if (code == -ENOENT)
		return say(x, EXIT_USAGE, "sheet-export.no-system", x->system, x->sheet);
	return cli_store_failed(x->cli, x->store, code);
}

static struct print print_of(const struct export *x, const char *form)
{
	int64_t now = cli_now();

	return (struct print){.store = x->store,
			      .system = x->system,
			      .sheet = x->sheet,
			      .frozen = x->version ? &x->frozen : NULL,
			      .asof = x->asof,
			      .now = now,
			      .zone_minutes = cli_zone_minutes(x->cli, now),
			      .language = x->cli->language,
			      .version = MIMAMORI_VERSION,
			      .form = form};
}

static int write_csv(struct export *x)
{
	struct print p = print_of(x, "csv");
	struct out o;
	int code = out_init(&o, x->file.fd), finished;

	if (code < 0)
		return cli_say(x->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	code = x->columns ? print_all_csv(&p, &o) : print_csv(&p, &o);
	finished = out_finish(&o);
	out_clear(&o);
	if (code < 0)
		return no_rows(x, code);
	return finished < 0 ? unwritable(x, x->output, finished) : EXIT_DONE;
}

/* For programs alone: every field of each row. */
static int write_json(struct export *x)
{
	struct print p = print_of(x, "json");
	struct out o;
	int code = out_init(&o, x->file.fd), finished;

	if (code < 0)
		return cli_say(x->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	code = print_all_json(&p, &o);
	finished = out_finish(&o);
	out_clear(&o);
	if (code < 0)
		return no_rows(x, code);
	return finished < 0 ? unwritable(x, x->output, finished) : EXIT_DONE;
}

/* "𠮷 (U+20BB7) 2, ..." */
static void tell_missing(const struct export *x, const struct press_answer *a)
{
	char list[512] = "";
	size_t n = 0;
	uint32_t named = a->missing_kinds < PRESS_MISSING_MAX ? a->missing_kinds : PRESS_MISSING_MAX;

	for (uint32_t i = 0; i < named && n < sizeof list; i++)
		n += (size_t)snprintf(list + n, sizeof list - n, "%sU+%04X × %u", i ? ", " : "",
				      a->missing[i].character, a->missing[i].count);
	if (a->missing_kinds > named && n < sizeof list)
		snprintf(list + n, sizeof list - n, " …");
	if (a->missing_kinds && !x->cli->quiet)
		say(x, 0, "press.missing-glyphs", x->output, list);
}

static int print_through_press(struct export *x, const char *form, struct press_answer *answer)
{
	struct print p = print_of(x, form);
	struct out document;
	const struct handover h = {.path = x->output,
				   .form = form,
				   .file = &x->file,
				   .annex = x->annex.fd >= 0 ? &x->annex : NULL,
				   .document = &document};
	int code = out_init(&document, -1);

	if (code < 0)
		return cli_say(x->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	code = print_document(&p, &document);
	code = code < 0 ? no_rows(x, code) : cli_hand_over(x->cli, &h, x->arena, answer);
	out_clear(&document);
	return code;
}

/* sheet.pdf: sheet-annex.pdf beside it. */
static int open_annex(struct export *x)
{
	int stem = (int)(strlen(x->output) - strlen(cli_suffix(x->output)) - 1);
	int n = snprintf(x->annex_path, sizeof x->annex_path, "%.*s-annex.pdf", stem, x->output);
	int code = n < (int)sizeof x->annex_path ? aside_open(&x->annex, x->annex_path) : -ENAMETOOLONG;

	return code < 0 ? unwritable(x, x->annex_path, code) : EXIT_DONE;
}

/* An annex of an earlier export does not belong to this sheet: it goes, when there is none now. */
static int keep_annex(struct export *x, const struct press_answer *answer)
{
	int code = 0;

	if (answer->annexed)
		code = aside_keep(&x->annex);
	else if (unlink(x->annex_path) < 0 && errno != ENOENT)
		code = -errno;
	aside_drop(&x->annex);
	return code < 0 ? unwritable(x, x->annex_path, code) : EXIT_DONE;
}

static int write_pdf(struct export *x)
{
	struct press_answer answer = {0};
	int code = open_annex(x);

	if (code == EXIT_DONE)
		code = print_through_press(x, "pdf", &answer);
	if (code == EXIT_DONE) {
		tell_missing(x, &answer);
		code = keep_annex(x, &answer);
	}
	if (code == EXIT_DONE && answer.annexed && !x->cli->quiet)
		say(x, 0, "sheet-export.annex", x->annex_path, "");
	return code;
}

static int write_xlsx(struct export *x)
{
	struct press_answer answer = {0};

	return print_through_press(x, "xlsx", &answer);
}

static const struct {
	const char *suffix;
	int (*write)(struct export *x);
} forms[] = {{"pdf", write_pdf}, {"xlsx", write_xlsx}, {"csv", write_csv}, {"json", write_json}};

static int write_form(struct export *x, int (*write)(struct export *))
{
	int code = aside_open(&x->file, x->output);

	if (code < 0)
		return unwritable(x, x->output, code);
	code = write(x);
	if (code == EXIT_DONE) {
		int kept = aside_keep(&x->file);

		code = kept < 0 ? unwritable(x, x->output, kept) : EXIT_DONE;
		if (code == EXIT_DONE && !x->cli->quiet)
			say(x, 0, "sheet-export.done", x->output, "");
	}
	aside_drop(&x->file);
	aside_drop(&x->annex);
	return code;
}

/* A version that was submitted: of its own system and sheet. */
static int open_version(struct export *x)
{
	int code;

	if (!x->version)
		return EXIT_DONE;
	code = frozen_open(x->store, frozen_number(x->version), x->arena, &x->frozen);
	if (code == -ENOENT)
		return say(x, EXIT_USAGE, "decision.no-frozen", x->version, "");
	if (code == -EBADMSG)
		return say(x, EXIT_FOUND, "decision.frozen-altered", x->version, "");
	if (code < 0)
		return cli_store_failed(x->cli, x->store, code);
	x->system = x->frozen.system;
	x->sheet = x->frozen.sheet;
	return EXIT_DONE;
}

static int write_index(const struct export *x)
{
	const struct sheet_index index = {
		.cli = x->cli, .output = x->output, .system = x->system, .sheet = x->sheet};

	return sheet_index_write(&index, x->live, x->asof);
}

static int export_sheet(struct export *x, const char *site)
{
	int (*write)(struct export *) = NULL;
	int code;

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcasecmp(forms[i].suffix, cli_suffix(x->output)) == 0)
			write = forms[i].write;
	if (!write && !x->index)
		return say(x, EXIT_USAGE, "sheet-export.suffix", x->output, "");
	code = cli_site_open(x->cli, site, SITE_READ, &x->live);
	if (code != EXIT_DONE)
		return code;
	code = sheet_asof_open(x->cli, x->live, x->moment, &x->asof);
	x->store = x->asof ? asof_store(x->asof) : x->live;
	x->arena = arena_new(ARENA_MAX);
	if (code == EXIT_DONE)
		code = x->arena ? open_version(x) : cli_say(x->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	if (code == EXIT_DONE)
		code = x->index ? write_index(x) : write_form(x, write);
	if (code == EXIT_DONE && x->asof)
		sheet_asof_say(x->cli, x->asof, 0, asof_frozen(x->asof, x->system, x->sheet));
	arena_free(x->arena);
	asof_free(x->asof);
	store_free(x->live);
	return code;
}

/* Its columns are those of the printed sheet. */
static bool is_paper(const char *path)
{
	return path &&
	       (strcasecmp(cli_suffix(path), "pdf") == 0 || strcasecmp(cli_suffix(path), "xlsx") == 0);
}

int cli_sheet_export(struct cli *cli, const char *site, int argc, char **argv)
{
	struct export x = {.cli = cli, .system = "site", .sheet = "jssec-2.1", .file.fd = -1, .annex.fd = -1};
	struct sheet_oscal oscal = {NULL, NULL, NULL, NULL, NULL, NULL, NULL};
	const struct option_of options[] = {{"-o", &x.output, NULL},
					    {"--system", &x.system, NULL},
					    {"--sheet", &x.sheet, NULL},
					    {"--frozen", &x.version, NULL},
					    {"--as-of", &x.moment, NULL},
					    {"--evidence-index", NULL, &x.index},
					    {"--columns", &x.columns, NULL},
					    {"--oscal", &oscal.document, NULL},
					    {"--level", &oscal.level, NULL},
					    {"--mapping", &oscal.mapping, NULL},
					    {NULL, NULL, NULL}};
	struct arguments a;
	int code = arguments_read(cli, &site, argc, argv, options, &a);

	if (code == EXIT_DONE && a.count)
		code = arguments_wrong(cli, a.list[0]);
	if (code == EXIT_DONE && x.version && (x.moment || x.index || oscal.document))
		code = arguments_wrong(cli, "--frozen");
	if (code == EXIT_DONE && x.columns && (oscal.document || x.index || is_paper(x.output)))
		code = arguments_wrong(cli, "--columns");
	if (code == EXIT_DONE && x.columns && strcmp(x.columns, "all") != 0)
		code = arguments_wrong(cli, x.columns);
	if (code == EXIT_DONE && (!x.output || !*x.output))
		code = cli_say(cli, EXIT_USAGE, oscal.document ? "oscal.no-output" : "sheet-export.no-output",
			       NULL);
	oscal.output = x.output;
	oscal.system = x.system;
	oscal.sheet = x.sheet;
	oscal.moment = x.moment;
	if (code == EXIT_DONE && oscal.document)
		return cli_sheet_oscal(cli, site, &oscal);
	return code == EXIT_DONE ? export_sheet(&x, site) : code;
}
