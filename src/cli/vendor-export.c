/* mimamori vendor export and boundary: the files that are handed to a vendor. */
#include "assess/evidence.h"
#include "assess/pack_file.h"
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/tablefile.h"
#include "cli/vendor.h"
#include "report/aside.h"
#include "report/boundary.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static int say(struct cli *cli, int code, const char *key, const char *subject)
{
	return cli_say(cli, code, key, (const struct lang_arg[]){{"subject", subject}, {NULL, NULL}});
}

/* --- XLSX and CSV */

static int put_column(void *ctx, const struct pack_column *c)
{
	tablefile_column(ctx,
			 &(struct tablefile_column){c->heading, c->kind, c->width, c->hidden, c->choices});
	return 0;
}

static int put_line(void *ctx, const char *const *cell, unsigned columns)
{
	for (unsigned i = 0; i < columns; i++)
		tablefile_cell(ctx, cell[i]);
	return 0;
}

static int write_table(struct cli *cli, struct store *s, const struct pack *p, const char *path)
{
	char title[600], foot[200], id[24];
	const char *kind = lang(cli->language,
				p->kind == PACK_QUESTIONS ? "pack.kind-questions" : "pack.kind-requirements");
	const struct lang_arg args[] = {
		{"vendor", p->vendor}, {"kind", kind}, {"pack", id}, {"due", p->due_on}, {NULL, NULL}};
	const struct tablefile_about about = {title, foot, lang(cli->language, "pack.file-tab"), false};
	struct tablefile t;
	const struct pack_writer w = {put_column, put_line, &t};
	int code, r;

	snprintf(id, sizeof id, "p%lld", (long long)p->id);
	lang_fill_buf(title, sizeof title, lang(cli->language, "pack.file-title"), args);
	lang_fill_buf(foot, sizeof foot, lang(cli->language, "pack.file-foot"), args);
	code = tablefile_open(&t, cli, path, &about);
	if (code == EXIT_DONE && (r = pack_table(s, p->id, cli->language, &w)) < 0)
		code = cli_store_failed(cli, s, r);
	return tablefile_close(&t, code);
}

/* --- JSON and SVG: written aside, then renamed */

typedef int write_fn(struct cli *cli, struct store *s, const void *what, struct out *o);

static int write_aside(struct cli *cli, struct store *s, const char *path, write_fn *fn, const void *what)
{
	struct aside file = {.fd = -1};
	struct out o;
	int code = aside_open(&file, path), kept;

	if (code < 0)
		return cli_unwritable(cli, path, code);
	if (out_init(&o, file.fd) < 0) {
		aside_drop(&file);
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	}
	code = fn(cli, s, what, &o);
	kept = out_finish(&o);
	out_clear(&o);
	if (code == 0 && kept == 0)
		kept = aside_keep(&file);
	aside_drop(&file);
	if (code < 0)
		return cli_store_failed(cli, s, code);
	return kept < 0 ? cli_unwritable(cli, path, kept) : EXIT_DONE;
}

static int put_json(struct cli *cli, struct store *s, const void *what, struct out *o)
{
	const struct pack *p = what;

	(void)cli;
	return pack_json(s, p->id, o);
}

static int put_boundary(struct cli *cli, struct store *s, const void *what, struct out *o)
{
	struct boundary b = *(const struct boundary *)what;

	b.store = s;
	b.language = cli->language;
	date_at(cli_now(), site_zone(s), b.today);
	return boundary_svg(&b, o);
}

/* --- which */

int vendor_write_pack(struct cli *cli, struct store *s, int64_t id, const char *path)
{
	const char *suffix = cli_suffix(path);
	struct boundary b = {.pack = id};
	struct pack p;
	int code = pack_get(s, id, &p);

	if (code < 0)
		return cli_store_failed(cli, s, code);
	b.vendor = p.vendor;
	if (strcasecmp(suffix, "xlsx") == 0 || strcasecmp(suffix, "csv") == 0)
		code = write_table(cli, s, &p, path);
	else if (strcasecmp(suffix, "json") == 0)
		code = write_aside(cli, s, path, put_json, &p);
	else if (strcasecmp(suffix, "svg") == 0)
		code = write_aside(cli, s, path, put_boundary, &b);
	else
		return say(cli, EXIT_USAGE, "pack.suffix", path);
	return code == EXIT_DONE && !cli->quiet ? say(cli, 0, "pack.written", path) : code;
}

int cli_vendor_export(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *output = NULL;
	const struct option_of options[] = {{"-o", &output, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct acting a;
	struct pack p;
	int64_t id;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 1);
	if (code != EXIT_DONE || !(id = vendor_pack_word(cli, w.count, w.list, &code)))
		return code;
	if (!output || !*output)
		return cli_say(cli, EXIT_USAGE, "pack.no-output", NULL);
	if ((code = acting_open(&a, cli, site, SITE_READ)) != EXIT_DONE)
		return code;
	code = pack_get(a.store, id, &p) < 0
		       ? cli_say(cli, EXIT_USAGE, "pack.no-pack",
				 (const struct lang_arg[]){
					 {"subject", w.list[0]}, {"detail", ""}, {NULL, NULL}})
		       : vendor_write_pack(cli, a.store, id, output);
	store_free(a.store);
	return code;
}

int cli_vendor_boundary(struct cli *cli, const char *site, int argc, char **argv)
{
	struct boundary b = {0};
	const char *output = NULL;
	const struct option_of options[] = {{"-o", &output, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct acting a;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE && w.count != 1)
		code = cli_say(cli, EXIT_USAGE, "pack.no-vendor-word", NULL);
	if (code == EXIT_DONE && (!output || !*output))
		code = cli_say(cli, EXIT_USAGE, "pack.no-output", NULL);
	if (code == EXIT_DONE && strcasecmp(cli_suffix(output), "svg") != 0)
		code = say(cli, EXIT_USAGE, "pack.suffix-svg", output);
	if (code == EXIT_DONE)
		code = acting_open(&a, cli, site, SITE_READ);
	if (code != EXIT_DONE)
		return code;
	b.vendor = w.list[0];
	code = write_aside(cli, a.store, output, put_boundary, &b);
	if (code == EXIT_DONE && !cli->quiet)
		say(cli, 0, "pack.written", output);
	store_free(a.store);
	return code;
}
