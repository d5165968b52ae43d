/* mimamori sheet compare, freeze, frozen: two days, two systems, a day and a submitted version. */
#include "assess/freeze.h"
#include "assess/given.h"
#include "base/date.h"
#include "cli/sheet.h"
#include "cli/table.h"
#include "report/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ask {
	struct cli *cli;
	const char *system, *sheet, *with, *from, *to;
	struct arguments words;
	int64_t id;
};

static int read_ask(struct ask *a, struct cli *cli, const char **site, int argc, char **argv)
{
	const struct option_of options[] = {{"--system", &a->system, NULL}, {"--sheet", &a->sheet, NULL},
					    {"--with", &a->with, NULL},     {"--from", &a->from, NULL},
					    {"--to", &a->to, NULL},         {NULL, NULL, NULL}};

	int code;

	*a = (struct ask){.cli = cli, .system = "site", .sheet = SHEET_NAME};
	code = arguments_read(cli, site, argc, argv, options, &a->words);
	return code == EXIT_DONE ? sheet_known(cli, a->sheet) : code;
}

/* "2026-11-20": until the end of that day; "F3": a frozen sheet; NULL or "now". */
static int moment(struct ask *a, const char *text, struct snapshot_of *of)
{
	char day[DATE_ROOM];

	*of = (struct snapshot_of){.system = a->system, .sheet = a->sheet, .now = cli_now()};
	if (!text || strcmp(text, "now") == 0)
		return EXIT_DONE;
	if (text[0] == 'F' && (of->frozen = strtoll(text + 1, NULL, 10)) > 0)
		return EXIT_DONE;
	if (!date_parse(text, day))
		return cli_say(a->cli, EXIT_USAGE, "decision.bad-moment",
			       (const struct lang_arg[]){{"subject", text}, {NULL, NULL}});
	of->until = (int64_t)(date_days(day) + 1) * 86400000000 - 1;
	of->until -= (int64_t)cli_zone_minutes(a->cli, of->until) * 60000000;
	return EXIT_DONE;
}

/* --- compare */

struct comparing {
	struct ask *ask;
	struct snapshot from, to;
	struct table *table;
	const struct sheet *sheet;
	struct arena *arena;
	struct given *given; /* what the rows ask, in the customer's words where he gave them */
};

static void cell_of(struct comparing *c, const char *kind, const char *token)
{
	table_cell(c->table, *token ? sheet_word(c->ask->cli, kind, token) : NULL);
}

static const struct sheet_item *asked(const struct comparing *c, const char *item)
{
	for (size_t i = 0; i < c->sheet->count; i++)
		if (strcmp(c->sheet->items[i].item, item) == 0)
			return c->given[i].item;
	return NULL;
}

static int load_given(struct comparing *c, struct store *s)
{
	int r = -ENOMEM;

	c->sheet = sheet_named(c->ask->sheet);
	c->arena = arena_new(GIVEN_MEMORY);
	c->given = c->arena ? arena_get(c->arena, c->sheet->count, sizeof *c->given) : NULL;
	if (c->given)
		r = given_items(s, c->sheet, c->arena, c->given);
	return r < 0 ? cli_store_failed(c->ask->cli, s, r) : EXIT_DONE;
}

static void differing(struct comparing *c, const struct snapshot_row *a, const struct snapshot_row *b)
{
	static const struct snapshot_row none;
	const struct sheet_item *item = asked(c, b ? b->item : a->item);
	const struct cli *cli = c->ask->cli;
	char mark[WORD_TEXT];

	a = a ? a : &none;
	b = b ? b : &none;
	if (strcmp(a->verdict, b->verdict) == 0 && strcmp(a->choice, b->choice) == 0)
		return;
	if (item && strcmp(cli->format, "text") == 0)
		table_cell(c->table, item_mark(mark, item->item, cli->language));
	else
		table_cell(c->table, *b->item ? b->item : a->item);
	table_cell(c->table, !item ? NULL : cli->language == LANG_JA ? item->title_ja : item->title_en);
	cell_of(c, "verdict", a->verdict);
	cell_of(c, "verdict", b->verdict);
	cell_of(c, "choice", a->choice);
	cell_of(c, "choice", b->choice);
}

static int print(struct comparing *c)
{
	static const char *const columns[] = {"item",           "title", "before", "after", "decision_before",
					      "decision_after", NULL};

	c->table = table_new(c->ask->cli, "sheet", columns);
	if (!c->table)
		return cli_say(c->ask->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	table_width(c->table, 1, 60);
	for (size_t i = 0; i < c->to.count; i++)
		differing(c, snapshot_row(&c->from, c->to.row[i].item), &c->to.row[i]);
	for (size_t i = 0; i < c->from.count; i++)
		if (!snapshot_row(&c->to, c->from.row[i].item))
			differing(c, &c->from.row[i], NULL);
	return table_print(c->table, lang(c->ask->cli->language, "sheet.no-difference"));
}

static int load(struct ask *a, struct store *s, const struct snapshot_of *of, struct snapshot *to)
{
	int r = snapshot_load(s, of, to);
	char number[24];

	snprintf(number, sizeof number, "F%lld", (long long)of->frozen);
	if (r == -ENOENT)
		return cli_say(a->cli, EXIT_USAGE, of->frozen ? "decision.no-frozen" : "decision.no-system",
			       (const struct lang_arg[]){{"subject", of->frozen ? number : of->system},
							 {NULL, NULL}});
	return r < 0 ? cli_store_failed(a->cli, s, r) : EXIT_DONE;
}

int cli_sheet_compare(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct comparing c;
	static struct ask a;
	struct snapshot_of from, to;
	struct store *s = NULL;
	int code = read_ask(&a, cli, &site, argc, argv);

	if (code == EXIT_DONE && !a.from && !a.with)
		return cli_say(cli, EXIT_USAGE, "decision.compare-what", NULL);
	c = (struct comparing){.ask = &a};
	if (code == EXIT_DONE)
		code = moment(&a, a.from, &from);
	if (code == EXIT_DONE)
		code = moment(&a, a.to, &to);
	to.system = a.with ? a.with : a.system;
	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &s);
	if (code != EXIT_DONE)
		return code;
	code = load(&a, s, &from, &c.from);
	if (code == EXIT_DONE)
		code = load(&a, s, &to, &c.to);
	if (code == EXIT_DONE)
		code = load_given(&c, s);
	if (code == EXIT_DONE)
		code = print(&c);
	arena_free(c.arena);
	store_free(s);
	return code;
}

/* --- freeze, frozen */

static int act_freeze(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;

	return freeze_sheet(s, a->system, a->sheet, a->words.count ? a->words.list[0] : "", w, &a->id, e);
}

int cli_sheet_freeze(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	int code = read_ask(&a, cli, &site, argc, argv);
	char n[24];
	struct out o;

	if (code == EXIT_DONE)
		code = cli_act(cli, site, "decision", act_freeze, &a);
	if (code != EXIT_DONE || cli->quiet || out_init(&o, 1) < 0)
		return code;
	snprintf(n, sizeof n, "F%lld", (long long)a.id);
	lang_fill(&o, lang(cli->language, "decision.frozen"),
		  (const struct lang_arg[]){{"number", n}, {"name", a.words.list[0]}, {NULL, NULL}});
	out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
	return code;
}

static const char *text(sqlite3_stmt *st, int column)
{
	return (const char *)sqlite3_column_text(st, column);
}

static int frozen_list(struct cli *cli, struct store *s)
{
	static const char *const columns[] = {"number", "name", "system", "at", NULL};
	struct table *t = table_new(cli, "sheet", columns);
	sqlite3_stmt *st = NULL;
	char when[WORD_TEXT];

	if (!t ||
	    sqlite3_prepare_v2(store_db(s), "SELECT 'F' || id, name, system, at FROM frozen ORDER BY id", -1,
			       &st, NULL) != SQLITE_OK) {
		table_free(t);
		return cli_store_failed(cli, s, -EIO);
	}
	while (sqlite3_step(st) == SQLITE_ROW) {
		int64_t at = sqlite3_column_int64(st, 3);

		for (int i = 0; i < 3; i++)
			table_cell(t, text(st, i));
		table_cell(t, local_minute(when, at, cli_zone_minutes(cli, at)));
	}
	sqlite3_finalize(st);
	return table_print(t, lang(cli->language, "sheet.none-frozen"));
}

/* As it was: states and titles are those that were frozen, not those of today. */
static int frozen_rows(struct cli *cli, struct store *s, int64_t id)
{
	static const char *const columns[] = {"item",   "title",          "decision",       "verdict",
					      "state",  "grade",          "+coverage",      "+reason",
					      "+point", "+evidence_hash", "+question_hash", NULL};
	struct table *t = table_new(cli, "sheet", columns);
	sqlite3_stmt *st = NULL;
	char mark[WORD_TEXT];
	bool people = strcmp(cli->format, "text") == 0;

	if (!t ||
	    sqlite3_prepare_v2(
		    store_db(s),
		    "SELECT r.value->>'item', r.value->>(CASE ?2 WHEN 0 THEN 'title_ja' ELSE 'title_en' END),"
		    " r.value->>'choice', r.value->>'verdict', r.value->>'state', r.value->>'grade',"
		    " r.value->>(CASE ?2 WHEN 0 THEN 'coverage_ja' ELSE 'coverage_en' END),"
		    " r.value->>'reason', r.value->>'point', r.value->>'evidence', r.value->>'question'"
		    " FROM frozen f, json_each(f.body, '$.rows') r WHERE f.id = ?1 ORDER BY r.key",
		    -1, &st, NULL) != SQLITE_OK) {
		table_free(t);
		return cli_store_failed(cli, s, -EIO);
	}
	sqlite3_bind_int64(st, 1, id);
	sqlite3_bind_int(st, 2, (int)cli->language);
	table_width(t, 1, 60);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *item = text(st, 0);

		table_cell(t, people && strchr(item, '-') ? item_mark(mark, item, cli->language) : item);
		table_cell(t, text(st, 1));
		table_cell(t, sheet_choice(cli, text(st, 2)));
		table_cell(t, sheet_word(cli, "verdict", text(st, 3)));
		table_cell(t, sheet_word(cli, "state", text(st, 4)));
		table_cell(t, sheet_word(cli, "grade", text(st, 5)));
		for (int i = 6; i < 11; i++)
			table_cell(t, text(st, i));
	}
	sqlite3_finalize(st);
	return table_print(t, NULL);
}

static int frozen_one(struct cli *cli, struct store *s, const char *word)
{
	int64_t id = strtoll(word + (word[0] == 'F'), NULL, 10), at = 0;
	char name[400] = "";
	int whole = frozen_whole(s, id, name, &at);

	if (whole == -ENOENT)
		return cli_say(cli, EXIT_USAGE, "decision.no-frozen",
			       (const struct lang_arg[]){{"subject", word}, {NULL, NULL}});
	if (whole < 0)
		return cli_store_failed(cli, s, whole);
	if (whole == 0)
		return cli_say(cli, EXIT_FOUND, "decision.frozen-altered",
			       (const struct lang_arg[]){{"subject", word}, {NULL, NULL}});
	return frozen_rows(cli, s, id);
}

int cli_sheet_frozen(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	struct store *s = NULL;
	int code = read_ask(&a, cli, &site, argc, argv);

	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &s);
	if (code != EXIT_DONE)
		return code;
	code = a.words.count ? frozen_one(cli, s, a.words.list[0]) : frozen_list(cli, s);
	store_free(s);
	return code;
}
