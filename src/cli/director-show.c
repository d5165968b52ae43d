/* mimamori director show: the page on a terminal or as JSON; with --figure, the rows of one figure. */
#include "base/text.h"
#include "cli/arguments.h"
#include "cli/director.h"
#include "cli/table.h"
#include "report/director_json.h"
#include "report/director_rows.h"
#include "report/director_words.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct showing {
	struct out out;
	enum language l;
	const struct director *d;
	char buf[DIRECTOR_TEXT], more[DIRECTOR_TEXT];
};

static const char *const functions[] = {"identify", "protect", "detect", "respond", "recover"};
static const char *const verdicts[] = {"met", "partly", "not-met", "unknown", "person"};

static void heading(struct showing *v, const char *name)
{
	char text[400];

	lang_fill_buf(text, sizeof text, director_word(v->l, "s-", name),
		      (const struct lang_arg[]){{"since", v->d->since_on}, {NULL, NULL}});
	out_fmt(&v->out, "\n%s\n", text);
}

static void line(struct showing *v, const char *text)
{
	if (*text)
		out_fmt(&v->out, "  %s\n", text);
}

/* "label: 12 [7]" */
static void figure(struct showing *v, const char *label, const struct figure *f)
{
	out_fmt(&v->out, "  %s: %s [%u]\n", label, director_value(v->buf, f, v->l), f->number);
}

static void named(struct showing *v, const struct figure *f)
{
	figure(v, director_name(v->more, f, v->l), f);
}

static void head(struct showing *v)
{
	const struct director *d = v->d;

	lang_fill_buf(
		v->buf, sizeof v->buf, director_word(v->l, "", "head"),
		(const struct lang_arg[]){
			{"site", d->site},
			{"system", d->system_name ? d->system_name : director_word(v->l, "", "whole-site")},
			{"date", d->today},
			{NULL, NULL}});
	out_fmt(&v->out, "%s\n%s\n", director_word(v->l, "", "title"), v->buf);
	line(v, director_seen(v->buf, d, v->l));
	line(v, director_provisional(v->buf, d, v->l));
	named(v, d->open);
	named(v, d->strangers);
	named(v, d->watched);
}

static const char *or_said(struct showing *v, const char *text, const char *otherwise)
{
	return text ? text : director_word(v->l, "", otherwise);
}

static void pad(struct showing *v, const char *text, int columns)
{
	out_str(&v->out, text);
	for (int n = text_columns(text); n < columns; n++)
		out_char(&v->out, ' ');
}

/* One of several on a line: "weight: core; ". */
static void labelled(struct showing *v, const char *label, const char *text, const char *after)
{
	out_fmt(&v->out, "%s: %s%s", director_word(v->l, "c-", label), text, after);
}

static void businesses(struct showing *v)
{
	char hours[64], n[24];

	heading(v, "business");
	named(v, v->d->businesses);
	for (size_t i = 0; i < v->d->business_count; i++) {
		const struct director_business *b = &v->d->business[i];

		snprintf(n, sizeof n, "%lld", (long long)b->endures);
		lang_fill_buf(hours, sizeof hours, director_word(v->l, "", "hours"),
			      (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
		out_fmt(&v->out, "  %s (%s)\n     ", b->business ? b->business : "", b->record);
		labelled(v, "weight", director_word(v->l, "weight-", b->weight), "   ");
		labelled(v, "level", director_word(v->l, "level-", b->level ? b->level : "none"), "   ");
		labelled(v, "endures", b->endures < 0 ? director_word(v->l, "", "not-said") : hours, "   ");
		labelled(v, "fallback", or_said(v, b->fallback, "no-fallback"), "\n");
	}
}

static void cell(struct showing *v, const struct figure *f)
{
	snprintf(v->buf, sizeof v->buf, "%lld [%u]", (long long)f->value, f->number);
	pad(v, v->buf, 22);
}

static void five(struct showing *v)
{
	heading(v, "functions");
	pad(v, "", 26);
	pad(v, director_word(v->l, "verdict-", "rows"), 22);
	for (int i = 0; i < DIRECTOR_VERDICTS; i++)
		pad(v, director_word(v->l, "verdict-", verdicts[i]), 22);
	out_char(&v->out, '\n');
	for (int f = 0; f < DIRECTOR_FUNCTIONS; f++) {
		pad(v, director_word(v->l, "function-", functions[f]), 26);
		cell(v, v->d->function[f].rows);
		for (int i = 0; i < DIRECTOR_VERDICTS; i++)
			cell(v, v->d->function[f].verdict[i]);
		out_char(&v->out, '\n');
	}
	line(v, director_weakest(v->buf, v->d, v->l));
}

static void worst(struct showing *v)
{
	heading(v, "worst");
	named(v, v->d->worst_all);
	for (size_t i = 0; i < v->d->worst_count; i++) {
		const struct director_worst *w = &v->d->worst[i];

		out_fmt(&v->out, "  %zu. %s (%s)\n", i + 1, or_said(v, w->story, "not-said"), w->record);
		out_fmt(&v->out, "     %s\n", director_effects(v->buf, w, v->l));
		out_fmt(&v->out, "     %s: %s [%u]\n", director_word(v->l, "c-", "money"),
			director_value(v->buf, w->money, v->l), w->money->number);
		out_fmt(&v->out, "     %s: %s [%u] [%u] [%u]\n", director_word(v->l, "c-", "protects"),
			director_protects(v->buf, w, v->l), w->held->number, w->broken->number,
			w->open->number);
	}
}

static void changes(struct showing *v)
{
	heading(v, "changes");
	for (size_t i = 0; i < v->d->change_count; i++)
		named(v, v->d->change[i].count);
}

static void request(struct showing *v, const struct director_asked *a)
{
	enum language l = v->l;

	out_fmt(&v->out, "  %s  %s (%s)\n", a->record, a->asked ? a->asked : "",
		director_word(l, "kind-", a->kind));
	out_fmt(&v->out, "     %s: %s   %s: %s%s\n", director_word(l, "c-", "cost"),
		director_cost(v->buf, a, l), director_word(l, "c-", "due"), a->due_on ? a->due_on : "?",
		a->late ? director_word(l, "", "late") : "");
	out_fmt(&v->out, "     %s: %s\n", director_word(l, "c-", "otherwise"),
		a->otherwise ? a->otherwise : "");
}

static void asked(struct showing *v)
{
	heading(v, "asked");
	named(v, v->d->waiting);
	named(v, v->d->cost);
	for (size_t i = 0; i < v->d->asked_count; i++)
		request(v, &v->d->asked[i]);
	if (!v->d->asked_count)
		line(v, director_word(v->l, "", "nothing-asked"));
	heading(v, "answered");
	named(v, v->d->answers);
	for (size_t i = 0; i < v->d->answered_count; i++) {
		const struct director_asked *a = &v->d->answered[i];

		out_fmt(&v->out, "  %s  %s\n     %s\n", a->record, a->asked ? a->asked : "",
			director_answer_how(v->buf, a, v->l));
		if (a->words)
			out_fmt(&v->out, "     %s\n", a->words);
	}
}

static int as_text(const struct directing_cli *d)
{
	static struct showing v;

	v = (struct showing){.l = d->cli->language, .d = d->page};
	if (out_init(&v.out, STDOUT_FILENO) < 0)
		return cli_say(d->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	head(&v);
	businesses(&v);
	five(&v);
	worst(&v);
	changes(&v);
	asked(&v);
	heading(&v, "residual");
	line(&v, director_residual(v.buf, v.d, v.l));
	out_fmt(&v.out, "\n%s\n", director_word(v.l, "", "note"));
	if (out_finish(&v.out) < 0)
		return EXIT_NO_OUTPUT;
	out_clear(&v.out);
	return EXIT_DONE;
}

static int as_json(const struct directing_cli *d)
{
	struct out o;
	int code;

	if (out_init(&o, STDOUT_FILENO) < 0)
		return cli_say(d->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	director_json(&o, d->page);
	out_char(&o, '\n');
	code = out_finish(&o) < 0 ? EXIT_NO_OUTPUT : EXIT_DONE;
	out_clear(&o);
	return code;
}

static int rows_of(const struct directing_cli *d, const char *name)
{
	static const char *const columns[] = {"of", "id", "words", NULL};
	const struct figure *f = figure_named(&d->page->figures, name);
	struct table *t;
	char words[1200];

	if (!f)
		return cli_say(d->cli, EXIT_USAGE, "director.no-figure",
			       (const struct lang_arg[]){{"subject", name}, {NULL, NULL}});
	if (!(t = table_new(d->cli, "director", columns)))
		return cli_say(d->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	for (size_t i = 0; i < f->rows; i++) {
		table_text(t, figure_of_names[f->of]);
		table_text(t, f->row[i]);
		table_text(t, figure_row_words(d->acting.store, f->of, f->row[i], d->cli->language,
					       d->page->zone_minutes, words, sizeof words));
	}
	return table_print(t, lang(d->cli->language, f->unknown ? f->unknown : "director.no-rows"));
}

int run_director_show(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *system = "site", *name = NULL;
	const struct option_of options[] = {
		{"--system", &system, NULL}, {"--figure", &name, NULL}, {NULL, NULL, NULL}};
	struct arguments words;
	struct directing_cli d = {0};
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	if (code == EXIT_DONE)
		code = directing_begin(&d, cli, site, system);
	if (code == EXIT_DONE)
		code = name                               ? rows_of(&d, name)
		       : strcmp(cli->format, "json") == 0 ? as_json(&d)
							  : as_text(&d);
	directing_end(&d);
	return code;
}
