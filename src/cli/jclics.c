/* mimamori jclics: the answers to J-CLICS. Its questions are the customer's own copy. */
#include "cli/jclics.h"

#include "cli/commands.h"
#include "cli/table.h"
#include "report/grid_table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int jclics_say(const struct jclics_ask *ask, int code, const char *key, size_t count, const char *day)
{
	char n[24], of[24], slot[24];
	const struct lang_arg args[] = {{"edition", ask->edition->title[ask->cli->language]},
					{"count", n},
					{"of", of},
					{"slot", slot},
					{"day", day},
					{"subject", ask->output},
					{NULL, NULL}};

	snprintf(n, sizeof n, "%zu", count);
	snprintf(of, sizeof of, "%u", ask->edition->slots);
	snprintf(slot, sizeof slot, "%u", ask->slot);
	return ask->cli->quiet && code == EXIT_DONE ? code : cli_say(ask->cli, code, key, args);
}

static int edition_of(struct jclics_ask *ask)
{
	if (ask->words.count == 0)
		return cli_say(ask->cli, EXIT_USAGE, "jclics.which", NULL);
	ask->edition = jclics_named(ask->words.list[0]);
	if (!ask->edition)
		return cli_say(ask->cli, EXIT_USAGE, "jclics.no-edition",
			       (const struct lang_arg[]){{"subject", ask->words.list[0]}, {NULL, NULL}});
	ask->words.list++;
	ask->words.count--;
	return EXIT_DONE;
}

static int slot_of(struct jclics_ask *ask)
{
	char *end, most[24];
	unsigned long n;

	if (ask->words.count == 0)
		return cli_say(ask->cli, EXIT_USAGE, "jclics.which-slot", NULL);
	n = strtoul(ask->words.list[0], &end, 10);
	snprintf(most, sizeof most, "%u", ask->edition->slots);
	if (*end || n < 1 || n > ask->edition->slots)
		return cli_say(ask->cli, EXIT_USAGE, "jclics.no-slot",
			       (const struct lang_arg[]){
				       {"subject", ask->edition->name}, {"detail", most}, {NULL, NULL}});
	ask->slot = (unsigned)n;
	ask->words.list++;
	ask->words.count--;
	return EXIT_DONE;
}

int jclics_ask_read(struct jclics_ask *ask, struct cli *cli, const char *site, int argc, char **argv,
		    bool slot, int words)
{
	const struct option_of options[] = {{"--reason", &ask->reason, NULL},
					    {"--until", &ask->until, NULL},
					    {"--checks", &ask->checks, NULL},
					    {"--records", &ask->records, NULL},
					    {"--output", &ask->output, NULL},
					    {"-o", &ask->output, NULL},
					    {"--dry-run", NULL, &ask->dry},
					    {"--questions", NULL, &ask->questions},
					    {NULL, NULL, NULL}};
	int code;

	*ask = (struct jclics_ask){.cli = cli, .site = site};
	code = arguments_read(cli, &ask->site, argc, argv, options, &ask->words);
	code = code == EXIT_DONE ? edition_of(ask) : code;
	code = code == EXIT_DONE && slot ? slot_of(ask) : code;
	return code == EXIT_DONE ? arguments_most(cli, &ask->words, words) : code;
}

/* --- show */

static int list(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"edition",   "title", "#fields",  "#slots", "#imported",
					      "#answered", "#yes",  "#expired", NULL};
	const struct option_of options[] = {{NULL, NULL, NULL}};
	struct arguments words;
	struct acting a;
	struct table *t;
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	code = code == EXIT_DONE ? arguments_most(cli, &words, 0) : code;
	code = code == EXIT_DONE ? acting_open(&a, cli, site, SITE_READ) : code;
	if (code != EXIT_DONE)
		return code;
	t = table_new(cli, "jclics", columns);
	for (size_t i = 0; t && i < jclics_edition_count; i++) {
		const struct jclics_edition *e = &jclics_editions[i];
		struct jclics_counts n;

		if (jclics_count(a.store, e, a.today, &n) < 0)
			break;
		table_cell(t, e->name);
		table_cell(t, e->title[cli->language]);
		table_number(t, e->fields);
		table_number(t, e->slots);
		table_number(t, n.imported);
		table_number(t, n.answered);
		table_number(t, n.said_yes);
		table_number(t, n.expired);
	}
	store_free(a.store);
	return t ? table_print(t, NULL) : cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
}

struct showing {
	struct jclics_ask *ask;
	struct store *store;
	struct grid_judging *judging;
	struct table *table;
	char beside[600];
};

static int beside(void *ctx, const struct grid_binding *b)
{
	struct showing *s = ctx;
	enum language l = s->ask->cli->language;
	char words[200], key[40];
	struct grid_said said;
	size_t at = strlen(s->beside);
	int r = grid_judge_binding(s->judging, b, (struct grid_of){NULL, NULL}, &said);

	snprintf(key, sizeof key, "grid.state-%s", grid_state_name(said.state));
	snprintf(s->beside + at, sizeof s->beside - at, "%s%s: %s", at ? "; " : "",
		 grid_bound_words(l, b, words, sizeof words), lang(l, key));
	return r;
}

static const char *word(const struct showing *s, const char *key, const char *token)
{
	return strcmp(s->ask->cli->format, "text") == 0 ? lang(s->ask->cli->language, key) : token;
}

static int one(void *ctx, const struct jclics_slot *slot)
{
	struct showing *s = ctx;
	struct table *t = s->table;
	bool against;
	int r = jclics_against(s->store, s->judging, slot, &against);

	s->beside[0] = '\0';
	if (r == 0)
		r = jclics_each_beside(s->store, slot, beside, s);
	table_number(t, slot->slot);
	table_cell(t, slot->field);
	table_cell(t, slot->question);
	table_cell(t, !slot->answer            ? NULL
		      : slot->answer[0] == 'y' ? word(s, "jclics.yes", "yes")
					       : word(s, "jclics.no", "no"));
	table_cell(t, slot->reason);
	table_cell(t, slot->expires_on);
	table_cell(t, !slot->answer          ? NULL
		      : slot->expired        ? word(s, "jclics.state-expired", "expired")
		      : slot->other_question ? word(s, "jclics.state-other", "other-question")
					     : word(s, "jclics.state-valid", "valid"));
	table_text(t, s->beside);
	table_cell(t, against ? word(s, "jclics.against", "yes") : NULL);
	return r;
}

static int show_one(struct jclics_ask *ask)
{
	static const char *const columns[] = {"#slot",   "field", "question", "answer",  "reason",
					      "expires", "state", "beside",   "against", NULL};
	struct acting a;
	struct showing s = {.ask = ask};
	int code = acting_open(&a, ask->cli, ask->site, SITE_READ), r;

	if (code != EXIT_DONE)
		return code;
	s.store = a.store;
	s.table = table_new(ask->cli, "jclics", columns);
	r = s.table ? grid_judge(a.store, "site", a.writing.at, a.today, &s.judging) : -ENOMEM;
	if (r == 0) {
		table_width(s.table, 2, 60);
		table_width(s.table, 4, 50);
		r = jclics_each(a.store, ask->edition, a.today, one, &s);
	}
	if (r < 0)
		table_free(s.table);
	code = r < 0 ? cli_store_failed(ask->cli, a.store, r) : table_print(s.table, NULL);
	grid_judging_free(s.judging);
	store_free(a.store);
	if (code == EXIT_DONE && !ask->cli->quiet && strcmp(ask->cli->format, "text") == 0)
		cli_say(ask->cli, 0, "jclics.about",
			(const struct lang_arg[]){
				{"known", ask->edition->known[ask->cli->language]},
				{"unverified", ask->edition->unverified[ask->cli->language]},
				{NULL, NULL}});
	return code;
}

static int show(struct cli *cli, const char *site, int argc, char **argv)
{
	struct jclics_ask ask;
	int code = jclics_ask_read(&ask, cli, site, argc, argv, false, 0);
	return code == EXIT_DONE ? show_one(&ask) : code;
}

static const struct verb verbs[] = {{"list", list},
				    {"show", show},
				    {"import", cli_jclics_import},
				    {"answer", cli_jclics_answer},
				    {"withdraw", cli_jclics_withdraw},
				    {"bind", cli_jclics_bind},
				    {"export", cli_jclics_export},
				    {"compare", cli_jclics_compare},
				    {NULL, NULL}};

int cli_jclics(struct cli *cli, int argc, char **argv) { return cli_noun(cli, "jclics", verbs, argc, argv); }
