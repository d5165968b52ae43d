/* mimamori ledger import: a list of equipment comes into the site; what does not fit is told row by row. */
#include "assess/life.h"
#include "cli/arguments.h"
#include "cli/ledger.h"
#include "cli/table.h"
#include "inventory/ledger_import.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOLD_SHOWN = 100 };

struct importing {
	struct cli *cli;
	const char *site, *path, *sheet_name;
	bool replace, dry;
	struct ledger_map said, map; /* map: with what was said at an earlier import */
	struct grid grid;
	struct ledger_sheet sheet;
	struct ledger_imported done;
	struct table *table; /* of what does not fit, for --format json and csv; NULL: text */
	int64_t shown;
};

static void say(const char *key, const struct importing *i, const struct lang_arg *args)
{
	char text[2048];

	puts(lang_fill_buf(text, sizeof text, lang(i->cli->language, key), args));
}

static void number(char buf[24], int64_t v) { snprintf(buf, 24, "%lld", (long long)v); }

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
		else if (wrong || !ledger_map_set(&i->said, v))
			return cli_say(i->cli, EXIT_USAGE, "ledger.map-wrong",
				       (const struct lang_arg[]){{"subject", v}, {NULL, NULL}});
	}
	return EXIT_DONE;
}

static int read_arguments(struct importing *i, int argc, char **argv)
{
	const struct option_of options[] = {{"--sheet", &i->sheet_name, NULL},
					    {"--replace", NULL, &i->replace},
					    {"--dry-run", NULL, &i->dry},
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
		i->path = words.list[0];
	free(rest);
	return code;
}

/* --- columns, remembered ------------------------------------------------------------------------------- */

static void setting_of(int column, char buf[40])
{
	snprintf(buf, 40, "ledger-map-%s", ledger_column_name((enum ledger_column)column));
}

/* Is this heading said of another column now? Then what was said of it earlier is over. */
static bool said_elsewhere(const struct importing *i, const char *heading)
{
	for (int c = 0; c < LEDGER_COLUMNS; c++)
		if (*i->said.heading[c] && ledger_same_heading(i->said.heading[c], heading))
			return true;
	return false;
}

static void recall(struct importing *i, struct store *s)
{
	char key[40];

	for (int c = 0; c < LEDGER_COLUMNS; c++) {
		const char *was;

		setting_of(c, key);
		was = site_setting(s, key, "");
		if (*i->said.heading[c])
			was = i->said.heading[c];
		else if (said_elsewhere(i, was))
			was = "";
		snprintf(i->map.heading[c], sizeof i->map.heading[c], "%s", was);
	}
}

/* One event for each column whose heading is not the one of last time. */
static int remember(struct importing *i, struct store *s, int64_t now)
{
	for (int c = 0; c < LEDGER_COLUMNS; c++) {
		char key[40];
		struct out o;
		size_t n;
		int r;

		setting_of(c, key);
		if (!*i->sheet.heading[c] || strlen(i->sheet.heading[c]) >= LEDGER_HEADING_ROOM ||
		    strcmp(site_setting(s, key, ""), i->sheet.heading[c]) == 0)
			continue;
		if ((r = out_init(&o, -1)) < 0)
			return r;
		json_object(&o, NULL);
		json_str(&o, "key", key);
		json_str(&o, "value", i->sheet.heading[c]);
		json_end_object(&o);
		r = journal_append(s, now, "setting-set", cli_actor(i->cli), out_bytes(&o, &n), NULL);
		out_clear(&o);
		if (r < 0)
			return r;
	}
	return 0;
}

/* A heading that was asked for on the command line must be there. */
static int check_maps(const struct importing *i)
{
	for (int c = 0; c < LEDGER_COLUMNS; c++)
		if (*i->said.heading[c] && !ledger_same_heading(i->sheet.heading[c], i->said.heading[c]))
			return cli_say(i->cli, EXIT_USAGE, "ledger.map-absent",
				       (const struct lang_arg[]){{"subject", i->path},
								 {"heading", i->said.heading[c]},
								 {NULL, NULL}});
	return EXIT_DONE;
}

/* --- told ---------------------------------------------------------------------------------------------- */

static void show_columns(const struct importing *i)
{
	char rows[24], key[48];

	number(rows, (int64_t)i->sheet.count);
	say(*i->grid.sheet ? "ledger.read-sheet" : "ledger.read", i,
	    (const struct lang_arg[]){{"subject", i->path},
				      {"rows", rows},
				      {"encoding", i->grid.encoding},
				      {"sheet", i->grid.sheet},
				      {NULL, NULL}});
	for (int c = 0; c < LEDGER_COLUMNS; c++) {
		snprintf(key, sizeof key, "ledger.column-%s", ledger_column_name((enum ledger_column)c));
		if (i->sheet.column[c] >= 0)
			say(i->sheet.guessed[c] ? "ledger.column-guessed" : "ledger.column", i,
			    (const struct lang_arg[]){{"heading", i->sheet.heading[c]},
						      {"meaning", lang(i->cli->language, key)},
						      {NULL, NULL}});
	}
}

static void show_bad(const struct importing *i)
{
	char key[48], line[24], n[24];

	for (size_t k = 0; k < i->sheet.bad_count && k < LEDGER_BAD_MAX; k++) {
		snprintf(key, sizeof key, "ledger.bad-%s", i->sheet.bad[k].reason);
		number(line, i->sheet.bad[k].line_no);
		say(key, i, (const struct lang_arg[]){{"subject", i->path}, {"line", line}, {NULL, NULL}});
	}
	number(n, (int64_t)i->sheet.formulas);
	if (i->sheet.formulas)
		say("ledger.formulas", i, (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
	number(n, (int64_t)i->sheet.hidden);
	if (i->sheet.hidden)
		say("ledger.hidden", i, (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
}

static void on_told(void *ctx, const struct ledger_told *t)
{
	struct importing *i = ctx;
	char key[48], line[24], other[24];

	if (i->table) {
		table_number(i->table, t->line);
		table_cell(i->table, t->reason);
		table_cell(i->table, t->number);
		table_cell(i->table, t->value);
		table_cell(i->table, *t->wire ? t->wire : NULL);
		number(other, t->other);
		table_cell(i->table, t->other ? other : NULL);
		return;
	}
	if (i->cli->quiet || i->shown++ >= TOLD_SHOWN)
		return;
	snprintf(key, sizeof key, "ledger.told-%s", t->reason);
	number(line, t->line);
	number(other, t->other);
	say(key, i,
	    (const struct lang_arg[]){{"line", line},
				      {"other", other},
				      {"number", *t->number ? t->number : "-"},
				      {"value", t->value},
				      {"wire", t->wire},
				      {NULL, NULL}});
}

static void show_done(const struct importing *i)
{
	char n[6][24];
	const int64_t values[6] = {i->done.added,   i->done.changed, i->done.same,
				   i->done.removed, i->done.missing, i->shown - TOLD_SHOWN};

	for (int k = 0; k < 6; k++)
		number(n[k], values[k]);
	const struct lang_arg args[] = {{"added", n[0]},   {"changed", n[1]}, {"same", n[2]},
					{"removed", n[3]}, {"missing", n[4]}, {"more", n[5]},
					{NULL, NULL}};

	if (i->shown > TOLD_SHOWN)
		say("ledger.told-more", i, args);
	say(i->dry ? "ledger.would" : "ledger.imported", i, args);
	if (i->done.missing)
		say("ledger.missing", i, args);
}

/* --- the transaction ----------------------------------------------------------------------------------- */

static int import(struct importing *i, struct store *s)
{
	int64_t now = cli_now();
	struct life life;
	int r = ledger_import(s, &i->sheet, i->replace, now, cli_actor(i->cli), on_told, i, &i->done);

	if (r == 0)
		r = remember(i, s, now);
	return r == 0 && !i->dry ? assess_site(s, now, "mimamori", &life) : r;
}

static int run(struct importing *i, struct store *s)
{
	int r = site_begin(s), code;

	if (r == 0)
		r = import(i, s);
	if (r == 0 && !i->dry)
		r = site_commit(s);
	code = r < 0 ? cli_store_failed(i->cli, s, r) : EXIT_DONE;
	if (r < 0 || i->dry)
		site_rollback(s);
	return code;
}

static int read_file(struct importing *i, struct store *s)
{
	struct err e = {0};

	recall(i, s);
	if (grid_read(i->path, i->sheet_name, &i->grid, &e) < 0 ||
	    ledger_sheet_read(&i->grid, &i->map, i->path, &i->sheet, &e) < 0)
		return cli_fail(i->cli, EXIT_NO_INPUT, &e);
	return check_maps(i);
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
		show_columns(i);
		show_bad(i);
	}
	code = run(i, s);
	if (code == EXIT_DONE && text && !i->cli->quiet)
		show_done(i);
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

	i = (struct importing){.cli = cli, .site = site};
	code = read_arguments(&i, argc, argv);
	if (code == EXIT_DONE)
		code = cli_site_open(cli, i.site, SITE_CREATE, &s);
	if (code == EXIT_DONE)
		code = with_site(&i, s);
	store_free(s);
	ledger_sheet_clear(&i.sheet);
	grid_clear(&i.grid);
	return code;
}
