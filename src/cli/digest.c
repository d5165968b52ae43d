/* mimamori digest: what happened in a month, or in each month of a fiscal year. */
#include "assess/digest.h"

#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/handover.h"
#include "cli/table.h"
#include "cli/tablefile.h"
#include "report/director_digest.h"
#include "report/director_words.h"
#include "report/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { DIGEST_MEMORY = 64 << 20 };

struct digesting {
	struct cli *cli;
	struct acting acting;
	struct arena *arena;
	struct digest *d; /* on the heap */
	struct digest_asked asked;
	const char *output;
};

static int say(const struct digesting *g, int code, const char *key, const char *subject)
{
	return cli_say(g->cli, code, key, (const struct lang_arg[]){{"subject", subject}, {NULL, NULL}});
}

/* --- on a terminal */

static const char *const columns[] = {"month",        "watched",         "devices-new", "devices-gone",
				      "findings-new", "findings-closed", "alarms",      "incidents",
				      "decisions",    "signatures",      "records",     "answers",
				      "expire",       "verdicts",        "words",       NULL};

static void verdicts(struct table *t, const struct digest_month *m)
{
	char text[160] = "";

	for (int v = 0; v < DIGEST_VERDICTS && m->verdict[0]; v++) {
		size_t n = strlen(text);

		snprintf(text + n, sizeof text - n, "%s%lld", v ? "/" : "", (long long)m->verdict[v]->value);
	}
	table_text(t, text);
}

static int as_table(const struct digesting *g)
{
	struct table *t = table_new(g->cli, "digest", columns);
	char text[400];

	if (!t)
		return cli_say(g->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	for (size_t i = 0; i < g->d->months; i++) {
		const struct digest_month *m = &g->d->month[i];

		table_text(t, m->month);
		snprintf(text, sizeof text, "%lld", (long long)m->days->value);
		table_cell(t, m->ahead ? NULL : text);
		for (size_t c = 0; c < digest_count(); c++) {
			snprintf(text, sizeof text, "%lld", (long long)m->count[c]->value);
			table_cell(t, m->count[c]->unknown ? NULL : text);
		}
		verdicts(t, m);
		table_text(t, digest_words(m, g->cli->language, text, sizeof text));
	}
	return table_print(t, NULL);
}

/* --- a year for people: a line a figure, a column a month, as on the page; 160 columns hold it */

typedef const struct figure *figure_of(const struct digest_month *m, size_t c);

static const struct figure *a_count(const struct digest_month *m, size_t c) { return m->count[c]; }
static const struct figure *a_verdict(const struct digest_month *m, size_t v) { return m->verdict[v]; }
static const struct figure *days(const struct digest_month *m, size_t unused)
{
	(void)unused;
	return m->days;
}

static void figures(const struct digesting *g, struct table *t, const char *label, figure_of *of, size_t c)
{
	enum language l = g->cli->language;
	char n[WORD_TEXT];

	table_cell(t, label);
	for (size_t i = 0; i < g->d->months; i++) {
		const struct digest_month *m = &g->d->month[i];
		const struct figure *f = of(m, c);

		if (of == days && m->ahead)
			table_cell(t, lang(l, "digest.watched-ahead"));
		else if (!f || (f->unknown && m->ahead))
			table_cell(t, NULL);
		else
			table_cell(t, f->unknown ? lang(l, "digest.unknown") : grouped(n, (int64_t)f->value));
	}
}

/* The verdicts that stand at the end of a month, when any month has them. */
static void at_ends(const struct digesting *g, struct table *t)
{
	enum language l = g->cli->language;
	const struct digest_month *m = NULL;
	char label[200];

	for (size_t i = 0; i < g->d->months && !m; i++)
		m = g->d->month[i].verdict[0] ? &g->d->month[i] : NULL;
	for (size_t v = 0; m && v < DIGEST_VERDICTS; v++) {
		const char *name = director_word(l, "verdict-", strchr(m->verdict[v]->name, '.') + 1);

		lang_fill_buf(label, sizeof label, lang(l, "digest.at-end"),
			      (const struct lang_arg[]){{"verdict", name}, {NULL, NULL}});
		figures(g, t, label, a_verdict, v);
	}
}

static int as_year(const struct digesting *g)
{
	enum language l = g->cli->language;
	char head[DIGEST_MONTHS][16], text[400];
	const char *heads[DIGEST_MONTHS + 2] = {"counted"};
	struct table *t;
	int code;

	for (size_t i = 0; i < g->d->months; i++) {
		snprintf(head[i], sizeof head[i], "#%.10s", g->d->month[i].month);
		heads[i + 1] = head[i];
	}
	if (!(t = table_new(g->cli, "digest", heads)))
		return cli_say(g->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	figures(g, t, lang(l, "digest.c-watched"), days, 0);
	for (size_t c = 0; c < digest_count(); c++) {
		snprintf(text, sizeof text, "digest.c-%.60s", digest_names[c]);
		figures(g, t, lang(l, text), a_count, c);
	}
	at_ends(g, t);
	if ((code = table_print(t, NULL)) != EXIT_DONE || g->cli->quiet)
		return code;
	for (size_t i = 0; i < g->d->months; i++)
		if (g->d->month[i].unfinished)
			printf("%s  %s\n", g->d->month[i].month,
			       digest_words(&g->d->month[i], l, text, sizeof text));
	printf("%s\n", lang(l, "digest.note"));
	return code;
}

static int as_json(const struct digesting *g, int fd)
{
	struct out o;
	int code;

	if (out_init(&o, fd) < 0)
		return cli_say(g->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	digest_json(&o, g->d);
	out_char(&o, '\n');
	code = out_finish(&o) < 0 ? EXIT_NO_OUTPUT : EXIT_DONE;
	out_clear(&o);
	return code;
}

static int show(struct digesting *g)
{
	if (strcmp(g->cli->format, "json") == 0)
		return as_json(g, STDOUT_FILENO);
	return strcmp(g->cli->format, "text") == 0 && g->d->months > 1 ? as_year(g) : as_table(g);
}

/* --- as a file */

static void cell(void *ctx, const char *text) { tablefile_cell(ctx, text); }

static int export_table(struct digesting *g)
{
	enum language l = g->cli->language;
	const char *foot = lang(l, "digest.foot");
	const struct tablefile_about about = {foot, foot, lang(l, "digest.tab"), false};
	struct tablefile file;
	int code = tablefile_open(&file, g->cli, g->output, &about);

	if (code != EXIT_DONE)
		return code;
	for (int i = 0; i < DIGEST_COLUMNS; i++)
		tablefile_column(&file, &(struct tablefile_column){.heading = lang(l, digest_columns[i].key),
								   .width = digest_columns[i].width});
	digest_table(g->d, l, cell, &file);
	return tablefile_close(&file, EXIT_DONE);
}

static int print(struct digesting *g, struct aside *file)
{
	struct press_answer answer = {0};
	struct out document;
	const struct handover h = {
		.path = g->output, .form = "director", .file = file, .document = &document};
	int code;

	if (out_init(&document, -1) < 0)
		return cli_say(g->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	code = digest_paper(g->d, g->cli->language, MIMAMORI_VERSION, g->asked.zone_minutes, &document) < 0
		       ? cli_say(g->cli, EXIT_NO_OUTPUT, "cli.memory", NULL)
		       : cli_hand_over(g->cli, &h, g->arena, &answer);
	out_clear(&document);
	return code;
}

/* PDF and JSON: written aside, kept when whole. */
static int export_file(struct digesting *g, bool pdf)
{
	struct aside file = {.fd = -1};
	int code, r = aside_open(&file, g->output);

	if (r < 0)
		return cli_unwritable(g->cli, g->output, r);
	code = pdf ? print(g, &file) : as_json(g, file.fd);
	if (code == EXIT_DONE && (r = aside_keep(&file)) < 0)
		code = cli_unwritable(g->cli, g->output, r);
	aside_drop(&file);
	return code == EXIT_DONE && !g->cli->quiet ? say(g, EXIT_DONE, "digest.printed", g->output) : code;
}

static int export(struct digesting *g)
{
	const char *suffix = g->output ? cli_suffix(g->output) : g->cli->format;

	if (!g->output)
		return strcmp(suffix, "json") == 0 ? as_json(g, STDOUT_FILENO) : export_table(g);
	if (strcasecmp(suffix, "pdf") == 0 || strcasecmp(suffix, "json") == 0)
		return export_file(g, strcasecmp(suffix, "pdf") == 0);
	if (strcasecmp(suffix, "csv") != 0 && strcasecmp(suffix, "xlsx") != 0)
		return say(g, EXIT_USAGE, "digest.suffix", g->output);
	return export_table(g);
}

/* --- verbs */

static int load(struct digesting *g)
{
	int r;

	g->arena = arena_new(DIGEST_MEMORY);
	g->d = malloc(sizeof *g->d);
	if (!g->arena || !g->d)
		return cli_say(g->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	g->asked.now = g->acting.writing.at;
	g->asked.zone_minutes = cli_zone_minutes(g->cli, g->asked.now);
	r = digest_load(g->acting.store, &g->asked, g->arena, g->d);
	if (r == -EINVAL)
		return say(g, EXIT_USAGE, "digest.bad-month",
			   g->asked.month ? g->asked.month : g->asked.year);
	if (r == -ENOENT)
		return say(g, EXIT_USAGE, "digest.no-system", g->asked.system);
	return r < 0 ? cli_store_failed(g->cli, g->acting.store, r) : EXIT_DONE;
}

static int run(struct cli *cli, const char *site, int argc, char **argv, int (*then)(struct digesting *g))
{
	struct digesting g = {.cli = cli, .asked = {.system = "site", .sheet = "jssec-2.1"}};
	const struct option_of options[] = {{"--month", &g.asked.month, NULL},
					    {"--year", &g.asked.year, NULL},
					    {"--system", &g.asked.system, NULL},
					    {"-o", &g.output, NULL},
					    {NULL, NULL, NULL}};
	struct arguments words;
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	if (code == EXIT_DONE)
		code = acting_open(&g.acting, cli, site, SITE_READ);
	if (code != EXIT_DONE)
		return code;
	code = load(&g);
	if (code == EXIT_DONE)
		code = then(&g);
	free(g.d);
	arena_free(g.arena);
	store_free(g.acting.store);
	return code;
}

static int run_show(struct cli *cli, const char *site, int argc, char **argv)
{
	return run(cli, site, argc, argv, show);
}
static int run_export(struct cli *cli, const char *site, int argc, char **argv)
{
	return run(cli, site, argc, argv, export);
}

int cli_digest(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"show", run_show}, {"export", run_export}, {NULL, NULL}};

	return cli_noun(cli, "digest", verbs, argc, argv);
}
