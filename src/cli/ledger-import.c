/* mimamori ledger import: a list of equipment comes into the site; what does not fit is told row by row. */
#include "assess/life_states.h"
#include "cli/arguments.h"
#include "cli/ledger-take.h"
#include "cli/ledger.h"
#include "cli/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct importing {
	struct cli *cli;
	const char *site, *sheet_name;
	bool replace;
	struct ledger_taking take;
	struct table *table; /* of what does not fit, for --format json and csv; NULL: text */
};

/* --- the command line ---------------------------------------------------------------------------------- */

/* Takes --map NAME=HEADING out of the arguments, as often as it stands there. */
static int take_maps(struct importing *i, int argc, char **argv, char **rest, int *ret_count)
{
	*ret_count = 0;
	for (int at = 0; at < argc; at++) {
		bool wrong = false;
		const char *v = cli_value(argc, argv, &at, "--map", &wrong);

		if (!v)
			rest[(*ret_count)++] = argv[at];
		else if (wrong || !ledger_map_set(&i->take.said, v))
			return cli_say(i->cli, EXIT_USAGE, "ledger.map-wrong",
				       (const struct lang_arg[]){{"subject", v}, {NULL, NULL}});
	}
	return EXIT_DONE;
}

static int read_arguments(struct importing *i, int argc, char **argv)
{
	const struct option_of options[] = {{"--sheet", &i->sheet_name, NULL},
					    {"--replace", NULL, &i->replace},
					    {"--dry-run", NULL, &i->take.dry},
					    {NULL, NULL, NULL}};
	char **rest = calloc((size_t)argc + 1, sizeof *rest);
	struct arguments words = {NULL, 0};
	int count, code;

	if (!rest)
		return cli_say(i->cli, EXIT_NO_INPUT, "cli.memory", NULL);
	code = take_maps(i, argc, argv, rest, &count);
	if (code == EXIT_DONE)
		code = arguments_read(i->cli, &i->site, count, rest, options, &words);
	if (code == EXIT_DONE && words.count != 1)
		code = cli_say(i->cli, EXIT_USAGE, "ledger.name-a-file", NULL);
	else if (code == EXIT_DONE)
		i->take.path = words.list[0];
	free(rest);
	return code;
}

/* A heading that was asked for on the command line must be there. */
static int check_maps(const struct importing *i)
{
	for (int c = 0; c < LEDGER_COLUMNS; c++)
		if (*i->take.said.heading[c] &&
		    !ledger_same_heading(i->take.sheet.heading[c], i->take.said.heading[c]))
			return cli_say(i->cli, EXIT_USAGE, "ledger.map-absent",
				       (const struct lang_arg[]){{"subject", i->take.path},
								 {"heading", i->take.said.heading[c]},
								 {NULL, NULL}});
	return EXIT_DONE;
}

/* --- told ---------------------------------------------------------------------------------------------- */

/* As a row of the table, or in words. */
static void on_told(void *ctx, const struct ledger_told *t)
{
	struct importing *i = ctx;
	char other[24];

	if (!i->table) {
		ledger_take_told(&i->take, t);
		return;
	}
	table_number(i->table, t->line);
	table_cell(i->table, t->reason);
	table_cell(i->table, t->number);
	table_cell(i->table, t->value);
	table_cell(i->table, *t->wire ? t->wire : NULL);
	snprintf(other, sizeof other, "%u", t->other);
	table_cell(i->table, t->other ? other : NULL);
}

/* --- the transaction ----------------------------------------------------------------------------------- */

static int import(struct importing *i, struct store *s)
{
	int64_t now = cli_now();
	struct life life;
	int r = ledger_take_import(&i->take, s, i->replace, now, on_told, i);

	return r == 0 && !i->take.dry ? life_states_judge(s, now, &life, NULL) : r;
}

static int run(struct importing *i, struct store *s)
{
	int r = site_begin(s), code;

	if (r == 0)
		r = import(i, s);
	if (r == 0 && !i->take.dry)
		r = site_commit(s);
	code = r < 0 ? cli_store_failed(i->cli, s, r) : EXIT_DONE;
	if (r < 0 || i->take.dry)
		site_rollback(s);
	return code;
}

static int read_file(struct importing *i, struct store *s)
{
	int code = ledger_take_read(&i->take, s, i->sheet_name);

	return code == EXIT_DONE ? check_maps(i) : code;
}

static int with_site(struct importing *i, struct store *s)
{
	static const char *const columns[] = {"#line", "reason",      "number", "value",
					      "wire",  "#other_line", NULL};
	bool text = strcmp(i->cli->format, "text") == 0;
	int code = read_file(i, s);

	if (code != EXIT_DONE)
		return code;
	if (!text && !(i->table = table_new(i->cli, "ledger", columns)))
		return cli_say(i->cli, EXIT_NO_INPUT, "cli.memory", NULL);
	if (text && !i->cli->quiet) {
		ledger_take_columns(&i->take);
		ledger_take_bad(&i->take);
	}
	code = run(i, s);
	if (code == EXIT_DONE && text && !i->cli->quiet)
		ledger_take_done(&i->take);
	if (i->table && code == EXIT_DONE)
		return table_print(i->table, NULL);
	if (i->table)
		table_free(i->table);
	return code;
}

int ledger_import_verb(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct importing i;
	struct store *s = NULL;
	int code;

	i = (struct importing){.cli = cli, .site = site, .take = {.cli = cli, .to = stdout}};
	code = read_arguments(&i, argc, argv);
	if (code == EXIT_DONE)
		code = cli_site_open(cli, i.site, SITE_CREATE, &s);
	if (code == EXIT_DONE)
		code = with_site(&i, s);
	store_free(s);
	ledger_take_clear(&i.take);
	return code;
}
