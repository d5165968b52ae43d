/* mimamori jclics export, compare: answers out, and beside those of another site. */
#include "cli/jclics.h"

#include "assess/evidence.h"
#include "cli/table.h"
#include "cli/tablefile.h"
#include "ingest/slurp.h"
#include "report/jclics_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int as_json(const struct jclics_ask *ask, const struct jclics_table *t)
{
	struct aside file = {.fd = -1};
	struct out o;
	int r = ask->output ? aside_open(&file, ask->output) : 0;

	if (r < 0)
		return cli_unwritable(ask->cli, ask->output, r);
	if (out_init(&o, ask->output ? file.fd : 1) < 0) {
		aside_drop(&file);
		return cli_say(ask->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	}
	r = jclics_table_json(t, &o);
	out_char(&o, '\n');
	r = r < 0 ? r : out_finish(&o);
	out_clear(&o);
	if (r == 0 && ask->output)
		r = aside_keep(&file);
	else
		aside_drop(&file);
	return r < 0 ? cli_unwritable(ask->cli, ask->output ? ask->output : "-", r) : EXIT_DONE;
}

static void cell(void *ctx, const char *text) { tablefile_cell(ctx, text); }

static int as_table(const struct jclics_ask *ask, const struct jclics_table *t)
{
	static struct tablefile file;
	enum language l = ask->cli->language;
	const char *title = ask->edition->title[l];
	const struct tablefile_about about = {title, title, ask->edition->name, false};
	int code = tablefile_open(&file, ask->cli, ask->output, &about), r;

	if (code != EXIT_DONE)
		return code;
	for (int i = 0; i < JCLICS_TABLE_COLUMNS; i++)
		tablefile_column(&file,
				 &(struct tablefile_column){.heading = lang(l, jclics_table_columns[i].key),
							    .width = jclics_table_columns[i].width});
	r = jclics_table_cells(t, cell, &file);
	return tablefile_close(&file, r < 0 ? cli_store_failed(ask->cli, t->store, r) : EXIT_DONE);
}

static int write_out(const struct jclics_ask *ask, struct acting *a)
{
	struct jclics_table t = {.store = a->store,
				 .edition = ask->edition,
				 .questions = ask->questions,
				 .language = ask->cli->language,
				 .now = a->writing.at,
				 .today = a->today,
				 .zone_minutes = site_zone(a->store),
				 .version = MIMAMORI_VERSION};
	bool json = ask->output ? strcasecmp(cli_suffix(ask->output), "json") == 0
				: strcmp(ask->cli->format, "json") == 0;
	int r = grid_judge(a->store, "site", a->writing.at, a->today, &t.judging), code;

	if (r < 0)
		return cli_store_failed(a->cli, a->store, r);
	code = json ? as_json(ask, &t) : as_table(ask, &t);
	grid_judging_free(t.judging);
	return code;
}

int cli_jclics_export(struct cli *cli, const char *site, int argc, char **argv)
{
	struct jclics_ask ask;
	struct acting a;
	int code = jclics_ask_read(&ask, cli, site, argc, argv, false, 0);

	if (code != EXIT_DONE || (code = acting_open(&a, cli, ask.site, SITE_READ)) != EXIT_DONE)
		return code;
	code = write_out(&ask, &a);
	store_free(a.store);
	return code == EXIT_DONE && ask.output ? jclics_say(&ask, code, "jclics.written", 0, NULL) : code;
}

/* --- compare */

struct comparing {
	const struct jclics_ask *ask;
	const struct jclics_theirs *theirs;
	struct table *table;
	int same, differ, open;
};

static const char *answer_word(const struct cli *cli, char answer)
{
	const char *token = answer == 'y' ? "yes" : answer == 'n' ? "no" : "none";
	char key[32];

	if (strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "jclics.%s", token);
	return lang(cli->language, key);
}

static int compare_one(void *ctx, const struct jclics_slot *s)
{
	struct comparing *c = ctx;
	char ours = (char)(s->answer && !s->expired && !s->other_question ? s->answer[0] : 0);
	char theirs = c->theirs->answer[s->slot];

	c->same += ours && ours == theirs;
	c->differ += ours && theirs && ours != theirs;
	c->open += !ours || !theirs;
	table_number(c->table, s->slot);
	table_cell(c->table, s->question);
	table_cell(c->table, answer_word(c->ask->cli, ours));
	table_cell(c->table, answer_word(c->ask->cli, theirs));
	table_cell(c->table, ours ? s->answered_on : NULL);
	table_text(c->table, theirs ? c->theirs->answered_on[s->slot] : "");
	return 0;
}

static int tell(const struct comparing *c)
{
	char same[24], differ[24], open[24];
	const struct lang_arg args[] = {{"site", *c->theirs->site ? c->theirs->site : "-"},
					{"same", same},
					{"differ", differ},
					{"open", open},
					{NULL, NULL}};

	snprintf(same, sizeof same, "%d", c->same);
	snprintf(differ, sizeof differ, "%d", c->differ);
	snprintf(open, sizeof open, "%d", c->open);
	return c->ask->cli->quiet ? EXIT_DONE : cli_say(c->ask->cli, EXIT_DONE, "jclics.compared", args);
}

static int compare(struct jclics_ask *ask, struct acting *a, const struct jclics_theirs *theirs)
{
	static const char *const columns[] = {"#slot",   "question",  "ours", "theirs",
					      "ours-on", "theirs-on", NULL};
	struct comparing c = {ask, theirs, table_new(ask->cli, "jclics", columns), 0, 0, 0};
	int r;

	if (!c.table)
		return cli_say(ask->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	table_width(c.table, 1, 60);
	r = jclics_each(a->store, theirs->edition, a->today, compare_one, &c);
	if (r < 0) {
		table_free(c.table);
		return cli_store_failed(a->cli, a->store, r);
	}
	r = table_print(c.table, NULL);
	return r == EXIT_DONE ? tell(&c) : r;
}

/* Terminated; NULL: it cannot be read, or is too large. */
static char *whole_file(const char *path, size_t *ret_n)
{
	char *bytes = NULL, *text;

	if (slurp(path, JCLICS_FILE_MAX, &bytes, ret_n) < 0)
		return NULL;
	text = realloc(bytes, *ret_n + 1);
	if (!text) {
		free(bytes);
		return NULL;
	}
	text[*ret_n] = '\0';
	return text;
}

/* The edition is the file's own. */
int cli_jclics_compare(struct cli *cli, const char *site, int argc, char **argv)
{
	struct jclics_ask ask = {.cli = cli, .site = site};
	const struct option_of options[] = {{NULL, NULL, NULL}};
	static struct jclics_theirs theirs;
	struct acting a;
	struct err e = {0};
	char *bytes = NULL;
	size_t n = 0;
	int code = arguments_read(cli, &ask.site, argc, argv, options, &ask.words);

	code = code == EXIT_DONE ? arguments_most(cli, &ask.words, 1) : code;
	if (code == EXIT_DONE && ask.words.count == 0)
		code = cli_say(cli, EXIT_USAGE, "jclics.which-file", NULL);
	if (code != EXIT_DONE || (code = acting_open(&a, cli, ask.site, SITE_READ)) != EXIT_DONE)
		return code;
	if ((bytes = whole_file(ask.words.list[0], &n)) == NULL)
		code = cli_say(cli, EXIT_NO_INPUT, "jclics.no-file",
			       (const struct lang_arg[]){{"subject", ask.words.list[0]}, {NULL, NULL}});
	else if (jclics_theirs_read(a.store, bytes, n, &theirs, &e) < 0)
		code = acting_fail(cli, a.store, "jclics", &e, NULL);
	else
		code = compare(&ask, &a, &theirs);
	free(bytes);
	store_free(a.store);
	return code;
}
